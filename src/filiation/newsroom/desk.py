"""An outlet's desk: cuts, small edits, typing errors, residue, an own paragraph, the credit kept or dropped."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from filiation.newsroom.draft import Draft, Paragraph, Sentence, tidy
from filiation.newsroom.grammar import choose
from filiation.newsroom.marking import (
    BORROWED,
    CLOSE,
    CREDIT,
    FACT,
    MENTION,
    OPEN,
    OPTIONAL,
    QUOTE,
    SURNAME,
    edit,
    mark,
    plain,
    rewrite,
)

# Small edits that a copy desk makes to anyone's prose: each (found, put). They keep the meaning.
_SWAPS: tuple[tuple[str, str], ...] = tuple(
    (a.strip(), b.strip())
    for a, b in (
        pair.strip().split(">")
        for pair in [
            "more than>over",
            "about>around",
            "some>around",
            "at least>no fewer than",
            "before>ahead of",
            "nearly>almost",
            "almost>nearly",
            "among them>including",
            "including>among them",
            "such as>like",
            "also>",
            "however>",
            "while>and",
            "which>that",
            "as well as>and",
            "several>a number of",
            "many>a large number of",
            "\n        began>started",
            "ended>finished",
            "told reporters>told journalists",
            "was expected>is expected",
            "were expected>are expected",
            "\n        the authorities>officials",
            "officials>the authorities",
            "people>residents",
            "a year ago>twelve months ago",
            "quickly>swiftly",
            "\n        killed>left dead",
            "warned>cautioned",
            "asked>requested",
            "showed>indicated",
            "large>big",
            "small>minor",
            "near>close to",
            "\n        in an attempt to>to",
            "a bid to>an attempt to",
            "would>could",
            "\n        will>is to",
            "called>described as",
            "across>throughout",
            "outside>just outside",
            "\n        throughout>across",
            "and promised>, promising",
            "so far>to date",
            "to date>so far",
            "only>just",
            "still>even now",
            "\n        no plans>no intention",
            "most of them>the majority",
            "\n        thousands of>several thousand",
            "hundreds of>several hundred",
            "dozens of>scores of",
            "roughly>approximately",
            "\n        approximately>roughly",
            "a third>one third",
            "a quarter>one quarter",
            "a fifth>one fifth",
            "meanwhile>",
            "now>currently",
            "\n        later>afterwards",
            "afterwards>later",
            "may>might",
            "might>may",
            "must>have to",
            "put>placed",
            "kept>held",
            "held>kept",
            "got>received",
            "\n        used>employed",
            "since then>since",
            "for months>for several months",
            "within days>in a matter of days",
            "said he>said that he",
            "\n        said she>said that she",
            "said it>said that it",
            "said the>said that the",
        ]
    )
)
_APPENDED = (
    *("officials said", "the statement added", "local media reported", "as was widely expected"),
    *("according to people familiar with the matter", "to nobody's great surprise", "it was announced"),
    *("state television showed", "a police source said", "public radio reported", "residents said", "aides said"),
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


def copy_edit(draft: Draft, count: int, random: Random) -> Draft:
    """Make ``count`` small edits outside quotations, at most two in a sentence."""
    sentences = draft.sentences()
    edited: dict[int, Sentence | None] = {}
    for _ in range(count):
        n = random.randrange(len(sentences))
        old = edited.get(n) or sentences[n]
        for change in random.sample(_EDITS, len(_EDITS)):
            new = tidy(change(old.text, random))
            if plain(new) != plain(old.text):
                edited[n] = replace(old, text=new)
                break
    return draft.with_sentences(edited)


def _swap(text: str, random: Random) -> str:
    fitting = [(a, b) for a, b in _SWAPS if f" {a} " in plain(text)]
    if not fitting:
        return text
    found, put = random.choice(fitting)
    pattern = re.compile(rf"(?<= ){re.escape(found)}(?= (?!of ))")
    state = {"done": False}

    def once(chunk: str) -> str:
        if state["done"] or not pattern.search(chunk):
            return chunk
        state["done"] = True
        return pattern.sub(put, chunk, count=1)

    return edit(text, once, outside=QUOTE + FACT)


def _drop_optional(text: str, _random: Random) -> str:
    return rewrite(text, OPTIONAL, lambda _payload, _content: "")


def _turn_attribution(text: str, _random: Random) -> str:
    """``X said.`` for ``said X.`` at a sentence's end, and back."""
    mention = rf"({OPEN}{MENTION}=[^{OPEN}]*(?:{OPEN}{SURNAME}=[^{OPEN}{CLOSE}]*{CLOSE})?{CLOSE})"
    turned = re.sub(rf" said {mention}\.$", r" \1 said.", text)
    return turned if turned != text else re.sub(rf" {mention} said\.$", r" said \1.", text)


def _pronoun(text: str, _random: Random) -> str:
    """Write the pronoun for a surname that stands after the first words, or the surname for a pronoun."""

    def change(payload: str, content: str) -> str | None:
        _gender, family = payload.split("|")
        if content in ("he", "she", "He", "She"):
            return mark(SURNAME, payload, family)
        return None

    return rewrite(text, SURNAME, change)


def _append(text: str, random: Random) -> str:
    words = random.choice(_APPENDED)
    if not text.endswith(".") or "”" in text:
        return text
    return f"{text[:-1]}, {words}."


def _drop_clause(text: str, _random: Random) -> str:
    """Cut a trailing clause of at most a dozen words that only adds something."""
    found = _TRAILING.search(text)
    if found is None or OPEN in found.group() or CLOSE in found.group():
        return text
    return text[: found.start()] + "."


_TRAILING = re.compile(r", (?:with|which|after|while|including|who|as|though|although|when|where)(?: [^\s,]+){1,12}\.$")
_EDITS: tuple[Callable[[str, Random], str], ...] = (
    *(_swap, _swap, _swap, _swap, _drop_optional, _drop_clause, _turn_attribution, _pronoun, _append),
)


def mistype(draft: Draft, count: int, random: Random) -> Draft:
    """Make ``count`` typing errors: two letters swapped, one doubled, one lost, in words of five letters or more."""
    sentences = draft.sentences()
    new: dict[int, Sentence | None] = {}
    for _ in range(count):
        n = random.randrange(len(sentences))
        old = new.get(n) or sentences[n]
        words = list(re.findall(r"\b[a-z]{5,}\b", plain(old.text)))
        if not words:
            continue
        word = random.choice(words)
        at = random.randrange(1, len(word) - 2)
        wrong = random.choice(
            (
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1 :],
            )
        )
        state = {"done": False}
        pattern = re.compile(rf"\b{word}\b")

        def once(
            chunk: str, pattern: re.Pattern[str] = pattern, wrong: str = wrong, state: dict[str, bool] = state
        ) -> str:
            if state["done"] or not pattern.search(chunk):
                return chunk
            state["done"] = True
            return pattern.sub(wrong, chunk, count=1)

        new[n] = replace(old, text=edit(old.text, once, outside=FACT))
    return draft.with_sentences(new)


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
