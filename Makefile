# The only way anyone runs anything. `make run` needs Python 3.11 or newer and nothing else; `make test` also finds a Chromium.

PORT ?= 8501
SIGN_IN_PORT ?= 8502
PYTHON ?= $(shell for candidate in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$candidate"; break; }; done)
PY := .venv/bin/python
CHROMIUM := $(PYTHON) -c 'import shutil, sys; sys.exit(not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))'

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONUNBUFFERED = 1

.PHONY: run dev demo-signin test check bench soak backtest geo screenshots requirements installed installed-dev chromium clean

run: installed
	@$(PY) manage.py init
	@STREAMLIT_SERVER_PORT=$(PORT) exec $(PY) -m streamlit run server.py

# For somebody who changes pages: without server.py, following every change of a file.
dev: installed
	@$(PY) manage.py init
	@STREAMLIT_SERVER_PORT=$(PORT) STREAMLIT_SERVER_FILE_WATCHER_TYPE=auto STREAMLIT_CLIENT_SHOW_ERROR_DETAILS=full \
		exec $(PY) -m streamlit run dashboard.py

# The dashboard beside a real sign-in provider with ten ready people, both on this machine only. Ctrl-C ends both.
demo-signin: installed-dev
	@PORT=$(PORT) SIGN_IN_PORT=$(SIGN_IN_PORT) exec $(PY) -m demo_signin

# File by file: what the tests of one file share is made once. Two at a time: a third made the browsers wait for each other.
test: check chromium
	@$(PY) -m pytest -n 2 --dist loadfile

check: installed-dev
	@$(PY) -m ruff check .
	@$(PY) -m mypy

bench: installed-dev chromium
	@$(PY) -m bench

# Long campaigns: every page audited in every way it can look, a thousand kills and interruptions in the middle of acts, then visitors for
# MINUTES. docs/measurements.md has the last result.
soak: installed-dev chromium
	@$(PY) -m tests.access
	@$(PY) -m tests.access.lighthouse
	@$(PY) -m tests.faults.kills --times 1000
	@$(PY) -m tests.faults.interruptions --times 1000
	@$(PY) -m bench.soak

# How far the forecast holds on the months that are known: rewrites docs/forecast.md.
backtest: installed
	@$(PY) manage.py init
	@$(PY) manage.py backtest --write docs/forecast.md

geo: installed
	@$(PY) -m geo.build_boundaries && $(PY) -m geo.boundaries

screenshots: installed-dev chromium
	@$(PY) -m bench.screenshots

# After a change in a *.in file. Pins everything, for every Python from 3.11 on.
requirements: installed-dev
	@for name in requirements requirements-dev; do \
		echo '# Written by `make requirements` from '$$name'.in: do not edit.' > $$name.new && \
		$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --upgrade --no-header --no-annotate \
			--no-emit-index-url --no-emit-find-links $$name.in >> $$name.new && mv $$name.new $$name.txt || exit 1; done

clean:
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache

# A requirements file is installed again only where its content has changed since.
installed: .venv/bin/python
	@cmp -s requirements.txt .venv/installed.txt || { \
		echo "Installing what the dashboard needs (once; a few minutes) ..."; \
		$(PY) -m pip install --quiet -r requirements.txt && cp requirements.txt .venv/installed.txt; }

installed-dev: installed
	@cmp -s requirements-dev.txt .venv/installed-dev.txt || { \
		echo "Installing what tests need (once) ..."; \
		$(PY) -m pip install --quiet -r requirements-dev.txt && cp requirements-dev.txt .venv/installed-dev.txt; }

.venv/bin/python:
	@test -n "$(PYTHON)" || { \
		echo "The dashboard needs Python 3.11 or newer, and none was found. Install it, or say where: make run PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot create a virtual environment. On Debian or Ubuntu install the package for it, then repeat:"; \
		echo "    sudo apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv

chromium:
	@$(CHROMIUM) || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		echo "Installing Chromium, which the tests drive (once) ..." && \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || true
	@$(CHROMIUM) || { \
		echo "The tests drive a Chromium, and none was found. Install one (Debian: sudo apt-get install chromium) and repeat."; exit 1; }
