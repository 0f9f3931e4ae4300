"""From bytes to characters, line ends and all: nothing is normalised or repaired, since offsets count these characters.

Order of trust: byte-order mark, UTF-16's pattern of NULs, HTTP's charset, the page's own declaration, UTF-8 that fits,
the letters and statistics of the text, windows-1252. Text that was encoded twice ("â€œ") is left as it stands.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from filiation.archive.encodings import ALPHABETS, ESCAPED, OTHERS, SIGNS, WIDE, encoding_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Browsers look for a declaration in the first 1,024 bytes; scraped pages put banners and comments before it.
_DECLARED_WITHIN = 8192
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META = re.compile(rb"<meta\b[^>]{0,1000}?\bcharset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s{0,99}<\?xml[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)

# The thresholds below were chosen by reasoning and checked on invented sentences, not swept over a corpus.
# Text in UTF-16 without a mark: of every second byte at least this share is NUL, of the others at most the second.
_MOSTLY_NUL, _SELDOM_NUL = 0.4, 0.05
# A damaged page: at most this share of the characters outside ASCII may be lost for its encoding to stand.
_DAMAGE = 0.2
# Bytes outside ASCII, all of them valid UTF-8, that outvote another declaration: two (one character) where the
# declaration is of one byte a character, more where chance can make both fit.
_OUTVOTES, _OUTVOTES_WIDE = 2, 12
# Detection reads this many bytes around the first one outside ASCII.
_SAMPLE = 32 * 1024
# Share of the characters outside ASCII that one language's letters and signs must cover to settle its encoding.
_COVERED = 0.97
_TAG = re.compile(rb"<[^<>]{0,2000}>")

# windows-1252 as browsers read it: the five bytes that it leaves undefined are control characters.
_CP1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a page.

    Attributes:
        text: The characters; a byte-order mark is gone, bytes that fit no character are U+FFFD.
        encoding: The Python codec that read them.
        remark: What a user should know, in plain words; None where all went as declared.
    """

    text: str
    encoding: str
    remark: str | None = None


def decode(data: bytes, *, charset: str | None = None, markup: bool = False) -> Decoded:
    """Decode a page.

    Args:
        data: Its bytes.
        charset: What its server or container declared; None where nothing did.
        markup: Look for the page's own declaration (``<meta charset>``, XML).

    Returns:
        Characters without lone surrogates; never fails.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _whatever(data[len(mark) :], encoding, "its byte-order mark")
    if (wide := _unmarked_utf16(data)) is not None:
        return Decoded(data.decode(wide), wide)
    declared = encoding_of(charset) or (declared_encoding(data) if markup else None)
    if data.isascii() and declared not in ESCAPED:
        return Decoded(data.decode("ascii"), "utf-8")
    if (text := _strict(data, "utf-8")) is not None:
        if declared in (None, "utf-8"):
            return Decoded(text, "utf-8")
        if _outvoted(data, declared):
            return Decoded(text, "utf-8", f"declared {declared}, read as utf-8, which every byte fits")
    if declared is None:
        return _damaged(data, "utf-8", "not declared") or _detected(data, None)
    if (text := _strict(data, declared)) is not None:
        return Decoded(text, declared)
    return (
        _damaged(data, declared, "declared")
        or _damaged(data, "utf-8", "declared otherwise")
        or _detected(data, declared)
    )


def charset_in(content_type: str | None) -> str | None:
    """Return the charset label of a ``Content-Type`` value; None where it holds none."""
    found = _CHARSET.search(content_type or "")
    return found.group(1) if found else None


def declared_encoding(data: bytes) -> str | None:
    """Return the codec that an HTML page's head, or an XML declaration, names; None where neither does."""
    head = data[:_DECLARED_WITHIN]
    for found in (_XML.search(head), _META.search(_COMMENT.sub(b"", head))):
        if found and (encoding := encoding_of(found.group(1).decode("ascii", "replace"))):
            # A declaration that could be read as ASCII is not in UTF-16 (WHATWG).
            return "utf-8" if encoding.startswith("utf-16") else encoding
    return None


def without_surrogates(text: str) -> str:
    r"""Return ``text`` with each lone surrogate (JSON's ``\ud800``) as U+FFFD, so that it can be written again."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, ValueError):
        return None


def _whatever(data: bytes, encoding: str, why: str) -> Decoded:
    if (text := _strict(data, encoding)) is not None:
        return Decoded(text, encoding)
    return Decoded(data.decode(encoding, "replace"), encoding, f"{encoding} by {why}, but some bytes fit no character")


def _unmarked_utf16(data: bytes) -> str | None:
    head = data[:4096]
    pairs = len(head) // 2
    if pairs < 2 or len(data) % 2 or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0) / pairs, head[1::2].count(0) / pairs
    encoding = None
    if odd >= _MOSTLY_NUL and even <= _SELDOM_NUL:
        encoding = "utf-16-le"
    elif even >= _MOSTLY_NUL and odd <= _SELDOM_NUL:
        encoding = "utf-16-be"
    # A table of small integers has the same pattern, and reads as control characters.
    if encoding is None or any(
        c < " " and c not in "\t\n\r\f\v" for c in head[: pairs * 2].decode(encoding, "replace")
    ):
        return None
    return encoding if _strict(data, encoding) is not None else None


def _outvoted(data: bytes, declared: str) -> bool:
    """Tell whether bytes that are valid UTF-8 outvote a declaration of another encoding (saved again by a script)."""
    if declared in ESCAPED:
        return not data.isascii()
    sample = data[:1_000_000]
    outside = len(sample) - len(sample.decode("ascii", "ignore"))
    return outside >= (_OUTVOTES_WIDE if declared in WIDE else _OUTVOTES)


def _damaged(data: bytes, encoding: str, how: str) -> Decoded | None:
    """Read a page that is ``encoding`` but for a few bytes; None where more than `_DAMAGE` would be lost."""
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    outside = len(text) - len(text.encode("ascii", "ignore"))
    if lost > _DAMAGE * outside:
        return None
    return Decoded(text, encoding, f"{how}, read as {encoding}; {lost} places fit no character")


def _detected(data: bytes, declared: str | None) -> Decoded:
    sample = _sample(data)
    encoding = _by_letters(sample) or _by_statistics(sample)
    told = "no encoding declared" if declared is None else f"declared {declared}, which its bytes do not fit"
    if encoding is not None and encoding != "cp1252":
        text = _strict(data, encoding)
        if text is not None:
            return Decoded(text, encoding, f"{told}; read as {encoding}")
        if (damaged := _damaged(data, encoding, told)) is not None:
            return damaged
    return Decoded(codecs.charmap_decode(data, "strict", _CP1252)[0], "cp1252", f"{told}; read as windows-1252")


def _sample(data: bytes) -> bytes:
    """Return the text around the first byte outside ASCII, without mark-up, cut where ASCII is."""
    first = next((found.start() for found in re.finditer(rb"[\x80-\xff]", data)), 0)
    start = max(0, first - 256)
    sample = _TAG.sub(b" ", data[start : start + _SAMPLE])
    return sample[: sample.rfind(b" ")] if start + _SAMPLE < len(data) and b" " in sample else sample


def _by_letters(sample: bytes) -> str | None:
    """Return the Latin encoding under which one language's letters cover the text; None where none does."""
    best, best_covered = None, _COVERED
    for encoding, alphabets in ALPHABETS.items():
        text = _strict(sample, encoding)
        if text is None:
            continue
        # A capital after a small letter is a sign of the wrong table: it covers nothing.
        outside = [
            "\ufffd" if char.isupper() and before.islower() else char
            for before, char in zip(f" {text}", text, strict=False)
            if not char.isascii()
        ]
        for alphabet in alphabets:
            letters = frozenset(alphabet + alphabet.upper()) | SIGNS
            covered = sum(char in letters for char in outside) / max(1, len(outside))
            if covered > best_covered:  # on a tie the likelier encoding stays
                best, best_covered = encoding, covered
    return best


def _by_statistics(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(OTHERS)).best()
    return None if best is None else encoding_of(best.encoding) or best.encoding
