"""What would change a verdict: pieces of evidence turned round, one by one and in twos, and the pair judged anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from filiation.cluster.evidence import Evidence
from filiation.cluster.tradition import Relation
from filiation.cluster.typing import MANY_FOREIGN, MANY_RARE, MANY_SWAPPED, SAME_NEWS_HOURS, judge
from filiation.explain.explanation import Finding, Leaning, Topic
from filiation.explain.sharing import KIN_SHARE

MOST_TOLD = 3
WEEK_HOURS = 168.0
FEW_SWAPPED = 3

_OUTCOMES = {
    Relation.SAME: "one report",
    Relation.CORRECTION: "one report, corrected",
    Relation.REVISION: "one report, another version",
    Relation.SPUN: "one report, spun",
    Relation.EXCERPT: "a passage taken over",
    Relation.BACKGROUND: "two reports, one with old paragraphs of the other",
    Relation.TEMPLATE: "the same form about something else",
    Relation.UNRELATED: "two reports",
}
_CLOSENESS = {Relation.EXCERPT: 1, Relation.BACKGROUND: 0, Relation.TEMPLATE: 0, Relation.UNRELATED: 0}
"""How much of a report two texts share by their relation; all kin but excerpts are 2."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """What might be otherwise, in plain words; the evidence then; whether the two would be more alike."""

    words: str
    change: dict[str, Any]
    is_closer: bool

    def after(self, evidence: Evidence) -> Relation | None:
        """Return the relation after the turn; None where a reader would count the same, or it makes no sense.

        Rules have edges: what makes texts less alike may lift one over an edge, and that is nothing to tell.
        """
        now, then = judge(evidence).relation, judge(replace(evidence, **self.change)).relation
        gain = _CLOSENESS.get(then, 2) - _CLOSENESS.get(now, 2)
        return then if gain and (gain > 0) == self.is_closer else None

    def and_then(self, other: _Turn) -> _Turn:
        """Return both at once."""
        return _Turn(f"{self.words}, and {other.words}", {**self.change, **other.change}, self.is_closer)

    def goes_with(self, other: _Turn) -> bool:
        """Tell whether both may hold at once, and point one way."""
        return self.is_closer == other.is_closer and not self.change.keys() & other.change.keys()


def find_turns(evidence: Evidence) -> tuple[Finding, ...]:
    """Return what would turn the verdict on a pair: single pieces of evidence, else two at a time.

    Cost: some hundred judgements of microseconds.
    """
    turns = list(_turns(evidence))
    found = [(turn.words, after) for turn in turns if (after := turn.after(evidence))]
    if not found:
        both = (one.and_then(other) for one, other in combinations(turns, 2) if one.goes_with(other))
        found = [(turn.words, after) for turn in both if (after := turn.after(evidence))]
    if not found:
        tried = f"{len(turns)} pieces of evidence were turned round, one by one and in twos: the verdict stands"
        return (Finding(Topic.TURN, Leaning.NEITHER, tried),)
    return tuple(
        Finding(Topic.TURN, Leaning.NEITHER, f"if {words}: {_OUTCOMES[after]}") for words, after in found[:MOST_TOLD]
    )


def _turns(e: Evidence) -> Iterator[_Turn]:
    yield from _other_clocks(e)
    yield from _other_facts(e)
    if e.common < 1 and e.shared:
        yield _Turn("all that they share stood in several other reports too", {"common": 1.0, "rare": 0}, False)
    if e.common > 0:
        rare = {"common": 0.0, "rare": max(e.rare, MANY_RARE)}
        yield _Turn("nothing that they share stood in other reports", rare, True)
    if e.quoted > 0:
        yield _Turn("the words that they share were nobody's quotation", {"quoted": 0.0}, True)
    if e.lead < 1:
        yield _Turn("headline and lead were alike", dict.fromkeys(("lead", "lead_a", "lead_b"), 1.0), True)
    if e.lead > 0:
        yield _Turn("headline and lead were others", dict.fromkeys(("lead", "lead_a", "lead_b"), 0.0), False)
    if e.most < KIN_SHARE:
        words = int(KIN_SHARE * min(e.size_a, e.size_b))
        more = {"containment_a": words / max(1, e.size_a), "containment_b": words / max(1, e.size_b), "quoted": 0.0}
        told = f"{KIN_SHARE:.0%} of the shorter text stood in the longer"
        yield _Turn(told, {**more, "shared": words, "prose": words}, True)
    if e.shared:
        half = {name: getattr(e, name) / 2 for name in ("containment_a", "containment_b")}
        counts = {name: getattr(e, name) // 2 for name in ("shared", "kept", "rare", "prose")}
        yield _Turn("half of what they share were gone", {**half, **counts}, False)


def _other_clocks(e: Evidence) -> Iterator[_Turn]:
    if e.gap_hours is None or e.gap_hours <= SAME_NEWS_HOURS:
        yield _Turn("a week lay between their clocks", {"gap_hours": WEEK_HOURS}, False)
    else:
        yield _Turn(f"their clocks were within {SAME_NEWS_HOURS:.0f} hours", {"gap_hours": 1.0}, True)


def _other_facts(e: Evidence) -> Iterator[_Turn]:
    if e.swapped:
        agree = {"swapped": 0, "kept": e.kept + e.swapped}
        yield _Turn("all names, figures and days in the same places agreed", agree, True)
    elif e.kept >= FEW_SWAPPED:
        swapped = min(MANY_SWAPPED, e.kept)
        differ = {"swapped": swapped, "kept": e.kept - swapped}
        yield _Turn(f"{swapped} facts in the same places differed", differ, False)
    if e.figures is not None and e.figures < 1:
        yield _Turn("all figures of whichever has fewer stood in the other", {"figures": 1.0}, True)
    if e.figures:
        yield _Turn("they had no figure in common", {"figures": 0.0}, False)
    if e.subjects or (e.subject is not None and e.subject < 1):
        yield _Turn("the same names led both", {"subjects": 0, "subject": 1.0}, True)
    if e.subject:
        yield _Turn("another subject led one of them", {"subjects": MANY_FOREIGN, "subject": 0.0}, False)
