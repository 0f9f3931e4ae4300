"""A real notebook is run by a real kernel."""

from __future__ import annotations

import pytest

nbclient = pytest.importorskip("nbclient", reason="no nbclient here")
nbformat = pytest.importorskip("nbformat", reason="no nbformat here")
pytest.importorskip("ipykernel", reason="no ipykernel here")

FIRST = """
import filiation
story = 'The harbour of Ostrea was closed on Monday after a ferry struck the north pier, Alda Brenner said.'
found = filiation.trace_pages([{'id': 'a', 'text': story}, {'id': 'b', 'text': story.replace('north', 'south')}])
found
"""
CELLS = (
    FIRST,
    "found[0].stemmata[0]",
    "found[0].collations[0]",
    "found.table('pages').to_pandas()[['page', 'siglum']]",
    "import polars\npolars.from_arrow(found.table('descents')).height",
)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_notebook_shows_what_it_finds(tmp_path, monkeypatch):
    """Values show themselves as HTML beside their text; tables are frames."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(each) for each in CELLS])
    nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    ).execute()
    shown = [cell.outputs[-1].data for cell in notebook.cells]
    for data in shown[:3]:
        assert data["text/html"].startswith("<style>.filiation-shown")
        assert data["text/plain"]
    assert "<svg" in shown[1]["text/html"]
    assert "north" in shown[2]["text/html"]
    assert "siglum" in shown[3]["text/html"]
    assert shown[4]["text/plain"].isdigit()
