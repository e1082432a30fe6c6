# make site    the sample newsroom, built into site/
# make test    linter, types, all tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The sample newsroom is dated; a fixed clock gives the same site every day.
NOW ?= 2026-11-20T06:00:00Z
SAMPLE := build/sample

.PHONY: site test lint types environment requirements clean

environment: $(VENV)/.ready

$(VENV)/.ready: requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	touch $@

site: environment
	rm -rf $(SAMPLE)
	mkdir -p $(SAMPLE)
	cp -R content layouts $(SAMPLE)/
	env -u ANTHROPIC_API_KEY $(BIN)/modelwire -C $(SAMPLE) run --now $(NOW) --output site

lint: environment
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: environment
	$(BIN)/mypy

test: lint types
	$(BIN)/pytest -n auto --dist loadfile

requirements:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache
