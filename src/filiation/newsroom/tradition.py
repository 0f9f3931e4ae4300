"""A tradition: how a dispatch went from the agency to the outlets, with the true stemma."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from filiation.newsroom import desk
from filiation.newsroom.agency import file_versions
from filiation.newsroom.draft import Draft, Paragraph
from filiation.newsroom.edits import copy_edit, mistype
from filiation.newsroom.scene import Scene
from filiation.newsroom.settings import NewsroomSettings
from filiation.newsroom.style import Style, draw_style, restyle


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a tradition.

    Attributes:
        siglum: ``v0`` … for the agency's versions, ``p0`` … for outlets' pages.
        draft: Its words.
        is_extant: Whether a page carries it.
        minutes: Written so many minutes after the first lead.
        what: What was done to its exemplar, in plain words.
        credit: How it names the agency: ``dateline``, ``lede``, ``line``; None where it does not.
        style: The outlet's; None for the agency.
    """

    siglum: str
    draft: Draft
    is_extant: bool
    minutes: int
    what: str
    credit: str | None
    style: Style | None


@dataclass(frozen=True, slots=True)
class Edge:
    """``child`` was written from ``parent``; ``share`` (0-1) of its characters came that way."""

    parent: str
    child: str
    share: float


@dataclass(frozen=True, slots=True)
class Tradition:
    """A dispatch and its copies.

    Attributes:
        agency: Who filed it.
        texts: By siglum; lost ones that no extant text shows are left out.
        edges: The true stemma; a child with two parents mixes them.
        root: The earliest text that the extant ones show.
    """

    agency: str
    texts: dict[str, Text]
    edges: tuple[Edge, ...]
    root: str

    def extant(self) -> list[Text]:
        """Return the texts that pages carry, in the order of writing."""
        return [t for t in self.texts.values() if t.is_extant]


def spread(scene: Scene, agency: str, settings: NewsroomSettings, random: Random) -> Tradition:
    """Let outlets pick a dispatch up until ``settings.witnesses`` texts are extant."""
    texts: dict[str, Text] = {}
    edges: list[Edge] = []
    for version in file_versions(scene, agency, settings.versions, settings.edit_rate, random):
        siglum = f"v{version.number}"
        is_extant = random.random() >= settings.share_lost
        texts[siglum] = Text(siglum, version.draft, is_extant, version.minutes, version.what, "dateline", None)
        if version.parent is not None:
            edges.append(Edge(f"v{version.parent}", siglum, 1.0))
    extant = [s for s in texts if texts[s].is_extant]
    # At least half of the pages are outlets' copies.
    for siglum in extant[settings.witnesses // 2 :]:
        texts[siglum] = replace(texts[siglum], is_extant=False)
    number = 0
    while sum(t.is_extant for t in texts.values()) < settings.witnesses:
        text, parents = _pick_up(f"p{number}", agency, texts, settings, random)
        texts[text.siglum] = text
        edges += parents
        number += 1
    return _prune(agency, texts, edges)


def _pick_up(
    siglum: str, agency: str, texts: dict[str, Text], settings: NewsroomSettings, random: Random
) -> tuple[Text, list[Edge]]:
    versions = [t for t in texts.values() if t.style is None]
    pages = [t for t in texts.values() if t.style is not None]
    rate = settings.edit_rate
    exemplar = random.choice(pages) if pages and random.random() < settings.relay else random.choice(versions)
    draft, done = exemplar.draft, []
    parents = [Edge(exemplar.siglum, siglum, 1.0)]
    minutes = exemplar.minutes + random.randint(6, 340)
    other = random.choice([t for t in texts.values() if t.siglum != exemplar.siglum] or [exemplar])
    from_other: set[str] = set()
    if rate and random.random() < settings.contamination and other is not exemplar:
        merged, from_other = _merge(draft, other.draft, random)
        if from_other:
            draft = merged
            minutes = max(minutes, other.minutes + random.randint(6, 90))
    if rate and random.random() < min(0.55 * rate, 0.8):
        before = len(draft.sentences())
        draft = desk.cut(draft, random, keep=random.uniform(0.45, 0.95))
        done.append(f"cut {before - len(draft.sentences())} of {before} sentences")
    if from_other:
        share = _share(draft, from_other)
        parents = [Edge(exemplar.siglum, siglum, round(1 - share, 3)), Edge(other.siglum, siglum, share)]
        parents = [e for e in parents if e.share > 0]
        done.append(f"merged from {exemplar.siglum} and {other.siglum}")
    edits = round(random.expovariate(1 / 3) * rate)
    draft = copy_edit(draft, edits, random)
    draft = mistype(draft, round(random.expovariate(1.2) * rate), random)
    style = draw_style(random) if rate else Style()
    if rate and random.random() < 0.3:
        draft = desk.relay_paragraphs(draft, random)
    if rate and random.random() < 0.12 * rate:
        draft = desk.add_own_paragraph(draft, random)
        done.append("own paragraph")
    if rate and random.random() < 0.22:
        draft, scrap = desk.leave_residue(draft, random)
        done.append(f"residue {scrap!r}")
    draft, credit = _credit(draft, exemplar.credit, agency, settings, random)
    draft = restyle(draft, style)
    if rate and random.random() < 0.5:
        draft = replace(draft, headline=_own_headline(draft.headline, random))
    is_lost = random.random() < 0.35 * settings.share_lost
    done += [f"{edits} small edits", *style.rules(), f"credit: {credit}"]
    return Text(siglum, draft, not is_lost, minutes, ", ".join(done), credit, style), parents


def _credit(
    draft: Draft, had: str | None, agency: str, settings: NewsroomSettings, random: Random
) -> tuple[Draft, str | None]:
    """Keep, move or drop the agency's name; who copies an uncredited page cannot know it."""
    if settings.edit_rate == 0:
        return draft, had
    if had is None:
        return replace(draft, dateline=None), None
    if random.random() < settings.uncredited:
        return _without_credit(replace(draft, dateline=None)), None
    if had == "lede":
        return draft, had
    form = random.choice(("dateline", "lede", "line")) if draft.dateline else "line"
    if form == "lede":
        return desk.credit_in_lede(draft, agency, random), form
    return (draft if form == "dateline" else replace(draft, dateline=None)), form


def _without_credit(draft: Draft) -> Draft:
    first = draft.paragraphs[0].sentences[0]
    return draft.with_sentences({0: replace(first, text=desk.drop_credit(first.text))})


def _merge(main: Draft, other: Draft, random: Random) -> tuple[Draft, set[str]]:
    """Splice passages of ``other`` into ``main``; also return the keys of the sentences that came from it.

    Nothing is merged where the two do not differ in at least three sentences that would come over.
    """
    known = {s.text for s in main.sentences()}
    theirs = {p.key: p for p in other.paragraphs}
    start = random.randrange(0, max(1, len(main.paragraphs) // 2))
    past = start + random.randint(2, max(2, len(main.paragraphs) // 2))
    paragraphs: list[Paragraph] = []
    taken: list[Paragraph] = []
    for n, paragraph in enumerate(main.paragraphs):
        if start <= n < past and paragraph.key in theirs:
            taken.append(theirs[paragraph.key])
            paragraphs.append(theirs[paragraph.key])
        else:
            paragraphs.append(paragraph)
    have = {p.key for p in main.paragraphs}
    for extra in [p for p in other.paragraphs if p.key not in have and not p.key.startswith("own")]:
        if random.random() < 0.8:
            taken.append(extra)
            paragraphs.insert(random.randint(min(past, len(paragraphs)), len(paragraphs)), extra)
    new = [s for p in taken for s in p.sentences if s.text not in known]
    if len(new) < 3:
        return main, set()
    return replace(main, paragraphs=tuple(paragraphs)), {s.text for p in taken for s in p.sentences}


def _share(draft: Draft, theirs: set[str]) -> float:
    sizes = [(len(s.text), s.text in theirs) for s in draft.sentences()]
    return round(sum(n for n, is_theirs in sizes if is_theirs) / sum(n for n, _ in sizes), 3)


def _own_headline(headline: str, random: Random) -> str:
    words = headline.split()
    if len(words) > 7 and random.random() < 0.5:
        return headline.split(" as ", maxsplit=1)[0].split(" after ", maxsplit=1)[0]
    return random.choice(("LATEST: ", "World: ", "", "Breaking: ", "Abroad | ")) + headline


def _prune(agency: str, texts: dict[str, Text], edges: list[Edge]) -> Tradition:
    """Leave out lost texts that nothing extant shows: those without descendants, and those with one child."""
    texts = dict(texts)
    changed = True
    while changed:
        changed = False
        for siglum in [s for s in texts if not texts[s].is_extant]:
            children = [e for e in edges if e.parent == siglum]
            parents = [e for e in edges if e.child == siglum]
            if not children:
                edges = [e for e in edges if e.child != siglum]
            elif len(children) == 1 and len(parents) == 1:
                joined = Edge(parents[0].parent, children[0].child, children[0].share)
                edges = [e for e in edges if siglum not in (e.parent, e.child)]
                twin = next((e for e in edges if (e.parent, e.child) == (joined.parent, joined.child)), None)
                if twin:  # both parents of a mixed text turn out to be one
                    edges[edges.index(twin)] = replace(twin, share=round(twin.share + joined.share, 3))
                else:
                    edges.append(joined)
            elif len(children) == 1 and len([e for e in edges if e.child == children[0].child]) == 1:
                # A lost first text with one child, or a lost mixture with one: the child stands in its place.
                joined_all = [Edge(e.parent, children[0].child, e.share) for e in parents]
                edges = [e for e in edges if siglum not in (e.parent, e.child)] + joined_all
            else:
                continue
            del texts[siglum]
            changed = True
    have_parents = {e.child for e in edges}
    root = next(s for s in texts if s not in have_parents)
    return Tradition(agency, texts, tuple(sorted(edges, key=lambda e: (e.child, -e.share, e.parent))), root)
