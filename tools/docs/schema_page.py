"""The page of the JSON that commands print: the records of the contract, from their one declaration."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from filiation.writers import gathered, record

# What each command prints, and which record that is; the rest is reached from these.
PRINTED = {
    "trace --json": record.DossiersRecord,
    "extract": record.PageRecord,
    "quotes": record.QuoteRecord,
    "dates": record.DateRecord,
    "collate": record.CollationRecord,
    "stemma": record.StemmaRecord,
    "gather --json": gathered.GatheredRecord,
}
WORDS = {str: "text", int: "whole number", float: "number", bool: "true or false", object: "anything"}


def page() -> str:
    """Return the page."""
    lines = [
        "# JSON",
        "",
        "Made from the declarations that the program itself writes and reads by; [tables](tables.md) have a page of their own.",
        "Every key is always there; what is absent",
        "is `null` or an empty list. `start` and `end` count Unicode code points, half-open, into the record's `text`.",
        "Every `support` is a number from 0 to 1. Fields are added, never renamed; [the contract](contract.md) says what the commands print.",
        "",
        "| command | prints |",
        "|---|---|",
    ]
    lines += [f"| `{command}` | {_link(kind)} |" for command, kind in PRINTED.items()]
    lines += ["", "## Records", ""]
    for kind in _reached():
        lines += [
            f"### {kind.__name__.removesuffix('Record')}",
            "",
            _about(kind),
            "",
            "| field | type | |",
            "|---|---|---|",
        ]
        told = _attributes(kind)
        for each, hint in _fields(kind):
            lines.append(f"| `{each}` | {_type(hint)} | {told[each]} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _reached() -> list[type]:
    """Return every record that the printed ones hold, in the order in which a reader meets them."""
    found: dict[type, None] = {}
    waiting = list(PRINTED.values())
    while waiting:
        kind = waiting.pop(0)
        if kind in found:
            continue
        found[kind] = None
        waiting += [inner for _, hint in _fields(kind) for inner in _records_in(hint)]
    return list(found)


def _fields(kind: type) -> list[tuple[str, object]]:
    hints = typing.get_type_hints(kind)
    return [(each.name, hints[each.name]) for each in fields(kind)]


def _records_in(hint: object) -> Iterator[type]:
    if is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for inner in typing.get_args(hint):
        yield from _records_in(inner)


def _type(hint: object) -> str:
    """Return a type in a reader's words."""
    if is_dataclass(hint) and isinstance(hint, type):
        return _link(hint)
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is list:
        return f"list of {_type(inner[0])}"
    if origin is tuple:
        return f"pair of {_type(inner[0])}" if len(inner) == 2 else "list of " + ", ".join(map(_type, inner))
    if origin is dict:
        return f"by name: {_type(inner[1])}"
    if origin in {types.UnionType, typing.Union}:
        told = " or ".join(_type(each) for each in inner if each is not types.NoneType)
        return f"{told}, or null" if types.NoneType in inner else told
    return WORDS.get(hint, str(hint))


def _link(kind: type) -> str:
    name = kind.__name__.removesuffix("Record")
    return f"[{name}](#{name.lower()})"


def _about(kind: type) -> str:
    """Return a record's docstring without its list of attributes, which stands in the table."""
    return inspect.cleandoc(kind.__doc__ or "").split("\nAttributes:")[0].strip().replace("``", "`")


def _attributes(kind: type) -> dict[str, str]:
    """Return what a docstring, or one that it inherits from, says of each attribute."""
    told: dict[str, str] = {}
    for each in reversed(kind.__mro__[:-1]):
        _, found, listed = inspect.cleandoc(each.__doc__ or "").partition("\nAttributes:\n")
        name = ""
        for line in listed.splitlines() if found else []:
            if line.startswith("    ") and not line.startswith("     ") and ":" in line:
                name, _, rest = line.strip().partition(":")
                told[name] = rest.strip().replace("``", "`").replace("|", "\\|")
            elif name and line.strip():
                told[name] += " " + line.strip().replace("``", "`").replace("|", "\\|")
    return told
