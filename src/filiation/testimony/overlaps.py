"""Overlaps: groups of parts that stand in the same clauses, made one or told apart.

Two facts in one clause on which the same pages agree are one claim; where different pages agree on each, they are two
claims, and each is shown by its own phrase.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from filiation.archive.page import PageId
from filiation.text import Span, hull

# Share of a part that must lie in another one for the two to say the same.
_WITHIN = 0.8


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence that claims one thing, which other sentences claim too.

    Attributes:
        sentence: Index of the sentence.
        page: Its page.
        span: The clause, in the page's text; it holds the fact.
        phrase: The fact's own words, within the clause.
    """

    sentence: int
    page: PageId
    span: Span
    phrase: Span


Claim = tuple[Part, ...]
"""Parts that claim one thing."""


def told_apart(claims: Sequence[Claim], lesser: Sequence[Claim] = ()) -> list[Claim]:
    """Return claims of which no two are shown alike, in their order, and those of ``lesser`` that tell something beside them.

    A claim all of whose parts lie in another's, on the same pages, is one with it, and so is a lesser one on some of its
    pages; of what is left, parts that stand in the same clause of a sentence are cut down to their phrases.

    Cost: a claim is held against those in its own sentences.
    """
    first, claims = len(claims), [*claims, *lesser]
    pages = [frozenset(part.page for part in claim) for claim in claims]
    near: dict[int, list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        for sentence in sorted({part.sentence for part in claim}):
            near[sentence].append(number)
    kept = dict(enumerate(claims))
    for number, claim in enumerate(claims):
        for other in sorted({o for part in claim for o in near[part.sentence]} - {number} & kept.keys()):
            is_one = pages[other] == pages[number] or (number >= first and pages[other] > pages[number])
            if is_one and other in kept and _is_within(claim, kept[other]):
                kept[other] = _joined(kept[other], kept.pop(number))
                break
    shown = Counter((part.sentence, part.span) for claim in kept.values() for part in set(claim))
    return [
        tuple(part if shown[part.sentence, part.span] == 1 else replace(part, span=part.phrase) for part in claim)
        for claim in kept.values()
    ]


def _joined(claim: Claim, within: Claim) -> Claim:
    """Return a claim whose phrases hold those of another that lies within it."""
    return tuple(
        replace(
            part,
            phrase=hull(
                [part.phrase, *(o.phrase for o in within if o.sentence == part.sentence and part.span.overlaps(o.span))]
            ),
        )
        for part in claim
    )


def _is_within(claim: Claim, other: Claim) -> bool:
    """Tell whether each part of a claim lies in a part of another."""
    held: dict[int, list[Span]] = defaultdict(list)
    for part in other:
        held[part.sentence].append(part.span)
    return all(
        any(
            min(span.end, part.span.end) - max(span.start, part.span.start) >= _WITHIN * len(part.span)
            for span in held[part.sentence]
        )
        for part in claim
    )
