"""Make what is made in the docs: the reference of the commands, the schema, the manual, the answers in transcripts.

python tools/docs/build_docs.py            write what has changed
python tools/docs/build_docs.py --check    write nothing; say what is out of date, and exit with 1
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import command_pages
import manual_pages
import schema_page
import transcripts

from filiation.writers.schema import schema_page as tables_page

ROOT = Path(__file__).parents[2]
# What the picture on the first page is made with; the last command prints it.
PICTURE = [
    "filiation trace examples/tolmen-dam/pages --json answer.json --quiet",
    "filiation export answer.json -o tree.svg --table 1.A --quiet",
    "cat tree.svg",
]


def generated() -> Iterator[tuple[Path, str]]:
    """Yield every file that is made as a whole, and what it should hold."""
    yield ROOT / "docs/commands.md", command_pages.page()
    yield ROOT / "docs/schema.md", schema_page.page()
    yield ROOT / "docs/tables.md", tables_page()
    yield ROOT / "docs/pictures/tree.svg", "".join(f"{line}\n" for line in transcripts.answers(PICTURE)[-1])
    for name, page in sorted(manual_pages.pages().items()):
        yield ROOT / "man" / name, page


def told() -> Iterator[tuple[Path, str]]:
    """Yield every page that holds transcripts, with the answers of today."""
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        text = path.read_text(encoding="utf-8")
        if transcripts.BLOCK.search(text):
            yield path, transcripts.renewed(text)


def main() -> int:
    """Write or check everything."""
    check = "--check" in sys.argv[1:]
    stale = []
    for path, text in (*generated(), *told()):
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if not check:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{'out of date' if check else 'written'}: {path.relative_to(ROOT)}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
