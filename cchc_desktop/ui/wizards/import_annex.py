"""Taking an annex («Khung kế hoạch») that came as a file of its own into its plan, looked over row by row."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ...domain.annex_rows import FieldChange, OwnAnnex, RowOutcome
from ...domain.errors import CchcError, Refusal
from ...domain.places import PlanPlace
from ...office.plans import read_own_annex
from ..buttons import text_button
from ..shell import Shell, attempt_or_refuse
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from .frame import FileWizard, Notice

_FILTER = "Phụ lục (*.xlsx *.docx *.pdf *.doc *.odt *.rtf *.txt *.md);;Mọi tệp (*)"
_NEW, _FILLED, _DIFFERENT, _SAME, _DOUBT = "Thêm", "Điền", "Khác", "Đã có", "Xem lại"
_COLOURS = {_NEW: "accent", _FILLED: "good", _DIFFERENT: "warn", _DOUBT: "warn"}


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """What becomes of a row of the annex, as one line of the table."""

    outcome: RowOutcome
    kind: str
    words: str


class ImportAnnex(FileWizard):
    """A file chosen, held against the plan, and taken in as one operation or not at all."""

    help_topic = "nhap-ke-hoach#phu-luc-o-tep-rieng"
    asks = "Chọn phụ lục của kế hoạch"
    takes = _FILTER
    less = (12 * SPACE, 10 * SPACE)

    def __init__(self, shell: Shell, plan_id: str, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Nhập phụ lục vào kế hoạch", parent)
        self._plan_id = plan_id
        self.annex: OwnAnnex | None = None
        self.choose_button = self.make_choose_button()
        self.notice = Notice()
        self.lines = TableView(TableModel(_columns(), key=id), lines=0)
        self.lines.setAccessibleName("Các dòng của phụ lục")
        self.take_button = text_button("Nhận phụ lục", "done", "primary")
        self.take_button.clicked.connect(lambda _checked=False: self.take_in())
        self.close_button = text_button("Hủy")
        self.close_button.clicked.connect(self.reject)
        self.add_file_bar("Nhập phụ lục vào kế hoạch", self.choose_button)
        self.add_look(self.notice, self.lines)
        self.add_foot(self.take_button, self.close_button)
        self._show_waiting()

    @classmethod
    def run(cls, shell: Shell, plan_id: str, path: Path | None = None) -> None:
        """Asks for a file where none is given, and opens the dialog on it over the window."""
        cls.open_over(shell, lambda parent: cls(shell, plan_id, parent), path)

    # Reading

    def read(self, path: Path) -> None:
        """Reads a file in a worker and shows what it would add to the plan."""
        self._path = path
        self._file.setText(path.name)
        self._show_waiting()
        period = self._shell.office.plans.get(self._plan_id).period
        self.read_file(path, lambda cancelled: read_own_annex(path, period, cancelled), self._compare)

    def _show_waiting(self) -> None:
        self.annex = None
        self.notice.say("Đang đọc tệp…", "notice-info")
        self._show_lines([])

    def _compare(self, annex: OwnAnnex) -> None:
        try:
            outcomes = self._shell.office.plans.annex_outcomes(self._plan_id, annex)
        except CchcError as error:
            self.refused(error)
            return
        self.annex = annex
        lines = [line for outcome in outcomes for line in _lines(outcome)]
        count = {
            kind: sum(line.kind == kind for line in lines) for kind in (_NEW, _FILLED, _DIFFERENT, _DOUBT)
        }
        self.notice.say(*_notice(len(outcomes), count, annex.notes))
        self._show_lines(lines)

    def refused(self, error: CchcError) -> None:
        """Says what is wrong with the file."""
        self.annex = None
        self.notice.say(str(error), "notice-bad")
        self._show_lines([])

    def _show_lines(self, lines: list[AnnexLine]) -> None:
        adds = sum(line.kind in (_NEW, _FILLED) for line in lines)
        self.lines.rows.set_rows(lines)
        self.lines.setVisible(bool(lines))
        self.take_button.setEnabled(bool(adds))
        self.take_button.setDefault(bool(adds))
        self._counts.setText("Chỗ khác với kế hoạch được giữ theo kế hoạch." if lines else "")
        (self.take_button if adds else self.choose_button).setFocus()

    # Taking in

    def take_in(self) -> None:
        """Stores what the annex adds as one operation, closes, and shows it in the plan."""
        annex = self.annex
        if annex is None:
            return
        try:
            done = attempt_or_refuse(
                self._shell, lambda: self._shell.office.plans.take_annex(self._plan_id, annex)
            )
        except Refusal as refusal:
            self.refused(refusal)
            return
        if done:
            self.accept()
            self._shell.go(PlanPlace(self._plan_id))
            name = self._path.name if self._path else ""
            self._shell.notify(f"Đã nhập phụ lục «{name}» vào kế hoạch.", undoable=True)


def _notice(rows: int, count: dict[str, int], notes: tuple[str, ...]) -> tuple[str, str]:
    """The words over the table, and their role."""
    told = "".join(f" {note}" for note in notes)
    if not count[_NEW] and not count[_FILLED]:
        return f"Phụ lục có {rows} dòng, kế hoạch đã có đủ. Không có gì để nhận.{told}", "notice-info"
    parts = (
        (count[_NEW], "thêm {} nhiệm vụ, chỉ tiêu"),
        (count[_FILLED], "điền {} chỗ kế hoạch còn trống"),
        (count[_DIFFERENT], "{} chỗ khác với kế hoạch"),
    )
    sentence = f"Phụ lục có {rows} dòng: {'; '.join(words.format(n) for n, words in parts if n)}.{told}"
    return sentence, "notice-warn" if count[_DIFFERENT] or count[_DOUBT] or notes else "notice-info"


def _lines(outcome: RowOutcome) -> list[AnnexLine]:
    """What is to be told of a row."""
    found = []
    if outcome.is_new:
        found.append(AnnexLine(outcome, _NEW, _assigned(outcome)))
    found += [AnnexLine(outcome, _FILLED, f"{each.field}: {each.annex}") for each in outcome.filled]
    found += [AnnexLine(outcome, _DIFFERENT, _difference(each)) for each in outcome.different]
    if outcome.doubt:
        found.append(AnnexLine(outcome, _DOUBT, outcome.doubt))
    return found or [AnnexLine(outcome, _SAME, "")]


def _difference(change: FieldChange) -> str:
    return f"{change.field}: kế hoạch ghi «{change.plan}», phụ lục ghi «{change.annex}»"


def _assigned(outcome: RowOutcome) -> str:
    """Who does a new row's task, and by when."""
    assignment = outcome.row.assignment
    parts = (
        ("Chủ trì", assignment.lead),
        ("Phối hợp", assignment.support),
        ("Thời gian", assignment.due_text),
        ("Sản phẩm", assignment.deliverable),
    )
    return "; ".join(f"{words}: {value}" for words, value in parts if value)


def _columns() -> list[Column]:
    return [
        Column(
            "Việc", lambda line: line.kind, width=72, colour=lambda line: _COLOURS.get(line.kind, "muted")
        ),
        Column("Nội dung trong phụ lục", lambda line: line.outcome.row.text, width=320, stretch=True),
        Column("Nhận gì", lambda line: line.words, width=320),
        Column("Ở đâu", lambda line: line.outcome.row.place, width=150),
    ]
