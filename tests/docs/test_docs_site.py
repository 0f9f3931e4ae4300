"""The site is whole: every link leads somewhere, every page is in the navigation, and nothing is fetched to read it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.util import find_spec

import pytest
from docs_pages import PAGES, ROOT, name


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_between_pages_lead_somewhere(page):
    """A link to a file of the project has its file, one to a heading its heading."""
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, heading = target.partition("#")
        found = page if not path else page.parent / path
        assert found.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.*)$", found.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}, target


class Fetching(HTMLParser):
    """What a browser would fetch to show a page."""

    def __init__(self):
        super().__init__()
        self.fetched = []

    def handle_starttag(self, tag, attributes):
        its = dict(attributes)
        if tag in {"script", "img", "iframe", "source"} and its.get("src"):
            self.fetched.append(its["src"])
        if tag == "link" and its.get("rel") in {"stylesheet", "icon", "preload", "preconnect"}:
            self.fetched.append(its.get("href", ""))


@pytest.mark.skipif(find_spec("material") is None, reason="the site's builder (extra docs) is not installed")
def test_the_site_is_built_without_a_warning_and_fetches_nothing(tmp_path):
    """``mkdocs build --strict`` ends with 0, says nothing, and no page of the site asks another machine for anything."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path / "site"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    for page in (tmp_path / "site").rglob("*.html"):
        parser = Fetching()
        parser.feed(page.read_text(encoding="utf-8"))
        assert [each for each in parser.fetched if re.match(r"(?:[a-z]+:)?//", each)] == []
    styles = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.css"))
    assert not re.search(r"url\(['\"]?(?:https?:)?//", styles)
