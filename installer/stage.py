"""Lays out what is installed: launchers, Python, libraries, the program and its data."""

import hashlib
import re
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .contents import Part, check_packages, choose, read_contents
from .launcher import build_launchers
from .launcher.packed_modules import FILE
from .packages import build_program, fetch_packages, locked_packages
from .packing import write_modules
from .python_for_windows import fetch_python
from .wine.prefix import working_prefix
from .workplace import BUILD, HERE, BuildError, emptied, files_in, put_file_times, say

LIBRARY = "lib"
_VERSION = re.compile(r'(?<=^__version__ = ")[^"]+', re.MULTILINE)
_STARTER = HERE / "launcher" / "packed_modules.py"


@dataclass(frozen=True, slots=True)
class Payload:
    """What is to be installed: the folder and the program's version."""

    folder: Path
    version: str


@dataclass(frozen=True, slots=True)
class Module:
    """One module to compile: its source, and its path below the folder of modules."""

    source: Path
    path: str


def stage(name: str = "payload", version: str = "") -> Payload:
    """Lays out what is installed, in a new folder.

    :param version: takes the place of the program's own, for trials.

    :raises BuildError: something cannot be fetched or made, or is missing.
    """
    contents = read_contents()
    check_packages(contents, locked_packages())
    program, packages = build_program(), fetch_packages()
    version = _numbered(program, version)
    say(f"Laying out version {version} …")
    payload = emptied(BUILD / name)
    library, python = payload / LIBRARY, fetch_python()
    _copy(choose(contents.runtime, python).files, python, payload / "runtime")
    _path_file(payload / "runtime", f"..\\{LIBRARY}")
    chosen = {part: choose(part, packages) for part in contents.packages}
    chosen[contents.program] = choose(contents.program, program)
    own = [Module(program / path, path) for path in chosen[contents.program].modules]
    others = [Module(packages / path, path) for part in contents.packages for path in chosen[part].modules]
    for part, files in chosen.items():
        _copy(files.files, program if part == contents.program else packages, library)
    modules = _standard_library(contents.library, python)
    # Apart, since the libraries seldom change.
    modules |= _compiled("libraries", others) | _compiled("own", own)
    write_modules(library / FILE, modules)
    starter = _compiled("starter", [Module(_STARTER, _STARTER.name)])[_STARTER.name]
    (library / _STARTER.with_suffix(".pyc").name).write_bytes(starter)
    build_launchers(payload, version)
    put_file_times(payload)
    return Payload(payload, version)


def _standard_library(part: Part, python: Path) -> dict[str, bytes]:
    """The compiled modules of Python's own library that are packed, by the paths of their sources."""
    folder = BUILD / f"{python.name}-library"
    if not folder.is_dir():
        with zipfile.ZipFile(python / "python312.zip") as archive:
            archive.extractall(folder)
    paths = choose(part, folder).modules
    return {f"{path.removesuffix('c')}": (folder / path).read_bytes() for path in paths}


def stage_plainly(name: str, program: Path) -> Path:
    """The program laid out as packages come, every module a file of its own: what the benchmark compares.

    :param program: a folder that holds the package `cchc_desktop` as its wheel does.
    """
    contents, packages, python = read_contents(), fetch_packages(), fetch_python()
    payload = emptied(BUILD / name)
    shutil.copytree(python, payload / "runtime", ignore=shutil.ignore_patterns("_wmi.pyd"))
    _path_file(payload / "runtime", f"..\\{LIBRARY}")
    shutil.copytree(program / "cchc_desktop", payload / LIBRARY / "cchc_desktop")
    sources = [f"cchc_desktop/{path}" for path in _sources(program / "cchc_desktop")]
    for part in contents.packages:
        files = choose(part, packages)
        _copy((*files.modules, *files.files), packages, payload / LIBRARY)
        sources += files.modules
    cached = []
    for source in sources:
        path = Path(source)
        cached.append(path.with_name("__pycache__") / f"{path.stem}.cpython-312.pyc")
    _compile(
        [
            (payload / LIBRARY / source, payload / LIBRARY / target, source)
            for source, target in zip(sources, cached, strict=True)
        ]
    )
    return payload


def _numbered(program: Path, version: str) -> str:
    """The version of the program in that folder, after giving it another where one is asked for."""
    file = program / "cchc_desktop" / "__init__.py"
    text = file.read_text(encoding="utf-8")
    if version:
        text = _VERSION.sub(version, text)
        file.write_text(text, encoding="utf-8")
    found = _VERSION.search(text)
    if found is None or re.fullmatch(r"\d+\.\d+\.\d+", found[0]) is None:
        raise BuildError("cchc_desktop/__init__.py names no version of three numbers.")
    return found[0]


def _sources(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in files_in(folder) if path.suffix == ".py"]


def _copy(paths: Sequence[str], source: Path, target: Path) -> None:
    for path in paths:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / path, target / path)


def _path_file(runtime: Path, *folders: str) -> None:
    """Where Python looks for modules, and nowhere else: no variable of the PC has a say (python312._pth)."""
    lines = ("python312.zip", ".", *folders)
    (runtime / "python312._pth").write_text("".join(f"{line}\r\n" for line in lines), "utf-8", newline="")


def _compiled(name: str, modules: Sequence[Module]) -> dict[str, bytes]:
    """The compiled modules by the paths of their sources; compiled again only where a source differs."""
    digest = hashlib.sha256((HERE / "compile_modules.py").read_bytes())
    for module in modules:
        digest.update(f"{module.path}\0{hashlib.sha256(module.source.read_bytes()).hexdigest()}\n".encode())
    folder = BUILD / f"compiled-{name}-{digest.hexdigest()[:12]}"
    if not folder.is_dir():
        for old in BUILD.glob(f"compiled-{name}-*"):
            shutil.rmtree(old)
        draft = emptied(BUILD / f"{name}.new")
        _compile([(module.source, draft / f"{module.path}c", module.path) for module in modules])
        draft.rename(folder)
    return {module.path: (folder / f"{module.path}c").read_bytes() for module in modules}


def _compile(jobs: Sequence[tuple[Path, Path, str]]) -> None:
    """Compiles (source, module, name) with the Python that will run it."""
    say(f"Compiling {len(jobs)} modules …")
    prefix = working_prefix(BUILD / "wine")
    listed = BUILD / "modules.txt"
    lines = []
    for source, target, name in jobs:
        target.parent.mkdir(parents=True, exist_ok=True)
        lines.append("\t".join((prefix.windows_path(source), prefix.windows_path(target), name)))
    listed.write_text("\n".join(lines) + "\n", encoding="utf-8")
    compiler = prefix.windows_path(HERE / "compile_modules.py")
    done = prefix.run(fetch_python() / "python.exe", compiler, prefix.windows_path(listed), limit=600)
    prefix.wait()
    if done.code or not all(target.is_file() for _, target, _ in jobs):
        raise BuildError(f"Some modules could not be compiled ({done.code}): {done.errors[-500:]}")


def installed_size(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in files_in(folder))
