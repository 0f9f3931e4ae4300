"""Pages that carry no article: error pages, login walls, consent walls, robots' checks, front pages, lists of links."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from filiation.article.appeal import speaks_to_readers
from filiation.errors import ArticleError
from filiation.text import Span

if TYPE_CHECKING:
    from filiation.article.render import Rendered

_FEWEST_LETTERS = 60
"""Letters (or 20 signs of a script without spaces) below which nothing is a report."""
_SHORT_WORDS = 90
"""Words below which a page whose text speaks of missing pages, logins or consent is taken at its word."""
_FIRST_PARAGRAPHS = 40
_LONG = 2_000
"""Characters above which a body is a report whatever it says."""
_NO_ARTICLE = re.compile(
    r"""(?ix)
      page\s(?:you\s\w+\s\w+\s\w+\s)?(?:was\s|could\s|can\s?)?not\s(?:be\s)?found | (?:error|http)\s?(?:40[0-9]|50[0-9]) | \b404\b | (?:page|article|story)\s(?:no\slonger|does\snot|doesn[’']t)\s(?:exists?|available)
    | (?:can[’']t|cannot|couldn[’']t)\s(?:seem\sto\s)?find\sthe\spage | access\s(?:to\sthis\spage\s\w+\s\w+\s)?denied | forbidden
    | (?:log|sign)\s?in\s(?:or\s\w+\s(?:\w+\s)?)?to\s(?:continue|read|view|your|access) | (?:subscribe|register)\s(?:now\s)?to\s(?:continue|read|keep|unlock)
    | (?:subscribers?|members?)[\s-]only | already\s(?:a\s(?:subscriber|member)|have\san\saccount|registered|subscribed)
    | enable\s(?:javascript|cookies)|javascript\s(?:is|must)\s|are\syou\s(?:a\s)?(?:human|robot)|verify\s(?:that\s)?you\sare|captcha|checking\syour\sbrowser|unusual\straffic
    | (?:we|our\spartners)\s(?:and\sour\spartners\s)?use\scookies | accept\s(?:all\s)?cookies | consent\sto\sthe\suse
    | seite\s(?:wurde\s)?(?:leider\s)?nicht\sgefunden | page\s(?:est\s)?introuvable | página\sno\s(?:encontrada|existe) | pagina\snon\strovata | página\snão\sencontrada
    | pagina\sniet\sgevonden | strona\snie\s(?:została\sznaleziona|istnieje) | страница\sне\s(?:найдена|существует) | sidan\s(?:kunde\sinte\s)?hittades | siden\s(?:blev\s)?ikke\sfund
    | sayfa\sbulunamadı | pagina\snu\sa\sfost\sgăsită | inicia\ssesión\spara | connectez[\s-]vous\spour | bitte\s(?:melden\ssie\ssich|loggen) | accedi\sper
    """
)


def refuse_non_article(text: str, body: tuple[Span, ...], title: str | None, page: str) -> None:
    """Refuse what was taken for a report and is none.

    Raises:
        ArticleError: Too little text, or a short text that says itself that there is nothing to read here.
    """
    words = " ".join(span.of(text) for span in body[:_FIRST_PARAGRAPHS])
    if len(words) > _LONG:
        return
    letters = sum(c.isalpha() for c in words)
    wide = sum(c > "\u2e80" for c in words)
    if letters + 2 * wide < _FEWEST_LETTERS:
        raise ArticleError(f"no article found: {letters} letters of text that could be one", page=page)
    if len(words.split()) + wide // 2 < _SHORT_WORDS:
        told = _NO_ARTICLE.search(words) or (_NO_ARTICLE.search(title) if title else None)
        if told is not None:
            raise ArticleError(f"no article found: the page says {' '.join(told.group().split())!r}", page=page)


_MOST_LINKED = 0.65
"""Share of a body's characters that may be links' text or teasers: one page of article-extraction-benchmark, a list of
wares, has .57, all others at most .43; invented lists of links and front pages have .8 to 1."""
_LEAST_SENTENCES = 0.6
"""Share of a body's characters that stand in paragraphs ended as sentences are, from which it reads as a report even
where the finder for bare text, which wants more words than a flash has, finds none. No page of that benchmark is so
short."""
_MOST_TO_READERS = 0.34
_SHORT_NOTICE, _MOST_OF_NOTICE = 300, 0.8
"""Characters up to which a text is a site's notice if so much of it speaks to the reader; that benchmark has two pages of
advice of about 520."""
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]{0,2}$")
_IS_LINK = 0.9
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def reads_as_report(rendered: Rendered, body: tuple[Span, ...]) -> bool:
    """Tell whether what an extractor took from an HTML page is a report, not links, teasers or a site's own words.

    It is none if most of it is the text of links or stands under headings that are links; it is one if it is long and
    written in sentences, or if bare text would hold a report too; what is shorter must be sentences that do not speak
    to the reader.
    """
    from filiation.article.body import find_body

    total = sum(map(len, body))
    if _linked(rendered, body) > _MOST_LINKED * total:
        return False
    words = [span.of(rendered.text) for span in body]
    prose = [paragraph for paragraph in words if _SENTENCE_END.search(paragraph)]
    written = sum(map(len, prose)) >= _LEAST_SENTENCES * total
    if written and total > _LONG:
        return True
    to_readers = sum(len(paragraph) for paragraph in prose if speaks_to_readers(paragraph))
    if find_body(rendered.text):
        return total > _SHORT_NOTICE or to_readers <= _MOST_OF_NOTICE * total
    return written and to_readers <= _MOST_TO_READERS * total


def _linked(rendered: Rendered, body: tuple[Span, ...]) -> float:
    """Return how many of a body's characters are links' text, or a teaser's: a line under a heading that is a link."""
    lines = rendered.lines
    starts = [line.span.start for line in lines]
    count = 0.0
    for span in body:
        for at in range(bisect_left(starts, span.start + 1) - 1, bisect_left(starts, span.end)):
            line, above = lines[at], lines[at - 1] if at else None
            shared = min(line.span.end, span.end) - max(line.span.start, span.start)
            is_teaser = above is not None and above.tag in _HEADINGS and above.linked >= _IS_LINK
            count += shared * (1.0 if is_teaser else line.linked)
    return count
