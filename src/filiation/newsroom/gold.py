"""The truth about a simulated newsroom, in the forms that scorers read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random

from filiation.newsroom.draft import print_draft
from filiation.newsroom.newsroom import Happening, Newsroom


def witness_files(newsroom: Newsroom) -> Iterator[tuple[str, str]]:
    """Yield (path, content): each tradition's extant texts, whole, and ``TRUTH.json``: witnesses, edges, root, shares.

    One event stands in the folder itself, several in ``event-0`` …. Witnesses lie in ``witnesses/SIGLUM.txt``; sigla
    tell nothing of age. Lost texts stand in the edges under names that begin with ``lost``.
    """
    for number, happening in enumerate(newsroom.happenings):
        folder = f"event-{number}/" if len(newsroom.happenings) > 1 else ""
        sigla = witness_sigla(happening)
        tradition = happening.tradition
        truth = {
            "witnesses": sorted(sigla[t.siglum] for t in tradition.extant()),
            "edges": [[sigla[e.parent], sigla[e.child]] for e in tradition.edges],
            "shares": [e.share for e in tradition.edges],
            "root": sigla[tradition.root],
            "what": {sigla[s]: t.what for s, t in sorted(tradition.texts.items())},
        }
        yield f"{folder}TRUTH.json", json.dumps(truth, indent=1, ensure_ascii=False) + "\n"
        for text in tradition.extant():
            yield f"{folder}witnesses/{sigla[text.siglum]}.txt", print_draft(text.draft).text + "\n"


def witness_sigla(happening: Happening) -> dict[str, str]:
    """Name the extant texts ``W00`` … in an order that tells nothing, and the lost ones ``lost-…``."""
    texts = happening.tradition.texts
    extant = sorted(s for s in texts if texts[s].is_extant)
    Random(f"{happening.scene.key}/sigla").shuffle(extant)
    width = max(2, len(str(len(extant))))
    return {s: f"W{n:0{width}}" for n, s in enumerate(extant)} | {
        s: f"lost-{s}" for s in sorted(texts) if not texts[s].is_extant
    }
