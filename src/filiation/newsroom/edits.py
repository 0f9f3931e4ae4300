"""Small edits that a copy desk makes to anyone's prose, and typing errors; names, figures and quotations stay as they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from filiation.newsroom.draft import Draft, Sentence, tidy
from filiation.newsroom.marking import (
    CLOSE,
    FACT,
    MENTION,
    OPEN,
    OPTIONAL,
    QUOTE,
    SURNAME,
    edit,
    mark,
    plain,
    rewrite,
)
from filiation.newsroom.vocabulary import pairs

_APPENDED = (
    *("officials said", "the statement added", "local media reported", "as was widely expected"),
    *("according to people familiar with the matter", "to nobody's great surprise", "it was announced"),
    *("state television showed", "a police source said", "public radio reported", "residents said", "aides said"),
)


def copy_edit(draft: Draft, count: int, random: Random) -> Draft:
    """Make ``count`` small edits outside quotations, at most two in a sentence."""
    sentences = draft.sentences()
    edited: dict[int, Sentence | None] = {}
    for _ in range(count):
        n = random.randrange(len(sentences))
        old = edited.get(n) or sentences[n]
        for change in random.sample(_EDITS, len(_EDITS)):
            new = tidy(change(old.text, random))
            if plain(new) != plain(old.text):
                edited[n] = replace(old, text=new)
                break
    return draft.with_sentences(edited)


def _swap(text: str, random: Random) -> str:
    fitting = [(a, b) for a, b in pairs("swaps", " >") if f" {a} " in plain(text)]
    if not fitting:
        return text
    found, put = random.choice(fitting)
    pattern = re.compile(rf"(?<= ){re.escape(found)}(?= (?!of ))")
    state = {"done": False}

    def once(chunk: str) -> str:
        if state["done"] or not pattern.search(chunk):
            return chunk
        state["done"] = True
        return pattern.sub(put, chunk, count=1)

    return edit(text, once, outside=QUOTE + FACT)


def _drop_optional(text: str, _random: Random) -> str:
    return rewrite(text, OPTIONAL, lambda _payload, _content: "")


def _turn_attribution(text: str, _random: Random) -> str:
    """``X said.`` for ``said X.`` at a sentence's end, and back."""
    mention = rf"({OPEN}{MENTION}=[^{OPEN}]*(?:{OPEN}{SURNAME}=[^{OPEN}{CLOSE}]*{CLOSE})?{CLOSE})"
    turned = re.sub(rf" said {mention}\.$", r" \1 said.", text)
    return turned if turned != text else re.sub(rf" {mention} said\.$", r" said \1.", text)


def _pronoun(text: str, _random: Random) -> str:
    """Write the pronoun for a surname that stands after the first words, or the surname for a pronoun."""

    def change(payload: str, content: str) -> str | None:
        _gender, family = payload.split("|")
        if content in ("he", "she", "He", "She"):
            return mark(SURNAME, payload, family)
        return None

    return rewrite(text, SURNAME, change)


def _append(text: str, random: Random) -> str:
    words = random.choice(_APPENDED)
    if not text.endswith(".") or "”" in text:
        return text
    return f"{text[:-1]}, {words}."


def _drop_clause(text: str, _random: Random) -> str:
    """Cut a trailing clause of at most a dozen words that only adds something."""
    found = _TRAILING.search(text)
    if found is None or OPEN in found.group() or CLOSE in found.group():
        return text
    return text[: found.start()] + "."


_TRAILING = re.compile(r", (?:with|which|after|while|including|who|as|though|although|when|where)(?: [^\s,]+){1,12}\.$")
_EDITS: tuple[Callable[[str, Random], str], ...] = (
    *(_swap, _swap, _swap, _swap, _drop_optional, _drop_clause, _turn_attribution, _pronoun, _append),
)


def mistype(draft: Draft, count: int, random: Random) -> Draft:
    """Make ``count`` typing errors: two letters swapped, one doubled, one lost, in words of five letters or more."""
    sentences = draft.sentences()
    new: dict[int, Sentence | None] = {}
    for _ in range(count):
        n = random.randrange(len(sentences))
        old = new.get(n) or sentences[n]
        words = list(re.findall(r"\b[a-z]{5,}\b", plain(old.text)))
        if not words:
            continue
        word = random.choice(words)
        at = random.randrange(1, len(word) - 2)
        wrong = random.choice(
            (
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1 :],
            )
        )
        state = {"done": False}
        pattern = re.compile(rf"\b{word}\b")

        def once(
            chunk: str, pattern: re.Pattern[str] = pattern, wrong: str = wrong, state: dict[str, bool] = state
        ) -> str:
            if state["done"] or not pattern.search(chunk):
                return chunk
            state["done"] = True
            return pattern.sub(wrong, chunk, count=1)

        new[n] = replace(old, text=edit(old.text, once, outside=FACT))
    return draft.with_sentences(new)
