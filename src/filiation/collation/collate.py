"""The verb: witnesses in, collation out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from filiation.cluster.tradition import Siglum
from filiation.collation.alignment import align
from filiation.collation.apparatus import variation_units
from filiation.collation.collation import Collation, Witness
from filiation.collation.headlines import collate_headlines
from filiation.errors import CollationError
from filiation.text import tokenise


def collate(witnesses: Sequence[Witness], headlines: Sequence[Witness] = ()) -> Collation:
    """Lay witnesses side by side and say where they vary.

    The answer does not depend on the order of the witnesses, nor on their names but for the order of its rows.

    Args:
        witnesses: At least two, with different sigla, each with at least one token.
        headlines: Those of the witnesses that have one, under the same sigla: the headline's span, then its deck's. They
            are laid side by side apart, and only those that share words (`headline_groups`).

    Returns:
        The collation, rows by siglum.

    Raises:
        CollationError: Fewer than two witnesses, two of one name, or one without tokens.

    Source:
        Progressive alignment along a spanning tree of contents; anchors as in patience diff, holes by
        Needleman-Wunsch with affine gaps over all readings of a column.
    """
    if len(witnesses) < 2:
        raise CollationError(f"a collation needs at least two witnesses, got {len(witnesses)}")
    ordered = tuple(sorted(witnesses, key=lambda witness: witness.siglum))
    for before, after in pairwise(ordered):
        if before.siglum == after.siglum:
            raise CollationError(f"a collation needs one siglum a witness, got {after.siglum} twice")
    tokens = tuple(tokenise(witness.text, witness.spans) for witness in ordered)
    if empty := [witness.siglum for witness, its in zip(ordered, tokens, strict=True) if not len(its)]:
        raise CollationError(f"a collation needs words in each witness, got none in {', '.join(empty)}")
    texts = sorted({its.forms for its in tokens})
    number = {text: k for k, text in enumerate(texts)}
    distinct = align(texts)
    cells = np.ascontiguousarray(distinct[[number[its.forms] for its in tokens]])
    cells.flags.writeable = False
    units = variation_units(ordered, tokens, cells)
    return Collation(
        ordered, tokens, cells, units, collate_headlines(headlines, collate) if len(headlines) > 1 else None
    )


def wordless(witnesses: Sequence[Witness]) -> list[Siglum]:
    """Return the witnesses that have no token to be collated, in their order."""
    return [each.siglum for each in witnesses if not len(tokenise(each.text, each.spans))]
