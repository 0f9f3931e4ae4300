"""What a format made of a record, and what it could not hold; names as foreign formats allow them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

REPLACED = "\ufffd"
_NO_INK = frozenset({"Cc", "Cs", "Zl", "Zp"})
# Told one by one up to here, then counted.
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Written:
    """A file's text, and in words what the format could not hold of the record."""

    text: str
    lost: tuple[str, ...] = ()


def one_line(text: str) -> str:
    """Return text without line ends, control characters and lone surrogates: U+FFFD stands for each."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(REPLACED if unicodedata.category(c) in _NO_INK or c in "\ufffe\uffff" else c for c in text)


def xml_text(text: str) -> str:
    """Return text with U+FFFD for each character that XML 1.0 forbids even as a reference."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        c if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff") else REPLACED
        for c in text
    )


def xml_escaped(text: str) -> str:
    """Return text as content of XML that every parser gives back as it is, line ends and all."""
    escaped = xml_text(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return escaped.replace("\r", "&#13;")


def xml_attribute(text: str) -> str:
    """Return text as `xml_escaped` does, for an attribute, in which parsers turn bare line ends and tabs into spaces."""
    return xml_escaped(text).replace("\n", "&#10;").replace("\t", "&#9;")


def told_apart(names: Iterable[str], allowed: Callable[[str], str], same: Callable[[str], str] = str) -> dict[str, str]:
    """Return for each name what stands for it: what the format allows, numbered where two would be one.

    Args:
        names: All different.
        allowed: Makes of a name what the format can hold.
        same: Two names are one where this makes them equal (`str.casefold` for formats that know no case).
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    # Names that stay as they are come first, so that none of them has to give way.
    for name in sorted(names, key=lambda name: (allowed(name) != name, name)):
        label, number = allowed(name), 1
        while same(label) in taken:
            number += 1
            label = f"{allowed(name)}-{number}"
        taken.add(same(label))
        found[name] = label
    return found


def renamed(labels: Mapping[str, str]) -> list[str]:
    """Return in words which names a format could not hold as they are."""
    other = [f"{name!r} (written {label})" for name, label in sorted(labels.items()) if name != label]
    if not other:
        return []
    more = f" and {len(other) - _MOST_TOLD} more" if len(other) > _MOST_TOLD else ""
    return [f"the sigla {', '.join(other[:_MOST_TOLD])}{more}"]
