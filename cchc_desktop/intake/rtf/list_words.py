"""The control words of RTF that are about lists: their tables, and the numbers that were printed."""

from .lists import Level, Lists
from .state import State


class ListWords:
    """What each of these words does."""

    _state: State
    _lists: Lists
    _level: Level
    _start: int | None
    _own_level: Level | None
    _number: int
    """The last name of a list, or of an override."""

    def _into(self, into: str, own: str = "") -> None:
        raise NotImplementedError

    def _do_ls(self, number: int | None) -> None:
        if self._state.into == "text":
            self._state.shape.list_number = number or 0
        else:
            self._number = number or 0

    def _do_listtext(self, _number: int | None) -> None:
        if self._state.into == "text":
            self._state.story.printed = ""
            self._into("printed")

    _do_pntext = _do_listtext

    def _do_pn(self, _number: int | None) -> None:
        self._into("nothing")

    def _do_pnlvlblt(self, _number: int | None) -> None:
        self._state.story.printed_bullet = True

    def _do_listtable(self, _number: int | None) -> None:
        self._into("lists")

    def _do_list(self, _number: int | None) -> None:
        if self._state.into == "lists":
            self._state.own = "list"

    def _do_listid(self, number: int | None) -> None:
        self._number = number or 0
        self._lists.override.list_id = self._number

    def _do_listlevel(self, _number: int | None) -> None:
        self._state.own = "listlevel"
        self._level = Level()

    def _do_levelnfc(self, number: int | None) -> None:
        self._level.kind = number or 0

    _do_levelnfcn = _do_levelnfc

    def _do_levelstartat(self, number: int | None) -> None:
        start = min(max(number if number is not None else 1, 0), 32_767)
        self._level.start = start
        self._start = start

    def _do_levellegal(self, number: int | None) -> None:
        self._level.legal = number != 0

    def _do_levelnorestart(self, number: int | None) -> None:
        self._level.restarts = number == 0

    def _do_leveltext(self, _number: int | None) -> None:
        self._into("leveltext")

    def _do_levelnumbers(self, _number: int | None) -> None:
        self._into("nothing")

    def _do_listoverridetable(self, _number: int | None) -> None:
        self._into("overrides")

    def _do_listoverride(self, _number: int | None) -> None:
        self._state.own = "listoverride"

    def _do_lfolevel(self, _number: int | None) -> None:
        self._state.own = "lfolevel"
        self._start = None
        self._own_level = None
