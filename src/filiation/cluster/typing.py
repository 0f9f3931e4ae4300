"""Typing: how two texts are related, and why, from the evidence of one pair.

A form (a weekly figure, a market report) keeps the prose and swaps company, figures and dates; a revision does the
reverse. A background paragraph is old prose in other news. The weights below are a logistic regression's, rounded,
so that each fact that is missing (no clock, no other texts to be rare among) adds nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from filiation.cluster.evidence import Evidence
from filiation.cluster.tradition import Relation

# Fitted on the labelled pairs of Reuters-21578 (156 kin, 38 forms; each with and without clocks and rarity), L2, signs
# fixed; tenfold: kin recall .984, forms joined .053 with clocks and rarity, .079 without clocks, .18 without either.
BIAS = -3.0
COMMON = 0.7
SWAP_RATE = 1.0
SWAPPED, MANY_SWAPPED = 2.7, 6
FOREIGN, MANY_FOREIGN = 1.6, 2
OTHER_FIGURES, MANY_FIGURES = 3.0, 4
LATER, SAME_NEWS_HOURS, LONG_HOURS = 1.0, 12.0, 168.0
RECURS, DAY_HOURS, RECURS_WITHIN = 2.1, 24.0, 1.0
OTHER_SUBJECT = 3.8
WHOLE, NEARLY_WHOLE = -1.7, 0.9
RARE, MANY_RARE = -1.5, 100
KEPT, MANY_KEPT = -1.0, 30
# By hand, on all candidate pairs of that corpus: what recurs after three days or more is a form, labelled or not. Of the
# pairs told kin without any clock 259 of 694 pairs of texts were more than 72 hours apart, now 89 of 568 pairs of pages; labelled kin .981, as before.
MOSTLY_COMMON = 2.5
NOTHING_RARE, SOME_RARE = 0.5, 20
# By hand: the longest form of that corpus has 101 words in unbroken runs; whoever shares twice that copied.
PROSE, MUCH_PROSE = -2.0, 100
# By hand: kin there are alike by .53 and more; simulated reports in the same words about another event by .08-.28.
UNLIKE, ALIKE = 4.0, 0.4
# A form is the same text with other facts: of the labelled ones all share .57 of the shorter and .30 of their leads; those
# that recur after three days share less, and most of it stands in other texts too.
FORM_SHARE, FORM_LEAD = 0.5, 0.3
COMMON_FORM_SHARE, COMMON_FORM = 0.3, 0.5

# Old paragraphs in other news: little is shared, and headline and lead are others. Weights by hand after the five
# labelled cases and the least alike revisions of the same corpus, Wikinews sources of one story (20 pairs that are not
# one report, 10 that are) and simulated newsrooms without clocks. At this threshold, kin kept : others joined: 1.00 : 1
# of 7 with clocks, 1.00 : 3 without; .90 : 0 of 20; .971 : 3 of some 400 (at 2.6: .955 : 0; at 3.6: .986 : 4).
BACKGROUND = 3.2
OTHER_NEWS = 2.05
LITTLE_SHARED, LITTLE_WEIGHT = 0.65, 6.0
OTHER_LEAD, LEAD_WEIGHT = 0.6, 5.0
# Two sentences that agree may be a speaker's, or a stock phrase and a name.
FEW, FEW_WORDS = 2.0, 50
# Reports of one speech share its words: from this part of the shared words on, the more the less is reported alike.
SAID, MUCH_SAID = 3.0, 0.4
# Whatever the wording: kin are alike in rare words, names and figures by .53 and more there.
STRANGE, STORY_LIKENESS = 5.0, 0.5

# Below this part of either text nothing but a stock phrase or a shared name is common.
LEAST_SHARE = 0.1
LEAST_WORDS = 12
# A text whose first words stand in another story to this part was taken from its top; below, the host's lead is its own.
TOP = 0.8
OWN_TOP = 0.3
# So many words in unbroken runs are a paragraph that somebody lifted.
LIFTED = 25
# Headline and lead of two stories that are not one: least for revisions .45, most for excerpts .29.
STORY = 0.4
# So large a part of the shared words between quotation marks: the speaker is common, not the report.
SPEECH = 0.8

# Nothing that tells was changed but this many words in all, and in a hundred.
SAME_WORDS, SAME_RATE = 2, 0.015
# A correction leaves nearly all words alone; one marked as such may rewrite more.
CORRECTED = 0.85
CORRECTED_WORDS = 12

# A spinner replaces a word or two in every line and leaves the order alone.
SPUN_RATE = 0.06
SPUN_LEAST, SPUN_MOST = 0.4, 0.88


@dataclass(frozen=True, slots=True)
class Verdict:
    """How two texts are related: the relation, 0-1 how sure, and why in plain words."""

    relation: Relation
    support: float
    reason: str


def judge(evidence: Evidence) -> Verdict:
    """Decide how two aligned texts are related, by their evidence alone, so that it can be kept and judged anew."""
    share = f"{evidence.shared} words agree, {evidence.most:.0%} of {_shorter(evidence)}"
    if (evidence.most < LEAST_SHARE and evidence.rare < LEAST_WORDS) or evidence.shared < min(
        LEAST_WORDS, evidence.size_a, evidence.size_b
    ):
        return Verdict(Relation.UNRELATED, 1 - evidence.most, f"only stock phrases: {share}")
    form = form_score(evidence)
    least = COMMON_FORM_SHARE if evidence.common >= COMMON_FORM else FORM_SHARE
    if form > 0 and evidence.most >= least and evidence.lead >= FORM_LEAD:
        return Verdict(
            Relation.TEMPLATE, _sure(form), f"the same form about something else: {share}, but {_why_form(evidence)}"
        )
    own_top = evidence.lead_b if evidence.size_b > evidence.size_a else evidence.lead_a
    if evidence.quoted >= SPEECH and evidence.most < SPEECH:
        return Verdict(
            Relation.UNRELATED,
            evidence.quoted,
            f"share a speaker's words, not a report: {share}, {evidence.quoted:.0%} of it quoted",
        )
    background = background_score(evidence)
    if background > BACKGROUND or (evidence.least < 0.5 and evidence.lead < STORY and own_top < OWN_TOP):
        return _part(evidence, share, _sure(background - BACKGROUND))
    return _kin(evidence, _sure(-max(form, background - BACKGROUND)), share)


def outvoted(verdict: Verdict) -> Verdict:
    """Return the verdict on a pair that looked kin, where the other pairs of the two texts' families speak against it."""
    reason = f"the other pairs of the two families speak against it: {verdict.reason}"
    return Verdict(Relation.TEMPLATE, 0.5, reason)


def _part(e: Evidence, share: str, support: float) -> Verdict:
    """Name what two stories have in common that are not one."""
    soon = e.gap_hours is not None and e.gap_hours <= SAME_NEWS_HOURS
    if max(e.lead_a, e.lead_b) >= TOP or (soon and e.prose >= LIFTED and e.quoted < MUCH_SAID):
        return Verdict(Relation.EXCERPT, support, f"a passage of one stands inside another story: {share}")
    return Verdict(Relation.BACKGROUND, support, f"a few passages in other news: {share}, headline and lead differ")


def form_score(e: Evidence) -> float:
    """Return log-odds that two texts are two instances of one form; above 0 they are."""
    score = (
        BIAS
        + COMMON * e.common
        + MOSTLY_COMMON * max(0.0, 2 * e.common - 1)
        + SWAP_RATE * e.swap_rate
        + SWAPPED * min(e.swapped, MANY_SWAPPED) / MANY_SWAPPED
    )
    score += FOREIGN * min(e.subjects, MANY_FOREIGN) / MANY_FOREIGN
    if e.figures is not None:
        score += OTHER_FIGURES * (1 - e.figures) * min(e.fewest, MANY_FIGURES) / MANY_FIGURES
    score += UNLIKE * max(0.0, 1 - e.likeness / ALIKE)
    score += PROSE * min(1.0, max(0.0, e.prose / MUCH_PROSE - 1))
    score += OTHER_SUBJECT * (0.0 if e.subject is None else 1 - e.subject)
    score += WHOLE * max(0.0, e.most - NEARLY_WHOLE) / (1 - NEARLY_WHOLE)
    score += NOTHING_RARE * max(0.0, 1 - e.rare / SOME_RARE)
    score += RARE * min(e.rare, MANY_RARE) / MANY_RARE + KEPT * min(e.kept, MANY_KEPT) / MANY_KEPT
    if e.gap_hours is not None:
        score += LATER * min(1.0, max(0.0, e.gap_hours - SAME_NEWS_HOURS) / (LONG_HOURS - SAME_NEWS_HOURS))
        beat = e.gap_hours % DAY_HOURS
        score += RECURS * (e.gap_hours > DAY_HOURS - RECURS_WITHIN and min(beat, DAY_HOURS - beat) < RECURS_WITHIN)
    return score


def background_score(e: Evidence) -> float:
    """Return how much two texts look like other news with old paragraphs; above `BACKGROUND` they do."""
    score = LITTLE_WEIGHT * (LITTLE_SHARED - e.most) + LEAD_WEIGHT * (OTHER_LEAD - e.lead)
    score += FEW * max(0.0, 1 - e.shared / FEW_WORDS)
    score += SAID * max(0.0, e.quoted - MUCH_SAID)
    score += STRANGE * max(0.0, 1 - e.likeness / STORY_LIKENESS)
    return score + OTHER_NEWS * (e.gap_hours is not None and e.gap_hours > SAME_NEWS_HOURS)


def _kin(e: Evidence, support: float, share: str) -> Verdict:
    size = max(e.size_a, e.size_b)
    if e.telling == 0 or (not e.marked and not e.facts and e.telling <= max(SAME_WORDS, SAME_RATE * size)):
        return Verdict(Relation.SAME, support, f"nothing that tells differs: {share}")
    if e.marked and e.most >= LITTLE_SHARED - 0.2:
        return Verdict(Relation.CORRECTION, support, f"marked as a correction: {share}")
    if e.facts and e.least >= CORRECTED and e.telling <= CORRECTED_WORDS:
        return Verdict(Relation.CORRECTION, support, f"{_count(e.facts, 'fact')} changed and little else: {share}")
    spinning = e.replacements >= SPUN_RATE * min(e.size_a, e.size_b)
    if spinning and SPUN_LEAST <= e.most <= SPUN_MOST and not e.facts:
        return Verdict(
            Relation.SPUN, support, f"words replaced one by one throughout ({e.replacements} places): {share}"
        )
    return Verdict(Relation.REVISION, support, f"rewritten, cut or added to: {share}")


def _why_form(e: Evidence) -> str:
    reasons = []
    if e.swapped:
        reasons.append(f"{_count(e.swapped, 'fact')} of {e.swapped + e.kept} in the same places differ")
    if e.subject is not None and e.subject < 0.5:
        reasons.append("another subject leads")
    if e.figures is not None and e.figures < 0.5:
        reasons.append(f"{1 - e.figures:.0%} of the figures differ")
    if e.common > 0.5:
        reasons.append(f"{e.common:.0%} of what they share stands in other texts too")
    if e.gap_hours is not None and e.gap_hours > SAME_NEWS_HOURS:
        reasons.append(f"{e.gap_hours:.0f} hours lie between")
    return ", ".join(reasons) or "what they share is common"


def _shorter(e: Evidence) -> str:
    return "one text" if e.most - e.least > 0.05 else "both"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _sure(margin: float) -> float:
    """Turn a margin in log-odds into 0.5-1; a verdict against the score is as unsure as can be."""
    return 1 / (1 + math.exp(-min(max(margin, 0.0), 20)))
