"""Direction: which of two pages has the earlier text, by clocks where they tell, else by what the text shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.alignment import Alignment
from filiation.cluster.changes import LARGEST_GAP, Gap, alike, gaps_of, words_of
from filiation.cluster.marking import is_marked_correction
from filiation.cluster.profile import Moment, Profile, datelined, published
from filiation.cluster.rarity import is_word

# What each sign of age weighs, by hand after the counts of right : wrong on the 110 corrections and revisions of
# Reuters-21578 labelled by their clocks: marked as a correction 6 : 0; every word in a longer text 22 : 4; a company
# code in the headline (a later desk drops it) 9 : 1; a typing error mended 9 : 2; more codes in the body 8 : 3; "today"
# 8 : 3; "yesterday" turned into a weekday 2 : 0; "will", "expected" in one alone 22 : 10; phrases tightened 35 : 26.
MARKED, CUT, HEADLINE_CODE, TYPO, CODES, TODAY, YESTERDAY = 4.0, 1.5, 1.5, 1.2, 0.5, 0.5, 0.8
EXPECTS, TIGHTENED, MANY_TIGHTENED = 0.4, 0.3, 3
# From this weight on the signs tell: there .90 were right, for .45 of the pairs.
ENOUGH = 0.95
# A gap of up to so many words on either side is a phrase.
PHRASE = 6
_EXPECTING = frozenset({"will", "would", "expected", "plans"})
VERBATIM, NO_CUT = 0.985, 0.92
CODED_SHARE = 0.8
# Shorter words are too often in no word list, and too often alike.
SPELT = 5
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_CODE = re.compile(r"<[A-Z]{1,6}(?:\.[A-Z]{1,3})?>")


def find_older(a: Profile, b: Profile, one: Article, other: Article, alignment: Alignment | None) -> PageId | None:
    """Tell which of two pages has the earlier text.

    Args:
        a: The text of the first page.
        b: The text of the second.
        one: The first page.
        other: The second.
        alignment: Of the two texts; None where every word agrees, or where the clocks alone may tell.

    Returns:
        The page's id; None where nothing tells.
    """
    order = compare_clocks(one, other)
    if not order and alignment is not None:
        order = compare_texts(a, b, alignment)
    return one.page if order < 0 else other.page if order > 0 else None


def compare_clocks(one: Article, other: Article) -> int:
    """Compare two pages' datelines, then their publication clocks, no finer than both tell.

    Returns:
        -1 if the first is the earlier, 1 if the second is, 0 where the clocks do not tell.
    """
    return compare_moments((datelined(one), published(one)), (datelined(other), published(other)))


def compare_moments(one: tuple[Moment | None, Moment | None], other: tuple[Moment | None, Moment | None]) -> int:
    """Compare two pages by what `datelined` and `published` read on them; as `compare_clocks`."""
    return _order(one[0], other[0]) or _order(one[1], other[1])


def _order(a: Moment | None, b: Moment | None) -> int:
    if a is None or b is None:
        return 0
    if a.exact and b.exact:
        return (a.at > b.at) - (a.at < b.at)
    return (a.at.date() > b.at.date()) - (a.at.date() < b.at.date())


def compare_texts(a: Profile, b: Profile, alignment: Alignment) -> int:
    """Compare what two texts show of their age.

    Returns:
        -1 if a is the earlier, 1 if b is, 0 where too little tells.
    """
    weight = sum(signs_of_age(a, b, alignment).values())
    return -_sign(weight) if abs(weight) >= ENOUGH else 0


def signs_of_age(a: Profile, b: Profile, alignment: Alignment) -> dict[str, float]:
    """Return what two texts show of their age: the sign in plain words → its weight, above 0 where a is the earlier."""
    words_a, words_b = words_of(a), words_of(b)
    gaps = tuple(gaps_of(alignment, len(a.tokens), len(b.tokens)))
    is_close = alignment.shared >= CODED_SHARE * min(len(a.tokens), len(b.tokens))
    return {
        "the later one says that it is a correction": MARKED * (is_marked_correction(b) - is_marked_correction(a)),
        "every word of the later one stands in the longer, earlier one": _weigh_cut(a, b, alignment),
        "the earlier one has a company's code in its headline": HEADLINE_CODE
        * (_codes_headline(a) - _codes_headline(b)),
        "the earlier one has more companies' codes": CODES
        * is_close
        * _sign(_body(a).count("<") - _body(b).count("<")),
        "the earlier one says “today”": TODAY * (("today" in words_a) - ("today" in words_b)),
        "the earlier one says “yesterday” where the later one names the day": YESTERDAY
        * _sign(_later_days(a, b, gaps)),
        "typing errors of the earlier one are mended in the later one": TYPO * _sign(_mended(a, b, gaps)),
        "the earlier one expects what the later one no longer does": EXPECTS
        * (len(_EXPECTING & words_a - words_b) - len(_EXPECTING & words_b - words_a)),
        "phrases of the earlier one are tightened in the later one": TIGHTENED
        * max(-1.0, min(1.0, _tightened(gaps) / MANY_TIGHTENED)),
    }


def _weigh_cut(a: Profile, b: Profile, alignment: Alignment) -> float:
    """A text whose every word stands in a longer one was cut from it: whoever adds, rewrites."""
    one, other = alignment.shared / max(1, len(a.tokens)), alignment.shared / max(1, len(b.tokens))
    if max(one, other) < VERBATIM or min(one, other) > NO_CUT:
        return 0.0
    return CUT if len(a.tokens) > len(b.tokens) else -CUT


def _codes_headline(text: Profile) -> bool:
    return any(page.title and _CODE.search(page.title.text) for page in text.pages)


def _body(text: Profile) -> str:
    return "".join(span.of(text.article.text) for span in text.article.body)


def _later_days(a: Profile, b: Profile, gaps: Sequence[Gap]) -> int:
    """Count where a says "yesterday" and b, sent on, names the day; less the reverse."""
    count = 0
    for gap in gaps:
        left = a.tokens.forms[gap.a_start : gap.a_end]
        right = b.tokens.forms[gap.b_start : gap.b_end]
        count += ("yesterday" in left and not WEEKDAYS.isdisjoint(right)) - (
            "yesterday" in right and not WEEKDAYS.isdisjoint(left)
        )
    return count


def _mended(a: Profile, b: Profile, gaps: Sequence[Gap]) -> int:
    """Count misspelt words of a that b spells right, less the reverse.

    Two outlets are not compared so: a copy gathers errors as well as mending them.
    """
    if len({page.outlet for page in (*a.pages, *b.pages) if page.outlet}) > 1:
        return 0
    count = 0
    for gap in gaps:
        if max(gap.a_end - gap.a_start, gap.b_end - gap.b_start) > LARGEST_GAP:
            continue
        left = _spellings(a, gap.a_start, gap.a_end)
        right = _spellings(b, gap.b_start, gap.b_end)
        for one in left:
            for other in right:
                if one != other and alike(one, other):
                    count += (not is_word(one, a) and is_word(other, b)) - (is_word(one, a) and not is_word(other, b))
    return count


def _tightened(gaps: Sequence[Gap]) -> int:
    """Count places where b says in fewer words what a says, less the reverse."""
    sizes = [(gap.a_end - gap.a_start, gap.b_end - gap.b_start) for gap in gaps]
    return sum(_sign(left - right) for left, right in sizes if max(left, right) <= PHRASE)


def _spellings(text: Profile, start: int, end: int) -> list[str]:
    return [form for form in text.tokens.forms[start:end] if len(form) >= SPELT and form.isalpha()]


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
