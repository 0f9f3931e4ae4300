"""The account of a descent: what a copy did to its exemplar, in one line, and the readings that tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from filiation.cluster.tradition import Siglum
from filiation.collation import Change, Collation, Reading
from filiation.stemma.characters import Characters
from filiation.stemma.deeds import PASSAGE_TOKENS, Deed, Ledger
from filiation.stemma.stemma import Changed, Clues, Evidence

MOST_EVIDENCE = 12
LONGEST_QUOTED = 40
"""Characters of a fact that is quoted in a summary."""


def summarise(ledger: Ledger, parent: int, child: int, clues: Sequence[Clues], *, exemplar_credited: bool) -> str:
    """Say in one line what the child did to the parent.

    Args:
        ledger: What differs along each edge.
        parent: Node of the exemplar.
        child: Node of the copy.
        clues: Those of the child's witnesses; empty for a lost one.
        exemplar_credited: Whether the exemplar is known to have named the agency.
    """
    deeds = ledger.deeds(parent, child)
    parts = [
        *_sentences(ledger, parent, child, deeds),
        *_counted(deeds),
        *_credit(clues, exemplar_credited=exemplar_credited),
        _facts(deeds, ledger.collation),
    ]
    return ", ".join(parts) if deeds or len(parts) > 1 else "the same words"


def _sentences(ledger: Ledger, parent: int, child: int, deeds: Sequence[Deed]) -> list[str]:
    cut = sum(ledger.sentences_in(deed.here) for deed in deeds if deed.is_loss and deed.here)
    added = sum(ledger.sentences_in(deed.there) for deed in deeds if deed.is_gain and deed.there)
    trimmed = sum(1 for deed in deeds if deed.is_loss and deed.here and not ledger.sentences_in(deed.here))
    extended = sum(1 for deed in deeds if deed.is_gain and deed.there and not ledger.sentences_in(deed.there))
    total = None
    if parent < ledger.tree.extant:
        total = len(ledger.sentence_starts[parent])
    elif child < ledger.tree.extant:
        total = len(ledger.sentence_starts[child]) + cut - added
    parts = []
    if cut:
        of = f" of {total}" if total is not None and total >= cut else ""
        parts.append(f"cut {cut}{of} {'sentences' if cut > 1 or of else 'sentence'}")
    if added:
        parts.append(f"added {added} {'sentences' if added > 1 else 'sentence'}")
    if trimmed:
        parts.append(f"trimmed {_many(trimmed, 'phrase')}")
    if extended:
        parts.append(f"added {_many(extended, 'phrase')}")
    return parts


def _counted(deeds: Sequence[Deed]) -> list[str]:
    rewritten: set[int] = set()
    edited: set[int] = set()
    for deed in deeds:
        if deed.is_loss or deed.is_gain or deed.change not in (Change.SUBSTITUTION, Change.CUT, Change.ADDITION):
            continue
        is_long = deed.unit.past - deed.unit.first >= PASSAGE_TOKENS
        (rewritten if is_long else edited).add(deed.character)
    kinds = {change: sum(deed.change is change for deed in deeds) for change in Change}
    parts = []
    if rewritten:
        parts.append(f"rewrote {_many(len(rewritten), 'passage')}")
    if kinds[Change.MOVE]:
        parts.append(f"moved {_many(kinds[Change.MOVE], 'passage')}")
    if edited - rewritten:
        parts.append(_many(len(edited - rewritten), "small edit"))
    if kinds[Change.STYLE]:
        parts.append(f"restyled {_many(kinds[Change.STYLE], 'place')}")
    if kinds[Change.TYPO]:
        parts.append(_many(kinds[Change.TYPO], "slip"))
    if kinds[Change.RESIDUE]:
        parts.append("words of the page left in")
    return parts


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _credit(clues: Sequence[Clues], *, exemplar_credited: bool) -> list[str]:
    if not clues or not exemplar_credited or any(its.is_credited is None for its in clues):
        return []
    return [] if any(its.is_credited for its in clues) else ["dropped the credit"]


def _facts(deeds: Sequence[Deed], collation: Collation) -> str:
    facts = [deed for deed in deeds if deed.change is Change.FACT]
    if not facts:
        return "changed no fact"
    first = facts[0]
    told = f"{_quoted(first.here, collation)} → {_quoted(first.there, collation)}"
    return f"changed {_many(len(facts), 'fact')} ({told})"


def _quoted(reading: Reading | None, collation: Collation) -> str:
    """Return a reading as most of its witnesses print it: its own text is folded, and a name has its capital."""
    if reading is None or not reading.text:
        return "nothing"
    texts = {witness.siglum: witness.text for witness in collation.witnesses}
    printed = Counter(
        " ".join(span.of(texts[siglum]).split()) for siglum, span in zip(reading.sigla, reading.spans, strict=True)
    )
    text = min(printed, key=lambda words: (-printed[words], words))
    return text if len(text) <= LONGEST_QUOTED else text[: LONGEST_QUOTED - 1].rstrip() + "…"


def evidence_of(ledger: Ledger, collation: Collation, parent: int, child: int) -> tuple[Evidence, ...]:
    """Return the readings that part the child from the parent, the weightiest first taken, by siglum and span."""
    deeds = sorted(
        ledger.deeds(parent, child), key=lambda deed: (-ledger.characters.weights[deed.character], deed.unit.first)
    )
    page = {witness.siglum: witness.page for witness in collation.witnesses}
    found: set[tuple[Siglum, int, int]] = set()
    kept: dict[tuple[Siglum, int, int], Evidence] = {}
    for deed in deeds:
        for reading in (deed.there, deed.here):
            if reading is None or len(kept) >= MOST_EVIDENCE:
                continue
            siglum, span = reading.sigla[0], reading.spans[0]
            if len(span) and (siglum, span.start, span.end) not in found:
                found.add((siglum, span.start, span.end))
                kept[siglum, span.start, span.end] = Evidence(siglum, page[siglum], span)
    return tuple(kept[key] for key in sorted(kept))


def places_of(some: Sequence[int], text: int, characters: Characters, collation: Collation) -> tuple[Evidence, ...]:
    """Return where a text has its readings of some characters, at most `MOST_EVIDENCE`, in the order of the text."""
    witness = collation.witnesses[characters.texts[text][0]]
    spans = {
        reading.spans[reading.sigla.index(witness.siglum)]
        for character in some
        for unit in characters.units[character]
        for reading in collation.units[unit].readings
        if witness.siglum in reading.sigla
    }
    placed = sorted((span for span in spans if len(span)), key=lambda span: span.start)
    return tuple(Evidence(witness.siglum, witness.page, span) for span in placed[:MOST_EVIDENCE])


def changes_of(ledger: Ledger, collation: Collation, parent: int, child: int) -> tuple[Changed, ...]:
    """Return every change along a descent, in the order of the text."""
    number = {id(unit): each for each, unit in enumerate(collation.units)}
    deeds = sorted(ledger.deeds(parent, child), key=lambda deed: number[id(deed.unit)])
    return tuple(
        Changed(number[id(deed.unit)], deed.unit.readings.index(deed.here), deed.unit.readings.index(deed.there))
        for deed in deeds
        if deed.here is not None and deed.there is not None
    )


def credited_nodes(clues: Mapping[Siglum, Clues]) -> bool:
    """Tell whether any witness names an agency: then the dispatch named it."""
    return any(its.is_credited for its in clues.values())
