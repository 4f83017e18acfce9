"""What every test stands on: a screen in memory for Qt, how hard hypothesis searches, where files are made,
and a new data file that is made once."""

import gc
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from cchc_desktop.storage import database, generation, schema
from cchc_desktop.storage.kinds import KINDS
from cchc_desktop.ui.garbage import collect
from tests.sample_office import keep_samples

# Before Qt is imported anywhere; a wish of the caller (such as xcb under Xvfb) is kept.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# "ci" finds the same on every run and machine, in a short time; "thorough" searches (make thorough):
settings.register_profile("ci", deadline=None, max_examples=25, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# Hundreds of processes are started in the tests, and each would compile the whole program for itself.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Files are made in memory where there is room for all: a sync of a disk takes longer than most of what is
# tested. That the program asks for it is seen in its calls (tests/torture), on whatever they are done.
_MEMORY, _ROOM = Path("/dev/shm"), 3 << 30
if "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ["TMPDIR"] = str(_MEMORY)
    tempfile.tempdir = None


def pytest_addoption(parser: pytest.Parser) -> None:
    """What `make test` asks for."""
    words = "of the tests in this folder or file only those that `make coverage` leaves out"
    parser.addoption("--covered", action="append", default=[], metavar="PATH", help=words)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what was run before."""
    done = [config.rootpath / path for path in config.getoption("--covered")]
    if not done:
        return
    left_out = [
        item
        for item in items
        if item.get_closest_marker("slow") is None and any(item.path.is_relative_to(each) for each in done)
    ]
    config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Says why a test that asks LibreOffice cannot be made where there is none."""
    if item.get_closest_marker("libreoffice") is not None and shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed: libreoffice-calc-nogui, libreoffice-writer-nogui")


def pytest_configure() -> None:
    """Garbage is collected after tests, by the thread that ran them: the threads that tests and their runner
    have would take windows apart while Qt paints (`cchc_desktop/ui/garbage.py`)."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Collects what Python would have by itself."""
    collect()


@pytest.fixture(scope="session", autouse=True)
def _samples(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Samples are made once for all processes of one run."""
    own = tmp_path_factory.getbasetemp()
    keep_samples((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "samples")


@pytest.fixture(scope="session", autouse=True)
def _new_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new data file is a copy of the first one, with a mark of its own: all versions of the tables one
    after the other take twenty times as long. Where a test changes them, it is made as it is."""
    kept = tmp_path_factory.mktemp("new") / "new.db"
    made = database.new_file
    declared = _declared()

    def new_file(path: Path, key: Any = None) -> None:
        if key is not None or path.exists() or _declared() != declared:
            made(path, key)
            return
        if not kept.exists():
            made(kept)
        shutil.copyfile(kept, path)
        with closing(sqlite3.connect(path)) as connection, connection:
            generation.renew(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "new_file", new_file)
        yield


def _declared() -> tuple[object, ...]:
    return schema.VERSION, schema.apply_step, dict(schema.COLUMN_CHANGES), tuple(KINDS.values())
