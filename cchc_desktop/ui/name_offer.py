"""The strip that offers names which tasks and plans use and no list holds: to add, to correct, to leave."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from ..domain.access import WHOLE_OFFICE, Need
from ..office.people import People, Unlisted
from ..storage.changes import Changes
from . import theme
from .buttons import close, text_button
from .shell import Shell
from .tables import Column
from .theme import SPACE
from .widgets.elided import ElidedText
from .widgets.review import Answer, ReviewDialog

_MOST_NAMED = 3
_BESIDE = 720
"""From this width on the answers stand beside the sentence."""


@dataclass(frozen=True, slots=True)
class NameKind:
    """What the names are of, and what can be done with those that no list holds."""

    words: str
    where: str
    unlisted: Callable[[People], list[Unlisted]]
    add: Callable[[People, Sequence[str]], Changes]
    rename: Callable[[People, Mapping[str, str]], Changes]


OFFICERS = NameKind(
    "công chức", "Nhiệm vụ", People.unlisted_officers, People.add_officers, People.rename_officers
)
UNITS = NameKind("đơn vị", "Kế hoạch", People.unlisted_units, People.add_units, People.rename_units)


class NameOffer(QFrame):
    """Offers the names of the first of ``kinds`` that has some; not there at all where none has."""

    help_topic = "thiet-lap#ten-chua-co-trong-danh-sach"

    def __init__(self, shell: Shell, *kinds: NameKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._kinds = kinds
        self._kind = kinds[0]
        self._names: list[Unlisted] = []
        self._has_room = True
        self.setProperty("role", "notice-info")
        # As high beside a panel as without it: rows must not move while several are chosen.
        self.sentence = ElidedText(2)
        self.correct = text_button("", "", "", "Thay tên này bằng tên trong danh sách, ở mọi nơi đã ghi")
        self.correct.clicked.connect(self._correct_only)
        self.add = text_button("Thêm", "add", "", "Thêm vào danh sách trong Thiết lập")
        self.add.clicked.connect(lambda: self._add(self._names))
        self.choose = text_button("Chọn…", "", "", "Xem từng tên rồi chọn tên cần thêm, cần sửa")
        self.choose.clicked.connect(self._open_choice)
        self.leave = text_button("Không hỏi nữa", "", "flat", "Giữ nguyên các tên này và không nêu lại")
        self.leave.clicked.connect(self._pass_over)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        self._layout.setSpacing(SPACE // 2)
        self._layout.addWidget(self.sentence, 1)
        answers = QHBoxLayout()
        answers.setSpacing(SPACE // 2)
        for button in (self.correct, self.add, self.choose, self.leave):
            answers.addWidget(button)
        answers.addStretch(1)
        self._layout.addLayout(answers)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the answers under the sentence where it would be cut beside them."""
        super().resizeEvent(event)
        is_wide = theme.unscaled(event.size().width()) >= _BESIDE
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    def refresh(self) -> None:
        """Shows what no list holds now."""
        people = self._shell.office.people
        found = ((kind, kind.unlisted(people)) for kind in self._kinds)
        self._kind, self._names = next(
            ((kind, names) for kind, names in found if names), (self._kinds[0], [])
        )
        self.setVisible(bool(self._names) and self._has_room)
        if not self._names:
            return
        is_one = len(self._names) == 1
        only, near = self._names[0], self._names[0].near if is_one else ""
        if is_one:
            hint = f"; tên gần giống trong danh sách: «{near}»" if near else ""
            words = f"«{only.name}» chưa có trong danh sách {self._kind.words}{hint}."
        else:
            named = ", ".join(each.name for each in self._names[:_MOST_NAMED])
            more = "…" if len(self._names) > _MOST_NAMED else ""
            words = (
                f"{self._kind.where} còn nêu {len(self._names)} {self._kind.words} chưa có trong danh sách: "
                f"{named}{more}"
            )
        self.sentence.setText(words)
        self.correct.setVisible(bool(near))
        self.correct.setText("Sửa theo danh sách")
        self.add.setText("Thêm vào danh sách" if is_one else "Thêm tất cả")
        # A name that is near to a listed one is hardly a new one: that is to be looked at.
        self.add.setHidden(not is_one and any(each.near for each in self._names))
        self.choose.setHidden(is_one)
        why_closed = self._shell.office.why_closed
        why, why_not_correct = (why_closed(need, WHOLE_OFFICE) for need in (Need.SET_UP, Need.PLAN))
        close(self.add, why)
        close(self.correct, why_not_correct)
        # Who may do one of both chooses among the names for that.
        close(self.choose, why if why and why_not_correct else "")

    def give_room(self, has_room: bool) -> None:
        """Hides the strip while there is no room for it; it can wait."""
        self._has_room = has_room
        self.setVisible(bool(self._names) and has_room)

    def _add(self, names: Sequence[Unlisted]) -> bool:
        kind, people = self._kind, self._shell.office.people
        done = self._shell.attempt(lambda: kind.add(people, [each.name for each in names]))
        if done:
            said = f"«{names[0].name}»" if len(names) == 1 else f"{len(names)} {kind.words}"
            self._shell.notify(f"Đã thêm {said} vào danh sách {kind.words}.", undoable=True)
        return done

    def _correct(self, names: Sequence[Unlisted]) -> bool:
        kind, people = self._kind, self._shell.office.people
        near = {each.name: each.near for each in names if each.near}
        done = self._shell.attempt(lambda: kind.rename(people, near))
        if done:
            said = "; ".join(f"«{name}» thành «{to}»" for name, to in near.items())
            self._shell.notify(f"Đã sửa {said}.", undoable=True)
        return done

    def _correct_only(self) -> None:
        self._correct(self._names)

    def _pass_over(self) -> None:
        names = [each.name for each in self._names]
        self._shell.attempt(lambda: self._shell.office.people.pass_over(names))
        self.refresh()

    def _open_choice(self) -> None:
        kind = self._kind
        columns = [
            Column(f"Tên {kind.words}", lambda row: row.name, width=300, stretch=True),
            Column("Số nơi nêu", lambda row: row.count, width=90),
            Column("Gần giống trong danh sách", lambda row: row.near, width=250, colour=lambda _: "warn"),
        ]
        fresh = [each.id for each in self._names if not each.near]
        ReviewDialog(
            self, f"{kind.words.capitalize()} chưa có trong danh sách",
            "Đánh dấu tên cần thêm vào danh sách, hoặc tên gõ nhầm cần sửa theo tên gần giống.",
            columns, self._names, fresh,
            [
                Answer(f"Thêm {{}} {kind.words}", self._add),
                Answer("Sửa {} tên theo danh sách", self._correct, lambda row: bool(row.near)),
            ],
        ).exec()  # fmt: skip
