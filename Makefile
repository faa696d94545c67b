# What a person types here. Needs GNU make, bash and Python >= 3.11; `make` alone lists the targets.

ifeq ($(filter oneshell,$(.FEATURES)),)
$(error This Makefile needs GNU make 3.82 or newer)
endif

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Each of these can be given on the command line: make run PORT=9000, make test JOBS=4 ARGS="-k timeline"
PYTHON ?=
JOBS ?= 2
ARGS ?=
UV ?= uv

VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest -n $(JOBS) --dist loadfile
SYSTEM_PACKAGES := chromium fonts-noto-cjk nginx-light poppler-utils

.PHONY: help run prerequisites test test-fast test-browser test-full bench soak check format tokens screenshots coverage audit lock clean \
  environment environment-dev

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: environment ## Start the dashboard and print its address (PORT, HOST change it)
	@exec $(BIN)/python -m app.cli serve

test: prerequisites environment-dev ## Run the tests, those in the browser too
	@$(PYTEST) -m "not full" $(ARGS)

test-fast: environment-dev ## Run the tests that need neither a browser nor many states
	@$(PYTEST) -m "not browser and not full and not matrix" $(ARGS)

test-browser: prerequisites environment-dev ## Run the tests in the browser
	@$(PYTEST) -m "browser and not full" $(ARGS)

test-full: prerequisites environment-dev ## Run everything, whole matrices included (long)
	@$(PYTEST) $(ARGS)

bench: prerequisites environment-dev ## Measure speed and weight beside yardsticks, write docs/performance.md (ARGS="pages" for one part)
	@command -v wrk >/dev/null || echo "wrk is missing: the part callbacks will say so (sudo apt install wrk)" >&2
	$(BIN)/python -m tests.bench $(ARGS)

soak: prerequisites environment-dev ## Swap data, attack, kill and confine the server for a quarter of an hour (ARGS="--only swaps")
	@$(BIN)/python -m tests.soak.run $(ARGS)

tokens: environment ## Write assets/10-tokens.css anew from app/theme.py
	@$(BIN)/python -c 'from pathlib import Path; from app.theme import stylesheet; Path("assets/10-tokens.css").write_text(stylesheet(), "utf-8")'

screenshots: prerequisites environment-dev ## Take the pictures in docs/screenshots anew
	@$(BIN)/python -m docs.screenshots.take

coverage: environment-dev ## Show which lines the tests without a browser do not reach
	@$(PYTEST) -m "not browser and not full" --cov $(ARGS)

check: environment-dev ## Check format, lint, types, import contracts and the Dockerfile
	@failed=()
	try() { echo "── $$*"; "$(BIN)/$$@" || failed+=("$$*"); }
	try ruff format --check .
	try ruff check .
	try mypy
	try lint-imports --no-logo
	try hadolint Dockerfile
	if [ $${#failed[@]} -gt 0 ]; then echo "make check: failed: $$(printf "%s; " "$${failed[@]}")" >&2; exit 1; fi
	echo "make check: all well"

format: environment-dev ## Put the code into its form
	@$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .

audit: ## Ask whether a weakness is known of any locked dependency (needs the internet, as nothing else does)
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT
	python3 -m venv "$$folder/venv"
	"$$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pip-audit
	"$$folder/venv/bin/pip-audit" --disable-pip --require-hashes -r requirements-dev.lock

lock: ## Write the lock files anew from pyproject.toml (needs uv; ARGS=--upgrade moves what is not pinned)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: python3 -m pip install uv, or make lock UV=path/to/uv" >&2; exit 1; }
	options=(--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet)
	$(UV) pip compile pyproject.toml "$${options[@]}" $(ARGS) --output-file requirements.lock
	$(UV) pip compile pyproject.toml "$${options[@]}" $(ARGS) --group dev --output-file requirements-dev.lock

clean: ## Remove the environment and every cache
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage*
	find app tests -name __pycache__ -prune -exec rm -rf {} +

# ── what the targets above stand on ─────────────────────────────────────────────────────────────────────────────

# Shell functions shared by the recipes below.
define SHELL_FUNCTIONS
say() { printf '%s\n' "$$@" >&2; }
may_install() { command -v apt-get >/dev/null && { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; }
apt_install() {
  local sudo=(); [ "$$(id -u)" = 0 ] || sudo=(sudo -n)
  "$${sudo[@]}" apt-get update -qq </dev/null >&2 \
    && "$${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$$@" </dev/null >&2
}
endef

# $(ENVIRONMENT), after kind=run or kind=dev: .venv holds what that lock says. `.venv/installed` remembers the checksums of the locks that
# were installed, so that nothing is done twice; the lock for development contains the one for running, so that going
# back and forth between `make run` and `make test` installs nothing either.
define ENVIRONMENT
$(SHELL_FUNCTIONS)
run_sum="run $$(sha256sum < requirements.lock | cut -d' ' -f1)"
dev_sum="dev $$(cat requirements.lock requirements-dev.lock | sha256sum | cut -d' ' -f1)"
case $$kind in run) lock=requirements.lock sum=$$run_sum ;; dev) lock=requirements-dev.lock sum=$$dev_sum ;; esac

works() { [ -x $(BIN)/python ] && $(BIN)/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
if works && grep -qxF "$$sum" $(VENV)/installed 2>/dev/null; then exit 0; fi

pins() { sed -nE 's/^([A-Za-z0-9._-]+==[^\\]*[^\\ ]).*/\1/p' "$$1" | sort; }
astray=$$(comm -23 <(pins requirements.lock) <(pins requirements-dev.lock))
if [ -n "$$astray" ]; then
  say "requirements.lock and requirements-dev.lock disagree; run make lock. Only in the first:" "$$astray"; exit 1
fi

find_python() {
  local name wish
  for wish in venv,ensurepip sys; do # best one that can make an environment by itself, else any
    for name in $(or $(PYTHON),python3.14 python3.13 python3.12 python3.11 python3); do
      if "$$name" -c "import sys,$$wish; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then echo "$$name"; return; fi
    done
  done
  return 1
}
if ! works; then
  rm -rf $(VENV)
  if ! python=$$(find_python); then
    say "No Python 3.11 or newer found$(if $(PYTHON), as $(PYTHON)). Install one (sudo apt install python3 python3-venv)" \
        "or name it: make run PYTHON=/path/to/python3"; exit 1
  fi
  say "Creating $(VENV) with $$("$$python" --version)"
  has_venv() { "$$python" -c 'import venv, ensurepip' 2>/dev/null; }
  if ! has_venv && may_install; then
    version=$$("$$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    apt_install "$$version-venv" || apt_install python3-venv || true
  fi
  if has_venv; then "$$python" -m venv $(VENV)
  elif "$$python" -m virtualenv --version >/dev/null 2>&1; then "$$python" -m virtualenv --quiet $(VENV)
  elif "$$python" -m pip --version >/dev/null 2>&1; then
    "$$python" -m venv --without-pip $(VENV)
    "$$python" -m pip --python $(BIN)/python install --quiet pip
  else
    say "$$python cannot make a virtual environment. On Debian type: sudo apt install python3-venv"; exit 1
  fi
fi

rm -f $(VENV)/installed
say "Installing $$lock into $(VENV)"
# The lock is complete: with `--no-deps` nothing published after it is looked at, so an install of today works tomorrow.
$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $$lock
# The project itself, as it lies here, for the command `doppelkern`; the tool that builds it is in the lock. It warns
# that this folder goes before any other of its name: so it should.
PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
echo "$$run_sum" > $(VENV)/installed
if [ $$kind = dev ]; then echo "$$dev_sum" >> $(VENV)/installed; fi
endef

environment:
	@kind=run
	$(ENVIRONMENT)

environment-dev:
	@kind=dev
	$(ENVIRONMENT)

prerequisites: ## Install Chromium, Chinese fonts, nginx and poppler where they are missing and this user may
	@$(SHELL_FUNCTIONS)
	has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null
	has_chinese() { fc-list :lang=zh-cn 2>/dev/null | grep . >/dev/null; }
	has_nginx() { PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null; }
	has_poppler() { command -v pdftotext >/dev/null; }
	if has_chromium && has_chinese && has_nginx && has_poppler; then exit 0; fi
	if may_install; then
	  say "Installing $(SYSTEM_PACKAGES)"
	  apt_install $(SYSTEM_PACKAGES) || say "apt-get could not install $(SYSTEM_PACKAGES)"
	fi
	warn() { say "" "!!! $$1" "!!! To have it: sudo apt install $(SYSTEM_PACKAGES)" ""; }
	has_chromium || warn "Chromium is missing: every test in the browser and every image will be SKIPPED."
	has_chinese || warn "No Chinese font: tests that look at Chinese text in images will be SKIPPED."
	has_nginx || warn "nginx is missing: tests behind a proxy will be SKIPPED."
	has_poppler || warn "poppler-utils is missing: tests that read the text of PDF files will be SKIPPED."
