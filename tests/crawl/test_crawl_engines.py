"""What the plan may count on in every engine; the SQL here is the subset in which it is written.

Outside of it, since the engines differ: an ORDER BY of what may be null without NULLS FIRST or LAST; ``min_by`` and
``max_by`` of a value that may be null, or by a key that is not unique; two columns without a name; a backslash in a text;
``^`` (a power here, bits there); a cast of a fraction to an integer without ``floor`` or ``round``; ``sum`` of integers
without a cast to bigint; a division by what may be zero without ``nullif``; ``count(distinct a, b)``.
"""

import random
from collections import defaultdict

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from spark_cluster import CLUSTER

from filiation.crawl.embedded import Embedded
from filiation.errors import CrawlError

LEAST, MOST = -(2**63), 2**63 - 1


@pytest.fixture(params=["embedded", "spark"])
def engine(request, tmp_path):
    """Open each engine; Spark's session is kept from test to test."""
    if request.param == "spark":
        yield request.getfixturevalue("spark_on")(CLUSTER)
        return
    opened = Embedded(tmp_path / "work", 1 << 30, 2)
    yield opened
    opened.close()
    assert not (tmp_path / "work").exists()


@pytest.fixture
def load(engine, tmp_path):
    """Return a function that makes a table of an Arrow table."""

    def load(name: str, table: pa.Table) -> None:
        file = tmp_path / f"{name}.parquet"
        pq.write_table(table, file)
        engine.view(name, [file], table.schema)

    return load


def rows_of(engine, sql: str) -> list[tuple]:
    return [tuple(row.values()) for batch in engine.fetch(sql) for row in batch.to_pylist()]


# Each type that a part has, with its extremes; texts that a page may hold.
TEXTS = ["", "a", "Zürich", "\x00nul", "emoji 😀", "e\u0301", "line\nfeed \\ back'slash\"", "\u200b", None]
TYPES = pa.table(
    {
        "whole": pa.array([LEAST, MOST, 0, -1, 1, 2**53 + 1, 7, 8, None], pa.int64()),
        "small": pa.array([-(2**31), 2**31 - 1, 0, 1, 2, 3, 4, 5, None], pa.int32()),
        "double": pa.array([0.1, -1e300, 5e-324, 1.5, float("inf"), 0.0, 3.0, 4.0, None], pa.float64()),
        "float": pa.array([0.5, 1.5, -2.25, 0.0, 1.0, 2.0, 3.0, 4.0, None], pa.float32()),
        "flag": pa.array([True, False, True, True, False, True, False, False, None]),
        "text": pa.array(TEXTS),
        "coded": pa.array(TEXTS).dictionary_encode(),
        "bytes": pa.array([b"", b"\x00\xff", b"a", b"b", b"c", b"d", b"e", b"f", None], pa.binary()),
        "names": pa.array([[], ["a", None], ["b"], None, [""], ["x", "y"], [], [], None], pa.list_(pa.string())),
        "spans": pa.array(
            [[], [{"a": {"start": 1, "end": 2}, "b": {"start": 3, "end": 4}}], None, [], [], [], [], [], None],
            pa.list_(pa.struct([(s, pa.struct([("start", pa.int32()), ("end", pa.int32())])) for s in "ab"])),
        ),
        "place": pa.array(range(9), pa.int32()),
    }
)


def test_values_pass_unchanged(engine, load):
    """What PyArrow wrote is read, kept as a table and fetched without a change of any value, null or not."""
    load("types", TYPES)
    engine.table("kept", "select * from types")
    fetched = pa.Table.from_batches(engine.fetch("select * from kept order by place"))
    assert fetched.column_names == TYPES.column_names
    for name in TYPES.column_names:
        assert fetched[name].to_pylist() == TYPES[name].to_pylist(), name


def test_widths_of_numbers(engine, load):
    """Integers, floats, truths and texts keep their types; what is counted, summed and cast has the same in all engines."""
    load("types", TYPES)
    sql = """
        select place, whole, small, double, float, flag, text, count(*) over () as n, cast(small as bigint) as wide,
               cast(whole as double) as real, cast(place as string) as word, row_number() over (order by place) as row
        from types order by place
    """
    schema = pa.Table.from_batches(engine.fetch(sql)).schema
    kinds = ["int32", "int64", "int32", "double", "float", "bool", "string", "int64", "int64", "double", "string"]
    assert [str(field.type) for field in schema][: len(kinds)] == kinds


CONSTRUCTS = {
    "texts are compared by code point": (
        "select text from words where text is not null order by text",
        [("",), ("A",), ("Z",), ("a",), ("z",), ("É",), ("\ufb01",), ("😀",)],
    ),
    "and so are the least and the greatest": ("select min(text), max(text) from words", [("", "😀")]),
    "nulls stand where the order says": (
        "select n, text from words order by text nulls first, n desc nulls last limit 2",
        [(9, None), (None, None)],
    ),
    "a group of nulls is a group": (
        "select grp, count(*), count(n), count(distinct n), min(n), max(n) from words group by grp order by grp nulls last",
        [("x", 5, 4, 3, 1, 3), ("y", 4, 4, 4, 4, 7), (None, 1, 1, 1, 9, 9)],
    ),
    "min_by and max_by skip a null key": (
        "select min_by(text, n), max_by(text, n) from words where grp = 'y'",
        [("É", "😀")],
    ),
    "having": ("select grp from words group by grp having count(*) > 4", [("x",)]),
    "least and greatest skip nulls": (
        "select least(3, cast(null as int), 2), greatest(cast(null as int), 1), least('b', 'a'), coalesce(null, 4)",
        [(2, 1, "a", 4)],
    ),
    "case without else is null": (
        "select case when 1 > 2 then 'a' end, case when 2 > 1 then 'b' else 'c' end",
        [(None, "b")],
    ),
    "null is not equal to null in a join": (
        "select count(*) from words a join words b on a.grp = b.grp",
        [(41,)],
    ),
    "unless one asks for it": (
        "select count(*) from words a join words b on a.grp is not distinct from b.grp",
        [(42,)],
    ),
    "left join, and what has no partner": (
        "select a.n from words a left join words b on b.n = a.n and b.grp = 'x' where b.n is null and a.n is not null order by a.n",
        [(4,), (5,), (6,), (7,), (9,)],
    ),
    "exists and not exists": (
        "select distinct grp from words a where not exists (select 1 from words b where b.grp = a.grp and b.n > 5) and grp is not null",
        [("x",)],
    ),
    "in a list and in a query": (
        "select n from words where grp in ('x', 'y') and n in (select n from words where n > 5) order by n",
        [(6,), (7,)],
    ),
    "union all keeps doubles, union does not": (
        """select (select count(*) from (select grp from words union all select grp from words) as a) as all_rows,
                  (select count(*) from (select grp from words union select grp from words) as b) as other_rows""",
        [(20, 3)],
    ),
    "lag and lead, with and without a default": (
        """select n, lag(n) over (partition by grp order by n) as one, lead(n, 1, -1) over (partition by grp order by n) as two
           from words where grp = 'y' order by n""",
        [(4, None, 5), (5, 4, 6), (6, 5, 7), (7, 6, -1)],
    ),
    "a running sum over rows": (
        "select n, sum(n) over (order by n rows between unbounded preceding and current row) from words where grp = 'y' order by n",
        [(4, 4), (5, 9), (6, 15), (7, 22)],
    ),
    "row_number, rank, dense_rank": (
        """select text, row_number() over (order by n, text) as a, rank() over (order by n) as b, dense_rank() over (order by n) as c
           from words where grp = 'x' and n is not null order by n, text""",
        [("", 1, 1, 1), ("A", 2, 2, 2), ("Z", 3, 2, 2), ("a", 4, 4, 3)],
    ),
    "bits, with signs": (
        "select -1 & 255, 6 | 9, cast(-8 as bigint) >> 1, cast(1 as bigint) << 62",
        [(255, 15, -4, 2**62)],
    ),
    "the remainder has the sign of the dividend": ("select -7 % 3, 7 % -3, mod(-7, 3)", [(-1, 1, -1)]),
    "a division is a real number": ("select 7 / 2, 1 / nullif(0, 0)", [(3.5, None)]),
    "a whole part is asked for by floor": (
        "select cast(floor(7 / 2) as bigint), cast(floor(-7 / 2) as bigint)",
        [(3, -4)],
    ),
    "a quote is doubled": ("select 'it''s' || '''' || 'x'", [("it's'x",)]),
    "a column of any name in double quotes": ('select n as "offset", grp as "end" from words where n = 9', [(9, None)]),
    "length is in code points": ("select length('a😀é'), substring('a😀é', 2, 1)", [(3, "😀")]),
    "names of a step": ("with a as (select 1 as x), b as (select x + 1 as x from a) select b.x from a, b", [(2,)]),
    "a number with a point is exact until it meets a double": (
        "select cast(0.1 as double) + cast(0.2 as double), abs(cast(-1.5 as double)), round(cast(2.34567 as double), 4)",
        [(0.1 + 0.2, 1.5, 2.3457)],
    ),
}

WORDS = pa.table(
    {
        "grp": ["x", "x", "x", "x", "x", "y", "y", "y", "y", None],
        "n": pa.array([1, 2, 2, 3, None, 4, 5, 6, 7, 9], pa.int64()),
        "text": ["", "A", "Z", "a", None, "É", "\ufb01", "z", "😀", None],
    }
)


@pytest.mark.parametrize("law", CONSTRUCTS)
def test_constructs(engine, load, law):
    """Each construct of the subset means one thing."""
    load("words", WORDS)
    sql, expected = CONSTRUCTS[law]
    assert rows_of(engine, sql) == expected


@pytest.mark.parametrize(
    "sum_", ["whole + 1", "whole * 2", "cast(-2 as bigint) - whole", "cast(cast(whole as double) * 4 as bigint)"]
)
def test_overflow_is_an_error(engine, load, sum_):
    """A number that does not fit into 64 bits is never another number."""
    load("edge", pa.table({"whole": pa.array([MOST], pa.int64())}))
    with pytest.raises(Exception, match=r"(?i)overflow|out of range|can't be cast"):
        rows_of(engine, f"select {sum_} from edge")


def test_random_tables_as_python_has_them(engine, load):
    """Groups, windows and joins over 500 rows of extreme numbers and foreign texts are those that Python finds."""
    draw = random.Random(3)
    texts = ["ä", "Ω", "z", "Z", "\uffee", "😀", "a b", "a"]
    rows = [(number, draw.choice([LEAST, MOST, -1, 0, 5]), draw.choice(texts), draw.random()) for number in range(500)]
    draw.shuffle(rows)
    load(
        "random_rows",
        pa.table([list(column) for column in zip(*rows, strict=True)], names=["id", "key", "text", "real"]),
    )
    groups = defaultdict(list)
    for row in rows:
        groups[row[1]].append(row)
    expected = [
        (
            key,
            len(group),
            len({row[2] for row in group}),
            min(row[2] for row in group),
            max(row[2] for row in group),
            min(group, key=lambda row: (row[3], row[0]))[2],
            max(row[3] for row in group),
        )
        for key, group in sorted(groups.items())
    ]
    sql = """
        select key, count(*), count(distinct text), min(text), max(text), min_by(text, real), max(real)
        from random_rows group by key order by key
    """
    assert rows_of(engine, sql) == expected
    firsts = """
        select id, before from (
            select id, lag(id) over (partition by key, text order by id) as before,
                   row_number() over (partition by key, text order by id) as place
            from random_rows
        ) as numbered where place = 2 order by id
    """
    pairs = defaultdict(list)
    for row in rows:
        pairs[row[1], row[2]].append(row[0])
    assert rows_of(engine, firsts) == sorted((ids[1], ids[0]) for ids in map(sorted, pairs.values()) if len(ids) > 1)


def test_order_over_many_rows(engine, load):
    """However many files and partitions an ordered query has, its rows come in order."""
    numbers = list(range(40_000))
    random.Random(5).shuffle(numbers)
    load("many", pa.table({"n": numbers}))
    engine.table("spread", "select n, n % 7 as seven from many")
    assert rows_of(engine, "select seven, n from spread order by seven desc, n") == sorted(
        ((n % 7, n) for n in numbers), key=lambda row: (-row[0], row[1])
    )


def double(rows: pa.Table) -> pa.Table:
    return pa.table({"n": rows["n"], "twice": [2 * n for n in rows["n"].to_pylist()]})


def groups_of(rows: pa.Table) -> pa.Table:
    """Say of each group how many rows came, and how many calls have it (by adding up)."""
    keys = rows["grp"].to_pylist()
    runs = [key for place, key in enumerate(keys) if not place or keys[place - 1] != key]
    return pa.table({"grp": runs, "size": [keys.count(key) for key in runs]})


def only_odd(rows: pa.Table) -> pa.Table:
    return rows.filter([n % 2 == 1 for n in rows["n"].to_pylist()])


def refuse(rows: pa.Table) -> pa.Table:
    raise CrawlError(f"{rows.num_rows} rows are bad")


DOUBLED = pa.schema([("n", pa.int64()), ("twice", pa.int64())])
SIZES = pa.schema([("grp", pa.string()), ("size", pa.int64())])


def test_apply_sees_each_row_once(engine, load):
    """Each row of the query goes through the function once; the answers are a table."""
    load("numbers", pa.table({"n": list(range(95))}))
    engine.apply("doubled", "select n from numbers", double, DOUBLED, rows=10)
    assert rows_of(engine, "select n, twice from doubled order by n") == [(n, 2 * n) for n in range(95)]


def test_apply_cuts_no_group(engine, load):
    """Rows of a group come in one call, side by side, and small groups come together; a group may be large."""
    sizes = {f"g{number:02}": 1 + number % 4 for number in range(40)} | {"large": 300}
    keys = [key for key, size in sizes.items() for _ in range(size)]
    random.Random(1).shuffle(keys)
    load("members", pa.table({"grp": keys}))
    engine.apply("sizes", "select grp from members", groups_of, SIZES, by="grp", rows=16)
    assert dict(rows_of(engine, "select grp, size from sizes")) == sizes
    assert rows_of(engine, "select count(*) from sizes") == [(len(sizes),)]


def test_apply_leaves_answers(engine, load, tmp_path):
    """With a folder, answers stay there as whole files, beside those of earlier runs, which are not touched."""
    load("numbers", pa.table({"n": list(range(60))}))
    folder = tmp_path / "answers"
    schema = pa.schema([("n", pa.int64())])
    engine.apply("odd", "select n from numbers where n < 30", only_odd, schema, rows=5, into=folder)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    engine.apply("odd", "select n from numbers where n >= 30", only_odd, schema, rows=5, into=folder)
    assert rows_of(engine, "select n from odd order by n") == [(n,) for n in range(31, 60, 2)]
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert all(file.suffix == ".parquet" and file.stem.isdigit() for file in folder.iterdir())
    assert sorted(pa.concat_tables(map(pq.read_table, sorted(folder.iterdir())))["n"].to_pylist()) == list(
        range(1, 60, 2)
    )
    engine.drop("odd")
    assert len(list(folder.iterdir())) > len(before)


def test_apply_without_rows(engine, load):
    """No row asked, or none answered: an empty table with the columns of the schema."""
    load("numbers", pa.table({"n": [2, 4]}))
    for sql in ("select n from numbers where n > 9", "select n from numbers"):
        engine.apply("none", sql, only_odd, pa.schema([("n", pa.int64())]), by="n")
        assert rows_of(engine, "select count(*), max(n) from none") == [(0, None)]


def test_refusals_arrive(engine, load):
    """What a function refuses is refused here, in its own words."""
    load("numbers", pa.table({"n": list(range(20))}))
    with pytest.raises(CrawlError, match=r"^\d+ rows are bad$"):
        engine.apply("bad", "select n from numbers", refuse, DOUBLED, rows=5)


def test_tasks_in_order(engine):
    """Answers come in the order of the tasks, and a task is drawn only when a worker is near."""
    drawn = []
    tasks = (drawn.append(number) or number for number in range(-40, 0))
    answers = engine.each(tasks, abs)
    assert next(answers) == 40
    assert len(drawn) < 20
    assert list(answers) == list(range(39, 0, -1))


def test_tables_come_and_go(engine, load):
    """A table can be made anew from its former self; what is dropped is gone; dropping twice is no error."""
    load("numbers", pa.table({"n": [1, 2, 3]}))
    engine.table("grown", "select n from numbers")
    for _ in range(2):
        engine.table("grown", "select n from grown union all select n from grown")
    assert rows_of(engine, "select count(*) from grown") == [(12,)]
    engine.drop("grown", "numbers")
    engine.drop("grown", "never_there")
    with pytest.raises(Exception, match="grown"):
        rows_of(engine, "select * from grown")


def test_rows_made_here(engine):
    """Rows that were made here are a table like any other, in place of what had its name."""
    for rows in ([1, 2], [3]):
        engine.take("taken", pa.table({"n": rows}))
        assert rows_of(engine, "select n from taken order by n") == [(n,) for n in rows]


def test_views(engine, tmp_path):
    """A view has the rows of all its files, none or many, whatever their folder is called."""
    folder = tmp_path / "a b=c, [1] {x,y} 100%"
    folder.mkdir()
    schema = pa.schema([("n", pa.int64())])
    engine.view("filed", [], schema)
    assert rows_of(engine, "select count(*), max(n) from filed") == [(0, None)]
    for number in range(40):
        pq.write_table(pa.table({"n": [number]}), folder / f"{number:05}.parquet")
    engine.view("filed", sorted(folder.iterdir()), schema)
    assert rows_of(engine, "select count(*), count(distinct n), max(n) from filed") == [(40, 40, 39)]
