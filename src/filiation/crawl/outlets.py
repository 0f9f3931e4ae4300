"""Outlets: who took how much from whom, how much of what an outlet prints is copy, and how often it does not say so.

All of it is told of pages of one tradition: what an article *took* it took from the first of its kin, the page of its
tradition that is surely older than it and older than all others. Where clocks do not tell, the text may (`older` in the
table ``reuse``); then no delay is known. Nothing flows within an outlet. Pages that name no outlet are in no row.
A lifted passage (`excerpt`) joins no tradition and is not counted.

``flows``, a row for each two outlets of which one took from the other:

    source         outlet whose page was first
    target         outlet that printed it later
    articles       how many articles of the target were taken from the source
    compared       in how many of them the two texts were laid side by side (in traditions above 64 pages not all are)
    words          words of those that stand in the source's text
    share          ``words`` over all words of those articles, 0-1; null where none was compared
    credited       articles that credit an agency, or name the source in headline or first lines
    uncredited     the others
    delay_hours    median of the hours between the two, whole (the lower of two middle ones); where a clock tells the day
                   alone, 24 for each day; null where no clock tells

``outlets``, a row an outlet:

    outlet, articles
    own            articles that credit no agency (but the outlet itself, where it is one) and have no older kin elsewhere
    wire           articles that credit an agency
    taken          articles that have older kin at another outlet, credited or not
    copies         articles that are not its own: ``wire`` or ``taken``
    uncredited     ``taken`` that credit no agency and do not name the source
    copy_share     ``copies`` over ``articles``, 0-1
    uncredited_share    ``uncredited`` over ``copies``, 0-1; null where there is no copy
    delay_hours    median over ``taken``, as above
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from filiation.crawl.engine import Engine

if TYPE_CHECKING:
    import pyarrow as pa

_SECONDS_A_DAY = 86_400

PRINTED = """
select article, outlet, agency, opening, admitted.wording, words, tradition, pages, {clock} as stamp, exact
from admitted join family on admitted.wording = family.wording
"""

# The first page of each tradition that has a clock.
FIRSTS = """
select tradition, article, outlet, wording, stamp, exact from (
    select *, row_number() over (partition by tradition order by stamp, article) as turn
    from printed where stamp is not null and pages > 1
) as in_order where turn = 1
"""

# By clocks, as far as both tell; else by the text, where one of the two has no clock.
OLDER = f"""
select printed.article, firsts.article as source
from printed join firsts on printed.tradition = firsts.tradition
where case when printed.exact and firsts.exact then firsts.stamp < printed.stamp
           else floor(firsts.stamp / {_SECONDS_A_DAY}) < floor(printed.stamp / {_SECONDS_A_DAY}) end
union all
select case when reuse.older = reuse.a then reuse.b else reuse.a end as article, min(reuse.older) as source
from reuse
join printed as one on reuse.a = one.article
join printed as other on reuse.b = other.article
where reuse.older is not null and reuse.relation in ('same', 'correction', 'revision', 'spun')
  and one.tradition = other.tradition and (one.stamp is null or other.stamp is null)
group by case when reuse.older = reuse.a then reuse.b else reuse.a end
"""

TAKEN = f"""
select target.article, source.outlet as source, target.outlet as target, cast(target.words as bigint) as size,
       case when target.wording = source.wording then 1.0
            when weighed.a is null then null
            when weighed.a = target.wording then weighed.containment_a else weighed.containment_b end as containment,
       case when target.agency is not null or instr(lower(target.opening), lower(source.outlet)) > 0
            then 1 else 0 end as credited,
       case when target.exact and source.exact then cast(round((target.stamp - source.stamp) / 3600) as bigint)
            else cast(24 * (floor(target.stamp / {_SECONDS_A_DAY}) - floor(source.stamp / {_SECONDS_A_DAY})) as bigint) end as delay
from (select article, min(source) as source from older group by article) as pairs
join printed as target on pairs.article = target.article
join printed as source on pairs.source = source.article
left join weighed on least(target.wording, source.wording) = weighed.a
                 and greatest(target.wording, source.wording) = weighed.b
where target.outlet <> source.outlet
"""

# The lower median: a whole number of hours, the same on every engine.
_DELAYS = """
select {by}, max(delay) as delay_hours from (
    select {by}, delay, row_number() over (partition by {by} order by delay, article) as turn,
           count(*) over (partition by {by}) as many
    from taken where delay is not null
) as in_order where 2 * turn <= many + 1 group by {by}
"""

FLOWS = f"""
select sums.source, sums.target, articles, compared, words,
       case when size > 0 then round(cast(words as double) / size, 4) end as share,
       credited, articles - credited as uncredited, delay_hours
from (
    select source, target, count(*) as articles, count(containment) as compared,
           cast(sum(case when containment is not null then cast(round(containment * size) as bigint) else 0 end) as bigint) as words,
           cast(sum(case when containment is not null then size else 0 end) as bigint) as size,
           cast(sum(credited) as bigint) as credited
    from taken group by source, target
) as sums
left join ({_DELAYS.format(by="source, target")}) as delays on sums.source = delays.source and sums.target = delays.target
order by sums.source, sums.target
"""

OUTLETS = f"""
select counts.outlet, articles, articles - copies as own, wire, took as taken, copies, uncredited,
       round(cast(copies as double) / articles, 4) as copy_share,
       case when copies > 0 then round(cast(uncredited as double) / copies, 4) end as uncredited_share,
       delay_hours
from (
    select outlet, count(*) as articles, cast(sum(wire) as bigint) as wire, cast(sum(took) as bigint) as took,
           cast(sum(greatest(wire, took)) as bigint) as copies, cast(sum(uncredited) as bigint) as uncredited
    from (
        select printed.outlet,
               case when agency is null or instr(lower(printed.outlet), lower(agency)) > 0 then 0 else 1 end as wire,
               case when taken.article is null then 0 else 1 end as took,
               case when credited = 0 then 1 else 0 end as uncredited
        from printed left join taken on printed.article = taken.article
        where printed.outlet is not null
    ) as each_article group by outlet
) as counts
left join ({_DELAYS.format(by="target")}) as delays on counts.outlet = delays.target
order by counts.outlet
"""


def compare_outlets(engine: Engine, *, ignore_dates: bool = False) -> None:
    """Find what each article took from whom: makes the table ``taken``, for `FLOWS` and `OUTLETS`.

    Args:
        engine: Holds the plan's tables ``admitted``, ``family``, ``weighed`` and ``reuse``.
        ignore_dates: Take no notice of any clock.
    """
    engine.table("printed", PRINTED.format(clock="cast(null as double)" if ignore_dates else "clock_at"))
    engine.table("firsts", FIRSTS)
    engine.table("older", OLDER)
    engine.table("taken", TAKEN)
    engine.drop("firsts", "older")


@cache
def flows_schema() -> pa.Schema:
    """Return the columns of the public table ``flows``."""
    import pyarrow as pa

    return pa.schema(
        [
            ("source", pa.string()),
            ("target", pa.string()),
            *((name, pa.int64()) for name in ("articles", "compared", "words")),
            ("share", pa.float64()),
            *((name, pa.int64()) for name in ("credited", "uncredited", "delay_hours")),
        ]
    )


@cache
def outlets_schema() -> pa.Schema:
    """Return the columns of the public table ``outlets``."""
    import pyarrow as pa

    return pa.schema(
        [
            ("outlet", pa.string()),
            *((name, pa.int64()) for name in ("articles", "own", "wire", "taken", "copies", "uncredited")),
            ("copy_share", pa.float64()),
            ("uncredited_share", pa.float64()),
            ("delay_hours", pa.int64()),
        ]
    )
