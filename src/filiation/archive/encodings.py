"""The names that pages give their encodings, read as browsers read them, and the letters that tell Latin ones apart.

Source:
    WHATWG Encoding Standard, "Names and labels": a page that says ``iso-8859-1`` is read as windows-1252, one that
    says ``gb2312`` as gb18030, because that is what their makers used.
"""

from __future__ import annotations

import codecs

# Labels that Python would read to the letter, or does not know, and the codec that they mean on the web.
_MEANT = {
    "cp1252": "ascii us-ascii ansi_x3.4-1968 iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 iso-ir-100 latin1 "
    "latin-1 l1 csisolatin1 cp819 ibm819 windows-1252 cp1252 x-cp1252 ansi x-user-defined",
    "cp1254": "iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 iso-ir-148 latin5 l5 csisolatin5 x-cp1254",
    "cp874": "iso-8859-11 iso8859-11 iso885911 tis-620 dos-874 windows-874 cp874",
    "gb18030": "gb2312 gb_2312 gb_2312-80 gbk x-gbk chinese csgb2312 csiso58gb231280 iso-ir-58 gb18030 cp936",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950",
    "cp949": "euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean cseuckr csksc56011987 iso-ir-149 windows-949",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji ms932 csshiftjis windows-31j",
    "euc_jp": "euc-jp x-euc-jp cseucpkdfmtjapanese",
    "iso2022_jp": "iso-2022-jp csiso2022jp",
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 utf-8-sig",
    "utf-16-le": "utf-16 utf-16le unicode csunicode iso-10646-ucs-2 ucs-2 unicodefeff",
    "utf-16-be": "utf-16be unicodefffe",
    "iso8859_8": "iso-8859-8-i csiso88598i logical visual",
    "mac_roman": "macintosh mac x-mac-roman csmacintosh",
    "mac_cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "koi8_r": "koi8-r koi8 koi cskoi8r",
    "koi8_u": "koi8-u koi8-ru",
    "cp866": "ibm866 cp866 866 csibm866",
}
_LABELS = {label: codec for codec, labels in _MEANT.items() for label in labels.split()}

# What Python may look up for any other label: encodings of text, none that runs escapes or hides mark-up (utf-7).
_READ = frozenset(
    (
        *("cp1250", "cp1251", "cp1253", "cp1255", "cp1256", "cp1257", "cp1258", "cp437", "cp850", "cp852", "cp855"),
        *(f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
        *("utf-32", "utf-32-le", "utf-32-be", "hz", "johab", "euc_jis_2004", "shift_jis_2004", "mac-latin2", "koi8-t"),
    )
)


def encoding_of(label: str | None) -> str | None:
    """Return the Python codec that a charset label means on the web; None for no label or an unknown one."""
    if label is None:
        return None
    plain = label.strip("\t\n\f\r \"'").lower()
    if known := _LABELS.get(plain):
        return known
    try:
        name = codecs.lookup(plain).name
    except (LookupError, ValueError):
        return None
    return _LABELS.get(name) or (name if name in _READ else None)


# Encodings whose characters may take several bytes: chance seldom makes their text valid UTF-8, but short text may be.
WIDE = frozenset({"gb18030", "big5hkscs", "cp949", "cp932", "euc_jp", "hz", "johab", "euc_jis_2004", "shift_jis_2004"})
# Encodings that switch by escapes and so use ASCII bytes alone.
ESCAPED = frozenset({"iso2022_jp", "hz"})

# The letters outside ASCII of languages that news is written in, by the encodings that hold them; the likelier first.
# Between Latin code pages the bytes are the same and only the language tells: a statistical detector
# (charset-normalizer 3.5) read Spanish, Portuguese and English cp1252 as cp1250, and Turkish as cp1252.
ALPHABETS = {
    "cp1252": (
        "éèêëñçïöüáíóàâô",  # English, with names
        "àâæçéèêëîïôœùûüÿ",  # French
        "äöüß",  # German
        "áéíóúüñç",  # Spanish
        "áâãàçéêíóôõúü",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "àçèéíïòóúü·",  # Catalan
        "éëïóöüèêáí",  # Dutch
        "åäöéæøåáàüè",  # Swedish, Danish, Norwegian, Finnish
        "áðéíóúýþæö",  # Icelandic
    ),
    "cp1250": (
        "ąćęłńóśźżé",  # Polish
        "áčďéěíňóřšťúůýžö",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "čćđšž",  # Croatian, Slovene, Bosnian
        "ăâîşţé",  # Romanian
    ),
    "iso8859_2": ("ąćęłńóśźżé", "áčďéěíňóřšťúůýžö", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţé"),
    "cp1254": ("çğıöşüâîûé",),  # Turkish
    "cp1257": ("āčēģīķļņšūž", "ąčęėįšųūž", "äöõüšž"),  # Latvian, Lithuanian, Estonian
    "mac_roman": ("àâæçéèêëîïôœùûüÿ", "äöüß", "áéíóúüñç", "áâãàçéêíóôõúü"),
}
# Signs that stand in any language's news.
SIGNS = frozenset("‘’‚“”„«»‹›–—…•·°§©®™€£¥¢½¼¾²³ª º¿¡´\u00a0\u00ad×±†")
# What charset-normalizer may answer for everything else.
OTHERS = (
    *(
        "cp1251",
        "koi8_r",
        "koi8_u",
        "cp1253",
        "cp1255",
        "cp1256",
        "cp874",
        "cp1258",
        "iso8859_5",
        "mac_cyrillic",
        "cp866",
    ),
    *("cp932", "euc_jp", "iso2022_jp", "gb18030", "big5hkscs", "big5", "cp949", "cp1252", "cp1250", "cp1254", "cp1257"),
)
