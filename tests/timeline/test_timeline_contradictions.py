"""One statement that pages date differently."""

from __future__ import annotations

from itertools import permutations

from timeline_examples import article, given

from filiation.testimony.statement import Conflict, ConflictKind, Side, Statement, StatementKind, Wording
from filiation.text import Span
from filiation.timeline import contradict, tag_dates


def held(*told: tuple[str, str], conflicts: tuple[Conflict, ...] = ()) -> list[tuple[str, list[str]]]:
    """Return the sides of the conflict between sentences, each written on its day: what is told, and the pages."""
    pages = [article(text, f"page{at}") for at, (text, _) in enumerate(told)]
    mentions = [m for page, (_, day) in zip(pages, told, strict=True) for m in tag_dates(page, given(day))]
    wordings = tuple(Wording(page.page, Span(0, len(page.text))) for page in pages)
    statement = Statement("s1", StatementKind.CLAIM, pages[0].text, None, wordings, conflicts)
    (found,) = contradict([statement], mentions, pages)
    return [
        (side.told, sorted({wording.page for wording in side.wordings}))
        for conflict in found.conflicts
        if conflict.kind is ConflictKind.DATE
        for side in conflict.sides
    ]


def test_same_word_other_day():
    """The same words with one weekday, written in other weeks, tell two days."""
    text = "The ferry Alma ran aground off Vesk on Tuesday."
    assert held((text, "2024-05-09"), (text, "2024-05-23")) == [
        ("Tuesday (2024-05-07)", ["page0"]),
        ("Tuesday (2024-05-21)", ["page1"]),
    ]


def test_other_words_same_day():
    """A weekday, "yesterday" and a date that mean one day do not differ; nor a day and the week that holds it."""
    assert not held(
        ("The ferry Alma ran aground off Vesk on Tuesday.", "2024-05-09"),
        ("The ferry Alma ran aground off Vesk yesterday.", "2024-05-08"),
        ("The ferry Alma ran aground off Vesk on 7 May 2024.", "2024-06-01"),
        ("The ferry Alma ran aground off Vesk this week.", "2024-05-09"),
    )


def test_dates_around():
    """Of several dates the one that has no match on the other page is held against the other's."""
    assert held(
        ("The ferry Alma, built in 1987, ran aground off Vesk on Tuesday.", "2024-05-09"),
        ("The ferry Alma, built in 1987, ran aground off Vesk on Monday.", "2024-05-09"),
    ) == [("Monday (2024-05-06)", ["page1"]), ("Tuesday (2024-05-07)", ["page0"])]


def test_other_things():
    """Two sentences that share few words tell of two things that happened, and may be of two days."""
    assert not held(
        ("The ferry Alma ran aground off Vesk on Tuesday.", "2024-05-09"),
        ("Divers will go down to the Alma off Vesk again on Friday, said the coast guard in Ormund.", "2024-05-09"),
    )


def test_a_date_beyond_the_wording():
    """The day on which somebody said it stands in the sentence, outside of what was said; it counts."""
    pages = [
        article(f"The harbour stays shut until the tide turns, master Ona Brill said on {day}.", f"page{at}")
        for at, day in enumerate(("Monday", "Wednesday"))
    ]
    mentions = [m for page in pages for m in tag_dates(page, given("2024-05-09"))]
    wordings = tuple(Wording(page.page, Span(0, 43)) for page in pages)
    (found,) = contradict([Statement("s1", StatementKind.INDIRECT, "", None, wordings, ())], mentions, pages)
    assert [side.told for side in found.conflicts[0].sides] == ["Monday (2024-05-06)", "Wednesday (2024-05-08)"]
    assert all(
        wording.span.of(pages[int(wording.page[-1])].text) in side.told
        for side in found.conflicts[0].sides
        for wording in side.wordings
    )


def test_told_already():
    """A statement that has a conflict about a date keeps that one alone."""
    text = "The ferry Alma ran aground off Vesk on Tuesday."
    known = Conflict(ConflictKind.DATE, "days differ", (Side("a", (Wording("page0", Span(0, 3)),)),))
    assert held((text, "2024-05-09"), (text, "2024-05-23"), conflicts=(known,)) == [("a", ["page0"])]


def test_order_of_pages_does_not_matter():
    """The same pages in another order make the same conflict."""
    text = "The ferry Alma ran aground off Vesk on {}."
    told = [(text.format(day), "2024-05-09") for day in ("Monday", "Tuesday", "Wednesday")]
    sides = [[side for side, _ in held(*order)] for order in permutations(told)]
    assert all(each == sides[0] for each in sides)
    assert len(sides[0]) == 3


def test_a_table_of_dates_is_no_statement():
    """Sentences with hundreds of dates are not held against each other."""
    table = "On {} it rained and " + ", ".join(f"on {day} May 2023 it did not" for day in range(1, 31)) * 40 + "."
    assert not held((table.format("Monday"), "2024-05-09"), (table.format("Tuesday"), "2024-05-09"))
