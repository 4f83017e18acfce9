"""Each kind of record is declared once: its table, its search, its words, its soundness follow."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.domain.access import Need
from cchc_desktop.domain.errors import Damaged
from cchc_desktop.domain.places import HelpPlace
from cchc_desktop.office import Office
from cchc_desktop.office.operations import OPERATIONS, PAST, Operation
from cchc_desktop.storage import schema
from cchc_desktop.storage.columns import Row
from cchc_desktop.storage.kind import Field, Holds, Kind
from cchc_desktop.storage.kinds import KINDS, PASSAGES
from cchc_desktop.storage.register_kinds import REGISTER_ROWS
from cchc_desktop.storage.steps.s003_identities import _OPERATIONS
from cchc_desktop.storage.store import Store


def test_the_declarations_are_what_the_tables_are(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    for kind in KINDS.values():
        columns = store._data.rows("SELECT * FROM pragma_table_info(?)", [kind.table])
        stored = {c["name"]: (c["type"], bool(c["notnull"])) for c in columns if c["name"] != "id"}
        declared = {field.name: (field.holds.sql, not field.optional) for field in kind.fields}
        assert stored == declared, kind.table
        references = store._data.rows("SELECT * FROM pragma_foreign_key_list(?)", [kind.table])
        assert {r["from"]: r["table"] for r in references if r["from"] != "id"} == {
            field.name: field.refers for field in kind.fields if field.refers
        }, kind.table
    store.close()


def test_every_column_that_is_shown_reads_the_same_everywhere() -> None:
    for kind in KINDS.values():
        assert kind.words[:1].isupper(), kind.table
        names = [field.name for field in kind.fields]
        assert len(names) == len(set(names))
        assert set(kind.order) <= {*names, "id", "rowid"}


@dataclass(frozen=True, slots=True)
class Visit:
    """A record of a register that the program does not have."""

    id: str
    day: date
    guest: str
    purpose: str = ""


VISITS = Kind(
    "visits",
    "Lượt khách",
    (
        Field("day", "Ngày", Holds.DAY),
        Field("guest", "Khách", searched=True),
        Field("purpose", "Việc", searched=True),
    ),
    place=lambda row: HelpPlace(row["id"]),
    record=Visit,
    title=lambda row: row["guest"],
    order=("day", "id"),
    since=schema.VERSION + 1,
    counted=True,
    unreadable="lượt khách",
)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office whose file is of today's version, opened by a program that knows one more kind."""
    Office.open(tmp_path).close()
    monkeypatch.setitem(KINDS, VISITS.table, VISITS)
    monkeypatch.setattr(schema, "VERSION", VISITS.since)
    made = Office.open(tmp_path)
    yield made
    made.close()


def test_a_row_that_names_no_record_is_damaged() -> None:
    with pytest.raises(Damaged, match="Đoạn báo cáo «x»"):
        PASSAGES.check({"id": "x", "key": "1", "period_id": "hôm qua"})


ROW = {"id": "r", "register": "kiem-tra", "day": "2026-07-15", "name": "Trạm", "words": "", "cells": "{}"}


@pytest.mark.parametrize(
    ("row", "is_sound"),
    [
        (ROW, True), (ROW | {"day": None, "cells": '{"x": "a", "y": true}'}, True),
        (ROW | {"day": "hôm qua"}, False), (ROW | {"day": ""}, False), (ROW | {"cells": "[]"}, False),
        (ROW | {"cells": '{"x": 1}'}, False), (ROW | {"cells": "{}{}"}, False), (ROW | {"name": 5}, False),
        ({name: value for name, value in ROW.items() if name != "register"}, False),
    ],
)  # fmt: skip
def test_a_row_of_a_register_is_looked_at_as_carefully_as_it_is_read(row: Row, is_sound: bool) -> None:
    """Its kind looks at less than its value, title and place, and refuses what they cannot be made of."""
    for check in (REGISTER_ROWS.check, replace(REGISTER_ROWS, checks=None).check):
        with nullcontext() if is_sound else pytest.raises(Damaged):
            check(row)


def test_a_new_kind_is_one_declaration(office: Office) -> None:
    """The table, reading, writing, undo, the journal's words, the search, the counts and `check`."""
    store, desk = office._desk.store, office._desk
    add = Operation("visits.add", "Ghi lượt khách", Need.FIGURES)
    visit = Visit("v1", date(2026, 3, 2), "Đoàn kiểm tra huyện", "Kiểm tra một cửa")
    with desk.operation(add, visit.guest) as recorder:
        recorder.save(VISITS, visit)
        recorder.save(VISITS, replace(visit, id="v2", guest="Ông Ba"))
    assert store.records(VISITS) == (visit, replace(visit, id="v2", guest="Ông Ba"))
    with desk.operation(add) as recorder:
        recorder.save(VISITS, replace(visit, purpose="Thăm"))
    assert [hit.text for hit in office.search("doan kiem tra").hits] == ["Đoàn kiểm tra huyện"]
    hit = office.search("ong ba").hits[-1]
    assert (hit.kind, hit.place) == ("Lượt khách", HelpPlace("v2"))
    assert office.counts()["visits"] == 2
    told = office.history.told(office.history.undo())
    assert told.sentence == "Đoàn kiểm tra huyện: Việc: Thăm → Kiểm tra một cửa"
    assert told.place == HelpPlace("v1")
    (change,) = office.history.of_record("v1")[:1]
    assert (change.record, change.field, change.before, change.after) == (
        "Lượt khách", "Việc", "Thăm", "Kiểm tra một cửa",
    )  # fmt: skip
    assert office.check().damage == ()
    store._data.execute("UPDATE visits SET guest = 'X' WHERE id = 'v2'")
    assert "1 bản ghi khác với nhật ký" in office.check().damage[0]
    store._data.execute("UPDATE visits SET day = 'hôm qua' WHERE id = 'v2'")
    assert "Có lượt khách không đọc được: Lượt khách «X»." in office.check().damage
    office.history.undo()
    assert office.counts()["visits"] == 0


def test_operations_have_keys_of_their_own_and_older_ones_stay() -> None:
    assert len({operation.label for operation in OPERATIONS.values()}) == len(OPERATIONS)
    assert not PAST.keys() & OPERATIONS.keys()
    assert set(_OPERATIONS.values()) <= OPERATIONS.keys() | PAST.keys()
    present = {label for label, key in _OPERATIONS.items() if key not in PAST}
    assert {one.label for one in OPERATIONS.values()} >= present


def test_what_follows_from_a_declaration(tmp_path: Path) -> None:
    """References, defaults and what is unique, in a table of its own."""
    kind: Kind[Visit] = Kind(
        "marks",
        "Dấu",
        (
            Field("unit_id", refers="units", optional=True),
            Field("words", "Lời", default="nó's"),
            Field("later", default=1, holds=Holds.NUMBER, since=9),
        ),
        place=lambda row: HelpPlace(row["id"]),
        unique=(("unit_id", "words"),),
        since=8,
    )
    assert kind.title({}) == ""
    assert kind.field("words").words == "Lời"
    with pytest.raises(TypeError, match="marks"):
        kind.read({})
    store = Store.open(tmp_path)
    for statement in kind.create_sql(8):
        store._data.execute(statement)
    store._data.execute("INSERT INTO marks (id) VALUES ('a')")
    assert store._data.row("marks", "a") == {"id": "a", "unit_id": None, "words": "nó's"}
    indexes = {row["name"] for row in store._data.rows("SELECT name FROM pragma_index_list('marks')")}
    assert "marks_by_unit" in indexes
    assert sum(name.startswith("sqlite_autoindex") for name in indexes) == 2
    store.close()
