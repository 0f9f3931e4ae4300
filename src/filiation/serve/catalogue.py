"""An archive to browse: its traditions by size, narrowed by words, outlet and time; who takes from whom; lookup."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filiation.crawl.directory import Archive, open_archive
from filiation.errors import CrawlError

if TYPE_CHECKING:
    import duckdb

    from filiation.crawl.lookup import Library
    from filiation.writers.lookup import AnswerRecord

Row = dict[str, Any]

PAGE = 25
"""Traditions on one page of the list."""
MOST_ARTICLES, MOST_PAIRS, MOST_FLOWS = 200, 100, 200
_FACETS = 12
_MOST_WORDS = 8
_MEMORY = "1GB"
# Answers kept until the archive changes; each is a page of rows at most.
_MOST_KEPT = 128
# No tradition stands deeper in a list than anybody turns to.
MOST_PAGES = 400

_MATCHED = """
with matched as (
    select tradition, outlet, substr(published, 1, 7) as month from articles
    where ($outlet is null or outlet = $outlet)
      and ($month is null or starts_with(published, $month))
      and len(list_filter($words, lambda word: not contains(lower(coalesce(title, '')), word))) = 0
),
sized as (
    select tradition, count(*) as pages, count(distinct outlet) as outlets, min(published) as first,
           arg_min(title, coalesce(published, '9999') || article) as title
    from articles where tradition in (select tradition from matched) group by tradition having count(*) >= $least
)
"""
_LIST = (
    _MATCHED + "select *, count(*) over () as every from sized order by pages desc, tradition limit $most offset $skip"
)
_BY = (
    _MATCHED
    + """
select {column} as value, count(*) as articles from matched
where tradition in (select tradition from sized) and {column} is not null group by all order by {order} limit {most}
"""
)
_HEAD = """
select count(*) as articles, count(distinct tradition) as traditions, count(distinct outlet) as outlets,
       min(published) as first, max(published) as last from articles
"""
_ARTICLES = f"""
select article, url, title, outlet, language, agency, published, clock, words, count(*) over () as every
from articles where tradition = $id order by published nulls last, article limit {MOST_ARTICLES}
"""
_EVENT = """
select tradition, support, reason from events
where event in (select event from events where tradition = $id) and tradition <> $id order by support desc, tradition limit 50
"""
_PAIRS = f"""
select a, b, relation, support, older, reason from reuse
where a in (select article from articles where tradition = $id) or b in (select article from articles where tradition = $id)
order by support desc, a, b limit {MOST_PAIRS}
"""
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


def words_of(text: str) -> tuple[str, ...]:
    """Return the words to search for."""
    return tuple(text.lower().split()[:_MOST_WORDS])


class Catalogue:
    """An archive opened for reading; a later run of ``gather`` is taken notice of."""

    def __init__(self, folder: Path) -> None:
        """Open an archive.

        Raises:
            CrawlError: It is none.
        """
        self.folder = folder.absolute()
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._database: duckdb.DuckDBPyConnection | None = None
        self._answers: OrderedDict[tuple[str, str], list[Row]] = OrderedDict()
        self._library: Library | None = None
        self._stamps: dict[str, float] = {}
        open_archive(self.folder)

    def head(self) -> Row:
        """Return how much there is, and from when to when."""
        return self._ask(_HEAD)[0]

    def listing(self, wanted: Wanted) -> Listing:
        """Return one page of the traditions, the largest first."""
        narrow = {
            "words": list(wanted.words),
            "outlet": wanted.outlet,
            "month": wanted.month,
            "least": wanted.least,
        }
        rows = self._ask(_LIST, **narrow, most=PAGE, skip=PAGE * (wanted.page - 1))
        by_outlet = self._ask(_BY.format(column="outlet", order="articles desc, value", most=_FACETS), **narrow)
        by_month = self._ask(_BY.format(column="month", order="value desc", most=2 * _FACETS), **narrow)
        return Listing(rows, rows[0]["every"] if rows else 0, by_outlet, by_month)

    def tradition(self, id: str) -> Leaf | None:  # noqa: A002 - the field's own name
        """Return one tradition; None where there is none of this id."""
        articles = self._ask(_ARTICLES, id=id)
        if not articles:
            return None
        return Leaf(articles, articles[0]["every"], self._ask(_EVENT, id=id), self._ask(_PAIRS, id=id))

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

        pair = [row["article"] for row in self._ask(_ARTICLES, id=id)[:2]]
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

    def _warm(self) -> Library:
        from filiation.crawl.lookup import Library

        if self._library is None or self._is_newer("index"):
            self._library = Library(self.folder)
        return self._library

    def _ask(self, sql: str, **values: object) -> list[Row]:
        key = (sql, repr(sorted(values.items())))
        # First, for it forgets what an older archive answered.
        database = self._open()
        with self._lock:
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
            if self._database is database:
                self._answers[key] = rows
                while len(self._answers) > _MOST_KEPT:
                    self._answers.popitem(last=False)
        return rows

    def _open(self) -> duckdb.DuckDBPyConnection:
        import duckdb

        with self._lock:
            if self._database is None or self._is_newer("tables"):
                archive = open_archive(self.folder)
                self._database = duckdb.connect(config={"memory_limit": _MEMORY, "threads": 2})
                self._answers.clear()
                for name in ("articles", "events", "reuse", "flows", "outlets"):
                    _hold(self._database, archive, name)
            return self._database

    def _is_newer(self, what: str) -> bool:
        """Tell whether the archive has changed since this was asked last."""
        try:
            stamp = (self.folder / "traditions.parquet").stat().st_mtime
        except OSError as error:
            raise CrawlError(f"the archive cannot be read: {error.strerror}") from error
        before, self._stamps[what] = self._stamps.get(what), stamp
        return before != stamp


def _hold(database: duckdb.DuckDBPyConnection, archive: Archive, name: str) -> None:
    if not archive.table(name).exists():
        raise CrawlError(f"an older run wrote no table {name}: run filiation gather on this archive again")
    database.read_parquet(str(archive.table(name))).create_view(name)
