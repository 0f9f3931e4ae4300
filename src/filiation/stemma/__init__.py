"""Stemma: a collation and what its witnesses tell in, the family tree with its lost texts out."""

from filiation.stemma.beside import compare
from filiation.stemma.infer import infer_stemma
from filiation.stemma.stemma import Clues, Descent, Evidence, Node, Role, Stemma, clues_of

__all__ = ["Clues", "Descent", "Evidence", "Node", "Role", "Stemma", "clues_of", "compare", "infer_stemma"]
