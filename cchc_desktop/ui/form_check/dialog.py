"""«Kiểm tra thể thức»: a file is chosen or dropped, what to put right is listed, and written to a file."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from ...domain.errors import CchcError, EnvironmentProblem, Refusal
from ...domain.form_check.finding import Finding, Severity
from ...office.form_check import Checked, check_file, refuse_target, write_list
from .. import file_dialogs, work
from ..buttons import text_button
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..wizards.frame import FileWizard, Notice
from ..wizards.import_choose import ChoosePage, Wanted

_KINDS = "Văn bản (*.docx *.pdf);;Mọi tệp (*)"
_WANTED = Wanted(
    "Thả văn bản cần kiểm tra vào đây",
    "Nhận tệp Word (.docx) và PDF có chữ, do chương trình này hay nơi khác soạn. Văn bản được đối chiếu với "
    "Nghị định số 30/2020/NĐ-CP và các lỗi viết thường gặp; tệp gốc được giữ nguyên.",
    "Chọn văn bản cần kiểm tra",
    _KINDS,
)
_COLOURS = {Severity.MUST: "bad", Severity.LOOK: "warn"}


class FormCheck(FileWizard):
    """A file chosen, its findings in a table, the text and the rule of the one that is looked at."""

    help_topic = "kiem-tra-the-thuc"
    asks, takes = _WANTED.asks, _KINDS

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Kiểm tra thể thức", parent)
        self.checked: Checked | None = None
        self.choose_page = ChoosePage(_WANTED)
        self.choose_page.folder = self.last_folder(shell)
        self.choose_page.file_chosen.connect(self.read)
        self.summary = Notice("notice-info")
        self.table = TableView(TableModel(_columns(), key=lambda finding: finding), lines=0)
        self.table.setAccessibleName("Những chỗ cần sửa")
        self.table.chosen.connect(self._show_finding)
        self.detail = QPlainTextEdit()
        self.detail.setReadOnly(True)
        self.detail.setAccessibleName("Đoạn văn có chỗ cần sửa")
        self.other_button = self.make_choose_button()
        self.again_button = text_button("Kiểm tra lại", "refresh", tooltip="Đọc lại tệp sau khi đã sửa (F5)")
        self.again_button.setShortcut("F5")
        self.again_button.clicked.connect(lambda _checked=False: self.read_again())
        self.export_button = text_button("Ghi danh sách ra tệp…", "export", "primary")
        self.export_button.clicked.connect(lambda _checked=False: self.export())
        self.close_button = text_button("Đóng")
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self._show_choosing()

    @classmethod
    def run(cls, shell: Shell, path: Path | None = None) -> None:
        """Opens the dialog over the window, on a file where one is given."""
        parent = shell if isinstance(shell, QWidget) else None
        dialog = cls(shell, parent)
        dialog.fit(parent, *cls.less)
        if path is not None:
            dialog.read(path)
        dialog.exec()
        dialog.deleteLater()

    def _lay_out(self) -> None:
        bar = self.add_bar()
        bar.addWidget(label("Kiểm tra thể thức", "heading"))
        bar.addWidget(self._file, 1)
        bar.addWidget(self.other_button)
        result = QWidget()
        column = QVBoxLayout(result)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.summary)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        column.addWidget(split, 1)
        self.pages.addWidget(self.choose_page)
        self.pages.addWidget(result)
        self.add_foot(self.again_button, self.export_button, self.close_button)

    # Reading

    def read(self, path: Path) -> None:
        """Checks a file in a worker and shows what was found."""
        self._path = path
        self._file.setText(path.name)
        office = self._shell.office
        library, today = office.legal.library(), office.today
        self.read_file(path, lambda cancelled: check_file(path, library, today, cancelled), self._take)

    def refused(self, error: CchcError) -> None:
        """Says why a file could not be read."""
        self.checked = None
        self.choose_page.show_refusal(str(error))
        self._show_choosing()

    def _show_choosing(self) -> None:
        self.pages.setCurrentIndex(0)
        for button in (self.other_button, self.again_button, self.export_button):
            button.hide()

    def _take(self, checked: Checked) -> None:
        self.checked = checked
        self.choose_page.show_refusal("")
        counts = [
            f"{count} chỗ {severity.label.lower()}"
            for severity in Severity
            if (count := sum(each.severity is severity for each in checked.findings))
        ]
        if counts:
            words = f"{', '.join(counts)}. Chọn một dòng để xem đoạn văn và quy định."
            self.summary.say(words, "notice-warn")
        else:
            self.summary.say("Không thấy chỗ nào sai thể thức hoặc cần xem lại.", "notice-info")
        self.table.rows.set_rows(checked.findings)
        self.table.setVisible(bool(counts))
        self.detail.setVisible(bool(counts))
        for button in (self.other_button, self.again_button):
            button.show()
        self.export_button.setVisible(bool(counts))
        self.pages.setCurrentIndex(1)
        if checked.findings:
            self.table.choose(checked.findings[0])
            self.table.setFocus()

    def _show_finding(self, finding: Finding | None) -> None:
        if self.checked is None or finding is None:
            self.detail.setPlainText("")
            return
        words = self.checked.words(finding)
        said = (
            f"{finding.place}\nĐang là: {finding.found}\nĐúng là: {finding.right}\nQuy định: {finding.rule}"
        )
        self.detail.setPlainText(f"{said}\n\n{words}" if words else said)

    # Writing the list

    def export(self) -> None:
        """Asks where the list goes and writes it by a worker: for a Word file as a copy with comments."""
        checked = self.checked
        if checked is None:
            return
        ending = ".docx" if checked.takes_comments else ".pdf"
        name = f"{checked.path.stem}-kiem-tra{ending}"
        kinds = "Bản sao có ghi chú bên lề (*.docx)" if checked.takes_comments else "Danh sách Word (*.docx)"
        others = ["Danh sách PDF (*.pdf)", "Danh sách Excel (*.xlsx)"]
        shown = [kinds, *others] if checked.takes_comments else [*others, kinds]
        target = self.ask_target(self, name, ";;".join(shown))
        if target is None:
            return
        if not target.suffix:
            target = target.with_suffix(ending)
        try:
            refuse_target(checked, target)
        except Refusal as refusal:
            self.summary.say(str(refusal), "notice-bad")
            return
        now = datetime.now()

        def run(_progress: work.Progress, cancelled: work.Cancelled) -> None:
            write_list(checked, target, now, cancelled)

        work.run(
            self, f"Đang ghi {target.name}…", run, lambda _nothing: self._written(target), self._not_written
        )

    @classmethod
    def ask_target(cls, parent: QWidget | None, name: str, kinds: str) -> Path | None:
        """Where the list goes, or None."""
        return file_dialogs.ask_new_file(parent, "Ghi danh sách ra tệp", name, kinds)

    def _written(self, target: Path) -> None:
        self.summary.say(f"Đã ghi danh sách vào «{target}».", "notice-info")
        self._shell.notify(f"Đã ghi kết quả kiểm tra thể thức vào {target}.")

    def _not_written(self, error: Exception) -> None:
        if not isinstance(error, Refusal | EnvironmentProblem):
            raise error
        self.summary.say(str(error), "notice-bad")


def _columns() -> list[Column]:
    return [
        Column(
            "Mức", lambda row: row.severity.label, width=104, colour=lambda row: _COLOURS[row.severity],
            sort=lambda row: list(Severity).index(row.severity),
        ),
        Column("Chỗ trong văn bản", lambda row: row.place, width=250),
        Column("Đang là", lambda row: row.found, width=220),
        Column("Đúng là", lambda row: row.right, width=240, stretch=True),
        Column("Quy định", lambda row: row.rule, width=260),
    ]  # fmt: skip
