"""News agencies: by what names pages credit them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

# Reuters, AP and AFP feeds of a sub-desk are still theirs: "Reuters Health", "AP Sports Writer", "AFP Relaxnews".
_DESK = re.compile(
    r"(?:\s(?:Health|Sports?|Business|Finance|Entertainment|Politics|Political|Science|Medical|Technology|Economics|Legal"
    r"|Diplomatic|National|Relaxnews|Special|News|Staff|Agency|Correspondent|Reporters?|Writers?|Team|Desk|Editors?)){1,3}$"
)
_WRITER = re.compile(
    r"^(AP|AFP|UPI|Reuters|Associated Press)(?:\s[A-Z][\w-]{1,16}){0,3}\s(?:[Ww]riters?|[Ee]ditors?|[Rr]eporters?|[Cc]orrespondents?)$"
)
_INITIALS = re.compile(r"[^\W\d_]{1,5}|(?:[A-Z]\.){2,3}")
LONGEST_NAME = 40


@cache
def _table() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Read the packaged table: usual name, certain names, names that are certain only where a credit stands."""
    rows = []
    for row in files("filiation.article").joinpath("data/agencies.tsv").read_text(encoding="utf-8").splitlines():
        if not row.startswith("#"):
            usual, certain, uncertain, *_ = (*row.split("\t"), "", "")
            rows.append((usual, _listed(certain), _listed(uncertain)))
    return tuple(rows)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split(",") if name.strip())


@cache
def _names() -> tuple[dict[str, str], dict[str, str]]:
    strong: dict[str, str] = {}
    weak: dict[str, str] = {}
    for usual, certain, uncertain in _table():
        for names, table in ((certain, strong), (uncertain, weak)):
            for name in names:
                table[_key(name)] = usual
                if _INITIALS.fullmatch(name):
                    table.setdefault(name.upper(), usual)
    return strong, weak


def _key(name: str) -> str:
    # Initials mean the agency as they are written; a name of more letters may be set in capitals or not.
    return name if _INITIALS.fullmatch(name) and name != name.title() else name.casefold()


def agency_called(name: str, *, credit: bool = True) -> str | None:
    """Return the usual name of the agency that ``name``, the whole of it, means; None where it means none.

    Args:
        name: "Reuters", "The Associated Press", "AP Sports Writer", "AFP".
        credit: Whether it stands where only a credit can ("(PA)" in a dateline, a line of its own by the headline).
            Elsewhere initials that also mean other things are not taken for an agency.
    """
    name = name.strip(" \t.,;:*|-–—()[]/©'\"")
    if not 1 < len(name) <= LONGEST_NAME:
        return None
    strong, weak = _names()
    for form in (name, _DESK.sub("", name), _WRITER.sub(r"\1", name)):
        key = _key(form)
        if key in strong:
            return strong[key]
        if credit and key in weak:
            return weak[key]
    return None


@cache
def mention_pattern() -> re.Pattern[str]:
    """Return a pattern for certain agency names in running text, in group ``agency``; the longest name wins."""
    written = {name for _, certain, _ in _table() for name in certain} | {"AP"}
    names = sorted(written, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w/-])(?P<agency>{'|'.join(map(re.escape, names))})(?![\w/-])")
