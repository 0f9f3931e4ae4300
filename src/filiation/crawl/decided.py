"""Decisions about an archive's pages: kept in it, laid before the plan as two small tables, and ruled on at its end.

The file is copied into the archive with the tables that follow it, so that later runs follow it too; another file takes
its place, an empty one takes it away.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from filiation.archive.decisions import Bond, Decision, DecisionKind, Named, Status, load_decisions
from filiation.archive.docket import Docket
from filiation.archive.page import PageId
from filiation.article.article import ClockKind
from filiation.cluster.profile import moment
from filiation.crawl.directory import Archive
from filiation.crawl.engine import Engine

if TYPE_CHECKING:
    import pyarrow as pa

FILE = "decisions.toml"

# A name means all the pages that have it.
MEANT = """
select distinct article, path, sha256, published
from (select *, row_number() over (partition by article order by part, row) as turn from pages) as each_page
join decided_names on article = decided_names.name or path = decided_names.name or sha256 = decided_names.name
where turn = 1 order by article
"""
REFUSED = "select distinct refused.page from refused join decided_names on refused.page = decided_names.name"

# Pairs of wordings that are decided; of pages that are decided to be two, each is a wording of its own (`plan.ADMITTED`).
BONDS = """
select least(one.wording, other.wording) as a, greatest(one.wording, other.wording) as b, is_one, min(told) as told
from decided_pairs
join admitted as one on decided_pairs.a = one.article
join admitted as other on decided_pairs.b = other.article
where one.wording <> other.wording
group by least(one.wording, other.wording), greatest(one.wording, other.wording), is_one
"""

# What the words alone say otherwise.
OVERRULED = """
select decided_pairs.a, decided_pairs.b, is_one, told
from decided_pairs
join admitted as one on decided_pairs.a = one.article
join admitted as other on decided_pairs.b = other.article
join families as family_a on one.wording = family_a.wording
join families as family_b on other.wording = family_b.wording
where (family_a.family = family_b.family) <> is_one
order by decided_pairs.a, decided_pairs.b
"""


class _Meant(NamedTuple):
    """A page that a decision names, and the day that it tells itself."""

    named: Named
    published: str | None


def decisions_of(archive: Archive, path: Path | None) -> tuple[Decision, ...]:
    """Return the decisions that a run follows: those of ``path``, or where it is None those that the archive keeps.

    Raises:
        UsageError: The file cannot be read, or does not say what it must.
    """
    kept = archive.folder / FILE
    if path is None:
        return load_decisions(kept) if kept.exists() else ()
    found = load_decisions(path)
    archive.draft(FILE).write_bytes(path.read_bytes())
    return found


def lay_decisions(engine: Engine, docket: Docket, *, ignore_dates: bool) -> None:
    """Find the pages that are meant, and make the tables ``decided_pages`` and ``decided_pairs``.

    Args:
        engine: Holds ``pages`` and ``refused``.
        docket: Is settled.
        ignore_dates: Decided days are clocks as well, and not followed.
    """
    import pyarrow as pa

    for decision in docket.decisions:
        if decision.kind is DecisionKind.DATE and ignore_dates:
            docket.rule(decision, Status.NOT_APPLIED, "this run takes no notice of any clock")
    meant = _meant(engine, docket.decisions)
    dates = {each.named.page: docket.date_of(each.named) for each in meant} if not ignore_dates else {}
    for each in meant:
        docket.note_date(each.named.page, each.published)
    docket.settle((each.named for each in meant), _refused(engine) if docket.decisions else ())
    for decision in docket.decisions:
        if decision.kind is DecisionKind.SPEAKER and docket.is_open(decision):
            docket.rule(decision, Status.NOT_APPLIED, "an archive keeps no speech: give it to trace")
    apart = {page for bond in docket.bonds if not bond.is_one for page in (bond.a, bond.b)}
    followed = {page: date for page, date in dates.items() if date is not None}
    engine.take(
        "decided_pages",
        pa.Table.from_pylist(
            [_page(page, followed.get(page), is_apart=page in apart) for page in sorted(apart | followed.keys())],
            schema=decided_pages_schema(),
        ),
    )
    engine.take(
        "decided_pairs",
        pa.Table.from_pylist(
            [{"a": bond.a, "b": bond.b, "is_one": bond.is_one, "told": bond.told} for bond in docket.bonds],
            schema=decided_pairs_schema(),
        ),
    )


def overruled(engine: Engine) -> list[Bond]:
    """Return the decided pairs that are against the families that were found without them (the table ``families``)."""
    return [
        Bond(PageId(row["a"]), PageId(row["b"]), row["is_one"], row["told"])
        for batch in engine.fetch(OVERRULED)
        for row in batch.to_pylist()
    ]


def rulings_table(docket: Docket) -> pa.Table:
    """Return the public table ``decisions``: what was decided, and what came of it."""
    import pyarrow as pa

    return pa.Table.from_pylist(
        [
            {
                "number": ruling.decision.number,
                "kind": ruling.decision.kind.value,
                "names": list(ruling.decision.names),
                "articles": list(ruling.pages),
                "value": ruling.decision.value,
                "by": ruling.decision.by,
                "on": ruling.decision.on,
                "why": ruling.decision.why,
                "status": ruling.status.value,
                "told": ruling.told,
            }
            for ruling in docket.rulings
        ],
        schema=rulings_schema(),
    )


def _meant(engine: Engine, decisions: Iterable[Decision]) -> list[_Meant]:
    import pyarrow as pa

    names = {name for each in decisions for name in each.names}
    if not names:
        return []
    # A digest is written in small letters in the table, and perhaps with its kind in front in the file.
    names |= {name.lower().removeprefix("sha256:") for name in names}
    engine.take("decided_names", pa.table({"name": sorted(names)}))
    return [
        _Meant(Named(PageId(row["article"]), row["path"], row["sha256"]), row["published"])
        for batch in engine.fetch(MEANT)
        for row in batch.to_pylist()
    ]


def _refused(engine: Engine) -> set[str]:
    return {row["page"] for batch in engine.fetch(REFUSED) for row in batch.to_pylist()}


def _page(page: PageId, date: str | None, *, is_apart: bool) -> dict[str, object]:
    at = moment(date)
    return {
        "article": page,
        "is_apart": is_apart,
        "decided": date,
        "decided_clock": ClockKind.DECISION.value if date else None,
        "decided_at": at.at.timestamp() if at else None,
        "decided_exact": at.exact if at else None,
    }


@cache
def decided_pages_schema() -> pa.Schema:
    """Return the columns of the table of pages that a decision sets apart or dates."""
    import pyarrow as pa

    return pa.schema(
        [
            ("article", pa.string()),
            ("is_apart", pa.bool_()),
            ("decided", pa.string()),
            ("decided_clock", pa.string()),
            ("decided_at", pa.float64()),
            ("decided_exact", pa.bool_()),
        ]
    )


@cache
def decided_pairs_schema() -> pa.Schema:
    """Return the columns of the table of pairs of pages of which is decided whether they are one report."""
    import pyarrow as pa

    return pa.schema([("a", pa.string()), ("b", pa.string()), ("is_one", pa.bool_()), ("told", pa.string())])


@cache
def rulings_schema() -> pa.Schema:
    """Return the columns of the public table ``decisions``."""
    import pyarrow as pa

    texts = ("value", "by", "on", "why", "status", "told")
    return pa.schema(
        [
            ("number", pa.int32()),
            ("kind", pa.string()),
            ("names", pa.list_(pa.string())),
            ("articles", pa.list_(pa.string())),
            *((name, pa.string()) for name in texts),
        ]
    )
