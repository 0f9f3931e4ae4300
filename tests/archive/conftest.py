"""A folder to be in, and a way to read what is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from archive_examples import Reading

from filiation.archive import read_pages
from filiation.ledger import Ledger
from filiation.settings import DEFAULTS


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the current one, so that paths are typed as people type them."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def read(here: Path) -> Callable[..., Reading]:  # noqa: ARG001 - it makes the folder the current one
    """Read inputs in the current folder; keywords are settings."""

    def reading(*inputs: str, whole: bool = False, **limits: Any) -> Reading:
        ledger = Ledger()
        return Reading(list(read_pages(inputs, replace(DEFAULTS, **limits), ledger, whole=whole)), ledger)

    return reading
