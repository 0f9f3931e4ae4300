"""Swaps: synonyms in the slots of a near copy's words."""

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st
from spun_texts import OTHER, article

from filiation.meaning import MiniLM
from filiation.spun import unspin
from filiation.spun.lexicon import load_lexicon
from filiation.spun.reading import LONGEST, read
from filiation.spun.swaps import compare
from filiation.text import sentences

WIRE = """A freight train loaded with grain left the rails near the village of Orsk-on-Lune on Thursday, blocking the \
only line between the capital and the northern coast, the railway company said.

Nobody was hurt when eleven wagons overturned on a curve shortly after dawn, but engineers said it would take at least \
four days to clear the track. "We have brought two heavy cranes from the depot in Halmar," said Josef Trinn, the head \
of the rescue team.

Passengers were carried by bus between the two nearest stations. Farmers in the region complained that the grain, \
worth some 200,000 florins, would rot in the rain if the army did not help to remove it quickly.

Transport officials opened an inquiry into the condition of the rails, which were last replaced thirty years ago. \
The drivers' union said it had warned the company about the curve in a letter last spring and had received no answer.

Trinn told reporters that the speed of the train had been normal and that the weather was not to blame."""

# What a light spinner does: one word in a dozen, each of them common enough to be a writer's own.
SWAPS = (
    ("loaded", "laden"),
    ("blocking", "obstructing"),
    ("hurt", "injured"),
    ("overturned", "toppled"),
    ("heavy", "weighty"),
    ("rescue team", "salvage squad"),
    ("complained", "grumbled"),
    ("quickly", "rapidly"),
    ("inquiry", "investigation"),
    ("condition", "situation"),
    ("warned", "cautioned"),
    ("answer", "reply"),
    ("speed", "velocity"),
    ("normal", "ordinary"),
    ("help", "assist"),
    ("carried", "transported"),
)
# What a desk does: it cuts, moves to house style and puts a title for a name.
DESK = (
    ("Thursday", "yesterday"),
    ("eleven", "11"),
    ("Josef Trinn, the head of the rescue team", "Mr Trinn, who leads the rescue team"),
    ("Transport officials opened an inquiry", "Officials began an inquiry"),
    (", worth some 200,000 florins,", ""),
    ("thirty", "30"),
)


def changed(pairs):
    text = WIRE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def encoder():
    return MiniLM()


@pytest.fixture(scope="module")
def pages():
    texts = {"wire": WIRE, "pickup": changed(DESK), "spun": changed(SWAPS), "other": OTHER}
    return {name: article(name, text) for name, text in texts.items()}


def look(text):
    return read(text, list(sentences(text)), load_lexicon())


def likeness(one, other):
    return compare(look(one), look(other), load_lexicon())


def test_a_copy_with_synonyms_in_its_slots_is_spun(pages, encoder):
    """Beside its original, and beside another copy of that as well."""
    for names in (["wire"], ["wire", "pickup"], ["wire", "pickup", "other"]):
        assert unspin(pages["spun"], [pages[name] for name in names], encoder).probability >= 0.5


def test_copies_that_desks_made_are_not_spun(pages, encoder):
    """Neither beside each other nor beside a spun copy of theirs."""
    for name in ("wire", "pickup"):
        others = [page for other, page in pages.items() if other != name]
        for sisters in (others, [pages["spun"]], [pages["wire"], pages["pickup"]]):
            assert unspin(pages[name], sisters, encoder).probability < 0.5


def test_swapped_words_are_shown_with_what_stands_in_the_copy(pages, encoder):
    """Nearly all of them, the copy's words as plain form, its span as witness, and no word that the copy has."""
    page, wire = pages["spun"], pages["wire"]
    phrases = unspin(page, [wire, pages["pickup"]], encoder).phrases
    told = {phrase.span.of(page.text): phrase for phrase in phrases}
    right = [(old, new) for old, new in SWAPS if new in told and told[new].plain == old]
    assert len(right) >= 12
    for _, new in right:
        name, span = told[new].witness
        assert span.of(pages[name].text) == told[new].plain
        assert told[new].support >= 0.7
    words = {word for _, new in SWAPS for word in new.split()}
    assert all(words.intersection(form.split()) for form in told)


def test_slots_are_parted_at_synonyms():
    """Two words for two are two swaps; more for fewer are one, but for a synonym among them."""
    frame = "the committee of the seven northern provinces met in the old town hall to discuss {} in the coming winter"
    own, plain = frame.format("awful inundations"), frame.format("terrible floods")
    found = likeness(own, plain)
    assert [(swap.past - swap.first, swap.other_past - swap.other_first) for swap in found.swaps] == [(1, 1), (1, 1)]
    whole = likeness(frame.format("metropolis area budgets"), frame.format("trams"))
    assert [(swap.past - swap.first, swap.other_past - swap.other_first) for swap in whole.swaps] == [(3, 1)]


def test_names_forms_and_pronouns_are_no_swaps():
    """Desks exchange them: a pronoun for a name, one spelling for another."""
    frame = "on the next morning {} walked through the market and {} the stalls with two of the guards"
    plain = frame.format("Captain Olve", "organised")
    for words in (("she", "organised"), ("Captain Olve", "organized"), ("Captain Marn", "organises")):
        assert likeness(frame.format(*words), plain).swaps == ()


def test_split_words_are_swaps():
    """A spinner parts words; a desk does not."""
    frame = "the three of them waited {} the gates of the factory until the director came down to speak"
    assert len(likeness(frame.format("out side"), frame.format("outside")).swaps) == 1


def test_other_reports_are_no_near_copies():
    """Two texts that only share function words are not compared."""
    assert likeness(WIRE, OTHER) is None
    assert likeness("", WIRE) is None


@given(st.lists(st.sampled_from(WIRE.split()), min_size=1, max_size=60), st.lists(st.sampled_from(OTHER.split())))
def test_kept_words_and_swaps_are_disjoint_and_ascend(one, other):
    """Whatever the texts: swaps lie between the words kept, on both sides in order."""
    own, sister = look(" ".join(one)), look(" ".join(one[::2] + other + one[1::2]))
    found = compare(own, sister, load_lexicon())
    if found is None:
        return
    ranges = sorted([*found.kept, *((swap.first, swap.past) for swap in found.swaps)])
    assert all(first < past for first, past in ranges)
    assert all(before[1] <= after[0] for before, after in pairwise(ranges))
    places = [(swap.other_first, swap.other_past) for swap in found.swaps]
    assert places == sorted(places)


def test_a_page_is_its_own_copy_without_swaps():
    """Nothing is swapped between equal texts."""
    text = WIRE
    found = likeness(text, text)
    assert (found.swaps, found.rate, found.shared) == ((), 0.0, len(look(text)))


def test_the_longest_pages_are_compared():
    """Of pages of a hundred thousand words the first thousands are read and aligned."""
    found = likeness(f"{WIRE} " * 700, f"{changed(SWAPS)} " * 700)
    assert 0 < found.shared <= LONGEST
    assert found.rate > 0
