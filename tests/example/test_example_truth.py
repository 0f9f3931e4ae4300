"""The laws of the project's own example: its gold file is true of its pages, and it shows what it is meant to show."""

from __future__ import annotations

import gzip
import importlib.util
import itertools
import json
import re
from html import unescape
from pathlib import Path
from types import ModuleType

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "tolmen-dam"
GOLD = json.loads((EXAMPLE / "gold.json").read_text(encoding="utf-8"))
TEXTS = {p.stem: p.read_bytes().decode("utf-8") for p in sorted((EXAMPLE / "pages").glob("*.txt"))}


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, EXAMPLE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_gold_file_is_what_its_script_writes() -> None:
    """``gold.json`` is written by ``annotate.py`` from the pages as they stand, and by nothing else."""
    assert json.loads(json.dumps(_script("annotate").annotate())) == GOLD


def test_the_crawl_is_what_its_script_writes() -> None:
    """``crawl.warc.gz`` holds what ``build_warc.py`` makes of ``warc/kontinent.html``, member by member."""
    stored = (EXAMPLE / "pages" / "crawl.warc.gz").read_bytes()
    assert gzip.decompress(stored) == gzip.decompress(_script("build_warc").build())
    assert stored.count(b"\x1f\x8b\x08") >= 5


@pytest.mark.parametrize("kind", ["quotes", "dates", "spun_phrases"])
def test_each_annotation_stands_in_the_body_where_it_says(kind: str) -> None:
    """An annotation's offsets read its text, inside a paragraph of the body; dates stand at their own mention."""
    seen = set()
    for found in GOLD[kind]:
        page, start, end = found["page"], found["start"], found["end"]
        assert TEXTS[page][start:end] == found["text"]
        assert any(b["start"] <= start and end <= b["end"] for b in GOLD["body"][page])
        assert (page, start) not in seen
        seen.add((page, start))


def test_bodies_and_titles_stand_where_they_say() -> None:
    """Body spans ascend, are trimmed, and hold neither advertisement nor headline; titles read their text."""
    assert set(TEXTS) == set(GOLD["body"]) == set(GOLD["title"]) == set(GOLD["meta"])
    for page, spans in GOLD["body"].items():
        assert all(a["end"] < b["start"] for a, b in itertools.pairwise(spans))
        for span in spans:
            paragraph = TEXTS[page][span["start"] : span["end"]]
            assert paragraph == paragraph.strip()
            assert len(paragraph.split()) > 8
            assert not re.match(r"Advert|Anzeige|Publici", paragraph)
        title = GOLD["title"][page]
        assert TEXTS[page][title["start"] : title["end"]] == title["text"]
        words = sum(len(TEXTS[page][s["start"] : s["end"]].split()) for s in spans)
        assert 230 <= words <= 700


def test_shared_facts_read_their_anchors_and_count_families() -> None:
    """A fact's anchors read its text, and its count is the number of families among its pages."""
    family = {page: n for n, pages in enumerate(GOLD["families"]) for page in pages}
    for fact in GOLD["shared_facts"]:
        assert fact["pages"] == sorted(fact["anchor"])
        for page, anchor in fact["anchor"].items():
            assert TEXTS[page][anchor["start"] : anchor["end"]] == anchor["text"]
        assert fact["independent_reports"] == len({family[p] for p in fact["pages"]})


def test_the_pages_in_markup_hold_what_is_said_of_them() -> None:
    """The HTML page and the page in the crawl have the headline, first and last words that the gold file gives."""
    crawl = gzip.decompress((EXAMPLE / "pages" / "crawl.warc.gz").read_bytes()).decode("utf-8", "replace")
    markup = {
        "porto-diario.html": (EXAMPLE / "pages" / "porto-diario.html").read_text(encoding="utf-8"),
        "crawl.warc.gz": crawl,
    }
    for page, truth in GOLD["all_pages"]["by_text"].items():
        for key in ("title", "body_first", "body_last"):
            assert truth[key] in unescape(markup[page])
    assert "Borealis" not in markup["porto-diario.html"]
    assert sorted(p.name for p in (EXAMPLE / "pages").iterdir()) == sorted(GOLD["all_pages"]["pages"])


def test_the_example_shows_every_kind_of_copy() -> None:
    """Six pages carry the dispatch and one does not; a figure differs between versions; one page is spun; one mixes two."""
    families = GOLD["all_pages"]["families"]
    assert sorted(len(f) for f in families) == [1, 6]
    assert GOLD["all_pages"]["independent_reports"] == GOLD["independent_reports"] == 2
    assert "14,000" in TEXTS["lakeside-courier"]
    assert "17,500" in TEXTS["alpenbote"]
    assert len(GOLD["spun_phrases"]) >= 30
    parents = [edge[1] for edge in GOLD["stemma"]["edges"]]
    assert [p for p in set(parents) if parents.count(p) > 1] == ["crawl.warc.gz"]
