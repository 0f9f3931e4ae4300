"""Events: which reports tell of one happening, by the rare names, figures and words that they share.

Wording decides nothing here: a page that a spinner rewrote, a report of another outlet and one in another language
share who, where and how many. Reports are joined by average linkage, so that no single report that resembles two
happenings makes them one, and the order of the reports plays no part.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from filiation.cluster.profile import Profile, opening
from filiation.cluster.tradition import Event, Tradition
from filiation.meaning import Encoder
from filiation.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Average likeness of two groups from which they tell of one happening: for two reports, and how much more is asked when
# there are ten times as many, since chance finds more pairs. On 45 Wikinews stories with all their sources in one heap
# (104 pages, 126 pairs of one story, pairs of stories about one affair left out): P .86 R .94 at .14, P .94 R .94 at
# .16, P .93 R .82 at .18.
ONE_HAPPENING, TENFOLD = 0.12, 0.02
# Between these likenesses meaning is asked as well: there, pairs of one story have a median cosine of .46, others .20.
GREY_LOW, GREY_HIGH = 0.07, 0.2
# Likeness moves by this part of what the cosine of headline and lead lies above or below the middle of the two.
MEANING_WEIGHT, MEANING_MIDDLE = 0.2, 0.33
# Above this number of doubtful reports average linkage has company enough to go by, and the encoder would take longer
# than all the rest (some 40 ms a report).
MOST_ENCODED = 40
OPENING_SENTENCES, OPENING_CHARACTERS = 2, 400
# Up to this number of reports plain arrays do without scipy, which is a quarter of a second to load.
FEW_REPORTS = 16
# A term in more than this part of the reports is a beat's jargon ("dlrs", "shares"); below the first number of reports
# nothing can be told of that, above the second all.
JARGON = 0.05
FEW_REPORTS, MANY_REPORTS = 20, 300
# So many shared terms are named as the reason.
NAMED_TERMS = 6
NEVER = -1.0
DAY = 86_400.0


NO_FORMS: Mapping[tuple[str, str], float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Report:
    """A tradition, and its texts with what their words say about the subject (`weigh_words`)."""

    tradition: Tradition
    texts: tuple[tuple[Profile, Mapping[str, float]], ...]

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """Its texts."""
        return tuple(profile for profile, _ in self.texts)


def find_events(
    reports: Sequence[Report],
    encoder: Encoder,
    settings: Settings,
    forms: Mapping[tuple[str, str], float] = NO_FORMS,
) -> list[Event]:
    """Put reports of one happening together.

    Args:
        reports: In any order.
        encoder: Asked about headline and lead of reports whose words leave it open; never about a lone report.
        settings: Reports further apart than ``event_window_days``, by their own clocks, are not one event.
        forms: Two traditions' ids → how sure it is (0-1) that they fill one form about two happenings.

    Returns:
        Every report in one event.

    Cost:
        Quadratic in the number of reports (not of pages), in memory and time: 4 bytes and some 20 ns a pair.
    """
    ordered = sorted(reports, key=lambda report: min(profile.key for profile in report.profiles))
    if len(ordered) < 2:
        return [Event((report.tradition,), 1.0, "alone") for report in ordered]
    subjects = _without_jargon([_subject(report) for report in ordered])
    likeness = _likeness(subjects)
    _ask_meaning(likeness, ordered, encoder)
    place = {report.tradition.id: i for i, report in enumerate(ordered)}
    for (one, other), support in forms.items():
        i, j = place[one], place[other]
        likeness[i, j] = likeness[j, i] = likeness[i, j] * np.float32(1 - support)
    _keep_window(likeness, ordered, settings.event_window_days)
    threshold = ONE_HAPPENING + TENFOLD * math.log10(len(ordered))
    groups: dict[int, list[int]] = {}
    for row, group in enumerate(_link(likeness, threshold)):
        groups.setdefault(group, []).append(row)
    return [_event(ordered, subjects, likeness, group, threshold) for group in groups.values()]


def _subject(report: Report) -> dict[str, float]:
    """Return the mean of what a report's texts are about, of length 1."""
    whole: dict[str, float] = {}
    for _, weights in report.texts:
        for term, weight in weights.items():
            whole[term] = whole.get(term, 0.0) + weight
    return _of_length_one(whole)


def _without_jargon(subjects: list[dict[str, float]]) -> list[dict[str, float]]:
    """Make light of terms that many of the reports use, whatever the language at large does."""
    trust = min(1.0, max(0.0, (len(subjects) - FEW_REPORTS) / (MANY_REPORTS - FEW_REPORTS)))
    if not trust:
        return subjects
    often = Counter(term for subject in subjects for term in subject)
    factor = {
        term: 1 - trust * (1 - math.log(len(subjects) / count) / math.log(1 / JARGON))
        for term, count in often.items()
        if count > JARGON * len(subjects)
    }
    return [
        _of_length_one({term: weight * factor.get(term, 1.0) for term, weight in subject.items()})
        for subject in subjects
    ]


def _of_length_one(weights: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in sorted(weights.items()) if weight > 0} if length else {}


def _likeness(subjects: Sequence[dict[str, float]]) -> NDArray[np.float32]:
    """Return the cosine of each two subjects; shape (R, R), float32, 0-1."""
    column: dict[str, int] = {}
    columns = [column.setdefault(term, len(column)) for subject in subjects for term in subject]
    weights = [weight for subject in subjects for weight in subject.values()]
    if len(subjects) <= FEW_REPORTS:
        dense = np.zeros((len(subjects), len(column)), dtype=np.float32)
        dense[np.repeat(np.arange(len(subjects)), [len(subject) for subject in subjects]), columns] = weights
        few: NDArray[np.float32] = dense @ dense.T
        return few
    from scipy.sparse import csr_matrix

    starts = np.r_[0, np.cumsum([len(subject) for subject in subjects])]
    table = csr_matrix((np.asarray(weights, dtype=np.float32), columns, starts), shape=(len(subjects), len(column)))
    likeness: NDArray[np.float32] = (table @ table.T).toarray()
    return likeness


def _ask_meaning(likeness: NDArray[np.float32], reports: Sequence[Report], encoder: Encoder) -> None:
    """Move the likeness of doubtful pairs by how close headline and lead are in meaning."""
    doubtful = np.argwhere(np.triu((likeness > GREY_LOW) & (likeness < GREY_HIGH), 1))
    asked = np.unique(doubtful).tolist()
    if not asked or len(asked) > MOST_ENCODED:
        return
    texts = [" ".join(opening(reports[i].profiles[0].article, OPENING_SENTENCES))[:OPENING_CHARACTERS] for i in asked]
    place = {report: row for row, report in enumerate(asked)}
    vectors = encoder.encode(texts)
    for i, j in doubtful.tolist():
        moved = MEANING_WEIGHT * (float(vectors[place[i]] @ vectors[place[j]]) - MEANING_MIDDLE)
        likeness[i, j] = likeness[j, i] = np.float32(likeness[i, j] + np.float32(moved))


def _keep_window(likeness: NDArray[np.float32], reports: Sequence[Report], days: int) -> None:
    """Part reports whose clocks, at their nearest, lie further apart than ``days``."""
    first = np.full(len(reports), np.nan)
    last = np.full(len(reports), np.nan)
    for place, report in enumerate(reports):
        moments = sorted(moment for profile in report.profiles for moment in profile.moments)
        if moments:
            # A clock that tells the day alone may be any hour of it.
            first[place] = moments[0].at.timestamp()
            last[place] = max(moment.at.timestamp() + (0 if moment.exact else DAY) for moment in moments)
    for place in range(len(reports)):  # row by row: a table of differences would take twice the memory of likeness
        with np.errstate(invalid="ignore"):
            apart = np.maximum(first - last[place], first[place] - last) > days * DAY
        likeness[place, apart] = NEVER


def _link(likeness: NDArray[np.float32], threshold: float) -> list[int]:
    """Return a group for each report, by average linkage."""
    if len(likeness) <= FEW_REPORTS:
        return link_few(likeness, threshold)
    from scipy.cluster.hierarchy import fcluster, linkage

    upper = np.triu_indices(len(likeness), 1)
    # Rounded, so that sums taken in another order give the same tree.
    distances = np.round(1.0 - likeness[upper].astype(np.float64), 6)
    return [int(group) for group in fcluster(linkage(distances, "average"), 1.0 - threshold, "distance")]


def link_few(likeness: NDArray[np.float32], threshold: float) -> list[int]:
    """Return a group for each of a few reports, by average linkage: scipy takes a quarter of a second to load.

    Cost: the cube of the reports.
    """
    groups = [[place] for place in range(len(likeness))]
    distance = 1.0 - likeness.astype(np.float64)
    while len(groups) > 1:
        apart, a, b = min(
            (round(float(distance[np.ix_(one, other)].mean()), 6), a, b)
            for a, one in enumerate(groups)
            for b, other in enumerate(groups[:a])
        )
        if apart > 1.0 - threshold:
            break
        groups[b] += groups.pop(a)
    found = [0] * len(likeness)
    for number, group in enumerate(groups, 1):
        for place in group:
            found[place] = number
    return found


def _event(
    reports: Sequence[Report],
    subjects: Sequence[dict[str, float]],
    likeness: NDArray[np.float32],
    group: list[int],
    threshold: float,
) -> Event:
    members = sorted((reports[i] for i in group), key=lambda report: (len(report.tradition.id), report.tradition.id))
    traditions = tuple(report.tradition for report in members)
    if len(group) == 1:
        return Event(traditions, 1.0, "alone")
    inner = likeness[np.ix_(group, group)][np.triu_indices(len(group), 1)]
    margin = float(inner.mean()) - threshold
    # Twice the threshold is as sure as it gets: of pairs of other stories none but those of one affair came so far.
    support = min(1.0, max(0.5, 0.5 + 0.5 * margin / threshold))
    return Event(traditions, round(support, 4), f"share {', '.join(_shared(members, [subjects[i] for i in group]))}")


def _shared(members: Sequence[Report], subjects: Sequence[dict[str, float]]) -> list[str]:
    """Return the terms that at least two reports share and that say most, as printed."""
    weight: dict[str, float] = {}
    count: dict[str, int] = {}
    for subject in subjects:
        for term, own in subject.items():
            weight[term] = weight.get(term, 0.0) + own
            count[term] = count.get(term, 0) + 1
    best = sorted((term for term in weight if count[term] > 1), key=lambda term: (-weight[term], term))[:NAMED_TERMS]
    printed: dict[str, str] = {}
    for report in members:
        for profile in report.profiles:
            text = profile.article.text
            for form, start, end in zip(
                profile.tokens.forms, profile.tokens.starts.tolist(), profile.tokens.ends.tolist(), strict=True
            ):
                printed.setdefault(form, text[start:end])
    return [printed.get(term, term) for term in best]
