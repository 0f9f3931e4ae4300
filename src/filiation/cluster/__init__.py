"""Which pages carry one dispatch, and which tell of one happening."""

from filiation.cluster.examining import Examined, examine
from filiation.cluster.gathering import gather
from filiation.cluster.tradition import KIN, Event, Gathering, Member, Relation, Reuse, Siglum, Tradition

__all__ = [
    "KIN",
    "Event",
    "Examined",
    "Gathering",
    "Member",
    "Relation",
    "Reuse",
    "Siglum",
    "Tradition",
    "examine",
    "gather",
]
