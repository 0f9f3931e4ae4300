"""What people see of time: a row a value, what happened then, a picture, and which clocks were not used."""

from __future__ import annotations

import re
from dataclasses import replace

from writers_event import event, statement

from filiation.writers import record as r
from filiation.writers.happenings import happenings
from filiation.writers.report import render_report
from filiation.writers.report_when import WhenView

TEXTS = {
    "1": "The Alma sank on Tuesday. Divers will go down on Friday. She was built in 1961.",
    "2": "The Alma went down on Tuesday. Divers will go down on Friday.",
    "3": "Prices of eel fell on Tuesday. Rain is expected this week.",
}
SANK = statement(TEXTS, {"1": "The Alma sank on Tuesday", "2": "The Alma went down on Tuesday"})


def told(view):
    return {
        moment.value: [([at.page for at in each.places], each.reports) for each in happenings(view, moment)]
        for moment in view.moments
    }


def test_what_happened_is_told_once():
    """Sentences of one statement, or in the same words, are one happening; others of that day are others."""
    assert told(event(TEXTS, [SANK], families=["12"])) == {
        "1961": [(["1"], 1)],
        "2024-W19": [(["3"], 1)],
        "2024-05-07": [(["1", "2"], 1), (["3"], 1)],
        "2024-05-10": [(["1", "2"], 1)],
    }
    apart = told(event(TEXTS, [SANK]))
    assert apart["2024-05-07"] == [(["1", "2"], 2), (["3"], 1)]
    assert told(event(TEXTS))["2024-05-07"] == [(["1"], 1), (["2"], 1), (["3"], 1)]


def test_rows_and_pictures():
    """Every value has a row; what lies far from the days is told apart; a value has just one shape."""
    when = WhenView(event(TEXTS, [SANK]))
    assert [(row.moment.value, row.is_far, row.reports) for row in when.rows] == [
        ("1961", True, 1),
        ("2024-W19", False, 1),
        ("2024-05-07", False, 2),
        ("2024-05-10", False, 2),
    ]
    shapes = [re.findall(r"<(circle|rect) class", str(row.picture)) for row in when.rows]
    assert shapes == [["rect"], ["rect"], ["circle"], ["circle"]]
    assert "The Alma sank on <mark" in str(when.rows[2].told[0].words)


def test_clocks():
    """A clock that was not used is told with its pages; a page without one apart from it."""
    printed = r.ClockRecord("2024-06-09T08:30", "page")
    clocks = [
        r.VersionClockRecord("1", printed, "2024-05-09", "family", 0.8, "late"),
        r.VersionClockRecord("2", None, "2024-05-09", "family", 0.8, "none"),
        r.VersionClockRecord("3", r.ClockRecord("2024-05-09", "url"), "2024-05-09", "page", 0.9, None),
    ]
    when = WhenView(event(TEXTS, clocks=clocks))
    assert [(each.told, each.pages) for each in when.unused] == [("late", ["1"])]
    assert [(each.told, each.pages) for each in when.borrowed] == [("none", ["2"])]
    assert when.printed_in_words() == (
        "2 of 3 pages tell when they were printed: first Thu 9 May 2024, last Sun 9 Jun 2024, 08:30."
    )


def test_an_older_dossier_is_shown():
    """A dossier that was saved before clocks and extents were has its dates without a picture."""
    dossier = event(TEXTS, [SANK]).dossier
    bare = [replace(each, first=None, past=None) for each in dossier.timeline]
    html = render_report(r.DossiersRecord([replace(dossier, clocks=[], timeline=bare)], []))
    assert "Tue 7 May 2024" in html
    assert 'class="track"' not in html


def test_hostile_dates():
    """Values that are in no calendar, clocks that are none and marks in the words do no harm."""
    texts = {"1": "<b>The Alma</b> & others sank on Tuesday."}
    view = event(texts)
    odd = [
        replace(view.moments[0], value=value, first=None, past=None)
        for value in ("2024-02-31", "2024-W99", "9999-99", "<script>")
    ]
    clocks = [r.VersionClockRecord("1", r.ClockRecord("yesterday", "page"), "2024-05-09", "page", 1.0, "<i>odd</i>")]
    dossier = replace(view.dossier, timeline=[*view.dossier.timeline, *odd], clocks=clocks)
    html = render_report(r.DossiersRecord([dossier], []))
    assert "<b>The Alma" not in html
    assert "&lt;b&gt;The Alma&lt;/b&gt; &amp; others sank on" in html
    assert "<i>odd" not in html
    assert "<script>" not in html.split("<main")[1].split("</main>")[0]


def test_a_page_without_an_end_of_sentence():
    """A line of 60,000 characters full of dates, on several pages, is told as any other."""
    line = "on Tuesday and in 1987 and at noon on 3 March 2024 they met and " * 1_000
    texts = {str(number): f"{number} {line}" for number in range(3)}
    html = render_report(r.DossiersRecord([event(texts).dossier], []))
    assert html.count("Tue 7 May 2024") >= 1
