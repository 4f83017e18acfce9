"""The system's dialogs for files and folders, which begin where the last one was left, or at the documents.

Left to itself Qt begins in the folder that the program was started from, which is its own.
"""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_last = {"folder": ""}
"""Where the last dialog of this run was left."""


def documents() -> str:
    """The folder of one's documents, or one's own where there is none."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return found if found and Path(found).is_dir() else str(Path.home())


def beginning(kept: str = "") -> str:
    """Where a dialog begins: in ``kept`` where that is still a folder, else where the last one was left."""
    return next((each for each in (kept, _last["folder"]) if each and Path(each).is_dir()), documents())


def ask_file(
    parent: QWidget | None, title: str, kinds: str, folder: str = "", *, is_left: bool = True
) -> Path | None:
    """The file to read that the user chose, or None. What is written next begins there, unless it is not
    ``is_left``."""
    name, _ = QFileDialog.getOpenFileName(parent, title, beginning(folder), kinds)
    if not is_left:
        return Path(name) if name else None
    return _left_at(name)


def ask_files(parent: QWidget | None, title: str, kinds: str, folder: str = "") -> list[Path]:
    """The files to read that the user chose, in the order of their names; none where there was a Cancel."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, beginning(folder), kinds)
    paths = sorted(map(Path, names))
    if paths:
        _left_at(str(paths[0]))
    return paths


def ask_new_file(parent: QWidget | None, title: str, name: str, kinds: str) -> Path | None:
    """The file to write that the user chose, ``name`` being offered; or None."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path(beginning()) / name), kinds)
    return _left_at(chosen)


def ask_folder(parent: QWidget | None, title: str, folder: str = "", *, is_left: bool = True) -> Path | None:
    """The folder that the user chose, or None. What is written next begins there, unless it is not
    ``is_left``."""
    name = QFileDialog.getExistingDirectory(parent, title, beginning(folder))
    if name and is_left:
        _last["folder"] = name
    return Path(name) if name else None


def ask_data_folder(parent: QWidget | None, title: str) -> Path | None:
    """The folder for data that the user chose, or None. It begins at one's own: documents are often copied
    elsewhere by services that data must not be given to."""
    name = QFileDialog.getExistingDirectory(parent, title, str(Path.home()))
    return Path(name) if name else None


def _left_at(name: str) -> Path | None:
    if not name:
        return None
    _last["folder"] = str(Path(name).parent)
    return Path(name)
