"""The report in a browser: every control does what it says, and the page keeps to itself."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from browser_reports import SIZES, multiplied, saved

from filiation.writers import record as r

STATUS = "#r-status"
# The text of the reading view without the words that the page lacks.
ARTICLE = """(() => {
    const text = document.querySelector('#r-text').cloneNode(true);
    text.querySelectorAll('del, .r-headline, .r-note').forEach((each) => each.remove());
    return text.textContent;
})()"""


def squeezed(text):
    return re.sub(r"\s+", "", text)


def counted(page):
    return int(page.text_content(STATUS).split()[0])


def node_of(page, siglum):
    return page.locator("[data-tree] a.text", has_text=siglum).first


def test_the_verdict_comes_first(tab, report, record):
    """What stands at the top is the headline, the number of pages and of independent reports."""
    page = tab().open(report)
    count = record.dossiers[0].independent_reports.best
    assert f"7 pages, but only {count} independent reports" in page.inner_text(".verdict .big")
    assert page.locator(".verdict").bounding_box()["y"] < 300


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_the_screen(tab, report, size):
    """On a phone, a tablet and a desk the page scrolls down only, with the reading view shut and open."""
    page = tab(size).open(report)
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    page.locator("[data-compare]").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    assert page.evaluate("document.querySelector('#reader').scrollWidth") <= SIZES[size][0]


def test_a_node_opens_its_page_and_escape_leads_back(tab, report):
    """A click on a page's box reads it against its exemplar; Escape shuts the panel and gives the focus back."""
    page = tab().open(report)
    node = node_of(page, "alpenbote")
    node.click()
    assert page.locator("#reader").is_visible()
    assert "alpenbote against" in page.inner_text("#r-title")
    assert counted(page) > 0
    assert "now" in node.get_attribute("class")
    page.keyboard.press("Escape")
    assert not page.locator("#reader").is_visible()
    assert page.evaluate("document.activeElement.getAttribute('href')") == node.get_attribute("href")


def test_an_edge_tells_what_the_copy_changed(tab, report, record):
    """A click on a descent shows its summary and, in place, the changes; each can be stepped to."""
    page = tab().open(report)
    stemma = record.dossiers[0].stemmata[0]
    number, descent = next((n, d) for n, d in enumerate(stemma.descents) if d.child == "alpenbote")
    page.locator(f"[data-tree] a[href='#e1t0.d{number}'] .hit").dispatch_event("click")
    assert descent.summary in page.inner_text(".r-summary")
    total = counted(page)
    page.click("#r-next")
    assert page.inner_text(STATUS).startswith(f"1 of {total}")
    page.keyboard.press("n")
    assert page.inner_text(STATUS).startswith(f"2 of {total}")
    page.click("#r-previous")
    page.keyboard.press("p")
    assert page.inner_text(STATUS).startswith(f"{total} of {total}")
    assert page.locator("#r-text .now").count() >= 1


def test_recorded_changes_are_shown_one_by_one(tab, record, tmp_path):
    """Where a descent records its changes, just those are marked: what stood before is struck, what came stands."""
    dossier = record.dossiers[0]
    stemma, collation = dossier.stemmata[0], dossier.collations[0]
    number, descent = next((n, d) for n, d in enumerate(stemma.descents) if d.child == "alpenbote")
    changes = []
    for unit, each in enumerate(collation.units):
        after = [n for n, reading in enumerate(each.readings) if "alpenbote" in reading.sigla]
        if (
            each.change == "fact"
            and after
            and len(each.readings) > 1
            and not any(reading.like is not None for reading in each.readings)
        ):
            changes.append(r.ChangeRecord(unit, 1 - min(after[0], 1), after[0]))
    told = [replace(d, changes=changes if d is descent else []) for d in stemma.descents]
    view = replace(dossier, stemmata=[replace(stemma, descents=told)])
    page = tab().open(f"{saved(replace(record, dossiers=[view]), tmp_path / 'told.html')}#e1t0.d{number}")
    assert counted(page) == len(changes)
    marks = page.locator("#r-text .c-fact")
    for change, mark in zip(changes, marks.all(), strict=True):
        before, after = (collation.units[change.unit].readings[n] for n in (change.before, change.after))
        for reading, tag in ((before, "del"), (after, "ins")):
            if reading.text is not None:
                assert squeezed(mark.locator(tag).text_content()).lower() == squeezed(reading.text)


def test_a_lost_text_says_what_is_known_of_it(tab, report, record):
    """A click on a dashed circle names the text as lost, and the pages that descend from it."""
    page = tab().open(report)
    nodes = record.dossiers[0].stemmata[0].nodes
    for number, node in enumerate(nodes):
        if node.page is None:
            page.locator(f"[data-tree] a[href='#e1t0.n{number}']").click()
            assert page.inner_text("#r-title") == f"{node.siglum}, a lost text"
            assert "lost" in page.inner_text(".r-lost")
            assert page.locator("#r-text p").count() > 3


def test_any_two_pages_can_be_read_against_each_other(tab, report, record):
    """Whatever pair is picked, the text shown without what it lacks is the page's article, word for word."""
    page = tab().open(report)
    page.locator("[data-compare]").click()
    texts = {each.siglum: each for each in record.dossiers[0].pages}
    reads = page.locator("#r-read option").all_inner_texts()
    for read in reads:
        page.select_option("#r-read", label=read)
        article = texts[read.split(" ", 1)[1]]
        body = squeezed(" ".join(article.text[span.start : span.end] for span in article.body))
        others = page.locator("#r-against option").all_inner_texts()
        assert len(others) > len(reads) - 1
        for other in others:
            page.select_option("#r-against", label=other)
            assert squeezed(page.evaluate(ARTICLE)) == body, (read, other)


def test_swapping_turns_additions_into_cuts(tab, report):
    """The same two pages the other way round: as many changes, and what was added is now missing."""
    page = tab().open(report)
    page.locator("[data-compare]").click()
    page.select_option("#r-read", index=0)
    page.select_option("#r-against", index=page.locator("#r-against option").count() - 2)
    there = page.inner_text("#r-title").split(" against ")
    added, cut = (page.locator(f"#r-text .c-{kind}").count() for kind in ("added", "cut"))
    page.click("#r-swap")
    assert page.inner_text("#r-title").split(" against ") == there[::-1]
    assert added + cut > 0
    assert page.locator("#r-text .c-cut").count() >= min(added, 1)
    assert page.locator("#r-text .c-added").count() >= min(cut, 1)


def test_filters_hide_what_is_not_asked_for(tab, report):
    """Facts only ≤ no house style ≤ all; what is filtered out is not on the screen."""
    page = tab().open(report)
    node_of(page, "morning-register").click()
    counts = {}
    for show in ("facts", "plain", "all"):
        page.check(f"[name=r-show][value={show}]")
        counts[show] = page.evaluate("document.querySelector('#r-status').textContent.match(/^\\d+/)") and counted(page)
        if show == "facts":
            assert page.locator("#r-text .c:not(.c-fact) del:visible").count() == 0
        if show == "plain":
            assert page.locator("#r-text .c-style del:visible").count() == 0
    assert (counts["facts"] or 0) <= (counts["plain"] or 0) < counts["all"]


def test_a_copied_link_restores_the_view(tab, report):
    """The link to a change, opened anew, shows the same pages, the same filter and the same change."""
    first = tab(permissions=["clipboard-read", "clipboard-write"])
    page = first.open(report)
    node_of(page, "kontinent.example").click()
    page.check("[name=r-show][value=all]")
    page.click("#r-next")
    page.click("#r-copy")
    page.locator("#toast", has_text="Link copied.").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    again = tab().open(link)
    for part in ("#r-title", STATUS):
        assert again.inner_text(part) == page.inner_text(part)
    assert again.input_value("#r-against") == page.input_value("#r-against")
    assert again.is_checked("[name=r-show][value=all]")


def test_a_link_is_shown_where_it_cannot_be_copied(tab, report):
    """Where the clipboard is shut, the link stands in a field to be copied by hand."""
    page = tab().open(report)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.locator("#e1s1 .perma").click()
    assert page.input_value("#toast input").endswith("#e1s1")


def test_a_claim_leads_to_its_characters(tab, report, record):
    """Every mark in a statement's row lights just the characters that the record names."""
    page = tab().open(report)
    texts = {each.page: each.text for each in record.dossiers[0].pages}
    told = {
        f"{span.start}-{span.end}": texts[span.page][span.start : span.end]
        for statement in record.dossiers[0].statements
        for span in [*statement.spans, *(s for c in statement.conflicts for side in c.sides for s in side.spans)]
    }
    links = page.locator("#e1matrix td.p a")
    for number in range(0, min(links.count(), 60), 7):
        link = links.nth(number)
        spot = link.get_attribute("href").removeprefix("#")
        place = spot.split("c")[1]
        link.click()
        page.wait_for_function("(spot) => document.activeElement.id === spot", arg=spot)
        lit = page.evaluate("[...document.querySelectorAll('.lit')].map((m) => m.textContent).join('')")
        assert squeezed(lit) == squeezed(told[place])
        assert page.locator(".lit").first.is_visible()


def test_a_moment_and_a_page_lead_to_the_text(tab, report):
    """A date's chip lights its words; a chip of the verdict opens its page's text."""
    page = tab().open(report)
    page.locator(".when tr[id] .chips a").first.click()
    assert page.locator(".lit").count() >= 1
    page.locator(".verdict .chips a").first.click()
    assert page.locator("details.whole[open]").count() == 2


def test_statements_are_sifted(tab, report, record):
    """A screenful first, all on demand; disputed ones, and those of two reports, alone."""
    page = tab().open(report)
    rows = page.locator("#e1matrix tbody tr:visible")
    statements = record.dossiers[0].statements
    assert rows.count() < len(statements)
    page.click("[data-all]")
    assert rows.count() == len(statements)
    page.check("[value=disputed]")
    assert rows.count() == sum(1 for each in statements if each.conflicts)
    page.check("[value=two]")
    assert rows.count() == sum(1 for each in statements if each.independent_reports.best > 1)
    page.check("[value=every]")


def test_statements_are_sifted_by_speaker_and_kind(tab, report, record):
    """One speaker's statements alone, one kind's alone, both; a link to that choice restores it, and back undoes nothing."""
    page = tab().open(report)
    rows = page.locator("#e1matrix tbody tr:visible")
    statements = record.dossiers[0].statements
    spoken = Counter(each.speaker.name for each in statements if each.speaker)
    name, number = max(spoken.items(), key=lambda item: item[1])
    speakers = page.locator("#e1said ~ .sift [data-by=speaker]")
    label = next(each for each in speakers.locator("option").all_inner_texts() if each.startswith(f"{name} ("))
    assert label == f"{name} ({number})"
    speakers.select_option(label=label)
    assert rows.count() == number
    assert all(name in each for each in rows.all_inner_texts())
    address = page.url
    assert "#e1said.v" in address
    kinds = page.locator("#e1said ~ .sift [data-by=kind]")
    kinds.select_option("claim")
    assert rows.count() == 0
    assert page.locator(".sift output").inner_text() == f"0 of {len(statements)} statements"
    again = tab().open(address)
    assert again.locator("#e1matrix tbody tr:visible").count() == number
    again.locator(".voices details").first.click()
    again.locator(".voices [data-sift-by]").first.click()
    assert again.locator("#e1matrix tbody tr:visible").count() > 0


def test_disputes_stand_first(tab, report, record):
    """Each side of a dispute leads to words on a page; the dispute to its statement, whether or not it is on the screen."""
    page = tab().open(report)
    assert page.locator(".disputes").bounding_box()["y"] < page.locator("#e1matrix").bounding_box()["y"]
    conflicts = [each for statement in record.dossiers[0].statements for each in statement.conflicts]
    assert 0 < page.locator(".disputes > ol > li").count() <= len(conflicts)
    page.locator(".disputes .quiet").last.click()
    row = page.url.split("#")[1]
    assert page.locator(f"#{row}").is_visible()
    page.locator(".disputes ul .chips a").first.click()
    assert page.locator(".lit").count() >= 1


def test_wordings_are_told_apart(tab, report):
    """A statement's wordings open below it; what a page has otherwise is marked, and its pages are named."""
    page = tab().open(report)
    drift = page.locator(".drift", has=page.locator("ins")).first
    drift.locator("summary").click()
    assert drift.locator("li").count() >= 2
    assert drift.locator("li").first.locator("ins, del").count() == 0
    assert drift.locator("ins").first.is_visible()
    assert drift.locator("li .chips a").count() >= 2


@pytest.mark.parametrize("size", ["phone", "tablet", "desktop"])
def test_the_timeline_is_a_picture(tab, report, record, size):
    """Without a script too: a mark a moment within its cell, in the order of time; what is far stands in one row."""
    page = tab(size, java_script_enabled=False).open(report)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    days = {each.value: each for each in record.dossiers[0].timeline if each.precision == "day"}
    lefts = []
    for row in page.locator("#e1timeline tr[id]").all():
        cell, mark = row.locator("svg").bounding_box(), row.locator("svg > :is(circle, rect)").bounding_box()
        assert cell["x"] <= mark["x"]
        assert mark["x"] + mark["width"] <= cell["x"] + cell["width"] + 1
        if row.locator("circle").count():
            lefts.append(mark["x"])
    assert len(lefts) == len(days)
    assert lefts == sorted(lefts)
    assert len(set(lefts)) == len(lefts)
    page.locator(".versions a", has_text="2003").click()
    assert "#e1m" in page.url


def test_a_link_to_a_hidden_statement_shows_it(tab, report, record):
    """A permalink to the last statement brings it on the screen."""
    page = tab().open(f"{report}#e1s{len(record.dossiers[0].statements)}")
    assert page.locator(f"#e1s{len(record.dossiers[0].statements)}").is_visible()


def test_arrows_walk_the_tree(tab, report):
    """Right goes to a child, left to the parent, up and down to neighbours, Home and End to the ends; Enter opens."""
    page = tab().open(report)
    here = "document.activeElement.getAttribute('href')"
    start = page.locator("[data-tree] a.text[tabindex='0']")
    assert start.count() == 1
    start.focus()
    seen = set()
    for key in ("Home", "ArrowDown", "ArrowDown", "ArrowUp", "End", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
        seen.add(page.evaluate(here))
    assert len(seen) >= 4
    page.keyboard.press("Enter")
    assert page.locator("#reader").is_visible()
    assert page.evaluate("document.activeElement.id") == "r-title"


def test_back_and_forward_shut_and_open_the_panel(tab, report):
    """The browser's own buttons work: back from a node to the report, forward to the node."""
    page = tab().open(report)
    page.locator(".sections a").first.click()
    node_of(page, "alpenbote").click()
    title = page.inner_text("#r-title")
    page.go_back()
    page.locator("#reader").wait_for(state="hidden")
    page.go_forward()
    page.locator("#reader").wait_for()
    assert page.inner_text("#r-title") == title


def test_paper_has_every_text(tab, report):
    """Before printing all texts open, and every statement is there; afterwards they are as they were."""
    page = tab().open(report)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.whole:not([open])").count() == 0
    assert page.locator("#e1matrix tbody tr[hidden]").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.whole[open]").count() == 0


def test_without_scripts_the_report_is_read(tab, report):
    """No script: texts are open, evidence can be followed, pages stand side by side."""
    page = tab(java_script_enabled=False).open(report)
    assert page.locator("details.whole[open]").count() == 7
    assert page.locator("table.pair").count() >= 1
    assert page.locator("table.pair").first.is_visible()
    assert page.locator("[data-compare]:visible").count() == 0
    page.locator("#e1matrix td.p a").first.click()
    assert re.search(r"#e1p\d+c\d+-\d+$", page.url)


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("desktop", "light")])
def test_axe_finds_nothing(tab, report, scheme, size):
    """No violation of accessibility rules, in light and dark, small and large, panel shut and open."""
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="axe-core-python is not installed").Axe()
    page = tab(size, color_scheme=scheme).open(report)
    assert told(axe.run(page)) == []
    page.evaluate("for (const each of document.querySelectorAll('details:not(.whole)')) each.open = true")
    assert told(axe.run(page)) == []
    page.locator("#e1matrix td.p a").first.click()
    page.locator("[data-compare]").click()
    page.check("[name=r-show][value=all]")
    page.click("#r-next")
    assert told(axe.run(page)) == []


def told(found):
    return [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found["violations"]]


def test_two_events_have_one_outline(tab, record, tmp_path):
    """A report of several events has one first heading, and no rule is broken either."""
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="axe-core-python is not installed").Axe()
    page = tab().open(saved(replace(record, dossiers=record.dossiers * 2), tmp_path / "two.html"))
    outline = ["heading-order", "landmark-unique", "page-has-heading-one", "duplicate-id-aria", "region"]
    assert told(axe.run(page, options={"runOnly": outline})) == []
    page.locator("[data-compare='e2t0']").click()
    assert page.locator("#r-text p").count() > 3


def test_three_hundred_pages_fit_in_a_file(tab, record, tmp_path):
    """A tradition of 300 pages is far below 20 MB, opens, and any of its pages can be read against another."""
    path = tmp_path / "many.html"
    page = tab().open(saved(multiplied(record, 43), path))
    assert path.stat().st_size < 20_000_000
    assert "301 pages" in page.inner_text(".verdict .big")
    page.locator("[data-compare]").click()
    assert page.locator("#r-read option").count() == 258
    page.select_option("#r-read", index=200)
    page.select_option("#r-against", index=30)
    assert page.locator("#r-text p").count() > 3


def test_hostile_pages_are_text(tab, dossiers_of_scripts, tmp_path):
    """Scripts, handlers and links in every field are shown as the characters that they are, in every view."""
    page = tab().open(saved(dossiers_of_scripts, tmp_path / "hostile.html"))
    elements = page.evaluate("document.querySelectorAll('script, iframe, img, object, embed, link, base').length")
    assert elements == 3
    for link in page.locator("[data-tree] a").all():
        link.dispatch_event("click")
    page.select_option("#r-against", index=0)
    page.check("[name=r-show][value=all]")
    assert "<script>" in page.inner_text("#r-text")
    assert page.evaluate("[...document.links].every((a) => a.getAttribute('href').startsWith('#'))")
    assert page.locator("#reader script, #reader img").count() == 0


@pytest.fixture
def dossiers_of_scripts(record):
    """Return the example's dossier with a script in every title, outlet, siglum, summary and first sentence."""
    poison = "</script><!--<img src=x onerror=alert(1)><script>alert(2)</script>\u2028javascript:alert(3)'\""
    dossier = record.dossiers[0]

    def name(text):
        return f"{text}{poison}"

    pages = [
        replace(
            page,
            siglum=name(page.siglum),
            outlet=poison,
            url=f"javascript:alert(4)//{poison}",
            language=poison,
            title=r.TextRecord(None, None, poison),
            text=page.text[: page.body[0].start]
            + (poison * 3)[: page.body[0].end - page.body[0].start].ljust(page.body[0].end - page.body[0].start, "x")
            + page.text[page.body[0].end :],
        )
        for page in dossier.pages
    ]
    stemma = dossier.stemmata[0]
    nodes = [replace(node, siglum=name(node.siglum), note=poison) for node in stemma.nodes]
    descents = [replace(d, parent=name(d.parent), child=name(d.child), summary=poison) for d in stemma.descents]
    tree = replace(stemma, root=stemma.root and name(stemma.root), nodes=nodes, descents=descents, alternatives=[])
    collation = dossier.collations[0]
    witnesses = [replace(w, siglum=name(w.siglum)) for w in collation.witnesses]
    style = [replace(rule, siglum=name(rule.siglum), sentence=poison) for rule in collation.style]
    units = [
        replace(u, readings=[replace(g, sigla=[name(s) for s in g.sigla]) for g in u.readings]) for u in collation.units
    ]
    statements = [replace(s, text=s.text + poison, speaker=r.SpeakerRecord(poison, poison)) for s in dossier.statements]
    return replace(
        record,
        dossiers=[
            replace(
                dossier,
                pages=pages,
                stemmata=[tree],
                collations=[replace(collation, witnesses=witnesses, units=units, style=style)],
                statements=statements,
            )
        ],
    )


def test_a_moved_sentence_has_a_note(tab, report, record):
    """Where a sentence stands elsewhere in the other text, a note says so; with facts alone it is gone."""
    page = tab().open(report)
    collation = record.dossiers[0].collations[0]
    row = next(each for each in collation.rows if each.kind == "moved")
    moved = next(w.siglum for w, is_moved in zip(collation.witnesses, row.moved, strict=True) if is_moved)
    other = next(
        w.siglum
        for w, is_moved, span in zip(collation.witnesses, row.moved, row.spans, strict=True)
        if not is_moved and span is not None
    )
    nodes = [node.siglum for node in record.dossiers[0].stemmata[0].nodes]
    page.goto(f"{report}#e1t0/{nodes.index(moved)}/p{nodes.index(other)}/all")
    assert page.locator(".r-note").first.is_visible()
    page.check("[name=r-show][value=facts]")
    assert not page.locator(".r-note").first.is_visible()


def test_headlines_and_settings_are_there(tab, report):
    """Headlines stand with their changes marked; the settings of the run open at the end."""
    page = tab().open(report)
    assert page.locator(".heads ins").first.is_visible()
    page.get_by_text("Settings of the run").click()
    assert page.locator(".settings dt", has_text="seed").is_visible()


def test_a_folded_picture_can_be_walked(tab, record, tmp_path):
    """Copies that share a box are no step for the arrows, and a link to one of them opens it all the same."""
    path = tmp_path / "folded.html"
    page = tab().open(saved(multiplied(record, 12), path))
    boxes, texts = page.locator("[data-tree] a.text"), page.locator(".outline > li")
    assert boxes.count() < texts.count() / 4
    boxes.first.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "End", "ArrowLeft", "Home"):
        page.keyboard.press(key)
    last = texts.last.get_attribute("id")
    page.goto(f"{path.as_uri()}#{last}")
    assert page.locator("#reader").get_attribute("open") is not None
