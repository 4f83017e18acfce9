"""Builds the launchers with the C compiler for Windows (MinGW-w64)."""

import io
import os
import shutil
from pathlib import Path

from ..workplace import APP, BUILD, COMMAND, HERE, ROOT, emptied, run

ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
"""Of the taskbar, the desktop and the title bar at 100 to 200 %, and of large tiles."""

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


def build_icon(path: Path) -> None:
    """Draws the program's icon in every size that Windows asks for."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtCore import QBuffer, QByteArray, Qt
    from PySide6.QtGui import QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(ROOT / "resources" / "icons" / "app.svg"))
    drawn = []
    for size in ICON_SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"PNG")).write(image)
        drawn.append(Image.open(io.BytesIO(bytes(buffer.data().data()))))
    drawn[-1].save(path, "ICO", sizes=[(size, size) for size in ICON_SIZES], append_images=drawn[:-1])
