"""The question why something is changed that a report which has gone out tells."""

from PySide6.QtWidgets import QWidget

from ...domain.errors import Refusal
from ...domain.text import clean_line
from ..forms.question import Question
from ..forms.texts import LineField
from ..labels import label


class ReasonQuestion(Question):
    """Says which report has told it, and asks for the reason."""

    def __init__(self, parent: QWidget, sentence: str, before: str) -> None:
        super().__init__(parent, "Đính chính số liệu đã báo cáo", "Đính chính")
        self.form.add_widget(label(sentence, wrap=True))
        self.reason = LineField(None, "Lý do", hint="ví dụ: bổ sung hồ sơ tiếp nhận ngoài hệ thống")
        self.reason.setObjectName("reason")
        self.reason.set_value(before)
        self.form.add(self.reason)
        self.form.add_widget(
            label(
                "Bản đã phát hành giữ nguyên. Số cũ, số mới và lý do được đưa vào mục «Đính chính số liệu đã "
                "báo cáo» của báo cáo sau và vào bảng đính chính.",
                "muted",
                wrap=True,
            )
        )
        self.reason.setFocus()
        self.answered = ""

    def carry_out(self) -> bool:
        """Takes the reason. Raises Refusal without one."""
        self.answered = clean_line(self.reason.value())
        if not self.answered:
            raise Refusal("Hãy ghi lý do đính chính.", "reason")
        return True


class Reasons:
    """Asks for reasons, one at a time, and offers the one that was given last."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._last = ""
        self.is_asking = False
        """Whether the question is open: a field that loses the keyboard to it may want to be saved again."""

    def ask(self, sentence: str) -> str:
        """The reason; nothing where the user leaves what was reported."""
        self.is_asking = True
        try:
            question = ReasonQuestion(self._window, sentence, self._last)
            if question.exec():
                self._last = question.answered
                return question.answered
            return ""
        finally:
            self.is_asking = False
