"""The group of all commands, and a help that teaches by example."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click

from filiation import __version__
from filiation.cli.voice import voice_options

# In the order in which a newcomer meets them; a test holds it to be all.
SECTIONS = {
    "From pages": ("trace", "explain", "extract", "quotes", "dates"),
    "From plain texts": ("collate", "stemma"),
    "From a crawl": ("gather", "lookup"),
    "Around them": ("export", "serve", "completion"),
}
EXIT_CODES = {
    0: "answered; what was left out is listed on stderr",
    1: "nothing usable among the inputs, or the work could not be finished",
    2: "wrong usage: an unknown option or format, a file that is not there",
    3: "answered, but something was left out and --strict was given",
}


@dataclass(frozen=True, slots=True)
class Example:
    """One line that a person might type, and what for; a test types each of them."""

    told: str
    line: str


class Command(click.Command):
    """A command with examples, that can be told to be quiet or to say everything."""

    def __init__(self, *args: Any, examples: Sequence[Example] = (), **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)
        self.params += voice_options()

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the options, as they are typed."""
        if self.examples:
            with formatter.section("Examples"):
                for number, each in enumerate(self.examples):
                    if number:
                        formatter.write_paragraph()
                    # Not wrapped: a line is there to be copied.
                    formatter.write(
                        "".join(f"{'':>{formatter.current_indent}}{line}\n" for line in (f"# {each.told}", each.line))
                    )
        super().format_epilog(ctx, formatter)


class Commands(click.Group):
    """The group: commands in sections, by what one has in hand."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the sections."""
        return [name for names in SECTIONS.values() for name in names if name in self.commands]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write a list a section, where to start, and the exit codes."""
        with formatter.section("Start here"):
            formatter.write("  filiation trace PAGES --out answer      then open answer/report.html\n")
            formatter.write("  filiation COMMAND --help                what it takes, with examples\n")
        for title, names in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl(
                    [(name, self.commands[name].get_short_help_str(64)) for name in names if name in self.commands],
                    col_max=12,
                )
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code), told) for code, told in EXIT_CODES.items()])


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
)
@click.version_option(__version__, message="filiation %(version)s")
def commands() -> None:
    """Who copied whom, and how many independent reports stand behind a story.

    Give it news pages (files, folders, globs, "-"; HTML, text, MHTML, PDF, WARC, WET, WACZ, JSONL, Parquet).
    """
