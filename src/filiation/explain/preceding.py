"""Which of two pages was first: clocks, what the texts show of their age, and the family tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.direction import ENOUGH, compare_clocks, signs_of_age
from filiation.cluster.examining import Examined
from filiation.cluster.tradition import Siglum
from filiation.explain.explanation import Finding, First, Leaning, Place, Topic
from filiation.stemma import Role, Stemma
from filiation.text import Span


def find_first(
    articles: tuple[Article, Article], pair: Examined, sigla: tuple[Siglum, Siglum], stemma: Stemma | None
) -> First:
    """Tell which of two pages has the earlier text.

    Args:
        articles: The two.
        pair: The two, examined.
        sigla: What they are called.
        stemma: The tree that both are in; None where there is none: then clocks alone tell.
    """
    clocks = -compare_clocks(*articles)
    by_clock = _chosen(clocks, articles)
    if stemma is None:
        who = "told by their clocks" if by_clock else "cannot tell: their clocks do not part them"
        return First(by_clock, who)
    path = _Path(stemma, *sigla)
    by_tree = None if path.older is None else articles[sigla.index(path.older)].page
    tree = path.words
    if by_tree is not None:
        tree = f"{tree}; {stemma.root_reason}"
        if len(stemma.nodes) == 2:
            tree = f"{tree}; of two pages alone, so a third that both copied cannot show"
    age = 0.0 if pair.a is pair.b else sum(signs_of_age(pair.a, pair.b, pair.alignment).values())
    by_text = _chosen((age >= ENOUGH) - (age <= -ENOUGH), articles)
    page, reason = _agree({"clocks": by_clock, "the family tree": by_tree, "the texts themselves": by_text})
    return First(page, reason, tree, path.support)


def _chosen(order: int, articles: Sequence[Article]) -> PageId | None:
    return None if order == 0 else articles[0].page if order > 0 else articles[1].page


def _agree(votes: dict[str, PageId | None]) -> tuple[PageId | None, str]:
    """Return the page that all who tell agree on; clocks and tree before the texts, whose signs are weak."""
    told = {kind: page for kind, page in votes.items() if page is not None}
    if not told:
        return None, "cannot tell: neither clocks nor words part them"
    strong = {kind: page for kind, page in told.items() if kind != "the texts themselves"} or told
    if len(set(strong.values())) > 1:
        return None, "cannot tell: their clocks and the family tree contradict each other"
    page = next(iter(strong.values()))
    kinds = [kind for kind, its in told.items() if its == page]
    against = [kind for kind, its in told.items() if its != page]
    words = f"told by {' and '.join(kinds)}"
    return page, f"{words}, against {against[0]}" if against else words


class _Path:
    """How two witnesses stand to each other in a tree.

    Attributes:
        older: The one that the other descends from; None where neither does, or no direction is told.
        words: The whole in plain words.
        support: 0-1, of the weakest descent between the two, and of the root where one descends from the other.
    """

    def __init__(self, stemma: Stemma, a: Siglum, b: Siglum) -> None:
        descent = {}
        for each in stemma.descents:
            if each.child not in descent:
                descent[each.child] = each
        self._role = {node.siglum: node for node in stemma.nodes}

        def upward(siglum: Siglum) -> list[Siglum]:
            way = [siglum]
            while way[-1] in descent and descent[way[-1]].parent not in way:
                way.append(descent[way[-1]].parent)
            return way

        ways = upward(a), upward(b)
        common = next((siglum for siglum in ways[0] if siglum in ways[1]), None)
        self.older: Siglum | None = None
        self.support: float | None = None
        if common is None:
            self.words = "the tree does not join them"
            return
        below = [way[: way.index(common)] for way in ways]
        edges = [descent[siglum] for way in below for siglum in way]
        self.support = min((each.support for each in edges), default=1.0)
        if stemma.root is None:
            self.words = f"no direction: {stemma.root_reason.removeprefix('cannot tell which text was first: ')}"
        elif common in (a, b):
            self.older = common
            self.support = min(self.support, stemma.root_support or 0.0)
            self.words = self._line(below[0] or below[1], common)
        else:
            lost = self._role[common]
            kind = "a lost text" if lost.role is not Role.EXTANT else "page"
            told = (lost.note or "").removesuffix("; lost").partition(":")[0]
            note = f" ({told})" if told not in {"", "lost"} else ""
            self.words = f"neither was written from the other: both go back to {kind} {common}{note}"

    def _line(self, way: Sequence[Siglum], older: Siglum) -> str:
        between = way[1:]
        through = f" through {', '.join(between)}" if between else ""
        return f"{way[0]} goes back to {older}{through}" if between else f"{way[0]} was written from {older}"


def find_signs(
    articles: tuple[Article, Article], pair: Examined, sigla: tuple[Siglum, Siglum], *, is_kin: bool
) -> Iterator[Finding]:
    """Yield what tells the age of either page: its clocks, and of kin what the words show."""
    order = compare_clocks(*articles)
    places = tuple(sorted(Place(each.page, span) for each in articles for span in _printed_clocks(each)))
    if order:
        older, younger = sigla if order < 0 else sigla[::-1]
        yield Finding(Topic.FIRST, Leaning.NEITHER, f"clocks: {older} is before {younger}", places)
    elif any(each.published or each.dateline for each in articles):
        silent = [siglum for siglum, each in zip(sigla, articles, strict=True) if not (each.published or each.dateline)]
        why = f"{' and '.join(silent)} tells no time" if silent else "they tell the same time, or no finer than the day"
        yield Finding(Topic.FIRST, Leaning.NEITHER, f"clocks do not part them: {why}", places)
    if not is_kin or pair.a is pair.b:
        return
    signs = signs_of_age(pair.a, pair.b, pair.alignment)
    kind = "words" if abs(sum(signs.values())) >= ENOUGH else "words, too little to tell"
    for words, weight in sorted(signs.items(), key=lambda item: (-abs(item[1]), item[0])):
        if abs(weight) > 1e-9:
            older, younger = sigla if weight > 0 else sigla[::-1]
            yield Finding(
                Topic.FIRST,
                Leaning.NEITHER,
                f"{kind}: {words.replace('the earlier one', older).replace('the later one', younger)}",
            )


def _printed_clocks(article: Article) -> Iterator[Span]:
    if article.published is not None and article.published.span is not None:
        yield article.published.span
    if article.dateline is not None and article.dateline.span is not None:
        yield article.dateline.span
