"""The group of all commands, and what several of them take."""

from __future__ import annotations

import click

from filiation import __version__

inputs_argument = click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
strict_option = click.option("--strict", is_flag=True, help="Exit with 3 if any page was rejected.")
whole_option = click.option("--whole", is_flag=True, help="Take the whole text as the article, not as a scraped page.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="filiation %(version)s")
def commands() -> None:
    """Who copied whom, and how many independent reports stand behind a story.

    Give it news pages (files, folders, globs, "-"; HTML, text, MHTML, PDF, WARC, WACZ, JSONL, Parquet).
    """
