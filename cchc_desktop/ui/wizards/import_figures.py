"""Taking figures in from a filled-in annex: what would change is shown first, with what is doubtful."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ...domain.errors import CchcError, Refusal
from ...domain.report_periods import Period
from ...domain.text import capitalized
from ...office.figure_import import (
    Annex,
    FigureChange,
    FigureDraft,
    FigureMistakes,
    compare,
    read_annex,
    take,
)
from ..buttons import text_button
from ..shell import Shell, attempt_or_refuse
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from .frame import FileWizard, Notice

_FILTER = "Bảng số liệu (*.xlsx *.xls *.ods *.csv);;Mọi tệp (*)"
_QUESTION, _DOUBT = "Cần hỏi", "Cần xem"
_RIGHT = Qt.AlignmentFlag.AlignRight
_REMARKS_HEIGHT = 21 * SPACE


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a place of the file; ``kind`` is what it is."""

    kind: str
    place: str
    sentence: str


class ImportFigures(FileWizard):
    """A file chosen, looked over against what is stored, and taken in as one operation or not at all.

    ``what`` is taken in, in words.
    """

    help_topic = "so-lieu#chep-tu-excel"

    what: ClassVar[str] = "số liệu"
    asks = "Chọn phụ lục thống kê đã điền"
    takes = _FILTER
    less = (16 * SPACE, 12 * SPACE)

    def __init__(self, shell: Shell, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Nhập số liệu từ Excel", parent)
        self._period = period
        self.draft: FigureDraft | None = None
        self._file.setText("Chưa chọn tệp")
        self.choose_button = self.make_choose_button()
        self.again_button = self.make_again_button()
        self.notice = Notice()
        self.changes = TableView(TableModel(_change_columns()))
        self.changes.setAccessibleName("Số liệu sẽ nhận từ tệp")
        self.remarks = TableView(TableModel(_remark_columns(), key=lambda row: row), lines=0)
        self.remarks.setAccessibleName("Chỗ cần xem trong tệp")
        self.confirm = QCheckBox()
        self.confirm.toggled.connect(lambda _checked: self._let_take())
        self.take_button = text_button("Nhận số liệu", "done", "primary")
        self.take_button.clicked.connect(lambda _checked=False: self.take_in())
        self.close_button = text_button("Hủy")
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self._show()

    @classmethod
    def run(cls, shell: Shell, period: Period, path: Path | None = None) -> None:
        """Asks for a file where none is given, and opens the dialog on it over the window."""
        cls.open_over(shell, lambda parent: cls(shell, period, parent), path)

    def _lay_out(self) -> None:
        self.add_file_bar(f"Nhập {self.what} {self._period.label}", self.again_button, self.choose_button)
        self.add_look(self.notice, self.changes, self.remarks)
        foot = self.add_foot(self.take_button, self.close_button)
        row = foot.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(1, self.confirm)

    # Reading

    def read(self, path: Path) -> None:
        """Reads a file in a worker and shows what it would change."""
        self._path = path
        self._file.setText(path.name)
        self.read_file(path, lambda cancelled: read_annex(path, self._period, cancelled), self._compare)

    def _compare(self, annex: Annex) -> None:
        try:
            draft = self._compared(annex)
        except CchcError as error:
            self.refused(error)
            return
        self._show(draft)

    def _compared(self, annex: Annex) -> FigureDraft:
        """What taking the annex in would change. Raises Refusal."""
        return compare(self._shell.office.figures, self._period, annex)

    def _take(self, draft: FigureDraft) -> object:
        """Stores the draft. Raises Refusal."""
        return take(self._shell.office.figures, draft)

    def refused(self, error: CchcError) -> None:
        """Shows what is wrong with the file."""
        self._show(error=error)

    # What was found

    def _show(self, draft: FigureDraft | None = None, error: CchcError | None = None) -> None:
        self.draft = draft
        role, sentence = "notice-info", "Đang đọc tệp…"
        remarks: list[Remark] = []
        if isinstance(error, FigureMistakes):
            count = len(error.mistakes)
            role = "notice-bad"
            sentence = (
                f"Tệp có {count} chỗ sai nên chưa nhập số nào. "
                "Hãy sửa trong Excel, lưu tệp rồi bấm «Đọc lại»."
            )
            remarks = [Remark("Sai", mistake.place, mistake.sentence) for mistake in error.mistakes]
        elif error is not None:
            role, sentence = "notice-bad", str(error)
        elif draft is not None:
            role, sentence = _notice_of(draft)
            remarks = [Remark(_QUESTION, "Cả tệp", question) for question in draft.questions]
            remarks += [
                Remark(_DOUBT, f"Ô {change.place}", f"{change.id} = {change.new}: {change.doubt}")
                for change in draft.doubted
            ]
            remarks += [Remark("Lưu ý", note.place, note.sentence) for note in draft.notes]
            remarks += [Remark("Không lấy", f"Ô {cell.place}", cell.sentence) for cell in draft.ignored]
            remarks += [
                Remark(problem.severity.label, problem.code, problem.sentence) for problem in draft.problems
            ]
        self.notice.say(sentence, role)
        changes = draft.changes if draft is not None else ()
        self.changes.rows.set_rows(changes)
        self.changes.setVisible(bool(changes))
        self.remarks.rows.set_rows(remarks)
        self.remarks.setVisible(bool(remarks))
        # Beside a table of changes the remarks take little; alone they are all there is to read.
        tall = _REMARKS_HEIGHT if changes and not (draft is not None and draft.to_confirm) else 16_777_215
        self.remarks.setMaximumHeight(tall)
        asked = len(draft.to_confirm) if draft is not None else 0
        self.confirm.setChecked(False)
        self.confirm.setText(f"Đã xem {asked} chỗ phải xem, vẫn nhận")
        self.confirm.setVisible(bool(asked))
        self.take_button.setText(f"Nhận {len(changes)} số liệu" if changes else "Nhận số liệu")
        self._let_take()
        self.again_button.setEnabled(self._path is not None)
        self._counts.setText(f"{draft.unchanged} dòng giữ nguyên." if draft is not None else "")
        # Enter takes what was found in; where there is nothing to take, the arrows walk what is wrong.
        places = (self.take_button, self.confirm, self.remarks)
        next((part for part in places if self._can_hold(part)), self).setFocus()

    def _let_take(self) -> None:
        """Lets the figures be taken once what is to be seen first was seen."""
        draft = self.draft
        may = draft is not None and bool(draft.changes) and (not draft.to_confirm or self.confirm.isChecked())
        self.take_button.setEnabled(may)
        self.take_button.setDefault(may)

    def _can_hold(self, part: QWidget) -> bool:
        return part.isEnabled() and part.isVisibleTo(self)

    # Taking in

    def take_in(self) -> None:
        """Stores the figures as one operation and closes; what was typed meanwhile may stand against it."""
        draft = self.draft
        if draft is None or not self.take_button.isEnabled():
            return
        try:
            done = attempt_or_refuse(self._shell, lambda: self._take(draft))
        except Refusal as refusal:
            self._show(error=refusal)
            return
        if done:
            self.accept()
            self._shell.notify(f"Đã nhận {len(draft.changes)} số liệu từ «{draft.file}».", undoable=True)


def _notice_of(draft: FigureDraft) -> tuple[str, str]:
    """Role and words of the notice over a draft."""
    ignored = f" {len(draft.ignored)} ô của tệp không lấy, ghi ở dưới." if draft.ignored else ""
    if not draft.changes:
        return "notice-info", f"Tệp không có số nào khác với số đang lưu. Không có gì để nhận.{ignored}"
    sentence = f"Tệp có {len(draft.changes)} số liệu mới hoặc đã sửa so với số đang lưu.{ignored}"
    if draft.to_confirm:
        return (
            "notice-warn",
            f"Tệp có {len(draft.changes)} số liệu mới hoặc đã sửa. {len(draft.to_confirm)} chỗ phải xem "
            "trước khi nhận, ghi ở dưới.",
        )
    if draft.problems:
        return "notice-warn", f"{sentence} Nhận vào sẽ có {len(draft.problems)} chỗ cần xem lại, ghi ở dưới."
    return "notice-info", f"{sentence} Xem lại rồi bấm «Nhận»; sau đó vẫn hoàn tác được bằng một lần Ctrl+Z."


def _change_columns() -> list[Column]:
    def name(change: FigureChange) -> str:
        return change.indicator.name

    return [
        Column("Ô", lambda change: change.place, width=56, sort=lambda change: _row_of(change.place)),
        Column("Mã", lambda change: change.id, width=64),
        Column("Chỉ tiêu thống kê", name, width=190, stretch=True),
        Column("Đơn vị tính", lambda change: change.indicator.unit, width=88),
        Column("Hiện có", lambda change: change.old, width=112, align=_RIGHT),
        Column(
            "Trong tệp",
            lambda change: change.new,
            width=120,
            align=_RIGHT,
            bold=lambda _: True,
            colour=lambda change: "warn" if change.doubt else "",
        ),
        Column("Ghi chú mới", lambda change: change.note, width=120),
    ]


def _row_of(place: str) -> int:
    """The number of a cell's row: 17 of «D17»."""
    return int("".join(filter(str.isdigit, place)))


def _remark_columns() -> list[Column]:
    def colour(remark: Remark) -> str:
        if remark.kind in ("Sai", "Lỗi"):
            return "bad"
        return "warn" if remark.kind in ("Nên xem lại", _QUESTION, _DOUBT) else "muted"

    def sentence(remark: Remark) -> str:
        # Elsewhere it goes on after its place and a colon; in a column of its own it begins.
        return capitalized(remark.sentence)

    return [
        Column("Loại", lambda remark: remark.kind, width=96, colour=colour),
        Column("Ở đâu", lambda remark: remark.place, width=88),
        Column("Vì sao, cần làm gì", sentence, width=320, stretch=True),
    ]
