"""tools/train_headline.py BENCHMARK POLNEAR REUTERS [--write]: train the headline finder and cross-validate it.

The corpora are those of ``train_body.py``. A benchmark page's headline is the line of its bare text that its markup
names (``og:title``, ``h1``, ``title``); invented pages know theirs, a tenth of them has none. Bodies are those that
`find_body` finds. Fitted is a conditional logit over the lines above the body and "none". ``--write`` stores the
weights in ``src/filiation/article/data/headline.json``.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlparse

import numpy as np
from lxml import html
from scipy.optimize import minimize
from train_body import bare_text, put_on_pages, read_politics, read_wire

from filiation.article import headline
from filiation.article.body import find_body
from filiation.article.features import describe_page

WEIGHTS = Path(headline.__file__).with_name("data") / "headline.json"
FOLDS = 5
RIDGE = 3.0
PRIOR_OF_NONE = 0.5
"""Taken off the score of "none": a tenth of the invented pages prints no headline, fewer real ones do not."""


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A page's candidate lines, and the right ones (several where it is printed twice); none right means no headline."""

    site: str
    names: tuple[str, ...]
    table: np.ndarray
    is_right: np.ndarray


def choice(text: str, right: str | None, site: str) -> Choice | None:
    """Describe a page's candidates; None where there is no body or nothing above it, or its headline is not above."""
    body = find_body(text)
    lines, features = describe_page(text)
    above = int(np.searchsorted(lines.starts, body[0].start)) if body else 0
    if not above:
        return None
    columns = headline.describe_candidates(lines, features, body, above)
    shown = [_plain(text[a:b]) for a, b in zip(lines.starts[:above], lines.ends[:above], strict=True)]
    is_right = np.array([right is not None and line == _plain(right) for line in shown])
    able = np.array(
        [headline.can_be_headline(text[a:b]) for a, b in zip(lines.starts[:above], lines.ends[:above], strict=True)]
    )
    if not able.any() or (right is not None and not is_right[able].any()):
        return None
    return Choice(site, tuple(columns), np.stack(list(columns.values()))[:, able], is_right[able])


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def marked_headline(raw: bytes, text: str) -> str | None:
    """Return the line of ``text`` that the page's markup names as its headline; None where no line is it."""
    tree = html.fromstring(raw)
    named = tree.xpath('//meta[@property="og:title" or @name="twitter:title"]/@content')
    named += [element.text_content() for element in (*tree.xpath("//h1"), *tree.xpath("//title"))]
    for name in map(_plain, named):
        for line in text.splitlines():
            shown = _plain(line)
            if len(name.split()) > 2 and (
                shown == name or (len(shown) > 0.55 * len(name) > 11 and name.startswith(shown))
            ):
                return line
    return None


def fit(choices: list[Choice]) -> tuple[np.ndarray, float]:
    """Maximise the likelihood of the right lines together; return the weights and the score of "none"."""
    spread = np.concatenate([c.table for c in choices], axis=1).std(axis=1) + 1e-9

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        value, pull = RIDGE / 2 * point[1:] @ point[1:], np.concatenate(([0.0], RIDGE * point[1:]))
        for one in choices:
            table = one.table / spread[:, None]
            scores = np.append(point[1:] @ table, point[0])
            odds = np.exp(scores - scores.max())
            odds /= odds.sum()
            right = np.append(one.is_right, not one.is_right.any())
            share = odds * right / max((odds * right).sum(), 1e-12)
            value -= np.log(max((odds * right).sum(), 1e-12))
            surplus = odds - share
            pull += np.concatenate(([surplus[-1]], table @ surplus[:-1]))
        return float(value), pull

    point = minimize(loss, np.zeros(len(spread) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return point[1:] / spread, float(point[0]) - PRIOR_OF_NONE


def is_found(one: Choice, weights: np.ndarray, none: float) -> bool:
    """Tell whether the model chooses rightly."""
    scores = weights @ one.table
    best = int(np.argmax(scores))
    return bool(one.is_right[best]) if scores[best] > none else not one.is_right.any()


def main(benchmark: Path, polnear: Path, reuters: Path, *, write: bool) -> None:
    """Cross-validate, and store the weights if asked."""
    truth = json.loads((benchmark / "ground-truth.json").read_text(encoding="utf-8"))
    real = []
    for key in sorted(truth):
        raw = gzip.decompress((benchmark / "html" / f"{key}.html.gz").read_bytes())
        text = bare_text(raw)
        if right := marked_headline(raw, text):
            real.append(choice(text, right, urlparse(truth[key]["url"]).netloc))
    missing = real.count(None)
    real = [one for one in real if one is not None]
    politics, wire = read_politics(polnear / "train"), read_wire(reuters)

    def invented(stories: list, count: int, seed: int, half: int | None) -> list[Choice]:
        pages = put_on_pages(stories, count, seed, half)
        lines = [(p.text, None if p.headline is None else _lines(p.text)[p.headline], e.site) for p, e in pages]
        return [one for text, right, site in lines if (one := choice(text, right, site))]

    half = invented(politics, 60, 31, 0) + invented(wire[::2], 60, 32, 0)
    sites = sorted({one.site for one in real})
    np.random.default_rng(0).shuffle(sites)
    fold = {site: i % FOLDS for i, site in enumerate(sites)}
    hits = 0
    for held_out in range(FOLDS):
        model = fit([one for one in real if fold[one.site] != held_out] + half)
        hits += sum(is_found(one, *model) for one in real if fold[one.site] == held_out)
    print(f"cross-validated: {hits} of {len(real)}, {missing} more with the headline not above the body found")
    model = fit(real + half)
    for name, stories in (("politics", read_politics(polnear / "dev")), ("wire", wire[1::2])):
        pages = invented(stories, 80, 41, 1)
        print(f"held-out {name}: {sum(is_found(one, *model) for one in pages)} of {len(pages)}")
    if write:
        whole = invented(politics, 60, 31, None) + invented(wire[::2], 60, 32, None)
        weights, none = fit(real + whole)
        names = real[0].names
        stored = {
            "none": round(none, 4),
            "weights": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)},
        }
        WEIGHTS.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), write="--write" in sys.argv)
