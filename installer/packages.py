"""Fetches the libraries for Windows, and makes the program's own wheel."""

import re
import zipfile
from pathlib import Path

from .workplace import BUILD, ROOT, emptied, run, say, sha256, tool

LOCK = ROOT / "requirements.lock"
_PLATFORM = "x86_64-pc-windows-msvc"


def locked_packages() -> dict[str, str]:
    """The packages of requirements.lock, which holds for every system, with their versions."""
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE))


def fetch_packages() -> Path:
    """A folder with the locked packages as they are for Windows, each held to its hash; fetched once.

    :raises BuildError: one cannot be fetched, has no build for Windows, or is not what was locked.
    """
    folder = BUILD / f"packages-{sha256(LOCK)[:12]}"
    if folder.is_dir():
        return folder
    say("Fetching the libraries for Windows …")
    draft = emptied(folder.with_suffix(".new"))
    # uv chooses for another system; pip would choose for this one. No code of a package is run.
    run(
        [
            *(tool("uv"), "pip", "install", "--quiet", "--target", draft, "--link-mode", "copy"),
            *("--python-platform", _PLATFORM, "--python-version", "3.12", "--only-binary", ":all:"),
            *("--no-deps", "--require-hashes", "--requirement", LOCK),
        ]
    )
    draft.rename(folder)
    return folder


def build_program(source: Path = ROOT, name: str = "program") -> Path:
    """A folder with what the program's own wheel holds, made of a source tree."""
    wheels = emptied(BUILD / f"{name}-wheel")
    run([tool("python"), "-m", "hatchling", "build", "--target", "wheel", "--directory", wheels], cwd=source)
    (wheel,) = wheels.glob("*.whl")
    folder = emptied(BUILD / name)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder
