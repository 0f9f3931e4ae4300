"""Spun pages: which page, which words, what stood there."""

from itertools import pairwise

import pytest
from spun_texts import DISPATCH, GERMAN, OTHER, SPUN, article

from filiation.meaning import MiniLM
from filiation.spun import unspin


@pytest.fixture(scope="module")
def encoder():
    return MiniLM()


@pytest.fixture(scope="module")
def pages():
    return {name: article(name, text) for name, text in (("wire", DISPATCH), ("spun", SPUN), ("other", OTHER))}


def test_a_spun_page_is_told_from_its_original(pages, encoder):
    """Alone and beside any company, the spun page is the spun one, and it alone."""
    everyone = list(pages.values())
    for sisters in ([], everyone, [pages["other"]], [pages["wire"]]):
        assert unspin(pages["spun"], sisters, encoder).probability >= 0.5
    for clean in ("wire", "other"):
        for sisters in ([], everyone, [pages["spun"]]):
            result = unspin(pages[clean], sisters, encoder)
            assert (result.probability < 0.5, result.phrases) == (True, ())


def test_phrases_stand_in_the_body_in_order(pages, encoder):
    """Ascending, disjoint, inside the body, with support in 0-1."""
    page = pages["spun"]
    phrases = unspin(page, list(pages.values()), encoder).phrases
    assert len(phrases) >= 20
    assert all(page.body[0].contains(phrase.span) and 0 < phrase.support <= 1 for phrase in phrases)
    assert all(one.span.end <= two.span.start for one, two in pairwise(phrases))


def test_an_independent_report_gives_the_plain_words(pages, encoder):
    """Where another outlet uses the words that were replaced, they are named, and shown there."""
    page, sister = pages["spun"], pages["other"]
    phrases = unspin(page, [sister], encoder).phrases
    plain = {phrase.span.of(page.text).lower(): phrase.plain for phrase in phrases if phrase.plain}
    told = " ".join(plain.values()).lower()
    assert (
        sum(
            word in told
            for word in ("briefing", "transport", "guard", "heavy", "losses", "dispute", "police", "gate", "start")
        )
        >= 4
    )
    shown = [phrase for phrase in phrases if phrase.witness]
    assert shown
    for phrase in shown:
        page_id, span = phrase.witness
        assert page_id == "other"
        assert span.of(sister.text).lower() in phrase.plain.lower()


def test_a_page_alone_gives_up_its_plain_words(pages, encoder):
    """No sister is needed: of the plain forms told, two in five at least have a word of the dispatch back."""
    page, original = pages["spun"], set(DISPATCH.lower().replace(",", "").replace(".", "").split())
    told = [phrase for phrase in unspin(page, [], encoder).phrases if phrase.plain]
    back = [
        phrase
        for phrase in told
        if (set(phrase.plain.lower().split()) - set(phrase.span.of(page.text).lower().split())) & original
    ]
    assert len(told) >= 30
    assert len(back) >= 0.4 * len(told)


def test_the_order_of_the_sisters_changes_nothing(pages, encoder):
    """Same pages, same answer."""
    everyone = list(pages.values())
    assert unspin(pages["spun"], everyone, encoder) == unspin(pages["spun"], everyone[::-1], MiniLM())


@pytest.mark.parametrize("language", ["de", None])
def test_another_language_is_not_judged(language, encoder, pages):
    """Only English is known: elsewhere 0 and no phrases, told or not."""
    result = unspin(article("de", GERMAN, language=language), list(pages.values()), encoder)
    assert (result.probability, result.phrases) == (0.0, ())


def test_a_caption_is_not_judged(encoder):
    """A few words tell nothing, whatever they are."""
    assert unspin(article("x", "A obvious error: a enormous mistake."), [], encoder).probability == 0.0
    assert unspin(article("x", "Strike!"), [], encoder).probability == 0.0


def test_a_hostile_page_is_judged(encoder, pages):
    """A page of a million characters costs what its first thousands of words cost."""
    for text in ("honest salary entrance " * 50_000, "a" * 1_000_000 + SPUN):
        judged = unspin(article("x", text), [pages["other"]], encoder)
        assert 0.0 <= judged.probability <= 1.0
