"""Tasks from above in the list of tasks: seen with their source, done there, opened in their register."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cchc_desktop.domain.places import PageName
from cchc_desktop.domain.tasks import GIVEN, TaskFilter
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.registers.page import RegistersPage
from cchc_desktop.ui.tasks.page import TasksPage
from cchc_desktop.ui.tasks.table import LEAD, PROGRESS

TYPED = {
    "van_ban": "12/UBND-NC", "ngay_giao": "01/06/2026", "co_quan": "UBND tỉnh", "don_vi": "Phòng Kinh tế",
    "noi_dung": "Báo cáo kết quả số hóa.", "han": "30/06/2026",
}  # fmt: skip


@pytest.fixture
def page(window: MainWindow) -> TasksPage:
    window.office.registers.add(GIVEN, TYPED)
    window.open_page(PageName.TASKS)
    assert isinstance(window.current, TasksPage)
    return window.current


def test_it_is_listed_edited_and_done(page: TasksPage, window: MainWindow) -> None:
    row = page.table.rows.rows[-1]
    assert row.text.endswith("(UBND tỉnh giao, văn bản 12/UBND-NC ngày 01/06/2026)")
    assert page.table.choose(row.id)
    assert "panel" not in vars(page) or page.panel.isHidden()
    index = page.table.currentIndex()
    assert page.table.rows.setData(index.siblingAtColumn(LEAD), "Văn phòng")
    assert page.table.rows.setData(index.siblingAtColumn(PROGRESS), "100")
    values = window.office.registers.row(row.id).values
    assert (values["don_vi"], values["ngay_xong"]) == ("Văn phòng", window.office.today)
    window.undo()
    assert "ngay_xong" not in window.office.registers.row(row.id).values


def test_a_filter_keeps_to_them(page: TasksPage) -> None:
    page.show_tasks(TaskFilter(plan_id=GIVEN))
    assert [row.plan_id for row in page.table.rows.rows] == [GIVEN]
    assert page.filters.plan.currentText() == "Cấp trên giao (sổ theo dõi)"


def test_enter_opens_it_in_its_register(page: TasksPage, window: MainWindow) -> None:
    row = page.table.rows.rows[-1]
    page.table.choose(row.id)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert isinstance(window.current, RegistersPage)


def test_the_panel_gives_way_to_it(page: TasksPage) -> None:
    first, given = page.table.rows.rows[0], page.table.rows.rows[-1]
    page.show_tasks(page.filters.chosen, first.id)
    assert not page.panel.isHidden()
    page.table.choose(given.id)
    assert page.panel.isHidden()
    page.table.choose(first.id)
    assert not page.panel.isHidden()
