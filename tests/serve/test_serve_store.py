"""Jobs on disk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from filiation.errors import UsageError
from filiation.serve.job import State
from filiation.serve.limits import Limits
from filiation.serve.store import Full, Store


def write(folder):
    (folder / "a.txt").write_text("A text.")


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path, Limits(waiting=3, kept=4))
    yield store
    store.close()


def again(store):
    store.close()
    fresh = Store(store.folder.parent, store.limits)
    store._lock = fresh._lock
    return fresh


def test_jobs_survive_a_restart(store):
    """What was there before is there after, byte for byte; what was under way waits again."""
    done = store.end(store.add("one", ["a.txt"], write, whole=True), State.DONE)
    under_way = replace(
        store.add(None, ["a.txt"], write, whole=False), state=State.RUNNING, attempts=1, stage="reading"
    )
    store.put(under_way)
    fresh = again(store)
    assert fresh.get(done.id) == done
    assert fresh.get(under_way.id) == replace(under_way, state=State.WAITING, stage=None)
    assert (fresh.pages(done) / "a.txt").read_text() == "A text."


def test_a_job_that_ends_the_app_is_not_begun_for_ever(store):
    """A job during which the app was stopped twice is told of, not begun a third time."""
    job = store.add(None, ["a.txt"], write, whole=False)
    store.put(replace(job, state=State.RUNNING, attempts=2))
    revived = again(store).get(job.id)
    assert revived.state is State.FAILED
    assert "stopped 2 times" in revived.message


def test_what_is_damaged_is_left_alone(store):
    """A state file that cannot be read hides its job, and neither stops the app nor is deleted."""
    job = store.add(None, ["a.txt"], write, whole=False)
    (store.place(job) / "job.json").write_text("{")
    assert again(store).all() == []
    assert (store.pages(job) / "a.txt").exists()


def test_one_app_a_folder(store):
    """A second app on the same folder is told so."""
    with pytest.raises(UsageError, match="another filiation serve"):
        Store(store.folder.parent, Limits())


def test_there_is_a_most(store):
    """Too many waiting jobs, or kept ones, are refused in words; nothing is left on the disk of the refused."""
    jobs = [store.add(None, ["a.txt"], write, whole=False) for _ in range(3)]
    with pytest.raises(Full, match="waiting already"):
        store.add(None, ["a.txt"], write, whole=False)
    for job in jobs:
        store.end(job, State.DONE)
    store.add(None, ["a.txt"], write, whole=False)
    with pytest.raises(Full, match="delete some"):
        store.add(None, ["a.txt"], write, whole=False)
    assert len(list(store.folder.iterdir())) == 4


def test_a_failed_upload_leaves_nothing(store):
    """Where the pages cannot be written there is no job and no folder."""

    def broken(_folder):
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        store.add(None, ["a.txt"], broken, whole=False)
    assert store.all() == []
    assert list(store.folder.iterdir()) == []


def test_delete_deletes(store):
    """A deleted job is gone from the list and from the disk."""
    job = store.add(None, ["a.txt"], write, whole=False)
    store.delete(job)
    assert store.get(job.id) is None
    assert not store.place(job).exists()
