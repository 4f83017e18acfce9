"""Adding a register is one TOML file: its page, its print, its import and its figures follow from it alone.

The same file is tried in the folder of the program's registers, and as a register of the office's own.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop import resources
from cchc_desktop.catalogue.registers import registers
from cchc_desktop.documents.export import export_file
from cchc_desktop.domain.indicators import Nature
from cchc_desktop.domain.places import RegisterPlace
from cchc_desktop.domain.registers.fields import Holds, Value
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.intake.read import read_source
from cchc_desktop.office import Office
from cchc_desktop.office.own_registers import register_in
from cchc_desktop.office.register_import import read_rows
from cchc_desktop.ui import theme
from cchc_desktop.ui.app import prepare
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.registers.page import RegistersPage
from tests import register_files
from tests.ui.conftest import TODAY, clock, furnish

ID = "xe-cong"
Q2 = Period.parse("2026-Q2")
TEXT = """
id = "xe-cong"
name = "Quản lý xe công"
day = "ngay"
row_name = "noi_dung"
same = ["ngay", "noi_dung"]

[[field]]
key = "ngay"
label = "Ngày đi"
holds = "day"
required = true
width = 80

[[field]]
key = "noi_dung"
label = "Nội dung chuyến đi"
required = true

[[field]]
key = "ghi_chu"
label = "Diễn biến"
holds = "text"

[[field]]
key = "so_nguoi"
label = "Số người"
holds = "number"

[[field]]
key = "tien"
label = "Chi phí"
holds = "amount"
at_most = 99.5

[[field]]
key = "loai"
label = "Loại xe"
holds = "choice"
choices = ["Xe con", "Xe tải"]

[[field]]
key = "ve"
label = "Đã trả xe"
holds = "yes_no"

[[field]]
key = "don_vi"
label = "Đơn vị dùng xe"
holds = "unit"
group = "Người dùng"

[[field]]
key = "nguoi"
label = "Người dùng xe"
holds = "officer"
group = "Người dùng"

[[field]]
key = "linh_vuc"
label = "Lĩnh vực"
holds = "area"

[[field]]
key = "ky_nhan"
label = "Ký nhận"
personal = true

[[feed]]
indicator = "{rows}"
counting = "rows"
where = [{ key = "loai", is = ["Xe con"] }]

[[feed]]
indicator = "{sum}"
counting = "sum"
of = "so_nguoi"

[[feed]]
indicator = "{distinct}"
counting = "distinct"
of = "don_vi"
where = [{ key = "ve", yes = true }]
"""


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """The main window of an office."""
    prepare(qapp)
    theme.apply(qapp, "light")
    office = Office.open(tmp_path / "data", today=lambda: TODAY, clock=clock)
    furnish(office)
    made = MainWindow(office, tmp_path / "data")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    office.close()


@pytest.fixture
def codes(window: MainWindow) -> list[str]:
    """Three indicators that nothing counts yet, by their order in the file."""
    offered = window.office.own_registers.offered("")
    free = [each.indicator for each in offered if not each.register and each.indicator.nature is Nature.FLOW]
    return [each.code for each in free if not each.at_most and not each.part_of][:3]


@pytest.fixture(params=["in the program's folder", "as the office's own"])
def added(
    request: pytest.FixtureRequest,
    window: MainWindow,
    codes: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[list[str]]:
    """The register is there, by its file alone; gives what it counts."""
    text = TEXT
    for name, code in zip(("rows", "sum", "distinct"), codes, strict=True):
        text = text.replace(f"{{{name}}}", code)
    if request.param == "as the office's own":
        (tmp_path / "xe.toml").write_text(text, "utf-8")
        window.office.own_registers.save(register_in(tmp_path / "xe.toml"))
    else:
        folder, path = tmp_path / "registers", resources.path
        folder.mkdir()
        (folder / f"{ID}.toml").write_text(text, "utf-8")
        for name in resources.names("catalogue", "registers"):
            (folder / name).write_text(resources.read_text("catalogue", "registers", name), "utf-8")
        monkeypatch.setattr(
            resources,
            "path",
            lambda *parts: (
                folder.joinpath(*parts[2:]) if parts[:2] == ("catalogue", "registers") else path(*parts)
            ),
        )
        registers.cache_clear()
    yield codes
    monkeypatch.undo()
    registers.cache_clear()


def editor(page: RegistersPage) -> QWidget:
    """Where keys go: the editor of the current cell, else the sheet."""
    assert page.table is not None
    found = page.table.indexWidget(page.table.currentIndex())
    return found if isinstance(found, QLineEdit | QComboBox) else page.table


def press(page: RegistersPage, key: Qt.Key) -> None:
    """Presses a key, and lets the sheet come to rest."""
    QTest.keyClick(editor(page), key)
    for _ in range(3):
        QTest.qWait(0)


def type_row(page: RegistersPage, *cells: str) -> None:
    """Types a new row by its keys: Insert, what is typed into each cell from the first, Tab."""
    assert page.table is not None
    # A list of suggestions was a window of its own.
    page.window().activateWindow()
    page.table.setFocus()
    QTest.qWait(0)
    press(page, Qt.Key.Key_Insert)
    press(page, Qt.Key.Key_Escape)
    press(page, Qt.Key.Key_Home)
    for text in cells:
        for sign in text:
            QTest.keyClicks(editor(page), sign)
        press(page, Qt.Key.Key_Tab)


def values(office: Office) -> list[dict[str, Value]]:
    """The rows, as they are stored."""
    return [dict(row.values) for row in office.registers.rows(ID)]


# Qt's screen in memory says so of every list that is opened.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.slow
def test_a_register_is_one_file(added: list[str], window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    office = window.office
    register = office.registers.get(ID)
    assert {each.holds for each in register.fields} == set(Holds)

    # Typed into by keyboard.
    window.go(RegisterPlace(ID))
    page = window.findChild(RegistersPage)
    assert page is not None
    type_row(
        page, "10/6/2026", "Di hop", "Ve muon", "4", "12,5", "xe c", "co", "Van phong", "Tran Thi Binh", "5"
    )
    type_row(page, "11/6/2026", "Cho tai lieu", "", "2", "", "xe t", "khong", "Tram Y te")
    window.refresh_now()
    first, second = values(office)
    assert first == {
        "ngay": date(2026, 6, 10), "noi_dung": "Di hop", "ghi_chu": "Ve muon", "so_nguoi": Decimal(4),
        "tien": Decimal("12.5"), "loai": "Xe con", "ve": True, "don_vi": "Văn phòng",
        "nguoi": "Trần Thị Bình", "linh_vuc": "5",
    }  # fmt: skip
    assert (second["loai"], second["ve"], "tien" in second) == ("Xe tải", False, False)

    # Printed as a book, in each format; what is signed by hand has an empty column.
    document = office.registers.document(ID, Q2)
    for fmt in ("xlsx", "docx", "pdf"):
        export_file(document, fmt, tmp_path / f"so.{fmt}")
    sheet = openpyxl.load_workbook(tmp_path / "so.xlsx").worksheets[0]
    (row,) = [row for row in sheet.iter_rows(values_only=True) if "Di hop" in row]
    assert row[0] == 1
    assert row[4:8] == (4, 12.5, "Xe con", "x")
    for fmt in ("docx", "pdf"):
        source = read_source(tmp_path / f"so.{fmt}")
        said = " ".join(source.lines)
        for words in ("QUẢN LÝ XE CÔNG", "Ký nhận", "Di hop", "Xe con", "12,5"):
            assert words in said, (fmt, words)

    # Taken in from a file of another layout, mapped once, and the same again.
    path = register_files.table(
        tmp_path / "theo doi xe.xlsx",
        ["TT", "Thời gian", "Nội dung công tác", "Người đi", "Phương tiện", "Phòng", "Trả xe"],
        [1, "12/06/2026", "Đi kiểm tra", 3, "Xe con", "Văn phòng", "x"],
        [2, date(2026, 6, 10), "Di hop", 4, "xe con", "Văn phòng", "x"],
        ["Cộng", None, None, 7],
    )
    laid = office.register_import.lay(ID, read_rows(path))
    made = laid.made
    for header, key in (
        ("Thời gian", "ngay"), ("Nội dung công tác", "noi_dung"), ("Người đi", "so_nguoi"),
        ("Phương tiện", "loai"), ("Phòng", "don_vi"), ("Trả xe", "ve"),
    ):  # fmt: skip
        made = made.taking(header, key)
    draft = office.register_import.compare(laid, made)
    assert [each.state for each in draft.rows] == ["new", "same"]
    assert office.register_import.take(draft) is not None
    again = office.register_import.lay(ID, read_rows(path))
    assert again.is_remembered
    assert office.register_import.take(office.register_import.compare(again)) is None
    assert len(values(office)) == 3

    # Counted for figures, each of which leads to its rows.
    ledger = office.figures.ledger()
    assert [ledger.reading(Q2, code).value for code in added] == [2, 9, 1]
    ids = {row.id: row.values["noi_dung"] for row in office.registers.rows(ID)}
    for code, names in zip(
        added,
        ({"Di hop", "Đi kiểm tra"}, {"Di hop", "Đi kiểm tra", "Cho tai lieu"}, {"Di hop", "Đi kiểm tra"}),
        strict=True,
    ):
        lines = [line for each in office.tracing.of_code(Q2, code).values() for line in each.lines]
        places = [line.place for line in lines if isinstance(line.place, RegisterPlace)]
        assert {ids[place.row_id] for place in places if place.row_id} == names, code
