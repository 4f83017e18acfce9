"""«Điền biểu mẫu của cấp trên»: a workbook is shown as it looks, its cells are mapped by pointing, a copy is
filled in."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QTabBar, QVBoxLayout, QWidget

from ...domain.errors import CchcError, EnvironmentProblem, Refusal
from ...domain.report_periods import Period, periods_of
from ...domain.templates.filling import Filling, Left
from ...domain.templates.map import CellMap, TemplateMap, refuse_other
from ...domain.templates.sheet import Sheet, Template
from ...domain.text import capitalized
from ...office.templates import filled_copy, read_map, read_template, refuse_target, write_copy, write_map
from .. import work
from ..buttons import menu_button, text_button
from ..choice_box import ChoiceBox
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..wizards.frame import FileWizard, Notice
from .cell_panel import CellPanel
from .sheet_view import SheetView

_FILTER = "Biểu mẫu Excel (*.xlsx *.xlsm);;Mọi tệp (*)"
_MAP_FILTER = "Bảng ghép (*.json);;Mọi tệp (*)"


class FillTemplate(FileWizard):
    """A form chosen, mapped, filled in; what could not be filled in is listed with the reason."""

    help_topic = "bieu-mau"

    def __init__(self, shell: Shell, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Điền biểu mẫu của cấp trên", parent)
        self._target: Path | None = None
        self.template: Template | None = None
        self.map: TemplateMap | None = None
        self._file.setText("Chưa chọn tệp")
        self.periods = ChoiceBox()
        self.periods.setAccessibleName("Kỳ báo cáo")
        self.periods.offer([(each, each.label) for each in periods_of(period.year)])
        self.periods.show_value(period)
        self.choose_button = self.make_choose_button()
        menu = QMenu(self)
        menu.addAction("Xuất bảng ghép ra tệp…", self.export_map)
        menu.addAction("Nhập bảng ghép từ tệp…", self.import_map)
        self.map_button = menu_button("Bảng ghép", "link", menu)
        self.notice = Notice()
        self.sheets = QTabBar()
        self.sheets.setAccessibleName("Các trang tính")
        self.sheets.setExpanding(False)
        self.sheets.currentChanged.connect(self._show_sheet)
        self.view = SheetView()
        self.panel = CellPanel(shell.office.catalogues.of_period(period))
        self.view.chosen.connect(self._show_cell)
        self.view.wanted.connect(self.panel.indicators.setFocus)
        self.panel.mapped.connect(self._set)
        self.panel.unmapped.connect(self._unset)
        self.confirm_button = text_button("Xác nhận tất cả", "check", tooltip="Xác nhận mọi ô còn dấu ?")
        self.confirm_button.clicked.connect(lambda _checked=False: self.confirm_all())
        self.next_button = text_button("Ô chưa chắc kế tiếp", "next", tooltip="Tới ô còn dấu ? kế tiếp (F8)")
        self.next_button.setShortcut("F8")
        self.next_button.clicked.connect(lambda _checked=False: self.next_unsure())
        self.fill_button = text_button("Điền vào bản sao…", "done", "primary")
        self.fill_button.clicked.connect(lambda _checked=False: self.fill())
        self.told = Notice("notice-info")
        self.left = TableView(TableModel(_left_columns(), key=lambda row: row), lines=0)
        self.left.setAccessibleName("Ô chưa điền hoặc cần xem lại")
        self.back_button = text_button("Quay lại biểu", "back")
        self.back_button.clicked.connect(lambda _checked=False: self._show_mapping())
        self.open_button = text_button("Mở tệp", "open", "primary")
        self.open_button.clicked.connect(lambda _checked=False: self._open(folder=False))
        self.folder_button = text_button("Mở thư mục", "folder")
        self.folder_button.clicked.connect(lambda _checked=False: self._open(folder=True))
        self.close_button = text_button("Đóng")
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self._show_mapping()

    @classmethod
    def run(cls, shell: Shell, period: Period, path: Path | None = None) -> None:
        """Asks for a form where none is given, and opens the dialog on it over the window."""
        cls.open_over(shell, lambda parent: cls(shell, period, parent), path)

    @classmethod
    def ask_file(cls, parent: QWidget | None, folder: str) -> Path | None:
        """The form that the user chose in the system's dialog, or None."""
        name, _ = QFileDialog.getOpenFileName(parent, "Chọn biểu mẫu của cấp trên", folder, _FILTER)
        return Path(name) if name else None

    @classmethod
    def ask_target(cls, parent: QWidget | None, proposed: Path) -> Path | None:
        """Where the filled copy goes, or None."""
        name, _ = QFileDialog.getSaveFileName(parent, "Lưu bản đã điền", str(proposed), _FILTER)
        return Path(name) if name else None

    def _lay_out(self) -> None:
        top = self.add_bar()
        top.addWidget(label("Điền biểu mẫu", "heading"))
        top.addWidget(self._file, 1)
        top.addWidget(self.periods)
        top.addWidget(self.map_button)
        top.addWidget(self.choose_button)
        mapping = QWidget()
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.view, 1)
        left.addWidget(self.sheets)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(left, 1)
        middle.addWidget(self.panel)
        column = QVBoxLayout(mapping)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addLayout(middle, 1)
        done = QWidget()
        second = QVBoxLayout(done)
        second.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        second.setSpacing(SPACE)
        second.addWidget(self.told)
        second.addWidget(self.left, 1)
        second.addStretch()
        self.pages.addWidget(mapping)
        self.pages.addWidget(done)
        self.add_foot(
            self.next_button, self.confirm_button, self.fill_button, self.back_button, self.folder_button,
            self.open_button, self.close_button,
        )  # fmt: skip

    # Reading

    def read(self, path: Path) -> None:
        """Reads a form in a worker and shows it with what is mapped, or proposed."""
        self._path = path
        self._file.setText(path.name)
        self.read_file(path, lambda cancelled: read_template(path, cancelled), self._take)

    def _take(self, template: Template) -> None:
        templates = self._shell.office.templates
        known, older = templates.map_for(template), templates.older_map(template)
        self.template = template
        self.map = templates.proposed(template, self.periods.value())
        self.sheets.blockSignals(True)
        while self.sheets.count():
            self.sheets.removeTab(0)
        for sheet in self._shown_sheets(template):
            self.sheets.addTab(sheet.name)
        self.sheets.blockSignals(False)
        words = ""
        if older is not None:
            words = (
                "Biểu này đã thay đổi so với lần ghép trước. Ô còn cùng tên dòng, tên cột được giữ; "
                "ô khác là đề xuất mới, hãy xem lại."
            )
        elif known is not None:
            words = "Đã dùng bảng ghép lưu từ lần trước của biểu này."
        if template.is_signed:
            words = f"{words} Biểu có chữ ký số; bản đã điền không còn khớp với chữ ký đó.".strip()
        self.notice.say(
            words, "notice-info" if known is not None and not template.is_signed else "notice-warn"
        )
        self._show_sheet(0)
        self._show_mapping()

    @staticmethod
    def _shown_sheets(template: Template) -> list[Sheet]:
        """The sheets that are not hidden; all where none is seen."""
        seen = [sheet for sheet in template.sheets if not sheet.is_hidden]
        return seen or list(template.sheets)

    def refused(self, error: CchcError) -> None:
        """Says why a form could not be read."""
        self.template = self.map = None
        self.notice.say(str(error), "notice-bad")
        self._show_mapping()

    # Showing

    def _sheet(self) -> Sheet | None:
        if self.template is None or self.sheets.currentIndex() < 0:
            return None
        return self._shown_sheets(self.template)[self.sheets.currentIndex()]

    def _show_sheet(self, _number: int) -> None:
        sheet = self._sheet()
        if sheet is None or self.template is None or self.map is None:
            return
        self.view.show_sheet(self.template, sheet)
        self.view.sheet.show_map(self.map.by_place)
        first = next((cell for cell in self.map.cells if cell.sheet == sheet.name), None)
        self.view.choose(*((first.row, first.column) if first is not None else (1, 1)))

    def _show_cell(self, row: int, column: int) -> None:
        sheet = self._sheet()
        if sheet is not None and self.map is not None:
            area = sheet.area_of(row, column)
            if area is not None:
                row, column = area.top, area.left
            self.panel.show_cell(sheet, row, column, self.map.by_place.get((sheet.name, row, column)))

    def _show_mapping(self) -> None:
        """Shows the form, and how much of it is mapped."""
        self.pages.setCurrentIndex(0)
        cells = self.map.cells if self.map is not None else ()
        ready = sum(cell.certainty.is_filled for cell in cells)
        waiting = len(cells) - ready
        for button in (self.back_button, self.open_button, self.folder_button):
            button.hide()
        for button in (self.next_button, self.confirm_button):
            button.setVisible(bool(waiting))
        self.fill_button.show()
        self.fill_button.setEnabled(bool(ready))
        self.map_button.setEnabled(self.map is not None)
        for part in (self.view, self.sheets, self.panel):
            part.setVisible(self.template is not None)
        words = f"{ready} ô sẽ điền" if self.map is not None else ""
        if waiting:
            words += f"; {waiting} ô có dấu ? chưa chắc nên chưa điền, hãy xác nhận từng ô hoặc tất cả"
        self._counts.setText(words)

    # Mapping

    def _keep(self, made: TemplateMap) -> bool:
        """Takes a changed map and keeps it with the office's data."""
        if made.cells and not self._shell.attempt(lambda: self._shell.office.templates.keep(made)):
            return False
        self.map = made
        self.view.sheet.show_map(made.by_place)
        self._show_mapping()
        index = self.view.currentIndex()
        self._show_cell(index.row() + 1, index.column() + 1)
        return True

    def _set(self, cell: CellMap) -> None:
        if self.map is not None and self._keep(self.map.with_cells([cell])):
            self.view.setFocus()

    def _unset(self, key: tuple[str, int, int]) -> None:
        if self.map is not None:
            self._keep(self.map.without([key]))

    def confirm_all(self) -> None:
        """Confirms every proposal."""
        if self.map is not None:
            self._keep(self.map.confirmed())

    def next_unsure(self) -> None:
        """Goes to the next cell that waits for being confirmed, on whichever sheet it is."""
        if self.map is None or self.template is None:
            return
        waiting = [cell for cell in self.map.cells if not cell.certainty.is_filled]
        sheet, index = self._sheet(), self.view.currentIndex()
        here = (sheet.name if sheet is not None else "", index.row() + 1, index.column() + 1)
        places = [cell.key for cell in waiting]
        after = places.index(here) + 1 if here in places else 0
        if not places:
            return
        name, row, column = places[after % len(places)]
        shown = [each.name for each in self._shown_sheets(self.template)]
        if name in shown:
            self.sheets.setCurrentIndex(shown.index(name))
            self.view.choose(row, column)

    def export_map(self) -> None:
        """Writes the map to a file that others can use."""
        if self.map is None or self._path is None:
            return
        made = self.map
        proposed = self._path.with_name(f"{self._path.stem}-bang-ghep.json")
        name, _ = QFileDialog.getSaveFileName(self, "Xuất bảng ghép", str(proposed), _MAP_FILTER)
        if name and self._shell.attempt(lambda: write_map(made, Path(name))):
            self.notice.say(f"Đã xuất bảng ghép vào «{name}».", "notice-info")

    def import_map(self) -> None:
        """Takes the map of a file, where it was made for this form."""
        if self.template is None:
            return
        template = self.template
        name, _ = QFileDialog.getOpenFileName(
            self, "Nhập bảng ghép", self.last_folder(self._shell), _MAP_FILTER
        )
        if not name:
            return
        try:
            made = read_map(Path(name))
            refuse_other(made, template)
        except Refusal as refusal:
            self.notice.say(str(refusal), "notice-bad")
            return
        self._keep(replace(made, name=template.file))

    # Filling in

    def fill(self) -> None:
        """Asks where the copy goes, fills it in by a worker, lists what stayed blank."""
        if self.map is None or self.template is None or self._path is None:
            return
        made, template, path, period = self.map, self.template, self._path, self.periods.value()
        try:
            filling = self._shell.office.templates.filling(template, made, period)
        except Refusal as refusal:
            self.notice.say(str(refusal), "notice-bad")
            return
        if not filling.cells:
            self.notice.say(
                f"Không có ô nào điền được cho {period.label}: {filling.left[0].sentence}.", "notice-bad"
            )
            return
        proposed = path.with_name(f"{path.stem}-{period.id}{path.suffix}")
        target = self.ask_target(self, proposed)
        if target is None:
            return
        if not target.suffix:
            target = target.with_suffix(path.suffix)
        try:
            refuse_target(path, target)
            attempt_or_refuse(self._shell, lambda: self._shell.office.templates.keep(made))
        except Refusal as refusal:
            self.notice.say(str(refusal), "notice-bad")
            return

        def run(_progress: work.Progress, cancelled: work.Cancelled) -> None:
            write_copy(path, target, filled_copy(path, template, filling, cancelled))

        work.run(
            self,
            f"Đang điền {path.name}…",
            run,
            lambda _nothing: self._show_result(target, filling, period),
            self._not_filled,
        )

    def _not_filled(self, error: Exception) -> None:
        if not isinstance(error, Refusal | EnvironmentProblem):
            raise error
        self.notice.say(str(error), "notice-bad")

    def _show_result(self, target: Path, filling: Filling, period: Period) -> None:
        self._target = target
        rows = [("Chưa điền", each) for each in filling.left] + [("Xem lại", each) for each in filling.noted]
        words = f"Đã điền {len(filling.cells)} ô của {period.label} vào «{target.name}»."
        if filling.left:
            words += f" {len(filling.left)} ô giữ nguyên như biểu gốc, ghi ở dưới."
        self.told.say(words, "notice-warn" if rows else "notice-info")
        self.left.rows.set_rows(rows)
        self.left.setVisible(bool(rows))
        for button in (self.next_button, self.confirm_button, self.fill_button):
            button.hide()
        for button in (self.back_button, self.open_button, self.folder_button):
            button.show()
        self._counts.setText("")
        self.pages.setCurrentIndex(1)
        self.open_button.setFocus()
        self._shell.notify(f"Đã điền {len(filling.cells)} ô vào {target}.")

    def _open(self, *, folder: bool) -> None:
        """Opens the filled copy, or its folder, with the program that the PC has for it."""
        if self._target is None:
            return
        path = self._target.parent if folder else self._target
        if not path.exists() or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.told.say(f"Không mở được {path}. Hãy mở bằng tay từ thư mục đã lưu.", "notice-warn")


_Row = tuple[str, Left]


def _left_columns() -> list[Column]:
    return [
        Column("Việc", lambda row: row[0], width=96, colour=lambda row: _COLOURS[row[0]]),
        Column("Trang", lambda row: row[1].sheet, width=140),
        Column("Ô", lambda row: row[1].place, width=64, align=Qt.AlignmentFlag.AlignLeft),
        Column("Chỉ tiêu", lambda row: row[1].code, width=80),
        Column(
            "Vì sao",
            lambda row: capitalized(row[1].sentence),
            width=320,
            stretch=True,
        ),
    ]


_COLOURS = {"Chưa điền": "warn", "Xem lại": "muted"}
