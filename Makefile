# make run | test | serve | check     needs Python 3.11 or newer, make and git
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := run
.PHONY: run test serve check format lock clean bench-polling bench-polling-peer

.venv/.built: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "building .venv from requirements.lock (about a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: .venv/.built  ## the main job, once and whole, on the rehearsal of the official sites
	@$(BIN)/ningbo-monitor run

test: .venv/.built
	@$(BIN)/python -m pytest

serve: .venv/.built  ## the schedule server, until Ctrl-C; SITES=live (default) or SITES=rehearsal
	@exec $(BIN)/ningbo-monitor serve

check: .venv/.built  ## everything that must hold before a commit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

format: .venv/.built
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:  ## needs uv; versions and hashes, no addresses
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.lock

bench-polling: .venv/.built  ## what polling unchanged lists costs; beside urlwatch after make bench-polling-peer
	$(BIN)/python -m bench.polling

bench-polling-peer:  ## an environment of its own for what polling is measured against
	test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check 'urlwatch==2.29'

clean:
	rm -rf .venv .venv-peers data build dist
