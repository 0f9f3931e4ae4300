"""A browser, and reports to open in it; everything here is skipped where there is no chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser_reports import SIZES, saved

from filiation.settings import DEFAULTS

EXAMPLE = Path(__file__).parents[2] / "examples" / "tolmen-dam" / "pages"


@pytest.fixture(scope="session")
def record():
    """Return the example's dossier."""
    from filiation.archive import read_pages
    from filiation.ledger import Ledger
    from filiation.trace import trace
    from filiation.writers.recording import record_run

    ledger = Ledger()
    return record_run(list(trace(read_pages([str(EXAMPLE)], DEFAULTS, ledger), DEFAULTS, ledger)), ledger)


@pytest.fixture(scope="session")
def report(record, tmp_path_factory):
    """Return the address of the example's report."""
    return saved(record, tmp_path_factory.mktemp("report") / "report.html")


class Tab:
    """A page with all that it said: nothing may be said, and nothing fetched but the report itself."""

    def __init__(self, browser, size="desktop", **options):
        width, height = SIZES[size]
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", **options
        )
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.said, self.fetched = [], []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append("dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self.fetched.append(request.url))

    def open(self, address):
        self.page.goto(address)
        return self.page

    def check(self):
        assert self.said == []
        assert {url.split("#")[0] for url in self.fetched} == {self.page.url.split("#")[0]}


@pytest.fixture
def tab(browser):
    """Return a function that opens tabs; when the test is over, each must have been silent."""
    tabs = []

    def new(size="desktop", **options):
        tabs.append(Tab(browser, size, **options))
        return tabs[-1]

    yield new
    for each in tabs:
        each.check()
        each.context.close()
