"""«Trao đổi»: what was sent and what came in, packing, taking in, and what waits for a decision."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ...domain.exchange.history import Exchange
from ...domain.exchange.manifest import PackageKind
from ...domain.places import ExchangePlace, Place
from ...domain.report_periods import Period
from ...storage.changes import Changes
from ..buttons import text_button
from ..labels import label
from ..shell import EVERYTHING, Page, Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..widgets.command_row import CommandRow
from ..widgets.empty import EmptyList, EmptyState
from .conflicts_tab import ConflictsTab

_NOTHING = (
    "Nhiều máy làm chung một bộ dữ liệu: cơ quan đóng gói giao việc, công chức gửi phần của mình về, cấp "
    "trên nhận báo cáo. Mỗi gói là một tệp .cchc gửi qua USB, Zalo hoặc thư; kéo tệp vào cửa sổ này cũng "
    "nhận được."
)


class ExchangePage(Page):
    """The packages that were sent and taken in, beside what two copies say differently."""

    help_topic = "trao-doi"
    reads = EVERYTHING

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.take_button = text_button(
            "Nhận gói…", "import", "primary", "Mở một gói .cchc, xem có gì rồi mới nhận vào dữ liệu (F2)"
        )
        self.take_button.setShortcut("F2")
        self.take_button.clicked.connect(lambda _checked=False: self.take_in())
        self.assign_button = text_button(
            "Giao việc…", "export", tooltip="Đóng gói cho một công chức: kế hoạch, nhiệm vụ, số liệu, sổ"
        )
        self.back_button = text_button(
            "Gửi về cơ quan…", "export", tooltip="Đóng gói những gì đã làm ở máy này"
        )
        self.report_button = text_button(
            "Báo cáo lên cấp trên…", "export", tooltip="Đóng gói số liệu và báo cáo của một kỳ"
        )
        self.whole_button = text_button(
            "Chuyển sang máy khác…", "export", tooltip="Đóng gói toàn bộ dữ liệu và minh chứng"
        )
        self.catalogue_button = text_button(
            "Gửi danh mục…", "export", tooltip="Đóng gói mẫu sổ, bộ tiêu chí, mẫu phiếu … cho cơ quan khác"
        )
        self.form_button = text_button(
            "Lập phiếu Excel…", "excel", tooltip="Phiếu để công chức không có chương trình điền bằng Excel"
        )
        self.form_button.clicked.connect(lambda _checked=False: self._hand_out())
        self.filled_button = text_button(
            "Nhận phiếu Excel…", "import", tooltip="Nhận phiếu mà công chức đã điền, xem từng ô trước"
        )
        self.filled_button.clicked.connect(lambda _checked=False: self._take_form())
        self.first_button = text_button("Nhận gói…", "import", "primary")
        self.first_button.clicked.connect(lambda _checked=False: self.take_in())
        self.pack_button = text_button("Đóng gói để gửi…", "export")
        self.pack_button.clicked.connect(lambda _checked=False: self.pack(PackageKind.ASSIGNMENT))
        for button, kind in (
            (self.assign_button, PackageKind.ASSIGNMENT),
            (self.back_button, PackageKind.CONTRIBUTION),
            (self.report_button, PackageKind.REPORT),
            (self.whole_button, PackageKind.WHOLE),
            (self.catalogue_button, PackageKind.CATALOGUE),
        ):
            button.clicked.connect(lambda _checked=False, kind=kind: self.pack(kind))
        self.packages = TableView(
            TableModel(_columns(), key=lambda each: (each.hash, each.at, each.is_sent), parent=self)
        )
        self.packages.setAccessibleName("Gói đã gửi, đã nhận")
        EmptyList(
            self.packages, "journal", "Chưa gửi, chưa nhận gói nào ở máy này",
            "Mỗi gói gửi đi, nhận về được ghi một dòng: lúc nào, của ai, gồm có gì.",
        )  # fmt: skip
        self.conflicts = ConflictsTab(shell)
        self.conflicts.counted.connect(self._count)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.packages, "Gói đã gửi, đã nhận")
        self.tabs.addTab(self.conflicts, "Chờ quyết định")
        self.tabs.currentChanged.connect(lambda _index: self._focus_shown())
        self.empty = EmptyState(
            "exchange", "Chưa trao đổi dữ liệu với ai", _NOTHING, self.first_button, self.pack_button
        )
        self._lay_out()
        self.setFocusProxy(self.packages)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label("Trao đổi", "title"))
        buttons = (
            self.take_button, self.assign_button, self.back_button, self.report_button, self.whole_button,
            self.catalogue_button, self.form_button, self.filled_button,
        )  # fmt: skip
        head.addWidget(CommandRow(buttons), 1)
        whole = self._whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    # Showing

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows what was sent and taken in, and what waits."""
        history = self.shell.office.exchange.history()
        self.packages.rows.set_rows(history)
        self.conflicts.show_conflicts()
        is_empty = not history and not self.conflicts.table.rows.rows
        self._stack.setCurrentWidget(self.empty if is_empty else self._whole)
        self.setFocusProxy(self.first_button if is_empty else self.tabs.currentWidget())

    def _focus_shown(self) -> None:
        """The keys of what is shown hold at once; whoever goes along the tabs by keys stays there."""
        self.setFocusProxy(self.tabs.currentWidget())
        if self.window().focusWidget() is not self.tabs.tabBar():
            self.tabs.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self, count: int) -> None:
        self.tabs.setTabText(1, f"Chờ quyết định ({count})" if count else "Chờ quyết định")

    def show_place(self, place: Place) -> None:
        """Shows the packages, or what waits for a decision."""
        if isinstance(place, ExchangePlace) and place.conflicts:
            self.tabs.setCurrentWidget(self.conflicts)
        is_empty = self._stack.currentWidget() is self.empty
        widget = self.first_button if is_empty else self.tabs.currentWidget()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    # Doing

    def _hand_out(self) -> None:
        from ..contribution.hand_out import HandOutForm

        HandOutForm.run(self.shell)

    def _take_form(self) -> None:
        from ..contribution.take_form import TakeForm

        TakeForm.run(self.shell)

    def pack(self, kind: PackageKind) -> None:
        """Asks what is to be packed, beginning with a kind, and writes it."""
        from .packing import PackQuestion

        PackQuestion.run(self.shell, kind, self.refresh)

    def take_in(self) -> None:
        """Asks for a package and shows what it would change."""
        from .taking import TakePackage

        TakePackage.run(self.shell)


def _columns() -> list[Column]:
    def period(row: Exchange) -> str:
        return Period.parse(row.period).label if row.period else row.unit

    return [
        Column("Lúc", lambda row: row.at, width=152, display=lambda row: f"{row.at:%d/%m/%Y %H:%M}"),
        Column(
            "Chiều",
            lambda row: row.is_sent,
            width=84,
            display=lambda row: "Đã gửi" if row.is_sent else "Đã nhận",
        ),
        Column("Loại gói", lambda row: row.kind.label, width=152),
        Column("Cho ai, kỳ nào", period, width=140),
        Column("Người gửi", lambda row: row.officer if row.is_sent else row.other, width=140),
        Column("Gồm có", lambda row: row.words, width=200, stretch=True, tooltip=lambda row: row.words),
        Column("Tệp", lambda row: row.file, width=160, stretch=True, tooltip=lambda row: row.file),
    ]
