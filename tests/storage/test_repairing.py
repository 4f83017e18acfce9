"""A closed folder is looked through without being touched; only what is derived is made anew."""

import shutil
import sqlite3
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Damaged, Refusal
from cchc_desktop.domain.offices import OfficeProfile, Unit
from cchc_desktop.domain.plan import Draft
from cchc_desktop.office import Office
from cchc_desktop.storage import database
from cchc_desktop.storage.repairing import check_folder, repair_folder
from tests.plans import small_plan

TODAY = date(2026, 7, 15)


@cache
def _template() -> Path:
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="cchc-repairing-"))
    office = Office.open(folder, lambda: TODAY, lambda: datetime(2026, 7, 15, 9, 0))
    office.settings.found(OfficeProfile("UBND xã An Bình", "UBND tỉnh Sông Hương", "An Bình"))
    office.plans.store_draft(Draft(small_plan()))
    office.settings.save_unit(Unit("Phòng Kinh tế", id="unit-1"))
    office.settings.save_unit(Unit("Phòng Kinh tế và Hạ tầng", id="unit-1"))
    office.history.undo()
    office.close()
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(_template(), tmp_path / "data"))


def outside(folder: Path, *statements: str) -> None:
    """Changes the file as another program would, without SQLite's own guards."""
    connection = sqlite3.connect(folder / database.FILE_NAME)
    connection.execute("PRAGMA writable_schema = ON")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def state(folder: Path) -> dict[str, str]:
    names = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "cchc.lock")
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in names}


def content(folder: Path) -> list[str]:
    """All that the office has stored."""
    connection = sqlite3.connect(folder / database.FILE_NAME)
    aside = ("cchc-gen:", "_sqlite_migrations", "search_texts")
    lines = sorted(line for line in connection.iterdump() if line.startswith("INSERT"))
    connection.close()
    return [line for line in lines if not any(each in line for each in aside)]


def test_a_sound_folder_is_left_as_it_is(folder: Path) -> None:
    before = state(folder)
    checked = check_folder(folder)
    assert not checked.examination
    assert (checked.counts["plans"], checked.counts["actions"]) == (1, 5)
    assert repair_folder(folder).backup is None
    assert state(folder) == before


def test_no_data_are_none(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="chưa có dữ liệu"):
        check_folder(tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (["UPDATE search_texts SET folded = 'x' WHERE row_id = 'unit-1'"], "Chỉ mục tìm kiếm: 1 mục"),
        (["DELETE FROM search_texts"], "Chỉ mục tìm kiếm"),
        (["DROP INDEX plan_items_by_plan"], "Thiếu chỉ mục «plan_items_by_plan»"),
        (["CREATE INDEX more ON units(name)"], "chỉ mục lạ «more»"),
        (["CREATE VIEW strange AS SELECT * FROM units"], "khung nhìn lạ «strange»"),
        (
            ["CREATE TRIGGER strange AFTER INSERT ON units BEGIN DELETE FROM tasks; END"],
            "lệnh tự chạy lạ «strange»",
        ),
        (
            [f"INSERT INTO packs VALUES ('{sha256(b'x').hexdigest()}', 'x')"],
            "1 văn bản không thuộc báo cáo nào",
        ),
        (
            ["UPDATE sqlite_schema SET sql = 'CREATE INDEX plan_items_by_plan ON plan_items(id)' "
             "WHERE name = 'plan_items_by_plan'"],
            "Chỉ mục",
        ),
    ],
)  # fmt: skip
def test_what_is_derived_is_made_anew(folder: Path, damage: list[str], says: str) -> None:
    wanted = content(folder)
    outside(folder, *damage)
    (folder / "cchc.sum").unlink()
    before = state(folder)
    found = check_folder(folder).examination
    assert not found.damage
    assert any(says in sentence for sentence in found.derived)
    assert state(folder) == before
    repaired = repair_folder(folder)
    assert repaired.backup is not None
    assert sha256(repaired.backup.read_bytes()).hexdigest() == before[database.FILE_NAME]
    assert not check_folder(folder).examination
    assert content(folder) == wanted
    Office.open(folder).close()


def test_a_broken_index_is_made_anew_at_the_start(folder: Path) -> None:
    wanted = content(folder)
    outside(
        folder,
        "UPDATE sqlite_schema SET sql = 'CREATE INDEX plan_items_by_plan ON plan_items(id)' "
        "WHERE name = 'plan_items_by_plan'",
    )
    (folder / "cchc.sum").unlink()
    office = Office.open(folder, lambda: TODAY)
    opening = office.opening
    assert (opening.is_rebuilt, opening.looked_through, opening.is_plain) == (True, True, False)
    assert [opening.kept] == list((folder / database.BACKUPS).glob("*-repair.db"))
    assert len(office.plans.get("plan-1").items) == len(small_plan().items)
    office.close()
    assert len(list((folder / database.BACKUPS).glob("*-repair.db"))) == 1
    assert content(folder) == wanted
    assert not check_folder(folder).examination


def test_what_another_program_put_into_older_data_goes_with_the_upgrade(tmp_path: Path) -> None:
    """Else the checksum of the next end would vouch for it."""
    shutil.copy(Path(__file__).parent / "versions" / "v4.db", tmp_path / database.FILE_NAME)
    outside(tmp_path, "CREATE TRIGGER strange AFTER INSERT ON units BEGIN DELETE FROM tasks; END")
    office = Office.open(tmp_path, lambda: TODAY)
    opening = office.opening
    office.close()
    assert (opening.upgraded_from, opening.is_rebuilt) == (4, True)
    assert [opening.kept] == list((tmp_path / database.BACKUPS).glob("*-upgrade.db"))
    assert not check_folder(tmp_path).examination
    office = Office.open(tmp_path, lambda: TODAY)
    assert office.opening.is_plain
    office.close()


def test_other_bytes_where_nothing_is_stored(folder: Path) -> None:
    outside(folder, "CREATE TABLE gone (text TEXT)", "INSERT INTO gone VALUES ('x')", "DROP TABLE gone")
    found = check_folder(folder).examination
    assert not found.damage
    assert "nội dung đã kiểm tra còn nguyên" in found.derived[0]
    with pytest.raises(Damaged):
        Office.open(folder)
    assert repair_folder(folder).backup
    assert not check_folder(folder).examination
    Office.open(folder).close()


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ("UPDATE units SET name = 'X'", "1 bản ghi khác với nhật ký"),
        ("UPDATE units SET name = CAST(x'50ff' AS TEXT)", "1 bản ghi khác với nhật ký"),
        ("UPDATE recipients SET text = 'X' WHERE rowid = 1", "Nơi nhận «X»"),
        ("DELETE FROM units", "đã mất"),
        ("INSERT INTO units SELECT 'u2', name, short_name, NULL, NULL, 'z' FROM units", "1 bản ghi khác"),
        ("UPDATE changes SET after = '{' WHERE id = 1", "Nhật ký bị sửa ở ngoài chương trình: 1 thao tác"),
        ("UPDATE changes SET after = '{' WHERE id = 1", "1 thay đổi không đọc được"),
        ("UPDATE actions SET officer = 'X' WHERE id = 2", "1 thao tác khác với khi ghi"),
        ("UPDATE actions SET at = 'hôm qua' WHERE id = 2", "không đọc được thời gian"),
        ("UPDATE actions SET state = 'dropped' WHERE id = 2", "sai tình trạng của 1 thao tác"),
        ("UPDATE actions SET state = 'done' WHERE id = 4", "sai tình trạng của 1 thao tác"),
        ("DELETE FROM actions WHERE id = 5", "thiếu 1 thao tác cuối cùng"),
        ("DELETE FROM actions WHERE id = 3", "số thứ tự không liền nhau"),
        ("DELETE FROM changes WHERE id = 1", "1 thao tác khác với khi ghi"),
        ("UPDATE actions SET hash = ''", "5 thao tác khác với khi ghi"),
        ("UPDATE changes SET action_id = 99 WHERE action_id = 5", "không thuộc thao tác nào"),
        ("DELETE FROM devices", "Danh sách máy"),
        ("DELETE FROM generation", "Dấu hiệu nhận biết"),
        ("INSERT INTO preferences VALUES ('theme', 'dark', 'x')", "Tùy chọn của máy «theme»"),
        ("CREATE TABLE more (id TEXT)", "bảng lạ «more»"),
        ("DELETE FROM _sqlite_migrations WHERE rowid = 1", "các bước nâng cấp"),
        ("DROP TABLE remarks", "Thiếu bảng «remarks»"),
        ("UPDATE sqlite_schema SET sql = replace(sql, 'name TEXT NOT NULL', 'name TEXT') "
         "WHERE name = 'officers'", "Bảng «officers» khác"),
        ("INSERT INTO access_log VALUES (2, 'a', 'b', 'c', 'd', 'e', 'f', 'g')", "Nhật ký đăng nhập có dòng"),
        ("INSERT INTO accounts VALUES ('a', 'Lan', 'c', '', '', 0, 0, NULL, 0, '', NULL, 'g')",
         "Danh sách tài khoản"),
    ],
)  # fmt: skip
def test_content_is_told_and_never_repaired(folder: Path, damage: str, says: str) -> None:
    outside(folder, damage)
    (folder / "cchc.sum").unlink()
    before = state(folder)
    found = check_folder(folder).examination
    assert says.lower() in " ".join(found.damage).lower()
    with pytest.raises(Damaged, match="restore"):
        repair_folder(folder)
    with pytest.raises(Damaged):
        Office.open(folder)
    assert state(folder) == before


def test_a_part_that_cannot_be_read_hides_no_other(folder: Path) -> None:
    outside(folder, "DROP TABLE remarks", "UPDATE units SET name = 'X'", "UPDATE actions SET hash = ''")
    told = " ".join(check_folder(folder).examination.damage)
    for part in ("remarks", "1 bản ghi khác với nhật ký", "5 thao tác khác"):
        assert part in told
