"""The grid of figures on the screen: its keys, its menu, and the way to a cell that needs attention."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QLineEdit, QMenu, QWidget

from ...domain.errors import Refusal
from ...domain.readings import Figure
from ...domain.typed_figures import not_occurred
from ...office.figure_rows import FigureRow
from .. import icons, theme
from ..shell import Shell
from ..tables.sheet import CellRefusal, SheetView, Written
from .book import FigureBook
from .delegate import FigureDelegate
from .model import CODE, CUMULATED, LAST_YEAR, NOTE, PREVIOUS, SOURCE, TARGET, VALUE, FigureModel
from .pasting import plan_paste, told
from .rows import GroupRow

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LOW_AIR = 7
"""What a low row has above and below its line of words together."""
_YIELDING = (LAST_YEAR, TARGET, NOTE, PREVIOUS, CUMULATED)
"""The columns that go, in this order, where there is no room for the names."""


class FigureGrid(SheetView):
    """Shows a `FigureModel`, of one ``area`` where given, or of the opening figures in a ``book``.

    ``wanted`` asks for an indicator that the filter keeps out, ``history_wanted`` for the history of the
    current one; ``refused_cells`` comes with those that a pasted range was refused for, and empty once it is
    no longer so.
    """

    wanted = Signal(str)
    history_wanted = Signal()
    refused_cells = Signal(list)

    def __init__(
        self, shell: Shell, parent: QWidget | None = None, area: int = 0, book: FigureBook | None = None
    ) -> None:
        self._reopening = False
        self._label = ""
        self._source_shown = bool(shell.office.settings.preference("figures-source"))
        super().__init__(FigureModel(shell, area=area, book=book), shell, self._write_cells, parent=parent)
        self.figure_model.setParent(self)
        self.setItemDelegate(FigureDelegate(self))
        self.setAccessibleName("Bảng số liệu của kỳ")
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        # What is chosen does not show in it; with the table's choice it would be painted with every cell.
        header.setSelectionModel(QItemSelectionModel(self.figure_model, header))
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        self.figure_model.modelReset.connect(self._span_headings)
        self._make_actions()
        self.set_low(False)

    def set_low(self, is_low: bool) -> None:
        """Shows lower rows and a header of one line where there is little height."""
        line = self.fontMetrics().lineSpacing()
        height = line + _LOW_AIR if is_low else max(theme.scaled(theme.ROW_HEIGHT), line + _LOW_AIR)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.figure_model.show_short_headers(is_low)
        self.horizontalHeader().setFixedHeight(line + theme.SPACE if is_low else 2 * line + theme.SPACE)

    @property
    def figure_model(self) -> FigureModel:
        """The model that is shown."""
        return self.model()  # type: ignore[return-value]

    def figure(self) -> FigureRow | None:
        """The indicator that the cursor is on."""
        row = self.current_row()
        return row if isinstance(row, FigureRow) else None

    def _span_headings(self) -> None:
        self.clearSpans()
        for place, row in enumerate(self.figure_model.rows):
            if isinstance(row, GroupRow):
                self.setSpan(place, 0, 1, len(self.figure_model.columns))

    # Columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
        super().resizeEvent(event)

    def fit(self) -> None:
        """Shows as many columns as leave the names readable."""
        columns = self.figure_model.columns
        is_span = not self.figure_model.period.span.is_quarter
        hidden = {SOURCE} if not self._source_shown else set()
        if self.figure_model.is_opening:
            hidden = {CUMULATED, PREVIOUS, LAST_YEAR, TARGET}
        elif is_span:
            # What a longer span comes to is cumulated already.
            hidden.add(CUMULATED)
        room = self.viewport().width()
        for column in _YIELDING:
            needed = sum(each.width for place, each in enumerate(columns) if place not in hidden)
            if needed <= room:
                break
            hidden.add(column)
        for place in range(len(columns)):
            self.setColumnHidden(place, place in hidden)

    def _header_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(self._source_action)
        menu.exec(self.horizontalHeader().mapToGlobal(at))

    def _show_source(self, shown: bool) -> None:
        self._source_shown = shown
        self._shell.attempt(
            lambda: self._shell.office.settings.set_preference("figures-source", "1" if shown else "")
        )
        self.fit()
        self.updateGeometries()

    def open_areas(self, is_open: bool) -> None:
        """Shows or hides the indicators of every area; the cursor goes from one that is hidden to
        its area."""
        row = self.figure()
        self.figure_model.toggle_all(is_open)
        if row is not None and not is_open:
            self.choose_cell(f"area-{row.indicator.area}", CODE)

    # Going places

    def go_to(self, code: str, column: int = VALUE) -> bool:
        """Puts the cursor on an indicator's cell, opening its area; gives whether it is offered."""
        row = self.figure_model.figure(code)
        if row is not None and row.indicator.area in self.figure_model.collapsed:
            self.figure_model.toggle(row.indicator.area, True)
        place = self.figure_model.find(code)
        index = self.figure_model.index(place, column)
        if not self.viewport().rect().contains(self.visualRect(index)):
            # In the middle, so that what stands around it is seen.
            self.scrollTo(index, self.ScrollHint.PositionAtCenter)
        return self.choose_cell(code, column)

    def go_to_problem(self, by: int) -> None:
        """Goes to the next or previous figure that something is wrong with."""
        found = [row.id for row in self.figure_model.own if row.problems]
        if code := self._beyond(found, by):
            self.wanted.emit(code)
        else:
            where = "kỳ này của lĩnh vực" if self.figure_model.area else "của kỳ này"
            missing = sum(row.id in self.figure_model.missing for row in self.figure_model.own)
            others = f"; còn {missing} ô chưa nhập (Ctrl+↓)" if missing else ""
            self._shell.notify(f"Số liệu {where} không có vấn đề nào{others}.")

    def go_to_missing(self, by: int) -> None:
        """Goes to the next or previous figure that is still to be typed."""
        model = self.figure_model
        if code := self._beyond([each for each in model.offered if each in model.missing], by):
            self.wanted.emit(code)
        else:
            self._shell.notify("Không còn ô nào chưa nhập.")

    def _beyond(self, codes: Sequence[str], by: int) -> str:
        """The next of these codes after the cursor, beginning anew at the end."""
        order = [row.id for row in self.figure_model.figures]
        row = self.current_row()
        if isinstance(row, GroupRow):
            firsts = [figure.id for figure in self.figure_model.figures if figure.indicator.area == row.area]
            here = order.index(firsts[0]) - 0.5 if firsts else -1.0
        else:
            here = order.index(row.id) if row is not None else -1.0
        places = {code: order.index(code) for code in codes if code in order}
        after = [code for code, place in places.items() if (place - here) * by > 0]
        return (after or list(places) or [""])[0 if by > 0 else -1]

    # Keys

    @property
    def types_text(self) -> bool:
        """Whether a cell with choices is begun by typing, and not to be chosen from its list."""
        return self._entering or self._reopening

    def _edit_again(self) -> None:
        if self._pending_refusal is None:
            return
        self._reopening = True
        super()._edit_again()
        self._reopening = False
        if isinstance(line := self.viewport().focusWidget(), QLineEdit):
            # Typing on begins anew, as after typing into a cell.
            line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == self.State.EditingState:
            super().keyPressEvent(event)
            return
        if self._is_for_editor(event):
            return
        row, key, index = self.current_row(), event.key(), self.currentIndex()
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if isinstance(row, GroupRow) and is_plain and key in (*_ENTER, Qt.Key.Key_Space):
            self.figure_model.toggle(row.area)
        elif isinstance(row, GroupRow) and is_plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.figure_model.toggle(row.area, key == Qt.Key.Key_Right)
        elif row and key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if self.sheet.is_open(index):
                self.edit(index)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        row = self.figure_model.row_at(self.indexAt(event.position().toPoint()))
        if isinstance(row, GroupRow) and event.button() == Qt.MouseButton.LeftButton:
            self.figure_model.toggle(row.area)

    # What can be done with a cell

    def _make_actions(self) -> None:
        self._cell_actions = [
            self._action("Không phát sinh", "Ctrl+0", self.mark_none),
            self._action("Số ước hoặc số thực tế", "Ctrl+U", self.turn_estimate),
            self._action("Lấy số gợi ý", "Ctrl+Enter", self.take_suggestion),
        ]
        self._cell_actions[-1].setShortcuts([QKeySequence("Ctrl+Enter"), QKeySequence("Ctrl+Return")])
        self._way_actions = [
            self._action("Vấn đề tiếp theo", "F8", lambda: self.go_to_problem(1)),
            self._action("Vấn đề trước đó", "Shift+F8", lambda: self.go_to_problem(-1)),
            self._action("Ô chưa nhập tiếp theo", "Ctrl+Down", lambda: self.go_to_missing(1)),
            self._action("Ô chưa nhập trước đó", "Ctrl+Up", lambda: self.go_to_missing(-1)),
        ]
        self._history_action = self._action("Lịch sử của ô", "F4", self.history_wanted.emit)
        self._history_action.setShortcuts([QKeySequence("F4"), QKeySequence("Ctrl+H")])
        # Not every desktop asks for a menu by this key itself.
        self._action("Các lệnh của ô", "Shift+F10", self._menu_at_cell)
        self._source_action = QAction("Hiện cột «Nguồn»", self)
        self._source_action.setCheckable(True)
        self._source_action.setChecked(self._source_shown)
        self._source_action.toggled.connect(self._show_source)

    def _action(self, text: str, keys: str, slot: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

        def act() -> None:
            self.catch_up()
            slot()

        action.triggered.connect(lambda _checked=False: act())
        self.addAction(action)
        return action

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the cell under the pointer, or of the current one by Shift+F10."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._menu_at_cell()
        else:
            self.cell_menu().exec(event.globalPos())

    def _menu_at_cell(self) -> None:
        box = self.visualRect(self.currentIndex())
        self.cell_menu().exec(self.viewport().mapToGlobal(box.bottomLeft()))

    def cell_menu(self) -> QMenu:
        """What can be done with the chosen cells."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = self.figure()
        is_typed = row is not None and self.figure_model.may_type(row)
        for action in self._cell_actions:
            action.setEnabled(is_typed)
        self._cell_actions[-1].setEnabled(is_typed and row is not None and row.suggestion is not None)
        menu.addActions(self._cell_actions)
        menu.addSeparator()
        menu.addAction(icons.icon("copy"), "Chép\tCtrl+C", self.copy_cells)
        menu.addAction("Dán\tCtrl+V", self.paste_cells)
        menu.addAction(icons.icon("delete"), "Xóa số\tDelete", self.clear_cells)
        menu.addSeparator()
        menu.addActions(self._way_actions)
        menu.addAction(self._history_action)
        menu.addSeparator()
        if not self.figure_model.area:
            menu.addAction("Mở tất cả lĩnh vực", lambda: self.open_areas(True))
            menu.addAction("Thu gọn tất cả lĩnh vực", lambda: self.open_areas(False))
        if not self.figure_model.is_opening:
            menu.addAction(self._source_action)
        menu.aboutToHide.connect(self._enable_actions)
        return menu

    def _enable_actions(self) -> None:
        # A key that can do nothing says why; only the menu shows that beforehand.
        for action in self._cell_actions:
            action.setEnabled(True)

    def _typed_rows(self) -> list[FigureRow]:
        """The chosen indicators whose figure is typed; the sentence says why where there are none."""
        top, _, height, _ = self.chosen_range()
        rows = self.figure_model.rows[top : top + height]
        found = [row for row in rows if isinstance(row, FigureRow) and self.figure_model.may_type(row)]
        if not found and (row := self.current_row()) is not None:
            self._say(self.currentIndex(), self.figure_model.why_locked(row, VALUE))
        return found

    def mark_none(self) -> None:
        """Says of the chosen indicators that nothing occurred."""
        self._drop_typing()
        self._set_each("Ghi không phát sinh", lambda row: not_occurred(row.indicator))

    def take_suggestion(self) -> None:
        """Puts what the program counts into the chosen cells that are empty."""
        self._drop_typing()
        suggested = [row for row in self._typed_rows() if row.suggestion is not None]
        if not suggested:
            self._shell.notify("Ô này không có số gợi ý.")
            return
        self._set_each("Lấy số gợi ý", lambda row: Figure(row.suggestion), suggested)

    def turn_estimate(self) -> None:
        """Turns the chosen figures into estimates, or into actual ones where all of them are estimates."""
        if not self.commit():
            return
        every = self._typed_rows()
        rows = [row for row in every if self._now(row).value is not None and not self._now(row).none]
        if not rows:
            if every:
                self._shell.notify("Hãy nhập số trước, rồi nhấn Ctrl+U để ghi là số ước.")
            return
        estimate = not all(self._now(row).estimate for row in rows)
        label = "Ghi là số ước" if estimate else "Ghi là số thực tế"
        self._set_each(label, lambda row: replace(self._now(row), estimate=estimate), rows, goes_on=False)

    def _now(self, row: FigureRow) -> Figure:
        """What is stored: the row may have been shown before the cell was left."""
        return self.figure_model.book.figure(self.figure_model.period, row.id)

    def _set_each(
        self,
        label: str,
        make: Callable[[FigureRow], Figure],
        rows: Sequence[FigureRow] = (),
        goes_on: bool = True,
    ) -> None:
        rows = rows or self._typed_rows()
        if not rows:
            return
        sentence, key = "", rows[0].id

        def operate() -> None:
            nonlocal sentence, key
            figures: dict[str, Figure] = {}
            try:
                for row in rows:
                    key = row.id
                    now = self._now(row)
                    figures[row.id] = replace(make(row), note=now.note, source=now.source)
                self.figure_model.book.set_figures(self.figure_model.period, figures, label)
            except Refusal as refusal:
                sentence, key = str(refusal), refusal.field or key

        done = self._shell.attempt(operate)
        if sentence:
            self.choose_cell(key, VALUE)
            self._say(self.currentIndex(), sentence)
        elif done and goes_on and len(rows) == 1:
            self.setCurrentIndex(self.figure_model.index(self.currentIndex().row(), VALUE))
            self._go_down()

    def come_down(self) -> None:
        """The keyboard comes down from a filter: to a cell that takes something, where there is one."""
        super().come_down()
        if not self.sheet.is_open(self.currentIndex()):
            self._go_to_end(is_first=True, everywhere=True)

    def _drop_typing(self) -> None:
        """Forgets what is being typed into the cell."""
        if self.state() == self.State.EditingState and (editor := self.viewport().focusWidget()) is not None:
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)

    # Ranges

    def clear_cells(self) -> None:
        self._label = "Xóa số liệu"
        super().clear_cells()

    def paste_cells(self) -> None:
        self._label = "Dán số liệu"
        super().paste_cells()

    def _write_cells(self, written: Written) -> None:
        """Stores a range in one operation; raises CellRefusal where a cell is refused, nothing stored."""
        figures, period = self.figure_model.book, self.figure_model.period
        paste = plan_paste(written, period, figures, self.figure_model.why_closed)
        self.refused_cells.emit(paste.refused)
        if paste.refused:
            first, more = paste.refused[0], len(paste.refused) - 1
            others = f" (Còn {more} ô khác không nhận được, xem danh sách bên phải.)" if more else ""
            raise CellRefusal(first.sentence + others, first.key, first.column)
        if paste.figures:
            try:
                figures.set_figures(period, paste.figures, self._label)
            except Refusal as refusal:
                raise CellRefusal(str(refusal), refusal.field, VALUE) from None
        if self._label == "Dán số liệu":
            rows = {row.id: row for row in figures.rows(period)} if paste.derived else {}
            self._shell.notify(told(paste, rows), undoable=bool(paste.figures))
