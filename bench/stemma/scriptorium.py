"""Simulated hand-copied traditions: a first text, scribes with habits and slips, lost books, missing leaves, second exemplars.

All words are invented. The typical tradition (the defaults) has thirteen witnesses of a thousand words, one book lost,
one witness mixed of two, leaves missing in two. What one scribe changes is set after the Parzival tradition, copied by volunteers
for Spencer and others (2004): there a witness and the one nearest to it differ in .016 to .057 of their words, median
.026; here, over twenty typical traditions without mixture and lacunae, in .008 to .065, median .020.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from invented_language import Language
from pedigree import Edge, Pedigree, without_blind

# What a scribe does to a word, chances of each.
SLIP = 0.003
"""Writes no word: two letters turned, one left out, one doubled."""
MENDED = 0.6
"""The chance that a scribe mends a slip of the exemplar's, which mostly brings the first reading back."""
WORD = 0.005
"""Writes another word, half of the time one that looks alike: then others may come upon the same."""
OMISSION = 0.003
ADDITION = 0.0015
TURNED = 0.001
"""Writes two words the other way round."""
SKIP = 0.004
"""A line: the eye jumps to the next, or from a word to the same word further on."""
STOP = 0.006
"""A stop put, or left out."""
HABITS = 2
"""Spellings of their own that scribes have; each writes them in a part of the words that allow it."""
LEAST_HABIT, MOST_HABIT = 0.0, 0.05

RULES = [("c", "k"), ("k", "c"), ("i", "y"), ("y", "i"), ("u", "w"), ("f", "ff"), ("ff", "f"), ("t", "th"), ("th", "t")]
RULES += [("s", "z"), ("ei", "ey"), ("ie", "i"), ("ll", "l"), ("l", "ll"), ("o", "oo"), ("m", "mm")]

LEAF = (0.06, 0.25)
"""Part of a book that a missing leaf, or a gathering, takes."""
SECOND = (0.2, 0.45)
"""Part of a book that is copied from a second exemplar."""


@dataclass(frozen=True, slots=True)
class Scriptorium:
    """A kind of tradition.

    Attributes:
        witnesses: Extant texts.
        words: Of the first text.
        lost: Books that are lost but for their copies; only those are that two copies, or the copy and exemplar, show.
        mixed: Witnesses copied from two exemplars by passage.
        lacunae: Witnesses that miss leaves: half of them before they were copied.
        edit_rate: How much scribes change, in slips as in habits; 1 is usual.
    """

    witnesses: int = 13
    words: int = 1000
    lost: int = 1
    mixed: int = 1
    lacunae: int = 2
    edit_rate: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one line, and where it stood in the first text."""

    number: int
    words: tuple[str, ...]


Book = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Tradition:
    """The extant texts by siglum, and the truth. Sigla tell nothing of age; lost texts have names that begin with ``lost``."""

    texts: dict[str, str]
    pedigree: Pedigree


@dataclass(frozen=True, slots=True)
class Scribe:
    """A scribe's own spellings: pairs of letters, and the chance (0-1) that a word which allows it is written so."""

    habits: tuple[tuple[str, str, float], ...]


def write_first(language: Language, words: int, random: Random) -> Book:
    """Write the first text: lines of six to nine words, in which one to three others follow on a link; a stop every few lines."""
    book, written, until_link = [], 0, 0
    while written < words:
        line = []
        for _ in range(min(random.randint(6, 9), words - written)):
            line.append(language.word(random, is_link=until_link == 0))
            until_link = random.randint(1, 3) if until_link == 0 else until_link - 1
        if random.random() < 0.4:
            line[-1] += "."
        book.append(Line(len(book), tuple(line)))
        written += len(line)
    return tuple(book)


def draw_scribe(random: Random, rate: float) -> Scribe:
    """Draw a scribe's habits."""
    rules = random.sample(RULES, HABITS)
    return Scribe(tuple((*rule, min(1.0, rate * random.uniform(LEAST_HABIT, MOST_HABIT))) for rule in rules))


def copied(book: Book, scribe: Scribe, language: Language, random: Random, rate: float) -> Book:
    """Copy a book by hand; a rate of 0 copies it as it is."""
    lines = []
    skip_to = 0
    for at, line in enumerate(book):
        if at < skip_to:
            continue
        words = line.words
        if rate and random.random() < SKIP * rate:
            jump = _jump(words, book[at + 1].words if at + 1 < len(book) else ())
            if jump is None:
                continue
            words, skip_to = jump, at + 2
        words = tuple(_copied_words(words, scribe, language, random, rate))
        if words:
            lines.append(Line(line.number, words))
    return tuple(lines)


def _jump(words: Sequence[str], following: Sequence[str]) -> tuple[str, ...] | None:
    """Leave out what stands between a word and the same word in the next line; None where none is the same."""
    for at, word in enumerate(words):
        if word in following:
            return (*words[: at + 1], *following[following.index(word) + 1 :])
    return None


def _copied_words(words: Sequence[str], scribe: Scribe, language: Language, random: Random, rate: float) -> list[str]:
    written: list[str] = []
    for full in words:
        word, stop = full.rstrip("."), "." if full.endswith(".") else ""
        if rate and word in language.slips and random.random() < MENDED:
            word = language.slips[word]
        chance = random.random() / rate if rate else 1.0
        if chance < OMISSION:
            continue
        if chance < OMISSION + WORD:
            word = language.alike(word, random) if random.random() < 0.5 else language.word(random, is_link=False)
        elif chance < OMISSION + WORD + SLIP:
            word = language.slipped(word, random)
        elif rate:
            word = _spelled(word, scribe, random)
        if rate and random.random() < STOP * rate:
            stop = "" if stop else "."
        written.append(word + stop)
        if rate and random.random() < ADDITION * rate:
            written.append(language.word(random, is_link=random.random() < 0.5))
        if rate and random.random() < TURNED * rate and len(written) > 1:
            written[-2:] = written[-1], written[-2]
    return written


def _spelled(word: str, scribe: Scribe, random: Random) -> str:
    for old, new, chance in scribe.habits:
        if old in word and new not in word and random.random() < chance:
            word = word.replace(old, new, 1)
    return word


def hand_down(seed: int, kind: Scriptorium) -> Tradition:
    """Copy a text down the generations; the same seed and kind give the same tradition.

    Raises:
        ValueError: So many lost books, or mixed ones, that no pedigree of so few texts can hold them.
    """
    random = Random(f"scriptorium/{seed}")
    language = Language(random)
    exemplar, lost = _family(kind, random)
    count = len(exemplar)
    second = _second_exemplars(kind, exemplar, lost, random)
    extant = [text for text in range(count) if text not in lost]
    damaged = random.sample(extant, min(kind.lacunae, len(extant)))
    early = frozenset(damaged[: len(damaged) // 2])
    books, edges = [], []
    for text, main in enumerate(exemplar):
        if main is None:
            book = write_first(language, kind.words, random)
        else:
            source, share = books[main], 0.0
            if text in second:
                source, share = _spliced(source, books[second[text]], random)
                edges.append((second[text], text, share))
            edges.append((main, text, 1 - share))
            book = copied(source, draw_scribe(random, kind.edit_rate), language, random, kind.edit_rate)
        books.append(_torn(book, random) if text in early else book)
    for text in damaged:
        if text not in early:
            books[text] = _torn(books[text], random)
    names = _sigla(extant, lost, random)
    true = without_blind(
        (Edge(names[a], names[b], share) for a, b, share in edges), names[0], frozenset(names[text] for text in extant)
    )
    return Tradition({names[text]: _printed(books[text]) for text in sorted(extant, key=names.get)}, true)


def _family(kind: Scriptorium, random: Random) -> tuple[list[int | None], frozenset[int]]:
    """Draw for each text its exemplar, any text that was there; and which are lost, all of them copied at least twice."""
    count = kind.witnesses + kind.lost
    for _ in range(1000):
        exemplar = [None, *(random.randrange(text) for text in range(1, count))]
        copied_twice = [text for text in range(count) if exemplar.count(text) > 1]
        if len(copied_twice) >= kind.lost:
            return exemplar, frozenset(random.sample(copied_twice, kind.lost))
    raise ValueError(f"{count} texts of which {kind.lost} are lost: too few for each of those to be copied twice")


def _second_exemplars(
    kind: Scriptorium, exemplar: Sequence[int | None], lost: frozenset[int], random: Random
) -> dict[int, int]:
    """Choose the mixed witnesses, and for each an older text that is neither its exemplar nor next of kin to that."""
    can = {}
    for text, main in enumerate(exemplar):
        others = (
            [o for o in range(text) if main not in (o, exemplar[o]) and exemplar[main] != o] if main is not None else []
        )
        if others and text not in lost:
            can[text] = others
    if len(can) < kind.mixed:
        raise ValueError(
            f"{kind.mixed} mixed witnesses of {kind.witnesses}: only {len(can)} have a second exemplar to take"
        )
    return {text: random.choice(can[text]) for text in sorted(random.sample(sorted(can), kind.mixed))}


def _stretch(book: Book, part: tuple[float, float], random: Random) -> tuple[int, int]:
    """Draw a run of line numbers."""
    lines = book[-1].number + 1
    size = max(1, round(lines * random.uniform(*part)))
    start = random.randrange(lines - size + 1)
    return start, start + size


def _spliced(main: Book, other: Book, random: Random) -> tuple[Book, float]:
    """Return a book of which one or two passages stand in another exemplar, and the part of its words that do."""
    passages = random.randint(1, 2)
    ranges = [_stretch(main, (SECOND[0] / passages, SECOND[1] / passages), random) for _ in range(passages)]
    mine, yours = ({line.number: line for line in book} for book in (main, other))
    taken = {n for start, past in ranges for n in range(start, past) if n in yours}
    book = tuple(yours[n] if n in taken else mine[n] for n in sorted(mine.keys() | taken))
    size = sum(len(line.words) for line in book)
    return book, sum(len(yours[n].words) for n in taken) / size


def _torn(book: Book, random: Random) -> Book:
    """Return a book that misses leaves."""
    start, past = _stretch(book, LEAF, random)
    return tuple(line for line in book if not start <= line.number < past) or book[:1]


def _sigla(extant: Sequence[int], lost: frozenset[int], random: Random) -> dict[int, str]:
    shuffled = random.sample(list(extant), len(extant))
    width = len(str(len(shuffled)))
    return {text: f"W{n:0{width}}" for n, text in enumerate(shuffled)} | {text: f"lost-{text}" for text in lost}


def _printed(book: Book) -> str:
    """Write a book out, a line a line, a capital after a stop."""
    lines, after_stop = [], True
    for line in book:
        words = []
        for word in line.words:
            words.append(word.capitalize() if after_stop else word)
            after_stop = word.endswith(".")
        lines.append(" ".join(words))
    return "\n".join(lines) + "\n"
