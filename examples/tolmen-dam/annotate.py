# ruff: noqa: INP001 - scripts beside data, no package
"""Write ``gold.json``: the truth about the example, from quoted text to offsets.

The annotations below quote the pages; this script finds the quoted words and writes where they stand, so that nobody counts
characters by hand. It refuses words that it cannot find. Text pages get offsets, the HTML and WARC pages get the words.
"""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
TEXTS = {p.stem: p.read_bytes().decode("utf-8") for p in sorted((HERE / "pages").glob("*.txt"))}
COURIER, REGISTER, ALPENBOTE = "lakeside-courier", "morning-register", "alpenbote"
SIGNAL, TERN = "daily-signal", "tern-review"
DIARIO, KONTINENT = "porto-diario.html", "crawl.warc.gz"

TITLES = {
    COURIER: "Karvelia starts draining Tolmen reservoir after cracks found in dam",
    REGISTER: "Karvelia empties reservoir as cracks appear in Tolmen dam",
    ALPENBOTE: "‘Not a drill’: Karvelia clears valley below cracked dam",
    SIGNAL: "1000’s flee valley as Karvelia drains cracked dam – Daily Signal",
    TERN: "In the valley below Tolmen, the bells rang and nobody argued",
}
# First and last words of each body, and the lines between them that are not the report's.
BODIES = {
    COURIER: ("Karvelia began draining", 'nobody measures," he said.', ()),
    REGISTER: ("Karvelia began draining", "Mr Pallas said.", ("Publicidad",)),
    ALPENBOTE: ("Karvelia moved 17,500", "tenth of the country's power.", ("Anzeige",)),
    SIGNAL: ("Karvelia commanded", "by the summer season.", ("Advertisements",)),
    TERN: ("The sacristan of", "what the last flood took.", ("Publicité",)),
}
META = {
    COURIER: {
        "agency": "Borealis Press",
        "published": "2026-03-19T11:05",
        "updated": "2026-03-19T11:20",
        "outlet": "Lakeside Courier",
    },
    REGISTER: {"agency": "Borealis Press", "published": "2026-03-19T12:31", "outlet": None},
    ALPENBOTE: {"agency": "Borealis Press", "published": None, "outlet": None},
    SIGNAL: {"agency": None, "published": None, "outlet": "Daily Signal"},
    TERN: {"agency": None, "published": "2026-03-19T19:40", "bylines": ["Maud Ferrier"], "outlet": None},
}
NOTES = {
    COURIER: "the deck repeats a body sentence; 'read more' inside a paragraph is residue; the caption's year is of an old picture",
    REGISTER: "restyled: Mr and Ms, metres, dashes, curly marks; the credit stands below the text",
    ALPENBOTE: "the first lines are the site's clock at crawl time; Pallas has lost his first name, which the family has",
    SIGNAL: "the second version of the dispatch through a synonym spinner, with no credit; 'Advertisements' between paragraphs",
    TERN: "another newsroom's own report; shares the minister's public sentence and the facts, nothing else",
}
QUOTES = [
    (
        COURIER,
        "We are lowering the lake because we can choose to do it today, and next week the mountain might choose for us,",
        "Ilse Farrand",
        "Farrand",
    ),
    (COURIER, "My mother refused to go without her bees,", "Anton Wexley", "Anton Wexley"),
    (COURIER, "So now the bees are in a gymnasium.", "Anton Wexley", "Anton Wexley"),
    (COURIER, "has an address and a telephone", "Ilse Farrand", "She"),
    (COURIER, "What kills dams is not a crack, it is a crack that nobody measures,", "Joren Pallas", "he"),
    (
        REGISTER,
        "We are lowering the lake because we can choose to do it today, and next week the mountain might choose for us,",
        "Ilse Farrand",
        "Ms Farrand",
    ),
    (REGISTER, "My mother refused to go without her bees,", "Anton Wexley", "Anton Wexley"),
    (REGISTER, "So now the bees are in a gymnasium.", "Anton Wexley", "Anton Wexley"),
    (REGISTER, "has an address and a telephone", "Ilse Farrand", "She"),
    (REGISTER, "What kills dams is not a crack, it is a crack that nobody measures,", "Joren Pallas", "Mr Pallas"),
    (
        ALPENBOTE,
        "I would rather apologize for an empty lake than for a full valley,",
        "Matthias Oren",
        "Prime Minister Matthias Oren",
    ),
    (ALPENBOTE, "We learned of this from our own river gauge,", "Dana Ruhl", "Environment Secretary Dana Ruhl"),
    (ALPENBOTE, "What kills dams is not a crack, it is a crack that nobody measures,", "Joren Pallas", "Pallas"),
    (
        SIGNAL,
        "We’re reducing the lake as a result of we are able to select to do it as we speak, and subsequent week the mountain would possibly select for us,",
        "Ilse Farrand",
        "she",
    ),
    (SIGNAL, "My mom refused to go with out her bees,", "Anton Wexley", "Anton Wexley"),
    (SIGNAL, "So now the bees are in a gymnasium.", "Anton Wexley", "Anton Wexley"),
    (SIGNAL, "We realized of this from our personal river gauge,", "Dana Ruhl", "Setting Secretary Dana Ruhl"),
    (SIGNAL, "has an deal with and a phone", "Ilse Farrand", "She"),
    (SIGNAL, "What kills dams just isn’t a crack, it’s a crack that no person measures,", "Joren Pallas", "he"),
    (
        TERN,
        "We are lowering the lake because we can choose to do it today, and next week the mountain might choose for us,",
        "Ilse Farrand",
        "Ilse Farrand",
    ),
    (TERN, "They have had fifteen years to look at that wall,", "Petra Hollis", "Petra Hollis"),
    (TERN, "They found the time the week the inspectors from the capital were coming.", "Petra Hollis", "Petra Hollis"),
]
# (page, words that hold the expression, the expression, its TIMEX3 value)
DATES = [
    (COURIER, "Sorn mountains on Thursday", "on Thursday", "2026-03-19"),
    (
        COURIER,
        "cracks on Tuesday evening during a routine inspection of a drainage gallery. The",
        "Tuesday evening",
        "2026-03-17",
    ),
    (COURIER, "ambassador on Thursday", "on Thursday", "2026-03-19"),
    (COURIER, "commission on Wednesday", "on Wednesday", "2026-03-18"),
    (COURIER, "before Sunday", "Sunday", "2026-03-22"),
    (COURIER, "built in the 1960s", "1960s", "196"),
    (COURIER, "warned in November", "in November", "2025-11"),
    (COURIER, "since 2011", "2011", "2011"),
    (COURIER, "by the summer", "the summer", "2026-SU"),
    (REGISTER, "Sorn mountains on Thursday", "on Thursday", "2026-03-19"),
    (REGISTER, "cracks on Tuesday evening", "Tuesday evening", "2026-03-17"),
    (REGISTER, "commission on Wednesday", "on Wednesday", "2026-03-18"),
    (REGISTER, "before Sunday", "Sunday", "2026-03-22"),
    (REGISTER, "warned in November", "in November", "2025-11"),
    (REGISTER, "since 2011", "2011", "2011"),
    (ALPENBOTE, "mountain valley on Thursday", "on Thursday", "2026-03-19"),
    (ALPENBOTE, "telephone on Thursday evening", "Thursday evening", "2026-03-19"),
    (ALPENBOTE, "reservoir on Friday", "on Friday", "2026-03-20"),
    (ALPENBOTE, "cracks on Tuesday evening", "Tuesday evening", "2026-03-17"),
    (ALPENBOTE, "before Sunday", "Sunday", "2026-03-22"),
    (ALPENBOTE, "built in the 1960s", "1960s", "196"),
    (SIGNAL, "mountain valley on Thursday", "on Thursday", "2026-03-19"),
    (SIGNAL, "reservoir on Friday", "on Friday", "2026-03-20"),
    (SIGNAL, "cracks on Tuesday night", "Tuesday night", "2026-03-17"),
    (SIGNAL, "fee on Wednesday", "on Wednesday", "2026-03-18"),
    (SIGNAL, "warned in November", "in November", "2025-11"),
    (SIGNAL, "since 2011", "2011", "2011"),
    (TERN, "four on Thursday morning", "Thursday morning", "2026-03-19"),
    (TERN, "It was on Tuesday", "on Tuesday", "2026-03-17"),
    (TERN, "examined in 2011", "in 2011", "2011"),
    (TERN, "report in November", "in November", "2025-11"),
    (TERN, "before Sunday", "Sunday", "2026-03-22"),
    (TERN, "drought of 2003", "2003", "2003"),
]
# (the spun words with enough around them to be found, the spun words, what stood there)
SPUN = [
    ("Karvelia commanded 17,500", "commanded", "ordered"),
    ("17,500 folks", "folks", "people"),
    ("and unlocked each sluice", "unlocked each", "opened every"),
    ("drill” however not", "however", "but"),
    ("a disaster both,", "a disaster both", "a catastrophe either"),
    ("found recent cracks", "recent", "fresh"),
    ("Water Cleric Ilse", "Water Cleric", "Water Minister"),
    ("dam was steady", "steady", "stable"),
    ("no person may promise", "no person may", "nobody could"),
    ("could stay so", "could stay", "would remain"),
    ("as soon as the snow", "as soon as", "once"),
    ("higher valley started to soften", "higher valley started to soften", "upper valley began to melt"),
    ("at midday from", "midday", "noon"),
    ("reducing the lake", "reducing", "lowering"),
    ("lake as a result of we are able to select", "as a result of we are able to select", "because we can choose"),
    ("it as we speak", "as we speak", "today"),
    ("subsequent week", "subsequent week", "next week"),
    ("would possibly select", "would possibly select", "might choose"),
    ("district city", "city", "town"),
    ("High Minister Matthias", "High Minister", "Prime Minister"),
    ("a go to to the coast", "go to", "visit"),
    (
        "the military had been informed to maintain",
        "military had been informed to maintain",
        "army had been told to keep",
    ),
    ("free for for ambulances", "for for", "for"),
    ("a habitual inspection", "habitual", "routine"),
    ("in line with the state", "in line with", "according to"),
    ("go with out her", "with out", "without"),
    ("village of Higher Sorn", "Higher Sorn", "Upper Sorn"),
    ("attracts its consuming water", "attracts its consuming water", "draws its drinking water"),
    ("of appearing first", "appearing", "acting"),
    ("our personal river", "personal", "own"),
    ("Setting Secretary", "Setting Secretary", "Environment Secretary"),
    ("joint river fee on", "river fee", "river commission"),
    ("an deal with and", "an deal with", "an address"),
    (
        "4 instances the standard spring move",
        "4 instances the standard spring move",
        "four times the usual spring flow",
    ),
    ("expects the extent", "extent", "level"),
    ("Technical College of", "Technical College", "Technical University"),
    ("outdated partitions", "outdated partitions", "old walls"),
    ("barely harmful", "barely harmful", "rarely dangerous"),
    ("in the Sixties", "the Sixties", "the 1960s"),
    ("one-celebration state", "one-celebration", "one-party"),
    ("wanting electrical energy", "wanting electrical energy", "short of electricity"),
    ("federal government", "federal government", "government"),
]
FACTS = [
    ("17,500 people moved out", {ALPENBOTE: "17,500", SIGNAL: "17,500", TERN: "17,500"}, 2),
    ("14,000 people moved out (first lead)", {COURIER: "14,000", REGISTER: "14,000"}, 1),
    (
        "longest crack 40 meters (before the correction)",
        {COURIER: "40 meters along", REGISTER: "40 metres along", SIGNAL: "40 meters along"},
        1,
    ),
    ("longest crack 14 meters", {ALPENBOTE: "14 meters", TERN: "14 metres"}, 2),
    (
        "the lake to fall by 11 meters before Sunday",
        {COURIER: "11 meters", REGISTER: "11 metres", ALPENBOTE: "11 meters", SIGNAL: "11 meters", TERN: "11 metres"},
        2,
    ),
    ("galleries last surveyed in 2011", {COURIER: "2011", REGISTER: "2011", SIGNAL: "2011", TERN: "2011"}, 2),
    (
        "Farrand on lowering the lake",
        {
            COURIER: "lowering the lake",
            REGISTER: "lowering the lake",
            SIGNAL: "reducing the lake",
            TERN: "lowering the lake",
        },
        2,
    ),
    (
        "Wexley's mother and her bees",
        {COURIER: "without her bees", REGISTER: "without her bees", SIGNAL: "with out her bees"},
        1,
    ),
]
EDGES = [
    ["first lead", COURIER, 1.0],
    ["first lead", REGISTER, 1.0],
    ["first lead", "write-through", 1.0],
    ["write-through", DIARIO, 1.0],
    ["write-through", SIGNAL, 1.0],
    ["write-through", "corrected write-through", 1.0],
    ["corrected write-through", ALPENBOTE, 1.0],
    ["first lead", KONTINENT, 0.63],
    ["corrected write-through", KONTINENT, 0.37],
]


def find(page: str, words: str, within: str | None = None) -> dict[str, object]:
    """Return where ``words`` stand on a text page: inside the first place of ``within``, searched from the body on."""
    text = TEXTS[page]
    body = text.index(BODIES[page][0])
    at = text.index(within or words, body)
    start = text.index(words, at)
    return {"start": start, "end": start + len(words), "text": words}


def body(page: str) -> list[dict[str, int]]:
    """Return the report's paragraphs on a text page."""
    first, last, strange = BODIES[page]
    text = TEXTS[page]
    start, end = text.index(first), text.index(last) + len(last)
    spans, at = [], start
    for line in text[start:end].split("\n"):
        kept = line.strip()
        if kept and kept not in strange:
            left = at + len(line) - len(line.lstrip())
            spans.append({"start": left, "end": left + len(kept)})
        at += len(line) + 1
    return spans


def title(page: str) -> dict[str, object]:
    """Return the headline; the outlet's name behind a dash may be left out."""
    start = TEXTS[page].index(TITLES[page])
    found = {"start": start, "end": start + len(TITLES[page]), "text": TITLES[page]}
    short, dash, _ = TITLES[page].partition(" – ")
    return {**found, "or": [short]} if dash else found


def annotate() -> dict[str, object]:
    """Return the whole gold file."""
    spun = [{"page": SIGNAL, **find(SIGNAL, words, within), "plain": plain} for within, words, plain in SPUN]
    return {
        "about": "The example: the Tolmen dam, Thursday 19 March 2026. Everything is invented. Offsets count code points in the"
        " page decoded as UTF-8, end exclusive. The main keys are about the five text pages; all_pages is about all seven.",
        "title": {page: title(page) for page in TEXTS},
        "body": {page: body(page) for page in TEXTS},
        "meta": {page: {"bylines": [], **META[page], "note": NOTES[page]} for page in TEXTS},
        "families": [[COURIER, REGISTER, ALPENBOTE, SIGNAL], [TERN]],
        "independent_reports": 2,
        "one_event": list(TEXTS),
        "stemma": {
            "splits": [[[COURIER, REGISTER], [ALPENBOTE, SIGNAL]]],
            "earlier_branch": [COURIER, REGISTER],
            "later_branch": [ALPENBOTE, SIGNAL],
            "edges": EDGES,
            "root": "first lead",
            "lost": "three versions by Borealis Press, none of them on a page as filed: a first lead, a write-through with a new"
            " lede and 17,500 for 14,000, and a write-through that corrects the crack from 40 to 14 meters",
        },
        "spun_page": SIGNAL,
        "spun_phrases": spun,
        "quotes": [
            {"page": p, **find(p, words), "speaker": speaker, "speaker_mention": mention, "direct": True}
            for p, words, speaker, mention in QUOTES
        ],
        "dates": [{"page": p, **find(p, words, within), "value": value} for p, within, words, value in DATES],
        "shared_facts": [
            {
                "fact": fact,
                "pages": sorted(anchors),
                "anchor": {p: find(p, words) for p, words in sorted(anchors.items())},
                "independent_reports": count,
            }
            for fact, anchors, count in FACTS
        ],
        "all_pages": {
            "pages": [*(f"{p}.txt" for p in TEXTS), DIARIO, KONTINENT],
            "families": [[COURIER, REGISTER, ALPENBOTE, SIGNAL, DIARIO, KONTINENT], [TERN]],
            "independent_reports": 2,
            "by_text": {
                DIARIO: {
                    "title": "'Not a drill': thousands flee valley as Karvelia drains cracked dam",
                    "agency": None,
                    "published": "2026-03-19T14:02:00+00:00",
                    "body_first": "Karvelia ordered 17,500 people out of a mountain valley on Thursday",
                    "body_last": "The government promised a full survey by the summer.",
                    "note": "the write-through, complete, with no credit anywhere",
                },
                KONTINENT: {
                    "title": "Karvelia empties valley under cracked dam",
                    "url": "https://kontinent.example/swiat/karvelia",
                    "agency": "Borealis Press",
                    "published": "2026-03-20T07:30",
                    "body_first": "Karvelia moved 17,500 people out of a mountain valley on Thursday",
                    "body_last": "The government promised a full survey by the summer.",
                    "note": "merged: four paragraphs of the corrected write-through on top of seven of the first lead, so that it has the new"
                    " count of people and the old figures for the crack (40 meters) and the water (310 cubic meters)",
                },
            },
        },
    }


if __name__ == "__main__":
    (HERE / "gold.json").write_text(json.dumps(annotate(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
