"""What people see of statements: disputes first, every wording, the sentence around a claim, who was named how."""

from __future__ import annotations

import io
import re
from html import unescape

from hypothesis import given, strategies as st
from writers_event import event, place, statement

from filiation.writers import record as r
from filiation.writers.report_said import context, disputes, names, wordings
from filiation.writers.terminal import render_summary
from filiation.writers.terminal_said import page_numbers

TEXTS = {
    "1": "The ferry Alma sank off Vesk with 31 people aboard, the coast guard said.",
    "2": "The ferry Alma sank off Vesk with 37 people aboard, the coast guard said.",
    "3": "The old ferry Alma went down off Vesk with 31 people aboard, the coast guard said.",
    "4": "Off Vesk the sea was calm. Nobody had seen the Alma leave.",
}
WORDS = {
    "1": "The ferry Alma sank off Vesk with 31 people aboard",
    "2": "The ferry Alma sank off Vesk with 37 people aboard",
    "3": "The old ferry Alma went down off Vesk with 31 people aboard",
}
FIGURE = r.ConflictRecord(
    "figure",
    "figures differ",
    [
        r.SideRecord("31 people", [place(TEXTS, "1", WORDS["1"]), place(TEXTS, "3", WORDS["3"])]),
        r.SideRecord("37 people", [place(TEXTS, "2", WORDS["2"])]),
    ],
)


def plain(words):
    """Return the words of HTML without what is struck out."""
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"<del>.*?</del> ?", "", str(words))))


def test_a_dispute_is_told_once():
    """A conflict of two statements with the same sides is one dispute; it says what is asked, and who tells what."""
    told = [statement(TEXTS, WORDS, conflicts=[FIGURE]), statement(TEXTS, WORDS, conflicts=[FIGURE], name="s2")]
    (found,) = disputes(event(TEXTS, told, families=["12"]))
    assert found.question == "How many"
    assert [(side.told, [at.page for at in side.places], side.reports) for side in found.sides] == [
        ("31 people", ["1", "3"], 2),
        ("37 people", ["2"], 1),
    ]


def test_wordings_are_the_pages_words():
    """Without what is struck out each wording is its page's; the one that is shown comes first, unmarked."""
    view = event(TEXTS, [statement(TEXTS, WORDS)])
    found = wordings(view, view.statements[0])
    assert found is not None
    assert found.total == 3
    assert [plain(each.words) for each in found.shown] == list(WORDS.values())
    first, second, third = (str(each.words) for each in found.shown)
    assert "<" not in first
    assert "<del>31</del> <ins>37</ins>" in second
    assert "<ins>old</ins>" in third
    assert "<del>sank</del> <ins>went down</ins>" in third


WORD = st.sampled_from(["ferry", "sank", "31", "<b>", "“aboard”", "off", "Vesk", "&amp;", "the"])


@given(st.lists(st.lists(WORD, min_size=1, max_size=12).map(" ".join), min_size=2, max_size=5))
def test_any_wordings_keep_every_character(sentences):
    """Whatever two wordings are, marking their differences loses and adds no character of a page."""
    texts = {str(number): f"{words}\n" for number, words in enumerate(sentences)}
    told = {page: text[:-1] for page, text in texts.items()}
    view = event(texts, [statement(texts, told)])
    found = wordings(view, view.statements[0])
    shown = found.shown if found else []
    assert all(plain(each.words) == told[each.places[0].page] for each in shown)
    assert sorted(at.page for each in shown for at in each.places) == (sorted(texts) if found else [])


def test_quotation_marks_make_no_wording():
    """Wordings that differ by typography alone are one."""
    texts = {"1": "“Stay away – it’s deep,” she said.", "2": '"Stay away - it\'s deep," she said.'}
    told = {"1": "Stay away – it’s deep,", "2": "Stay away - it's deep,"}
    view = event(texts, [statement(texts, told, kind="direct", speaker="Ona Brill")])
    assert wordings(view, view.statements[0]) is None


def test_a_claim_stands_in_its_sentence():
    """Before and after a claim stand the words of its sentence; speech, and a whole sentence, stand alone."""
    told = {"1": "31 people aboard"}
    view = event(TEXTS, [statement(TEXTS, told)])
    around = context(view, view.statements[0])
    assert around is not None
    assert f"{around[0]}{told['1']}{around[1]}" == TEXTS["1"]
    speech = event(TEXTS, [statement(TEXTS, told, kind="indirect", speaker="the coast guard")])
    assert context(speech, speech.statements[0]) is None
    whole = event(TEXTS, [statement(TEXTS, {"4": "Off Vesk the sea was calm"})])
    assert context(whole, whole.statements[0]) is None


def test_how_each_page_names_the_speaker():
    """Mentions other than the name are told with their pages; nothing where all use the name."""

    def quote(page, mention):
        words, named = place(TEXTS, page, WORDS[page]), place(TEXTS, page, mention)
        source = r.SourceRecord(named.start, named.end, mention, "Vesk coast guard", "surname", 0.9)
        return r.QuoteRecord(page, words.start, words.end, [], WORDS[page], "indirect", None, source, 0.9)

    said = statement(TEXTS, WORDS, kind="indirect", speaker="Vesk coast guard")
    view = event(TEXTS, [said], quotes=[quote(page, "the coast guard") for page in "123"])
    (found,) = names(view, said)
    assert (found.mention, [at.page for at in found.places]) == ("the coast guard", ["1", "2", "3"])
    same = statement(TEXTS, WORDS, kind="indirect", speaker="the coast guard")
    assert names(view, same) == []


def summary(view):
    stream = io.StringIO()
    render_summary(r.DossiersRecord([view.dossier], []), stream)
    return stream.getvalue()


def test_the_terminal_says_disputes_first():
    """What pages disagree about stands before what they say, a line a side, within the width; then what is dated."""
    texts = {page: f"{text[:-1]} on Tuesday." for page, text in TEXTS.items()}
    clock = r.VersionClockRecord(
        "2", r.ClockRecord("2024-06-09", "page"), "2024-05-09", "family", 0.8, "it is of 2024-06-09"
    )
    told = summary(event(texts, [statement(texts, WORDS, conflicts=[FIGURE])], clocks=[clock]))
    lines = told.splitlines()
    assert max(map(len, lines)) <= 100
    at = next(n for n, line in enumerate(lines) if line.startswith("Disputed   How many: The ferry"))
    assert lines[at + 1].split() == ["31", "people", "1", "3"]
    assert lines[at + 2].split() == ["37", "people", "2"]
    assert told.index("Disputed") < told.index("1 report   The ferry") < told.index("Clocks") < told.index("When ")
    assert "2: it is of Sun 9 Jun 2024" in told


@given(st.sets(st.integers(0, 60), min_size=1))
def test_page_numbers_are_told_by_runs(numbers):
    """Runs are told by their ends; read back they are the same numbers."""
    texts = {str(number): "The sea was calm." for number in range(61)}
    told = page_numbers(EVERY, map(str, numbers))
    read = set()
    for part in told.split():
        first, _, last = part.partition("–")
        read |= set(range(int(first), int(last or first) + 1))
    assert read == numbers
    assert len(texts) == 61


EVERY = event({str(number): "The sea was calm." for number in range(61)})


def test_other_names_stay():
    """Pages that go by letters are told one by one."""
    view = event({"a": "Calm.", "b": "Calm.", "c": "Calm."})
    assert page_numbers(view, ["c", "a", "b"]) == "a b c"
