"""One model for all: it is loaded once, and most texts never ask it."""

import pytest

from filiation.meaning import MiniLM


@pytest.fixture(scope="session")
def encoder():
    return MiniLM()
