"""Decoding: any text that says its encoding comes back as it was; none that does not say it stops a run."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, strategies as st

from filiation.archive.decoding import decode, without_surrogates
from filiation.archive.encodings import encoding_of

_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"))
_CP1252 = st.text(st.sampled_from([c for b in range(256) if (c := bytes([b]).decode("cp1252", "ignore"))][1:]))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(_TEXT)
def test_utf8_comes_back(text: str) -> None:
    """UTF-8, with a mark or without, declared or not, decodes to itself, line ends and all."""
    assert decode(text.encode()).text == text
    assert decode(text.encode("utf-8-sig")).text == text
    assert decode(text.encode(), charset="utf-8").text == text


@given(_TEXT, st.sampled_from(["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]))
def test_marked_wide_text_comes_back(text: str, encoding: str) -> None:
    """UTF-16 and UTF-32 with a byte-order mark decode to themselves, without the mark."""
    assert decode(("\ufeff" + text).encode(encoding)).text == text


@given(_CP1252)
def test_declared_cp1252_comes_back(text: str) -> None:
    """windows-1252 that is declared decodes to itself, unless its bytes are valid UTF-8, which then is believed."""
    data = text.encode("cp1252")
    assume(data.isascii() or not _is_utf8(data))
    assert decode(data, charset="windows-1252").text == text
    assert decode(data, charset="ISO-8859-1").text == text
    page = b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head>' + data
    assume(data.isascii() or not _is_utf8(page))
    assert decode(page, markup=True).text.endswith(text)


@given(
    st.binary(max_size=400), st.sampled_from([None, "utf-8", "shift_jis", "gb2312", "x-none", "utf-16"]), st.booleans()
)
def test_any_bytes_decode(data: bytes, charset: str | None, markup: bool) -> None:
    """Whatever the bytes and whatever was declared, text comes out that can be written in UTF-8."""
    without_surrogates(decode(data, charset=charset, markup=markup).text).encode()


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Die Brücke müsse für längere Zeit geschlossen bleiben, erklärte die Bürgermeisterin am Dienstag."),
        ("cp1252", "“We won’t close the quay,” she said — not yet. The repair costs £3 million."),
        ("cp1252", "El próximo año será difícil, señaló la alcaldesa según informó la televisión pública."),
        ("cp1252", "A população não deve preocupar-se com as inundações na região, disse a prefeita."),
        ("mac_roman", "La mairie a annoncé mardi que le pont resterait fermé jusqu'à l'été prochain."),
        ("cp1250", "Burmistrz oświadczył we wtorek, że most zostanie zamknięty. Mieszkańcy są zaniepokojeni."),
        ("iso8859_2", "Burmistrz oświadczył we wtorek, że most zostanie zamknięty. Mieszkańcy są zaniepokojeni."),
        ("cp1250", "A polgármester közölte, hogy a hidat hosszabb időre lezárják, a kerülőút a falun át vezet."),
        ("cp1254", "Belediye başkanı salı günü köprünün uzun süre kapalı kalacağını açıkladı, dedi sözcü."),
        ("cp1251", "Мэр города заявила во вторник, что мост будет закрыт на длительное время."),
        ("koi8_r", "Мэр города заявила во вторник, что мост будет закрыт на длительное время."),
        ("cp1253", "Η δήμαρχος δήλωσε την Τρίτη ότι η γέφυρα θα παραμείνει κλειστή για μεγάλο διάστημα."),
        ("cp932", "市長は火曜日、橋は長期間閉鎖されると発表した。住民は迂回路を利用する。"),
        ("gb18030", "市长星期二宣布，大桥将长期关闭。居民被要求使用绕行路线，工程需要三个月。"),
        ("cp949", "시장은 화요일에 다리가 장기간 폐쇄될 것이라고 발표했다. 주민들은 우회로를 이용해야 한다."),
        ("utf-16-le", "The mayor said on Tuesday that the bridge would stay closed."),
        ("utf-16-be", "The mayor said on Tuesday that the bridge would stay closed."),
    ],
)
def test_undeclared_news_is_recognised(encoding: str, text: str) -> None:
    """A sentence or two of news in an encoding that nobody declared is read in it."""
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("ISO-8859-1", "cp1252"),
        (" latin1 ", "cp1252"),
        ("us-ascii", "cp1252"),
        ("iso-8859-9", "cp1254"),
        ("GB2312", "gb18030"),
        ("ks_c_5601-1987", "cp949"),
        ("x-sjis", "cp932"),
        ("utf8", "utf-8"),
        ("windows-1251", "cp1251"),
        ("iso-8859-2", "iso8859-2"),
        ("utf-7", None),
        ("unicode_escape", None),
        ("rot13", None),
        ("idna", None),
        ("no-such", None),
        ("x" * 10_000, None),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label: str, codec: str | None) -> None:
    """A label is read as browsers read it; one that is no encoding of text is nothing."""
    assert encoding_of(label) == codec


def test_a_false_declaration_is_remarked() -> None:
    """A page that was saved again in UTF-8 and still declares something else is read as UTF-8, with a remark."""
    page = '<html><head><meta charset="iso-8859-1"></head><p>Le pont est fermé, “dit-elle”.</p>'.encode()
    found = decode(page, markup=True)
    assert found.text == page.decode()
    assert found.remark is not None
    assert "utf-8" in found.remark


def test_a_declared_charset_that_fails_is_detected() -> None:
    """Bytes that do not fit their declaration are read in the encoding that they fit, with a remark."""
    text = "Мэр города заявила во вторник, что мост будет закрыт на длительное время."
    found = decode(text.encode("cp1251"), charset="utf-8")
    assert found.text == text
    assert found.remark is not None


def test_one_bad_byte_costs_one_character() -> None:
    """UTF-8 with a byte broken stays UTF-8: one character is lost, not every accent of the page."""
    data = ("Été à la mairie : la réunion a été annulée. " * 20).encode() + b"\xff fin"
    found = decode(data)
    assert found.text.count("\ufffd") == 1
    assert found.text.count("Été") == 20


def test_text_encoded_twice_stays_as_it_is() -> None:
    """Mojibake that is in the file is in the text: offsets count the file's own characters."""
    twice = "â€œThe bridge is shut,â€\x9d she said. CafÃ©.\r\n"
    assert decode(twice.encode()).text == twice


def test_a_comment_declares_nothing() -> None:
    """A declaration inside a comment is none, and a late one within the first 8,192 bytes is one."""
    page = b'<!-- <meta charset="koi8-r"> --><html>' + b" " * 3000 + b'<meta charset="windows-1251"><p>\xcc\xfd\xf0'
    assert decode(page, markup=True).text.endswith("Мэр")


def test_lone_surrogates_become_replacement_characters() -> None:
    """A lone surrogate is U+FFFD, a pair of them the character that they are."""
    assert without_surrogates("a\ud800b\udc00") == "a\ufffdb\ufffd"
    assert without_surrogates("\ud83d\ude00") == "😀"
    assert without_surrogates("é") == "é"


@pytest.mark.parametrize("filling", [b"<meta ", b"<!--", b"<", b"\xe9", b"\xff\xfe<", b"<?xml ", b"\x81 "])
def test_hostile_bytes_are_decoded_to_the_end(filling: bytes) -> None:
    """Four megabytes of one thing are decoded, whatever it is."""
    data = filling * (4_000_000 // len(filling))
    assert 0 < len(decode(data, markup=True).text) <= len(data)
