# `make help` says what there is. The only premises are Python 3.11 or later, make and the package registries.
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test check format bench torture messages lock clean set-up set-up-tests

PORT ?= 8000
WORKERS ?= logical
BIN := .venv/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))
EXTRACT := $(BIN)/pybabel --quiet extract -F babel.cfg --no-location --sort-output --omit-header --no-wrap \
	-k _l -k lazy_gettext -k lazy_ngettext:1,2 -k lazy_pgettext:1c,2

help: ## This list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | awk -F '\t' '{ printf "  make %-12s %s\n", $$1, $$2 }'

demo: set-up ## Start the demo and print its address (PORT=8000); what you enter is kept
	@$(BIN)/bevilling demo --port $(PORT)

demo-reset: set-up ## Throw away what was entered in the demo and build it anew
	@rm -rf instance/demo
	@$(BIN)/bevilling demo --no-serve

test: set-up-tests ## Run every test, on SQLite and on PostgreSQL, with a real browser
	@sh scripts/browser.sh
	@$(BIN)/python -m scripts.run_tests -n $(WORKERS) --dist loadfile --no-loadscope-reorder

check: set-up-tests ## Before each commit: format, lint, types, import contracts, fast tests
	@$(BIN)/ruff format --check --quiet . || { echo "Run: make format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo || { echo "An import points the wrong way; the broken contract above says which"; exit 1; }
	@$(BIN)/pytest --quiet -m "not slow and not browser" tests/licensing tests/fees tests/architecture licensing fees

format: set-up-tests ## Lay the code out and mend what can be mended by itself
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

bench: set-up-tests ## Measure against the bare page, Django and WeasyPrint; prints ratios
	@sh bench/run.sh

torture: set-up-tests ## Many deciders, killed processes, double clicks: for longer than the tests do
	@TORTURE=1 $(BIN)/python -m scripts.run_tests tests/torture

messages: set-up-tests ## Gather the texts for users and bring the catalogues up to date
	@$(EXTRACT) -o translations/messages.pot .
	@for po in translations/*/LC_MESSAGES/messages.po; do \
		$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-pot-creation-date --no-wrap --ignore-obsolete \
			-i translations/messages.pot -o $$po -l $$(basename $$(dirname $$(dirname $$po))); done

lock: $(BIN)/python ## Resolve the requirements anew and write the locks
	@for name in requirements requirements-dev requirements-node; do \
		$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
			--no-header --no-emit-index-url $$name.in -o $$name.txt || exit 1; done
	@npm install --package-lock-only --ignore-scripts

clean: ## Remove the environment and everything that set-up fetched; the demo is kept
	@rm -rf .venv node_modules app/static/vendor app/letters/fonts tests/vendor .mypy_cache .ruff_cache .pytest_cache
	@find translations -name '*.mo' -delete

set-up: .venv/ok app/static/vendor/ok $(CATALOGUES)
set-up-tests: set-up .venv/tests-ok

$(BIN)/python:
	@sh scripts/environment.sh

.venv/ok: requirements.txt scripts/install.sh | $(BIN)/python
	@echo "Installing what the program runs on …"
	@sh scripts/install.sh requirements.txt
	@touch $@

.venv/tests-ok: requirements-dev.txt .venv/ok
	@echo "Installing the test tools …"
	@sh scripts/install.sh requirements-dev.txt
	@touch $@

app/static/vendor/ok: package-lock.json scripts/assets.py .venv/ok
	@echo "Fetching styles and fonts …"
	@$(BIN)/python scripts/assets.py

%.mo: %.po .venv/ok
	@$(BIN)/pybabel --quiet compile -l $(word 2,$(subst /, ,$<)) -i $< -o $@
