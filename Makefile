# Two commands do everything: `make demo` and `make test`. Both set up .venv first (Python >= 3.11 with venv and pip).
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.ready

.PHONY: demo test lint bench servers setup clean lock

demo: $(STAMP)
	$(BIN)/mailbot demo --into data/demo

# Side by side, each worker with servers of its own; a folder of tests alone is quicker without (`python -m pytest tests/ledger`).
test: lint
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadgroup

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet mailbot
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)
	$(BIN)/python -m pytest tests/benchmarks -q --benchmarks

setup: $(STAMP)

$(STAMP): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "mailbot needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@# Where PYTHONDONTWRITEBYTECODE is set, a command would otherwise compile every module anew, which takes seconds.
	$(BIN)/python -m compileall -q mailbot
	@touch $@

# Installs the servers that some tests talk to. Nothing is started or enabled (policy-rc.d says no while apt runs),
# and --no-remove stops apt from replacing a mail server that is already there.
servers:
	sh tests/edges/install-servers.sh

# Pins every dependency with its hashes; needs uv. Records no address of any registry.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --all-extras \
	    --no-emit-package mailbot --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) data/demo
