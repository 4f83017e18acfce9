"""«Tổng hợp» in the window: empty, a list of units, a folder taken in, figures, totals, ranks, one unit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from cchc_desktop.catalogue import indicators
from cchc_desktop.domain.consolidation.arrivals import Standing
from cchc_desktop.domain.consolidation.units import Block, GatheredUnit
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.places import GatheringPlace, ReportPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.consolidating import read_units_book
from cchc_desktop.ui import file_dialogs, work
from cchc_desktop.ui.consolidation import page as pages
from cchc_desktop.ui.consolidation.lines import number_words, points_words
from cchc_desktop.ui.consolidation.page import GatheringPage
from cchc_desktop.ui.consolidation.unit_dialog import UnitDialog, read_words
from cchc_desktop.ui.consolidation.units_dialog import UnitQuestion, UnitsDialog, WhoseQuestion
from cchc_desktop.ui.consolidation.words_dialog import words_html
from cchc_desktop.ui.exchange.taking import PasswordQuestion
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.reports.page import ReportsPage
from cchc_desktop.ui.theme import SPACE
from tests import country
from tests.quick_passwords import quick_hashes

__all__ = ["quick_hashes"]

Q1, Q4 = Period.parse("2026-Q1"), Period.parse("2025-Q4")
UNITS = country.units(20)


@pytest.fixture
def window(prepared: None, tmp_path: Path) -> Iterator[MainWindow]:
    office = Office.open(tmp_path / "data", lambda: date(2026, 4, 2), lambda: datetime(2026, 4, 2, 9))
    office.settings.found(OfficeProfile("Ủy ban nhân dân tỉnh Sông Hương", "Chính phủ", "Sông Hương"))
    made = MainWindow(office, tmp_path / "data")
    made.resize(1366, 768)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    office.close()


@pytest.fixture
def page(window: MainWindow) -> GatheringPage:
    window.go(GatheringPlace())
    assert isinstance(window.current, GatheringPage)
    return window.current


def test_the_reports_of_a_province_lead_to_those_of_its_units(window: MainWindow) -> None:
    window.go(ReportPlace())
    assert isinstance(window.current, ReportsPage)
    button = window.current.list.gather_button
    assert button.isVisible()
    button.click()
    assert isinstance(window.current, GatheringPage)
    profile = window.office.settings.require_profile()
    commune = replace(profile, name="Ủy ban nhân dân xã An Bình", superior=profile.name)
    window.office.settings.set_profile(commune)
    window.go(ReportPlace())
    assert not button.isVisible()
    window.office.consolidating.save_unit(UNITS[0])
    window.refresh_now()
    assert button.isVisible()


def gather(page: GatheringPage) -> None:
    for unit in UNITS:
        page.shell.office.consolidating.save_unit(unit)
    page.refresh()


def take(page: GatheringPage, place: Path, qtbot: QtBot) -> None:
    """Takes in what is there, and waits until the worker is done."""
    with qtbot.waitSignal(page.received, timeout=20_000):
        page.take_files(place)


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    country.send(tmp_path / "sent", UNITS[:18], [Q1, Q4])
    (tmp_path / "sent" / "hong.cchc").write_bytes(b"x")
    return tmp_path / "sent"


def test_an_office_that_gathers_nothing_is_told_what_the_page_is_for(page: GatheringPage) -> None:
    assert page._stack.currentWidget() is page.empty
    assert page.focusProxy() is page.first_button
    assert "nhiều đơn vị" in page.empty.words
    assert page.current_document() is None


def test_a_list_of_units_comes_from_excel_and_is_changed(page: GatheringPage, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Mã đơn vị", "Tên đơn vị"])
    book.active.append(["01", "xã An Bình"])
    book.active.append(["01", "xã Bình An"])
    book.save(tmp_path / "units.xlsx")
    dialog = UnitsDialog(page.shell, page)
    dialog.take(read_units_book(tmp_path / "units.xlsx"))
    assert dialog.said.text().startswith("Chưa nhập đơn vị nào. Dòng 3: ")
    book.active["A3"] = "02"
    book.save(tmp_path / "units.xlsx")
    dialog.take(read_units_book(tmp_path / "units.xlsx"))
    assert dialog.said.text() == "Đã nhập 2 đơn vị."
    assert [each.code for each in dialog.table.rows.rows] == ["01", "02"]
    question = UnitQuestion(page.shell, dialog.table.rows.rows[1], dialog)
    question.name.set_value("phường Bình An")
    question.block.set_value("")
    assert question.carry_out()
    assert page.shell.office.consolidating.unit("02").block is Block.WARD
    new = UnitQuestion(page.shell, None, dialog)
    new.code.set_value("01")
    new.name.set_value("xã Khác")
    with pytest.raises(Refusal, match="đã có"):
        new.carry_out()
    dialog.table.choose(dialog.table.rows.rows[0].id)
    dialog._delete()
    assert [each.code for each in page.shell.office.consolidating.units().units] == ["02"]


def test_a_folder_is_taken_in_and_shown(page: GatheringPage, sent: Path, qtbot: QtBot) -> None:
    gather(page)
    take(page, sent, qtbot)
    assert page.period == Q1
    assert page._said.text().startswith("Quý I năm 2026, hạn gửi ")
    assert "18/20 đơn vị đã gửi số liệu" in page._said.text()
    assert page.tabs.currentIndex() == 4
    (failure,) = page.failures.rows.rows
    assert "hong.cchc" in failure.file
    assert page.why.text() == f"hong.cchc: {failure.sentence}"
    page._forget()
    assert page.tabs.tabText(4) == "Không nhận được"
    assert page.why.text() == ""
    page.tabs.setCurrentIndex(0)
    # Whoever comes to the page has the keyboard in the list: Enter opens a unit.
    tab = page.focusProxy()
    assert tab is not None
    assert tab.focusProxy() is page.units
    assert len(page.units.rows.rows) == 20
    page.filter.show_value("late")
    page._list_units()
    assert {line.id for line in page.units.rows.rows} == {unit.code for unit in UNITS[18:]}
    page.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: not page.figures._look.isActive())
    lines = page.figures.table.rows
    assert lines.columns[0].words(lines.rows[0]) == "Chung"
    column = next(n for n, each in enumerate(lines.columns) if each.header.startswith("3.13"))
    sheet = page.shell.office.consolidating.gathered(Q1).sheet
    assert lines.columns[column].value(lines.rows[0]) == sheet.total("3.13").value
    page.figures.areas.show_value(1)
    page.figures._show()
    qtbot.waitUntil(lambda: not page.figures._look.isActive())
    assert page.figures.table.grab().width() > 100
    page.tabs.setCurrentIndex(2)
    total = next(line for line in page.totals.rows.rows if line.id == "3.14")
    assert total.before is not None
    assert total.before.units
    assert total.change_words
    of_shares = [
        line.words for line in page.totals.rows.rows if line.indicator.unit == "%" and "," in line.words
    ]
    assert of_shares
    assert {len(words.partition(",")[2]) for words in of_shares if "–" not in words} == {2}
    # What it is held against is named: nine months beside six have grown in any case.
    beside = next(each for each in page.totals.rows.columns if each.header == "So quý IV/2025")
    assert beside.tooltip is not None
    assert beside.tooltip(total).startswith("Quý IV năm 2025: ")
    page.totals.grab()
    assert page.before.values == [Q4]
    page.before.activated.emit(0)
    assert [each.header for each in page.totals.rows.columns][5] == "So quý IV/2025"
    page.tabs.setCurrentIndex(3)
    assert page.ranks.rows.rows[0].is_head
    document = page.current_document()
    assert document is not None
    assert "18/20 đơn vị" in repr(document[0])


def test_units_fit_the_window_and_numbers_stand_below_each_other(
    page: GatheringPage, sent: Path, qtbot: QtBot
) -> None:
    gather(page)
    take(page, sent, qtbot)
    page.tabs.setCurrentIndex(0)
    page.grab()
    assert page.units.horizontalScrollBar().maximum() == 0
    standing = next(each for each in page.units.rows.columns if each.header == "Tình trạng")
    room = standing.width - 6 * SPACE  # the icon and what is around it
    assert page.units.fontMetrics().horizontalAdvance(Standing.OVERDUE.label) < room
    share = next(each for each in indicators().indicators if each.unit == "%" and each.decimals == 2)
    assert number_words(Fraction(643, 10), share) == "64,30"
    assert number_words(Fraction(100), share) == "100"
    assert points_words(Fraction(64)) == "64,00"
    assert points_words(None) == ""


def test_places_and_periods(page: GatheringPage, sent: Path, qtbot: QtBot, window: MainWindow) -> None:
    gather(page)
    take(page, sent, qtbot)
    window.go(GatheringPlace(Q4, UNITS[3].code))
    assert page.period == Q4
    assert page.units.current_row().id == UNITS[3].code
    window.go(GatheringPlace(Q1, UNITS[3].code, "3.14"))
    assert page.figures.areas.value() == 3
    assert page.figures.table.current_row().code == UNITS[3].code
    page._step(1)
    assert page.period.id == "2025-N"


def test_one_unit_with_its_words_and_reports(
    page: GatheringPage, sent: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gather(page)
    take(page, sent, qtbot)
    found = page.shell.office.consolidating.gathered(Q1)
    dialog = UnitDialog(page.shell, found, UNITS[0], page, "3.14")
    assert dialog.figures.current_row().code == "3.14"
    assert dialog.said.text().startswith("3.14 ")
    assert [each.period for each in dialog.sent.rows.rows] == [Q1, Q4]
    path = Path(dialog.sent.rows.rows[0].file)
    report = read_words(path)
    assert "đã triển khai đầy đủ" in words_html(report)
    shown: list[object] = []

    def looked_at(self: QDialog) -> int:
        shown.append(self)
        return 0

    monkeypatch.setattr(QDialog, "exec", looked_at)
    dialog._show_words(report)
    assert shown
    path.unlink()
    with pytest.raises(Refusal, match="không còn"):
        read_words(path)
    dialog._remove()
    assert [each.period for each in dialog.sent.rows.rows] == [Q4]
    page.refresh()
    assert page.shell.office.consolidating.gathered(Q1).sent == 17
    page._open_unit(UNITS[0].code)
    assert len(shown) == 2


def test_a_file_that_says_nothing_of_its_unit_is_asked_about(
    page: GatheringPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gather(page)
    stranger = GatheredUnit("x", "Ủy ban nhân dân xã Lạ", Block.COMMUNE)
    path = tmp_path / "a.cchc"
    country.write_package(path, stranger, country.report_of(stranger, Q1, {"1.01": 5}))
    take(page, path, qtbot)
    assert page.tabs.currentIndex() == 4

    def answered(question: WhoseQuestion) -> int:
        with pytest.raises(Refusal, match="chọn đơn vị"):
            question.carry_out()
        question.unit.set_value(UNITS[1].code)
        return int(question.carry_out())

    monkeypatch.setattr(WhoseQuestion, "exec", answered)
    with qtbot.waitSignal(page.received, timeout=20_000):
        page._ask_whose()
    assert page.shell.office.consolidating.gathered(Q1).sent == 1
    # What was wrong is settled: the units are shown again.
    assert page.tabs.currentIndex() == 0
    page.tabs.setCurrentIndex(4)
    assert page.failures.rows.rows == []


def test_papers_go_out_from_the_page(
    page: GatheringPage, sent: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gather(page)
    take(page, sent, qtbot)
    exported: list[tuple[object, str]] = []
    monkeypatch.setattr(page.shell, "export", lambda document, name: exported.append((document, name)))
    page._export_sheet()
    page._urge()
    assert [name.rpartition(".")[2] for _, name in exported] == ["xlsx", "docx"]
    monkeypatch.setattr(file_dialogs, "ask_new_file", lambda *_: tmp_path / "a.csv")
    page._export_table()
    qtbot.waitUntil(lambda: not work.is_busy())
    assert (tmp_path / "a.csv").stat().st_size > 1000
    monkeypatch.setattr(pages, "ask_folder", lambda *_, **__: tmp_path / "none")
    page._take_folder()
    monkeypatch.setattr(pages, "ask_file", lambda *_, **__: None)
    page._take_file()


def test_locked_packages_are_opened_with_one_password(
    page: GatheringPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, quick_hashes: None
) -> None:
    gather(page)
    (tmp_path / "sent").mkdir()
    for unit in UNITS[:2]:
        path = tmp_path / "sent" / f"{unit.place_name}.cchc"
        country.write_package(path, unit, country.report_of(unit, Q1, {"1.01": 3}), password="tỉnh")
    plain = tmp_path / "sent" / "khac.cchc"
    country.write_package(plain, UNITS[2], country.report_of(UNITS[2], Q4, {"1.01": 3}))
    plain = tmp_path / "sent" / "thang.cchc"
    country.write_package(plain, UNITS[2], country.report_of(UNITS[2], Q1, {"1.01": 3}))
    asked: list[str] = []
    answers = iter(["", "sai", "tỉnh"])

    def ask(words: str, why: str, _: object) -> str:
        asked.append(why)
        return next(answers)

    monkeypatch.setattr(PasswordQuestion, "ask", ask)
    said: list[str] = []
    monkeypatch.setattr(page.shell, "notify", lambda words, **_: said.append(words))
    take(page, tmp_path / "sent", qtbot)
    assert "kỳ khác (quý IV năm 2025)" in said[0]
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert asked[0].startswith("2 gói được đặt mật khẩu")
    page.tabs.setCurrentIndex(4)
    assert page.password_button.isEnabled()
    # A wrong one opens nothing, and is asked for again.
    for _ in range(2):
        with qtbot.waitSignal(page.received, timeout=20_000):
            page.failures.opened.emit(page.failures.rows.rows[0])
    page.tabs.setCurrentIndex(4)
    assert page._failures == []
    assert not page.password_button.isEnabled()
    assert page.shell.office.consolidating.gathered(Q1).sent == 3
    found = page.shell.office.consolidating.gathered(Q1)
    shown: list[object] = []
    dialog = UnitDialog(page.shell, found, UNITS[0], page, password=page._password)
    monkeypatch.setattr(dialog, "_show_words", shown.append)
    dialog._read()
    qtbot.waitUntil(lambda: len(shown) == 1, timeout=20_000)
    answers = iter(["tỉnh"])
    stranger = UnitDialog(page.shell, found, UNITS[0], page)
    monkeypatch.setattr(stranger, "_show_words", shown.append)
    stranger._read()
    qtbot.waitUntil(lambda: len(shown) == 2, timeout=20_000)


def test_which_of_several_reports_counts_is_told(page: GatheringPage, tmp_path: Path, qtbot: QtBot) -> None:
    gather(page)
    (tmp_path / "sent").mkdir()
    for number, seen in enumerate(((("a", 3),), (("a", 9),), ())):
        made = datetime(2026, 3, 20 - number)
        report = country.report_of(UNITS[0], Q1, {"1.01": number + 1})
        country.write_package(tmp_path / "sent" / f"{number}.cchc", UNITS[0], report, made, seen=seen)
    take(page, tmp_path / "sent" / "0.cchc", qtbot)
    take(page, tmp_path / "sent" / "1.cchc", qtbot)
    dialog = UnitDialog(page.shell, page.shell.office.consolidating.gathered(Q1), UNITS[0], page)
    assert dialog.said.text().startswith("1.01 ")
    dialog.tabs.setCurrentIndex(1)
    counts = next(each for each in dialog.sent.rows.columns if each.header == "Được tính")
    rows = dialog.sent.rows.rows
    assert [counts.value(row) for row in rows] == ["✓", ""]
    assert Path(rows[0].file).name == "1.cchc"
    assert "đồng hồ" not in dialog.said.text()
    take(page, tmp_path / "sent" / "2.cchc", qtbot)
    dialog._show_sent()
    assert dialog.sent.rows.rows[0].counts
    assert "đồng hồ máy gửi" in dialog.said.text()


def test_what_is_exported_does_not_lie_among_what_was_received(
    page: GatheringPage, sent: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gather(page)
    before = file_dialogs.beginning()
    begun: list[str] = []

    def chosen(_parent: object, _title: str, folder: str) -> str:
        begun.append(folder)
        return str(sent)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", chosen)
    for _ in range(2):
        with qtbot.waitSignal(page.received, timeout=20_000):
            page._take_folder()
    assert begun == [before, str(sent)]
    assert file_dialogs.beginning() == before
