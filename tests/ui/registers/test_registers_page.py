"""The page of registers: rows typed into a sheet, kept once they are complete, and counted below it."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import FigurePlace, RegisterPlace
from cchc_desktop.domain.registers.drafting import changed
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.registers.page import RegistersPage

REGISTER = "kiem-tra"
DAY = "10/6/2026"
"""A day of the quarter that is offered."""
_PADDING = 12
"""What the style keeps free at both sides of a header's words, in pixels."""


@pytest.fixture
def page(window: MainWindow) -> RegistersPage:
    """The register of inspections, in the period that is offered."""
    window.go(RegisterPlace(REGISTER))
    found = window.findChild(RegistersPage)
    assert isinstance(found, RegistersPage)
    return found


def column(page: RegistersPage, key: str) -> int:
    """The column of a field."""
    assert page.model is not None
    return [field.key for field in page.model.register.typed].index(key)


def set_cell(page: RegistersPage, row: int, key: str, text: str) -> bool:
    """Types into a cell, as its editor gives it over."""
    assert page.model is not None
    index = page.model.index(row, column(page, key))
    return page.model.setData(index, text, Qt.ItemDataRole.EditRole)


def shown(page: RegistersPage, key: str) -> list[str]:
    """What a column shows."""
    assert page.model is not None
    return [page.model.index(row, column(page, key)).data() for row in range(page.model.rowCount())]


def test_a_row_is_stored_with_its_last_required_cell(page: RegistersPage, window: MainWindow) -> None:
    page.add_button.click()
    assert page.model is not None
    assert len(page.model.unfinished) == 1
    assert "«Đơn vị được kiểm tra», «Loại kiểm tra»" in page._unfinished.text()
    assert page.table is not None
    page.table.commit()
    assert set_cell(page, 0, "don_vi", "Trạm Y tế")
    assert window.office.registers.rows(REGISTER) == []
    assert set_cell(page, 0, "loai", "Đột xuất")
    window.refresh_now()
    (row,) = window.office.registers.rows(REGISTER)
    assert row.values["don_vi"] == "Trạm Y tế"
    assert page._unfinished.isHidden()
    assert "1.08" in page._feeds.text()
    window.office.history.undo()
    window.refresh_now()
    assert shown(page, "don_vi") == []


def test_what_is_refused_stays_in_its_cell(page: RegistersPage, window: MainWindow) -> None:
    row = window.office.registers.add(REGISTER, {"ngay": DAY, "don_vi": "Trạm Y tế", "loai": "Định kỳ"})
    window.refresh_now()
    assert not set_cell(page, 0, "van_de", "ba")
    assert window.office.registers.row(row.id).values.get("van_de") is None
    assert set_cell(page, 0, "van_de", "3")
    assert set_cell(page, 0, "ngay_xong", "1/1/2020") is False, "before it was inspected"


def test_rows_are_pasted_from_excel(page: RegistersPage, window: MainWindow) -> None:
    assert page.table is not None
    assert page.model is not None
    day = DAY
    fresh = page.model.new_rows(2)
    page.model.write(
        [
            (fresh[0], 0, day), (fresh[0], 1, "Trạm Y tế"), (fresh[0], 2, "định kỳ"),
            (fresh[1], 0, day), (fresh[1], 1, "Phòng Kinh tế"), (fresh[1], 2, "Đột xuất"),
        ]
    )  # fmt: skip
    assert len(window.office.registers.rows(REGISTER)) == 2
    window.office.history.undo()
    assert window.office.registers.rows(REGISTER) == [], "one operation"


def test_rows_are_filtered_whatever_accents_are_typed(page: RegistersPage, window: MainWindow) -> None:
    for unit in ("Trạm Y tế", "Phòng Kinh tế"):
        window.office.registers.add(REGISTER, {"ngay": DAY, "don_vi": unit, "loai": "Định kỳ"})
    window.refresh_now()
    page.filter.setText("tram y")
    assert shown(page, "don_vi") == ["Trạm Y tế"]
    page.filter.setText("khong co")
    assert page.table is not None
    assert page.table.empty_text == "Không có dòng nào khớp."


def test_a_place_of_another_period_is_found(page: RegistersPage, window: MainWindow) -> None:
    row = window.office.registers.add(
        REGISTER, {"ngay": "5/2/2024", "don_vi": "Trạm Y tế", "loai": "Định kỳ"}
    )
    window.refresh_now()
    assert shown(page, "don_vi") == []
    window.go(RegisterPlace(REGISTER, row.id))
    assert page.table is not None
    current = page.table.current_row()
    assert current is not None
    assert current.id == row.id


def test_a_line_leads_to_the_cell_in_which_its_row_is_done(page: RegistersPage, window: MainWindow) -> None:
    typed = {"ngay_nhan": "1/6/2026", "kenh": "Hộp thư", "han": "12/6/2026", "noi_dung": "Chậm trả"}
    row = window.office.registers.add("phan-anh", typed)
    (line,) = [line for line in window.office.todo.lines() if line.part and line.id.startswith("row:")]
    window.go(line.place)
    assert page.table is not None
    assert page.table.current_row().id == row.id
    assert page.register.typed[page.table.currentIndex().column()].key == "ngay_tra_loi"
    # A field that the office hides has no cell: the row alone is shown.
    window.go(RegisterPlace("phan-anh", row.id, "nguoi_gui"))
    assert page.register.typed[page.table.currentIndex().column()].key == "ngay_tra_loi"


def test_the_keyboard_goes_round_the_parts_of_the_page(page: RegistersPage, window: MainWindow) -> None:
    for day in ("5/5/2026", "6/5/2026"):
        window.office.registers.add("kiem-tra", {"ngay": day, "don_vi": "Trạm Y tế", "loai": "Định kỳ"})
    window.go(RegisterPlace("kiem-tra"))
    window.activateWindow()
    assert page.table is not None
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F6)
    assert window.focusWidget() is page.filter
    page.table.choose_nothing()
    page.filter.setText("6/5")
    page.filter.setText("tram")
    QTest.keyClick(page.filter, Qt.Key.Key_Return)
    assert window.focusWidget() is page.table
    assert page.table.currentIndex().row() == 0
    page.evidence_button.setChecked(True)
    page.filter.setFocus()
    QTest.keyClick(page.filter, Qt.Key.Key_F6)
    assert page.strip.isAncestorOf(window.focusWidget())
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6)
    assert window.focusWidget() is page.table


def test_rows_are_deleted_by_keys(page: RegistersPage, window: MainWindow, qtbot: QtBot) -> None:
    row = window.office.registers.add(REGISTER, {"ngay": DAY, "don_vi": "Trạm Y tế", "loai": "Định kỳ"})
    window.refresh_now()
    assert page.table is not None
    page.table.choose(row.id)
    page.delete_button.click()
    assert window.office.registers.rows(REGISTER) == []


def test_registers_are_stepped_through_by_keys(page: RegistersPage) -> None:
    before = page.registers.value()
    assert page.table is not None
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert page.registers.value() != before
    assert page.model is not None
    assert page.model.register.id == page.registers.value()


def test_the_book_is_what_is_exported(page: RegistersPage) -> None:
    found = page.current_document()
    assert found is not None
    document, name = found
    assert document.title == "Sổ theo dõi kiểm tra cải cách hành chính, công vụ"
    assert name.endswith(".xlsx")


def test_a_counted_figure_leads_to_its_register(
    window: MainWindow, page: RegistersPage, qtbot: QtBot
) -> None:
    window.office.registers.add(
        REGISTER,
        {"ngay": DAY, "don_vi": "Trạm Y tế", "loai": "Định kỳ", "van_de": "3"},
    )
    window.go(FigurePlace(Period.parse("2026-Q2"), "1.10"))
    window.refresh_now()
    button = next(
        each for each in window.findChildren(type(page.add_button)) if each.text() == "Mở sổ theo dõi"
    )
    assert not button.isHidden()
    button.click()
    assert page.isVisible()
    assert page.registers.value() == REGISTER


def test_a_row_is_begun_with_what_the_office_s_own_form_takes(window: MainWindow) -> None:
    own = window.office.own_registers
    kinds = tuple(each for each in window.office.registers.get(REGISTER).field("loai").choices)
    own.save(changed(window.office.registers.get(REGISTER), "loai", choices=kinds[1:]))
    for kind in kinds[:2]:
        window.go(RegisterPlace(REGISTER, preset=(("loai", kind),)))
    page = window.current
    assert isinstance(page, RegistersPage)
    assert page.model is not None
    assert [row.values.get("loai") for row in page.model.unfinished] == [None, kinds[1]]


def test_the_keyboard_stays_in_the_sheet_of_another_register(page: RegistersPage, window: MainWindow) -> None:
    window.activateWindow()
    page.setFocus()
    before = page.register.id
    for _ in range(2):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert page.table is not None
    known = [each.id for each in window.office.registers.all()]
    assert known.index(page.register.id) == known.index(before) + 2
    assert window.focusWidget() is page.table
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Insert)
    assert page.model is not None
    assert len(page.model.unfinished) == 1


def test_the_files_of_a_row_have_a_key_where_their_button_has_no_room(
    page: RegistersPage, window: MainWindow
) -> None:
    window.activateWindow()
    window.resize(1000, 700)
    window.office.registers.add(REGISTER, {"ngay": DAY, "don_vi": "Trạm Y tế", "loai": "Định kỳ"})
    window.refresh_now()
    page.setFocus()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_J, keys)
    assert not page.strip.isHidden()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_J, keys)
    assert page.strip.isHidden()
    assert window.focusWidget() is page.table


def test_the_name_of_every_column_stands_whole_in_its_header(page: RegistersPage, window: MainWindow) -> None:
    cut = []
    for register in window.office.registers.all():
        window.go(RegisterPlace(register.id))
        assert page.table is not None
        assert page.model is not None
        header = page.table.horizontalHeader()
        font = header.font()
        font.setWeight(font.Weight.DemiBold)
        measure = QFontMetrics(font)
        for number in range(header.count()):
            words = str(page.model.headerData(number, Qt.Orientation.Horizontal))
            room = QRect(0, 0, header.sectionSize(number) - _PADDING, header.height())
            need = measure.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words)
            if need.height() > room.height() or need.width() > room.width():
                cut.append((register.id, words, need.width(), room.width(), need.height(), room.height()))
    assert not cut
