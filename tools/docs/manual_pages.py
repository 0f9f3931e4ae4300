"""The manual pages: roff for ``man``, from the same declarations as the reference of the site."""

from __future__ import annotations

from command_pages import Described, described

from filiation import __version__
from filiation.cli.group import EXIT_CODES

ABOUT = "Who copied whom, and how many independent reports stand behind a story"


def pages() -> dict[str, str]:
    """Return every manual page by its file's name."""
    every = list(described())
    made = {f"filiation-{each.name}.1": _command(each, [other.name for other in every]) for each in every}
    return made | {"filiation.1": _group(every)}


def _group(every: list[Described]) -> str:
    lines = [
        *_head("filiation", ABOUT[0].lower() + ABOUT[1:]),
        ".SH SYNOPSIS",
        ".B filiation",
        r"\fICOMMAND\fR [\fIOPTIONS\fR] [\fIINPUT\fR...]",
        ".SH DESCRIPTION",
        _text(
            "Give it news pages: files, folders, globs or - for standard input; HTML, text, MHTML, PDF, WARC, WET, WACZ, JSONL, "
            "Parquet. It says how many independent reports stand behind them, who copied whom, what each copy changed, who said "
            "what, and when, each with the characters that it is read from."
        ),
        ".PP",
        _text("Data go to standard output; summaries, warnings and progress to standard error where data are printed."),
        ".SH COMMANDS",
    ]
    for each in every:
        lines += [".TP", rf"\fBfiliation\-{_text(each.name)}\fR(1)", _text(each.short)]
    lines += [*_codes(), *_see(f"filiation-{each.name}" for each in every)]
    return "\n".join(lines) + "\n"


def _command(each: Described, names: list[str]) -> str:
    _, _, arguments = each.usage.partition(f"filiation {each.name}")
    lines = [
        *_head(f"filiation-{each.name}", each.short.rstrip(".")),
        ".SH SYNOPSIS",
        f".B filiation {_text(each.name)}",
        _text(arguments.strip()),
        ".SH DESCRIPTION",
    ]
    for number, paragraph in enumerate(each.paragraphs):
        lines += [*([".PP"] if number else []), _text(paragraph)]
    lines.append(".SH OPTIONS")
    for option in each.options:
        default = "" if option.default is None else f" If not said: {option.default}."
        lines += [".TP", rf"\fB{_text(option.typed)}\fR", _text(option.told + default)]
    lines.append(".SH EXAMPLES")
    for number, example in enumerate(each.examples):
        lines += [
            *([".PP"] if number else []),
            _text(example.told) + ":",
            ".PP",
            ".nf",
            ".RS 4",
            _text(example.line),
            ".RE",
            ".fi",
        ]
    lines += [*_codes(), *_see(["filiation", *(f"filiation-{name}" for name in names if name != each.name)])]
    return "\n".join(lines) + "\n"


def _head(name: str, told: str) -> list[str]:
    return [
        '.\\" Made by tools/docs/build_docs.py from the declarations of the commands; do not edit.',
        f'.TH "{name.upper()}" "1" "" "filiation {__version__}" "Filiation"',
        ".SH NAME",
        rf"{_text(name)} \- {_text(told)}",
    ]


def _codes() -> list[str]:
    lines = [".SH EXIT STATUS"]
    for code, told in EXIT_CODES.items():
        lines += [".TP", f".B {code}", _text(told)]
    return lines


def _see(names) -> list[str]:
    return [".SH SEE ALSO", ",\n".join(rf"\fB{_text(name)}\fR(1)" for name in names)]


def _text(text: str) -> str:
    r"""Return text that roff prints as it stands: ``\`` and ``-`` escaped, no line that begins as a request does."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return "\n".join(rf"\&{line}" if line[:1] in {".", "'"} else line for line in escaped.split("\n"))
