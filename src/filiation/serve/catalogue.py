"""An archive to browse: its traditions by size, narrowed by words, outlet and time; who takes from whom; lookup."""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filiation.errors import CrawlError
from filiation.serve.shelf import NotReady, Shelf, stamp_of

if TYPE_CHECKING:
    from filiation.crawl.lookup import Library
    from filiation.writers.lookup import AnswerRecord

Row = dict[str, Any]

PAGE = 25
"""Traditions on one page of the list."""
MOST_ARTICLES, MOST_FLOWS = 200, 200
_FACETS = 12
_MOST_WORDS = 8
# Answers kept until the archive changes; each is a page of rows at most.
_MOST_KEPT = 128
# No tradition stands deeper in a list than anybody turns to.
MOST_PAGES = 400

_ARTICLES = f"""
select article, url, title, outlet, language, agency, published, clock, words, count(*) over () as every
from members where rank = $rank order by published nulls last, article limit {MOST_ARTICLES}
"""
_EVENT = """
select tradition, support, reason from events
where event = (select min(event) from events where tradition = $id) and tradition <> $id
order by support desc, tradition limit 50
"""
_PAIRS = "select a, b, relation, support, older, reason from pairs where rank = $rank order by support desc, a, b"
_FLOWS = f"select *, count(*) over () as every from flows order by articles desc, source, target limit {MOST_FLOWS}"
_OUTLETS = f"select *, count(*) over () as every from outlets order by articles desc, outlet limit {MOST_FLOWS}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader narrows the list to.

    Attributes:
        words: All stand in a title, in lower case.
        outlet: Which printed one of the pages; None for any.
        month: ``2024-05``, of one of the pages; None for any.
        least: Pages of the smallest tradition.
        page: Which page of the list, from 1.
    """

    words: tuple[str, ...] = ()
    outlet: str | None = None
    month: str | None = None
    least: int = 2
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list of traditions, and what it can be narrowed to further."""

    rows: list[Row]
    every: int
    outlets: list[Row]
    months: list[Row]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One tradition: its pages, the other traditions of its event, and the pairs that were compared."""

    articles: list[Row]
    every: int
    event: list[Row]
    pairs: list[Row]


def _narrowing(wanted: Wanted) -> tuple[str, dict[str, object]]:
    """Return what an article must be like, as a condition and its values."""
    conditions, values = ["pages >= $least"], dict[str, object](least=wanted.least)
    if wanted.outlet is not None:
        conditions.append("outlet = $outlet")
        values["outlet"] = wanted.outlet
    if wanted.month is not None:
        conditions.append("starts_with(month, $month)")
        values["month"] = wanted.month
    for number, word in enumerate(wanted.words):
        conditions.append(f"contains(folded, $word{number})")
        values[f"word{number}"] = word
    return " and ".join(conditions), values


def _listed(condition: str, is_narrow: bool) -> str:
    """Return the query of one page of the list; a tradition is there where one article is as wanted."""
    matched = f"(select distinct rank from members where {condition})"
    its = f"traditions join {matched} as matched using (rank)" if is_narrow else "traditions"
    return f"""
    select tradition, pages, outlets, first, title, count(*) over () as every from {its} where pages >= $least
    order by rank limit $most offset $skip"""


def _counted(condition: str, column: str, order: str, most: int) -> str:
    return f"""
    select {column} as value, count(*) as articles from members where {condition} and {column} is not null
    group by all order by {order} limit {most}"""


def words_of(text: str) -> tuple[str, ...]:
    """Return the words to search for."""
    return tuple(text.lower().split()[:_MOST_WORDS])


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
        self._answers: OrderedDict[tuple[str, str], list[Row]] = OrderedDict()
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
        condition, values = _narrowing(wanted)
        place = {"most": PAGE, "skip": PAGE * (wanted.page - 1)}
        rows = self._ask(_listed(condition, len(values) > 1), **values, **place)
        by_outlet = self._ask(_counted(condition, "outlet", "articles desc, value", _FACETS), **values)
        by_month = self._ask(_counted(condition, "month", "value desc", 2 * _FACETS), **values)
        return Listing(rows, rows[0]["every"] if rows else 0, by_outlet, by_month)

    def tradition(self, id: str) -> Leaf | None:  # noqa: A002 - the field's own name
        """Return one tradition; None where there is none of this id."""
        articles = self._articles(id)
        if not articles:
            return None
        pairs = self._ask(_PAIRS, rank=self._rank(id))
        return Leaf(articles, articles[0]["every"], self._ask(_EVENT, id=id), pairs)

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

        pair = [row["article"] for row in self._articles(id)[:2]]
        if len(pair) < 2:
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
            for each in read_kept(self.folder, pair[0], pair[1]).articles
        ]

    def _rank(self, id: str) -> int | None:  # noqa: A002
        found = self._ask("select rank from traditions where tradition = $id", id=id)
        return found[0]["rank"] if found else None

    def _articles(self, id: str) -> list[Row]:  # noqa: A002
        rank = self._rank(id)
        return [] if rank is None else self._ask(_ARTICLES, rank=rank)

    def _warm(self) -> Library:
        from filiation.crawl.lookup import Library

        stamp = stamp_of(self.folder)
        if self._library is None or self._stamp != stamp:
            self._library, self._stamp = Library(self.folder), stamp
        return self._library

    def _ask(self, sql: str, **values: object) -> list[Row]:
        key = (sql, repr(sorted(values.items())))
        shelf, database = self._shelf.open(self._patience)
        with self._lock:
            if self._answered != shelf:
                self._answers.clear()
                self._answered = shelf
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        cursor = database.cursor()
        try:
            found = cursor.execute(sql, values or None)
            names = [column[0] for column in found.description]
            rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        finally:
            cursor.close()
        with self._lock:
            if self._answered == shelf:
                self._answers[key] = rows
                while len(self._answers) > _MOST_KEPT:
                    self._answers.popitem(last=False)
        return rows
