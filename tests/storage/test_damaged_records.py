"""Whoever reads a damaged record is told which one it is."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Damaged
from cchc_desktop.domain.offices import Unit
from cchc_desktop.office import Office
from cchc_desktop.storage.data_file import DataFile
from cchc_desktop.storage.kinds import KINDS


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.open(tmp_path, lambda: date(2026, 7, 15))
    made.settings.save_unit(Unit("Phòng Kinh tế", id="unit-1"))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("damage", "query", "named"),
    [
        ("UPDATE units SET short_name = CAST(x'ff' AS TEXT)", "SELECT * FROM units", "«Phòng Kinh tế»"),
        ("UPDATE actions SET label = CAST(x'4cff' AS TEXT)", "SELECT * FROM actions", "Thao tác"),
        ("UPDATE devices SET token = CAST(x'ff' AS TEXT)", "SELECT * FROM devices", "Bản ghi"),
        ("UPDATE units SET name = CAST(x'ff' AS TEXT)", "SELECT name || '' AS name FROM units", "Đơn vị"),
    ],
)
def test_text_that_is_no_text_any_more(office: Office, damage: str, query: str, named: str) -> None:
    data = office._desk.store._data
    data.execute(damage)
    for read in (data.rows, data.tuples, data.value):
        if read == data.value and query.startswith("SELECT *"):
            continue
        with pytest.raises(Damaged, match=named):
            read(query)


def test_a_row_that_holds_no_record(office: Office) -> None:
    store = office._desk.store
    store._data.execute("UPDATE units SET valid_from = 'hôm qua'")
    with pytest.raises(Damaged, match="Đơn vị «Phòng Kinh tế» có giá trị không đọc được"):
        office.settings.units()
    with pytest.raises(Damaged, match="Đơn vị"):
        store.row("units", "unit-1")
    with pytest.raises(Damaged, match="Đơn vị"):
        store.rows("units", ["unit-1"])


def test_what_has_no_title_is_named_by_its_id_and_other_errors_stay(office: Office) -> None:
    assert KINDS["figures"].name({"id": "f-1", "code": "1.01", "period_id": "mai"}) == "Số liệu «f-1»"
    data = office._desk.store._data
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        data.rows("SELECT * FROM missing")
    data.execute("DELETE FROM generation")
    assert DataFile(data.connection).generation == ""


def test_a_journal_that_holds_no_rows(office: Office) -> None:
    store = office._desk.store
    for text in ("{", "[]", "{}"):
        store._data.execute("UPDATE changes SET after = ? WHERE id = 1", [text])
        with pytest.raises(Damaged, match="trong nhật ký"):
            list(store.journal.changes_of(1))
    store._data.execute("UPDATE actions SET at = 'hôm qua'")
    with pytest.raises(Damaged, match="trong nhật ký"):
        store.journal.actions()
