"""Reasons: what the reports of an event share, as printed, and how sure it is that they tell of one happening."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from filiation.cluster.profile import figure, plain
from filiation.crawl.engine import Engine
from filiation.crawl.happening_links import DAY, UNDATED_APART
from filiation.crawl.happening_subjects import UNIT
from filiation.text import tokenise

if TYPE_CHECKING:
    import pyarrow as pa

# So many shared terms are named.
NAMED_TERMS = 6
# The spelling is looked up in so many openings.
OPENINGS = 20
TERM, OPENING = 0, 1


def give_reasons(engine: Engine) -> list[str]:
    """Make ``happenings`` from ``happening_member``; return the names of the other tables made."""
    import pyarrow as pa

    engine.table("happening_event", _EVENT)
    engine.table("happening_shared", _SHARED)
    engine.table("happening_inner", _INNER)
    engine.apply(
        "happening_reason",
        _ASKED,
        name_shared,
        pa.schema([("event", pa.string()), ("reason", pa.string())]),
        by="event",
    )
    engine.table("happenings", _HAPPENINGS)
    return ["happening_event", "happening_shared", "happening_inner", "happening_reason"]


_EVENT = f"""
select m.part, min(r.tradition) as event, count(*) as reports, max(r.asked) as asked, max(r.daily) as daily,
    greatest(0, coalesce(max(r.begun) - min(r.ended), 0),
        case when count(r.begun) < count(*) then {UNDATED_APART} else 0 end) as apart
from happening_member m join happening_report r on r.report = m.report
group by m.part"""

_SHARED = """
select m.part, s.term, cast(sum(s.weight) as bigint) as weight, cast(sum(s.weight * s.weight) as bigint) as own,
    count(*) as holders
from happening_member m
join happening_event e on e.part = m.part and e.reports > 1
join happening_subject s on s.report = m.report
group by m.part, s.term"""

# Sum of the likeness of all ordered pairs of different reports, and the sum that is asked of them.
_INNER = f"""
select e.event, cast(e.reports * (e.reports - 1) as double)
        * {UNIT} * (e.asked + floor(cast(e.daily * e.apart as double) / {DAY}e0)) as asked,
    t.alike - coalesce(f.formal, 0) as alike
from happening_event e
join (
    select part, cast(sum(weight * weight - own) as double) as alike from happening_shared group by part
) t on t.part = e.part
left join (
    select m.part, 2 * sum(f.formal) as formal
    from happening_form_0 f
    join happening_member m on m.report = f.a join happening_member n on n.report = f.b and n.part = m.part
    group by m.part
) f on f.part = e.part"""

_ASKED = f"""
select e.event, cast({TERM} as bigint) as kind, cast(s.place as bigint) as place, t.spelling as text
from (
    select part, term, row_number() over (partition by part order by weight desc, term) as place
    from happening_shared where holders > 1
) s join happening_event e on e.part = s.part join happening_term t on t.term = s.term
where s.place <= {NAMED_TERMS}
union all
select o.event, cast({OPENING} as bigint) as kind, cast(o.place as bigint) as place, w.opening as text
from (
    select e.event, r.wording, row_number() over (partition by e.part order by r.tradition) as place
    from happening_event e join happening_member m on m.part = e.part join happening_report r on r.report = m.report
    where e.reports > 1
) o join wordings w on w.wording = o.wording
where o.place <= {OPENINGS} and w.opening is not null"""

# Twice what is asked is as sure as it gets.
_HAPPENINGS = """
select e.event, r.tradition,
    case when e.reports = 1 then 1e0
        else floor(1e4 * least(1e0, greatest(0.5e0, 0.5e0 * i.alike / i.asked)) + 0.5e0) / 1e4 end as support,
    coalesce(n.reason, 'alone') as reason
from happening_event e
join happening_member m on m.part = e.part
join happening_report r on r.report = m.report
left join happening_inner i on i.event = e.event
left join happening_reason n on n.event = e.event"""


def name_shared(rows: pa.Table) -> pa.Table:
    """Spell the shared terms of each event as its openings print them; rows ``event, reason``."""
    import pyarrow as pa

    events: dict[str, list[tuple[int, int, str]]] = {}
    for event, *row in zip(*(rows[name].to_pylist() for name in ("event", "kind", "place", "text")), strict=True):
        events.setdefault(event, []).append(tuple(row))
    reasons = []
    for told in events.values():
        told.sort()
        printed = _printed(text for kind, _, text in told if kind == OPENING)
        reasons.append(f"share {', '.join(printed.get(text, text) for kind, _, text in told if kind == TERM)}")
    return pa.table({"event": pa.array(list(events), pa.string()), "reason": pa.array(reasons, pa.string())})


def _printed(openings: Iterable[str]) -> dict[str, str]:
    """Return term → how it is printed most often; capitals throughout are a headline's way."""
    spellings: dict[str, Counter[str]] = {}
    for opening in openings:
        tokens = tokenise(opening, words_only=True)
        for form, start, end in zip(tokens.forms, tokens.starts.tolist(), tokens.ends.tolist(), strict=True):
            spellings.setdefault(_term(form), Counter())[plain(opening[start:end])] += 1
    return {
        term: min(counts, key=lambda form: (len(form) > 1 and form.isupper(), -counts[form], form))
        for term, counts in spellings.items()
    }


def _term(form: str) -> str:
    """Return the term of a word as `weigh_words` has it."""
    term = figure(form) if form[0].isdigit() else plain(form)
    return "".join(sign for sign in unicodedata.normalize("NFKD", term) if not unicodedata.combining(sign))
