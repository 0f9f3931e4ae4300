"""Clocks on pages: times as sites print them, in several languages, right and misleading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

from filiation.newsroom.scene import MONTHS, WEEKDAYS

_DAYS = {
    "ro": "luni marți miercuri joi vineri sâmbătă duminică",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "pl": "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "tr": "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar",
}
_MONTHS = {
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
}


def crawl_clock(language: str, now: datetime) -> str:
    """Print the clock in a site's header: the moment of the visit, never a publication date."""
    if language == "en":
        return f"{WEEKDAYS[now.weekday()]}, {MONTHS[now.month - 1]} {now.day}, {now.year} - {now:%H:%M}"
    day = _DAYS[language].split()[now.weekday()]
    month = _MONTHS[language].split()[now.month - 1]
    return f"{day}, {now.day} {month} {now.year} - {now.hour}:{now:%M}"


def _month(t: datetime) -> str:
    return MONTHS[t.month - 1]


def _twelve(t: datetime) -> str:
    return f"{(t.hour - 1) % 12 + 1:02}:{t:%M} {'am' if t.hour < 12 else 'pm'}"


_MINUTE = "%Y-%m-%dT%H:%M"
_FORMATS: tuple[tuple[Callable[[datetime], str], str], ...] = (
    (lambda t: f"{t.day} {_month(t)}, {t.year}, {_twelve(t)}", _MINUTE),
    (lambda t: f"{_month(t)} {t.day}, {t.year} {_twelve(t).upper()}", _MINUTE),
    (lambda t: f"Published {t.day} {_month(t)} {t.year}, {t:%H:%M}", _MINUTE),
    (lambda t: f"Published on {_month(t)} {t.day}, {t.year}", "%Y-%m-%d"),
    (lambda t: f"{t:%Y-%m-%d %H:%M}", _MINUTE),
    (lambda t: f"{WEEKDAYS[t.weekday()]} {t.day} {_month(t)} {t.year}", "%Y-%m-%d"),
    (lambda t: f"{t.day} {_month(t)[:3]} {t.year} {t:%H:%M}", _MINUTE),
)


def printed_time(time: datetime, random: Random) -> tuple[str, str]:
    """Print a publication time in one of a site's formats; also return it in ISO 8601, as precise as printed."""
    form, iso = random.choice(_FORMATS)
    return form(time), time.strftime(iso)


def printed_update(time: datetime, random: Random) -> str:
    """Print when a page was last changed."""
    label = random.choice(("Last modified: ", "Updated: ", "Last updated on ", "Updated "))
    return f"{label}{time.day} {_month(time)}, {time.year}, {_twelve(time)}"
