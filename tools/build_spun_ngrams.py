"""Build the trigram model of the ``spun`` stage: ``src/filiation/spun/data/ngrams.npz``.

    python tools/build_spun_ngrams.py FOLDER [--data FOLDER]

FOLDER holds pocketsphinx 5.1.1, fetched with ``pip download --no-deps`` and unpacked: ``model/en-us/en-us.lm.bin`` is a
generic trigram model of English (Alpha Cephei 2015, BSD 2-clause; 72,547 words, 2,051,541 pairs, 1,669,625 triples). It is
cut to the words of ``lexicon.npz``, which ``tools/build_spun_resources.py`` builds first. The same input gives the same
file, byte for byte.
"""

from __future__ import annotations

import argparse
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from build_spun_resources import find, write

from filiation.spun.ngrams import SIXTEENTHS

MAGIC = b"Trie Language Model"
BASE = 1e-4  # logs of the file are to the base of 1.0001
BINS = 1 << 16  # values a table of logs
WEB = 1.024908e12  # words that the lexicon's counts were counted in
# A word that the model lacks is as likely as the web has it, but rarer than nearly every word that it has.
RAREST, LACKING = -16.0, -11.5


def main() -> None:
    """Read the model, cut it, write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, default=Path("src/filiation/spun/data"))
    arguments = parser.parse_args()
    with np.load(arguments.data / "lexicon.npz") as lexicon:
        words = ["", *lexicon["words"].tobytes().decode().split("\n")]
        web = lexicon["unigrams"].astype(np.float32) / 8 - np.float32(np.log(WEB))
    trie = read_trie(find(arguments.folder, "en-us.lm.bin").read_bytes())
    tables = cut(trie, words, web)
    write(arguments.data / "ngrams.npz", tables)
    print(
        len(tables["pairs"]),
        "pairs,",
        len(tables["triples"]),
        "triples,",
        (arguments.data / "ngrams.npz").stat().st_size,
        "bytes",
    )


@dataclass(frozen=True, slots=True, eq=False)
class Trie:
    """A model as it is stored: an n-gram hangs below the one without its first word, so that the last word is the root.

    Attributes:
        words: The word of each number.
        word_logs: Natural log probability of each word.
        word_backs: What is added where it is a history without the entry asked for.
        pairs: Numbers of first and second word; shape (B, 2).
        pair_logs: Log probability of the second after the first.
        pair_backs: As ``word_backs``.
        triples: Number of the first word, place in ``pairs`` of the last two; shape (T, 2).
        triple_logs: Log probability of the third word.
    """

    words: list[str]
    word_logs: np.ndarray
    word_backs: np.ndarray
    pairs: np.ndarray
    pair_logs: np.ndarray
    pair_backs: np.ndarray
    triples: np.ndarray
    triple_logs: np.ndarray


def read_trie(raw: bytes) -> Trie:
    """Read a model of order 3 with quantised logs, as pocketsphinx 5 writes it (``lm_trie.c``)."""
    if raw[: len(MAGIC)] != MAGIC or raw[len(MAGIC)] != 3:
        message = "needs a trie language model of order 3"
        raise SystemExit(message)
    at = len(MAGIC) + 1
    counts = struct.unpack_from("<3I", raw, at)
    at += 16
    logs = np.frombuffer(raw, "<f4", 3 * BINS, at).reshape(3, BINS) * np.float32(BASE)
    at += 12 * BINS
    row = np.dtype([("log", "<f4"), ("back", "<f4"), ("next", "<u4")])
    unigrams = np.frombuffer(raw, row, counts[0] + 1, at)
    at += row.itemsize * (counts[0] + 1)
    word_bits, next_bits = counts[0].bit_length(), counts[2].bit_length()
    middle, at = read_bits(raw, at, counts[1], (word_bits, 16, 16, next_bits))
    last, at = read_bits(raw, at, counts[2], (word_bits, 16))
    # Fewer are stored than the head says.
    pairs = int(unigrams["next"].max())
    triples = int(middle[3][: pairs + 1].max())
    second = np.repeat(np.arange(counts[0]), np.diff(unigrams["next"].astype(np.int64)))
    below = np.repeat(np.arange(pairs), np.diff(middle[3][: pairs + 1]))
    (size,) = struct.unpack_from("<I", raw, at)
    return Trie(
        [word.decode() for word in raw[at + 4 : at + 4 + size].split(b"\0")[: counts[0]]],
        unigrams["log"][:-1] * np.float32(BASE),
        unigrams["back"][:-1] * np.float32(BASE),
        np.stack([middle[0][:pairs], second], axis=1),
        logs[0][middle[2][:pairs]],
        logs[1][middle[1][:pairs]],
        np.stack([last[0][:triples], below], axis=1),
        logs[2][last[1][:triples]],
    )


def read_bits(raw: bytes, at: int, entries: int, widths: tuple[int, ...]) -> tuple[list[np.ndarray], int]:
    """Return the columns of a packed table, one entry more than told, and where it ends."""
    total = sum(widths)
    size = ((entries + 1) * total + 7) // 8 + 8
    packed = np.frombuffer(raw, np.uint8, size, at)
    bits = np.unpackbits(packed, count=(entries + 1) * total, bitorder="little").reshape(entries + 1, total)
    columns, first = [], 0
    for width in widths:
        columns.append(bits[:, first : first + width].astype(np.int64) @ (1 << np.arange(width, dtype=np.int64)))
        first += width
    return columns, at + size


def cut(trie: Trie, words: list[str], web: np.ndarray) -> dict[str, np.ndarray]:
    """Return the tables of `filiation.spun.ngrams.Ngrams` over the lexicon's ids."""
    size = len(words) + 2
    place = {word: number for number, word in enumerate(words) if word} | {"<s>": size - 2, "</s>": size - 1}
    ids = np.array([place.get(word, 0) for word in trie.words])
    word_logs = np.concatenate([np.clip(web, RAREST, LACKING), [RAREST, RAREST]]).astype(np.float32)
    word_backs = np.zeros(size, dtype=np.float32)
    word_logs[ids], word_backs[ids] = np.maximum(trie.word_logs, RAREST), trie.word_backs
    word_logs[[0, size - 2]], word_backs[0] = (0, RAREST), 0

    keys = ids[trie.pairs[:, 0]] * size + ids[trie.pairs[:, 1]]
    rows = np.flatnonzero((ids[trie.pairs] > 0).all(axis=1))
    rows = rows[np.argsort(keys[rows])]
    history = ids[trie.triples[:, 0]] * size + ids[trie.pairs[trie.triples[:, 1], 0]]
    third = ids[trie.pairs[trie.triples[:, 1], 1]]
    found = np.minimum(np.searchsorted(keys[rows], history), len(rows) - 1)
    is_kept = (keys[rows][found] == history) & (third > 0) & (ids[trie.triples[:, 0]] > 0)
    triples = np.flatnonzero(is_kept)
    triples = triples[np.argsort(found[triples] * size + third[triples])]
    return {
        "words": quantise(-word_logs),
        "word_backs": quantise_signed(word_backs),
        "pair_counts": np.bincount(ids[trie.pairs[rows, 0]], minlength=size).astype(np.uint16),
        "pair_seconds": ids[trie.pairs[rows, 1]].astype(np.uint16),
        "pairs": quantise(-trie.pair_logs[rows]),
        "pair_backs": quantise_signed(trie.pair_backs[rows]),
        "triple_counts": np.bincount(found[triples], minlength=len(rows)).astype(np.uint16),
        "triple_thirds": third[triples].astype(np.uint16),
        "triples": quantise(-trie.triple_logs[triples]),
    }


def quantise(logs: np.ndarray) -> np.ndarray:
    """Return logs in sixteenths, 0 to 15.9, as bytes."""
    return np.clip(np.round(logs * SIXTEENTHS), 0, 255).astype(np.uint8)


def quantise_signed(logs: np.ndarray) -> np.ndarray:
    """Return logs in sixteenths, -7.9 to 7.9, as bytes."""
    return np.clip(np.round(logs * SIXTEENTHS), -127, 127).astype(np.int8)


if __name__ == "__main__":
    main()
