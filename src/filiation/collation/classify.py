"""What kind of difference a variation unit is, read off its wordings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from filiation.collation.collation import Change
from filiation.collation.house_style import LONGEST_STYLED, sexes_of, sound_of, style_key, without_separators
from filiation.text import fold, tokenise

LONGEST_FACT = 12
"""Words beyond which a wording is a passage rewritten, and no one fact in it is what differs."""

LONGEST_OPPOSITE = 3
"""Words beyond which "after" for "before" is a thought put the other way round, not turned."""

RARE_ZIPF, KNOWN_ZIPF = 1.5, 2.5
"""Zipf frequencies (wordfreq): below the first a word is no word, above the second it is one."""
SLIP_ZIPF, SLIP_GAP = 3.2, 1.75
"""Below the first, and rarer by the second than the word it stands for, a word is a common slip: "goverment" 2.9 rarer, "occured"
1.8; "sips" for "ships" 1.6."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The printed words of one reading, and up to 40 characters that stand before them."""

    text: str
    before: str


_RESIDUE = re.compile(
    r"\b(?:read (?:more|also|next|the full story|our)|advertisement|sponsored|subscribe|sign up|newsletter|click here"
    r"|story continues|scroll|follow us|share (?:this|on)|photo|image|getty|watch (?:live|now|the video)|related|listen"
    r"|most read|more on this|support us|donate|cookies?|register now|log ?in|download the app"
    r"|lire aussi|à lire|weiterlesen|mehr zum thema|anzeige|werbung|lee también|leer más|publicidad|leggi anche|pubblicità"
    r"|leia (?:mais|também)|publicidade|lees ook|advertentie|czytaj (?:też|także|więcej)|reklama|citește și|publicitate)\b"
)
_NEGATION_WORDS = (
    "not no never none nobody nothing neither nor without cannot n't unable nicht kein keine keinen nie niemals "
    "ne pas jamais aucun aucune sans non né mai nessun nessuna senza nunca ningún ninguna sin não sem nem niet geen nooit"
)
_CALENDAR_WORDS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december yesterday today tomorrow"
)
_QUALIFIER_WORDS = (
    "million billion trillion thousand hundred dozen millions billions trillions thousands hundreds dozens scores half "
    "third quarter %"
)
# Words that turn a report round where one stands for the other.
_OPPOSITE_WORDS = (
    "north/south/east/west northern/southern/eastern/western north-east/north-west/south-east/south-west left/right "
    "rose/fell rise/fall rises/falls rising/falling up/down increased/decreased increase/decrease gained/lost gain/loss "
    "higher/lower more/fewer/less above/below before/after won/lost win/lose accepted/rejected accept/reject "
    "confirmed/denied confirm/deny admitted/denied guilty/innocent convicted/acquitted alive/dead legal/illegal "
    "lawful/unlawful bought/sold buy/sell opened/closed imports/exports allies/enemies victim/attacker man/woman "
    "men/women boy/girl son/daughter brother/sister husband/wife father/mother all/some/none always/sometimes/never"
)
_OPPOSITES = tuple(frozenset(each.split("/")) for each in _OPPOSITE_WORDS.split())
_SAYING_WORDS = "said says added adds told asked warned replied wrote explained noted argued announced claimed"
_NEGATIONS = frozenset(_NEGATION_WORDS.split())
_CALENDAR = frozenset(_CALENDAR_WORDS.split())
_SAYING = frozenset(_SAYING_WORDS.split())
_QUALIFIERS = frozenset(_QUALIFIER_WORDS.split())


def classify(wordings: Sequence[tuple[Wording | None, int]]) -> Change:
    """Say what kind of difference stands between the readings of one place.

    Args:
        wordings: At least two readings, each with the number of its witnesses; None for an omission.

    Returns:
        The kind: what is mere style or a slip is told first, then what changes a fact, then what is left.
    """
    texts = [wording for wording, _ in wordings if wording]
    if len(texts) < len(wordings):
        return _omission(wordings, texts)
    if max(len(wording.text) for wording in texts) > LONGEST_STYLED:
        return Change.SUBSTITUTION
    pairs = list(combinations(sorted(texts, key=lambda wording: (wording.text, wording.before)), 2))
    kinds = {_kind(one, other) for one, other in pairs}
    # A unit with several readings is the gravest of its differences, but residue or a slip beside style is none.
    for change in (Change.FACT, Change.SUBSTITUTION, Change.RESIDUE, Change.TYPO):
        if change in kinds:
            return change
    return Change.STYLE


def _omission(wordings: Sequence[tuple[Wording | None, int]], texts: Sequence[Wording]) -> Change:
    lacking = sum(count for wording, count in wordings if not wording)
    having = sum(count for wording, count in wordings if wording)
    if all(not style_key(wording.text) for wording in texts):
        return Change.STYLE
    if all(_is_residue(wording.text) for wording in texts):
        return Change.RESIDUE
    if all(_is_doubled(wording) for wording in texts):
        return Change.TYPO
    if all(_negations(wording) and len(style_key(wording.text)) <= 2 for wording in texts):
        return Change.FACT
    if len(texts) > 1:
        return Change.SUBSTITUTION
    return Change.CUT if lacking <= having else Change.ADDITION


def _kind(one: Wording, other: Wording) -> Change:
    key, its = style_key(one.text), style_key(other.text)
    sexes, others = sexes_of(one.text), sexes_of(other.text)
    if sexes and others and sexes != others:
        return Change.FACT
    if key == its or (len(key) > 1 and sorted(key) == sorted(its) and (_has_calendar(key) or _is_turned(key, its))):
        return Change.STYLE
    key, its = (tuple(without_separators(word) for word in words) for words in (key, its))
    if key == its:
        return Change.STYLE
    if "".join(key) == "".join(its):
        hyphened = "-" in fold(one.text + other.text)
        return Change.STYLE if hyphened else Change.TYPO
    if _is_initials(one.text, key, its) or _is_initials(other.text, its, key):
        return Change.STYLE
    if (_RESIDUE.search(fold(one.text)) is None) != (_RESIDUE.search(fold(other.text)) is None):
        return Change.RESIDUE
    spelling = _spelling(one, other, key, its)
    if spelling is not None:
        return spelling
    if max(len(key), len(its)) <= LONGEST_FACT and _facts_differ(one, other, key, its):
        return Change.FACT
    return Change.SUBSTITUTION


def _is_turned(key: Sequence[str], its: Sequence[str]) -> bool:
    """Tell "said Ida Holm" from "Ida Holm said": one verb of saying changes its end."""
    return any(
        (a[0] in _SAYING and (*a[1:], a[0]) == tuple(b))
        for a, b in ((tuple(key), tuple(its)), (tuple(its), tuple(key)))
    )


def _is_residue(text: str) -> bool:
    # A passage that holds the word "image" is no residue; one that is hardly more than it is.
    found = _RESIDUE.search(fold(text[:LONGEST_STYLED]))
    return found is not None and len(style_key(text)) <= 3 * len(found.group().split()) + 3


def _is_doubled(wording: Wording) -> bool:
    words = style_key(wording.text)
    before = style_key(wording.before)
    return bool(words) and before[-len(words) :] == words


def _has_calendar(key: Sequence[str]) -> bool:
    return any(word in _CALENDAR for word in key)


def _is_initials(text: str, key: Sequence[str], full: Sequence[str]) -> bool:
    """Tell whether ``text`` is the initials of the words of ``full``: U.N. of United Nations."""
    letters = "".join(c for c in text if c.isalpha())
    small = {"of", "the", "and", "for", "de", "des", "der", "und", "del", "la"}
    return (
        len(key) == 1
        and letters.isupper()
        and len(letters) >= 2
        and key[0] in {"".join(w[0] for w in full), "".join(w[0] for w in full if w not in small)}
    )


def _spelling(one: Wording, other: Wording, key: Sequence[str], its: Sequence[str]) -> Change | None:
    """Tell a slip or another romanisation where the readings differ in the letters of one word; else None."""
    from rapidfuzz.distance import OSA

    if len(key) != len(its):
        return None
    differing = [(a, b) for a, b in zip(key, its, strict=True) if a != b]
    if len(differing) != 1:
        return None
    # A numeral's key is its figure; a slip is in its letters.
    a, b = (
        fold(w.text) if len(key) == 1 and w.text.isalpha() else word
        for w, word in zip((one, other), differing[0], strict=True)
    )
    if not (a.isalpha() and b.isalpha()) or {a, b} & (_NEGATIONS | _CALENDAR):
        return None
    longest = max(len(a), len(b))
    distance = OSA.distance(a, b)
    if distance > (1 if longest < 8 else 2) or (longest < 4 and sorted(a) != sorted(b)):
        return None
    is_name = any(w.text[:1].isupper() for w in (one, other))
    if is_name and sound_of(a) == sound_of(b):
        return Change.STYLE
    rarer, commoner = sorted((_zipf(a), _zipf(b)))
    if rarer < RARE_ZIPF <= KNOWN_ZIPF <= commoner or (is_name and commoner < KNOWN_ZIPF):
        return Change.TYPO
    if rarer < SLIP_ZIPF and commoner - rarer >= SLIP_GAP and not is_name and not _inflected(a, b):
        return Change.TYPO
    return None


def _inflected(a: str, b: str) -> bool:
    """Tell "mill" from "mills": one word in two forms is no slip."""
    shorter, longer = sorted((a, b), key=len)
    return longer.startswith(shorter) and longer[len(shorter) :] in {"s", "d", "r", "n", "y", "es", "ed", "er", "ly"}


@lru_cache(maxsize=65536)
def _zipf(word: str) -> float:
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, "en"))


def _facts_differ(one: Wording, other: Wording, key: Sequence[str], its: Sequence[str]) -> bool:
    if bool(_negations(one)) != bool(_negations(other)) and abs(len(key) - len(its)) <= 2:
        return True
    figures, other_figures = _figures(key), _figures(its)
    if _clash(figures, other_figures):
        return True
    if _clash(set(key) & _QUALIFIERS, set(its) & _QUALIFIERS):
        return True
    if max(len(key), len(its)) <= LONGEST_OPPOSITE and any(
        _clash(set(key) & each, set(its) & each) for each in _OPPOSITES
    ):
        return True
    if _clash({w for w in key if w in _CALENDAR}, {w for w in its if w in _CALENDAR}):
        return True
    return _clash(_names(one), _names(other), akin=True)


def _clash(a: set[str], b: set[str], *, akin: bool = False) -> bool:
    """Tell whether each side has something that the other lacks; ``akin`` forgives Ukraine against Ukrainian."""
    mine, yours = a - b, b - a
    if not mine or not yours:
        return False
    return not akin or not any(x[:4] == y[:4] for x in mine for y in yours)


def _negations(wording: Wording) -> set[str]:
    return {word for word in style_key(wording.text) if word in _NEGATIONS}


def _figures(key: Sequence[str]) -> set[str]:
    return {word for word in key if word[0].isdigit()}


def _names(wording: Wording) -> set[str]:
    """Return the capitalised words of a wording that do not merely begin a sentence."""
    tokens = tokenise(wording.text)
    names: set[str] = set()
    begins = not wording.before.strip() or wording.before.rstrip(" \"'“”‘’»«")[-1:] in ".!?:\n"
    for form, start in zip(tokens.forms, tokens.starts.tolist(), strict=True):
        printed = wording.text[start]
        if printed.isupper() and not begins and form not in _CALENDAR and len(form) > 1:
            names.update(style_key(form))
        begins = form in {".", "!", "?"} or (begins and not form[0].isalnum())
    return names - _CALENDAR
