"""Calls: what a worker gets at once."""

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, strategies as st

from filiation.crawl.calls import cut_calls, prepare_folder, write_answer

GROUPS = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 12)), max_size=30)


def rows_of(groups: list[tuple[int, int]]) -> pa.Table:
    """Number each row; a group is (what its key adds to the key before, its rows)."""
    keys, key = [], 0
    for step, size in groups:
        key += step
        keys += [key] * size
    return pa.table({"key": pa.array(keys, pa.int64()), "number": pa.array(range(len(keys)), pa.int64())})


@given(GROUPS, st.integers(1, 15), st.integers(1, 15), st.sampled_from(["key", None]))
def test_cut_keeps_rows_and_groups(groups, batch, rows, by):
    """The calls, joined, are the rows; no call is empty; no group stands in two; no call is longer than need be."""
    table = rows_of(groups)
    calls = list(cut_calls(table.to_batches(max_chunksize=batch), by, rows))
    assert [number for call in calls for number in call["number"].to_pylist()] == table["number"].to_pylist()
    assert all(call.num_rows for call in calls)
    if by:
        seen = [set(call["key"].to_pylist()) for call in calls]
        assert sum(map(len, seen)) == len(groups)
    longest = max((size for _, size in groups), default=0) if by else 1
    assert all(call.num_rows < rows + batch + longest for call in calls)
    if not by:
        assert all(call.num_rows >= rows for call in calls[:-1])


def test_cut_knows_strings():
    """A group may be named by any text."""
    table = pa.table({"key": ["a", "a", "å", "å", "å", "😀"]})
    calls = [call["key"].to_pylist() for call in cut_calls(table.to_batches(max_chunksize=1), "key", 1)]
    assert calls == [["a", "a"], ["å", "å", "å"], ["😀"]]


def test_one_group_of_a_crawl():
    """A group as large as the crawl is one call, at a cost that is linear in it."""
    batch = pa.RecordBatch.from_pydict({"key": pa.array([7] * 100, pa.int64())})
    (call,) = cut_calls((batch for _ in range(20_000)), "key", 100)
    assert call.num_rows == 2_000_000


def test_answers_are_whole(tmp_path: Path):
    """An answer without rows leaves no file; one written twice is one file; drafts of the dead are swept."""
    schema = pa.schema([("a", pa.int64())])
    folder = tmp_path / "answers"
    assert prepare_folder(folder) == 0
    assert write_answer(schema.empty_table(), schema, folder, 0) is None
    one = pa.table({"a": pa.array([1], pa.int32())})
    assert write_answer(one, schema, folder, 4) == write_answer(one, schema, folder, 4)
    (folder / "0000009.dead.part").write_bytes(b"PAR1 half")
    assert prepare_folder(folder) == 5
    assert [file.name for file in folder.iterdir()] == ["0000004.parquet"]
    with pytest.raises((pa.ArrowInvalid, ValueError)):
        write_answer(pa.table({"other": [1]}), schema, folder, 6)
    assert [file.name for file in folder.iterdir()] == ["0000004.parquet"]
