"""The questions about a criterion: the number that is declared, own points, or that it does not apply."""

from dataclasses import replace
from decimal import Decimal
from enum import Enum
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from ...domain.criteria.rules import RuleKind
from ...domain.numerals import format_number
from ..forms import ChoiceField, LineField, NumberField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from .lines import CriterionLine


class Asked(Enum):
    """What is asked about a criterion; the value is what the answer does."""

    NUMBER = "Khai báo"
    POINTS = "Chấm điểm"
    OFF = "Không áp dụng"


class CriterionQuestion(Question):
    """One of the questions about one criterion, with the reason."""

    help_topic = "chi-so"

    def __init__(self, shell: Shell, line: CriterionLine, parent: QWidget | None, asked: Asked) -> None:
        super().__init__(parent, f"{asked.value} tiêu chí {line.id}", asked.value)
        self._shell, self._line, self._asked = shell, line, asked
        self._mark = shell.office.criteria.mark(
            shell.office.criteria.get(line.mark.set_id), line.mark.period, line.id
        )
        criterion = line.scored.criterion
        self.form.add_widget(label(criterion.name, wrap=True))
        if criterion.method:
            self.form.add_widget(label(f"Cách chấm: {criterion.method}", "muted", wrap=True))
        self.number = self._number_field()
        self.number.setObjectName("number")
        self.points = NumberField(None, f"Điểm (tối đa {format_number(criterion.most)})")
        self.points.setObjectName("points")
        self.points.set_value(self._mark.points if self._mark.points is not None else line.proposed)
        hint = (
            "vì sao cơ quan không thực hiện"
            if asked is Asked.OFF
            else "bắt buộc khi khác số liệu, khác đề xuất"
        )
        self.note = LineField(None, "Lý do, giải trình", hint=hint)
        self.note.setObjectName("note")
        self.note.set_value(self._mark.note)
        first = {Asked.NUMBER: self.number, Asked.POINTS: self.points}.get(asked)
        if first is not None:
            self.form.add(first)
        self.form.add(self.note)
        (first or self.note).setFocus()

    def _number_field(self) -> ChoiceField | NumberField:
        """What the number is typed into: choices where there are some."""
        rule = self._line.scored.criterion.rule
        assert rule is not None or self._asked is Asked.OFF
        value = self._mark.number
        if rule is not None and (rule.is_chosen or rule.kind is RuleKind.YES_NO):
            words = [(1, "Có"), (0, "Không")]
            if rule.is_chosen:
                words = [(place, step.words) for place, step in enumerate(rule.steps, 1)]
            chosen = ChoiceField(None, "Khai báo", choices=lambda: words)
            chosen.set_value(int(value) if value is not None else words[0][0])
            return chosen
        unit = (rule.unit or ("%" if rule.is_share else "lần")) if rule is not None else ""
        field = NumberField(None, f"Số khai báo ({unit})")
        field.set_value(value)
        return field

    def carry_out(self) -> bool:
        """Keeps it."""
        mark = replace(self._mark, note=self.note.value(), off=self._asked is Asked.OFF)
        if self._asked is Asked.NUMBER:
            mark = replace(mark, number=_decimal(self.number.value()))
        elif self._asked is Asked.POINTS:
            mark = replace(mark, points=_decimal(self.points.value()))
        return attempt_or_refuse(self._shell, lambda: self._shell.office.criteria.decide(mark))

    @classmethod
    def ask(cls, shell: Shell, line: CriterionLine, parent: QWidget | None, asked: Asked) -> bool:
        """Asks and keeps it; gives whether it was kept."""
        return cls(shell, line, parent, asked).exec() == QDialog.DialogCode.Accepted


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)
