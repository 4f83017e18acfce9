"""What can be done with the figures of a period: the buttons over the grid, and what they do."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from ...domain.places import DossiersPlace, FigurePlace, OpeningPlace
from ...office.figure_rows import FigureRow
from ..buttons import close, text_button
from ..shell import Page
from ..widgets.command_row import CommandRow
from . import words
from .grid import FigureGrid


class FigureCommands(CommandRow):
    """The commands of ``page``; those of an area's page lead to the whole of it."""

    def __init__(self, page: Page, grid: FigureGrid) -> None:
        super().__init__()
        self._page = page
        self._shell = page.shell
        self._grid = grid
        area = grid.figure_model.area
        self.suggest = self._button(
            "Lấy số gợi ý", "add",
            "Điền vào các ô còn trống số có đến cuối kỳ trước",
            self._suggest,
        )  # fmt: skip
        self.take_in = self._button(
            "Nhập từ Excel", "import", "Nhập số liệu từ phụ lục đã xuất ra Excel và điền tay", self._take_in
        )
        self.hand_out = self._button(
            "Lập phiếu cho công chức", "export",
            "Lập phiếu Excel để công chức không có chương trình điền số liệu, tiến độ, sổ và nhận xét",
            self._hand_out,
        )  # fmt: skip
        self.take_form = self._button(
            "Nhận phiếu của công chức", "import", "Nhận phiếu Excel mà công chức đã điền, xem từng ô trước",
            self._take_form,
        )  # fmt: skip
        self.table = self._button(
            "Xuất bảng để phân tích", "excel",
            "Mọi số liệu của mọi kỳ thành một bảng: Excel, CSV hoặc Parquet", self._export_table,
        )  # fmt: skip
        self.form = self._button("Biểu II.06a", "survey", "Mở biểu II.06a của kỳ này", self._open_form)
        self.annex = self._button(
            "Xuất phụ lục", "export", "Xuất phụ lục số liệu của kỳ này ra Excel, PDF hoặc Word (Ctrl+E)",
            self._export,
        )  # fmt: skip
        self.opening = self._button(
            "Số lũy kế khi bắt đầu dùng", "figures",
            "Nhập một lần số lũy kế đã báo cáo trước khi dùng chương trình", self._open_opening,
        )  # fmt: skip
        self.whole = self._button(
            "Cả tám lĩnh vực", "figures", "Mở trang Số liệu ở chỉ tiêu này", self._open_whole
        )
        of_page = (
            self.suggest, self.take_in, self.annex, self.form, self.hand_out, self.take_form, self.table,
            self.opening,
        )  # fmt: skip
        offered: tuple[QPushButton, ...] = of_page
        if area:
            of_area = self._shell.office.catalogues.of_period(grid.figure_model.period).of_area(area)
            has_form = any(indicator.counted.startswith("form.") for indicator in of_area)
            offered = (self.suggest, *([self.form] if has_form else []), self.whole)
        for button in offered:
            self.add(button)
        # A button that stands nowhere would be kept by what it does, and the whole page with it.
        for button in (*of_page, self.whole):
            if button not in self.buttons:
                button.setParent(self)
                button.hide()

    def _button(self, text: str, picture: str, tip: str, slot: Callable[[], object]) -> QPushButton:
        button = text_button(text, picture, tooltip=tip)
        button.clicked.connect(lambda _checked=False: slot() if self._page.leave() else None)
        return button

    def refresh(self) -> None:
        """Offers what can be done with the figures that are shown now."""
        model = self._grid.figure_model
        offered = [row for row in model.own if row.suggestion is not None and row.figure.value is None]
        # Where all that is offered is somebody else's, it says whose.
        whys = [model.why_closed(row) for row in offered]
        close(self.suggest, whys[0] if whys and all(whys) else "")
        self.suggest.setEnabled(any(map(model.may_type, offered)))

    def _may_take(self, row: FigureRow) -> bool:
        is_free = row.suggestion is not None and row.figure.value is None
        return is_free and self._grid.figure_model.may_type(row)

    def _suggest(self) -> None:
        model = self._grid.figure_model
        figures = {row.id: words.suggested_figure(row) for row in model.own if self._may_take(row)}
        if self._shell.attempt(
            lambda: self._shell.office.figures.set_figures(model.period, figures, "Lấy số gợi ý")
        ):
            codes = ", ".join(figures)
            self._shell.notify(
                f"Đã lấy {len(figures)} số gợi ý: {codes}. Hãy xem lại từng số.", undoable=True
            )

    def _take_in(self) -> None:
        from ..wizards.import_figures import ImportFigures

        ImportFigures.run(self._shell, self._grid.figure_model.period)

    def _hand_out(self) -> None:
        from ..contribution.hand_out import HandOutForm

        HandOutForm.run(self._shell, self._grid.figure_model.period)

    def _take_form(self) -> None:
        from ..contribution.take_form import TakeForm

        TakeForm.run(self._shell)

    def _export_table(self) -> None:
        from ..tidy_export import export_tidy

        tables = self._shell.office.tidy_tables
        name = self._shell.office.settings.file_name("Bang so lieu", "xlsx")
        export_tidy(self._shell, name, lambda: tables.own(tables.periods()))

    def _open_form(self) -> None:
        self._shell.go(DossiersPlace(self._grid.figure_model.period))

    def _open_opening(self) -> None:
        self._shell.go(OpeningPlace())

    def _open_whole(self) -> None:
        row = self._grid.figure()
        self._shell.go(FigurePlace(self._grid.figure_model.period, row.id if row is not None else ""))

    def _export(self) -> None:
        def export() -> None:
            if (result := self._page.current_document()) is not None:
                self._shell.export(*result)

        self._shell.attempt(export)
