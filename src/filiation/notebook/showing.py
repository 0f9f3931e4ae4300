"""How values show themselves in a notebook: HTML that brings its own style, needs no script, and takes on any theme.

All colours are made of the notebook's own text colour, so that light and dark come out right whichever notebook it is.
Every rule stands below one class, so that nothing of the notebook changes; everything of a page is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from html import escape

from filiation.writers.record import StemmaRecord
from filiation.writers.svg import STYLE as PICTURE_STYLE, NodeLabel, render_stemma
from filiation.writers.words import printable, shorten

_CLASS = "filiation-shown"
_RULES = (
    "{color:inherit;font:14px/1.45 system-ui,sans-serif;max-width:70rem;"
    "--ink:currentColor;--soft:color-mix(in srgb,currentColor 72%,transparent);"
    "--line:color-mix(in srgb,currentColor 55%,transparent);--faint:color-mix(in srgb,currentColor 18%,transparent);"
    "--box:color-mix(in srgb,#3a86d8 16%,transparent);--accent:color-mix(in srgb,#3a86d8 75%,currentColor);"
    "--warn-box:color-mix(in srgb,#d98a1c 20%,transparent);--warn:color-mix(in srgb,#d98a1c 75%,currentColor);"
    "--paper:transparent}"
    " .verdict{font-size:1.15em;font-weight:600;margin:.2em 0}"
    " .soft{color:var(--soft)}"
    " .wide{overflow:auto;max-height:44rem;margin:.4em 0}"
    " svg{max-width:none;height:auto;background:none}"
    " table{border-collapse:collapse;margin:.4em 0;color:inherit;font-size:13px;background:none}"
    " caption{text-align:start;font-weight:600;padding:.3em 0;color:inherit;caption-side:top}"
    " tr{background:none}"
    " th, td{text-align:start;vertical-align:top;padding:.25em .7em .25em 0;"
    "border-bottom:1px solid var(--faint);max-width:40rem;white-space:normal;overflow-wrap:break-word;color:inherit}"
    " th{font-weight:600;white-space:nowrap}"
    " .fact{font-weight:600;color:var(--warn)}"
)
_MOST_ROWS = 12


def _below(rules: str) -> str:
    """Return style rules that hold below our class alone."""
    found = []
    for block in re.findall(r"([^{}]*)\{([^{}]*)\}", rules):
        names = ", ".join(f".{_CLASS} {name.strip()}".strip() for name in block[0].split(","))
        found.append(f"{names}{{{block[1]}}}")
    return "".join(found)


_STYLE = f"<style>{_below(_RULES)}{_below(PICTURE_STYLE)}</style>"


def shown(*parts: str) -> str:
    """Return parts of HTML as one output of a notebook."""
    return f'{_STYLE}<div class="{_CLASS}">{"".join(parts)}</div>'


def words(text: str, room: int = 400) -> str:
    """Return page text as HTML may hold it, cut where it is long."""
    return escape(shorten(text, room))


def line(text: str, style: str = "verdict") -> str:
    """Return a line of our own words, among which a page's may be."""
    return f'<p class="{style}">{escape(printable(text))}</p>'


def picture(stemma: StemmaRecord, labels: Mapping[str, NodeLabel]) -> str:
    """Return a tree as a picture; it scrolls where it is wide."""
    # Names in a document must differ, and the same tree shall make the same bytes.
    name = blake2b(repr(stemma).encode("utf-8", "replace"), digest_size=6).hexdigest()
    drawn = render_stemma(stemma, labels, name).replace(f"<style>{PICTURE_STYLE}</style>", "")
    return f'<div class="wide" tabindex="0" role="region" aria-label="Family tree">{drawn}</div>'


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]], every: int) -> str:
    """Return a table of cells that are HTML; the first of ``every`` rows, and how many there are besides."""
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in header)
    body = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
        for row, _ in zip(rows, range(_MOST_ROWS), strict=False)
    )
    more = f'<p class="soft">and {every - _MOST_ROWS:,} more</p>' if every > _MOST_ROWS else ""
    return (
        f'<div class="wide"><table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{more}"
    )
