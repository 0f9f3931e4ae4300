"""The command line as data for pages: one reading of click's declarations for the site and for the manual."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import click

from filiation.cli import commands
from filiation.cli.group import EXIT_CODES, SECTIONS, Command, Example


@dataclass(frozen=True)
class Choice:
    """An option as it is typed, what it does, and what holds where it is not said (None where nothing does)."""

    typed: str
    told: str
    default: str | None


@dataclass(frozen=True)
class Described:
    """A command: the line of its use, its summary and paragraphs, its options and examples."""

    name: str
    usage: str
    short: str
    paragraphs: tuple[str, ...]
    options: tuple[Choice, ...]
    examples: tuple[Example, ...]


def described() -> Iterator[Described]:
    """Yield every command in the order of the sections."""
    for names in SECTIONS.values():
        for name in names:
            command = commands.commands[name]
            assert isinstance(command, Command)
            context = click.Context(command, info_name=f"filiation {name}", help_option_names=["-h", "--help"])
            yield Described(
                name=name,
                usage=" ".join(["filiation", name, *command.collect_usage_pieces(context)]),
                short=command.get_short_help_str(120),
                paragraphs=tuple(" ".join(part.split()) for part in (command.help or "").split("\n\n")),
                options=tuple(
                    _choice(each, context) for each in command.get_params(context) if isinstance(each, click.Option)
                ),
                examples=command.examples,
            )


def _choice(option: click.Option, context: click.Context) -> Choice:
    typed = ", ".join([*option.opts, *option.secondary_opts])
    if not option.is_flag and not option.count:
        typed += f" {option.make_metavar(context)}"
    default = str(option.default) if option.show_default and option.default is not None else None
    return Choice(typed, option.help or "", default)


def page() -> str:
    """Return the reference of the command line as a page of the site."""
    lines = [
        "# Commands",
        "",
        "Made from what `filiation COMMAND --help` says. `filiation-COMMAND(1)` are the same as manual pages; what the",
        "commands print is in [the contract](contract.md).",
        "",
        "| command | |",
        "|---|---|",
    ]
    every = list(described())
    lines += [f"| [`{each.name}`](#{each.name}) | {each.short} |" for each in every]
    for each in every:
        lines += ["", f"## {each.name}", "", "```text", each.usage, "```", ""]
        for paragraph in each.paragraphs:
            lines += [cell(paragraph), ""]
        lines += ["| option | |", "|---|---|"]
        for option in each.options:
            default = "" if option.default is None else f" If not said: `{option.default}`."
            lines.append(f"| `{option.typed.replace('|', chr(92) + '|')}` | {cell(option.told)}{default} |")
        lines += ["", "```sh"]
        for number, example in enumerate(each.examples):
            lines += [*([""] if number else []), f"# {example.told}", example.line]
        lines.append("```")
    lines += ["", "## Exit codes", "", "| code | |", "|---|---|"]
    lines += [f"| {code} | {told} |" for code, told in EXIT_CODES.items()]
    return "\n".join(lines) + "\n"


def cell(text: str) -> str:
    """Return text for Markdown, where brackets, bars and braces would mean something."""
    return text.replace("|", "\\|").replace("[[", "\\[\\[").replace("]]", "\\]\\]").replace("<", "&lt;")
