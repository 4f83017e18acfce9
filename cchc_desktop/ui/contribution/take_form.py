"""Taking in a form that an officer filled in without the program: cell by cell, three states side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ...domain.errors import CchcError, Refusal
from ...domain.text import capitalized
from ...intake.read_contribution import FilledForm
from ...office.contribution.draft import CellChange, FormDraft, FormMistakes, Meets
from ...office.contribution.forms import read_form
from ..buttons import text_button
from ..shell import Shell, attempt_or_refuse
from ..tables import Column, Editor, TableModel, TableView
from ..theme import SPACE
from ..wizards.frame import FileWizard, Notice

_FILTER = "Phiếu đã điền (*.xlsx *.xls *.ods);;Mọi tệp (*)"
_REMARKS_HEIGHT = 18 * SPACE
_CHOSEN = 0
"""The column in which somebody decides."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A change as it is listed, with what was decided of it."""

    change: CellChange
    decided: bool | None

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide still."""
        return self.change.meets.is_decided and self.decided is None


@dataclass(frozen=True, slots=True)
class _Remark:
    kind: str
    place: str
    sentence: str


class TakeForm(FileWizard):
    """A form chosen, looked over against what is stored, decided on, and taken in as one operation."""

    help_topic = "phieu-cong-chuc#nhan-phieu"
    asks = "Chọn phiếu đã điền"
    takes = _FILTER
    less = (12 * SPACE, 10 * SPACE)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Nhận phiếu của công chức", parent)
        self.draft: FormDraft | None = None
        self.decided: dict[str, bool] = {}
        self._error: CchcError | None = None
        self._file.setText("Chưa chọn tệp")
        self.choose_button = self.make_choose_button()
        self.again_button = self.make_again_button()
        self.notice = Notice()
        self.changes = TableView(
            TableModel(_columns(self._decide), key=lambda row: row.change.id + row.change.column)
        )
        self.changes.setAccessibleName("Chỗ phiếu khác với số đang lưu")
        self.changes.opened.connect(self._open)
        self.remarks = TableView(TableModel(_remark_columns(), key=lambda row: row), lines=0)
        self.remarks.setAccessibleName("Chỗ cần xem trong phiếu")
        self.ours_button = text_button("Giữ tất cả", "", tooltip="Mọi chỗ hai bên cùng sửa: giữ số đang lưu")
        self.ours_button.clicked.connect(lambda _checked=False: self._decide_all(False))
        self.theirs_button = text_button("Lấy tất cả", "", tooltip="Mọi chỗ hai bên cùng sửa: lấy theo phiếu")
        self.theirs_button.clicked.connect(lambda _checked=False: self._decide_all(True))
        self.confirm = QCheckBox()
        self.confirm.toggled.connect(lambda _checked: self._let_take())
        self.take_button = text_button("Nhận phiếu", "done", "primary")
        self.take_button.clicked.connect(lambda _checked=False: self.take_in())
        self.close_button = text_button("Hủy")
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self._show()

    @classmethod
    def run(cls, shell: Shell) -> None:
        """Asks for a file, and opens the dialog on it over the window."""
        cls.open_over(shell, lambda parent: cls(shell, parent))

    def _lay_out(self) -> None:
        self.add_file_bar("Nhận phiếu của công chức", self.again_button, self.choose_button)
        self.add_look(self.notice, self.changes, self.remarks)
        foot = self.add_foot(self.ours_button, self.theirs_button, self.take_button, self.close_button)
        row = foot.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(1, self.confirm)

    # Reading

    def read(self, path: Path) -> None:
        """Reads a form in a worker and shows what it would change."""
        self._path = path
        self._file.setText(path.name)
        self.read_file(path, lambda cancelled: read_form(path, cancelled), self._compare)

    def _compare(self, filled: FilledForm) -> None:
        try:
            draft = self._shell.office.contributions.compare(filled)
        except CchcError as error:
            self.refused(error)
            return
        # What was decided stays where the same is asked again.
        known = {change.id for change in draft.decisions}
        self.decided = {place: said for place, said in self.decided.items() if place in known}
        self._show(draft)

    def refused(self, error: CchcError) -> None:
        """Shows why a form cannot be taken in."""
        self._show(error=error)

    # What was found

    def _show(self, draft: FormDraft | None = None, error: CchcError | None = None) -> None:
        self.draft = draft
        remarks: list[_Remark] = []
        if isinstance(error, FormMistakes):
            remarks = [_Remark("Sai", each.place, each.sentence) for each in error.mistakes]
        elif draft is not None:
            remarks = [_Remark("Sai", each.place, each.sentence) for each in draft.mistakes]
            remarks += [_Remark("Cần hỏi", "Cả tệp", question) for question in draft.questions]
            remarks += [
                _Remark("Cần xem", change.id, change.doubt) for change in draft.changes if change.doubt
            ]
            remarks += [_Remark("Lưu ý", each.place, each.sentence) for each in draft.notes]
        self.remarks.rows.set_rows(remarks)
        self.remarks.setVisible(bool(remarks))
        self._error = error
        self.confirm.setChecked(False)
        asked = len(draft.to_confirm) if draft is not None else 0
        self.confirm.setText(f"Đã xem {asked} chỗ phải xem, vẫn nhận")
        self.confirm.setVisible(bool(asked) and not (draft is not None and draft.mistakes))
        self.again_button.setEnabled(self._path is not None)
        self._show_rows()
        places = (self.changes if self._waiting else self.take_button, self.confirm, self.remarks)
        next((part for part in places if part.isEnabled() and part.isVisibleTo(self)), self).setFocus()

    @property
    def _waiting(self) -> list[CellChange]:
        """What somebody has to decide on still."""
        found = self.draft.decisions if self.draft is not None else ()
        return [change for change in found if change.id not in self.decided]

    def _show_rows(self) -> None:
        draft = self.draft
        changes = draft.changes if draft is not None else ()
        self.changes.rows.set_rows([_Row(change, self.decided.get(change.id)) for change in changes])
        self.changes.setVisible(bool(changes))
        self.remarks.setMaximumHeight(_REMARKS_HEIGHT if changes else 16_777_215)
        for button in (self.ours_button, self.theirs_button):
            button.setVisible(draft is not None and len(draft.decisions) > 1)
        self.notice.say(*_notice(draft, self._error, len(self._waiting)))
        taken = sum(self.decided.get(change.id, not change.meets.is_decided) for change in changes)
        self.take_button.setText(f"Nhận {taken} chỗ" if taken else "Nhận phiếu")
        self._counts.setText(f"{draft.marks.whose}, {draft.period.label}" if draft is not None else "")
        self._let_take()

    def _decide(self, row: _Row, theirs: bool) -> None:
        self.decided[row.change.id] = theirs
        self._show_rows()

    def _decide_all(self, theirs: bool) -> None:
        """Decides on all that waits, in one way; what was decided stays."""
        self.decided |= dict.fromkeys((change.id for change in self._waiting), theirs)
        self._show_rows()

    def _open(self, row: _Row) -> None:
        if row.change.meets.is_decided:
            self.changes.edit_row(row.change.id + row.change.column, _CHOSEN)

    def _let_take(self) -> None:
        draft = self.draft
        may = (
            draft is not None
            and bool(draft.changes)
            and not draft.mistakes
            and not self._waiting
            and (not draft.to_confirm or self.confirm.isChecked())
        )
        self.take_button.setEnabled(may)
        self.take_button.setDefault(may)

    # Taking in

    def take_in(self) -> None:
        """Stores what the form says as one operation and closes."""
        draft = self.draft
        if draft is None or not self.take_button.isEnabled():
            return
        try:
            done = attempt_or_refuse(
                self._shell, lambda: self._shell.office.contributions.take(draft, self.decided)
            )
        except Refusal as refusal:
            self._show(error=refusal)
            return
        if done:
            self.accept()
            self._shell.notify(f"Đã nhận phiếu «{draft.filled.file}» của {draft.marks.whose}.", undoable=True)


def _notice(draft: FormDraft | None, error: CchcError | None, waiting: int) -> tuple[str, str]:
    """Words and role of the notice."""
    if isinstance(error, FormMistakes) or (draft is not None and draft.mistakes):
        count = (
            len(error.mistakes) if isinstance(error, FormMistakes) else len(draft.mistakes) if draft else 0
        )
        return (
            f"Phiếu có {count} chỗ sai nên chưa nhận gì. Hãy sửa trong Excel, lưu tệp rồi bấm «Đọc lại».",
            "notice-bad",
        )
    if error is not None:
        return str(error), "notice-bad"
    if draft is None:
        return "Đang đọc phiếu…", "notice-info"
    if not draft.changes:
        return "Phiếu không có gì khác với số đang lưu. Không có gì để nhận.", "notice-info"
    sentence = f"Phiếu có {len(draft.changes)} chỗ khác với số đang lưu."
    if waiting:
        return (
            f"{sentence} {waiting} chỗ hai bên cùng sửa hoặc nghi trùng: chọn ở cột «Xử lý» từng chỗ.",
            "notice-warn",
        )
    if draft.to_confirm:
        return f"{sentence} {len(draft.to_confirm)} chỗ phải xem trước khi nhận, ghi ở dưới.", "notice-warn"
    return f"{sentence} Xem lại rồi bấm «Nhận»; sau đó hoàn tác được bằng một lần Ctrl+Z.", "notice-info"


def _columns(decide: Callable[[_Row, bool], object]) -> list[Column]:
    def words(row: _Row) -> str:
        if not row.change.meets.is_decided:
            return "Nhận"
        return row.change.meets.label if row.decided is None else _answers(row)[row.decided]

    def choices(row: _Row) -> list[tuple[bool, str]]:
        return [(False, _answers(row)[False]), (True, _answers(row)[True])]

    def told(header: str, of: Callable[[CellChange], str], width: int, **how: Any) -> Column:
        """A column of words, all of which a tooltip shows."""
        return Column(
            header, lambda row: of(row.change), width=width, tooltip=lambda row: of(row.change), **how
        )

    return [
        Column(
            "Xử lý",
            lambda row: row.decided,
            display=words,
            width=148,
            editor=Editor.CHOICE,
            choices=choices,
            setter=decide,
            editable=lambda row: row.change.meets.is_decided,
            sort=words,
            colour=lambda row: "bad" if row.waits else "",
        ),
        told("Ở đâu", lambda change: change.id, 106),
        told("Dòng", lambda change: change.row, 132, stretch=True),
        told("Mục", lambda change: change.column, 104),
        told("Khi lập phiếu", lambda change: change.base, 92, colour=lambda _: "muted"),
        told("Đang lưu", lambda change: change.ours, 92),
        told("Theo phiếu", lambda change: change.theirs, 120, bold=lambda _: True, stretch=True),
    ]


def _answers(row: _Row) -> dict[bool, str]:
    if row.change.meets is Meets.LIKE:
        return {False: "Không ghi thêm", True: "Ghi dòng mới"}
    return {False: "Giữ đang lưu", True: "Lấy theo phiếu"}


def _remark_columns() -> list[Column]:
    def colour(row: _Remark) -> str:
        return "bad" if row.kind == "Sai" else "warn" if row.kind.startswith("Cần") else "muted"

    return [
        Column("Loại", lambda row: row.kind, width=88, colour=colour),
        Column("Ở đâu", lambda row: row.place, width=170),
        Column("Vì sao, cần làm gì", lambda row: capitalized(row.sentence), width=320, stretch=True),
    ]
