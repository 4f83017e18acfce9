"""«Tổng hợp»: reports of many units taken in, who has sent, their figures, what they come to, ranks."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.access import WHOLE_OFFICE, Need
from ...domain.consolidation.arrivals import Standing, counts
from ...domain.dates import short_date
from ...domain.places import GatheringPlace, Place, ReportPlace
from ...domain.report_periods import Period, periods_of
from ...domain.text import capitalized
from ...office.catalogues import CATALOGUE_TABLES
from ...office.consolidating import Gathered
from ...office.desk import DAY
from ...office.take_in import PACKAGE, SHEETS, TakenIn, files_in, take_in
from ...storage.changes import Changes
from ...storage.received import Failure
from .. import work
from ..buttons import close, text_button
from ..choice_box import ChoiceBox
from ..file_dialogs import ask_file, ask_folder
from ..labels import label
from ..shell import Page, Shell, tables
from ..tables import TableModel, TableView
from ..theme import SPACE
from ..tidy_export import export_tidy
from ..widgets.command_row import CommandRow
from ..widgets.elided import ElidedLabel
from ..widgets.empty import EmptyState
from .figures_tab import FiguresTab
from .lines import (
    failure_columns,
    failure_key,
    rank_columns,
    rank_lines,
    total_columns,
    total_lines,
    unit_columns,
    unit_lines,
)
from .unit_dialog import UnitDialog
from .units_dialog import UnitsDialog, WhoseQuestion

_KINDS = " ".join(f"*{suffix}" for suffix in (PACKAGE, *SHEETS))
_NOTHING = (
    "Dành cho cơ quan nhận báo cáo của nhiều đơn vị (tỉnh, thành phố). Nhập danh sách đơn vị từ Excel (mã, "
    "tên, khối), rồi nhận cả thư mục gói báo cáo (.cchc) và phụ lục Excel một lần: chương trình cho biết ai "
    "đã gửi, cộng số liệu theo từng chỉ tiêu, xếp hạng, lập báo cáo chung. Số liệu nhận về để riêng, không "
    "lẫn với số liệu của cơ quan."
)
_LEAST_LETTERS = 26
_ALL, _LATE, _WRONG = "all", "late", "wrong"


class GatheringPage(Page):
    """The period above the tabs: units, figures, totals, ranks, files that were not taken in."""

    received = Signal()
    """Reports were taken in, or the taking in was stopped; what there is now is shown."""
    help_topic = "tong-hop"
    has_document = True
    reads = tables(("gathered_units", DAY), CATALOGUE_TABLES)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._found: Gathered | None = None
        self._failures: list[Failure] = []
        self._was_shown = False
        self._from = ""
        """The folder that was taken in from last."""
        self._password = ""
        """What opened packages in this run."""
        self._compared_of: Period | None = None
        """The period whose comparisons are offered."""
        self.period = shell.office.calendar.last_to_gather()
        """The period that is shown."""
        self.periods = ChoiceBox()
        self.periods.setAccessibleName("Kỳ báo cáo")
        self.periods.setToolTip("Kỳ báo cáo (trước, sau: Ctrl+PgUp, Ctrl+PgDown)")
        self.periods.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.periods.setMinimumContentsLength(_LEAST_LETTERS)
        self.periods.activated.connect(lambda _: self._choose(self.periods.value()))
        for keys, by in (("Ctrl+PgUp", 1), ("Ctrl+PgDown", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._step, by))
        self.filter = ChoiceBox()
        self.filter.setAccessibleName("Đơn vị được liệt kê")
        self.filter.offer([(_ALL, "Tất cả"), (_LATE, "Chưa gửi"), (_WRONG, "Phải xem lại")])
        self.filter.show_value(_ALL)
        self.filter.activated.connect(lambda _: self._list_units())
        self.back_button = text_button("Về Báo cáo", "back", "flat")
        self.back_button.clicked.connect(lambda _checked=False: shell.go(ReportPlace()))
        self.take_button = text_button(
            "Nhận thư mục…", "import", "primary", "Nhận mọi gói báo cáo và phụ lục Excel trong một thư mục"
        )
        self.take_button.clicked.connect(lambda _checked=False: self._take_folder())
        self.file_button = text_button("Nhận một tệp…", "open", tooltip="Nhận một gói hoặc phụ lục Excel")
        self.file_button.clicked.connect(lambda _checked=False: self._take_file())
        self.letter_button = text_button(
            "Đôn đốc…", "warning-filled", tooltip="Công văn đôn đốc đơn vị chưa gửi, phải xem lại (PDF, Word)"
        )
        self.letter_button.clicked.connect(lambda _checked=False: self._urge())
        self.report_button = text_button(
            "Xuất báo cáo", "export", tooltip="Báo cáo chung theo đề cương, kèm các phụ lục (Ctrl+E)"
        )
        self.report_button.clicked.connect(lambda _checked=False: self.export_document())
        self.sheet_button = text_button(
            "Xuất bảng số liệu", "excel", tooltip="Mọi chỉ tiêu, mọi đơn vị ra Excel, có công thức cộng"
        )
        self.sheet_button.clicked.connect(lambda _checked=False: self._export_sheet())
        self.table_button = text_button(
            "Xuất bảng để phân tích…",
            "export",
            tooltip="Mỗi dòng một số liệu (đơn vị, kỳ, chỉ tiêu), để đưa vào công cụ khác",
        )
        self.table_button.clicked.connect(lambda _checked=False: self._export_table())
        self.units_button = text_button("Đơn vị…", "unit", tooltip="Danh sách đơn vị gửi báo cáo")
        self.first_button = text_button("Nhập danh sách đơn vị…", "import", "primary")
        for button in (self.units_button, self.first_button):
            button.clicked.connect(lambda _checked=False: self._show_units())
        self.whose_button = text_button("Chọn đơn vị…", "unit", tooltip="Nhận tệp này cho một đơn vị (Enter)")
        self.whose_button.clicked.connect(lambda _checked=False: self._ask_whose())
        self.password_button = text_button(
            "Nhập mật khẩu…", "lock", tooltip="Mở mọi gói có mật khẩu trong danh sách bằng mật khẩu chung"
        )
        self.password_button.clicked.connect(lambda _checked=False: self._ask_password())
        self.forget_button = text_button("Bỏ khỏi danh sách", "delete", tooltip="Không nhắc tệp này nữa")
        self.forget_button.clicked.connect(lambda _checked=False: self._forget())
        self._said = ElidedLabel("", "muted")
        self.units = TableView(TableModel(unit_columns(), shell), "Không có đơn vị nào như vậy.")
        self.units.setAccessibleName("Đơn vị")
        self.units.opened.connect(lambda line: self._open_unit(line.id) if line is not None else None)
        self.figures = FiguresTab(shell, self._open_unit)
        self.totals = TableView(TableModel(total_columns(self.period.previous), shell))
        self.totals.setAccessibleName("Số liệu chung")
        self.before = ChoiceBox()
        self.before.setAccessibleName("Kỳ so sánh")
        self.before.setToolTip("Số liệu chung được so với kỳ này")
        self.before.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.before.setMinimumContentsLength(_LEAST_LETTERS)
        self.before.activated.connect(lambda _: self._compare())
        self.ranks = TableView(TableModel(rank_columns(), shell), "Chưa đơn vị nào gửi điểm Chỉ số CCHC.")
        self.ranks.setAccessibleName("Xếp hạng")
        self.ranks.setSortingEnabled(False)
        self.failures = TableView(
            TableModel(failure_columns({}), shell, key=failure_key), "Mọi tệp đều đã nhận được."
        )
        self.failures.setAccessibleName("Tệp không nhận được")
        self.failures.opened.connect(self._settle)
        self.why = label("", "muted", wrap=True)
        self.failures.chosen.connect(lambda _: self._say_why())
        self.tabs = QTabWidget()
        self._lay_out()
        self.tabs.currentChanged.connect(lambda _: self._show_tab())
        self._aim()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.back_button)
        head.addWidget(label("Tổng hợp", "title"))
        head.addWidget(self.periods)
        buttons = (
            self.take_button, self.letter_button, self.report_button, self.sheet_button, self.units_button,
            self.file_button, self.table_button,
        )  # fmt: skip
        head.addWidget(CommandRow(buttons), 1)
        for tab, words in (
            (self._beside(self.filter, self.units), "Đơn vị"),
            (self.figures, "Số liệu từng đơn vị"),
            (self._beside((label("So với"), self.before), self.totals), "Số liệu chung"),
            (self.ranks, "Xếp hạng"),
            (
                failed := self._beside(
                    (self.whose_button, self.password_button, self.forget_button), self.failures
                ),
                "Không nhận được",
            ),
        ):
            self.tabs.addTab(tab, words)
        below = failed.layout()
        assert below is not None
        below.addWidget(self.why)
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._said)
        column.addWidget(self.tabs, 1)
        self.empty = EmptyState(
            "consolidation", "Chưa có danh sách đơn vị gửi báo cáo", _NOTHING, self.first_button
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._whole)
        self._stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    @staticmethod
    def _beside(above: QWidget | Sequence[QWidget], table: TableView) -> QWidget:
        """A tab of a table with what it is filtered by, or what is done with its lines, above it."""
        tab = QWidget()
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for widget in [above] if isinstance(above, QWidget) else above:
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(tab)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(row)
        column.addWidget(table, 1)
        tab.setFocusProxy(table)
        return tab

    # Showing

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows what there is of the period now."""
        part = self.shell.office.consolidating
        self._found = None
        self._stack.setCurrentWidget(self._whole if part.is_used else self.empty)
        self._aim()
        why = self.shell.office.why_closed(Need.REPORT, WHOLE_OFFICE)
        for button in (
            self.take_button, self.file_button, self.first_button, self.forget_button, self.password_button,
        ):  # fmt: skip
            close(button, why)
        if not part.is_used:
            return
        self.shell.try_to_show(self._offer_periods)
        self.shell.try_to_show(self._read)
        self._show_tab()

    def _offer_periods(self) -> None:
        """Offers the periods of the years that reports came of, and of this one and the one before; begins
        with the last that any came of."""
        known = self.shell.office.consolidating.periods()
        today = self.shell.office.today.year
        years = sorted({today, today - 1, self.period.year, *(each.year for each in known)}, reverse=True)
        if known and not self._was_shown and self.period not in known:
            self.period = next(iter(known))
        self._was_shown = True
        self.periods.offer(
            [
                (each, f"{capitalized(each.label)}{f' ({known[each]} đơn vị)' if each in known else ''}")
                for year in years
                for each in reversed(periods_of(year))
            ]
        )
        self.periods.show_value(self.period)

    def _read(self) -> None:
        self._found = found = self.shell.office.consolidating.gathered(self.period)
        told = counts(found.arrivals)
        due = f", hạn gửi {short_date(found.due)}" if found.due is not None else ""
        parts = [f"{standing.label.lower()} {count}" for standing, count in told.items() if count]
        self._said.setText(
            f"{capitalized(found.period.label)}{due}: {found.sent}/{len(found.units)} "
            f"đơn vị đã gửi số liệu ({', '.join(parts)})."
        )
        self._failures = self.shell.office.consolidating.failures()
        count = len(self._failures)
        self.tabs.setTabText(4, f"Không nhận được ({count})" if count else "Không nhận được")
        late = told[Standing.OVERDUE] + told[Standing.PROBLEM] + told[Standing.WAITING]
        close(self.letter_button, "" if late else "Mọi đơn vị đã gửi, không phải đôn đốc.")
        none = "" if found.sent else "Chưa nhận được báo cáo của đơn vị nào trong kỳ này."
        for button in (self.report_button, self.sheet_button, self.table_button):
            close(button, none)

    def _aim(self) -> None:
        """Whoever comes to the page has the keyboard where there is something to be done."""
        is_used = self.shell.office.consolidating.is_used
        self.setFocusProxy(self.tabs.currentWidget() if is_used else self.first_button)

    def _show_tab(self) -> None:
        """Shows the tab in front alone: the others wait until they are."""
        self._aim()
        found = self._found
        if found is None:
            return
        match self.tabs.currentIndex():
            case 0:
                self._list_units()
            case 1:
                self.figures.show_gathered(found)
            case 2:
                self._offer_comparisons()
                self._compare()
            case 3:
                self.ranks.rows.set_rows(list(rank_lines(found.ranking() if found.indexes else ())))
            case _:
                known = {unit.code: unit for unit in found.units}
                self.failures.rows.columns = failure_columns(known)
                self.failures.rows.set_rows(self._failures)
                if self._failures and self.failures.current_row() is None:
                    self.failures.choose(self._failures[0].file)
                self.whose_button.setEnabled(bool(self._failures))
                may_open = self.take_button.isEnabled() and bool(self._locked())
                self.password_button.setEnabled(may_open)
                self._say_why()

    def _offer_comparisons(self) -> None:
        """Offers every other period that something came of; begins with the one that suits this one."""
        part = self.shell.office.consolidating
        usual = part.earlier(self.period)
        others = dict.fromkeys([each for each in part.periods() if each != self.period] or [usual])
        kept = self.before.value() if self._compared_of == self.period else None
        self._compared_of = self.period
        self.before.offer([(each, capitalized(each.label)) for each in others])
        self.before.show_value(next(each for each in (kept, usual, *others) if each in others))

    def _compare(self) -> None:
        if self._found is None:
            return
        before = self.before.value()
        self.totals.rows.columns = total_columns(before)
        compared = self.shell.office.consolidating.compared(self.period, before)
        self.totals.rows.set_rows(total_lines(self._found, compared))

    def _list_units(self) -> None:
        if self._found is None:
            return
        lines = unit_lines(self._found)
        match self.filter.value():
            case "late":
                lines = [line for line in lines if line.arrival.standing.is_missing]
            case "wrong":
                lines = [line for line in lines if line.arrival.problems]
        self.units.rows.set_rows(lines)

    def _choose(self, period: Period) -> None:
        self.period = period
        self.refresh()

    def _step(self, by: int) -> None:
        listed = self.periods.values
        if self.period in listed:
            self._choose(listed[max(0, min(len(listed) - 1, listed.index(self.period) + by))])

    def show_place(self, place: Place) -> None:
        """Shows a period, at a unit, or at a unit's figure."""
        if not isinstance(place, GatheringPlace):
            return
        if place.period is not None and place.period != self.period:
            self._choose(place.period)
        if place.code:
            self.tabs.setCurrentIndex(1)
            self.figures.show_code(place.unit, place.code)
        elif place.unit:
            self.tabs.setCurrentIndex(0)
            self.filter.show_value(_ALL)
            self._list_units()
            self.units.choose(place.unit)
        shown = self.tabs.currentWidget() if self._found is not None else self.first_button
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_unit(self, code: str, indicator: str = "") -> None:
        found = self._found
        unit = next((each for each in found.units if each.code == code), None) if found is not None else None
        if found is None or unit is None:
            return
        dialog = UnitDialog(self.shell, found, unit, self, indicator, self._password)
        dialog.exec()
        # A submission may have been taken away.
        self.refresh()

    # Taking in

    def _take_folder(self) -> None:
        # What is exported next is not to lie among what is taken in.
        folder = ask_folder(self, "Thư mục gói báo cáo nhận được", self._from, is_left=False)
        if folder is not None:
            self._from = str(folder)
            self.take_files(folder)

    def _take_file(self) -> None:
        kinds = f"Gói báo cáo, phụ lục ({_KINDS});;Mọi tệp (*)"
        path = ask_file(self, "Báo cáo nhận được", kinds, self._from, is_left=False)
        if path is not None:
            self._from = str(path.parent)
            self.take_files(path)

    def take_files(self, *places: Path, chosen: dict[Path, str] | None = None) -> None:
        """Takes in what is in a folder, or files, in a worker; what was stored before a Cancel stays."""
        listed: list[Path] = []

        def ready() -> None:
            listed.extend(path for place in places for path in files_in(place))
            wanted = self.shell.office.consolidating.wanted(self.period, chosen, self._password)
            job = work.run(
                self, "Đang nhận báo cáo",
                lambda progress, cancelled: take_in(listed, wanted, progress, cancelled),
                partial(self._taken, len(listed)),
            )  # fmt: skip
            job.finished.connect(self._anew)

        self.shell.attempt(ready)

    def _anew(self) -> None:
        self.shell.office.consolidating.received_anew()
        self.refresh()
        self.received.emit()

    def _taken(self, files: int, taken: TakenIn) -> None:
        words = [f"{files} tệp: {taken.added} báo cáo mới"]
        if taken.known:
            words.append(f"{taken.known} đã nhận trước đây")
        if taken.failures:
            words.append(f"{len(taken.failures)} không nhận được")
            self.tabs.setCurrentIndex(4)
        elif self.tabs.currentIndex() == 4:
            self.tabs.setCurrentIndex(0)
        if taken.periods and self.period not in taken.periods:
            # Whoever takes reports in wants to see them.
            self.period = max(taken.periods, key=lambda each: (each.year, each.last_quarter.span))
        if others := [each.label for each in taken.periods if each != self.period]:
            words.append(f"có báo cáo của kỳ khác ({', '.join(others)})")
        if taken.locked and not self._password:
            # Once the list shows what is locked.
            QTimer.singleShot(0, self, self._ask_password)
        elif taken.locked and not taken.added:
            self._password = ""
        self.shell.notify(f"{', '.join(words)}.")

    def _ask_whose(self) -> None:
        failure: Failure | None = self.failures.current_row()
        if failure is None or not self.whose_button.isEnabled():
            return
        path = Path(failure.file)
        question = WhoseQuestion(self.shell, path.name, self.period, self)
        if question.exec():
            self.take_files(path, chosen={path: str(question.unit.value())})

    def _locked(self) -> list[Path]:
        """The files on the list that a password may open."""
        return [Path(each.file) for each in self._failures if each.is_locked]

    def _ask_password(self) -> None:
        """Asks for the password that all agreed on, and takes in what it opens."""
        from ..exchange.taking import PasswordQuestion

        locked = self._locked()
        if not locked:
            return
        why = f"{len(locked)} gói được đặt mật khẩu. Mật khẩu này mở được gói nào thì gói đó được nhận."
        if password := PasswordQuestion.ask("Mật khẩu chung của các gói", why, self):
            self._password = password
            self.take_files(*(path for path in locked if path.is_file()))

    def _settle(self, failure: Failure | None) -> None:
        """Does what may bring a file in."""
        if failure is not None and failure.is_locked:
            self._ask_password()
        else:
            self._ask_whose()

    def _say_why(self) -> None:
        """The whole of a reason: what to do about it stands at its end, which the table cuts."""
        failure: Failure | None = self.failures.current_row()
        self.why.setText(f"{Path(failure.file).name}: {failure.sentence}" if failure is not None else "")

    def _forget(self) -> None:
        failure: Failure | None = self.failures.current_row()
        if failure is not None:
            part = self.shell.office.consolidating
            if self.shell.attempt(lambda: part.forget_failures([failure.file])):
                self.refresh()

    def _show_units(self) -> None:
        UnitsDialog(self.shell, self).exec()
        self.refresh()

    # Papers

    def current_document(self) -> tuple[Document, str] | None:
        """The report on all units."""
        papers = self.shell.office.consolidated_papers
        made: list[Document] = []
        if self._found is None or not self.shell.attempt(lambda: made.append(papers.report(self.period))):
            return None
        return made[0], papers.file_name(f"Báo cáo tổng hợp CCHC {self.period.label}", "pdf")

    def _export_sheet(self) -> None:
        papers = self.shell.office.consolidated_papers
        name = papers.file_name(f"Bảng tổng hợp CCHC {self.period.label}", "xlsx")
        self.shell.attempt(lambda: self.shell.export(papers.sheet(self.period), name))

    def _urge(self) -> None:
        papers = self.shell.office.consolidated_papers
        name = papers.file_name(f"Công văn đôn đốc báo cáo CCHC {self.period.label}", "docx")
        self.shell.attempt(lambda: self.shell.export(papers.urging_letter(self.period), name))

    def _export_table(self) -> None:
        papers, tables = self.shell.office.consolidated_papers, self.shell.office.tidy_tables
        name = papers.file_name(f"Số liệu CCHC {self.period.label}", "csv")
        export_tidy(self.shell, name, lambda: tables.gathered(self.period))
