"""Builds the launchers with the C compiler for Windows (MinGW-w64)."""

import shutil
from pathlib import Path

from ..workplace import APP, BUILD, COMMAND, HERE, emptied, run
from .drawing import build_icon

_SOURCES = HERE / "launcher"
_WARNINGS = ("-Wall", "-Wextra", "-Werror")
# No time of linking, no table of symbols: the same program from the same source.
_SAME = ("-Wl,--no-insert-timestamp", "-s", "-Os")


def build_launchers(folder: Path, version: str) -> None:
    """Writes both launchers into a folder.

    :raises BuildError: the compiler is missing or fails.
    """
    work = emptied(BUILD / "launcher")
    for name in ("launcher.c", "launcher.rc", "app.manifest"):
        shutil.copyfile(_SOURCES / name, work / name)
    build_icon(work / "app.ico")
    for name, options in ((APP, ("-mwindows",)), (COMMAND, ("-mconsole", "-DCONSOLE"))):
        _resources(work, version, f"{name}.exe")
        run(
            [
                *("x86_64-w64-mingw32-gcc", "-municode", *options, *_WARNINGS, *_SAME),
                *("-o", folder / f"{name}.exe", "launcher.c", "launcher.res"),
            ],
            cwd=work,
        )


def _resources(work: Path, version: str, file: str) -> None:
    header = work / "version.h"
    header.write_text(
        f"#define VERSION_COMMAS {version.replace('.', ',')},0\n"
        f'#define VERSION_TEXT "{version}"\n'
        f'#define FILE_NAME "{file}"\n',
        encoding="utf-8",
    )
    command = ["x86_64-w64-mingw32-windres", "--codepage=65001", "--include-dir=.", "-O", "coff"]
    text = (_SOURCES / "launcher.rc").read_text(encoding="utf-8")
    (work / "launcher.rc").write_text(f'#include "version.h"\n{text}', encoding="utf-8")
    run([*command, "launcher.rc", "launcher.res"], cwd=work)
