# The ways to run courtflow; each makes its own set-up first and may be repeated.
PYTHON ?= python3
STACK := .venv/bin/python -m courtflow.stack
ARGS ?=

.PHONY: help demo services test lint bench notices manage clean clean-data

help:
	@echo "make demo        courtflow with its own PostgreSQL and Valkey, until Ctrl-C"
	@echo "make services    PostgreSQL and Valkey alone, until Ctrl-C"
	@echo "make test        every test, on private throw-away servers (ARGS='tests/flow -k sweep')"
	@echo "make lint        ruff, types, import directions, migrations, deployment checks"
	@echo "make bench       the benchmarks, as ratios (ARGS passed on)"
	@echo "make notices     every kind of court paper on one picture, from the demo's data (var/notices/sheet.png)"
	@echo "make manage      one manage.py command on the demo's data (ARGS='verify_history')"
	@echo "make clean       remove the virtual environment and caches; keeps the demo's data"
	@echo "make clean-data  remove the demo's data"

demo:
	@$(PYTHON) courtflow/stack/bootstrap.py
	@$(STACK) demo

services:
	@$(PYTHON) courtflow/stack/bootstrap.py
	@$(STACK) services

test:
	@$(PYTHON) courtflow/stack/bootstrap.py --dev --browser
	@$(STACK) test $(ARGS)

lint:
	@$(PYTHON) courtflow/stack/bootstrap.py --dev
	@$(STACK) lint

bench:
	@$(PYTHON) courtflow/stack/bootstrap.py
	@$(STACK) bench $(ARGS)

notices:
	@$(PYTHON) courtflow/stack/bootstrap.py --dev
	@$(STACK) manage notices $(ARGS)

manage:
	@$(PYTHON) courtflow/stack/bootstrap.py
	@$(STACK) manage $(ARGS)

clean:
	rm -rf .venv var/*_cache var/static var/static.fingerprint .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

clean-data:
	@$(PYTHON) courtflow/stack/bootstrap.py
	@$(STACK) forget
