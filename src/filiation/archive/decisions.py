"""Decisions: what a person knows about some pages, told to a run in a small file; it overrules what would be inferred.

::

    [[one_report]]                      # these pages carry one report
    pages = ["a.html", "b.html"]
    by = "Ana"                          # by, on and why may stand in each; they are shown with it
    on = 2024-05-02
    why = "the desk says so"

    [[two_reports]]                     # no two of these pages carry one report
    pages = ["a.html", "c.html"]

    [[speaker]]                         # who speaks here, by the words said or by the mention of the speaker
    page = "a.html"
    text = "We will not wait for spring"
    is = "Ilse Brandt"

    [[date]]                            # of which day, or minute, the page is
    page = "b.html"
    date = 2022-01-12

A page is named by its id, its path, or the SHA-256 of its bytes, which survives another folder and another file name;
a name that several pages have means all of them.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from filiation.archive.page import PageId
from filiation.errors import UsageError

MOST_BYTES = 1 << 20
"""A decisions file is written by hand: a larger one is another file."""

_DIGEST = "sha256:"


class DecisionKind(Enum):
    """What is decided; the values are the names of the tables in the file."""

    ONE_REPORT = "one_report"
    TWO_REPORTS = "two_reports"
    SPEAKER = "speaker"
    DATE = "date"


class Named(NamedTuple):
    """All names that a page goes by."""

    page: PageId
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, as it stands in the file.

    Attributes:
        number: Its place in the file among all decisions, from 1: kind by kind, then in order.
        kind: What is decided.
        names: The pages meant, each by id, path or digest; two or more where reports are decided, else one.
        value: The speaker's name, or an ISO 8601 date; None where reports are decided.
        text: The words that the speaker says, or the mention of the speaker; None but for speakers.
        by: Who decided; None where not told.
        on: When, as written; None where not told.
        why: For what reason; None where not told.
    """

    number: int
    kind: DecisionKind
    names: tuple[str, ...]
    value: str | None = None
    text: str | None = None
    by: str | None = None
    on: str | None = None
    why: str | None = None

    @property
    def told(self) -> str:
        """Return "decided by Ana on 2024-05-02 (the desk says so)"."""
        by = f" by {self.by}" if self.by else ""
        on = f" on {self.on}" if self.on else ""
        why = f" ({self.why})" if self.why else ""
        return f"decided{by}{on}{why}"

    def means(self, page: Named) -> bool:
        """Tell whether a page is one of those meant."""
        return any(_is_name(name, page) for name in self.names)


def _is_name(name: str, page: Named) -> bool:
    return name in {page.page, page.path} or name.lower().removeprefix(_DIGEST) == page.sha256


class Status(Enum):
    """What came of a decision."""

    APPLIED = "applied"
    """It changed the answer."""
    CONFIRMS = "confirms"
    """The answer would have been the same; now it is certain."""
    NOT_APPLIED = "not applied"
    """It could not be followed."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision, the pages of the run that it means, what came of it, and that in plain words."""

    decision: Decision
    pages: tuple[PageId, ...]
    status: Status
    told: str


@dataclass(frozen=True, slots=True, order=True)
class Bond:
    """Two pages (``a < b``) of which is decided whether they are one report, and by whom, in plain words."""

    a: PageId
    b: PageId
    is_one: bool
    told: str


@dataclass(frozen=True, slots=True)
class DecidedSpeaker:
    """Who says ``text`` (or is meant by it, where it is the mention) on a page, and by which decision (its number)."""

    page: PageId
    text: str
    name: str
    number: int


def load_decisions(path: Path) -> tuple[Decision, ...]:
    """Read a decisions file.

    Raises:
        UsageError: There is no such file, it is larger than `MOST_BYTES`, no TOML, or does not say what it must; the
            message names the file and the entry.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    if len(content) > MOST_BYTES:
        raise UsageError(f"{path}: a decisions file has {MOST_BYTES:,} bytes at most")
    try:
        return parse_decisions(content.decode("utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: a decisions file is UTF-8, byte {error.start} is not") from error


def parse_decisions(text: str, path: str = "decisions") -> tuple[Decision, ...]:
    """Return the decisions that a file's text holds, numbered kind by kind.

    Raises:
        UsageError: It is no TOML, or an entry is not what it must be; ``path`` is named in the message.
    """
    try:
        tables = tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{path}: no TOML: {error}") from error
    known = {kind.value: kind for kind in DecisionKind}
    if unknown := sorted(tables.keys() - known.keys()):
        raise UsageError(f"{path}: a table of {', '.join(known)} is needed, got {unknown[0]}")
    found: list[Decision] = []
    for name, kind in known.items():
        entries = tables.get(name, [])
        if not isinstance(entries, list):
            raise UsageError(f"{path}: [[{name}]] is needed, two brackets each side")
        for place, entry in enumerate(entries, 1):
            where = f"{path}: [[{name}]] number {place}"
            if not isinstance(entry, dict):
                raise UsageError(f"{where}: a table is needed")
            found.append(_decision(len(found) + 1, kind, entry, where))
    return tuple(found)


_FIELDS = {
    DecisionKind.ONE_REPORT: ("pages",),
    DecisionKind.TWO_REPORTS: ("pages",),
    DecisionKind.SPEAKER: ("page", "text", "is"),
    DecisionKind.DATE: ("page", "date"),
}
_NOTES = ("by", "on", "why")


def _decision(number: int, kind: DecisionKind, entry: Mapping[str, object], where: str) -> Decision:
    needed = _FIELDS[kind]
    if unknown := sorted(entry.keys() - {*needed, *_NOTES}):
        raise UsageError(f"{where}: knows {', '.join((*needed, *_NOTES))}; got {unknown[0]}")
    if missing := [name for name in needed if name not in entry]:
        raise UsageError(f"{where}: {missing[0]} is missing")
    words = {name: _words(value, f"{where}: {name}") for name, value in entry.items() if name != "pages"}
    if kind is DecisionKind.DATE:
        _check_date(words["date"], where)
    return Decision(
        number=number,
        kind=kind,
        names=_names(entry["pages"], where) if "pages" in needed else (words["page"],),
        value=words.get("is") or words.get("date"),
        text=words.get("text"),
        by=words.get("by"),
        on=words.get("on"),
        why=words.get("why"),
    )


def _names(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or len({str(name) for name in value}) < 2:
        raise UsageError(f"{where}: pages is a list of two or more pages")
    return tuple(_words(name, f"{where}: pages") for name in value)


def _words(value: object, where: str) -> str:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{where}: words are needed, got {value!r}")
    return " ".join(value.split())


def _check_date(value: str, where: str) -> None:
    try:
        dt.datetime.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{where}: a date such as 2022-01-12 or 2022-01-12T17:20 is needed, got {value!r}") from error


def decided_date(decisions: Iterable[Decision], page: Named) -> str | None:
    """Return the date that is decided for a page; None where none is, or two that differ."""
    dates = {each.value for each in decisions if each.kind is DecisionKind.DATE and each.means(page)}
    return next(iter(dates)) if len(dates) == 1 else None
