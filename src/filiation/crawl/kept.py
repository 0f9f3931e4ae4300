"""Two articles of an archive with what it keeps of them: their traditions' pages, verified pairs, and verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filiation.archive.decisions import Bond, Decision, DecisionKind
from filiation.archive.page import PageId
from filiation.article.article import Article, Clock, ClockKind, Credit, Dateline, Title
from filiation.cluster.tradition import Event, Gathering, Member, Relation, Reuse, Siglum, Tradition
from filiation.crawl.directory import Archive, open_archive
from filiation.crawl.index import Index
from filiation.crawl.lineage import MOST_WITNESSES
from filiation.errors import UsageError
from filiation.text import Span

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TOLD = """
select article, path, url, title, outlet, language, agency, updated, dateline_place, bylines, sha256, text, body
from read_parquet($files) where article in (select unnest($wanted))
qualify row_number() over (partition by article order by part, "row") = 1 order by article
"""
"""An article that came twice keeps its first text, as in the archive's tables."""
CLOCKS = """
select published, clock, dateline_date from read_parquet($file) where article in (select unnest($wanted)) order by article
"""
"""A page's own clocks, or what is decided in place of them."""
TRADITIONS = "select tradition, article, siglum from read_parquet($file) where tradition in (select unnest($wanted))"
REUSE = """
select a, b, relation, containment_a, containment_b, older, support, spans, reason from read_parquet($file)
where a in (select unnest($wanted)) and b in (select unnest($wanted)) order by a, b
"""
EVENTS = "select event, tradition, support, reason from read_parquet($file) where tradition in (select unnest($wanted))"
RULED = """
select kind, "by", "on", why from read_parquet($file)
where kind in ('one_report', 'two_reports') and status <> 'not applied' and list_has_all(articles, $wanted)
order by number
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What an archive keeps of two articles.

    Attributes:
        a: One article.
        b: The other.
        articles: Both, and the other pages of their traditions, `MOST_WITNESSES` of each at most; by id.
        gathering: What the archive's last run found of these pages.
        bonds: What a person has decided of the two, which that run followed.
    """

    a: Article
    b: Article
    articles: tuple[Article, ...]
    gathering: Gathering
    bonds: tuple[Bond, ...] = ()


def read_kept(folder: Path, a: str, b: str) -> Kept:
    """Read two articles of an archive by their ids.

    Raises:
        UsageError: One article twice, or an id that the archive does not have.
        CrawlError: The folder is no archive.
    """
    import duckdb

    if a == b:
        raise UsageError(f"explain: two different articles are needed, got {a} twice")
    archive = open_archive(folder)
    with duckdb.connect(config={"threads": 1}) as database:
        members = _members(database, archive, (a, b))
        for each in (a, b):
            if not any(each == article for rows in members.values() for article, _ in rows):
                raise UsageError(f"explain: no article {each} in {folder}")
        reuses = [_reuse(row) for row in _rows(database, REUSE, archive, "reuse", _ids(members))]
        near = {page for reuse in reuses if {reuse.a, reuse.b} & {a, b} for page in (reuse.a, reuse.b)}
        few = {name: _few(rows, (a, b), near) for name, rows in members.items()}
        articles = _articles(database, archive, few)
        events = _rows(database, EVENTS, archive, "events", sorted(members))
        bonds = _bonds(database, archive, (PageId(min(a, b)), PageId(max(a, b))))
    by_id = {article.page: article for article in articles}
    return Kept(by_id[PageId(a)], by_id[PageId(b)], articles, _gathering(few, reuses, events), bonds)


def _rows(database: DuckDBPyConnection, query: str, archive: Archive, table: str, wanted: Sequence[str]) -> list[Any]:
    file = str(archive.table(table))
    rows: list[Any] = database.execute(query, {"file": file, "wanted": list(wanted)}).fetchall()
    return rows


def _members(
    database: DuckDBPyConnection, archive: Archive, pair: tuple[str, str]
) -> dict[str, list[tuple[str, Siglum]]]:
    """Return the pages of the traditions that two articles are in, with their sigla; by tradition."""
    file = str(archive.table("traditions"))
    asked = "select distinct tradition from read_parquet($file) where article in (select unnest($wanted))"
    names = [name for (name,) in database.execute(asked, {"file": file, "wanted": list(pair)}).fetchall()]
    members: dict[str, list[tuple[str, Siglum]]] = defaultdict(list)
    for tradition, article, siglum in sorted(_rows(database, TRADITIONS, archive, "traditions", sorted(names))):
        members[tradition].append((article, Siglum(siglum)))
    return members


def _ids(members: dict[str, list[tuple[str, Siglum]]]) -> list[str]:
    return sorted(article for rows in members.values() for article, _ in rows)


def _few(rows: Sequence[tuple[str, Siglum]], pair: tuple[str, str], near: set[PageId]) -> list[tuple[str, Siglum]]:
    """Return the members that are read: the two themselves, those compared with them, then the first by id."""
    ranked = sorted(rows, key=lambda row: (row[0] not in pair, row[0] not in near, row[0]))
    return sorted(ranked[:MOST_WITNESSES])


def _bonds(database: DuckDBPyConnection, archive: Archive, pair: tuple[PageId, PageId]) -> tuple[Bond, ...]:
    if not archive.table("decisions").exists():
        return ()
    rows = _rows(database, RULED, archive, "decisions", pair)
    ruled = [(DecisionKind(kind), by, on, why) for kind, by, on, why in rows]
    return tuple(
        Bond(*pair, kind is DecisionKind.ONE_REPORT, Decision(0, kind, pair, by=by, on=on, why=why).told)
        for kind, by, on, why in ruled
    )


def _reuse(row: tuple[Any, ...]) -> Reuse:
    a, b, relation, first, second, older, support, spans, reason = row
    return Reuse(
        PageId(a),
        PageId(b),
        Relation(relation),
        first,
        second,
        None if older is None else PageId(older),
        support,
        tuple((Span(**each["a"]), Span(**each["b"])) for each in spans),
        reason,
    )


def _articles(
    database: DuckDBPyConnection, archive: Archive, few: dict[str, list[tuple[str, Siglum]]]
) -> tuple[Article, ...]:
    """Return members of traditions, read from the parts that hold them: an archive may have hundreds of parts."""
    wanted, index = _ids(few), Index(archive)
    cards = (index.page(row).card for name in sorted(few) for row in index.rows_of(index.called(name)))
    read = frozenset(wanted)
    parts = sorted({card.part for card in cards if card.article in read})
    files = [str(archive.pages / f"{part}.parquet") for part in parts]
    found = database.execute(TOLD, {"files": files, "wanted": wanted})
    names = [*(column[0] for column in found.description), "published", "clock", "dateline_date"]
    rows, clocks = found.fetchall(), _rows(database, CLOCKS, archive, "articles", wanted)
    return tuple(
        _article(dict(zip(names, (*row, *clock), strict=True))) for row, clock in zip(rows, clocks, strict=True)
    )


def _article(row: dict[str, Any]) -> Article:
    kind = None if row["clock"] is None else ClockKind(row["clock"])
    is_datelined = row["dateline_date"] is not None or row["dateline_place"] is not None
    return Article(
        page=PageId(row["article"]),
        path=row["path"],
        sha256=row["sha256"],
        text=row["text"],
        body=tuple(Span(**each) for each in row["body"]),
        title=None if row["title"] is None else Title(row["title"], None),
        language=row["language"],
        bylines=tuple(row["bylines"] or ()),
        agency=None if row["agency"] is None else Credit(row["agency"], None),
        dateline=Dateline(row["dateline_place"], row["dateline_date"], None) if is_datelined else None,
        published=None if kind is None or row["published"] is None else Clock(row["published"], kind),
        outlet=row["outlet"],
        url=row["url"],
    )


def _gathering(
    members: dict[str, list[tuple[str, Siglum]]], reuses: Sequence[Reuse], events: Sequence[tuple[Any, ...]]
) -> Gathering:
    """Return what the archive found of some pages, as `gather` would."""
    home = {PageId(article): name for name, rows in members.items() for article, _ in rows}
    read = [reuse for reuse in reuses if reuse.a in home and reuse.b in home]
    kin = [reuse for reuse in read if reuse.relation.is_kin]
    traditions = {
        name: Tradition(
            name,
            tuple(sorted((Member(siglum, PageId(article)) for article, siglum in rows), key=lambda m: m.siglum)),
            tuple(reuse for reuse in kin if home[reuse.a] == home[reuse.b] == name),
        )
        for name, rows in members.items()
    }
    grouped: dict[str, list[tuple[str, float, str]]] = defaultdict(list)
    for event, tradition, support, reason in sorted(events):
        grouped[event].append((tradition, support, reason))
    return Gathering(
        events=tuple(
            Event(tuple(traditions[name] for name, _, _ in rows), rows[0][1], rows[0][2]) for rows in grouped.values()
        ),
        refused=tuple(reuse for reuse in read if not reuse.relation.is_kin),
        excerpts=tuple(reuse for reuse in kin if home[reuse.a] != home[reuse.b]),
    )
