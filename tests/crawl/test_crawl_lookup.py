"""Looking up: what stands in an archive is found, where it stands, and who had it first."""

import json
import random
import subprocess
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from filiation.cli import commands
from filiation.crawl.directory import Archive
from filiation.crawl.embedded import Embedded
from filiation.crawl.gather import gather
from filiation.crawl.index import BLOCK, FILE, Index, write_index
from filiation.crawl.lineage import trace_lineage
from filiation.crawl.lookup import Library
from filiation.crawl.question import LEAST_WORDS, ask_page, ask_passage, read_questions
from filiation.errors import CrawlError, UsageError
from filiation.ledger import Ledger
from filiation.settings import Settings

SETTINGS = Settings(workers=1, max_memory_bytes=1 << 30)
SYLLABLES = ("ka", "lo", "mer", "tin", "sa", "vor", "el", "nu", "pri", "dox", "ham", "gi", "Ülo", "ter", "wan", "zé")


def story(seed, words=160):
    """Invent a report: sentences of coined words, names and figures."""
    dice = random.Random(seed)
    coined = ["".join(dice.choices(SYLLABLES, k=dice.randint(2, 3))).lower() for _ in range(words)]
    parts = []
    for at in range(0, words, 13):
        sentence = coined[at : at + 13]
        sentence[3:4] = [sentence[3].title() if len(sentence) > 3 else "Ka"]
        sentence[6:6] = [str(dice.randint(20, 90_000))]
        parts.append(" ".join(sentence).capitalize() + ".")
    return " ".join(parts)


def row(name, text, outlet, date=None, title=None):
    told = {"id": name, "text": text, "outlet": outlet, "url": f"https://{outlet}.example/{name}"}
    return told | ({"date": date} if date else {}) | {"title": title or f"Story {name}"}


def crawl():
    """One story in three papers, the third cut; one twice and undated; a lifted paragraph; lone ones."""
    wire, other = story("wire"), story("undated")
    host = story("host", 200)
    middle = " ".join(wire.split()[40:70])
    yield row("a1", wire, "Lowland", "2031-05-02T08:10:00+00:00")
    yield row("a0", f"😀 {wire}", "Harbour", "2031-05-02T11:40:00+00:00")
    yield row("a2", " ".join(wire.split()[:90]), "Uplands", "2031-05-02T09:00:00+00:00")
    yield row("b1", other, "Lowland")
    yield row("b2", other, "Uplands")
    yield row("c1", f"{host[:400]}\n{middle}.\n{host[400:]}", "Harbour", "2031-05-09T09:00:00+00:00")
    for number in range(6):
        yield row(f"d{number}", story(number), "Harbour", "2031-05-03", "\x1b[31mred" if number == 0 else None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("lookup")
    rows = "".join(json.dumps(each) + "\n" for each in crawl())
    (place / "crawl.jsonl").write_text(rows, encoding="utf-8")
    gather(place / "archive", [str(place / "crawl.jsonl")], SETTINGS, Ledger())
    return place / "archive"


@pytest.fixture(scope="module")
def library(folder):
    return Library(folder)


def words(text):
    return text.split()


def test_fifteen_words_of_any_page_are_found_where_they_stand(library):
    """A passage of fifteen words in a row is found in its page, at the very characters, from wherever it was taken."""
    for told in crawl():
        every = words(told["text"])
        for at in range(0, len(every) - LEAST_WORDS + 1, 5):
            passage = " ".join(every[at : at + LEAST_WORDS])
            if passage.startswith("😀"):
                continue
            question = ask_passage(passage)
            matches = library.find(question)
            texts = {match.page.text for match in matches}
            own = library.index.text_of(int.from_bytes(ask_passage(told["text"]).profile.key[:8], "big", signed=True))
            assert own in texts, passage
            match = next(match for match in matches if match.page.text == own)
            assert match.containment_query == 1.0
            there = library.packs.at(match.page.card.place).profile.article.text
            asked = question.article.text
            assert [each.of(asked) for each, _ in match.spans] == [asked.rstrip(".")]
            assert [words(each.of(there)) for _, each in match.spans] == [words(asked.rstrip("."))]


def test_a_page_meets_its_kin_as_gather_judged_them(folder, library):
    """What lookup says of two pages of the archive is what the table ``reuse`` says of them."""
    rows = pq.read_table(folder / "reuse.parquet").to_pylist()
    judged = {(each["a"], each["b"]): each["relation"] for each in rows}
    texts = {each["id"]: each for each in crawl()}
    met = 0
    for name in texts:
        page = library.packs.at(_page(library, name).card.place).profile.article
        for match in library.find(ask_page(page)):
            pair = tuple(sorted((name, match.page.card.article)))
            if pair in judged:
                assert match.relation.value == judged[pair], pair
                met += 1
    assert met >= 4


def _page(library, name):
    return next(page for page in map(library.index.page, range(library.index.pages)) if page.card.article == name)


def test_the_first_is_told_by_clocks_and_not_guessed(library):
    """The surely earliest page of a tradition is the first; nobody is where clocks do not tell; a lone page is its own."""
    wire = library.find(ask_passage(story("wire")[:400]))
    assert {match.first.card.article for match in wire if match.tradition == "a0"} == {"a1"}
    (undated,) = library.find(ask_passage(story("undated")[:300]))
    assert undated.first is None
    assert undated.carried == 2
    assert [page.card.article for page in undated.pages] == ["b1", "b2"]
    (lone,) = library.find(ask_passage(story(3)[:300]))
    assert lone.first == lone.page


def test_what_no_page_holds_is_not_found(library):
    """Other words, and the archive's own words in another order, stand nowhere."""
    assert library.find(ask_passage(story("elsewhere"))) == ()
    shuffled = words(story("wire"))
    random.Random(5).shuffle(shuffled)
    assert library.find(ask_passage(" ".join(shuffled))) == ()


def test_few_words_are_no_passage():
    """Fewer than fifteen words are refused, punctuation not counted."""
    with pytest.raises(UsageError, match="at least 15 words"):
        ask_passage("one two three ... four , five")


def test_a_limit_only_cuts_the_end(library):
    """A smaller limit gives the first of what a larger gives."""
    question = ask_passage(" ".join(words(story("wire"))[40:70]))
    every = library.find(question)
    assert len(every) == 3
    assert [library.find(question, limit) for limit in (1, 2)] == [every[:1], every[:2]]


def test_inputs_are_pages_or_passages(tmp_path):
    """A short text is a passage, rows are pages; too few words are refused."""
    (tmp_path / "passage.txt").write_text(" ".join(words(story("wire"))[:20]))
    (tmp_path / "rows.jsonl").write_text(json.dumps(row("x", story("wire"), "Coast")) + "\n")
    (passage,) = read_questions(str(tmp_path / "passage.txt"), SETTINGS, Ledger())
    assert (passage.weights, passage.article.page) == (None, "")
    (page,) = read_questions(str(tmp_path / "rows.jsonl"), SETTINGS, Ledger())
    assert page.article.page == "x"
    assert page.weights
    (tmp_path / "few.txt").write_text("few words")
    with pytest.raises(UsageError):
        list(read_questions(str(tmp_path / "few.txt"), SETTINGS, Ledger()))


def test_a_tree_is_built_of_the_texts_that_the_archive_holds(library):
    """Every page of the tradition is a witness, and the oldest stands above the cut one; of a lone page there is none."""
    lineage = trace_lineage(library, _page(library, "a0").tradition, SETTINGS)
    assert [article.page for article in lineage.articles] == ["a0", "a1", "a2"]
    assert {node.page for node in lineage.stemma.nodes} >= {"a0", "a1", "a2"}
    assert trace_lineage(library, _page(library, "d1").tradition, SETTINGS) is None


KEYS = {
    "article", "url", "title", "outlet", "published", "relation", "support", "containment_query", "containment_match",
    "spans", "tradition", "carried", "pages", "first", "reason",
}  # fmt: skip


def test_the_command_answers_in_json_and_in_words(folder, tmp_path):
    """All keys are there, found or not; nothing found is an answer; no control character reaches a terminal."""
    ask = CliRunner().invoke
    passage = " ".join(words(story("undated"))[5:25])
    found = json.loads(ask(commands, ["lookup", "--archive", str(folder), "--passage", passage, "--json"]).stdout)
    assert found.keys() == {"page", "text", "matches", "stemmata"}
    assert [match.keys() for match in found["matches"]] == [KEYS]
    assert found["matches"][0]["first"] is None
    nothing = ask(
        commands, ["lookup", "--archive", str(folder), "--passage", story("elsewhere")], standalone_mode=False
    )
    assert nothing.return_value == 0
    assert "no passage of it stands in the archive" in nothing.stdout
    (tmp_path / "red.txt").write_text(story(0)[:200])
    red = ask(commands, ["lookup", str(tmp_path / "red.txt"), "--archive", str(folder)])
    assert "\x1b" not in red.stdout
    assert "carried by Harbour, Sat 3 May 2031 alone" in red.stdout


def test_a_cold_lookup_loads_nothing_that_it_does_not_need(folder):
    """Neither the parser nor the extractor nor a database is loaded to look a passage up."""
    program = (
        "import sys; from filiation.crawl.lookup import *; from filiation.crawl.question import *; from pathlib import Path\n"
        "Library(Path(sys.argv[1])).find(ask_passage(sys.argv[2]))\n"
        "print([m for m in ('spacy', 'trafilatura', 'duckdb', 'pyarrow.parquet', 'wordfreq', 'lxml', 'scipy', 'onnxruntime')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder), story("wire")[:300]], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"


def test_an_archive_without_an_index_says_how_to_get_one(folder, tmp_path):
    """An older archive, and a damaged index, are told."""
    older = Archive(tmp_path)
    with pytest.raises(CrawlError, match="no index yet"):
        Index(older)
    older.index.mkdir()
    (older.index / FILE).write_bytes((folder / "index" / FILE).read_bytes()[:-9])
    with pytest.raises(CrawlError, match="damaged"):
        Index(older)


def test_the_index_is_its_plain_twin(tmp_path):
    """Each fingerprint leads to just the texts that have it, however many blocks they fill; bytes do not vary."""
    dice = np.random.default_rng(4)
    texts = 3 * BLOCK
    wordings = np.unique(dice.integers(-(2**63), 2**63 - 1, texts + 9, dtype=np.int64))[:texts]
    owners = np.concatenate([np.arange(texts), dice.integers(0, texts, 4_000)])
    common = np.int64(7)
    marks = np.concatenate([np.full(texts, common), dice.integers(-400, 400, 4_000) * 2 + 1])
    pairs = np.unique(np.stack([marks, owners], axis=1), axis=0)
    written = []
    for turn in range(2):
        dice.shuffle(pairs)
        engine = Embedded(tmp_path / "work", 1 << 28, 1)
        _fill(engine, wordings, pairs)
        archive = Archive(tmp_path / str(turn))
        write_index(engine, archive)
        engine.close()
        archive.publish()
        written.append((archive.index / FILE).read_bytes())
    assert written[0] == written[1]
    index = Index(archive)
    for mark in (common, *range(-801, 803)):
        expected = np.sort(pairs[pairs[:, 0] == mark, 1])
        assert index.texts_with(int(mark), texts + 1).tolist() == expected.tolist()
        assert index.texts_with(int(mark), 5).tolist() == expected[:5].tolist()
    assert [index.text_of(int(wording)) for wording in wordings[::97]] == list(range(0, texts, 97))
    assert index.text_of(int(wordings[5]) + 1) is None
    rows = [row for tradition in range(texts // 3) for row in index.rows_of(tradition)]
    assert rows == list(range(texts))
    assert [index.first_page(text).text for text in range(0, texts, 50)] == list(range(0, texts, 50))
    traditions = index.traditions_of(np.arange(texts, dtype="<u4"))
    assert all(index.name_of(int(traditions[text])) == f"p{text // 3 * 3:06}" for text in range(0, texts, 31))


def _fill(engine, wordings, pairs):
    """Lay the plan's tables: a page a text, three texts a tradition."""
    texts = len(wordings)
    names = [f"p{text:06}" for text in range(texts)]
    pages = np.arange(texts) + 10**6
    engine.take(
        "marks", pa.table({"page": pages[pairs[:, 1]], "wording": wordings[pairs[:, 1]], "fingerprint": pairs[:, 0]})
    )
    engine.take("wordings", pa.table({"wording": wordings, "page": pages, "article": names}))
    engine.take(
        "family", pa.table({"wording": wordings, "tradition": [f"p{text // 3 * 3:06}" for text in range(texts)]})
    )
    strings = ("url", "title", "outlet", "siglum", "language", "agency", "published", "clock", "dateline_date", "part")
    engine.take(
        "admitted",
        pa.table(
            {
                "article": names,
                "page": pages,
                "wording": wordings,
                "clock_at": [None if text % 2 else float(text) for text in range(texts)],
                "exact": [None if text % 2 else True for text in range(texts)],
                **{name: [name] * texts for name in strings},
                "offset": [0] * texts,
                "length": [0] * texts,
            }
        ),
    )
