"""Words and figures as classed tokens: the text of an expression becomes a short word over class letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from filiation.text import Span
from filiation.timeline.language import Language


class Token(NamedTuple):
    """A word, figure or sign: its class letter, value there, place, and folded form."""

    letter: str
    value: str
    start: int
    end: int
    form: str


# Classes that every language shares; the words of a language have letters of their own (`english`).
WORD, NAME, SIGN, BREAK = "_", "~", ".", "¶"
"""Any other word, one with a capital, any other sign, and the end of a run."""

_LEXEME = re.compile(
    r"""
      (?P<half>[ap]\.\s?m\b\.?)
    | (?P<word>[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)?)
    | (?P<iso>\d{4}-\d\d-\d\d(?:[t\ ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:z\b|[+-]\d\d:?\d\d)?)?(?![\d-]))
    | (?P<numeric>\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?![\d./-]*\d)|\d{4}/\d{1,2}/\d{1,2}(?![\d/]))
    | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![\d:]))
    | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)
    | (?P<decade>\d{3}0'?s\b|'\d0s\b)
    | (?P<short>'\d\d(?!\w))
    | (?P<number>\d{1,12}(?:,\d{3}){0,6}(?:\.\d{1,9})?)
    | (?P<possessive>'s\b)
    | (?P<dash>-{1,9})
    | (?P<sign>[^\w\s]|_)
    """,
    re.VERBOSE,
)
_NO_YEAR_BEFORE = frozenset("$£€¥#+*/.")
_NO_YEAR_AFTER = frozenset("%°/$€£")
FIRST_YEAR, LAST_YEAR = 1000, 2199
_RUN_END = re.compile(r"[.!?:;\"')\]]\s*$")


def runs(text: str, body: Sequence[Span]) -> Iterator[Span]:
    """Yield the stretches of a body within which an expression may lie: paragraphs, hard-wrapped lines joined.

    A line is wrapped where it ends without a sign and the next one follows at once and begins in lower case or with a
    figure.
    """
    start = end = -1
    for span in _lines(text, body):
        gap = text[end : span.start] if end >= 0 else ""
        wrapped = end >= 0 and not gap.strip() and gap.count("\n") == 1 and _continues(text, end, span.start)
        if end >= 0 and not wrapped:
            yield Span(start, end)
        if not wrapped:
            start = span.start
        end = span.end
    if end >= 0:
        yield Span(start, end)


def _lines(text: str, body: Iterable[Span]) -> Iterator[Span]:
    for span in body:
        for found in _LINE.finditer(text, span.start, span.end):
            yield Span(*found.span())


_LINE = re.compile(r"[^\r\n\u2028\u2029]*[^\s]")
_WRAP_WIDTH = 45
"""Characters that a line has at least if it was wrapped, and is no title or list entry."""


def _continues(text: str, end: int, start: int) -> bool:
    begins = text.rfind("\n", 0, end) + 1
    return (
        end - begins >= _WRAP_WIDTH
        and not _RUN_END.search(text, max(0, end - 3), end)
        and (text[start].islower() or text[start].isalnum())
    )


def lex(text: str, folded: str, run: Span, language: Language) -> list[Token]:
    """Cut a run of text into classed tokens.

    Args:
        text: The page's text; capitals are read off it.
        folded: The same, folded (`filiation.text.fold`).
        run: Where.
        language: Its words.

    Returns:
        Tokens in order. Phrases and numbers of several words are one token each.
    """
    return _joined(_classed(text, folded, run, language), language)


def _classed(text: str, folded: str, run: Span, language: Language) -> list[Token]:
    words, capitalised, numbers = language.words, language.capitalised, language.numbers
    # A third of all time went into making named tuples by their own constructor, and most tokens are plain words.
    new, tokens = tuple.__new__, list[Token]()
    for found in _LEXEME.finditer(folded, run.start, run.end):
        group = found.lastgroup
        start, end = found.span()
        form = found[0]
        if group == "word":
            entry = words.get(form)
            if entry is not None and (form not in capitalised or text[start].isupper()):
                tokens.append(new(Token, (entry.letter, entry.value, start, end, form)))
            elif form in numbers:
                tokens.append(Token("n", str(numbers[form]), start, end, form))
            else:
                tokens.append(new(Token, (NAME if text[start].isupper() else WORD, "", start, end, form)))
        elif group == "sign":
            tokens.append(new(Token, (form if form in _SIGNS else SIGN, "", start, end, form)))
        elif group == "half":
            tokens.append(Token("p", form[0], start, end, form))
        else:
            tokens.append(_figure(folded, start, end, form, str(group)))
    return tokens


_SIGNS = frozenset(",(/")


def _figure(folded: str, start: int, end: int, form: str, group: str) -> Token:
    if group == "number":
        before, after = folded[start - 1 : start], folded[end : end + 1]
        if form.isdigit():
            number = int(form) if len(form) < 9 else 0
            if len(form) == 4 and FIRST_YEAR <= number <= LAST_YEAR:
                if before not in _NO_YEAR_BEFORE and after not in _NO_YEAR_AFTER:
                    return Token("Y", form, start, end, form)
            elif 1 <= number <= 31 and len(form) <= 2 and before not in {"$", "£", "€"}:
                return Token("d", str(number), start, end, form)
        return Token("9", form.replace(",", ""), start, end, form)
    if group == "ordinal":
        return Token("o", str(int(form[:-2])), start, end, form)
    if group == "decade":
        digits = form.strip("'s")
        return Token("D", digits if len(digits) == 4 else f"19{digits}", start, end, form)
    if group == "short":
        return Token("y", form[1:], start, end, form)
    letter = {"iso": "I", "numeric": "J", "clock": "T", "possessive": "'", "dash": "-"}[group]
    return Token(letter, form, start, end, form)


# ---------------------------------------------------------------------------------------------------------------
# Phrases and numbers of several words.


def _joined(tokens: list[Token], language: Language) -> list[Token]:
    joined: list[Token] = []
    at, count = 0, len(tokens)
    while at < count:
        token = tokens[at]
        behind = tokens[at + 1] if at + 1 < count else None
        if behind is not None:
            if (token.form, behind.form) in language.phrases and (phrase := _phrase(tokens, at, language)) is not None:
                joined.append(phrase[0])
                at = phrase[1]
                continue
            if token.letter in _ABBREVIATED and len(token.form) <= 5 and token.form in language.capitalised:
                token, at = _abbreviation(token, behind, at)
            elif token.form == "q" and behind.letter == "d" and behind.start == token.end:
                token, at = Token("Q", behind.value, token.start, behind.end, token.form + behind.form), at + 1
            elif token.letter == "n":
                token, at = _number(tokens, at)
                at -= 1
        joined.append(token)
        at += 1
    return joined


_ABBREVIATED = frozenset("MmwW")


def _abbreviation(token: Token, behind: Token, at: int) -> tuple[Token, int]:
    """Take the point behind a short name into it; without one, the name is one that is a word or a name as well."""
    if behind.form == "." and behind.start == token.end and token.form not in {"may", "march"}:
        return token._replace(end=behind.end), at + 1
    return (token._replace(letter="m"), at) if token.letter == "M" else (token, at)


def _phrase(tokens: Sequence[Token], at: int, language: Language) -> tuple[Token, int] | None:
    for rest, entry in language.phrases[tokens[at].form, tokens[at + 1].form]:
        past = at + 2 + len(rest)
        if past <= len(tokens) and all(tokens[at + 2 + i].form == form for i, form in enumerate(rest)):
            form = " ".join(token.form for token in tokens[at:past])
            return Token(entry.letter, entry.value, tokens[at].start, tokens[past - 1].end, form), past
    return None


_MOST_NUMBER_WORDS = 6


def _number(tokens: Sequence[Token], at: int) -> tuple[Token, int]:
    """Join number words from ``at``: "twenty-four", "two hundred", "nineteen ninety-six" (a year)."""
    values = [int(tokens[at].value)]
    last = at
    while len(values) < _MOST_NUMBER_WORDS:
        step = 2 if last + 1 < len(tokens) and tokens[last + 1].letter == "-" else 1
        if last + step >= len(tokens) or tokens[last + step].letter != "n":
            break
        value = int(tokens[last + step].value)
        if value < 100 and values[-1] < 20 and not (values[-1] >= 10 and value >= 10):
            break  # "one two": two numbers
        values.append(value)
        last += step
    start, end = tokens[at].start, tokens[last].end
    form = " ".join(token.form for token in tokens[at : last + 1])
    if len(values) in {2, 3} and 10 <= values[0] <= 20 and 10 <= values[1] < 100:
        year = 100 * values[0] + values[1] + (values[2] if len(values) == 3 else 0)
        return Token("Y", str(year), start, end, form), last + 1
    total = 0
    for value in values:
        total = max(total, 1) * value if value >= 100 else total + value
    letter = "Y" if len(values) > 1 and 1900 <= total <= 2100 else "n"
    return Token(letter, str(total), start, end, form), last + 1


def letters_of(tokens: Iterable[Token]) -> str:
    """Return the class letters of tokens, one each."""
    return "".join(token.letter for token in tokens)
