"""Pages that carry no article: error pages, login walls, consent walls, robots' checks."""

from __future__ import annotations

import re

from filiation.errors import ArticleError
from filiation.text import Span

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
