"""«Sửa mẫu phiếu»: parts and questions in a list, beside the form as it will be printed."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...domain.surveys.drafting import moved, without
from ...domain.surveys.questionnaire import Question, QuestionKind, Questionnaire
from .. import theme
from ..buttons import text_button
from ..shell import Shell
from ..tables import Column
from ..theme import SPACE
from ..widgets.preview import Preview
from ..wizards.draft_form import DraftForm
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


class QuestionnaireForm(DraftForm[Questionnaire]):
    """A questionnaire's form, the size of the window. «Lưu mẫu phiếu» stores all of it, as one operation."""

    help_topic = "khao-sat#sua-mau-phieu"

    def __init__(
        self, shell: Shell, given: Questionnaire, parent: QWidget | None = None, *, is_new: bool = False
    ) -> None:
        title = f"Mẫu phiếu «{given.name}»"
        super().__init__(shell, title, given, parent, is_new=is_new, saved_as="mẫu phiếu")
        self.table.empty_text = "Thêm phần rồi thêm câu hỏi."
        self.table.setAccessibleName("Các phần và câu hỏi")
        self.question_button = text_button(
            "Thêm câu hỏi…", "add", "primary", "Thêm câu hỏi sau dòng đang chọn (Insert)"
        )
        self.question_button.clicked.connect(lambda _checked=False: self.add_question())
        self.part_button = text_button("Thêm phần…", "add", tooltip="Thêm phần, yếu tố sau phần đang chọn")
        self.part_button.clicked.connect(lambda _checked=False: self.add_part())
        self.head_button = text_button("Tên, lời dẫn…", "edit", tooltip="Tên mẫu, lời in trên phiếu, căn cứ")
        self.head_button.clicked.connect(lambda _checked=False: self.edit_head())
        self.preview = Preview()
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(self.list_with((self.question_button, self.part_button), (self.head_button,)), 6)
        row.addWidget(self.preview, 4)
        self.pages.addWidget(page)
        self.add_foot(self.save_button, self.close_button)
        QShortcut(QKeySequence("Insert"), self).activated.connect(self.add_question)
        self.preview.set_source(lambda: self._shell.office.surveys.trial_form(self.draft))
        self.show_lines()
        self.table.setFocus()

    @staticmethod
    def columns() -> list[Column]:
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The printed form stands beside only where there is room for both."""
        super().resizeEvent(event)
        self.preview.setVisible(self.width() >= theme.scaled(_ROOMY))

    # What the form says

    def lines(self) -> list[DraftLine]:
        return draft_lines(self.draft)

    def problems(self) -> list[str]:
        return self._shell.office.surveys.questionnaire_problems(self.draft)

    def counted(self) -> str:
        return f"{len(self.draft.questions)} câu hỏi."

    def store(self) -> None:
        self._shell.office.surveys.keep_questionnaire(self.draft)

    def moved(self, line: DraftLine, by: int) -> tuple[Questionnaire, tuple[int, int]]:
        made, (place, at) = moved(self.draft, line.place, line.at, by)
        return made, (place, -1 if at is None else at)

    def removed(self, line: DraftLine) -> Questionnaire:
        return without(self.draft, line.place, line.at)

    def show_commands(self) -> None:
        super().show_commands()
        self.question_button.setEnabled(bool(self.draft.parts))

    def show_lines(self, chosen: tuple[int, int] | None = None) -> None:
        super().show_lines(chosen)
        self.preview.invalidate()

    # What is asked

    def edit_head(self) -> None:
        """Asks for the words around the questions."""
        HeadQuestion(self.draft, self.take, self).exec()

    def add_part(self) -> None:
        """Asks for a part after the chosen one."""
        line: DraftLine | None = self.line
        place = len(self.draft.parts) if line is None else line.place + 1
        PartQuestion(self.draft, place, partial(self.take, chosen=(place, -1)), self, is_new=True).exec()

    def add_question(self) -> None:
        """Asks for a question after the chosen line."""
        line: DraftLine | None = self.line
        if not self.draft.parts:
            return
        place, at = (0, 0) if line is None else (line.place, 0 if line.at is None else line.at + 1)
        ItemQuestion(self.draft, place, at, partial(self.take, chosen=(place, at)), self, is_new=True).exec()

    def edit(self) -> None:
        line: DraftLine | None = self.line
        if line is None:
            return
        if line.at is None:
            PartQuestion(self.draft, line.place, self.take, self, is_new=False).exec()
        else:
            ItemQuestion(self.draft, line.place, line.at, self.take, self, is_new=False).exec()
