"""A data file that an earlier version of the program made opens, whole, and its journal still turns back.

``versions/`` keeps one file of each version of the schema.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.places import RegisterPlace
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report.directives import REGISTER
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Findings, Office, operations
from cchc_desktop.office.registers import stored_of
from cchc_desktop.office.restoring import opened_backup
from cchc_desktop.storage import schema
from cchc_desktop.storage.database import BACKUPS
from cchc_desktop.storage.kind import Field
from cchc_desktop.storage.kinds import KINDS, REMARKS
from cchc_desktop.storage.rescue import rescue
from cchc_desktop.storage.store import Store
from tests.directives import directives, save_directive
from tests.sample_office import lay_sample

VERSIONS = Path(__file__).parent / "versions"
Q1 = Period.parse("2026-Q1")
TODAY = date(2026, 7, 15)


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Office]:
    """An office of version 2 with something of everything: issued twice, undone, redone."""
    shutil.copy(VERSIONS / "v2.db", tmp_path / "cchc.db")
    office = Office.open(tmp_path, lambda: TODAY)
    yield office
    office.close()


def test_every_version_is_kept() -> None:
    assert sorted(path.stem for path in VERSIONS.glob("*.db")) == [
        f"v{number}" for number in range(1, schema.VERSION)
    ]


@pytest.mark.parametrize("kept", sorted(VERSIONS.glob("*.db")), ids=lambda path: path.stem)
def test_a_file_of_an_earlier_version(kept: Path, tmp_path: Path) -> None:
    shutil.copy(kept, tmp_path / "cchc.db")
    office = Office.open(tmp_path)
    try:
        assert office.check() == Findings()
        assert sorted(path.suffix for path in (tmp_path / BACKUPS).iterdir()) == [".db", ".json"]
        profile = office.settings.require_profile()
        assert profile.name == "Ủy ban nhân dân xã Bình Minh"
        assert [row.percent for row in office.tasks.rows()] == [40]
        with office.corrections.because("đếm lại"):
            office.figures.type_figure(Q1, "1.08", "3")
        assert office.figures.ledger().figure(Q1, "1.08") != Figure()
        steps = 0
        while office.history.next_undo():
            office.history.undo()
            steps += 1
        assert steps > 2
        assert office.plans.heads() == []
        assert office.settings.profile() is None
        assert office.check() == Findings()
        while office.history.next_redo():
            office.history.redo()
        assert [row.percent for row in office.tasks.rows()] == [40]
        assert office.check() == Findings()
    finally:
        office.close()


@pytest.mark.parametrize("kept", sorted(VERSIONS.glob("*.db")), ids=lambda path: path.stem)
def test_an_upgraded_file_has_the_tables_of_a_new_one(kept: Path, tmp_path: Path) -> None:
    """Columns may stand in another order, and have defaults that a new file needs as well."""
    (tmp_path / "old").mkdir()
    shutil.copy(kept, tmp_path / "old" / "cchc.db")
    found = []
    for name in ("old", "new"):
        store = Store.open(tmp_path / name)
        tables = [row["name"] for row in store._data.rows("SELECT name FROM pragma_table_list")]
        found.append(
            {
                (table, column["name"], column["type"], column["notnull"])
                for table in tables
                for column in store._data.rows("SELECT * FROM pragma_table_info(?)", [table])
            }
        )
        store.close()
    assert found[0] == found[1]


def test_identities_after_the_upgrade(old: Office) -> None:
    data = old._desk.store._data
    for table in ("recipients", "signers"):
        rows = data.rows(f"SELECT id, rank FROM {table} ORDER BY rank")
        assert rows
        assert all(UUID(row["id"]) for row in rows)
        assert len({row["rank"] for row in rows}) == len(rows)
    subtargets = data.rows("SELECT id FROM targets WHERE parent_id IS NOT NULL")
    assert len(subtargets) == 2
    assert all(UUID(row["id"]) for row in subtargets)
    (plan,) = (old.plans.get(head.id) for head in old.plans.heads())
    assert plan.recipients == ("Thường trực Đảng ủy;", "Các đơn vị;", "Lưu: VT.")
    actions = data.rows("SELECT uuid, device_id, counter, operation FROM actions ORDER BY id")
    assert [row["counter"] for row in actions] == list(range(1, len(actions) + 1))
    assert len({row["device_id"] for row in actions}) == 1
    assert all(row["operation"] for row in actions)


def test_issued_documents_after_the_upgrade(old: Office) -> None:
    """Two issues of one report, of which the recalled one is still in the journal."""
    store = old._desk.store
    packs = set(store.packs.ids())
    assert 4 <= len(packs) <= 6
    assert store.packs.broken() == []
    assert store.upkeep.sweep_packs() == 0
    assert old.reports.text.head(Q1).number == "22"
    texts = [str(block) for part in old.reports.papers.compose(Q1).parts for block in part.blocks]
    assert any("Câu do công chức viết lại." in text for text in texts)
    size = store._data.value("SELECT sum(length(content)) FROM packs")
    old.reports.recall(Q1)
    old.reports.issue(Q1, "23", date(2026, 3, 18))
    old.reports.recall(Q1)
    again = store._data.value("SELECT sum(length(content)) FROM packs")
    assert again < 2 * size
    journal = store._data.value("SELECT max(length(after)) FROM changes WHERE table_name = 'seals'")
    assert journal < 0.5 * size


def test_catalogues_after_the_upgrade(old: Office) -> None:
    stored = old._desk.store.catalogues()
    assert all(len(known_id) == 64 for known_id in stored)
    followed = old.catalogues.followed(Q1)
    assert followed.kept
    assert followed.catalogue.id in stored


# Directive documents, which had a table of their own, are rows of a register


def stored_documents(path: Path) -> list[dict[str, Any]]:
    """The directive documents of a file of before, as its table has them."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    found = [dict(row) for row in connection.execute("SELECT * FROM directives")]
    connection.close()
    return found


WITH_DOCUMENTS = [path for path in sorted(VERSIONS.glob("*.db")) if path.stem not in ("v1", "v7", "v8", "v9")]


@pytest.mark.parametrize("kept", WITH_DOCUMENTS, ids=lambda path: path.stem)
def test_documents_move_into_their_register(kept: Path, tmp_path: Path) -> None:
    (before,) = stored_documents(kept)
    shutil.copy(kept, tmp_path / "cchc.db")
    office = Office.open(tmp_path, lambda: TODAY)
    try:
        (moved,) = directives(office)
        names = ("id", "number", "subject", "kind", "area", "unit")
        assert {name: getattr(moved, name) for name in names} == {name: before[name] for name in names}
        assert moved.day.isoformat() == before["day"]
        (hit,) = office.search("day manh cai cach thu tuc").hits
        assert (hit.row_id, hit.place) == (moved.id, RegisterPlace(REGISTER, moved.id))
        # What is stored is what the register itself would store.
        stored, _ = stored_of(office.registers.get(REGISTER), moved.row)
        assert tuple(office._desk.store.register_rows(REGISTER)) == (stored,)
        # The journal knows it from its first day, in today's table and in the words of then.
        journal = office._desk.store.journal
        (added,) = journal.actions(table="register_rows")
        assert added.label == "Thêm văn bản chỉ đạo"
        (change,) = journal.history([moved.id])
        assert (change.table, change.before) == ("register_rows", None)
        assert change.after == office._desk.store.row("register_rows", moved.id)
        told = [(each.field, each.after) for each in office.history.of_record(moved.id)]
        assert ("Số, ký hiệu", before["number"]) in told
        # It is taken back by itself, and refused by name where it was changed since.
        office.history.take_back(added.id)
        assert directives(office) == []
        office.history.undo()
        with office.corrections.because("ghi nhầm"):
            save_directive(office, moved.day, "13/CV-UBND", moved.subject, moved.kind, id=moved.id)
        with pytest.raises(Refusal, match="Ghi sổ theo dõi"):
            office.history.take_back(added.id)
        assert office.check() == Findings()
        while office.history.next_undo():
            office.history.undo()
        assert directives(office) == []
        while office.history.next_redo():
            office.history.redo()
        assert [each.number for each in directives(office)] == ["13/CV-UBND"]
        assert office.check() == Findings()
    finally:
        office.close()


@pytest.mark.parametrize("kept", WITH_DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_comes_back_from_a_backup_of_before(kept: Path, tmp_path: Path) -> None:
    (before,) = stored_documents(kept)
    shutil.copy(kept, tmp_path / "cchc.db")
    office = Office.open(tmp_path, lambda: TODAY)
    try:
        with office.corrections.because("ghi nhầm"):
            office.registers.delete(before["id"])
        with opened_backup(kept) as view:
            found = [each for each in office.restoring.differences(view) if each.kind == "Dòng sổ theo dõi"]
            assert [(each.is_lost, before["number"] in each.title) for each in found] == [(True, True)]
            office.restoring.put_back(view, [each.key for each in found])
        assert [each.number for each in directives(office)] == [before["number"]]
        assert office.check() == Findings()
    finally:
        office.close()


@pytest.mark.parametrize("kept", WITH_DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_is_rescued_from_a_damaged_file_of_before(kept: Path, tmp_path: Path) -> None:
    (before,) = stored_documents(kept)
    damaged = tmp_path / "damaged.db"
    # Its first page is lost: nothing says any more where its tables are.
    damaged.write_bytes(bytes(4096) + kept.read_bytes()[4096:])
    rescued = rescue(damaged, tmp_path / "rescued")
    assert rescued.problems == ()
    office = Office.open(tmp_path / "rescued", lambda: TODAY)
    try:
        assert [each.number for each in directives(office)] == [before["number"]]
        assert office.check() == Findings()
    finally:
        office.close()


# Steps that come later


def test_undo_through_columns_that_were_renamed_dropped_and_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal keeps what it was, and is read in today's columns."""
    lay_sample(tmp_path, TODAY)
    office = Office.open(tmp_path, lambda: TODAY)
    before = office._desk.store._data.rows("SELECT * FROM remarks ORDER BY id")
    with office._desk.operation(operations.SET_REMARKS) as recorder:
        recorder.delete("remarks", before[0]["id"])
    office.close()

    fields = tuple(
        replace(field, name="reasons") if field.name == "causes" else field
        for field in REMARKS.fields
        if field.name != "difficulties"
    )
    added = Field("urgent", "Khẩn", default="no", since=schema.VERSION + 1)
    changed = replace(REMARKS, fields=(*fields, added), record=None, reader=cast(Any, dict))
    monkeypatch.setitem(KINDS, "remarks", changed)
    number = schema.VERSION + 1
    steps = (schema.Rename("remarks", "causes", "reasons"), schema.Drop("remarks", "difficulties"))
    monkeypatch.setattr(schema, "COLUMN_CHANGES", schema.COLUMN_CHANGES | {number: steps})
    monkeypatch.setattr(schema, "VERSION", number)

    store = Store.open(tmp_path)
    rows = store._data.rows("SELECT * FROM remarks")
    assert set(rows[0]) == {"id", "period_id", "area", "results", "reasons", "urgent"}
    assert store.upkeep.problems() == []
    store.journal.undo()
    (back,) = store._data.rows("SELECT * FROM remarks WHERE id = ?", [before[0]["id"]])
    assert (back["reasons"], back["urgent"]) == (before[0]["causes"], "no")
    assert store.upkeep.problems() == []
    while store.journal.undoable():
        store.journal.undo()
    assert store._data.value("SELECT count(*) FROM remarks") == 0
    while store.journal.redoable():
        store.journal.redo()
    assert store._data.value("SELECT count(*) FROM remarks") == len(before) - 1
    assert store.upkeep.problems() == []
    store.close()


def test_an_upgrade_that_is_done_twice_makes_the_same_identities(tmp_path: Path) -> None:
    found = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        shutil.copy(VERSIONS / "v2.db", tmp_path / name / "cchc.db")
        Store.open(tmp_path / name).close()
        connection = sqlite3.connect(tmp_path / name / "cchc.db")
        ids = [
            row[0]
            for table in ("recipients", "signers", "targets")
            for row in connection.execute(f"SELECT id FROM {table} ORDER BY id")
        ]
        found.append((ids, connection.execute("SELECT uuid, device_id, counter FROM actions").fetchall()))
        connection.close()
    assert found[0] == found[1]
