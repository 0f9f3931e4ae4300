"""Links: pairs of reports that are likely to tell of one happening, without looking at all pairs."""

from __future__ import annotations

from filiation.crawl.engine import Engine
from filiation.crawl.happening_subjects import UNIT

DAY = 86_400
NEVER, ALWAYS = -(10**17), 10**17
"""Clocks, in epoch seconds, before and after all others."""

# Each of so many of a report's heaviest terms is a key, and each two of them: 36 keys a report. With 6,886 reports (the
# dispatches of Reuters-21578 and the sources of 45 Wikinews stories) 27 candidates a report hold 99.2 % of the links that
# are found among all pairs; two terms alone 86 %; ten terms 39 candidates and 99.7 %, four reports on 25 and 97 %.
LEADING_TERMS = 8
# A report is held against so many that follow it in time among those with a key. A key of a few reports so links all of
# them; one of thousands links neighbours, and a happening is a run of neighbours: cost is linear however common a key.
REACH = 8
# A report without a clock is taken for so many seconds apart from any other.
UNDATED_APART = 3 * DAY // 2
# Says that y is of report p.b and the term of x, in one equality that needs both p and x: given two, planners begin with
# all pairs of reports that share a term. There are fewer terms than this.
_TERMS = 10**8
_SAME_TERM = f"y.report * {_TERMS} + y.term = p.b * {_TERMS} + x.term"


def find_links(engine: Engine, days: int) -> list[str]:
    """Make ``happening_link_0``, ``happening_group_0`` and ``happening_form_0``; return their names.

    Every report is a group of its own. ``happening_group_0(part bigint, size bigint, newest bigint, oldest bigint,
    undated bigint, asked bigint, daily bigint)``: latest beginning and earliest end of its reports' clocks;
    ``happening_link_0(a bigint, b bigint, margin bigint)``: pairs that are alike enough, ``a < b``, and by how much
    (of ``UNIT * UNIT``); ``happening_form_0(a bigint, b bigint, formal double)``: likeness of pairs that is a form's.
    """
    engine.table("happening_key", _KEY)
    engine.table("happening_near", _NEAR)
    engine.drop("happening_key")
    engine.table("happening_candidate", _CANDIDATE)
    engine.drop("happening_near")
    engine.table("happening_group_0", _GROUP)
    engine.table("happening_form_0", _FORM)
    hold_together(engine, "happening_link_0", "happening_candidate", 0, days)
    engine.drop("happening_candidate")
    return ["happening_link_0", "happening_group_0", "happening_form_0"]


def hold_together(engine: Engine, name: str, pairs: str, step: int, days: int) -> None:
    """Make the table of those pairs of groups of a step that are alike enough, with the margin by which they are.

    The mean likeness of two groups is the product of the sums of their subjects over the product of their sizes.
    """
    subjects = f"happening_subject_{step}" if step else "happening_subject"
    engine.table(
        "happening_alike",
        f"""
select p.a, p.b, cast(sum(x.weight * y.weight) as double) as alike
from {pairs} p join {subjects} x on x.report = p.a join {subjects} y on {_SAME_TERM}
group by p.a, p.b""",
    )
    apart = (
        "greatest(0, greatest(g.newest, h.newest) - least(g.oldest, h.oldest), "
        f"case when g.undated + h.undated > 0 then {UNDATED_APART} else 0 end)"
    )
    engine.table(
        name,
        f"""
select a, b, cast(mean as bigint) - asked as margin
from (
    select p.a, p.b, floor((p.alike - coalesce(f.formal, 0e0)) / cast(g.size * h.size as double)) as mean,
        {UNIT} * (greatest(g.asked, h.asked)
            + cast(floor(cast(greatest(g.daily, h.daily) * {apart} as double) / {DAY}e0) as bigint)) as asked,
        greatest(g.newest, h.newest) - least(g.oldest, h.oldest) as span
    from happening_alike p
    join happening_group_{step} g on g.part = p.a join happening_group_{step} h on h.part = p.b
    left join happening_form_{step} f on f.a = p.a and f.b = p.b
) weighed
where span <= {days * DAY} and mean >= asked""",
    )
    engine.drop("happening_alike")


_KEY = f"""
select x.report, x.term as one, y.term as other, coalesce(r.begun, {NEVER}) as begun
from ({{leading}}) x join ({{leading}}) y on y.report = x.report and x.term <= y.term
join happening_report r on r.report = x.report""".format(
    leading=f"""select report, term from (
    select report, term, row_number() over (partition by report order by weight desc, term) as place
    from happening_subject) ranked where place <= {LEADING_TERMS}"""
)

_NEAR = f"""
select * from (
    select report, {", ".join(f"lead(report, {step}) over beside as after_{step}" for step in range(1, REACH + 1))}
    from happening_key window beside as (partition by one, other order by begun, report)
) following where after_1 is not null"""

_CANDIDATE = " union ".join(
    f"select least(report, after_{step}) as a, greatest(report, after_{step}) as b "
    f"from happening_near where after_{step} is not null"
    for step in range(1, REACH + 1)
)

_GROUP = f"""
select report as part, cast(1 as bigint) as size, coalesce(begun, {NEVER}) as newest, coalesce(ended, {ALWAYS}) as oldest,
    cast(case when begun is null then 1 else 0 end as bigint) as undated, asked, daily
from happening_report"""

_FORM = f"""
select p.a, p.b, cast(floor(p.support * sum(x.weight * y.weight) + 0.5e0) as double) as formal
from (
    select least(x.report, y.report) as a, greatest(x.report, y.report) as b, f.support
    from forms f join happening_report x on x.tradition = f.one join happening_report y on y.tradition = f.other
) p
join happening_subject x on x.report = p.a join happening_subject y on {_SAME_TERM}
group by p.a, p.b, p.support"""
