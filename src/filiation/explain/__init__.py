"""Why two pages are, or are not, one report: the verdict of a run on one pair, with all that bears on it."""

from filiation.explain.choosing import choose
from filiation.explain.explain import explain
from filiation.explain.explanation import (
    Explanation,
    Finding,
    First,
    Leaning,
    Outcome,
    Place,
    Shared,
    Topic,
)

__all__ = [
    "Explanation",
    "Finding",
    "First",
    "Leaning",
    "Outcome",
    "Place",
    "Shared",
    "Topic",
    "choose",
    "explain",
]
