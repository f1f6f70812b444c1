# Two commands for everybody: `make run`, `make test`. The rest is for developers; `make help` lists all.
SHELL := /bin/bash
PYTHON ?= python3
PY := .venv/bin/python
EXTRAS ?=
ARGS ?=
OUT ?= build/tour
STAMP := .venv/.stamp-home
TEST_STAMP := .venv/.stamp-test
NODE_STAMP := build/.stamp-node
MODELS := build/models/centerface.onnx
MAP := build/outlines/states-albers-10m.json
export PORT HOST CAMERAS FANLIGHT_DATA FANLIGHT_DEMO RECORD_PORT COMMONS_PORT FANLIGHT_COMMONS

.PHONY: demo-ask bench-petition help env test-env run detector covering outlines test quick lint types browser-types test-packages docs screenshots tour \
	bench-watch bench-kinds bench-live bench-soak bench-tell bench-ledger bench-record \
	bench-redact

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 18

run: env detector outlines covering ## make all that is missing and run a home with the demo (PORT, RECORD_PORT, COMMONS_PORT, FANLIGHT_DATA, FANLIGHT_DEMO=0, CAMERAS=folder)
	@exec .venv/bin/fanlight home

env: $(STAMP) ## make .venv with what a running Fanlight needs (EXTRAS=record,redact)
	@bash deploy/add-extras.sh "$(EXTRAS)"

$(STAMP): pyproject.toml requirements/home.txt requirements/build.txt
	@bash deploy/make-env.sh "$(PYTHON)"
	@touch $@

detector: env ## get what finds faces, persons, vehicles and animals, checked by its hash (best effort)
	@.venv/bin/fanlight detector get --quietly || true

outlines: env ## get the outlines of the states for the record's map, checked by their hash (best effort)
	@[ -f "$${FANLIGHT_DATA:-data}/outlines/states-albers-10m.json" ] || .venv/bin/fanlight record outlines --quietly || true

covering: env ## add what covers faces before a clip leaves (best effort)
	@bash deploy/add-extras.sh redact || echo "What covers faces could not be installed; all else works: make env EXTRAS=redact" >&2

test-env: $(TEST_STAMP) $(NODE_STAMP) $(MODELS) $(MAP)

$(MAP): | $(TEST_STAMP)
	@PATH="$(CURDIR)/.venv/bin:$$PATH" .venv/bin/fanlight record outlines --into build/outlines --quietly

# For the tests, and for `fanlight redact` in a checkout; both files are checked by their hash.
$(MODELS): | $(TEST_STAMP)
	@PATH="$(CURDIR)/.venv/bin:$$PATH" .venv/bin/fanlight detector get --into build/models --quietly
	@PATH="$(CURDIR)/.venv/bin:$$PATH" .venv/bin/fanlight detector get --quietly || true

$(TEST_STAMP): $(STAMP) requirements/test.txt requirements/record.txt requirements/redact.txt requirements/splink.txt
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/test.txt
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/record.txt
	@bash deploy/add-extras.sh redact,postgres,splink
	@touch $@

$(NODE_STAMP): tests/browser/package.json tests/browser/package-lock.json $(TEST_STAMP)
	@mkdir -p build
	@cd tests/browser && PATH="$(CURDIR)/.venv/bin:$$PATH" ../../.venv/bin/npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

test: test-env lint types browser-types ## all tests; says by name what is skipped (ARGS= goes to pytest)
	@bash deploy/run-tests.sh $(ARGS)

quick: $(TEST_STAMP) ## two minutes: style, floors and the tests without browser, camera and the slow ones
	@$(MAKE) --no-print-directory lint
	@$(PY) -m pytest -m "not slow and not browser and not camera" $(ARGS)

lint: $(TEST_STAMP)
	@.venv/bin/ruff check src tests benchmarks
	@.venv/bin/ruff format --check -q src tests benchmarks
	@.venv/bin/lint-imports --no-cache > build/imports.txt 2>&1 || { cat build/imports.txt; exit 1; }

types: $(TEST_STAMP)
	@FANLIGHT_DATA=build/types .venv/bin/mypy

browser-types: $(NODE_STAMP) ## the JSDoc types of the pages' own code
	@cd tests/browser && ../../.venv/bin/node node_modules/typescript/bin/tsc --project jsconfig.json

test-packages: ## (root) install the Debian packages that the tests want: browser, test camera, motion, PostgreSQL
	@apt-get update -qq
	@DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium ffmpeg motion python3-gi \
		gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad \
		fonts-noto-core postgresql >/dev/null

docs: test-env ## write the reference pages anew from the code
	@$(PY) -m tests.house.reference

screenshots: test-env ## the README's pictures, from the demo only
	@$(PY) -m tests.tour.screenshots

tour: test-env ## one deed for each system of the mission in a real browser on a fresh `make run` (OUT=DIR)
	@$(PY) -m tests.tour.walk $(OUT)

demo-ask: env detector ## one request all the way, headless (OUT=DIR)
	@bash deploy/add-extras.sh redact
	@.venv/bin/fanlight demo ask --out $(OUT)

bench-petition: test-env ## signatures by the whole way, with web and tend killed in the middle (N=100000 DATABASE_URL=…)
	@bash deploy/add-extras.sh postgres
	@$(PY) benchmarks/petition.py $(if $(N),--signatures $(N))

bench-watch: test-env ## watching against copy, motion and plain decoding (STREAMS=DIR ONLY=name ROUNDS=3 PROMPT=1)
	@$(PY) benchmarks/watch.py $(if $(STREAMS),--streams $(STREAMS)) $(if $(ONLY),--only $(ONLY)) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(PROMPT),--prompt)

bench-kinds: test-env detector ## what the detector finds on the real clips, and what it costs
	@$(PY) benchmarks/kinds.py

bench-live: test-env ## the whole recorder on live cameras against ffmpeg copying alone
	@$(PY) benchmarks/live.py

bench-soak: test-env detector ## eight cameras, four of which keep failing, on a whole home (MINUTES=30)
	@$(PY) benchmarks/soak.py $(if $(MINUTES),--minutes $(MINUTES)) $(ARGS)

bench-tell: test-env ## from confirmed movement to the request at a push service
	@$(PY) benchmarks/telling.py

bench-ledger: test-env ## the public ledger: append, follow and verify a million entries, proofs, signatures (ARGS="--entries N")
	@$(PY) benchmarks/ledger.py $(ARGS)

bench-record: test-env ## linkage quality and time against Splink 5 and the naive join (DATA=DIR)
	@bash deploy/add-extras.sh record,splink
	@$(PY) benchmarks/record.py $(if $(DATA),--data $(DATA))

bench-redact: test-env detector ## faces left bare and frames a second, beside deface 1.5.0 (ARGS="--only vtest --without-deface")
	@$(PY) benchmarks/redact.py $(ARGS)
