"""HTML to text: a fixed rendering, block by block, that all spans of an HTML page point into."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filiation.errors import ArticleError
from filiation.text import Span

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from filiation.settings import Settings

_SILENT = frozenset({
    "audio", "canvas", "datalist", "embed", "head", "iframe", "input", "math", "noembed", "noframes", "noscript",
    "object", "option", "script", "select", "style", "svg", "template", "textarea", "video",
})  # fmt: skip
"""Elements whose content a reader does not see as text."""

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
})  # fmt: skip
"""Elements that begin and end a line of their own."""

_SPACED = frozenset({
    "td", "th", "img", "wbr",
})  # fmt: skip
"""Elements that part words within a line."""

_XML_DECLARATION = re.compile(r"\s{0,100}<\?xml[^>]{0,500}\?>")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_LEAVES = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "td", "th", "tr", "option", "dd", "dt",
})  # fmt: skip
"""Elements that are empty or whose end tag is optional: they tell nothing of a page's depth."""
_HOPELESS = 8
"""A page that opens this many times `max_html_depth` more elements than it closes is not parsed at all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One rendered line.

    Attributes:
        span: Where it stands in the text.
        tag: The innermost block element that holds it.
        linked: Share of its characters, white space aside, that are a link's text, 0-1.
    """

    span: Span
    tag: str
    linked: float = 0.0


@dataclass(frozen=True, slots=True)
class Rendered:
    """An HTML page as text.

    Attributes:
        text: The page's lines, each ended by a line feed, in document order; white space collapsed.
        lines: Each line's place and element, ascending.
    """

    text: str
    lines: tuple[Line, ...]

    @property
    def start(self) -> int:
        """Where the page's own lines begin, behind its ``title`` element's."""
        first = self.lines[0] if self.lines else None
        return first.span.end if first is not None and first.tag == "title" else 0

    def tagged(self, tag: str) -> tuple[Span, ...]:
        """Return the lines that stand directly in elements of that name."""
        return tuple(line.span for line in self.lines if line.tag == tag)


def parse_html(content: str, settings: Settings, page: str) -> HtmlElement:
    """Parse a page into an lxml tree, comments and processing instructions left out.

    Raises:
        ArticleError: Nothing to parse, elements nested deeper than ``settings.max_html_depth``, or more markup or text
            than ``settings.max_text_characters`` allows; it is told before a tree is built.
    """
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    content = _XML_DECLARATION.sub("", content, count=1).replace("\0", "")
    if len(content) > settings.max_text_characters:
        content = _within_bounds(content, settings.max_text_characters, page)
    _refuse_abyss(content, settings.max_html_depth, page)
    if (tags := content.count("<")) > _MOST_TAGS:
        raise ArticleError(f"too long: {tags:,} tags; the limit is {_MOST_TAGS:,}", page=page)
    parser = HTMLParser(
        encoding="utf-8",
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
        no_network=True,
    )
    try:
        return document_fromstring(content.encode("utf-8", "ignore"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ArticleError(f"no article found: the page is not readable HTML ({error})", page=page) from error


_MARKUP_PER_TEXT = 8
"""Characters of markup, scripts and pictures aside, for each character of text that the settings allow: more is not parsed."""
_MOST_TAGS = 500_000
"""A tree takes about 1 kB and 20 µs for each tag, an extractor's copies included; heavy news pages have 20,000."""
_BULK = re.compile(r"(?i)<!--|<(?P<name>script|style|svg)\b(?P<marks>[^<>]{0,500})")
_BULK_ENDS = {name: re.compile(rf"(?i)</{name}\s{{0,20}}>") for name in ("script", "style", "svg")}
_DATA = re.compile(r"data:[\w/+.;=-]{1,80},[A-Za-z0-9+/=%]{80,}")
_ELEMENT = re.compile(r"<[^<>]*>")
_INK = re.compile(r"\S+")


def _within_bounds(content: str, limit: int, page: str) -> str:
    """Return a long page without what no text comes from, if what remains is not too long for a tree. Linear."""
    content = _DATA.sub("", _without_bulk(content))
    if len(content) > _MARKUP_PER_TEXT * limit:
        allowed = _MARKUP_PER_TEXT * limit
        raise ArticleError(f"too long: {len(content):,} characters of markup; the limit is {allowed:,}", page=page)
    if len(content) > limit:
        ink = sum(found.end() - found.start() for found in _INK.finditer(_ELEMENT.sub(" ", content)))
        if ink > limit:
            raise ArticleError(f"too long: {ink:,} characters of text; the limit is {limit:,}", page=page)
    return content


def _without_bulk(content: str) -> str:
    """Return a page without comments, pictures in markup, styles, and scripts other than JSON-LD."""
    pieces = []
    start = at = 0
    while (found := _BULK.search(content, at)) is not None:
        name = found["name"]
        if name is None:
            end = content.find("-->", found.end()) + len("-->")
        else:
            closed = _BULK_ENDS[name.lower()].search(content, found.end())
            end = -1 if closed is None else closed.end()
        if end < found.end():  # never closed: the parser will say what that means
            break
        if name is None or "ld+json" not in found["marks"]:
            pieces.append(content[start : found.start()])
            start = end
        at = end
    return "".join((*pieces, content[start:]))


def _refuse_abyss(content: str, limit: int, page: str) -> None:
    # The parser's own work grows with depth times length; a cheap count of tags keeps absurd pages away from it.
    if content.count("<") <= limit * _HOPELESS:
        return
    depth = 0
    for found in _TAG.finditer(content):
        closing, name = found.groups()
        if name.lower() in _LEAVES:
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        if depth > limit * _HOPELESS:
            raise _too_deep(depth, limit, page)


def _too_deep(depth: int, limit: int, page: str) -> ArticleError:
    return ArticleError(f"elements are nested {depth:,} deep or deeper; the limit is {limit:,}", page=page)


def render(tree: HtmlElement, settings: Settings, page: str) -> Rendered:
    """Write a tree as text: one line for each block, its white space collapsed; the ``title`` element comes first.

    Scripts, styles, templates, form fields and the like are silent. Linear in the size of the tree; no recursion.

    Raises:
        ArticleError: Elements nested deeper than ``settings.max_html_depth``, or more text than
            ``settings.max_text_characters``.
    """
    from lxml.etree import iterwalk

    limit = settings.max_html_depth
    lines: list[str] = []
    tags: list[str] = []
    shares: list[float] = []
    buffer: list[str] = []
    linked: list[str] = []  # what of the buffer is a link's text
    blocks = ["html"]
    links = 0  # how many link elements we are in

    def flush() -> None:
        if buffer:
            line = " ".join("".join(buffer).split())
            buffer.clear()
            if line:
                lines.append(line)
                tags.append(blocks[-1])
                shares.append(_ink("".join(linked)) / _ink(line) if linked else 0.0)
            linked.clear()

    title = tree.find(".//head/title")
    if title is not None:
        buffer.append("".join(title.itertext()))
        blocks.append("title")
        flush()
        blocks.pop()
    depth = 0
    silent_from = 0  # the depth of the silent element that we are in; 0 outside
    for event, element in iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if event == "start":
            depth += 1
            if depth > limit:
                raise _too_deep(depth, limit, page)
            if silent_from:
                continue
            if tag in _SILENT:
                silent_from = depth
                continue
            if tag in _BLOCKS:
                flush()
                blocks.append(tag)
            elif tag in _SPACED:
                buffer.append(" ")
            links += tag == "a"
            if element.text:
                buffer.append(element.text)
                if links:
                    linked.append(element.text)
            continue
        if silent_from in (0, depth):
            silent_from = 0
            if tag in _BLOCKS:
                flush()
                if len(blocks) > 1 and blocks[-1] == tag:
                    blocks.pop()
            elif tag in _SPACED:
                buffer.append(" ")
            links -= tag == "a"
            if element.tail:
                buffer.append(element.tail)
                if links:
                    linked.append(element.tail)
        depth -= 1
    flush()
    return _laid_out(lines, tags, shares, settings.max_text_characters, page)


def _ink(text: str) -> int:
    return sum(map(len, text.split()))


def _laid_out(lines: list[str], tags: list[str], shares: list[float], limit: int, page: str) -> Rendered:
    length = sum(map(len, lines)) + len(lines)
    if length > limit:
        raise ArticleError(f"{length:,} characters of text; the limit is {limit:,}", page=page)
    placed = []
    start = 0
    for line, tag, share in zip(lines, tags, shares, strict=True):
        placed.append(Line(Span(start, start + len(line)), tag, share))
        start += len(line) + 1
    return Rendered("".join(f"{line}\n" for line in lines), tuple(placed))
