"""The report's paragraphs in a page of bare text.

A page is read as a list of lines. Four small logistic models, trained offline, judge each line: does it lie in the
article's stretch, does that stretch open here, does it close here, and, inside it, is the line the report's own. The
stretch is the one that makes the most of the first three; what the fourth refuses in it (captions, "Advertisement",
related headlines) is left out, and residue such as "read more" is cut off the paragraphs that remain.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from filiation.article.appeal import speaks_to_readers
from filiation.article.features import count_words, describe_page
from filiation.article.lines import Lines
from filiation.article.residue import cut_residue
from filiation.text import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[np.float64]

WORDS_OF_WEIGHT_ONE = 10
"""A line weighs as the square root of its words over this; in cross-validation on article-extraction-benchmark equal
weights give F .916, the root .924."""
BOUNDARY_WEIGHT = 3.0
"""Of the opening and closing logits beside the sum of a stretch's, by the same: 1 gives F .920, 2 .931, 3 .933, 4 .931."""
LEAST_WORDS = 60
"""A stretch whose lines speak against it on the whole is refused if it has fewer words: that keeps F by cross-validation
on article-extraction-benchmark (.928) and refuses 65 % of invented pages that hold furniture and teasers alone; 80
words refuse 81 % and cost .003, refusing whatever its length .013."""
TAGS = 0.9
"""Of `listed`: a bar or slash for three words or fewer, and no full stop."""
_FEWEST_OF_LAST, _FURNITURE_OF_LAST, _KEEPS_LAST, _STRETCH_OF_LAST, _MOST_LAST = 6, 0.2, 2.0, -1.5, 3
"""What lets a sentence behind the chosen stretch be of the report: words, share of furniture words, log-odds, and how many
such lines. On article-extraction-benchmark 7 of the 8 lines that this takes in are the report's, in 50 simulated
newsrooms (development seeds) 6 of 6."""
_WHOLE_REPORT = 100
"""Words from which one line of sentences, if it holds most of the page's words, is the report run together. Any line longer
than all that was chosen costs .001 F on article-extraction-benchmark: legal notices are such."""
FEWEST_WORDS = 10
"""No report is shorter."""


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """Log-odds for each of L lines, shape (L,) each.

    Attributes:
        stretch: The line lies between the report's first line and its last.
        opens: It is the first.
        closes: It is the last.
        keeps: Given that it lies between them, it is the report's own.
    """

    stretch: Column
    opens: Column
    closes: Column
    keeps: Column


def find_body(text: str) -> tuple[Span, ...]:
    """Find the report's paragraphs in a page of bare text as scraped.

    Args:
        text: The page: one line a paragraph, menu entry, caption …, blank lines or none between them.

    Returns:
        Ascending, disjoint, trimmed spans into ``text``, one a paragraph or piece of one; empty where the page holds
        no article. Cost: linear in the text.

    Source:
        Boundaries and content scored apart and decoded as one maximum-sum stretch, after Pasternack & Roth 2009.
    """
    lines, features = describe_page(text)
    if not len(lines):
        return ()
    chosen = decide(lines, features, judge(features))
    return tuple(
        piece
        for at in np.flatnonzero(chosen).tolist()
        for piece in cut_residue(text, Span(int(lines.starts[at]), int(lines.ends[at])))
    )


def decide(lines: Lines, features: dict[str, Column], judgement: Judgement) -> NDArray[np.bool_]:
    """Choose the report's lines by their judgement, then mend its end; a mask of shape (L,)."""
    words = count_words(lines)
    chosen = choose(judgement, words)
    longest = int(np.argmax(words))
    is_prose = features["ends"][longest] > 0 and features["furniture"][longest] < _FURNITURE_OF_LAST
    if is_prose and judgement.keeps[longest] > 0 and words[longest] > max(_WHOLE_REPORT, words.sum() / 2):
        chosen = choose(judgement, words, longest)
    go_on(chosen, lines, features, judgement)
    drop_tags(chosen, features["listed"])
    return chosen


def judge(features: dict[str, Column]) -> Judgement:
    """Judge each line by its features (`features.describe`)."""
    names, model = _model()
    table = np.stack([features[name] for name in names])
    stretch, opens, closes, keeps = (bias + weights @ table for bias, weights in model)
    return Judgement(stretch, opens, closes, keeps)


def choose(judgement: Judgement, words: Column, around: int | None = None) -> NDArray[np.bool_]:
    """Choose the report's lines.

    Args:
        judgement: Log-odds of L lines.
        words: Words of each.
        around: A line that is known to be the report's; None where none is.

    Returns:
        A mask of shape (L,); all false where no stretch looks like a report.
    """
    gains = np.concatenate(([0.0], np.cumsum(judgement.stretch * np.sqrt((1 + words) / WORDS_OF_WEIGHT_ONE))))
    before = BOUNDARY_WEIGHT * judgement.opens - gains[:-1]
    after = gains[1:] + BOUNDARY_WEIGHT * judgement.closes
    if around is None:
        last = int(np.argmax(np.maximum.accumulate(before) + after))
        first = int(np.argmax(before[: last + 1]))
    else:
        first, last = int(np.argmax(before[: around + 1])), around + int(np.argmax(after[around:]))
    chosen = np.zeros(len(words), dtype=bool)
    chosen[first : last + 1] = judgement.keeps[first : last + 1] > 0
    least = LEAST_WORDS if gains[last + 1] <= gains[first] else FEWEST_WORDS
    if words[chosen].sum() < least:
        chosen[:] = False
    return chosen


def go_on(chosen: NDArray[np.bool_], lines: Lines, features: dict[str, Column], judgement: Judgement) -> None:
    """Take in the sentences right behind the last chosen line: a report's last words often turn to other things.

    "The cup begins next month." shares no word with the rest, and is held for the end of the page's furniture.
    """
    if not chosen.any():
        return
    words = count_words(lines)
    is_sentence = (
        (features["ends"] > 0)
        & (words >= _FEWEST_OF_LAST)
        & (features["furniture"] < _FURNITURE_OF_LAST)
        & (features["date"] + features["comment"] + features["caption"] == 0)
        & (judgement.keeps > _KEEPS_LAST)
        & (judgement.stretch > _STRETCH_OF_LAST)
    )
    last = int(np.flatnonzero(chosen)[-1])
    for at in range(last + 1, min(last + 1 + _MOST_LAST, len(words))):
        line = Span(int(lines.starts[at]), int(lines.ends[at]))
        if not is_sentence[at] or speaks_to_readers(line.of(lines.text)):
            return
        chosen[at] = True


def drop_tags(chosen: NDArray[np.bool_], listed: Column) -> None:
    """Take the last lines out that only list words between bars: tags hold the story's own words, and fool the model."""
    for at in np.flatnonzero(chosen)[::-1]:
        if listed[at] < TAGS:
            return
        chosen[at] = False


@lru_cache(maxsize=1)
def _model() -> tuple[tuple[str, ...], tuple[tuple[float, Column], ...]]:
    stored = json.loads(files("filiation.article").joinpath("data/body.json").read_text(encoding="utf-8"))
    names = tuple(stored["stretch"]["weights"])
    return names, tuple(
        (stored[part]["bias"], np.array([stored[part]["weights"][name] for name in names]))
        for part in ("stretch", "opens", "closes", "keeps")
    )
