"""JSON as DESIGN's contract has it: one object, or one a line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from filiation.article.article import Article
from filiation.errors import UsageError
from filiation.writers.record import DossiersRecord


def line(record: Any) -> bytes:  # noqa: ANN401 - any record will do
    """Return a record as one line of JSON, UTF-8, with its line end."""
    return msgspec.json.encode(record) + b"\n"


def article_line(article: Article) -> bytes:
    """Return an article as one line: its record, and the unknown fields of its row where they clash with none."""
    from filiation.writers.recording import record_article

    record = msgspec.to_builtins(record_article(article))
    return line(record | {key: value for key, value in article.extra.items() if key not in record})


def document(record: Any) -> bytes:  # noqa: ANN401 - any record will do
    """Return a record as an indented document that a person can read, UTF-8."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def read_dossiers(path: Path) -> DossiersRecord:
    """Read back what ``trace --json`` wrote.

    Raises:
        UsageError: The file is missing, is no JSON, or is no dossier; the message names the field.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=DossiersRecord)
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror}"
        raise UsageError(message) from error
    except msgspec.DecodeError as error:
        message = f"{path}: not a dossier that `filiation trace --json` wrote: {error}"
        raise UsageError(message) from error
