# `make run` serves the site, `make test` tests it; `make help` lists the rest.
# A stamp in the virtual environment stands for each step done, so that a second run does nothing twice.

VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/done
PORT ?= 8000

# Wheels alone, each with the hash that the lock gives: no compiler is needed and nothing else gets in.
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --only-binary :all: -r
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--only-binary :all: --no-emit-index-url --no-header

.DEFAULT_GOAL := help
.PHONY: help setup run check format lint types imports dependencies templates test test-sqlite test-newer test-postgres bench bench-country eval fit load audit sbom fuzz lock upgrade clean

help: ## list what can be asked for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(DONE)/package $(DONE)/assets ## set up .venv with the command followthrough in it
	@echo "Followthrough is set up: $(BIN)/followthrough --help"

run: setup ## serve the site with the demonstration plan on 127.0.0.1 (PORT=8000)
	@$(BIN)/followthrough serve --demonstration --port $(PORT)

check: format lint types imports dependencies templates test ## everything that has to hold before a change lands

format: $(DONE)/tools
	$(BIN)/ruff format --check .

lint: $(DONE)/tools
	$(BIN)/ruff check .

types: $(DONE)/tools
	$(BIN)/mypy

imports: $(DONE)/tools
	$(BIN)/lint-imports

dependencies: $(DONE)/tools
	$(BIN)/deptry src

templates: $(DONE)/tools
	$(BIN)/djlint --quiet --lint src/followthrough/site/templates

test: test-postgres test-sqlite ## the whole suite on SQLite, the site's on PostgreSQL too where there is one

test-sqlite: $(DONE)/tools $(DONE)/assets
	$(BIN)/pytest -n 2

test-newer: $(DONE)/tools $(DONE)/assets
	$(BIN)/pytest -n 2 --ignore tests/journeys --ignore tests/site
	$(BIN)/pytest -n 2 tests/site/test_permissions.py tests/site/test_worker.py

# Which page is open to whom is asked on SQLite alone: it is the same on each database, and takes two minutes.
test-postgres: $(DONE)/tools $(DONE)/assets
	$(BIN)/python tools/postgres.py $(BIN)/pytest -n 2 -m "not own_database" --ignore tests/site/test_permissions.py tests/site

bench: $(DONE)/tools $(DONE)/assets ## how fast reading, checking and starting are, and the site with a country's plans in it
	$(BIN)/python tools/bench.py
	$(BIN)/python tools/bench_site.py
	$(BIN)/python tools/postgres.py $(BIN)/python tools/bench_site.py

bench-country: $(DONE)/tools $(DONE)/assets ## the site on PostgreSQL with the plans of 400 councils in it; it takes hours
	$(BIN)/python tools/postgres.py $(BIN)/python tools/bench_site.py --councils 400

eval: $(DONE)/tools ## how well plans are read: of bodies never seen, real ones, invented ones (QUICK=1 SHOW=1 SEED=17 PLAN=file)
	OMP_NUM_THREADS=1 $(BIN)/python tools/evaluate.py $(if $(QUICK),--parts 4 --held-out) \
		$(if $(SHOW),--show) $(if $(PLAN),--plan $(PLAN)) $(if $(SEED),--seed $(SEED))

fit: $(DONE)/tools ## fit the weights that reading goes by on the labelled tables; a minute or two
	OMP_NUM_THREADS=1 $(BIN)/python tools/fit.py

load: $(DONE)/tools $(DONE)/assets ## a round's last hour on PostgreSQL: errors, times, returns lost when processes are killed (PEOPLE=200 SECONDS=120 THINK=5-30)
	PEOPLE=$(or $(PEOPLE),200) SECONDS=$(or $(SECONDS),120) $(BIN)/python tools/load.py

audit: $(DONE)/tools ## ask the lists of known weaknesses on the network about what the site is made of
	$(INSTALL) requirements/audit.lock
	$(BIN)/pip-audit --strict --disable-pip --require-hashes --requirement requirements/run.lock || \
		{ echo "Either the above has known weaknesses, or the list was not reached."; exit 1; }

sbom: $(DONE)/tools ## write what the site is made of, as CycloneDX, to var/sbom.json
	@mkdir -p var
	$(BIN)/cyclonedx-py requirements requirements/run.lock --pyproject pyproject.toml --output-reproducible \
		--of JSON --output-file var/sbom.json
	@echo "var/sbom.json"

fuzz: $(DONE)/tools ## whether files that are spoilt at random stop a reader (SECONDS=60 SEED=1 KIND=docx)
	$(BIN)/python tools/fuzz.py --seconds $(or $(SECONDS),60) --seed $(or $(SEED),1) $(if $(KIND),--kind $(KIND))
	FUZZ_EXAMPLES=500 $(BIN)/pytest -q tests/intake/test_grids.py

lock: $(DONE)/uv ## resolve the dependencies of pyproject.toml again, keeping the versions that still fit
	$(LOCK) --group uv --output-file requirements/uv.lock
	$(LOCK) --group npm --output-file requirements/npm.lock
	$(LOCK) pyproject.toml --group build --output-file requirements/run.lock
	$(LOCK) pyproject.toml --group dev --extra ocr --extra s3 --extra saml --constraints requirements/run.lock --output-file requirements/dev.lock
	$(LOCK) --group audit --constraints requirements/dev.lock --output-file requirements/audit.lock

upgrade: LOCK += --upgrade
upgrade: lock ## the same, with the newest version of each

clean: ## remove what setting up made; what was entered (var/) stays
	rm -rf $(VENV) src/followthrough/site/static/vendor

$(DONE)/uv: requirements/uv.lock
	@tools/make_venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r $<
	@mkdir -p $(DONE) && touch $@

$(DONE)/package: $(DONE)/uv requirements/run.lock pyproject.toml
	@$(INSTALL) requirements/run.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps --editable .
	@touch $@

$(DONE)/tools: $(DONE)/package requirements/dev.lock
	@$(INSTALL) requirements/dev.lock
	@touch $@

$(DONE)/assets: $(DONE)/package package-lock.json requirements/npm.lock
	@command -v npm >/dev/null || $(INSTALL) requirements/npm.lock
	@$(BIN)/python -m followthrough.site.assets
	@touch $@
