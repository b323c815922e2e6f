# One command runs the main job, one passes the tests; each does its own set-up.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   ?= trial
PERIOD ?= 2024-06

.PHONY: install install-dev office report test test-fast wheel dti lint lock bench clean

install: $(VENV)/.installed
install-dev: $(VENV)/.installed-dev

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q kpi flows reports demo
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	touch $@

# The monthly job on the demo: writes a demo home once, then collects and reports one month.
report: install
	@test -e $(DEMO)/indicators.yaml || $(BIN)/kpi demo $(DEMO)
	$(BIN)/kpi --home $(DEMO) run $(PERIOD) || test $$? -eq 1
	@test -s $(DEMO)/data/reports/$(PERIOD)/report.xlsx
	@echo "$(DEMO)/data/reports/$(PERIOD)/report.xlsx"

test: install-dev office
	$(BIN)/python -m pytest -n auto

# What a change is tried with while it is made: nothing slow, no LibreOffice.
test-fast: install-dev
	$(BIN)/python -m pytest -q -n auto -m "not slow and not office"

# One room or file with everything in it: `make test-reading` runs tests/reading, `make test-walls`
# tests/test_walls.py.
test-%: install-dev
	$(BIN)/python -m pytest $(or $(wildcard tests/$* tests/test_$*.py),tests/$*)

# The tests re-save and correct workbooks with the real LibreOffice, look at pages with the real
# Chromium, set clocks, and fetch from real servers that they start themselves.
OFFICE := libreoffice-calc-nogui libreoffice-writer-nogui python3-uno faketime chromium openssh-server dovecot-imapd
office:
	@.ci/office-is-there \
	|| (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(OFFICE) >/dev/null) \
	|| (echo "The tests need these packages of Debian: $(OFFICE)"; exit 1)

# The program as users install it: a wheel, without the lock, away from the checkout.
wheel:
	PYTHON=$(PYTHON) .ci/wheel

# The same job on published figures: the Vietnamese digital transformation index.
dti: install
	$(BIN)/python -m flows.dti

lint: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: install-dev
	$(BIN)/python -m benchmarks

# Needs uv; the lock names no registry.
lock:
	uv pip compile pyproject.toml --extra build --constraint constraints.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --output-file requirements.lock
	uv pip compile pyproject.toml --extra build --extra dev --constraint requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) $(DEMO) build dist
