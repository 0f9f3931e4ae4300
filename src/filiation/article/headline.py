"""The headline's line in a page of bare text.

Every line above the report is a candidate; a conditional logit, trained offline, weighs how a headline looks, how
much of it the report takes up, and what stands between the two; "no headline" is one of the choices.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from filiation.article.features import count_words, describe_page
from filiation.article.layout import squeeze
from filiation.article.lines import UNSPACED, Lines
from filiation.article.picture import is_caption
from filiation.article.residue import is_residue
from filiation.text import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[np.float64]

_CONTENT_LETTERS = 4
_OWN = (
    "ends", "capitals", "upper", "digits", "bars", "colon", "unfinished", "bracketed", "bullet", "repeats", "alien",
    "legal", "social", "links", "caption", "comment", "byline", "date", "twin_below", "quotes", "starts_small",
)  # fmt: skip
_NEXT = ("byline", "date", "caption", "words", "ends")


def find_headline(text: str, body: tuple[Span, ...]) -> Span | None:
    """Find the headline of the report whose paragraphs are ``body``.

    Args:
        text: The page.
        body: What `find_body` found in it.

    Returns:
        The characters of the headline's line without a list mark before it, a site's name after it included; the
        first printing of the line if it is repeated. None where the page prints none above the report, or ``body``
        is empty. Cost: linear in the text above the report, n log n in its words.
    """
    if not body:
        return None
    lines, features = describe_page(text)
    above = int(np.searchsorted(lines.starts, body[0].start))
    if not above:
        return None
    names, weights, none = _model()
    columns = describe_candidates(lines, features, body, above)
    scores = weights @ np.stack([columns[name] for name in names])
    report = squeeze("".join(span.of(text) for span in body))
    best = _best(lines, text, scores, none)
    if best is not None and _is_deck(_line(lines, best).of(text), report):
        first = max(best - _LONGEST_SLOT, 0)
        over = _best(lines, text, scores[first:best], none, first)
        over = over if over is not None else _over_byline(lines, text, best, report)
        best = over if over is not None else best
    elif best is None:
        best = _over_byline(lines, text, above, report)
    if best is None:
        return None
    wanted = _line(lines, best).of(lines.folded)
    return next(line for at in range(above) if (line := _line(lines, at)).of(lines.folded) == wanted)


_LABELLED = re.compile(
    r"(?i)[(\[]?(?:source|agency|credit|via|quelle|agentur|fuente|agencia|fonte|agência|agenzia|agence|bron|źródło|sursa|kaynak|источник)s?\s?:\s{0,3}\S"
)
_LONGEST_LABELLED = 60
_CONSENT = re.compile(
    r"(?i)\bcookies?\b.{0,80}\b(?:accept|agree|consent|experience|settings|policy)\b|\baccept (?:all|and close)\b"
    r"|\b(?:your browser|javascript|internet explorer|ad ?blocker)\b"
)
_SENTENCE = re.compile(r"[^\W\d_]{3}[”\"’')]{0,2}[.!?][”\"’')]{0,2}(?:\s|$)")
_PROSE_WORDS = 22
"""Words from which a line of two whole sentences is a paragraph or a deck."""
_MOST_WORDS = 45


def can_be_headline(words: str) -> bool:
    """Tell whether a line can be a headline: no caption, no credit, no button, no paragraph."""
    if is_caption(words) or (len(words) <= _LONGEST_LABELLED and _LABELLED.match(words)) or is_residue(words):
        return False
    if _CONSENT.search(words[:300]):
        return False
    count = len(words.split())
    return count <= _MOST_WORDS and (count < _PROSE_WORDS or len(_SENTENCE.findall(words)) < 2)


def _best(lines: Lines, text: str, scores: Column, none: float, first: int = 0) -> int | None:
    """Return the line of the highest score above "none" that can be a headline; ``scores`` begin at line ``first``."""
    for at in np.argsort(-scores, kind="stable").tolist():
        if scores[at] <= none:
            break
        if can_be_headline(_line(lines, first + at).of(text)):
            return int(first + at)
    return None


def _is_deck(words: str, report: str) -> bool:
    """Tell whether a line of some length is taken from the report (squeezed), word by word: headlines are written anew."""
    return len(words.split()) >= _DECK_WORDS and squeeze(words) in report


_DECK_WORDS = 10


_LONGEST_SLOT = 8
"""Lines between a headline and its report among which its byline and clock are looked for."""
_MOST_SLOT_WORDS = 20


def _over_byline(lines: Lines, text: str, above: int, report: str) -> int | None:
    """Return the line above the report's byline and clock, if it shares a word with the report: terse headlines stand there."""
    from filiation.article.edges import is_furniture

    for at in range(above - 1, max(above - 1 - _LONGEST_SLOT, -1), -1):
        line = _line(lines, at)
        words = line.of(text)
        if is_furniture(text, line) or not can_be_headline(words) or _is_deck(words, report):
            continue
        shared = any(len(word) >= _CONTENT_LETTERS and squeeze(word) in report for word in words.split())
        is_slot = at < above - 1 and 1 < len(words.split()) <= _MOST_SLOT_WORDS
        return at if shared and is_slot and words[-1] not in ".:" else None
    return None


def describe_candidates(
    lines: Lines, every: dict[str, Column], body: tuple[Span, ...], above: int
) -> dict[str, Column]:
    """Return what the first ``above`` lines (at least one) show as headlines of ``body``; each of shape (above,).

    ``every`` holds the features of all lines (`features.describe`).
    """
    words = count_words(lines)[:above]
    is_pair = (lines.kinds[lines.word_starts] & UNSPACED) != 0
    is_content = (lines.word_ends - lines.word_starts >= _CONTENT_LETTERS) | is_pair
    inside = np.zeros(len(lines), dtype=bool)
    for span in body:
        inside[np.searchsorted(lines.ends, span.start, side="right") : np.searchsorted(lines.starts, span.end)] = True
    lede = np.flatnonzero(inside)[:2]
    content = np.maximum(lines.sum_words(is_content)[:above], 2)
    told = lines.sum_words(is_content & _occurs(lines, inside))[:above]
    led = lines.sum_words(is_content & _occurs(lines, np.isin(np.arange(len(lines)), lede)))[:above]
    share, lead_share = told / content, led / content
    distance = above - np.arange(above)
    after = np.concatenate((np.cumsum(words[::-1])[::-1][1:], [0.0]))
    heading = share * np.minimum(told, 6)
    under = np.zeros(above)
    under[1:] = np.minimum(heading[:-1], heading[1:]) * (words[:-1] < words[1:])
    columns = {
        "told_share": share,
        "told_words": np.minimum(told, 6),
        "told_both": heading,
        "lead_share": lead_share,
        "lead_words": np.minimum(led, 6),
        "highest": (heading >= heading.max()).astype(np.float64),
        "words": np.log1p(words),
        "longer_under_heading": under,
        "few": (words <= 3).astype(np.float64),
        "many": np.maximum(words - 20, 0) / 10,
        "distance": np.log(distance),
        "words_between": np.log1p(after),
        "opens_page": (np.arange(above) == 0).astype(np.float64),
    }
    columns |= {name: every[name][:above] for name in _OWN}
    for name in _NEXT:
        columns[f"next_{name}"] = every[f"{name}+1"][:above]
    return columns


def _occurs(lines: Lines, where: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell of each word whether its form stands in one of the lines ``where``."""
    stands = np.zeros(len(lines.types), dtype=bool)
    stands[lines.word_types[where[lines.word_lines]]] = True
    return stands[lines.word_types]


def _line(lines: Lines, at: int) -> Span:
    """Return a line without the list mark before it."""
    start, end = int(lines.starts[at]), int(lines.ends[at])
    while start < end - 1 and lines.text[start] in "•·▪●*◦■ \t":
        start += 1
    return Span(start, end)


@lru_cache(maxsize=1)
def _model() -> tuple[tuple[str, ...], Column, float]:
    stored = json.loads(files("filiation.article").joinpath("data/headline.json").read_text(encoding="utf-8"))
    return tuple(stored["weights"]), np.array(list(stored["weights"].values())), float(stored["none"])
