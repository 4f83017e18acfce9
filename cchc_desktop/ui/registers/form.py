"""«Thêm sổ…», «Sửa sổ…»: an office describes a register: its fields, its figures, beside the empty book."""

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from ...domain.places import RegisterPlace
from ...domain.registers.drafting import new_register
from ...domain.registers.register import Register
from .. import messages, theme
from ..buttons import close, text_button
from ..labels import label
from ..shell import Shell
from ..theme import SPACE
from ..widgets.preview import Preview
from ..wizards.frame import Notice, WizardFrame
from .draft import Draft
from .form_feeds import FeedsTab
from .form_fields import FieldsTab
from .form_head import HeadTab

_BOOK = "Sổ trống khi in"
_ROOMY = 1100
_UNCHANGED = "Sổ này đang theo mẫu của chương trình."


class RegisterForm(WizardFrame):
    """A register's form, the size of the window. «Lưu sổ» stores all of it, as one operation."""

    help_topic = "so-theo-doi#so-cua-co-quan"

    def __init__(self, shell: Shell, register: Register | None, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Thêm sổ" if register is None else f"Sửa sổ «{register.name}»", parent)
        self.draft = Draft(shell, register or new_register())
        self.notice = Notice("notice-warn")
        self.fields_tab = FieldsTab(self.draft)
        self.feeds_tab = FeedsTab(self.draft)
        self.head_tab = HeadTab(self.draft)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.head_tab, "Thông tin sổ")
        self.tabs.addTab(self.fields_tab, "Các mục")
        self.tabs.addTab(self.feeds_tab, "Số liệu")
        self.preview = Preview()
        self.reset_button = text_button(
            "Trả về mẫu của chương trình", "undo", tooltip="Bỏ mọi thay đổi của cơ quan ở mẫu sổ này"
        )
        self.reset_button.clicked.connect(lambda _checked=False: self._reset())
        self.delete_button = text_button("Xóa sổ", "delete", "danger")
        self.delete_button.clicked.connect(lambda _checked=False: self._delete())
        self.save_button = text_button("Lưu sổ", "done", "primary", tooltip="Lưu mẫu sổ (Ctrl+S)")
        self.save_button.clicked.connect(lambda _checked=False: self.save())
        self.close_button = text_button("Đóng")
        self.close_button.clicked.connect(lambda _checked=False: self.reject())
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)
        self._lay_out()
        self.draft.changed.connect(self._show)
        self.preview.set_source(self.draft.book)
        self._show()
        if register is None:
            self.head_tab.name.setFocus()
        else:
            self.tabs.setCurrentWidget(self.fields_tab)
            self.fields_tab.list.setFocus()

    @classmethod
    def run(cls, shell: Shell, register: Register | None) -> None:
        """Opens the form over the window; of a new register where none is given."""
        parent = shell if isinstance(shell, QWidget) else None
        dialog = cls(shell, register, parent)
        dialog.fit(parent, 4 * SPACE, 4 * SPACE)
        dialog.exec()
        dialog.deleteLater()

    def _lay_out(self) -> None:
        self._beside = QWidget()
        beside = QVBoxLayout(self._beside)
        beside.setContentsMargins(0, SPACE // 2, 0, 0)
        beside.setSpacing(SPACE)
        beside.addWidget(label(_BOOK, "label"))
        beside.addWidget(self.preview, 1)
        row = self._row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self.tabs, 6)
        row.addWidget(self._beside, 5)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.notice)
        column.addLayout(row, 1)
        self.pages.addWidget(page)
        self.add_foot(self.reset_button, self.delete_button, self.save_button, self.close_button)
        shipped = self.draft.of_program
        self.reset_button.setVisible(shipped)
        self.delete_button.setVisible(not shipped and not self.draft.is_new)
        if shipped:
            is_changed = self.draft.own.is_changed(self.draft.register.id)
            close(self.reset_button, "" if is_changed else _UNCHANGED)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the book into a tab of its own where there is no room beside the others."""
        super().resizeEvent(event)
        is_narrow, at = self.width() < theme.scaled(_ROOMY), self.tabs.indexOf(self._beside)
        if is_narrow and at < 0:
            self.tabs.addTab(self._beside, _BOOK)
        elif not is_narrow and at >= 0:
            self.tabs.removeTab(at)
            self._row.addWidget(self._beside, 5)
            self._beside.show()

    def _show(self) -> None:
        """Shows what was made of the register, what is wrong with it, and what it does to its rows."""
        for tab in (self.head_tab, self.fields_tab, self.feeds_tab):
            tab.refresh()
        faults = self.draft.faults()
        self.notice.say(" ".join(self.draft.effects().sentences))
        if faults:
            words = faults[0].sentence
        elif self.draft.is_changed:
            words = "Chưa lưu: bấm «Lưu sổ» (Ctrl+S)."
        else:
            words = ""
        self._counts.setText(words)
        self.save_button.setEnabled(self.draft.is_changed)
        self.preview.invalidate()

    # Doing

    def save(self) -> None:
        """Stores the register where nothing is wrong with it; else goes to what is."""
        if (focus := self.focusWidget()) is not None:
            # What is being typed is taken first.
            focus.clearFocus()
        for tab in (self.head_tab, self.fields_tab, self.feeds_tab):
            if not tab.form.commit():
                self.tabs.setCurrentWidget(tab)
                return
        if not self.draft.is_changed:
            return
        if faults := self.draft.faults():
            self._go_to(faults[0].place, faults[0].sentence)
            return
        register = self.draft.finished()
        if self._shell.attempt(lambda: self.draft.own.save(register)):
            self._shell.notify(f"Đã lưu mẫu sổ «{register.name}».", undoable=True)
            self.accept()
            self._shell.go(RegisterPlace(register.id))

    def _go_to(self, place: str, sentence: str) -> None:
        if place.startswith("feed:"):
            self.tabs.setCurrentWidget(self.feeds_tab)
            self.feeds_tab.choose(place.removeprefix("feed:"))
            self.feeds_tab.form.show_problem(sentence)
        elif self.fields_tab.choose(place):
            self.tabs.setCurrentWidget(self.fields_tab)
            self.fields_tab.form.problem_at(sentence)
        elif place == "fields":
            self.tabs.setCurrentWidget(self.fields_tab)
            self.fields_tab.list.setFocus()
        else:
            field = self.head_tab.day if place == "day" else self.head_tab.name
            self.tabs.setCurrentWidget(self.head_tab)
            field.show_problem(sentence)
            field.setFocus()

    def _reset(self) -> None:
        register = self.draft.register
        if self._shell.attempt(lambda: self.draft.own.reset(register.id)):
            self._shell.notify("Sổ đã theo mẫu của chương trình.", undoable=True)
            self.accept()

    def _delete(self) -> None:
        register = self.draft.register
        count = len(self._shell.office.registers.rows(register.id))
        if self._shell.attempt(lambda: self.draft.own.delete(register.id)):
            rows = f" cùng {count} dòng" if count else ""
            self._shell.notify(f"Đã xóa sổ «{register.name}»{rows}.", undoable=True)
            self.accept()

    def reject(self) -> None:
        """Closes; what was changed and not saved is only dropped once that is said."""
        if (focus := self.focusWidget()) is not None:
            focus.clearFocus()
        question = "Mẫu sổ đã sửa mà chưa lưu. Đóng và bỏ phần sửa đó?"
        if not self.draft.is_changed or messages.confirm(self, question, "Đóng, không lưu", danger=True):
            super().reject()
