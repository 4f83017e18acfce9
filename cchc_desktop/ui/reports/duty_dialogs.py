"""The questions about report duties: when a report went out, and what a duty asks for."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QWidget

from ...catalogue.forms import forms
from ...domain.duties import MONTHLY, REPORT, Duty, DutyLine
from ...domain.errors import Refusal
from ...domain.report_periods import Span
from .. import theme
from ..forms import ChoiceField, DateField, LineField, NumberField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..theme import SPACE

_PERIODS = {
    Span.Q1: "Quý I", Span.Q2: "Quý II", Span.Q3: "Quý III", Span.Q4: "Quý IV",
    Span.HALF: "6 tháng đầu năm", Span.NINE: "9 tháng đầu năm", Span.YEAR: "Cả năm", MONTHLY: "Hằng tháng",
}  # fmt: skip
_DAY, _DAY_AFTER, _WORKING = "day", "day_after", "working"
_RULES = (
    (_DAY, "Ngày, tháng cuối kỳ"),
    (_DAY_AFTER, "Ngày, tháng sau kỳ"),
    (_WORKING, "Ngày làm việc sau chốt"),
)
_CUT_OFFS = (14, 0)
_NO_FORM = "Khác (chỉ nhắc hạn)"
_COMPOSED = "Báo cáo CCHC của chương trình"
_PLAIN = Duty(name="", spans="", due_day=17)


class SentQuestion(Question):
    """On which day a report went out, and under which number."""

    help_topic = "bao-cao#lich-bao-cao"

    def __init__(self, shell: Shell, line: DutyLine, parent: QWidget | None) -> None:
        super().__init__(parent, "Ghi báo cáo đã gửi", "Ghi đã gửi")
        self._shell, self._line = shell, line
        self.number = LineField(None, "Số, ký hiệu", hint="ví dụ 31/BC-UBND")
        self.number.setObjectName("number")
        self.number.set_value(line.number)
        self.day = DateField(None, "Ngày gửi")
        self.day.setObjectName("date")
        self.day.set_value(line.sent_on or shell.office.today)
        self.form.add_widget(label(f"{line.name}.", wrap=True))
        if line.turn.duty.receiver:
            self.form.add_widget(label(f"Nơi nhận: {line.turn.duty.receiver}.", "muted", wrap=True))
        self.form.add(self.number, self.day)
        self.number.setFocus()

    def carry_out(self) -> bool:
        """Notes it."""
        day = self.day.value()
        if day is None:
            raise Refusal("Hãy nhập ngày gửi.", "date")
        number = self.number.value()
        duties = self._shell.office.duties
        return attempt_or_refuse(self._shell, lambda: duties.mark_sent(self._line, day, number))

    @classmethod
    def ask(cls, shell: Shell, line: DutyLine, parent: QWidget | None) -> bool:
        """Asks and notes; gives whether it was noted."""
        return cls(shell, line, parent).exec() == QDialog.DialogCode.Accepted


class DutyQuestion(Question):
    """What a duty asks for: its name, its periods, its due day, whom it goes to."""

    help_topic = "bao-cao#che-do-bao-cao-khac"

    def __init__(self, shell: Shell, duty: Duty | None, since: date, parent: QWidget | None) -> None:
        words = "Sửa chế độ báo cáo" if duty is not None else "Thêm chế độ báo cáo"
        super().__init__(parent, words, "Lưu" if duty is not None else "Thêm")
        self.setMinimumWidth(theme.scaled(72 * SPACE))
        self._shell = shell
        self._duty = duty or replace(_PLAIN, id=Duty("", "").id, valid_from=since)
        self.name = self._line("name", "Tên báo cáo", "ví dụ Báo cáo phòng, chống thiên tai")
        self.receiver = self._line("receiver", "Nơi nhận", "ví dụ UBND tỉnh")
        self.legal = self._line("legal", "Căn cứ", "văn bản quy định báo cáo này")
        self.kind = ChoiceField(None, "Biểu mẫu", choices=self._forms)
        self.kind.setObjectName("form")
        self.rule = ChoiceField(None, "Hạn gửi", choices=lambda: _RULES)
        self.rule.setObjectName("due_day")
        self.count = NumberField(None, "Ngày, số ngày", whole=True)
        self.count.setObjectName("working_days")
        self.cut_off = ChoiceField(None, "Chốt số liệu", choices=self._cut_offs)
        self.cut_off.setObjectName("cut_off_day")
        self.since = self._day("valid_from", "Áp dụng từ ngày")
        self.until = self._day("valid_to", "Đến hết ngày")
        self._boxes: dict[str, QCheckBox] = {}
        self.form.add(self.name)
        self.form.add_widget(label("Các kỳ phải báo cáo", "label"))
        self.form.add_widget(self._period_boxes())
        self.form.add(self.rule, self.count, self.cut_off, stretches=(3, 2, 3))
        self.form.add(self.receiver, self.kind)
        self.form.add(self.legal)
        self.form.add(self.since, self.until)
        self._show(self._duty)
        self.name.setFocus()

    @staticmethod
    def _line(name: str, caption: str, hint: str) -> LineField:
        field = LineField(None, caption, hint=hint)
        field.setObjectName(name)
        return field

    @staticmethod
    def _day(name: str, caption: str) -> DateField:
        field = DateField(None, caption)
        field.setObjectName(name)
        return field

    def _forms(self) -> list[tuple[str, str]]:
        known = {form.id: form.name for form in forms()}
        return [("", _NO_FORM), (REPORT, _COMPOSED), *known.items()]

    def _cut_offs(self) -> list[tuple[int, str]]:
        days = dict.fromkeys((*_CUT_OFFS, self._duty.cut_off_day))
        return [(day, f"Ngày {day}" if day else "Ngày cuối tháng") for day in days]

    def _period_boxes(self) -> QWidget:
        group = QWidget()
        grid = QGridLayout(group)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE)
        for number, (code, words) in enumerate(_PERIODS.items()):
            box = self._boxes[code] = QCheckBox(words)
            grid.addWidget(box, number // 4, number % 4)
        return group

    def _show(self, duty: Duty) -> None:
        self.name.set_value(duty.name)
        self.receiver.set_value(duty.receiver)
        self.legal.set_value(duty.legal)
        self.kind.set_value(duty.form)
        rule = _WORKING if duty.working_days is not None else _DAY_AFTER if duty.months_after else _DAY
        self.rule.set_value(rule)
        self.count.set_value(duty.working_days if rule == _WORKING else duty.due_day)
        self.cut_off.set_value(duty.cut_off_day)
        self.since.set_value(duty.valid_from)
        self.until.set_value(duty.valid_to)
        for code, box in self._boxes.items():
            box.setChecked(code in duty.span_codes)

    def typed(self) -> Duty:
        """The duty as it is filled in. Raises Refusal where a field holds nothing that can be read."""
        rule, count = self.rule.value(), self.count.value()
        months = self._duty.months_after if self._duty.months_after > 1 and rule == _DAY_AFTER else 1
        return replace(
            self._duty,
            name=self.name.value(),
            spans=" ".join(code for code, box in self._boxes.items() if box.isChecked()),
            due_day=count if rule != _WORKING else None,
            working_days=count if rule == _WORKING else None,
            months_after=months if rule == _DAY_AFTER else 0,
            cut_off_day=self.cut_off.value(),
            form=self.kind.value(),
            receiver=self.receiver.value(),
            legal=self.legal.value(),
            valid_from=self.since.value(),
            valid_to=self.until.value(),
        )

    def carry_out(self) -> bool:
        """Stores it."""
        duty = self.typed()
        return attempt_or_refuse(self._shell, lambda: self._shell.office.duties.save(duty))

    @classmethod
    def ask(cls, shell: Shell, duty: Duty | None, since: date, parent: QWidget | None) -> bool:
        """Asks and stores; gives whether it was stored."""
        return cls(shell, duty, since, parent).exec() == QDialog.DialogCode.Accepted
