"""Claims: what a page says in its own voice, sentence by sentence, and the figures and places within."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.testimony.attribution import Attribution
from filiation.testimony.facts import Figure, Place, figures, is_negated, names, places
from filiation.testimony.grammar import ParsedSentence, Parser
from filiation.text import Span, sentences, tokenise

# A "sentence" shorter than this many words is a label or a fragment, and claims nothing.
_SHORTEST = 5
# A sentence of which more than this share is somebody's speech is listed as speech, not as a claim as well.
_SPEECH = 0.5


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a body with the hard facts in it; all spans are in the page's text.

    Attributes:
        page: Where.
        span: Its characters.
        text: The same as a string, as the models read it.
        figures: Its figures, with their phrases.
        places: Its places, with their clauses.
        names: Folded words of its names.
        is_negated: Whether its main clause is negated.
        is_speech: Whether most of it is attributed to somebody.
    """

    page: PageId
    span: Span
    text: str
    figures: tuple[Figure, ...]
    places: tuple[Place, ...]
    names: frozenset[str]
    is_negated: bool
    is_speech: bool


def read_sentences(
    articles: Sequence[Article], attributions: Iterable[Attribution], parser: Parser
) -> tuple[Sentence, ...]:
    """Return the sentences of all bodies, by page and place; each distinct one is parsed once.

    Pages in a language that the parser does not know have sentences without figures, places or negation.
    """
    speech: dict[PageId, list[Span]] = {}
    for each in attributions:
        speech.setdefault(each.page, []).extend(_said(each))
    found = [
        (article, span)
        for article in articles
        for span in sentences(article.text, article.body)
        if len(tokenise(article.text, [span], words_only=True)) >= _SHORTEST
    ]
    parses = parser.parse_all({span.of(a.text) for a, span in found if a.language in {"en", None}})
    return tuple(_sentences(found, parses, speech))


def _sentences(
    found: Iterable[tuple[Article, Span]],
    parses: Mapping[str, ParsedSentence],
    speech: Mapping[PageId, Sequence[Span]],
) -> Iterator[Sentence]:
    for article, span in found:
        text = span.of(article.text)
        parse = parses.get(text) if article.language in {"en", None} else None
        spoken = sum(max(0, min(s.end, span.end) - max(s.start, span.start)) for s in speech.get(article.page, ()))
        yield Sentence(
            page=article.page,
            span=span,
            text=text,
            figures=() if parse is None else tuple(_moved_figure(f, span.start) for f in figures(parse)),
            places=() if parse is None else tuple(_moved_place(p, span.start) for p in places(parse)),
            names=frozenset() if parse is None else names(parse),
            is_negated=parse is not None and is_negated(parse),
            is_speech=spoken > _SPEECH * len(span),
        )


def _said(attribution: Attribution) -> Iterator[Span]:
    """Yield what of an attribution is not the page's own claim: content, cue and source."""
    yield from attribution.spans
    if attribution.cue is not None:
        yield attribution.cue
    if attribution.source is not None:
        yield attribution.source.span


def _moved_figure(figure: Figure, by: int) -> Figure:
    span = Span(figure.span.start + by, figure.span.end + by)
    return Figure(figure.value, figure.counted, figure.qualifiers, span)


def _moved_place(place: Place, by: int) -> Place:
    return Place(place.name, Span(place.clause.start + by, place.clause.end + by))
