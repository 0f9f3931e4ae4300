"""The verb of the stage: from articles to traditions and events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from filiation.archive.decisions import Bond
from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.decided import decide_pairs, parts_of, place_of
from filiation.cluster.direction import find_older
from filiation.cluster.events import Report, find_events
from filiation.cluster.families import Decided, Families, Link, Refusal, find_families
from filiation.cluster.pairs import Pair, verify
from filiation.cluster.profile import Profile, profile_all
from filiation.cluster.rarity import Subjects
from filiation.cluster.sigla import name_pages
from filiation.cluster.tradition import Event, Gathering, Member, Relation, Reuse, Siglum, Tradition
from filiation.cluster.typing import outvoted
from filiation.meaning import Encoder
from filiation.settings import Settings
from filiation.text import Span, Tokens, tokenise

# In a larger family the pages of one body are linked to the first of them alone: a thousand copies, not half a million
# pairs.
ALL_PAIRS_MEMBERS = 64


def gather(articles: Sequence[Article], encoder: Encoder, settings: Settings, bonds: Sequence[Bond] = ()) -> Gathering:
    """Find which pages carry one dispatch, and which tell of one happening.

    Args:
        articles: In any order; each page once.
        encoder: Asked only about texts whose words leave open whether they tell of one happening.
        settings: ``event_window_days`` is used.
        bonds: Pairs of these pages of which a person has decided whether they are one report; they hold whatever the
            words say, and must not contradict each other.

    Returns:
        Every page in one tradition and every tradition in one event, both named ``A``, ``B`` … by size, then by the
        first page's name. The result does not depend on the order of ``articles``.

    Cost:
        n log n in words for the candidates, about 1 ms a candidate pair for its alignment and typing. Pages with the
        same words are worked once.
    """
    profiles = profile_all(articles, parts_of(bonds))
    subjects = Subjects(profiles)
    pairs = verify(profiles, subjects)
    families, joining = _families(profiles, pairs)
    overruled: tuple[Bond, ...] = ()
    if bonds:
        inferred = families
        pairs, decided = decide_pairs(pairs, profiles, subjects, bonds)
        families, joining = _families(profiles, pairs, decided)
        overruled = _overruled(bonds, profiles, inferred)
    digests = {joining[place] for place in families.digests}
    for place in families.outvoted:
        pair = pairs[joining[place]]
        pairs[joining[place]] = replace(pair, verdict=outvoted(pair.verdict))
    sigla = name_pages(articles)
    family_of = {text: family for family, members in enumerate(families.members) for text in members}
    within: dict[int, list[Reuse]] = defaultdict(list)
    excerpts: list[Reuse] = []
    refused: list[Reuse] = []
    sizes = [sum(len(profiles[text].pages) for text in members) for members in families.members]
    unfold = _Unfolder(profiles)
    for family, members in enumerate(families.members):
        for text in members:
            within[family] += unfold.copies(text, all_pairs=sizes[family] <= ALL_PAIRS_MEMBERS)
    for place, pair in enumerate(pairs):
        one, other = family_of[pair.a], family_of[pair.b]
        small = sizes[one] + sizes[other] <= ALL_PAIRS_MEMBERS
        rows = unfold.pair(pair, all_pairs=small, lifted=place in digests)
        if not pair.verdict.relation.is_kin:
            refused += rows
        elif one == other:
            within[one] += rows
        else:
            excerpts += rows
    ranked = sorted(range(len(families.members)), key=lambda f: (-sizes[f], min(_pages(profiles, families.members[f]))))
    traditions = {
        family: _tradition(_letters(rank), [profiles[text] for text in families.members[family]], sigla, within[family])
        for rank, family in enumerate(ranked)
    }
    reports = [
        Report(traditions[family], tuple((profiles[text], subjects.of(text)) for text in families.members[family]))
        for family in (ranked if len(ranked) > 1 else ())
    ]
    events = (
        find_events(reports, encoder, settings, _forms(pairs, family_of, traditions))
        if reports
        else [Event((tradition,), 1.0, "alone") for tradition in traditions.values()]
    )
    return Gathering(_by_rank(events), tuple(sorted(refused, key=_row)), tuple(sorted(excerpts, key=_row)), overruled)


def _families(
    profiles: Sequence[Profile], pairs: Sequence[Pair], decided: Sequence[Decided] = ()
) -> tuple[Families, list[int]]:
    """Return the families that the pairs make, and the places of the pairs that were asked to join."""
    joining = [
        place
        for place, pair in enumerate(pairs)
        if pair.verdict.relation.is_kin and pair.verdict.relation is not Relation.EXCERPT
    ]
    families = find_families(
        [len(profile.tokens) for profile in profiles],
        [
            Link(pairs[place].a, pairs[place].b, pairs[place].alignment.blocks, pairs[place].verdict.support)
            for place in joining
        ],
        [
            Refusal(pair.a, pair.b, pair.verdict.support, pair.evidence.common)
            for pair in pairs
            if pair.verdict.relation is Relation.TEMPLATE
        ],
        decided,
    )
    return families, joining


def _overruled(bonds: Sequence[Bond], profiles: Sequence[Profile], inferred: Families) -> tuple[Bond, ...]:
    """Return the bonds that say other than the families that were inferred."""
    place = place_of(profiles)
    family_of = {text: family for family, members in enumerate(inferred.members) for text in members}
    return tuple(bond for bond in bonds if (family_of[place[bond.a]] == family_of[place[bond.b]]) is not bond.is_one)


def _forms(
    pairs: Sequence[Pair], family_of: Mapping[int, int], traditions: Mapping[int, Tradition]
) -> dict[tuple[str, str], float]:
    """Return which traditions fill one form about two happenings, and how sure that is."""
    forms: dict[tuple[str, str], float] = {}
    for pair in pairs:
        one, other = sorted((family_of[pair.a], family_of[pair.b]))
        if pair.verdict.relation is Relation.TEMPLATE and one != other:
            two = traditions[one].id, traditions[other].id
            forms[two] = max(forms.get(two, 0.0), pair.verdict.support)
    return forms


def _by_rank(events: Sequence[Event]) -> tuple[Event, ...]:
    def rank(event: Event) -> tuple[int, int, str]:
        first = event.traditions[0].id
        return -sum(len(tradition.members) for tradition in event.traditions), len(first), first

    return tuple(sorted(events, key=rank))


def _tradition(name: str, profiles: list[Profile], sigla: dict[PageId, Siglum], reuses: list[Reuse]) -> Tradition:
    members = [Member(sigla[page.page], page.page) for profile in profiles for page in profile.pages]
    return Tradition(name, tuple(sorted(members, key=lambda member: member.siglum)), tuple(sorted(reuses, key=_row)))


def _pages(profiles: Sequence[Profile], texts: Sequence[int]) -> Iterator[PageId]:
    return (page.page for text in texts for page in profiles[text].pages)


def _row(reuse: Reuse) -> tuple[PageId, PageId]:
    return reuse.a, reuse.b


def _letters(rank: int) -> str:
    """Return A … Z, AA, AB … as a spreadsheet names its columns."""
    name = ""
    rank += 1
    while rank:
        rank, letter = divmod(rank - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


class _Unfolder:
    """Turns pairs of texts into rows of pages; pages with the same words have them at their own places."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        self._tokens: dict[PageId, Tokens] = {profile.article.page: profile.tokens for profile in profiles}

    def copies(self, text: int, *, all_pairs: bool) -> Iterator[Reuse]:
        """Yield a row for the pages that have one body: for each two, or for each with the first."""
        profile = self._profiles[text]
        size = len(profile.tokens)
        pages = profile.pages
        for one, other in combinations(pages, 2) if all_pairs else ((pages[0], page) for page in pages[1:]):
            spans = ((self._span(one, 0, size), self._span(other, 0, size)),) if size else ()
            older = find_older(profile, profile, one, other, None)
            yield Reuse(
                one.page, other.page, Relation.SAME, 1.0, 1.0, older, 1.0, spans, "every word of the body agrees"
            )

    def pair(self, pair: Pair, *, all_pairs: bool, lifted: bool) -> Iterator[Reuse]:
        """Yield a row for each two pages with the two texts, or for the first of each."""
        a, b = self._profiles[pair.a], self._profiles[pair.b]
        relation, reason = pair.verdict.relation, pair.verdict.reason
        if lifted:
            relation, reason = Relation.EXCERPT, f"one of several dispatches in a digest; {reason}"
        for one in a.pages if all_pairs else a.pages[:1]:
            for other in b.pages if all_pairs else b.pages[:1]:
                older = find_older(a, b, one, other, pair.alignment if relation.is_kin else None)
                spans = sorted(
                    (self._span(one, p.a_start, p.a_end), self._span(other, p.b_start, p.b_end))
                    for p in pair.alignment.passages
                )
                first, second = pair.evidence.containment_a, pair.evidence.containment_b
                left, right = one, other
                if one.page > other.page:
                    left, right, first, second = other, one, second, first
                    spans = sorted((there, here) for here, there in spans)
                yield Reuse(
                    left.page, right.page, relation, first, second, older, pair.verdict.support, tuple(spans), reason
                )

    def _span(self, page: Article, first: int, past: int) -> Span:
        if page.page not in self._tokens:
            self._tokens[page.page] = tokenise(page.text, page.body, words_only=True)
        return self._tokens[page.page].span(first, past)
