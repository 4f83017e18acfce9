"""The question about a rule: another value for the office, or that it does not hold here; with the reason."""

from decimal import Decimal

from PySide6.QtWidgets import QDialog, QWidget

from ...domain.rule_settings import RuleSetting
from ...domain.standing_rules import Demand
from ..forms import LineField, NumberField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from .lines import RuleLine


class RuleQuestion(Question):
    """Why a rule is not followed here, or which value it has instead."""

    help_topic = "quy-dinh"

    def __init__(self, shell: Shell, line: RuleLine, parent: QWidget | None, *, is_off: bool) -> None:
        words = "Không theo dõi quy định" if is_off else "Đổi mức của quy định"
        super().__init__(parent, words, "Không theo dõi" if is_off else "Đổi mức")
        self._shell, self._line, self._is_off = shell, line, is_off
        rule = line.rule
        self.value = NumberField(None, f"Mức ({_measure(line)})")
        self.value.setObjectName("value")
        self.value.set_value(rule.value)
        self.reason = LineField(None, "Lý do", hint="ví dụ: theo Công văn số 123/UBND-NV của tỉnh")
        self.reason.setObjectName("reason")
        if line.setting is not None:
            self.reason.set_value(line.setting.reason)
        self.form.add_widget(label(f"{rule.name}: {rule.level}.", wrap=True))
        if not is_off:
            self.form.add(self.value)
        self.form.add(self.reason)
        (self.reason if is_off else self.value).setFocus()

    def carry_out(self) -> bool:
        """Sets it."""
        value = None if self._is_off else self.value.value()
        number = Decimal(value) if value is not None else None
        setting = RuleSetting(self._line.id, "", self._is_off, number, self.reason.value())
        return attempt_or_refuse(self._shell, lambda: self._shell.office.rules.set(setting))

    @classmethod
    def ask(cls, shell: Shell, line: RuleLine, parent: QWidget | None, *, is_off: bool) -> bool:
        """Asks and sets; gives whether it was set."""
        return cls(shell, line, parent, is_off=is_off).exec() == QDialog.DialogCode.Accepted


def _measure(line: RuleLine) -> str:
    """What the value of a rule is in."""
    match line.rule.demand:
        case Demand.EVERY:
            return "số ngày giữa hai lần"
        case Demand.SHARE | Demand.IN_TIME | Demand.ALL:
            return "%"
    return line.rule.unit
