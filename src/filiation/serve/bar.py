"""The bar above a report that is read in the app: the way back, and all downloads."""

from __future__ import annotations

from collections.abc import Sequence

from filiation.serve.files import SHEETS, TABLES, TREES, WHOLE
from filiation.serve.rendering import render


def report_bar(trees: Sequence[str]) -> str:
    """Return the bar as HTML; its links are relative to the report's own address."""
    return render(
        "serve_bar.html.j2",
        "../../",
        trees=trees,
        tables=TABLES,
        sheets=SHEETS,
        formats=TREES,
        whole=WHOLE,
        base="files/",
    )
