"""Who said what: the laws of `attribute`, on pages written for these tests."""

from __future__ import annotations

from functools import cache

import pytest

from filiation.article.article import Article
from filiation.testimony import Attribution, Parser, SpeechKind, attribute, parted
from filiation.text import Span


@cache
def parser() -> Parser:
    return Parser()


def page(text: str, name: str = "p", language: str | None = "en") -> Article:
    return Article(page=name, path=name, sha256="", text=text, body=(Span(0, len(text)),), language=language)


def said(text: str) -> list[tuple[str, str | None]]:
    """Return content (pieces joined by a bar) and speaker of all that a page says."""
    return [
        (" | ".join(s.of(text) for s in each.spans), each.source.name if each.source else None)
        for each in attribute([page(text)], [], parser())
    ]


def speaker_of(text: str, words: str) -> str | None:
    """Return the speaker of the one attribution that holds ``words``."""
    found = [each for each in attribute([page(text)], [], parser()) if any(words in s.of(text) for s in each.spans)]
    assert len(found) == 1, said(text)
    return found[0].source.name if found[0].source else None


HARBOUR = """\
The port of Velmar will close for ten days from Monday, harbour master Tomas Ekeland said.

“The cranes are forty years old. We cannot wait any longer,” Ekeland told reporters at the quay. “Nobody likes it.”

Trade Minister Ines Carvalho called the closure a “painful but necessary step” and promised to compensate fishermen.

She said the ministry would pay half of the lost income. “We will not leave anyone alone,” she added.

According to the dockers' union, some 900 people work in the port.

“It is a scandal,” said Rosa Lindqvist, who has sold fish there since 1998. The minister said: “I understand the anger.”
"""


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("will close for ten days", "Tomas Ekeland"),
        ("The cranes are forty years old", "Tomas Ekeland"),
        ("painful but necessary step", "Ines Carvalho"),
        ("half of the lost income", "Ines Carvalho"),
        ("We will not leave anyone alone", "Ines Carvalho"),
        ("some 900 people work", "the dockers' union"),
        ("It is a scandal", "Rosa Lindqvist"),
        ("I understand the anger", "Ines Carvalho"),
    ],
)
def test_speakers_have_their_full_names(words: str, name: str) -> None:
    """Surname, pronoun, title and description lead to the full name that the page prints; bodies keep theirs."""
    assert speaker_of(HARBOUR, words) == name


@pytest.mark.parametrize(
    "marks", ["“”", "„“", "„”", "«»", "»«", '""', "‘’", "''", "‚‘", "””"], ids=lambda m: f"{m[0]}{m[1]}"
)
def test_marks_of_every_house(marks: str) -> None:
    """Whatever the quotation marks, the content lies between them and the speaker is told."""
    text = f"{marks[0]}The dam will hold through the spring floods,{marks[1]} engineer Paulo Reis said on Friday."
    assert said(text) == [("The dam will hold through the spring floods,", "Paulo Reis")]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("“We have lost the harvest,” says Amara Diallo.", "We have lost", "Amara Diallo"),
        ("“We have lost the harvest,” said farmer Amara Diallo.", "We have lost", "Amara Diallo"),
        ("Amara Diallo: “We have lost the harvest.”", "We have lost", "Amara Diallo"),
        ("“We have lost the harvest.” — Amara Diallo, farmer", "We have lost", "Amara Diallo"),
        ("“We have lost the harvest.”\n\n— Amara Diallo, farmer", "We have lost", "Amara Diallo"),
        ("Amara Diallo was quoted as saying: “We have lost the harvest.”", "We have lost", "Amara Diallo"),
        ("In a statement, Amara Diallo said the harvest was lost.", "the harvest was lost", "Amara Diallo"),
        ("Amara Diallo issued a statement:\n\n“We have lost the harvest.”", "We have lost", "Amara Diallo"),
        ("The harvest is lost, according to Amara Diallo.", "The harvest is lost", "Amara Diallo"),
        ("Asked about the rain, Amara Diallo replied, “It came too late.”", "It came too late", "Amara Diallo"),
        ("“We have lost the harvest,” stated Amara Diallo.", "We have lost", "Amara Diallo"),
        ("“We have lost the harvest,” Amara Diallo informed the newspaper.", "We have lost", "Amara Diallo"),
        ("“We have lost the harvest,” Amara Diallo sayd on Monday.", "We have lost", "Amara Diallo"),
        (
            "“We have lost the harvest,” the region's chief agronomist, Amara Diallo, said.",
            "We have lost",
            "Amara Diallo",
        ),
        ("“We have lost the harvest,” Mrs. Amara Diallo said.", "We have lost", "Amara Diallo"),
        (
            "Two diplomats familiar with the talks said a deal was near.",
            "a deal was near",
            "Two diplomats familiar with the talks",
        ),
        ("The Kremlin said the talks had failed.", "the talks had failed", "The Kremlin"),
    ],
)
def test_styles_of_attribution(text: str, words: str, name: str) -> None:
    """Inverted, labelled, signed, passive, nominal, reordered, misspelt: the speaker is found all the same."""
    assert speaker_of(text, words) == name


def test_a_quotation_broken_by_its_cue_is_one_attribution() -> None:
    """Pieces of one act of speech stay together; `parted` counts the sentences that begin anew after the cue."""
    text = "“I think,” Lena Brandt said, “that we will win. We always do.” “Unless it rains,” she said. “It will.”"
    found = attribute([page(text)], [], parser())
    assert [[s.of(text) for s in each.spans] for each in found] == [
        ["I think,", "that we will win. We always do."],
        ["Unless it rains,", "It will."],
    ]
    assert [len(parted(each, text)) for each in found] == [1, 2]


def test_a_speech_of_several_paragraphs_is_one_attribution() -> None:
    """An opening mark at the head of each paragraph carries the speech on; the last one closes it."""
    text = (
        "Mayor Olga Brenner said: “The bridge is old.\n\n“It has carried our town for a century.\n\n"
        "“Now it must go.”\n\nThe council votes in May."
    )
    (found,) = attribute([page(text)], [], parser())
    assert len(found.spans) == 3
    assert found.source is not None
    assert found.source.name == "Olga Brenner"


def test_kinds() -> None:
    """Direct between marks, indirect without, mixed with a quoted part."""
    text = (
        "“It is over,” Lena Brandt said. She said the team had played badly. "
        "She called the referee a “blind man with a whistle”."
    )
    found = attribute([page(text)], [], parser())
    assert [each.kind for each in found] == [SpeechKind.DIRECT, SpeechKind.INDIRECT, SpeechKind.MIXED]


def test_titles_and_scare_quotes_are_no_speech() -> None:
    """A work's title, a nickname and a so-called word are not attributed to anybody."""
    text = (
        "He starred in “House of Winter” and in “The Long Way Home,” two films of the seventies.\n\n"
        "The so-called “ghost fleet” left the bay, and Peter “Red” Malone retired in 2004."
    )
    assert said(text) == []


def test_pronouns_follow_the_evidence_of_the_text() -> None:
    """An honorific outweighs what a given name suggests."""
    text = (
        "Mrs. Jordan Clarke met the inspector Martin Weiss on Tuesday. Clarke was tired, and her lawyer was too. "
        "“I have nothing to hide,” she said."
    )
    assert speaker_of(text, "I have nothing") == "Jordan Clarke"


def test_a_family_lends_the_name() -> None:
    """A copy that prints "he" beside the same words gets the name that its sister prints, and says how."""
    one = page("“The valley will be evacuated before nightfall,” said Governor Emil Novak on the radio.", "a")
    two = page("Smoke rose over Dornau. “The valley will be evacuated before nightfall,” he said on the radio.", "b")
    alone = attribute([one, two], [], parser())
    assert [each.source and each.source.name for each in alone] == ["Emil Novak", "he"]
    together = attribute([two, one], [["b", "a"]], parser())
    assert [(each.source and each.source.name, each.source and each.source.how) for each in together] == [
        ("Emil Novak", "named"),
        ("Emil Novak", "family"),
    ]


def test_pages_that_name_two_people_keep_their_own() -> None:
    """A disagreement about the speaker is a finding: each page's own name stays, with less support."""
    one = page("“The valley will be evacuated before nightfall,” said Emil Novak.", "a")
    two = page("“The valley will be evacuated before nightfall,” said Karl Dietz.", "b")
    alone = attribute([one, two], [], parser())
    together = attribute([one, two], [["a", "b"]], parser())
    assert [each.source and each.source.name for each in together] == ["Emil Novak", "Karl Dietz"]
    for before, after in zip(alone, together, strict=True):
        assert before.source is not None
        assert after.source is not None
        assert after.source.support < before.source.support


def test_input_order_changes_nothing() -> None:
    """Attributions ascend by page and place, whatever the order of the articles and families."""
    articles = [page(HARBOUR, "b"), page(HARBOUR.replace("Ekeland told", "he told"), "a")]
    forward = attribute(articles, [["a", "b"]], parser())
    assert forward == attribute(articles[::-1], [["b", "a"]], parser())
    assert list(forward) == sorted(forward, key=lambda each: (each.page, each.span.start, each.span.end))


def test_a_page_without_speech_loads_no_model() -> None:
    """No mark and no verb of saying: the parser stays out of memory; so it does for another language."""
    fresh = Parser()
    quiet = page("The river rose by two metres overnight. Fields lie under water from Dornau to the sea.")
    foreign = page("„Der Damm hält“, sagte Paul Reis.", language="de")
    assert attribute([quiet, foreign], [], fresh) == ()
    assert not fresh.is_loaded


def _whole(text: str) -> tuple[Attribution, ...]:
    return attribute([page(text)], [], parser())


@pytest.mark.parametrize(
    "text",
    [
        "“Open and never closed, he said. More words follow here.\n\nAnother paragraph “ with a stray mark ” and more.",
        "AID CONVOY REACHES DORNAU\n\n“WE ARE SAFE,” MAYOR OLGA BRENNER SAID. SHE THANKED THE DRIVERS.",
        "Q. Did you sign it?\nA. No.\nQ: Why not?\nA: Because “nobody asked me.”\n",
        "“”\n“ ”\n\"\"\n''\n„",
        "• “First”\n• “Second”\n• “Third,” she said\n",
        "@port_velmar: “closed” #sad https://example.org/a?b=“c”",
        "\u2028“A line.”\u2029 he said\x00 “B.”",
    ],
)
def test_odd_text_is_survived(text: str) -> None:
    """Unbalanced marks, capitals, transcripts, lists and control characters: spans stay inside one paragraph each."""
    for each in _whole(text):
        for piece in each.spans:
            assert "\n" not in piece.of(text)
            assert piece.of(text).strip()
