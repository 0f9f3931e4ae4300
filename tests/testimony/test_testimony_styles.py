"""Speech on pages of many makes: lists, tables, posts, transcripts, dialogue, capitals; and on pages that are hostile."""

from __future__ import annotations

import time
from functools import cache

import pytest

from filiation.article.article import Article
from filiation.testimony import Attribution, Parser, attribute
from filiation.text import Span


@cache
def parser() -> Parser:
    return Parser()


def found_in(text: str) -> tuple[Attribution, ...]:
    article = Article(page="p", path="p", sha256="", text=text, body=(Span(0, len(text)),), language="en")
    return attribute([article], [], parser())


def said(text: str) -> dict[str, str | None]:
    """Return content (pieces joined by a bar) to speaker."""
    return {
        " | ".join(s.of(text) for s in each.spans): each.source.name if each.source else None for each in found_in(text)
    }


def test_bullets_are_no_part_of_a_speaker() -> None:
    """Each item of a list has its own speaker, not the one of the line above the list."""
    text = (
        "What they said about the ferry:\n\n• Transport Minister Odd Lervik: “A ferry for everyone.”\n"
        "• Union leader Sunniva Thorsen: “A ferry for tourists.”\n• “Nothing new,” said the Chamber of Shipping.\n"
    )
    assert said(text) == {
        "A ferry for everyone.": "Odd Lervik",
        "A ferry for tourists.": "Sunniva Thorsen",
        "Nothing new,": "the Chamber of Shipping",
    }


@pytest.mark.parametrize(
    "dateline", ["MILLBROOK — ", "MILLBROOK, Oct 3 (Courier) - ", "MILLBROOK (AP) — ", "PORT MILLBROOK, Oct 3 - "]
)
def test_a_dateline_neither_speaks_nor_is_said(dateline: str) -> None:
    """The place in front of the first sentence is no part of speaker or content."""
    assert said(dateline + "The harbour will close on Monday, Lena Brandt said.") == {
        "The harbour will close on Monday": "Lena Brandt"
    }


def test_a_label_with_a_rank_is_no_dateline() -> None:
    """Turns of a hearing keep their labels, and ranks are no part of a name."""
    text = (
        "CHAIRMAN ROURKE: The committee will come to order.\n\nMS. ABARA: Nobody paid for the bolts.\n\n"
        "CHAIRMAN ROURKE: Nobody?\n\nREP. STELLAN: Will the gentleman yield?\n"
    )
    assert said(text) == {
        "The committee will come to order.": "Rourke",
        "Nobody paid for the bolts.": "Abara",
        "Nobody?": "Rourke",
        "Will the gentleman yield?": "Stellan",
    }


def test_posts_belong_to_who_signs_them() -> None:
    """A handle before a post, or the line that signs an embedded one below it, tells who speaks; links are no speech."""
    text = (
        "RT @mayor_lund: We will rebuild the library, book by book.\n\n"
        "The alarms were never checked. Not once. pic.twitter.com/q1w2e3\n\n— Ida Holm (@ida_h) March 4, 2021\n"
    )
    assert said(text) == {
        "We will rebuild the library, book by book.": "@mayor_lund",
        "The alarms were never checked. Not once.": "Ida Holm",
    }


def test_dialogue_with_dashes() -> None:
    """Lines that a dash opens are speech, up to the dash before a cue; what follows the cue goes on with it."""
    text = (
        "— Why did you come back? — asked the guard.\n\n— I forgot my hat — Arno Webb answered. — It was my father's.\n"
    )
    assert said(text) == {
        "Why did you come back?": "the guard",
        "I forgot my hat | It was my father's.": "Arno Webb",
    }


def test_dashes_without_a_cue_are_no_dialogue() -> None:
    """A list with dashes is a list."""
    assert said("— The port will close.\n— The road will open.\n— Buses will run.\n") == {}


def test_each_part_of_a_sentence_has_its_speaker() -> None:
    """Where several speak in one sentence, semicolons between them, nobody is given the words of another."""
    text = (
        "The minister said the plan was dead; the union said it was asleep; and mayor Pia Holm said it had never lived."
    )
    assert said(text) == {
        "the plan was dead": "The minister",
        "it was asleep": "the union",
        "it had never lived": "Pia Holm",
    }


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "The waiter goes, “You want it hot or really hot?” and laughs.",
            "You want it hot or really hot?",
            "The waiter",
        ),
        ("So I told my sister and she was like, “You must be joking.”", "You must be joking.", "she"),
        (
            'The star is seen by its gas."Until now we had no idea of it," said co-author Michael Wise of the institute.',
            "Until now we had no idea of it,",
            "Michael Wise",
        ),
        ("“No comment!” shouted Arno Reve as he left.", "No comment!", "Arno Reve"),
        (
            "«The convoy», Arno Reve went on, «will leave at dawn».",
            "The convoy | will leave at dawn",
            "Arno Reve",
        ),
        ("“It was calm”, said Arno Reve KC, “and then it was not”.", "It was calm | and then it was not", "Arno Reve"),
        (
            "Singer Maria Lawless is leaving. She is 39. The mother-of-two, 39, told us: ‘I will miss everyone.’",
            "I will miss everyone.",
            "Maria Lawless",
        ),
        (
            "“It is a clean beat,” said Omar Reyes, an analyst at Bellweather Bank, who rates the stock “buy.”",
            "It is a clean beat,",
            "Omar Reyes",
        ),
    ],
)
def test_more_styles(text: str, words: str, name: str) -> None:
    """Spoken cues, short exclamations, British commas, letters behind a name, tabloid descriptions."""
    assert said(text).get(words) == name


def test_who_is_asked_does_not_say_the_question() -> None:
    """A participle's subject hears: the question is nobody's, the answer is the asked one's."""
    text = "Asked whether talks were planned, Lena Brandt said she had nothing to announce."
    assert said(text) == {"whether talks were planned": None, "she had nothing to announce": "Lena Brandt"}


def test_who_says_nothing_is_given_no_question() -> None:
    """A quotation before "The witness did not answer" stays with who has the floor."""
    text = "“Who paid?” asked Senator Ann Duval. “And why in March?” The witness did not answer."
    assert set(said(text).values()) == {"Ann Duval"}


SENTENCE = "The harbour pilot Arno Reve said the tide would turn before the last boat had left the inner basin. "


@pytest.mark.parametrize(
    "text",
    [
        "the mayor said that the old bridge over the river was closed and " * 3_200,
        "“Yes,” he said. " * 13_000,
        "“" * 200_000,
        "\"'" * 100_000,
        "“a " * 70_000,
        "— said — " * 22_000,
        "; he said" * 22_000,
        "@a: " * 50_000,
        "A: b\n" * 40_000,
        SENTENCE * 2_000,
        "x" * 200_000,
        "1. " * 66_000,
        "(" * 200_000,
    ],
    ids=["no end", "quotes", "openers", "straight", "unclosed", "dashes", "parts", "handles", "labels", "prose", "x", "items", "("],
)  # fmt: skip
def test_long_lines_stay_cheap_and_nothing_swallows_them(text: str) -> None:
    """A paragraph of 200,000 characters costs what its words cost; no content reaches over a sentence of it."""
    started = time.process_time()
    found = found_in(text)
    assert time.process_time() - started < 60  # a bound on runaway time, no measure
    assert all(len(piece) < 5_000 for each in found for piece in each.spans)


def test_an_open_quotation_does_not_swallow_a_page() -> None:
    """One mark too many in each paragraph: content stays in its paragraph."""
    text = "".join(
        f"“The mine was never inspected, said union man Piet Kuyper{n}. More follows.\n\n" for n in range(30)
    )
    assert all("More follows" not in words for words in said(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Lena Brandt said Monday that she will try to find the boat and insisted that nobody was missing.",
            {"that she will try to find the boat": "Lena Brandt", "that nobody was missing": "Lena Brandt"},
        ),
        (
            "Some observers believe all of the town's contracts could be reviewed.",
            {"all of the town's contracts could be reviewed": "Some observers"},
        ),
        ("Lena Brandt won by saying that the town was sinking.", {"that the town was sinking": "Lena Brandt"}),
        (
            "It was claimed that the alarm had been switched off.",
            {"that the alarm had been switched off": None},
        ),
        (
            "Lidia Roque’s claim that prices would keep rising is three years old.",
            {"that prices would keep rising": "Lidia Roque"},
        ),
    ],
)
def test_content_ends_where_the_next_cue_begins(text: str, told: dict[str, str | None]) -> None:
    """A second cue is no part of what the first reports; neither is a cue that stands inside what another governs."""
    assert said(text) == told


def test_who_fuels_a_claim_does_not_make_it() -> None:
    """The subject of a verb that only moves a claim is not its source."""
    assert "Lena Brandt" not in said("Lena Brandt's plea fuelled the speculation that she would talk.").values()
