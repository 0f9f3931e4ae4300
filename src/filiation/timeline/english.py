"""English: words, phrases, rules, and the marks of past and future, as data.

Letters of word classes::

    M month   m month that is a word as well   W weekday   w its abbreviation   E weekdays   P part of day   N noon
    T clock   p a.m.   O o'clock   Z zone   d 1-31   9 figure   Y year   y '98   o ordinal   n number   c a few   D decade
    S season   s season that is a word as well   h holiday   K weekend   q quarter   Q Q3   B half   b period   C century
    u unit   U units   R yesterday   v now   V every   % per   @ daily   L last   X next   H this   G that   l recent   1 current   2 year end   3 ended
    e early   r earlier   x the end of   g ago   A about   f fiscal   t the   a a   j its   F of   & and, to
    i in, since   k on, at   z old   0 long   I ISO date   J date in figures   ' possessive   _ any other word
"""

from __future__ import annotations

from filiation.timeline.language import Language, forms, phrases_of, rules_of, words_of

_WORDS = {
    "M": "january=1 february=2 april=4 june=6 july=7 august=8 september=9 october=10 november=11 december=12 "
    "jan=1 feb=2 apr=4 jun=6 jul=7 aug=8 sept=9 sep=9 oct=10 nov=11 dec=12",
    "m": "march=3 may=5 mar=3",
    "W": "monday=1 tuesday=2 wednesday=3 thursday=4 friday=5 saturday=6 sunday=7",
    "w": "mon=1 tue=2 tues=2 wed=3 thu=4 thur=4 thurs=4 fri=5 sat=6 sun=7",
    "E": "mondays=1 tuesdays=2 wednesdays=3 thursdays=4 fridays=5 saturdays=6 sundays=7",
    "P": "morning=MO mornings=MO afternoon=AF evening=EV night=NI lunchtime=MI dawn=MO dusk=EV",
    "N": "noon=12:00 midday=12:00 midnight=24:00",
    "p": "am=a pm=p",
    "O": "o'clock hours",
    "Z": "est edt cst cdt mst mdt pst pdt gmt utc bst cet cest eet eest msk jst ist aest et",
    "D": "twenties=1920 thirties=1930 forties=1940 fifties=1950 sixties=1960 seventies=1970 eighties=1980 nineties=1990",
    "S": "summer=SU winter=WI autumn=FA springtime=SP summertime=SU wintertime=WI",
    "s": "spring=SP fall=FA",
    "h": "christmas=12-25 halloween=10-31 thanksgiving=11-4-4 easter=easter+0",
    "K": "weekend",
    "q": "quarter",
    "B": "half",
    "b": "period",
    "C": "century=C millennium=L",
    "u": "day=D week=W fortnight=2W month=M year=Y decade=E hour=H minute=N",
    "U": "seconds=S minutes=N hours=H days=D weeks=W fortnights=2W months=M quarters=Q years=Y decades=E centuries=C",
    "R": "yesterday=-1 today=0 tomorrow=1 tonight=0TNI",
    "v": "now=PRESENT_REF currently=PRESENT_REF nowadays=PRESENT_REF presently=PRESENT_REF "
    "recently=PAST_REF lately=PAST_REF",
    "V": "every each",
    "%": "per",
    "@": "daily=P1D weekly=P1W monthly=P1M yearly=P1Y annually=P1Y nightly=P1D hourly=PT1H",
    "L": "last=-1 past=-1.span previous=-1.there preceding=-1.there prior=-1.there",
    "X": "next=1 coming=1 following=1.there upcoming=1 subsequent=1.there",
    "H": "this=0",
    "G": "that same",
    "l": "latest recent=PAST_REF",
    "1": "current",
    "e": "early=START late=END mid=MID midway=MID mid‑=MID",
    "r": "earlier=-1 later=1 afterwards=1 beforehand=-1",
    "g": "ago=-1 hence=1",
    "A": "about nearly almost around roughly approximately barely more",
    "f": "fiscal financial fy",
    "t": "the",
    "a": "a=1 an=1",
    "j": "its their his her our my your",
    "c": "several many few",
    "F": "of",
    "&": "and or to",
    "i": "between in since until till during from through throughout by",
    "k": "on at after before for toward towards over within",
    "z": "old",
    "0": "long",
    "n": "dozen=12 couple=2",
    "3": "ended ending",
}

_PHRASES = {
    "n": "a hundred=100; a thousand=1000; couple of=2; a couple of=2; a couple=2; a dozen=12; half a dozen=6",
    "c": "a few; a handful of; a number of; dozens of; a good many",
    "A": "more than; less than; fewer than; no more than; no less than; not more than; at least; at most; as many as; as little as; "
    "up to; a little over; well over; just about",
    "x": "the end of=END; end of=END; the close of=END; the beginning of=START; beginning of=START; the start of=START; start of=START; "
    "the middle of=MID; the early part of=START; the latter part of=END; the turn of=START",
    "e": "very early=START; very late=END",
    "g": "from now=1",
    "L": "this past=-1; the last=-1; the past=-1.noun; the previous=-1.there; the preceding=-1.there; the prior=-1.there",
    "X": "this coming=1; the next=1.there; the coming=1; the following=1.there; the upcoming=1; the subsequent=1.there",
    "G": "the same; that same; that very",
    "l": "the latest; the most recent",
    "v": "right now=PRESENT_REF; just now=PRESENT_REF; these days=PRESENT_REF; at present=PRESENT_REF; at the moment=PRESENT_REF; "
    "for the moment=PRESENT_REF; for the time being=PRESENT_REF; more recently=PAST_REF; most recently=PAST_REF; "
    "long ago=PAST_REF; not long ago=PAST_REF; the future=FUTURE_REF; the near future=FUTURE_REF; "
    "the distant future=FUTURE_REF; in future=FUTURE_REF; one day soon=FUTURE_REF; some day=FUTURE_REF; a later date=FUTURE_REF; "
    "the distant past=PAST_REF; the recent past=PAST_REF; days of old=PAST_REF",
    "u": "full year=Y; whole year=Y; trading day=D; working day=D; business day=D; calendar year=Y; fiscal year=FY; financial year=FY",
    "U": "trading days=D; working days=D; business days=D; fiscal years=Y; financial years=Y",
    "P": "late night=NI; mid morning=MO; mid afternoon=AF; mid - morning=MO; mid - afternoon=AF; early morning=MO; early evening=EV; late evening=EV; late afternoon=AF; late morning=MO",
    "Z": "local time; eastern time; central time; pacific time; eastern standard time; eastern daylight time; moscow time; greenwich mean time",
    "s": "the spring=SP",
    "h": "christmas day=12-25; christmas eve=12-24; boxing day=12-26; new year 's day=01-01; new year 's eve=12-31; new year 's=01-01; "
    "valentine 's day=02-14; independence day=07-04; the fourth of july=07-04; bastille day=07-14; armistice day=11-11; "
    "thanksgiving day=11-4-4; labor day=09-1-1; memorial day=05-1--1; martin luther king day=01-1-3; good friday=easter-2; "
    "easter sunday=easter+0; easter monday=easter+1; palm sunday=easter-7; ash wednesday=easter-46; d - day=1944-06-06; 9 / 11=2001-09-11; ve day=1945-05-08",
    "R": "the day before yesterday=-2; day before yesterday=-2; the day after tomorrow=2; day after tomorrow=2",
    "V": "every other=2; every single=1",
    "k": "ahead of",
    "2": "year end=Y; year - end=Y; year 's end=Y; month end=M; month - end=M; month 's end=M",
    "B": "first half=1; second half=2; 1st half=1; 2nd half=2",
    "_": "second - largest; second largest; second half ago; first - half ago; at one time; one by one; may day; half past; the new york times; "
    "the financial times; the sunday times; sunday times; financial times; usa today; this is it; black friday; the day after; third world; "
    "one another; the one; no one; current affairs; last name; last word; last resort; this one; that one",
}

_NUMBERS = {
    **{
        word: value
        for value, word in enumerate(
            forms(
                "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
                "eighteen nineteen"
            ),
            1,
        )
    },
    **{
        word: 10 * value for value, word in enumerate(forms("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
    },
    "hundred": 100,
    "thousand": 1000,
    "fourty": 40,
}

_ORDINALS = forms(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)

# Where two rules match from the same token, the longer match wins, then the earlier rule.
_RULES = r"""
NUM    := (?:n|d|9)
AMT    := (?:ac|dd/d|<NUM>&aB|<NUM>&<NUM>|<NUM>-<NUM>|<NUM>|a|c)
UNIT   := (?:[uU])
TIME   := (?:[Td9]p|T|[dn]O|N)(?:,?\(?Z)?
MD     := (?:[Mm][do](?:,?[Yy](?!-))?|[do]F?[Mm](?:,?[Yy])?|to(?:F?[Mm](?:,?[Yy])?))
DAY    := (?:(?:[Ww],?t?)?<MD>|[er]?[LXHG]?W|tW|[er]?R|h)

calendar        (?:<TIME>(?:,?[ik])?,?)<DAY>(?:,?[Yy])?
calendar        <DAY>(?:,?[ik]|,)?(?:[Td9]p|[dn]O|N|T(?=Z))(?:,?Z)?
calendar        [dnT]O?itP
calendar        <DAY>e?P
calendar        P[RW]
calendar        e?(?:[Ww],?t?)?<MD>
calendar        [Ww],?<MD>
calendar        [er]?[LXH]?W(?![\-]W)
calendar        [er]?R
calendar        (?<=[ik&])[TN]
calendar        (?:[Td9]p|T,?Z|[dn]O)(?:,?\(?Z)?
calendar        I
figures         J
month_day       (?<=[Mm]d[\-&])d(?!p|[uU_9%])(?:,Y)?
day_month       (?<![9.,])d(?=[\-&]d[Mm])
week_of         tuF(?:<MD>|[Mm](?:,?Y)?)
weekday_of_week WF?[LXH]u
part            [er]?[LXH]e?P
month           (?:x|e-?)?M
month           x?[LXH]M
month           (?<=i)(?:x|e-?)?m
month           m(?=&M)
month           (?:x|e-?|[LXH])m
month           (?:x|e-?)?[Mm],?F?[Yy]
month           e?[Mm]F?[LXH]u
year            (?:x|e-?)?Y
year            x?t?[uf]{1,2}Y(?=[^qb]|$)
year            tYb
year            (?<=[iF&])y
decade          (?:e-?)?D
decade          t(?:e-?)?D
century         (?:t|[LXH])?(?:e-?)?o-?C
deictic         [LXHG]e?C
quarter         f?-?o-q
quarter         t?f?-?oq(?:F(?:tf?)?[Yu])?
quarter         tYf?-?oq
quarter         [LXH]u'f?-?o-?q
quarter         t?f?-?oqF?[LXH]u
quarter         Q(?:,?F?Y)?
quarter         YQ
quarter         (?:t?[l1]|t?[LXH])f?o?[qb]
quarter         [LXH]u'[qb]
quarter         t?u-[gr]o?-?[qb]
quarter         tY[q]
quarter         tq(?!F)
quarter         tq(?=F[LXH]u)
year_ago        u-[gr]
year_ago        tqau[gr]
half            [tj]?B(?:F(?:t)?)?(?:Y|[LXH]?u)
season          t?(?:e-?)?S(?:,?F?Y)?
season          [LXH]e?[Ss]
season          (?<=[ik])t(?:e-?)?s(?!F[^Y])(?:F?Y)?
season          (?<=[ikxe])s(?!F)
season          x?t?e?s(?:F|,)?Y
season          x?[tLXH]?e?S
season          x[tLXH]e?s
calendar        [LXH]?h(?:,?Y)?
deictic         [er]?[LX]t?f?u(?!')
deictic         [er]?Hf?u
deictic         [er]?(?:t?1|[LXHG])f?u
deictic         x(?:[LXH1]|t1?)f?u
deictic         t?2
deictic         ritu
deictic         l?e?Gu
definite        tf?u
weekend         (?:[LXHt]|tL|tX)K
ago             A?A?<AMT>A?-?<UNIT>-?g
ago             Ug
ago             uf?-?g
later           A?<AMT>A?-?<UNIT>r
later           ur
rate            (?:a|%)u
rate            %(?:<NUM>|Y)U
duration        A?Y-?U(?!-?z)
duration        u-0
duration        c-u
duration        A?A?<NUM>-<UNIT>(?:-0)?(?!-?z)
duration        A?A?<AMT>A?<UNIT>(?!-?z|U)
duration        A?B(?:a|-)(?:u|C)
duration        [LX]<AMT>A?<UNIT>
duration        t?l?o?<NUM>A?U(?!-?z)
duration        A?aC
duration        [LXl]c?U
duration        U(?:-0|-z)?(?!z)
every           V(?:o|<NUM>)?(?:[uU]|q)
every           V(?:W|M|S|s|K|h|P)
every           E
every           @
vague           [vl1]
past            L
"""

_FUTURE = """
will shall won't 'll would could should can may might must due tomorrow upcoming soon forthcoming tentatively scheduled
slated expire expires expected deadline postponed
"""

_PAST = """
was were had did said told went came made took gave got saw knew thought found left felt kept held brought began ran
wrote stood met paid set sat spoke led read grew lost fell sent built spent cut rose drove broke won bought sold taught
caught fought sought shot hit put struck chose flew drew threw wore hid swept slept woke shook became withdrew forgave
arose hung stole rode sank swore tore bore fed fled dealt meant lent bent laid hurt burst cast split spread quit shut
beat bet bid wed been gone done seen taken given known written spoken broken chosen fallen driven begun become since ago
died tied lied wasn't weren't hadn't didn't
"""


def _words() -> dict[str, str]:
    return {**_WORDS, "o": " ".join(f"{word}={at}" for at, word in enumerate(_ORDINALS, 1))}


ENGLISH = Language(
    code="en",
    words=words_of(_words()),
    capitalised=frozenset(
        forms("march may mar jan feb apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun")
    ),
    phrases=phrases_of(_PHRASES),
    numbers=_NUMBERS,
    rules=rules_of(_RULES),
    future=frozenset((*forms(_FUTURE), "ahead of")),
    future_before=frozenset((*forms("due expire expires effective payable deadline"), "ahead of")),
    limits=frozenset(forms("until till by before through")),
    future_objects=frozenset(forms("expect expects want wants")),
    future_copulas=frozenset(forms("is are 's 're am")),
    future_infinitives=frozenset(
        forms(
            "agree agreed agrees plan plans planned expect expects expected schedule scheduled set due intend intends intended vow "
            "vowed promise promised likely hope hopes hoped slated supposed ready prepare preparing prepared about ordered want "
            "wants going decided decides called threatened pledged slated poised hopes forecast forecasts predict predicts predicted"
        )
    ),
    infinitives=frozenset({"to", "for"}),
    past=frozenset(forms(_PAST)),
    present=frozenset(forms("is are 's 're am remain remains stay stays")),
    past_endings=("ed",),
    not_past=frozenset(forms("united indeed hundred speed breed exceed proceed succeed limited agreed-upon so-called")),
    clause_openers=frozenset(
        forms("that which who whom whose when while where because although though but if whether after before as")
    ),
    counted=frozenset(forms("some over than least most no number")),
    rated=frozenset(
        forms(
            "once twice times billion million thousand hundred trillion dollars euros pounds tons barrels share people percent"
        )
    ),
    plural_endings=("s",),
    known_days={(9, 11): (frozenset(forms("attack attacks terror terrorist hijackings hijackers")), 2001)},
)
