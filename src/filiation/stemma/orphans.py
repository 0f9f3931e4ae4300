"""Orphaned references: a bare surname that no full name introduces was cut from its introduction."""

from __future__ import annotations

import re

from filiation.collation import Witness

_FULL_NAME = re.compile(r"\b([A-ZÀ-ÞĀ-Ž][\w'’-]{1,30}) ([A-ZÀ-ÞĀ-Ž][\w'’-]{2,30})\b")
_NAME = re.compile(r"\b[A-ZÀ-ÞĀ-Ž][\w'’-]{2,30}\b")
_SAYS = r"(?:said|says|told|added|adding|tweeted|wrote|argued|warned|insisted|noted|stressed)"
_SPEAKS = re.compile(rf"\b([A-ZÀ-ÞĀ-Ž][\w'’-]{{2,30}}) {_SAYS}\b|\b{_SAYS} ([A-ZÀ-ÞĀ-Ž][\w'’-]{{2,30}})\b")


def full_names(text: str) -> dict[str, int]:
    """Map each surname that stands after a capitalised word to where it first does."""
    names: dict[str, int] = {}
    for found in _FULL_NAME.finditer(text):
        names.setdefault(found.group(2), found.start())
    return names


def orphans(witness: Witness, introduced: set[str]) -> set[str]:
    """Return the surnames that speak in a witness though no full name introduces them there.

    Args:
        witness: The text to read.
        introduced: Surnames that other versions introduce in full; only these can be orphans.
    """
    body = "\n".join(span.of(witness.text) for span in witness.spans)
    known = full_names(body)
    speaking = {name for found in _SPEAKS.finditer(body) for name in found.groups() if name}
    return {name for name in speaking & introduced if name not in known}
