"""Reports to open in a browser: saved, and made large by repeating every page and text under other names."""

from __future__ import annotations

from dataclasses import replace

from filiation.writers import record as r
from filiation.writers.report import render_report

SIZES = {"phone": (390, 844), "tablet": (768, 1024), "desktop": (1440, 900)}


def saved(record, path):
    """Write the report to ``path`` and return its address."""
    path.write_text(render_report(record), encoding="utf-8")
    return path.as_uri()


def multiplied(record: r.DossiersRecord, times: int) -> r.DossiersRecord:
    """Return the run with each page there ``times`` times; a copy's text begins with a line of its own length."""
    return replace(record, dossiers=[_dossier(each, times) for each in record.dossiers])


def _dossier(dossier: r.DossierRecord, times: int) -> r.DossierRecord:
    names = {page.page: [page.page, *(f"{page.page}~{n}" for n in range(1, times))] for page in dossier.pages}
    sigla = {
        witness.siglum: [witness.siglum, *(f"{witness.siglum}~{n}" for n in range(1, times))]
        for tradition in dossier.traditions
        for witness in tradition.witnesses
    }

    def spans(place):
        return [replace(_moved(place, n), page=name) for n, name in enumerate(names[place.page])]

    def span_list(places):
        return [each for place in places for each in spans(place)]

    def witnesses(found):
        return [
            r.WitnessRecord(siglum, page)
            for n in range(times)
            for siglum, page in ((sigla[w.siglum][n], names[w.page][n]) for w in found)
        ]

    def page(one, n):
        head = "x" * n + "\n"
        move = lambda found: None if found is None else [_moved(each, n) for each in found]  # noqa: E731
        title, agency = one.title, one.agency
        return replace(
            one,
            page=names[one.page][n],
            siglum=sigla[one.siglum][n],
            text=head * bool(n) + one.text,
            title=title and (_moved(title, n) if title.start is not None else title),
            agency=agency and (_moved(agency, n) if agency.start is not None else agency),
            body=move(one.body),
            spun=replace(one.spun, phrases=move(one.spun.phrases)),
        )

    def reading(one):
        pairs = [
            (siglum, _moved(span, n))
            for name, span in zip(one.sigla, one.spans, strict=True)
            for n, siglum in enumerate(sigla[name])
        ]
        return replace(one, sigla=[siglum for siglum, _ in pairs], spans=[span for _, span in pairs])

    def stemma(one):
        copies = [(node, n) for node in one.nodes if node.page for n in range(1, times)]
        return replace(
            one,
            nodes=[
                *one.nodes,
                *(replace(node, siglum=sigla[node.siglum][n], page=names[node.page][n]) for node, n in copies),
            ],
            descents=[
                *one.descents,
                *(
                    r.DescentRecord(node.siglum, sigla[node.siglum][n], 1.0, 1.0, True, [], "the same words")
                    for node, n in copies
                ),
            ],
        )

    def speech(one, n):
        source = one.source and _moved(one.source, n)
        return replace(_moved(one, n), page=names[one.page][n], source=source, cue=None, spans=[])

    return replace(
        dossier,
        pages=[page(one, n) for n in range(times) for one in dossier.pages],
        traditions=[replace(each, witnesses=witnesses(each.witnesses), relations=[]) for each in dossier.traditions],
        collations=[
            replace(
                each,
                witnesses=witnesses(each.witnesses),
                rows=[
                    replace(row, spans=[s if s is None else _moved(s, n) for n in range(times) for s in row.spans])
                    for row in each.rows
                ],
                units=[replace(unit, readings=[reading(one) for one in unit.readings]) for unit in each.units],
            )
            for each in dossier.collations
        ],
        stemmata=[stemma(each) for each in dossier.stemmata],
        statements=[
            replace(
                each,
                spans=span_list(each.spans),
                reports=[[name for one in report for name in names[one]] for report in each.reports],
                conflicts=[
                    replace(conflict, sides=[replace(side, spans=span_list(side.spans)) for side in conflict.sides])
                    for conflict in each.conflicts
                ],
            )
            for each in dossier.statements
        ],
        timeline=[
            replace(
                each,
                spans=span_list(each.spans),
                reports=[[n for one in report for n in names[one]] for report in each.reports],
            )
            for each in dossier.timeline
        ],
        clocks=[replace(each, page=name) for each in dossier.clocks for name in names[each.page]],
        collapses=[replace(each, pages=[n for one in each.pages for n in names[one]]) for each in dossier.collapses],
        quotes=[speech(each, n) for each in dossier.quotes for n in range(times)],
    )


def _moved(place, n):
    """Return a place as many characters later as the copy's own first line has."""
    return replace(place, start=place.start + n + bool(n), end=place.end + n + bool(n))
