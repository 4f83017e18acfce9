"""Lays out what is installed: launchers, Python, libraries, the program and its data."""

import hashlib
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .archive import write_archive
from .contents import Chosen, Part, check_packages, choose, module_name, read_contents
from .launcher import build_launchers
from .packages import build_program, fetch_packages, locked_packages
from .python_for_windows import fetch_python
from .wine.prefix import working_prefix
from .workplace import BUILD, HERE, BuildError, emptied, files_in, put_file_times, say

LIBRARY = "lib"
ARCHIVE = "modules.zip"
_VERSION = re.compile(r'(?<=^__version__ = ")[^"]+', re.MULTILINE)


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
    _copy(choose(contents.runtime, fetch_python()).files, fetch_python(), payload / "runtime")
    _path_file(payload / "runtime", f"..\\{LIBRARY}\\{ARCHIVE}", f"..\\{LIBRARY}")
    chosen = [(part, choose(part, packages)) for part in contents.packages]
    for _, files in chosen:
        _copy(files.files, packages, payload / LIBRARY)
    _compile_into(payload / LIBRARY, contents.program, program, chosen, packages)
    shutil.copytree(program / contents.resources, payload / "resources")
    build_launchers(payload, version)
    put_file_times(payload)
    return Payload(payload, version)


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
        _copy((*files.packed, *files.unpacked, *files.files), packages, payload / LIBRARY)
        sources += [*files.packed, *files.unpacked]
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


def _compile_into(
    library: Path, program: Part, program_folder: Path, chosen: Sequence[tuple[Part, Chosen]], packages: Path
) -> None:
    """Compiles what is packed into the archive, and the rest beside its data."""
    own = [Module(program_folder / path, path) for path in choose(program, program_folder).packed]
    packed = [Module(packages / path, path) for _, files in chosen for path in files.packed]
    laid_out = [Module(packages / path, path) for _, files in chosen for path in files.unpacked]
    # Apart, since the libraries seldom change.
    compiled = _compiled("libraries", [*packed, *laid_out])
    members = [(compiled, module) for module in packed] + [(_compiled("own", own), module) for module in own]
    write_archive(
        library / ARCHIVE,
        (
            (module_name(module.path), (folder / module_name(module.path)).read_bytes())
            for folder, module in sorted(members, key=lambda member: member[1].path)
        ),
        compressed=False,
    )
    _copy([module_name(module.path) for module in laid_out], compiled, library)


def _compiled(name: str, modules: Sequence[Module]) -> Path:
    """A folder with the compiled modules; compiled again only where a source differs."""
    digest = hashlib.sha256((HERE / "compile_modules.py").read_bytes())
    for module in modules:
        digest.update(f"{module.path}\0{hashlib.sha256(module.source.read_bytes()).hexdigest()}\n".encode())
    folder = BUILD / f"compiled-{name}-{digest.hexdigest()[:12]}"
    if not folder.is_dir():
        for old in BUILD.glob(f"compiled-{name}-*"):
            shutil.rmtree(old)
        draft = emptied(folder.with_suffix(".new"))
        _compile([(module.source, draft / module_name(module.path), module.path) for module in modules])
        draft.rename(folder)
    return folder


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
