"""The question for a reason: why something is changed that an issued report tells, why a task is late."""

from PySide6.QtWidgets import QWidget

from ...domain.errors import LateReasonNeeded, ReasonNeeded, Refusal
from ...domain.text import clean_line
from ..forms.question import Question
from ..forms.texts import LineField
from ..labels import label

_CORRECTION = (
    "Bản đã phát hành giữ nguyên. Số cũ, số mới và lý do được đưa vào mục «Đính chính số liệu đã báo cáo» "
    "của báo cáo sau và vào bảng đính chính."
)
_LATE = "Lý do được giữ cùng nhiệm vụ, hiện trong danh sách và trong báo cáo khi nói đến việc chậm này."


class ReasonQuestion(Question):
    """Says what a reason is needed for, and asks for it."""

    def __init__(self, parent: QWidget, needed: ReasonNeeded, before: str) -> None:
        is_late = isinstance(needed, LateReasonNeeded)
        title, done = ("Lý do chậm", "Ghi") if is_late else ("Đính chính số liệu đã báo cáo", "Đính chính")
        super().__init__(parent, title, done)
        hint = "chờ ý kiến của Sở Nội vụ" if is_late else "bổ sung hồ sơ tiếp nhận ngoài hệ thống"
        self._lacking = f"Hãy ghi lý do {'chậm' if is_late else 'đính chính'}."
        self.form.add_widget(label(str(needed), wrap=True))
        self.reason = LineField(None, "Lý do", hint=f"ví dụ: {hint}")
        self.reason.setObjectName("reason")
        self.reason.set_value(before)
        self.form.add(self.reason)
        self.form.add_widget(label(_LATE if is_late else _CORRECTION, "muted", wrap=True))
        self.reason.setFocus()
        self.answered = ""

    def carry_out(self) -> bool:
        """Takes the reason. Raises Refusal without one."""
        self.answered = clean_line(self.reason.value())
        if not self.answered:
            raise Refusal(self._lacking, "reason")
        return True


class Reasons:
    """Asks for reasons, one at a time, and offers the one of its kind that was given last."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._last: dict[type[ReasonNeeded], str] = {}
        self.is_asking = False
        """Whether the question is open: a field that loses the keyboard to it may want to be saved again."""

    def ask(self, needed: ReasonNeeded) -> str:
        """The reason; nothing where the user leaves it as it is."""
        self.is_asking = True
        try:
            question = ReasonQuestion(self._window, needed, self._last.get(type(needed), ""))
            if question.exec():
                self._last[type(needed)] = question.answered
                return question.answered
            return ""
        finally:
            self.is_asking = False
