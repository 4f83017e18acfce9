"""«Nếu số khác đi»: numbers of criteria, or figures, are tried by a slider, with the whole at once."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from ...domain.criteria.rules import Value
from ...domain.criteria.scoring import Score, Scored
from ...domain.criteria.sets import CriteriaSet
from ...domain.criteria.what_if import Range, range_of, range_of_figure
from ...domain.criteria.words import points_words
from ...domain.numerals import format_number
from ...domain.report_periods import Period
from .. import theme
from ..buttons import text_button
from ..choice_box import ChoiceBox
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE

_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Subject:
    """What is tried: a criterion, or an indicator where ``is_figure``; ``range`` are its numbers."""

    code: str
    name: str
    range: Range
    is_figure: bool = False

    @property
    def words(self) -> str:
        """How it is chosen."""
        return f"{'Chỉ tiêu ' if self.is_figure else ''}{self.code}  {self.name}"


@dataclass(frozen=True, slots=True)
class TriedLine:
    """A criterion whose points are others than before."""

    before: Scored
    after: Scored

    @property
    def id(self) -> str:
        """The criterion's code."""
        return self.after.criterion.code

    @property
    def gain(self) -> Decimal:
        """How many points more."""
        return self.after.points - self.before.points


class WhatIfDialog(QDialog):
    """What is tried, its number, and what the whole comes to."""

    help_topic = "chi-so#neu-so-khac-di"

    def __init__(
        self, shell: Shell, given: CriteriaSet, period: Period, code: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Nếu số khác đi")
        self._criteria = shell.office.criteria
        self._given, self._period = given, period
        self._before = self._criteria.score(given, period)
        self.after: Score = self._before
        self._tried: dict[Subject, Decimal] = {}
        self.subjects = ChoiceBox()
        self.subjects.setAccessibleName("Tiêu chí hoặc chỉ tiêu")
        self.subjects.setMinimumContentsLength(40)
        self.subjects.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        known = self._subjects()
        self.subjects.offer([(each, each.words) for each in known])
        self.subjects.show_value(next((each for each in known if each.code == code), known[0]))
        self.subjects.activated.connect(lambda _: self._choose())
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("Số giả định (thanh trượt)")
        self.slider.setMinimumHeight(theme.scaled(3 * SPACE))
        self.slider.valueChanged.connect(self._slid)
        self.number = QDoubleSpinBox()
        self.number.setAccessibleName("Số giả định")
        self.number.setMinimumWidth(theme.scaled(16 * SPACE))
        self.number.valueChanged.connect(self._typed)
        self.said = label("", "muted", wrap=True)
        self.total = label("", "heading")
        self.table = TableView(
            TableModel(_columns(), key=lambda line: line.id, parent=self),
            "Kéo thanh trượt hoặc gõ số để thử; không lưu gì.",
        )
        self.table.setAccessibleName("Tiêu chí đổi điểm")
        self.reset_button = text_button("Trở về số hiện nay", "undo", tooltip="Bỏ mọi số giả định")
        self.reset_button.clicked.connect(lambda _checked=False: self._reset())
        self.close_button = text_button("Đóng", "", "primary")
        self.close_button.clicked.connect(self.accept)
        self._lay_out()
        self._choose()
        self._try()
        self.slider.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.subjects)
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(self.slider, 1)
        line.addWidget(self.number)
        column.addLayout(line)
        column.addWidget(self.said)
        column.addWidget(self.total)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.reset_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(
            min(theme.scaled(100 * SPACE), room.width()), min(theme.scaled(62 * SPACE), room.height())
        )

    @classmethod
    def run(cls, shell: Shell, given: CriteriaSet, period: Period, code: str) -> None:
        """Opens the dialog over the window, at a criterion."""
        dialog = cls(shell, given, period, code, shell if isinstance(shell, QWidget) else None)
        dialog.exec()
        dialog.deleteLater()

    def _subjects(self) -> list[Subject]:
        """The criteria with a rule, then the indicators that tell some of them."""
        of_criteria = [
            Subject(
                each.criterion.code, each.criterion.name,
                range_of(each.criterion.rule, each.criterion.most, each.value),
            )
            for each in self._before.leaves() if each.criterion.rule is not None
        ]  # fmt: skip
        figures = [
            Subject(
                each.code, each.name,
                range_of_figure(self._criteria.figure(self._period, each.code), each.decimals, each.at_most),
                is_figure=True,
            )
            for each in self._criteria.indicators(self._given, self._period)
        ]  # fmt: skip
        return [*of_criteria, *figures]

    # Trying

    @property
    def _subject(self) -> Subject:
        chosen = self.subjects.value()
        assert isinstance(chosen, Subject)
        return chosen

    def _choose(self) -> None:
        """Sets the slider and the field to what is chosen, at the number that was tried of it last."""
        subject, tries = self._subject, self._subject.range
        now = self._tried.get(subject, tries.now)
        for widget in (self.slider, self.number):
            widget.blockSignals(True)
        self.slider.setRange(0, tries.ticks)
        self.slider.setPageStep(max(1, tries.ticks // 20))
        self.number.setDecimals(tries.decimals)
        self.number.setRange(float(tries.least), float(tries.most))
        self.number.setSingleStep(float(tries.step))
        self.slider.setValue(tries.tick(now))
        self.number.setValue(float(now))
        for widget in (self.slider, self.number):
            widget.blockSignals(False)
        self._say()

    def _slid(self, tick: int) -> None:
        self._set(self._subject.range.at(tick))

    def _typed(self, _: float) -> None:
        typed = Decimal(str(round(self.number.value(), self._subject.range.decimals)))
        self._set(typed)

    def _set(self, number: Decimal) -> None:
        """Tries a number of what is chosen; nothing is tried of what is as it was."""
        subject = self._subject
        if number == subject.range.now:
            self._tried.pop(subject, None)
        else:
            self._tried[subject] = number
        self._choose()
        self._try()

    def _reset(self) -> None:
        self._tried.clear()
        self._choose()
        self._try()

    def _try(self) -> None:
        """Shows what the whole comes to with what is tried."""
        numbers = {
            each.code: Value(Fraction(number), said="Giả định")
            for each, number in self._tried.items() if not each.is_figure
        }  # fmt: skip
        figures = {each.code: Fraction(number) for each, number in self._tried.items() if each.is_figure}
        self.after = self._criteria.what_if(self._given, self._period, numbers, figures=figures)
        before, after = self._before.total, self.after.total
        gain = after - before
        sign = "+" if gain >= 0 else "−"
        words = f"{points_words(before)} → {points_words(after)}/{format_number(self.after.most)} điểm"
        grade = f", {self.after.grade}" if not self.after.unknown and self.after.grade else ""
        self.total.setText(f"{words} ({sign}{points_words(abs(gain))}){grade}")
        were = {each.criterion.code: each for each in self._before.leaves()}
        tried = {each.code for each in self._tried if not each.is_figure}
        lines = [
            TriedLine(were[each.criterion.code], each)
            for each in self.after.leaves()
            if each.criterion.code in tried or each.points != were[each.criterion.code].points
        ]
        self.table.rows.set_rows(lines)
        self.reset_button.setEnabled(bool(self._tried))
        self._say()

    def _say(self) -> None:
        """Says of what is chosen how it comes to its points."""
        subject = self._subject
        if subject.is_figure:
            number = self._tried.get(subject, subject.range.now)
            self.said.setText(f"Số cả năm giả định: {format_number(number)}")
            return
        found = next(each for each in self.after.leaves() if each.criterion.code == subject.code)
        self.said.setText(found.reason)


def _columns() -> list[Column]:
    return [
        Column(
            "Tiêu chí", lambda line: f"{line.id}  {line.after.criterion.name}", width=220, stretch=True,
            tooltip=lambda line: line.after.criterion.name,
        ),
        Column("Hiện nay", lambda line: line.before.points, width=72, align=_RIGHT),
        Column("Giả định", lambda line: line.after.points, width=72, align=_RIGHT, bold=lambda _: True),
        Column("Thêm", lambda line: line.gain, width=60, align=_RIGHT),
        Column(
            "Cách ra điểm", lambda line: line.after.reason, width=240, stretch=True,
            tooltip=lambda line: line.after.reason,
        ),
    ]  # fmt: skip
