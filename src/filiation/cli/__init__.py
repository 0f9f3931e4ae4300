"""The command line: thin over the stages, strict about streams and exit codes.

stdout carries the data alone; summaries, warnings and progress go to stderr when stdout is data. Exit codes: 0
answered (rejections are listed and warned of), 1 nothing usable, 2 wrong usage, 3 rejections under ``--strict``.
"""

from filiation.cli import archives, completing, explaining, pages, saved, serving, texts
from filiation.cli.group import commands
from filiation.cli.running import run

__all__ = ["archives", "commands", "completing", "explaining", "pages", "run", "saved", "serving", "texts"]
