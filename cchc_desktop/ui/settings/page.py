"""Thiết lập: the office, its units and officers, this desk, the data, and what the program is made of."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ...domain.places import Place, SettingsPlace
from ...office.catalogues import CATALOGUE_TABLES
from ...office.desk import DAY
from ...office.first_steps import FIRST_STEPS_TABLES
from ...office.settings import SETTINGS_TABLES
from ...storage.changes import Changes
from ...storage.legal_kinds import LEGAL_TABLES
from ..labels import label
from ..shell import Page, Shell, tables
from ..theme import SPACE
from . import tabs as names
from .about import AboutTab
from .access import AccessTab
from .desk import DataTab, DeskTab
from .legal import LegalTab
from .office import OfficeTab
from .people import OfficersTab, UnitsTab
from .updates import UpdatesTab


class SettingsPage(Page):
    """What is set up once and changes seldom, in tabs."""

    help_topic = "thiet-lap"
    reads = tables(SETTINGS_TABLES, CATALOGUE_TABLES, FIRST_STEPS_TABLES, LEGAL_TABLES, (DAY,))

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.office_tab = OfficeTab(shell)
        self.units_tab = UnitsTab(shell)
        self.officers_tab = OfficersTab(shell)
        self.desk_tab = DeskTab(shell)
        self.data_tab = DataTab(shell)
        self.access_tab = AccessTab(shell)
        self.legal_tab = LegalTab(shell)
        self.updates_tab = UpdatesTab(shell)
        self.about_tab = AboutTab()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._shown = 0
        self._walked = False
        self._tabs: dict[str, QWidget] = {
            names.OFFICE: self.office_tab, names.UNITS: self.units_tab, names.OFFICERS: self.officers_tab,
            names.ACCESS: self.access_tab, names.THIS_DESK: self.desk_tab, names.DATA: self.data_tab,
            names.LEGAL: self.legal_tab, names.UPDATES: self.updates_tab, names.ABOUT: self.about_tab,
        }  # fmt: skip
        for name, words in names.WORDS.items():
            self.tabs.addTab(self._tabs[name], words)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.setFocusProxy(self.tabs.tabBar())
        title = label("Thiết lập", "title")
        title.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(title)
        layout.addWidget(self.tabs, 1)

    def refresh(self, changes: Changes | None = None) -> None:
        for tab in (
            self.office_tab, self.units_tab, self.officers_tab, self.access_tab, self.desk_tab, self.data_tab,
            self.legal_tab, self.updates_tab,
        ):  # fmt: skip
            self.shell.try_to_show(tab.refresh)

    def come_to_front(self) -> None:
        """Shows this desk's preferences, which other pages set too."""
        self.access_tab.refresh()
        self.desk_tab.refresh()
        self.data_tab.refresh()

    def reverted(self, changes: Changes) -> None:
        """Counts the records anew, of whatever sort they are."""
        self.data_tab.refresh()

    def show_place(self, place: Place) -> None:
        if isinstance(place, SettingsPlace):
            self.show_record(place.table, place.row_id)

    def show_record(self, table: str, row_id: str) -> None:
        """Shows the tab of a table, and a unit or an officer where it is edited."""
        self.tabs.setCurrentWidget(self._tabs.get(table, self.office_tab))
        if table == names.UNITS:
            self.units_tab.table.choose(row_id)
        elif table == names.OFFICERS:
            self.officers_tab.table.choose(row_id)
        elif table == names.THIS_DESK:
            self.desk_tab.setFocus()
        elif table == names.LEGAL:
            self.legal_tab.show_record(row_id)
        elif table == names.DATA:
            self.data_tab.check.setFocus()

    def _tab_changed(self, number: int) -> None:
        self._walked = True
        if self.leave():
            self._shown = number
        else:
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(self._shown)
            self.tabs.blockSignals(False)

    def is_as_new(self) -> bool:
        """Whether no other tab was shown, and the first is where it begins; all fields are saved."""
        tab = self.office_tab
        return not self._walked and tab.signers.is_as_new() and tab.verticalScrollBar().value() == 0

    def leave(self) -> bool:
        tabs = (self.office_tab, self.units_tab, self.officers_tab, self.desk_tab)
        return all(tab.commit() for tab in tabs)
