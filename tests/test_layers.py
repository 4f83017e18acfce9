"""Imports point downwards only, and each outside library has its place.

A layer is a module or a package right below ``cchc_desktop``. What it may import is in `MAY_IMPORT`; a new
layer is added there.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = "cchc_desktop"
ROOT = Path(__file__).resolve().parent.parent / PACKAGE

_DATA = {"domain", "resources", "catalogue"}
# What reads and writes says what it did in the debugging log.
_DOERS = _DATA | {"log", "durable", "machine", "faults", "whereabouts"}
_DOORS = _DOERS | {"storage", "documents", "intake", "child", "packages"}
MAY_IMPORT: dict[str, set[str]] = {
    "log": set(),
    "durable": set(),
    "machine": set(),
    "faults": {"log", "machine"},
    "whereabouts": {"domain"},
    "domain": set(),
    "resources": set(),
    "catalogue": {"domain", "resources"},
    "storage": _DOERS,
    "documents": _DOERS,
    "intake": _DOERS,
    # Passwords are treated in one way, files from outside too, and targets that cannot be written.
    "packages": _DOERS | {"storage", "documents", "intake"},
    "child": _DOERS | {"storage", "intake", "packages"},
    "office": _DOORS,
    "cli": _DOORS | {"office"},
    "ui": _DOORS | {"office", "cli"},
    "__main__": _DOORS | {"office", "cli", "ui"},
}
# One command without a window must not load Qt; the one that opens the window does so when it is asked.
MAY_IMPORT_LAZILY = {"cli": {"ui"}}

LIBRARIES: dict[str, set[str]] = {
    "PySide6": {"ui"},
    "shiboken6": {"ui"},
    "sqlite3": {"storage"},
    "sqlite_utils": {"storage"},
    "nacl": {"storage", "packages"},
    "reportlab": {"documents", "intake"},
    "docx": {"documents", "intake"},
    "doc2docx": {"intake"},
    "openpyxl": {"documents", "intake"},
    "rapidfuzz": {"domain"},
    "duckdb": {"documents"},
    "psycopg": {"storage"},
}
# The one library that the domain may use: functions of two texts, which read and write nothing.
PURE = {"rapidfuzz"}
# The program works without a network, everywhere.
NETWORK = {"socket", "ssl", "urllib.request", "http", "ftplib", "smtplib", "imaplib", "poplib", "xmlrpc"}
# Some questions end the process under Windows; `machine` asks in ways that do not.
ELSEWHERE = {"platform": "machine.py says what is known of the PC"}
# The domain is rules on plain values: it reads and writes no file and starts no program.
OUTSIDE_WORLD = {"io", "os", "pathlib", "shutil", "tempfile", "glob", "subprocess", "multiprocessing"}


class Import(NamedTuple):
    """One imported module by its full name, with its line; ``lazy`` inside a function."""

    name: str
    line: int
    lazy: bool


def imports(package: str, tree: ast.Module) -> Iterator[Import]:
    """Every import of a module that lies in `package` (for an ``__init__`` the package itself)."""

    def walk(node: ast.AST, lazy: bool) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, lazy)
        elif isinstance(node, ast.ImportFrom):
            origin = node.module or ""
            if node.level:
                above = package.split(".")
                above = above[: len(above) - node.level + 1]
                origin = ".".join([*above, origin] if origin else above)
            for alias in node.names:
                # "from . import resources" names a module, "from .resources import path" a thing in it;
                # the longer name tells both: its beginning is the module.
                yield Import(f"{origin}.{alias.name}", node.lineno, lazy)
        inside = lazy or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            yield from walk(child, inside)

    yield from walk(tree, False)


def violations(path: str, source: str) -> list[str]:
    """What breaks the layers in a file at `path` below the package, such as ``domain/plan.py``."""
    parts = path.removesuffix(".py").split("/")
    layer = parts[0]
    if layer == "__init__":
        allowed, lazily = set[str](), set[str]()
    elif layer in MAY_IMPORT:
        allowed, lazily = MAY_IMPORT[layer], MAY_IMPORT_LAZILY.get(layer, set())
    else:
        return [f"{path}: {layer} is no layer of MAY_IMPORT in {Path(__file__).name}"]
    tree = ast.parse(source)
    found = []
    for name, line, lazy in imports(".".join([PACKAGE, *parts[:-1]]), tree):
        top = name.split(".")[0]
        if top == PACKAGE:
            target = name.split(".")[1] if "." in name else ""
            if target in MAY_IMPORT and target != layer and target not in allowed:
                if not (lazy and target in lazily):
                    found.append(f"{path}:{line}: {layer} may not import {target}")
            elif target not in MAY_IMPORT and target != "__version__":
                found.append(f"{path}:{line}: {name} names no layer")
            continue
        if top in LIBRARIES and layer not in LIBRARIES[top]:
            found.append(f"{path}:{line}: {top} belongs to {', '.join(sorted(LIBRARIES[top]))}")
        if any(f"{name}.".startswith(f"{module}.") for module in NETWORK):
            found.append(f"{path}:{line}: {name} is for a network, the program has none")
        if top in ELSEWHERE:
            found.append(f"{path}:{line}: {top}: {ELSEWHERE[top]}")
        if layer == "domain" and (top in OUTSIDE_WORLD or top not in sys.stdlib_module_names | PURE):
            found.append(f"{path}:{line}: the domain is pure, it may not import {top}")
    if layer == "domain":
        found += [
            f"{path}:{node.lineno}: the domain is pure, it opens no file"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
        ]
    return found


def test_the_program_keeps_its_layers() -> None:
    files = sorted(ROOT.rglob("*.py"))
    assert files
    found = [
        text
        for file in files
        for text in violations(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("domain/plan.py", "import sqlite3"),
        ("domain/plan.py", "from pathlib import Path"),
        ("domain/plan.py", "import openpyxl"),
        ("domain/plan.py", "from .. import resources"),
        ("domain/plan.py", "from ..storage import store"),
        ("domain/plan.py", "def load():\n    import cchc_desktop.storage.store"),
        ("domain/plan.py", "def load():\n    return open('plan')"),
        ("domain/deep/plan.py", "from ...storage import store"),
        ("domain/__init__.py", "from ..storage import store"),
        ("resources.py", "from .domain import plan"),
        ("log.py", "from .domain import plan"),
        ("domain/plan.py", "from .. import log"),
        ("storage/store.py", "from ..documents import model"),
        ("storage/store.py", "from .. import intake"),
        ("documents/render_pdf.py", "from cchc_desktop.intake import source"),
        ("intake/read_docx.py", "from ..storage.store import Store"),
        ("storage/store.py", "import PySide6.QtCore"),
        ("office.py", "import sqlite_utils"),
        ("office/__init__.py", "from sqlite3 import Error"),
        ("office/plans.py", "from reportlab.platypus import Table"),
        ("office/plans.py", "from .. import cli"),
        ("cli.py", "from .ui import window"),
        ("cli.py", "if True:\n    from . import ui"),
        ("cli.py", "from . import __main__"),
        ("ui/window.py", "import openpyxl"),
        ("ui/window.py", "from ..__main__ import main"),
        ("intake/read_docx.py", "import urllib.request"),
        ("intake/read_docx.py", "from urllib import request"),
        ("intake/read_docx.py", "from http.client import HTTPSConnection"),
        ("ui/crash.py", "def report():\n    import platform"),
        ("helpers.py", ""),
        ("ui/window.py", "from ..helpers import help"),
    ],
)
def test_the_check_sees_a_violation(path: str, source: str) -> None:
    assert violations(path, source)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("domain/plan.py", "import re\nfrom dataclasses import dataclass\nfrom .text import fold"),
        ("domain/deep/plan.py", "from ..text import fold\nfrom . import other"),
        ("catalogue/offices.py", "from .. import resources\nfrom ..domain.areas import Area"),
        (
            "storage/store.py",
            "import sqlite3\nfrom ..domain import plan\nfrom .. import catalogue, resources",
        ),
        ("documents/render_xlsx.py", "from openpyxl import Workbook\nfrom urllib.parse import quote"),
        ("office.py", "from . import documents, domain, intake, storage"),
        ("cli.py", "from . import __version__, office\ndef window():\n    from .ui import window"),
        ("ui/window.py", "from PySide6.QtWidgets import QWidget\nfrom ..office import Office"),
        ("__main__.py", "from .cli import main\ndef window():\n    from .ui import window"),
        ("__init__.py", '__version__ = "1"'),
    ],
)
def test_the_check_lets_good_imports_pass(path: str, source: str) -> None:
    assert violations(path, source) == []
