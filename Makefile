# make run | test | serve | check     needs Python 3.11 or newer, make and git
PYTHON ?= python3
BIN := .venv/bin
# pytest-xdist begins with the files of most tests, unless told not to; tests/conftest.py begins with the one that takes longest
ALL_TESTS := -n auto --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := run
.PHONY: run test serve check audit format lock clean bench bench-reading bench-polling bench-filling bench-runs bench-quality bench-peers fuzz-reading bench-alerts bench-hostile bench-crash bench-faults

.venv/.built: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "building .venv from requirements.lock (about a minute)"
	@# --no-deps: the lock holds everything, and pip would look for a newer SQLAlchemy to fill an extra, and refuse its hash
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip check --quiet
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: .venv/.built  ## the main job, once and whole, on the rehearsal of the official sites
	@$(BIN)/ningbo-monitor run

test: .venv/.built  ## every test, on all cores; a single one: .venv/bin/python -m pytest tests/... -k ...
	@$(BIN)/python -m pytest $(ALL_TESTS)

serve: .venv/.built  ## the schedule server, until Ctrl-C; SITES=live (default) or SITES=rehearsal
	@exec $(BIN)/ningbo-monitor serve

check: .venv/.built  ## everything that must hold before a commit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory audit
	$(BIN)/python -m pytest $(ALL_TESTS)

audit: .venv/.built  ## known holes of the locked dependencies; says so where no service can be asked, and fails for a hole only
	@test -x .venv-audit/bin/pip-audit || { $(PYTHON) -m venv .venv-audit && \
	  .venv-audit/bin/python -m pip install --quiet --disable-pip-version-check 'pip-audit>=2.9,<3' 2>/dev/null || true; }
	@$(BIN)/python -m bench.audit

format: .venv/.built
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:  ## needs uv; versions and hashes, no addresses
	uv pip compile pyproject.toml --extra dev --extra browser --extra scale --extra metrics --universal --no-strip-extras --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.lock

bench: .venv/.built  ## all measurements of cost, into docs/performance.md; peers after make bench-peers; an hour or more
	$(BIN)/python -m bench

bench-filling: .venv/.built  ## what filling in history costs, beside an extractor of main texts
	$(BIN)/python -m bench.filling

bench-runs: .venv/.built  ## what Prefect adds to a run
	$(BIN)/python -m bench.runs

bench-reading: .venv/.built  ## what reading costs; beside recognizers-text-number after make bench-peers
	$(BIN)/python -m bench.reading

bench-polling: .venv/.built  ## what polling unchanged lists costs; beside urlwatch after make bench-peers
	$(BIN)/python -m bench.polling

bench-quality: .venv/.built  ## how much is read right, by keys written without looking at the reader; --show names the differences
	$(BIN)/python -m bench.reading_quality

bench-peers:  ## environments of their own for what we are measured against
	test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check 'recognizers-text-number==1.0.2a2' 'emoji<1.7' 'urlwatch==2.29' 'trafilatura==2.3.*' lxml_html_clean
	test -x .venv-watchers/bin/python || $(PYTHON) -m venv .venv-watchers
	.venv-watchers/bin/python -m pip install --quiet --disable-pip-version-check 'webchanges==3.37.*' 'changedetection.io==0.60.*'

bench-alerts: .venv/.built  ## what alerts cost, on SQLite and on PostgreSQL; takes hours at full size (--series 10000)
	$(BIN)/python -m bench.alerts

HOSTILE_INPUTS ?= 1000000
bench-hostile: .venv/.built  ## bad input by the million, against all that reads what others wrote; about an hour of one core
	$(BIN)/python -m bench.hostile --inputs $(HOSTILE_INPUTS)

bench-crash: .venv/.built  ## what is left after kill -9 at random moments, on SQLite and on PostgreSQL
	$(BIN)/python -m bench.crash

bench-faults: .venv/.built  ## a year of the rehearsal with every fault of the field, beside the same year without
	$(BIN)/python -m bench.faults

FUZZ_SECONDS ?= 600
fuzz-reading: .venv/.built  ## coverage-guided fuzzing of the reading; needs a C++ runtime, on Linux
	test -x .venv-fuzz/bin/python || $(PYTHON) -m venv .venv-fuzz
	.venv-fuzz/bin/python -m pip install --quiet --disable-pip-version-check 'atheris>=3,<4'
	$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' > .venv-fuzz/house.pth
	cp .venv-fuzz/house.pth "$$(.venv-fuzz/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/house.pth"
	mkdir -p .venv-fuzz/corpus
	.venv-fuzz/bin/python -m bench.fuzz -max_total_time=$(FUZZ_SECONDS) -max_len=500 -len_control=3 -timeout=10 -artifact_prefix=.venv-fuzz/found- .venv-fuzz/corpus

clean:
	rm -rf .venv .venv-peers .venv-watchers .venv-fuzz .venv-audit data build dist
