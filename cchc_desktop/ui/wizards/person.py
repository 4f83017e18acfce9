"""Who works at this PC: the fields that ask for it, and the dialog in which somebody else sits down."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ...domain.offices import Person
from ...domain.text import clean_line
from ..forms import CheckField, ChoiceField, Form, LineField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse

_EXPLAINED = (
    "Tên này được ghi vào nhật ký và điền sẵn khi cập nhật tiến độ. Tên chỉ lưu cho máy này; "
    "nhiều người dùng chung máy thì đổi người ở góc dưới bên phải."
)


class PersonFields:
    """Name, position, unit, and whether the person becomes an officer; ``units`` are the names offered."""

    def __init__(self, form: Form, units: Callable[[], Sequence[str]]) -> None:
        self.name = LineField(None, "Họ và tên của bạn", hint="Nguyễn Thị Lan")
        self.name.setObjectName("person")
        self.position = LineField(None, "Chức vụ", hint="Công chức Văn phòng")
        self.unit = ChoiceField(
            None, "Đơn vị", choices=lambda: [("", "(không ghi)"), *((name, name) for name in units())]
        )
        self.unit.setObjectName("unit")
        self.unit.set_value("")
        self.listed = CheckField(None, "Thêm vào danh sách công chức để được giao nhiệm vụ")
        self.listed.set_value(True)
        form.add_widget(label(_EXPLAINED, "muted", wrap=True))
        form.add(self.name)
        form.add(self.position, self.unit)
        form.add(self.listed)

    def person(self) -> Person:
        """The person as described. Raises Refusal where there is no name."""
        return Person(
            clean_line(self.name.value()), clean_line(self.position.value()), self.unit.value() or ""
        )


class PersonDialog(Question):
    """Asks who works at this PC from now on."""

    help_topic = "cua-so#ten-nguoi-dang-lam-viec"

    def __init__(self, shell: Shell, parent: QWidget | None) -> None:
        super().__init__(parent, "Ai đang làm việc ở máy này?", "Đồng ý")
        self._shell = shell
        settings = shell.office.settings
        self.fields = PersonFields(
            self.form, lambda: [unit.name for unit in settings.units(shell.office.today)]
        )
        self.fields.name.setFocus()

    def carry_out(self) -> bool:
        """The person sits down, and becomes an officer where that is wanted."""
        person = self.fields.person()
        settings = self._shell.office.settings

        def sit() -> None:
            if self.fields.listed.value():
                settings.introduce(person)
            else:
                settings.sit_down(person.name)

        return attempt_or_refuse(self._shell, sit)

    @classmethod
    def ask(cls, shell: Shell, parent: QWidget | None) -> bool:
        """Asks; gives whether somebody sat down. Tests replace this."""
        dialog = cls(shell, parent)
        try:
            return bool(dialog.exec())
        finally:
            dialog.deleteLater()
