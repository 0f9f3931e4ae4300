"""What holds of every answer, whatever came in: pages that copy, differ, attack, break off or are no pages at all."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from html.parser import HTMLParser

import pytest

LEDE = """\
KARSUND, May 6 (Interwire) - A ferry with 214 people on board ran onto a sandbank off Karsund before dawn on Monday, the coast guard said.
“We heard a long scrape and then the lights went out,” said Ilse Brandvik, a teacher who was on her way to work. “Nobody told us anything for an hour.”
The Hilde Marit was three kilometres from the harbour when it struck. Coast guard captain Anton Rygg said that two helicopters and eleven fishing boats took the passengers off.
Nine people were treated for cold and bruises. The ferry company, Norrlinje, said that the ship had passed an inspection in March.
“The bank has moved since the charts were drawn,” Rygg told reporters on the quay. “We asked for new soundings in 2021.”
The transport ministry will open an inquiry on Thursday, a spokeswoman said.
""".splitlines()
LATER_TOP, LATER_END = """\
KARSUND, May 6 (Interwire) - All 214 people were taken off a ferry that ran onto a sandbank near Karsund on Monday, and the coast guard blamed charts that are twenty years old.
Transport minister Tilde Aune said that she would open an inquiry on Thursday and that sailings on the route would stop until it reported.
""".splitlines()
LATER = [LATER_TOP, *LEDE[1:5], LATER_END]
OWN = """\
I was in the ship's café when cups slid off the counter. It was ten past five, and outside there was only fog.
Later, on the pier at Karsund, the mayor, Gro Haldorsen, handed out blankets. “This was going to happen,” she said. “The fishermen have been saying so for years.”
Haldorsen said that the town had asked the ministry twice for a dredger and had no answer. The school stayed closed on Monday, since most of its teachers live across the sound.
By noon the hull lay dry on the sand, and children were walking around it.
""".splitlines()
OTHER = """\
The national library of Oram reopened its reading room on Saturday after a restoration that took six years.
Director Pavel Sieber said that 40,000 volumes had been cleaned by hand. “Some of them had not been opened since they were bound,” he said.
Visitors can see the painted ceiling again, which had been hidden behind boards since a flood in the cellar.
""".splitlines()
MENU = "Home\nNews\nSport\nWeather\nLog in\n\n"
ATTACK = "<script>alert(1)</script>"
CONTROLS = "\x1b[31m\u202e\u200b"


def text_page(headline, paragraphs):
    """Return a scraped page: menus, headline, body, pleas."""
    return f"{MENU}{headline}\n\n" + "\n\n".join(paragraphs) + "\n\nRead more\nSubscribe to our newsletter\n"


def html_page(headline, paragraphs):
    """Return an HTML page; what is given stands there as text, not as markup."""
    escape = str.maketrans({"<": "&lt;", ">": "&gt;", "&": "&amp;"})
    body = "".join(f"<p>{each.translate(escape)}</p>" for each in paragraphs)
    title = headline.translate(escape)
    return (
        f"<html><head><title>{title}</title></head><body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>"
        f"<p class=byline>By Nora {ATTACK.translate(escape)} Lund</p>{body}</article></body></html>"
    )


def filiation(*arguments, seed="random", stdin=None):
    """Run the command; return the finished process."""
    return subprocess.run(
        [sys.executable, "-m", "filiation", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONHASHSEED": seed},
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A family in two versions, cut, restyled, attacked and copied; an own report; another story; what is no page."""
    folder = tmp_path_factory.mktemp("pages")
    restyled = [each.replace("three kilometres", "3km").replace("Nine", "9") for each in LATER]
    attacked = [each.replace("Ilse Brandvik", f"Ilse {ATTACK} Brandvik{CONTROLS}") for each in LEDE]
    files = {
        "early.txt": text_page("Ferry runs aground off Karsund", LEDE),
        "copy.txt": text_page("Ferry runs aground off Karsund", LEDE),
        "late.html": html_page("Ferry stranded, charts blamed", LATER),
        "cut.txt": text_page("Commuters rescued from ferry", LATER[:3] + LATER[4:]),
        "restyled.html": html_page("Ferry hits sandbank", restyled),
        "attack.html": html_page(f"Ferry {ATTACK} {CONTROLS} aground", attacked),
        "own.txt": text_page("What I saw on the Hilde Marit", OWN),
        "library.txt": text_page("Oram's library opens its doors", OTHER),
        "empty.txt": "",
        "menu.txt": MENU,
        "rows.jsonl": "\n".join(
            (
                json.dumps({"id": f"row {ATTACK}", "text": "\n\n".join(LEDE[:4]), "title": f"{CONTROLS}Ferry"}),
                json.dumps({"id": "lone \ud800", "text": "\n\n".join([*LATER[:4], "And \udfff so on."])}),
                '{"id": 7, "text": ["no text"]}',
                "[" * 50_000,
                "not a row",
            )
        ),
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def run(pages, tmp_path_factory):
    """One run over all of them: the process, what it printed as JSON, and the report."""
    report = tmp_path_factory.mktemp("out") / "report.html"
    done = filiation("trace", pages, "--json", "-", "--report", report)
    assert done.returncode == 0, done.stderr.decode()
    return done, json.loads(done.stdout), report.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def dossiers(run):
    """Return the events."""
    return run[1]["dossiers"]


def test_every_page_is_in_one_event_and_one_tradition_or_rejected(pages, run):
    """No page is lost or counted twice: each is in one dossier and one tradition, or stands under `rejected`."""
    _, answer, _ = run
    told = Counter(page["page"] for each in answer["dossiers"] for page in each["pages"])
    carried = Counter(w["page"] for each in answer["dossiers"] for t in each["traditions"] for w in t["witnesses"])
    assert told == carried
    assert set(told.values()) == {1}
    rejected = {each["page"] for each in answer["rejected"]}
    assert {str(pages / "empty.txt"), str(pages / "menu.txt")} <= rejected
    assert {str(path) for path in pages.iterdir() if path.suffix != ".jsonl"} <= rejected | set(told)
    assert all(each["reason"] and "internal error" not in each["reason"] for each in answer["rejected"])


def test_every_offset_points_at_what_it_says(dossiers):
    """Whatever has a start and an end lies within its page, and its text is the characters there."""

    def places(thing, page):
        if isinstance(thing, list):
            for each in thing:
                yield from places(each, page)
        elif isinstance(thing, dict):
            page = thing.get("page") or page
            if page is not None and thing.get("start") is not None:
                yield page, thing
            for value in thing.values():
                yield from places(value, page)

    for dossier in dossiers:
        texts = {page["page"]: page["text"] for page in dossier["pages"]}
        parts = [dossier[key] for key in ("pages", "statements", "quotes", "timeline", "stemmata")]
        every = list(places(parts, None))
        assert every
        for page, place in every:
            assert 0 <= place["start"] < place["end"] <= len(texts[page])
            # A statement's text is one of its wordings, not each of them; an agency's name is its usual one.
            if "text" in place:
                assert texts[page][place["start"] : place["end"]] == place["text"]


def test_speech_and_dates_stand_in_the_body(dossiers):
    """No statement, quotation or date is taken from a menu, a plea or another headline."""
    for dossier in dossiers:
        inside = {
            page["page"]: {k for span in page["body"] for k in range(span["start"], span["end"])}
            for page in dossier["pages"]
        }
        texts = {page["page"]: page["text"] for page in dossier["pages"]}
        told = [span for thing in dossier["statements"] + dossier["timeline"] for span in thing["spans"]]
        told += [{"page": quote["page"], **span} for quote in dossier["quotes"] for span in quote["spans"]]
        for span in told:
            text = texts[span["page"]]
            outside = {k for k in range(span["start"], span["end"]) if not text[k].isspace()} - inside[span["page"]]
            assert not outside, text[span["start"] : span["end"]]


def test_counts_are_ordered_and_reports_part_the_pages(dossiers):
    """The order is min ≤ best ≤ max ≤ pages, at least one; a statement's reports part its pages, as many as its best count."""
    for dossier in dossiers:
        counted = [(dossier["independent_reports"], len(dossier["pages"]))]
        for statement in dossier["statements"]:
            pages = {span["page"] for span in statement["spans"]}
            assert sorted(page for report in statement["reports"] for page in report) == sorted(pages)
            assert len(statement["reports"]) == statement["independent_reports"]["best"]
            counted.append((statement["independent_reports"], len(pages)))
        for count, pages in counted:
            assert 1 <= count["min"] <= count["best"] <= count["max"] <= pages


def test_no_statement_has_more_reports_than_its_event(dossiers):
    """One dispatch is one report, whatever it says: no tradition is counted twice behind a statement."""
    for dossier in dossiers:
        family = {w["page"]: t["id"] for t in dossier["traditions"] for w in t["witnesses"]}
        for statement in dossier["statements"]:
            counted = Counter(each for report in statement["reports"] for each in {family[page] for page in report})
            assert set(counted.values()) <= {1}, statement["text"]
            assert statement["independent_reports"]["best"] <= dossier["independent_reports"]["best"]


def test_every_support_is_a_share(dossiers):
    """Support, share, probability and containment are 0-1, wherever they stand."""

    def shares(thing):
        if isinstance(thing, list):
            for each in thing:
                yield from shares(each)
        elif isinstance(thing, dict):
            for key, value in thing.items():
                if key in {"support", "share", "probability", "root_support", "containment_a", "containment_b"}:
                    yield value
                else:
                    yield from shares(value)

    every = [share for share in shares(dossiers) if share is not None]
    assert every
    assert all(0 <= share <= 1 for share in every)


def test_a_stemma_is_one_tree_of_its_pages(dossiers):
    """Each page is a node, no siglum dangles, all hang together, no text descends from itself, no lost one is an end."""
    found = 0
    for dossier in dossiers:
        families = {t["id"]: t for t in dossier["traditions"] if len(t["witnesses"]) > 1}
        assert [stemma["id"] for stemma in dossier["stemmata"]] == list(families)
        for stemma in dossier["stemmata"]:
            found += 1
            sigla = [node["siglum"] for node in stemma["nodes"]]
            assert len(set(sigla)) == len(sigla)
            extant = {(n["siglum"], n["page"]) for n in stemma["nodes"] if n["role"] == "extant"}
            assert extant == {(w["siglum"], w["page"]) for w in families[stemma["id"]]["witnesses"]}
            parents, near, share = defaultdict(set), defaultdict(set), defaultdict(float)
            for descent in stemma["descents"]:
                assert {descent["parent"], descent["child"]} <= set(sigla)
                # Where a root is told, an edge between copies of the same words may still have no direction.
                assert stemma["root"] is not None or not descent["directed"]
                parents[descent["child"]].add(descent["parent"])
                share[descent["child"]] += descent["share"]
                near[descent["parent"]].add(descent["child"])
                near[descent["child"]].add(descent["parent"])
            assert all(total == pytest.approx(1, abs=0.02) for total in share.values())
            assert [s for s in sigla if not parents[s]] == [stemma["root"] or next(s for s in sigla if not parents[s])]
            reached, todo = set(), sigla[:1]
            while todo:
                siglum = todo.pop()
                reached.add(siglum)
                todo += near[siglum] - reached
            assert reached == set(sigla)
            left = dict.fromkeys(sigla)
            while free := [s for s in left if not parents[s] & left.keys()]:
                for siglum in free:
                    del left[siglum]
            assert not left, "texts that descend from themselves"
            assert all(n["role"] == "extant" or len(near[n["siglum"]]) > 1 for n in stemma["nodes"])
    assert found


class _Page(HTMLParser):
    """Ids, links, tags and handlers of an HTML document."""

    def __init__(self, source):
        super().__init__()
        self.ids, self.links, self.tags, self.handlers = [], [], Counter(), []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            elif name in {"href", "src", "xlink:href"}:
                self.links.append(value)
            elif name.startswith("on"):
                self.handlers.append(name)


def test_the_report_is_inert_and_its_links_arrive(run):
    """No script but our own, no handler, nothing fetched; ids are unique and every link leads to one of them."""
    page = _Page(run[2])
    assert not page.handlers
    data = re.findall(r'<script type="application/json" id="(?:say|e\d+data)">[^<]*</script>', run[2])
    assert page.tags["script"] == len(data) + 1
    assert ATTACK not in run[2]
    assert not {"iframe", "object", "embed", "img", "link", "form"} & page.tags.keys()
    assert [each for each, times in Counter(page.ids).items() if times > 1] == []
    assert page.links
    assert {link for link in page.links if not link.startswith("#")} == set()
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_what_people_read_cannot_drive_their_screen(run):
    """No escape, override or zero-width character of a page, headline, name or row id reaches terminal or report head."""
    done, _, _ = run
    shown = done.stderr.decode()
    assert [c for c in shown if not (c.isprintable() or c == "\n")] == []
    assert "Traceback" not in shown


def test_same_bytes_for_any_order_and_hash_seed(pages):
    """The dossier is the same whatever the order of the inputs and the seed of the process."""
    some = [pages / name for name in ("early.txt", "late.html", "cut.txt", "own.txt", "attack.html")]
    forward, backward = (
        filiation("trace", *order, "--json", "-", seed=seed).stdout
        for order, seed in ((some, "1"), ([*some[3:], *some[:3]], "2"))
    )
    assert forward
    assert forward == backward


BODY = "\n\n".join(LEDE)
HTML = html_page("Ferry runs aground", LEDE)
DAMAGED = {
    "nothing.html": b"",
    "blank.txt": b" \n\t\n" * 50,
    "noise.txt": bytes(range(256)) * 300,
    "zeros.txt": b"\0" * 50_000,
    "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 60,
    "line.txt": (b"word " * 1_000_000),
    "deep.html": b"<div>" * 10_000 + HTML.encode(),
    "tables.html": b"<table><tr><td>" * 4_000 + HTML.encode(),
    "cut.jsonl.gz": gzip.compress(json.dumps({"id": "x", "text": BODY}).encode())[:-40],
    "cut.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>",
    "not.parquet": b"PAR1" + b"\xff" * 400 + b"PAR1",
    "not.wacz": b"PK\x03\x04" + b"\0" * 400,
    "not.pdf": b"%PDF-1.7\n" + b"\xfe" * 400,
    "brackets.jsonl": b"[" * 200_000,
}


def test_what_cannot_be_used_is_named_with_its_reason(tmp_path):
    """Each damaged file alone costs only itself: it is named with a reason, and the one good page is answered."""
    for name, content in DAMAGED.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(text_page("Ferry runs aground", LEDE), encoding="utf-8")
    done = filiation("extract", tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert [json.loads(line)["page"] for line in done.stdout.splitlines()] == [str(tmp_path / "good.txt")]
    told = done.stderr.decode()
    assert [name for name in DAMAGED if name not in told] == []
    assert "Traceback" not in told
    assert "internal error" not in told
    assert filiation("extract", tmp_path, "--strict").returncode == 3


FLOODS = {
    "marks": "“" * 40_000,
    "pairs": "“a b” said " * 3_000,
    "dates": "Jan 1, 2020 " * 3_000,
    "commas": "he said, " * 4_000,
    "capitals": "A. B. " * 6_000,
    "spaces": " " * 40_000 + "x",
    "brackets": "(" * 40_000,
    "joiners": "a\u200d" * 20_000,
}


@pytest.mark.parametrize("verb", ["extract", "quotes", "dates"])
def test_floods_are_read_to_their_end(tmp_path, verb):
    """Forty thousand characters of one kind on one line are answered, in any verb, and so is the row behind them."""
    path = tmp_path / "floods.jsonl"
    rows = [
        {"id": name, "text": f"{flood}\n\n{BODY}", "date": "2024-05-06"}
        for name, flood in [*FLOODS.items(), ("plain", "")]
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = filiation(verb, path)
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    records = [json.loads(line) for line in done.stdout.splitlines()]
    told = {record["page"] for record in records}
    assert told <= FLOODS.keys() | {"plain"}
    assert "plain" in told
    assert verb != "extract" or FLOODS.keys() < told
