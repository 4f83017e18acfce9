# The commands of this project; CONTRIBUTING.md says when to use which.
#   make run    the program on a sample office (without a screen: its documents)
#   make test   lint, types and tests, on all processors and in a random order; PYTEST_OPTIONS=--randomly-seed=N
#               brings an order back, PYTEST_OPTIONS=-pno:randomly has none
#   make quick  the tests of what has changed since the last commit, or in it; under half a minute
#   make coverage  the core must be covered by its own quick tests, line by line
#   make lint   lint, types and unused code only
#   make torture  kills, faults at every point, full disks, power cuts, damage, and a table of what was lost
#                 (some minutes; TORTURE_OPTIONS="--part power-cut --seed 3"); docs/PROMISES.md says what for
#   make thorough  rules tried on many more random values than in make test (an hour or more)
#   make bench  what start-up, a cell and the exports cost beside the bare libraries (a few minutes)
#   make installer       the setup file and the portable archive for Windows, in dist/ (installer/README.md)
#   make installer-test  both tried under Wine, with pictures in build/; what make installer has built, else new
#   make installer-bench the window under Wine, beside the same program as packages come
#   make desktop-entry   the program's entry and icon in this user's menu (Linux)
#   make guide-pictures  the pictures of the guide, taken from the program anew
#   make analysis  the extras for analysis beyond one PC: Parquet and PostgreSQL (100 MB)
#   make lock   new lock files from pyproject.toml; LOCK_OPTIONS=--upgrade takes newer versions
#   make clean  remove what the tools made; the sample office stays

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
# Neighbours stay together, as they share what is dear to set up; a worker that is done takes over others.
PARALLEL := -n auto --dist worksteal
THOROUGH := $(addprefix tests/,scenarios storage domain packages office documents intake)
# pyproject.toml names the core.
CORE_TESTS := tests/domain tests/storage tests/packages tests/intake/pdf/test_blanks.py tests/test_log.py

.PHONY: run test quick coverage lint torture thorough bench guide-pictures lock clean debian-run debian-test
.PHONY: analysis
.PHONY: installer installer-test installer-bench desktop-entry debian-setup debian-trial
.DELETE_ON_ERROR:

run: debian-run $(VENV)/run.stamp
	@installer/run.sh

# Each test once: the core's own with their coverage, beside the types, which take one processor; then all
# others, and of the core those that are slow, as being watched makes them thrice as slow.
test: debian-test
	$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint coverage
	$(BIN)/python -m pytest $(PARALLEL) $(addprefix --covered=,$(CORE_TESTS)) $(PYTEST_OPTIONS)

quick: $(VENV)/dev.stamp
	$(BIN)/python tests/quick.py $(PYTEST_OPTIONS)

coverage: $(VENV)/dev.stamp
	$(BIN)/python -m pytest $(PARALLEL) --cov --cov-report=term -m "not slow" $(CORE_TESTS) $(PYTEST_OPTIONS)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/vulture
	$(BIN)/mypy

torture: debian-test $(VENV)/dev.stamp
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.torture $(TORTURE_OPTIONS)

thorough: debian-test $(VENV)/dev.stamp
	ROUNDS=100 HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest $(PARALLEL) $(THOROUGH) $(PYTEST_OPTIONS)

bench: debian-run $(VENV)/run.stamp
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks

installer: debian-setup $(VENV)/installer.stamp
	$(BIN)/python -m installer build

installer-test: debian-trial $(VENV)/installer.stamp
	$(BIN)/python -m installer test $(TRIAL_OPTIONS)

installer-bench: debian-trial $(VENV)/installer.stamp
	$(BIN)/python -m installer bench $(BENCH_OPTIONS)

desktop-entry: $(VENV)/run.stamp
	@installer/desktop_entry.sh $(BIN)/cchc-desktop

guide-pictures: $(VENV)/run.stamp
	$(BIN)/python installer/guide_pictures.py

analysis: $(VENV)/run.stamp
	$(PIP) install --require-hashes -r requirements-analysis.lock

lock: $(VENV)/dev.stamp
	installer/lock.sh $(BIN)/uv $(LOCK_OPTIONS)

clean:
	rm -rf $(VENV) .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find cchc_desktop tests -name __pycache__ -type d -prune -exec rm -rf {} +

debian-run:
	@installer/setup_debian.sh run

debian-test:
	@installer/setup_debian.sh run test

debian-setup:
	@installer/setup_debian.sh run setup

debian-trial:
	@installer/setup_debian.sh run setup trial

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

$(VENV)/installer.stamp: requirements-installer.lock $(VENV)/run.stamp
	@echo "Đang cài công cụ đóng gói / installing the tools of requirements-installer.lock"
	@$(PIP) install --require-hashes -r requirements-installer.lock
	@touch $@
