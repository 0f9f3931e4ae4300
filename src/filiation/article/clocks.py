"""When it was published: which of a page's times is its publication, which its update, and which only tells the crawl."""

from __future__ import annotations

from dataclasses import dataclass, replace

from filiation.article.article import Clock, ClockKind
from filiation.article.layout import Layout
from filiation.article.markup import Markup
from filiation.article.moments import Moment
from filiation.article.printed import PrintedClock, printed_clocks
from filiation.article.year import WIRE_DELAY_DAYS, address_moment, days_between, first_stamp
from filiation.text import Span


@dataclass(frozen=True, slots=True)
class Times:
    """When a page says its report was published and last changed; None where it does not say."""

    published: Clock | None
    updated: Clock | None


def read_times(
    layout: Layout,
    *,
    language: str | None,
    given: str | None,
    url: str | None,
    markup: Markup,
    dateline: Moment | None,
    dateline_span: Span | None,
    captured: str | None = None,
) -> Times:
    """Read a page's clocks.

    A printed clock counts if it is labelled, or stands between headline and body, or beside the byline or credit, and
    holds a whole date; one that contradicts the dateline, stands by a thermometer, or is in another language than the
    report and without a label, is the crawl's. Relative times ("3 hours ago") are none. In doubt: none.

    Args:
        layout: The page around its report.
        language: ISO 639-1 of the body.
        given: The page's publication clock from beside it (a row's ``date``): it wins.
        url: The page's address.
        markup: What its markup tells.
        dateline: The dateline's date, its year as far as the page tells it.
        dateline_span: Where the dateline stands; None where it came beside the page.
        captured: When a crawler fetched the page.
    """
    printed = [p for p in printed_clocks(layout, language) if p.label or _is_credible(p, language, dateline, captured)]
    marked = first_stamp(markup.published, language)
    published = (
        (Clock(given, ClockKind.INPUT) if given else None)
        or _told(_choose(printed, marked), marked)
        or _dated_line(dateline, dateline_span)
        or _address_date(url)
    )
    return Times(published, _updated(printed, markup, language, published))


def _told(choice: Clock | None, marked: Moment | None) -> Clock | None:
    if choice is not None:
        return choice
    return None if marked is None or marked.iso is None else Clock(marked.iso, ClockKind.METADATA)


def _choose(printed: list[PrintedClock], marked: Moment | None) -> Clock | None:
    """Return the printed publication clock, unless the markup tells the same day with a time that it lacks."""
    candidates = [p for p in printed if p.label == "published"] or [p for p in printed if p.label is None]
    for candidate in candidates:
        moment = candidate.moment
        if marked is not None and candidate.label is None and not _same_date(moment, marked):
            continue
        if marked is not None and marked.time is not None and moment.time is None and _same_date(moment, marked):
            return None
        return Clock(str(moment.iso), ClockKind.PAGE, moment.span)
    return None


def _same_date(one: Moment, other: Moment) -> bool:
    days = days_between(one, other)
    return days is not None and abs(days) <= 1  # zones


def _dated_line(dateline: Moment | None, span: Span | None) -> Clock | None:
    return None if dateline is None or dateline.date is None else Clock(dateline.date, ClockKind.DATELINE, span)


def _address_date(url: str | None) -> Clock | None:
    moment = address_moment(url)
    return None if moment is None or moment.date is None else Clock(moment.date, ClockKind.URL)


def _updated(
    printed: list[PrintedClock], markup: Markup, language: str | None, published: Clock | None
) -> Clock | None:
    for candidate in printed:
        if candidate.label == "updated":
            return Clock(str(candidate.moment.iso), ClockKind.PAGE, candidate.moment.span)
    marked = first_stamp(markup.modified, language)
    if marked is None or marked.iso is None:
        return None
    # A change at the very moment of publication is none; a markup's clock counts only beside a publication.
    if published is None or marked.iso[:16] == published.value[:16]:
        return None
    return Clock(marked.iso, ClockKind.METADATA)


def _is_credible(printed: PrintedClock, language: str | None, dateline: Moment | None, captured: str | None) -> bool:
    """Tell whether an unlabelled clock can be the publication's and not the crawl's."""
    moment = printed.moment
    if not printed.placed:
        return dateline is not None and moment.same_day(dateline)
    if language and moment.languages and language not in moment.languages:
        return False
    if captured and moment.date == captured[:10] and (dateline is None or not moment.same_day(dateline)):
        return False
    if dateline is None:
        return True
    day = dateline if dateline.year is not None else replace(dateline, year=moment.year)
    days = days_between(day, moment)
    if days is not None and days < -WIRE_DELAY_DAYS and dateline.year is None:
        days += 365  # 2 January prints a dispatch of 31 December
    return days is not None and -1 <= days <= WIRE_DELAY_DAYS
