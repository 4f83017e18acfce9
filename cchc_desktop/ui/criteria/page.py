"""«Chỉ số CCHC»: criteria with what they can have, what is proposed, what was decided, and why."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.access import WHOLE_OFFICE, Need
from ...domain.criteria.rounds import Stage
from ...domain.criteria.words import points_words
from ...domain.errors import Refusal
from ...domain.formulas import rounded
from ...domain.numerals import format_number
from ...domain.places import CriteriaPlace, Place, ReportPlace
from ...domain.report_periods import QUARTERS, Period, Span
from ...office.criteria import answers_for
from ...office.criteria_values import Way
from ...office.score_reports import AREA_TABLES
from ...office.score_rounds import ROUND_TABLES
from ...storage.changes import Changes
from .. import theme
from ..buttons import close, text_button
from ..choice_box import ChoiceBox
from ..labels import label
from ..shell import Page, Shell, tables
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..widgets.command_row import CommandRow
from ..widgets.elided import ElidedLabel
from .area_bars import AreaBars
from .lines import CriterionLine, Listed, Shown, ends_words, listed, month_words
from .rounds_strip import RoundStrip, follow_columns, round_columns, round_words

_RIGHT = Qt.AlignmentFlag.AlignRight
_LEAST_LETTERS = 14
_OF_A_QUARTER = "Chỉ có với bộ chỉ số 766: hãy chọn một quý ở đầu trang."
_HIGH = 700
"""Windows as high show the areas as bars from the start."""


class CriteriaPage(Page):
    """The chooser of the period and of what is listed, the tree as a table, and what is told of one line."""

    help_topic = "chi-so"
    has_document = True
    reads = tables((*AREA_TABLES, *ROUND_TABLES))

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._period = Period(shell.office.today.year, Span.YEAR)
        self._set_id = ""
        self._listed: Listed | None = None
        self._was_shown = False
        self._may_accept = False
        self.periods = ChoiceBox()
        self.periods.setAccessibleName("Năm hoặc quý")
        self.periods.setToolTip("Năm: bộ tiêu chí Chỉ số CCHC; quý: bộ chỉ số 766")
        self.periods.activated.connect(lambda _: self._choose(self.periods.value()))
        self.sets = ChoiceBox()
        self.sets.setAccessibleName("Bộ tiêu chí")
        self.sets.setToolTip("Bộ tiêu chí; một năm có thể có nhiều bộ")
        self.sets.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sets.setMinimumContentsLength(_LEAST_LETTERS)
        self.sets.activated.connect(lambda _: self._choose(self._period, str(self.sets.value())))
        self.filter = ChoiceBox()
        self.filter.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.filter.setMinimumContentsLength(_LEAST_LETTERS)
        self.filter.setAccessibleName("Tiêu chí được liệt kê")
        self.filter.offer([(each, each.value) for each in Shown])
        self.filter.show_value(Shown.ALL)
        self.filter.activated.connect(lambda _: self._list())
        self.table = TableView(TableModel(self._columns(), shell), "Không có tiêu chí nào như vậy.")
        self.table.rows.setParent(self.table)
        self.table.setAccessibleName("Tiêu chí")
        self.table.opened.connect(lambda _: self._open())
        self.table.chosen.connect(lambda _: self._tell())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._follow_chosen())
        self.back_button = text_button("Về Báo cáo", "back", "flat")
        self.back_button.clicked.connect(lambda _checked=False: shell.go(ReportPlace()))
        self.accept_button = text_button(
            "Nhận đề xuất", "check", "primary", "Lấy điểm đề xuất của các dòng đang chọn (phím cách)"
        )
        self.accept_button.clicked.connect(lambda _checked=False: self._accept())
        self.number_button = text_button("Khai báo…", "edit", tooltip="Ghi số, có/không hoặc mức đạt được")
        self.number_button.clicked.connect(lambda _checked=False: self._ask("NUMBER"))
        self.points_button = text_button("Chấm điểm…", "edit", tooltip="Ghi điểm khác đề xuất, có lý do")
        self.points_button.clicked.connect(lambda _checked=False: self._ask("POINTS"))
        self.off_button = text_button("Không áp dụng…", "eye", tooltip="Bỏ khỏi điểm tối đa, có lý do")
        self.off_button.clicked.connect(lambda _checked=False: self._ask("OFF"))
        self.clear_button = text_button("Bỏ đã chấm", "undo", tooltip="Bỏ điều đã khai báo, đã chấm")
        self.clear_button.clicked.connect(lambda _checked=False: self._clear())
        self.evidence_button = text_button("Minh chứng…", "attach", tooltip="Xem, đính kèm tài liệu")
        self.evidence_button.clicked.connect(lambda _checked=False: self._show_evidence())
        self.go_button = text_button("Đến chỗ làm", "open", tooltip="Mở nơi lấy lại điểm (Enter)")
        self.go_button.clicked.connect(lambda _checked=False: self._go())
        self.what_if_button = text_button(
            "Nếu số khác đi…",
            "figures",
            tooltip="Thử số khác của tiêu chí, chỉ tiêu; tổng điểm tính lại ngay",
        )
        self.what_if_button.clicked.connect(lambda _checked=False: self._what_if())
        self.task_button = text_button(
            "Đưa vào kế hoạch…", "add", tooltip="Đưa tiêu chí đang mất điểm thành nhiệm vụ (Insert)"
        )
        self.task_button.clicked.connect(lambda _checked=False: self._make_task())
        self.compare_button = text_button(
            "So sánh…", "index", tooltip="Với năm trước, giữa các đơn vị, với kết quả công bố"
        )
        self.compare_button.clicked.connect(lambda _checked=False: self._compare())
        self.import_button = text_button(
            "Nhập bộ tiêu chí…", "import", tooltip="Lấy bộ tiêu chí của tỉnh, thành phố từ tệp Excel"
        )
        self.import_button.clicked.connect(lambda _checked=False: self._import())
        self.set_button = text_button(
            "Sửa bộ tiêu chí…", "edit", tooltip="Sửa điểm, quy tắc, nguồn, tài liệu, người phụ trách"
        )
        self.set_button.clicked.connect(lambda _checked=False: self._work_on_set())
        self.report_button = text_button(
            "Báo cáo…", "export", tooltip="Báo cáo tự chấm điểm: thêm lời, xuất ra PDF, Word, Excel"
        )
        self.report_button.clicked.connect(lambda _checked=False: self._report())
        self.publish_button = text_button(
            "Bảng công khai…", "print", tooltip="Kết quả bộ chỉ số 766 của quý, để niêm yết"
        )
        self.publish_button.clicked.connect(lambda _checked=False: self._publish())
        self.rounds = RoundStrip(shell, lambda: self._listed)
        self.bars = AreaBars()
        self.bars.chosen.connect(lambda code: self.show_place(CriteriaPlace(self._period, code)))
        self.bars_button = text_button(
            "Biểu đồ", "index", tooltip="Hiện, ẩn điểm từng lĩnh vực bên cạnh điểm tối đa và năm trước"
        )
        self.bars_button.setCheckable(True)
        self.bars_button.setChecked(True)
        self.bars_button.toggled.connect(lambda _: self._show_bars())
        for keys, slot in (("Space", self._accept), ("Ins", self._make_task)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        self._total = ElidedLabel("", "heading")
        self._forecast = ElidedLabel("", "muted")
        self._note = ElidedLabel("", "muted")
        self._told = label("", wrap=True)
        self._lay_out()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.back_button)
        head.addWidget(label("Chỉ số CCHC", "title"))
        head.addWidget(self.periods)
        head.addWidget(self.sets)
        head.addWidget(self.filter)
        totals = QVBoxLayout()
        totals.setSpacing(0)
        totals.addWidget(self._total)
        totals.addWidget(self._forecast)
        head.addLayout(totals, 1)
        commands = (
            self.accept_button, self.number_button, self.points_button, self.off_button, self.clear_button,
            self.evidence_button, self.go_button, self.task_button, self.what_if_button,
            self.compare_button, self.report_button, self.publish_button, self.bars_button,
            self.import_button, self.set_button,
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(CommandRow(commands))
        column.addWidget(self.rounds)
        column.addWidget(self.bars)
        column.addWidget(self.table, 1)
        column.addWidget(self._told)
        column.addWidget(self._note)

    def _columns(self) -> list[Column]:
        return [
            Column(
                "Tiêu chí", lambda line: line.name, width=250, stretch=True,
                bold=lambda line: not line.is_leaf, icon=lambda line: line.sign,
                tooltip=lambda line: line.scored.criterion.name,
            ),
            Column("Tối đa", lambda line: line.scored.most, width=64, align=_RIGHT),
            Column("Đề xuất", lambda line: line.proposed, width=76, align=_RIGHT),
            Column("Tự chấm", lambda line: line.own, width=76, align=_RIGHT),
            Column("Điểm", lambda line: line.points, width=60, align=_RIGHT, bold=lambda _: True),
            *round_columns(self.shell),
            Column(
                "Dự báo 31/12", lambda line: line.ends, width=96, align=_RIGHT, tooltip=_forecast_words,
            ),
            Column(
                "Cách ra điểm", lambda line: line.words, width=190, stretch=True,
                tooltip=lambda line: line.words,
            ),
            Column(
                "Minh chứng", lambda line: line.files or None, width=96, display=_proof_words,
                colour=lambda line: "warn" if line.lacks_proof else "text",
            ),
        ]  # fmt: skip

    # Showing

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows what the criteria come to now."""
        year = self.shell.office.today.year
        offered = [
            Period(each, span) for each in dict.fromkeys((year, year - 1, self._period.year))
            for span in (Span.YEAR, *QUARTERS)
        ]  # fmt: skip
        self.periods.offer([(period, period.heading) for period in offered])
        self.periods.show_value(self._period)
        try:
            self._listed = listed(self.shell.office, self._period, self._fitting())
        except Refusal as refusal:
            self._listed = None
            self._note.setText(str(refusal))
        self._list()

    def _fitting(self) -> str:
        """Offers the sets of the period, where there are several; gives the chosen one, nothing where the
        program is to choose."""
        fitting = self.shell.office.criteria.fitting(self._period)
        self.sets.offer([(each.id, each.decision or each.title) for each in fitting])
        self.sets.setVisible(len(fitting) > 1)
        return self._set_id if self._set_id in {each.id for each in fitting} else ""

    def _list(self) -> None:
        found = self._listed
        self.table.rows.set_rows(found.shown(self.filter.value()) if found is not None else [])
        if self.table.current_row() is None and self.table.rows.rows:
            self.table.choose(self.table.rows.rows[0].id)
        moves = [line.move for line in self.table.rows.rows if line.move is not None]
        self._total.setText("" if found is None else month_words(moves) if moves else _total_words(found))
        outlook = found.outlook if found is not None and not moves else None
        self._forecast.setVisible(outlook is not None)
        if outlook is not None:
            self._forecast.setText(f"Dự báo 31/12: {ends_words(outlook.low.total, outlook.high.total)}")
        if found is not None:
            self.sets.show_value(found.given.id)
            self._note.setText(f"{found.given.title}. {found.given.note}")
        close(self.set_button, self.shell.office.why_closed(Need.REPORT, WHOLE_OFFICE))
        close(self.publish_button, "" if self._period.span.is_quarter else _OF_A_QUARTER)
        follow_columns(self.table, found)
        self._show_bars()
        self._tell()

    def _show_bars(self) -> None:
        """Shows the areas as bars, where they are wanted."""
        found = self._listed
        wanted = found is not None and self.bars_button.isChecked()
        if wanted and found is not None:
            areas = self.shell.office.score_reports.areas(found.given, self._period, found.score)
            self.bars.show_areas(areas, self._period.last_year.label)
        self.bars.setVisible(wanted)

    def showEvent(self, event: QShowEvent) -> None:
        """The first time: on a low screen the table needs all the room."""
        if not self._was_shown:
            self._was_shown = True
            self.bars_button.setChecked(self.window().height() >= theme.scaled(_HIGH))
        super().showEvent(event)

    def show_place(self, place: Place) -> None:
        """Shows a period, and a criterion of it."""
        if isinstance(place, CriteriaPlace):
            if place.period is not None:
                self._choose(place.period)
            if place.code and not self.table.choose(place.code):
                self.filter.show_value(Shown.ALL)
                self._list()
                self.table.choose(place.code)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def current_document(self) -> tuple[Document, str] | None:
        """The sheet of the self-assessment of the period."""
        if self._listed is None:
            return None
        criteria, given = self.shell.office.criteria, self._listed.given
        return criteria.sheet(given, self._period), criteria.file_name(given, self._period, "pdf")

    def _import(self) -> None:
        """Takes in the set of criteria of a province from its workbook."""
        from ..wizards.import_criteria import ImportCriteria

        ImportCriteria.run(self.shell, self._period.year)

    def _report(self) -> None:
        """Asks for the words of the report, and exports it."""
        if self._listed is not None:
            from .report_dialog import ScoreReportDialog

            ScoreReportDialog.run(self.shell, self._listed.given, self._period)

    def _work_on_set(self) -> None:
        """Changes the set of the office, or a copy of the program's."""
        if self._listed is not None:
            from .set_form import SetForm

            SetForm.work_on(self.shell, self.shell.office, self._listed.given, self)

    def _publish(self) -> None:
        """Exports what is posted of a quarter."""
        if self._listed is not None:
            reports, given = self.shell.office.score_reports, self._listed.given
            name = reports.publication_name(self._period, "pdf").removesuffix(".pdf")
            self.shell.attempt(lambda: self.shell.export(reports.publication(given, self._period), name))

    def _choose(self, period: Period, set_id: str = "") -> None:
        self._period, self._set_id = period, set_id
        self.refresh()

    def _tell(self) -> None:
        """Says of the chosen line how it is scored, what proves it, who answers, what wins points back."""
        line: CriterionLine | None = self.table.current_row()
        found = self._listed
        if line is None or found is None:
            self._may_accept = False
            for button in self._buttons:
                button.setEnabled(False)
            self._told.setText("")
            self.rounds.follow(self._period, None)
            return
        path = found.given.path_to(line.id)
        why = self.shell.office.why_closed(Need.REPORT, path[0].area or WHOLE_OFFICE)
        why = why or self.rounds.follow(self._period, line)
        may = not why
        for button in self._buttons[:5]:
            close(button, why)
        self._may_accept = may
        self._follow_chosen()
        self.number_button.setEnabled(may and line.is_leaf)
        self.points_button.setEnabled(may and line.is_leaf)
        self.off_button.setEnabled(may and not line.mark.off)
        self.clear_button.setEnabled(may and not line.mark.is_blank)
        self.evidence_button.setEnabled(line.is_leaf)
        lost = line.win is not None and not line.win.is_final
        close(self.task_button, self.shell.office.why_closed(Need.PLAN, path[0].area or WHOLE_OFFICE))
        self.task_button.setEnabled(self.task_button.isEnabled() and lost)
        ways = self._ways(line)
        self.go_button.setEnabled(bool(ways))
        criterion = line.scored.criterion
        told = [
            f"{line.id} {criterion.name}.",
            f"{line.scored.reason}." if line.tells_win else "",
            line.win.sentence if line.win is not None else "",
            f"{ways[0].words}." if ways and line.win is not None else "",
            f"Dự báo: {words}" if not _is_certain(line) and (words := _forecast_words(line)) else "",
            f"Cách chấm: {criterion.method}." if criterion.method else "",
            f"Tài liệu kiểm chứng: {criterion.evidence}." if criterion.evidence else "",
            f"Chịu trách nhiệm: {answers}." if (answers := answers_for(found.given, line.id)) else "",
            f"Nguồn: {line.scored.value.said}." if line.scored.value and line.scored.value.said else "",
            f"Lý do, giải trình: {line.mark.note.rstrip('.')}." if line.mark.note else "",
            round_words(line.round) if line.round is not None else "",
        ]
        self._told.setText(" ".join(filter(None, told)))

    def _follow_chosen(self) -> None:
        """Offers to take what is proposed wherever a line that is chosen has something; the current one may
        be an area, as it is once all are chosen."""
        has_any = any(line.proposed is not None for line in self.table.chosen_rows())
        self.accept_button.setEnabled(self._may_accept and has_any)

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.accept_button, self.number_button, self.points_button, self.off_button, self.clear_button,
            self.evidence_button, self.go_button, self.task_button,
        )  # fmt: skip

    def _ways(self, line: CriterionLine) -> list[Way]:
        assert self._listed is not None
        return self.shell.office.criteria.ways(self._listed.given, self._period, line.id)

    # Doing

    def _accept(self) -> None:
        """Takes what is proposed for the chosen lines."""
        found = self._listed
        codes = [line.id for line in self.table.chosen_rows() if line.proposed is not None]
        if found is None or not codes or not self.accept_button.isEnabled():
            return
        criteria = self.shell.office.criteria
        if self.shell.attempt(lambda: criteria.accept(found.given, self._period, codes)):
            what = f"tiêu chí {codes[0]}" if len(codes) == 1 else f"{len(codes)} tiêu chí"
            self.shell.notify(f"Đã nhận điểm đề xuất của {what}.", undoable=True)

    def _ask(self, asked: str) -> None:
        line: CriterionLine | None = self.table.current_row()
        if line is not None:
            from .question import Asked, CriterionQuestion

            CriterionQuestion.ask(self.shell, line, self, Asked[asked])

    def _clear(self) -> None:
        line: CriterionLine | None = self.table.current_row()
        if line is not None:
            blank = replace(line.mark, number=None, points=None, off=False, note="")
            if self.shell.attempt(lambda: self.shell.office.criteria.decide(blank)):
                self.shell.notify(f"Đã bỏ điều đã chấm của tiêu chí {line.id}.", undoable=True)

    def _make_task(self) -> None:
        """Makes a task of the plan of the chosen criterion, as it is proposed."""
        line: CriterionLine | None = self.table.current_row()
        if line is not None and self._listed is not None and self.task_button.isEnabled():
            from .task_question import CriterionTaskQuestion

            CriterionTaskQuestion.ask(self.shell, self._listed.given, self._period, line.id, self)

    def _compare(self) -> None:
        """Holds the score against other years, the units and what was published."""
        if self._listed is not None:
            from .comparison_dialog import IndexComparisonDialog

            IndexComparisonDialog.run(self.shell, self._listed.given, self._period)

    def _what_if(self) -> None:
        """Tries other numbers, of the chosen criterion first."""
        line: CriterionLine | None = self.table.current_row()
        if line is not None and self._listed is not None:
            from .what_if import WhatIfDialog

            WhatIfDialog.run(self.shell, self._listed.given, self._period, line.id)

    def _show_evidence(self) -> None:
        line: CriterionLine | None = self.table.current_row()
        if line is not None and self._listed is not None:
            from ..evidence.dialog import EvidenceDialog

            owner = self.shell.office.criteria.owner(self._listed.given, self._period, line.id)
            EvidenceDialog.run(self.shell, owner)

    def _open(self) -> None:
        """Opens what can be said of a locked criterion now, else where its points are won back."""
        if not self.rounds.open_line():
            self._go()

    def _go(self) -> None:
        """Opens where points are won back."""
        line: CriterionLine | None = self.table.current_row()
        if line is not None and (ways := self._ways(line)):
            self.shell.go(ways[0].place)


def _is_certain(line: CriterionLine) -> bool:
    return line.foreseen is None or line.foreseen.is_certain


def _forecast_words(line: CriterionLine) -> str:
    forecast = line.foreseen.forecast if line.foreseen is not None else None
    return forecast.said if forecast is not None else ""


def _proof_words(line: CriterionLine) -> str:
    if line.files:
        return f"{line.files} tệp"
    return "Chưa có" if line.lacks_proof else ""


def _total_words(found: Listed) -> str:
    verified = found.rounds.second or found.rounds.first
    if verified is not None:
        kind = "Kết quả" if found.rounds.stage is Stage.FINAL else "Thẩm định"
        return f"{kind} {points_words(verified.total)}/{format_number(verified.most)} điểm"
    made = found.score
    percent = made.percent
    words = f"{points_words(made.total)}/{format_number(made.most)} điểm"
    if made.unknown:
        words = f"{words}, chưa biết {points_words(made.unknown)}"
    elif percent is not None:
        words = f"{words} ({format_number(rounded(percent, 2))}%), {made.grade}"
    return words
