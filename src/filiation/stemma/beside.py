"""Two witnesses side by side: what one did to the other, whichever of them the tree makes the exemplar, or neither."""

from __future__ import annotations

from filiation.cluster.tradition import Siglum
from filiation.collation import Collation
from filiation.errors import CollationError
from filiation.stemma.account import summarise
from filiation.stemma.characters import characters_of
from filiation.stemma.deeds import Ledger
from filiation.stemma.parsimony import patterns_of
from filiation.stemma.stemma import Clues
from filiation.stemma.tree import Tree


def compare(collation: Collation, clues: dict[Siglum, Clues], older: Siglum) -> str:
    """Say in one line what the other of two witnesses did, if it was written from ``older``.

    Args:
        collation: Of the two alone.
        clues: What they tell beside their words.
        older: Which of them is taken for the exemplar.

    Returns:
        As the summary of a descent: "cut 6 of 17 sentences, changed no fact".

    Raises:
        CollationError: Not two witnesses, or ``older`` is none of them.
    """
    sigla = [witness.siglum for witness in collation.witnesses]
    if len(sigla) != 2 or older not in sigla:
        raise CollationError(f"two witnesses are needed, {older} one of them, got {', '.join(sigla)}")
    characters = characters_of(collation)
    if len(characters.texts) == 1:
        return "the same words"
    if not len(characters):
        return "nothing that both have differs"
    text_of = {sigla[row]: text for text, rows in enumerate(characters.texts) for row in rows}
    parent = text_of[older]
    child = 1 - parent
    younger = sigla[1 - sigla.index(older)]
    ledger = Ledger(collation, characters, patterns_of(characters, 0.0), Tree.of(2, [(0, 1)]), parent)
    its = clues.get(younger, Clues())
    return summarise(ledger, parent, child, [its], exemplar_credited=bool(clues.get(older, Clues()).is_credited))
