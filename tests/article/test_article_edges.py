"""Where a report begins and ends: decks, pleas, last words, advertisements between paragraphs, wrapped lines."""

from textwrap import wrap

import pytest

from filiation.archive.page import Page, PageId, PageKind
from filiation.article.appeal import end_before_appeal, speaks_to_readers
from filiation.article.read import read_article
from filiation.article.residue import blank_residue, cut_residue
from filiation.settings import DEFAULTS
from filiation.text import Span, paragraphs, sentences

HEADLINE = "Night trains to Corvalle stop after bridge shifts"
STORY = (
    (
        "State Railways stopped all night trains to Corvalle on Tuesday after sensors showed that the bridge over the Lune "
        "had shifted by four centimetres within a day."
    ),
    (
        "Engineers closed one of the bridge's two tracks at dawn, and day trains were crossing at walking pace on the other, "
        "the railway's spokeswoman, Dora Minch, said."
    ),
    (
        "“I would rather explain a delay than a fall,” Minch told reporters beside the bridge, which was built in 1911 and "
        "carries some ninety trains a day."
    ),
    (
        "The river has risen by two metres since Friday. Divers could not reach the third pier, where the railway suspects "
        "that gravel has been washed from under the foundations."
    ),
    (
        "Buses will replace night trains until Sunday at least. The railway said that a temporary bridge of steel could be "
        "standing in five weeks, if the water falls."
    ),
)
LAST = "The council votes next month on a second crossing."


def body_of(*lines, between="\n\n"):
    text = between.join(lines)
    article = read_article(Page(PageId("a"), "a.txt", PageKind.TEXT, text, "0" * 64), DEFAULTS)
    return [" ".join(span.of(text).split()) for span in article.body]


@pytest.mark.parametrize(
    "behind",
    [
        ("Nine readers in ten pay nothing, and we do not mind. The tenth keeps our lights on.", "Support us"),
        ("You have come to the end of this report. Its writers would be glad of your help.", "From two crowns a month our readers keep these pages open.", "Become a member"),
        ("Diese Seite lebt von Menschen, die für sie bezahlen. Helfen Sie uns, damit sie offen bleibt.", "Jetzt spenden"),
        ("Si has llegado hasta aquí, ayúdanos: nuestras páginas viven de ti.", "Hazte socio"),
        ("Subscribe to our newsletter", "The day's news in your inbox, every morning."),
    ],
    ids=["english", "two lines", "german", "spanish", "newsletter"],
)  # fmt: skip
def test_pleas_are_no_part_of_the_report(behind):
    """Prose behind the report that speaks to its readers, with a button below, is left out."""
    assert body_of("Home", "World", HEADLINE, "4 May 2021, 10:20", *STORY, *behind, "Comments") == list(STORY)


def test_what_people_say_of_us_is_no_plea():
    """A last paragraph that quotes somebody's "we" and "you" stays, whatever button stands below."""
    said = "“We are sorry, and we thank you for your patience,” Minch said as the last train left."
    assert body_of(HEADLINE, "4 May 2021", *STORY, said, "Subscribe", "Comments") == [*STORY, said]
    assert not speaks_to_readers(said)


def test_a_letter_to_readers_is_left_whole():
    """Where the writer speaks to readers throughout, nothing is cut off."""
    lines = tuple(f"We told you in week {n} that our bridge would need your help, and you gave it." for n in range(6))
    text = "\n".join((*lines, "Donate"))
    body = tuple(paragraphs(text))[:-1]
    assert end_before_appeal(text, body) == body


@pytest.mark.parametrize("ad", ["Advertisement", "Anzeige", "PUBLICITÉ", "Story continues below advertisement", "广告"])
def test_advertisements_between_paragraphs_cost_nothing(ad):
    """Marks of advertisements before each paragraph, the last one included, change nothing."""
    lines = [line for paragraph in STORY for line in (ad, paragraph)]
    assert body_of(HEADLINE, "4 May 2021", *lines, "Share this article", "Related") == list(STORY)


def test_last_words_on_another_matter_stay():
    """A short last sentence that shares no word with the rest is the report's."""
    assert body_of(HEADLINE, "4 May 2021", *STORY, LAST, "You may also like", "Flood closes market")[-1] == LAST


def test_a_deck_printed_again_is_no_paragraph():
    """A paragraph of the report that stands as a deck above it is left out there."""
    assert body_of("Home", HEADLINE, "4 May 2021", STORY[3], *STORY, "Comments") == list(STORY)


@pytest.mark.parametrize("width", [62, 70, 78])
def test_wrapped_paragraphs_are_whole(width):
    """Of a page whose paragraphs are wrapped each comes as one span, line ends in it, and no sentence is cut."""
    wrapped = ["\n".join(wrap(paragraph, width)) for paragraph in STORY]
    assert body_of(HEADLINE, "4 May 2021, 10:20", *wrapped, "Subscribe", "Comments") == list(STORY)
    text = "\n\n".join(wrapped)
    told = [" ".join(span.of(text).split()) for span in sentences(text)]
    assert told == [span.of(paragraph) for paragraph in STORY for span in sentences(paragraph)]


def test_residue_is_cut_and_blanked_alike():
    """What is cut out of a paragraph is what is blanked where lines are judged; offsets stay."""
    text = "The bridge is closed, Minch said. (Photo: file)\nTrains wait. READ MORE\nAnzeige\nBuses run."
    blanked = blank_residue(text)
    assert len(blanked) == len(text)
    assert [span.of(text) for span in paragraphs(blanked)] == [
        "The bridge is closed, Minch said.",
        "Trains wait.",
        "Buses run.",
    ]
    first = Span(0, text.index("\n"))
    assert [span.of(text) for span in cut_residue(text, first)] == ["The bridge is closed, Minch said."]


@pytest.mark.parametrize("line", ["(Photo: " * 25_000, "read more. " * 20_000, "we you " * 30_000, ". " * 100_000])
def test_hostile_lines(line):
    """Long lines are blanked and judged in linear time, and keep their length."""
    assert len(blank_residue(line)) == len(line)
    speaks_to_readers(line)
