"""The question before a document is marked as issued: the number and day of what was signed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QDialog, QWidget

from ...domain.errors import Refusal
from ..forms import DateField, LineField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse


@dataclass(frozen=True, slots=True)
class IssueWords:
    """The words of the question for a kind of document."""

    title: str
    answer: str
    day: str
    """The label of the day."""
    explanation: str
    no_day: str
    """What is said where the day was left out."""


class IssueQuestion(Question):
    """Number and day of a document that was signed; ``warning`` says what would better be mended first."""

    def __init__(
        self,
        words: IssueWords,
        number: str,
        symbol: str,
        day: date,
        issue: Callable[[str, date], bool],
        parent: QWidget | None,
        warning: str = "",
    ) -> None:
        super().__init__(parent, words.title, words.answer)
        self._words = words
        self._issue = issue
        self.number = LineField(None, "Số", hint="ví dụ 15")
        self.number.setObjectName("number")
        self.number.set_value(number)
        self.symbol = LineField(None, "Ký hiệu")
        self.symbol.set_value(symbol)
        self.symbol.editor.setEnabled(False)
        self.day = DateField(None, words.day)
        self.day.setObjectName("date")
        self.day.set_value(day)
        self.form.add_widget(label(words.explanation, "muted", wrap=True))
        if warning:
            sentence = label(warning, wrap=True)
            sentence.setProperty("state", "bad")
            self.form.add_widget(sentence)
        self.form.add(self.number, self.symbol, self.day, stretches=(2, 2, 3))
        self.number.setFocus()

    def carry_out(self) -> bool:
        """Issues the document."""
        day = self.day.value()
        if day is None:
            raise Refusal(self._words.no_day, "date")
        return self._issue(self.number.value(), day)

    def was_issued(self) -> bool:
        """Asks; gives whether the document was issued."""
        return self.exec() == QDialog.DialogCode.Accepted


def issue_through(shell: Shell, issue: Callable[[str, date], object]) -> Callable[[str, date], bool]:
    """The operation as the question runs it: whether it was done. It raises Refusal."""
    return lambda number, day: attempt_or_refuse(shell, lambda: issue(number, day))
