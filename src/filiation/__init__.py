"""Filiation: who copied whom, and how many independent reports stand behind a story."""

from __future__ import annotations

__version__ = "0.1.0"
