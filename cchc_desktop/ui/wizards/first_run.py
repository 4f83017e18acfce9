"""The first run: try the sample commune, bring an office from another PC, or say which office this is and who
works here; a minute in all."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ...domain.errors import Refusal
from ...domain.offices import Person
from ..buttons import PushButton, text_button
from ..forms import Form
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..theme import AROUND, SPACE
from ..widgets.scrolled import Scrolled
from ..widgets.sign import Sign
from .first_office import OfficeStep
from .frame import WizardFrame
from .person import PersonFields
from .protection import Protection, ProtectionFields

if TYPE_CHECKING:
    from ...storage.cipher import DataKey
    from ...storage.key_file import Keys

_WELCOME, _OFFICE, _PERSON = range(3)


class FirstRun(WizardFrame):
    """A dialog of three steps: what to begin with, the office, and who works at this PC.

    ``own`` begins with the office, where somebody has looked at the sample already. Once the wizard is gone,
    ``backup`` is the file that is to be put back instead, ``takes_package`` says that a package is to be
    taken in instead, ``code`` is the recovery code that is to be shown, and
    ``prepared`` what the data are to be encrypted with.
    """

    help_topic = "bat-dau#lan-chay-dau"

    @classmethod
    def run(cls, shell: Shell, own: bool = False) -> bool:
        """Shows the wizard and gives whether the office is set up; tests replace this."""
        parent = shell if isinstance(shell, QWidget) else None
        wizard = cls(shell, parent, own)
        try:
            is_set_up = wizard.exec() == QDialog.DialogCode.Accepted
        finally:
            wizard.deleteLater()
        if wizard.backup is not None:
            from ..backups.restore_dialog import restore_all

            restore_all(shell, wizard.backup)
        elif wizard.takes_package:
            from ..exchange.taking import TakePackage

            TakePackage.run(shell)
            return shell.office.settings.profile() is not None
        elif wizard.prepared is not None:
            from ..access.encrypting import encrypt_closed

            encrypt_closed(shell, *wizard.prepared)
        elif wizard.code:
            shell.access_changed(wizard.code)
        return is_set_up

    def __init__(self, shell: Shell, parent: QWidget | None = None, own: bool = False) -> None:
        super().__init__(shell, "Bắt đầu với CCHC Desktop", parent)
        self.setMinimumSize(60 * SPACE, 40 * SPACE)
        room = self.screen().availableGeometry()
        self.resize(min(86 * SPACE, room.width()), min(70 * SPACE, room.height() - AROUND))
        self.backup: Path | None = None
        self.takes_package = False
        self.code = ""
        self.prepared: tuple[str, DataKey, Keys] | None = None
        self.office_step = OfficeStep(shell)
        self.office_step.changed.connect(self._organisation_changed)
        for step in (self._make_welcome(), self.office_step, self._make_person()):
            self.pages.addWidget(step)
        self.back = text_button("Quay lại", "back")
        self.back.clicked.connect(lambda: self._go_to(self.pages.currentIndex() - 1))
        self.later = text_button("Để sau", "", "flat", "Bắt đầu mà chưa ghi tên người làm việc")
        self.later.clicked.connect(lambda: self._found(None))
        self.next = text_button("Tiếp tục", "next", "primary")
        self.next.clicked.connect(lambda _checked=False: self._go_on())
        self._foot = self.add_foot(self.back, self.later, self.next)
        self._go_to(_OFFICE if own else _WELCOME)

    # Step 1

    def _make_welcome(self) -> QWidget:
        step = Scrolled(3 * SPACE)
        step.column.addWidget(Sign("app", "", 56))
        step.column.addWidget(label("Chào mừng đến với CCHC Desktop", "title", wrap=True))
        words = (
            "Chương trình giúp xã, phường, đặc khu theo dõi kế hoạch cải cách hành chính: chỉ tiêu, nhiệm "
            "vụ, tiến độ, và in ra văn bản đúng thể thức. Mọi dữ liệu nằm trên máy này; không cần mạng."
        )
        step.column.addWidget(label(words, "muted", wrap=True))
        self.own = _Choice(
            "office", "Khai báo cơ quan của tôi",
            "Ghi tên cơ quan và người làm việc rồi nhập kế hoạch của mình, mất khoảng 1 phút.",
        )  # fmt: skip
        self.own.clicked.connect(lambda: self._go_to(_OFFICE))
        self.sample = _Choice(
            "eye", "Dùng thử với xã mẫu",
            "Xem một xã giả định có sẵn kế hoạch, số liệu; xem xong xóa bằng một nút.",
        )  # fmt: skip
        self.sample.clicked.connect(self._load_sample)
        self.restore = _Choice(
            "backup", "Khôi phục từ tệp sao lưu…",
            "Cơ quan đã dùng ở máy khác: lấy lại tất cả từ bản sao lưu ở USB, ổ khác.",
        )  # fmt: skip
        self.restore.clicked.connect(self._choose_backup)
        self.take = _Choice(
            "exchange", "Nhận gói của cơ quan…",
            "Nhận việc được giao hoặc toàn bộ dữ liệu từ máy khác, bằng tệp .cchc.",
        )  # fmt: skip
        self.take.clicked.connect(self._choose_package)
        for choice in (self.own, self.sample, self.take, self.restore):
            step.column.addWidget(choice)
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        step.column.addWidget(self._problem)
        step.column.addStretch(1)
        return step

    def _load_sample(self) -> None:
        try:
            if attempt_or_refuse(self._shell, self._shell.office.load_sample):
                self.accept()
        except Refusal as refusal:
            self._problem.setText(str(refusal))
            self._problem.show()

    def _choose_backup(self) -> None:
        from ..backups.choosing import ask_file, is_wanted

        file = ask_file(self)
        if file is not None and is_wanted(self, file):
            self.backup = file
            self.reject()

    def _choose_package(self) -> None:
        self.takes_package = True
        self.reject()

    # Step 3

    def _make_person(self) -> QWidget:
        step = Scrolled(3 * SPACE)
        step.column.setSpacing(SPACE)
        step.column.addWidget(label("Người làm việc ở máy này", "title"))
        self._person_form = Form()
        self.person = PersonFields(
            self._person_form,
            lambda: [unit.name for each in self.office_step.organisations()[:1] for unit in each.units],
        )
        self.protection = ProtectionFields(self._person_form, self)
        self.protection.choice.setVisible(not self._shell.office.asks_who)
        self.protection.changed.connect(self._protection_changed)
        step.column.addWidget(self._person_form)
        step.column.addStretch(1)
        return step

    def _organisation_changed(self) -> None:
        if self.pages.count() > _PERSON:
            self.person.unit.reload_choices()

    def _protection_changed(self) -> None:
        # A password needs a name.
        self.later.setEnabled(self.protection.chosen is Protection.NONE)

    # The way through

    def _go_to(self, number: int) -> None:
        self.show_step(number)
        # The foot has nothing to say while there are only the choices.
        self._foot.setVisible(number != _WELCOME)
        self.later.setVisible(number == _PERSON)
        self.next.setText("Bắt đầu" if number == _PERSON else "Tiếp tục")
        self.next.setDefault(number != _WELCOME)
        first = (self.own, self.office_step.name, self.person.name)[number]
        first.setFocus()

    def _go_on(self) -> None:
        if self.pages.currentIndex() == _OFFICE:
            try:
                self.office_step.profile()
            except Refusal as refusal:
                self._show_refusal(refusal)
            else:
                _clear(self.office_step.form)
                self._go_to(_PERSON)
            return
        try:
            self._found(self.person.person())
        except Refusal as refusal:
            self._show_refusal(refusal)

    def _found(self, person: Person | None) -> None:
        settings = self._shell.office.settings
        listed = bool(self.person.listed.value())

        def found() -> None:
            if person is not None and not listed:
                settings.sit_down(person.name)
            organisations = self.office_step.organisations()
            settings.found(self.office_step.profile(), *organisations, person=person if listed else None)

        try:
            password = self.protection.given() if person is not None else ""
            if attempt_or_refuse(self._shell, found):
                if person is not None and password:
                    self._protect(person.name, password)
                self.accept()
        except Refusal as refusal:
            self._show_refusal(refusal)

    def _protect(self, name: str, password: str) -> None:
        """Switches signing in on, and prepares encryption where that was chosen. The office is there by now:
        what fails is told, and can be made up for in the settings."""
        office = self._shell.office

        def protect() -> None:
            self.code = office.access.switch_on(name, password)
            if self.protection.chosen is Protection.ENCRYPT:
                from ...office.encryption import prepare

                self.prepared = prepare(office, password)

        attempt_or_refuse(self._shell, protect)

    def _show_refusal(self, refusal: Refusal) -> None:
        """Says what is wrong beside the field that it speaks of, on that field's step."""
        on_person = refusal.field in ("person", "unit", "password", "again")
        form = self._person_form if on_person else self.office_step.form
        self._go_to(_PERSON if on_person else _OFFICE)
        _clear(form)
        form.problem(refusal.field, str(refusal)).setFocus()


def _clear(form: Form) -> None:
    for field in form.fields:
        field.clear_problem()


class _Choice(PushButton):
    """A large button with a title and a sentence."""

    def __init__(self, picture: str, title: str, words: str) -> None:
        super().__init__()
        self.setProperty("kind", "choice")
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        sign = Sign(picture, "accent", 28)
        text = QVBoxLayout()
        text.setSpacing(2)
        heading = label(title, "heading")
        sentence = label(words, "muted", wrap=True)
        text.addWidget(heading)
        text.addWidget(sentence)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, SPACE + 4)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(sign)
        layout.addLayout(text, 1)
        for part in (sign, heading, sentence):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
