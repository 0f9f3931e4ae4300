"""English around speech: what reports it, and what stands beside quotations; `english_names` is what stands around names.

The next language is two files like these, and a grammar for `construction` and `subject`, which know English trees.

`SAYING` and its neighbours come from general knowledge of news English. How far a cue in a construction can be trusted
was counted on PolNeAR's train part (`trust`).
"""

from __future__ import annotations

import re
from functools import cache

SAYING = frozenset(
    """
    say tell state add write tweet note argue claim explain announce declare insist warn admit reply respond answer
    report reveal conclude predict recall confirm concede allege assert assure complain wonder emphasize emphasise
    remark continue ask question inquire call read post repeat maintain contend stress observe comment quip joke shout
    yell scream whisper mutter murmur chant boast brag promise vow pledge swear testify suggest recommend urge demand
    order acknowledge agree caution counter cry exclaim exhort fume gush interject interrupt intone lament laugh
    muse opine proclaim pronounce protest quote rejoin relate retort remind reiterate rule snap sneer sigh speak state
    summarize summarise tease thunder underline underscore urge utter venture volunteer describe dub label term
    inform advise deny dismiss indicate hint imply think believe hope mock bemoan decry denounce grumble
    crow declaim deadpan chide chime elaborate clarify offer point highlight rage rail roar blast slam sum tout
    gripe plead beg pray confess affirm attest aver avow disclose divulge impart mention address argue
    speculate surmise theorize theorise guess estimate reckon figure reason rant ramble retweet email text telephone
    phone cable wire message blog broadcast begin start finish go scold scoff rebuke retaliate rebut reassure
    recount rue regret apologize apologise marvel accuse blame criticize criticise praise condemn forecast propose fear
    hail brand liken lambast lambaste enthuse moan wail shriek holler mumble growl bark giggle chuckle trumpet thank
    congratulate applaud commend cite request appeal implore enquire specify outline posit hypothesize hypothesise
    """.split()  # noqa: SIM905 a list of words reads best as words
)
"""Verbs that can introduce a quotation."""

_IRREGULAR = frozenset(
    """said told wrote read swore spoke thought shot began went knew meant found put felt replied cried denied testified
    implied clarified quipped admitted hinted bragged begged chanted rued""".split()  # noqa: SIM905
)


@cache
def saying_forms() -> frozenset[str]:
    """Return the printed forms of the verbs of saying, in lower case: ``said``, ``says``, ``saying``."""
    found = set(_IRREGULAR)
    for verb in SAYING:
        stem = verb.removesuffix("e")
        found |= {verb, verb + "s", stem + "ed", stem + "ing"}
        if verb.endswith("y"):
            found |= {verb[:-1] + "ies", verb[:-1] + "ied"}
    return frozenset(found)


NOUN_CUES = frozenset(
    """
    statement comment remark interview speech tweet post letter email e-mail memo message testimony reply response answer
    announcement declaration briefing conference address note report transcript accusation claim assertion warning
    """.split()  # noqa: SIM905
)
"""Nouns that can introduce a quotation where its sentence has no verb for it."""

# --------------------------------------------------------------------------------------------------------------
# Around quotations.

TELLS_OF = re.compile(
    r"\s(?:is|was|are|were)\s(?:how|what|(?:a|an|the|one)\s(?:[\w-]{1,30}\s){1,4}?that|(?:[\w.-]{1,30}\s){0,4}?[\w-]{1,30}[’'](?:s\s)?)\s?[^\W\d_]"
)
"""After a quotation that is a sentence's subject: “…” is a line that she likes; “…” was how she put it."""

CUE_ALONE = re.compile(r"\s(?:s?he|they|[A-Z][\w.’'-]{1,30}(?:\s[A-Z][\w.’'-]{1,30}){0,3})\s[a-z]{3,20}[.,]")
"""“…,” he ended. The shape of a cue, whatever its verb."""

GOES_ON = re.compile(r"\s*[,—–-]?\s*(?:[a-z]|said\b|says\b|I\b)")
"""After a quotation: words that can only be the rest of its sentence."""

RANK_AT_END = re.compile(r"\b(?:Lt|Maj|Brig|Col|Gen|Capt|Sgt|Cpl|Adm|Sen|Rep|Gov|Atty|Supt|Insp|Rev|Msgr|Hon)\.\s*$")
"""A rank that no sentence ends with: "said Lt. Col. Silva"."""

DROPPED = re.compile(r"(?:em|n|til|cause|tis|twas|\d0s)\b", re.IGNORECASE)
"""Words that begin with an apostrophe: 'em, 'n', 'til, the '90s."""

QUOTING = frozenset({"quote", "cite"})
"""Verbs whose object, or what follows "as", speaks: "the agency quoted Silva as saying"."""

ADDRESSING = frozenset(
    {"tell", "ask", "inform", "advise", "remind", "assure", "quote", "text", "phone", "email", "call"}
)
"""Verbs whose object is who is spoken to: "Silva, the mayor, told Brandt, …"."""

CARRIERS = frozenset({"statement", "letter", "email", "e-mail", "tweet", "message", "post", "memo", "note", "release"})
"""What is issued to say something, and cannot speak of itself while its issuer is named."""

HEARSAY = frozenset({"reportedly", "allegedly", "supposedly", "purportedly", "reputedly", "ostensibly"})
"""Adverbs that say that somebody says so."""

UTTERING = SAYING | frozenset(
    """
    be have make issue give deliver release voice air hold share send publish present bring lodge file launch publicise
    publicize reiterate spread level leave find get draw form reach take lay set table mount raise strike
    """.split()  # noqa: SIM905
)
"""Verbs whose subject makes the claim that is their object; who fuels or rejects a claim does not."""

HEARD = frozenset({"ask", "tell"})
"""What the tagger takes for an active past: "when asked a question"."""

SEEMING = frozenset({"seem", "appear", "happen", "tend"})
"""Verbs whose subject is what seems so to somebody else."""

PUTTING = SAYING | {"put", "have"}
"""Verbs of "as she put it"."""
