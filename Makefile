# Two commands do all the set-up: `make run` and `make test`. Nothing but Python 3.11 and pip is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= .data
PORT ?= 8000

.PHONY: run quick test slow snapshots lint audit types bench docs messages clean

run: $(VENV)/.installed
	@$(BIN)/tandem demo --data $(DATA) --port $(PORT)

# Three tiers: while writing, before a commit is shared, before something is called resolved.
quick: $(VENV)/.tested
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup -m "not slow and not slow_suite and not browser" $(ARGS)

test: $(VENV)/.tested
	$(BIN)/python -m tests.on_postgresql -q -n 2 --dist loadgroup $(ARGS)
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup $(ARGS)

slow: $(VENV)/.tested
	$(BIN)/python -m tests.on_postgresql -q -n 2 --dist loadgroup -m "not browser" --every-case $(ARGS)
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup -m "" --every-case $(ARGS)

snapshots: $(VENV)/.tested
	TANDEM_SNAPSHOTS=1 $(BIN)/python -m pytest -q tests/contract/test_snapshots.py

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djlint tandem/faces/web/templates --lint --quiet
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python tests/house_rules.py
	$(BIN)/python tests/unmarked.py

# Known holes in what we depend on; skipped in words where no index can be reached.
audit: $(VENV)/.tested
	$(BIN)/python .ci/audit.py

types: $(VENV)/.tested
	$(BIN)/mypy

bench: $(VENV)/.tested
	$(BIN)/python -m benchmarks $(ARGS)

docs: $(VENV)/.tested
	$(BIN)/python -m docs.build

# Texts for translators: make messages, translate tandem/locale/LANGUAGE/LC_MESSAGES/django.po, make messages again.
messages: $(VENV)/.tested
	@mkdir -p tandem/locale
	$(BIN)/pybabel -q extract --mapping babel.cfg -k gettext_lazy -k _ --no-location --sort-output --project Tandem --output tandem/locale/django.pot .
	$(BIN)/pybabel -q extract --mapping babel-library.cfg --no-location --sort-output --project Tandem --output tandem/locale/library.pot tandem
	@for domain in django library; do if ls tandem/locale/*/LC_MESSAGES/$$domain.po >/dev/null 2>&1; then $(BIN)/pybabel -q update --domain $$domain -i tandem/locale/$$domain.pot -d tandem/locale && $(BIN)/pybabel -q compile --domain $$domain -d tandem/locale; fi; done

$(VENV)/.installed: pyproject.toml hatch_build.py package-lock.json $(shell find assets -type f 2>/dev/null)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade pip
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --editable ".[test]"
	@touch $@

clean:
	rm -rf $(VENV) build dist tandem/faces/web/static/built
