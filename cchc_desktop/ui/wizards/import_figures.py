"""Taking figures in from a filled-in annex (XLSX): what would change is shown first, with what is wrong."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ...domain.errors import CchcError, Refusal
from ...domain.report_periods import Period
from ...office.figure_import import (
    Annex,
    FigureChange,
    FigureDraft,
    FigureMistakes,
    compare,
    read_annex,
    take,
)
from .. import work
from ..buttons import text_button
from ..labels import label, repolish
from ..shell import Shell, attempt_or_refuse
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..widgets.elided import ElidedLabel

_FILTER = "Tệp Excel (*.xlsx);;Mọi tệp (*)"
_FOLDER = "import.folder"
_RIGHT = Qt.AlignmentFlag.AlignRight
_REMARKS_HEIGHT = 21 * SPACE


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a place of the file; ``kind`` is what it is."""

    kind: str
    place: str
    sentence: str


class ImportFigures(QDialog):
    """A file chosen, looked over against what is stored, and taken in as one operation or not at all."""

    def __init__(self, shell: Shell, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Nhập số liệu từ Excel")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setMinimumSize(640, 400)
        self._shell = shell
        self._period = period
        self._path: Path | None = None
        self._job: work.Job | None = None
        self.draft: FigureDraft | None = None
        self._file = ElidedLabel("Chưa chọn tệp", "muted")
        self.choose_button = text_button("Chọn tệp khác…", "folder")
        self.choose_button.clicked.connect(lambda _checked=False: self.choose())
        self.again_button = text_button(
            "Đọc lại", "refresh", tooltip="Đọc lại tệp này sau khi đã sửa và lưu trong Excel (F5)"
        )
        self.again_button.setShortcut("F5")
        self.again_button.clicked.connect(lambda _checked=False: self.read_again())
        self._notice = QFrame()
        self._sentence = label("", wrap=True)
        QVBoxLayout(self._notice).addWidget(self._sentence)
        self.changes = TableView(TableModel(_change_columns()))
        self.remarks = TableView(TableModel(_remark_columns(), key=lambda row: row), lines=0)
        self.take_button = text_button("Nhận số liệu", "done", "primary")
        self.take_button.clicked.connect(lambda _checked=False: self.take_in())
        self.close_button = text_button("Hủy")
        self.close_button.clicked.connect(self.reject)
        self._counts = ElidedLabel("", "muted")
        self._lay_out()
        self._show()

    @classmethod
    def run(cls, shell: Shell, period: Period, path: Path | None = None) -> None:
        """Asks for a file where none is given, and opens the dialog on it over the window."""
        parent = shell if isinstance(shell, QWidget) else None
        if path is None:
            path = cls.ask_file(parent, shell.office.settings.preference(_FOLDER))
        if path is None:
            return
        dialog = cls(shell, period, parent)
        if parent is not None:
            room = parent.size()
            dialog.resize(max(640, room.width() - 16 * SPACE), max(400, room.height() - 12 * SPACE))
        dialog.read(path)
        dialog.exec()
        dialog.deleteLater()

    @classmethod
    def ask_file(cls, parent: QWidget | None, folder: str) -> Path | None:
        """The file that the user chose in the system's dialog, or None."""
        name, _ = QFileDialog.getOpenFileName(parent, "Chọn phụ lục thống kê đã điền", folder, _FILTER)
        return Path(name) if name else None

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setProperty("role", "bar")
        top = QHBoxLayout(bar)
        top.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        top.setSpacing(SPACE)
        top.addWidget(label(f"Nhập số liệu {self._period.label}", "heading"))
        top.addWidget(self._file, 1)
        top.addWidget(self.again_button)
        top.addWidget(self.choose_button)
        middle = QVBoxLayout()
        middle.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        middle.setSpacing(SPACE)
        middle.addWidget(self._notice)
        middle.addWidget(self.changes, 1)
        middle.addWidget(self.remarks, 1)
        # Keeps the notice at the top where neither table is shown.
        middle.addStretch()
        foot = QFrame()
        foot.setProperty("role", "foot")
        bottom = QHBoxLayout(foot)
        bottom.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        bottom.setSpacing(SPACE)
        bottom.addWidget(self._counts, 1)
        bottom.addWidget(self.take_button)
        bottom.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addLayout(middle, 1)
        column.addWidget(foot)

    # Reading

    def choose(self) -> None:
        """Asks for another file."""
        folder = self._shell.office.settings.preference(_FOLDER)
        if (path := self.ask_file(self, folder)) is not None:
            self.read(path)

    def read_again(self) -> None:
        """Reads the same file once more, as it is by now."""
        if self._path is not None:
            self.read(self._path)

    def read(self, path: Path) -> None:
        """Reads a file in a worker and shows what it would change."""
        self._path = path
        self._file.setText(path.name)
        self._shell.office.settings.set_preference(_FOLDER, str(path.parent))

        def parse(_progress: work.Progress, _cancelled: work.Cancelled) -> Annex:
            return read_annex(path)

        self._job = work.run(self, f"Đang đọc {path.name}…", parse, self._compare, self._failed)
        self._job.finished.connect(self._read_ended)

    def _read_ended(self) -> None:
        self._job = None

    def done(self, result: int) -> None:
        """Closes; a file that is still being read is let go."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    def _compare(self, annex: Annex) -> None:
        try:
            draft = compare(self._shell.office.figures, self._period, annex)
        except CchcError as error:
            self._failed(error)
            return
        self._show(draft)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, CchcError):
            raise error
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
            remarks = [Remark("Sai", one.place, one.sentence) for one in error.mistakes]
        elif error is not None:
            role, sentence = "notice-bad", str(error)
        elif draft is not None:
            role, sentence = _told(draft)
            remarks = [Remark("Không lấy", f"Ô {one.place}", one.sentence) for one in draft.ignored]
            remarks += [Remark(one.severity.label, one.code, one.sentence) for one in draft.problems]
        self._notice.setProperty("role", role)
        repolish(self._notice)
        self._sentence.setText(sentence)
        changes = draft.changes if draft is not None else ()
        self.changes.rows.set_rows(changes)
        self.changes.setVisible(bool(changes))
        self.remarks.rows.set_rows(remarks)
        self.remarks.setVisible(bool(remarks))
        # Beside a table of changes the remarks take little; alone they are all there is to read.
        self.remarks.setMaximumHeight(_REMARKS_HEIGHT if changes else 16_777_215)
        self.take_button.setText(f"Nhận {len(changes)} số liệu" if changes else "Nhận số liệu")
        self.take_button.setEnabled(bool(changes))
        self.take_button.setDefault(bool(changes))
        self.again_button.setEnabled(self._path is not None)
        self._counts.setText(f"{draft.unchanged} dòng giữ nguyên." if draft is not None else "")
        # Enter takes what was found in; where there is nothing to take, the arrows walk what is wrong.
        next((part for part in (self.take_button, self.remarks) if self._can_hold(part)), self).setFocus()

    def _can_hold(self, part: QWidget) -> bool:
        return part.isEnabled() and part.isVisibleTo(self)

    # Taking in

    def take_in(self) -> None:
        """Stores the figures as one operation and closes; what was typed meanwhile may stand against it."""
        draft = self.draft
        if draft is None or not draft.changes:
            return
        try:
            done = attempt_or_refuse(self._shell, lambda: take(self._shell.office.figures, draft))
        except Refusal as refusal:
            self._show(error=refusal)
            return
        if done:
            self.accept()
            self._shell.notify(f"Đã nhận {len(draft.changes)} số liệu từ «{draft.file}».", undoable=True)


def _told(draft: FigureDraft) -> tuple[str, str]:
    """Role and words of the notice over a draft."""
    passed = f" {len(draft.ignored)} ô của tệp không lấy, ghi ở dưới." if draft.ignored else ""
    if not draft.changes:
        return "notice-info", f"Tệp không có số nào khác với số đang lưu. Không có gì để nhận.{passed}"
    told = f"Tệp có {len(draft.changes)} số liệu mới hoặc đã sửa so với số đang lưu.{passed}"
    if draft.problems:
        return "notice-warn", f"{told} Nhận vào sẽ có {len(draft.problems)} chỗ cần xem lại, ghi ở dưới."
    return "notice-info", f"{told} Xem lại rồi bấm «Nhận»; sau đó vẫn hoàn tác được bằng một lần Ctrl+Z."


def _change_columns() -> list[Column]:
    def name(change: FigureChange) -> str:
        return change.indicator.name

    return [
        Column("Ô", lambda change: change.place, width=56, sort=lambda change: _row_of(change.place)),
        Column("Mã", lambda change: change.id, width=64),
        Column("Chỉ tiêu thống kê", name, width=280, stretch=True),
        Column("Đơn vị tính", lambda change: change.indicator.unit, width=96),
        Column("Hiện có", lambda change: change.old, width=136, align=_RIGHT),
        Column("Trong tệp", lambda change: change.new, width=136, align=_RIGHT, bold=lambda _: True),
        Column("Ghi chú mới", lambda change: change.note, width=180),
    ]


def _row_of(place: str) -> int:
    """The number of a cell's row: 17 of «D17»."""
    return int("".join(filter(str.isdigit, place)))


def _remark_columns() -> list[Column]:
    def colour(remark: Remark) -> str:
        return "bad" if remark.kind in ("Sai", "Lỗi") else "warn" if remark.kind == "Nên xem lại" else "muted"

    def sentence(remark: Remark) -> str:
        # Elsewhere it goes on after its place and a colon; in a column of its own it begins.
        return remark.sentence[:1].upper() + remark.sentence[1:]

    return [
        Column("Loại", lambda remark: remark.kind, width=96, colour=colour),
        Column("Ở đâu", lambda remark: remark.place, width=88),
        Column("Vì sao, cần làm gì", sentence, width=320, stretch=True),
    ]
