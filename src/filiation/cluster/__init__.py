"""Which pages carry one dispatch, and which tell of one happening."""

from filiation.cluster.gathering import gather
from filiation.cluster.tradition import KIN, Event, Gathering, Member, Relation, Reuse, Siglum, Tradition

__all__ = ["KIN", "Event", "Gathering", "Member", "Relation", "Reuse", "Siglum", "Tradition", "gather"]
