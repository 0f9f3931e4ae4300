"""Filiation: who copied whom, and how many independent reports stand behind a story.

The public names, for scripts and notebooks; each is imported when it is first used::

    import filiation

    found = filiation.trace_pages("saved/*.html")
    found[0]                              # a notebook shows the verdict, the family tree and the statements
    found.table("statements").to_pandas()
    found.save("report.html")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filiation.errors import FiliationError
    from filiation.notebook.archives import Archive, open_archive
    from filiation.notebook.dossiers import Dossier, Dossiers
    from filiation.notebook.texts import Collation, Stemma
    from filiation.notebook.verbs import (
        collate,
        find_dates,
        find_quotes,
        infer_stemma,
        load,
        read_articles,
        trace_pages,
    )
    from filiation.settings import Settings

__version__ = "0.1.0"

__all__ = [
    "Archive",
    "Collation",
    "Dossier",
    "Dossiers",
    "FiliationError",
    "Settings",
    "Stemma",
    "collate",
    "find_dates",
    "find_quotes",
    "infer_stemma",
    "load",
    "open_archive",
    "read_articles",
    "trace_pages",
]

_HOME = {
    "errors": ("FiliationError",),
    "notebook.archives": ("Archive", "open_archive"),
    "notebook.dossiers": ("Dossier", "Dossiers"),
    "notebook.texts": ("Collation", "Stemma"),
    "notebook.verbs": (
        "collate", "find_dates", "find_quotes", "infer_stemma", "load", "read_articles", "trace_pages",
    ),
    "settings": ("Settings",),
}  # fmt: skip


def __getattr__(name: str) -> object:
    for home, names in _HOME.items():
        if name in names:
            found = getattr(import_module(f"filiation.{home}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
