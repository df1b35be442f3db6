# `make demo` and `make test` set up everything they need, in .venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export PYTHONUTF8 := 1

.PHONY: demo test lint pytest browser clean

demo: $(VENV)/.app
	$(BIN)/python -m bot demo $(DEMO)

# What is read beside what runs: the one leaves the other a processor whenever it waits.
test: $(VENV)/.dev browser
	@$(MAKE) --no-print-directory -j 2 lint pytest

# A worker that has nothing left takes over from the other: a day in the browser at the end is not waited for alone.
pytest: $(VENV)/.dev
	@sh tests/in_memory.sh $(BIN)/python -m pytest -n 2 --dist worksteal $(PYTEST)

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/zizmor --offline --no-progress --quiet --config .github/zizmor.yml .github/workflows examples/*.yml action.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml examples/*.yml

# Browser tests want Chromium: take the system's, install it where that is possible, else the tests skip and say so.
browser: $(VENV)/.dev
	@sh tests/e2e/install_chromium.sh $(BIN)/python

$(VENV)/.app: pyproject.toml requirements.txt | $(VENV)/.venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/.venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -e '.[dev]'
	@touch $@ $(VENV)/.app

$(VENV)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Gleaner needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .demo
