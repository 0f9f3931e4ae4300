"""The truth about a simulated newsroom, in the forms that scorers read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from random import Random

from filiation.newsroom.draft import print_draft
from filiation.newsroom.newsroom import Happening, Newsroom, page_key
from filiation.newsroom.page import Passage, SimulatedPage
from filiation.newsroom.tradition import Edge, Tradition

MOST_FACTS = 16
"""Shared facts that are listed for one event: the most carried first."""


def page_files(newsroom: Newsroom) -> Iterator[tuple[str, str]]:
    """Yield (path, content): ``pages/N.txt`` and ``gold.json`` for the newsroom, and for each event where there are several.

    ``articles.jsonl`` holds the reports alone, a row a page. ``gold.json`` is laid out as a hand-annotated case: offsets in code points, half-open, of the decoded page. HTML
    pages have their truth under ``html``, by quoted text.
    """
    several = len(newsroom.happenings) > 1 or bool(newsroom.strangers)
    for number, happening in enumerate(newsroom.happenings):
        folder = f"event-{number}/" if several else ""
        yield from _case(folder, (happening,), ())
    if several:
        yield from _case("", newsroom.happenings, newsroom.strangers)


def _case(
    folder: str, happenings: tuple[Happening, ...], strangers: tuple[SimulatedPage, ...]
) -> Iterator[tuple[str, str]]:
    pages = [*(p for h in happenings for p in h.pages), *strangers]
    for page in pages:
        yield f"{folder}pages/{page.name}", page.content
    yield f"{folder}gold.json", json.dumps(gold(happenings, strangers), indent=1, ensure_ascii=False) + "\n"
    rows: list[dict[str, object]] = [
        {
            "id": page_key(p),
            "title": p.headline,
            "text": "\n\n".join(p.paragraphs),
            "date": p.published,
            "outlet": p.outlet,
            "agency": p.agency,
        }
        for p in pages
    ]
    yield f"{folder}articles.jsonl", _json_lines(rows)


def gold(happenings: tuple[Happening, ...], strangers: tuple[SimulatedPage, ...] = ()) -> dict[str, object]:
    """Return the truth about the pages of some events.

    The main keys are those of one event; with several, ``families`` and ``independent_reports`` are over all, and
    ``events`` lists each. A template page is an event of its own; a digest belongs to no family, and ``excerpts`` tells what it
    and borrowing reports lifted, from the event of which key.
    """
    pages = [*(p for h in happenings for p in h.pages), *strangers]
    texts = [p for p in pages if p.title is not None]
    families = [list(f) for h in happenings for f in h.families] + [
        [page_key(p)] for p in strangers if p.role == "template"
    ]
    spun = [page_key(p) for p in pages if p.role == "spun"]
    return {
        "about": "A simulated newsroom: everything is invented. Offsets count code points in the page decoded as UTF-8.",
        "title": {page_key(p): {**_span(*p.title), "text": p.headline} for p in texts if p.title},
        "body": {page_key(p): [_span(*b) for b in p.body] for p in texts},
        "meta": {page_key(p): _meta(p) for p in pages},
        "families": families,
        "independent_reports": len(families),
        "one_event": [page_key(p) for p in happenings[0].pages] if happenings else [],
        "events": [[page_key(p) for p in h.pages] for h in happenings]
        + [[page_key(p)] for p in strangers if p.role == "template"],
        "stemma": _stemma(happenings[0]) if happenings else None,
        "stemmata": [_stemma(h) for h in happenings],
        "spun_page": spun[0] if spun else None,
        "spun_pages": spun,
        "spun_phrases": [{**_place(p, s), "plain": s.payload} for p in texts for s in p.spun],
        "quotes": [
            {**_place(p, q), "speaker": q.payload.partition("|")[0], "speaker_mention": q.mention, "direct": True}
            for p in texts
            for q in p.quotes
        ],
        "dates": [{**_place(p, d), "value": d.payload} for p in texts for d in p.dates],
        "shared_facts": [f for h in happenings for f in _shared_facts(h)],
        "excerpts": {
            page_key(p): [{**_place(p, b), "event": b.payload} for b in p.borrowed] for p in pages if p.borrowed
        },
        "html": {page_key(p): _by_text(p) for p in pages if p.title is None},
    }


def _span(start: int, end: int) -> dict[str, int]:
    return {"start": start, "end": end}


def _place(page: SimulatedPage, passage: Passage) -> dict[str, object]:
    return {"page": page_key(page), "start": passage.start, "end": passage.end, "text": passage.text}


def _meta(page: SimulatedPage) -> dict[str, object]:
    return {
        "agency": page.agency,
        "published": page.published,
        "bylines": list(page.bylines),
        "contributors": list(page.contributors),
        "editors": list(page.editors),
        "outlet": page.outlet,
        "role": page.role,
        "written": page.written,
        "clock": page.clock,
        "language_of_site": page.language,
    }


def _by_text(page: SimulatedPage) -> dict[str, object]:
    return {
        "title": page.headline,
        "body": list(page.paragraphs),
        "quotes": [
            {"text": q.text, "speaker": q.payload.partition("|")[0], "speaker_mention": q.mention} for q in page.quotes
        ],
        "dates": [{"text": d.text, "value": d.payload} for d in page.dates],
        "spun_phrases": [{"text": s.text, "plain": s.payload} for s in page.spun],
    }


def _shared_facts(happening: Happening) -> list[dict[str, object]]:
    """List the facts that several pages state, with how many independent reports state them."""
    where: dict[str, dict[str, Passage]] = defaultdict(dict)
    for page in happening.pages:
        for fact in page.facts:
            if fact.start is not None:
                where[fact.payload].setdefault(page_key(page), fact)
        for quote in page.quotes:
            if quote.start is not None:
                where[f"said by {quote.payload}"].setdefault(page_key(page), quote)
    family = {p: n for n, members in enumerate(happening.families) for p in members}
    wire = next(n for n, members in enumerate(happening.families) if _is_wire(happening, members))
    shared = sorted(((k, v) for k, v in where.items() if len(v) > 1), key=lambda kv: (-len(kv[1]), kv[0]))
    return [
        {
            "fact": fact,
            "pages": sorted(places, key=int),
            "anchor": {p: {"start": a.start, "end": a.end, "text": a.text} for p, a in sorted(places.items())},
            "independent_reports": len({wire if a.is_borrowed else family[p] for p, a in places.items()}),
        }
        for fact, places in shared[:MOST_FACTS]
    ]


def _is_wire(happening: Happening, members: tuple[str, ...]) -> bool:
    return any(page_key(p) in members and p.role == "pickup" for p in happening.pages)


def main_parents(tradition: Tradition) -> list[Edge]:
    """Return one edge a child: the one with the largest share."""
    best: dict[str, Edge] = {}
    for edge in tradition.edges:
        if edge.child not in best or edge.share > best[edge.child].share:
            best[edge.child] = edge
    return [best[child] for child in sorted(best)]


def _stemma(happening: Happening) -> dict[str, object]:
    """Write a stemma by page: all edges, every split that main parents make, and the most even one with its earlier side."""
    tradition = happening.tradition
    names = {p.siglum: page_key(p) for p in happening.pages if p.siglum is not None}
    node = {s: names.get(s, f"lost-{s}") for s in tradition.texts}
    main = main_parents(tradition)
    every = sorted(names.values(), key=int)
    splits = []
    for edge in main:
        below, todo = set(), [edge.child]
        while todo:
            siglum = todo.pop()
            below.add(siglum)
            todo += [e.child for e in main if e.parent == siglum]
        late = sorted((names[s] for s in below if s in names), key=int)
        early = [p for p in every if p not in late]
        if late and early:
            splits.append([early, late])
    splits.sort(key=lambda s: (-min(len(s[0]), len(s[1])), s))
    best = [s for s in splits[:1] if min(len(s[0]), len(s[1])) > 1]
    # A spun copy was made of the root; a program may take it for a witness or leave it out, so both splits are listed.
    wire = next(f for f in happening.families if _is_wire(happening, f))
    spun = [page_key(p) for p in happening.pages if p.role == "spun" and page_key(p) in wire]
    best += [[sorted([*early, *spun], key=int), late] for early, late in best if spun]
    return {
        "agency": tradition.agency,
        "splits": best,
        "earlier_branch": best[-1][0] if best else [],
        "later_branch": best[0][1] if best else [],
        "all_splits": splits,
        "edges": [[node[e.parent], node[e.child], e.share] for e in tradition.edges],
        "root": node[tradition.root],
        "what": {node[s]: t.what for s, t in sorted(tradition.texts.items())},
    }


def witness_files(newsroom: Newsroom) -> Iterator[tuple[str, str]]:
    """Yield (path, content): each tradition's extant texts, whole, and ``TRUTH.json``: witnesses, edges, root, shares.

    One event stands in the folder itself, several in ``event-0`` …. Witnesses lie in ``witnesses/SIGLUM.txt``; sigla
    tell nothing of age. Lost texts stand in the edges under names that begin with ``lost``. ``witnesses.jsonl`` and
    ``truth.jsonl`` hold the same a line an event.
    """
    rows: list[dict[str, object]] = []
    truths: list[dict[str, object]] = []
    for number, happening in enumerate(newsroom.happenings):
        folder = f"event-{number}/" if len(newsroom.happenings) > 1 else ""
        sigla = witness_sigla(happening)
        tradition = happening.tradition
        truth: dict[str, object] = {
            "witnesses": sorted(sigla[t.siglum] for t in tradition.extant()),
            "edges": [[sigla[e.parent], sigla[e.child]] for e in tradition.edges],
            "shares": [e.share for e in tradition.edges],
            "root": sigla[tradition.root],
            "what": {sigla[s]: t.what for s, t in sorted(tradition.texts.items())},
        }
        yield f"{folder}TRUTH.json", json.dumps(truth, indent=1, ensure_ascii=False) + "\n"
        witnesses = {sigla[t.siglum]: print_draft(t.draft).text + "\n" for t in tradition.extant()}
        for siglum, text in witnesses.items():
            yield f"{folder}witnesses/{siglum}.txt", text
        rows.append({"id": f"event-{number}", "witnesses": dict(sorted(witnesses.items()))})
        truths.append({"id": f"event-{number}", **truth})
    yield "witnesses.jsonl", _json_lines(rows)
    yield "truth.jsonl", _json_lines(truths)


def _json_lines(rows: list[dict[str, object]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def witness_sigla(happening: Happening) -> dict[str, str]:
    """Name the extant texts ``W00`` … in an order that tells nothing, and the lost ones ``lost-…``."""
    texts = happening.tradition.texts
    extant = sorted(s for s in texts if texts[s].is_extant)
    Random(f"{happening.scene.key}/sigla").shuffle(extant)
    width = max(2, len(str(len(extant))))
    return {s: f"W{n:0{width}}" for n, s in enumerate(extant)} | {
        s: f"lost-{s}" for s in sorted(texts) if not texts[s].is_extant
    }
