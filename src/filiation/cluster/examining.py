"""Examining one pair of pages: the evidence on it, whether or not the two looked alike enough to be compared at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from filiation.article.article import Article
from filiation.cluster.alignment import Alignment, Passage, align
from filiation.cluster.evidence import Evidence, weigh_pair
from filiation.cluster.pairs import verify
from filiation.cluster.profile import Profile, profile_all
from filiation.cluster.rarity import Subjects
from filiation.cluster.typing import Verdict, judge
from filiation.text import Tokens, tokenise


@dataclass(frozen=True, slots=True, eq=False)
class Examined:
    """What speaks for and against the kinship of two pages, with the words behind it.

    Attributes:
        a: The first page's text.
        b: The other's; the same profile where the words are the same.
        tokens_a: The words of a's body at their places on the first page itself.
        tokens_b: The same of b.
        alignment: Of the two, a first.
        evidence: Of the two, a first; ``common`` and ``rare`` as told by the other pages.
        verdict: On the pair alone, whatever other pairs say.
    """

    a: Profile
    b: Profile
    tokens_a: Tokens
    tokens_b: Tokens
    alignment: Alignment
    evidence: Evidence
    verdict: Verdict


def examine(articles: Sequence[Article], a: Article, b: Article) -> Examined:
    """Return the evidence on two pages, judged as `gather` judges pairs.

    Args:
        articles: All pages of the run, ``a`` and ``b`` among them: they tell which words are common.
        a: One page.
        b: Another.

    Cost: that of verifying all pairs of ``articles``, some .6 ms a candidate.
    """
    profiles = profile_all(articles)
    place_of = {page.page: place for place, profile in enumerate(profiles) for page in profile.pages}
    first, second = place_of[a.page], place_of[b.page]
    low, high = sorted((first, second))
    subjects = Subjects(profiles)
    pair = next((each for each in verify(profiles, subjects) if (each.a, each.b) == (low, high)), None)
    if pair is not None:
        alignment, evidence = pair.alignment, pair.evidence
    else:
        one, other = profiles[low], profiles[high]
        alignment = align(one.codes, other.codes)
        evidence = weigh_pair(one, other, alignment, subjects.of(low), subjects.of(high))
        if low == high:  # nobody else has these words
            evidence = replace(evidence, rare=len(one.shingles))
    if (first, second) != (low, high):
        alignment, evidence = _turned(alignment), _turned_evidence(evidence)
    return Examined(
        a=profiles[first],
        b=profiles[second],
        tokens_a=tokenise(a.text, a.body, words_only=True),
        tokens_b=tokenise(b.text, b.body, words_only=True),
        alignment=alignment,
        evidence=evidence,
        verdict=judge(evidence),
    )


def _turned(its: Alignment) -> Alignment:
    """Return an alignment with the other text first."""
    passages = sorted(Passage(p.b_start, p.b_end, p.a_start, p.a_end, p.words) for p in its.passages)
    return Alignment(tuple(passages), tuple(sorted((y, x, n) for x, y, n in its.blocks)), its.shared, its.moved)


def _turned_evidence(its: Evidence) -> Evidence:
    return replace(
        its,
        containment_a=its.containment_b,
        containment_b=its.containment_a,
        lead_a=its.lead_b,
        lead_b=its.lead_a,
        size_a=its.size_b,
        size_b=its.size_a,
    )
