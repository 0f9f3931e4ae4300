"""The verbs: pages or rows in, dossiers, quotations, dates, collations and trees out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from filiation.errors import UsageError
from filiation.ledger import Ledger, Progress
from filiation.notebook.dossiers import Dossiers
from filiation.notebook.reading import Inputs, pages_from, text_row
from filiation.notebook.texts import Collation, Stemma
from filiation.settings import DEFAULTS, Settings
from filiation.writers.record import DateRecord, PageRecord, QuoteRecord

if TYPE_CHECKING:
    from filiation.article import Article
    from filiation.collation import Collation as Laid


def trace_pages(
    inputs: Inputs,
    *,
    whole: bool = False,
    decisions: str | Path | None = None,
    settings: Settings = DEFAULTS,
    progress: Callable[[Progress], None] | None = None,
) -> Dossiers:
    """Find out who copied whom, and how many independent reports stand behind each statement.

    Args:
        inputs: Files, folders, globs; or rows with ``text`` or ``html`` (``frame.to_dict("records")``).
        whole: Take the whole text of each file as the article, not as a scraped page.
        decisions: A file of what a person decided; None for none.
        settings: Limits and thresholds.
        progress: Is told how far the run is; None where nobody watches.

    Returns:
        One dossier an event; pages that were left out stand in ``rejected`` with the reason.

    Raises:
        FiliationError: A file does not exist, or the decisions cannot be read.

    Example:
        >>> import filiation
        >>> story = "Engineers closed the Varn bridge on Monday after divers found a crack in its third pier."
        >>> found = filiation.trace_pages([{"id": "one", "text": story}, {"id": "two", "text": story}])
        >>> len(found), found[0].independent_reports.best
        (1, 1)
    """
    from filiation.archive.decisions import load_decisions
    from filiation.archive.docket import Docket
    from filiation.trace import trace
    from filiation.writers.recording import record_run

    ledger = Ledger(listener=progress)
    docket = Docket(load_decisions(Path(decisions)) if decisions is not None else ())
    dossiers = list(trace(pages_from(inputs, settings, ledger, whole=whole), settings, ledger, docket))
    return Dossiers(record_run(dossiers, ledger, settings, docket.rulings))


def load(path: str | Path) -> Dossiers:
    """Read back what ``filiation trace --json`` or `Dossiers.save` wrote.

    Raises:
        FiliationError: The file is missing, or is no dossier.
    """
    from filiation.writers.json import read_dossiers

    return Dossiers(read_dossiers(Path(path)))


def read_articles(inputs: Inputs, *, whole: bool = False, settings: Settings = DEFAULTS) -> list[PageRecord]:
    """Return the article of each page: body, headline, byline, agency credit, times, as spans of its text.

    Pages without one are left out.

    Raises:
        FiliationError: A file does not exist.

    Example:
        >>> import filiation
        >>> rows = [{"id": "a", "text": "TARVOS (North Wire) - The ferry pier closed on Monday.", "outlet": "Post"}]
        >>> [(page.page, page.outlet) for page in filiation.read_articles(rows)]
        [('a', 'Post')]
    """
    from filiation.writers.recording import record_article

    return [record_article(article) for article in _articles(inputs, whole=whole, settings=settings)]


def find_quotes(
    inputs: Inputs = (), *, text: str | None = None, whole: bool = False, settings: Settings = DEFAULTS
) -> list[QuoteRecord]:
    """Return who said what: direct, indirect and mixed speech, each with its source and its cue.

    Args:
        inputs: As for `trace_pages`.
        text: One article instead.
        whole: As for `trace_pages`.
        settings: Limits.

    Raises:
        FiliationError: A file does not exist.

    Example:
        >>> import filiation
        >>> (quote,) = filiation.find_quotes(text='"The bridge is safe," said Ada Holm on Monday.')
        >>> quote.source.name, quote.cue.text, quote.text
        ('Ada Holm', 'said', 'The bridge is safe,')
    """
    from filiation.testimony import Parser, attribute
    from filiation.writers.recording import record_attribution

    articles = _articles(inputs if text is None else text_row(text), whole=whole, settings=settings)
    texts = {article.page: article.text for article in articles}
    return [record_attribution(each, texts[each.page]) for each in attribute(articles, (), Parser())]


def find_dates(
    inputs: Inputs = (),
    *,
    text: str | None = None,
    on: str | None = None,
    whole: bool = False,
    settings: Settings = DEFAULTS,
) -> list[DateRecord]:
    """Return the dates and times in texts as TIMEX3 values.

    Args:
        inputs: As for `trace_pages`.
        text: One article instead.
        on: The day on which all of it was written, ISO 8601; None for each page's own clock.
        whole: As for `trace_pages`.
        settings: Limits.

    Raises:
        FiliationError: A file does not exist, or the day is none.

    Example:
        >>> import filiation
        >>> found = filiation.find_dates(text="The pier closed on Monday.", on="2024-05-08")
        >>> [(date.text, date.value) for date in found]
        [('Monday', '2024-05-06')]
    """
    from filiation.timeline import anchor_of, given_anchor, tag_dates
    from filiation.writers.recording import record_date

    given = None if on is None else given_anchor(on)
    return [
        record_date(mention, article.text)
        for article in _articles(inputs if text is None else text_row(text), whole=whole, settings=settings)
        for mention in tag_dates(article, given or anchor_of(article, (), ()))
    ]


def collate(witnesses: Mapping[str, str]) -> Collation:
    """Lay texts side by side.

    Args:
        witnesses: Two texts or more by siglum.

    Raises:
        FiliationError: There are fewer than two, or one has no words.

    Example:
        >>> import filiation
        >>> laid = filiation.collate({"a": "Rescuers moved 4,300 people.", "b": "Rescuers moved 4,500 people."})
        >>> laid.table().column("reading").to_pylist()
        ['4,300', '4,500']
    """
    from filiation.writers.recording import record_alignment

    alignment = record_alignment("", _laid(witnesses))
    return Collation(alignment.collation, dict(witnesses), alignment)


def infer_stemma(witnesses: Mapping[str, str], *, settings: Settings = DEFAULTS) -> Stemma:
    """Return the family tree of texts, with their lost exemplars.

    Args:
        witnesses: Two texts or more by siglum.
        settings: Limits.

    Raises:
        FiliationError: There are fewer than two, or one has no words.

    Example:
        >>> import filiation
        >>> story = "The pier closed on Monday. Divers found rust in 14 piles. The town lends two buses."
        >>> tree = filiation.infer_stemma({"a": story, "b": story.replace("14", "41"), "c": story})
        >>> sorted(node.siglum for node in tree.nodes if node.role == "extant")
        ['a', 'b', 'c']
    """
    from filiation.stemma import Clues, infer_stemma as infer
    from filiation.writers.recording import record_collation, record_stemma

    laid = _laid(witnesses)
    tree = infer("", laid, {each.siglum: Clues() for each in laid.witnesses}, settings)
    return Stemma(record_stemma(tree), record_collation("", laid))


def _laid(witnesses: Mapping[str, str]) -> Laid:
    from filiation.cluster.tradition import Siglum
    from filiation.collation import Witness, collate as lay
    from filiation.text import Span

    strange = next((name for name, text in witnesses.items() if not isinstance(text, str)), None)
    if strange is not None:
        raise UsageError(f"a text is needed for {strange!r}, got {type(witnesses[strange]).__name__}")
    return lay([Witness(Siglum(name), None, text, (Span(0, len(text)),)) for name, text in sorted(witnesses.items())])


def _articles(inputs: Inputs, *, whole: bool, settings: Settings) -> list[Article]:
    from filiation.trace import read

    ledger = Ledger()
    return list(read(pages_from(inputs, settings, ledger, whole=whole), settings, ledger))
