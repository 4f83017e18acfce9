"""A province's set of criteria from its workbook: the tree with points and proposed rules, what is wrong by
row, and then stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...domain.criteria.rules import Rule, RuleKind
from ...domain.criteria.sets import Criterion
from ...domain.criteria_file.reading import ReadSet, Remark
from ...domain.criteria_file.rule_text import rule_text
from ...domain.errors import CchcError, Refusal
from ...domain.numerals import format_number
from ...domain.places import CriteriaPlace
from ...domain.registers.book import RowsBook
from ...domain.report_periods import Period, Span
from ...office.criteria_sets import read_book
from ..buttons import text_button
from ..choice_box import ChoiceBox
from ..forms import DateField, LineField, YearField
from ..shell import Shell, attempt_or_refuse
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from .frame import FileWizard, Notice

_FILTER = "Bảng tính (*.xlsx *.xls *.ods *.csv);;Mọi tệp (*)"
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A criterion of the file, or a row of it that is none, with what is told of it."""

    code: str
    name: str
    depth: int = 0
    most: Decimal | None = None
    rule: str = ""
    method: str = ""
    row: str = ""
    told: str = ""
    is_fault: bool = False


class ImportCriteria(FileWizard):
    """A workbook chosen, read as a tree of criteria, and kept as one operation or not at all."""

    help_topic = "chi-so#nhap-bo-tieu-chi-cua-tinh"
    asks = "Chọn tệp bộ tiêu chí"
    takes = _FILTER

    def __init__(self, shell: Shell, year: int, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Nhập bộ tiêu chí", parent)
        self._book: RowsBook | None = None
        self.found: ReadSet | None = None
        self.choose_button = self.make_choose_button()
        self.title_field = LineField(None, "Tên bộ tiêu chí")
        self.decision_field = LineField(None, "Quyết định số", hint="1234/QĐ-UBND")
        self.signed_field = DateField(None, "Ngày ký")
        self.year_field = YearField(None, "Áp dụng từ năm")
        self.until_field = YearField(None, "Đến hết năm", tooltip="Để trống khi chưa có năm cuối")
        self.year_field.set_value(year)
        for field in (self.year_field, self.until_field, self.decision_field, self.signed_field):
            field.changed.connect(self._show_read)
        self.shown = ChoiceBox()
        self.shown.setAccessibleName("Dòng được liệt kê")
        self.shown.offer([(False, "Cả bộ tiêu chí"), (True, "Chỗ cần xem")])
        self.shown.show_value(False)
        self.shown.activated.connect(lambda _: self._list())
        self.notice = Notice()
        self.lines = TableView(TableModel(_columns(), key=id), "Không có chỗ nào cần xem.", lines=0)
        self.lines.setAccessibleName("Tiêu chí của tệp")
        self.again_button = self.make_again_button()
        self.take_button = text_button("Nhập bộ tiêu chí", "done", "primary")
        self.take_button.clicked.connect(lambda _checked=False: self.take_in())
        self.close_button = text_button("Hủy")
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self._wait()

    def _lay_out(self) -> None:
        self.add_file_bar("Nhập bộ tiêu chí", self.shown, self.choose_button)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        for field, part in (
            (self.title_field, 5), (self.decision_field, 2), (self.signed_field, 2), (self.year_field, 1),
            (self.until_field, 1),
        ):  # fmt: skip
            head.addWidget(field, part, Qt.AlignmentFlag.AlignTop)
        self.add_look(head, self.notice, self.lines)
        self.add_foot(self.take_button, self.again_button, self.close_button)

    @classmethod
    def run(cls, shell: Shell, year: int, path: Path | None = None) -> None:
        """Asks for a file where none is given, and opens the dialog on it over the window."""
        cls.open_over(shell, lambda parent: cls(shell, year, parent), path)

    # Reading

    def read(self, path: Path) -> None:
        """Reads a file in a worker and shows its tree."""
        is_same = path == self._path
        self._path = path
        self._file.setText(path.name)
        self._wait()
        self.read_file(
            path, lambda cancelled: read_book(path, cancelled), lambda book: self._take_book(book, is_same)
        )

    def _wait(self) -> None:
        self._book = self.found = None
        self.notice.say("Đang đọc tệp…", "notice-info")
        self._list()

    def _take_book(self, book: RowsBook, is_same: bool) -> None:
        """Shows what a file says; what an official typed stays where the same file is read again."""
        try:
            made = self._shell.office.criteria_sets.read(book, self.year_field.value())
        except CchcError as error:
            self.refused(error)
            return
        self._book = book
        if not is_same:
            self.title_field.set_value(made.set.title)
            self.decision_field.set_value(made.set.decision)
            self.signed_field.set_value(made.set.signed)
            self.until_field.set_value(made.set.valid_to.year if made.set.valid_to else None)
        self._show_read()

    def _show_read(self) -> None:
        """Reads the cells once more, with what stands in the fields by now."""
        if self._book is None:
            return
        try:
            self.found = self._read_as_told(self._book)
        except CchcError as error:
            self.found = None
            self.notice.say(str(error), "notice-bad")
        else:
            self.notice.say(*_notice(self.found))
        self._list()

    def _read_as_told(self, book: RowsBook) -> ReadSet:
        year = self.year_field.value()
        if year is None:
            raise Refusal("Hãy ghi năm bắt đầu áp dụng bộ tiêu chí.", "year")
        return self._shell.office.criteria_sets.read(
            book,
            year,
            title=self.title_field.value(),
            decision=self.decision_field.value(),
            signed=self.signed_field.value(),
            until=self.until_field.value(),
        )

    def refused(self, error: CchcError) -> None:
        """Says what is wrong with the file."""
        self._book = self.found = None
        self.notice.say(str(error), "notice-bad")
        self._list()

    def _list(self) -> None:
        lines = [] if self.found is None else list(_lines(self.found))
        if self.shown.value():
            lines = [line for line in lines if line.told]
        self.lines.rows.set_rows(lines)
        self.lines.setVisible(self.found is not None)
        may = self.found is not None and not self.found.faults
        self.take_button.setEnabled(may)
        self.take_button.setDefault(may)
        self.again_button.setEnabled(self._path is not None)
        self._counts.setText("" if self.found is None else _count_words(self.found))

    # Taking in

    def take_in(self) -> None:
        """Keeps the set as one operation, closes, and shows what the year comes to by it."""
        try:
            found = self._read_as_told(self._book) if self._book is not None else None
            if found is None:
                return
            done = attempt_or_refuse(self._shell, lambda: self._shell.office.criteria_sets.take(found))
        except Refusal as refusal:
            self.notice.say(str(refusal), "notice-bad")
            return
        if done:
            self.accept()
            self._shell.go(CriteriaPlace(Period(self.year_field.value(), Span.YEAR)))
            self._shell.notify(f"Đã nhập «{found.set.title}».", undoable=True)


def _notice(found: ReadSet) -> tuple[str, str]:
    """The words over the table, and their role."""
    faults, seen = found.faults, [each for each in found.remarks if not each.is_fault]
    if faults:
        more = f" Còn {len(faults) - 1} chỗ khác phải sửa." if len(faults) > 1 else ""
        return (
            f"Chưa nhập được. {faults[0].words}{more} Sửa tệp bằng Excel, lưu lại rồi bấm «Đọc lại tệp».",
            "notice-bad",
        )
    if seen:
        return f"Có {len(seen)} chỗ nên xem lại trước khi nhập, ghi ở cột «Cần xem».", "notice-warn"
    return "Đọc được cả bộ tiêu chí; điểm các tiêu chí con cộng khớp.", "notice-info"


def _count_words(found: ReadSet) -> str:
    leaves = sum(not each.children for each in found.set.walk())
    return f"{leaves} tiêu chí chấm điểm, tổng {format_number(found.set.most)} điểm."


def _lines(found: ReadSet) -> Iterator[PreviewLine]:
    told: dict[str, list[Remark]] = {}
    for remark in found.remarks:
        told.setdefault(remark.code, []).append(remark)
    for area in (*found.set.areas, *found.set.extras):
        yield from _tree(area, 0, found, told)
    codes = {each.code for each in found.set.walk()}
    for remark in found.remarks:
        if remark.code not in codes:
            row = str(remark.row) if remark.row else ""
            yield PreviewLine("", "", row=row, told=remark.sentence, is_fault=remark.is_fault)


def _tree(
    each: Criterion, depth: int, found: ReadSet, told: dict[str, list[Remark]]
) -> Iterator[PreviewLine]:
    remarks = told.get(each.code, [])
    yield PreviewLine(
        each.code,
        each.name,
        depth,
        each.most,
        _rule_words(each.rule),
        each.method,
        str(found.rows[each.code][1]) if each.code in found.rows else "",
        " ".join(remark.sentence for remark in remarks),
        any(remark.is_fault for remark in remarks),
    )
    for child in each.children:
        yield from _tree(child, depth + 1, found, told)


def _rule_words(rule: Rule | None) -> str:
    if rule is None:
        return ""
    return rule.kind.label if rule.kind is RuleKind.MANUAL else rule_text(rule)


def _columns() -> list[Column]:
    return [
        Column("Dòng", lambda line: line.row, width=56, align=_RIGHT),
        Column(
            "Tiêu chí", _indented, width=330, stretch=True,
            bold=lambda line: not line.depth and not line.rule, tooltip=lambda line: line.name,
        ),
        Column("Tối đa", lambda line: line.most, width=64, align=_RIGHT),
        Column(
            "Cần xem", lambda line: line.told, width=220, tooltip=lambda line: line.told,
            colour=lambda line: "bad" if line.is_fault else "warn",
        ),
        Column("Quy tắc đề xuất", lambda line: line.rule, width=250, tooltip=lambda line: line.rule),
        Column(
            "Cách tính điểm trong tệp", lambda line: line.method, width=220, tooltip=lambda line: line.method
        ),
    ]  # fmt: skip


def _indented(line: PreviewLine) -> str:
    """The code and the name, set in as the tree is."""
    return f"{'    ' * line.depth}{line.code}  {line.name}".rstrip()
