"""Subjects: what each report is about, weighed against the reports of its own weeks.

All weights are integers, `UNIT` for 1: sums are the same in whatever order an engine takes them.
"""

from __future__ import annotations

import math

from filiation.crawl.engine import Engine

UNIT = 10_000
"""What stands for 1 in weights; the likeness of two reports is a sum of products, so 1 is ``UNIT * UNIT`` there."""

# So many terms of a report say what it is about.
MOST_TERMS = 40
# Reports are counted by weeks; what a term is worth is told by the reports of its week and of those beside it.
WEEK = 7 * 86_400
# Reports without a clock are a period of their own, told by the whole archive.
UNDATED = -1_000_000
# Below the first number of reports in a period nothing can be told from how many use a term; above the second, all.
FEW_REPORTS, MANY_REPORTS = 20, 300
# Among many, a term in this part of the reports is a beat's jargon and says nothing; one in a single report says all,
# and between them it goes by the logarithm. Not lower: sixty reports of one thing among 1,800 would part at .1.
JARGON = 0.3
# Among many no term may weigh more: reports on one company share a rare name, and not for that a happening.
MOST_WEIGHT = 0.25
# Likeness from which two reports tell of one happening: for two of few reports, and how much more is asked when there
# are ten times as many (`cluster.events`). Where all terms are weighed by their period likeness is less, by WEIGHED, and
# each day between two reports asks for DAY_APART more: 130 pairs of dispatches of Reuters-21578, judged by eye, were as
# often one happening as not at .12 within 12 hours, at .17 within two days, .27 within five, .4 beyond.
# Measured on the sources of 45 Wikinews stories (P and R of pairs; stories about one affair left out), alone and, dated,
# scattered among more and more dispatches of Reuters-21578, beside average linkage over all pairs at the threshold of
# `cluster.events`; then how many dispatches are put with others, wrongly for the most part where there are many:
#   reports      93           370                 779                  2,099                6,886                none dated
#   here    .94 .87   .90 .86    42        .91 .87   120        .90 .82   503        .93 .81 2,087        .98 .69 1,931
#   there   .87 .87   .93 .86    99        .96 .81   337        .96 .81 1,242        .96 .80 5,172        .95 .77 5,075
# With 6,886, WEIGHED .12 and DAY_APART .025: R .78 and 1,845; .14 and .03: R .81 and 2,550; without MOST_WEIGHT some 500
# more at the same R. Three simulated newsrooms in one heap: P 1 R 1 dated, P .94 R .96 without dates.
ONE_HAPPENING, TENFOLD, WEIGHED, DAY_APART = 0.12, 0.02, 0.13, 0.03


def find_subjects(engine: Engine) -> list[str]:
    """Make ``happening_report``, ``happening_subject`` and ``happening_term``; return their names.

    ``happening_report(report bigint, wording bigint, tradition string, begun bigint, ended bigint, asked bigint,
    daily bigint)``: a tradition by a number (in the order of their first wordings), its earliest and latest clock (epoch
    seconds, null where none tells), and the likeness (of `UNIT`) asked of it at least and more for each day apart.
    ``happening_subject(report bigint, term bigint, weight bigint)``: its terms, without those that no other report
    uses; ``happening_term(term bigint, spelling string)``.
    """
    engine.table("happening_clock", _CLOCK)
    engine.table("happening_said", _SAID)
    engine.table("happening_term", _TERM)
    engine.table("happening_use", _USE)
    engine.drop("happening_said")
    engine.table("happening_period", _PERIOD)
    engine.table("happening_worth", _WORTH)
    engine.table("happening_report", _REPORT)
    engine.table("happening_subject", _SUBJECT)
    engine.drop("happening_clock", "happening_use", "happening_period", "happening_worth")
    return ["happening_report", "happening_term", "happening_subject"]


def _beside(source: str, columns: str) -> str:
    """Spread rows over the periods in which they count: three weeks, and that of the reports without a clock."""
    weeks = " union all ".join(
        f"select period + ({shift}) as period, {columns} from {source} where period <> {UNDATED}"
        for shift in (-1, 0, 1)
    )
    every = f"select cast({UNDATED} as bigint) as period, {columns} from {source}"
    return f"select * from ({weeks} union all {every}) spread where period in (select period from happening_clock)"


# A clock that tells the day alone may be any hour of it.
_CLOCK = f"""
select cast(row_number() over (order by wording) as bigint) as report, wording, tradition, wordings, begun, ended,
    coalesce(cast(floor(cast(begun as double) / {WEEK}e0) as bigint), {UNDATED}) as period
from (
    select min(f.wording) as wording, f.tradition, count(*) as wordings,
        cast(floor(min(w.first_at)) as bigint) as begun,
        cast(floor(max(w.last_at + case when w.last_exact then 0e0 else 86400e0 end)) as bigint) as ended
    from family f join wordings w on w.wording = f.wording
    group by f.tradition
) told"""

# The mean of a report's wordings, of its heaviest terms, of length 1.
_SAID = f"""
select report, period, term, cast(floor({UNIT}e0 * weight / sqrt(cast(
    sum(weight * weight) over (partition by report) as double)) + 0.5e0) as bigint) as weight
from (
    select report, period, term, weight, row_number() over (partition by report order by weight desc, term) as place
    from (
        select c.report, min(c.period) as period, t.term, cast(floor(cast(
            sum(cast(floor({UNIT}e0 * cast(t.weight as double) + 0.5e0) as bigint)) as double)
            / min(c.wordings) + 0.5e0) as bigint) as weight
        from terms t join family f on f.wording = t.wording join happening_clock c on c.tradition = f.tradition
        group by c.report, t.term
    ) meant
    where weight > 0
) ranked
where place <= {MOST_TERMS}"""

_TERM = """
select cast(row_number() over (order by spelling) as bigint) as term, spelling
from (select term as spelling from happening_said group by term having count(*) > 1) shared"""

_USE = """
select s.report, s.period, t.term, s.weight from happening_said s join happening_term t on t.spelling = s.term"""

# ``sure`` is 0-1: how far the reports of a period can tell which terms are jargon.
_PERIOD = f"""
select period, ln(cast(reports as double)) as size,
    least(1e0, greatest(0e0, (cast(reports as double) - {FEW_REPORTS}e0) / {MANY_REPORTS - FEW_REPORTS}e0)) as sure
from (
    select period, sum(reports) as reports
    from ({_beside("(select period, count(*) as reports from happening_clock group by period) each", "reports")}) spread
    group by period
) counted"""

# Of a term's weight in a period, the part (of `UNIT`) that is left (all where one report uses it, none where all do),
# and what may be left at most.
_WORTH = f"""
select c.period, c.term, cast(floor({UNIT}e0 * (1e0 - p.sure * least(1e0,
    ln(cast(c.reports as double)) / greatest(1e0, p.size - {-math.log(JARGON):.6f}e0 * p.sure)))
    + 0.5e0) as bigint) as worth,
    cast(floor({UNIT}e0 * (1e0 - {1 - MOST_WEIGHT:g}e0 * p.sure) + 0.5e0) as bigint) as most
from (
    select period, term, sum(reports) as reports
    from ({
    _beside("(select period, term, count(*) as reports from happening_use group by period, term) each", "term, reports")
}) spread
    group by period, term
) c join happening_period p on p.period = c.period"""

_REPORT = f"""
select c.report, c.wording, c.tradition, c.begun, c.ended,
    cast(floor({UNIT}e0 * ({ONE_HAPPENING}e0 + {TENFOLD}e0 * p.size / ln(10e0) - {WEIGHED}e0 * p.sure) + 0.5e0)
        as bigint) as asked,
    cast(floor({UNIT}e0 * {DAY_APART}e0 * p.sure + 0.5e0) as bigint) as daily
from happening_clock c join happening_period p on p.period = c.period"""

_SUBJECT = f"""
select report, term, least(weight, most) as weight
from (
    select u.report, u.term, w.most, cast(floor(cast(u.weight * w.worth as double) / {UNIT}e0 + 0.5e0) as bigint) as weight
    from happening_use u join happening_worth w on w.term = u.term and w.period = u.period
) weighed
where weight > 0"""
