"""Lookup: which texts of an archive a page or a passage stands in, word for word or changed, and who carried it first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from filiation.cluster.alignment import Alignment, Passage, align
from filiation.cluster.evidence import gap_hours, weigh_pair
from filiation.cluster.profile import Moment, Profile
from filiation.cluster.tradition import Relation
from filiation.cluster.typing import judge
from filiation.crawl.directory import open_archive
from filiation.crawl.fingerprints import ENOUGH_SHARED, LEAST_CONTAINMENT, LEAST_SHARED, LONG, fingerprint
from filiation.crawl.index import Carried, Index
from filiation.crawl.pack import Packs, Unpacked
from filiation.crawl.part import wording_key
from filiation.crawl.question import LEAST_WORDS, Question
from filiation.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

FIRM_RUN = 10
"""A passage is said to stand where so many of its words stand in a row, or half of them."""
# A fingerprint in more texts than this is a stock phrase, or of a story that is carried everywhere: so many of them are
# read, the same ones for all of its fingerprints.
MOST_TEXTS = 256
# Texts that are aligned with a question: those that share the most fingerprints, and those that share the rarest, so
# that a lifted paragraph is found beside a common disclaimer. Some 1 ms each.
MOST_ALIKE, MOST_RARE = 24, 12
# Of a passage all postings are read, and more texts are aligned as long as they share all of its fingerprints: a stock
# phrase may be all that its few fingerprints say.
EVERY_TEXT, MOST_LIKELY = 1 << 20, 1_000
# Pages of a tradition that an answer names.
PAGES_TOLD = 10


@dataclass(frozen=True, slots=True)
class Match:
    """A text of the archive in which something of the question stands.

    Attributes:
        page: The page that stands for the text: of those with the same words the one with the smallest id.
        relation: How the two are related; `Relation.EXCERPT` wherever a passage stands.
        support: 0-1, how sure the relation is; of a passage, the share of its words that stand there.
        reason: In plain words.
        containment_query: Share of the question's words that stand in the text, 0-1.
        containment_match: Share of the text's words that stand in the question, 0-1.
        spans: Shared passages as (span in the question, span in the page's text), code points, ascending.
        tradition: The tradition's id.
        carried: Number of its pages.
        pages: The first of them by their clocks, `PAGES_TOLD` at most; those without a clock come last.
        first: Who carried it first; None where no clock tells.
    """

    page: Carried
    relation: Relation
    support: float
    reason: str
    containment_query: float
    containment_match: float
    spans: tuple[tuple[Span, Span], ...]
    tradition: str
    carried: int
    pages: tuple[Carried, ...]
    first: Carried | None


@dataclass(frozen=True, slots=True, eq=False)
class _Meeting:
    """A question of ``words`` words and a text of the archive; ``owners`` are the texts of each fingerprint they share."""

    page: Carried
    there: Unpacked
    alignment: Alignment
    owners: list[NDArray[np.uint32]]
    fewest: int
    words: int

    @property
    def longest(self) -> int:
        """Words of the longest run that agrees."""
        return max((length for _, _, length in self.alignment.blocks), default=0)

    def is_telling(self, question: Question) -> bool:
        """Tell whether more is shared than stock phrases: a passage, or what makes ``gather`` look at a pair."""
        if question.weights is None:
            return self.longest >= FIRM_RUN or self.alignment.shared * 2 >= len(question.profile.tokens)
        shared = len(self.owners)
        enough = shared >= min(LEAST_SHARED, self.fewest) and shared >= LEAST_CONTAINMENT * self.fewest
        return self.longest >= LEAST_WORDS or enough or shared >= ENOUGH_SHARED


class Library:
    """An archive to ask: opened once, asked as often as one likes."""

    def __init__(self, folder: Path) -> None:
        """Open an archive.

        Raises:
            CrawlError: It is none, of another format, or has no index yet.
        """
        archive = open_archive(folder)
        self.index = Index(archive)
        self.packs = Packs(archive.pages)

    def find(self, question: Question, limit: int | None = None) -> tuple[Match, ...]:
        """Find the texts in which something of a question stands.

        Returns:
            At most ``limit`` matches, those in which most of the question stands, of equals the one that is no
            longer, then the earliest; kin come first. Texts that share stock phrases alone are left out.

        Raises:
            CrawlError: The archive is damaged.
        """
        codes = question.profile.codes
        most = EVERY_TEXT if question.weights is None else MOST_TEXTS
        short_marks, long_marks = fingerprint(codes), fingerprint(codes, LONG)
        self.index.expect(np.concatenate([short_marks, long_marks]))
        owners = {mark: self.index.texts_with(mark, most) for mark in short_marks.tolist()}
        long = [self.index.texts_with(mark, most) for mark in long_marks.tolist()]
        own = self.index.text_of(wording_key(question.profile))
        likely, reserve = _choose([*owners.values(), *long], own)
        meetings = [self._meet(question, text, owners) for text in likely]
        if question.weights is None:
            meetings += self._go_on(question, reserve, owners, sum(map(_is_whole, meetings)), limit)
        meetings = sorted((each for each in meetings if each.is_telling(question)), key=_rank)
        home = set() if own is None else {self.index.first_page(own).tradition}
        found: list[Match] = []
        for meeting in meetings:
            match = self._match(question, meeting, home)
            if match.relation.is_kin or meeting.longest >= LEAST_WORDS:
                found.append(match)
            if len(found) == limit:
                break
        return tuple(sorted(found, key=lambda match: not match.relation.is_kin))

    def _go_on(
        self,
        question: Question,
        texts: Sequence[int],
        owners: dict[int, NDArray[np.uint32]],
        whole: int,
        limit: int | None,
    ) -> Iterator[_Meeting]:
        """Meet texts that share all fingerprints with a passage, until it stands whole in as many as are wanted."""
        for text in texts:
            if whole >= (limit or MOST_ALIKE):
                return
            meeting = self._meet(question, text, owners)
            whole += _is_whole(meeting)
            yield meeting

    def _meet(self, question: Question, text: int, owners: dict[int, NDArray[np.uint32]]) -> _Meeting:
        page = self.index.first_page(text)
        there = self.packs.at(page.card.place)
        alignment = align(question.profile.codes, there.profile.codes)
        if question.weights is None:
            alignment = _widen(alignment, question.profile.codes, there.profile.codes)
        marks = fingerprint(there.profile.codes)
        shared = np.intersect1d(np.fromiter(owners, dtype=np.int64, count=len(owners)), marks, assume_unique=True)
        return _Meeting(
            page=page,
            there=there,
            alignment=alignment,
            owners=[owners[mark] for mark in shared.tolist()],
            fewest=min(len(owners), len(marks)),
            words=len(question.profile.codes),
        )

    def _match(self, question: Question, meeting: _Meeting, home: set[int]) -> Match:
        page, alignment = meeting.page, meeting.alignment
        sizes = len(question.profile.tokens), len(meeting.there.profile.tokens)
        if question.weights is None:
            relation, support = Relation.EXCERPT, alignment.shared / sizes[0]
            reason = f"{alignment.shared} of its {sizes[0]} words stand there, {meeting.longest} of them in a row"
        else:
            relation, support, reason = self._judge(question, meeting, home)
        rows = self.index.rows_of(page.tradition)
        pages = tuple(self.index.page(row) for row in rows[:PAGES_TOLD])
        return Match(
            page=page,
            relation=relation,
            support=support,
            reason=reason,
            containment_query=alignment.shared / sizes[0],
            containment_match=alignment.shared / sizes[1],
            spans=_spans(alignment, question.profile, meeting.there.profile),
            tradition=self.index.name_of(page.tradition),
            carried=len(rows),
            pages=pages,
            first=find_first(pages),
        )

    def _judge(self, question: Question, meeting: _Meeting, home: set[int]) -> tuple[Relation, float, str]:
        """Judge a pair as ``gather`` does: with what only the archive can tell of it."""
        from filiation.cluster.pairs import COMMON_FAMILIES
        from filiation.crawl.verdicts import DENSITY
        from filiation.crawl.verify import SAMPLE

        families = [set(self.index.traditions_of(texts).tolist()) for texts in meeting.owners[:SAMPLE]]
        kindred = home | {meeting.page.tradition}
        common = sum(len(each - kindred) >= COMMON_FAMILIES for each in families) / max(1, len(families))
        own, other = question.profile, meeting.there
        evidence = weigh_pair(own, other.profile, meeting.alignment, question.weights or {}, other.weights)
        verdict = judge(
            replace(
                evidence,
                common=common,
                rare=round((1 - common) * len(meeting.owners) / DENSITY),
                gap_hours=gap_hours(own.moments, _moments(meeting.page)),
            )
        )
        return verdict.relation, verdict.support, verdict.reason


def find_first(pages: Sequence[Carried]) -> Carried | None:
    """Return who carried a tradition first, by clocks.

    Args:
        pages: Of the tradition, as they were printed, at least the first two.

    Returns:
        The page that is surely the earliest of all that have a clock; the only page of a tradition of one. None where
        fewer than two of several have a clock, or the clocks do not part the first two (the same minute; the same day,
        and one tells no more).
    """
    if len(pages) == 1:
        return pages[0]
    earliest = [moment for page in pages[:2] for moment in _moments(page)]
    if len(earliest) < 2:
        return None
    one, other = earliest
    if one.exact and other.exact:
        return pages[0] if one.at < other.at else None
    return pages[0] if one.at.date() < other.at.date() else None


def _choose(owners: list[NDArray[np.uint32]], own: int | None) -> tuple[list[int], list[int]]:
    """Choose the texts to align, from the texts of each fingerprint.

    Returns:
        The likely ones, and of the others those that share every fingerprint.
    """
    met = [texts for texts in owners if len(texts)]
    if not met:
        return [], []
    texts, which = np.unique(np.concatenate(met), return_inverse=True)
    shared = np.bincount(which)
    rarity = np.bincount(which, weights=np.concatenate([np.full(len(each), 1 / len(each)) for each in met]))
    order = np.lexsort((texts, -rarity, -shared))
    rare = np.lexsort((texts, -shared, -rarity))[:MOST_RARE]
    likely = {*texts[order[:MOST_ALIKE]].tolist(), *texts[rare].tolist(), *([] if own is None else [own])}
    every = texts[order[shared[order] == len(owners)]][:MOST_LIKELY]
    return sorted(likely), [text for text in every.tolist() if text not in likely]


def _is_whole(meeting: _Meeting) -> bool:
    return meeting.alignment.shared == meeting.words


def _rank(meeting: _Meeting) -> tuple[int, bool, float, str]:
    at = meeting.page.at
    is_other = meeting.words != len(meeting.there.profile.codes)
    return (-meeting.alignment.shared, is_other, float("inf") if at is None else at, meeting.page.card.article)


def _moments(page: Carried) -> tuple[Moment, ...]:
    return () if page.at is None else (Moment(datetime.fromtimestamp(page.at, UTC), page.exact),)


def _spans(alignment: Alignment, question: Profile, there: Profile) -> tuple[tuple[Span, Span], ...]:
    return tuple(
        (question.tokens.span(each.a_start, each.a_end), there.tokens.span(each.b_start, each.b_end))
        for each in alignment.passages
    )


def _widen(alignment: Alignment, a: NDArray[np.uint64], b: NDArray[np.uint64]) -> Alignment:
    """Let each passage reach as far as the words agree.

    An alignment in order may set the first word of a short text at any earlier place where that word stands; in a
    whole story nobody minds, in a passage of fifteen words one does.
    """
    first, second = a.tolist(), b.tolist()
    blocks, passages = list(alignment.blocks), []
    past = 0
    for each in alignment.passages:
        low, high = (each.a_start, each.b_start), (each.a_end, each.b_end)
        while low[0] > past and low[1] > 0 and first[low[0] - 1] == second[low[1] - 1]:
            low = low[0] - 1, low[1] - 1
        while high[0] < len(first) and high[1] < len(second) and first[high[0]] == second[high[1]]:
            high = high[0] + 1, high[1] + 1
        before, behind = each.a_start - low[0], high[0] - each.a_end
        past = high[0]
        passages.append(
            replace(
                each, a_start=low[0], b_start=low[1], a_end=high[0], b_end=high[1], words=each.words + before + behind
            )
        )
        blocks = [_grown(block, each, before, behind) for block in blocks]
    return Alignment(tuple(passages), tuple(blocks), sum(each.words for each in passages), alignment.moved)


def _grown(block: tuple[int, int, int], passage: Passage, before: int, behind: int) -> tuple[int, int, int]:
    a, b, length = block
    if (a, b) == (passage.a_start, passage.b_start):
        a, b, length = a - before, b - before, length + before
    if (block[0] + block[2], block[1] + block[2]) == (passage.a_end, passage.b_end):
        length += behind
    return a, b, length
