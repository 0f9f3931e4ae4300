"""The statements of the report: what is disputed, in which words each page has a statement, and the sentence around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from markupsafe import Markup

from filiation.text import Span, fold, tokenise
from filiation.writers.marking import mark_up
from filiation.writers.record import ConflictRecord, PlaceRecord, StatementRecord
from filiation.writers.report_event import EventView
from filiation.writers.report_words import SAY
from filiation.writers.words import is_spun, natural, printable

# Characters of a sentence on either side of the part that is claimed.
_AROUND = 120
# Wordings that are told before the rest is only counted, and words of one in which changes are looked for.
_WORDINGS_SHOWN, _WORDS_COMPARED = 12, 400
# Share of words in common from which two wordings are one text with changes; below it they are told side by side.
_AKIN = 0.4
_LEAST_MORE = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things told: by whom, and how many independent reports that is."""

    told: str
    places: list[PlaceRecord]
    reports: int


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict in plain words; ``row`` is the number of its statement."""

    number: int
    row: int
    statement: StatementRecord
    question: str
    sides: list[Side]


@dataclass(frozen=True, slots=True)
class Worded:
    """A wording with what it has otherwise marked, and the pages that have it."""

    words: Markup
    places: list[PlaceRecord]


@dataclass(frozen=True, slots=True)
class Wordings:
    """The different wordings of a statement: those that are shown, and how many there are."""

    shown: list[Worded]
    total: int


@dataclass(frozen=True, slots=True)
class Named:
    """What pages call the speaker where they tell a statement."""

    mention: str
    places: list[PlaceRecord]


def disputes(event: EventView) -> list[Dispute]:
    """Return every conflict: the one that most pages take part in first; one told of several statements once."""
    found: list[tuple[int, StatementRecord, ConflictRecord, list[Side]]] = []
    seen: set[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]] = set()
    for row, statement in enumerate(event.statements, 1):
        for conflict in statement.conflicts:
            sides = [
                Side(told, places, len({event.report_of[place.page] for place in places}))
                for told, places in event.sides(conflict)
            ]
            key = (conflict.kind, tuple((side.told, tuple(place.page for place in side.places)) for side in sides))
            if key not in seen:
                seen.add(key)
                found.append((row, statement, conflict, sides))
    found.sort(key=lambda each: (-sum(len(side.places) for side in each[3]), each[0]))
    return [
        Dispute(number, row, statement, SAY.get(f"dispute_{conflict.kind}", conflict.kind), sides)
        for number, (row, statement, conflict, sides) in enumerate(found, 1)
    ]


def context(event: EventView, statement: StatementRecord) -> tuple[Markup, Markup] | None:
    """Return the words of the sentence before and after a claim; None where the claim is the sentence, or is speech."""
    if statement.kind != "claim":
        return None
    for place in statement.spans:
        page = event.pages[place.page]
        if " ".join(page.text[place.start : place.end].split()) == " ".join(statement.text.split()):
            around = event.places.sentence(place.page, place.start)
            if around is None or (place.start - around.start) + (around.end - place.end) <= _LEAST_MORE:
                return None
            start, end = max(around.start, place.start - _AROUND), min(max(around.end, place.end), place.end + _AROUND)
            before = _flat(page.text[start : place.start])
            after = _flat(page.text[place.end : end])
            return (
                Markup(escape(f"{'…' if start > around.start else ''}{before}")),  # noqa: S704 - escaped
                Markup(escape(f"{after}{'…' if end < around.end else ''}")),  # noqa: S704 - escaped
            )
    return None


def wordings(event: EventView, statement: StatementRecord) -> Wordings | None:
    """Return the different wordings of a statement, most pages first; None where they differ by typography alone.

    The first is as it stands; in the others the words that it has otherwise are marked, where the two are one text.
    """
    groups: dict[str, list[PlaceRecord]] = defaultdict(list)
    for place in statement.spans:
        groups[_plain(event, place)].append(place)
    if len(groups) < 2:
        return None
    shown = fold(" ".join(statement.text.split())).strip(" ,.;:\"'")
    ordered = sorted(
        groups.items(),
        key=lambda item: (
            item[0] != shown,
            is_spun(event.pages[item[1][0].page]),
            -len(item[1]),
            event.index[item[1][0].page],
        ),
    )
    first = ordered[0][1][0]
    return Wordings([_worded(event, first, places) for _, places in ordered[:_WORDINGS_SHOWN]], len(ordered))


def names(event: EventView, statement: StatementRecord) -> list[Named]:
    """Return what pages call the speaker of a statement; nothing where all use the name that is shown."""
    if statement.speaker is None:
        return []
    found: dict[str, dict[str, PlaceRecord]] = defaultdict(dict)
    for place in statement.spans:
        speech = event.places.speech(place.page, Span(place.start, place.end))
        if speech is not None and speech.source is not None:
            source = speech.source
            found[printable(source.text)].setdefault(place.page, PlaceRecord(place.page, source.start, source.end))
    if set(found) <= {statement.speaker.name}:
        return []
    return [
        Named(mention, [places[page] for page in event.ordered(places)])
        for mention, places in sorted(found.items(), key=lambda item: (-len(item[1]), natural(item[0])))
    ]


def _flat(text: str) -> str:
    """Return text on one line, with the spaces at its ends."""
    return f"{' ' * text[:1].isspace()}{printable(text)}{' ' * (text[-1:].isspace() and len(text) > 1)}"


def _plain(event: EventView, place: PlaceRecord) -> str:
    return fold(" ".join(event.pages[place.page].text[place.start : place.end].split())).strip(" ,.;:\"'")


def _worded(event: EventView, first: PlaceRecord, places: Sequence[PlaceRecord]) -> Worded:
    once = {each.page: each for each in reversed(places)}
    return Worded(_changed(event, first, places[0]), [once[page] for page in event.ordered(once)])


def _changed(event: EventView, first: PlaceRecord, other: PlaceRecord) -> Markup:
    """Return the words of ``other``, with what ``first`` has instead struck out before them, where the two are one text."""
    text, at = event.pages[other.page].text, other.start
    parts: list[str] = []
    for before, start, end in [] if other is first else _changes(event, first, other):
        parts.append(mark_up(text, at, start, ()))
        parts.append(f"<del>{escape(before)}</del> " if before else "")
        parts.append(f"<ins>{mark_up(text, start, end, ())}</ins>" if end > start else "")
        at = end
    return Markup("".join((*parts, mark_up(text, at, other.end, ()))))  # noqa: S704 - mark_up escapes


def _changes(event: EventView, first: PlaceRecord, other: PlaceRecord) -> Iterator[tuple[str, int, int]]:
    """Yield what ``first`` has, and from where to where ``other`` has something else; nothing where the two are two texts."""
    one, two = (_words(event, place) for place in (first, other))
    blocks = SequenceMatcher(None, [w for w, _ in one], [w for w, _ in two], autojunk=False).get_opcodes()
    common = sum(past - start for kind, start, past, _, _ in blocks if kind == "equal")
    if common < _AKIN * min(len(one), len(two)) or not common:
        return
    text = event.pages[first.page].text
    for kind, i, i_past, j, j_past in blocks:
        if kind != "equal":
            before = printable(text[one[i][1].start : one[i_past - 1][1].end]) if i < i_past else ""
            start = two[j][1].start if j < len(two) else other.end
            yield before, start, two[j_past - 1][1].end if j < j_past else start


def _words(event: EventView, place: PlaceRecord) -> list[tuple[str, Span]]:
    """Return folded words with their places on the page, up to `_WORDS_COMPARED`."""
    tokens = tokenise(event.pages[place.page].text[place.start : place.end], words_only=True)
    return [
        (form, Span(place.start + int(start), place.start + int(end)))
        for form, start, end in list(zip(tokens.forms, tokens.starts, tokens.ends, strict=True))[:_WORDS_COMPARED]
    ]
