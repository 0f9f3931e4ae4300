"""The clocks that a page prints round its report: their labels, and what tells a clock's line from prose and captions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from filiation.article.agencies import agency_called
from filiation.article.layout import Layout
from filiation.article.moments import Moment, calendar, dialect_of, find_moments
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
FOOT = re.compile(r"(?i)copyright|©|\(c\)|all rights|rights reserved")

_LABEL_REACH = 40
"""Characters in front of a date in which its label stands."""
_MOST_OTHER_LETTERS = 24
"""Letters beside dates, names, agencies and labels above which a line is not a clock's line but prose or a caption."""
_NEAR_ABOVE = 2
"""Lines above a headline in which a labelled or attributed clock may stand."""


@dataclass(frozen=True, slots=True)
class PrintedClock:
    """A time that a page prints: when (its span in the page's text), as what, and whether it stands where a clock does."""

    moment: Moment  # span in the page's text
    label: str | None  # "published", "updated"
    placed: bool  # between headline and body, or beside a byline or a credit


def printed_clocks(layout: Layout, language: str | None) -> Iterator[PrintedClock]:
    """Yield the clocks above, under and behind a report, each with what its line says of it."""
    text = layout.text
    dialect = dialect_of(text, language)
    groups = (
        (layout.head, layout.has_headline),
        (layout.between, layout.has_headline),
        (layout.above[-_NEAR_ABOVE:] if layout.has_headline else layout.above, False),
        (layout.tail, False),
    )
    for lines, placed in groups:
        for at, line in enumerate(lines):
            words = line.of(text)
            moments = [m for m in find_moments(words, dialect) if m.year is not None]
            if not moments or (FOOT.search(words) and not _PUBLISHED.search(words)):
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
                yield PrintedClock(here, label, plain and (placed or beside))


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
