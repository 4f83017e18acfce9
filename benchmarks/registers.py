"""A register of a hundred thousand rows: its page, a row that is typed, its Excel file and its print.

Beside a bare table of Qt over the same rows out of the same file, XlsxWriter with constant memory, and the
same print of a tenth of the rows.
"""

import gc
import itertools
import json
import os
import random
import sqlite3
import time
from contextlib import closing
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from cchc_desktop.documents.compose_register import compose_register
from cchc_desktop.documents.export import export_file
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.places import RegisterPlace
from cchc_desktop.domain.plan import Signer
from cchc_desktop.domain.registers.fields import Value
from cchc_desktop.domain.registers.register import RegisterRow
from cchc_desktop.domain.text import fold, sort_key
from cchc_desktop.office import Office
from cchc_desktop.office.registers import stored_of
from cchc_desktop.storage.register_kinds import write_register_row

from .measure import Result, in_turns

_REGISTER = "kiem-tra"
_WORDS = """
cải cách hành chính thủ tục đất đai hộ tịch chứng thực phản ánh kiến nghị người dân tuyên truyền hội nghị đài
truyền thanh kiểm tra công vụ văn hóa xã hội kinh tế tư pháp thống kê báo cáo quý năm phường thôn tổ dịch vụ
""".split()
_KEYS = (
    "ngay", "don_vi", "loai", "van_ban", "noi_dung", "doan", "ket_luan", "van_de", "mo_ta", "han", "da_xu_ly",
    "ngay_xong",
)  # fmt: skip
_KINDS = ("Định kỳ", "Đột xuất", "Tự kiểm tra", "Phúc tra")


def measure(folder: Path, times: int) -> list[Result]:
    """All of it; a hundredth of the rows where it is one turn."""
    count, turns = (100_000, 3) if times > 1 else (1_000, 1)
    office = Office.open(folder)
    try:
        _fill(office, count)
        rows = office.registers.rows(_REGISTER)
        results = [_counted(office, turns)]
    finally:
        office.close()
    return [*_page(folder, turns), *results, _excel(rows, folder, turns), _print(rows, folder)]


def _fill(office: Office, count: int) -> None:
    """Inspections of eleven years."""
    register, chance = office.registers.get(_REGISTER), random.Random(7)
    with office._desk.store.journal.operation("registers.import", "Nhập sổ") as recorder:
        for number in range(count):
            day = date(2016, 1, 1) + timedelta(number % 3_980)
            values: dict[str, Value] = {
                "ngay": day, "don_vi": f"Đơn vị {number % 300}", "loai": chance.choice(_KINDS),
                "van_ban": f"{number}/QĐ-UBND", "noi_dung": " ".join(chance.choices(_WORDS, k=12)),
                "doan": " ".join(chance.choices(_WORDS, k=6)), "ket_luan": f"{number}/BB",
                "van_de": Decimal(number % 7), "mo_ta": " ".join(chance.choices(_WORDS, k=9)),
                "han": day + timedelta(30), "da_xu_ly": Decimal(number % 5), "ngay_xong": day + timedelta(9),
            }  # fmt: skip
            write_register_row(recorder, *stored_of(register, RegisterRow(_REGISTER, values)))


def _counted(office: Office, turns: int) -> Result:
    """A row stored, with all figures of all periods counted anew, beside one look at every row."""
    numbers = itertools.count(1)
    rows = office.registers.rows(_REGISTER)

    def typed() -> None:
        values = {"ngay": "1/11/2026", "don_vi": f"Nơi {next(numbers)}", "loai": _KINDS[0]}
        office.registers.add(_REGISTER, values)
        office.registers.rows(_REGISTER)
        office.figures.ledger()

    def looked() -> None:
        sum(row.values["ngay"] == date(2026, 11, 1) for row in rows)

    return in_turns("a row, its figures", "stored and counted for eleven years", typed, looked, turns)


def _page(folder: Path, turns: int) -> list[Result]:
    """The page opened, filtered and sorted, beside a bare model that reads the same rows."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QAbstractTableModel, QEvent, QSortFilterProxyModel, Qt
    from PySide6.QtWidgets import QApplication, QTableView

    from cchc_desktop.ui.app import prepare
    from cchc_desktop.ui.frame.main_window import MainWindow
    from cchc_desktop.ui.garbage import collect_here
    from cchc_desktop.ui.registers.page import RegistersPage

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    prepare(app)

    class Bare(QAbstractTableModel):
        """Rows of texts as Qt's own examples show them."""

        def __init__(self, rows: list[list[str]]) -> None:
            super().__init__()
            self.rows = rows

        def rowCount(self, *_: Any) -> int:
            return len(self.rows)

        def columnCount(self, *_: Any) -> int:
            return 12

        def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            return self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    ours: dict[str, list[float]] = {"open": [], "filter": [], "sort": []}
    bare: dict[str, list[float]] = {"open": [], "filter": [], "sort": []}

    def timed(into: list[float], work: Any) -> None:
        began = time.perf_counter()
        work()
        app.processEvents()
        into.append((time.perf_counter() - began) * 1000)

    for _ in range(turns):
        with closing(Office.open(folder)) as office:
            window = MainWindow(office, folder)
            # As in the program; nobody collects while the bare model is timed either.
            collect_here(window)
            window.show()
            app.processEvents()

            def shown(window: MainWindow = window) -> None:
                window.go(RegisterPlace(_REGISTER))
                assert isinstance(window.current, RegistersPage)
                window.current.all_button.click()

            timed(ours["open"], shown)
            page = window.current
            assert isinstance(page, RegistersPage)
            assert page.table is not None
            assert len(page.model.rows if page.model is not None else ()) > 999
            timed(ours["filter"], lambda page=page: page.filter.setText("dat dai"))
            page.filter.clear()
            timed(ours["sort"], lambda page=page: page.table.sortByColumn(4, Qt.SortOrder.AscendingOrder))
            window.close()
            window.deleteLater()
            del page, window
            # What a window leaves is nobody's work of the next turn.
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            gc.collect()
        view, proxy = QTableView(), QSortFilterProxyModel()
        proxy.setFilterKeyColumn(-1)
        view.show()

        def read(view: QTableView = view, proxy: QSortFilterProxyModel = proxy) -> None:
            with closing(sqlite3.connect(folder / "cchc.db")) as file:
                query = "SELECT cells FROM register_rows WHERE register = ? ORDER BY day, id"
                found = file.execute(query, [_REGISTER])
                cells = [json.loads(text) for (text,) in found]
            rows = [[str(row.get(key, "")) for key in _KEYS] for row in cells]
            proxy.setSourceModel(Bare(rows))
            view.setModel(proxy)

        timed(bare["open"], read)
        rows = proxy.sourceModel().rows  # type: ignore[attr-defined]
        timed(bare["filter"], lambda rows=rows: [row for row in rows if "dat dai" in fold(" ".join(row))])
        timed(bare["sort"], lambda rows=rows: sorted(rows, key=lambda row: sort_key(row[4])))
        view.close()
        view.deleteLater()
    names = {"open": "register, opened", "filter": "register, filtered", "sort": "register, sorted"}
    return [Result(name, _middle(ours[key]), _middle(bare[key]), turns, "") for key, name in names.items()]


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


_OFFICE = OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh", "An Bình")


def _composed(rows: list[RegisterRow]) -> Any:
    from cchc_desktop.catalogue.registers import registers

    register = next(each for each in registers() if each.id == _REGISTER)
    return compose_register(register, rows, _OFFICE, Signer(), None, date(2026, 11, 28))


def _excel(rows: list[RegisterRow], folder: Path, turns: int) -> Result:
    """The whole register as Excel, beside XlsxWriter writing the same cells with constant memory."""
    import xlsxwriter

    document = _composed(rows)

    def bare() -> None:
        with xlsxwriter.Workbook(folder / "bare.xlsx", {"constant_memory": True}) as book:
            sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
            for at, row in enumerate(rows):
                for column, value in enumerate(row.values.values()):
                    if isinstance(value, date):
                        sheet.write_datetime(at, column, datetime(value.year, value.month, value.day), day)
                    elif isinstance(value, Decimal):
                        sheet.write_number(at, column, float(value))
                    else:
                        sheet.write_string(at, column, str(value))

    def ours() -> None:
        export_file(document, "xlsx", folder / "so.xlsx")

    return in_turns("register, XLSX", "beside XlsxWriter with constant memory", ours, bare, turns)


def _print(rows: list[RegisterRow], folder: Path) -> Result:
    """Half of it as PDF, beside a tenth of that."""
    times = []
    for part in (rows[: len(rows) // 2], rows[: len(rows) // 20]):
        document = _composed(part)
        began = time.perf_counter()
        export_file(document, "pdf", folder / "so.pdf")
        times.append((time.perf_counter() - began) * 1000)
    return Result("register, PDF", times[0], times[1], 1, "half of the rows, beside a tenth of them")
