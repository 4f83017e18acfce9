"""Packs what is installed into one setup file."""

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from ..launcher import build_icon, build_picture
from ..stage import Payload, installed_size
from ..workplace import BUILD, HERE, ROOT, files_in, run, say, source_date

_DRAFT = "${PROGRAM}.new"
"""Where setup/program_files.nsh expects them."""
_SCRIPT = HERE / "setup" / "setup.nsi"


def build_setup(payload: Payload, target: Path, quick: bool = False) -> None:
    """Writes the setup file; `quick` packs it less, for trials.

    :raises BuildError: NSIS is missing, or finds anything to warn about.
    """
    say(f"Packing {target.name} …")
    files, icon, picture = BUILD / "files.nsh", BUILD / "app.ico", BUILD / "welcome.bmp"
    paths = [path.relative_to(payload.folder) for path in files_in(payload.folder)]
    files.write_text("\n".join(file_instructions(paths, payload.folder)) + "\n", encoding="utf-8")
    build_icon(icon)
    build_picture(picture)
    for drawn in (icon, picture):
        os.utime(drawn, (source_date(), source_date()))  # NSIS keeps the times of what it packs
    target.parent.mkdir(parents=True, exist_ok=True)
    told = {
        "FILES": files,
        "OUT": target,
        "VERSION": payload.version,
        "ICON": icon,
        "PICTURE": picture,
        "KILOBYTES": installed_size(payload.folder) // 1024,
        "LICENCE": ROOT / "LICENSE",
    } | ({"QUICK": "yes"} if quick else {})
    defines = [f"-D{name}={value}" for name, value in told.items()]
    run(["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defines, _SCRIPT])


def file_instructions(paths: Iterable[Path | PurePosixPath], folder: Path) -> list[str]:
    """What tells NSIS to pack the files below a folder: those of one kind together, to pack well."""
    lines, shown = [], None
    for path in sorted(paths, key=lambda path: (path.suffix, path.as_posix())):
        if path.parent != shown:
            shown = path.parent
            place = "\\".join((_DRAFT, *map(_escaped, shown.parts)))
            lines.append(f'SetOutPath "{place}"')
        lines.append(f'File "/oname={_escaped(path.name)}" "{_escaped(str(folder / path))}"')
    return lines


def _escaped(text: str) -> str:
    return text.replace("$", "$$")
