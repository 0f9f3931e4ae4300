"""The readings that a rule may name (`filiation.timeline.language.Rule`)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from filiation.timeline import amounts, days, periods, quarters
from filiation.timeline.meaning import Reading

MEANINGS: Mapping[str, Reading] = MappingProxyType(
    {
        "calendar": days.calendar,
        "figures": days.figures,
        "month_day": days.month_day,
        "day_month": days.day_month,
        "weekday_of_week": days.weekday_of_week,
        "week_of": days.week_of,
        "part": days.part,
        "weekend": days.weekend,
        "month": periods.month,
        "year": periods.year_alone,
        "decade": periods.decade,
        "century": periods.ordinal_century,
        "deictic": periods.deictic,
        "definite": periods.definite,
        "half": periods.half,
        "season": periods.season,
        "quarter": quarters.quarter,
        "year_ago": quarters.year_ago,
        "ago": amounts.ago,
        "later": amounts.later,
        "duration": amounts.duration,
        "rate": amounts.rate,
        "every": amounts.every,
        "vague": amounts.vague,
        "past": amounts.past,
    }
)
