"""Files that appear whole or not at all: a kill leaves the old one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filiation.errors import UsageError


@contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """Give a path to write to; what stands there at the end takes the place of ``path``.

    Raises:
        UsageError: It cannot be written; the message says why.
    """
    draft = path.with_name(path.name + ".part")
    try:
        yield draft
        draft.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file.

    Raises:
        UsageError: It cannot be written; the message says why.
    """
    with draft_of(path) as draft:
        draft.write_bytes(data)
