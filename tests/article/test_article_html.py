"""HTML pages: every span stands in a rendering that depends on the page alone, whatever the markup."""

import itertools
import random

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from filiation.archive.page import Page, PageId, PageKind
from filiation.article import ClockKind, read_article
from filiation.article.extraction import locate
from filiation.article.markup import read_markup
from filiation.article.render import parse_html, render
from filiation.errors import ArticleError
from filiation.settings import DEFAULTS, Settings

PARAGRAPHS = [
    "The council of Harrow decided on Tuesday to close the old bridge for a year, after divers found holes in two piers.",
    "Lorries have been kept off it since May. Buses will now go by way of the mill, which adds ten minutes to each trip.",
    "“I have walked over it for fifty years, and I mean to walk over it again,” said Edith Crane, who runs the ferry inn.",
    "The repair will cost four million crowns. The county pays half, and the rest will come from a toll on the new road.",
]
words = st.text(alphabet=st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12)


def page(content, **fields):
    return Page(PageId("p.html"), "p.html", PageKind.HTML, content, "", **fields)


def document(head="", before="", after="", paragraphs=PARAGRAPHS):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head>{head}</head><body>{before}<article>{body}</article>{after}</body></html>"


def read(content, **fields):
    return read_article(page(content, **fields), DEFAULTS)


@hypothesis_settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(words, min_size=1, max_size=12), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_paragraphs_are_located(paragraphs, rng):
    """Whatever pieces a paragraph is cut into and however its words are spaced, it is found in full, in order."""
    numbered = [f"paragraph\t{at} of the report: {' '.join(paragraph)}" for at, paragraph in enumerate(paragraphs)]
    text = "\n".join(numbered)
    spans = locate([_cut("".join(paragraph.split()), rng) for paragraph in numbered], text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def _cut(word: str, rng: random.Random) -> list[str]:
    at = rng.randrange(len(word) + 1)
    return [word[:at], word[at:]]


def test_body_is_the_report():
    """Paragraphs come out whole and in order, whatever inline markup they hold."""
    marked = [
        p.replace("Tuesday", "<b>Tues</b>day").replace("ten minutes", "<a href='#'>ten\n minutes</a>")
        for p in PARAGRAPHS
    ]
    article = read(document(before="<h1>Old bridge at Harrow to close</h1>", paragraphs=marked))
    assert [span.of(article.text) for span in article.body] == PARAGRAPHS


def test_same_page_same_text():
    """The rendering depends on the page alone."""
    content = document(before="<h1>Old bridge at Harrow to close</h1><p>By Ann Poe</p>")
    assert read(content) == read(content)


def test_nothing_silent_is_rendered():
    """Scripts, styles, templates, form fields and comments are no text."""
    hidden = (
        "<script>aaa1</script><style>aaa2</style><template><p>aaa3</p></template><!-- aaa4 --><textarea>aaa5</textarea>"
    )
    assert "aaa" not in read(document(before=hidden, after=hidden)).text


@pytest.mark.parametrize("depth", [1_001, 10_000, 300_000])
def test_too_deep(depth):
    """A page nested too deep is refused with the depth, at once and without recursion."""
    with pytest.raises(ArticleError, match=r"nested [\d,]+ deep"):
        read("<html><body>" + "<div>" * depth + PARAGRAPHS[0] + "</div>" * depth)


def test_deep_but_allowed():
    """A page nested just within the limit is read."""
    depth = DEFAULTS.max_html_depth - 10
    article = read("<html><body>" + "<div>" * depth + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</div>" * depth)
    assert article.body


def test_too_long():
    """More text than the settings allow is refused, HTML and bare text alike."""
    small = Settings(max_text_characters=100)
    for kind, content in ((PageKind.HTML, document()), (PageKind.TEXT, "\n".join(PARAGRAPHS))):
        with pytest.raises(ArticleError, match="the limit is 100"):
            read_article(Page(PageId("p"), "p", kind, content, ""), small)


@pytest.mark.parametrize(
    "content",
    ["", " ", "\0", "<", "<html>", "<?xml version='1.0' encoding='utf-8'?>", "<!-- x", "&#0;", "\ud800", "]]>"],
)
def test_nothing_to_read(content):
    """What holds no article is refused as such, never with another error."""
    with pytest.raises(ArticleError, match="no article found"):
        read(content)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@graph", "author", "name", "headline", "datePublished", "publisher", "mainEntity"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@hypothesis_settings(deadline=None)
@given(json_values, st.booleans())
def test_any_json_ld(value, broken):
    """Whatever stands in JSON-LD, the markup is read without an error."""
    import json

    source = json.dumps(value)[: -1 if broken else None]
    head = f'<script type="application/ld+json">{source}</script>'
    markup = read_markup(parse_html(document(head), DEFAULTS, "p"))
    assert all(isinstance(name, str) for name in (*markup.titles, *markup.authors, *markup.published))


def test_deep_json_ld():
    """JSON-LD nested ten thousand deep is passed over."""
    head = f'<script type="application/ld+json">{"[" * 10_000}</script>'
    assert read(document(head)).body


def test_metadata_clock():
    """Times in the markup are read where the page prints none; what came beside the page wins."""
    head = '<meta property="article:published_time" content="2022-01-12T17:20:00Z">'
    article = read(document(head))
    assert (article.published.value, article.published.clock) == ("2022-01-12T17:20:00+00:00", ClockKind.METADATA)
    given_clock = read(document(head), date="2022-01-11").published
    assert (given_clock.value, given_clock.clock) == ("2022-01-11", ClockKind.INPUT)


def test_address_clock():
    """The address tells the day where nothing else does."""
    published = read(document(), url="https://example.org/2022/01/12/bridge").published
    assert (published.value, published.clock) == ("2022-01-12", ClockKind.URL)


def test_site_name_leaves_the_title():
    """A site's name behind a title goes where the site is known by it, and stays where it is not."""
    known = document(
        "<title>Old bridge to close for a year | Harrow Post</title><meta property='og:site_name' content='Harrow Post'>"
    )
    assert read(known).title.text == "Old bridge to close for a year"
    unknown = document("<title>Old bridge to close for a year | Harrow Post</title>")
    assert read(unknown).title.text == "Old bridge to close for a year | Harrow Post"
    printed = document(
        "<title>Old bridge to close for a year | Harrow Post</title>", before="<h1>Old bridge to close for a year</h1>"
    )
    article = read(printed)
    assert article.title.text == article.title.span.of(article.text) == "Old bridge to close for a year"


def test_rendered_lines_are_the_text():
    """Lines, joined, are the text."""
    rendered = render(parse_html(document("<title>Bridge</title>"), DEFAULTS, "p"), DEFAULTS, "p")
    assert "".join(line.span.of(rendered.text) + "\n" for line in rendered.lines) == rendered.text


def test_heading_over_title_element():
    """A printed heading wins over a title element that runs on in keywords or names the site; a logo is no headline."""
    heading = "Old bridge of Harrow closes for a year"
    for title in (
        "Harrow bridge closed 2022: dates, detours, bus times, latest news and photos",
        "Old bridge of Harrow closes for a year: detours, buses, news 2022",
        "The Harrow Courier",
    ):
        logo = "<h1><a href='/'>News of the bridge and town</a></h1>"
        article = read(document(f"<title>{title}</title>", f"{logo}<h1>{heading}</h1>"))
        assert article.title.text == heading
        assert article.title.span.of(article.text) == heading


def test_trusted_title_over_section():
    """A section's name in the heading's place does not win over the title that the page gives."""
    head = "<title>Old bridge closes for a year - The Harrow Courier</title>"
    article = read(document(head, "<h1>Local affairs</h1>"), url="https://harrowcourier.example/1")
    assert article.title.text.startswith("Old bridge closes for a year")


MARKED = '<script type="application/ld+json">{{"@type": "NewsArticle", {}}}</script>'
AUTHORS = '<meta name="author" content="Ann Poe"><meta name="author" content="Mill Lane">'
ORGANISATIONS = [
    MARKED.format('"author": [{"name": "Ann Poe"}, {"@type": "Organization", "name": "Mill Lane"}]'),
    MARKED.format('"author": [{"name": "Ann Poe"}, {"name": "Mill Lane"}], "publisher": {"name": "Mill Lane"}'),
    MARKED.format('"author": ["Ann Poe", "Mill Lane"], "copyrightHolder": {"name": "Mill Lane"}'),
    AUTHORS + '<meta name="copyright" content="Copyright (c) Mill Lane 2022">',
    AUTHORS + '<meta property="og:site_name" content="Mill Lane">',
]


@pytest.mark.parametrize("head", ORGANISATIONS)
def test_company_is_no_byline(head):
    """A company given as author, and the publisher or rights holder, are no bylines, however much like a name."""
    assert read(document(head)).bylines == ("Ann Poe",)


def test_agency_as_author_is_credited():
    """An agency marked as a company and author is still the page's credit."""
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle",'
        ' "author": {"@type": "NewsMediaOrganization", "name": "Reuters"}}</script>'
    )
    article = read(document(head))
    assert article.bylines == ()
    assert article.agency.name == "Reuters"


HEADING = "<h1>Old bridge of Harrow closes for a year</h1>"
CLOCK = "<div><span>Ann Poe</span><time datetime='2022-05-03T10:36:00.000Z'>1 day ago</time></div>"


def test_time_by_headline():
    """A machine's time by the headline, where nothing else tells one, is the publication's."""
    published = read(document(before=HEADING + CLOCK)).published
    assert (published.value, published.clock) == ("2022-05-03T10:36:00+00:00", ClockKind.METADATA)


@pytest.mark.parametrize(
    "fields",
    [
        {"before": HEADING, "after": CLOCK},
        {"before": f"{HEADING}<aside>{CLOCK}</aside>"},
        {"before": f"{HEADING}<ul><li>{CLOCK}</li></ul>"},
        {"before": HEADING + CLOCK.replace("Ann Poe", "Last updated")},
        {"before": HEADING + CLOCK.replace("<time", "<time class='updated'")},
    ],
)
def test_time_elsewhere(fields):
    """A comment's, a teaser's or an update's time is not the publication's."""
    assert read(document(**fields)).published is None
