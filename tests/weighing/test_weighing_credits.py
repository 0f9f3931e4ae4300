"""Credits kept, dropped and changed; and what would change a count."""

from __future__ import annotations

from filiation.archive.decisions import Bond
from filiation.archive.page import PageId
from filiation.article.article import Article, Credit
from filiation.cluster.tradition import Event, Member, Relation, Reuse, Siglum, Tradition
from filiation.spun.spun import Spun
from filiation.text import Span
from filiation.weighing import weigh
from filiation.weighing.dossier import CreditChange

TEXT = "x" * 300


def page(name, outlet=None, agency=None, span=None):
    credit = Credit(agency, span) if agency else None
    return Article(PageId(name), name, "", TEXT, (Span(0, 300),), outlet=outlet, agency=credit)


def tradition(name, pages, reuses=()):
    return Tradition(name, tuple(Member(Siglum(p), PageId(p)) for p in pages), tuple(reuses))


def reuse(a, b, relation, support):
    return Reuse(PageId(a), PageId(b), relation, 0.9, 0.8, None, support, (), f"{a} and {b}")


def weighed(articles, *traditions, refused=(), bonds=()):
    return weigh(Event(traditions, 1.0, ""), articles, [Spun(a.page, 0.0, ()) for a in articles], refused, (), bonds)


def test_credits_are_kept_dropped_or_changed_page_by_page_and_outlet_by_outlet():
    """Of an agency's dispatch each page keeps the credit, drops it, or credits another; a page without one's place is shown on a sister."""
    articles = [
        page("a", "Mercury", "Norwire", Span(5, 12)),
        page("b", "Post", "Norwire", Span(9, 16)),
        page("c", "Post"),
        page("d", "Star", "Own Press", Span(1, 4)),
        page("e", "Alone"),
    ]
    found = weighed(articles, tradition("A", "abcd"), tradition("B", "e"))
    assert [(c.page, c.change, c.credits, c.sister) for c in found.credits] == [
        ("a", CreditChange.KEPT, "Norwire", None),
        ("b", CreditChange.KEPT, "Norwire", None),
        ("c", CreditChange.DROPPED, None, "a"),
        ("d", CreditChange.CHANGED, "Own Press", "a"),
    ]
    assert {c.agency for c in found.credits} == {"Norwire"}
    assert found.credits[2].sister_span == Span(5, 12)
    assert [(o.outlet, o.kept, o.dropped, o.changed) for o in found.outlets] == [
        ("Mercury", ("a",), (), ()),
        ("Post", ("b",), ("c",), ()),
        ("Star", (), (), ("d",)),
    ]


def test_a_page_hung_on_one_doubtful_link_is_what_would_change_the_count():
    """Where one link alone holds a page in a dispatch, that link is told, with the count without it."""
    articles = [page(p) for p in "abc"]
    reuses = [reuse("a", "b", Relation.SAME, 0.99), reuse("b", "c", Relation.REVISION, 0.6)]
    found = weighed(articles, tradition("A", "abc", reuses))
    assert found.count.best == 1
    assert (found.turn.a, found.turn.b, found.turn.best, found.turn.reason) == ("b", "c", 2, "b and c")
    assert 0.6 < found.turn.probability < 0.9


def test_a_refusal_that_may_be_wrong_is_what_would_change_the_count():
    """A pair that was refused with little certainty would, if it were kin, make one report of two."""
    articles = [page(p) for p in "ab"]
    found = weighed(
        articles, tradition("A", "a"), tradition("B", "b"), refused=[reuse("a", "b", Relation.BACKGROUND, 0.5)]
    )
    assert (found.count.best, found.turn.best) == (2, 1)


def test_where_every_page_hangs_on_two_links_none_alone_changes_the_count():
    """A dispatch whose pages are tied twice over is not undone by one link, and a lone page by none."""
    articles = [page(p) for p in "abc"]
    reuses = [reuse(a, b, Relation.SAME, 0.99) for a, b in ("ab", "ac", "bc")]
    assert weighed(articles, tradition("A", "abc", reuses)).turn is None
    assert weighed([page("a")], tradition("A", "a")).turn is None


def test_what_a_person_decided_is_not_turned():
    """A decision is no inference, and is never told as what might be otherwise."""
    articles = [page(p) for p in "ab"]
    apart = Bond(PageId("a"), PageId("b"), False, "decided")
    assert weighed(articles, tradition("A", "a"), tradition("B", "b"), bonds=[apart]).turn is None
