"""The headline's line in a page of bare text."""

from __future__ import annotations

import numpy as np

from filiation.article.features import describe
from filiation.article.lines import read_lines
from filiation.text import Span


def find_headline(text: str, body: tuple[Span, ...]) -> Span | None:
    """Find the headline of the report whose paragraphs are ``body``.

    Returns:
        The characters of its line, trimmed (its first printing if it is repeated); None where the page has none.
    """
    if not body:
        return None
    lines = read_lines(text)
    columns = describe(lines)
    above = np.flatnonzero(lines.ends <= body[0].start)
    if not len(above):
        return None
    inside = np.zeros(len(lines), dtype=bool)
    for span in body:
        inside |= (lines.starts < span.end) & (span.start < lines.ends)
    words_inside = set(lines.word_types[inside[lines.word_lines]].tolist())
    content = (lines.word_ends - lines.word_starts) >= 4
    known = lines.sum_words(content & np.isin(lines.word_types, list(words_inside)))
    told = np.maximum(lines.sum_words(content), 1)
    words = np.expm1(columns["words"])
    score = known / told * np.minimum(known, 4) - 1.5 * columns["ends"] - columns["furniture"] - 0.1 * columns["bullet"]
    score = np.where((words >= 2) & (words <= 30), score, -9) + 0.4 * (columns["repeats"] > 0)
    score -= 0.02 * np.minimum(above[-1] - np.arange(len(lines)), 50)
    best = int(above[np.argmax(score[above])])
    if score[best] <= 0.5:
        return None
    return Span(int(lines.starts[best]), int(lines.ends[best]))
