"""What clustering needs to know of one text: its tokens, shingles, figures, names and clock, read once."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import compress
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from filiation.archive.page import PageId
from filiation.article.article import Article, ClockKind
from filiation.cluster.speech import find_quoted
from filiation.text import Tokens, sentences, tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Three words: between two versions of one wire dispatch 3-gram Jaccard falls to .4, and 5-grams to a tenth.
SHINGLE = 3
# A lead is what a reader sees before deciding what the story is: about two sentences of wire copy.
LEAD_TOKENS = 60
# Its subject is named in the first clause, or in the headline.
SUBJECT_TOKENS = 20

REMEMBERED = 1_024
"""Texts of which what was once worked out is kept at hand: a family's texts meet one another, one pair after the other."""

PLAIN, FIGURE, NAME, DAY = 0, 1, 2, 3
"""Kinds of words: facts are figures, names and days (months, weekdays)."""

_MIX = np.uint64(0x9E3779B97F4A7C15)
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_SENTENCE_ENDS = frozenset('.!?:…\n\r"“”«»„*•|')

# Names of months and days say when, not who; they are left out of the names.
_CALENDAR = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thurs",
        "fri",
        "sat",
        "sun",
        "today",
        "yesterday",
        "tomorrow",
    ]
)


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A publication clock as a point in time, no finer than it was told.

    Attributes:
        at: The time, in UTC where an offset is told and as printed where it is not.
        exact: Whether the time of day is told.
    """

    at: datetime
    exact: bool


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One distinct body and what is counted in it. Pages with the same words share one profile.

    Attributes:
        key: Digest of the body's tokens: the order in which profiles are worked, so that page ids play no part.
        article: The page that stands for the body (the first by id).
        pages: All pages with this body, by id; `article` is the first.
        tokens: Words of the body, without punctuation; N of them.
        codes: A 64-bit hash of each word; shape (N,), uint64.
        shingles: Distinct hashes of its runs of `SHINGLE` words (of all its words, where it has fewer), ascending;
            uint64.
        figures: Numbers written in digits, separators normalised, with their number of times.
        names: Capitalised words inside sentences, folded, with their number of times.
        kinds: What each word is, one of `PLAIN`, `FIGURE`, `NAME`, `DAY`; shape (N,), uint8.
        quoted: Whether each word stands between quotation marks; shape (N,), bool.
        subject: Names in the headline and the first `SUBJECT_TOKENS` words.
        lead: Words of the headline and of the first `LEAD_TOKENS` tokens.
        moments: Publication clocks of all pages with this body, ascending; empty where none tells.
    """

    key: bytes
    article: Article
    pages: tuple[Article, ...]
    tokens: Tokens
    codes: NDArray[np.uint64]
    shingles: NDArray[np.uint64]
    figures: Mapping[str, int]
    names: Mapping[str, int]
    kinds: NDArray[np.uint8]
    quoted: NDArray[np.bool_]
    subject: frozenset[str]
    lead: frozenset[str]
    moments: tuple[Moment, ...]


def moment(value: str | None) -> Moment | None:
    """Read an ISO 8601 date or datetime; None where there is none or it says less than a day."""
    if value is None or len(value) < 10:
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return Moment(at, len(value) > 10)


def figure(form: str) -> str:
    """Return a number's digits with one way of writing thousands and decimals: ``100,000`` and ``100.000`` agree."""
    bare = form.rstrip("%")
    if _THOUSANDS.fullmatch(bare):
        return bare.replace(",", "").replace(".", "")
    return bare.replace(",", ".")


_MOST_KNOWN = 1 << 17
"""Words whose hashes are remembered, some 30 MB; a word's own hash costs ten times as long as looking it up."""


class _Codes(dict[str, bytes]):
    """The hashes of the words that were met, as the bytes of a uint64; forgotten when they are too many."""

    def __missing__(self, form: str) -> bytes:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        digest = blake2b(form.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        code = self[form] = int.from_bytes(digest).to_bytes(8, sys.byteorder)
        return code


_CODES = _Codes()


class Coder:
    """Gives each word its 64-bit hash, the same in every run."""

    def encode(self, forms: tuple[str, ...]) -> NDArray[np.uint64]:
        """Return the hash of each form; shape (len(forms),), uint64."""
        return np.frombuffer(self.encode_bytes(forms), dtype=np.uint64).copy()

    def encode_bytes(self, forms: Iterable[str]) -> bytes:
        """Return the hashes as the bytes of such an array."""
        return b"".join(map(_CODES.__getitem__, forms))


def shingle(codes: NDArray[np.uint64], width: int = SHINGLE) -> NDArray[np.uint64]:
    """Hash each run of ``width`` words, in order of place.

    Returns:
        Shape (max(1, N - width + 1),), uint64; a text shorter than ``width`` is one shingle; empty for no words.
    """
    if not len(codes):
        return np.empty(0, dtype=np.uint64)
    width = min(width, len(codes))
    rolled = np.zeros(len(codes) - width + 1, dtype=np.uint64)
    for offset in range(width):
        rolled = (rolled ^ codes[offset : len(codes) - width + 1 + offset]) * _MIX
        rolled ^= rolled >> np.uint64(29)
    return rolled


def _distinct(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the distinct values, ascending: what `np.unique` does, which takes ten times as long for a text's few."""
    ordered = np.sort(values)
    is_first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered[is_first]


NO_PARTS: Mapping[PageId, str] = MappingProxyType({})


def profile_all(articles: Sequence[Article], parts: Mapping[PageId, str] = NO_PARTS) -> list[Profile]:
    """Profile each distinct body once, in the order of the bodies' digests.

    Args:
        articles: In any order.
        parts: Pages that share a profile with no page of the same words but those of the same part.
    """
    coder = Coder()
    groups: dict[tuple[bytes, str], tuple[list[Article], Tokens, NDArray[np.uint64]]] = {}
    for article in sorted(articles, key=lambda page: page.page):
        tokens = tokenise(article.text, article.body, words_only=True)
        codes = coder.encode(tokens.forms)
        key = blake2b(codes.tobytes(), digest_size=16).digest()
        groups.setdefault((key, parts.get(article.page, "")), ([], tokens, codes))[0].append(article)
    return [_profile(key, *group) for (key, _), group in sorted(groups.items(), key=lambda group: group[0])]


def _profile(key: bytes, pages: list[Article], tokens: Tokens, codes: NDArray[np.uint64]) -> Profile:
    article = pages[0]
    quoted = find_quoted(article.text, article.body, tokens.starts)
    return assemble(key, tuple(pages), tokens, codes, _kinds_of(article.text, tokens), quoted)


def assemble(
    key: bytes,
    pages: tuple[Article, ...],
    tokens: Tokens,
    codes: NDArray[np.uint64],
    kinds: NDArray[np.uint8],
    quoted: NDArray[np.bool_],
) -> Profile:
    """Make a profile of what was read of a text; arguments are the profile's attributes."""
    # All headlines over one body: which page happens to come first must not matter.
    titles = [tokenise(page.title.text, words_only=True).forms for page in pages if page.title]
    headline = frozenset(form for title in titles for form in title)
    moments = {at for page in pages if (at := published(page) or datelined(page))}
    forms = tokens.forms
    named = np.flatnonzero(kinds == NAME).tolist()
    names = Counter(plain(forms[place]) for place in named)
    return Profile(
        key=key,
        article=pages[0],
        pages=pages,
        tokens=tokens,
        codes=codes,
        shingles=_distinct(shingle(codes)),
        figures=Counter(figure(forms[place]) for place in np.flatnonzero(kinds == FIGURE).tolist()),
        names=names,
        kinds=kinds,
        quoted=quoted,
        subject=frozenset(plain(forms[place]) for place in named if place < SUBJECT_TOKENS) | (names.keys() & headline),
        lead=headline | frozenset(forms[:LEAD_TOKENS]),
        moments=tuple(sorted(moments)),
    )


def published(page: Article) -> Moment | None:
    """Read a page's publication clock; None where it does not tell one."""
    return moment(page.published.value) if page.published else None


def datelined(page: Article) -> Moment | None:
    """Read the day that a page's dateline tells; None where it tells none."""
    if page.dateline and (day := moment(page.dateline.date)):
        return day
    return published(page) if page.published and page.published.clock is ClockKind.DATELINE else None


def plain(form: str) -> str:
    """Return a word without the possessive ending."""
    return form.removesuffix("'s")


# What is no letter in lower case, of the scripts that have most of the news that is written in cases; plain figures are
# told before.
_NOT_SMALL = re.compile("[^a-z0-9ß-öø-ÿа-яёα-ω]")
_PLAIN_FIGURES = bytes(FIGURE if 48 <= at < 58 else PLAIN for at in range(256))
_NO_FIGURES = bytes(not 48 <= at < 58 for at in range(256))


def _kinds_of(text: str, tokens: Tokens) -> NDArray[np.uint8]:
    """Tell figures, names and days from other words.

    A name is a capitalised word inside a sentence. At a sentence's start it counts if it stands inside one too, or if
    another name follows at once and the text nowhere writes it small ("Phillips Petroleum said", not "The Bank said").
    """
    forms, ends = tokens.forms, tokens.ends.tolist()
    starts = tokens.starts.tolist()
    initials = "".join([text[start] for start in starts])
    plain_initials = initials.encode("ascii", "replace")
    kinds = bytearray(plain_initials.translate(_PLAIN_FIGURES))
    is_small = bytearray(plain_initials.translate(_NO_FIGURES))
    heads: list[int] = []
    inside: set[str] = set()
    for found in _NOT_SMALL.finditer(initials):
        place, sign = found.start(), found.group()
        if not sign.isupper():
            if sign.isdigit():
                kinds[place], is_small[place] = FIGURE, 0
            continue
        is_small[place] = 0
        form, start = forms[place], starts[place]
        if form in _CALENDAR:
            kinds[place] = DAY
        elif len(form) > 1:
            between = text[max(ends[place - 1], start - 8) : start]
            if place and (between == " " or _SENTENCE_ENDS.isdisjoint(between)):
                kinds[place] = NAME
                inside.add(plain(form))
            else:
                heads.append(place)
    small = set(compress(forms, is_small)) if heads else inside
    for place in heads:
        form = plain(forms[place])
        if form in inside or (form not in small and kinds[place + 1 : place + 2] == _NAME):
            kinds[place] = NAME
    return np.frombuffer(kinds, dtype=np.uint8)


_NAME = bytes([NAME])


def opening(article: Article, limit: int) -> tuple[str, ...]:
    """Return the headline and the first ``limit`` sentences of the body, for the encoder."""
    found = [article.title.text] if article.title else []
    for place, span in enumerate(sentences(article.text, article.body)):
        if place == limit:
            break
        found.append(span.of(article.text))
    return tuple(found)
