# The commands of this project; CONTRIBUTING.md says when to use which.
#   make run    the program on a sample office (without a screen: its documents)
#   make test   lint, types and tests
#   make lint   lint and types only
#   make torture  the program killed 200 times, rules tried on many more random values (some minutes)
#   make bench  what start-up, a cell and the exports cost beside the bare libraries (a few minutes)
#   make lock   new lock files from pyproject.toml; LOCK_OPTIONS=--upgrade takes newer versions
#   make clean  remove what the tools made; the sample office stays

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.PHONY: run test lint torture bench lock clean debian-run debian-test
.DELETE_ON_ERROR:

run: debian-run $(VENV)/run.stamp
	@installer/run.sh

test: debian-test lint
	$(BIN)/python -m pytest $(PYTEST_OPTIONS)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

torture: debian-test $(VENV)/dev.stamp
	KILLS=200 HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest tests/scenarios tests/storage tests/domain tests/office $(PYTEST_OPTIONS)

bench: debian-run $(VENV)/run.stamp
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks

lock: $(VENV)/dev.stamp
	installer/lock.sh $(BIN)/uv $(LOCK_OPTIONS)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find cchc_desktop tests -name __pycache__ -type d -prune -exec rm -rf {} +

debian-run:
	@installer/setup_debian.sh run

debian-test:
	@installer/setup_debian.sh run test

# Order only: the system's python3-venv must be there before the environment is made, whoever asks for it.
$(VENV)/pyvenv.cfg: | debian-run
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Cần Python 3.11 trở lên / needs Python 3.11 or later (make PYTHON=python3.12 …)" >&2; exit 1; }
	@echo "Đang tạo môi trường Python / setting up Python in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.lock pyproject.toml $(VENV)/pyvenv.cfg
	@echo "Đang cài thư viện / installing the libraries of requirements.lock"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-build-isolation --no-deps --no-index --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	@echo "Đang cài công cụ kiểm thử / installing the tools of requirements-dev.lock"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
