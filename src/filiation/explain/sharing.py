"""What two bodies share, word for word, and how rare that is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from string import ascii_lowercase

from filiation.archive.page import PageId
from filiation.cluster.evidence import values_of
from filiation.cluster.examining import Examined
from filiation.cluster.profile import FIGURE, NAME, PLAIN, plain
from filiation.cluster.rarity import weigh_words
from filiation.collation.house_style import style_key
from filiation.explain.explanation import Finding, Leaning, Place, Shared, Topic
from filiation.text import Span

CHANCE_RUN = 12
"""Words in a row, outside quotation marks, that two newsrooms may hit on by themselves: the most among 101 pairs of
independent reports of one story (Wikinews' sources, labelled by hand; 95 of them share 8 or fewer), where pairs that
are one report share 37 in the median."""
CHANCE_SHARE, KIN_SHARE = 0.15, 0.4
"""Share of the words of either text that stands in the other: of the same independent reports at most the first (100 of
101; the last lifted a speech), of those that are one report at least the second."""
LONGEST_TERM = 40
MOST_TERMS = 6
"""Rare names and figures that a finding names."""
LEAST_TERM = 0.02
"""A term weighs so much in both texts (of a length of 1) that it says something about their subject."""

SLIP_ZIPF, KNOWN_ZIPF = 1.5, 3.5
"""Zipf frequencies (wordfreq): below the first a word is hardly ever written, above the second everyone writes it."""
SLIP_LENGTH, LONGEST_SLIP = 6, 24
"""Letters: shorter words are too often names, codes and foreign words one letter away from an English one; longer ones
are no words."""
MOST_SLIPS = 4


def share(pair: Examined) -> Shared:
    """Return what the two bodies have in common."""
    longest = max(pair.alignment.blocks, key=lambda block: (block[2], -block[0]), default=None)
    run = None
    if longest is not None:
        x, y, length = longest
        run = (pair.tokens_a.span(x, x + length), pair.tokens_b.span(y, y + length))
    return Shared(
        words=pair.evidence.shared,
        containment_a=pair.evidence.containment_a,
        containment_b=pair.evidence.containment_b,
        run=run,
        run_words=longest[2] if longest else 0,
        run_told=max(_told_runs(pair), default=0),
    )


def _told_runs(pair: Examined) -> Iterator[int]:
    """Yield the lengths of the agreeing runs that stand outside quotation marks on both sides."""
    for x, y, length in pair.alignment.blocks:
        run = 0
        for said in (pair.a.quoted[x : x + length] | pair.b.quoted[y : y + length]).tolist():
            if said:
                yield run
            run = 0 if said else run + 1
        yield run


def find_rare(pair: Examined, a: PageId, b: PageId) -> Finding | None:
    """Return the rarest names and figures that both texts have; None where they have none."""
    own, other = weigh_words(pair.a), weigh_words(pair.b)
    shared = {term: weight * other[term] for term, weight in own.items() if term in other}
    rank = sorted(
        (term for term, weight in shared.items() if weight >= LEAST_TERM * LEAST_TERM),
        key=lambda term: (-shared[term], term),
    )
    first_a, first_b = _first_places(pair, of_a=True), _first_places(pair, of_a=False)
    known = [term for term in rank if term in first_a and term in first_b and len(term) <= LONGEST_TERM][:MOST_TERMS]
    if not known:
        return None
    places = [Place(a, pair.tokens_a.span(first_a[t], first_a[t] + 1)) for t in known]
    places += [Place(b, pair.tokens_b.span(first_b[t], first_b[t] + 1)) for t in known]
    printed = [_as_printed(pair, first_a[term]) for term in known]
    return Finding(
        Topic.READING, Leaning.NEITHER, f"the rarest that both have: {', '.join(printed)}", tuple(sorted(places))
    )


def _as_printed(pair: Examined, place: int) -> str:
    """Return a word of a as it stands there, without a possessive ending."""
    printed = pair.a.tokens.span(place, place + 1).of(pair.a.article.text)
    return printed[: len(plain(pair.a.tokens.forms[place]))]


def _first_places(pair: Examined, *, of_a: bool) -> dict[str, int]:
    """Return where each name and figure first stands in a text, by the term that it is weighed as."""
    text = pair.a if of_a else pair.b
    places: dict[str, int] = {}
    for place, (value, kind) in enumerate(zip(values_of(text), text.kinds.tolist(), strict=True)):
        if kind in (NAME, FIGURE):
            places.setdefault(value, place)
    return places


def find_slips(pair: Examined, a: PageId, b: PageId) -> Finding | None:
    """Return the slips that stand at the same place of both texts; None where there are none.

    A slip is a word that is hardly ever written, one letter away from one that everyone writes; English only.

    Source:
        Shared rare errors prove kinship: Maas' Leitfehler; Dong, Berti-Équille & Srivastava 2009.
    """
    if pair.a is pair.b or not {pair.a.article.language, pair.b.article.language} <= {"en", None}:
        return None
    found: dict[str, tuple[str, Span, Span]] = {}
    for x, y, length in pair.alignment.blocks:
        for step in range(length):
            form = pair.a.tokens.forms[x + step]
            if pair.a.kinds[x + step] != PLAIN or form in found or (meant := _meant(form)) is None:
                continue
            found[form] = (
                meant,
                pair.tokens_a.span(x + step, x + step + 1),
                pair.tokens_b.span(y + step, y + step + 1),
            )
    if not found:
        return None
    told = [f"“{form}” (for “{meant}”)" for form, (meant, _, _) in found.items()]
    places = [Place(page, span) for _, *spans in found.values() for page, span in zip((a, b), spans, strict=True)]
    more = f" and {len(told) - MOST_SLIPS} more" if len(told) > MOST_SLIPS else ""
    words = f"both have the slip{'s' if len(told) > 1 else ''} {', '.join(told[:MOST_SLIPS])}{more}"
    return Finding(Topic.READING, Leaning.FOR, words, tuple(sorted(places)))


@lru_cache(maxsize=4096)
def _meant(form: str) -> str | None:
    """Return the well-known word that a word nobody writes is one letter away from; None for any other word."""
    if (
        not SLIP_LENGTH <= len(form) <= LONGEST_SLIP
        or not (form.isascii() and form.isalpha())
        or _zipf(form) >= SLIP_ZIPF
    ):
        return None
    known = [(zipf, word) for word in set(_neighbours(form)) if (zipf := _zipf(word)) >= KNOWN_ZIPF]
    best = max(known, default=None)
    if best is None or _is_inflected(form, best[1]) or style_key(form) == style_key(best[1]):
        return None
    return best[1]


def _is_inflected(form: str, word: str) -> bool:
    """Tell whether the one is the other with an ending: rare plurals are no slips."""
    return form[:-1] == word or word[:-1] == form or (form[:-1] == word[:-1] and form[-1] in "sdyr")


def _neighbours(form: str) -> Iterator[str]:
    """Yield the words one letter away; the first letter is hardly ever the wrong one."""
    for at in range(1, len(form) + 1):
        head, tail = form[:at], form[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def _zipf(word: str) -> float:
    frequency = _english().get(word, 0.0)
    return math.log10(frequency) + 9 if frequency else 0.0


@lru_cache(maxsize=1)
def _english() -> Mapping[str, float]:
    """Return word → share of all English words: looked up a few hundred times for each odd word."""
    from wordfreq import get_frequency_dict

    return get_frequency_dict("en", "best")  # type: ignore[no-any-return]
