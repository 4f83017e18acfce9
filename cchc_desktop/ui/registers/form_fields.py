"""The tab «Các mục» of a register's form: its fields in their order, and what is said of the chosen one."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from ... import catalogue
from ...domain.registers import drafting
from ...domain.registers.fields import Holds, RegisterField
from ...domain.registers.shape import WORDS, why_needed
from ..buttons import close, text_button
from ..field import Field
from ..forms import CheckField, ChoiceField, Form, LineField, NumberField, TextField
from ..labels import label
from ..theme import SPACE
from ..widgets.scrolled import Scrolled
from .draft import Draft, fill, key_of

_BOTH, _TYPED, _BY_HAND, _HIDDEN = "both", "typed", "by_hand", "hidden"
_SHOWN = (
    (_BOTH, "Nhập và in"),
    (_TYPED, "Chỉ nhập, không in"),
    (_BY_HAND, "Chỉ in cột trống để ghi tay (không lưu)"),
    (_HIDDEN, "Ẩn: không nhập, không in, giữ nội dung đã ghi"),
)
_NARROWEST, _WIDEST = 10, 999
_NUMBERS = (Holds.NUMBER, Holds.AMOUNT)
_SHORT = {holds: words.partition(" (")[0] for holds, words in WORDS.items()}


class FieldsTab(QWidget):
    """The list of fields with what is done to it by mouse or keys, and the form of the chosen one."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self.list = QListWidget()
        self.list.setAccessibleName("Các mục của sổ")
        self.list.setProperty("role", "ticks")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(lambda _: self._show_field())
        self.list.model().rowsMoved.connect(lambda *_: QTimer.singleShot(0, self, self._take_order))
        self.add_button = text_button("Thêm mục", "add", tooltip="Thêm một mục sau mục đang chọn (Insert)")
        self.add_button.clicked.connect(lambda _checked=False: self._add())
        self.remove_button = text_button("Bỏ mục", "delete", tooltip="Bỏ mục đang chọn (Delete)")
        self.remove_button.clicked.connect(lambda _checked=False: self._remove())
        self.up_button = text_button("", "move-up", tooltip="Đưa mục lên (Alt+↑)")
        self.down_button = text_button("", "move-down", tooltip="Đưa mục xuống (Alt+↓)")
        for button, words, by in (
            (self.up_button, "Đưa mục lên", -1),
            (self.down_button, "Đưa mục xuống", 1),
        ):
            button.setAccessibleName(words)
            button.clicked.connect(lambda _checked=False, by=by: self._move(by))
        self.back_button = text_button("Lấy lại mục", "undo", tooltip="Các mục đã bỏ, cùng nội dung đã ghi")
        self._menu = QMenu(self.back_button)
        self.back_button.setMenu(self._menu)
        for keys, slot in (
            ("Delete", self._remove),
            ("Alt+Up", partial(self._move, -1)),
            ("Alt+Down", partial(self._move, 1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        insert = QShortcut(QKeySequence("Insert"), self)
        insert.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        insert.activated.connect(self._add)
        self.form = FieldForm(draft, self.key)
        self._lay_out()
        self.refresh()
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(SPACE // 2)
        for button in (self.add_button, self.remove_button, self.up_button, self.down_button):
            tools.addWidget(button)
        tools.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(SPACE)
        left.addLayout(tools)
        left.addWidget(self.list, 1)
        left.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        scrolled = Scrolled(SPACE)
        scrolled.column.addWidget(self.form)
        scrolled.column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE, 0, 0)
        row.setSpacing(SPACE)
        row.addLayout(left, 5)
        row.addWidget(scrolled, 6)

    def key(self) -> str:
        """The key of the field that is chosen; nothing where there is none."""
        return key_of(self.list.currentItem())

    def choose(self, key: str) -> bool:
        """Chooses a field and puts the cursor into its form; gives whether there is one."""
        keys = [each.key for each in self._draft.register.fields]
        if key in keys:
            self.list.setCurrentRow(keys.index(key))
            self.form.label.setFocus()
        return key in keys

    def refresh(self) -> None:
        """Shows the fields as they are by now."""
        register, key = self._draft.register, self.key()
        with QSignalBlocker(self.list):
            fill(self.list, [(each.key, _told(each, each.key == register.day)) for each in register.fields])
            keys = [each.key for each in register.fields]
            if key in keys:
                self.list.setCurrentRow(keys.index(key))
        self._menu.clear()
        for each in register.gone:
            back = partial(self._bring_back, each.key)
            self._menu.addAction(f"{each.label} ({_SHORT[each.holds]})").triggered.connect(back)
        self.back_button.setVisible(bool(register.gone))
        self._show_field()

    def _show_field(self) -> None:
        key, register = self.key(), self._draft.register
        keys = [each.key for each in register.fields]
        self.form.setEnabled(bool(key))
        if key:
            self.form.show_field()
        close(self.remove_button, why_needed(register, key) if key else "Chưa chọn mục nào.")
        self.up_button.setEnabled(bool(key) and key != keys[0])
        self.down_button.setEnabled(bool(key) and key != keys[-1])

    # Doing

    def _add(self) -> None:
        register, key = drafting.added(self._draft.register, self.key())
        self._draft.take(register)
        self.choose(key)

    def _remove(self) -> None:
        if (key := self.key()) and self.remove_button.isEnabled():
            row = self.list.currentRow()
            self._draft.take(drafting.removed(self._draft.register, key))
            self.list.setCurrentRow(min(row, self.list.count() - 1))

    def _move(self, by: int) -> None:
        if key := self.key():
            self._draft.take(drafting.moved(self._draft.register, key, by))

    def _bring_back(self, key: str, _checked: bool = False) -> None:
        self._draft.take(drafting.brought_back(self._draft.register, key))
        self.choose(key)

    def _take_order(self) -> None:
        keys = [key_of(self.list.item(row)) for row in range(self.list.count())]
        self._draft.take(drafting.placed(self._draft.register, keys))


class FieldForm(Form):
    """What is said of one field; each answer is taken as soon as it is left."""

    def __init__(self, draft: Draft, key: Callable[[], str]) -> None:
        super().__init__()
        self._draft, self._key = draft, key
        self.label = self._line("Tên mục", "label", hint="ví dụ Biển số xe")
        self.holds = ChoiceField(
            None,
            "Kiểu",
            self._get("holds"),
            self._set_holds,
            choices=lambda: [(holds, WORDS[holds]) for holds in WORDS],
        )
        self.shown = ChoiceField(None, "Nơi hiện", self._get_shown, self._set_shown, choices=lambda: _SHOWN)
        self.required = CheckField(None, "Bắt buộc nhập", *self._bound("is_required"))
        self.choices = TextField(
            None, "Các mức để chọn, mỗi dòng một mức", self._get_choices, self._set_choices, lines=5
        )
        self.open = CheckField(None, "Được ghi mức khác", *self._bound("is_open"))
        self.most = NumberField(None, "Nhiều nhất", self._get("at_most"), self._set_most)
        self.header = self._line("Tên cột trên giấy", "header", hint="để trống nếu như tên mục")
        self.group = self._line("Tiêu đề chung của nhiều cột", "group")
        self.column_width = NumberField(
            None, "Độ rộng cột", self._get_width, self._set_width, whole=True, suffix="%",
            tooltip="100 là cột bình thường",
        )  # fmt: skip
        self.number = NumberField(
            None, "Số cột của mẫu", self._get_number, self._set_number, whole=True,
            tooltip="Sổ có mục mang số cột thì chỉ in các mục có số, theo thứ tự của số",
        )  # fmt: skip
        self._why = label("", "muted", wrap=True)
        self.add(self.label)
        self.add(self.holds)
        self.add(self.choices)
        self.add(self.open)
        self.add(self.most)
        self.add(self.shown)
        self.add(self.required)
        self.add(self.header)
        self.add(self.group)
        self.add(self.column_width, self.number)
        self.add_widget(self._why)

    @property
    def field(self) -> RegisterField:
        """The field that is shown."""
        return self._draft.register.field(self._key())

    def show_field(self) -> None:
        """Shows the field that is chosen now; only what its type has a use for."""
        for each in self.fields:
            each.restore()
        field, register = self.field, self._draft.register
        is_day = field.key == register.day
        is_choice = field.holds is Holds.CHOICE
        for shown, widget in (
            (is_choice, self.choices),
            (is_choice, self.open),
            (field.holds in _NUMBERS, self.most),
            (not (is_day or field.is_personal or field.is_hidden), self.required),
            (field.is_printed and not field.is_hidden, self.header),
            (field.is_printed and not field.is_hidden, self.group),
            (field.is_printed and not field.is_hidden, self.column_width),
            (any(each.number for each in register.fields), self.number),
        ):
            widget.setVisible(shown)
        for each in (self.holds, self.shown):
            each.lock(is_day, "Mục này là ngày của sổ")
        self._why.setText(why_needed(register, field.key))

    def problem_at(self, sentence: str) -> None:
        """Shows what is wrong with the field."""
        words = sentence.casefold()
        at: Field = self.choices if "mức" in words and self.choices.isVisibleTo(self) else self.label
        at.show_problem(sentence)
        at.setFocus()

    def _take(self, **said: Any) -> None:
        self._draft.take(drafting.changed(self._draft.register, self._key(), **said))

    def _get(self, name: str) -> Callable[[], Any]:
        return lambda: getattr(self.field, name)

    def _bound(self, name: str) -> tuple[Callable[[], Any], Callable[[Any], None]]:
        return self._get(name), lambda value: self._take(**{name: value})

    def _line(self, caption: str, name: str, hint: str = "") -> LineField:
        return LineField(
            None,
            caption,
            self._get(name),
            lambda text: self._take(**{name: " ".join(text.split())}),
            hint=hint,
        )

    def _set_holds(self, holds: Holds) -> None:
        self._take(holds=holds, areas=catalogue.areas())

    def _get_shown(self) -> str:
        field = self.field
        if field.is_hidden:
            return _HIDDEN
        return _BY_HAND if field.is_personal else _BOTH if field.is_printed else _TYPED

    def _set_shown(self, shown: str) -> None:
        self._take(
            is_hidden=shown == _HIDDEN, is_personal=shown == _BY_HAND, is_printed=shown in (_BOTH, _BY_HAND)
        )

    def _get_choices(self) -> str:
        return "\n".join(self.field.choices)

    def _set_choices(self, text: str) -> None:
        lines = (" ".join(line.split()) for line in text.splitlines())
        self._take(choices=tuple(filter(None, lines)))

    def _set_most(self, most: Decimal | None) -> None:
        self._take(at_most=most if most is not None and most > 0 else None)

    def _get_width(self) -> int:
        return round(self.field.width * 100)

    def _set_width(self, percent: int | None) -> None:
        self._take(width=max(_NARROWEST, min(_WIDEST, percent or 100)) / 100)

    def _get_number(self) -> int | None:
        return self.field.number or None

    def _set_number(self, number: int | None) -> None:
        self._take(number=max(0, min(99, number or 0)))


def _told(field: RegisterField, is_day: bool) -> str:
    """A field in one line of the list."""
    said = [
        _SHORT[field.holds],
        "ngày của sổ" if is_day else "bắt buộc" if field.is_required else "",
        "ẩn"
        if field.is_hidden
        else "ghi tay"
        if field.is_personal
        else ""
        if field.is_printed
        else "không in",
    ]
    return f"{field.label or '(chưa có tên)'}\n{', '.join(filter(None, said))}"
