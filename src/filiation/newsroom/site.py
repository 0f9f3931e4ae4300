"""A site: what stands around an article, in which language, and how the page is put together as bare text or HTML."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from html import escape
from random import Random

from filiation.newsroom.draft import Printed
from filiation.newsroom.vocabulary import pairs

LANGUAGES = ("en", "ro", "de", "fr", "es", "pl", "pt", "tr")


@cache
def _chrome() -> dict[tuple[str, str], tuple[tuple[str, ...], ...]]:
    table: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {}
    for head, content in pairs("chrome", " | "):
        language, kind = head.split()
        table[language, kind] = (*table.get((language, kind), ()), tuple(content.split(";")))
    return table


def chrome(language: str, kind: str, random: Random) -> tuple[str, ...]:
    """Return the lines of one piece of a site's furniture (menu, ad, plea …)."""
    return random.choice(_chrome()[language, kind])


@dataclass(frozen=True, slots=True)
class Story:
    """What an outlet puts on a page.

    Attributes:
        outlet: Its name.
        headline: As printed.
        printed: The report.
        credit_line: The agency on a line of its own; None where it is not.
        byline: Reporter's name; None where none is printed.
        staff_line: ``(Reporting by …)`` below the text; None where none is.
        times: Publication and update as printed lines.
        published: ISO 8601, for markup; None where the site tells none.
        caption: Under the picture; None where there is no picture.
        deck: Below the headline; None where there is none.
        crawl_line: Header clock of the visit; None where the site has none.
        others: Headlines of other stories.
        year: For the footer.
    """

    outlet: str
    headline: str
    printed: Printed
    credit_line: str | None
    byline: str | None
    staff_line: str | None
    times: tuple[str, ...]
    published: str | None
    caption: str | None
    deck: str | None
    crawl_line: str | None
    others: tuple[str, ...]
    year: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished page: its content, and in a text page where the headline and each paragraph stand."""

    content: str
    title: tuple[int, int] | None
    paragraphs: tuple[tuple[int, int], ...]


def text_page(story: Story, language: str, random: Random) -> Sheet:
    """Put a page together as a scraper's bare text."""
    out: list[str] = []
    length = 0

    def put(line: str, gap: str = "\n") -> tuple[int, int]:
        nonlocal length
        out.append(line + gap)
        start, length = length, length + len(line) + len(gap)
        return start, start + len(line)

    def furniture(kind: str, chance: float) -> None:
        if random.random() < chance:
            for line in chrome(language, kind, random):
                put(line)
            put("")

    if story.crawl_line:
        furniture("weather", 0.7)
        put(story.crawl_line)
    furniture("cookies", 0.2)
    furniture("menu", 0.5)
    furniture("ad", 0.25)
    title = put(story.headline, random.choice(("\n\n", "\n\n\n", "\n")))
    furniture("residue", 0.2)
    _credits_above(story, put)
    if story.deck:
        put(story.deck, "\n\n")
    if story.caption:
        for _ in range(random.choice((1, 1, 2))):
            put(story.caption)
        put("")
    interrupts = random.random() < 0.35
    gap = random.choice(("\n\n", "\n\n", "\n\n", "\n"))
    places: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(story.printed.paragraphs):
        if interrupts and number and random.random() < 0.2:
            put(chrome(language, "ad", random)[0], "\n\n")
        places.append(put(story.printed.text[start:end], random.choice((gap, gap, gap, " " + gap))))
    if story.staff_line:
        put(story.staff_line, "\n\n")
    put("")
    furniture("residue", 0.3)
    if story.others:
        put(chrome(language, "related", random)[0], "\n\n")
        for other in story.others:
            put(other, random.choice(("\n", "\n\n")))
            if random.random() < 0.3:
                put(f"{random.randint(1, 23)}h ago")
    furniture("plea", 0.6)
    furniture("comments", 0.55)
    if random.random() < 0.5:
        put(f"© {story.year} {story.outlet}. {chrome(language, 'footer', random)[0]}")
    return Sheet("".join(out).rstrip("\n"), title, tuple(places))


def _credits_above(story: Story, put: object) -> None:
    assert callable(put)
    if story.byline:
        put(f"By {story.byline}")
    if story.credit_line:
        put(story.credit_line)
    for line in story.times:
        put(line)
    if story.byline or story.credit_line or story.times:
        put("")


def html_page(story: Story, language: str, random: Random) -> Sheet:
    """Put a page together as HTML: with metadata or without, with navigation, asides, figures and scripts."""
    head = [f"<title>{escape(story.headline)} | {escape(story.outlet)}</title>", '<meta charset="utf-8">']
    if random.random() < 0.6:
        head.append(f'<meta property="og:title" content="{escape(story.headline)}">')
        head.append(f'<meta property="og:site_name" content="{escape(story.outlet)}">')
        if story.published:
            head.append(f'<meta property="article:published_time" content="{story.published}">')
    if random.random() < 0.5:
        data: dict[str, object] = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.headline,
            "publisher": {"@type": "Organization", "name": story.outlet},
        }
        if story.published:
            data["datePublished"] = story.published
        if story.byline or story.credit_line:
            data["author"] = {"@type": "Person", "name": story.byline or story.credit_line}
        head.append(f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>')
    menu = "".join(f'<li><a href="/{n}">{escape(w)}</a></li>' for n, w in enumerate(chrome(language, "menu", random)))
    above = [f"<h1>{escape(story.headline)}</h1>"]
    if story.deck:
        above.append(f'<p class="deck">{escape(story.deck)}</p>')
    if story.byline:
        above.append(f'<p class="byline">By <a rel="author" href="/staff">{escape(story.byline)}</a></p>')
    if story.credit_line:
        above.append(f'<p class="source">{escape(story.credit_line)}</p>')
    above += [f'<p class="time"><time>{escape(line)}</time></p>' for line in story.times]
    if story.caption:
        above.append(f'<figure><img src="/p.jpg" alt=""><figcaption>{escape(story.caption)}</figcaption></figure>')
    body = []
    for number, (start, end) in enumerate(story.printed.paragraphs):
        if number and random.random() < 0.15:
            body.append(f'<div class="ad">{escape(chrome(language, "ad", random)[0])}</div>')
        body.append(f"<p>{escape(story.printed.text[start:end], quote=False)}</p>")
    if story.staff_line:
        body.append(f'<p class="staff">{escape(story.staff_line)}</p>')
    others = "".join(f'<li><a href="/s/{n}">{escape(o)}</a></li>' for n, o in enumerate(story.others))
    related = escape(chrome(language, "related", random)[0])
    plea = "".join(f"<p>{escape(line)}</p>" for line in chrome(language, "plea", random))
    comments = "".join(f"<p>{escape(line)}</p>" for line in chrome(language, "comments", random))
    clock = f'<div class="clock">{escape(story.crawl_line)}</div>' if story.crawl_line else ""
    content = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n' + "\n".join(head) + "\n"
        "<style>p{margin:1em}</style><script>window.track=function(){return 'no';};</script>\n</head>\n<body>\n"
        f"<header>{clock}<nav><ul>{menu}</ul></nav></header>\n<main><article>\n"
        + "\n".join([*above, '<div class="text">', *body, "</div>"])
        + f"\n</article></main>\n<aside><h2>{related}</h2><ul>{others}</ul></aside>\n"
        f'<section class="newsletter">{plea}</section>\n<section id="comments">{comments}</section>\n'
        f"<footer>© {story.year} {escape(story.outlet)}. {escape(chrome(language, 'footer', random)[0])}</footer>\n"
        "</body>\n</html>\n"
    )
    return Sheet(content, None, ())
