# `make help` lists what there is. Everything runs in .venv, which is made on first use and brought
# up to date when pyproject.toml or a list of packages has changed.

SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
# The first Python that fits; `make chat PYTHON=/path/to/python` says which instead.
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,\
	$(shell $(name) -c '$(SUPPORTED)' >/dev/null 2>&1 && echo $(name))))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help chat build test check format evals bench clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

chat: $(VENV)/.chat ## Install, index the bundled documents and serve the chat at http://127.0.0.1:7860
	$(BIN)/python -m rag serve $(ARGS)

build: $(VENV)/.chat ## Index the bundled documents (ARGS="path/to/folder" for your own)
	$(BIN)/python -m rag build $(ARGS)

test: $(VENV)/.test ## Install what the tests need and run all of them (ARGS="-k name" for some)
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.test ## Style, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.test ## Put the code into its standard form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

evals: $(VENV)/.test ## Score the answers on the gold set
	$(BIN)/python -m evals run $(ARGS)

bench: $(VENV)/.test ## Measure build, latency and memory
	$(BIN)/python -m evals bench $(ARGS)

clean: ## Remove the environment, the built indexes and all caches
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find index -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +
	find rag evals tests -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/.chat: REQUIREMENTS := .
$(VENV)/.test: REQUIREMENTS := .[dev]
$(VENV)/.chat $(VENV)/.test: pyproject.toml constraints.txt requirements-large.txt
	@$(or $(PYTHON),false) -c '$(SUPPORTED)' || \
		{ echo 'chiaroscuro needs Python 3.11, 3.12 or 3.13; name one: make chat PYTHON=python3.12' >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo '$(PYTHON) cannot make an environment; on Debian and Ubuntu: apt-get install python3-venv' >&2; exit 2; }
	@$(BIN)/python -c '$(SUPPORTED)' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@echo 'Installing into $(VENV): a few minutes the first time.'
	$(PIP) install --constraint constraints.txt --editable '$(REQUIREMENTS)'
	$(PIP) install --no-deps --requirement requirements-large.txt
	@touch $@
