"""House style: what one outlet does to every text it prints, whoever wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random

from filiation.newsroom.draft import Draft, Typography
from filiation.newsroom.marking import OPTIONAL, QUOTE, SURNAME, edit, mark, plain, rewrite
from filiation.newsroom.vocabulary import pairs

# American form, British form; each whole word, any case of the first letter.
_SPELLING = dict(pairs("spelling", " "))
_BRITISH = re.compile(r"\b(" + "|".join(map(re.escape, _SPELLING)) + r")\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"(\d),(?=\d{3}\b)")
_MONTH_DAY = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2})\b"
)
_TYPOGRAPHIES = (
    Typography(("“", "”"), "’", " – "),
    Typography(("“", "”"), "’", "—"),
    Typography(('"', '"'), "'", " - "),
    Typography(("‘", "’"), "’", " – "),
    Typography(("„", "”"), "’", " – "),
    Typography(("«", "»"), "’", " – "),
)


@dataclass(frozen=True, slots=True)
class Style:
    """One outlet's rules.

    Attributes:
        is_british: Writes *neighbour*, *organisation*, and day before month.
        honorifics: Writes *Mr X* and *Ms X* for *X* outside quotations.
        percent: What stands for the sign ``%``; None leaves it.
        thousands: What stands between thousands; None leaves the comma.
        sets_off_with_dashes: Puts descriptions of persons between dashes where the copy has commas.
        drops_on: Writes *said Wednesday* for *said on Wednesday*.
        typography: None leaves the exemplar's.
    """

    is_british: bool = False
    honorifics: bool = False
    percent: str | None = None
    thousands: str | None = None
    sets_off_with_dashes: bool = False
    drops_on: bool = False
    typography: Typography | None = None

    def rules(self) -> list[str]:
        """Return what it does, in plain words."""
        told = {
            "British spelling": self.is_british,
            "Mr and Ms": self.honorifics,
            f"writes{self.percent} for %": self.percent is not None,
            "own thousands separator": self.thousands is not None,
            "dashes for commas": self.sets_off_with_dashes,
            "no 'on' before weekdays": self.drops_on,
            "own typography": self.typography is not None,
        }
        return [rule for rule, holds in told.items() if holds]


def draw_style(random: Random) -> Style:
    """Invent a house style; a third of outlets print what they get."""
    if random.random() < 0.33:
        return Style(typography=random.choice((None, *_TYPOGRAPHIES[:3])))
    is_british = random.random() < 0.5
    return Style(
        is_british=is_british,
        honorifics=random.random() < 0.35,
        percent=random.choice((None, " percent", " per cent" if is_british else " percent")),
        thousands=random.choice((None, None, None, None, "", ".")),
        sets_off_with_dashes=random.random() < 0.2,
        drops_on=not is_british and random.random() < 0.35,
        typography=random.choices((None, *_TYPOGRAPHIES), (2, 6, 2, 4, 2, 2, 1))[0],
    )


def restyle(draft: Draft, style: Style) -> Draft:
    """Print a draft in a house style."""
    sentences = draft.sentences()
    new = {n: replace(s, text=_restyle_sentence(s.text, style)) for n, s in enumerate(sentences)}
    return replace(draft.with_sentences({**new}), typography=style.typography or draft.typography)


def _restyle_sentence(text: str, style: Style) -> str:
    if style.is_british:
        text = edit(text, lambda t: _MONTH_DAY.sub(r"\2 \1", _BRITISH.sub(_british, t)))
    if style.percent is not None:
        percent = style.percent
        text = edit(text, lambda t: t.replace("%", percent))
    if style.thousands is not None:
        separator = style.thousands
        text = edit(text, lambda t: _THOUSANDS.sub(rf"\g<1>{separator}", t))
    if style.drops_on:
        text = edit(text, lambda t: re.sub(r"^on (?=[A-Z][a-z]+day\b)", "", t), outside=QUOTE)
    if style.sets_off_with_dashes:
        text = rewrite(text, OPTIONAL, _dashes)
    if style.honorifics:
        text = _with_honorifics(text)
    return text


def _british(found: re.Match[str]) -> str:
    word = found.group()
    british = _SPELLING[word.lower()]
    return british[0].upper() + british[1:] if word[0].isupper() else british


def _dashes(_payload: str, content: str) -> str | None:
    if content.startswith(", ") and content.endswith(","):
        return mark(OPTIONAL, "", f" – {content[2:-1]} –")
    return None


def _with_honorifics(text: str) -> str:
    def honour(payload: str, content: str) -> str | None:
        gender, family = payload.split("|")
        if plain(content) != family:
            return None
        return mark(SURNAME, payload, f"{'Mr' if gender == 'M' else 'Ms'} {family}")

    return rewrite(text, SURNAME, honour)
