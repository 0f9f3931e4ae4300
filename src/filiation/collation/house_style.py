"""House style: what two desks write differently and mean alike.

`style_key` brings wordings of one style to one key: spelling region, courtesy titles, numerals, abbreviations,
contractions, quotation marks, dashes and commas. Two keys that differ say nothing; two that are equal say "style".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from filiation.collation.numerals import ORDINAL, figures_joined
from filiation.text import fold, tokenise

_TITLE_WORDS = (
    "mr mrs ms miss dr prof sir dame lord lady mx herr frau monsieur madame mademoiselle m mme mlle señor señora sr sra "
    "signor signora sig dott pan pani hr fr mevrouw meneer dhr mw senhor senhora dom doña don"
)
COURTESY_TITLES = frozenset(_TITLE_WORDS.split())
"""Titles that a house prints or drops before any surname; offices ("President") are no courtesy."""

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_ORDINAL_WORDS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_MONTH_WORDS = "january february march april may june july august september october november december"
_DAY_WORDS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS, _DAYS = _MONTH_WORDS.split(), _DAY_WORDS.split()
_NUMERALS = {word: str(value) for value, word in enumerate(_UNITS.split())} | {
    word: str(10 * value) for value, word in enumerate(_TENS.split(), 3)
}
_ORDINALS = {word: f"{value}{ORDINAL}" for value, word in enumerate(_ORDINAL_WORDS.split())}
_CALENDAR = (
    {month[:3]: month for month in _MONTHS}
    | {"sept": "september"}
    | {day[:3]: day for day in _DAYS}
    | {"tues": "tuesday", "thurs": "thursday", "thur": "thursday", "weds": "wednesday"}
)
_SHORT = {
    "percent": "%", "per-cent": "%", "pct": "%", "&": "and", "mln": "million", "mn": "million", "bn": "billion",
    "bln": "billion", "tn": "trillion", "trn": "trillion", "km": "kilometer", "kms": "kilometer", "kilometres": "kilometer",
    "kilometers": "kilometer", "kilometre": "kilometer", "kg": "kilogram", "kgs": "kilogram", "kilograms": "kilogram",
    "govt": "government", "gov't": "government", "intl": "international", "us$": "$", "usd": "$", "versus": "v",
    "vs": "v", "st": "saint", "ft": "feet", "mph": "mph", "pm": "pm", "am": "am",
}  # fmt: skip
_CONTRACTED = {
    "can't": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not"),
    "i'm": ("i", "am"), "let's": ("let", "us"),
}  # fmt: skip
_CONTRACTED_ENDINGS = (("n't", "not"), ("'ll", "will"), ("'ve", "have"), ("'re", "are"))
_SPELLINGS = {
    "grey": "gray", "programme": "program", "programmes": "programs", "tyre": "tire", "tyres": "tires", "kerb": "curb",
    "adviser": "advisor", "advisers": "advisors", "judgement": "judgment", "ageing": "aging", "cosy": "cozy",
    "whilst": "while", "amongst": "among", "amidst": "amid", "towards": "toward", "afterwards": "afterward", "learnt": "learned",
    "burnt": "burned", "dreamt": "dreamed", "leapt": "leaped", "spelt": "spelled", "spoilt": "spoiled", "plough": "plow",
    "ploughed": "plowed", "mould": "mold", "aluminium": "aluminum", "jewellery": "jewelry", "storey": "story",
    "storeys": "stories", "gaol": "jail", "aeroplane": "airplane", "pyjamas": "pajamas", "cheque": "check",
    "sulphur": "sulfur", "yoghurt": "yogurt", "whisky": "whiskey", "enquiry": "inquiry", "enquiries": "inquiries",
    "enrol": "enroll", "fulfil": "fulfill", "instalment": "installment", "skilful": "skillful", "wilful": "willful",
    "artefact": "artifact", "artefacts": "artifacts", "acknowledgement": "acknowledgment", "tonnes": "tons", "mum": "mom",
    "draught": "draft", "moustache": "mustache", "furore": "furor", "okay": "ok",
}  # fmt: skip
# Endings of the spelling regions, British to American. They are applied to both sides, so a false one is harmless
# unless it makes two different words equal: that is what the lengths and look-behinds are for.
_ENDINGS = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})ys(?=(?:e|ed|es|er|ers|ing)$)"), "yz"),
    (re.compile(r"(?<=[a-z]{2})our(?=$|(?:s|ed|ing|able|ably|ite|ites|hood|hoods|ful|er|ers|less|al)$)"), "or"),
    # By name: "reportres" is a slip, and no British plural.
    (re.compile(r"((?:cent|theat|fib|met|lit|calib|lust|sab|somb|spect|och|meag|mit|sepulch|tit))re(?=s?$)"), r"\1er"),
    (re.compile(r"(?<=[a-z]{2}o)gue(?=s?$)"), "g"),
    (re.compile(r"(?<=def|off|lic)enc(?=e|es|ed$)|(?<=pret)enc(?=e$)"), "ens"),
    (re.compile(r"(?<=[aeiouy][a-z][aeiou])ll(?=(?:ed|ing|er|ers|ist|ists|or|ors)$)"), "l"),
    (re.compile(r"(?<=[aeiouy][a-z]{2}[aeiou])ll(?=(?:ed|ing|er|ers|ist|ists|or|ors)$)"), "l"),
    (re.compile(r"^sceptic"), "skeptic"),
    (re.compile(r"manoeuvr"), "maneuver"),
    (re.compile(r"(?<=[a-z])ae(?=[a-z]{4})|^ae(?=[sth])"), "e"),
)
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_MALE_WORDS = "mr sir lord herr monsieur m señor sr signor sig pan hr meneer dhr senhor don"
_FEMALE_WORDS = (
    "mrs ms miss dame lady frau madame mademoiselle mme mlle señora sra signora pani mevrouw mw senhora doña"
)
_MALE, _FEMALE = frozenset(_MALE_WORDS.split()), frozenset(_FEMALE_WORDS.split())
LONGEST_STYLED = 400
"""Characters beyond which a wording is not brought to a key: a passage, not a word of house style."""


@lru_cache(maxsize=65536)
def style_key(text: str) -> tuple[str, ...]:
    """Bring a wording to the words that all house styles share.

    Args:
        text: The wording as printed.

    Returns:
        Its words without punctuation and courtesy titles, spelled, counted and abbreviated one way; hyphens part
        words. Two wordings of one key differ in style alone.
    """
    words: list[str] = []
    tokens = tokenise(text[:LONGEST_STYLED])
    for k, form in enumerate(tokens.forms):
        if form in _ORDINAL_ENDINGS and k and tokens.starts[k] == tokens.ends[k - 1] and tokens.forms[k - 1].isdigit():
            words[-1] += ORDINAL
            continue
        if not any(c.isalnum() or c in "$£€¥%&" for c in form):
            continue
        plain = form.replace(".", "") if not form[0].isdigit() else form.replace(",", "")
        is_unit = plain == "m" and bool(words) and words[-1][:1].isdigit()  # 5 m are millions, and no Monsieur
        if plain in COURTESY_TITLES and not is_unit:
            continue
        words.extend(_one_way(plain))
    return tuple(figures_joined(words))


def _one_way(word: str) -> tuple[str, ...]:
    if word in _CONTRACTED:
        return _CONTRACTED[word]
    for ending, full in _CONTRACTED_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return (word[: -len(ending)], full)
    if "-" in word:
        return tuple(part for piece in word.split("-") if piece for part in _one_way(piece))
    return (_spelled_one_way(word),)


@lru_cache(maxsize=65536)
def _spelled_one_way(word: str) -> str:
    if word[0].isdigit():
        return word
    for table in (_NUMERALS, _ORDINALS, _CALENDAR, _SHORT, _SPELLINGS):
        if word in table:
            return table[word]
    word = without_marks(word)
    for pattern, american in _ENDINGS:
        word = pattern.sub(american, word)
    return word


def without_separators(word: str) -> str:
    """Return a figure without what parts its thousands: 1,330 and 1.330 are written alike, and so is 3.250 metres."""
    return _THOUSANDS.sub("", word) if word[0].isdigit() else word


def sexes_of(text: str) -> frozenset[str]:
    """Return "f" and "m" as far as courtesy titles tell them."""
    titles = {form.rstrip(".") for form in tokenise(text[:LONGEST_STYLED]).forms}
    return frozenset(("f" if titles & _FEMALE else "") + ("m" if titles & _MALE else ""))


def is_british(word: str) -> bool:
    """Tell whether the American spelling of a folded word is another one."""
    bare = without_marks(word)
    return bare in _SPELLINGS or any(pattern.search(bare) for pattern, _ in _ENDINGS)


def is_short_name(word: str) -> bool | None:
    """Tell "jan" from "january"; None for a word that is no month or day."""
    if word in _CALENDAR and word != _CALENDAR[word]:
        return True
    return False if word in _MONTHS or word in _DAYS else None


def without_marks(word: str) -> str:
    """Return ``word`` folded, without accents, and with the German sharp s written out."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", fold(word)) if not unicodedata.combining(c))
    return bare.replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("æ", "ae")


# Letters that scripts are romanised by in more than one way, to one of them.
_ROMANISED = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"(?:iyy|iy|yy|ij|yi|ii|yj|ey|ei|ie)\b", "i"), (r"y\b", "i"), (r"ou|oo|u", "u"), (r"kh|ch|h", "h"), (r"q|ck|k|c", "k"), (r"w|v", "v"),
        (r"dj|dzh|zh|j", "j"), (r"ph|f", "f"), (r"ya|ia|ja", "a"), (r"yo|io|jo", "o"), (r"ee|i", "i"), (r"tz|ts|z|s", "s"),
        (r"ai|ay|ei", "e"), (r"o", "u"), (r"['’ʼ`-]", ""),
    )
)  # fmt: skip


@lru_cache(maxsize=65536)
def sound_of(name: str) -> str:
    """Return a rough key of how a romanised name sounds: Kiev = Kyiv is beyond it, Zelenskiy = Zelensky is not."""
    bare = without_marks(name)
    for pattern, letters in _ROMANISED:
        bare = pattern.sub(letters, bare)
    return re.sub(r"(.)\1+", r"\1", bare)
