"""The search at the top: its results are grouped and counted, what was looked for is marked, Enter opens."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import PageName
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office.search import Group
from cchc_desktop.ui import theme
from cchc_desktop.ui.frame import search_box
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.frame.search_box import BESIDE, WANTED
from cchc_desktop.ui.frame.search_marks import fitted, marked
from cchc_desktop.ui.tasks.page import TasksPage
from tests.directives import save_directive

CONTROL = Qt.KeyboardModifier.ControlModifier


def bold(text: str, wanted: str) -> list[str]:
    """The parts of a text that are marked."""
    return [text[begins:ends] for begins, ends in marked(text, wanted)]


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Rà soát hồ sơ; số hóa HỒ SƠ", "ho so", ["hồ sơ", "HỒ SƠ"]),
        ("Đất đai và môi trường", "dat", ["Đất"]),
        ("Số hóa hồ sơ", "sơ số", ["Số", "sơ"]),
        ("Hội nghị đối thoại", "thoai hoi", ["Hội", "thoại"]),
        ("Không ho", "ho", ["ho"]),
        ("Hồ sơ", "ho s", ["Hồ s"]),
        ("Không", "ho", ["hô"]),
        ("Trung tâm", "ho so", []),
        ("Trung tâm", "", []),
        ("a(b.c) [d", "(b.c) [", ["(b.c) ["]),
    ],
)
def test_what_is_looked_for_is_marked_blind_to_accents(text: str, wanted: str, found: list[str]) -> None:
    assert bold(text, wanted) == found


def test_stretches_that_overlap_are_marked_as_one() -> None:
    assert bold("banana", "ana nan") == ["anan"]
    assert bold("số hóa", "so soho hoa") == ["số", "hóa"]


def test_a_long_line_is_cut_so_that_the_first_mark_is_seen(prepared: None) -> None:
    font = theme.font()
    text = f"{'Một câu dài nói về nhiều việc khác nhau, ' * 4}rồi mới đến hồ sơ, {'và còn nữa ' * 20}"
    layout = fitted(text, "ho so", font, 400)
    shown = layout.text()
    assert layout.lineAt(0).naturalTextWidth() <= 400
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert bold(shown, "ho so") == ["hồ sơ"]
    formats = layout.formats()
    assert [shown[one.start : one.start + one.length] for one in formats] == ["hồ sơ"]
    assert formats[0].format.fontWeight() == QFont.Weight.Bold
    assert fitted("Hồ sơ", "ho so", font, 400).text() == "Hồ sơ"
    near = fitted(f"Số hồ sơ {'và còn nữa ' * 20}", "ho so", font, 400).text()
    assert near.startswith("Số hồ sơ")
    end = fitted(f"{'Một câu dài nói về nhiều việc ' * 4}hồ sơ", "ho so", font, 400)
    assert end.text().endswith("hồ sơ")
    assert end.lineAt(0).naturalTextWidth() > 280, "what room there is is used"


@pytest.mark.painted
def test_results_are_painted_with_their_marks(window: MainWindow) -> None:
    search = window.top.search
    search.setText("doi thoai")
    search.show_results()
    results = search.results
    row = results.item(1)
    assert row.text() == "Tổ chức hội nghị đối thoại."
    assert row.data(WANTED) == "doi thoai"
    marks = results.grab(results.visualItemRect(row)).toImage()
    row.setData(WANTED, "khác")
    assert results.grab(results.visualItemRect(row)).toImage() != marks
    row.setData(WANTED, "doi thoai")
    assert results.grab(results.visualItemRect(row)).toImage() == marks
    heading = results.item(0)
    assert heading.data(WANTED) is None


def test_a_large_group_says_how_many_of_how_many_it_shows(window: MainWindow) -> None:
    for day in range(1, 31):
        window.office.tasks.report("task-2", TaskUpdate(date(2026, 5, day), 40, f"Gửi giấy mời đợt {day}"))
    for day in range(1, 15):
        window.office.tasks.report("task-2", TaskUpdate(date(2026, 6, day), 40, f"Gửi giấy mời lần {day}"))
    search = window.top.search
    search.setText("giay moi")
    search.show_results()
    texts = [search.results.item(place).text() for place in range(search.results.count())]
    assert "Cập nhật tiến độ (40 trong 45)" in texts
    assert texts[-1] == "Còn 5 kết quả nữa. Gõ thêm từ để thu hẹp."


@pytest.mark.parametrize("page", [PageName.TODAY, PageName.TASKS])
def test_ctrl_f_typing_and_enter_lead_to_the_place_and_empty_the_box(
    window: MainWindow, qtbot: QtBot, page: PageName
) -> None:
    window.open_page(page)
    window.activateWindow()
    search = window.top.search
    QTest.keyClick(window, Qt.Key.Key_F, CONTROL)
    assert window.focusWidget() is search
    QTest.keyClicks(search, "doi thoai")
    qtbot.waitUntil(search.results.isVisible)
    QTest.keyClick(search, Qt.Key.Key_Return)
    shown = window.current
    assert isinstance(shown, TasksPage)
    assert shown.panel.row is not None
    assert shown.panel.row.id == "task-2"
    assert search.text() == ""
    assert search.results.isHidden()
    assert not search.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(search, "x")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert search.hasFocus()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert window.focusWidget() is shown.table


def test_the_box_is_emptied_when_another_page_opens(window: MainWindow) -> None:
    search = window.top.search
    search.setText("doi thoai")
    search.show_results()
    window.open_page(PageName.PLAN)
    assert search.text() == ""
    assert search.results.isHidden()


def test_every_group_of_results_has_its_sign() -> None:
    assert set(search_box._ICONS) == set(Group)


@pytest.mark.painted
def test_a_row_of_a_register_says_of_which_one_it_is(window: MainWindow) -> None:
    save_directive(window.office, date(2026, 5, 4), "15/KH-UBND", "Kế hoạch kuala", kind="Kế hoạch", id="one")
    search = window.top.search
    search.setText("kuala")
    search.show_results()
    assert search.results.currentItem().data(BESIDE) == "Văn bản chỉ đạo CCHC"
    plain = search.results.grab().toImage()
    search.results.currentItem().setData(BESIDE, "")
    assert search.results.grab().toImage() != plain, "it is painted"


@pytest.mark.parametrize("where", ["search", "filter"])
def test_undo_in_an_empty_line_is_that_of_the_program(window: MainWindow, where: str) -> None:
    window.open_page(PageName.TASKS)
    page = window.current
    assert isinstance(page, TasksPage)
    line = window.top.search if where == "search" else page.filters.text
    window.office.tasks.report("task-2", TaskUpdate(window.office.today, 90))
    window.refresh_now()
    window.activateWindow()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    assert window.office.tasks.get("task-2").percent == 40
    window.refresh_now()
    QTest.keyClick(line, Qt.Key.Key_Y, CONTROL)
    assert window.office.tasks.get("task-2").percent == 90
    QTest.keyClicks(line, "abc")
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    assert (line.text(), window.office.tasks.get("task-2").percent) == ("", 90), "what was typed comes first"
