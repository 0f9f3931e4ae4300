"""Weighing: how many independent reports stand behind a statement, and behind the event."""

from __future__ import annotations

from filiation.weighing.dossier import Collapse, Count, Dossier, Weight
from filiation.weighing.weigh import Weighing, weigh

__all__ = ["Collapse", "Count", "Dossier", "Weighing", "Weight", "weigh"]
