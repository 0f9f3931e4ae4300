"""The docket of a run: its decisions, which pages they mean, which contradict each other, and what came of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from filiation.archive.decisions import (
    Bond,
    DecidedSpeaker,
    Decision,
    DecisionKind,
    Named,
    Ruling,
    Status,
    decided_date,
)
from filiation.archive.page import PageId


@dataclass(slots=True)
class Docket:
    """What is decided, and what came of it; filled in as a run goes on, as the ledger is.

    Attributes:
        decisions: Of the file, by number.
        rulings: One a decision, once the run has ended; by number.
        bonds: Pairs of pages of which is decided whether they are one report, once `settle` was called; sorted.
        speakers: Who is decided to speak, the same.
    """

    decisions: tuple[Decision, ...] = ()
    bonds: tuple[Bond, ...] = ()
    speakers: tuple[DecidedSpeaker, ...] = ()
    _dated: dict[PageId, str | None] = field(default_factory=dict)
    _spoken: dict[int, list[str | None]] = field(default_factory=dict)
    _ruled: dict[int, Ruling] = field(default_factory=dict)
    _pages: dict[int, tuple[PageId, ...]] = field(default_factory=dict)

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        """Return what came of the decisions so far, by number."""
        return tuple(self._ruled[number] for number in sorted(self._ruled))

    def rule(self, decision: Decision, status: Status, told: str) -> None:
        """Record what came of a decision; the first word stands."""
        pages = self._pages.get(decision.number, ())
        self._ruled.setdefault(decision.number, Ruling(decision, pages, status, told))

    def date_of(self, page: Named) -> str | None:
        """Return the date that is decided for a page; None where none is, or where decisions differ."""
        return decided_date(self.decisions, page)

    def note_date(self, page: PageId, instead: str | None) -> None:
        """Record that a page took its decided date, and the one that it tells itself; None where it tells none."""
        self._dated[page] = instead

    def note_speech(self, decided: Iterable[tuple[int, str | None]]) -> None:
        """Record acts of speech whose speaker was decided: by which decision, and whom the page names instead."""
        for number, instead in decided:
            self._spoken.setdefault(number, []).append(instead)

    def rule_bonds(self, overruled: Collection[Bond]) -> None:
        """Rule on what is one report, given the bonds that say other than the pages' words."""
        for decision in self._open(DecisionKind.ONE_REPORT, DecisionKind.TWO_REPORTS):
            pages = set(self._pages[decision.number])
            is_one = decision.kind is DecisionKind.ONE_REPORT
            changed = any(b.is_one is is_one and b.told == decision.told and {b.a, b.b} <= pages for b in overruled)
            count = "one report" if is_one else "different reports"
            if changed:
                self.rule(decision, Status.APPLIED, f"counted as {count} against what their words say")
            else:
                self.rule(decision, Status.CONFIRMS, f"their words say {count} too; now it is certain")

    def rule_speakers(self) -> None:
        """Rule on who speaks, once all speech has been read."""
        for decision in self._open(DecisionKind.SPEAKER):
            spoken = self._spoken.get(decision.number, [])
            others = sorted({name for name in spoken if name is not None and name != decision.value})
            if not spoken:
                self.rule(decision, Status.NOT_APPLIED, "no speech was found there, or another decision holds for it")
            elif all(name == decision.value for name in spoken):
                self.rule(decision, Status.CONFIRMS, "the page says so too")
            else:
                self.rule(decision, Status.APPLIED, f"instead of {', '.join(others) or 'nobody'}")

    def _rule_dates(self) -> None:
        for decision in self._open(DecisionKind.DATE):
            instead = [self._dated.get(page) for page in self._pages[decision.number]]
            others = sorted({date for date in instead if date is not None})
            if others == [decision.value] and None not in instead:
                self.rule(decision, Status.CONFIRMS, "the page says so too")
            else:
                self.rule(decision, Status.APPLIED, f"instead of {', '.join(others) or 'no date'}")

    def _open(self, *kinds: DecisionKind) -> Iterator[Decision]:
        return (each for each in self.decisions if each.kind in kinds and self.is_open(each))

    def is_open(self, decision: Decision) -> bool:
        """Tell whether nothing came of a decision yet."""
        return decision.number not in self._ruled

    def settle(self, pages: Iterable[Named], rejected: Collection[str] = ()) -> None:
        """Find the pages that are meant, and leave out what cannot be followed, each with its reason.

        Args:
            pages: All pages of the run that have an article.
            rejected: Ids of pages that were left out.
        """
        every = sorted(pages)
        meant: dict[int, list[tuple[PageId, ...]]] = {}
        for decision in self.decisions:
            found = [_meant(name, every) for name in decision.names]
            self._pages[decision.number] = tuple(sorted({page for group in found for page in group}))
            meant[decision.number] = found
            if lost := [name for name, group in zip(decision.names, found, strict=True) if not group]:
                why = "was left out of the run" if lost[0] in rejected else "is no page of this run"
                self.rule(decision, Status.NOT_APPLIED, f"{lost[0]} {why}")
        self._refuse_contradictions(meant)
        self._rule_dates()
        standing = [each for each in self.decisions if self.is_open(each)]
        self.bonds = tuple(sorted(bond for each in standing for bond in _bonds(each, meant[each.number])))
        self.speakers = tuple(
            DecidedSpeaker(page, each.text, each.value, each.number)
            for each in standing
            for page in self._pages[each.number]
            if each.kind is DecisionKind.SPEAKER and each.text is not None and each.value is not None
        )

    def _refuse_contradictions(self, meant: dict[int, list[tuple[PageId, ...]]]) -> None:
        """Rule out decisions that cannot both hold: none of them is followed, for nothing tells which is right."""
        against: dict[int, set[int]] = {}
        standing = [each for each in self.decisions if self.is_open(each)]
        joined = [each for each in standing if each.kind is DecisionKind.ONE_REPORT]
        group = _groups([self._pages[each.number] for each in joined])
        for decision in standing:
            if decision.kind is DecisionKind.TWO_REPORTS:
                for bond in _bonds(decision, meant[decision.number]):
                    if bond.a == bond.b or (bond.a in group and group[bond.a] == group.get(bond.b)):
                        against.setdefault(decision.number, set())
                        for other in joined:
                            if bond.a != bond.b and group[self._pages[other.number][0]] == group[bond.a]:
                                against[decision.number].add(other.number)
                                against.setdefault(other.number, set()).add(decision.number)
        places: dict[tuple[DecisionKind, PageId, str | None], list[Decision]] = {}
        for decision in standing:
            if decision.kind in {DecisionKind.DATE, DecisionKind.SPEAKER}:
                for page in self._pages[decision.number]:
                    places.setdefault((decision.kind, page, decision.text), []).append(decision)
        for _, about in sorted(places.items(), key=lambda item: item[1][0].number):
            if len({each.value for each in about}) > 1:
                for each in about:
                    against.setdefault(each.number, set()).update(
                        other.number for other in about if other.value != each.value
                    )
        for decision in standing:
            if decision.number in against:
                others = ", ".join(map(str, sorted(against[decision.number])))
                why = f"it contradicts decision {others}" if others else "its names mean one page"
                self.rule(decision, Status.NOT_APPLIED, why)


def _meant(name: str, pages: Sequence[Named]) -> tuple[PageId, ...]:
    one = Decision(0, DecisionKind.DATE, (name,))
    return tuple(page.page for page in pages if one.means(page))


def _bonds(decision: Decision, meant: Sequence[Sequence[PageId]]) -> list[Bond]:
    """Return a decision's pairs: a chain where pages are one report, each with each where none are."""
    if decision.kind is DecisionKind.ONE_REPORT:
        chain = sorted({page for group in meant for page in group})
        return [Bond(a, b, True, decision.told) for a, b in pairwise(chain)]
    if decision.kind is DecisionKind.TWO_REPORTS:
        pairs = {(min(a, b), max(a, b)) for one, other in combinations(meant, 2) for a in one for b in other}
        return [Bond(a, b, False, decision.told) for a, b in sorted(pairs)]
    return []


def _groups(sets: Iterable[Sequence[PageId]]) -> dict[PageId, PageId]:
    """Return for each page the first page of its group, sets that share a page being one group."""
    lead: dict[PageId, PageId] = {}

    def find(page: PageId) -> PageId:
        while lead[page] != page:
            lead[page] = lead[lead[page]]
            page = lead[page]
        return page

    for pages in sets:
        for page in pages:
            lead.setdefault(page, page)
        for one, other in pairwise(pages):
            first, second = sorted((find(one), find(other)))
            lead[second] = first
    return {page: find(page) for page in sorted(lead)}
