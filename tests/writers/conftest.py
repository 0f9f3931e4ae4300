"""A small dossier, written by hand, hostile on purpose."""

from __future__ import annotations

import pytest

from filiation.writers import record as r

SCRIPT = "<script>alert('x')</script>"
TEXT_A = f"Dam {SCRIPT} overflows\nRescuers moved 4,300 people.\nMenu\n"
TEXT_B = "Dam overflows\nRescuers moved 4,500 people.\x1b[31m\n"


def page(name: str, text: str, spun: float) -> r.TracedPageRecord:
    title_end = text.index("\n")
    body_end = text.index("\n", title_end + 1)
    return r.TracedPageRecord(
        page=name,
        path=f"saved/{name}",
        url=f"https://{name}.example/?a=1&b=<x>",
        sha256="0" * 64,
        text=text,
        title=r.TextRecord(0, title_end, text[:title_end]),
        body=[r.SpanRecord(title_end + 1, body_end)],
        language="en",
        bylines=[f"Ada {SCRIPT} Holm"],
        byline_spans=[],
        contributors=[],
        editors=[],
        agency=r.AgencyRecord("Tamsel Wire", None, None) if name == "a" else None,
        dateline=None,
        published=r.ClockRecord("2024-03-03T10:00", "page") if name == "a" else None,
        updated=None,
        outlet=f"Post {SCRIPT}" if name == "a" else None,
        siglum=name,
        spun=r.SpunRecord(spun, [r.PhraseRecord(0, 3, text[:3], "Dyke", "test", None, 0.9)] if spun else []),
        extra={"row": 1},
    )


@pytest.fixture
def stemma() -> r.StemmaRecord:
    return r.StemmaRecord(
        id="A",
        root="α",
        nodes=[
            r.NodeRecord("a", "extant", "a", None),
            r.NodeRecord("b b", "extant", "b", None),
            r.NodeRecord("c", "extant", None, None),
            r.NodeRecord("α", "archetype", None, "first lead"),
        ],
        descents=[
            r.DescentRecord("α", "a", 0.9, 1.0, True, [], "copied whole"),
            r.DescentRecord("a", "b b", 0.8, 0.7, True, [], 'cut "1" of 2'),
            r.DescentRecord("α", "b b", 0.5, 0.3, True, [], "took <one> passage"),
            r.DescentRecord("α", "c", 0.7, 1.0, True, [], "copied whole"),
        ],
        root_support=0.8,
        root_reason="the clock of a",
        alternatives=[],
    )


@pytest.fixture
def dossiers() -> r.DossiersRecord:
    a, b = page("a", TEXT_A, 0.0), page("b", TEXT_B, 0.9)
    spans = [a.body[0], b.body[0]]
    tree = r.StemmaRecord(
        "A",
        "a",
        [r.NodeRecord("a", "extant", "a", None), r.NodeRecord("b", "extant", "b", None)],
        [r.DescentRecord("a", "b", 0.9, 1.0, True, [r.EvidenceRecord("b", "b", 14, 20)], "changed a fact")],
        0.7,
        "the clock of a",
        [],
    )
    places = [r.PlaceRecord("a", spans[0].start, spans[0].end), r.PlaceRecord("b", spans[1].start, spans[1].end)]
    return r.DossiersRecord(
        dossiers=[
            r.DossierRecord(
                pages=[a, b],
                traditions=[
                    r.TraditionRecord("A", [r.WitnessRecord("a", "a"), r.WitnessRecord("b", "b")], []),
                ],
                collations=[
                    r.CollationRecord(
                        "A",
                        [r.WitnessRecord("a", "a"), r.WitnessRecord("b", "b")],
                        [r.RowRecord([spans[0], spans[1]])],
                        [
                            r.UnitRecord(
                                2,
                                3,
                                "fact",
                                [
                                    r.ReadingRecord(["a"], "4,300", [_find(TEXT_A, "4,300")]),
                                    r.ReadingRecord(["b"], "4,500", [_find(TEXT_B, "4,500")]),
                                ],
                            )
                        ],
                    )
                ],
                stemmata=[tree],
                statements=[
                    r.StatementRecord(
                        "s1",
                        "direct",
                        f"=Rescuers {SCRIPT} moved",
                        r.SpeakerRecord(f"Ada {SCRIPT}", "she"),
                        places,
                        r.CountRecord(1, 1, 2),
                        [["a", "b"]],
                        [
                            r.ConflictRecord(
                                "figure",
                                "figures differ: 4,300 against 4,500",
                                [r.SideRecord("4,300", places[:1]), r.SideRecord("4,500", places[1:])],
                            )
                        ],
                    )
                ],
                timeline=[r.MomentRecord("2024-03-03", "day", [r.MentionRecord("a", 0, 3, "Dam", None, 1.0)])],
                independent_reports=r.CountRecord(1, 1, 2),
                excerpts=[],
                refused=[],
                collapses=[r.CollapseRecord(["a", "b"], "one dispatch of Tamsel Wire")],
                quotes=[
                    r.QuoteRecord("a", 0, 3, [r.SpanRecord(0, 3)], "Dam", "direct", None, None, 0.9),
                ],
                reason="",
                support=1.0,
            )
        ],
        rejected=[r.RejectionRecord(f"c{SCRIPT}", "archive", "empty")],
    )


def _find(text: str, words: str) -> r.SpanRecord:
    at = text.index(words)
    return r.SpanRecord(at, at + len(words))
