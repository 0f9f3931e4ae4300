"""Sentence vectors: what a sentence means, as 384 numbers, so that two wordings of one thing lie close.

The model is all-MiniLM-L6-v2 with int8 weights and comes inside a pinned package; its vocabulary stands in ``data/``.
Nothing is loaded until the first sentence is encoded, and each distinct sentence is encoded once.
"""

from filiation.meaning.encoder import DIMENSIONS, Encoder
from filiation.meaning.minilm import MiniLM

__all__ = ["DIMENSIONS", "Encoder", "MiniLM"]
