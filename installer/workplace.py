"""Where the build happens, and how it runs other programs."""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "installer"
BUILD = ROOT / "build" / "installer"
"""Downloads and everything in between; may be thrown away."""
DIST = ROOT / "dist"
"""What is published."""

APP = "CCHC Desktop"
COMMAND = "cchc-desktop"

_NO_COMMIT = 1767225600  # 2026-01-01: a source tree without its history


class BuildError(Exception):
    """The build cannot go on; says why in one sentence."""


def load_toml(name: str) -> dict[str, Any]:
    """One of the data files beside this module."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def source_date() -> int:
    """The time that every file of the build bears, in seconds since 1970: `SOURCE_DATE_EPOCH`, else that of
    the last commit."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    told = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return int(told.stdout) if told.returncode == 0 and told.stdout.strip() else _NO_COMMIT


def run(
    command: Sequence[str | Path],
    cwd: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    may_fail: bool = False,
) -> str:
    """Runs a tool of the build; gives what it prints.

    :raises BuildError: the tool is missing, or failed where it must not; its last lines say why.
    """
    words = [str(word) for word in command]
    told = environment if environment is not None else os.environ | {"SOURCE_DATE_EPOCH": str(source_date())}
    try:
        done = subprocess.run(
            words, cwd=cwd, env=told, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise BuildError(f"{words[0]} is not installed; installer/setup_debian.sh installs it.") from error
    output = done.stdout.decode("utf-8", "replace")
    if done.returncode and not may_fail:
        last = (output + done.stderr.decode("utf-8", "replace")).strip().splitlines()[-12:]
        raise BuildError(f"{Path(words[0]).name} failed ({done.returncode}):\n" + "\n".join(last))
    return output


def tool(name: str) -> Path:
    """A program of the Python environment that runs the build."""
    return Path(sys.executable).with_name(name)


def sha256(path: Path) -> str:
    """The hash of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def emptied(folder: Path) -> Path:
    """The folder, new and empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder, in the order of its name, the same on each machine."""
    return sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.as_posix())


def put_file_times(folder: Path) -> None:
    """Gives everything below a folder the time of the source."""
    moment = source_date()
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (moment, moment))


def say(text: str) -> None:
    """Tells whoever builds what is being done."""
    print(text, flush=True)
