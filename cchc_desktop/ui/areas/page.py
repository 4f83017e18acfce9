"""Lĩnh vực: one reform area's targets and tasks, its figures of a period, and its remarks for the report."""

from functools import cached_property

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from ... import catalogue
from ...documents.model import Document
from ...domain.places import AreaPlace, Place
from ...domain.report_periods import Period
from ...office.report_text import TEXT_TABLES
from ...office.settings import SETTINGS_TABLES
from ...office.tasks import TASK_TABLES
from ...storage.changes import Changes
from ..figures.chosen_period import recall_period, remember_period
from ..figures.page import FiguresPage
from ..figures.rows import group
from ..labels import label
from ..shell import Page, Shell, tables
from ..theme import SPACE
from ..widgets.elided import ElidedLabel
from ..widgets.sign import Sign
from .plan_tab import AreaPlan
from .remarks_tab import AreaRemarks, report_with_remarks_on, stored_remarks

_FIGURES, _REMARKS = 1, 2
"""The places of the tabs that are made later."""
_TALL = 520
"""From this height on the page has its heading; below it, the area's name stands beside the tabs."""


class AreaPage(Page):
    """The page of one of the eight areas; figures and remarks are those of the same period."""

    help_topic = "linh-vuc"
    has_document = True
    reads = tables(
        FiguresPage.reads, ("evidence", "criterion_tasks"), TASK_TABLES, TEXT_TABLES, SETTINGS_TABLES
    )

    def __init__(self, shell: Shell, code: int, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.area = catalogue.area(code)
        self._reverted: Changes | None = None
        self._chosen = recall_period(shell)
        self.plan = AreaPlan(shell, code)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.plan, "Chỉ tiêu, nhiệm vụ")
        # Each of the two below is two hundred widgets, of eight areas: they are made when they are shown.
        self.tabs.addTab(QWidget(), "Số liệu")
        self.tabs.addTab(QWidget(), "Nhận xét")
        self.tabs.tabBar().setAccessibleName(f"Các phần của lĩnh vực {self.area.short_name}")
        self._lay_out()
        self.tabs.currentChanged.connect(lambda _: self._tab_shown())
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._step(step))
        self._shown: AreaPlan | FiguresPage | AreaRemarks = self.plan
        self._tab_shown()

    @cached_property
    def figures(self) -> FiguresPage:
        """«Số liệu»."""
        figures = FiguresPage(self.shell, area=self.area.code)
        figures.bar.show_period(self._chosen)
        figures.refresh(Changes())
        figures.bar.chosen.connect(lambda _: self._show_period())
        self._put(_FIGURES, figures)
        return figures

    @cached_property
    def remarks(self) -> AreaRemarks:
        """«Nhận xét»."""
        remarks = AreaRemarks(self.shell, self.area.code)
        remarks.show_period(self._period)
        remarks.bar.chosen.connect(self._show_chosen)
        self._put(_REMARKS, remarks)
        return remarks

    def _put(self, place: int, tab: QWidget) -> None:
        """Puts a tab in place of the empty one that stood for it."""
        empty = self.tabs.widget(place)
        assert empty is not None
        was_current = self.tabs.currentIndex() == place
        with QSignalBlocker(self.tabs):
            self.tabs.insertTab(place, tab, self.tabs.tabText(place))
            if was_current:
                self.tabs.setCurrentIndex(place)
            self.tabs.removeTab(place + 1)
        empty.deleteLater()

    @property
    def _made(self) -> list[AreaPlan | FiguresPage | AreaRemarks]:
        """The tabs that were shown already."""
        return [self.plan, *(vars(self)[name] for name in ("figures", "remarks") if name in vars(self))]

    @property
    def _period(self) -> Period:
        return self.figures.period if "figures" in vars(self) else self._chosen

    def _lay_out(self) -> None:
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, 0)
        head.setSpacing(SPACE)
        head.addWidget(Sign(f"area-{self.area.code}-filled", "accent", 24))
        head.addWidget(ElidedLabel(self.area.name, "title"), 1)
        self._name = label(self.area.short_name, "heading")
        self._name.setContentsMargins(2 * SPACE, 0, SPACE, 0)
        self._name.setFixedHeight(self.tabs.tabBar().sizeHint().height())
        # Where every page has its title.
        self.tabs.setCornerWidget(self._name, Qt.Corner.TopLeftCorner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.tabs, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the tabs what room there is in a low window."""
        super().resizeEvent(event)
        is_tall = event.size().height() >= _TALL
        self._head.setVisible(is_tall)
        self._name.setHidden(is_tall)

    # Showing

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows the area as it is stored."""
        reverted, self._reverted = self._reverted, None
        self.plan.refresh()
        if "figures" in vars(self):
            self.figures.refresh(changes)
        elif changes is None:
            self._chosen = recall_period(self.shell)
        if "remarks" in vars(self):
            self.remarks.show_period(self._period)
        if reverted is not None and (period := self._remarks_reverted(reverted)) is not None:
            if self.remarks.report != period:
                self._choose_period(period)
                self.remarks.show_period(period)
            self.tabs.setCurrentWidget(self.remarks)
        self._show_titles()

    def come_to_front(self) -> None:
        """Follows the period that was chosen on another page."""
        before = self._period
        if "figures" in vars(self):
            self.figures.come_to_front()
        else:
            self._chosen = recall_period(self.shell)
        if self._period != before:
            self._show_period()

    def show_place(self, place: Place) -> None:
        if isinstance(place, AreaPlace) and place.remarks:
            self.show_remarks(place.period)

    def show_remarks(self, period: Period | None) -> None:
        """Shows the remarks, of a period where given."""
        if not self.leave():
            return
        if period is not None:
            self._choose_period(period)
            self._show_period()
        self.tabs.setCurrentWidget(self.remarks)

    def _show_titles(self) -> None:
        typed, wanted = self._completeness()
        report = report_with_remarks_on(self.shell, self._period)
        is_blank = stored_remarks(self.shell, report, self.area.code).is_blank
        self.tabs.setTabText(_FIGURES, f"Số liệu ({typed}/{wanted})" if wanted else "Số liệu")
        self.tabs.setTabText(_REMARKS, "Nhận xét" if is_blank else "Nhận xét (đã ghi)")

    def _completeness(self) -> tuple[int, int]:
        """How many of the area's figures are typed, and how many there are to type."""
        if "figures" in vars(self):
            return self.figures.completeness
        if self.shell.office.settings.profile() is None:
            return 0, 0
        figures, period = self.shell.office.figures, self._period
        heading = group(self.area.code, figures.rows(period), period, figures.missing(period), is_open=True)
        return heading.typed, heading.wanted

    def _show_period(self) -> None:
        """Shows the remarks of the period that the figures show."""
        if "remarks" in vars(self):
            self.remarks.show_period(self._period)
        self._show_titles()

    def _choose_period(self, period: Period) -> None:
        """Shows the figures of a period, now or once they are shown."""
        if "figures" in vars(self):
            self.figures.show_period(period)
        else:
            self._chosen = period
            remember_period(self.shell, period)

    def _show_chosen(self, period: Period) -> None:
        """Another period was chosen above the remarks."""
        if self.leave():
            self._choose_period(period)
        self._show_period()

    def _step(self, by: int) -> None:
        """Goes to the next tab, with the keyboard."""
        if self.leave():
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _tab_shown(self) -> None:
        """Leaves the tab before, or goes back to what is refused there; the keys that open the page go to
        what is typed into."""
        if self.tabs.currentWidget() is not self._shown and not self._shown.leave():
            self.tabs.setCurrentWidget(self._shown)
            return
        place = self.tabs.currentIndex()
        self._shown = self.figures if place == _FIGURES else self.remarks if place == _REMARKS else self.plan
        self._show_period()
        self.setFocusProxy(self.tabs.tabBar() if self._shown is self.plan else self._shown)

    # Undo

    def reverted(self, changes: Changes) -> None:
        """Undo or redo changed something: what it speaks of is shown."""
        self._reverted = changes
        codes = {row_id.partition(":")[2] for table, row_id in changes.rows if table == "figures"}
        own = self.shell.office.catalogues.of_period(self._period).of_area(self.area.code)
        if codes & {indicator.code for indicator in own}:
            self.figures.reverted(changes)
            self.tabs.setCurrentWidget(self.figures)

    def _remarks_reverted(self, changes: Changes) -> Period | None:
        """The period whose remarks on this area came back."""
        ids = [row_id for table, row_id in changes.rows if table == "remarks"]
        mine = [row_id for row_id in ids if row_id.endswith(f":{self.area.code}")]
        return Period.parse(mine[0].partition(":")[0]) if mine else None

    def leave(self) -> bool:
        for tab in self._made:
            if not tab.leave():
                self.tabs.setCurrentWidget(tab)
                return False
        return True

    def is_as_new(self) -> bool:
        return self._made == [self.plan] and self._reverted is None and self.plan.is_as_new()

    def current_document(self) -> tuple[Document, str] | None:
        return self._shown.current_document()
