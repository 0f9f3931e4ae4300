"""Plain witnesses: texts that somebody has set side by side already, as files or as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from filiation.archive import Page, Row, read_pages, read_rows
from filiation.archive.reading import find_files
from filiation.archive.source import open_source
from filiation.cluster.tradition import Siglum
from filiation.collation.collation import Witness
from filiation.collation.given import GivenAlignment, read_collatex
from filiation.errors import ArchiveError, CollationError
from filiation.ledger import Ledger
from filiation.settings import Settings
from filiation.text import Span

_ROWS = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".parquet")
_COLLATEX = (".json", ".json.gz")


def read_traditions(
    inputs: Sequence[str], settings: Settings, ledger: Ledger
) -> Iterator[tuple[str, tuple[Witness, ...] | GivenAlignment]]:
    """Yield the traditions that inputs name, each with its id and its witnesses, or their alignment where one is given.

    Args:
        inputs: Text files, each one witness of one tradition (id ``""``), its siglum the file's stem, made unique; or
            JSONL or Parquet rows ``{"id", "witnesses": {siglum: text}}``, each a tradition of its own; or CollateX's
            JSON (``.json``), each file a tradition of its own (id: the file's stem; ``""`` for a lone one).
        settings: Limits on what is read.
        ledger: Receives each refusal.
    """
    rows = [each for each in inputs if each.lower().endswith(_ROWS)]
    for row in read_rows(rows, settings, ledger) if rows else ():
        witnesses = _witnesses(row)
        if witnesses is None:
            ledger.reject(row.id, "collation", "a row needs witnesses: an object of texts by siglum")
        else:
            yield row.id, witnesses
    documents = [each for each in inputs if each.lower().endswith(_COLLATEX)]
    yield from _given(documents, settings, ledger)
    files = [each for each in inputs if each not in rows and each not in documents]
    if files:
        yield "", _named(list(read_pages(files, settings, ledger, whole=True)))


def _given(
    documents: Sequence[str], settings: Settings, ledger: Ledger
) -> Iterator[tuple[str, tuple[Witness, ...] | GivenAlignment]]:
    """Yield what each file of CollateX's JSON holds; one that is refused goes to the ledger."""
    places = find_files(documents, settings, ledger) if documents else []
    for place in places:
        try:
            with open_source(place) as source:
                given = read_collatex(source.read_all(settings.max_page_bytes))
        except ArchiveError as error:
            ledger.reject(place.name, "collation", error.reason)
        except CollationError as error:
            ledger.reject(place.name, "collation", str(error))
        except OSError as error:
            ledger.reject(place.name, "collation", f"cannot be read: {(error.strerror or str(error)).lower()}")
        else:
            yield "" if len(places) == 1 else _stem(place.name), given


def _stem(path: str) -> str:
    """Return a file's name without what tells its format."""
    name = PurePath(path).name
    suffix = next(
        each for each in (".collatex.json", ".collatex.json.gz", ".json.gz", ".json") if name.lower().endswith(each)
    )
    return name[: -len(suffix)] or name


def _witnesses(row: Row) -> tuple[Witness, ...] | None:
    given = row.fields.get("witnesses")
    if not isinstance(given, dict) or not all(isinstance(text, str) for text in given.values()):
        return None
    return tuple(Witness(Siglum(name), None, text, (Span(0, len(text)),)) for name, text in sorted(given.items()))


def _named(pages: Sequence[Page]) -> tuple[Witness, ...]:
    stems = [PurePath(page.path).stem or page.path for page in pages]
    often, met = Counter(stems), Counter[str]()
    found = []
    for page, stem in zip(pages, stems, strict=True):
        met[stem] += 1
        name = stem if often[stem] == 1 else f"{stem}-{met[stem]}"
        found.append(Witness(Siglum(name), page.id, page.content, (Span(0, len(page.content)),)))
    return tuple(sorted(found, key=lambda witness: witness.siglum))
