"""Happenings: which of millions of traditions tell of one happening; what `cluster.events` does for few, as a plan.

Every step is local: a report is held against reports that share two of its leading terms and stand beside it in time,
its terms are weighed by how many reports of its own weeks use them, and groups of reports are joined by average linkage
without a matrix, since the mean likeness of two groups is the product of the sums of their subjects. Cost is that of
sorting the reports' leading terms; tomorrow's reports change no event that ended two weeks ago.
"""

from __future__ import annotations

from filiation.crawl.engine import Engine
from filiation.crawl.happening_linkage import link_groups
from filiation.crawl.happening_links import find_links
from filiation.crawl.happening_reasons import give_reasons
from filiation.crawl.happening_subjects import find_subjects
from filiation.settings import Settings


def find_happenings(engine: Engine, settings: Settings) -> None:
    """Make the table ``happenings``: every tradition in one event.

    Args:
        engine: Holds these tables; none is changed:
            ``terms(wording bigint, term string, weight float)``: the heaviest terms of `weigh_words` for each wording;
            ``family(wording bigint, tradition string)``: each wording once;
            ``wordings(wording bigint, first_at double, last_at double, first_exact bool, last_exact bool,
            opening string)``: earliest and latest clock of its pages, epoch seconds, null where none tells; its
            headline and first sentences;
            ``forms(one string, other string, support double)``: traditions that fill one form about two happenings,
            ``one < other``, each pair once.
        settings: Reports further apart than ``event_window_days``, by their own clocks, are not one event.

    ``happenings(event string, tradition string, support double, reason string)``: an event is named by its smallest
    tradition; ``support`` is 0-1, how sure it is that all of them tell of one happening, 1.0 for a lone tradition;
    ``reason`` is the shared terms that say most, or "alone". Rows do not depend on the order of those given, nor on the
    engine.

    Cost:
        n log n in the number of traditions: 36 keys each, sorted, and a dozen or two candidates. On two cores 10,000
        take 3 s and 100,000 take 20 s, and .8 GB.
    """
    made = [*find_subjects(engine), *find_links(engine, settings.event_window_days)]
    made += link_groups(engine, settings.event_window_days)
    made += give_reasons(engine)
    engine.drop(*made)
