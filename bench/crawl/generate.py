"""Make a synthetic crawl, and the truth about it.

    python bench/crawl/generate.py 20000 DIR [--seed 1] [--rows 25000]

Writes ``DIR/crawl/00000.jsonl …`` (`--rows` articles a file: id, text, title, url, outlet, date) and ``DIR/truth.tsv``
(article, family, kind, source), one line an article, in the same order. Memory does not grow with the crawl.

Articles come as a crawler meets them, by time over `DAYS` days: a story has its moment, its copies follow within hours,
and the rows of some `HELD` articles are mixed. Ids carry nothing. All text is invented (``vocabulary.py``).

    kind        share   family          what it is
    lone        ~49 %   its own         a story that nobody took
    original    |       of the copies   a story of 2-30 articles; sizes by a power law; 35 % of all articles
    huge        |       of the copies   one story in `STORIES_A_HUGE` articles is carried by up to 3 sqrt(N), at most 3,000
    exact same cut rewritten added corrected            a copy, by what its desk did (shares: `stories.CHANGES`);
                                        source: the article it was made from, one in five times a copy itself
    lifted        4 %   its own         a story of its own, a tenth of it lifted; source: the article it was lifted from
    template      6 %   its own         a form with other names and figures (content words stay): not kin; source: the form
"""

from __future__ import annotations

import argparse
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from stories import CHANGES, Story, draw_forms, instance, lift
from vocabulary import OWN_CONTENT, Vocabulary, coin

if TYPE_CHECKING:
    from numpy.random import Generator
    from vocabulary import Ints

DAYS, FIRST_DAY = 60, datetime(2031, 3, 1, tzinfo=UTC)
HELD = 2_000
DONORS = 400
"""Stories of the last hours that a paragraph may be lifted from."""
OF_FAMILIES, OF_LIFTED, OF_TEMPLATES = 0.35, 0.04, 0.06
MOST_COPIES, COPIES_SLOPE = 30, 1.7
STORIES_A_HUGE, HUGE_FACTOR, HUGE_LIMIT = 50_000, 3.0, 3_000
FROM_A_COPY = 0.2
"""Share of the copies that were made from another copy."""
ARTICLES_A_FORM = 40
"""Instances of a form, on average; forms differ by Zipf's law, so that the commonest have hundreds."""
OUTLETS = 400
_KINDS = tuple(CHANGES)


class Row(msgspec.Struct):
    """One article as it is written."""

    id: str
    text: str
    title: str
    url: str
    outlet: str
    date: str


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of one article."""

    article: str
    family: int
    kind: str
    source: str


class Crawl:
    """A crawl of ``size`` articles, the same for the same size and seed."""

    def __init__(self, size: int, seed: int = 1) -> None:
        self.size = size
        self.vocabulary = Vocabulary(seed)
        self._draw = np.random.default_rng([seed, 2])
        self._stories = draw_forms(self.vocabulary, self._draw)
        self._places = [word.capitalize() for word in coin(np.random.default_rng([seed, 3]), 700, 2, 3)]
        self._outlets = [f"{a}-{b}" for a, b in zip(self._places[:OUTLETS], reversed(self._places), strict=False)]
        self._donors: deque[tuple[str, Story]] = deque(maxlen=DONORS)
        form_draw = np.random.default_rng([seed, 4])
        forms = draw_forms(self.vocabulary, form_draw)
        count = max(3, int(size * OF_TEMPLATES / ARTICLES_A_FORM))
        self._forms = [next(forms) for _ in range(count)]
        self._form_odds = np.cumsum(1 / (np.arange(count) + 3.0))
        sizes = np.arange(2, MOST_COPIES + 1)
        odds = sizes**-COPIES_SLOPE / (sizes**-COPIES_SLOPE).sum()
        self._size_odds = np.cumsum(odds)
        weights = (OF_FAMILIES / float((sizes * odds).sum()), OF_LIFTED, OF_TEMPLATES)
        huge = HUGE_FACTOR * size**0.5 * 0.55 / STORIES_A_HUGE
        lone = 1 - OF_FAMILIES - OF_LIFTED - OF_TEMPLATES - huge
        self._unit_odds = np.cumsum([*weights, lone]) / (sum(weights) + lone)

    def __iter__(self) -> Iterator[tuple[Row, Truth]]:
        """Yield the articles with the truth, mixed as a crawler meets them."""
        held: list[tuple[Row, Truth]] = []
        draw = np.random.default_rng([self.size, 5])
        for article in self._in_order():
            if len(held) < HELD:
                held.append(article)
                continue
            at = int(draw.random() * HELD)
            yield held[at]
            held[at] = article
        draw.shuffle(held)
        yield from held

    def _in_order(self) -> Iterator[tuple[Row, Truth]]:
        made = family = 0
        next_huge = min(self.size // 3, STORIES_A_HUGE // 3)
        largest = min(HUGE_LIMIT, int(HUGE_FACTOR * self.size**0.5))
        huge_size = largest
        while made < self.size:
            at = FIRST_DAY + timedelta(days=DAYS * made / self.size)
            left = self.size - made
            if made >= next_huge and left >= huge_size:
                articles = self._family(family, at, huge_size, "huge")
                next_huge += STORIES_A_HUGE
                huge_size = int(largest * self._draw.uniform(0.1, 1.0))
            else:
                unit = int(np.searchsorted(self._unit_odds, self._draw.random()))
                articles = (
                    self._family(family, at, min(left, self._copies()), "original")
                    if unit == 0
                    else self._lifted(family, at)
                    if unit == 1
                    else self._template(family, at)
                    if unit == 2
                    else self._family(family, at, 1, "lone")
                )
            family += 1
            for article in articles:
                made += 1
                yield article

    def _copies(self) -> int:
        return 2 + int(np.searchsorted(self._size_odds, self._draw.random()))

    def _family(self, family: int, at: datetime, count: int, kind: str) -> Iterator[tuple[Row, Truth]]:
        draw = self._draw
        form, more, own = next(self._stories)
        story, more = form.fill(own), more.fill(own)
        title, place = self._title(own, 0), self._places[int(draw.random() * len(self._places))]
        day = f"{self.vocabulary.days(at.month, at.weekday())[0]} {at.day}"
        wire = f"{place.upper()}, {day} ({self._outlets[int(draw.random() ** 3 * 12)].split('-')[0]}) - "
        prefix = wire if draw.random() < 0.5 else ""
        row = self._row(f"{prefix}{story.print(self.vocabulary)}", title, at, draw)
        yield row, Truth(row.id, family, kind, "")
        self._donors.append((row.id, story))
        if count == 1:
            return
        parents = [(row.id, story, at)]
        kinds = np.searchsorted(np.cumsum([share for share, _ in CHANGES.values()]), draw.random(count - 1))
        for number in np.minimum(kinds, len(_KINDS) - 1).tolist():
            change = _KINDS[number]
            source, parent, since = (
                parents[int(draw.random() * len(parents))] if draw.random() < FROM_A_COPY else parents[0]
            )
            copy = CHANGES[change][1](parent, more, self.vocabulary, draw)
            later = since + timedelta(hours=min(40.0, 0.2 + 5 * float(draw.exponential())))
            retold = title if change == "exact" or draw.random() < 0.6 else self._title(own, int(draw.integers(1, 6)))
            printed = prefix if change == "exact" or draw.random() < 0.6 else ""
            row = self._row(f"{printed}{copy.print(self.vocabulary)}", retold, later, draw)
            yield row, Truth(row.id, family, change, source)
            if change in {"exact", "same", "corrected"} and len(parents) < 12:
                parents.append((row.id, copy, later))

    def _lifted(self, family: int, at: datetime) -> Iterator[tuple[Row, Truth]]:
        form, _, own = next(self._stories)
        host, found, source = form.fill(own), None, ""
        for _ in range(8 if self._donors else 0):
            source, donor = self._donors[int(self._draw.random() * len(self._donors))]
            found = lift(host, donor, self._draw)
            if found:
                break
        row = self._row(
            (found or host).print(self.vocabulary), self._title(own, 0), at + timedelta(hours=12), self._draw
        )
        yield row, Truth(row.id, family, "lifted" if found else "lone", source if found else "")

    def _template(self, family: int, at: datetime) -> Iterator[tuple[Row, Truth]]:
        draw = self._draw
        number = int(np.searchsorted(self._form_odds, draw.random() * self._form_odds[-1]))
        form, _, own = self._forms[number]
        fresh = instance(own, self.vocabulary.own(draw, 1)[0])
        row = self._row(form.fill(fresh).print(self.vocabulary), self._title(fresh, 0), at, draw)
        yield row, Truth(row.id, family, "template", f"form-{number}")

    def _title(self, own: Ints, turn: int) -> str:
        """Make a headline of the story's first words and names, turned round ``turn`` times."""
        names, content = own[OWN_CONTENT : OWN_CONTENT + 3].tolist(), own[:8].tolist()
        tokens = [names[0], *content[:3], names[1 + turn % 2], *content[3 : 5 + turn % 3]]
        words = [self.vocabulary.words[token >> 1] for token in tokens]
        words = words[turn:] + words[:turn]
        return " ".join(word.capitalize() for word in words)

    def _row(self, text: str, title: str, at: datetime, draw: Generator) -> Row:
        number = int(draw.integers(0, 1 << 62))
        outlet = self._outlets[int(len(self._outlets) * draw.random() ** 2)]
        date = at.isoformat(timespec="seconds")
        slug = title.lower().replace(" ", "-")
        url = f"https://{outlet.lower()}.example/{date[:10].replace('-', '/')}/{slug}-{number % 100_000}"
        return Row(id=f"{number:016x}", text=text, title=title, url=url, outlet=outlet, date=date)


def write(crawl: Crawl, folder: Path, rows: int) -> None:
    """Write the crawl and its truth, article by article."""
    (folder / "crawl").mkdir(parents=True, exist_ok=True)
    encode = msgspec.json.Encoder().encode
    file = None
    with (folder / "truth.tsv").open("w") as truths:
        truths.write("article\tfamily\tkind\tsource\n")
        for number, (row, truth) in enumerate(crawl):
            if number % rows == 0:
                if file:
                    file.close()
                file = (folder / "crawl" / f"{number // rows:05}.jsonl").open("wb")
            file.write(encode(row) + b"\n")
            truths.write(f"{truth.article}\t{truth.family}\t{truth.kind}\t{truth.source}\n")
    if file:
        file.close()


def main() -> None:
    """Generate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=25_000)
    given = parser.parse_args()
    began = time.perf_counter()
    write(Crawl(given.size, given.seed), given.folder, given.rows)
    seconds = time.perf_counter() - began
    print(f"{given.size} articles in {seconds:.1f} s: {given.size / seconds:.0f} a second")


if __name__ == "__main__":
    main()
