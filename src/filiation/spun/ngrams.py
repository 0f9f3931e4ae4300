"""A trigram model of English: how likely a word is where it stands, whatever the thesaurus makes of it.

Pairs tell little of "practically 4 hours" or "the suitable to guard"; three words in a row tell much more, the joining
words among them first of all. The table is a generic language model of speech recognition, cut to the lexicon's words
and to what tells them apart (``tools/build_spun_resources.py``; ``data/SOURCE.md`` tells its licence).

Source:
    Katz 1987 (back-off); what is kept of the table: Stolcke 1998, without the weighing by histories.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIXTEENTHS = 16.0
"""Logs are kept in sixteenths of a nat."""

_SLOTS = 1 << 24


@dataclass(frozen=True, slots=True, eq=False)
class Ngrams:
    """Back-off tables over the ids of a `Lexicon` of W words; all arrays are read-only, logs natural.

    Id 0 is a word that is not known here: it ends a history, and is as likely as any. Id W + 1 opens a sentence, id
    W + 2 ends one.

    Attributes:
        size: W + 3.
        words: Log probability of each id; shape (size,), float32.
        word_backs: What is added where a word is the last of a history that has no entry; shape (size,), float32.
        pair_keys: ``first * size + second``, ascending; shape (B,), int64.
        pairs: Log probability of the second word after the first; shape (B,), float32.
        pair_backs: What is added where a pair is a history that has no entry; shape (B,), float32.
        triple_keys: ``place of the first two in pair_keys * size + third``, ascending; shape (T,), int64.
        triples: Log probability of the third word; shape (T,), float32.
        may_be_pair: A filter before ``pair_keys``: False where a key's slot has no pair. Most that is asked for is not
            listed, and a look here is ten times as fast as a search there.
        may_be_triple: The same, before ``triple_keys``.
    """

    size: int
    words: NDArray[np.float32]
    word_backs: NDArray[np.float32]
    pair_keys: NDArray[np.int64]
    pairs: NDArray[np.float32]
    pair_backs: NDArray[np.float32]
    triple_keys: NDArray[np.int64]
    triples: NDArray[np.float32]
    may_be_pair: NDArray[np.bool_]
    may_be_triple: NDArray[np.bool_]

    @property
    def opening(self) -> int:
        """The id that opens a sentence."""
        return self.size - 2

    @property
    def ending(self) -> int:
        """The id that ends one."""
        return self.size - 1

    def log_probability(
        self, first: NDArray[np.int32], second: NDArray[np.int32], third: NDArray[np.int32]
    ) -> NDArray[np.float32]:
        """Return the log probability of each third word after the two before it; shapes that broadcast.

        Cost: a search for each entry of the second and third, and of the first and second, as they broadcast.
        """
        after = self._find_pair(second, third)
        short = np.where(after >= 0, self.pairs[after], self.word_backs[second] + self.words[third])
        history = self._find_pair(first, second)
        long = short + np.where(history >= 0, self.pair_backs[history], np.float32(0))
        history, third, long = np.broadcast_arrays(history, third, long)
        keys = history * self.size + third
        asked = np.nonzero(self.may_be_triple[_slots(keys)] & (history >= 0) & (third > 0))
        keys = keys[asked]
        found = np.minimum(np.searchsorted(self.triple_keys, keys), len(self.triple_keys) - 1)
        is_found = self.triple_keys[found] == keys
        logs: NDArray[np.float32] = np.where(third > 0, long, np.float32(0)).astype(np.float32)
        logs[tuple(axis[is_found] for axis in asked)] = self.triples[found[is_found]]
        return logs

    def _find_pair(self, first: NDArray[np.int32], second: NDArray[np.int32]) -> NDArray[np.int64]:
        """Return the place of each pair in the tables; -1 where it is not listed."""
        keys = first.astype(np.int64) * self.size + second
        places = np.full(keys.shape, -1, dtype=np.int64)
        asked = np.flatnonzero(self.may_be_pair[_slots(keys)])
        found = np.minimum(np.searchsorted(self.pair_keys, keys.flat[asked]), len(self.pair_keys) - 1)
        is_found = self.pair_keys[found] == keys.flat[asked]
        places.flat[asked[is_found]] = found[is_found]
        return places


@lru_cache(maxsize=1)
def load_ngrams() -> Ngrams:
    """Read the packaged tables (once)."""
    with files("filiation.spun").joinpath("data", "ngrams.npz").open("rb") as file, np.load(file) as stored:
        tables = {name: stored[name] for name in stored.files}
    size = len(tables["words"])
    logs = {name: tables[name].astype(np.float32) / np.float32(SIXTEENTHS) for name in _LOGS}
    seconds = np.repeat(np.arange(size, dtype=np.int64), tables["pair_counts"])
    pair_keys = seconds * size + tables["pair_seconds"]
    triple_keys = np.repeat(np.arange(len(pair_keys), dtype=np.int64), tables["triple_counts"]) * size
    triple_keys += tables["triple_thirds"]
    filters = np.zeros((2, _SLOTS), dtype=np.bool_)
    filters[0, _slots(pair_keys)] = filters[1, _slots(triple_keys)] = True
    for table in (*logs.values(), pair_keys, triple_keys, filters):
        table.flags.writeable = False
    return Ngrams(
        size,
        -logs["words"],
        logs["word_backs"],
        pair_keys,
        -logs["pairs"],
        logs["pair_backs"],
        triple_keys,
        -logs["triples"],
        filters[0],
        filters[1],
    )


_LOGS = ("words", "word_backs", "pairs", "pair_backs", "triples")


def _slots(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the slot of each key: a multiplicative hash (Knuth), 0 to `_SLOTS` - 1."""
    slots: NDArray[np.int64] = (keys * 2654435761 >> 12) & (_SLOTS - 1)
    return slots
