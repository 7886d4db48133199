# What people type. Each target prepares what it needs and skips what is already there.
PYTHON ?= python3
COMPILE = .venv/bin/uv pip compile --quiet --python-version 3.11.2 --generate-hashes --no-header
export HOST PORT

.PHONY: help run test check proof bench lock messages servers stop-servers

help:
	@echo "make run       set up and serve the demo town on port 8000 (PORT=… chooses another)"
	@echo "make test      every suite that can run here; says what was left out"
	@echo "make check     format, lint, types, import contracts, migrations, deployment, translations"
	@echo "make proof     the long proofs: crash sweep, fuzz, model-based runs"
	@echo "make bench     repeatable benchmarks"
	@echo "make lock      write the hashed locks again"
	@echo "make messages  collect source strings into the catalogues (needs gettext)"
	@echo "make servers   start throw-away PostgreSQL and Elasticsearch for tests"

run:
	@$(PYTHON) tools/run.py

test:
	@$(PYTHON) tools/suites.py test

proof:
	@$(PYTHON) tools/suites.py proof

check:
	@$(PYTHON) tools/check.py

bench:
	@$(PYTHON) tools/suites.py bench

lock:
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt

messages:
	@.venv/bin/python tools/messages.py make

servers:
	@$(PYTHON) tools/servers.py start

stop-servers:
	@$(PYTHON) tools/servers.py stop
