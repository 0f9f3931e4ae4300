"""English around names: titles, roles, bodies, pronouns, and what tells a gender. The next language is another file like this one."""

from __future__ import annotations

import re

HONORIFICS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "rev",
        "reverend",
        "hon",
        "madam",
        "master",
        "mme",
        "monsieur",
        "madame",
        "herr",
        "frau",
        "señor",
        "señora",
        "signor",
        "signora",
        "shri",
        "smt",
        "haji",
        "alhaji",
        "datuk",
        "cllr",
    ]
)
"""Words before a name that are no part of it."""

TITLES = frozenset(
    """
    president vice-president vice deputy prime minister premier chancellor king queen prince princess pope emperor
    secretary secretary-general general-secretary under-secretary undersecretary general gen admiral adm colonel col
    lieutenant lt major maj captain capt sergeant sgt commander brigadier marshal corporal private officer
    senator sen representative rep congressman congresswoman governor gov mayor councillor councilman councilwoman
    alderman delegate assemblyman assemblywoman attorney solicitor judge justice magistrate sheriff chief
    ambassador envoy consul commissioner director chairman chairwoman chairperson chair ceo cfo coo founder
    co-founder cofounder head leader spokesman spokeswoman spokesperson spox adviser advisor aide counsel counselor
    analyst economist strategist professor lecturer researcher scientist doctor lawyer prosecutor detective inspector
    superintendent coach manager editor reporter correspondent host anchor author columnist historian pollster
    archbishop bishop cardinal rabbi imam sheikh ayatollah father sister brother pastor speaker leader whip treasurer
    senior former acting interim retired foreign defence defense finance interior home labour labor health energy
    trade economy environment education transport agriculture justice state assistant permanent special lead top
    democratic republican conservative house senate white
    """.split()  # noqa: SIM905
)
"""Words that stand in a title before a name, in lower case."""

RANKS = HONORIFICS | frozenset(
    """
    president minister premier chancellor secretary senator sen representative rep congressman congresswoman governor gov
    mayor councillor councilman councilwoman judge justice magistrate sheriff ambassador envoy commissioner gen admiral adm
    chairman chairwoman chairperson
    colonel col lieutenant lt major maj captain capt sergeant sgt detective inspector superintendent prosecutor archbishop
    bishop cardinal rabbi imam sheikh ayatollah pastor spokesman spokeswoman spokesperson
    """.split()  # noqa: SIM905
)
"""Titles that a lone surname after them makes a person's: "Sen. Silva"."""

ROLES = frozenset(
    """
    president vice-president minister premier chancellor king queen prince princess pope secretary secretary-general
    general admiral colonel lieutenant major captain sergeant commander officer senator representative congressman
    congresswoman lawmaker governor mayor councillor councilman councilwoman delegate attorney solicitor judge justice
    sheriff chief ambassador envoy diplomat consul commissioner director chairman chairwoman chairperson chair founder
    head leader spokesman spokeswoman spokesperson adviser advisor aide analyst economist strategist professor researcher
    scientist doctor lawyer prosecutor detective inspector superintendent coach manager editor reporter author columnist
    historian pollster archbishop bishop cardinal rabbi imam pastor speaker executive official politician candidate
    nominee billionaire businessman businesswoman activist farmer teacher nurse surgeon physician engineer owner
    resident survivor witness victim mother father son daughter brother sister wife husband widow singer actor actress
    player captain striker goalkeeper midfielder negotiator regulator investigator
    """.split()  # noqa: SIM905
)
"""Nouns for what a person is, by which a text may speak of one it has named: "the minister"."""

BODIES = frozenset(
    """
    agency airline army association authority bank body broadcaster business campaign channel charity church city club
    coalition college commission committee company corporation council country court daily department district
    family firm foundation fund government group institute journal magazine manufacturer ministry movement museum
    network newspaper office organisation organization outlet paper party platform police portal programme program
    project province publication publisher region retailer school service show site state station store team town
    tribe union university village weekly website
    """.split()  # noqa: SIM905
)
"""Nouns that stand before (or beside) the name of a body or a place, not of a person: "the newspaper Le Monde"."""

HE, SHE, THEY, IT = "m", "f", "p", "n"
"""Gender and number of a pronoun's referent: a man, a woman, several, a body or a thing."""

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), HE),
    **dict.fromkeys(("she", "her", "hers", "herself"), SHE),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), THEY),
    **dict.fromkeys(("it", "its", "itself"), IT),
}

GENDERED = {
    **dict.fromkeys(
        """mr sir lord king prince spokesman chairman congressman councilman assemblyman businessman         actor father son brother husband pope archbishop bishop cardinal rabbi imam pastor""".split(),  # noqa: SIM905
        HE,
    ),
    **dict.fromkeys(
        """mrs ms miss madam dame lady queen princess spokeswoman chairwoman congresswoman councilwoman assemblywoman
        businesswoman actress mother daughter sister wife widow""".split(),  # noqa: SIM905
        SHE,
    ),
}
"""Words beside a name that tell the gender of its bearer."""

GIVEN = {
    **dict.fromkeys(
        """aaron abdul abdullah adam ahmed alan albert alex alexander alexei alfred ali andreas andrei andrew anthony
        antonio arthur barack ben benjamin bernie bill bob boris brad brandon brian bruce carl carlos charles chris
        christian christopher chuck craig daniel dave david dennis dick dmitry donald doug douglas ed eduardo edward
        emmanuel eric erik evan fernando francisco francois frank fred gary george gerald gerhard giovanni glenn greg
        gregory guy hans harold harry hassan henry howard hugo ian ibrahim igor ivan jack jacob jacques james jason jean
        jeff jeffrey jens jeremy jerry jesus jim joe joel john jon jonathan jorge jose joseph josh joshua juan justin
        karl keith ken kenneth kevin kyle lance larry lars lawrence leo leon lewis louis luis luke manuel marc
        marco marcus mario mark martin marvin matt matthew max michael miguel mike mitch mitt mohamed mohammad mohammed
        muhammad mustafa nathan ned neil nicholas nick nicolas nigel nikolai oleg oliver olaf omar oscar otto patrick
        paul pavel pedro peter phil philip philippe pierre rafael ralph randy ray raymond recep reince ricardo richard
        rick robert roberto rodrigo roger ron ronald roy russell ryan sam samuel scott sean sebastian sergei sergey seth
        shane sidney simon stanley stefan stephen steve steven stuart ted terry thomas tim timothy todd tom tony travis
        trevor vaclav victor viktor vincent vladimir volodymyr walter warren wayne will william xavier yuri yusuf
        zachary""".split(),  # noqa: SIM905
        HE,
    ),
    **dict.fromkeys(
        """abigail aisha alexandra alice alicia alison amanda amber amy ana andrea angela angelina anita ann anna anne
        annie antonia ashley audrey barbara beatrice beth betty beverly bonnie brenda bridget camilla carla carly carmen
        carol caroline carolyn catherine cecilia charlotte cheryl christina christine cindy claire clara claudia
        condoleezza cynthia danielle dawn deborah debbie denise diana diane donna dorothy edith eileen elaine eleanor
        elena elisabeth elizabeth ellen emily emma erin esther eva eve evelyn fatima fiona florence frances gabriela
        gail gina gloria grace greta hannah heather heidi helen helga hillary holly ida ilona ines ingrid irene isabel
        isabella ivanka jacqueline jane janet janice jennifer jenny jessica jill joan joanna joyce judith judy
        julia juliana julianne julie karen karin kate katherine kathleen kathryn kathy katie kellyanne kristen
        laura lauren leila lena linda lisa liz loretta lori lucy luisa lydia lynn madeleine magdalena marcia
        margaret margarita maria marie marina marjorie marta martha mary maureen megan melania melanie melissa mercedes
        michelle mildred monica nadia nancy naomi natalia natalie natasha nicole nina nora olga olivia pamela
        patricia paula pauline penny petra phyllis priya rachel rebecca regina renee rhonda rita roberta rosa rose
        roxana ruth sabine sally samantha sandra sara sarah sharon sheila shirley silvia sofia sonia sophia sophie
        stephanie susan susanna suzanne svetlana sylvia tamara tammy tanya tara teresa theresa theodora tina tulsi
        ursula valerie vanessa vera veronica victoria virginia wanda wendy yasmin yvonne zoe""".split(),  # noqa: SIM905
        SHE,
    ),
}
"""Given names that are nearly always a man's, or a woman's. Asked last: only where the text tells nothing."""

POSTNOMINALS = frozenset("KC QC SC MP MEP MSP MSc PhD MD JP MBE OBE CBE KBE DBE FRS Esq".split())  # noqa: SIM905
"""Letters behind a name that are no part of it."""

PARTICLES = frozenset(
    [
        "de",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "di",
        "da",
        "del",
        "dos",
        "du",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "ter",
        "ten",
        "af",
        "av",
        "zu",
    ]
)
"""Small words inside a name."""

UNNAMED = re.compile(
    r"(an?|one|another|the)\s+((?:[\w.’'-]+\s+){0,4}?[\w-]+)(?=$|,| who\b| with\b| close\b| familiar\b| of\b)",
    re.IGNORECASE,
)
"""Somebody whom the page does not name: article, and what the person is."""

DEFINITE = frozenset({"the", "this", "that"})
"""Words before a description of somebody whom the page has named."""

AGE = re.compile(r"\b(?:\d{1,3}-year-old|[^\W\d_]{2,12}-of-(?:[^\W\d_]{2,6}|\d))(?:, \d{1,3})?$")
"""The 52-year-old; the father-of-three, 52."""

INDEFINITE = frozenset({"a", "an", "one", "another"})
"""Words before somebody who is new to the page."""

AGENT_ENDINGS = (
    "er",
    "or",
    "ist",
    "ian",
    "man",
    "woman",
    "person",
    "ant",
    "ent",
    "ee",
    "eer",
    "yst",
    "ic",
    "mate",
    "chief",
)
"""How English ends a noun for someone who does something."""
