"""Verification: each candidate pair aligned, and its evidence kept as a row.

A row depends on the two texts alone: not on clocks, thresholds or what else stands in the archive. So it is made once
and judged as often as one likes.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from filiation.cluster.alignment import Alignment, align
from filiation.cluster.direction import compare_texts
from filiation.cluster.evidence import Evidence, weigh_pair
from filiation.cluster.profile import Profile
from filiation.crawl.fingerprints import fingerprint
from filiation.crawl.pack import BlobPlace, packs_under

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

# Of the fingerprints that two texts share so many are looked up among the other texts', to tell how rare they are.
SAMPLE = 24
# Evidence that only the archive and the clocks as a whole can tell; the plan adds it.
OF_THE_ARCHIVE = ("common", "rare", "gap_hours")
# A text of this length or more is compared with others by its age only where a tenth of it is shared.
AGE_SHARE = 0.1


def verifier(pages: Path) -> Callable[[pa.Table], pa.Table]:
    """Return the function that turns candidate pairs into rows of evidence, reading texts under ``pages``."""
    return partial(verify, pages)


def verify(pages: Path, pairs: pa.Table) -> pa.Table:
    """Align each pair and weigh it.

    Args:
        pages: The archive's folder of parts.
        pairs: Columns ``a, b, page_a, page_b`` and the places ``part_a, offset_a, length_a`` and so for b.

    Returns:
        Rows of `evidence_schema`, in the order of the pairs.
    """
    import pyarrow as pa

    packs = packs_under(pages)
    rows = []
    for pair in pairs.to_pylist():
        a = packs.at(BlobPlace(pair["part_a"], pair["offset_a"], pair["length_a"]))
        b = packs.at(BlobPlace(pair["part_b"], pair["offset_b"], pair["length_b"]))
        alignment = align(a.profile.codes, b.profile.codes)
        evidence = weigh_pair(a.profile, b.profile, alignment, a.weights, b.weights)
        rows.append(
            {key: pair[key] for key in ("a", "b", "page_a", "page_b")} | _row(a.profile, b.profile, alignment, evidence)
        )
    return pa.Table.from_pylist(rows, schema=evidence_schema())


def _row(a: Profile, b: Profile, alignment: Alignment, evidence: Evidence) -> dict[str, object]:
    shared = np.intersect1d(fingerprint(a.codes), fingerprint(b.codes), assume_unique=True)
    passages = [(*_ends(a, p.a_start, p.a_end), *_ends(b, p.b_start, p.b_end)) for p in alignment.passages]
    return {
        **{name: getattr(evidence, name) for name in MEASURES},
        "age": compare_texts(a, b, alignment) if evidence.most >= AGE_SHARE else 0,
        "marks": len(shared),
        # Hashes in order of size are in no order of the text.
        "sample": shared[:SAMPLE].astype("<i8").tobytes(),
        "passages": np.asarray(passages, dtype="<i4").tobytes(),
        "blocks": np.asarray(alignment.blocks, dtype="<i4").tobytes(),
    }


def _ends(text: Profile, first: int, past: int) -> tuple[int, int]:
    span = text.tokens.span(first, past)
    return span.start, span.end


MEASURES = tuple(field.name for field in fields(Evidence) if field.name not in OF_THE_ARCHIVE)


@cache
def evidence_schema() -> pa.Schema:
    """Return the columns of the table of evidence."""
    import pyarrow as pa

    kinds = {"int": pa.int32(), "float": pa.float64(), "float | None": pa.float64(), "bool": pa.bool_()}
    return pa.schema(
        [
            *((name, pa.int64()) for name in ("a", "b", "page_a", "page_b")),
            *((field.name, kinds[str(field.type)]) for field in fields(Evidence) if field.name in MEASURES),
            ("age", pa.int8()),
            ("marks", pa.int32()),
            ("sample", pa.binary()),
            ("passages", pa.binary()),
            ("blocks", pa.binary()),
        ]
    )


def unfold_samples(evidence: pa.Table) -> pa.Table:
    """Return a row for each sampled fingerprint of each pair: ``a, b, fingerprint``."""
    import pyarrow as pa

    samples = [np.frombuffer(each, dtype="<i8") for each in evidence["sample"].to_pylist()]
    counts = [len(each) for each in samples]
    return pa.table(
        {
            "a": np.repeat(evidence["a"].to_numpy(), counts),
            "b": np.repeat(evidence["b"].to_numpy(), counts),
            "fingerprint": np.concatenate([*samples, np.empty(0, dtype="<i8")]),
        }
    )
