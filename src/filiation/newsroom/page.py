"""Pages of a simulated newsroom, each with the truth about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from random import Random

from filiation.newsroom import names
from filiation.newsroom.clocks import crawl_clock, printed_time, printed_update
from filiation.newsroom.draft import Draft, print_draft
from filiation.newsroom.grammar import TOPICS
from filiation.newsroom.marking import BORROWED, DATE, FACT, MENTION, QUOTE, SPUN, Mark
from filiation.newsroom.reporter import Reporter
from filiation.newsroom.scene import MONTHS, Scene, make_scene
from filiation.newsroom.settings import NewsroomSettings
from filiation.newsroom.site import LANGUAGES, Story, html_page, text_page


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters of a page that mean something: a quotation and its speaker, a date and its value ….

    Attributes:
        start: First character; None in an HTML page, where ``text`` finds it.
        end: Past its last.
        text: What stands there.
        payload: Speaker, value, ``name:value`` of a fact, or the plain form of spun words.
        mention: Who is said to speak, as the page has it; None where it has nobody near.
        is_borrowed: Whether it stands in a sentence that an own report lifted from the dispatch.
    """

    start: int | None
    end: int | None
    text: str
    payload: str
    mention: str | None = None
    is_borrowed: bool = False


@dataclass(frozen=True, slots=True)
class SimulatedPage:
    """One page and the truth about it.

    Attributes:
        name: File name, ``0.txt``.
        role: ``pickup``, ``independent``, ``spun``, ``digest`` or ``template``.
        siglum: The text of the tradition that it carries; None for the other roles.
        content: As saved.
        outlet: Who published it.
        headline: As printed; ``title`` is where in a text page.
        title: Its characters.
        body: The paragraphs' characters; empty in an HTML page.
        paragraphs: The same as text.
        agency: Whom it names as its source; None where it names nobody.
        published: ISO 8601 as precise as the page tells; None where it does not tell.
        written: When it was really published.
        bylines: Reporters named above the text.
        contributors: Below it.
        editors: Below it.
        clock: ``right``, ``missing``, ``crawl`` or ``late``.
        language: Of its furniture.
        quotes: Direct speech in the body.
        dates: Date mentions in the body.
        facts: Figures and other facts in the body.
        spun: Words that a spinner swapped.
        borrowed: Sentences lifted from a dispatch, with the event's key.
    """

    name: str
    role: str
    siglum: str | None
    content: str
    outlet: str
    headline: str
    title: tuple[int, int] | None
    body: tuple[tuple[int, int], ...]
    paragraphs: tuple[str, ...]
    agency: str | None
    published: str | None
    written: str
    bylines: tuple[str, ...]
    contributors: tuple[str, ...]
    editors: tuple[str, ...]
    clock: str
    language: str
    quotes: tuple[Passage, ...]
    dates: tuple[Passage, ...]
    facts: tuple[Passage, ...]
    spun: tuple[Passage, ...]
    borrowed: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """A report that is to get a page: its words, who prints it and how it names the agency."""

    role: str
    siglum: str | None
    draft: Draft
    outlet: str
    minutes: int
    agency: str | None
    credit: str | None


def make_page(name: str, task: Assignment, scene: Scene, settings: NewsroomSettings, random: Random) -> SimulatedPage:
    """Publish a report on a site."""
    is_html = name.endswith(".html")
    language = "en" if random.random() < 0.55 else random.choice(LANGUAGES[1:])
    opening = datetime.combine(scene.day, time(5 + Random(f"{scene.key}/hour").randrange(9), 0))
    written = opening + timedelta(minutes=task.minutes)
    clock = random.choice(("missing", "crawl", "late")) if random.random() < settings.clock_error else "right"
    times: list[str] = []
    published: str | None = None
    if clock in ("right", "late"):
        line, published = printed_time(written, random)
        times.append(line)
        if clock == "late" or random.random() < 0.25:
            delay = (
                timedelta(days=random.randint(2, 400)) if clock == "late" else timedelta(minutes=random.randint(3, 90))
            )
            times.append(printed_update(written + delay, random))
    visited = written + timedelta(days=random.randint(40, 900), minutes=random.randint(0, 1400))
    crawl_line = crawl_clock(language, visited) if clock == "crawl" or random.random() < 0.12 else None
    has_dateline = task.draft.dateline is not None
    if published is None and has_dateline:
        published = scene.day.isoformat()
    byline, editor, contributor = names.person(random), names.person(random), names.person(random)
    has_byline = task.role == "independent" or (task.credit is not None and random.random() < 0.35)
    staff_line = None
    if task.credit is not None and random.random() < 0.4:
        staff_line = f"(Additional reporting by {contributor} in {scene.words['town2']}; editing by {editor})"
    story = Story(
        outlet=task.outlet,
        headline=task.draft.headline,
        printed=print_draft(task.draft),
        credit_line=_credit_line(task, random),
        byline=byline if has_byline else None,
        staff_line=staff_line,
        times=tuple(times),
        published=published if clock == "right" else None,
        caption=_caption(scene, task, must=has_dateline and not times, random=random),
        deck=_deck(task.draft, random),
        crawl_line=crawl_line,
        others=_other_headlines(random),
        year=visited.year,
    )
    sheet = (html_page if is_html else text_page)(story, language, random)
    moved = _passages(story, sheet.paragraphs, is_html=is_html)
    return SimulatedPage(
        name=name,
        role=task.role,
        siglum=task.siglum,
        content=sheet.content,
        outlet=task.outlet,
        headline=story.headline,
        title=sheet.title,
        body=sheet.paragraphs,
        paragraphs=tuple(story.printed.text[a:b] for a, b in story.printed.paragraphs),
        agency=task.agency if task.credit else None,
        published=published,
        written=written.isoformat(timespec="minutes"),
        bylines=(byline,) if has_byline else (),
        contributors=(contributor,) if staff_line else (),
        editors=(editor,) if staff_line else (),
        clock=clock,
        language=language,
        quotes=moved[QUOTE],
        dates=moved[DATE],
        facts=moved[FACT],
        spun=moved[SPUN],
        borrowed=moved[BORROWED],
    )


def _passages(story: Story, places: tuple[tuple[int, int], ...], *, is_html: bool) -> dict[str, tuple[Passage, ...]]:
    """Move the report's marks to where its paragraphs stand on the page."""
    text, marks = story.printed.text, story.printed.marks
    found: dict[str, list[Passage]] = {kind: [] for kind in (QUOTE, DATE, FACT, SPUN, BORROWED)}
    for number, (start, end) in enumerate(story.printed.paragraphs):
        inside = [m for m in marks if start <= m.start and m.end <= end]
        lifted = [m for m in inside if m.kind == BORROWED]
        shift = 0 if is_html else places[number][0] - start
        for m in inside:
            if m.kind in found and m.end > m.start:
                mention = _mention(m, inside, text) if m.kind == QUOTE else None
                start_on_page = None if is_html else m.start + shift
                end_on_page = None if is_html else m.end + shift
                found[m.kind].append(
                    Passage(
                        start_on_page,
                        end_on_page,
                        text[m.start : m.end],
                        m.payload,
                        mention,
                        any(b.start <= m.start and m.end <= b.end for b in lifted),
                    )
                )
    return {kind: tuple(passages) for kind, passages in found.items()}


def _mention(quote: Mark, marks: list[Mark], text: str) -> str | None:
    near = [m for m in marks if m.kind == MENTION and m.payload == quote.payload.partition("|")[0]]
    if not near:
        return None
    best = min(near, key=lambda m: (min(abs(m.start - quote.end), abs(quote.start - m.end)), m.start))
    return text[best.start : best.end].rstrip(",")


def _credit_line(task: Assignment, random: Random) -> str | None:
    if task.credit != "line" or task.agency is None:
        return None
    return random.choice(("{}", "{}", "Source: {}", "By {}", "({})", "Agency: {}")).format(task.agency)


def _caption(scene: Scene, task: Assignment, *, must: bool, random: Random) -> str | None:
    if not must and random.random() < 0.4:
        return None
    day = f"{MONTHS[scene.day.month - 1]} {scene.day.day}, {scene.day.year}"
    view = random.choice(("A general view of", "People gather in", "A street in", "FILE PHOTO: The center of"))
    source = task.agency if task.credit else random.choice(("File photo", "Photo: archive", "Illustration"))
    return f"{view} {scene.words['town']}, {scene.words['country']}, {day}. {source}/{names.person(random)}"


def _deck(draft: Draft, random: Random) -> str | None:
    """Most sites have none; some repeat a sentence of the report, as if it were a summary."""
    sentences = print_draft(replace(draft, dateline=None)).text.split("\n\n")
    if random.random() < 0.75 or len(sentences) < 4:
        return None
    return random.choice(sentences[2:]).rstrip(".")


def _other_headlines(random: Random) -> tuple[str, ...]:
    count = random.choice((0, 3, 4, 5))
    key = random.random()
    return tuple(
        Reporter(make_scene(f"other/{key}/{n}", random.choice(TOPICS)), 0).headline(random.choice("ABC"))
        for n in range(count)
    )
