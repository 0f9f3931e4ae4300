"""Speakers on invented pages: the name alone, and the person whom the sentence itself names."""

from __future__ import annotations

from functools import cache

import pytest

from filiation.article.article import Article
from filiation.testimony import Attribution, Parser, SpeechKind, attribute, parted
from filiation.text import Span


@cache
def parser() -> Parser:
    return Parser()


def page(text: str, name: str = "p") -> Article:
    return Article(page=name, path=name, sha256="", text=text, body=(Span(0, len(text)),), language="en")


def spoken(text: str, words: str) -> list[Attribution]:
    """Return the attributions, parted, whose content holds ``words``."""
    every = [part for each in attribute([page(text)], [], parser()) for part in parted(each, text)]
    return [each for each in every if any(words in span.of(text) for span in each.spans)]


def names(text: str, words: str) -> set[str | None]:
    return {each.source.name if each.source else None for each in spoken(text, words)}


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Acting Regional Water Commissioner Yevka Strandholm", "Yevka Strandholm"),
        ("Deputy Interior Minister Tovar Belqis", "Tovar Belqis"),
        ("Brigadier General Osk Marenko, the army's chief engineer,", "Osk Marenko"),
        ("Lt. Col. Brannoc Vey", "Brannoc Vey"),
        ("Sen. Odalys Prine (D-Vermont)", "Odalys Prine"),
        ("Sir Aldous Wetherby-Knox, the chairman,", "Aldous Wetherby-Knox"),
        ("Tomasz Zielonka, 54, who farms beside the canal,", "Tomasz Zielonka"),
        ("Juma Okello-Baptiste, a retired signalman on holiday,", "Juma Okello-Baptiste"),
        ("Marit Solvang – head of the growers' union –", "Marit Solvang"),
        ("the company's chief executive, Petronella Haas,", "Petronella Haas"),
        ("Professor Henrike de Boer of the University of Aldmoor", "Henrike de Boer"),
        ("Tired and hoarse, Marit Solvang, who leads the growers,", "Marit Solvang"),
        ("White House press secretary Ilka Braun", "Ilka Braun"),
        ("Mr Belqis", "Belqis"),
        ("the Foreign Ministry", "the Foreign Ministry"),
        ("Rift Energy, which owns the canal,", "Rift Energy"),
        ("General Motors", "General Motors"),
    ],
)
def test_a_speaker_is_the_name_alone(mention: str, name: str) -> None:
    """Offices, ranks, ages, appositions and relative clauses are no part of a name; bodies keep theirs whole."""
    text = f"“The pumps have failed twice this year,” {mention} said on Tuesday."
    assert names(text, "The pumps have failed") == {name}


def test_an_office_that_no_list_knows_goes_with_the_first_name() -> None:
    """What a synonym spinner leaves of "Health Secretary" is still no part of the name."""
    text = "Wellness Clerk Ilka Braun stated the wards were full. “We closed two of them,” she stated."
    assert names(text, "We closed two") == {"Ilka Braun"}


def test_a_surname_that_speaks_proves_the_full_name() -> None:
    """A name that no recogniser knows is a person's where its last word speaks elsewhere on the page."""
    text = "Quorl Vaskerd kept the lighthouse.\n\n“Nobody came that night,” Vaskerd said."
    assert names(text, "Nobody came") == {"Quorl Vaskerd"}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Katya Dorn spread the map. “Here is the breach we have to close.”", "Here is", "Katya Dorn"),
        ("Asked about the dam, Katya Dorn shook her head: “Not for a week.”", "Not for a week", "Katya Dorn"),
        ("Katya Dorn's answer was short: “Not for a week.”", "Not for a week", "Katya Dorn"),
        ("“Not for a week or a month”, as Katya Dorn put it.", "Not for a week", "Katya Dorn"),
        ("“Not for a week or a month” was Katya Dorn's answer.", "Not for a week", "Katya Dorn"),
        ("“Not for a week” is a line that Katya Dorn, the mayor, has used.", "Not for a week", "Katya Dorn"),
        ("“Not for a week”: with these words Katya Dorn left the hall.", "Not for a week", "Katya Dorn"),
        ("“Not for a week,” shrugged Katya Dorn.", "Not for a week", "Katya Dorn"),
        ("“Not for a week,” Katya Dorn, her sleeves still wet, told us.", "Not for a week", "Katya Dorn"),
        ("The law, wrote Judge Bram Oduya, “does not bend because a river does”.", "does not bend", "Bram Oduya"),
        ("The bridge, Bram Oduya warned, “will not stand another winter”.", "will not stand", "Bram Oduya"),
        ("Help is free, Bram Oduya promised, “because a flood sends no bill”.", "because a flood", "Bram Oduya"),
        (
            "It was a matter for Bram Oduya, head of Dornau Ports, who insisted he could wait “longer than the banks”.",
            "longer than the banks",
            "Bram Oduya",
        ),
        (
            "Bram Oduya was aboard. Its owner, Lise Mortagne, was not. “I have seen worse,” she said.",
            "I have seen worse",
            "Lise Mortagne",
        ),
        (
            "“It was calm,” Bram Oduya said.\n\nIt took Judge Arvid Lunde an hour to read it all. “You knew,” he ended.",
            "You knew",
            "Arvid Lunde",
        ),
    ],
)
def test_whom_the_sentence_names_speaks(text: str, words: str, name: str) -> None:
    """Unusual cues and interrupted clauses: the speaker is told by the sentence, or by the one right before."""
    assert names(text, words) == {name}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("She said the court had “confused bad luck with guilt” and would appeal.", "confused bad", "She"),
        ("In the words of Katya Dorn, “nobody who saw that water will sleep well”.", "nobody who saw", "Katya Dorn"),
        ("Bram Oduya described the night as “a lesson in how little we own”.", "a lesson in", "Bram Oduya"),
        ("They were wounds that Katya Dorn, a nurse, called “the kind that heal”.", "the kind that heal", "Katya Dorn"),
        ("To Bram Oduya the verdict is “a bill that nobody will ever pay”.", "a bill that nobody", "Bram Oduya"),
        ("Bram Oduya told the council on Friday: the dam “has to be gone by June”.", "has to be gone", "Bram Oduya"),
    ],
)
@pytest.mark.parametrize("marks", ["“”", '""', "‘’"])
def test_partial_quotations_are_located(text: str, words: str, name: str, marks: str) -> None:
    """Words in marks inside a sentence are found by themselves, whatever reports them and whatever the house's marks."""
    text = text.replace("“", marks[0]).replace("”", marks[1])
    inner = text[text.index(marks[0]) + 1 : text.rindex(marks[1])]
    found = spoken(text, words)
    assert {each.source.name for each in found if each.source} == {name}
    assert any(2 * len(inner) > len(each.span) for each in found)


def test_parting_gives_quoted_parts_beside_the_whole() -> None:
    """The whole of mixed speech stays, its quoted part stands beside it as direct speech of the same source."""
    text = "Lena Brandt said the harbour was “older than the town itself” and that boats would be moved before winter."
    (whole,) = attribute([page(text)], [], parser())
    first, quoted = parted(whole, text)
    assert first == whole
    assert (quoted.kind, quoted.span.of(text)) == (SpeechKind.DIRECT, "older than the town itself")
    assert (quoted.source, quoted.cue) == (whole.source, whole.cue)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry has no immediate plans to leave the alliance.",
        "The ministry rejected the offer of talks.",
        "The ministry did not say that the valve was safe.",
    ],
)
def test_what_states_nothing_has_little_support(text: str) -> None:
    """Content without a finite verb, or denied by its cue, would mislead beside a name: below one half."""
    assert all(each.support < 0.5 for each in attribute([page(text)], [], parser()))


def test_no_speaker_lowers_support() -> None:
    """The same words have less support where nobody is told to have said them."""
    (told,) = attribute([page("“We are not afraid of the winter,” said Lena Brandt.")], [], parser())
    (untold,) = attribute([page("“We are not afraid of the winter.”")], [], parser())
    assert untold.source is None
    assert untold.support < told.support


@pytest.mark.parametrize(
    "text",
    [
        "The play “A House with Nine Doors” opens in May.",
        "He drove the so-called “road to nowhere at all” every day.",
        "The ship, named “Star of the Northern Sea”, left the bay.",
    ],
)
def test_titles_inside_sentences_are_not_speech(text: str) -> None:
    """Looking for partial quotations finds no speech where nothing reports it."""
    assert attribute([page(text)], [], parser()) == ()
