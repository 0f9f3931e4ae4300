"""Kinship: components of linked texts, and what doubtful links and digests glued parted again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from filiation.cluster.families import Decided, Link, Refusal, find_families

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray


def components(links: Iterable[pa.RecordBatch]) -> pa.Table:
    """Return for each linked thing the smallest that it is linked with, directly or not.

    Args:
        links: Columns ``a, b``, int64.

    Returns:
        Columns ``wording, component``. 16 bytes a link and some 100 a thing are held here: a hundred million links are
        within a laptop's memory.
    """
    import pyarrow as pa
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    batches = [(batch["a"].to_numpy(), batch["b"].to_numpy()) for batch in links]
    a = np.concatenate([*(one for one, _ in batches), np.empty(0, dtype=np.int64)])
    b = np.concatenate([*(other for _, other in batches), np.empty(0, dtype=np.int64)])
    things, places = np.unique(np.concatenate([a, b]), return_inverse=True)
    graph = coo_array((np.ones(len(a), dtype=np.int8), (places[: len(a)], places[len(a) :])), shape=(len(things),) * 2)
    count, labels = connected_components(graph, directed=False)
    least: NDArray[np.int64] = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(least, labels, things)
    return pa.table({"wording": things, "component": least[labels]}, schema=components_schema())


def part_families(links: pa.Table) -> pa.Table:
    """Part what was glued, component by component.

    Args:
        links: Columns ``component, a, b, kin, is_one, support, common, size_a, size_b, blocks``; all pairs of a
            component next to one another: kin, instances of one form, and what is decided (``is_one``, else null).

    Returns:
        Rows of `families_schema`: a row with ``wording`` and its ``family`` for each text, and a row with ``a, b`` for
        each link that was cut: ``outvoted`` by other pairs, or else made by a digest.
    """
    import pyarrow as pa

    component = links["component"].to_numpy()
    starts = np.flatnonzero(np.r_[True, component[1:] != component[:-1]]).tolist() if len(component) else []
    rows: list[dict[str, int | bool | None]] = []
    for start, past in zip(starts, [*starts[1:], len(component)], strict=True):
        rows += _part(links.slice(start, past - start).to_pylist())
    return pa.Table.from_pylist(rows, schema=families_schema())


def _part(pairs: list[dict[str, Any]]) -> list[dict[str, int | bool | None]]:
    pairs = sorted(pairs, key=lambda pair: (pair["a"], pair["b"]))
    sizes: dict[int, int] = {pair[side]: pair[f"size_{side}"] for pair in pairs for side in ("a", "b")}
    texts = sorted(sizes)
    place = {text: number for number, text in enumerate(texts)}
    links = [pair for pair in pairs if pair["kin"]]
    found = find_families(
        [sizes[text] for text in texts],
        [Link(place[link["a"]], place[link["b"]], _triples(link["blocks"]), link["support"]) for link in links],
        [
            Refusal(place[pair["a"]], place[pair["b"]], pair["support"], pair["common"])
            for pair in pairs
            if not pair["kin"] and pair["is_one"] is None
        ],
        [Decided(place[pair["a"]], place[pair["b"]], pair["is_one"]) for pair in pairs if pair["is_one"] is not None],
    )
    rows: list[dict[str, int | bool | None]] = [
        {"wording": texts[member], "family": texts[members[0]]} for members in found.members for member in members
    ]
    rows += [{"a": links[cut]["a"], "b": links[cut]["b"], "outvoted": False} for cut in sorted(found.digests)]
    rows += [{"a": links[cut]["a"], "b": links[cut]["b"], "outvoted": True} for cut in sorted(found.outvoted)]
    return rows


def _triples(blocks: bytes) -> list[tuple[int, int, int]]:
    return [tuple(block) for block in np.frombuffer(blocks, dtype="<i4").reshape(-1, 3).tolist()]


@cache
def components_schema() -> pa.Schema:
    """Return the columns of `components`."""
    import pyarrow as pa

    return pa.schema([("wording", pa.int64()), ("component", pa.int64())])


@cache
def families_schema() -> pa.Schema:
    """Return the columns of `part_families`."""
    import pyarrow as pa

    return pa.schema([*((name, pa.int64()) for name in ("wording", "family", "a", "b")), ("outvoted", pa.bool_())])
