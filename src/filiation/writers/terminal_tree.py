"""A tradition in the terminal: its family tree, a line a text, with credit, hour, what was changed, and its house style."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filiation.text import plural
from filiation.writers.record import (
    CollationRecord,
    DescentRecord,
    HeadlinesRecord,
    NodeRecord,
    StemmaRecord,
    StyleRecord,
    TracedPageRecord,
    TraditionRecord,
)
from filiation.writers.words import (
    day_in_words,
    done_parts,
    headline_of,
    is_spun,
    natural,
    printable,
    shorten,
    telling_phrases,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_TREE_SHOWN = 40
_PHRASES_SHOWN = 3
_RULES_SHOWN = 3
_LEAST_TITLE = 20
# What was done to a text, the most telling first: where there is no room, the last go.
_TELLING = (
    "cut ", r"changed \d", "rewrote", r"added \d+ sentence", "moved", r"\d+ small edit", "trimmed", r"added \d+ phrase",
    "restyled", r"\d+ slip", "words of the page", "changed no fact",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Family:
    """What the lines of one tradition are written from.

    Attributes:
        stemma: Its tree.
        pages: By id.
        sigla: Short names by page.
        rules: House rules by siglum.
        agency: The one agency that its pages credit; None where they credit none or several.
        day: The day that stands in its heading, ISO 8601; None where none does.
    """

    stemma: StemmaRecord
    pages: Mapping[str, TracedPageRecord]
    sigla: Mapping[str, str]
    rules: Mapping[str, Sequence[StyleRecord]]
    agency: str | None = None
    day: str | None = None

    @property
    def is_credited(self) -> bool:
        """Whether any of its pages names an agency: then silence is worth a word."""
        found = (self.pages.get(node.page or "") for node in self.stemma.nodes)
        return any(page.agency for page in found if page)


def tradition_lines(
    tradition: TraditionRecord,
    stemma: StemmaRecord | None,
    collation: CollationRecord | None,
    pages: Mapping[str, TracedPageRecord],
    sigla: Mapping[str, str],
    width: int,
) -> Iterator[Text]:
    """Yield a tradition's heading, its tree, and how its headlines stand to each other."""
    from rich.text import Text

    members = [pages[witness.page] for witness in tradition.witnesses if witness.page is not None]
    days = sorted(page.published.value[:10] for page in members if page.published)
    agencies = sorted({page.agency.name for page in members if page.agency})
    yield Text.assemble(
        (f"{tradition.id}  ", "bold cyan"), (_heading(members, agencies, days, width - len(tradition.id) - 2), "bold")
    )
    if stemma is None:
        page = members[0]
        label = _label(page, sigla)
        spinner, swaps = _spun(page)[:1], _spun(page)[1:]
        parts = [*spinner, *_made(page, None, days[0] if days else None)] or ["no byline, no hour"]
        yield Text.assemble("   ", (label, "bold green"), "  ", _fitted(parts, swaps, width - len(label) - 5))
        return
    if stemma.root is None:
        yield Text(f"   direction cannot be told: {shorten(stemma.root_reason, width - 30)}", style="yellow")
    rules: dict[str, list[StyleRecord]] = defaultdict(list)
    for rule in collation.style if collation else ():
        rules[rule.siglum].append(rule)
    family = Family(stemma, pages, sigla, rules, agencies[0] if len(agencies) == 1 else None, days[0] if days else None)
    yield from tree_lines(family, width)
    if collation is not None and collation.headlines is not None:
        names = {w.siglum: sigla[w.page] for w in collation.witnesses if w.page is not None}
        yield Text.assemble(("   headlines  ", "dim"), shorten(_headlines(collation.headlines, names), width - 14))


def render_tree(stemma: StemmaRecord, pages: dict[str, TracedPageRecord], console: Console) -> None:
    """Print one family tree; ``pages`` by id."""
    if stemma.root is None:
        console.print(f"   direction cannot be told: {shorten(stemma.root_reason, console.width - 30)}", style="yellow")
    family = Family(stemma, pages, {page.page: page.siglum for page in pages.values()}, {})
    for line in tree_lines(family, console.width):
        console.print(line, no_wrap=True, overflow="ellipsis", crop=True)


def tree_lines(family: Family, width: int) -> Iterator[Text]:
    """Yield the tree from the root down; a second parent is named on the line of the child.

    The figure at the end of a line is the support of the descent from the text above.
    """
    from rich.text import Text

    stemma = family.stemma
    children: dict[str, list[DescentRecord]] = defaultdict(list)
    others: dict[str, list[DescentRecord]] = defaultdict(list)
    placed: set[str] = set()
    for descent in sorted(stemma.descents, key=lambda each: (each.child, -each.share)):
        (others if descent.child in placed else children)[
            descent.child if descent.child in placed else descent.parent
        ].append(descent)
        placed.add(descent.child)
    nodes = {node.siglum: node for node in stemma.nodes}
    tops = [node.siglum for node in stemma.nodes if node.siglum not in placed]
    if stemma.root in tops:
        tops.remove(stemma.root)
        tops.insert(0, stemma.root)
    seen: set[str] = set()
    # Depth first by hand: a chain of 500 copies must not meet Python's recursion limit.
    todo: list[tuple[str, str, str, DescentRecord | None]] = [(top, "", "", None) for top in reversed(tops)]
    while todo:
        siglum, stem, below, came = todo.pop()
        if siglum in seen:
            continue
        seen.add(siglum)
        branches = children[siglum]
        if len(seen) <= _TREE_SHOWN:
            yield _node_line(family, nodes[siglum], stem, came, others[siglum], width)
            lead = f"   {below}{'│' if branches else ' '}    house style: "
            if style := _house_style(family.rules.get(siglum, ()), width - len(lead)):
                yield Text.assemble((f"{lead}{style}", "dim"))
        for position, descent in reversed(list(enumerate(branches))):
            last = position == len(branches) - 1
            todo.append(
                (descent.child, below + ("└─ " if last else "├─ "), below + ("   " if last else "│  "), descent)
            )
    if len(seen) > _TREE_SHOWN:
        yield Text(f"   … and {plural(len(seen) - _TREE_SHOWN, 'more text')} in the report", style="dim")


def _node_line(
    family: Family, node: NodeRecord, stem: str, came: DescentRecord | None, others: Sequence[DescentRecord], width: int
) -> Text:
    from rich.text import Text

    page = family.pages.get(node.page or "")
    done: list[str] = []
    if page is None:
        about, done = _lost(node)
    else:
        about = _made(page, family.agency, family.day, is_credited=family.is_credited)
        spinner, swaps = _spun(page)[:1], _spun(page)[1:]
        told = done_parts(came.summary if came else "", is_spun=bool(spinner))
        # The page's own silence was told already.
        about, done = [*spinner, *about], [*swaps, *(part for part in told if part != "dropped the credit")]
    about += [f"also from {other.parent} ({other.share:.0%})" for other in others]
    label = node.siglum if page is None else _label(page, family.sigla)
    support = " support" if came is None else f" {came.support:.2f}"
    left = f"   {stem}{label}  "
    room = max(width - len(left) - len(support), 10)
    text = Text.assemble((f"   {stem}", "dim"), (label, "bold green" if page else "bold magenta"), "  ")
    text.append(_fitted(about, done, room).ljust(room))
    text.append(support, style="dim")
    return text


def _heading(members: Sequence[TracedPageRecord], agencies: Sequence[str], days: Sequence[str], room: int) -> str:
    """Return "Reuters · “…” · Wed 12 Jan 2022 · 4 pages"; where there is no room the headline gives way."""
    title = headline_of(members)
    before = ", ".join(agencies) or "no agency named"
    after = " · ".join([*([day_in_words(days[0])] if days else []), plural(len(members), "page")])
    left = max(room - len(before) - len(after) - 8, _LEAST_TITLE)
    return shorten(" · ".join([before, *([f"“{shorten(title, left)}”"] if title else []), after]), room)


def _made(page: TracedPageRecord, agency: str | None, day: str | None, *, is_credited: bool = False) -> list[str]:
    """Return credit, bylines, hour and outlet, as far as they are not told by the heading or the page's own name.

    Where a sister credits an agency (``is_credited``), silence about it is worth saying too.
    """
    parts = []
    if page.agency:
        parts.append(f"credited{_where(page)}" if page.agency.name == agency else f"credits {page.agency.name}")
    elif is_credited:
        parts.append("NO CREDIT")
    if page.bylines:
        parts.append(f"by {', '.join(page.bylines)}")
    if page.published:
        date, _, time = page.published.value.partition("T")
        hour = time[:5]
        if date != day:
            parts.append(day_in_words(page.published.value))
        elif hour:
            parts.append(hour)
    if page.outlet and _letters(page.outlet) not in _letters(page.siglum):
        parts.append(page.outlet)
    return parts


def _where(page: TracedPageRecord) -> str:
    """Return where an agency is credited, where that is not above the text."""
    if page.agency is None or page.agency.start is None or not page.body:
        return ""
    if page.body[0].start <= page.agency.start < page.body[0].end:
        return " in the lede"
    if page.agency.start >= page.body[-1].end:
        return " at the end"
    return "" if page.agency.start < page.body[0].start else " in the text"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _spun(page: TracedPageRecord) -> list[str]:
    """Return "synonym spinner (78 phrases)", then its plainest swaps; nothing for a page that is not spun."""
    if not is_spun(page):
        return []
    swaps = [f"“{printable(p.text)}” = {printable(p.plain or '')}" for p in telling_phrases(page, _PHRASES_SHOWN)]
    return [f"synonym spinner ({plural(len(page.spun.phrases), 'phrase')})", *swaps]


def _lost(node: NodeRecord) -> tuple[list[str], list[str]]:
    """Return "lost: write-through", and what it changed."""
    told = (node.note or "").removesuffix("; lost")
    if not told or told == "lost":
        return ["lost"], []
    kind, colon, done = told.partition(": ")
    return [f"lost: {kind}"], done_parts(done) if colon else []


def _house_style(rules: Sequence[StyleRecord], room: int) -> str:
    """Return "British spelling (others American spelling); “Mr X” (others “X”)": a rule of each kind, the surest."""
    kinds: dict[str, StyleRecord] = {}
    for rule in sorted(rules, key=lambda each: (-each.followed, each.writes)):
        kinds.setdefault(rule.kind, rule)
    told = []
    for rule in list(kinds.values())[:_RULES_SHOWN]:
        # Ways that are words of the text, and no description, stand in quotation marks in the rule's sentence.
        ways = (f"“{way}”" if f"“{way}”" in rule.sentence else way for way in (rule.writes, rule.instead))
        told.append(printable("{} (others {})".format(*ways)))
    while len("; ".join(told)) > room and len(told) > 1:
        told.pop()
    return shorten("; ".join(told), room)


def _headlines(headlines: HeadlinesRecord, names: Mapping[str, str]) -> str:
    """Return "the same in 0 3, edited in 1 2; of their own in 5 6"."""
    wording = {siglum: each.text for each in headlines.headlines for siglum in each.sigla}
    told, own = [], []
    for group in headlines.groups:
        by_words: dict[str, list[str]] = defaultdict(list)
        for siglum in group:
            by_words[wording.get(siglum, "")].append(names.get(siglum, siglum))
        most = max(by_words.values(), key=len)
        rest = [name for its in by_words.values() if its is not most for name in its]
        if len(group) == 1:
            own += most
        elif len(most) == 1:
            told.append(f"akin in {_listed([*most, *rest])}")
        else:
            told.append(f"the same in {_listed(most)}{f', edited in {_listed(rest)}' if rest else ''}")
    if own:
        told.append(f"{'of its own' if len(own) == 1 else 'of their own'} in {_listed(own)}")
    return "; ".join(told)


def _listed(names: Sequence[str]) -> str:
    return " ".join(sorted(names, key=natural))


def _fitted(about: Sequence[str], done: Sequence[str], room: int) -> str:
    """Return "about, about; done, done", the least telling of what was done left out until it fits, with an ellipsis."""
    kept = sorted(map(printable, done), key=_rank)
    head = ", ".join(map(printable, about))
    line = "; ".join(filter(None, (head, ", ".join(kept))))
    while len(line) > room and kept:
        kept.pop()
        line = "; ".join(filter(None, (head, ", ".join([*kept, "…"]))))
    return shorten(line, room)


def _rank(part: str) -> int:
    return next((rank for rank, telling in enumerate(_TELLING) if re.match(telling, part)), 0)


def _label(page: TracedPageRecord, sigla: Mapping[str, str]) -> str:
    short = sigla[page.page]
    return short if short == page.siglum else f"{short} {printable(page.siglum)}"
