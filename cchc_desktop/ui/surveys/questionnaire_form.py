"""«Sửa mẫu phiếu»: parts and questions in a list, beside the form as it will be printed."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...domain.surveys.drafting import moved, without
from ...domain.surveys.questionnaire import Question, QuestionKind, Questionnaire
from .. import messages, theme
from ..buttons import text_button
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..widgets.command_row import CommandRow
from ..widgets.preview import Preview
from ..wizards.frame import WizardFrame
from .questionnaire_questions import HeadQuestion, ItemQuestion, PartQuestion

_ROOMY = 900
_KINDS = {
    QuestionKind.RATED: "mức độ hài lòng",
    QuestionKind.ASKED: "nhận định",
    QuestionKind.GROUP: "chia nhóm",
}


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A part, or a question of it at a place; ``number`` is that of the question on paper."""

    place: int
    at: int | None
    words: str
    number: int | None = None
    question: Question | None = None

    @property
    def id(self) -> tuple[int, int]:
        """Where it stands; a part before its questions."""
        return self.place, -1 if self.at is None else self.at

    @property
    def answers(self) -> str:
        """The answers with their figures; those that count as satisfied with a sign."""
        if self.question is None:
            return ""
        return " · ".join(
            f"{figure} {words}{' ✓' if figure in self.question.satisfied else ''}"
            for figure, words in enumerate(self.question.answers, 1)
        )


def draft_lines(given: Questionnaire) -> list[DraftLine]:
    """Every part with its questions under it."""
    found: list[DraftLine] = []
    number = 0
    for place, part in enumerate(given.parts):
        found.append(DraftLine(place, None, part.name))
        for at, question in enumerate(part.questions):
            number += 1
            found.append(DraftLine(place, at, question.text, number, question))
    return found


class QuestionnaireForm(WizardFrame):
    """A questionnaire's form, the size of the window. «Lưu mẫu phiếu» stores all of it, as one operation."""

    help_topic = "khao-sat#sua-mau-phieu"

    def __init__(
        self, shell: Shell, given: Questionnaire, parent: QWidget | None = None, *, is_new: bool = False
    ) -> None:
        super().__init__(shell, f"Mẫu phiếu «{given.name}»", parent)
        self.questionnaire = given
        self._first = None if is_new else given
        self._past: list[Questionnaire] = []
        self.table = TableView(TableModel(self._columns(), parent=self), "Thêm phần rồi thêm câu hỏi.")
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName("Các phần và câu hỏi")
        self.table.opened.connect(lambda _: self.edit())
        self.table.chosen.connect(lambda _: self._show_commands())
        self.table.on_delete(self.remove)
        self.question_button = text_button(
            "Thêm câu hỏi…", "add", "primary", "Thêm câu hỏi sau dòng đang chọn (Insert)"
        )
        self.question_button.clicked.connect(lambda _checked=False: self.add_question())
        self.part_button = text_button("Thêm phần…", "add", tooltip="Thêm phần, yếu tố sau phần đang chọn")
        self.part_button.clicked.connect(lambda _checked=False: self.add_part())
        self.edit_button = text_button("Sửa…", "edit", tooltip="Sửa dòng đang chọn (Enter)")
        self.edit_button.clicked.connect(lambda _checked=False: self.edit())
        self.up_button = text_button("Lên", "move-up", tooltip="Chuyển lên (Alt+↑)")
        self.up_button.clicked.connect(lambda _checked=False: self.move_by(-1))
        self.down_button = text_button("Xuống", "move-down", tooltip="Chuyển xuống (Alt+↓)")
        self.down_button.clicked.connect(lambda _checked=False: self.move_by(1))
        self.delete_button = text_button("Xóa", "delete", tooltip="Xóa dòng đang chọn (Delete)")
        self.delete_button.clicked.connect(lambda _checked=False: self.remove())
        self.back_button = text_button("Hoàn tác", "undo", tooltip="Bỏ lần sửa cuối (Ctrl+Z)")
        self.back_button.clicked.connect(lambda _checked=False: self.go_back())
        self.head_button = text_button("Tên, lời dẫn…", "edit", tooltip="Tên mẫu, lời in trên phiếu, căn cứ")
        self.head_button.clicked.connect(lambda _checked=False: self.edit_head())
        self.save_button = text_button("Lưu mẫu phiếu", "done", "primary", tooltip="Lưu (Ctrl+S)")
        self.save_button.clicked.connect(lambda _checked=False: self.save())
        self.close_button = text_button("Đóng")
        self.close_button.clicked.connect(lambda _checked=False: self.reject())
        self.preview = Preview()
        self._lay_out()
        for keys, slot in (
            (QKeySequence(QKeySequence.StandardKey.Save), self.save),
            (QKeySequence(QKeySequence.StandardKey.Undo), self.go_back),
            (QKeySequence("Insert"), self.add_question),
            (QKeySequence("Alt+Up"), partial(self.move_by, -1)),
            (QKeySequence("Alt+Down"), partial(self.move_by, 1)),
        ):
            QShortcut(keys, self).activated.connect(slot)
        self.preview.set_source(lambda: self._shell.office.surveys.trial_form(self.questionnaire))
        self._show((0, -1))
        self.table.setFocus()

    def _lay_out(self) -> None:
        self.commands = CommandRow(
            (
                self.question_button, self.part_button, self.edit_button, self.up_button, self.down_button,
                self.delete_button, self.back_button, self.head_button,
            )
        )  # fmt: skip
        left = QWidget()
        beside = QVBoxLayout(left)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(SPACE)
        beside.addWidget(self.commands)
        beside.addWidget(self.table, 1)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(left, 6)
        row.addWidget(self.preview, 4)
        self.pages.addWidget(page)
        self.add_foot(self.save_button, self.close_button)

    @staticmethod
    def _columns() -> list[Column]:
        return [
            Column("Câu", lambda line: line.number, width=52, align=Qt.AlignmentFlag.AlignRight),
            Column(
                "Phần, câu hỏi", lambda line: line.words, width=240, stretch=True,
                bold=lambda line: line.question is None, tooltip=lambda line: line.words,
            ),
            Column(
                "Loại", lambda line: _KINDS[line.question.kind] if line.question is not None else "phần",
                width=130,
            ),
            Column("Câu trả lời", lambda line: line.answers, width=180, tooltip=lambda line: line.answers),
        ]  # fmt: skip

    @classmethod
    def run(cls, shell: Shell, given: Questionnaire, *, is_new: bool = False) -> None:
        """Opens the form over the window."""
        parent = shell if isinstance(shell, QWidget) else None
        dialog = cls(shell, given, parent, is_new=is_new)
        dialog.fit(parent, 4 * SPACE, 4 * SPACE)
        dialog.exec()
        dialog.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The printed form stands beside only where there is room for both."""
        super().resizeEvent(event)
        self.preview.setVisible(self.width() >= theme.scaled(_ROOMY))

    # Showing

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost if the form were closed."""
        return self.questionnaire != self._first

    def _show(self, chosen: tuple[int, int]) -> None:
        self.table.rows.set_rows(draft_lines(self.questionnaire))
        self.table.choose(chosen)
        self._show_commands()
        self.preview.invalidate()

    def _show_commands(self) -> None:
        line = self._line
        for button in (self.edit_button, self.up_button, self.down_button, self.delete_button):
            button.setEnabled(line is not None)
        self.question_button.setEnabled(bool(self.questionnaire.parts))
        self.back_button.setEnabled(bool(self._past))
        problems = self._shell.office.surveys.questionnaire_problems(self.questionnaire)
        words = f"{len(self.questionnaire.questions)} câu hỏi."
        if problems:
            words = problems[0]
        elif self.is_changed:
            words += " Chưa lưu: bấm «Lưu mẫu phiếu» (Ctrl+S)."
        self._counts.setText(words)
        self.save_button.setEnabled(self.is_changed and not problems)

    @property
    def _line(self) -> DraftLine | None:
        found: DraftLine | None = self.table.current_row()
        return found

    # Doing

    def take(self, made: Questionnaire, chosen: tuple[int, int] | None = None) -> None:
        """Goes on with another form of it."""
        if made != self.questionnaire:
            self._past.append(self.questionnaire)
            self.questionnaire = made
        line = self._line
        self._show(chosen or (line.id if line is not None else (0, -1)))

    def go_back(self) -> None:
        """Takes back what was done last."""
        if self._past:
            self.questionnaire = self._past.pop()
            line = self._line
            self._show(line.id if line is not None else (0, -1))

    def edit_head(self) -> None:
        """Asks for the words around the questions."""
        HeadQuestion(self.questionnaire, self.take, self).exec()

    def add_part(self) -> None:
        """Asks for a part after the chosen one."""
        line = self._line
        place = len(self.questionnaire.parts) if line is None else line.place + 1
        PartQuestion(
            self.questionnaire, place, partial(self.take, chosen=(place, -1)), self, is_new=True
        ).exec()

    def add_question(self) -> None:
        """Asks for a question after the chosen line."""
        line = self._line
        if not self.questionnaire.parts:
            return
        place, at = (0, 0) if line is None else (line.place, 0 if line.at is None else line.at + 1)
        take = partial(self.take, chosen=(place, at))
        ItemQuestion(self.questionnaire, place, at, take, self, is_new=True).exec()

    def edit(self) -> None:
        """Asks for other words of the chosen part or question."""
        line = self._line
        if line is None:
            return
        if line.at is None:
            PartQuestion(self.questionnaire, line.place, self.take, self, is_new=False).exec()
        else:
            ItemQuestion(self.questionnaire, line.place, line.at, self.take, self, is_new=False).exec()

    def move_by(self, by: int) -> None:
        """Moves the chosen line up or down."""
        line = self._line
        if line is not None:
            made, (place, at) = moved(self.questionnaire, line.place, line.at, by)
            self.take(made, (place, -1 if at is None else at))

    def remove(self) -> None:
        """Takes the chosen question away, or the part with its questions."""
        line = self._line
        if line is None:
            return
        rows = self.table.rows.rows
        here = rows.index(line)
        before = rows[here - 1].id if here else (0, -1)
        self.take(without(self.questionnaire, line.place, line.at), before)

    def save(self) -> None:
        """Stores the questionnaire; surveys that have begun keep theirs."""
        surveys = self._shell.office.surveys
        if self.save_button.isEnabled() and self._shell.attempt(
            lambda: surveys.keep_questionnaire(self.questionnaire)
        ):
            self._first = self.questionnaire
            self._shell.notify(f"Đã lưu mẫu phiếu «{self.questionnaire.name}».", undoable=True)
            self.accept()

    def reject(self) -> None:
        """Closes; what was changed and not saved is only dropped once that is said."""
        question = "Mẫu phiếu đã sửa mà chưa lưu. Đóng và bỏ phần sửa đó?"
        if not self.is_changed or messages.confirm(self, question, "Đóng, không lưu", danger=True):
            super().reject()
