"""The simulated newsroom as a whole: events, their traditions, their pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from filiation.newsroom import desk, names
from filiation.newsroom.agency import file_versions, independent_report
from filiation.newsroom.draft import Draft, Paragraph
from filiation.newsroom.grammar import TOPICS
from filiation.newsroom.page import Assignment, SimulatedPage, make_page
from filiation.newsroom.scene import Scene, make_scene
from filiation.newsroom.settings import NewsroomSettings
from filiation.newsroom.spinner import spin
from filiation.newsroom.style import Style, draw_style, restyle
from filiation.newsroom.tradition import Tradition, spread

DEFAULTS = NewsroomSettings()


@dataclass(frozen=True, slots=True)
class Happening:
    """One event with everything that was published about it.

    Attributes:
        scene: What happened.
        tradition: The dispatch and its copies.
        pages: In an order that tells nothing.
        families: Page numbers (``page_key``) that carry one report, spun copies included; disjoint, complete.
    """

    scene: Scene
    tradition: Tradition
    pages: tuple[SimulatedPage, ...]
    families: tuple[tuple[str, ...], ...]

    @property
    def independent_reports(self) -> int:
        """How many newsrooms know of it by themselves."""
        return len(self.families)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Everything that a seed gives; ``strangers`` are pages in the same forms of words about other events, and digests."""

    seed: int
    settings: NewsroomSettings
    happenings: tuple[Happening, ...]
    strangers: tuple[SimulatedPage, ...]


def page_key(page: SimulatedPage) -> str:
    """Return a page's name without its extension, as truth files write it."""
    return page.name.partition(".")[0]


def simulate(seed: int, settings: NewsroomSettings = DEFAULTS) -> Newsroom:
    """Invent events, dispatches, pickups and pages; the same seed and settings give the same bytes.

    Args:
        seed: Decides everything.
        settings: The regime.

    Returns:
        The newsroom, with all truth about it. Two events of one newsroom have different topics while these last
        (nine), and share no long phrase.
    """
    random = Random(f"newsroom/{seed}")
    topics = [t for _ in range(settings.events // len(TOPICS) + 1) for t in random.sample(TOPICS, len(TOPICS))]
    happenings: list[Happening] = []
    number = 0
    for event in range(settings.events):
        key = f"{seed}/{event}"
        scene = make_scene(key, topics[event])
        own = Random(f"{key}/tradition")
        tradition = spread(scene, own.choice(names.AGENCIES), settings, own)
        happening = _publish(scene, tradition, settings, number, Random(f"{key}/pages"))
        number += len(happening.pages)
        happenings.append(happening)
    strangers = [
        _template(happenings[n % len(happenings)].scene, number + n, settings, Random(f"{seed}/template/{n}"))
        for n in range(settings.templates if happenings else 0)
    ]
    number += len(strangers)
    strangers += [
        _digest(happenings, number + n, settings, Random(f"{seed}/digest/{n}"))
        for n in range(settings.digests if len(happenings) > 1 else 0)
    ]
    return Newsroom(seed, settings, tuple(happenings), tuple(strangers))


def _publish(scene: Scene, tradition: Tradition, settings: NewsroomSettings, first: int, random: Random) -> Happening:
    """Give every extant text, every independent report and the spun page a site."""
    outlets = names.outlets(random, len(tradition.extant()) + 3)
    tasks = [_pickup(t.siglum, tradition, outlets.pop()) for t in tradition.extant()]
    own = [
        Assignment("independent", None, restyle(report, draw_style(random)), outlets.pop(), minutes, None, None)
        for report, minutes in (
            (_own_report(scene, letter, tradition, settings, random), random.randint(30, 700))
            for letter in "CD"[: min(settings.independents, 2)]
        )
    ]
    # What each page descends from: 0 the dispatch, 1 the first own report, 2 the second.
    origins = [0] * len(tasks) + [n + 1 for n in range(len(own))]
    tasks += own
    if settings.spinner > 0:
        source = random.choices(("wire", "own", "copy"), (0.35, 0.45, 0.2))[0] if own else "wire"
        draft = tradition.texts[tradition.root].draft if source == "wire" else own[0].draft
        spun = _spun(draft, outlets.pop(), settings, random)
        if source == "own":  # the spun page is all that is left of that report
            tasks[tasks.index(own[0])] = spun
        else:
            tasks.append(spun)
            origins.append(0 if source == "wire" else 1)
    order = list(range(len(tasks)))
    random.shuffle(order)
    pages: list[SimulatedPage] = []
    groups: dict[int, list[str]] = {}
    for place, n in enumerate(order):
        extension = "html" if random.random() < settings.html else "txt"
        pages.append(make_page(f"{first + place}.{extension}", tasks[n], scene, settings, random))
        groups.setdefault(origins[n], []).append(page_key(pages[-1]))
    return Happening(scene, tradition, tuple(pages), tuple(tuple(groups[origin]) for origin in sorted(groups)))


def _own_report(scene: Scene, letter: str, tradition: Tradition, settings: NewsroomSettings, random: Random) -> Draft:
    report = independent_report(scene, letter, random)
    if random.random() >= settings.borrowing:
        return report
    have = {p.key for p in report.paragraphs}
    wire = tradition.texts[tradition.root].draft.paragraphs[1:]
    spare = [p for p in wire if p.key not in have] or list(wire)
    lifted = random.sample(spare, min(len(spare), random.randint(1, 2)))
    return replace(
        report, paragraphs=(*report.paragraphs, *(desk.lift(p, tradition.agency, scene.key) for p in lifted))
    )


def _digest(happenings: list[Happening], number: int, settings: NewsroomSettings, random: Random) -> SimulatedPage:
    """String passages from several dispatches together under one headline."""
    chosen = random.sample(happenings, min(len(happenings), random.randint(2, 4)))
    paragraphs: list[Paragraph] = []
    for happening in chosen:
        draft = random.choice(sorted(happening.tradition.extant(), key=lambda t: t.siglum)).draft
        paragraphs += [desk.lift(p, None, happening.scene.key) for p in draft.paragraphs[: random.randint(1, 2)]]
    headline = random.choice(("World news in brief", "What happened elsewhere", "The day in short", "Briefly noted"))
    task = Assignment("digest", None, Draft(tuple(paragraphs), headline), names.outlets(random, 1)[0], 600, None, None)
    return make_page(f"{number}.txt", task, chosen[0].scene, settings, random)


def _pickup(siglum: str, tradition: Tradition, outlet: str) -> Assignment:
    text = tradition.texts[siglum]
    # A version that stands on a page untouched stands on the agency's own site.
    publisher = tradition.agency if text.style is None else outlet
    return Assignment("pickup", siglum, text.draft, publisher, text.minutes, tradition.agency, text.credit)


def _spun(draft: Draft, outlet: str, settings: NewsroomSettings, random: Random) -> Assignment:
    if len(draft.sentences()) > 8 and random.random() < 0.5:
        draft = desk.cut(draft, random, keep=random.uniform(0.6, 0.95))
    draft = restyle(replace(draft, dateline=None), replace(Style(), typography=draw_style(random).typography))
    draft = spin(draft, settings.spinner, random)
    return Assignment("spun", None, draft, outlet, random.randint(60, 900), None, None)


def _template(scene: Scene, number: int, settings: NewsroomSettings, random: Random) -> SimulatedPage:
    """Print a dispatch about another event of the topic in the same forms of words: same choices, other people and figures."""
    other = replace(make_scene(f"{scene.key}/template/{number}", scene.topic.name), key=scene.key)
    agency = random.choice(names.AGENCIES)
    draft = file_versions(other, agency, 1, 1.0, random)[0].draft
    task = Assignment("template", None, draft, names.outlets(random, 1)[0], 30, agency, "dateline")
    return make_page(f"{number}.txt", task, other, settings, random)
