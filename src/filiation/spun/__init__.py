"""Spun text: is a page another report whose words were replaced mechanically, and which words are they?"""

from filiation.spun.relatives import join_originals
from filiation.spun.spun import Phrase, Spun
from filiation.spun.unspin import unspin

__all__ = ["Phrase", "Spun", "join_originals", "unspin"]
