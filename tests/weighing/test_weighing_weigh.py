"""Counting independent reports."""

from __future__ import annotations

from hypothesis import given, strategies as st

from filiation.archive.page import PageId
from filiation.article.article import Article, Credit
from filiation.cluster.tradition import Event, Member, Relation, Reuse, Siglum, Tradition
from filiation.spun.spun import Spun
from filiation.testimony.statement import Statement, StatementKind, Wording
from filiation.text import Span
from filiation.weighing import weigh
from filiation.weighing.links import Link, join

TEXT = "x" * 400


def article(page: str, outlet: str | None = None, agency: str | None = None) -> Article:
    credit = Credit(agency, None) if agency else None
    return Article(PageId(page), page, "", TEXT, (Span(0, 400),), outlet=outlet, agency=credit)


def reuse(a, b, relation, support, spans=()):
    return Reuse(PageId(a), PageId(b), relation, 0.9, 0.8, None, support, spans, "because")


def tradition(name, pages, reuses=()):
    return Tradition(name, tuple(Member(Siglum(p), PageId(p)) for p in pages), tuple(reuses))


def statement(*wordings):
    return Statement("s1", StatementKind.CLAIM, "x", None, tuple(Wording(PageId(p), s) for p, s in wordings), ())


def answer(event, articles, refused=(), statements=()):
    return weigh(event, articles, [Spun(a.page, 0.0, ()) for a in articles], refused, statements)


def event(*traditions):
    return Event(tuple(traditions), 1.0, "")


def test_copies_count_once_and_lone_reports_once_each():
    """A tradition is one report, whatever the number of its pages."""
    articles = [article(p) for p in "abc"]
    found = answer(event(tradition("A", "ab", [reuse("a", "b", Relation.SAME, 0.99)]), tradition("B", "c")), articles)
    assert (found.count.min, found.count.best, found.count.max) == (2, 2, 2)
    assert [c.pages for c in found.collapses] == [("a", "b")]


def test_an_uncertain_link_opens_the_interval():
    """A kin link short of certainty leaves the greater count possible; the best count takes it."""
    articles = [article(p) for p in "ab"]
    found = answer(event(tradition("A", "ab", [reuse("a", "b", Relation.REVISION, 0.55)])), articles)
    assert (found.count.min, found.count.best, found.count.max) == (1, 1, 2)


def test_identical_copies_without_a_pair_of_their_own_count_once():
    """Members that clustering joined through a representative are one report beyond doubt."""
    articles = [article(p) for p in "abc"]
    found = answer(event(tradition("A", "abc", [reuse("a", "b", Relation.SAME, 0.99)])), articles)
    assert (found.count.best, found.count.max) == (1, 1)


def test_a_lifted_passage_counts_once_and_own_reporting_counts_for_itself():
    """A page with own reporting and a wire paragraph counts for its own sentences only."""
    articles = [article(p) for p in "ab"]
    lifted = reuse("a", "b", Relation.EXCERPT, 0.9, ((Span(0, 60), Span(100, 160)),))
    found = answer(
        event(tradition("A", "a"), tradition("B", "b")),
        articles,
        [lifted],
        [
            statement(("a", Span(0, 50)), ("b", Span(100, 150))),
            statement(("a", Span(60, 90)), ("b", Span(0, 50))),
        ],
    )
    assert found.count.best == 2
    assert [weight.count.best for weight in found.weights] == [1, 2]


def test_one_publisher_says_a_thing_once():
    """Two pages of one outlet are one voice behind a statement."""
    articles = [article("a", outlet="Tamsel Post"), article("b", outlet="Tamsel Post")]
    found = answer(
        event(tradition("A", "a"), tradition("B", "b")),
        articles,
        (),
        [statement(("a", Span(0, 9)), ("b", Span(0, 9)))],
    )
    assert found.weights[0].count.best == 1
    assert (found.count.min, found.count.best) == (1, 2)


def test_a_statement_on_one_page_has_one_report():
    """One page is one report, and its interval is closed."""
    found = answer(event(tradition("A", "a")), [article("a")], (), [statement(("a", Span(0, 9)))])
    count = found.weights[0].count
    assert (count.min, count.best, count.max) == (1, 1, 1)


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.floats(0, 1, allow_nan=False)), max_size=12
    ),
    st.floats(0, 1, allow_nan=False),
    st.floats(0, 1, allow_nan=False),
)
def test_more_links_never_make_more_reports(links, low, high):
    """The fewer links a threshold lets through, the more reports are left; every page is in just one."""
    low, high = sorted((low, high))
    given_links = [Link(PageId(a), PageId(b), p, "") for a, b, p in links]
    lenient, strict = (join([PageId(p) for p in "abcdef"], given_links, t) for t in (low, high))
    assert len(lenient) <= len(strict)
    for groups in (lenient, strict):
        assert sorted(page for group in groups for page in group) == list("abcdef")


def test_one_weak_link_does_not_hold_against_many_refusals():
    """A page tied to a dispatch by one doubtful link, and refused by its other pages, may be a report of its own."""
    articles = [article(p) for p in "abcx"]
    kin = [reuse(a, b, Relation.SAME, 0.99) for a, b in ("ab", "ac", "bc")]
    doubtful = reuse("a", "x", Relation.REVISION, 0.55)
    refused = [reuse(p, "x", Relation.BACKGROUND, 0.95) for p in "bc"]
    found = answer(event(tradition("A", "abcx", [*kin, doubtful])), articles, refused)
    assert (found.count.best, found.count.max) == (1, 2)


def test_a_run_of_words_that_two_reporters_may_hit_on_is_not_lifted():
    """A short shared run of words does not make two reports one."""
    articles = [article(p) for p in "ab"]
    shared = reuse("a", "b", Relation.BACKGROUND, 0.9, ((Span(10, 40), Span(110, 140)),))
    found = answer(
        event(tradition("A", "a"), tradition("B", "b")),
        articles,
        [shared],
        [statement(("a", Span(10, 40)), ("b", Span(110, 140)))],
    )
    assert found.weights[0].count.best == 2


@given(st.permutations(["ab", "bc", "cd", "de", "ea"]))
def test_the_order_of_the_evidence_does_not_matter(pairs):
    """Groups depend on the links, not on their order."""
    strength = {"ab": 0.8, "bc": 0.3, "cd": 0.7, "de": 0.6, "ea": 0.4}
    links = [Link(PageId(p[0]), PageId(p[1]), strength[p], "") for p in pairs]
    assert join([PageId(p) for p in "abcde"], links, 0.5) == (("a", "b"), ("c", "d", "e"))
