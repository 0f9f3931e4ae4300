"""WordPiece: how a sentence becomes the ids of a vocabulary."""

from hypothesis import given, strategies as st

from filiation.meaning.minilm import LONGEST, _vocabulary
from filiation.meaning.wordpiece import WordPiece

ENTRIES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "har", "##bour", "##s", "cafe", ",", "-", "東", "a", "10", "##0"]
PIECES = WordPiece(ENTRIES, limit=8)
REAL = _vocabulary()


def read(sentence):
    return [ENTRIES[place] for place in PIECES.ids(sentence)][1:-1]


def test_the_longest_entry_wins():
    """Greedy, left to right; a piece inside a word carries ##."""
    assert read("Harbours") == ["har", "##bour", "##s"]
    assert read("100") == ["10", "##0"]


def test_case_accents_and_marks():
    """Case and accents go; punctuation and ideographs stand alone; a soft hyphen vanishes."""
    assert read("CAFÉ,a-東a") == ["cafe", ",", "a", "-", "東", "a"]
    assert read("har\u00adbour") == ["har", "##bour"]


def test_what_no_entries_make_up_is_unknown():
    """One unknown a word, however long."""
    assert read("harx a") == ["[UNK]", "a"]
    assert read("har" * 100) == ["[UNK]"]


def test_a_sentence_is_cut_at_the_limit():
    """Never more ids than the limit; the closing mark stays."""
    ids = PIECES.ids("a " * 50)
    assert len(ids) == 8
    assert ids[-1] == ENTRIES.index("[SEP]")


@given(st.text())
def test_any_text_gets_ids(text):
    """No text is refused, and every sentence lies between its marks."""
    ids = REAL.ids(text)
    assert 2 <= len(ids) <= LONGEST
    assert (ids[0], ids[-1]) == (101, 102)


def test_a_line_of_a_million_characters_is_its_beginning():
    """What lies beyond the limit is not looked at."""
    for text in ("a" * 10**6, "a " * 500_000, "-" * 10**6):
        assert 2 <= len(REAL.ids(text)) <= LONGEST
