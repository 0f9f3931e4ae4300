"""An archive that ``filiation gather`` made: its tables as Arrow, SQL over them, and lookup."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from filiation.notebook.showing import line, shown, table, words
from filiation.text import plural
from filiation.writers.archive_schema import ARCHIVE_TABLES

if TYPE_CHECKING:
    import pyarrow as pa

    from filiation.crawl.lookup import Library
    from filiation.writers.lookup import AnswerRecord


class Archive:
    """An archive of articles, opened for reading.

    Attributes:
        folder: Where it stands.
    """

    def __init__(self, folder: Path) -> None:
        """Open an archive.

        Raises:
            FiliationError: It is none, or of another format.
        """
        from filiation.crawl.directory import open_archive as check

        self.folder = folder.absolute()
        self._archive = check(self.folder)

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables."""
        return tuple(name for name in ARCHIVE_TABLES if self._archive.table(name).exists())

    def table(self, name: str = "traditions") -> pa.Table:
        """Return a table, the whole of it in memory; for a part of a large one ask `sql`.

        Raises:
            FiliationError: There is none of this name.
        """
        import pyarrow.parquet as pq

        from filiation.errors import UsageError

        if name not in self.tables:
            raise UsageError(f"{name}: there is no such table; there are {', '.join(self.tables)}")
        return pq.read_table(self._archive.table(name))

    def sql(self, query: str) -> pa.Table:
        """Return what a query in DuckDB's SQL finds; every table is a view of its name.

        Raises:
            FiliationError: The query is none.
        """
        import duckdb

        from filiation.errors import UsageError

        with duckdb.connect() as database:
            for name in self.tables:
                database.read_parquet(str(self._archive.table(name))).create_view(name)
            try:
                return database.sql(query).to_arrow_table()
            except duckdb.Error as error:
                raise UsageError(str(error)) from error

    def lookup(self, text: str, limit: int = 10) -> AnswerRecord:
        """Return where a passage of fifteen words or more stands in the archive, and who carried it first.

        Args:
            text: The passage.
            limit: Most matches to tell.

        Raises:
            FiliationError: It is too short, or the archive is damaged.
        """
        from filiation.crawl.question import ask_passage
        from filiation.writers.lookup import record_answer

        question = ask_passage(text)
        return record_answer(question, self._library.find(question, limit), [])

    @cached_property
    def _library(self) -> Library:
        from filiation.crawl.lookup import Library

        return Library(self.folder)

    def __repr__(self) -> str:
        return f"Archive({str(self.folder)!r})"

    def _repr_html_(self) -> str:
        import pyarrow.parquet as pq

        sizes = {name: pq.read_metadata(self._archive.table(name)).num_rows for name in self.tables}
        rows = (
            [words(name), f"{size:,}", words(f"a row is {ARCHIVE_TABLES[name].row}")] for name, size in sizes.items()
        )
        told = plural(sizes.get("articles", 0), "article")
        return shown(line(told), table("Tables", ("table", "rows", ""), rows, len(sizes)))


def open_archive(folder: str | Path) -> Archive:
    """Open an archive that ``filiation gather`` made.

    Raises:
        FiliationError: It is none, or of another format.
    """
    return Archive(Path(folder))
