"""What a notebook shows: escaped, self-contained, without a script, changing nothing of the notebook around it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

import filiation

VOID = {"br", "hr", "img", "meta", "path", "circle", "rect"}


class Outline(HTMLParser):
    """The elements of a document, and whether they are nested as they should be."""

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.attributes = [], [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag


def everything(found, texts):
    """Return all that shows itself."""
    (tree,), (laid,) = found[0].stemmata, found[0].collations
    several = filiation.trace_pages(
        [{"id": f"n{n}", "text": f"{name} opened a bakery in {name}. " * 9} for n, name in enumerate(("Lund", "Oslo"))]
    )
    return [found, found[0], tree, laid, filiation.collate(texts), filiation.infer_stemma(texts), several]


def test_what_is_shown_is_whole_and_inert(found, texts):
    """Elements are nested well; no script, no handler, no address is there, and a page's markup is its words."""
    for value in everything(found, texts):
        shown = value._repr_html_()
        outline = Outline()
        outline.feed(shown)
        assert outline.open == []
        assert not {"script", "iframe", "link", "object", "img"} & set(outline.seen)
        assert not [name for name, _ in outline.attributes if name.startswith("on") or name in {"src", "srcdoc"}]
        assert "http://" not in shown.replace("http://www.w3.org/2000/svg", "")
        assert "url(" not in shown.replace("url(#tip-", "")
    hostile = {"<script>": "The <script>alert(1)</script> pier closed.", "b": "The <img src=x> pier closed."}
    assert "&lt;script&gt;" in filiation.collate(hostile)._repr_html_()


def test_no_rule_of_ours_holds_outside(found, texts):
    """Every selector begins with our class: the notebook's own boxes and tables stay as they are."""
    for value in everything(found, texts):
        (style,) = re.findall(r"<style>(.*?)</style>", value._repr_html_())
        selectors = [each.strip() for block in re.findall(r"([^{}]*)\{[^{}]*\}", style) for each in block.split(",")]
        assert selectors
        assert all(each.startswith(".filiation-shown") for each in selectors)


def test_the_same_value_shows_the_same(found):
    """Byte for byte; two trees in one notebook do not share names."""
    assert found._repr_html_() == found._repr_html_()
    one = filiation.infer_stemma({"a": "The pier closed on Monday.", "b": "The pier closed on Tuesday."})
    other = filiation.infer_stemma({"c": "The pier closed on Monday.", "d": "The pier closed on Tuesday."})
    names = [set(re.findall(r'id="(tip-[^"]+)"', each._repr_html_())) for each in (one, other)]
    assert not names[0] & names[1]


def test_what_is_shown_tells_the_verdict(found):
    """The count, the tree and the conflict stand there."""
    shown = found._repr_html_()
    assert "2 independent reports" in shown
    assert "<svg" in shown
    assert "241" in shown
    assert "1 page left out" in shown


def test_many_rows_are_counted_not_shown(found):
    """A long table ends with how many there are besides."""
    assert len(re.findall("<tr>", found[0]._repr_html_())) <= 14


@pytest.mark.parametrize("text", ["]]>", "</style>", "&amp;", "\x00\x1b[31m", "שלום", "x" * 5_000])
def test_any_text_can_be_shown(text):
    """Hostile words leave what is shown whole."""
    laid = filiation.collate({text: f"The pier closed. {text}", "b": f"The pier opened. {text} now"})
    outline = Outline()
    outline.feed(laid._repr_html_())
    assert outline.open == []
    tree = filiation.infer_stemma({text: f"The pier closed. {text}", "b": f"The pier opened. {text} now"})
    outline = Outline()
    outline.feed(tree._repr_html_())
    assert outline.open == []
