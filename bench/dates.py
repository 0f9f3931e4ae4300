"""bench/dates.py [FOLDER]: documents a second of `tag_dates`, beside dateparser's search on the same texts.

FOLDER holds ``*.txt`` or TimeML ``*.tml`` files, whose markup is taken out; without one, an invented dispatch of about
5,000 characters is read over and over. The peer reads the first few texts only: it is slow. CPU time, one core.
"""

from __future__ import annotations

import html
import re
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path

from filiation.article import Article
from filiation.text import paragraphs
from filiation.timeline import Anchor, AnchorSource, tag_dates

ON = "2022-01-12"
PEER_TEXTS = 3
DISPATCH = """
HARBOUR CITY, Jan 12 (Agency) - The river authority said on Wednesday that the dam would be opened late on Friday.
Engineers had warned last month that the wall, built in the 1960s, needed two more years of repairs.
The flood of March 2014 cost 1,200 families their homes; a year earlier, in the autumn of 2013, a smaller one had hit.
Talks are due to resume next Tuesday at 10.30 a.m. and may last until the end of the month, three officials said.
Every spring the water rises; in recent years it has done so in the first two weeks of April.
"""


def texts(folder: Path | None) -> list[str]:
    """Return the texts to read."""
    if folder is None:
        return [DISPATCH * 8] * 200
    found = []
    for path in sorted(folder.rglob("*.t?[lt]")):
        text = path.read_text(encoding="utf-8", errors="replace")
        body = re.search(r"<TEXT>(.*?)</TEXT>", text, re.DOTALL)
        found.append(html.unescape(re.sub(r"<[^>]+>", "", body[1])) if body else text)
    return found


def articles(found: Sequence[str]) -> list[Article]:
    """Return texts as articles."""
    return [
        Article(page=str(at), path="", sha256="", text=text, body=tuple(paragraphs(text)), language="en")
        for at, text in enumerate(found)
    ]


def main(folder: Path | None) -> None:
    """Print one line for us and one for the peer."""
    found = texts(folder)
    anchor = Anchor(ON, AnchorSource.GIVEN, 1.0)
    tag_dates(articles(found[:1])[0], anchor)
    read = articles(found)
    start = time.process_time()
    mentions = sum(len(tag_dates(article, anchor)) for article in read)
    _show("filiation", len(read), sum(map(len, found)), mentions, time.process_time() - start)

    from dateparser.search import search_dates

    warnings.simplefilter("ignore")
    few = found[:PEER_TEXTS]
    start = time.process_time()
    mentions = sum(len(search_dates(text, languages=["en"]) or ()) for text in few)
    _show("dateparser.search", len(few), sum(map(len, few)), mentions, time.process_time() - start)


def _show(name: str, documents: int, characters: int, mentions: int, seconds: float) -> None:
    print(
        f"{name:18} {documents / seconds:8.1f} documents/s  {1000 * seconds / documents:8.2f} ms a document  "
        f"{5e6 * seconds / characters:8.2f} ms a 5,000 characters  {mentions} mentions"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
