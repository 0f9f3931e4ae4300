"""Alignments that somebody made already: CollateX's JSON, input and output, and the verb that takes either.

An alignment is taken as it is given: the cells are the table's, a witness' text is its tokens' ``t`` joined, and what
varies, and how, is then read off by our own apparatus.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from filiation.cluster.tradition import Siglum
from filiation.collation.apparatus import variation_units
from filiation.collation.collate import collate
from filiation.collation.collation import GAP, Collation, Witness
from filiation.errors import CollationError
from filiation.text import Span, Tokens, fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_CELLS = 50_000_000
"""Witnesses times columns beyond which a table is refused: 200 MB of cells."""


@dataclass(frozen=True, slots=True)
class GivenToken:
    """A token as CollateX writes it: as printed, white space and all, and its normal form; None where none is given."""

    t: str
    n: str | None = None


@dataclass(frozen=True, slots=True)
class GivenWitness:
    """A witness of CollateX's input: its text whole, or in tokens."""

    id: str
    content: str | None = None
    tokens: list[GivenToken | str] | None = None


Cell = list[GivenToken | str] | None


@dataclass(frozen=True, slots=True)
class GivenDocument:
    """CollateX's JSON: its input has witnesses with their texts, its output sigla and a table."""

    witnesses: list[str | GivenWitness]
    table: list[list[Cell]] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class GivenAlignment:
    """Witnesses that are aligned already; fields as those of `Collation`."""

    witnesses: tuple[Witness, ...]
    tokens: tuple[Tokens, ...]
    cells: NDArray[np.int32]


def lay(given: Sequence[Witness] | GivenAlignment) -> Collation:
    """Lay witnesses side by side, or say where those vary that are aligned already.

    Raises:
        CollationError: As `collate`.
    """
    if not isinstance(given, GivenAlignment):
        return collate(given)
    units = variation_units(given.witnesses, given.tokens, given.cells)
    return Collation(given.witnesses, given.tokens, given.cells, units)


def read_collatex(data: bytes) -> tuple[Witness, ...] | GivenAlignment:
    """Read CollateX's JSON.

    Args:
        data: UTF-8. Its input, ``{"witnesses": [{"id", "content" or "tokens": [{"t", "n"}]}]}``; or its output,
            ``{"witnesses": [siglum], "table": …}``, the table by columns as the Java edition writes it, or by witnesses as
            the Python edition does.

    Returns:
        Of its input plain witnesses, to be cut into tokens and aligned here; of its output the alignment. Both by siglum.
        A cell of several tokens is as many columns, filled from the left.

    Raises:
        CollationError: It is no such JSON, the table does not fit the witnesses, a siglum stands twice, or there are
            fewer than two witnesses or one without words.
    """
    try:
        document = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=GivenDocument)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CollationError(f"CollateX's JSON is needed, an object with witnesses: {error}") from error
    sigla = [each if isinstance(each, str) else each.id for each in document.witnesses]
    repeated = [siglum for siglum, times in Counter(sigla).items() if times > 1]
    if repeated:
        raise CollationError(f"one siglum a witness is needed, got {repeated[0]} more than once")
    if len(sigla) < 2:
        raise CollationError(f"at least two witnesses are needed, got {len(sigla)}")
    if document.table is not None:
        return _aligned(sigla, document.table)
    plain = [each for each in document.witnesses if isinstance(each, GivenWitness)]
    if len(plain) < len(sigla):
        raise CollationError("a table is needed where witnesses are named alone")
    return tuple(_plain(each) for each in sorted(plain, key=lambda each: each.id))


def _plain(given: GivenWitness) -> Witness:
    if given.content is None and given.tokens is None:
        raise CollationError(f"content or tokens are needed, got neither for {given.id}")
    if given.content is not None:
        text = given.content
    else:
        tokens = [_token(each) for each in given.tokens or ()]
        text = _space_between([tokens]).join(token.t for token in tokens)
    return Witness(Siglum(given.id), None, text, (Span(0, len(text)),))


def _aligned(sigla: Sequence[str], table: Sequence[Sequence[Cell]]) -> GivenAlignment:
    columns = _by_column(sigla, table)
    # Of each column and witness the tokens with ink; what has none is white space of the token before.
    rows: list[list[GivenToken]] = [[] for _ in sigla]
    places: list[list[tuple[int, int]]] = [[] for _ in sigla]
    width = 0
    for column in columns:
        widest = 0
        for row, cell in enumerate(column):
            inked = 0
            for token in map(_token, cell or ()):
                if token.t.strip():
                    places[row].append((width + inked, len(rows[row])))
                    inked += 1
                rows[row].append(token)
            widest = max(widest, inked)
        width += widest
    if width * len(sigla) > MOST_CELLS:
        raise CollationError(
            f"a table of at most {MOST_CELLS:,} cells is read, got {len(sigla)} witnesses by {width:,} columns"
        )
    between = _space_between(rows)
    order = sorted(range(len(sigla)), key=sigla.__getitem__)
    cells = np.full((len(sigla), width), GAP, dtype=np.int32)
    witnesses, tokens = [], []
    for row, number in enumerate(order):
        if not places[number]:
            raise CollationError(f"words are needed in each witness, got none in {sigla[number]}")
        held = [at for _, at in places[number]]
        cells[row, [column for column, _ in places[number]]] = np.arange(len(held), dtype=np.int32)
        text, its = _text_of(rows[number], held, between)
        witnesses.append(Witness(Siglum(sigla[number]), None, text, (Span(0, len(text)),)))
        tokens.append(its)
    cells.flags.writeable = False
    return GivenAlignment(tuple(witnesses), tuple(tokens), cells)


def _by_column(sigla: Sequence[str], table: Sequence[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    """Return the columns of a table, one cell a witness, whichever way it is written.

    A table as wide as it is long reads either way; it is taken by columns, as the documented format has it.
    """
    if all(len(row) == len(sigla) for row in table):
        return iter(table)
    if len(table) == len(sigla) and len({len(row) for row in table}) == 1:
        return zip(*table, strict=True)
    raise CollationError(f"a table of {len(sigla)} cells a column is needed, one a witness, or of one row a witness")


def _token(given: GivenToken | str) -> GivenToken:
    return GivenToken(given) if isinstance(given, str) else given


def _space_between(rows: Sequence[Sequence[GivenToken]]) -> str:
    """Return what parts tokens in a text: nothing where they bring their white space or are single characters."""
    brings = any(token.t[-1:].isspace() or token.t[:1].isspace() for row in rows for token in row)
    return "" if brings or all(len(token.t) < 2 for row in rows for token in row) else " "


def _text_of(row: Sequence[GivenToken], inked: Sequence[int], between: str) -> tuple[str, Tokens]:
    """Return a witness' text, and its tokens with ink."""
    parts, begins, length = [], [], 0
    for token in row:
        begins.append(length)
        parts.append(token.t + between)
        length += len(parts[-1])
    starts, ends, forms = [], [], []
    for at in inked:
        printed = row[at].t
        starts.append(begins[at] + len(printed) - len(printed.lstrip()))
        ends.append(begins[at] + len(printed.rstrip()))
        forms.append((row[at].n or "").strip() or fold(printed.strip()))
    places = np.array([starts, ends], dtype=np.int32)
    places.flags.writeable = False
    return "".join(parts).removesuffix(between), Tokens(tuple(forms), places[0], places[1])
