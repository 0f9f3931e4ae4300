"""The command line as a user types it."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/tolmen-dam/pages"

LEDE = (
    "Harbour workers in Ostwick walked out on Monday after talks about night shifts collapsed, the port authority said.\n\n"
    "“We have been asking for eleven months and nobody came to the table,” union leader Mara Dellin told reporters "
    "outside the gates on Monday.\n\n"
    "About 2,300 people work in the port, which handles a third of the country's grain exports. The authority said that "
    "fourteen ships were waiting in the bay and that two of them had turned back.\n\n"
    "Talks are due to resume on Thursday in the town hall, with the transport minister in the chair.\n"
)


def filiation(*arguments, stdin=None, cwd=None):
    """Run the command; return the finished process."""
    return subprocess.run(
        [sys.executable, "-m", "filiation", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        check=False,
        env=os.environ | {"PYTHONHASHSEED": "random"},
    )


@pytest.fixture
def folder(tmp_path):
    """Two copies of one report and a page of menus."""
    (tmp_path / "one.txt").write_text(f"Port of Ostwick idle as workers walk out\n\n{LEDE}", encoding="utf-8")
    (tmp_path / "two.txt").write_text(
        f"Home\nNews\nSport\n\nOstwick port at a standstill\n\n{LEDE.replace('2,300', '2,500')}\nRead more\nSubscribe now\n",
        encoding="utf-8",
    )
    (tmp_path / "menu.txt").write_text("Home\nNews\nSport\nWeather\nLog in\n", encoding="utf-8")
    return tmp_path


def test_trace_answers_in_three_forms(folder):
    """A summary on stdout, a report and a dossier in the folder; the page without an article is listed with its reason."""
    done = filiation("trace", folder, "--out", folder / "out")
    assert done.returncode == 0, done.stderr.decode()
    told = done.stdout.decode()
    assert "2 pages · 1 event · 1 independent report" in told
    assert "\x1b[" not in told
    assert b"menu.txt" in done.stderr
    dossiers = json.loads((folder / "out/dossier.json").read_bytes())
    assert [each["page"] for each in dossiers["rejected"]] == [str(folder / "menu.txt")]
    # The report's own script, and data that no browser runs; none from a page.
    assert "<script>alert" not in (folder / "out/report.html").read_text(encoding="utf-8")


def test_the_figure_that_differs_is_disputed(folder):
    """Copies that count differently are shown as disputed, in the summary and in the dossier."""
    done = filiation("trace", folder, "--json", "-")
    (dossier,) = json.loads(done.stdout)["dossiers"]
    conflicts = [conflict for statement in dossier["statements"] for conflict in statement["conflicts"]]
    assert any("2,300" in each["reason"] and "2,500" in each["reason"] for each in conflicts)
    assert b"Disputed" in done.stderr


def test_every_offset_points_at_what_it_says(folder):
    """Titles, quotations, cues, sources and dates are the characters that their offsets name, within the page."""
    (dossier,) = json.loads(filiation("trace", folder, "--json", "-").stdout)["dossiers"]
    texts = {page["page"]: page["text"] for page in dossier["pages"]}
    assert dossier["quotes"]
    for page in dossier["pages"]:
        assert page["text"][page["title"]["start"] : page["title"]["end"]] == page["title"]["text"]
        assert page["body"] == sorted(page["body"], key=lambda span: span["start"])
    for quote in dossier["quotes"]:
        for part in (quote, quote["cue"], quote["source"]):
            if part is not None:
                assert texts[quote["page"]][part["start"] : part["end"]] == part["text"]
    for moment in dossier["timeline"]:
        for span in moment["spans"]:
            assert texts[span["page"]][span["start"] : span["end"]] == span["text"]


def test_same_input_same_bytes_whatever_the_order(folder):
    """The dossier does not depend on the order of the inputs, nor on the hash seed of the process."""
    forward = filiation("trace", folder / "one.txt", folder / "two.txt", "--json", "-").stdout
    backward = filiation("trace", folder / "two.txt", folder / "one.txt", "--json", "-").stdout
    assert forward == backward


def test_extract_prints_a_line_an_article_with_all_keys(folder):
    """`extract` prints JSON Lines; every key of the contract is there; the text is the decoded file."""
    lines = filiation("extract", folder / "one.txt").stdout.splitlines()
    (record,) = map(json.loads, lines)
    assert record.keys() == {
        "page", "path", "url", "sha256", "text", "title", "body", "language", "bylines", "byline_spans", "contributors",
        "editors", "agency", "dateline", "published", "updated", "outlet", "deck",
    }  # fmt: skip
    assert record["text"] == (folder / "one.txt").read_bytes().decode()
    assert record["page"] == str(folder / "one.txt")


def test_rows_pass_unknown_fields_through(tmp_path):
    """A row's own fields come out again; those of the contract win."""
    path = tmp_path / "rows.jsonl"
    row = {"id": "r1", "text": LEDE, "date": "2024-05-06", "series": {"n": 7}, "sha256": "mine"}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (record,) = map(json.loads, filiation("extract", path).stdout.splitlines())
    assert record["series"] == {"n": 7}
    assert record["sha256"] != "mine"
    assert record["published"] == {"value": "2024-05-06", "clock": "input"}


def test_quotes_and_dates_are_lines(tmp_path):
    """`quotes` names the speaker in full; `dates` reckons a weekday from the row's own date, or from --on."""
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": "r1", "text": LEDE, "date": "2024-05-06"}) + "\n", encoding="utf-8")
    quotes = [json.loads(line) for line in filiation("quotes", "--whole", path).stdout.splitlines()]
    assert any(q["source"] and q["source"]["name"] == "Mara Dellin" and q["kind"] == "direct" for q in quotes)
    dates = [json.loads(line) for line in filiation("dates", "--whole", path).stdout.splitlines()]
    assert {"2024-05-06", "2024-05-09"} <= {each["value"] for each in dates}


def test_pages_in_other_languages_are_not_passed_over_in_silence(tmp_path):
    """Speech is read in English only: how many pages were left is said, and nothing is made up from them."""
    words = "Die Talsperre wird geleert, sagte die Leiterin der Behörde am Freitag. Niemand wisse, wie lange das dauern werde. "
    (tmp_path / "de.txt").write_text(words * 3, encoding="utf-8")
    done = filiation("quotes", "--whole", tmp_path / "de.txt")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"speech is read in English only: 1 page in de passed over" in done.stderr


def test_collate_and_stemma_take_plain_witnesses(tmp_path):
    """Text files are witnesses by their stem; JSONL rows are traditions, one line each."""
    texts = {
        "a": LEDE,
        "b": LEDE.replace("2,300", "2,500"),
        "c": LEDE.replace("2,300", "2,500").replace("third", "half"),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    tree = json.loads(filiation("stemma", *sorted(tmp_path.glob("*.txt"))).stdout)
    assert {node["siglum"] for node in tree["nodes"] if node["role"] == "extant"} == {"a", "b", "c"}
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(json.dumps({"id": str(n), "witnesses": texts}) + "\n" for n in range(2)), encoding="utf-8")
    assert [json.loads(line)["id"] for line in filiation("stemma", rows).stdout.splitlines()] == ["0", "1"]
    done = filiation("collate", *sorted(tmp_path.glob("*.txt")), "-o", tmp_path / "x.csv")
    assert done.returncode == 0
    assert "2,500" in (tmp_path / "x.csv").read_text(encoding="utf-8")


def test_export_makes_of_a_dossier_what_trace_makes_of_pages(folder):
    """The report exported from a saved dossier is the report that trace writes."""
    filiation("trace", folder, "--out", folder / "out")
    filiation("export", folder / "out/dossier.json", "-o", folder / "again.html")
    assert (folder / "again.html").read_bytes() == (folder / "out/report.html").read_bytes()
    filiation("export", folder / "out/dossier.json", "-o", folder / "tree.dot")
    assert (folder / "tree.dot").read_text(encoding="utf-8").startswith(("digraph", "graph"))


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["trace"], 2, "Missing argument"),
        (["trace", "no/such/file.txt"], 2, "no/such/file.txt"),
        (["nonsense"], 2, "No such command"),
        (["dates", "--on", "someday", EXAMPLE / "tern-review.txt"], 2, "someday"),
        (["export", __file__, "-o", "x.html"], 2, "not a dossier"),
        (["export", __file__, "-o", "x.zip"], 2, ""),
    ],
)
def test_wrong_usage_is_two_and_says_what(tmp_path, arguments, code, told):
    """Wrong usage exits with 2 and names what is wrong; no traceback."""
    done = filiation(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert told in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_bad_input_is_named_and_the_run_goes_on(folder):
    """Empty, binary, truncated, too deep and one-line pages cost only themselves; --strict turns them into 3."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(json.dumps({"id": "x", "text": LEDE}).encode() + b"\n")[:60])
    (folder / "deep.html").write_bytes(b"<div>" * 10_000 + b"deep" + b"</div>" * 10_000)
    (folder / "line.txt").write_bytes(b"x" * 3_000_000)
    (folder / "script.html").write_text(
        f"<html><head><title><script>alert(1)</script>Strike</title></head><body><article><h1>Strike &lt;script&gt;alert(1)"
        f"&lt;/script&gt;</h1>{''.join(f'<p>{line}</p>' for line in LEDE.split(chr(10)) if line)}</article></body></html>",
        encoding="utf-8",
    )
    done = filiation("trace", folder, "--out", folder / "out", "--strict")
    assert done.returncode == 3, done.stderr.decode()
    dossiers = json.loads((folder / "out/dossier.json").read_bytes())
    rejected = {Path(each["page"].split("#")[0]).name: each["reason"] for each in dossiers["rejected"]}
    assert {"empty.txt", "binary.txt", "cut.jsonl.gz", "deep.html", "line.txt", "menu.txt"} <= rejected.keys()
    assert not [reason for reason in rejected.values() if "internal error" in reason]
    # The report's own script, and data that no browser runs; none from a page.
    assert "<script>alert" not in (folder / "out/report.html").read_text(encoding="utf-8")
    assert "2 pages" in done.stdout.decode() or "3 pages" in done.stdout.decode()


def test_nothing_usable_is_one(tmp_path):
    """No article among the inputs: exit 1, and the reason."""
    (tmp_path / "menu.txt").write_text("Home\nNews\nSport\n", encoding="utf-8")
    done = filiation("trace", tmp_path, "--json", "-")
    assert done.returncode == 1
    assert b"nothing usable" in done.stderr
    assert json.loads(done.stdout)["dossiers"] == []


def test_one_page_alone_and_the_same_page_twice(folder):
    """One page is one event and one report; named twice, it is read once."""
    once = json.loads(filiation("trace", folder / "one.txt", "--json", "-").stdout)
    twice = json.loads(filiation("trace", folder / "one.txt", folder / "one.txt", "--json", "-").stdout)
    assert [d["independent_reports"] for d in once["dossiers"]] == [{"best": 1, "min": 1, "max": 1}]
    assert once["dossiers"] == twice["dossiers"]


def test_the_example_gives_the_count_that_its_truth_has():
    """The project's own example: seven pages, one event, as many independent reports as its gold file says."""
    gold = json.loads((EXAMPLE.parent / "gold.json").read_text(encoding="utf-8"))
    out = json.loads(filiation("trace", EXAMPLE, "--json", "-").stdout)
    (dossier,) = out["dossiers"]
    assert len(dossier["pages"]) == 7
    assert dossier["independent_reports"]["best"] == gold["independent_reports"]
