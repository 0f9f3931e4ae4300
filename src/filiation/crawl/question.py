"""Questions: what is looked up in an archive, a page or a passage, read to what clustering knows of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from filiation.archive.page import Page, PageId, PageKind
from filiation.article.article import Article
from filiation.cluster.profile import Profile, profile_all
from filiation.crawl.pack import number_terms
from filiation.errors import ArticleError, PageError, UsageError
from filiation.ledger import Ledger
from filiation.settings import Settings
from filiation.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_WORDS = 15
"""Words of the shortest passage that may be asked for; so many in a row are always found."""
PAGE_WORDS, LONGEST_SHORT = 80, 4_000
"""A bare text with fewer words than this, in so few characters, is a passage and no page."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is looked up.

    Attributes:
        profile: Its words, and what is counted in them; the article in it holds the text that spans point into.
        weights: What its words say about its subject, by their hashes; None for a passage, which is no story.
    """

    profile: Profile
    weights: dict[int, float] | None

    @property
    def article(self) -> Article:
        """The page or the passage."""
        return self.profile.article


def ask_passage(text: str) -> Question:
    """Make a question of a passage, all of whose words count.

    Raises:
        UsageError: It has fewer than `LEAST_WORDS` words.
    """
    profile = profile_all([Article(PageId(""), "", "", text, (Span(0, len(text)),))])[0]
    if len(profile.tokens) < LEAST_WORDS:
        raise UsageError(f"a passage of at least {LEAST_WORDS} words is needed, this one has {len(profile.tokens)}")
    return Question(profile, None)


def ask_page(article: Article) -> Question:
    """Make a question of a page: its body is looked up."""
    from filiation.cluster.rarity import weigh_words

    profile = profile_all([article])[0]
    weights = weigh_words(profile)
    return Question(profile, dict(zip(number_terms(weights).tolist(), weights.values(), strict=True)))


def read_questions(source: str, settings: Settings, ledger: Ledger, *, whole: bool = False) -> Iterator[Question]:
    """Yield a question for each page of an input: a file, a folder, a container, "-".

    A bare text of fewer than `PAGE_WORDS` words, or without an article in it, is a passage.

    Args:
        source: As typed.
        settings: Limits.
        ledger: Takes what was refused.
        whole: Take the whole of each text as the article.

    Raises:
        UsageError: There is no such input, or it is one passage, and too short.
    """
    from filiation.archive import read_pages

    for page in read_pages([source], settings, ledger, whole=whole):
        try:
            question = _ask(page, settings)
        except PageError as error:
            ledger.reject(page.id, "article", error.reason)
        except UsageError as error:
            if page.id in {page.path, "-"}:
                raise
            ledger.reject(page.id, "lookup", str(error))
        else:
            yield question


def _ask(page: Page, settings: Settings) -> Question:
    from filiation.article.read import read_article

    if page.kind is PageKind.TEXT:
        if len(page.content) < LONGEST_SHORT and len(page.content.split()) < PAGE_WORDS:
            return ask_passage(page.content)
        try:
            return ask_page(read_article(page, settings))
        except ArticleError:
            return ask_passage(page.content)
    return ask_page(read_article(page, settings))
