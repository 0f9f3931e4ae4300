"""The verb: who said what, on every page of a run."""

from __future__ import annotations

from collections.abc import Sequence

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.testimony.attribution import Attribution
from filiation.testimony.cast import cast_of
from filiation.testimony.grammar import Parser
from filiation.testimony.speaker import Scene, name_sources
from filiation.testimony.speech import frames_of, utterances
from filiation.text import hull


def attribute(
    articles: Sequence[Article], families: Sequence[Sequence[PageId]], parser: Parser
) -> tuple[Attribution, ...]:
    """Find who said what.

    Args:
        articles: Any number; ids are distinct.
        families: Groups of page ids that share a dispatch, possibly empty: what one of its pages tells about a speaker
            helps another that copied the same words.
        parser: Parses each distinct sentence once; not loaded where no article has a sign of speech.

    Returns:
        Attributions by page id, then by place. One for each act of speech: a quotation that its cue breaks into several
        sentences is one attribution of several pieces (`utterances_of` parts them).

    English only: an article in another language gives nothing.
    """
    ordered = sorted((a for a in articles if a.language in {None, "en"}), key=lambda a: a.page)
    framed = [(article, frames_of(article)) for article in ordered]
    parsed = parser.parse_all(frame.text for _, found in framed for frame in found)
    made: list[Attribution] = []
    for article, found in framed:
        spoken = utterances(article, found, parsed)
        scene = Scene(article.text, found, parsed, cast_of(found, parsed))
        for utterance, source in zip(spoken, name_sources(scene, spoken), strict=True):
            support = utterance.support * (source.support if source else 1.0)
            made.append(
                Attribution(
                    article.page,
                    hull(utterance.pieces),
                    utterance.pieces,
                    utterance.kind,
                    utterance.cue,
                    source,
                    round(support, 3),
                )
            )
    return tuple(made)
