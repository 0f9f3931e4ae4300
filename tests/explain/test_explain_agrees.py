"""Explain and trace say the same of the same pages."""

import hashlib
from itertools import combinations
from pathlib import Path

import pytest

from filiation.archive import Page, PageId, PageKind, read_pages
from filiation.article import read_article
from filiation.cluster import gather
from filiation.collation import collate
from filiation.explain import explain
from filiation.ledger import Ledger
from filiation.newsroom import simulate
from filiation.newsroom.newsroom import page_key
from filiation.settings import DEFAULTS
from filiation.stemma import clues_of, infer_stemma
from filiation.trace import read, witnesses_of

EXAMPLE = Path(__file__).parents[2] / "examples/tolmen-dam/pages"


def home_of(articles, encoder):
    """Return page → its tradition, as trace finds them."""
    gathering = gather(tuple(articles), encoder, DEFAULTS)
    return {m.page: t for event in gathering.events for t in event.traditions for m in t.members}


def test_every_pair_of_the_example_counts_as_trace_counts_it(encoder):
    """Two pages are one report just where they are in one tradition, and who wrote from whom is what the tree says."""
    articles = list(read(read_pages([str(EXAMPLE)], DEFAULTS, Ledger()), DEFAULTS, Ledger()))
    by_page = {each.page: each for each in articles}
    home = home_of(articles, encoder)
    tradition = next(each for each in home.values() if len(each.members) > 1)
    stemma = infer_stemma(
        tradition.id,
        collate(witnesses_of(tradition, by_page)),
        {member.siglum: clues_of(by_page[member.page]) for member in tradition.members},
        DEFAULTS,
    )
    descents = {(each.parent, each.child): each for each in stemma.descents}
    for a, b in list(combinations(articles, 2))[::4]:
        its = explain(articles, a, b, encoder)
        assert (its.counted == 1) == (home[a.page] == home[b.page]), its.sigla
        assert (its.first.tree is None) == (its.counted == 2)
        direct = descents.get(its.sigla) or descents.get(its.sigla[::-1])
        assert (direct is not None) == (
            " was written from " in (its.first.tree or "").removeprefix("neither was written")
        ), its.sigla


@pytest.mark.parametrize("seed", [11, 12])
def test_pairs_of_a_simulated_newsroom_count_as_trace_counts_them(encoder, seed):
    """Two pages are one report just where trace puts them in one tradition."""
    room = simulate(seed)
    articles = [
        read_article(
            Page(
                PageId(page_key(page)),
                page.name,
                PageKind.HTML if page.name.endswith("html") else PageKind.TEXT,
                page.content,
                hashlib.sha256(page.content.encode()).hexdigest(),
            ),
            DEFAULTS,
        )
        for happening in room.happenings
        for page in happening.pages
    ]
    home = home_of(articles, encoder)
    pairs = sorted(combinations(articles, 2), key=lambda two: (home[two[0].page] == home[two[1].page], two[0].page))
    for a, b in (pairs[0], pairs[-1], pairs[len(pairs) // 2]):
        its = explain(articles, a, b, encoder)
        assert (its.counted == 1) == (home[a.page] == home[b.page]), (a.page, b.page)
