"""«Đề cương của cấp trên»: the headings of a file in their order, and our sentences that go under each."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...catalogue.written import described_outline, our_sections
from ...domain.errors import CchcError
from ...domain.report_periods import Period
from ...domain.templates.word_outline import OurSection, SuperiorOutline
from ...office.from_template import WORD, read_word_outline, superior_outline_from
from ..buttons import text_button
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..wizards.frame import FileWizard, Notice

_FILTER = f"Đề cương ({' '.join(f'*{suffix}' for suffix in WORD)});;Mọi tệp (*)"
_LEFT_SHOWN = 4


@dataclass(frozen=True, slots=True)
class _Line:
    """A heading as the table shows it; ``sections`` are the titles of ours that are placed under it."""

    number: int
    words: str
    sections: tuple[str, ...]
    is_parent: bool


class OutlineDialog(FileWizard):
    """A superior's outline chosen, looked through, and taken for a period's report and those after it."""

    help_topic = "bieu-mau#de-cuong-cua-cap-tren"
    asks = "Chọn tệp đề cương báo cáo"
    takes = _FILTER

    def __init__(self, shell: Shell, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Đề cương của cấp trên", parent)
        self._period = period
        self._ours = [each for each in our_sections(described_outline()) if each.has_lines]
        self.outline: SuperiorOutline | None = shell.office.outlines.chosen(period)
        self.choose_button = text_button("Chọn tệp đề cương…", "folder")
        self.choose_button.clicked.connect(lambda _checked=False: self.choose())
        self.own_button = text_button("Về đề cương của chương trình", "undo")
        self.own_button.clicked.connect(lambda _checked=False: self._use(None))
        self.notice = Notice()
        self.table = TableView(TableModel(_columns(), key=lambda line: line.number, parent=self))
        self.table.setAccessibleName("Các mục của đề cương")
        self.table.chosen.connect(lambda _line: self._show_sections())
        self.asked = label("", "heading", wrap=True)
        self.sections = QListWidget()
        self.sections.setAccessibleName("Câu của chương trình đặt ở mục đang chọn")
        self.sections.setProperty("role", "ticks")
        self.sections.setWordWrap(True)
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sections.itemChanged.connect(self._moved)
        self.left = label("", "muted", wrap=True)
        self.use_button = text_button("Dùng đề cương này", "done", "primary")
        self.use_button.clicked.connect(lambda _checked=False: self._use(self.outline))
        self.close_button = text_button("Đóng")
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self._show_outline()

    @classmethod
    def run(cls, shell: Shell, period: Period) -> None:
        """Opens the dialog over the window."""
        parent = shell if isinstance(shell, QWidget) else None
        dialog = cls(shell, period, parent)
        dialog.fit(parent, 4 * SPACE, 4 * SPACE)
        dialog.exec()
        dialog.deleteLater()

    def _lay_out(self) -> None:
        top = self.add_bar()
        top.addWidget(label("Đề cương của cấp trên", "heading"))
        top.addWidget(self._file, 1)
        top.addWidget(self.choose_button)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(SPACE)
        beside.addWidget(self.asked)
        beside.addWidget(self.sections, 1)
        beside.addWidget(self.left)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self.table, 3)
        row.addLayout(beside, 2)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.notice)
        column.addLayout(row, 1)
        self.pages.addWidget(page)
        self.add_foot(self.own_button, self.use_button, self.close_button)

    # Reading

    def read(self, path: Path) -> None:
        """Reads an outline in a worker and shows it with our sections under its headings."""
        self.read_file(path, lambda _cancelled: superior_outline_from(read_word_outline(path)), self._take)

    def _take(self, outline: SuperiorOutline) -> None:
        self.outline = outline
        self.notice.say("")
        self._show_outline()
        self.table.setFocus()

    def refused(self, error: CchcError) -> None:
        """Says why a file could not be read; what was shown before stays."""
        self.notice.say(str(error), "notice-bad")

    # Showing

    def _show_outline(self) -> None:
        """Shows the outline with what is placed where."""
        outline = self.outline
        in_use = self._shell.office.outlines.chosen(self._period)
        for part in (self.table, self.asked, self.sections, self.left):
            part.setVisible(outline is not None)
        self.own_button.setVisible(in_use is not None)
        self.use_button.setEnabled(outline is not None and outline != in_use)
        if outline is None:
            self._file.setText("Báo cáo đang viết theo đề cương của chương trình")
            self._counts.setText(
                "Chọn tệp Word, PDF cấp trên gửi: đề mục được đánh số thành mục của báo cáo."
            )
            self.choose_button.setFocus()
            return
        self._file.setText(f"{outline.name}{' (đang dùng)' if outline == in_use else ''}")
        titles = {each.key: each.title for each in self._ours}
        lines = [
            _Line(
                number,
                f"{'    ' * each.key.count('.')}{each.key.rpartition('.')[2]}. {each.heading.title}",
                tuple(titles.get(key, key) for key in each.sections),
                outline.is_parent(number),
            )
            for number, each in enumerate(outline.headings)
        ]
        self.table.rows.set_rows(lines)
        if self.table.current_row() is None and lines:
            self.table.choose(0)
        own = sum(not line.sections and not line.is_parent for line in lines)
        self._counts.setText(
            f"{len(lines)} mục; {own} mục cơ quan tự viết. "
            f"Dùng cho báo cáo {self._period.label} và các báo cáo sau."
        )
        left = self._shell.office.outlines.left(outline)
        self.left.setText(_left_words(left))
        self._show_sections()

    def _show_sections(self) -> None:
        """Lists our sections, those at the chosen heading with a tick."""
        line = self.table.current_row()
        outline = self.outline
        if line is None or outline is None:
            return
        places = {key: each for each in outline.headings for key in each.sections}
        with QSignalBlocker(self.sections):
            self.sections.clear()
            for each in self._ours:
                at = places.get(each.key)
                here = at is outline.headings[line.number]
                words = each.title if here or at is None else f"{each.title} (ở mục {at.key})"
                item = QListWidgetItem(words)
                item.setData(Qt.ItemDataRole.UserRole, each.key)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if here else Qt.CheckState.Unchecked)
                self.sections.addItem(item)
        heading = outline.headings[line.number].heading.title
        self.sections.setEnabled(not line.is_parent)
        self.asked.setText(
            f"«{heading}» chỉ in tên mục, vì có mục con" if line.is_parent else f"Câu đặt ở «{heading}»"
        )

    def _moved(self, item: QListWidgetItem) -> None:
        """One of our sections goes under the chosen heading, or away from it."""
        line = self.table.current_row()
        if self.outline is None or line is None:
            return
        here = item.checkState() is Qt.CheckState.Checked
        row = self.sections.row(item)
        self.outline = self.outline.moved(item.data(Qt.ItemDataRole.UserRole), line.number if here else None)
        self._show_outline()
        self.sections.setCurrentRow(row)

    # Using

    def _use(self, outline: SuperiorOutline | None) -> None:
        """Writes the report in this outline from now on."""
        outlines = self._shell.office.outlines
        if not self._shell.attempt(lambda: outlines.use(self._period, outline)):
            return
        words = "đề cương của chương trình" if outline is None else f"đề cương «{outline.name}»"
        self._shell.notify(f"Báo cáo {self._period.label} viết theo {words}.")
        self.accept()


def _left_words(left: Sequence[OurSection]) -> str:
    if not left:
        return "Mọi phần của chương trình đều có chỗ trong đề cương này."
    shown = "; ".join(each.title for each in left[:_LEFT_SHOWN])
    rest = f" và {len(left) - _LEFT_SHOWN} phần khác" if len(left) > _LEFT_SHOWN else ""
    return f"Chưa có chỗ, không in: {shown}{rest}. Đánh dấu ở một mục để đặt vào đó."


def _said(line: _Line) -> str:
    if line.is_parent:
        return ""
    return "; ".join(line.sections) or "Cơ quan tự viết"


def _columns() -> list[Column]:
    return [
        Column(
            "Mục của đề cương",
            lambda line: line.words,
            width=320,
            stretch=True,
            sort=lambda line: line.number,
        ),
        Column(
            "Câu của chương trình",
            _said,
            width=280,
            stretch=True,
            colour=lambda line: "muted" if line.sections else "warn",
        ),
    ]
