"""The one-file HTML report: the verdict first, the evidence behind every line, nothing fetched, nothing foreign run.

``report_event`` puts a dossier in the report's order, ``report_tree`` its trees, ``report_pages`` its texts,
``report_headlines`` and ``report_cuts`` what is told of both, ``report_said`` its statements, ``report_when`` its time
(``report_axis`` draws it, ``happenings`` tells what happened), ``report_places`` finds what stands where, ``report_data`` has
what the reading view needs, ``report_words`` the wording. One script and two style sheets of our own are let in by their
digests; everything of a page is escaped text.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from markupsafe import Markup

from filiation import __version__
from filiation.text import plural
from filiation.writers.assets import asset
from filiation.writers.record import DossiersRecord
from filiation.writers.report_cuts import cuts_below
from filiation.writers.report_data import event_json, safe_json
from filiation.writers.report_event import EventView
from filiation.writers.report_headlines import headline_groups
from filiation.writers.report_pages import page_texts, side_by_side
from filiation.writers.report_said import context, disputes, names, wordings
from filiation.writers.report_tree import TreeView, lost_words, tradition_key
from filiation.writers.report_when import WhenView
from filiation.writers.report_words import METHOD, SAY, SCRIPT
from filiation.writers.svg import STYLE
from filiation.writers.words import day_in_words, days_in_words, decision_in_words, is_spun, printable, reports_in_words

_SCRIPTS = ("compare.js", "family.js", "reader.js", "report.js")


def render_report(record: DossiersRecord, bar: str | None = None) -> str:
    """Return the report as one HTML document: no request, every character of a page escaped.

    It can be read without its script: trees, statements, texts and pairs of pages stand in the document; the script
    adds the reading view (any two pages), highlights, permalinks and filters.

    Args:
        record: What a run found.
        bar: HTML of our own above the report, where an app shows it; None for the file that is handed on.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "plain": printable,
        "day": day_in_words,
        "days": days_in_words,
        "reports": reports_in_words,
        "decided": decision_in_words,
    }
    environment.globals |= {
        "plural": plural,
        "is_spun": is_spun,
        "tree_of": TreeView,
        "texts_of": page_texts,
        "pairs_of": side_by_side,
        "key_of": tradition_key,
        "lost_words": lost_words,
        "headlines_of": headline_groups,
        "cuts_of": cuts_below,
        "disputes_of": disputes,
        "context_of": context,
        "wordings_of": wordings,
        "names_of": names,
        "when_of": WhenView,
        "say": SAY,
    }
    css, script = asset("report.css"), "".join(asset(name) for name in _SCRIPTS)
    views = [EventView(number, dossier) for number, dossier in enumerate(record.dossiers, 1)]
    return environment.get_template("report.html.j2").render(
        # Our own files, and JSON in which no character means anything to HTML.
        css=Markup(css),  # noqa: S704
        script=Markup(script),  # noqa: S704
        policy=content_policy(css, script),
        words=Markup(safe_json(SCRIPT)),  # noqa: S704
        bar=None if bar is None else Markup(bar),  # noqa: S704
        data=[Markup(event_json(view)) if view.dossier.stemmata else None for view in views],  # noqa: S704
        events=views,
        record=record,
        pages=sum(len(dossier.pages) for dossier in record.dossiers),
        method=METHOD,
        version=__version__,
    )


def content_policy(css: str, script: str) -> str:
    """Return the content security policy: nothing but the given style sheet, that of the pictures, and the script."""
    styles = " ".join(_digest(each) for each in (css, STYLE))
    return (
        f"default-src 'none'; style-src {styles}; script-src {_digest(script)}; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
