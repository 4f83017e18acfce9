"""«Mẫu phiếu khảo sát»: the questionnaires, which the office changes in a form, or as files."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ...domain.access import WHOLE_OFFICE, Need
from ...domain.errors import Refusal
from ...domain.surveys.drafting import copied
from ...domain.surveys.questionnaire import Questionnaire
from ...office.surveys import questionnaire_in
from .. import theme
from ..buttons import close, text_button
from ..file_dialogs import ask_file, ask_new_file
from ..forms import LineField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from .questionnaire_form import QuestionnaireForm

_KIND = "Mẫu phiếu khảo sát (*.toml)"
_HOW = (
    "Sửa câu hỏi, câu trả lời của một mẫu, hoặc sao thành mẫu mới rồi sửa. Sửa mẫu của chương trình thì cơ "
    "quan dùng bản đã sửa, bỏ bản đó thì mẫu trở lại như ban đầu. Đợt khảo sát đã lập giữ nguyên mẫu "
    "của mình."
)


class NameQuestion(Question):
    """What a new questionnaire is called."""

    help_topic = "khao-sat#sua-mau-phieu"

    def __init__(self, parent: QWidget | None, name: str) -> None:
        super().__init__(parent, "Sao thành mẫu mới", "Tiếp tục")
        self.name = LineField(None, "Tên mẫu phiếu mới")
        self.name.setObjectName("name")
        self.name.set_value(name)
        self.form.add(self.name)

    def carry_out(self) -> bool:
        """Takes a name that is one."""
        if not (self.name.value() or "").strip():
            raise Refusal("Hãy đặt tên cho mẫu phiếu.", "name")
        return True


class QuestionnairesDialog(QDialog):
    """A line for each questionnaire, with the ways out to a file and back."""

    help_topic = "khao-sat"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.setWindowTitle("Mẫu phiếu khảo sát")
        self.edit_button = text_button("Sửa mẫu phiếu…", "edit", tooltip="Sửa phần, câu hỏi (Enter)")
        self.edit_button.clicked.connect(lambda _checked=False: self._edit())
        self.copy_button = text_button(
            "Sao thành mẫu mới…", "copy", tooltip="Mẫu mới có sẵn các câu hỏi của mẫu đang chọn"
        )
        self.copy_button.clicked.connect(lambda _checked=False: self._copy())
        self.write_button = text_button("Ghi ra tệp…", "export", tooltip="Ghi mẫu đang chọn ra tệp để sửa")
        self.write_button.clicked.connect(lambda _checked=False: self._write())
        self.read_button = text_button("Nhập từ tệp…", "import", tooltip="Thêm hoặc sửa một mẫu từ tệp")
        self.read_button.clicked.connect(lambda _checked=False: self._read())
        self.drop_button = text_button(
            "Bỏ bản của cơ quan", "undo", tooltip="Mẫu của chương trình trở lại như ban đầu; mẫu riêng bị xóa"
        )
        self.drop_button.clicked.connect(lambda _checked=False: self._drop())
        self.close_button = text_button("Đóng", "", "primary")
        self.close_button.clicked.connect(self.accept)
        self.table = TableView(TableModel(self._columns(), shell, parent=self))
        self.table.setAccessibleName("Mẫu phiếu khảo sát")
        self.table.chosen.connect(lambda _: self._show_commands())
        self.table.opened.connect(lambda _: self._edit())
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        buttons = (
            self.edit_button, self.copy_button, self.drop_button, self.write_button, self.read_button,
        )  # fmt: skip
        for button in buttons:
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label(_HOW, "muted", wrap=True))
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(
            min(theme.scaled(112 * SPACE), room.width()), min(theme.scaled(40 * SPACE), room.height())
        )
        self._show()

    def _columns(self) -> list[Column]:
        surveys = self._shell.office.surveys
        return [
            Column("Tên mẫu phiếu", lambda each: each.name, width=340, stretch=True),
            Column("Câu hỏi", lambda each: len(each.questions), width=80),
            Column("Của", lambda each: "cơ quan" if surveys.is_own(each.id) else "chương trình", width=120),
            Column("Mã", lambda each: each.id, width=120),
        ]

    def _show(self) -> None:
        found = self._shell.office.surveys.questionnaires()
        self.table.rows.set_rows(found)
        if found and self.table.current_row() is None:
            self.table.choose(found[0].id)
        self._show_commands()

    def _show_commands(self) -> None:
        chosen: Questionnaire | None = self.table.current_row()
        why = self._shell.office.why_closed(Need.SET_UP, WHOLE_OFFICE)
        for button in (self.edit_button, self.copy_button, self.read_button, self.drop_button):
            close(button, why)
        self.write_button.setEnabled(chosen is not None)
        if not why:
            self.edit_button.setEnabled(chosen is not None)
            self.copy_button.setEnabled(chosen is not None)
            self.drop_button.setEnabled(chosen is not None and self._shell.office.surveys.is_own(chosen.id))

    def _edit(self) -> None:
        chosen: Questionnaire | None = self.table.current_row()
        if chosen is not None and self.edit_button.isEnabled():
            QuestionnaireForm.run(self._shell, chosen)
            self._show()

    def _copy(self) -> None:
        chosen: Questionnaire | None = self.table.current_row()
        if chosen is None:
            return
        question = NameQuestion(self, f"{chosen.name} (bản của cơ quan)")
        if question.exec():
            known = {each.id for each in self._shell.office.surveys.questionnaires()}
            QuestionnaireForm.run(self._shell, copied(chosen, question.name.value(), known), is_new=True)
            self._show()

    def _write(self) -> None:
        chosen: Questionnaire | None = self.table.current_row()
        if chosen is None:
            return
        target = ask_new_file(self, "Ghi mẫu phiếu ra tệp", f"{chosen.id}.toml", _KIND)
        if target is not None:
            self.write(chosen.id, target)

    def write(self, questionnaire_id: str, target: Path) -> None:
        """Writes a questionnaire to a file."""
        from ...documents.export import write_atomically

        text = self._shell.office.surveys.questionnaire_text(questionnaire_id)
        if self._shell.attempt(lambda: write_atomically(target, text.encode())):
            self._shell.notify(f"Đã ghi mẫu phiếu ra «{target.name}».")

    def _read(self) -> None:
        path = ask_file(self, "Nhập mẫu phiếu từ tệp", _KIND)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Keeps the questionnaire of a file."""
        surveys = self._shell.office.surveys
        if self._shell.attempt(lambda: surveys.save_questionnaire(questionnaire_in(path))):
            self._show()

    def _drop(self) -> None:
        chosen: Questionnaire | None = self.table.current_row()
        if chosen is not None and self._shell.attempt(
            lambda: self._shell.office.surveys.drop_questionnaire(chosen.id)
        ):
            self._show()
