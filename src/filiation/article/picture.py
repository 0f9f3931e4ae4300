"""Captions: what stands under a picture and says what it shows, and whose it is."""

from __future__ import annotations

import re

from filiation.article.names import is_person

_LONGEST_CAPTION = 400

_CREDIT = re.compile(
    r"(?:^|[.!?)\]…]\s{1,3}|(?i:photo|picture|foto|image|bild)\s?(?i:by)?:?\s)(?P<name>[^./|:\n]{2,40}?)\s?/\s?(?P<who>[^\n/|]{3,60})$"
)
_OPENS = re.compile(
    r"(?i)[(\[]?(?:file (?:photo|picture|image|pic)|file|photo(?:graph)?s?|image|picture|pictured|foto|bild|caption|illustration|in pictures)"
    r"(?:\s?(?:by|of|credit|source|courtesy|illustration)){0,2}\s?[:/–—-]|handout (?:photo|image|picture)"
)
_ENDS = re.compile(
    r"(?i)(?:[(\[|/–—-]|[.!?]\s|\b(?:photo|image|picture|foto|bild|credit|courtesy)(?:\s(?:by|credit|courtesy|of))?\s?:)\s?"
    r"(?:[^\n()\[\]]{0,40}(?:getty images|shutterstock|istock|alamy|wikimedia commons|unsplash|file photo|archive photo|handout|ap photo|reuters)[^\n()\[\]]{0,30})[)\]]?\.?$"
)


def picture_credit(words: str) -> str | None:
    """Return who a caption's picture is credited to: "The harbour, May 3. Interpress/Ann Poe"; None where nobody."""
    found = _CREDIT.search(words) if len(words) <= _LONGEST_CAPTION else None
    if found is None or not is_person(found["who"].rstrip(" .)")):
        return None
    return found["name"]


def is_caption(words: str) -> bool:
    """Tell whether a whole line is a caption: it credits a picture, or begins by saying that it is of one."""
    if len(words) > _LONGEST_CAPTION:
        return False
    return _OPENS.match(words) is not None or picture_credit(words) is not None or _ENDS.search(words) is not None
