"""The pages of the docs, and what stands in their fenced blocks."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")))


def blocks(page: Path, language: str = "") -> list[str]:
    """Return what stands in the fenced blocks of a language; of none, those that are commands to paste."""
    fenced = re.findall(r"^```(.*)\n((?:(?!```).*\n)*)```$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return [block for its, block in fenced if its == language]


def name(page: Path) -> str:
    """Return what a page is called in a test's name."""
    return page.stem
