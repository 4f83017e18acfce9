"""What is imported until the program can be used: old disks and virus scanners make every file cost time."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.sample_office import lay_sample

# Imported where they are needed, and by no start: libraries of documents, of upgrades and of other people's
# needs, and large parts of Python.
NEVER = {
    "PIL", "asyncio", "concurrent", "ctypes", "defusedxml", "doc2docx", "docx", "email", "html", "http",
    "importlib.metadata", "lxml", "multiprocessing", "nacl", "openpyxl", "pypdfium2", "pypdfium2_raw",
    "reportlab", "socket", "sqlite_utils", "ssl", "tomllib", "unittest", "urllib.request", "xml",
}  # fmt: skip
QT = {"PySide6", "shiboken6"}

_COMMAND = """
import json, sys
from cchc_desktop.cli import main
main(sys.argv[2:])
json.dump(sorted(sys.modules), open(sys.argv[1], "w"))
"""
_WINDOW = """
import json, linecache, sys
from pathlib import Path
from cchc_desktop.cli import main
from cchc_desktop.ui.load import load_window
run_window = load_window()
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            app.removeEventFilter(self)
            json.dump(sorted(sys.modules), open(sys.argv[1], "w"))
            json.dump(sorted(linecache.cache), open(sys.argv[1] + ".read", "w"))
            QTimer.singleShot(0, app.quit)
        return False
app = QApplication(sys.argv[:1])
watch = FirstPaint()
app.installEventFilter(watch)
run_window(Path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample office, closed."""
    folder = tmp_path_factory.mktemp("data")
    lay_sample(folder, date.today())
    return folder


def modules(folder: Path, script: str, *words: str) -> list[str]:
    """The names of all modules once a script ran in a process of its own."""
    listed = folder / "modules.json"
    subprocess.run(
        [sys.executable, "-c", script, str(listed), *words],
        check=True, capture_output=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    found: list[str] = json.loads(listed.read_text(encoding="utf-8"))
    return found


def own(names: Sequence[str]) -> list[str]:
    return [name for name in names if name.startswith("cchc_desktop")]


def under(names: Sequence[str], packages: set[str]) -> list[str]:
    """The names that are of one of these packages."""
    return [name for name in names if any(f"{name}.".startswith(f"{package}.") for package in packages)]


def test_the_version_needs_next_to_nothing(tmp_path: Path) -> None:
    found = modules(tmp_path, _COMMAND, "--version")
    assert under(found, NEVER | QT) == []
    assert len(own(found)) <= 14


def test_a_command_needs_the_office_alone(data: Path, tmp_path: Path) -> None:
    found = modules(tmp_path, _COMMAND, "--data", str(data), "plans")
    assert under(found, NEVER | QT) == []
    assert under(found, {"cchc_desktop.intake", "cchc_desktop.documents", "cchc_desktop.ui"}) == []
    assert len(own(found)) <= 154
    assert len(found) <= 279


def test_the_window_starts_with_its_first_page_alone(data: Path, tmp_path: Path) -> None:
    found = modules(tmp_path, _WINDOW, str(data))
    assert under(found, NEVER) == []
    assert under(found, {"cchc_desktop.intake", "cchc_desktop.documents"}) == []
    pages = [name for name in under(found, {"cchc_desktop.ui"}) if name.endswith(".page")]
    assert pages == ["cchc_desktop.ui.today.page"]
    assert under(found, {"cchc_desktop.ui.wizards"}) == []
    assert under(found, {"cchc_desktop.domain.details", "cchc_desktop.office.proposals"}) == []
    assert [name for name in under(found, QT) if name.startswith("PySide6.Qt")] == [
        f"PySide6.{name}" for name in ("QtCore", "QtGui", "QtSvg", "QtWidgets")
    ]
    assert len(own(found)) <= 218
    assert len(found) <= 399


def test_no_source_is_read_beside_what_is_compiled(data: Path, tmp_path: Path) -> None:
    """PySide6 reads the source of all that is imported after it, where nobody stops it."""
    modules(tmp_path, _WINDOW, str(data))
    read = json.loads((tmp_path / "modules.json.read").read_text(encoding="utf-8"))
    assert [name for name in read if "cchc_desktop" in name] == []
