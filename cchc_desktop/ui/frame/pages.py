"""The pages of the window: their words and keys, and where they are made when they are first shown."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ... import catalogue
from ...domain.areas import AREA_CODES
from ...domain.places import PageName
from ..shell import Page, Shell
from .navigation import Entry


@dataclass(frozen=True, slots=True)
class _PageOf:
    """A page: what the navigation shows, the keys that open it, and how it is made.

    What makes a page imports it, so that the program starts with the first page alone.
    """

    words: str
    icon: str
    keys: str
    make: Callable[[Shell], Page]


def _today(shell: Shell) -> Page:
    from ..today.page import TodayPage

    return TodayPage(shell)


def _plan(shell: Shell) -> Page:
    from ..plan.page import PlanPage

    return PlanPage(shell)


def _area(code: int, shell: Shell) -> Page:
    from ..areas.page import AreaPage

    return AreaPage(shell, code)


def _figures(shell: Shell) -> Page:
    from ..figures.page import FiguresPage

    return FiguresPage(shell)


def _dossiers(shell: Shell) -> Page:
    from ..figures.dossiers_page import DossiersPage

    return DossiersPage(shell)


def _forms(shell: Shell) -> Page:
    from ..figures.forms_page import FormsPage

    return FormsPage(shell)


def _registers(shell: Shell) -> Page:
    from ..registers.page import RegistersPage

    return RegistersPage(shell)


def _evidence(shell: Shell) -> Page:
    from ..evidence.page import EvidencePage

    return EvidencePage(shell)


def _rules(shell: Shell) -> Page:
    from ..rules.page import RulesPage

    return RulesPage(shell)


def _criteria(shell: Shell) -> Page:
    from ..criteria.page import CriteriaPage

    return CriteriaPage(shell)


def _surveys(shell: Shell) -> Page:
    from ..surveys.page import SurveysPage

    return SurveysPage(shell)


def _gathering(shell: Shell) -> Page:
    from ..consolidation.page import GatheringPage

    return GatheringPage(shell)


def _exchange(shell: Shell) -> Page:
    from ..exchange.page import ExchangePage

    return ExchangePage(shell)


def _opening(shell: Shell) -> Page:
    from ..figures.opening_page import OpeningPage

    return OpeningPage(shell)


def _reports(shell: Shell) -> Page:
    from ..reports.page import ReportsPage

    return ReportsPage(shell)


def _tasks(shell: Shell) -> Page:
    from ..tasks.page import TasksPage

    return TasksPage(shell)


def _work_sheets(shell: Shell) -> Page:
    from ..worksheet.page import WorkSheetsPage

    return WorkSheetsPage(shell)


def _journal(shell: Shell) -> Page:
    from ..journal.page import JournalPage

    return JournalPage(shell)


def _backups(shell: Shell) -> Page:
    from ..backups.page import BackupsPage

    return BackupsPage(shell)


def _settings(shell: Shell) -> Page:
    from ..settings.page import SettingsPage

    return SettingsPage(shell)


def _help(shell: Shell) -> Page:
    from ..help.page import HelpPage

    return HelpPage(shell)


_AREA_NAMES = {code: PageName(f"area-{code}") for code in AREA_CODES}
_OTHERS = {
    PageName.TODAY: _PageOf("Hôm nay", "today", "Ctrl+1", _today),
    PageName.PLAN: _PageOf("Kế hoạch", "plan", "Ctrl+2", _plan),
    PageName.FIGURES: _PageOf("Số liệu", "figures", "Ctrl+3", _figures),
    PageName.DOSSIERS: _PageOf("Biểu II.06a", "survey", "Ctrl+4", _dossiers),
    PageName.FORMS: _PageOf("Biểu khác", "survey", "", _forms),
    PageName.REGISTERS: _PageOf("Sổ theo dõi", "index", "Ctrl+Shift+S", _registers),
    PageName.EVIDENCE: _PageOf("Minh chứng", "attach", "Ctrl+Shift+E", _evidence),
    PageName.RULES: _PageOf("Quy định phải giữ", "check", "", _rules),
    PageName.CRITERIA: _PageOf("Chỉ số CCHC", "index", "Ctrl+Shift+D", _criteria),
    PageName.SURVEYS: _PageOf("Khảo sát", "survey", "Ctrl+Shift+H", _surveys),
    PageName.GATHERING: _PageOf("Tổng hợp", "consolidation", "Ctrl+Shift+G", _gathering),
    PageName.EXCHANGE: _PageOf("Trao đổi", "exchange", "Ctrl+Shift+X", _exchange),
    PageName.OPENING: _PageOf("Số lũy kế khi bắt đầu dùng", "figures", "", _opening),
    PageName.REPORTS: _PageOf("Báo cáo", "reports", "Ctrl+5", _reports),
    PageName.TASKS: _PageOf("Nhiệm vụ", "tasks", "Ctrl+6", _tasks),
    PageName.WORK_SHEETS: _PageOf("Phiếu kết quả công việc", "officer", "Ctrl+Shift+K", _work_sheets),
    PageName.JOURNAL: _PageOf("Nhật ký", "journal", "Ctrl+7", _journal),
    PageName.BACKUPS: _PageOf("Sao lưu", "backup", "Ctrl+Shift+B", _backups),
    PageName.SETTINGS: _PageOf("Thiết lập", "settings", "Ctrl+8", _settings),
    PageName.HELP: _PageOf("Trợ giúp", "help", "Ctrl+9", _help),
}

KEYS: dict[PageName, str] = {
    **{name: page.keys for name, page in _OTHERS.items() if page.keys},
    **{name: f"Alt+{code}" for code, name in _AREA_NAMES.items()},
}
"""The keys that open each page of the navigation."""
WITHIN = {
    PageName.FORMS: PageName.DOSSIERS,
    PageName.OPENING: PageName.FIGURES,
    PageName.WORK_SHEETS: PageName.TASKS,
    PageName.RULES: PageName.TODAY,
    PageName.CRITERIA: PageName.REPORTS,
    PageName.SURVEYS: PageName.REGISTERS,
    PageName.GATHERING: PageName.REPORTS,
    PageName.EXCHANGE: PageName.BACKUPS,
}
"""The pages that the navigation does not list, and the one that they belong to and are reached from."""


def make_page(name: PageName, shell: Shell) -> Page:
    """The page of this name."""
    code = next((code for code, known in _AREA_NAMES.items() if known is name), None)
    make = _OTHERS[name].make if code is None else partial(_area, code)
    page = make(shell)
    page.setObjectName(name)
    return page


def navigation_entries() -> list[Entry]:
    """The lines of the navigation, pages and headings of groups."""
    areas = [
        Entry(_AREA_NAMES[area.code], area.short_name, f"area-{area.code}", KEYS[_AREA_NAMES[area.code]])
        for area in catalogue.areas()
    ]
    return [
        *map(_entry, (PageName.TODAY, PageName.PLAN)),
        Entry("", "Lĩnh vực"),
        *areas,
        Entry("", "Số liệu, báo cáo"),
        *map(_entry, (PageName.FIGURES, PageName.DOSSIERS, PageName.REPORTS)),
        Entry("", "Theo dõi"),
        *map(
            _entry,
            (
                PageName.TASKS,
                PageName.REGISTERS,
                PageName.EVIDENCE,
                PageName.JOURNAL,
                PageName.BACKUPS,
                PageName.SETTINGS,
                PageName.HELP,
            ),
        ),
    ]


def unlisted_pages() -> list[Entry]:
    """The pages that the navigation does not list."""
    return list(map(_entry, WITHIN))


def _entry(name: PageName) -> Entry:
    page = _OTHERS[name]
    return Entry(name, page.words, page.icon, page.keys)
