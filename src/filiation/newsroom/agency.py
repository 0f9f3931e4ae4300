"""The agency's desk: a first lead, and the new leads and write-throughs that follow it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from filiation.newsroom.draft import Draft, Paragraph, dateline
from filiation.newsroom.edits import copy_edit
from filiation.newsroom.reporter import Line, Reporter
from filiation.newsroom.scene import MAX_VERSIONS, MONTHS, Scene


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a dispatch.

    Attributes:
        number: 0 for the first lead; figures are those of this number.
        parent: Index of the version it was written from; None for the first lead.
        lines: Its points.
        written: Each point's paragraph as first written, before any copy edit.
        draft: As filed.
        minutes: Filed so many minutes after the first lead.
        what: In plain words, what was done.
    """

    number: int
    parent: int | None
    lines: tuple[Line, ...]
    written: dict[str, Paragraph]
    draft: Draft
    minutes: int
    what: str


def file_versions(scene: Scene, agency: str, count: int, edit_rate: float, random: Random) -> list[Version]:
    """Return ``count`` versions of a dispatch: mostly a chain, now and then a fork."""
    versions = [_first_lead(scene, agency, random)]
    while len(versions) < min(count, MAX_VERSIONS):
        last = len(versions) - 1
        parent = last if last == 0 or random.random() < 0.75 else random.randrange(last)
        versions.append(_write_through(scene, agency, versions, parent, edit_rate, random))
    return versions


def _first_lead(scene: Scene, agency: str, random: Random) -> Version:
    points = scene.topic.points
    lines = [Line(p.name, "A") for p in points if p.stage == "lede"]
    lines += [Line(p.name, "A") for p in points if p.stage == "first" and random.random() < 0.85]
    tail = [p for p in points if p.stage == "tail" and "A" in p.wordings]
    lines += [Line(p.name, "A") for p in tail[: random.randint(1, 2)]]
    written, draft = _write(scene, lines, 0, "A", agency)
    return Version(0, None, tuple(lines), written, draft, 0, "first lead")


def _write_through(
    scene: Scene, agency: str, versions: list[Version], parent: int, edit_rate: float, random: Random
) -> Version:
    """Write a new version from an earlier one: lede, additions, rewrites, a cut, a move, figures, small edits."""
    base = versions[parent]
    number = len(versions)
    lines = list(base.lines)
    done: list[str] = []
    headline = "A" if number % 2 == 0 else "B"
    lede = scene.topic.point(lines[0].point)
    fresh = [a for a in "ABE" if a in lede.wordings and a not in {v.lines[0].letter for v in versions}]
    if fresh and random.random() < 0.85:
        letter = "B" if "B" in fresh else fresh[0]
        lines[0] = Line(lede.name, letter)
        done.append("new lede")
    have = {line.point for line in lines}
    spare = [p for p in scene.topic.points if p.name not in have and "A" in p.wordings]
    added = random.sample(spare, min(len(spare), max(1, round(random.uniform(1, 3.4) * edit_rate))))
    for point in added:
        letter = random.choice([a for a in "AB" if a in point.wordings])
        at = len(lines) if point.stage == "tail" else random.randint(2, max(2, len(lines) - 2))
        lines.insert(at, Line(point.name, letter))
    if added:
        done.append(f"{len(added)} added")
    for n in range(1, len(lines)):
        other = [a for a in "AB" if a in scene.topic.point(lines[n].point).wordings and a != lines[n].letter]
        if other and lines[n].point in have and random.random() < 0.16 * edit_rate:
            lines[n] = Line(lines[n].point, other[0])
            done.append(f"{lines[n].point} rewritten")
    if len(lines) > 8 and random.random() < 0.35 * edit_rate:
        done.append(f"{lines.pop(random.randrange(3, len(lines))).point} dropped")
    if len(lines) > 6 and random.random() < 0.4 * edit_rate:
        moved = lines.pop(random.randrange(2, len(lines)))
        lines.insert(random.randrange(1, len(lines)), moved)
        done.append(f"{moved.point} moved")
    written, draft = _write(scene, lines, number, headline, agency)
    # What was not rewritten keeps the words of the version before, small edits included.
    edited = {p.key: p for p in base.draft.paragraphs}
    kept = tuple(edited[p.key] if base.written.get(p.key) == p else p for p in draft.paragraphs)
    draft = copy_edit(replace(draft, paragraphs=kept), round(random.uniform(0, 4) * edit_rate), random)
    minutes = base.minutes + random.randint(25, 190)
    return Version(number, parent, tuple(lines), written, draft, minutes, ", ".join(done) or "small edits")


def _write(
    scene: Scene, lines: list[Line], number: int, headline: str, agency: str
) -> tuple[dict[str, Paragraph], Draft]:
    reporter = Reporter(scene, number)
    paragraphs = [reporter.write(line) for line in lines]
    draft = Draft(
        tuple(paragraphs),
        Reporter(scene, number).headline(headline),
        dateline(scene.words["town"], MONTHS[scene.day.month - 1], scene.day, agency),
    )
    return {p.key: p for p in paragraphs}, draft


def independent_report(scene: Scene, letter: str, random: Random) -> Draft:
    """Write another newsroom's own report of the event, in its own words and order."""
    points = [p for p in scene.topic.points if letter in p.wordings]
    lede, rest = points[0], points[1:]
    body = [p for p in rest if p.stage != "tail" and random.random() < 0.92]
    tail = [p for p in rest if p.stage == "tail" and random.random() < 0.8]
    for _ in range(2):
        if len(body) > 2:
            body.insert(random.randrange(len(body) - 1), body.pop())
    reporter = Reporter(scene, random.choice((MAX_VERSIONS - 1, MAX_VERSIONS - 1, 0)))
    paragraphs = tuple(reporter.write(Line(p.name, letter)) for p in [lede, *body, *tail])
    return Draft(paragraphs, Reporter(scene, 0).headline(letter))
