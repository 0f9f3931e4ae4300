"""The house itself: doors, words, start-up."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import filiation

ROOT = Path(__file__).parents[2]
STAGES = (
    "archive", "article", "cluster", "collation", "spun", "stemma", "testimony", "timeline", "weighing",
)  # fmt: skip
SLOW = ("spacy", "onnxruntime", "trafilatura", "pyarrow", "numpy", "lxml", "wordfreq", "scipy", "rich", "click")


def test_version_answers_without_loading_anything():
    """`filiation --version` imports no library that takes time."""
    code = (
        "import sys; sys.argv=['filiation','--version']; import filiation.__main__ as m; m.main();"
        f"print([name for name in {SLOW!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f"filiation {filiation.__version__}", "[]"]


def test_help_loads_no_model_library():
    """`filiation --help` imports neither spaCy nor onnxruntime nor trafilatura."""
    code = (
        "import sys; sys.argv=['filiation','--help']\n"
        "import filiation.__main__ as m\n"
        "try: m.main()\nexcept SystemExit: pass\n"
        "print([n for n in ('spacy','onnxruntime','trafilatura','pyarrow','scipy') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_exports_its_types_and_its_verb(stage):
    """Each stage's door lists what it exports, and all of it is there."""
    module = importlib.import_module(f"filiation.{stage}")
    assert module.__all__ == sorted(module.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    assert all(hasattr(module, name) for name in module.__all__)


def test_every_public_type_stands_in_the_glossary():
    """One word for one idea: each public class of a stage's door is explained in docs/glossary.md."""
    glossary = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    missing = [
        f"{stage}.{name}"
        for stage in STAGES
        for name in importlib.import_module(f"filiation.{stage}").__all__
        if inspect.isclass(getattr(importlib.import_module(f"filiation.{stage}"), name)) and f"`{name}`" not in glossary
    ]
    assert missing == []


def test_every_module_says_what_it_is_for():
    """Each module has a docstring of its own."""
    silent = []
    for found in pkgutil.walk_packages(filiation.__path__, "filiation."):
        if not found.name.endswith("__main__"):
            module = importlib.import_module(found.name)
            if not (module.__doc__ or "").strip():
                silent.append(found.name)
    assert silent == []
