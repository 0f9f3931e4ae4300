"""Linkage: groups of reports joined two by two, by their mean likeness, until no two are alike enough.

A join never brings two groups nearer to a third than the nearer of them was (likeness is a mean, and the time between
groups that between their furthest reports), so all pairs that are each other's best are joined at once with the result
of joining them one by one, and two groups without a link between any of their parts need no look.

Source:
    Sumengen et al. 2021, reciprocal agglomerative clustering.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filiation.crawl.engine import Engine
from filiation.crawl.happening_links import DAY, UNDATED_APART, hold_together
from filiation.crawl.happening_subjects import UNIT

if TYPE_CHECKING:
    import pyarrow as pa

# Rounds in the engine halve what there is to do while much is, and join a large group's reports one a round in the end.
# So many links, and the subjects of their reports, are some 200 MB in one process, and done in seconds.
FEW_LINKS = 50_000
# Kinds of rows that go to that process.
GROUP, SUBJECT, FORM, LINK = range(4)


def link_groups(engine: Engine, days: int) -> list[str]:
    """Make ``happening_member(report bigint, part bigint)``, the reports of each group; return its name.

    Args:
        engine: Holds the tables of `find_subjects` and `find_links`.
        days: The most between the clocks of two reports of one group.
    """
    engine.table("happening_member_0", "select part as report, part from happening_group_0")
    step = 0
    while (left := _count(engine, f"happening_link_{step}")) > FEW_LINKS:
        _join_best(engine, step, days)
        step += 1
    if left:
        _join_rest(engine, step, days)
    else:
        engine.table("happening_move", "select part as old, part as new from happening_group_0 where part is null")
    engine.table("happening_member", _moved_members(step))
    tables = ("link", "group", "form", "subject", "member")
    engine.drop("happening_move", *(f"happening_{table}_{step}" for table in tables if step))
    engine.drop("happening_member_0")
    return ["happening_member"]


def _count(engine: Engine, table: str) -> int:
    return sum(int(batch.column(0)[0].as_py()) for batch in engine.fetch(f"select count(*) as links from {table}"))


_LINKED = "select a from happening_link_{step} union select b from happening_link_{step}"


def _join_best(engine: Engine, step: int, days: int) -> None:
    """Join each pair of groups that are each other's best; tables of ``step`` give those of the next."""
    old, new = str(step), str(step + 1)
    subjects = f"happening_subject_{old}" if step else "happening_subject"
    engine.table(
        "happening_move",
        f"""
select b as old, a as new from (
    select a, b, row_number() over (partition by part order by margin desc, a, b) as place
    from (
        select a as part, a, b, margin from happening_link_{old}
        union all select b as part, a, b, margin from happening_link_{old}
    ) sides
) ranked where place = 1 group by a, b having count(*) = 2""",
    )
    engine.table(
        "happening_pair",
        f"""
select least(a, b) as a, greatest(a, b) as b, max(moved) as moved, max(margin) as margin
from (
    select coalesce(m.new, l.a) as a, coalesce(n.new, l.b) as b, l.margin,
        case when m.new is null and n.new is null and o.new is null and p.new is null then 0 else 1 end as moved
    from happening_link_{old} l
    left join happening_move m on m.old = l.a left join happening_move n on n.old = l.b
    left join happening_move o on o.new = l.a left join happening_move p on p.new = l.b
) moved where a <> b group by least(a, b), greatest(a, b)""",
    )
    kept = "select a from happening_pair union select b from happening_pair"
    engine.table(f"happening_member_{new}", _moved_members(step))
    engine.table(
        f"happening_group_{new}",
        f"""
select part, cast(sum(size) as bigint) as size, max(newest) as newest, min(oldest) as oldest, max(undated) as undated,
    max(asked) as asked, max(daily) as daily
from (
    select coalesce(m.new, g.part) as part, g.size, g.newest, g.oldest, g.undated, g.asked, g.daily
    from happening_group_{old} g left join happening_move m on m.old = g.part
) moved where part in ({kept}) group by part""",
    )
    engine.table(
        f"happening_subject_{new}",
        f"""
select report, term, cast(sum(weight) as bigint) as weight
from (
    select coalesce(m.new, s.report) as report, s.term, s.weight
    from {subjects} s left join happening_move m on m.old = s.report
) moved where report in ({kept}) group by report, term""",
    )
    engine.table(
        f"happening_form_{new}",
        f"""
select least(a, b) as a, greatest(a, b) as b, sum(formal) as formal
from (
    select coalesce(m.new, f.a) as a, coalesce(n.new, f.b) as b, f.formal
    from happening_form_{old} f
    left join happening_move m on m.old = f.a left join happening_move n on n.old = f.b
) moved where a <> b group by least(a, b), greatest(a, b)""",
    )
    hold_together(engine, "happening_again", "(select a, b from happening_pair where moved = 1)", step + 1, days)
    engine.table(
        f"happening_link_{new}",
        "select a, b, margin from happening_pair where moved = 0 union all select a, b, margin from happening_again",
    )
    engine.drop("happening_pair", "happening_again")
    if step:
        engine.drop(*(f"happening_{table}_{old}" for table in ("link", "group", "form", "subject", "member")))


def _moved_members(step: int) -> str:
    return (
        f"select r.report, coalesce(m.new, r.part) as part "
        f"from happening_member_{step} r left join happening_move m on m.old = r.part"
    )


def _join_rest(engine: Engine, step: int, days: int) -> None:
    """Join what is left in one process."""
    import pyarrow as pa

    linked = _LINKED.format(step=step)
    subjects = f"happening_subject_{step}" if step else "happening_subject"
    fields = ("size", "newest", "oldest", "undated", "asked", "daily")
    rows = [
        *(
            f"select {GROUP} as kind, part as a, {place} as b, {field} as value "
            f"from happening_group_{step} where part in ({linked})"
            for place, field in enumerate(fields)
        ),
        f"select {SUBJECT} as kind, report as a, term as b, weight as value from {subjects} where report in ({linked})",
        f"select {FORM} as kind, a, b, cast(formal as bigint) as value from happening_form_{step} where a in ({linked})",
        f"select {LINK} as kind, a, b, margin as value from happening_link_{step}",
    ]
    sql = " union all ".join(
        f"select cast({days} as bigint) as days, cast(kind as bigint) as kind, cast(a as bigint) as a, "
        f"cast(b as bigint) as b, cast(value as bigint) as value from ({row}) part_{place}"
        for place, row in enumerate(rows)
    )
    moves = pa.schema([("old", pa.int64()), ("new", pa.int64())])
    engine.apply("happening_move", sql, join_one_by_one, moves, by="days", rows=1_000_000)


@dataclass(slots=True)
class _Group:
    """A group of reports, as in ``happening_group_0``, with the sum of their subjects and its links."""

    size: int = 1
    newest: int = 0
    oldest: int = 0
    undated: int = 0
    asked: int = 0
    daily: int = 0


def join_one_by_one(rows: pa.Table) -> pa.Table:
    """Join the best two groups until none is alike enough; rows ``old, new``: which groups went into which."""
    import pyarrow as pa

    linkage = _Linkage(zip(*(rows[name].to_pylist() for name in ("kind", "a", "b", "value")), strict=True))
    moves = linkage.run(rows["days"][0].as_py() if rows.num_rows else 0)
    return pa.table({"old": pa.array(list(moves), pa.int64()), "new": pa.array(list(moves.values()), pa.int64())})


class _Linkage:
    """Groups, their subjects and links, while they are joined."""

    def __init__(self, rows: Iterable[tuple[int, int, int, int]]) -> None:
        self.groups: dict[int, _Group] = defaultdict(_Group)
        self.subjects: dict[int, dict[int, int]] = defaultdict(dict)
        self.forms: dict[int, dict[int, int]] = defaultdict(dict)
        self.links: dict[int, dict[int, int]] = defaultdict(dict)
        fields = _Group.__slots__
        for kind, a, b, value in rows:
            if kind == GROUP:
                setattr(self.groups[a], fields[b], value)
            elif kind == SUBJECT:
                self.subjects[a][b] = value
            else:
                table = self.forms if kind == FORM else self.links
                table[a][b] = table[b][a] = value

    def run(self, days: int) -> dict[int, int]:
        """Return group → the group that it went into in the end, for those that went into another."""
        best = [(-margin, a, b) for a, others in self.links.items() for b, margin in others.items() if a < b]
        heapq.heapify(best)
        into: dict[int, int] = {}
        while best:
            margin, a, b = heapq.heappop(best)
            if self.links.get(a, {}).get(b) != -margin:
                continue
            self._join(a, b)
            into[b] = a
            for other in sorted(self.links[a]):
                again = self._margin(a, other, days)
                if again is None:
                    del self.links[a][other], self.links[other][a]
                else:
                    self.links[a][other] = self.links[other][a] = again
                    heapq.heappush(best, (-again, min(a, other), max(a, other)))
        for old in sorted(into):
            while into[old] in into:
                into[old] = into[into[old]]
        return dict(sorted(into.items()))

    def _join(self, a: int, b: int) -> None:
        one, other = self.groups[a], self.groups.pop(b)
        one.size += other.size
        one.newest, one.oldest = max(one.newest, other.newest), min(one.oldest, other.oldest)
        one.undated, one.asked, one.daily = (
            max(one.undated, other.undated),
            max(one.asked, other.asked),
            max(one.daily, other.daily),
        )
        small, large = sorted((self.subjects.pop(a), self.subjects.pop(b)), key=len)
        for term, weight in small.items():
            large[term] = large.get(term, 0) + weight
        self.subjects[a] = large
        for table in (self.forms, self.links):
            for third, value in table.pop(b, {}).items():
                del table[third][b]
                if third != a:
                    table[third][a] = table[a][third] = table[a].get(third, 0) + value

    def _margin(self, a: int, b: int, days: int) -> int | None:
        """Return by how much two groups are alike enough, None where they are not: `happening_links.links`."""
        one, other = self.groups[a], self.groups[b]
        span = max(one.newest, other.newest) - min(one.oldest, other.oldest)
        if span > days * DAY:
            return None
        small, large = sorted((self.subjects[a], self.subjects[b]), key=len)
        alike = sum(weight * large[term] for term, weight in small.items() if term in large)
        mean = math.floor((float(alike) - self.forms[a].get(b, 0)) / (one.size * other.size))
        apart = max(0, span, UNDATED_APART if one.undated or other.undated else 0)
        asked = UNIT * (max(one.asked, other.asked) + math.floor(max(one.daily, other.daily) * apart / DAY))
        return mean - asked if mean >= asked else None
