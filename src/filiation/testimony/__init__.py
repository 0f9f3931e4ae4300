"""Testimony: who is said to have said what; speech and claims, one statement for all wordings."""

from filiation.testimony.attribute import attribute
from filiation.testimony.attribution import Attribution, Source, SpeechKind
from filiation.testimony.gather import gather_statements
from filiation.testimony.grammar import ParsedSentence, Parser, Word
from filiation.testimony.parting import parted
from filiation.testimony.statement import Conflict, ConflictKind, Speaker, Statement, StatementKind, Wording

__all__ = [
    "Attribution",
    "Conflict",
    "ConflictKind",
    "ParsedSentence",
    "Parser",
    "Source",
    "Speaker",
    "SpeechKind",
    "Statement",
    "StatementKind",
    "Word",
    "Wording",
    "attribute",
    "gather_statements",
    "parted",
]
