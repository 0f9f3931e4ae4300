"""Word lists of the package: one entry a line, or ``key: a, b, c``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of ``words/NAME.txt`` that hold anything."""
    text = (files("filiation.newsroom") / "words" / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip())


@cache
def pairs(name: str, separator: str) -> tuple[tuple[str, str], ...]:
    """Return the lines as (left, right) of a separator, trimmed; the right may be empty."""
    found = (line.partition(separator) for line in lines(name))
    return tuple((left.strip(), right.strip()) for left, _, right in found)


@cache
def named(name: str) -> dict[str, tuple[str, ...]]:
    """Return ``key: a, b, c`` lines as a table; entries may be empty and may stand twice."""
    return {key: tuple(values.split(", ")) for key, values in pairs(name, ": ")}
