"""The one place where a right is refused: who is signed in, and what may be stored in that one's name.

`Desk.operation` asks before an operation begins whether the role allows it; the journal asks before anything
is stored, an undo too, whether the rows that were written are of areas that the account writes. While the
data have no accounts, everything is allowed.
"""

from collections.abc import Callable, Iterable

from .. import catalogue
from ..domain import access
from ..domain.access import Account, Need
from ..domain.errors import Refusal
from ..domain.names import name_key
from ..storage.changes import RowChange
from ..storage.journal import Written
from ..storage.store import Store

_NOBODY = "Dữ liệu này phải đăng nhập mới dùng được. Hãy đăng nhập rồi thử lại."
_LOCKED = "Màn hình đang khóa. Hãy mở khóa rồi thử lại."
_MUST_CHANGE = "Hãy đổi mật khẩu mới được giao trước khi làm việc."

Areas = Callable[[Iterable[RowChange]], set[int]]
"""The areas that rows belong to; access.WHOLE_OFFICE where to none."""


class Gate:
    """Who is signed in, and what that lets one do. ``areas`` tells the areas of rows once Office is whole."""

    def __init__(self, store: Store) -> None:
        self._rows = store.access
        self.account: Account | None = None
        self.is_locked = False
        self.areas: Areas | None = None
        self._known_for: Account | None = None
        self._closed: dict[tuple[Need, int], str] = {}

    @property
    def is_on(self) -> bool:
        """Whether the data ask who one is."""
        return self._rows.has_accounts()

    def why_not(self, need: Need) -> str:
        """Why whoever is here may not do something; nothing where it is allowed."""
        if not self.is_on:
            return ""
        if self.account is None:
            return _NOBODY
        if self.is_locked:
            return _LOCKED
        if self.account.must_change:
            return _MUST_CHANGE
        return access.why_not(self.account, need)

    def require(self, need: Need) -> None:
        """Raises Refusal where whoever is here may not do something."""
        if why := self.why_not(need):
            raise Refusal(why)

    def require_areas(self, areas: Iterable[int]) -> None:
        """Raises Refusal where whoever is here may not write what belongs to these areas."""
        if why := self._why_not_areas(areas):
            raise Refusal(why)

    def why_closed(self, need: Need, area: int) -> str:
        """Why the account may not do something in an area, access.WHOLE_OFFICE among them, and whom to ask;
        nothing where it may.

        What a screen shows as closed before anybody types, asked for every cell and therefore kept; that the
        screen is locked is no part of it. Storing asks again.
        """
        if self.account is None:
            return ""
        if self._known_for is not self.account:
            self._known_for, self._closed = self.account, {}
        key = (need, area)
        if key not in self._closed:
            self._closed[key] = access.why_not(self.account, need) or self._why_not_areas((area,))
        return self._closed[key]

    def _why_not_areas(self, areas: Iterable[int]) -> str:
        if self.account is None or self.account.role is not access.Role.AREA or not self.is_on:
            return ""
        names = [area.short_name for area in catalogue.areas()]
        return access.why_not_areas(self.account, areas, names, self._rows.accounts())

    def check(self, written: Written) -> None:
        """Raises Refusal where whoever is here may not store this; the journal asks before it stores."""
        # Later than this module: operations are declared with the needs that it asks for.
        from .operations import OPERATIONS, PAST

        operation = OPERATIONS.get(written.operation)
        past = PAST.get(written.operation, Need.SET_UP)
        self.require(operation.need if operation is not None else past)
        if self.account is None or not self.is_on:
            return
        if written.whose is not None and name_key(written.whose) != name_key(self.account.officer):
            self.require(Need.TAKE_BACK)
        if self.account.role is access.Role.AREA and self.areas is not None:
            self.require_areas(self.areas(written.changes))
