"""Recording weights: what the counts rest on, as records."""

from __future__ import annotations

from filiation.weighing.dossier import Origin, OutletCredit, PageCredit, Turn
from filiation.weighing.relays import Relay
from filiation.writers import record as r

_DIGITS = 4


def record_origin(origin: Origin) -> r.OriginRecord:
    """Return whose word some reports of a statement are."""
    return r.OriginRecord(origin.name, origin.kind.value, list(origin.pages))


def record_relay(relay: Relay) -> r.RelayRecord:
    """Return where a page tells a statement on another newsroom's word."""
    return r.RelayRecord(relay.page, relay.credit.start, relay.credit.end, relay.name)


def record_turn(turn: Turn | None) -> r.TurnRecord | None:
    """Return what would change a count; None where no single link would."""
    if turn is None:
        return None
    return r.TurnRecord(turn.a, turn.b, round(turn.probability, _DIGITS), turn.best, turn.reason)


def record_credit(credit: PageCredit) -> r.CreditRecord:
    """Return what became of the credit on one page."""
    sister = None
    if credit.sister is not None and credit.sister_span is not None:
        sister = r.PlaceRecord(credit.sister, credit.sister_span.start, credit.sister_span.end)
    return r.CreditRecord(
        page=credit.page,
        tradition=credit.tradition,
        agency=credit.agency,
        change=credit.change.value,
        credits=credit.credits,
        start=None if credit.span is None else credit.span.start,
        end=None if credit.span is None else credit.span.end,
        sister=sister,
    )


def record_outlet(outlet: OutletCredit) -> r.OutletCreditRecord:
    """Return how one outlet treats credits."""
    return r.OutletCreditRecord(outlet.outlet, list(outlet.kept), list(outlet.dropped), list(outlet.changed))
