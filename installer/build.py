"""The whole build: what is published, in dist/."""

from pathlib import Path

from .portable import build_portable
from .setup import build_setup
from .stage import Payload, installed_size, stage
from .workplace import DIST, BuildError, say, sha256

MOST_SETUP = 37_000_000
MOST_INSTALLED = 120_000_000
"""Bytes; old PCs and slow lines."""

SUMS = "SHA256SUMS.txt"


def setup_name(version: str) -> str:
    """The name of the setup file."""
    return f"CCHC-Desktop-{version}-setup.exe"


def portable_name(version: str) -> str:
    """The name of the portable archive."""
    return f"CCHC-Desktop-{version}-portable.zip"


def build() -> Payload:
    """Builds the setup file and the portable archive, and the list of their hashes.

    :raises BuildError: one could not be built, or is larger than promised.
    """
    payload = stage()
    setup, portable = DIST / setup_name(payload.version), DIST / portable_name(payload.version)
    build_setup(payload, setup)
    build_portable(payload, portable)
    sums = "".join(f"{sha256(path)} *{path.name}\n" for path in (portable, setup))
    (DIST / SUMS).write_text(sums, encoding="utf-8")
    check_size("The setup file", setup.stat().st_size, MOST_SETUP)
    check_size("What it installs", installed_size(payload.folder), MOST_INSTALLED)
    for path in (setup, portable, DIST / SUMS):
        say(f"{path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path}")
    say(sums.rstrip())
    return payload


def check_size(what: str, size: int, most: int) -> None:
    """Says how large something is.

    :raises BuildError: it is larger than promised.
    """
    told = f"{what} has {size / 1e6:.1f} MB; {most / 1e6:.0f} MB are allowed."
    if size > most:
        raise BuildError(told)
    say(told)
