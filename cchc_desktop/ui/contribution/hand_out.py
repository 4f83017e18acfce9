"""The question before a form for an officer without the program is made: whose, of which areas and period."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from ... import catalogue
from ...domain.contribution.form import Form, count_open
from ...domain.report_periods import Period, periods_of
from ...domain.text import capitalized
from ...office.contribution.forms import write_form
from .. import file_dialogs, theme, work
from ..forms import ChoiceField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell
from ..theme import SPACE

_KINDS = "Excel (*.xlsx)"
_ANYBODY = "(không ghi tên)"


class HandOutForm(Question):
    """Officer, areas and period of a form; choosing an officer ticks the areas that are known to be his."""

    help_topic = "phieu-cong-chuc#lap-phieu"

    def __init__(self, shell: Shell, period: Period, parent: QWidget | None) -> None:
        super().__init__(parent, "Lập phiếu cho công chức", "Lập phiếu…")
        self.setMinimumWidth(theme.scaled(64 * SPACE))
        self._contributions = shell.office.contributions
        self.made: Form | None = None
        officers = [("", _ANYBODY), *((name, name) for name in self._contributions.officers())]
        self.officer = ChoiceField(None, "Công chức điền phiếu", choices=lambda: officers)
        self.officer.setObjectName("officer")
        self.officer.set_value("")
        self.period = ChoiceField(
            None,
            "Kỳ báo cáo",
            choices=lambda: [(each, capitalized(each.label)) for each in periods_of(period.year)],
        )
        self.period.setObjectName("period")
        self.period.set_value(period)
        self.areas = {area.code: QCheckBox(f"{area.code}. {area.short_name}") for area in catalogue.areas()}
        ticks = QWidget()
        grid = QGridLayout(ticks)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE)
        for place, box in enumerate(self.areas.values()):
            grid.addWidget(box, place // 2, place % 2)
        self.officer.changed.connect(self._tick)
        self.form.add(self.officer, self.period)
        self.form.add_widget(label("Lĩnh vực", "label"))
        self.form.add_widget(ticks)
        self.form.add_widget(
            label(
                "Phiếu là tệp Excel có số liệu, nhiệm vụ, sổ theo dõi và nhận xét của các lĩnh vực đã chọn. "
                "Công chức điền ở máy không có chương trình rồi gửi lại; bấm «Nhận phiếu» để nhận.",
                "muted",
                wrap=True,
            )
        )

    def _tick(self) -> None:
        known = self._contributions.areas_of(self.officer.value()) if self.officer.value() else ()
        for code, box in self.areas.items():
            box.setChecked(code in known)

    def carry_out(self) -> bool:
        """Makes the form. Raises Refusal where nobody could fill it in."""
        chosen = [code for code, box in self.areas.items() if box.isChecked()]
        self.made = self._contributions.form(self.period.value(), self.officer.value() or "", chosen)
        return True

    @classmethod
    def run(cls, shell: Shell, period: Period | None = None) -> None:
        """Asks for whom, then where to, and writes the form in a worker."""
        office = shell.office
        parent = shell if isinstance(shell, QWidget) else None
        question = cls(shell, period or office.calendar.current_quarter(), parent)
        question.exec()
        form = question.made
        question.deleteLater()
        if form is None:
            return
        target = cls.ask_target(parent, office.contributions.file_name(form))
        if target is None:
            return
        path = target if target.suffix else target.with_suffix(".xlsx")

        def write(_progress: work.Progress, _cancelled: work.Cancelled) -> None:
            write_form(form, path)

        def told(_nothing: None) -> None:
            count = count_open(form.sections)
            shell.notify(f"Đã lập phiếu «{path.name}» cho {form.marks.whose}: {count} ô để điền.")

        work.run(parent, f"Đang lập {path.name}…", write, told)

    @classmethod
    def ask_target(cls, parent: QWidget | None, name: str) -> Path | None:
        """Where the form goes, or None."""
        return file_dialogs.ask_new_file(parent, "Lưu phiếu", name, _KINDS)
