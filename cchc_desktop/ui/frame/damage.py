"""What the window says where stored data turn out to be damaged while somebody works with them."""

import time
from typing import TYPE_CHECKING

from ...domain.errors import CchcError, Damaged
from ...domain.places import SettingsPlace
from ...storage.errors import WAY_OUT
from .. import messages
from ..settings.tabs import DATA

if TYPE_CHECKING:
    from .main_window import MainWindow

KEY = "damaged"
_QUIET_SECONDS = 60
"""A look over the whole file is not made again sooner: a fault in painting comes back at once."""


def show(window: "MainWindow", sentence: str) -> None:
    """Says so in the strip that stays, with the way to where the data are checked."""
    go = ("Kiểm tra dữ liệu", lambda: window.go(SettingsPlace(DATA)))
    window.notices.show(KEY, sentence, "bad", [go], can_close=False)


class Damage:
    """Tells damage, and what the machine stands in the way of, from a fault of the program."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._looked = -float(_QUIET_SECONDS)

    def tells(self, error: BaseException) -> bool:
        """Says what an error means for the data; gives whether that is all there is to say."""
        if isinstance(error, Damaged):
            show(self._window, str(error))
            return True
        if isinstance(error, CchcError):
            messages.show_error(self._window, error)
            return True
        return self._found()

    def _found(self) -> bool:
        """Whether a record is damaged that the program may have stumbled over."""
        now = time.monotonic()
        if now - self._looked < _QUIET_SECONDS:
            return False
        self._looked = now
        try:
            found = self._window.office.damage()
        except CchcError:
            return False
        if found:
            show(self._window, f"{found[0]} {WAY_OUT}")
        return bool(found)
