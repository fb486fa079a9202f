# The commands of Patchwork. They need Python 3.11+ with its venv module, make, and a package registry.
PYTHON ?= python3
VENV = .venv/bin/python
PREPARE = $(PYTHON) -m desk.prepare
.DEFAULT_GOAL := help
.NOTPARALLEL:

.PHONY: help
help: ## Print this table
	@$(PYTHON) -m desk.help

.PHONY: run
run: ## Serve the demonstration at http://127.0.0.1:8000
	@$(PREPARE)
	@exec $(VENV) -m desk.serve --demonstration

.PHONY: serve
serve: ## Serve an installation for real use, empty at first
	@$(PREPARE)
	@exec $(VENV) -m desk.serve

.PHONY: test
test: dev ## Run the tests; with the browser journeys where Chromium is found
	@$(VENV) -m desk.tests

.PHONY: check
check: test lint types contracts deadcode databases postgresql walks smoke ## Check everything: what CI runs

.PHONY: dev
dev:
	@$(PREPARE) --dev

.PHONY: lint
lint: dev ## Check style, and with it the common mistakes
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .

.PHONY: format
format: dev ## Put the code into the common form
	@$(VENV) -m ruff check --fix .
	@$(VENV) -m ruff format .

.PHONY: types
types: dev ## Check the types
	@$(VENV) -m mypy

.PHONY: contracts
contracts: dev ## Check who imports whom
	@.venv/bin/lint-imports --no-logo

.PHONY: deadcode
deadcode: dev ## Look for code and requirements that nobody uses
	@$(VENV) -m vulture
	@$(VENV) -m deptry . --no-ansi

.PHONY: databases
databases: dev ## Check the migrations on SQLite and PostgreSQL
	@$(VENV) -W "ignore:XDG_RUNTIME_DIR" -m desk.databases

.PHONY: postgresql
postgresql: dev ## Run the tests of services and of access on PostgreSQL
	@$(VENV) -m desk.tests postgresql

.PHONY: walks
walks: dev ## Run the long walks: every page in Chromium with axe, faults, combinations
	@$(VENV) -m desk.tests walks

.PHONY: smoke
smoke: ## Start make run on a free port, open two pages, stop it
	@$(PYTHON) -m desk.smoke

.PHONY: lock
lock: dev ## Pin the newest versions that requirements*.in allow
	@$(VENV) -m desk.lock

.PHONY: words
words: dev ## Gather the words for translators, and say what each language lacks
	@$(VENV) -m desk.words

.PHONY: clean
clean: ## Remove what was built and installed; the instance folder stays
	@rm -rf .venv .prepare.lock node_modules portal/static/build matching/kernels/__pycache__ \
		.pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .cache
