"""«Văn bản chỉ đạo»: the directive documents of a period, annex 2 of its report, as a sheet."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ... import catalogue
from ...domain.access import WHOLE_OFFICE, Need
from ...domain.areas import AREA_CODES
from ...domain.dates import parse_date, short_date
from ...domain.directives import KINDS, Directive
from ...domain.errors import Refusal
from ...domain.text import fold
from ..buttons import close, text_button
from ..labels import label
from ..tables import Column, Editor
from ..tables.sheet import CellRefusal, SheetModel, SheetView, Written
from ..tasks.columns import unit_choices
from ..theme import SPACE
from .opened import OpenedReport

_NAMES = ("day", "number", "kind", "subject", "area", "unit")
"""The fields of a directive in the order of the columns."""
_NEW = "Văn bản mới"
_EMPTY = "Chưa có văn bản chỉ đạo nào trong kỳ này."
_INVITES = " Bấm «Thêm văn bản», hoặc dán bảng từ Excel."


class _DirectiveModel(SheetModel):
    """The documents of the opened report's window."""

    def __init__(self, opened: OpenedReport, parent: QWidget | None = None) -> None:
        self._opened = opened
        self._directives = opened.shell.office.directives
        columns = [
            Column("Ngày", lambda row: row.day, width=104, editor=Editor.DATE, setter=self._set("day")),
            Column("Số, ký hiệu", lambda row: row.number, width=116, setter=self._set("number")),
            Column(
                "Loại", lambda row: row.kind, width=90, editor=Editor.SUGGEST, setter=self._set("kind"),
                choices=lambda _: [(kind, kind) for kind in KINDS],
            ),
            Column(
                "Trích yếu", lambda row: row.subject, width=150, stretch=True, setter=self._set("subject")
            ),
            Column(
                "Lĩnh vực", lambda row: row.area, width=112, editor=Editor.CHOICE, setter=self._set("area"),
                display=lambda row: dict(_area_choices())[row.area], choices=lambda _: _area_choices(),
            ),
            Column(
                "Đơn vị soạn", lambda row: row.unit, width=118, editor=Editor.SUGGEST,
                setter=self._set("unit"), choices=lambda _: unit_choices(opened.shell),
            ),
        ]  # fmt: skip
        columns = [replace(column, closed=lambda row: self.why_closed(row.area)) for column in columns]
        super().__init__(columns, opened.shell, parent=parent)

    def _set(self, name: str) -> Callable[[Directive, Any], object]:
        return lambda directive, value: self._directives.save(
            self._with(self._stored(directive), name, value)
        )

    def _stored(self, directive: Directive) -> Directive:
        """The document as it is stored by now: another cell of it may have been saved since it was shown."""
        return next((known for known in self._directives.rows() if known.id == directive.id), directive)

    @staticmethod
    def _with(directive: Directive, name: str, value: Any) -> Directive:
        if name == "day" and value is None:
            raise Refusal("Hãy nhập ngày của văn bản.", "day")
        fields: dict[str, Any] = {name: value}
        return replace(directive, **fields)

    def fresh(self) -> Directive:
        """A document to begin with, of a day within the period and an area that who is here may write."""
        dates = self._opened.shell.office.calendar.dates(self._opened.period)
        day = min(self._opened.shell.office.today, dates.ends)
        return Directive(day, "", _NEW, area=self._own_area() or WHOLE_OFFICE)

    def why_closed(self, area: int) -> str:
        """Why who is here may not write a document of an area, and whom to ask."""
        return self._opened.shell.office.why_closed(Need.FIGURES, area)

    def why_none(self) -> str:
        """The same where that one may write no document at all."""
        return self.why_closed(WHOLE_OFFICE) if self._own_area() is None else ""

    def _own_area(self) -> int | None:
        """The first area that who is here may write; None where there is none."""
        areas = (WHOLE_OFFICE, *AREA_CODES)
        return next((area for area in areas if not self.why_closed(area)), None)

    def new_rows(self, count: int) -> list[Any]:
        """Pasting goes on under the last document."""
        return [self.fresh() for _ in range(count)]

    def write(self, written: Written) -> object:
        """Stores several cells in one operation. Raises CellRefusal at the first that cannot be."""
        known = {directive.id: directive for directive in self._directives.rows()}
        after = dict(known)
        for row, column, text in written:
            name = _NAMES[column]
            try:
                directive = after.setdefault(row.id, row)
                after[row.id] = self._with(directive, name, self._read(name, text))
            except Refusal as refusal:
                raise CellRefusal(str(refusal), row.id, column) from None
        changed = {row.id: after[row.id] for row, _, _ in written}
        for key, directive in changed.items():
            try:
                known[key] = self._directives.checked(directive, known.values())
            except Refusal as refusal:
                column = _NAMES.index(refusal.field) if refusal.field in _NAMES else 0
                raise CellRefusal(str(refusal), key, column) from None
        return self._directives.save_all(list(changed.values()))

    @staticmethod
    def _read(name: str, text: str) -> Any:
        text = text.strip()
        if name == "day":
            return parse_date(text) if text else None
        if name == "area":
            return _area(text)
        return text


def _area_choices() -> list[tuple[int, str]]:
    return [(0, ""), *((area.code, f"{area.code}. {area.short_name}") for area in catalogue.areas())]


def _area(text: str) -> int:
    """The area that a text names by its number or its words. Raises Refusal."""
    wanted = fold(text)
    for area in catalogue.areas():
        words = (area.name, area.short_name, f"{area.code}. {area.short_name}", str(area.code))
        if wanted in map(fold, words):
            return area.code
    if wanted:
        raise Refusal(f"Không có lĩnh vực «{text}». Hãy ghi số từ 1 đến 8 hoặc tên lĩnh vực.", "area")
    return 0


class ReportDirectives(QWidget):
    """The sheet with its buttons."""

    help_topic = "van-ban-chi-dao"

    def __init__(self, opened: OpenedReport) -> None:
        super().__init__()
        self._opened = opened
        self.model = _DirectiveModel(opened)
        self.table = SheetView(
            self.model, opened.shell, self.model.write,
            _EMPTY, 2,
        )  # fmt: skip
        self.model.setParent(self.table)
        self.table.setAccessibleName("Văn bản chỉ đạo, điều hành trong kỳ")
        self.setFocusProxy(self.table)
        self.table.chosen.connect(self._chosen)
        self.add = text_button("Thêm văn bản", "add", tooltip="Thêm một văn bản (Insert)")
        self.add.clicked.connect(lambda _checked=False: self._add())
        self.paste = text_button("Dán từ Excel", "copy")
        self.paste.setToolTip(
            "Thêm các dòng đã chép từ Excel, cột theo thứ tự:\n"
            "ngày, số ký hiệu, loại, trích yếu, lĩnh vực, đơn vị soạn"
        )
        self.paste.clicked.connect(lambda _checked=False: self._paste())
        self.delete = text_button("Xóa", "delete", tooltip="Xóa các văn bản đang chọn (Ctrl+-)")
        self.delete.clicked.connect(lambda _checked=False: self._delete())
        self._window = label("", "muted", wrap=True)
        for keys, slot in (("Insert", self._add), ("Ctrl+-", self._delete)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for button in (self.add, self.paste, self.delete):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._window)
        column.addLayout(buttons)
        column.addWidget(self.table, 1)

    @property
    def count(self) -> int:
        """How many documents there are."""
        return len(self.model.rows)

    def refresh(self) -> None:
        """Shows the documents of the opened report's window."""
        office = self._opened.shell.office
        dates = office.calendar.dates(self._opened.period)
        self._window.setText(
            f"Văn bản ban hành từ {short_date(dates.starts)} đến {short_date(dates.ends)}; in thành phụ lục "
            "của báo cáo."
        )
        before = {directive.id for directive in self.model.rows}
        self.model.set_rows(office.directives.rows(self._opened.period))
        self._tell_moved(before, {directive.id for directive in self.model.rows}, dates.starts, dates.ends)
        why = self.model.why_none()
        for button in (self.add, self.paste):
            close(button, why)
        self.table.empty_text = _EMPTY + ("" if why else _INVITES)
        self._chosen(self.table.current_row())

    def _tell_moved(self, before: Iterable[str], after: Iterable[str], starts: date, ends: date) -> None:
        """Says where a document went whose new day is outside the window."""
        gone = set(before) - set(after)
        stored = self._opened.shell.office.directives.rows()
        moved = [directive for directive in stored if directive.id in gone]
        if moved and not starts <= moved[0].day <= ends:
            self._opened.shell.notify(
                f"Văn bản ngày {short_date(moved[0].day)} không thuộc kỳ này; xem ở báo cáo của kỳ đó.",
                undoable=True,
            )

    def show_report(self) -> None:
        """Shows another report's documents."""
        self.model.set_rows([])
        self.refresh()

    def _chosen(self, row: Directive | None) -> None:
        close(self.delete, self.model.why_closed(row.area) if row is not None else "")
        self.delete.setEnabled(row is not None and self.delete.isEnabled())

    def _add(self) -> None:
        if not self.commit():
            return
        new = self.model.fresh()
        if self._opened.shell.attempt(lambda: self._opened.shell.office.directives.save(new)):
            self.refresh()
            self.table.edit_row(new.id, 0)

    def _paste(self) -> None:
        """Pastes under the last document, whatever cell is looked at."""
        if self.commit():
            self.table.append_cells()

    def _delete(self) -> None:
        if not self.commit() or not self.table.currentIndex().isValid():
            return
        top, _, height, _ = self.table.chosen_range()
        directives = self._opened.shell.office.directives
        ids = [directive.id for directive in self.model.rows[top : top + height]]
        self._opened.shell.attempt(lambda: directives.delete(*ids))

    def commit(self) -> bool:
        """Saves the cell that is being edited."""
        return self.table.commit()
