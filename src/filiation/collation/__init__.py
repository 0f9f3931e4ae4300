"""Collation: witnesses of one tradition in, their words side by side and every place where they vary out."""

from filiation.collation.collate import collate
from filiation.collation.collation import GAP, Change, Collation, Reading, VariationUnit, Witness

__all__ = ["GAP", "Change", "Collation", "Reading", "VariationUnit", "Witness", "collate"]
