# Rapor Koperasi. `make help` lists what there is.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 3000
BIN := .venv/bin
READY := .venv/.ready
PEERS := .venv-peers/.ready
export RAPOR_HOME ?= $(CURDIR)/data

.PHONY: help peers run test unit slow check format ui bench fuzz faults rulebook guide lock clean
.DEFAULT_GOAL := help

help:  ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(PEERS): tests/peers/requirements.lock
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --require-hashes -r tests/peers/requirements.lock
	@touch $@

run: $(READY)  ## take what is in the inbox through to a release; the first time with sample data
	@if [ -z "$$(ls -A "$(RAPOR_HOME)/inbox" "$(RAPOR_HOME)/archive" 2>/dev/null | grep -v ':$$')" ]; then \
		$(BIN)/rapor sample "$(RAPOR_HOME)/inbox"; fi
	@$(BIN)/rapor nightly

test: $(READY) $(PEERS)  ## every test
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder

peers: $(PEERS)  ## the environment of the programs that readers use: pandas, frictionless

unit: $(READY)  ## the quick tests
	POLARS_MAX_THREADS=1 $(BIN)/python -m pytest tests/unit

slow: $(READY)  ## the heavy proofs that `make test` leaves out, and twenty times the generated examples
	$(BIN)/python -m pytest -n 2 -m slow
	$(BIN)/python -m pytest -n 2 --hypothesis-profile=deep tests/unit

check: $(READY)  ## lint, format, types, import directions, definitions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	DAGSTER_HOME= $(BIN)/dagster definitions validate -w workspace.yaml

format: $(READY)  ## put the code in the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

ui: $(READY)  ## Dagster's pages and daemon on http://127.0.0.1:3000 (PORT=…)
	@$(BIN)/python -m pipelines.ui --port $(PORT)

bench: $(READY)  ## measure reading, hostile files, returning, recall and the release
	$(BIN)/python -m tests.bench.reading
	$(BIN)/python -m tests.bench.hostile
	$(BIN)/python -m tests.bench.returning
	$(BIN)/python -m tests.bench.recall
	$(BIN)/python -m tests.bench.release

fuzz: $(READY)  ## 100,000 generated cells and 5,000 mutated workbooks
	$(BIN)/python -m tests.fuzz

faults: $(READY)  ## kill nights at every write and at 150 moments, and harm what rests; half an hour
	$(BIN)/python -m tests.faults

rulebook: $(READY)  ## make the page of the rules anew
	$(BIN)/python -m pipelines.rulebook docs/rules.md

guide: $(READY)  ## make the officer's guide anew
	$(BIN)/python -m pipelines.guide docs

lock:  ## make requirements.lock anew (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-strip-extras --custom-compile-command "make lock" -o requirements.lock
	uv pip compile tests/peers/requirements.in --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-strip-extras --custom-compile-command "make lock" -o tests/peers/requirements.lock

clean:  ## remove what setup and tests leave; never the data
	rm -rf .venv .venv-peers .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
