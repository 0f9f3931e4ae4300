"""The seam: what every stage asks of whatever turns sentences into vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

DIMENSIONS = 384


class Encoder(Protocol):
    """Anything that turns sentences into unit vectors."""

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a sentence.

        Returns:
            Shape (len(sentences), `DIMENSIONS`), float32, read-only, rows of length 1; the dot product of two rows
            is their cosine, -1 to 1.
        """
        ...
