# What the project does, in few words. Everything each needs is set up on its first run: see tools/setup.py.
#   make demo     shop the sandbox company, ending with its scorecard
#   make test     everything that CI checks
#   make lint     the quick half of it: style, types, imports
#   make bench    the figures, side by side
#   make accuracy how well messages are read, by our own labelled ones, or by DATA=FILE
#   make golden   write the sample pages of tests/golden anew, to be looked at before they are committed
# PYTHON=… chooses the interpreter (3.11 or newer), PYTEST="…" adds arguments to pytest, WORKERS=… says how many tests
# run side by side (most of a test is waiting, so one more than there are processors).

MAKEFLAGS += --no-print-directory
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	"$$p" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$p" && break; done)
SETUP = @"$(or $(PYTHON),$(error mystery-shopper needs Python 3.11 or newer: install it, or say where it is: \
	make $@ PYTHON=/path/to/python3))" tools/setup.py
BIN = .venv/bin
WORKERS ?= $(shell "$(PYTHON)" -c 'import os; print((os.cpu_count() or 1) + 1)')

.PHONY: help demo test bench accuracy golden lint setup

help:
	@sed -n 's/^# \{0,1\}//p' Makefile

demo:
	$(SETUP) demo
	@$(BIN)/shopper demo

test: lint
	$(SETUP) test
	@echo "pytest"
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tools/run_tests.py --workers $(WORKERS) $(PYTEST)

bench:
	$(SETUP) bench
	@$(BIN)/python -m bench

accuracy:
	$(SETUP) lint
	@$(BIN)/python tools/accuracy.py $(DATA)

golden:
	$(SETUP) test
	@$(BIN)/python -m tests.goldens

lint:
	$(SETUP) lint
	@$(BIN)/python tools/lint.py

setup:
	$(SETUP) test
