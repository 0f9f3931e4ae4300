"""A dossier of a few pages that word the same things differently, for the tests of what people see of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from filiation.article import Article
from filiation.text import Span, paragraphs
from filiation.timeline import Anchor, AnchorSource, build_timeline, tag_dates
from filiation.writers import record as r
from filiation.writers.report_event import EventView

DAY = "2024-05-09"


def event(
    texts: Mapping[str, str],
    statements: Sequence[r.StatementRecord] = (),
    *,
    families: Sequence[Sequence[str]] = (),
    quotes: Sequence[r.QuoteRecord] = (),
    clocks: Sequence[r.VersionClockRecord] = (),
) -> EventView:
    """Return pages (named as in ``texts``, all written on `DAY`) as a dossier; each family is one report."""
    bodies = {name: list(paragraphs(text)) for name, text in texts.items()}
    articles = [
        Article(page=name, path=name, sha256="", text=text, body=tuple(bodies[name]), language="en")
        for name, text in texts.items()
    ]
    anchor = Anchor(DAY, AnchorSource.PAGE, 1.0)
    moments = build_timeline(mention for article in articles for mention in tag_dates(article, anchor))
    alone = [[name] for name in texts if not any(name in family for family in families)]
    return EventView(
        1,
        r.DossierRecord(
            pages=[_page(name, text, bodies[name]) for name, text in texts.items()],
            traditions=[
                r.TraditionRecord(family[0], [r.WitnessRecord(name, name) for name in family], [])
                for family in (*families, *alone)
            ],
            collations=[],
            stemmata=[],
            statements=list(statements),
            timeline=[
                r.MomentRecord(
                    each.value,
                    each.precision,
                    [
                        r.MentionRecord(m.page, m.span.start, m.span.end, m.span.of(texts[m.page]), DAY, 1.0)
                        for m in each.mentions
                    ],
                    each.extent and each.extent.start.isoformat(timespec="minutes"),
                    each.extent and each.extent.end.isoformat(timespec="minutes"),
                )
                for each in moments
            ],
            independent_reports=r.CountRecord(len(families) + len(alone), 1, len(texts)),
            excerpts=[],
            refused=[],
            collapses=[r.CollapseRecord(list(family), "one dispatch") for family in families],
            quotes=list(quotes),
            reason="",
            support=1.0,
            clocks=list(clocks) or [r.VersionClockRecord(name, None, DAY, "page", 1.0, None) for name in texts],
        ),
    )


def statement(
    texts: Mapping[str, str],
    words: Mapping[str, str],
    *,
    kind: str = "claim",
    speaker: str | None = None,
    conflicts: Sequence[r.ConflictRecord] = (),
    name: str = "s1",
) -> r.StatementRecord:
    """Return a statement that pages word as ``words`` tells; the first page's wording is shown."""
    return r.StatementRecord(
        name,
        kind,
        next(iter(words.values())),
        r.SpeakerRecord(speaker, speaker) if speaker else None,
        [place(texts, page, told) for page, told in words.items()],
        r.CountRecord(1, 1, 1),
        [list(words)],
        list(conflicts),
    )


def place(texts: Mapping[str, str], page: str, words: str) -> r.PlaceRecord:
    """Return where a page has some words first."""
    at = texts[page].index(words)
    return r.PlaceRecord(page, at, at + len(words))


def _page(name: str, text: str, body: Sequence[Span]) -> r.TracedPageRecord:
    return r.TracedPageRecord(
        page=name,
        path=name,
        url=None,
        sha256="0" * 64,
        text=text,
        title=None,
        body=[r.SpanRecord(span.start, span.end) for span in body],
        language="en",
        bylines=[],
        byline_spans=[],
        contributors=[],
        editors=[],
        agency=None,
        dateline=None,
        published=None,
        updated=None,
        outlet=None,
        siglum=name,
        spun=r.SpunRecord(0.0, []),
        extra={},
    )
