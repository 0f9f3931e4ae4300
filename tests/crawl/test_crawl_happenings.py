"""Happenings: reports of one event among many, the same from every order and path."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from filiation.crawl import happening_linkage
from filiation.crawl.embedded import Embedded
from filiation.crawl.happenings import find_happenings
from filiation.settings import DEFAULTS

DAY = 86_400.0
SCHEMAS = {
    "terms": pa.schema([("wording", pa.int64()), ("term", pa.string()), ("weight", pa.float32())]),
    "family": pa.schema([("wording", pa.int64()), ("tradition", pa.string())]),
    "wordings": pa.schema(
        [
            ("wording", pa.int64()),
            ("first_at", pa.float64()),
            ("last_at", pa.float64()),
            ("first_exact", pa.bool_()),
            ("last_exact", pa.bool_()),
            ("pages", pa.int64()),
            ("opening", pa.string()),
        ]
    ),
    "forms": pa.schema([("one", pa.string()), ("other", pa.string()), ("support", pa.float64())]),
}


@dataclass(frozen=True)
class Told:
    """A report of one wording, as a test tells it."""

    tradition: str
    terms: Mapping[str, float]
    at: float | None = None
    opening: str = ""
    exact: bool = True


Event = tuple[str, str, float, str]


def found(
    folder: Path, reports: Sequence[Told], forms: Sequence[tuple[str, str, float]] = (), seed: int = 0
) -> list[Event]:
    """Return the rows of ``happenings`` for some reports, given in some order."""
    shuffled = random.Random(seed)
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in SCHEMAS}
    for report in reports:
        wording = hash_of(report.tradition)
        rows["terms"] += [(wording, term, weight) for term, weight in report.terms.items()]
        rows["family"].append((wording, report.tradition))
        rows["wordings"].append(
            (wording, report.at, report.at, told(report), told(report), 1, report.opening or report.tradition)
        )
    rows["forms"] += forms
    engine = Embedded(folder / f"engine-{seed}", 256 << 20, 1)
    try:
        for name, schema in SCHEMAS.items():
            shuffled.shuffle(rows[name])
            columns = [pa.array([row[place] for row in rows[name]], field.type) for place, field in enumerate(schema)]
            pq.write_table(pa.Table.from_arrays(columns, schema=schema), folder / f"{name}.parquet")
            engine.view(name, [folder / f"{name}.parquet"], schema)
        find_happenings(engine, DEFAULTS)
        return list(events_of(engine))
    finally:
        engine.close()


def told(report: Told) -> bool | None:
    return None if report.at is None else report.exact


def hash_of(text: str) -> int:
    """Return a signed 64-bit number, as a wording has."""
    return random.Random(text).getrandbits(64) - (1 << 63)


def events_of(engine: Embedded) -> Iterator[Event]:
    for batch in engine.fetch("select event, tradition, support, reason from happenings order by event, tradition"):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def groups(events: Sequence[Event]) -> dict[str, str]:
    return {tradition: event for event, tradition, _, _ in events}


def heap(seed: int, events: int, reports: int, days: float | None = 40.0) -> list[Told]:
    """Return reports of some events, three or so each, among many of nothing in common but common words."""
    rng = random.Random(seed)
    common = [f"word{place}" for place in range(60)]
    told = []
    for event in range(events):
        at = None if days is None else rng.uniform(0, days) * DAY
        names = [f"name{event}x{place}" for place in range(8)]
        for report in range(rng.randint(2, 4)):
            terms = dict.fromkeys(rng.sample(names, 6), 0.3)
            terms |= {f"own{event}x{report}x{place}": 0.15 for place in range(8)}
            terms |= dict.fromkeys(rng.sample(common, 12), 0.1)
            later = None if at is None else at + rng.uniform(0, 0.8) * DAY
            told.append(Told(f"e{event:03}r{report}", terms, later))
    for report in range(reports):
        terms = {f"alone{report}x{place}": 0.25 for place in range(10)} | dict.fromkeys(rng.sample(common, 12), 0.1)
        told.append(Told(f"s{report:04}", terms, None if days is None else rng.uniform(0, days) * DAY))
    return told


QUAKE = {"tolima": 0.4, "ibague": 0.4, "richter": 0.3, "6.4": 0.3, "collapsed": 0.2}


def test_reports_of_one_happening_are_one_event_with_the_shared_terms_as_printed(tmp_path: Path) -> None:
    """An event is named by its smallest tradition; the reason prints terms as the openings do; others are alone."""
    events = found(
        tmp_path,
        [
            Told("b", QUAKE, 9 * DAY, "Quake shakes Tolima. Ibagué felt 6.4 on the Richter scale."),
            Told("a", {**QUAKE, "mayor": 0.3}, 9.2 * DAY, "TOLIMA SHAKEN A mayor in Tolima called for tents."),
            Told("c", {"oboe": 0.6, "recital": 0.5, "tolima": 0.05}, 9 * DAY, "An oboe recital."),
        ],
    )
    assert [event[:2] for event in events] == [("a", "a"), ("a", "b"), ("c", "c")]
    assert events[0][2] == events[1][2] > 0.9
    assert events[0][3].startswith("share Ibagué, Tolima, ")
    assert events[2][2:] == (1.0, "alone")


def test_events_stand_out_of_a_heap(tmp_path: Path) -> None:
    """Reports that share names are joined, those that share a beat's words are not."""
    reports = heap(3, 30, 300)
    truth = {report.tradition: report.tradition[:4] for report in reports if report.tradition[0] == "e"}
    event = groups(found(tmp_path, reports))
    joined = {
        report.tradition for report in reports if report.tradition[0] == "s" and event[report.tradition][0] == "e"
    }
    assert not joined
    right = sum(
        (event[one] == event[other]) == (truth[one] == truth[other]) for one in truth for other in truth if one < other
    )
    assert right == len(truth) * (len(truth) - 1) // 2


@pytest.mark.parametrize("days", [40.0, None])
def test_order_of_rows_plays_no_part(tmp_path: Path, days: float | None) -> None:
    """The same rows in another order give the same table."""
    reports = heap(5, 12, 60, days)
    assert found(tmp_path, reports, seed=1) == found(tmp_path, reports, seed=2)


@pytest.mark.parametrize("seed", [7, 8])
def test_rounds_in_the_engine_join_what_one_process_joins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Joining all pairs that are each other's best at once gives what joining the best one by one gives."""
    rng = random.Random(seed)
    names = [f"name{place}" for place in range(40)]
    # Chains: each report shares some names with the next, so that what joins first decides what else may.
    reports = [
        Told(
            f"r{place:03}",
            {names[(place // 3 + step) % 40]: rng.uniform(0.1, 0.5) for step in range(5)},
            None if place % 7 == 0 else place * DAY / 4,
        )
        for place in range(120)
    ]
    forms = [("r003", "r004", 0.7), ("r050", "r052", 0.9)]
    at_once = found(tmp_path, reports, forms)
    monkeypatch.setattr(happening_linkage, "FEW_LINKS", 0)
    assert found(tmp_path, reports, forms) == at_once
    assert 5 < len(set(groups(at_once).values())) < 110


def test_reports_further_apart_than_the_window_are_two_events(tmp_path: Path) -> None:
    """A window's length between two clocks parts them, whatever they share; a report without a clock may join one."""
    near = [Told("a", QUAKE, 0.0), Told("b", QUAKE, 13.9 * DAY)]
    assert len(set(groups(found(tmp_path, near)).values())) == 1
    far = [Told("a", QUAKE, 0.0), Told("b", QUAKE, 14.1 * DAY), Told("c", QUAKE)]
    event = groups(found(tmp_path, far))
    assert event["a"] != event["b"]
    assert event["c"] in {event["a"], event["b"]}


def test_a_day_without_its_hour_may_be_any_hour_of_it(tmp_path: Path) -> None:
    """A clock that tells the day alone reaches to the end of the day."""
    reports = [Told("a", QUAKE, 0.0, exact=False), Told("b", QUAKE, 14.9 * DAY)]
    assert len(set(groups(found(tmp_path, reports)).values())) == 1


def test_one_form_filled_twice_is_two_happenings(tmp_path: Path) -> None:
    """What two instances of a form share is made light of as far as it is sure that they are."""
    reports = [Told("a", QUAKE, 0.0), Told("b", QUAKE, DAY)]
    assert len(set(groups(found(tmp_path, reports, [("a", "b", 1.0)])).values())) == 2
    assert len(set(groups(found(tmp_path, reports, [("a", "b", 0.2)])).values())) == 1


def test_tomorrow_changes_no_event_of_last_month(tmp_path: Path) -> None:
    """Reports that come three weeks later leave earlier events and their support as they were."""
    month = heap(11, 10, 80, 20.0)
    later = [Told(f"z{told.tradition}", told.terms, (told.at or 0.0) + 49 * DAY) for told in heap(11, 10, 80, 20.0)]
    before = found(tmp_path, month)
    assert [event for event in found(tmp_path, [*month, *later]) if event[1][0] != "z"] == before


def test_a_crowd_about_one_thing_is_one_event(tmp_path: Path) -> None:
    """Sixty reports with the same names are joined although each is held against its neighbours alone."""
    rng = random.Random(1)
    names = [f"name{place}" for place in range(12)]
    crowd = [
        Told(
            f"r{place:03}",
            dict.fromkeys(rng.sample(names, 10), 0.28) | {f"own{place}x{step}": 0.1 for step in range(5)},
            rng.random() * DAY,
        )
        for place in range(60)
    ]
    event = groups(found(tmp_path, [*crowd, *heap(2, 0, 1_740, 10.0)]))
    assert len({event[report.tradition] for report in crowd}) == 1


def test_no_reports_make_an_empty_table(tmp_path: Path) -> None:
    """Nothing in, nothing out; a report without terms is alone."""
    assert found(tmp_path, []) == []
    assert found(tmp_path, [Told("a", {}), Told("b", {}, 5.0)]) == [("a", "a", 1.0, "alone"), ("b", "b", 1.0, "alone")]
