"""Emission: from typed pairs of wordings to rows of pages, with the passages at each page's own characters."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from filiation.cluster.direction import compare_moments
from filiation.cluster.profile import Moment, moment
from filiation.crawl.pack import BlobPlace, Packs, packs_under

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyarrow as pa
    from numpy.typing import NDArray


def emitter(pages: Path, *, ignore_dates: bool = False) -> Callable[[pa.Table], pa.Table]:
    """Return the function that makes rows of the table ``reuse``, reading texts under ``pages``."""
    return partial(emit, pages, ignore_dates)


def emit(pages: Path, ignore_dates: bool, rows: pa.Table) -> pa.Table:
    """Make the rows of ``reuse``.

    Args:
        pages: The archive's folder of parts.
        ignore_dates: Take no notice of any clock.
        rows: What ``plan.PAGE_PAIRS`` gives.

    Returns:
        Rows of `reuse_schema`, ``a < b``.
    """
    import pyarrow as pa

    packs = packs_under(pages)
    return pa.Table.from_pylist(
        [_row(row, packs, ignore_dates=ignore_dates) for row in rows.to_pylist()], schema=reuse_schema()
    )


def _row(row: Mapping[str, Any], packs: Packs, *, ignore_dates: bool) -> dict[str, Any]:
    a, b = row["article_a"], row["article_b"]
    order = 0 if ignore_dates else compare_moments(_clocks(row, "a"), _clocks(row, "b"))
    order = order or (row["age"] if row["kin"] else 0)
    contained = round(row["containment_a"], 4), round(row["containment_b"], 4)
    passages = _passages(row, packs).tolist()
    if a > b:
        contained = contained[::-1]
        passages = [passage[2:] + passage[:2] for passage in passages]
    return {
        "a": min(a, b),
        "b": max(a, b),
        "relation": "excerpt" if row["lifted"] else row["relation"],
        "containment_a": contained[0],
        "containment_b": contained[1],
        "older": a if order < 0 else b if order > 0 else None,
        "support": row["support"],
        "spans": [{"a": {"start": w, "end": x}, "b": {"start": y, "end": z}} for w, x, y, z in sorted(passages)],
        "reason": f"one of several dispatches in a digest; {row['reason']}" if row["lifted"] else row["reason"],
    }


def _clocks(row: Mapping[str, Any], side: str) -> tuple[Moment | None, Moment | None]:
    """Return what the page's dateline tells and what its publication clock tells."""
    printed = moment(row[f"published_{side}"])
    day = moment(row[f"dateline_date_{side}"])
    return day or (printed if row[f"clock_{side}"] == "dateline" else None), printed


def _passages(row: Mapping[str, Any], packs: Packs) -> NDArray[np.int32]:
    """Return the shared passages as rows of (start, end) in a's page and (start, end) in b's."""
    if row["passages"] is None:  # the same words throughout
        return np.asarray([[row[f"{end}_{side}"] for side in ("a", "b") for end in ("starts", "ends")]], dtype=np.int32)
    passages = np.frombuffer(row["passages"], dtype="<i4").reshape(-1, 4).copy()
    for side, columns in (("a", slice(0, 2)), ("b", slice(2, 4))):
        if row[f"page_{side}"] != row[f"first_page_{side}"]:
            passages[:, columns] = _moved(passages[:, columns], row, side, packs)
    return passages


def _moved(ends: NDArray[np.int32], row: Mapping[str, Any], side: str, packs: Packs) -> NDArray[np.int32]:
    """Find the words of a passage on another page with the same words."""
    there = packs.at(_place(row, f"first_{{}}_{side}")).profile.tokens
    here = packs.at(_place(row, f"{{}}_{side}")).profile.tokens
    first = np.searchsorted(there.starts, ends[:, 0])
    last = np.searchsorted(there.ends, ends[:, 1])
    return np.stack([here.starts[first], here.ends[last]], axis=1)


def _place(row: Mapping[str, Any], name: str) -> BlobPlace:
    return BlobPlace(row[name.format("part")], row[name.format("offset")], row[name.format("length")])


@cache
def reuse_schema() -> pa.Schema:
    """Return the columns of the public table ``reuse``."""
    import pyarrow as pa

    span = pa.struct([("start", pa.int32()), ("end", pa.int32())])
    return pa.schema(
        [
            ("a", pa.string()),
            ("b", pa.string()),
            ("relation", pa.string()),
            ("containment_a", pa.float64()),
            ("containment_b", pa.float64()),
            ("older", pa.string()),
            ("support", pa.float64()),
            ("spans", pa.list_(pa.struct([("a", span), ("b", span)]))),
            ("reason", pa.string()),
        ]
    )
