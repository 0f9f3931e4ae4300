"""Cuts traced down the branches: what a text left out, and whether its copies ever got it back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from filiation.writers.record import CollationRecord, StemmaRecord
from filiation.writers.report_event import EventView
from filiation.writers.report_tree import main_descents
from filiation.writers.report_words import SAY
from filiation.writers.words import natural

# Columns from which what is missing is a passage, as the summaries of the descents count them.
_PASSAGE = 4
_NAMED = 12


@dataclass(frozen=True, slots=True)
class CutsBelow:
    """The passages that a text cut, and the pages below it: those that lack all of them, those that have some again."""

    passages: int
    lacking: list[str]
    having: list[str]


def cuts_below(event: EventView, stemma: StemmaRecord, collation: CollationRecord) -> dict[tuple[str, str], str]:
    """Return for each descent with cuts and pages below it what became of them, in words, by parent and child."""
    main, _ = main_descents(stemma)
    children: dict[str, list[str]] = defaultdict(list)
    for child, descent in main.items():
        children[descent.parent].append(child)
    page_of = {node.siglum: node.page for node in stemma.nodes}
    told = {}
    for descent in main.values():
        cuts = [
            set(unit.readings[change.after].sigla)
            for change in descent.changes
            if (unit := collation.units[change.unit]).past - unit.first >= _PASSAGE
            and unit.readings[change.before].text is not None
            and unit.readings[change.after].text is None
        ]
        below = [each for each in _below(children, descent.child) if page_of.get(each) in event.pages]
        if cuts and below:
            having = [each for each in below if any(each not in lacking for lacking in cuts)]
            lacking = [each for each in below if each not in having]
            names = [[event.short[page_of[each] or ""] for each in group] for group in (lacking, having)]
            told[descent.parent, descent.child] = _in_words(CutsBelow(len(cuts), *names))
    return told


def _below(children: dict[str, list[str]], siglum: str) -> list[str]:
    found, seen = list(children[siglum]), set(children[siglum])
    for each in found:
        fresh = [child for child in children[each] if child not in seen]
        seen.update(fresh)
        found += fresh
    return found


def _in_words(cuts: CutsBelow) -> str:
    """Return "2 passages cut here are stayed away in: 1, 2; came back, whole or in part, in: 6"."""
    what = SAY["cut_passage"] if cuts.passages == 1 else SAY["cut_passages"].replace("{n}", str(cuts.passages))
    parts = []
    if cuts.lacking:
        parts.append(f"{SAY['cut_missing'] if cuts.having else SAY['cut_missing_all']}: {_names(cuts.lacking)}")
    if cuts.having:
        parts.append(f"{SAY['cut_again']}: {_names(cuts.having)}")
    return f"{what} {'; '.join(parts)}"


def _names(names: list[str]) -> str:
    ordered = sorted(names, key=natural)
    if len(ordered) <= _NAMED:
        return ", ".join(ordered)
    return f"{', '.join(ordered[:_NAMED])} {SAY['and']} {len(ordered) - _NAMED} {SAY['more']}"
