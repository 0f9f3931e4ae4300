"""Names of uploaded files: what a stranger's browser says, made into a plain name of one folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_MOST = 100
_FOREIGN = re.compile(r"[^\w.,()'~+@ -]")
# File systems that know no case hold one of two names that differ in case alone.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def plain_names(wanted: Sequence[str]) -> tuple[str, ...]:
    """Return a safe file name for each wanted one: of no other folder, hidden, reserved or an option; all different."""
    taken: set[str] = set()
    found = []
    for each in wanted:
        stem, extension = _parted(_plain(each))
        name, number = stem + extension, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}{extension}"
        taken.add(name.casefold())
        found.append(name)
    return tuple(found)


def _plain(wanted: str) -> str:
    # Browsers send a bare name, some a path of either kind.
    bare = unicodedata.normalize("NFC", re.split(r"[/\\]", wanted[-4_000:])[-1])
    plain = _FOREIGN.sub("_", bare).strip(" .-~")
    if not plain or _RESERVED.fullmatch(plain):
        return f"page-{plain}" if plain else "page"
    return plain


def _parted(name: str) -> tuple[str, str]:
    """Return the stem, cut to what file systems hold, and the extension with a ``.gz`` behind it."""
    found = re.search(r"(\.[A-Za-z0-9]{1,8}){1,2}$", name)
    extension = found[0] if found and found.start() > 0 else ""
    if extension.count(".") == 2 and not extension.lower().endswith(".gz"):
        extension = "." + extension.rpartition(".")[2]
    stem = name[: len(name) - len(extension)]
    while len(stem.encode()) > _MOST:
        stem = stem[:-1]
    return stem.strip() or "page", extension
