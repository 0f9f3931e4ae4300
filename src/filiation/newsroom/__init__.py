"""newsroom: invented news with known truth: dispatches, versions, pickups, spinners, wrong clocks, and who copied whom."""

from __future__ import annotations

from filiation.newsroom.newsroom import Newsroom, simulate
from filiation.newsroom.settings import NewsroomSettings

__all__ = ["Newsroom", "NewsroomSettings", "simulate"]
