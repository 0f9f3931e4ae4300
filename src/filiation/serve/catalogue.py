"""An archive to browse: its traditions by size, narrowed by words, outlet and time; who takes from whom; lookup."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from filiation.errors import CrawlError
from filiation.serve.listing import Listing, Row, Wanted, find, rows_of, show
from filiation.serve.shelf import NotReady, Shelf, stamp_of

if TYPE_CHECKING:
    import duckdb

    from filiation.crawl.lookup import Library
    from filiation.writers.lookup import AnswerRecord

T = TypeVar("T")

MOST_ARTICLES, MOST_FLOWS = 200, 200
# Answers kept until the archive changes; most are a page of rows, those of a search up to a number a tradition.
_MOST_KEPT = 128
# No tradition stands deeper in a list than anybody turns to.
MOST_PAGES = 400

_NAME = "select rank, pages, event from names where tradition = $id"
_ARTICLES = f"""
select article, url, title, outlet, language, agency, published, clock, words from members where rank = $rank
order by published nulls last, article limit {MOST_ARTICLES}
"""
_EVENT = """
select tradition, support, reason from events where event = $event and tradition <> $id
order by support desc, tradition limit 50
"""
_PAIRS = "select a, b, relation, support, older, reason from pairs where rank = $rank order by support desc, a, b"
_FLOWS = f"select *, count(*) over () as every from flows order by articles desc, source, target limit {MOST_FLOWS}"
_OUTLETS = f"select *, count(*) over () as every from outlets order by articles desc, outlet limit {MOST_FLOWS}"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One tradition: its pages, the other traditions of its event, and the pairs that were compared."""

    articles: list[Row]
    every: int
    event: list[Row]
    pairs: list[Row]


class Catalogue:
    """An archive opened for reading; a later run of ``gather`` is taken notice of."""

    def __init__(self, folder: Path, shelf: Path | None = None, patience: float = 20) -> None:
        """Open an archive.

        Args:
            folder: Where it stands; nothing in it is changed.
            shelf: Where to keep its tables as they are browsed (`Shelf`); None for memory.
            patience: Seconds that a visitor waits while they are made.

        Raises:
            CrawlError: It is none.
        """
        self.folder = folder.absolute()
        self._shelf = Shelf(self.folder, shelf)
        self._patience = patience
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._answers: OrderedDict[Hashable, object] = OrderedDict()
        self._answered = ""
        self._library: Library | None = None
        self._stamp = ""

    def prepare(self) -> None:
        """Begin to lay the archive out, before anybody asks."""
        with suppress(CrawlError, NotReady):
            self._shelf.open(0)

    def head(self) -> Row:
        """Return how much there is, and from when to when."""
        return self._ask("from head")[0]

    def listing(self, wanted: Wanted) -> Listing:
        """Return one page of the traditions, the largest first."""
        whole = replace(wanted, page=1)
        matched = self._once(whole, lambda cursor: find(cursor, whole))
        return self._once(("page", wanted), lambda cursor: show(cursor, matched, wanted.page))

    def tradition(self, id: str) -> Leaf | None:  # noqa: A002 - the field's own name
        """Return one tradition; None where there is none of this id."""
        named = self._ask(_NAME, id=id)
        if not named:
            return None
        rank, event = named[0]["rank"], named[0]["event"]
        return Leaf(
            self._ask(_ARTICLES, rank=rank),
            named[0]["pages"],
            self._ask(_EVENT, event=event, id=id),
            self._ask(_PAIRS, rank=rank),
        )

    def flows(self) -> list[Row]:
        """Return who takes most from whom."""
        return self._ask(_FLOWS)

    def outlets(self) -> list[Row]:
        """Return the outlets with the most articles."""
        return self._ask(_OUTLETS)

    def look_up(self, path: Path, limit: int) -> tuple[AnswerRecord | None, str | None]:
        """Look up what a file holds, a passage or a page; one question at a time.

        Returns:
            The answer; or None and the reason, where nothing in it can be asked for.

        Raises:
            UsageError: The passage is too short.
            CrawlError: The archive is damaged.
        """
        from filiation.crawl.question import read_questions
        from filiation.ledger import Ledger
        from filiation.settings import DEFAULTS
        from filiation.writers.lookup import record_answer

        ledger = Ledger()
        with self._looking:
            for question in read_questions(str(path), DEFAULTS, ledger):
                return record_answer(question, self._warm().find(question, limit), []), None
        return None, next((each.reason for each in ledger.rejections), None)

    def texts(self, id: str) -> list[Row]:  # noqa: A002
        """Return rows to trace: the texts of one tradition, as many as a tree takes; none where there are not two."""
        from filiation.crawl.kept import read_kept

        leaf = self.tradition(id)
        if leaf is None or leaf.every < 2:
            return []
        return [
            {
                "id": each.page,
                "text": "\n\n".join(each.text[span.start : span.end] for span in each.body),
                "url": each.url,
                "title": each.title.text if each.title else None,
                "outlet": each.outlet,
                "date": each.published.value if each.published else None,
            }
            for each in read_kept(self.folder, leaf.articles[0]["article"], leaf.articles[1]["article"]).articles
        ]

    def _warm(self) -> Library:
        from filiation.crawl.lookup import Library

        stamp = stamp_of(self.folder)
        if self._library is None or self._stamp != stamp:
            self._library, self._stamp = Library(self.folder), stamp
        return self._library

    def _ask(self, sql: str, **values: object) -> list[Row]:
        return self._once((sql, *sorted(values.items())), lambda cursor: rows_of(cursor.execute(sql, values or None)))

    def _once(self, key: Hashable, work: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        """Return what some work on the shelf found, or what it found before."""
        shelf, database = self._shelf.open(self._patience)
        with self._lock:
            if self._answered != shelf:
                self._answers.clear()
                self._answered = shelf
            if key in self._answers:
                self._answers.move_to_end(key)
                return cast("T", self._answers[key])
        with closing(database.cursor()) as cursor:
            found = work(cursor)
        with self._lock:
            if self._answered == shelf:
                self._answers[key] = found
                while len(self._answers) > _MOST_KEPT:
                    self._answers.popitem(last=False)
        return found
