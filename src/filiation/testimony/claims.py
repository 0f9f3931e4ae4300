"""Claims: what a page says in its own voice, sentence by sentence, and the figures, places, years and phrases within."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.testimony.attribution import Attribution
from filiation.testimony.facts import Figure, Setting, figures, is_negated, names, places, years
from filiation.testimony.grammar import ParsedSentence, Parser
from filiation.testimony.phrases import Phrase, phrases
from filiation.text import Span, sentences, tokenise, trim

# A "sentence" shorter than this many words is a label or a fragment, and claims nothing.
_SHORTEST = 5
# A sentence of which more than this share is somebody's speech is listed as speech, not as a claim as well.
_SPEECH = 0.5
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# What sites say of a text, not of the world; only in short sentences, for a report may be about updates and copyright.
_LONGEST_NOTE = 160
_NOTE = re.compile(
    r"^(?:file photo|photo(?:graph)?s?:|image:|picture:|video:|watch:|correction:|editor[’']s note|\(?additional report|"
    r"\(?report(?:ing|ed) by|\(?writ(?:ing|ten) by|\(?edit(?:ing|ed) by|\(?compiled by|read more|click here|sign up|follow us)"
    r"|\b(?:this (?:text|article|story|report|page|post) (?:has been|was|is being|will be) (?:updated|corrected|amended|published|first)"
    r"|first published (?:on|at)|last updated|all rights reserved|photo(?:graph)? by|contributed to this (?:report|story|article)"
    r"|may not be (?:republished|reproduced|published))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a body with the hard facts in it; all spans are in the page's text.

    Attributes:
        page: Where.
        span: Its characters.
        text: The same as a string, as the models read it.
        figures: Its figures, with their phrases.
        settings: Its places and years, with what they set.
        phrases: Nouns with what is tied to them.
        names: Folded words of its names.
        is_negated: Whether its main clause is negated.
        is_speech: Whether most of it is attributed to somebody.
        is_label: Whether it has no finite verb: a caption, a heading, a date. False where the language is not known.
    """

    page: PageId
    span: Span
    text: str
    figures: tuple[Figure, ...]
    settings: tuple[Setting, ...]
    phrases: tuple[Phrase, ...]
    names: frozenset[str]
    is_negated: bool
    is_speech: bool
    is_label: bool = False


def read_sentences(
    articles: Sequence[Article], attributions: Iterable[Attribution], parser: Parser
) -> tuple[Sentence, ...]:
    """Return the sentences of all bodies, by page and place; each distinct one is parsed once.

    Pages in a language that the parser does not know have sentences without figures, settings, phrases or negation.
    """
    speech: dict[PageId, list[Span]] = {}
    for each in attributions:
        speech.setdefault(each.page, []).extend(_said(each))
    found = [
        (article, span)
        for article in articles
        for whole in sentences(article.text, article.body)
        for span in [_without_dateline(whole, article)]
        if len(tokenise(article.text, [span], words_only=True)) >= _SHORTEST
    ]
    parses = parser.parse_all({span.of(a.text) for a, span in found if a.language in {"en", None}})
    return tuple(_sentences(found, parses, speech))


def _sentences(
    found: Iterable[tuple[Article, Span]],
    parses: Mapping[str, ParsedSentence],
    speech: Mapping[PageId, Sequence[Span]],
) -> Iterator[Sentence]:
    # Read once for all copies, and moved to where each stands.
    read: dict[str, Sentence] = {}
    for article, span in found:
        text = span.of(article.text)
        is_known = article.language in {"en", None} and text in parses
        if is_known and text not in read:
            read[text] = _read(article.page, text, parses[text])
        spoken = sum(max(0, min(s.end, span.end) - max(s.start, span.start)) for s in speech.get(article.page, ()))
        once = read[text] if is_known else _UNREAD
        yield replace(
            once,
            page=article.page,
            span=span,
            text=text,
            figures=tuple(_moved_figure(figure, span.start) for figure in once.figures),
            settings=tuple(_moved_setting(setting, span.start) for setting in once.settings),
            phrases=tuple(_moved_phrase(phrase, span.start) for phrase in once.phrases),
            is_speech=spoken > _SPEECH * len(span),
        )


def _read(page: PageId, text: str, parse: ParsedSentence) -> Sentence:
    """Return a sentence as if it were the whole page."""
    return Sentence(
        page=page,
        span=Span(0, len(text)),
        text=text,
        figures=tuple(figures(parse)),
        settings=(*places(parse), *years(parse)),
        phrases=tuple(phrases(parse)),
        names=names(parse),
        is_negated=is_negated(parse),
        is_speech=False,
        is_label=not any(word.tag in _FINITE for word in parse.words),
    )


_UNREAD = Sentence(PageId(""), Span(0, 0), "", (), (), (), frozenset(), is_negated=False, is_speech=False)
"""A sentence in a language that the parser does not know."""


def _without_dateline(sentence: Span, article: Article) -> Span:
    """Return what a sentence says itself: "BRUSSELS, Jan 12 (Reuters) -" is no part of the claim behind it."""
    line = article.dateline.span if article.dateline is not None else None
    if line is None or not (sentence.start <= line.start and line.end < sentence.end):
        return sentence
    return trim(article.text, Span(line.end, sentence.end))


def says_something(sentence: Sentence) -> bool:
    """Tell whether a reader learns something from a sentence by itself: no label, and none of what sites add to texts."""
    if sentence.is_label and not sentence.figures and not sentence.settings:
        return False
    return len(sentence.text) > _LONGEST_NOTE or not _NOTE.search(sentence.text)


def _said(attribution: Attribution) -> Iterator[Span]:
    """Yield what of an attribution is not the page's own claim: content, cue and source."""
    yield from attribution.spans
    if attribution.cue is not None:
        yield attribution.cue
    if attribution.source is not None:
        yield attribution.source.span


def _moved_figure(figure: Figure, by: int) -> Figure:
    return replace(
        figure, span=_moved(figure.span, by), clause=_moved(figure.clause, by), nearby=_moved(figure.nearby, by)
    )


def _moved_setting(setting: Setting, by: int) -> Setting:
    return Setting(setting.name, _moved(setting.clause, by))


def _moved_phrase(phrase: Phrase, by: int) -> Phrase:
    return replace(phrase, clause=_moved(phrase.clause, by), nearby=_moved(phrase.nearby, by))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
