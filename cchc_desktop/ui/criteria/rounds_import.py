"""The superior's points from the sheet that came back: looked at row by row, and then written down."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...domain.criteria.returned import Returned, ReturnedLine
from ...domain.criteria.rounds import Stage
from ...domain.criteria.sets import CriteriaSet
from ...domain.errors import CchcError
from ...domain.report_periods import Period
from ...office.criteria_sets import read_book
from ..buttons import text_button
from ..choice_box import ChoiceBox
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..tables import Column, TableModel, TableView
from ..wizards.frame import FileWizard, Notice

_FILTER = "Bảng tính (*.xlsx *.xls *.ods *.csv);;Mọi tệp (*)"
_RIGHT = Qt.AlignmentFlag.AlignRight


class ImportVerdicts(FileWizard):
    """A workbook chosen, its points shown beside the office's own, and written down as one operation or not
    at all; they are locked by a step of its own."""

    help_topic = "chi-so#tham-dinh-giai-trinh"
    asks = "Chọn bảng đã thẩm định"
    takes = _FILTER

    def __init__(
        self, shell: Shell, given: CriteriaSet, period: Period, parent: QWidget | None = None
    ) -> None:
        super().__init__(shell, "Nhập điểm thẩm định", parent)
        self._given, self._period = given, period
        self.found: Returned | None = None
        self.choose_button = self.make_choose_button()
        self.shown = ChoiceBox()
        self.shown.setAccessibleName("Dòng được liệt kê")
        self.shown.offer([(False, "Mọi tiêu chí"), (True, "Điểm khác, chỗ cần xem")])
        self.shown.show_value(False)
        self.shown.activated.connect(lambda _: self._list())
        self.notice = Notice()
        self.told = label("", "muted", wrap=True)
        self.lines = TableView(TableModel(_columns(), key=lambda line: line.line.code), lines=0)
        self.lines.empty_text = "Không có dòng nào như vậy."
        self.lines.setAccessibleName("Điểm thẩm định trong tệp")
        self.again_button = self.make_again_button()
        self.take_button = text_button("Ghi điểm thẩm định", "done", "primary")
        self.take_button.clicked.connect(lambda _checked=False: self.take_in())
        self.close_button = text_button("Hủy")
        self.close_button.clicked.connect(self.reject)
        self.add_file_bar(f"Điểm thẩm định {period.label}", self.shown, self.choose_button)
        self.add_look(self.notice, self.lines, self.told)
        self.add_foot(self.take_button, self.again_button, self.close_button)
        self._wait()

    @classmethod
    def run(cls, shell: Shell, given: CriteriaSet, period: Period, path: Path | None = None) -> None:
        """Asks for a file where none is given, and opens the dialog on it over the window."""
        cls.open_over(shell, lambda parent: cls(shell, given, period, parent), path)

    def read(self, path: Path) -> None:
        """Reads a file in a worker and shows its points."""
        self._path = path
        self._file.setText(path.name)
        self._wait()
        self.read_file(path, lambda cancelled: read_book(path, cancelled), self._take_book)

    def _wait(self) -> None:
        self.found = None
        self.notice.say("Đang đọc tệp…", "notice-info")
        self._list()

    def _take_book(self, book: object) -> None:
        try:
            self.found = self._shell.office.score_rounds.read(book, self._given, self._period)  # type: ignore[arg-type]
        except CchcError as error:
            self.refused(error)
            return
        self.notice.say(*_notice(self.found))
        # What is to be looked at is not sought among all the others.
        self.shown.show_value(any(_is_to_see(line) for line in self.found.lines))
        self._list()

    def refused(self, error: CchcError) -> None:
        """Says what is wrong with the file."""
        self.found = None
        self.notice.say(str(error), "notice-bad")
        self._list()

    def _list(self) -> None:
        found = self.found
        lines = list(found.lines) if found is not None else []
        if self.shown.value():
            lines = [line for line in lines if _is_to_see(line)]
        self.lines.rows.set_rows(lines)
        self.lines.setVisible(found is not None)
        self.told.setText("\n".join(found.told[:5]) if found is not None else "")
        self.told.setVisible(bool(found is not None and found.told))
        may = found is not None and not found.faults and bool(found.filled)
        self.take_button.setEnabled(may)
        self.take_button.setDefault(may)
        self.again_button.setEnabled(self._path is not None)
        self._counts.setText("" if found is None else f"{len(found.filled)} tiêu chí có điểm hoặc ý kiến.")

    def take_in(self) -> None:
        """Writes the points and remarks down as one operation, and closes."""
        found = self.found
        if found is None:
            return
        rounds = self._shell.office.score_rounds
        if attempt_or_refuse(self._shell, lambda: rounds.take(self._given, self._period, found)):
            self.accept()
            self._shell.notify(f"Đã ghi thẩm định của {len(found.filled)} tiêu chí.", undoable=True)


def _is_to_see(line: ReturnedLine) -> bool:
    return bool(line.told) or _differs(line)


def _differs(line: ReturnedLine) -> bool:
    return line.points is not None and line.points != line.line.points


def _notice(found: Returned) -> tuple[str, str]:
    """The words over the table, and their role."""
    if found.faults:
        first, *others = found.faults
        more = f" Còn {len(others)} chỗ khác phải sửa." if others else ""
        return f"Chưa ghi được. Dòng {first.row}: {first.told}{more}", "notice-bad"
    turn = 1 if found.stage is Stage.LOCKED else 2
    if not found.filled:
        return f"Cột thẩm định lần {turn} của tệp chưa có điểm nào.", "notice-warn"
    seen = sum(bool(line.told) for line in found.lines) + len(found.told)
    if seen:
        return f"Có {seen} chỗ nên xem lại trước khi ghi điểm thẩm định lần {turn}.", "notice-warn"
    return f"Đọc được điểm thẩm định lần {turn}; điểm khớp với bảng đã chốt.", "notice-info"


def _columns() -> list[Column]:
    return [
        Column("Dòng", lambda line: line.row, width=56, align=_RIGHT),
        Column(
            "Tiêu chí", lambda line: f"{line.line.code}  {line.line.criterion.name}", width=260, stretch=True,
            tooltip=lambda line: line.line.criterion.name,
        ),
        Column("Tối đa", lambda line: line.line.most, width=64, align=_RIGHT),
        Column("Tự chấm", lambda line: line.line.points, width=72, align=_RIGHT),
        Column(
            "Thẩm định", lambda line: line.points, width=84, align=_RIGHT, bold=_differs,
            colour=lambda line: "bad" if _differs(line) and line.points < (line.line.points or 0) else "text",
        ),
        Column("Ý kiến", lambda line: line.remark, width=240, stretch=True),
        Column(
            "Cần xem", lambda line: line.told, width=240,
            colour=lambda line: "bad" if line.is_fault else "warn",
        ),
    ]  # fmt: skip
