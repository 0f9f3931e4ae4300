"""An outlet's desk: cuts, small edits, typing errors, residue, an own paragraph, the credit kept or dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random

from filiation.newsroom.draft import Draft, Paragraph, Sentence, tidy
from filiation.newsroom.grammar import choose
from filiation.newsroom.marking import (
    BORROWED,
    CLOSE,
    CREDIT,
    OPEN,
    mark,
)

_RESIDUE = (
    *("Read more", "read more", "READ MORE", "Also read:", "(Photo: file)", "Click here to subscribe", "See also"),
    *("Lesen Sie mehr", "Citește și", "Lire aussi", "Leia mais", "Zobacz także"),
)
_OWN = (
    (
        "{Readers|Companies|Families} in {our|the local} {region|area} {have been asking|asked} {what|how} the {news|events} "
        "{might|could} {mean|affect} {them|holidays|prices}; the {consulate|chamber of commerce} {has set up|opened} a {telephone line|help desk}."
    ),
    (
        "The {embassy|foreign office} {here |}{said|confirmed} that {none|no citizens} of {ours|this country} {were|had been} "
        "{affected|involved}, {a spokeswoman|an official} {told|wrote to} this {newspaper|site} {by email|on the telephone}."
    ),
    (
        "{A commentary|An analysis} on the {background|subject} {appears|can be found} {on page {two|four|seven}|in our weekend edition}, "
        "{together with|alongside} a {map|timeline} and {letters|a selection of readers' letters}."
    ),
    (
        "{This newspaper|Our correspondent} {visited|was in} the {area|country} {last autumn|two years ago} and {found|described} "
        "{a mood|a place} {somewhere |}between {impatience|resignation} and {hope|defiance}."
    ),
    (
        "{The story|The matter} {was|has been} {watched|followed} {closely|with attention} {abroad|in neighboring capitals}, "
        "where {similar|comparable} {questions|problems} are {on the agenda|being discussed}."
    ),
    (
        "{For|To} {local|our} {exporters|businesses}, {orders|trade} worth {a few|several} million {hang|depend} on {what happens|how things go} "
        "{in the coming weeks|next}, {a trade body|the employers' club} {estimated|reckoned}."
    ),
)


@dataclass(frozen=True, slots=True)
class Handling:
    """What a desk did to its exemplar.

    Attributes:
        cut_sentences: Sentences left out.
        small_edits: Copy edits made.
        typos: Letters wrong.
        has_own_paragraph: Whether it added one of its own.
        residue: Words that slipped in; None where none did.
        credit: ``dateline``, ``lede``, ``line`` (by the byline) or None where the agency is not named.
    """

    cut_sentences: int
    small_edits: int
    typos: int
    has_own_paragraph: bool
    residue: str | None
    credit: str | None


def cut(draft: Draft, random: Random, *, keep: float) -> Draft:
    """Keep about ``keep`` of the sentences (0-1, at least three): most desks cut from the end, many within, too."""
    total = len(draft.sentences())
    goal = max(3, round(total * keep))
    gone: dict[int, Sentence | None] = {}
    from_end = round((total - goal) * random.choice((0.0, 0.4, 0.7, 1.0)))
    for n in range(total - from_end, total):
        gone[n] = None
    inner = list(range(2, total - from_end))
    for n in random.sample(inner, min(len(inner), total - goal - from_end)):
        gone[n] = None
    return draft.with_sentences(gone)


def leave_residue(draft: Draft, random: Random) -> tuple[Draft, str]:
    """Let a scrap of the site stand at the end of a paragraph's last sentence."""
    scrap = random.choice(_RESIDUE)
    at = random.randrange(len(draft.paragraphs))
    paragraph = draft.paragraphs[at]
    last = paragraph.sentences[-1]
    changed = replace(paragraph, sentences=(*paragraph.sentences[:-1], replace(last, text=f"{last.text} {scrap}")))
    return replace(draft, paragraphs=(*draft.paragraphs[:at], changed, *draft.paragraphs[at + 1 :])), scrap


def add_own_paragraph(draft: Draft, random: Random) -> Draft:
    """Add a paragraph of the desk's own."""
    text = tidy(choose(random.choice(_OWN), random))
    key = f"own{random.randrange(10**6)}"
    at = random.randint(min(2, len(draft.paragraphs)), len(draft.paragraphs))
    own = Paragraph(key, (Sentence(f"{key}.0", text),))
    return replace(draft, paragraphs=(*draft.paragraphs[:at], own, *draft.paragraphs[at:]))


def relay_paragraphs(draft: Draft, random: Random) -> Draft:
    """Set paragraphs anew: one for each sentence, or two made one."""
    paragraphs: list[Paragraph] = []
    if random.random() < 0.5:
        for p in draft.paragraphs:
            paragraphs += [Paragraph(f"{p.key}", (s,)) for s in p.sentences]
    else:
        for p in draft.paragraphs:
            if paragraphs and len(paragraphs) > 1 and random.random() < 0.35 and len(paragraphs[-1].sentences) < 3:
                paragraphs[-1] = replace(paragraphs[-1], sentences=(*paragraphs[-1].sentences, *p.sentences))
            else:
                paragraphs.append(p)
    return replace(draft, paragraphs=tuple(paragraphs))


def credit_in_lede(draft: Draft, agency: str, random: Random) -> Draft:
    """Name the agency at the end of the first sentence, and drop the dateline."""
    first = draft.paragraphs[0]
    lede = first.sentences[0]
    words = random.choice(("according to {}", "{} reported", "the agency {} reports", "{} said in a report"))
    if not lede.text.endswith("."):
        return replace(draft, dateline=None)
    text = f"{lede.text[:-1]}, {words.format(mark(CREDIT, agency, agency))}."
    first = replace(first, sentences=(replace(lede, text=text), *first.sentences[1:]))
    return replace(draft, paragraphs=(first, *draft.paragraphs[1:]), dateline=None)


def lift(paragraph: Paragraph, agency: str | None, event: str) -> Paragraph:
    """Mark a paragraph as lifted from the dispatch about ``event``; its end names the agency unless None."""
    sentences = list(paragraph.sentences)
    last = sentences[-1].text
    if agency is not None:
        credit = mark(CREDIT, agency, agency)
        if last.endswith(".") and "”" not in last:
            sentences[-1] = replace(sentences[-1], text=f"{last[:-1]}, {credit} reported.")
        else:
            sentences.append(Sentence(f"{sentences[-1].key}.credit", f"The remarks were reported by {credit}."))
    return replace(paragraph, sentences=tuple(replace(s, text=mark(BORROWED, event, s.text)) for s in sentences))


def drop_credit(text: str) -> str:
    """Take ``, according to Agency`` out of a sentence."""
    return re.sub(
        f", (?:according to |the agency )?{OPEN}{CREDIT}=[^{CLOSE}]*{CLOSE}(?: reported| reports| said in a report)?",
        "",
        text,
    )
