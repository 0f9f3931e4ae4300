"""What gathering promises: copies count once, forms and digests join nothing, and names and order play no part."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st
from numpy.typing import NDArray

from filiation.archive.page import PageId
from filiation.article.article import Article, Clock, ClockKind, Title
from filiation.cluster import Gathering, Relation, Reuse, gather
from filiation.settings import DEFAULTS
from filiation.text import Span, paragraphs


class Silent:
    """An encoder that finds all sentences equally far from one another, and counts what it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        self.asked += len(sentences)
        return np.eye(len(sentences), 384, dtype=np.float32)


FERRY = """The ferry Astrid Lund ran aground off Skarvoy early on Tuesday with 214 people on board, the Norvik coast guard said.
No one was hurt when the vessel struck a reef two miles from the harbour in thick fog, rescue leader Henrik Aasgaard told reporters.
Passengers were taken off in lifeboats and brought to a school gymnasium in Skarvoy, where the mayor, Ingunn Brekke, served them soup.
The 38-year-old ship, owned by Lundgren Line, had passed an inspection in March, according to the maritime register.
Divers will examine the hull on Wednesday before two tugs from Port Hallen try to pull the ferry free at high water.
Fuel is not leaking, Aasgaard said, but booms have been laid around the ship as a precaution.
The route between Skarvoy and the mainland carries some 90,000 passengers a year, most of them in summer.
Lundgren Line said it would put a smaller vessel on the route until the Astrid Lund returns to service."""

FERRY_LATER = """The ferry that ran aground off Skarvoy was pulled free on Wednesday and towed to Port Hallen, the Norvik coast guard said.
Two tugs needed six hours to free the Astrid Lund from the reef that it struck in thick fog early on Tuesday with 214 people on board.
No one was hurt when the vessel struck a reef two miles from the harbour in thick fog, rescue leader Henrik Aasgaard told reporters.
Passengers were taken off in lifeboats and brought to a school gymnasium in Skarvoy, where the mayor, Ingunn Brekke, served them soup.
The 38-year-old ship, owned by Lundgren Line, had passed an inspection in March, according to the maritime register.
Divers found a tear of four metres in the hull, Aasgaard said.
The route between Skarvoy and the mainland carries some 90,000 passengers a year, most of them in summer."""

FERRY_OWN = """Hundreds of islanders watched from the quay as lifeboats crept out of the fog, carrying the shivering passengers of the Astrid Lund.
"I heard a bang and then the coffee machine came flying," said Oda Nymoen, a teacher who was on her way to Skarvoy.
The Lundgren Line ferry hit rocks outside the harbour on Tuesday morning. All 214 aboard are safe, and Henrik Aasgaard of the coast guard praised the crew.
Investigators want to know why the captain did not wait for the fog to lift. The company declined to comment on that.
Ingunn Brekke, mayor of Skarvoy, opened the school and cooked for everyone who came."""

BUDGET = """Parliament in Taravelle approved next year's budget on Thursday after a debate of nineteen hours, by 61 votes to 58.
Finance minister Paulo Reinholt said the plan would cut the deficit to 2.4 percent of output without new taxes.
The opposition Civic Union called the figures a fairy tale and said that pensions would lose a tenth of their value by 2031.
Two members of the ruling coalition, Greta Solano and Imre Falk, voted against it.
Schools receive 340 million crowns more, while spending on roads falls by a fifth.
The central bank has warned that growth may be weaker than the ministry expects."""

OIL_FORM = """Crude stocks in Belmora rose by {a} million barrels to {b} million in the week to {d}, the Energy Office said.
Petrol stocks fell by {c} million barrels to {e} million, and heating oil stocks were put at {f} million barrels.
Refineries ran at {g} percent of capacity, against {h} percent in the week before.
Imports averaged {i} million barrels a day, the office said in its weekly report."""


def article(name: str, text: str, title: str | None = None, date: str | None = None) -> Article:
    """Return an article whose body is the whole text."""
    return Article(
        page=PageId(name),
        path=name,
        sha256="",
        text=text,
        body=tuple(paragraphs(text)) or (Span(0, len(text)),),
        title=Title(title, None) if title else None,
        published=Clock(date, ClockKind.INPUT) if date else None,
        language="en",
    )


def lines(text: str, *keep: int) -> str:
    """Return some paragraphs of a text."""
    every = text.split("\n")
    return "\n".join(every[i] for i in keep)


def groups(gathering: Gathering) -> set[frozenset[str]]:
    """Return the traditions as sets of pages."""
    return {frozenset(m.page for m in t.members) for e in gathering.events for t in e.traditions}


def events(gathering: Gathering) -> set[frozenset[str]]:
    """Return the events as sets of pages."""
    return {frozenset(m.page for t in e.traditions for m in t.members) for e in gathering.events}


def rows(gathering: Gathering) -> list[Reuse]:
    """Return every verified pair."""
    inner = [reuse for e in gathering.events for t in e.traditions for reuse in t.reuses]
    return [*inner, *gathering.refused, *gathering.excerpts]


def relation(gathering: Gathering, one: str, other: str) -> Relation:
    """Return how two pages are related."""
    return next(reuse.relation for reuse in rows(gathering) if {reuse.a, reuse.b} == {one, other})


def newsroom() -> list[Article]:
    """Return versions and an own report of one happening, and another happening."""
    return [
        article("a.txt", FERRY, "Ferry runs aground off Skarvoy"),
        article("b.txt", lines(FERRY, 0, 1, 2, 4), "Ferry aground in fog"),
        article("c.txt", FERRY_LATER, "Skarvoy ferry pulled free"),
        article("d.txt", FERRY_OWN, "Fog, a bang and soup"),
        article("e.txt", BUDGET, "Budget passes by three votes"),
    ]


def run(articles: Iterable[Article]) -> Gathering:
    return gather(tuple(articles), Silent(), DEFAULTS)


def test_versions_join_and_an_own_report_of_the_event_stays_apart() -> None:
    """A dispatch, its cut and its write-through are one tradition; another newsroom's report is its own, in one event."""
    found = run(newsroom())
    assert groups(found) == {frozenset({"a.txt", "b.txt", "c.txt"}), frozenset({"d.txt"}), frozenset({"e.txt"})}
    assert events(found) == {frozenset({"a.txt", "b.txt", "c.txt", "d.txt"}), frozenset({"e.txt"})}


@given(st.permutations(range(5)))
@hypothesis_settings(max_examples=15, deadline=None)
def test_order_plays_no_part(order: list[int]) -> None:
    """The same pages in another order give the same value."""
    pages = newsroom()
    assert run(pages[i] for i in order) == run(pages)


@given(st.permutations(range(5)))
@hypothesis_settings(max_examples=10, deadline=None)
def test_renaming_only_renames(order: list[int]) -> None:
    """New ids in another alphabetical order change no group, relation or span."""
    names = {page.page: f"{chr(ord('p') + order[i])}.txt" for i, page in enumerate(newsroom())}
    renamed = run(article(names[p.page], p.text, p.title.text if p.title else None) for p in newsroom())
    plain = run(newsroom())
    assert groups(renamed) == {frozenset(names[PageId(p)] for p in group) for group in groups(plain)}
    assert events(renamed) == {frozenset(names[PageId(p)] for p in group) for group in events(plain)}
    kinds = {frozenset((names[r.a], names[r.b])): r.relation for r in rows(plain)}
    assert kinds == {frozenset((r.a, r.b)): r.relation for r in rows(renamed)}


def test_an_exact_copy_changes_no_other_group() -> None:
    """A copy of a page joins that page's tradition, as the same text, and nothing else moves."""
    pages = newsroom()
    with_copy = run([*pages, article("copy.txt", BUDGET, "Budget passes by three votes")])
    assert groups(with_copy) == {
        frozenset({"e.txt", "copy.txt"}) if group == frozenset({"e.txt"}) else group for group in groups(run(pages))
    }
    assert relation(with_copy, "copy.txt", "e.txt") is Relation.SAME


def test_a_form_is_never_joined() -> None:
    """Two weeks of one weekly report share the prose and swap the figures: neither kin nor one event."""
    this = OIL_FORM.format(a="1.2", b="331.8", c="0.7", d="March 6", e="214.2", f="98.1", g="84.6", h="85.9", i="5.31")
    last = OIL_FORM.format(
        a="3.9", b="330.6", c="2.1", d="February 27", e="216.9", f="99.4", g="85.9", h="83.2", i="4.77"
    )
    for dates in ((None, None), ("1991-03-11T10:00", "1991-03-04T10:02")):
        found = run(
            [article("x", this, "Crude stocks rise", dates[0]), article("y", last, "Crude stocks rise", dates[1])]
        )
        assert relation(found, "x", "y") is Relation.TEMPLATE
        assert len(found.refused) == 1
        assert len(groups(found)) == len(events(found)) == 2


def test_a_digest_is_kin_to_several_and_glues_nothing() -> None:
    """A page that prints two dispatches one after the other does not make them one."""
    digest = "\n".join((lines(FERRY, 0, 1, 2, 3), lines(BUDGET, 0, 1, 2, 3)))
    found = run([article("f", FERRY, "Ferry"), article("g", BUDGET, "Budget"), article("h", digest, "The day")])
    assert not any({"f", "g"} <= group for group in groups(found))
    assert relation(found, "f", "h").is_kin
    assert relation(found, "g", "h").is_kin
    assert found.excerpts


def test_a_merged_page_is_no_digest() -> None:
    """A page made of two versions of one dispatch stays with them: they are kin without it."""
    merged = "\n".join((lines(FERRY_LATER, 0, 1, 5), lines(FERRY, 1, 2, 3, 5, 6, 7)))
    found = run([*newsroom()[:3], article("m", merged, "Ferry free")])
    assert groups(found) == {frozenset({"a.txt", "b.txt", "c.txt", "m"})}


def test_a_quotation_makes_no_kin() -> None:
    """Two reports that share a speaker's words alone are two."""
    words = (
        '"We stood on this bridge when the water came and we will stand on it when the last stone has been put back, '
        'because a town without its bridge is only two villages that shout at each other," said Marta Wielgosz.'
    )
    one = (
        f"Engineers began rebuilding the bridge at Dolna Struga on Monday, a year after the flood.\n{words}\n"
        "The work will cost eleven million and take until autumn. Barges bring granite from a quarry in the hills.\n"
        "A ferry has carried schoolchildren across since the night of the storm."
    )
    other = (
        f"At a ceremony in Dolna Struga the first arch was blessed by Bishop Kranz.\n{words}\n"
        "Brass bands played, and shopkeepers handed out plum cake. Critics say the province paid twice what it should.\n"
        "An inquiry into the tender opens next week in the district court, where three firms have complained."
    )
    found = run([article("n", one, "Bridge work starts"), article("o", other, "Blessing at the river")])
    assert groups(found) == {frozenset({"n"}), frozenset({"o"})}
    assert not any(reuse.relation.is_kin for reuse in found.refused)


def test_a_spun_copy_is_kin() -> None:
    """A page whose words were replaced one by one is the same report, and is called spun."""
    generator = random.Random(5)
    replaced = " ".join(
        f"zu{word}" if word[:1].islower() and len(word) > 3 and generator.random() < 0.5 else word
        for word in FERRY.replace("\n", " ¶ ").split(" ")
    ).replace(" ¶ ", "\n")
    found = run([article("r", FERRY, "Ferry runs aground"), article("s", replaced, "Ferry runs aground")])
    assert relation(found, "r", "s") is Relation.SPUN
    assert len(groups(found)) == 1


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("examine the hull on Wednesday", "examine the hulls on Wednesday"), Relation.SAME),
        (("with 214 people on board", "with 241 people on board"), Relation.CORRECTION),
    ],
)
def test_small_changes(change: tuple[str, str], expected: Relation) -> None:
    """A letter changes nothing, a figure is a correction."""
    found = run([article("t", FERRY, "Ferry"), article("u", FERRY.replace(*change), "Ferry")])
    assert relation(found, "t", "u") is expected


def test_spans_point_at_the_same_words() -> None:
    """Shared passages lie within the bodies, and a cut's passages read alike on both pages."""
    found = run(newsroom())
    texts = {page.page: page.text for page in newsroom()}
    for reuse in rows(found):
        assert reuse.a < reuse.b
        assert list(reuse.spans) == sorted(reuse.spans)
        assert all(here.end <= len(texts[reuse.a]) and there.end <= len(texts[reuse.b]) for here, there in reuse.spans)
    cut = next(reuse for reuse in rows(found) if (reuse.a, reuse.b) == ("a.txt", "b.txt"))
    assert cut.containment_b == 1.0
    joined = " ".join(there.of(texts[cut.b]) for _, there in cut.spans)
    assert len(joined) > 0.95 * len(texts[cut.b])


def test_clocks_tell_the_older_and_nothing_else_does_for_copies() -> None:
    """An earlier clock makes the older text; equal copies without clocks have none."""
    dated = run([article("v", FERRY, None, "2031-02-04T08:00"), article("w", FERRY, None, "2031-02-04T07:30")])
    assert [reuse.older for reuse in rows(dated)] == ["w"]
    bare = run([article("v", FERRY), article("w", FERRY)])
    assert [reuse.older for reuse in rows(bare)] == [None]


def test_a_verbatim_cut_is_the_later_text() -> None:
    """Without clocks, a text that stands whole in a longer one was cut from it."""
    found = run([article("long", FERRY), article("short", lines(FERRY, 0, 1, 2, 3))])
    assert [reuse.older for reuse in rows(found)] == ["long"]


def test_far_clocks_part_events() -> None:
    """Two reports alike in names are two events where their clocks lie further apart than the window."""
    near = run([article("a", FERRY, None, "2031-02-04"), article("b", FERRY_OWN, None, "2031-02-05")])
    far = run([article("a", FERRY, None, "2031-02-04"), article("b", FERRY_OWN, None, "2031-05-05")])
    assert (len(near.events), len(far.events)) == (1, 2)


def test_one_page_asks_the_encoder_nothing() -> None:
    """A lone page is a tradition and an event, and no sentence is encoded for it."""
    encoder = Silent()
    found = gather([article("only.txt", FERRY)], encoder, DEFAULTS)
    assert encoder.asked == 0
    assert [(t.id, [m.siglum for m in t.members]) for e in found.events for t in e.traditions] == [("A", ["only"])]
    assert gather([], encoder, DEFAULTS) == Gathering((), ())


def test_a_thousand_copies_are_worked_once() -> None:
    """Rows grow with the number of copies, not with its square."""
    found = run(article(f"p{i:04}", FERRY) for i in range(1000))
    assert len(groups(found)) == 1
    assert len(rows(found)) == 999


@pytest.mark.parametrize("text", ["a" * 200_000, '"' * 200_000, "ab " * 50_000, "…", "\u4e2d" * 50_000, "Ö. " * 20_000])
def test_hostile_text(text: str) -> None:
    """Text that no one wrote is gathered in linear time, beside other text, without complaint."""
    found = run([article("x", text), article("y", text + " more"), article("z", FERRY)])
    assert frozenset({"z"}) in groups(found)
