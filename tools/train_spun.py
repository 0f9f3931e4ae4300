"""Fit the weights of the ``spun`` stage: ``src/filiation/spun/data/weights.json``.

    python tools/train_spun.py ARTICLES.jsonl [--limit N]

ARTICLES holds clean English news, a row an article: ``{"story": id, "text": …}``; articles of one story are sisters.
Each is spun by a spinner made of the lexicon's own thesaurus, at a random strength, one original always turning into
one word, articles left as they were. The word model is fitted by maximum likelihood, with and without sisters.
``bench/spun.py`` holds the result against a spinner of another thesaurus.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from bisect import bisect_right
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.meaning import MiniLM
from filiation.spun.beside import SISTER_FEATURES, ask_sisters
from filiation.spun.channel import FEATURES, weigh_choices
from filiation.spun.lexicon import load_lexicon
from filiation.spun.reading import read
from filiation.spun.sisters import attest
from filiation.spun.unspin import PAGE_FEATURES, SISTER_PAGE_FEATURES, gather_facts, load_weights
from filiation.text import Span, sentences

OUT = Path("src/filiation/spun/data/weights.json")
HIDDEN = 0.2
STRENGTHS = (0.15, 0.3, 0.45, 0.6)
PAGE_STRENGTHS = (0.15, 0.25, 0.4, 0.6)
SISTERS = 4
FALSE_ALARMS = 0.003
# Beside sisters there are only 183 clean pages to set the bias by, too few for a rate of .002: taken off the log odds.
# Without it 2 of 75 held-out pages of 25 other stories were called spun, with it 1 (a feature among news reports).
MARGIN = 1.0
# Set by hand: this spinner swaps no word that the thesaurus lacks, so that a fit would trust "swapped" far too much.
# Log odds of clean pages and their revisions, or spun copies of them (455 pages of Reuters-21578), stay below -1.5
# with it; those of 11 invented spun pages beside copies of their originals rise from -4.5 at worst to 1.4.
SWAPPED = 4.0
_WORD = re.compile(r"[A-Za-z]+")


class Spinner:
    """Replace words by others of the lexicon, the nearer and the commoner the likelier, one word always the same way."""

    def __init__(self, lexicon):
        self.lexicon = lexicon
        self.replacements = defaultdict(list)
        for word, originals in enumerate(lexicon.related):
            for original in originals[originals > 0]:
                nearness = float(lexicon.vectors[word] @ lexicon.vectors[original])
                if nearness >= 0.4:
                    self.replacements[int(original)].append((word, nearness))

    def spin(self, text, strength, seed):
        """Return the spun text and, for each replaced word, ``(start, end, original)`` in it."""
        rng, chosen, made, replaced, length, end = random.Random(seed), {}, [], [], 0, 0
        lexicon = self.lexicon
        for found in _WORD.finditer(text):
            word = found.group()
            original = lexicon.ids.get(word.lower(), 0)
            if not original or lexicon.is_function[original] or word.isupper():
                continue
            if original not in chosen:
                choices = self.replacements.get(original)
                chosen[original] = 0
                if choices and rng.random() < strength:
                    odds = [n**4 * math.exp(0.25 * float(lexicon.unigrams[w])) for w, n in choices]
                    chosen[original] = rng.choices([w for w, _ in choices], odds)[0]
            if not chosen[original]:
                continue
            other = lexicon.words[chosen[original]]
            other = other.capitalize() if word[0].isupper() else other
            made += [text[end : found.start()], other]
            length += found.start() - end + len(other)
            replaced.append((length - len(other), length, original))
            end = found.end()
        return "".join([*made, text[end:]]), replaced


def main():
    """Spin, describe, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--limit", type=int, default=10**9)
    parser.add_argument("--pages", action="store_true", help="keep the word model, fit that of pages alone")
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.articles.read_text(encoding="utf-8").splitlines()]
    spinner, encoder = Spinner(load_lexicon()), MiniLM()
    stories = defaultdict(list)
    for row in rows:
        stories[row["story"]].append(row["text"][:8000])
    chosen = sorted(stories.items())[: arguments.limit]
    weights = json.loads(OUT.read_text(encoding="utf-8")) if arguments.pages else fit_words(spinner, chosen, encoder)
    OUT.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    load_weights.cache_clear()
    weights |= judge_pages(chosen, arguments.processes)
    OUT.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


def fit_words(spinner, stories, encoder):
    """Return the weights of the word model, alone and beside sisters."""
    lexicon = spinner.lexicon
    alone, beside = [], []
    for number, (_, texts) in enumerate(stories):
        for place, text in enumerate(texts):
            rng = random.Random(f"{number} {place}")
            strength = rng.choice((0.0, *STRENGTHS))
            spun, replaced = spinner.spin(text, strength, number) if strength else (text, [])
            others = texts[:place] + texts[place + 1 :]
            if len(texts) == 1:
                alone.append(example(lexicon, spun, replaced))
                continue
            # A dispatch may be there unspun beside its spun copy, and a clean page may stand beside a spun one.
            if strength and rng.random() < 0.25:
                others.append(text)
            if not strength and rng.random() < 0.35:
                others = [*others[:2], spinner.spin(text, rng.choice(STRENGTHS), number)[0]]
            beside.append(example(lexicon, spun, replaced, others[:SISTERS], encoder))
    found = {"alone": fit(alone + [without_sisters(*row) for row in beside], FEATURES)}
    if beside:
        found["beside"] = fit(beside, FEATURES + SISTER_FEATURES)
    return found


def judge_pages(stories, processes):
    """Return the weights of the page's facts: clean pages against pages spun at random strengths."""
    alone, beside = [], []
    with ProcessPoolExecutor(processes) as pool:
        for one, other in pool.map(judge_story, [(n, texts) for n, (_, texts) in enumerate(stories)], chunksize=4):
            alone += one
            beside += other
    found = {"page_alone": logistic([row for row in alone if row[0]], PAGE_FEATURES)}
    if beside:
        names = [name for name in PAGE_FEATURES + SISTER_PAGE_FEATURES if name != "swapped"]
        found["page_beside"] = logistic([row for row in beside if row[0]], names)
        found["page_beside"]["bias"] = round(found["page_beside"]["bias"] - MARGIN, 4)
        found["page_beside"]["swapped"] = SWAPPED
    return found


def judge_story(numbered):
    """Return the facts of a story's pages, clean (0) and spun (1): alone, and beside each other."""
    number, texts = numbered
    spinner, encoder = get_tools()
    alone, beside = [], []
    for place, text in enumerate(texts):
        rng = random.Random(f"page {number} {place}")
        spun = spinner.spin(text, rng.choice(PAGE_STRENGTHS), 7 * number)[0]
        alone += [(facts_of(text, (), encoder), 0), (facts_of(spun, (), encoder), 1)]
        others = [*texts[:place], *texts[place + 1 :]][: SISTERS - 1]
        if not others:
            continue
        beside += [
            (facts_of(text, others, encoder), 0),
            (facts_of(text, [*others, spun], encoder), 0),
            (facts_of(text, [spun], encoder), 0),
            (facts_of(spun, others, encoder), 1),
            (facts_of(spun, [*others, text], encoder), 1),
            (facts_of(spun, [text], encoder), 1),
        ]
    return alone, beside


@cache
def get_tools():
    """Return this process' spinner and encoder."""
    return Spinner(load_lexicon()), MiniLM()


def facts_of(text, others, encoder):
    """Return the facts of a page; None where it is too short to be judged."""
    pages = [bare_article(str(number), page) for number, page in enumerate((text, *others))]
    return gather_facts(pages[0], pages[1:], encoder)


def bare_article(name, text):
    """Return a text as an article, all of it body."""
    return Article(PageId(name), name, "", text, (Span(0, len(text)),), language="en")


def logistic(rows, names, penalty=1e-3):
    """Return the weight of each fact; the bias so that FALSE_ALARMS of the clean pages reach one half."""
    facts = np.array([[row[name] for name in names] for row, _ in rows])
    spun = np.array([label for _, label in rows], dtype=float)
    scale = np.maximum(facts.std(axis=0), 1e-6)
    scale[0] = 1.0
    scaled = facts / scale

    def loss(weights):
        scores = scaled @ weights
        odds = 1 / (1 + np.exp(-scores))
        value = np.mean(np.logaddexp(0, scores) - spun * scores) + penalty * weights[1:] @ weights[1:]
        gradient = scaled.T @ (odds - spun) / len(spun)
        gradient[1:] += 2 * penalty * weights[1:]
        return value, gradient

    weights = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    scores = scaled @ weights
    weights[0] -= max(float(np.quantile(scores[spun == 0], 1 - FALSE_ALARMS)), 0.0)
    scores = scaled @ weights
    print(
        len(rows), "pages, recall", (scores[spun == 1] >= 0).mean().round(3), "alarms", (scores[spun == 0] >= 0).mean()
    )
    found = dict(zip(names, (weights / scale).round(4).tolist(), strict=True))
    print(found)
    return found


def example(lexicon, text, replaced, others=(), encoder=None):
    """Return the features of a page's choices, which are real, and which is true (-1: nothing was replaced)."""
    lines = list(sentences(text))
    # No thesaurus has every pair of a spinner's: a fifth of the pairs is hidden from each page.
    is_shown = np.random.default_rng(len(text)).random(lexicon.related.shape) > HIDDEN
    lexicon = replace(lexicon, related=lexicon.related * is_shown)
    reading = read(text, lines, lexicon)
    choices = weigh_choices(reading, lexicon)
    if encoder is not None:
        sisters = []
        for other in others:
            spans = list(sentences(other))
            sisters.append((read(other, spans, lexicon), encoder.encode([s.of(other) for s in spans])))
        attested = attest(encoder.encode([s.of(text) for s in lines]), sisters, lexicon)
        choices = ask_sisters(choices, reading, lexicon, attested)
    starts = [start for start, _, _ in replaced]
    true = np.full(len(choices.places), -1)
    keep = np.ones(len(choices.places), dtype=bool)
    for row, place in enumerate(choices.places):
        at = bisect_right(starts, int(reading.starts[place])) - 1
        if at >= 0 and replaced[at][0] == reading.starts[place]:
            match = np.flatnonzero(choices.candidates[row] == replaced[at][2])
            keep[row] = len(match) > 0
            true[row] = match[0] if len(match) else -1
    return choices.features[keep], choices.candidates[keep] > 0, true[keep]


def without_sisters(features, real, true):
    """Return an example as it looks where no sister is known: without the candidate that sisters alone have."""
    rows = true != 0
    return features[rows, 1:, : len(FEATURES)], real[rows, 1:], np.maximum(true[rows] - 1, -1)


def fit(examples, names, penalty=1e-3):
    """Return the weight of each feature that makes the true choices likeliest."""
    features = np.concatenate([f for f, _, _ in examples]).astype(np.float32)
    real = np.concatenate([c for _, c, _ in examples])
    true = np.concatenate([t for _, _, t in examples])
    scale = np.maximum(features[real].std(axis=0), 1e-3)
    scale[0] = 1.0
    features /= scale.astype(np.float32)
    rows = np.flatnonzero(true >= 0)
    chosen = features[rows, true[rows]].sum(axis=0)

    def loss(weights):
        scores = np.where(real, features @ weights.astype(np.float32), -np.inf)
        highest = np.maximum(scores.max(axis=1), 0)
        odds = np.exp(scores - highest[:, None])
        total = odds.sum(axis=1) + np.exp(-highest)
        value = (np.log(total) + highest).sum() - chosen @ weights
        gradient = np.einsum("pc,pcf->f", odds / total[:, None], features) - chosen
        return value / len(true) + penalty * weights @ weights, gradient / len(true) + 2 * penalty * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 120})
    print(len(true), "words,", len(rows), "replaced, loss", round(float(found.fun), 4))
    weights = dict(zip(names, (found.x / scale).round(4).tolist(), strict=True))
    print({name: (w, round(float(found.x[i]), 2)) for i, (name, w) in enumerate(weights.items())})
    return weights


if __name__ == "__main__":
    main()
