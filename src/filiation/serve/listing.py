"""The list of an archive's traditions: what a reader narrows it to, and what is there then."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]

PAGE = 25
"""Traditions on one page of the list."""
_FACETS = 12
_MOST_WORDS = 8


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
class Matched:
    """The traditions that are as wanted, by their numbers, which ascend; and by what they can be narrowed further."""

    ranks: Sequence[int]
    outlets: list[Row]
    months: list[Row]


def words_of(text: str) -> tuple[str, ...]:
    """Return the words to search for."""
    return tuple(text.lower().split()[:_MOST_WORDS])


def find(cursor: duckdb.DuckDBPyConnection, wanted: Wanted) -> Matched:
    """Find the traditions of which one article is as wanted, on whatever page of the list they stand."""
    condition, values = _condition(wanted)
    if len(values) == 1:
        # A size alone: the largest come first in every table.
        ((every,),) = cursor.execute("select count(*) from traditions where pages >= $least", values).fetchall()
        ranks: Sequence[int] = range(every)
        articles = f"(select outlet, month from members where {condition})"  # noqa: S608 - as below
    else:
        # Looked for once, and then counted in three ways. It ends with the cursor.
        articles = "matched"
        cursor.execute(
            f"create temp table matched as select rank, outlet, month from members where {condition}",  # noqa: S608 - as below
            values,
        )
        found = cursor.execute("select distinct rank from matched order by rank").fetchall()
        ranks, values = array("q", [rank for (rank,) in found]), {}
    by_outlet = rows_of(cursor.execute(_counted(articles, "outlet", "articles desc, value", _FACETS), values))
    by_month = rows_of(cursor.execute(_counted(articles, "month", "value desc", 2 * _FACETS), values))
    return Matched(ranks, by_outlet, by_month)


def show(cursor: duckdb.DuckDBPyConnection, matched: Matched, page: int) -> Listing:
    """Return one page of what was found, the largest traditions first."""
    shown = list(matched.ranks[PAGE * (page - 1) : PAGE * page])
    rows: list[Row] = []
    if shown:
        sql = """
        select tradition, pages, outlets, first, title from traditions
        where rank >= $least and rank <= $most and list_contains($shown, rank) order by rank"""
        rows = rows_of(cursor.execute(sql, {"least": shown[0], "most": shown[-1], "shown": shown}))
    return Listing(rows, len(matched.ranks), matched.outlets, matched.months)


def rows_of(answered: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return what a query answered, each row by the names of its columns."""
    names = [column[0] for column in answered.description]
    return [dict(zip(names, row, strict=True)) for row in answered.fetchall()]


def _condition(wanted: Wanted) -> tuple[str, dict[str, object]]:
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


def _counted(articles: str, column: str, order: str, most: int) -> str:
    return f"""
    select {column} as value, count(*) as articles from {articles} as every where {column} is not null
    group by all order by {order} limit {most}"""  # noqa: S608 - names of ours; what a visitor says is a value
