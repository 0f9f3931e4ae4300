"""The report is inert, complete and self-contained, whatever the pages hold."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from filiation.writers import record as r
from filiation.writers.marking import Anchor, Mark, legible, mark_up
from filiation.writers.report import render_report
from filiation.writers.report_data import event_json, safe_json, utf16_offsets
from filiation.writers.report_event import EventView
from filiation.writers.report_tree import TreeView

VOID = {"meta", "link", "br", "hr", "img", "input", "option"}
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "a\u2028b\u2029c",
    "\"' onmouseover='alert(1)",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "</style></title></noscript></dialog>",
    "\u202etxet",
    "&lt;b&gt;&#0;",
]


class Reader(HTMLParser):
    """Collects elements, ids, links and scripts, and holds that what opens closes."""

    def __init__(self):
        super().__init__()
        self.tags, self.ids, self.targets, self.stack, self.attributes, self.words = [], [], [], [], [], []
        self.blocks = []
        self.headings = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        values = dict(attrs)
        self.ids += [value for name, value in attrs if name == "id"]
        self.targets += [value[1:] for name, value in attrs if name == "href" and value.startswith("#")]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag in {"script", "style"}:
            self.blocks.append([tag, values.get("type"), values.get("id"), ""])
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.stack.pop() == tag

    def handle_data(self, data):
        self.words.append(data)
        if self.stack and self.stack[-1] in {"script", "style"}:
            self.blocks[-1][3] += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.stack == []
    return reader


def digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


# What a page or a file name cannot decide, and the ids of pages, which have a test of their own.
OURS = {
    "page", "pages", "reports", "kind", "change", "role", "relation", "id", "sha256", "value", "precision", "clock",
    "format",
}  # fmt: skip


def poisoned(value: object, poison: str, name: str = "") -> object:
    """Return a record with ``poison`` behind every text that a page or a file name decides."""
    if isinstance(value, list):
        return [poisoned(each, poison, name) for each in value]
    if isinstance(value, str):
        return value if name in OURS else value + poison
    if not hasattr(value, "__dataclass_fields__"):
        return value
    return replace(value, **{each: poisoned(getattr(value, each), poison, each) for each in value.__dataclass_fields__})


def test_nothing_of_a_page_is_markup(dossiers):
    """A script in a headline, name, outlet or path is text: scripts and styles are our own, and no handler stands."""
    html = render_report(dossiers)
    reader = read(html)
    executed = [text for tag, kind, _, text in reader.blocks if tag == "script" and kind is None]
    assert len(executed) == 1
    assert not [name for name, _ in reader.attributes if name.startswith("on") or name in {"src", "style", "srcdoc"}]
    assert "\x1b" not in html


def test_the_policy_lets_in_our_own_script_and_styles_by_digest_and_nothing_else(dossiers):
    """The policy starts from nothing; its digests are those of the one script and of every style sheet."""
    reader = read(render_report(dossiers))
    policy = next(value for name, value in reader.attributes if name == "content" and "default-src" in value)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    for tag, kind, _, text in reader.blocks:
        if kind is None:
            rule = re.search(rf"{tag}-src ([^;]+)", policy)
            assert digest(text) in rule[1]


@pytest.mark.parametrize("poison", HOSTILE)
def test_hostile_words_in_every_field_change_no_element(dossiers, poison):
    """With poison in every text field, the document has the elements, links and scripts that it has with kind words."""
    plain, bad = (read(render_report(poisoned(dossiers, words))) for words in (" kind words", poison))
    assert bad.tags == plain.tags
    assert bad.ids == plain.ids
    assert bad.targets == plain.targets
    assert [block[:3] for block in bad.blocks] == [block[:3] for block in plain.blocks]
    code = [[block[3] for block in each.blocks if block[1] is None] for each in (plain, bad)]
    assert code[0] == code[1]


def test_ids_of_pages_and_traditions_name_nothing(dossiers):
    """Whatever a page or a tradition is called, anchors are made of our own numbers."""
    evil = "'\"><script>x</script>"
    dossier = dossiers.dossiers[0]
    swap = {"a": f"a{evil}", "b": f"b{evil}", "A": f"A{evil}"}

    def renamed(value):
        if isinstance(value, list):
            return [renamed(each) for each in value]
        if isinstance(value, str):
            return swap.get(value, value)
        if hasattr(value, "__dataclass_fields__"):
            return replace(value, **{name: renamed(getattr(value, name)) for name in value.__dataclass_fields__})
        return value

    reader = read(render_report(replace(dossiers, dossiers=[renamed(dossier)])))
    assert all(re.fullmatch(r"[\w.\-]+", each) for each in reader.ids)
    assert set(reader.targets) <= set(reader.ids)


def test_every_link_leads_somewhere_and_no_id_stands_twice(dossiers):
    """Each link to evidence has its target, and ids are unique."""
    reader = read(render_report(dossiers))
    assert set(reader.targets) <= set(reader.ids)
    assert len(reader.ids) == len(set(reader.ids))


def test_headings_are_in_order(dossiers):
    """One heading of the first rank, and none skips a rank, with one event, with two, and with one of a single page."""
    both = dossiers.dossiers[0]
    lone = replace(
        both, pages=both.pages[:1], traditions=[], collations=[], stemmata=[], statements=[], collapses=[], timeline=[]
    )
    for many in ([both], [both, both], [both, lone], [lone]):
        ranks = read(render_report(replace(dossiers, dossiers=many))).headings
        assert ranks.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(ranks))


def test_without_a_script_the_words_are_there(dossiers):
    """Verdict, statements, both texts and the pair side by side stand in the document itself."""
    words = " ".join(read(render_report(dossiers)).words)
    for told in ("1 independent report", "moved 4,300 people", "moved 4,500 people", "4,300", "changed a fact"):
        assert told in words


def test_an_empty_run_is_a_report_too():
    """No event, only a page left out: the document says so."""
    html = render_report(r.DossiersRecord([], [r.RejectionRecord("x", "article", "no article")]))
    assert "no article" in " ".join(read(html).words)


def test_the_same_record_is_the_same_bytes(dossiers):
    """Rendering depends on the record alone."""
    assert render_report(dossiers) == render_report(dossiers)


def test_pages_are_grouped_as_the_collapses_tell(dossiers):
    """Collapses that share a page make one report; every page stands in just one."""
    dossier = dossiers.dossiers[0]
    third = replace(dossier.pages[1], page="c", siglum="c", agency=None)
    tradition = replace(dossier.traditions[0], witnesses=[r.WitnessRecord(n, n) for n in "abc"])
    collapses = [r.CollapseRecord(["a", "b"], "one dispatch"), r.CollapseRecord(["b", "c"], "a spun copy")]
    view = EventView(1, replace(dossier, pages=[*dossier.pages, third], traditions=[tradition], collapses=collapses))
    assert [[page.page for page in group.pages] for group in view.groups] == [["a", "b", "c"]]
    assert view.groups[0].reason == "one dispatch; a spun copy"
    alone = EventView(1, replace(view.dossier, collapses=collapses[:1]))
    assert [[page.page for page in group.pages] for group in alone.groups] == [["a", "b"], ["c"]]


def test_the_outline_has_every_text_once(dossiers, stemma):
    """The outline goes from the root down, a second parent named beside the first."""
    dossier = replace(dossiers.dossiers[0], stemmata=[stemma])
    lines = TreeView(EventView(1, dossier), stemma).lines()
    assert [(line.node.siglum, line.depth) for line in lines] == [("α", 0), ("a", 1), ("b b", 2), ("c", 1)]
    assert [each.parent for each, _ in lines[2].also] == ["α"]


def test_other_trees_may_have_lost_texts_of_their_own(dossiers):
    """A tree within the noise is told with its own lost texts, which the first tree has not."""
    dossier = dossiers.dossiers[0]
    tree = replace(dossier.stemmata[0], alternatives=[[("ω", "a"), ("ω", "b")]])
    html = render_report(replace(dossiers, dossiers=[replace(dossier, stemmata=[tree])]))
    assert "ω → a, ω → b" in " ".join(read(html).words)


def test_the_reading_data_find_the_words(dossiers):
    """A reading's place, counted from its sentence, leads to its words; astral characters count twice."""
    dossier = dossiers.dossiers[0]
    data = json.loads(event_json(EventView(1, dossier)))
    tree = data["traditions"][0]
    change, readings = tree["units"][0]
    assert change == "fact"
    for number, (sense, (row, offset, length, runs)) in enumerate(readings):
        text = data["pages"][tree["pages"][number]]["text"]
        start = tree["rows"][row][number] + offset
        assert (sense, runs) == (1 + number, [number, number])
        assert text[start : start + length] == ("4,300", "4,500")[number]


@given(st.text(), st.data())
def test_offsets_count_as_a_browser_counts(text, data):
    """An offset in code points is the length in UTF-16 units of what stands before it."""
    offset = data.draw(st.integers(0, len(text)))
    units = len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
    assert utf16_offsets(text)(offset) == units


@given(st.recursive(st.text(), lambda inner: st.lists(inner, max_size=3)))
def test_json_in_a_page_is_json_and_nothing_else(value):
    """What is embedded reads back as it was, and holds no character that HTML reads."""
    told = safe_json(value)
    assert not set(told) & set("<>&'\u2028\u2029")
    assert json.loads(told) == value


@given(
    st.text(alphabet="ab<>&\"'\n ", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from("xyz")), max_size=8),
)
def test_marked_text_is_the_text(text, marks):
    """Whatever is marked, the characters stay, in order, and escaped."""
    spans = [(min(a, b, len(text)), min(max(a, b), len(text)), s) for a, b, s in marks]
    html = mark_up(
        text, 0, len(text), [Mark(a, b, s, "t<") for a, b, s in spans], [Anchor(a, b, "here") for a, b, _ in spans[:1]]
    )
    reader = read(html)
    assert "".join(reader.words) == text
    assert set(reader.tags) <= {"mark", "span"}
    assert reader.ids == ["here"] * len(spans[:1])


@given(st.text())
def test_legible_text_keeps_its_length_and_drives_nothing(text):
    """One character for one; no control character but line ends and tabs, no turn of direction."""
    shown = legible(text)
    assert len(shown) == len(text)
    assert not re.search("[\0-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", shown)
    assert legible("می\u200cخواهم\u00a0Straße") == "می\u200cخواهم\u00a0Straße"


def test_a_long_line_is_marked_in_linear_time():
    """A line of 200,000 characters with a mark on every tenth is no burden."""
    text = "ab<>&\u202e\x00 " * 25_000
    html = mark_up(text, 0, len(text), [Mark(at, at + 5, "off") for at in range(0, len(text), 10)])
    assert html.count("<mark") == len(text) // 10
