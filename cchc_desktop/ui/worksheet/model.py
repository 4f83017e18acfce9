"""The two sheets of the page of results: who came to what, and the work that it follows from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt

from ...domain.access import WHOLE_OFFICE, Need
from ...domain.dates import short_date
from ...domain.errors import Refusal
from ...domain.formulas import rounded
from ...domain.names import name_key
from ...domain.work_periods import WorkPeriod
from ...domain.work_rules import Counted
from ...domain.work_sheet import (
    ACCEPTED,
    NOT_ACCEPTED,
    Line,
    Role,
    Sheet,
    TaskMark,
    counted,
    read_quality,
    shown,
)
from ...office.work_sheets import Summary
from ..shell import Shell
from ..tables import Column, Editor
from ..tables.columns import parse
from ..tables.sheet import CellRefusal, SheetModel, Written

_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
WHOLE = "*"
"""The row of the whole office."""


@dataclass(frozen=True, slots=True)
class Person:
    """A row of who came to what: the whole office (without a sheet), a unit, or an officer."""

    id: str
    name: str
    sheet: Sheet | None = None

    @property
    def is_officer(self) -> bool:
        """Whether it is somebody's, whom general criteria are given to."""
        return self.sheet is not None and not self.sheet.is_unit


def people_of(summary: Summary) -> list[Person]:
    """The whole office, then each unit with its officers."""
    found = [Person(WHOLE, "Toàn cơ quan")]
    for room in summary.rooms:
        unit_id = f"unit:{room.name}"
        found.append(Person(unit_id, room.name, room.unit))
        found += [Person(officer_id(each.who), each.who, each) for each in room.officers]
    return found


def officer_id(name: str) -> str:
    """The identity of an officer's row."""
    return f"officer:{name_key(name)}"


def _of(what: Counted | None) -> Callable[[Person], Any]:
    def value(row: Person) -> Fraction | None:
        if row.sheet is None:
            return None
        tally = row.sheet.tally
        return tally.given if what is None else tally.value(what)

    return value


def _number(
    header: str, value: Callable[[Person], Any], width: int, as_words: Callable[[Fraction], str]
) -> Column:
    def words(row: Person) -> str:
        found = value(row)
        return as_words(Fraction(found)) if found is not None else ""

    return Column(header, value, words, width, align=_RIGHT, bold=_is_bold)


def _is_bold(row: Person) -> bool:
    return not row.is_officer


class PeopleModel(SheetModel):
    """Who came to what; the points for general criteria are typed here."""

    GENERAL = 6

    def __init__(self, shell: Shell) -> None:
        self._sheets = shell.office.work_sheets
        self.period = WorkPeriod.of_day(shell.office.today)
        self._why = shell.office.why_closed(Need.ISSUE, WHOLE_OFFICE)
        columns = [
            Column(
                "Đơn vị, công chức", lambda row: row.name, width=200, stretch=True, bold=_is_bold,
                display=lambda row: f"    {row.name}" if row.is_officer else row.name,
                tooltip=lambda row: row.sheet.position if row.sheet else "",
            ),
            _number("Giao", _of(None), 64, counted),
            _number("Xong", _of(Counted.QUANTITY), 64, counted),
            _number("Đạt chất lượng", _of(Counted.QUALITY), 110, counted),
            _number("Đúng hạn", _of(Counted.TIMELY), 80, counted),
            _number("Kết quả", lambda row: row.sheet.tally.result if row.sheet else None, 74, shown),
            Column(
                "Tiêu chí chung", lambda row: row.sheet.tally.general if row.sheet else None, width=106,
                align=_RIGHT, editor=Editor.NUMBER, setter=self._rate, editable=lambda row: row.is_officer,
                closed=lambda _row: self._why,
            ),
            _number("Tổng", lambda row: row.sheet.tally.total if row.sheet else None, 68, shown),
            Column("Mức gợi ý theo điểm", _level, width=196),
        ]  # fmt: skip
        super().__init__(columns, shell)

    def show(self, summary: Summary) -> None:
        """Shows everybody of a period."""
        self.period = summary.period
        self.set_rows(people_of(summary))

    def _rate(self, row: Person, points: Decimal | None) -> object:
        return self._sheets.rate(self.period, row.name, points)

    def why_locked(self, row: Any, column: int) -> str:
        """Says what a computed number follows from."""
        if column == self.GENERAL:
            return self._why or "Tiêu chí chung chấm cho từng công chức. Hãy chọn dòng của công chức."
        return "Cột này được tính từ các việc ở bảng dưới. Hãy nhập ở đó, hoặc cập nhật tiến độ nhiệm vụ."

    def write(self, written: Written) -> object:
        """Stores the points of several officers, one after the other; all of them are read before."""
        given = []
        for row, column, text in written:
            if column == self.GENERAL and row.is_officer and not self._why:
                given.append((row, _read(Editor.NUMBER, text, row.id, column)))
        done: object = None
        for row, points in given:
            try:
                done = self._rate(row, points)
            except Refusal as refusal:
                raise CellRefusal(str(refusal), row.id, self.GENERAL) from refusal
        return done


def _level(row: Person) -> str:
    band = row.sheet.tally.band if row.sheet is not None else None
    return band.label if band is not None else ""


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A piece of work in somebody's sheet."""

    id: str
    line: Line


class WorkModel(SheetModel):
    """The work that counts for somebody; what is to be said of its products is typed here."""

    PRODUCT, FACTOR, QUALITY, LATE, NOTE = 1, 5, 6, 7, 8

    def __init__(self, shell: Shell) -> None:
        self._office = shell.office
        self._sheets = shell.office.work_sheets
        mark = self._mark
        columns = [
            Column(
                "Nhiệm vụ, công việc", lambda row: row.line.work.text, width=240, stretch=True,
                tooltip=lambda row: row.line.work.text,
            ),
            Column(
                "Sản phẩm", lambda row: row.line.product, width=150, setter=mark("product"), closed=self.why,
                tooltip=lambda row: row.line.product,
            ),
            Column("Vai trò", _role, width=124, tooltip=lambda row: row.line.officer),
            Column("Hạn", lambda row: row.line.work.due, width=104, align=_CENTRE),
            Column(
                "Hoàn thành", lambda row: row.line.done_on, _done_words, 104, align=_CENTRE, colour=_colour
            ),
            Column(
                "Hệ số", lambda row: row.line.mark.factor, width=64, align=_RIGHT,
                editor=Editor.NUMBER, setter=mark("factor"), closed=self.why,
            ),
            Column(
                "Chất lượng", lambda row: row.line.mark.quality, _quality_words, 92, align=_CENTRE,
                editor=Editor.SUGGEST, setter=mark("quality"), closed=self.why,
                choices=lambda _row: [(each, each) for each in (ACCEPTED, NOT_ACCEPTED, "1", "2", "3")],
                tooltip=lambda _row: "Đạt, Chưa đạt, hoặc số lần lỗi phải làm lại",
            ),
            Column(
                "Lần chậm", lambda row: row.line.mark.times_late, _late_words, 82, align=_RIGHT,
                editor=Editor.COUNT, setter=mark("times_late"), closed=self.why, tooltip=_late_tip,
            ),
            Column(
                "Ghi chú", lambda row: row.line.mark.note, width=120, setter=mark("note"), closed=self.why
            ),
        ]  # fmt: skip
        super().__init__(columns, shell)

    def show(self, lines: Sequence[Line]) -> None:
        """Shows the work of one sheet."""
        self.set_rows([WorkRow(f"{line.work.key}{line.mark.id}", line) for line in lines])

    def why(self, row: WorkRow) -> str:
        """Why somebody else is to note what came of a task; nothing where who is here may."""
        return self._office.why_closed(Need.TASKS, row.line.work.area)

    def _mark(self, name: str) -> Callable[[WorkRow, Any], object]:
        return lambda row, value: self._sheets.mark(_marked(self._stored(row), name, value))

    def _stored(self, row: WorkRow) -> TaskMark:
        """What is noted by now: another cell may have been saved since the rows were shown."""
        shown_mark = row.line.mark
        return next((each for each in self._sheets.marks() if each.id == shown_mark.id), shown_mark)

    def why_locked(self, row: Any, column: int) -> str:
        """Says where what cannot be typed here is changed."""
        return self.why(row) or "Cột này lấy từ nhiệm vụ. Hãy bấm «Mở nhiệm vụ» để sửa hoặc cập nhật tiến độ."

    def is_stop(self, row: Any, column: int) -> bool:
        """Tab walks what is marked; products are seldom changed."""
        return column != self.PRODUCT

    def write(self, written: Written) -> object:
        """Stores several cells in one operation. Raises CellRefusal at the first that cannot be."""
        names = {
            self.PRODUCT: "product", self.FACTOR: "factor", self.QUALITY: "quality",
            self.LATE: "times_late", self.NOTE: "note",
        }  # fmt: skip
        after: dict[str, TaskMark] = {}
        for row, column, text in written:
            if column not in names or self.why(row):
                continue
            now = after.get(row.id) or self._stored(row)
            value = _read(self.columns[column].editor, text, row.id, column)
            try:
                after[row.id] = _marked(now, names[column], value)
            except Refusal as refusal:
                raise CellRefusal(str(refusal), row.id, column) from refusal
        return self._sheets.mark(*after.values()) if after else None


def _read(editor: Editor, text: str, key: str, column: int) -> Any:
    try:
        return parse(editor, text)
    except Refusal as refusal:
        raise CellRefusal(str(refusal), key, column) from refusal


def _marked(mark: TaskMark, name: str, value: Any) -> TaskMark:
    """The mark with another value; an empty factor is 1."""
    if name == "quality":
        accepted, faults = read_quality(value or "")
        return replace(mark, accepted=accepted, faults=faults)
    if name == "factor":
        return replace(mark, factor=value if value is not None else Decimal(1))
    fields: dict[str, Any] = {name: value}
    return replace(mark, **fields)


def _role(row: WorkRow) -> str:
    line = row.line
    return f"{line.role.label}: {line.officer}" if line.officer else line.role.label


def _done_words(row: WorkRow) -> str:
    return short_date(row.line.done_on) if row.line.done_on is not None else "Chưa xong"


def _colour(row: WorkRow) -> str:
    return "bad" if row.line.done_on is None or row.line.times_late else ""


def _quality_words(row: WorkRow) -> str:
    """Nothing of what is not done, unless it was noted already."""
    mark = row.line.mark
    return mark.quality if row.line.done_on is not None or mark.quality != ACCEPTED else ""


def _late_words(row: WorkRow) -> str:
    return str(row.line.times_late) if row.line.done_on is not None else ""


def _late_tip(row: WorkRow) -> str:
    line = row.line
    if line.done_on is None:
        return "Chưa hoàn thành nên chưa tính tiến độ"
    days = f"xong sau hạn {line.days_late} ngày" if line.days_late else "xong trong hạn"
    return f"Theo ngày cập nhật: {days}. Nhập số khác khi chậm nhiều lần hoặc chậm do khách quan (0)."


def reasoning(sheet: Sheet) -> str:
    """How a sheet comes to its points, in one paragraph."""
    tally = sheet.tally
    if tally.result is None:
        return f"{sheet.period.heading}: không có việc nào đến hạn nên không chấm."
    parts = [f"{each.part.label}: {each.words}" for each in tally.scored]
    parts.append(f"Kết quả {shown(tally.result)}/{rounded(tally.rule.most, 0)} điểm")
    if any(line.role is Role.SUPPORT for line in sheet.lines):
        parts.append(f"phối hợp tính {shown(tally.rule.support)}")
    return "; ".join(parts) + "."
