"""A screen in memory for the windows of Wine, with keys and pictures."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from ..workplace import BuildError, run

_SIZE = "1366x768x24"


class Screen:
    """One X display; programs started with the given environment draw on it."""

    def __init__(self, environment: dict[str, str]) -> None:
        reader, writer = os.pipe()
        try:
            self._server = subprocess.Popen(
                ["Xvfb", "-displayfd", str(writer), "-screen", "0", _SIZE, "-nolisten", "tcp"],
                pass_fds=(writer,),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except FileNotFoundError as error:
            raise BuildError("Xvfb is not installed; installer/setup_debian.sh installs it.") from error
        finally:
            os.close(writer)
        with os.fdopen(reader) as told:
            self._name = f":{told.readline().strip()}"
        environment["DISPLAY"] = self._name
        self._environment = os.environ | {"DISPLAY": self._name, "LC_ALL": "C.UTF-8"}

    def windows(self, title: str) -> list[str]:
        """The visible windows whose title holds this text."""
        words = ["xdotool", "search", "--onlyvisible", "--name", title]
        return run(words, environment=self._environment, may_fail=True).split()

    def wait(self, seconds: float, until: Callable[[], bool]) -> None:
        """Waits until something holds.

        :raises BuildError: it does not, in that time.
        """
        end = time.monotonic() + seconds
        while not until():
            if time.monotonic() > end:
                raise BuildError(f"Nothing came of it in {seconds:.0f} seconds.")
            time.sleep(0.3)

    def wait_for(self, title: str) -> None:
        """Waits for a window, and until it has drawn itself.

        :raises BuildError: none opens.
        """
        self.wait(90, lambda: bool(self.windows(title)))
        time.sleep(4)

    def picture(self, path: Path) -> None:
        """Takes a picture of the whole screen."""
        run(["import", "-window", "root", path], environment=self._environment)

    def press(self, keys: str) -> None:
        """Presses keys, as xdotool calls them, in the window that has them."""
        run(["xdotool", "key", keys], environment=self._environment)
        time.sleep(1.5)

    def close(self, title: str) -> None:
        """Closes a window as the user would."""
        for window in self.windows(title):
            words = ["xdotool", "windowfocus", window, "key", "--clearmodifiers", "alt+F4"]
            run(words, environment=self._environment, may_fail=True)
            time.sleep(0.5)

    def close_all(self) -> None:
        """Ends the display."""
        self._server.terminate()
        self._server.wait(10)
