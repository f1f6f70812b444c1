# Two commands for everybody: `make run`, `make test`. The rest is for developers; `make help` lists all.
SHELL := /bin/bash
PYTHON ?= python3
PY := .venv/bin/python
PORT ?= 8080
HOST ?= localhost
EXTRAS ?=
STAMP := .venv/.stamp-home
TEST_STAMP := .venv/.stamp-test

.PHONY: help env test-env run test quick test-packages lint docs tour bench-watch bench-kinds bench-live clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 18

env: $(STAMP) ## make .venv with what a running Fanlight needs (EXTRAS=record,redact)

$(STAMP): pyproject.toml requirements/home.txt requirements/build.txt
	@bash deploy/make-env.sh "$(PYTHON)" "$(EXTRAS)"
	@touch $@

test-env: $(TEST_STAMP)

$(TEST_STAMP): $(STAMP) requirements/test.txt
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@
