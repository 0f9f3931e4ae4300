"""A page as it looks alone to the spinner's channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from filiation.spun.channel import Choices
from filiation.spun.reading import Reading
from filiation.text import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A page as it looks alone."""

    sentences: tuple[Span, ...]
    reading: Reading
    choices: Choices
    posteriors: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Glance:
    """What is kept of a page for its sisters' sake, a fifth of a `Look`."""

    sentences: tuple[Span, ...]
    reading: Reading
    places: NDArray[np.int64]
    words: NDArray[np.int32]
    posteriors: NDArray[np.float64]
