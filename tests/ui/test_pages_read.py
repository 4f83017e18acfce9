"""Every page reads the tables that it declares and no others, and is refreshed only for these."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabWidget

from cchc_desktop.domain import plan_views
from cchc_desktop.domain.consolidation.units import Block, GatheredUnit
from cchc_desktop.domain.places import PageName, PlanPlace, TasksPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office.desk import DAY
from cchc_desktop.storage.changes import Changes
from cchc_desktop.storage.kinds import KINDS
from cchc_desktop.storage.revisions import Revisions
from cchc_desktop.ui.areas.page import AreaPage
from cchc_desktop.ui.consolidation.page import GatheringPage
from cchc_desktop.ui.criteria.page import CriteriaPage
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.plan.outline_model import FOOT, HEAD
from cchc_desktop.ui.plan.page import PlanPage
from cchc_desktop.ui.reports.page import ReportsPage
from cchc_desktop.ui.settings.page import SettingsPage
from cchc_desktop.ui.shell import EVERYTHING, Page
from cchc_desktop.ui.surveys.page import SurveysPage
from cchc_desktop.ui.tasks.page import TasksPage
from cchc_desktop.ui.today.page import TodayPage
from tests.ui.sample_window import ISSUED, REPORTED, sample_window

ALL = frozenset(KINDS) | {DAY}


class _Seen(Revisions):
    """Notes what pages read themselves; what derived values read for them is in their declarations."""

    read: set[str]

    def reading(self, tables: Iterable[str]) -> None:
        super().reading(tables)
        if len(self._declared.stack) == 1:
            self.read.update(tables)


@pytest.fixture(scope="module")
def window(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    with sample_window(tmp_path_factory.mktemp("sample")) as made:
        yield made


@contextmanager
def held(page: Page, revisions: Revisions) -> Iterator[None]:
    """Holds what is read against what the page declares, with nothing kept of what was read before."""
    revisions.changed(KINDS)
    revisions.begin(type(page).__name__, ALL if page.reads == EVERYTHING else page.reads)
    try:
        yield
    finally:
        revisions.end()


def views(window: MainWindow, page: Page) -> Iterator[str]:
    """Shows everything that a page has to show, one after the other, with its name."""
    yield "as it opens"
    match page:
        case AreaPage():
            for place in (1, 2):
                page.tabs.setCurrentIndex(place)
                yield page.tabs.tabText(place)
            page.tabs.setCurrentIndex(0)
            page.plan.tasks.choose(page.plan.tasks.rows.rows[0].id)
            yield "a task"
            if page.plan.targets.rows.rows:
                page.plan.targets.choose(page.plan.targets.rows.rows[0].id)
                yield "a target"
            page.plan._close_panel()
        case FiguresPage():
            page.filters.problems.setChecked(True)
            yield "problems"
            page.go_to("1.03")
            yield "a figure that the program counts"
        case TasksPage():
            window.go(TasksPlace(page.table.rows.rows[0].id))
            yield from tabs(page.panel.findChildren(QTabWidget)[0])
        case PlanPage():
            plan = window.office.plans.current()
            assert plan is not None
            shown = [plan_views.targets(plan)[0].item, plan_views.tasks(plan)[0].item]
            shown += plan_views.legal_bases(plan)[:1]
            for item_id in (HEAD, FOOT, *(item.id for item in shown)):
                window.go(PlanPlace(plan.id, item_id))
                yield item_id
            page.desk.show_pages(True)
            yield "the printed pages"
        case ReportsPage():
            page.show_report(None)
            yield "the list"
            page._show_calendar(2026)
            yield "the calendar"
            page.show_duties(2026)
            yield from tabs(page.duties.tabs)
            window.go(REPORTED)
            yield from tabs(page.desk.tabs)
            window.go(ISSUED)
            yield "a report that went out"
            page.show_report(None)
        case SurveysPage():
            window.office.surveys.new("SIPAS", "sipas", date(2026, 9, 1), date(2026, 9, 30))
            yield from tabs(page.tabs)
        case CriteriaPage():
            year = Period.parse("2026-N")
            window.office.score_rounds.lock(window.office.criteria.of_period(year), year)
            yield "locked points"
            window.office.history.undo()
        case GatheringPage():
            window.office.consolidating.save_unit(GatheredUnit("01", "xã An Bình", Block.COMMUNE))
            yield from tabs(page.tabs)
        case SettingsPage():
            yield from tabs(page.tabs)


def tabs(shown: QTabWidget) -> Iterator[str]:
    """Shows one tab after the other."""
    for place in range(shown.count()):
        shown.setCurrentIndex(place)
        yield shown.tabText(place)


@pytest.mark.parametrize("name", list(PageName))
def test_a_page_reads_what_it_declares_and_nothing_else(
    window: MainWindow, name: PageName, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_page(name)
    page = window.page(name)
    revisions = window.office._desk.store.revisions
    monkeypatch.setattr(revisions, "__class__", _Seen)
    monkeypatch.setattr(revisions, "read", set(), raising=False)
    assert isinstance(revisions, _Seen)
    refreshes: tuple[Callable[[], object], ...] = (
        page.refresh,
        lambda: page.refresh(Changes()),
        page.come_to_front,
        page.grab,
    )
    for _view in views(window, page):
        for refresh in refreshes:
            with held(page, revisions):
                refresh()
    if page.reads != EVERYTHING:
        assert page.reads == revisions.read


@pytest.mark.parametrize("name", list(PageName))
def test_a_page_declares_tables_that_there_are(window: MainWindow, name: PageName) -> None:
    reads = window.page(name).reads
    assert reads == EVERYTHING or reads <= ALL


def refreshes_of(page: Page, monkeypatch: pytest.MonkeyPatch) -> list[Changes | None]:
    """What a page is refreshed for from now on."""
    seen: list[Changes | None] = []
    refresh = page.refresh

    def counted(changes: Changes | None = None) -> None:
        seen.append(changes)
        refresh(changes)

    monkeypatch.setattr(page, "refresh", counted)
    return seen


def change(window: MainWindow, tables: Iterable[str]) -> Changes:
    """Something is stored in each of these tables, of which the window hears as of any operation."""
    changes = Changes("Thao tác", rows=frozenset((table, "x") for table in tables))
    window.office._desk.publish(changes)
    window.refresh_now()
    return changes


@pytest.mark.parametrize("name", list(PageName))
def test_a_page_in_front_is_refreshed_for_what_it_reads_alone(
    window: MainWindow, name: PageName, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_page(name)
    page = window.page(name)
    seen = refreshes_of(page, monkeypatch)
    reads = set(KINDS) if page.reads == EVERYTHING else page.reads & set(KINDS)
    for table in sorted(set(KINDS) - reads):
        change(window, [table])
    assert not seen
    for table in sorted(reads):
        stored = change(window, [table])
        assert seen.pop() == stored
        assert not seen


@pytest.mark.parametrize("name", list(PageName))
def test_a_hidden_page_is_refreshed_once_when_it_comes_to_the_front(
    window: MainWindow, name: PageName, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = PageName.HELP if name is not PageName.HELP else PageName.JOURNAL
    window.open_page(name)
    page = window.page(name)
    # One that is given up is made anew, and shows everything.
    monkeypatch.setattr(page, "is_as_new", lambda: False)
    window.open_page(other)
    seen = refreshes_of(page, monkeypatch)
    unread = sorted(set(KINDS) - page.reads)
    if page.reads != EVERYTHING and unread:
        change(window, unread)
        window.open_page(name)
        assert not seen, "what changed is not shown there"
        window.open_page(other)
    reads = sorted(page.reads & set(KINDS)) or (["plans", "units"] if page.reads == EVERYTHING else [])
    stored = [change(window, [table]) for table in reads]
    assert not seen
    window.open_page(name)
    assert len(seen) == bool(reads)
    if (last := next(iter(seen), None)) is not None:
        assert last.rows == frozenset().union(*(one.rows for one in stored))
    window.open_page(other)
    window.open_page(name)
    assert len(seen) == bool(reads)


def test_who_sits_at_the_desk_is_greeted_though_that_is_stored_in_no_table(window: MainWindow) -> None:
    window.open_page(PageName.SETTINGS)
    window.office.settings.sit_down("Trần Thị Bình")
    window.open_page(PageName.TODAY)
    page = window.page(PageName.TODAY)
    assert isinstance(page, TodayPage)
    assert page._greeting.text() == "Xin chào, Trần Thị Bình"
    window.office.settings.sit_down("")


@pytest.mark.parametrize("name", list(PageName))
def test_a_page_that_is_resized_reads_nothing(window: MainWindow, name: PageName) -> None:
    """Qt resizes hidden pages while another one is shown, which may read only what that one declares; and an
    error in the middle of Qt's work may end the program."""
    page = window.page(name)
    was = page.size()
    revisions = window.office._desk.store.revisions
    for width in (400, 700, 1000, 1600):
        page.resize(width, was.height())
        revisions.changed(KINDS)
        revisions.begin("a page in front", frozenset())
        try:
            page.resizeEvent(QResizeEvent(page.size(), was))
        finally:
            revisions.end()
    page.resize(was)
