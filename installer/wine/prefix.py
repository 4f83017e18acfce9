"""A Windows of our own under Wine: a prefix with nothing in it, and what has to be known to run things there.

Wine 8 is what Debian 12 has. What is odd here is what that version makes necessary.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO

from ..workplace import HERE, BuildError, emptied, run

_NO_MENUS = "mscoree,mshtml=;winemenubuilder.exe=d"
_STUBS = ("icuuc", "mscms")


@dataclass(frozen=True, slots=True)
class Done:
    """How a Windows program ended."""

    code: int
    output: str
    errors: str


class _Listener:
    """Reads what a program writes, for as long as the program itself lives.

    Wine starts services with the first program of a prefix; these inherit its outputs and keep them open.
    """

    def __init__(self, stream: IO[bytes] | None) -> None:
        assert stream is not None
        self._stream = stream
        self._heard: list[bytes] = []
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while part := os.read(self._stream.fileno(), 65536):
            self._heard.append(part)

    def text(self) -> str:
        """What was heard, once the program has ended."""
        self._thread.join(2)
        return b"".join(self._heard).decode("utf-8", "replace")


class Prefix:
    """One Windows, in a folder of its own with a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drive = folder / "windows" / "drive_c"
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("WINE", "QT_"))
        } | {
            "WINEPREFIX": str(folder / "windows"),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _NO_MENUS,
            "HOME": str(folder / "home"),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
        }

    @property
    def user(self) -> Path:
        """The folder of the Windows user."""
        return next(path for path in (self.drive / "users").iterdir() if path.name != "Public")

    @property
    def local_data(self) -> Path:
        """%LOCALAPPDATA%."""
        return self.user / "AppData" / "Local"

    def create(self) -> "Prefix":
        """Makes the prefix anew, as a Windows 10.

        :raises BuildError: Wine is missing or does not start.
        """
        emptied(self.folder)
        (self.folder / "home" / "Desktop").mkdir(parents=True)
        self.environment.pop("DISPLAY", None)
        self._wine("wineboot", "--init", limit=300)
        self._wine("wine", "winecfg", "-v", "win10", limit=120)
        if not (self.drive / "windows" / "system32").is_dir():
            raise BuildError("Wine could not make a Windows to run things in.")
        return self

    def add_stubs(self) -> None:
        """Two libraries that Windows 10 has and Wine 8 lacks or has in part, for Qt; never shipped."""
        system = self.drive / "windows" / "system32"
        for name in _STUBS:
            library = system / f"{name}.dll"
            library.unlink(missing_ok=True)  # a link into Wine itself
            source = HERE / "wine" / f"stub_{name}.c"
            run(["x86_64-w64-mingw32-gcc", "-shared", "-O1", "-o", library, source])
        self.environment["WINEDLLOVERRIDES"] = f"{_NO_MENUS};mscms=n"

    def run(self, program: Path | str, *arguments: str, limit: float = 300) -> Done:
        """Runs a program to its end; gives how it ended.

        :raises BuildError: it did not end in `limit` seconds.
        """
        process = self.start(program, *arguments)
        heard = [_Listener(stream) for stream in (process.stdout, process.stderr)]
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise BuildError(f"{program} did not end in {limit:.0f} seconds.") from error
        output, errors = (listener.text() for listener in heard)
        return Done(process.returncode, output, _without_wine(errors.splitlines()))

    def start(self, program: Path | str, *arguments: str) -> subprocess.Popen[bytes]:
        """Starts a program. Pipes on purpose: a regular file as an output ends Python under Wine 8."""
        return subprocess.Popen(
            ["wine", str(program), *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.folder,
        )

    def keep_warm(self) -> None:
        """Lets Wine's server stay between programs, which takes seconds off each."""
        self._wine("wineserver", "-p600")
        self._wine("wine", "cmd", "/c", "exit")

    def wait(self) -> None:
        """Waits until every program of the prefix has ended."""
        self._wine("wineserver", "-w", limit=120)

    def end(self) -> None:
        """Ends whatever still runs in the prefix."""
        self._wine("wineserver", "-k")

    def windows_path(self, path: Path) -> str:
        """How Windows calls a file of this machine."""
        for root, letter in ((self.drive, "C:"), (Path("/"), "Z:")):
            if path.is_relative_to(root):
                return "\\".join((letter, *path.relative_to(root).parts))
        raise AssertionError(path)

    def _wine(self, *command: str, limit: float = 60) -> None:
        try:
            # No pipe: Wine's server would inherit it and hold it open.
            subprocess.run(
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=limit,
                check=False,
            )
        except FileNotFoundError as error:
            raise BuildError(
                f"{command[0]} is not installed; installer/setup_debian.sh installs it."
            ) from error
        except subprocess.TimeoutExpired as error:
            raise BuildError(f"{' '.join(command)} did not end in {limit:.0f} seconds.") from error


def _without_wine(lines: Sequence[str]) -> str:
    """What a program says on its own: Debian's wrapper of Wine adds lines about 32 bits."""
    noise = (
        "it looks like wine32 is missing",
        "multiarch needs to be",
        'execute "dpkg',
        "apt-get install wine32",
    )
    return "\n".join(line for line in lines if not line.startswith(noise))


def working_prefix(folder: Path) -> Prefix:
    """A prefix that the build keeps, to compile modules in."""
    prefix = Prefix(folder)
    if not (prefix.drive / "windows" / "system32").is_dir():
        shutil.rmtree(folder, ignore_errors=True)
        prefix.create()
    return prefix
