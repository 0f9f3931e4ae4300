"""When it was published: which of a page's times is its publication, which its update, and which only tells the crawl."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from filiation.article.agencies import agency_called, mention_pattern
from filiation.article.article import Clock, ClockKind
from filiation.article.layout import Layout
from filiation.article.markup import Markup
from filiation.article.moments import Moment, calendar, find_moments, read_stamp
from filiation.article.names import leading_names
from filiation.text import Span

_PUBLISHED = re.compile(
    r"""(?ix)(?<![^\W_])(?:first\s|originally\s|date\s|article\s|story\s)?(?:published|posted|publish(?:ed)?\sdate|created|issued|released|filed|date|pub\sdate
    | publié(?:e)?|paru|mis\sen\sligne|créé|veröffentlicht|erstellt|erschienen|datum|publicado|publicada|publicación|fecha|data|creado
    | pubblicato|pubblicazione|gepubliceerd|geplaatst|publicerad|publicerat|publisert|udgivet|offentliggjort|julkaistu|opublikowano|dodano
    | publikováno|vydáno|publikované|közzétéve|megjelent|publicat(?:ă)?(?:\sla)?|postat|objavljeno|objavljen|yayınlan(?:ma|dı)|yayın\starihi|diterbitkan|terbit|dipublikasikan
    | опубликован[оа]?|дата\sпубликации|опубліковано|публикувано|објављено|δημοσίευση|δημοσιεύθηκε|đăng|发布时间|发布|发表|發布|公開|掲載|입력|등록|نُشر|نشر(?:\sفي)?|פורסם|प्रकाशित)
    \s?(?:on|at|am|le|el|il|la|op|den|dne)?\s?[:：-]?\s{0,3}"""
)
_UPDATED = re.compile(
    r"""(?ix)(?<![^\W_])(?:last\s|latest\s|date\s|article\s)?(?:updated?|modified|modification|edited|revised|amended|corrected|mise?\sà\sjour|mis\sà\sjour|modifié(?:e)?|actualisé
    | aktualisiert|aktualisierung|stand|zuletzt\saktualisiert|geändert|actualizado|actualizada|actualización|modificado|atualizado|atualizada|atualização
    | aggiornato|aggiornamento|ultimo\saggiornamento|modificato|bijgewerkt|laatst\sbijgewerkt|gewijzigd|uppdaterad|uppdaterat|oppdatert|opdateret|päivitetty|muokattu|aktualizacja|zaktualizowano
    | aktualizováno|aktualizované|frissítve|frissült|actualizat(?:ă)?|ažurirano|posodobljeno|güncelle(?:me|ndi)|diperbarui|pembaruan|обновлен[оа]?|изменено|оновлено|актуализирано|ενημέρωση|ενημερώθηκε
    | cập\snhật|更新时间|更新|修改|수정|تحديث|עודכן|अपडेट(?:ेड)?)
    \s?(?:on|at|am|le|el|il|la|op|den|dne)?\s?[:：-]?\s{0,3}"""
)
_THERMOMETER = re.compile(r"(?<![\d.])[-−–]?\d{1,2}(?:[.,]\d)?\s?°?\s?[CF](?![\w])|\d\s?°")
_RELATIVE = re.compile(
    r"(?i)\b\d{1,2}\s?(?:h|hrs?|hours?|min|mins|minutes?|d|days?|weeks?|months?|years?)\b(?:\sago)?|\bago\b|\bhace\b|\bil y a\b|\bvor\s\d"
)
_PICTURE = re.compile(
    r"(?i)\b(?:photo|photograph|picture|image|file|foto|getty|pool|handout|illustration|archiv|caption|screenshot|bild)\b|/[A-Z]|EPA|©"
)
_FOOT = re.compile(r"(?i)copyright|©|\(c\)|all rights|rights reserved")

_LABEL_REACH = 40
"""Characters in front of a date in which its label stands."""
_MOST_OTHER_LETTERS = 24
"""Letters beside dates, names, agencies and labels above which a line is not a clock's line but prose or a caption."""
_NEAR_ABOVE = 2
"""Lines above a headline in which a labelled or attributed clock may stand."""
_WIRE_DELAY_DAYS = 7
"""A page that prints a dispatch does so at most so many days behind its dateline; a clock further off is another clock."""


@dataclass(frozen=True, slots=True)
class Times:
    """When a page says its report was published and last changed; None where it does not say."""

    published: Clock | None
    updated: Clock | None


@dataclass(frozen=True, slots=True)
class _Printed:
    moment: Moment  # span in the page's text
    label: str | None  # "published", "updated"
    placed: bool  # between headline and body, or beside a byline or a credit


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
    printed = [p for p in _printed(layout, language) if p.label or _is_credible(p, language, dateline, captured)]
    marked = _first_stamp(markup.published, language)
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


def _choose(printed: list[_Printed], marked: Moment | None) -> Clock | None:
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
    days = _days_between(one, other)
    return days is not None and abs(days) <= 1  # zones


def _days_between(earlier: Moment, later: Moment) -> int | None:
    if earlier.year is None or later.year is None:
        return None
    return (dt.date(later.year, later.month, later.day) - dt.date(earlier.year, earlier.month, earlier.day)).days


def _dated_line(dateline: Moment | None, span: Span | None) -> Clock | None:
    return None if dateline is None or dateline.date is None else Clock(dateline.date, ClockKind.DATELINE, span)


def _first_stamp(stamps: Iterable[str], language: str | None) -> Moment | None:
    return next((moment for stamp in stamps if (moment := read_stamp(stamp, language)) is not None), None)


_URL_DATE = re.compile(r"(?<!\d)((?:19[89]|20\d)\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_WORDS = re.compile(
    r"(?i)(?<!\d)((?:19[89]|20\d)\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(0?[1-9]|[12]\d|3[01])(?!\d)"
)


def address_moment(url: str | None) -> Moment | None:
    """Return the date in an address (``/2022/01/12/``, ``/2022/jan/12/``, ``20220112``); None where there is none."""
    if url is None:
        return None
    path = url[:2_000].split("://", 1)[-1].partition("/")[2].partition("?")[0]
    found = _URL_DATE.search(path)
    if found is not None:
        return read_stamp(f"{found[1]}-{found[2]}-{found[3]}")
    worded = _URL_WORDS.search(path)
    return None if worded is None else read_stamp(f"{worded[3]} {worded[2]} {worded[1]}", "en")


def _address_date(url: str | None) -> Clock | None:
    moment = address_moment(url)
    return None if moment is None or moment.date is None else Clock(moment.date, ClockKind.URL)


def _updated(printed: list[_Printed], markup: Markup, language: str | None, published: Clock | None) -> Clock | None:
    for candidate in printed:
        if candidate.label == "updated":
            return Clock(str(candidate.moment.iso), ClockKind.PAGE, candidate.moment.span)
    marked = _first_stamp(markup.modified, language)
    if marked is None or marked.iso is None:
        return None
    # A change at the very moment of publication is none; a markup's clock counts only beside a publication.
    if published is None or marked.iso[:16] == published.value[:16]:
        return None
    return Clock(marked.iso, ClockKind.METADATA)


# ---------------------------------------------------------------------------------------------------------------
# Printed clocks.


def _printed(layout: Layout, language: str | None) -> Iterator[_Printed]:
    text = layout.text
    groups = (
        (layout.head, layout.has_headline),
        (layout.between, layout.has_headline),
        (layout.above[-_NEAR_ABOVE:] if layout.has_headline else layout.above, False),
        (layout.tail, False),
    )
    for lines, placed in groups:
        for at, line in enumerate(lines):
            words = line.of(text)
            moments = [m for m in find_moments(words, language) if m.year is not None]
            if not moments or (_FOOT.search(words) and not _PUBLISHED.search(words)):
                continue
            floor = 0
            plain = is_clock_line(words, moments)
            beside = plain and _is_attributed(text, lines, at, words, moments)
            for moment in moments:
                label = _label(words, floor, moment.span.start) or (
                    _label_above(text, lines, at) if plain and floor == 0 else None
                )
                floor = moment.span.end
                if label is None and not plain:
                    continue
                if label is not None and len(words) > 200 and moment.span.start > 60:
                    continue
                here = replace(moment, span=Span(line.start + moment.span.start, line.start + moment.span.end))
                yield _Printed(here, label, plain and (placed or beside))


def _label(words: str, floor: int, at: int) -> str | None:
    before = words[max(floor, at - _LABEL_REACH) : at]
    found = [
        (match.end(), name)
        for name, pattern in (("published", _PUBLISHED), ("updated", _UPDATED))
        for match in pattern.finditer(before)
    ]
    if not found:
        return None
    end, name = max(found)
    gap = before[end:]
    # Between the label and its date stand at most a weekday, a name ("Published by Jane Doe on …") or signs.
    return name if sum(c.isalpha() for c in gap) <= 22 else None


def _label_above(text: str, lines: tuple[Span, ...], at: int) -> str | None:
    if at == 0 or len(lines[at - 1]) > 30:
        return None
    above = lines[at - 1].of(text).strip()
    for name, pattern in (("published", _PUBLISHED), ("updated", _UPDATED)):
        if pattern.fullmatch(above):
            return name
    return None


def is_clock_line(words: str, moments: list[Moment]) -> bool:
    """Tell whether a line holds dates and little else: names, agencies, labels, "5 min read"."""
    if len(words) > 200 or _PICTURE.search(words) or _THERMOMETER.search(words):
        return False
    rest = words
    for moment in reversed(moments):
        rest = f"{rest[: moment.span.start]} | {rest[moment.span.end :]}"
    rest = _RELATIVE.sub(" ", _UPDATED.sub(" ", _PUBLISHED.sub(" ", rest)))
    letters = 0
    weekdays = calendar().weekdays
    for part in re.split(r"[|•·,;:\n]|\s[-–—]\s|\s{2,}", rest):
        core = re.sub(r"(?i)^\W{0,3}(?:by|von|par|por|from)\s", "", part).strip(" |-–—()")
        if not core or core.casefold().strip(".") in weekdays or agency_called(core) is not None:
            continue
        names = leading_names(core, 0, len(core))
        letters += sum(c.isalpha() for c in core) - sum(len(name) for name in names)
    return letters <= _MOST_OTHER_LETTERS


def _is_attributed(text: str, lines: tuple[Span, ...], at: int, words: str, moments: list[Moment]) -> bool:
    """Tell whether a byline or a credit stands on the clock's line or next to it."""
    parts = [words[: moments[0].span.start], words[moments[-1].span.end :]]
    parts += [lines[i].of(text) for i in (at - 1, at + 1) if 0 <= i < len(lines) and len(lines[i]) <= 80]
    for part in parts:
        for piece in re.split(r"[|•·,;\n]|\s[-–—]\s", part):
            core = re.sub(r"(?i)^\W{0,3}(?:by|von|par|por|from)\s", "", piece).strip(" |-–—()")
            if core and agency_called(core) is not None:
                return True
        if re.match(r"(?i)\W{0,3}(?:by|von|par|por)\s{1,2}[^\W\d_a-z]", part.strip()):
            return True
    return False


def _is_credible(printed: _Printed, language: str | None, dateline: Moment | None, captured: str | None) -> bool:
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
    days = _days_between(day, moment)
    if days is not None and days < -_WIRE_DELAY_DAYS and dateline.year is None:
        days += 365  # 2 January prints a dispatch of 31 December
    return days is not None and -1 <= days <= _WIRE_DELAY_DAYS


# ---------------------------------------------------------------------------------------------------------------
# The dateline's year.

_YEAR_REACH = 6_000
"""Characters around the body's ends in which a full date may tell the dateline's year."""


def complete(
    dateline: Moment | None, layout: Layout, *, language: str | None, given: str | None, url: str | None, markup: Markup
) -> Moment | None:
    """Give a dateline its year, if the page tells it: by its clock, its address, or a full date on the same day.

    Captions, agency copyrights and the body itself count as well as clocks; a footer's or a crawl's year does not,
    since it must name the dateline's own day, or be a publication clock at most a week behind it.
    """
    if dateline is None or dateline.year is not None:
        return dateline
    labelled = [p.moment for p in _printed(layout, language) if p.label == "published" or p.placed]
    clocks = [
        read_stamp(given or "", language),
        _first_stamp(markup.published, language),
        address_moment(url),
        *labelled,
    ]
    for clock in clocks:
        if clock is None or clock.year is None:
            continue
        for year in (clock.year, clock.year - 1):
            day = _in_year(dateline, year)
            days = None if day is None else _days_between(day, clock)
            if day is not None and days is not None and -1 <= days <= _WIRE_DELAY_DAYS:
                return day
    text = layout.text
    start, end = layout.body[0].start, layout.body[-1].end
    for begin, stop in ((max(0, start - _YEAR_REACH), start), (start, end), (end, min(len(text), end + _YEAR_REACH))):
        years = {
            m.year for m in find_moments(text[begin:stop], language) if m.year is not None and m.same_day(dateline)
        }
        if len(years) == 1:
            return _in_year(dateline, years.pop())
    rights = {
        int(year)
        for line in layout.tail
        if _FOOT.search(line.of(text)) and mention_pattern().search(line.of(text))
        for year in re.findall(r"(?<!\d)(?:19[89]|20\d)\d(?!\d)", line.of(text)[:200])
    }
    return (_in_year(dateline, rights.pop()) if len(rights) == 1 else None) or dateline


def _in_year(moment: Moment, year: int | None) -> Moment | None:
    if year is None:
        return None
    try:
        dt.date(year, moment.month, moment.day)
    except ValueError:
        return None
    return replace(moment, year=year)
