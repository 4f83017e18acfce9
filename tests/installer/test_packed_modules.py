"""Modules in one file are found, run and told apart as they are in folders, and bear the same places."""

import importlib
import marshal
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from installer.compile_modules import dump
from installer.launcher import packed_modules
from installer.launcher.packed_modules import FILE, PackedModules
from installer.packing import module_name, write_modules

SOURCES = {
    "pkd_one.py": "VALUE = 1",
    "pkd_package/__init__.py": "from .inner import VALUE\nFOLDER = __path__[0]",
    "pkd_package/inner.py": "VALUE = 2",
    "pkd_package/sub/__init__.py": "def fail():\n    raise ValueError",
}


def compiled(source: str, name: str) -> bytes:
    # The name is a text of its own, as one that was read from a list: pathlib makes known ones the same.
    own_name = name.encode().decode()
    return b"h" * 16 + dump(compile(source, own_name, "exec", dont_inherit=True))


def write(folder: Path, sources: dict[str, str]) -> None:
    write_modules(folder / FILE, {name: compiled(source, name) for name, source in sources.items()})


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    write(tmp_path, SOURCES)
    before = list(sys.meta_path)
    packed_modules.install(str(tmp_path))
    yield tmp_path
    sys.meta_path[:] = before
    for name in [name for name in sys.modules if name.startswith("pkd_")]:
        del sys.modules[name]


def test_modules_and_packages_are_found(folder: Path) -> None:
    assert importlib.import_module("pkd_one").VALUE == 1
    package = importlib.import_module("pkd_package")
    assert package.VALUE == 2
    assert (
        Path(importlib.import_module("pkd_package.inner").__file__ or "")
        == folder / "pkd_package" / "inner.py"
    )


def test_a_package_finds_the_data_and_modules_that_lie_in_its_folder(folder: Path) -> None:
    (folder / "pkd_package").mkdir()
    (folder / "pkd_package" / "beside.py").write_text("VALUE = 3", encoding="utf-8")
    assert Path(importlib.import_module("pkd_package").FOLDER) == folder / "pkd_package"
    assert importlib.import_module("pkd_package.beside").VALUE == 3


def test_what_is_not_packed_is_left_to_python(folder: Path) -> None:
    assert folder
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("pkd_gone")
    assert importlib.import_module("json").dumps([1]) == "[1]"


def test_a_traceback_names_the_module_without_its_source(folder: Path) -> None:
    assert folder
    package = importlib.import_module("pkd_package.sub")
    with pytest.raises(ValueError) as raised:  # noqa: PT011
        package.fail()
    assert "pkd_package/sub" in str(raised.traceback[-1].path)


def test_the_file_is_opened_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finder = PackedModules(str(folder))

    def refuse(*_: object) -> None:
        raise AssertionError("opened again")

    monkeypatch.setattr("builtins.open", refuse)
    assert finder.find_spec("pkd_one") is not None
    assert finder.get_code("pkd_one").co_filename == "pkd_one.py"


def test_the_same_modules_make_the_same_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    write(tmp_path / "a", SOURCES)
    write(tmp_path / "b", dict(reversed(SOURCES.items())))
    assert (tmp_path / "a" / FILE).read_bytes() == (tmp_path / "b" / FILE).read_bytes()


def test_compiled_code_does_not_depend_on_the_process() -> None:
    code = compile("x = ('alpha', 'beta')\ny = {'gamma': 'alpha'}", "x.py", "exec")
    kept = [code.co_consts, "alpha", SimpleNamespace(alpha=1)]
    assert kept
    assert dump(code) == dump(marshal.loads(marshal.dumps(code)))


@pytest.mark.parametrize(
    ("source", "name", "is_package"),
    [
        ("a.py", "a", False),
        ("a/__init__.py", "a", True),
        ("a/b.py", "a.b", False),
        ("a/b/__init__.py", "a.b", True),
    ],
)
def test_names_of_modules(source: str, name: str, is_package: bool) -> None:
    assert module_name(source) == (name, is_package)


def test_the_program_runs_from_one_file(tmp_path: Path) -> None:
    """The command line of the program, packed, in a Python that knows no checkout."""
    root = Path(__file__).resolve().parents[2]
    sources = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in (root / "cchc_desktop").rglob("*.py")
    }
    write(tmp_path, sources)
    starter = root / "installer" / "launcher" / "packed_modules.py"
    (tmp_path / starter.name).write_bytes(starter.read_bytes())
    code = f"import packed_modules as p; p.install({str(tmp_path)!r})"
    told = subprocess.run(
        [
            sys.executable,
            "-S",
            "-c",
            f"{code}; from cchc_desktop.cli import main; main(['--data', '.', '--version'])",
        ],
        cwd=tmp_path,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.startswith("CCHC Desktop ")
