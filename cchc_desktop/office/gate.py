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

    def check(self, written: Written) -> None:
        """Raises Refusal where whoever is here may not store this; the journal asks before it stores."""
        # Later than this module: operations are declared with the needs that it asks for.
        from .operations import OPERATIONS

        operation = OPERATIONS.get(written.operation)
        self.require(operation.need if operation is not None else Need.SET_UP)
        if self.account is None or not self.is_on:
            return
        if written.whose is not None and name_key(written.whose) != name_key(self.account.officer):
            self.require(Need.TAKE_BACK)
        if self.account.role is access.Role.AREA and self.areas is not None:
            names = [area.short_name for area in catalogue.areas()]
            if why := access.why_not_areas(self.account, self.areas(written.changes), names):
                raise Refusal(why)
