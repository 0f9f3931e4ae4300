"""Who took from whom: held against a plain twin, and the same whatever the order of the rows."""

import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st

from filiation.crawl.embedded import Embedded
from filiation.crawl.emission import reuse_schema
from filiation.crawl.outlets import FLOWS, OUTLETS, compare_outlets, flows_schema, outlets_schema

HOUR, DAY = 3600, 86_400
ADMITTED = pa.schema(
    [
        ("article", pa.string()),
        ("wording", pa.int64()),
        ("outlet", pa.string()),
        ("agency", pa.string()),
        ("opening", pa.string()),
        ("words", pa.int32()),
        ("clock_at", pa.float64()),
        ("exact", pa.bool_()),
    ]
)
FAMILY = pa.schema([("wording", pa.int64()), ("tradition", pa.string()), ("pages", pa.int64())])
WEIGHED = pa.schema(
    [("a", pa.int64()), ("b", pa.int64()), ("containment_a", pa.float64()), ("containment_b", pa.float64())]
)


def page(article, wording, outlet, at=None, *, exact=True, agency=None, opening="", words=100):
    return {
        "article": article,
        "wording": wording,
        "outlet": outlet,
        "agency": agency,
        "opening": opening,
        "words": words,
        "clock_at": None if at is None else float(at),
        "exact": None if at is None else exact,
    }


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Return a function from pages, traditions (wording → name), compared pairs and ``older`` to both tables."""
    engine = Embedded(tmp_path_factory.mktemp("outlets") / "work", 1 << 28, 1)

    def tell(pages, traditions, weighed=(), older=(), *, ignore_dates=False):
        carried = [traditions[each["wording"]] for each in pages]
        family = [
            {"wording": wording, "tradition": name, "pages": carried.count(name)}
            for wording, name in traditions.items()
        ]
        pairs = [
            {"a": min(a, b), "b": max(a, b), "relation": relation, "older": first} for a, b, relation, first in older
        ]
        engine.take("admitted", pa.Table.from_pylist(pages, schema=ADMITTED))
        engine.take("family", pa.Table.from_pylist(family, schema=FAMILY))
        columns = dict(zip(WEIGHED.names, zip(*weighed, strict=True), strict=True)) if weighed else {}
        engine.take("weighed", pa.table({name: columns.get(name, ()) for name in WEIGHED.names}, schema=WEIGHED))
        reuse = [dict.fromkeys(reuse_schema().names) | each for each in pairs]
        engine.take("reuse", pa.Table.from_pylist(reuse, schema=reuse_schema()))
        compare_outlets(engine, ignore_dates=ignore_dates)
        return tuple(
            [row for batch in engine.fetch(sql) for row in pa.table(batch).cast(schema).to_pylist()]
            for sql, schema in ((FLOWS, flows_schema()), (OUTLETS, outlets_schema()))
        )

    yield tell
    engine.close()


def test_copies_flow_from_the_first_and_own_work_does_not(told):
    """The earliest page is the source of all later ones at other outlets; share, credit and delay are counted."""
    flows, outlets = told(
        [
            page("a", 1, "Wire", 0, agency="Wire"),
            page("b", 1, "Post", 2 * HOUR),
            page("c", 2, "Post", 5 * HOUR, words=50),
            page("d", 2, "Sun", 9 * HOUR, opening="Dam bursts, WIRE reports", words=50),
            page("e", 2, "Wire", 10 * HOUR, agency="Wire", words=50),
            page("f", 3, "Post", 0),
        ],
        {1: "a", 2: "a", 3: "f"},
        [(1, 2, 0.4, 0.8)],
    )
    assert flows == [
        {"source": "Wire", "target": "Post", "articles": 2, "compared": 2, "words": 140, "share": 0.9333}
        | {"credited": 0, "uncredited": 2, "delay_hours": 2},
        {"source": "Wire", "target": "Sun", "articles": 1, "compared": 1, "words": 40, "share": 0.8}
        | {"credited": 1, "uncredited": 0, "delay_hours": 9},
    ]
    by_name = {row["outlet"]: row for row in outlets}
    assert (
        by_name["Wire"] | {"own": 2, "wire": 0, "copies": 0, "uncredited_share": None, "delay_hours": None}
        == by_name["Wire"]
    )
    assert by_name["Post"] == {"outlet": "Post", "articles": 3, "own": 1, "wire": 0, "taken": 2, "copies": 2} | {
        "uncredited": 2,
        "copy_share": 0.6667,
        "uncredited_share": 1.0,
        "delay_hours": 2,
    }


def test_without_clocks_the_text_tells_and_no_delay_is_known(told):
    """An undated pair flows as ``older`` says, by the text; nothing flows where nothing tells; dates may be ignored."""
    pages = [page("a", 1, "Wire"), page("b", 2, "Post"), page("c", 3, "Sun"), page("d", 4, "Sun")]
    traditions = {1: "a", 2: "a", 3: "a", 4: "d"}
    older = [("a", "b", "revision", "b"), ("a", "c", "same", None), ("b", "d", "excerpt", "b")]
    flows, _ = told(pages, traditions, older=older)
    assert [(row["source"], row["target"], row["compared"], row["share"], row["delay_hours"]) for row in flows] == [
        ("Post", "Wire", 0, None, None)
    ]
    dated = [each | {"clock_at": float(n), "exact": True} for n, each in enumerate(pages)]
    assert told(dated, traditions, older=older, ignore_dates=True)[0] == flows
    assert {(row["source"], row["target"]) for row in told(dated, traditions, older=older)[0]} == {
        ("Wire", "Post"),
        ("Wire", "Sun"),
    }


def test_a_day_is_no_hour(told):
    """A clock that tells the day alone parts days, never hours; outlets without a name are in no row."""
    flows, outlets = told(
        [
            page("a", 1, "Wire", 0, exact=False),
            page("b", 1, "Post", 20 * HOUR),
            page("c", 1, "Sun", 3 * DAY + 5 * HOUR),
            page("d", 1, None, 4 * DAY),
        ],
        {1: "a"},
    )
    assert [(row["source"], row["target"], row["delay_hours"]) for row in flows] == [("Wire", "Sun", 72)]
    assert [row["outlet"] for row in outlets] == ["Post", "Sun", "Wire"]


PAGES = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(["A", "B", "C", None]),
        st.one_of(st.none(), st.integers(0, 300_000)),
        st.booleans(),
    ),
    max_size=24,
)


@settings(max_examples=15)
@given(PAGES, st.randoms(use_true_random=False))
def test_the_tables_are_their_plain_twin(told, drawn, dice):
    """Flows by clocks are what a loop over the pages finds, in whatever order the rows come."""
    pages = [page(f"p{n:02}", wording, outlet, at, exact=exact) for n, (wording, outlet, at, exact) in enumerate(drawn)]
    traditions = {wording: f"t{wording // 2}" for wording in range(6)}
    expected = {}
    for target in pages:
        kin = [
            p for p in pages if traditions[p["wording"]] == traditions[target["wording"]] and p["clock_at"] is not None
        ]
        if target["clock_at"] is None or not kin:
            continue
        first = min(kin, key=lambda each: (each["clock_at"], each["article"]))
        day = target["clock_at"] // DAY - first["clock_at"] // DAY
        exact = target["exact"] and first["exact"]
        if (first["clock_at"] < target["clock_at"] if exact else day > 0) and None not in (
            first["outlet"],
            target["outlet"],
        ):
            hours = int((target["clock_at"] - first["clock_at"]) / HOUR + 0.5) if exact else int(24 * day)
            if first["outlet"] != target["outlet"]:
                expected.setdefault((first["outlet"], target["outlet"]), []).append(hours)
    flows, outlets = told(pages, traditions)
    found = {(row["source"], row["target"]): (row["articles"], row["delay_hours"]) for row in flows}
    assert found == {pair: (len(hours), sorted(hours)[(len(hours) - 1) // 2]) for pair, hours in expected.items()}
    assert sum(row["articles"] for row in outlets) == sum(each["outlet"] is not None for each in pages)
    assert all(row["own"] + row["copies"] == row["articles"] for row in outlets)
    dice.shuffle(pages)
    assert told(pages, traditions) == (flows, outlets)
