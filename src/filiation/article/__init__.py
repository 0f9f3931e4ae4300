"""article: which characters of a page are the report, and what the page says of its making.

The verb is `read_article`.
"""

from filiation.article.article import Article, Clock, ClockKind, Credit, Dateline, Title
from filiation.article.read import read_article

__all__ = ["Article", "Clock", "ClockKind", "Credit", "Dateline", "Title", "read_article"]
