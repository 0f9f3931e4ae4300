"""The verb: who said what, on every page of a run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from filiation.archive.decisions import DecidedSpeaker
from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.testimony.attribution import Attribution
from filiation.testimony.cast import Cast, cast_of
from filiation.testimony.decided import decide_speakers
from filiation.testimony.english import saying_forms
from filiation.testimony.english_names import PRONOUNS
from filiation.testimony.family import NAMED, lend_names
from filiation.testimony.frame import Frame
from filiation.testimony.grammar import ParsedSentence, Parser
from filiation.testimony.lines import lines_of
from filiation.testimony.speaker import Scene, name_sources
from filiation.testimony.speech import frames_of, utterances
from filiation.testimony.transcript import posts, turns
from filiation.text import hull

LANGUAGES = frozenset({"en"})
"""ISO 639-1 of the languages whose speech is read; a page whose language cannot be told is read as if it were English."""


def attribute(
    articles: Sequence[Article],
    families: Sequence[Sequence[PageId]],
    parser: Parser,
    decided: Sequence[DecidedSpeaker] = (),
) -> tuple[Attribution, ...]:
    """Find who said what.

    Args:
        articles: Any number; ids are distinct.
        families: Groups of page ids that share a dispatch, possibly empty: what one of its pages tells about a speaker
            helps another that copied the same words.
        parser: Parses each distinct sentence once; not loaded where no article has a sign of speech.
        decided: Who speaks where, as a person says; a family hears of it.

    Returns:
        Attributions by page id, then by place. One for each act of speech: a quotation that its cue breaks into several
        sentences is one attribution of several pieces (`parted` parts them).

    An article in a language that is not among `LANGUAGES` gives nothing.
    """
    ordered = sorted((a for a in articles if a.language is None or a.language in LANGUAGES), key=lambda a: a.page)
    framed = [(article, frames_of(article)) for article in ordered if may_speak(article)]
    parsed = parser.parse_all(frame.text for _, found in framed for frame in found)
    scenes = [(article, found, Scene(article.text, found, parsed, cast_of(found, parsed))) for article, found in framed]
    made = [each for article, found, scene in scenes for each in _of_page(article, found, scene, parsed)]
    made = _full_names(made, families, {article.page: scene.cast for article, _, scene in scenes})
    texts = {article.page: article.text for article, _ in framed}
    made = decide_speakers(made, texts, decided)
    return lend_names(made, families, texts, frozenset(PRONOUNS))


def may_speak(article: Article) -> bool:
    """Tell whether an article has any sign of speech: a quotation mark, a verb of saying, a label. Cheap."""
    forms = saying_forms()
    for paragraph in article.body:
        words = paragraph.of(article.text)
        if _MARK.search(words) or any(found.group().lower() in forms for found in _WORD.finditer(words)):
            return True
    lines = lines_of(article)
    return bool(turns(article.text, lines) or posts(article.text, lines))


_MARK = re.compile(r"[“”„«»\"‘]|''|(?:^|\s)'\w|according", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def _of_page(
    article: Article, found: tuple[Frame, ...], scene: Scene, parsed: Mapping[str, ParsedSentence]
) -> Iterator[Attribution]:
    spoken = utterances(article, found, parsed)
    for utterance, source in zip(spoken, name_sources(scene, spoken), strict=True):
        support = utterance.support * (source.support if source else _NOBODY)
        yield Attribution(
            article.page,
            hull(utterance.pieces),
            utterance.pieces,
            utterance.kind,
            utterance.cue,
            source,
            round(support, 3),
        )


def _full_names(
    found: Sequence[Attribution], families: Sequence[Sequence[PageId]], casts: Mapping[PageId, Cast]
) -> list[Attribution]:
    """Give a page that prints only "Novak" the full name that its family prints."""
    pools: dict[PageId, Cast] = {}
    for family in families:
        people = [p for page in sorted(set(family)) if page in casts for p in casts[page].people if len(p.words) > 1]
        pool = Cast(people)
        pools.update(dict.fromkeys(family, pool))
    return [_with_full_name(each, pools.get(each.page)) for each in found]


def _with_full_name(each: Attribution, pool: Cast | None) -> Attribution:
    source = each.source
    lone = source is not None and " " not in source.name and source.name[:1].isupper()
    if pool is None or source is None or not lone or source.how not in {*NAMED, "as it stands"}:
        return each
    if source.name.lower() in PRONOUNS:
        return each
    bearers = pool.bearers((source.name,))
    if len({p.name for p in bearers}) != 1:
        return each
    return replace(each, source=replace(source, name=bearers[0].name, how="family", support=_FROM_FAMILY))


_FROM_FAMILY = 0.85
_NOBODY = 0.55
"""For speech whose source nobody tells: of 284 such on PolNeAR's train part two thirds are speech, a third has no source."""
