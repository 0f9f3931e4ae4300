"""What every language writes alike: ISO dates and dates in figures."""

from __future__ import annotations

from filiation.timeline.language import Language, rules_of

NEUTRAL = Language(
    code="und",
    words={},
    capitalised=frozenset(),
    phrases={},
    numbers={},
    rules=rules_of(
        """
        calendar  I
        figures   J
        """
    ),
    future=frozenset(),
    future_before=frozenset(),
    future_infinitives=frozenset(),
    infinitives=frozenset(),
    past=frozenset(),
    past_endings=(),
    not_past=frozenset(),
    clause_openers=frozenset(),
    counted=frozenset(),
    rated=frozenset(),
    plural_endings=(),
)
