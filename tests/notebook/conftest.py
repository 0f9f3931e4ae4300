"""One run for all: two outlets carry a dispatch, a third reports for itself; hostile words on the way."""

from __future__ import annotations

import pytest

import filiation

SCRIPT = "<script>alert('x')</script>"
WIRE = (
    "OSTREA (North Wire) - The harbour of Ostrea was closed on Monday after a ferry struck the north pier, port director "
    "Alda Brenner said.\n\nNobody was hurt. The ferry, with 214 passengers on board, was towed to the inner basin. "
    '"We heard a crack and then the lights went out," said Tomas Rell, a passenger.\n\nThe pier, built in 1962, will stay '
    "closed for at least three weeks while divers look at its footing, Brenner said.\n\nTwo other lines will use the "
    "southern quay from Tuesday. The operator, Silverline, said that it would pay for taxis."
)
OWN = (
    "I was on the quay when the ferry came in too fast. The north pier of Ostrea harbour shook, and a lamp fell into the "
    'water. Port director Alda Brenner walked among us with a torch. "The pier stays shut for three weeks," she said.\n\n'
    "Fishermen moved their boats to the southern quay before dark. Old Ruben Malk, who repaired the pier in 1962, shook "
    "his head and went home."
)  # fmt: skip
ROWS = (
    {
        "id": "coast",
        "text": WIRE,
        "title": f"Ferry {SCRIPT} strikes pier",
        "outlet": "Coast Herald",
        "date": "2024-05-06",
    },
    {
        "id": "harbour",
        "text": WIRE.replace("OSTREA (North Wire) - ", "").replace("214", "241"),
        "title": "Ferry strikes pier",
        "outlet": f"Post {SCRIPT}",
        "date": "2024-05-07",
    },
    {"id": "own", "text": OWN, "title": "The night on the quay", "outlet": "Quay Letters", "date": "2024-05-07"},
    {"id": "empty", "text": " "},
)


@pytest.fixture(scope="session")
def rows():
    return [dict(row) for row in ROWS]


@pytest.fixture(scope="session")
def found(rows):
    return filiation.trace_pages(rows)


@pytest.fixture
def texts():
    return {"a": WIRE, "b": WIRE.replace("214", "241"), "c": WIRE.replace("Nobody was hurt. ", "")}
