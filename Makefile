# Needs only make and a Python >= 3.11 with venv; `make` alone lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
YEAR ?= 2020
PORT ?= 8000
BIN := .venv/bin
SERVICES := $(BIN)/python -m nsp_portal.services
READY := .venv/ready
READY_DEV := .venv/ready-dev
WORDS = $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po locale/*/*/LC_MESSAGES/*.po))
TEMPLATES = $(wildcard templates */templates)

.PHONY: help
help: ## This list
	@grep -hE '^[a-z.-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z.-]+):.*## (.*)/\1\t\2/' | expand -t 18

.PHONY: demo
demo: $(READY) $(WORDS) ## Everything set up from nothing, then the site on http://127.0.0.1:8000 (PORT=) until Ctrl-C
	@exec $(SERVICES) demo --year $(YEAR) --port $(PORT)

.PHONY: annual-report
annual-report: $(READY) $(WORDS) ## The annual report of YEAR=2020, into OUT=var/annual-report-2020
	@exec $(SERVICES) annual-report --year $(YEAR) $(if $(OUT),--out "$(OUT)")

.PHONY: manage
manage: $(READY) $(WORDS) ## A management command: make manage ARGS="load_catalogue"
	@exec $(SERVICES) manage $(ARGS)

.PHONY: test
test: $(READY_DEV) $(WORDS) ## All tests, on two processors; some of them: make test ARGS="tests/nsp_portal -k places"
	@exec $(SERVICES) run -- $(BIN)/python -m pytest $(or $(ARGS),--numprocesses=2 --dist=loadfile)

.PHONY: bench
bench: $(READY_DEV) $(WORDS) ## What pages and actions cost with a practice year, as ratios and against the limits
	@exec $(SERVICES) run -- $(BIN)/python -m tests.bench $(ARGS)

.PHONY: audit
audit: $(READY_DEV) $(WORDS) ## How many planted errors the checks name: make audit ARGS="--errors 200 --out FILE"
	@exec $(SERVICES) run -- $(BIN)/python -m tests.audit $(ARGS)

.PHONY: pictures
pictures: $(READY_DEV) ## Pictures of the pages for docs/, from a demonstration that runs (make demo)
	@PORT=$(PORT) $(BIN)/python -m tests.pictures

.PHONY: check
check: $(READY_DEV) $(WORDS) ## Lint, types, import contracts, templates, migrations, translation marks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy nsp_portal provinces reporting strategies tests manage.py
	find templates -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --target-version 5.2 --check
	$(BIN)/python -m nsp_portal.translation_marks templates
	$(BIN)/python -m nsp_portal.template_lines templates
	$(BIN)/python -m nsp_portal.translations check
	$(BIN)/python -m nsp_portal.bilingual_data fixtures
	$(SERVICES) manage makemigrations --check --dry-run

.PHONY: messages
messages: $(READY_DEV) ## The texts of the source into locale/, to be translated (needs GNU gettext)
	$(BIN)/python -m nsp_portal.translations renew

.PHONY: format
format: $(READY_DEV) ## Put the layout of code and templates right
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	find templates -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --target-version 5.2

.PHONY: requirements
requirements: $(READY_DEV) ## Pin the newest versions that the .in files allow
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --no-header --no-emit-index-url \
		--no-emit-find-links requirements.in
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --no-header --no-emit-index-url \
		--no-emit-find-links requirements-dev.in

.PHONY: .venv
.venv: $(READY) $(WORDS) ## Only the environment

.PHONY: clean
clean: ## Forget the environment and all data of this clone
	rm -rf .venv var

$(READY): requirements.txt
	@test -n "$(PYTHON)" || { echo "No Python >= 3.11 with venv was found; name one: make PYTHON=..." >&2; exit 1; }
	@echo "==> Python packages (.venv)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r requirements.txt
	@touch $@

$(READY_DEV): requirements-dev.txt $(READY)
	@echo "==> Python packages for checks and tests"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r requirements-dev.txt
	@touch $@

# What gettext reads is compiled, not kept: only the .po files are written by people.
$(WORDS): %.mo: %.po | $(READY)
	@$(BIN)/python -m nsp_portal.translations compile $<
