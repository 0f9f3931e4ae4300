"""Readings: what speaks for one report, what against it, and what a desk did; each with the characters that show it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.evidence import foreign_subjects, gap_hours, values_of
from filiation.cluster.examining import Examined
from filiation.cluster.profile import NAME, datelined, published
from filiation.cluster.tradition import Siglum
from filiation.cluster.typing import MUCH_SAID, OTHER_LEAD, SAME_NEWS_HOURS
from filiation.collation import Change, Collation, Reading, VariationUnit
from filiation.collation.house_rules import house_rules
from filiation.explain.explanation import Finding, Leaning, Place, Shared, Topic
from filiation.explain.sharing import CHANCE_RUN, CHANCE_SHARE, KIN_SHARE, find_rare, find_slips
from filiation.spun.spun import Spun
from filiation.text import Span, plural, trim

DIFFERENT_LEAD = 0.5
"""Share of the words of headline and first sentences up to which they speak against one report (`typing.OTHER_LEAD` is
where they begin to)."""
MANY_FACTS = 3
"""Facts in the same places from which their agreement is worth telling."""
MANY_COMMON = 0.5
"""Share of the wording that stands in other pages too from which it says little about these two."""
NAMES_TOLD = 4
STYLES_TOLD = 3
CONTEXT = 24
"""Characters on either side of a reading that are quoted with it."""
LONGEST_READING = 60
PARAGRAPH = "\n\n"
DAY = 24


def find_evidence(pair: Examined, shared: Shared, articles: tuple[Article, Article]) -> Iterator[Finding]:
    """Yield what the words of two pages say for and against one report."""
    a, b = articles
    yield _run(shared, a.page, b.page)
    yield _share(shared)
    yield from _facts(pair)
    yield from _figures(pair)
    yield from _subjects(pair, articles)
    yield from _lead(pair)
    yield from _clocks(a, b)
    yield from _quotations(pair)
    yield from _commonness(pair)
    for found in (find_slips(pair, a.page, b.page), find_rare(pair, a.page, b.page)):
        if found is not None:
            yield found


def _run(shared: Shared, a: PageId, b: PageId) -> Finding:
    if shared.run is None:
        return Finding(Topic.READING, Leaning.AGAINST, "no passage is common to both")
    places = (Place(a, shared.run[0]), Place(b, shared.run[1]))
    if shared.run_told > CHANCE_RUN:
        words = (
            f"{shared.run_told} words in a row agree outside quotations; "
            f"independent reports of one event share {CHANCE_RUN} at most"
        )
        return Finding(Topic.READING, Leaning.FOR, words, places)
    most = f"no more than {plural(shared.run_told, 'word')} in a row agree" if shared.run_told else "no words agree"
    words = f"{most} outside quotations"
    return Finding(Topic.READING, Leaning.AGAINST, f"{words}, as independent reports of one event may", places)


def _share(shared: Shared) -> Finding:
    most = max(shared.containment_a, shared.containment_b)
    if most >= KIN_SHARE:
        words = f"{most:.0%} of one text stands in the other; of independent reports hardly ever more than {CHANCE_SHARE:.0%}"
        return Finding(Topic.READING, Leaning.FOR, words)
    if most <= CHANCE_SHARE:
        most_told = f"only {most:.0%}" if shared.words else "nothing"
        words = f"{most_told} of either stands in the other, as of independent reports of one event"
        return Finding(Topic.READING, Leaning.AGAINST, words)
    return Finding(
        Topic.READING,
        Leaning.NEITHER,
        f"{most:.0%} of one text stands in the other: more than of most independent reports",
    )


def _facts(pair: Examined) -> Iterator[Finding]:
    kept, swapped = pair.evidence.kept, pair.evidence.swapped
    if kept + swapped < MANY_FACTS:
        return
    total = f"of {kept + swapped} names, figures and days in the same places"
    if swapped:
        leans = Leaning.AGAINST if swapped * 2 >= kept else Leaning.NEITHER
        yield Finding(Topic.READING, leans, f"{total}, {swapped} {'is another' if swapped == 1 else 'are others'}")
    else:
        yield Finding(Topic.READING, Leaning.FOR, f"all {total[3:]} agree")


def _figures(pair: Examined) -> Iterator[Finding]:
    share, fewest = pair.evidence.figures, pair.evidence.fewest
    if share is None or fewest < 2:
        return
    leans = Leaning.FOR if share >= 0.75 else Leaning.AGAINST if share < 0.5 else Leaning.NEITHER
    words = f"of the {fewest} figures of whichever has fewer, the other has {round(share * fewest) or 'none'}"
    yield Finding(Topic.READING, leans, words)


def _subjects(pair: Examined, articles: tuple[Article, Article]) -> Iterator[Finding]:
    lacks = foreign_subjects(pair.a, pair.b), foreign_subjects(pair.b, pair.a)
    if not all(lacks):
        return
    told, places = [], []
    for text, tokens, names, article in zip(
        (pair.a, pair.b), (pair.tokens_a, pair.tokens_b), lacks, articles, strict=True
    ):
        at: dict[str, int] = {}
        for place, (value, kind) in enumerate(zip(values_of(text), text.kinds.tolist(), strict=True)):
            if kind == NAME and value in names:
                at.setdefault(value, place)
        spans = [tokens.span(place, place + 1) for place in list(at.values())[:NAMES_TOLD]]
        told.append(", ".join(_short(span.of(article.text)) for span in spans))
        places += [Place(article.page, span) for span in spans]
    words = f"each begins with names that the other lacks: {told[0]} against {told[1]}"
    yield Finding(Topic.READING, Leaning.AGAINST, words, tuple(places))


def _lead(pair: Examined) -> Iterator[Finding]:
    lead = pair.evidence.lead
    leans = Leaning.FOR if lead >= OTHER_LEAD else Leaning.AGAINST if lead <= DIFFERENT_LEAD else Leaning.NEITHER
    yield Finding(Topic.READING, leans, f"headline and first sentences share {lead:.0%} of their words")


def _clocks(a: Article, b: Article) -> Iterator[Finding]:
    one, other = (tuple(moment for moment in (published(each) or datelined(each),) if moment) for each in (a, b))
    hours = gap_hours(one, other)
    if hours is None:
        return
    if hours <= SAME_NEWS_HOURS:
        told = "may well be the same" if hours == 0 else f"are within {plural(math.ceil(hours), 'hour')}"
        yield Finding(Topic.READING, Leaning.NEITHER, f"their clocks {told}")
        return
    told = plural(round(hours), "hour") if hours < 2 * DAY else plural(round(hours / DAY), "day")
    yield Finding(Topic.READING, Leaning.AGAINST, f"{told} lie between their clocks")


def _quotations(pair: Examined) -> Iterator[Finding]:
    if pair.evidence.quoted >= MUCH_SAID and pair.evidence.shared:
        words = f"{pair.evidence.quoted:.0%} of the shared words are quotations: whoever heard the speaker has them"
        yield Finding(Topic.READING, Leaning.AGAINST, words)


def _commonness(pair: Examined) -> Iterator[Finding]:
    if pair.evidence.common >= MANY_COMMON:
        words = f"{pair.evidence.common:.0%} of the shared wording stands in several other reports here too"
        yield Finding(Topic.READING, Leaning.AGAINST, words)


def find_differences(
    collation: Collation, articles: Sequence[Article], sigla: Sequence[Siglum], spun: Sequence[Spun]
) -> Iterator[Finding]:
    """Yield what differs between two collated pages and tells: facts, slips, house style.

    Args:
        collation: Of the two alone.
        articles: The two.
        sigla: What they are called there.
        spun: Of each; what a spinner replaced is no fact.
    """
    texts = dict(zip(sigla, articles, strict=True))
    phrases = {each.page: [phrase.span for phrase in each.phrases] for each in spun if each.is_spun}
    styles: list[VariationUnit] = []
    for unit in collation.units:
        sides = _sides(unit, sigla)
        if sides is None or any(_is_spun(reading, texts[siglum].page, phrases) for siglum, reading in sides):
            continue
        places = tuple(Place(texts[siglum].page, reading.spans[0]) for siglum, reading in sides)
        if unit.change is Change.STYLE:
            styles.append(unit)
        elif unit.change is Change.FACT:
            told = " against ".join(
                _quoted(texts[siglum], reading, around=n == 0) for n, (siglum, reading) in enumerate(sides)
            )
            yield Finding(Topic.READING, Leaning.AGAINST, f"a fact differs: {told}", places)
        elif unit.change is Change.TYPO:
            told = " against ".join(_quoted(texts[siglum], reading) for siglum, reading in sides)
            yield Finding(Topic.STYLE, Leaning.NEITHER, f"a slip in one of the two: {told}", places)
    rules = house_rules(collation)
    for rule in rules:
        places = tuple(Place(texts[rule.siglum].page, span) for span in rule.spans)
        yield Finding(Topic.STYLE, Leaning.NEITHER, f"house style: {rule.in_words()}", places)
    if styles and not rules:
        yield _styles(styles, texts, sigla)


def _sides(unit: VariationUnit, sigla: Sequence[Siglum]) -> list[tuple[Siglum, Reading]] | None:
    """Return what each of two witnesses reads; None where one is not told (a passage that moved)."""
    by_siglum = {siglum: reading for reading in unit.readings for siglum in reading.sigla}
    if any(siglum not in by_siglum for siglum in sigla):
        return None
    return [(siglum, by_siglum[siglum]) for siglum in sigla]


def _is_spun(reading: Reading, page: PageId, phrases: dict[PageId, list[Span]]) -> bool:
    return any(span.overlaps(phrase) for phrase in phrases.get(page, ()) for span in reading.spans)


def _quoted(article: Article, reading: Reading, *, around: bool = False) -> str:
    """Return a reading as printed, with some words around it if wanted."""
    span = trim(article.text, reading.spans[0])
    if not len(span):
        return "nothing"
    if not around:
        return f"“{_short(span.of(article.text))}”"
    start, end = max(0, span.start - CONTEXT), min(len(article.text), span.end + CONTEXT)
    before, behind = article.text[start : span.start], article.text[span.end : end]
    if start:
        before = "…" + before.partition(" ")[2]
    if end < len(article.text):
        behind = behind.rpartition(" ")[0] + "…"
    return f"“{before.rpartition(PARAGRAPH)[2]}{_short(span.of(article.text))}{behind.partition(PARAGRAPH)[0]}”"


def _short(text: str) -> str:
    """Return what is quoted of a reading; a stranger's page may hold a word of any length."""
    return text if len(text) <= LONGEST_READING else text[: LONGEST_READING - 1].rstrip() + "…"


def _styles(units: Sequence[VariationUnit], texts: dict[Siglum, Article], sigla: Sequence[Siglum]) -> Finding:
    """Return how often house style differs, and the pairs that recur most."""
    pairs: Counter[tuple[str, ...]] = Counter()
    places = []
    for unit in units:
        sides = _sides(unit, sigla) or []
        pairs[tuple(_quoted(texts[siglum], reading) for siglum, reading in sides)] += 1
        places += [Place(texts[siglum].page, reading.spans[0]) for siglum, reading in sides]
    best = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:STYLES_TOLD]
    told = ", ".join(f"{' / '.join(sides)}{f' ({count} times)' if count > 1 else ''}" for sides, count in best)
    words = f"house style differs in {plural(len(units), 'place')}: {told}{', …' if len(pairs) > STYLES_TOLD else ''}"
    return Finding(Topic.STYLE, Leaning.NEITHER, words, tuple(places))


def find_credits(a: Article, b: Article, sigla: Sequence[Siglum]) -> Iterator[Finding]:
    """Yield what headlines and credits tell."""
    if a.title and b.title and a.title.text == b.title.text:
        yield Finding(Topic.READING, Leaning.FOR, f"the same headline: “{a.title.text}”", _titles(a, b))
    told = [
        Place(article.page, article.agency.span)
        for article in (a, b)
        if article.agency is not None and article.agency.span is not None
    ]
    if a.agency and b.agency:
        if a.agency.name == b.agency.name:
            yield Finding(Topic.READING, Leaning.FOR, f"both credit {a.agency.name}", tuple(told))
        else:
            words = f"they credit different agencies: {a.agency.name} and {b.agency.name}"
            yield Finding(Topic.READING, Leaning.AGAINST, words, tuple(told))
    elif a.agency or b.agency:
        who, silent = (sigla[0], sigla[1]) if a.agency else (sigla[1], sigla[0])
        agency = a.agency or b.agency
        assert agency is not None
        yield Finding(
            Topic.STYLE, Leaning.NEITHER, f"{who} credits {agency.name}; {silent} credits nobody", tuple(told)
        )
    if a.outlet and a.outlet == b.outlet:
        words = f"both were published by {a.outlet}: one newsroom, whatever the wording"
        yield Finding(Topic.READING, Leaning.NEITHER, words)


def _titles(*articles: Article) -> tuple[Place, ...]:
    return tuple(Place(each.page, each.title.span) for each in articles if each.title and each.title.span)
