"""Markers: whether a text says of itself that it corrects an earlier one."""

from __future__ import annotations

import re
from functools import lru_cache

from filiation.cluster.profile import REMEMBERED, Profile
from filiation.text import fold, paragraphs

# Stems of "corrects", in the languages of the large agencies.
_CORRECTION = re.compile(
    r"\b(?:correct(?:s|ed|ion|ing|if)\b|berichtig|korrektur|rectifi|rettific|correcci|correç|corrig)"
)
# A last paragraph up to this length, in characters, may be an editor's note.
CLOSING = 240


@lru_cache(maxsize=REMEMBERED)
def is_marked_correction(text: Profile) -> bool:
    """Tell whether a headline or a short last paragraph says that this is a correction."""
    last = text.article.body[-1]
    last = list(paragraphs(text.article.text, (last,)))[-1] if last else last
    titles = [fold(page.title.text) for page in text.pages if page.title]
    closing = fold(last.of(text.article.text)) if len(last) <= CLOSING else ""
    return any(_CORRECTION.search(words) for words in (*titles, closing))
