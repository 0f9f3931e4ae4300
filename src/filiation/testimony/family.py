"""Families: what one page of a dispatch tells about a speaker helps another that carries the same words.

A copy that begins a paragraph with "he said" has lost the name that its sister still prints. Speech is the same where
most of its words are, in the same order; who is named beside it on one page is then who speaks on the other, unless two
pages name two people: that is a finding, and each page keeps its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from filiation.archive.page import PageId
from filiation.cluster.pairs import components
from filiation.testimony.attribution import DECIDED, Attribution, Source
from filiation.text import tokenise

NAMED = frozenset({"named", "surname"})
"""How a name is found that the page itself prints beside the words."""

INFERRED = frozenset({"pronoun", "description"})
"""How a name is found that has been inferred from elsewhere on the page."""

# Runs of words that tell a passage: five in a row are hardly ever shared by chance; shorter speech must be equal.
_RUN = 5
_SHARED = 0.5
"""Share of the shorter one's runs that both must have: a copy that cut half of a long quotation still counts."""

_PAIR = 2
_LENT, _CONTESTED = 0.85, 0.6


def lend_names(
    found: Sequence[Attribution],
    families: Sequence[Sequence[PageId]],
    texts: Mapping[PageId, str],
    pronouns: frozenset[str],
) -> tuple[Attribution, ...]:
    """Let the pages of each family tell each other who speaks.

    Args:
        found: Of all pages.
        families: Groups of page ids that share a dispatch.
        texts: Page id to text.
        pronouns: Mentions, in lower case, that name nobody by themselves.

    Returns:
        The same attributions in the same order: inferred names replaced (``how`` = ``family``) or confirmed, and the
        support of all lowered where pages print different names beside the same words.
    """
    by_page: dict[PageId, list[int]] = defaultdict(list)
    for index, each in enumerate(found):
        by_page[each.page].append(index)
    after = list(found)
    for family in families:
        if len(set(family)) < _PAIR:
            continue
        members = [i for page in sorted(set(family)) for i in by_page.get(page, ())]
        for group in _same_words([found[i] for i in members], texts):
            indices = [members[i] for i in group]
            if len({found[i].page for i in indices}) > 1:
                for i, changed in zip(indices, _agreed([after[i] for i in indices], texts, pronouns), strict=True):
                    after[i] = changed
    return tuple(after)


def _agreed(
    group: Sequence[Attribution], texts: Mapping[PageId, str], pronouns: frozenset[str]
) -> Iterator[Attribution]:
    sources = [each.source for each in group if each.source is not None]
    named = {source.name for source in sources if source.how == DECIDED}
    named = named or {source.name for source in sources if source.how in NAMED}
    for each in group:
        source = each.source
        if source is None or not named or source.how == DECIDED:
            yield each
        elif len(named) > 1:
            yield replace(each, source=replace(source, support=round(source.support * _CONTESTED, 3)))
        else:
            yield replace(each, source=_told(source, next(iter(named)), source.span.of(texts[each.page]), pronouns))


def _told(source: Source, name: str, mention: str, pronouns: frozenset[str]) -> Source:
    if source.name == name:
        return replace(source, support=max(source.support, _LENT))
    if source.how in INFERRED or mention.lower() in pronouns:
        return Source(source.span, name, "family", _LENT)
    return source


def _same_words(group: Sequence[Attribution], texts: Mapping[PageId, str]) -> Iterator[list[int]]:
    """Yield groups of two or more attributions with the same words, by place in ``group``."""
    forms = [_forms(each, texts[each.page]) for each in group]
    runs = [frozenset(_runs(f)) for f in forms]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, own in enumerate(runs):
        for run in sorted(own):
            holders[run].append(index)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for run in sorted(holders):
        # A run that many share is linked to its first holder alone: linear, and the others meet there.
        first, *rest = holders[run]
        for other in rest:
            shared[first, other] += 1
    links = [(a, b) for (a, b), count in shared.items() if count >= _SHARED * min(len(runs[a]), len(runs[b]))]
    groups: dict[int, list[int]] = defaultdict(list)
    for index, first in enumerate(components(len(group), links)):
        groups[first].append(index)
    yield from (members for _, members in sorted(groups.items()) if len(members) > 1)


def _forms(each: Attribution, text: str) -> tuple[str, ...]:
    # Piece by piece: `tokenise` folds all of the text that it is given.
    return tuple(form for span in each.spans for form in tokenise(span.of(text), words_only=True).forms)


def _runs(forms: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if len(forms) <= _RUN:
        yield forms
    else:
        yield from (forms[i : i + _RUN] for i in range(len(forms) - _RUN + 1))
