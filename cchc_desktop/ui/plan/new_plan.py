"""«Lập kế hoạch mới»: of which kind and year, out of what; then what of it is taken, and in which words."""

from contextlib import suppress

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...domain.errors import Refusal
from ...domain.periods import PeriodKind, PlanPeriod
from ...domain.plan import Plan
from ...domain.plan_drafting import Drafting
from .. import theme
from ..buttons import text_button
from ..forms import CheckField, ChoiceField, Form, TextField, YearField
from ..head_fields import make_period, period_choices
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..theme import SPACE
from ..widgets.scrolled import Scrolled
from ..wizards.frame import Notice, WizardFrame
from .new_plan_lines import LinesPane

_LAST_YEAR = 2100
_NEXT_YEARS_MONTH = 11
"""From this month on a new plan is the next year's, as a rule."""
_OUTLINE, _EMPTY = "outline", "empty"
_NEW = {
    _OUTLINE: "Khung chuẩn: các phần thường dùng và tám lĩnh vực",
    _EMPTY: "Để trống",
}
_STEPS = ("Loại kế hoạch, lập từ đâu", "Chọn nội dung")


class NewPlanDialog(WizardFrame):
    """Kind, year and source; where the source is a plan, its lines to choose from. ``plan`` is the new one
    once it was made."""

    help_topic = "ke-hoach#lap-ke-hoach-moi"

    def __init__(self, shell: Shell, parent: QWidget | None = None, source: str = "") -> None:
        super().__init__(shell, "Lập kế hoạch mới", parent, _STEPS)
        self.plan: Plan | None = None
        self._drafting: Drafting | None = None
        self._source: Plan | None = None
        self._heads: list[Plan] = []
        self._suggested = ""
        self.form, self.lines, self.notice = Form(), LinesPane(), Notice()
        self._make_fields()
        bar = self.add_bar()
        self.add_titles(bar)
        bar.addStretch(1)
        self.pages.addWidget(self._first_page())
        self.pages.addWidget(self._second_page())
        self.back_button = text_button("Quay lại", "back")
        self.back_button.clicked.connect(lambda _checked=False: self._go_back())
        self.export_button = text_button("Xuất danh sách giữ, sửa, bỏ…", "export")
        self.export_button.clicked.connect(lambda _checked=False: self._export())
        self.accept_button = text_button("Lập kế hoạch", "", "primary", "Ctrl+Enter")
        # In a text of several lines, Enter begins the next one.
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.answer)
        self.accept_button.clicked.connect(lambda _checked=False: self.answer())
        cancel = text_button("Hủy")
        cancel.clicked.connect(self.reject)
        self.add_foot(self.back_button, self.export_button, self.accept_button, cancel)
        self.lines.model.ticked_changed.connect(self._count)
        self._begin(source)

    # How it is laid out

    def _make_fields(self) -> None:
        self.kind = ChoiceField(None, "Loại kế hoạch", choices=period_choices)
        self.year, self.last_year = YearField(None, "Năm"), YearField(None, "Đến năm")
        self.year.setObjectName("year")
        self.kind.set_value((PeriodKind.YEAR, 0))
        self.year.set_value(self._shell.office.today.year)
        self.source = ChoiceField(None, "Lập từ", choices=self._sources)
        self.source.setObjectName("from_plan")
        self.subject = TextField(None, "Trích yếu", lines=2)
        self.subject.setObjectName("subject")
        self.again = CheckField(None, "Vẫn lập thêm một kế hoạch cho kỳ này")
        self.again.setObjectName("again")
        self.told = label("", "muted", wrap=True)

    def _first_page(self) -> QWidget:
        self.form.add(self.kind, self.year, self.last_year, stretches=(3, 2, 2))
        self.form.add(self.source)
        self.form.add_widget(self.told)
        self.form.add(self.subject)
        self.form.add(self.again)
        self.form.setMaximumWidth(theme.scaled(110 * SPACE))
        scrolled = Scrolled()
        scrolled.column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        scrolled.column.addWidget(self.form)
        scrolled.column.addStretch(1)
        return scrolled

    def _second_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.lines, 1)
        self.notice.hide()
        return page

    def _begin(self, source: str) -> None:
        """The first year that has no plan yet, and what the plan is to be made of, where that was said."""
        year = self._first_year(source)
        while year < _LAST_YEAR and self._shell.office.new_plans.same(PlanPeriod.year(year)):
            year += 1
        self.year.set_value(year)
        self.last_year.set_value(year + 4)
        self.source.reload_choices()
        self.source.set_value(source or _OUTLINE)
        for field in (self.kind, self.year, self.last_year, self.source):
            field.changed.connect(self._follow)
        self._follow()
        self._show_step(0)

    def _first_year(self, source: str) -> int:
        """The year from which one is looked for: the next at a year's end, or what a source leads to."""
        office = self._shell.office
        year = office.today.year + (1 if office.today.month >= _NEXT_YEARS_MONTH else 0)
        if not source:
            return year
        head = office.plans.get(source)
        first, last = head.period.first_year, head.period.last_year
        if head.period.kind is PeriodKind.MULTI:
            return min(max(year, first), last)
        return first if office.new_plans.is_from_above(head) else first + 1

    # The first step

    def _period(self) -> PlanPeriod:
        last = self.last_year.value() if self.kind.value()[0] is PeriodKind.MULTI else None
        return make_period(self.kind.value(), self.year.value(), last)

    def _sources(self) -> list[tuple[str, str]]:
        """What a plan of the chosen time can be made of; while a year is being typed, what it could be."""
        with suppress(Refusal):
            self._heads = self._shell.office.new_plans.sources(self._period())
        return [*_NEW.items(), *((head.id, self._words(head)) for head in self._heads)]

    def _words(self, head: Plan) -> str:
        if self._shell.office.new_plans.is_from_above(head):
            kind = "Kế hoạch của cấp trên"
        elif head.period.kind is PeriodKind.MULTI:
            kind = "Kế hoạch giai đoạn"
        else:
            kind = "Kế hoạch trước"
        return f"{kind}: {head.name}"

    def _follow(self) -> None:
        """What goes with the kind, the year and the source that are chosen."""
        self.last_year.setVisible(self.kind.value()[0] is PeriodKind.MULTI)
        chosen = self.source.value()
        self.source.reload_choices()
        known = [value for value, _ in self._sources()]
        if self.source.value() != chosen or chosen not in known:
            self.source.set_value(chosen if chosen in known else _OUTLINE)
        is_new = self.source.value() in _NEW
        self.accept_button.setText("Lập kế hoạch" if is_new else "Tiếp tục")
        self.told.setText(_TOLD_NEW if is_new else _TOLD_FROM)
        try:
            period = self._period()
        except Refusal:
            return
        same = self._shell.office.new_plans.same(period)
        self.again.setVisible(bool(same))
        if self.subject.value().strip() in ("", self._suggested):
            self._suggested = self._proposed_subject(period)
            self.subject.set_value(self._suggested)

    def _proposed_subject(self, period: PlanPeriod) -> str:
        made = self._shell.office.new_plans
        if self.source.value() in _NEW:
            return made.usual_subject(period)
        return made.subject_from(self.source.value(), period)

    # From step to step

    def answer(self) -> None:
        """Goes on from the first step, or makes the plan."""
        if self.pages.currentIndex() == 1:
            self._make()
            return
        try:
            if self.source.value() in _NEW:
                self._make_blank()
            else:
                self._look_over()
        except Refusal as refusal:
            self.form.problem(refusal.field, str(refusal)).setFocus()

    def _make_blank(self) -> None:
        period, subject = self._period(), self.subject.value()
        outline, again = self.source.value() == _OUTLINE, bool(self.again.value())
        if not subject.strip():
            raise Refusal("Hãy nhập trích yếu của kế hoạch.", "subject")

        def make() -> None:
            made = self._shell.office.new_plans
            self.plan = made.blank(period, subject, outline=outline, again=again)

        if attempt_or_refuse(self._shell, make):
            self.accept()

    def _look_over(self) -> None:
        """Shows the lines of the source."""
        period, office = self._period(), self._shell.office
        if not self.subject.value().strip():
            raise Refusal("Hãy nhập trích yếu của kế hoạch.", "subject")
        if not self.again.value() and (same := office.new_plans.same(period)):
            raise Refusal(f"Đã có «{same[0].name}» cho {period.label}.", "again")
        self._drafting = office.new_plans.propose(self.source.value(), period)
        self._source = office.plans.get(self.source.value())
        self.lines.show_drafting(self._drafting, self._source)
        self.notice.hide()
        self._show_step(1)
        self._count()
        self.lines.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_back(self) -> None:
        self._show_step(0)
        self._follow()

    def _show_step(self, number: int) -> None:
        self.show_step(number)
        self.back_button.setVisible(number == 1)
        self.export_button.setVisible(number == 1)
        if number == 1:
            self.accept_button.setText("Lập kế hoạch")
        else:
            self._counts.setText("")

    def _count(self) -> None:
        if self._drafting is not None:
            taken = sum(line.key in self.lines.model.ticked for line in self._drafting.lines)
            self._counts.setText(f"Lấy {taken} trong {len(self._drafting.lines)} mục")

    def _make(self) -> None:
        drafting, made = self._drafting, self._shell.office.new_plans
        if drafting is None:
            return
        subject = self.subject.value()

        def make() -> None:
            self.plan = made.make(
                drafting, self.lines.model.ticked, self.lines.texts(), subject, again=bool(self.again.value())
            )

        try:
            if attempt_or_refuse(self._shell, make):
                self.accept()
        except Refusal as refusal:
            self.notice.say(str(refusal))

    def _export(self) -> None:
        drafting, made = self._drafting, self._shell.office.new_plans
        if drafting is not None and self._source is not None:
            chosen = made.chosen(drafting, self.lines.model.ticked, self.lines.texts())
            self._shell.export(
                made.document(chosen, self._source.id, self.subject.value()), "danh-sach-giu-sua-bo"
            )

    @classmethod
    def ask(cls, shell: Shell, parent: QWidget | None, source: str = "") -> Plan | None:
        """Asks and makes the plan; None where the user thought better of it. ``source`` is the plan that it
        is to be made of, where that is known."""
        dialog = cls(shell, parent, source)
        dialog.fit(parent.window() if parent is not None else None, 8 * SPACE, 6 * SPACE)
        dialog.exec()
        return dialog.plan


_TOLD_NEW = (
    "Phần nào không cần thì xóa đi sau khi lập. Muốn lập từ kế hoạch của cấp trên, kế hoạch giai đoạn hay kế "
    "hoạch năm trước chưa có ở đây thì nhập kế hoạch đó từ tệp (Ctrl+I) trước."
)
_TOLD_FROM = (
    "Bước sau liệt kê từng mục: câu gốc, câu của kế hoạch mới (chữ đổi được đánh dấu) và lý do; "
    "chọn mục cần lấy, sửa lời nếu cần."
)
