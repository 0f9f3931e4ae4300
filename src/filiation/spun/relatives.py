"""Relatives: the page that a spun page was made from, where it is among the others.

A spinner that replaces a third of the words leaves nothing that word-for-word alignment could hold on to. What it does
not change is what each sentence says, and in which order. Two newsrooms seldom have even half of that in common.

Source:
    Sentences aligned in order by the cosine of their vectors (a weighted longest common subsequence, Hirschberg 1977).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from filiation.archive.decisions import Bond
from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.alignment import align
from filiation.cluster.profile import profile_all
from filiation.cluster.tradition import Event, Relation, Reuse, Tradition
from filiation.meaning import Encoder
from filiation.spun.sisters import SAME_MATTER
from filiation.spun.spun import Spun
from filiation.text import Span, sentences

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAME_ORDER = 0.55
"""Share of a spun page's characters, in sentences that another page has in the same order, from which it was made from that
page. 31 pages of 26 Wikinews stories, spun by WordNet at .2, .5 and .9 of their different words, have .97, .90 and .64 in
common with their originals at the lower quartile; with reports of other newsrooms (53 pairs) .49 at most."""
SUPPORT = 0.9
"""Of one page being made from the other, from there on: none of those 53 was."""
SHORTEST = 25
"""Characters: what is shorter is a label, and alike on many pages."""


@dataclass(frozen=True, slots=True)
class Relative:
    """A page that says what a spun page says, in the same order.

    Attributes:
        page: Which.
        share: Part of the spun page's characters that stand in sentences it has, 0-1.
        spans: The sentences: (on the spun page, on the relative), ascending.
        sentences: Number of sentences of the spun page.
    """

    page: PageId
    share: float
    spans: tuple[tuple[Span, Span], ...]
    sentences: int


def find_relative(article: Article, others: Iterable[Article], encoder: Encoder) -> Relative | None:
    """Return the page that a spun page was most likely made from; None where none has `SAME_ORDER` of it.

    Args:
        article: The spun page.
        others: Pages of its event, in any order; those in other languages are passed over.
        encoder: For what sentences mean.

    Cost: a product of two matrices a page, and one step a sentence of the spun page.
    """
    own = _sentences(article)
    if not own:
        return None
    vectors = encoder.encode([span.of(article.text) for span in own])
    best: Relative | None = None
    for other in sorted(others, key=lambda each: each.page):
        theirs = _sentences(other) if other.language == article.language else []
        if not theirs or other.page == article.page:
            continue
        alike = vectors @ encoder.encode([span.of(other.text) for span in theirs]).T >= SAME_MATTER
        pairs = _in_order(alike, [len(span) for span in own])
        share = sum(len(own[i]) for i, _ in pairs) / sum(map(len, own))
        if share >= SAME_ORDER and (best is None or share > best.share):
            best = Relative(other.page, share, tuple((own[i], theirs[j]) for i, j in pairs), len(own))
    return best


def join_originals(
    event: Event, articles: Mapping[PageId, Article], spun: Iterable[Spun], encoder: Encoder, bonds: Sequence[Bond] = ()
) -> Event:
    """Return an event with each spun page in the tradition of the page that it was made from.

    Args:
        event: As clustering found it: by words.
        articles: Its articles, by page; may hold others.
        spun: How likely pages are spun; those of other events, and those that are not, stay where they are.
        encoder: For what sentences mean.
        bonds: What a person has decided of pairs of pages: what is decided to be two reports is not joined.
    """
    for each in sorted(spun, key=lambda its: its.page):
        home = {member.page: tradition for tradition in event.traditions for member in tradition.members}
        if not each.is_spun or each.page not in home:
            continue
        apart = _apart(each.page, home, bonds)
        others = [articles[page] for page in sorted(home) if home[page] is not home[each.page] and page not in apart]
        relative = find_relative(articles[each.page], others, encoder)
        if relative is not None:
            event = _joined(
                event,
                home[relative.page],
                home[each.page],
                _reuse(articles[each.page], articles[relative.page], relative),
            )
    return event


def _sentences(article: Article) -> list[Span]:
    return [span for span in sentences(article.text, article.body) if len(span) >= SHORTEST]


def _in_order(alike: NDArray[np.bool_], lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Return pairs that ascend on both sides and hold the most characters of the first side."""
    table = np.zeros((alike.shape[0] + 1, alike.shape[1] + 1), dtype=np.int64)
    for i, length in enumerate(lengths):
        gained = np.where(alike[i], table[i, :-1] + length, 0)
        table[i + 1, 1:] = np.maximum.accumulate(np.maximum(table[i, 1:], gained))
    pairs = []
    i, j = alike.shape
    while i and j:
        if table[i, j] == table[i - 1, j]:
            i -= 1
        elif table[i, j] == table[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def _apart(page: PageId, home: Mapping[PageId, Tradition], bonds: Sequence[Bond]) -> set[PageId]:
    """Return the pages whose traditions must not be joined with a page's own."""
    mine = {member.page for member in home[page].members}
    barred = {
        other
        for bond in bonds
        if not bond.is_one
        for one, other in ((bond.a, bond.b), (bond.b, bond.a))
        if one in mine and other in home
    }
    return {member.page for other in barred for member in home[other].members}


def _reuse(article: Article, original: Article, relative: Relative) -> Reuse:
    a, b = sorted((article, original), key=lambda each: each.page)
    spans = relative.spans if a is article else tuple(sorted((theirs, own) for own, theirs in relative.spans))
    told = (
        f"{len(relative.spans)} of {relative.sentences} sentences say the same in the same order, in a spinner's words"
    )
    first, second = (profile_all([each])[0].codes for each in (a, b))
    shared = align(first, second).shared
    contained = shared / max(1, len(first)), shared / max(1, len(second))
    return Reuse(a.page, b.page, Relation.SPUN, *contained, original.page, SUPPORT, spans, told)


def _joined(event: Event, kept: Tradition, gone: Tradition, reuse: Reuse) -> Event:
    """Return the event with one tradition in another; its letter stays with the page that was made first."""
    members = tuple(sorted((*kept.members, *gone.members), key=lambda member: member.siglum))
    whole = Tradition(kept.id, members, (*kept.reuses, *gone.reuses, reuse))
    rest = (tradition for tradition in event.traditions if tradition is not gone)
    return replace(event, traditions=tuple(whole if each is kept else each for each in rest))
