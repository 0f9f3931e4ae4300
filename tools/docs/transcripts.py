"""Transcripts: what stands after a ``$`` in the docs is typed into a shell, and what it answers stands below it.

A block of the language ``console`` is a transcript. All transcripts of a page are one session, in a fresh folder with the
project's examples. A line ``…`` stands for any number of lines that are left out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
LEFT_OUT = "…"
MARK = "\x1eend of answer\x1e"
SECONDS = 280


@dataclass(frozen=True)
class Turn:
    """A command as typed, and the lines that it answered."""

    typed: str
    answered: tuple[str, ...]


def renewed(text: str) -> str:
    """Return a page with the answers that its commands give now; what was left out stays left out."""
    blocks = [turns_of(block) for block in BLOCK.findall(text)]
    if not blocks:
        return text
    decided = re.findall(r"^```toml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    told = iter(answers([turn.typed for block in blocks for turn in block], "\n".join(decided)))
    made = iter(["".join(_lines(turn, next(told)) for turn in block) for block in blocks])
    return BLOCK.sub(lambda _: next(made), text)


def turns_of(block: str) -> list[Turn]:
    """Cut a transcript into its turns; a command goes on in lines that begin with ``>``."""
    turns: list[tuple[list[str], list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            turns.append(([line.removeprefix("$ ")], []))
        elif turns and not turns[-1][1] and line.startswith(">"):
            turns[-1][0].append(line[2:])
        elif turns:
            turns[-1][1].append(line)
        else:
            raise SystemExit(f"a transcript begins with a command, not with {line!r}")
    return [Turn("\n".join(typed), tuple(answered)) for typed, answered in turns]


def answers(typed: list[str], decisions: str = "") -> list[list[str]]:
    """Type the commands into one shell, in a fresh folder with the examples; return the lines of each answer.

    Args:
        typed: The commands, in order.
        decisions: What ``decisions.toml`` holds there; there is none where it is empty.
    """
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        if decisions:
            (Path(folder) / "decisions.toml").write_text(decisions, encoding="utf-8")
        # The exit code of a command is there for the next one to ask.
        script = "".join(f"{each}\ncode=$?; echo '{MARK}'; (exit $code)\n" for each in typed)
        done = subprocess.run(
            ["bash", "--norc", "--noprofile", "-c", f"exec 2>&1\n{script}"],
            cwd=folder,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            env={
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
                "HOME": folder,
                "LANG": "C.UTF-8",
                "OMP_NUM_THREADS": "1",
                "COLUMNS": "100",
            },
        )
    told = done.stdout.decode().split(f"{MARK}\n")
    if len(told) != len(typed) + 1:
        raise SystemExit(f"the shell ended after {typed[len(told) - 1]!r}: {told[-1]}")
    for each, line in zip(told, typed, strict=False):
        if "Traceback (most recent call last)" in each:
            raise SystemExit(f"{line!r} breaks: {each}")
    return [each.splitlines() for each in told[:-1]]


def _lines(turn: Turn, now: list[str]) -> str:
    head, tail = turn.answered, ()
    kept = now
    if LEFT_OUT in turn.answered:
        at = turn.answered.index(LEFT_OUT)
        head, tail = turn.answered[:at], turn.answered[at + 1 :]
        kept = [*now[: len(head)], LEFT_OUT, *now[len(now) - len(tail) :]]
    first, *more = turn.typed.split("\n")
    typed = [f"$ {first}", *(f"> {line}" for line in more)]
    return "".join(f"{line.rstrip()}\n" for line in (*typed, *kept))
