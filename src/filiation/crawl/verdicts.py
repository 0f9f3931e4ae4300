"""Verdicts: from kept evidence and what the archive adds to it (rarity, clocks) to typed reuse."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from filiation.cluster.evidence import Evidence
from filiation.cluster.typing import judge
from filiation.crawl.verify import MEASURES

if TYPE_CHECKING:
    import pyarrow as pa

# Of the words' runs that two texts share this part is among their shared fingerprints.
DENSITY = 0.22


def decide(rows: pa.Table) -> pa.Table:
    """Judge each row of evidence.

    Args:
        rows: Columns of `evidence_schema`; ``sampled`` and ``common`` (of the sampled shared fingerprints, how many
            stand in other families too), ``gap_hours``.

    Returns:
        Rows of `verdicts_schema`.
    """
    import pyarrow as pa

    found = []
    for row in rows.to_pylist():
        common = row["common"] / row["sampled"] if row["sampled"] else 0.0
        evidence = Evidence(
            common=common,
            rare=round((1 - common) * row["marks"] / DENSITY),
            gap_hours=row["gap_hours"],
            **{name: row[name] for name in MEASURES},
        )
        verdict = judge(evidence)
        found.append(
            {
                "a": row["a"],
                "b": row["b"],
                "relation": verdict.relation.value,
                "kin": verdict.relation.is_kin,
                "support": round(verdict.support, 4),
                "reason": verdict.reason,
                "common": round(common, 4),
            }
        )
    return pa.Table.from_pylist(found, schema=verdicts_schema())


@cache
def verdicts_schema() -> pa.Schema:
    """Return the columns of the table of verdicts."""
    import pyarrow as pa

    return pa.schema(
        [
            ("a", pa.int64()),
            ("b", pa.int64()),
            ("relation", pa.string()),
            ("kin", pa.bool_()),
            ("support", pa.float64()),
            ("reason", pa.string()),
            ("common", pa.float64()),
        ]
    )
