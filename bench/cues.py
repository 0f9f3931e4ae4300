"""bench/cues.py CORPUS [OUT]: count how far each English cue can be trusted, on PolNeAR's train part.

CORPUS holds ``text/*.txt`` and ``attributions/*.ann`` (brat). Writes ``shape cue seen right`` for every cue in every
construction that `filiation.testimony.construction` offers at least three times: ``right`` where a gold content has a
Dice overlap of at least half with what the construction would take (spaces apart). Places inside another gold content
are left out: PolNeAR marks no speech within speech. The corpus's text goes nowhere; what is kept are counts.
"""

from __future__ import annotations

import glob
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from filiation.testimony.construction import reported_in
from filiation.testimony.frame import Frame, frames
from filiation.testimony.grammar import Parser
from filiation.testimony.quotation import quotations
from filiation.text import paragraphs

Gold = TypeVar("Gold")
FEWEST = 3
HEAD = "# shape\tcue\tseen\tright   counted on PolNeAR, train part, by bench/cues.py\n"


def annotated(folder: Path, read: Callable[[str], list[Gold]]) -> Iterator[tuple[str, list[Gold]]]:
    """Yield each text with what ``read`` finds in its annotation."""
    for path in sorted((folder / "text").glob("*.txt")):
        marked = sorted((folder / "attributions").glob(glob.escape(path.stem) + "_????.ann"))
        if marked:
            text = path.read_text(encoding="utf-8")
            yield text, read(marked[0].read_text(encoding="utf-8"))


def contents(annotation: str) -> list[set[int]]:
    """Return the characters of each attribution's content."""
    return [content for content, _ in sourced(annotation)]


def sourced(annotation: str) -> list[tuple[set[int], set[int]]]:
    """Return the characters of each attribution's content, and those of its source."""
    spans: dict[str, list[tuple[int, int]]] = {}
    found = []
    for line in annotation.splitlines():
        fields = line.split("\t")
        if line[:1] == "T" and len(fields) > 1:
            _, where = fields[1].split(" ", 1)
            spans[fields[0]] = [(int(a), int(b)) for a, b in (part.split() for part in where.split(";"))]
        elif line[:1] == "E":
            roles = [role.split(":") for role in fields[1].split()]
            content, source = (
                {
                    i
                    for role, key in roles
                    if re.sub(r"\d+$", "", role) == wanted
                    for a, b in spans.get(key, ())
                    for i in range(a, b)
                }
                for wanted in ("Content", "Source")
            )
            if content:
                found.append((content, source))
    return found


def count(folder: Path) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Return how often each cue is seen and how often it is right."""
    seen: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    corpus = [(text, gold, _frames(text)) for text, gold in annotated(folder, contents)]
    parsed = Parser().parse_all(frame.text for _, _, found in corpus for frame in found)
    for text, gold, found in corpus:
        inked = [{i for i in ink if not text[i].isspace()} for ink in gold]
        within = set().union(*gold) if gold else set()
        for frame in found:
            words = parsed[frame.text].words
            places = [frame.in_page(word.start, word.end) for word in words]
            for each in reported_in(parsed[frame.text]):
                if all(i in within for k in each.cue for i in range(places[k].start, places[k].end)):
                    continue
                taken = {i for k in each.content for i in range(places[k].start, places[k].end)}
                key = (each.shape.value, each.key)
                seen[key] += 1
                right[key] += any(4 * len(taken & ink) >= len(taken) + len(ink) for ink in inked if taken & ink)
    return seen, right


def _frames(text: str) -> tuple[Frame, ...]:
    lines = tuple(paragraphs(text))
    return tuple(frames(text, lines, quotations(text, lines)))


def main(corpus: str, out: str | None = None) -> None:
    """Count, and write the table."""
    seen, right = count(Path(corpus))
    rows = (f"{shape}\t{cue}\t{n}\t{right[shape, cue]}\n" for (shape, cue), n in sorted(seen.items()) if n >= FEWEST)
    table = HEAD + "".join(rows)
    if out is None:
        sys.stdout.write(table)
    else:
        Path(out).write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3])
