"""«Minh chứng»: all files that are kept as evidence, and what has none yet."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from ...documents.job import Cancelled
from ...documents.model import Document
from ...domain.evidence import FileState
from ...domain.places import EvidencePlace, Place
from ...office.evidence import EVIDENCE_TABLES, Item
from ...storage.changes import Changes
from .. import work
from ..buttons import text_button
from ..figures.chosen_period import PERIOD_TABLES
from ..keystrokes import go_round, leads_down
from ..labels import label
from ..shell import Page, Shell, tables
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..widgets.command_row import CommandRow
from .filters import EvidenceFilters
from .packing import save_pack
from .preview import EvidencePreview
from .scan_watch import watch_of
from .scans_tab import ScansTab
from .strip import FileActions
from .table import EvidenceTable

_EMPTY = (
    "Chưa có minh chứng nào. Đính kèm tệp ở từng nhiệm vụ, dòng sổ theo dõi, số liệu, báo cáo; ở đây xem, "
    "lọc và đóng gói tất cả."
)
_NO_MATCH = "Không có minh chứng nào khớp."
_NOTHING_LACKING = "Mọi việc đã xong đều có minh chứng."
_ENCRYPTED = "Dữ liệu được mã hóa, riêng các tệp minh chứng trong thư mục «evidence» thì không."


class EvidencePage(Page):
    """The list of all files with the chosen one beside it, and the list of what lacks a file."""

    help_topic = "minh-chung"
    has_document = True
    reads = tables(EVIDENCE_TABLES, PERIOD_TABLES)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.filters = EvidenceFilters(shell)
        self.filters.changed.connect(self._show)
        self.table = EvidenceTable(shell, _EMPTY, everywhere=True)
        self.table.chosen.connect(self._follow)
        self.commands = FileActions(shell, self.table, self)
        self.commands.hide()
        self.commands.version_chosen.connect(self._show_file)
        self.preview = EvidencePreview(shell.office.evidence, self.table)
        self.table.looked_at.connect(lambda: self.preview.view.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.go_button = text_button(
            "Đến việc", "open", tooltip="Mở nơi mà tệp đang chọn được đính kèm (Ctrl+Enter)"
        )
        self.go_button.setShortcut("Ctrl+Return")
        self.go_button.clicked.connect(lambda _checked=False: self._go())
        self.check_button = text_button(
            "Kiểm tra tệp", "check", tooltip="Đọc lại từng tệp, tìm tệp mất hoặc bị sửa ở ngoài"
        )
        self.check_button.clicked.connect(lambda _checked=False: self._check())
        self.list_button = text_button(
            "Xuất danh mục",
            "export",
            tooltip="Xuất danh mục các tệp đang lọc (Ctrl+E)",
        )
        self.list_button.clicked.connect(lambda _checked=False: self.export_document())
        self.pack_button = text_button(
            "Đóng gói .zip…", "backup",
            tooltip="Gói các tệp đang lọc, đánh số, kèm danh mục và mã kiểm tra, cho đoàn thẩm định",
        )  # fmt: skip
        self.pack_button.clicked.connect(lambda _checked=False: self.pack())
        self.lacking = TableView(self._lacking_model(), _NOTHING_LACKING, lines=2)
        self.lacking.setAccessibleName("Chưa nộp minh chứng")
        self.lacking.opened.connect(lambda lack: shell.go(lack.place))
        self.scans = ScansTab(shell)
        watch_of(shell).changed.connect(self._count_scans)
        self._state = label("", "muted", wrap=True)
        self._encrypted = label(_ENCRYPTED, wrap=True)
        leads_down(self.filters.text, self.table.come_down)
        other = QShortcut(QKeySequence("F6"), self)
        other.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        other.activated.connect(self._next_part)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label("Minh chứng", "title"))
        head.addWidget(self._state, 1)
        head.addWidget(self.check_button)
        head.addWidget(self.list_button)
        head.addWidget(self.pack_button)
        files = QWidget()
        column = QVBoxLayout(files)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.filters)
        row = QHBoxLayout()
        row.addWidget(CommandRow((self.go_button, *self.commands.buttons)), 1)
        row.addWidget(self.commands.versions)
        column.addLayout(row)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.table)
        parts.addWidget(self.preview)
        parts.setStretchFactor(0, 5)
        parts.setStretchFactor(1, 3)
        parts.setChildrenCollapsible(False)
        column.addWidget(parts, 1)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(files, "Tất cả")
        self.tabs.addTab(self.lacking, "Chưa nộp")
        self.tabs.addTab(self.scans, "Tệp quét mới")
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        page.setSpacing(SPACE)
        page.addLayout(head)
        page.addWidget(self._encrypted)
        page.addWidget(self.tabs, 1)
        self.setFocusProxy(self.table)

    def _lacking_model(self) -> TableModel:
        columns = [
            Column("Từ ngày", lambda lack: lack.day, width=106),
            Column("Việc", lambda lack: lack.title, width=200, stretch=True, tooltip=lambda lack: lack.title),
            Column("Còn thiếu", lambda lack: lack.sentence, width=200, stretch=True),
            Column("Đơn vị", lambda lack: lack.unit, width=130),
            Column("Người", lambda lack: lack.officer, width=130),
        ]
        return TableModel(columns, self.shell, key=lambda lack: lack.owner, parent=self)

    # Showing

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows the files as they are stored now."""
        self._show()

    def _show(self) -> None:
        office = self.shell.office
        everything = office.evidence.all()
        accepts = self.filters.accepts()
        shown = [item for item in everything if accepts(item)]
        lacking = office.evidence.lacking(office.today)
        self.table.empty_text = _NO_MATCH if everything else _EMPTY
        self.table.rows.set_rows(shown)
        self.table.viewport().update()
        self.lacking.rows.set_rows(lacking)
        self.tabs.setTabText(0, f"Tất cả ({len(everything)})")
        self.tabs.setTabText(1, f"Chưa nộp ({len(lacking)})")
        self._count_scans()
        faulty = sum(item.state is not FileState.PRESENT for item in everything)
        self._state.setText(f"{faulty} tệp mất hoặc bị sửa ở ngoài chương trình." if faulty else "")
        self._encrypted.setVisible(office.is_encrypted)
        self._follow(self.table.current_row())

    def _count_scans(self) -> None:
        count = len(watch_of(self.shell).scans)
        self.tabs.setTabText(2, f"Tệp quét mới ({count})" if count else "Tệp quét mới")

    def _follow(self, item: Item | None) -> None:
        self.commands.follow(item)
        self.go_button.setEnabled(item is not None and item.is_attached)
        self._show_file()

    def _show_file(self) -> None:
        self.preview.show_item(self.table.current_row(), self.commands.version)

    def show_place(self, place: Place) -> None:
        """Shows a file, or what lacks one."""
        if not isinstance(place, EvidencePlace):
            return
        self.tabs.setCurrentIndex(2 if place.scans else 1 if place.lacking else 0)
        if place.file_id and not self.table.choose(place.file_id):
            self.filters.clear()
            shown = next(
                (item.id for item in self.table.rows.rows if place.file_id in {v.id for v in item.older}),
                place.file_id,
            )
            self.table.choose(shown)

    def _next_part(self) -> None:
        """F6: from the files to the filter, to the pages of the chosen file, and back."""
        if self.leave() and self.tabs.currentIndex() == 0:
            go_round([self.table, self.filters.text, self.preview], Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> bool:
        """Saves the cell that is being edited."""
        return self.table.commit()

    # Commands

    def _go(self) -> None:
        item: Item | None = self.table.current_row()
        if item is not None and item.is_attached:
            self.shell.go(item.place)

    def _check(self) -> None:
        look = self.shell.office.evidence.looker()

        def run(_progress: work.Progress, cancelled: work.Cancelled) -> dict[str, tuple[int, int]]:
            return look(work.stopping(cancelled, Cancelled))

        work.run(self, "Đang đọc lại các tệp minh chứng…", run, self._checked)

    def current_document(self) -> tuple[Document, str] | None:
        """The numbered list of the files that are listed now."""
        papers, subject = self.shell.office.evidence_papers, self.filters.words()
        return papers.document(self.table.rows.rows, subject), papers.list_name("xlsx", subject)

    def pack(self) -> None:
        """Packs the files that are listed now into a .zip."""
        papers, subject = self.shell.office.evidence_papers, self.filters.words()
        if self.leave():
            save_pack(
                self.shell, self, lambda: papers.packing(self.table.rows.rows, subject),
                papers.list_name("zip", subject),
            )  # fmt: skip

    def _checked(self, altered: dict[str, tuple[int, int]]) -> None:
        evidence = self.shell.office.evidence
        evidence.looked(altered)
        self._show()
        self.shell.notify(" ".join(evidence.faults()) or "Mọi tệp minh chứng còn nguyên.")
