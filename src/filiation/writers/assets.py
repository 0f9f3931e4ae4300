"""Our own files that people's browsers read: templates, style sheets, scripts."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def asset(name: str) -> str:
    """Return the text of one of our own files."""
    return (files("filiation.writers") / "templates" / name).read_text(encoding="utf-8")
