"""The readable rest of a damaged file: what is lost is brought back from the journal, or named."""

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.domain.access import Event, Role
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Findings, Office
from cchc_desktop.storage.carving import Pages
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.storage.rescue import JOURNAL_NAME, LIST_NAME, rescue
from cchc_desktop.storage.rescue_report import Rescued
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these
from tests.sample_office import lay_sample

PAGE = 4096
TODAY = date(2026, 7, 15)
ROUNDS = int(os.environ.get("ROUNDS", "2"))
"""How many files are damaged at random; `make thorough` has more."""
VERSIONS = Path(__file__).with_name("versions")


@contextmanager
def opened(folder: Path) -> Iterator[Office]:
    office = Office.open(folder, lambda: TODAY, lambda: datetime(2026, 7, 15, 9, 0))
    try:
        yield office
    finally:
        office.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed file of an office with a year of work, and some operations after it."""
    folder = tmp_path_factory.mktemp("whole")
    lay_sample(folder, TODAY)
    with opened(folder) as office:
        for number, row in enumerate(office.tasks.rows()[:20]):
            with office.tasks.because("Chờ văn bản hướng dẫn"):
                office.tasks.report(row.id, TaskUpdate(TODAY, 50, f"Lần {number}", id=f"update-{number}"))
        office.history.undo()
    return folder / FILE_NAME


def content(folder: Path) -> dict[str, object]:
    """What an office says it holds."""
    with opened(folder) as office:
        assert office.check() == Findings()
        return {
            "counts": {name: count for name, count in office.counts().items() if name != "actions"},
            "plans": [office.plans.get(head.id) for head in office.plans.heads()],
            "figures": office._desk.store.figures(),
            "updates": [office._desk.store.known_plans.updates(head.id) for head in office.plans.heads()],
        }


@pytest.fixture(scope="module")
def held(whole: Path) -> dict[str, object]:
    """What the office of the whole file holds."""
    return content(whole.parent)


def damaged(whole: Path, folder: Path, change: bytes | None = None) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / FILE_NAME
    path.write_bytes(whole.read_bytes() if change is None else change)
    return path


def rescued(path: Path, out: Path) -> Rescued:
    """What is rescued of a file, which must be left as it was."""
    before, beside = path.read_bytes(), sorted(path.parent.iterdir())
    found = rescue(path, out)
    assert (path.read_bytes(), sorted(path.parent.iterdir())) == (before, beside)
    assert (out / LIST_NAME).is_file()
    return found


def pages_of(path: Path, table: str) -> list[int]:
    """The pages that hold the rows of a table."""
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [table]).fetchone()
        return list(Pages.of_file(path).below(root))


def without(whole: Path, pages: list[int]) -> bytes:
    found = bytearray(whole.read_bytes())
    for number in pages:
        found[(number - 1) * PAGE : number * PAGE] = bytes(PAGE)
    return bytes(found)


@pytest.mark.slow
def test_a_whole_file_is_rescued_whole(whole: Path, tmp_path: Path, held: dict[str, object]) -> None:
    found = rescued(damaged(whole, tmp_path / "old"), tmp_path / "new")
    assert found.is_whole
    assert "Không thấy thiếu gì" in (tmp_path / "new" / LIST_NAME).read_text("utf-8")
    assert content(tmp_path / "new") == held
    with opened(tmp_path / "new") as office:
        # Its journal goes back to the beginning, as the old one does.
        assert office.history.redo().operation == "tasks.report"
        while office.history.next_undo():
            office.history.undo()
        assert office.counts()["plans"] == 0


def with_accounts(folder: Path) -> Path:
    """The closed file of an office in which people sign in."""
    with opened(folder) as office:
        office.settings.found(OfficeProfile("Ủy ban nhân dân xã An Bình", "UBND tỉnh", "An Bình"))
        office.access.switch_on("Nguyễn Văn An", "Abcdef1@")
        office.access.add("Trần Thị Bình", Role.GENERAL, (), "Khác-2026a")
        office.access.sign_out()
    return folder / FILE_NAME


def test_accounts_and_their_log_are_rescued(tmp_path: Path) -> None:
    found = rescued(with_accounts(tmp_path / "old"), tmp_path / "new")
    assert found.is_whole
    with opened(tmp_path / "new") as office:
        assert office.asks_who
        office.access.sign_in(office.access.account_named("Nguyễn Văn An").id, "Abcdef1@")
        assert [line.event for line in office.access.log()][-1] is Event.SWITCHED_ON
        assert office.check() == Findings()


def test_lost_lines_of_the_log_shut_nobody_out(tmp_path: Path) -> None:
    path = with_accounts(tmp_path / "old")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM access_log WHERE id = 2")
    found = rescued(path, tmp_path / "new")
    assert any("Nhật ký đăng nhập" in line for line in found.mended)
    assert found.problems == ()
    with opened(tmp_path / "new") as office:
        office.access.sign_in(office.access.account_named("Nguyễn Văn An").id, "Abcdef1@")


def test_without_an_administrator_nobody_is_asked(tmp_path: Path) -> None:
    path = with_accounts(tmp_path / "old")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE accounts SET sum = 'x' WHERE role = 'admin'")
    found = rescued(path, tmp_path / "new")
    assert any("đăng nhập đã tắt" in line for line in found.mended)
    with opened(tmp_path / "new") as office:
        assert not office.asks_who
        assert office.check() == Findings()


@pytest.mark.slow
@pytest.mark.parametrize(
    "table", ["plan_items", "plans", "figures", "task_updates", "tasks", "periods", "office"]
)
def test_lost_pages_come_back_from_the_journal(
    table: str, whole: Path, tmp_path: Path, held: dict[str, object]
) -> None:
    """Every page that holds the table's rows is gone."""
    path = damaged(whole, tmp_path / "old", without(whole, pages_of(whole, table)))
    found = rescued(path, tmp_path / "new")
    assert found.is_whole
    assert content(tmp_path / "new") == held


@pytest.mark.slow
@pytest.mark.parametrize("start", [b"", b"SQLite format 3\0", b"JUNK" * 9])
def test_without_its_first_page(start: bytes, whole: Path, tmp_path: Path, held: dict[str, object]) -> None:
    """SQLite itself refuses such a file; its tables are known by what they hold."""
    path = damaged(whole, tmp_path / "old", start.ljust(PAGE, b"\0") + whole.read_bytes()[PAGE:])
    assert rescued(path, tmp_path / "new").is_whole
    assert content(tmp_path / "new") == held


@pytest.mark.slow
def test_the_journal_gone(whole: Path, tmp_path: Path, held: dict[str, object]) -> None:
    """The records are kept as they stand, and the journal's loss is named."""
    path = damaged(
        whole, tmp_path / "old", without(whole, [*pages_of(whole, "changes"), *pages_of(whole, "actions")])
    )
    found = rescued(path, tmp_path / "new")
    assert any("22 thao tác không đọc được" in line for line in found.journal), found.journal
    assert content(tmp_path / "new") == held
    with opened(tmp_path / "new") as office:
        assert [entry.label for entry in office.history.entries()] == ["Cứu dữ liệu từ tệp bị hỏng"]


@pytest.mark.slow
def test_records_and_journal_gone_are_named(whole: Path, tmp_path: Path, held: dict[str, object]) -> None:
    """What neither its page nor the journal holds any more is told by name, from what the indexes know."""
    lost = [*pages_of(whole, "changes"), *pages_of(whole, "figures")[:3]]
    path = damaged(whole, tmp_path / "old", without(whole, lost))
    found = rescued(path, tmp_path / "new")
    named = [line for line in found.missing if line.startswith("Số liệu ")]
    before, after = held, content(tmp_path / "new")
    assert isinstance(before["figures"], dict)
    assert isinstance(after["figures"], dict)
    gone = {
        f"Số liệu {code}, {period.label}"
        for period, figures in before["figures"].items()
        for code in figures.keys() - after["figures"].get(period, {}).keys()
    }
    assert len(gone) > 20
    assert set(named) == gone
    told = (tmp_path / "new" / LIST_NAME).read_text("utf-8")
    assert all(line in told for line in named)
    assert any("Nhật ký: nội dung của thao tác «Cập nhật tiến độ" in line for line in found.journal)


@pytest.mark.slow
def test_a_damaged_row_is_what_the_journal_says(whole: Path, tmp_path: Path, held: dict[str, object]) -> None:
    """A letter that was flipped in the row is that of the journal again."""
    with closing(sqlite3.connect(whole)) as connection:
        (text,) = connection.execute("SELECT result FROM task_updates WHERE id = 'update-3'").fetchone()
    assert text == "Lần 3"
    pages = pages_of(whole, "task_updates")
    content_now = bytearray(whole.read_bytes())
    place = next(
        at
        for number in pages
        if (at := content_now.find("Lần 3".encode(), (number - 1) * PAGE, number * PAGE)) >= 0
    )
    content_now[place] ^= 1
    path = damaged(whole, tmp_path / "old", bytes(content_now))
    found = rescued(path, tmp_path / "new")
    assert found.is_whole
    assert content(tmp_path / "new") == held


@pytest.mark.slow
def test_changes_lost_after_the_last_known(tmp_path: Path) -> None:
    """Where later changes were lost the row on its page holds, and what comes from the journal is told to
    be perhaps not the last state."""
    lay_sample(tmp_path / "old", TODAY)
    with closing(sqlite3.connect(tmp_path / "old" / FILE_NAME)) as connection:
        (item,) = connection.execute("SELECT id FROM plan_items WHERE kind = 'task' LIMIT 1").fetchone()
        connection.execute("PRAGMA foreign_keys = OFF")
        # As if the page with the last change were gone: the text has changed, and nothing says how.
        connection.execute("UPDATE plan_items SET text = 'Việc đã sửa sau cùng.' WHERE id = ?", [item])
        (last,) = connection.execute("SELECT max(id) FROM changes").fetchone()
        connection.execute("DELETE FROM changes WHERE id = ?", [last - 1])
        connection.commit()
    found = rescued(tmp_path / "old" / FILE_NAME, tmp_path / "new")
    assert any("Nhật ký: nội dung của thao tác «Tạo dữ liệu mẫu" in line for line in found.journal)
    with opened(tmp_path / "new") as office:
        assert office.check() == Findings()
        texts = {row.id: row.text for row in office.tasks.rows()}
        assert texts[item] == "Việc đã sửa sau cùng."
        # What has lost a part of its changes is not taken back halfway: the journal begins anew.
        assert [entry.label for entry in office.history.entries()] == ["Cứu dữ liệu từ tệp bị hỏng"]
    assert "Tạo dữ liệu mẫu" in (tmp_path / "new" / JOURNAL_NAME).read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(("share", "is_missed"), [(0.3, True), (0.9, False)])
def test_truncated_files(share: float, is_missed: bool, whole: Path, tmp_path: Path) -> None:
    """The journal and what was issued lie behind the rows: the last tenth takes nothing else away."""
    content_now = whole.read_bytes()
    path = damaged(whole, tmp_path / "old", content_now[: int(len(content_now) * share)])
    found = rescued(path, tmp_path / "new")
    assert not found.is_whole
    assert found.journal
    assert bool(found.missing) == is_missed
    with opened(tmp_path / "new") as office:
        assert office.check() == Findings()
        assert office.counts()["tasks"] > 30


@pytest.mark.slow
def test_any_damage(whole: Path, tmp_path: Path) -> None:
    """Pages of zeros, noise and flipped bits, anywhere: the rest opens, and is in order."""
    dice = random.Random(5)
    original = whole.read_bytes()
    for number in range(ROUNDS):
        broken = bytearray(original)
        for _ in range(dice.choice([1, 3, 20])):
            at = dice.randrange(len(broken))
            match dice.randrange(3):
                case 0:
                    broken[at] ^= 1 << dice.randrange(8)
                case 1:
                    broken[at : at + 600] = bytes(600)
                case _:
                    broken[at : at + PAGE] = dice.randbytes(PAGE)
        path = damaged(whole, tmp_path / f"old-{number}", bytes(broken))
        found = rescued(path, tmp_path / f"new-{number}")
        assert found.problems == ()
        with opened(tmp_path / f"new-{number}") as office:
            assert office.check() == Findings(), number
            # What is lost in both places has a name.
            assert office.counts()["tasks"] == 120 or found.missing
        shutil.rmtree(tmp_path / f"new-{number}")


def test_noise_that_begins_like_a_leaf_is_none(whole: Path, tmp_path: Path) -> None:
    """As one page in thirty thousand of an encrypted file does."""
    noise = tmp_path / "noise.db"
    noise.write_bytes((bytes.fromhex("0d7f110003ff90c8") + random.Random(3).randbytes(PAGE - 8)) * 3)
    assert Pages.of_file(noise).leaves() == 0
    assert Pages.of_file(whole).leaves() > 100


@pytest.mark.slow
@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_files_of_older_versions(version: int, tmp_path: Path) -> None:
    """With a page of theirs gone, and without their first page."""
    damaged(VERSIONS / f"v{version}.db", tmp_path / "whole")
    with opened(tmp_path / "whole") as office:
        counts = office.counts() | {"actions": 0}
    for start in (0, PAGE):
        broken = bytes(start) + (VERSIONS / f"v{version}.db").read_bytes()[start:]
        path = damaged(VERSIONS, tmp_path / f"old-{start}", broken)
        rescued(path, tmp_path / f"new-{start}")
        with opened(tmp_path / f"new-{start}") as office:
            assert office.check() == Findings()
            if start == 0:
                assert office.counts() | {"actions": 0} == counts
            assert office.counts()["plan_items"] == counts["plan_items"]


def test_a_transaction_that_a_crash_left_is_taken_back(
    whole: Path, tmp_path: Path, held: dict[str, object]
) -> None:
    """With its journal beside it, the file is read as SQLite would open it."""
    path = damaged(whole, tmp_path / "old")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    # As every transaction of the program begins.
    connection.execute("UPDATE generation SET mark = 'cchc-gen:' || substr(mark, 43) || ':' || ?", ["7" * 32])
    connection.execute("UPDATE figures SET note = note || hex(randomblob(200))")
    (tmp_path / "crashed").mkdir()
    for name in (FILE_NAME, f"{FILE_NAME}-journal"):
        shutil.copyfile(tmp_path / "old" / name, tmp_path / "crashed" / name)
    connection.close()
    assert (tmp_path / "crashed" / FILE_NAME).read_bytes() != whole.read_bytes()
    assert rescued(tmp_path / "crashed" / FILE_NAME, tmp_path / "new").is_whole
    assert content(tmp_path / "new") == held


@pytest.mark.slow
def test_evidence_goes_along(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole.parent, tmp_path / "old")
    with opened(tmp_path / "old") as office:
        assert office._desk.store.evidence is not None
        kept = office._desk.store.evidence.put(b"minutes")
    rescue(tmp_path / "old", tmp_path / "new")
    assert (tmp_path / "new" / "evidence" / kept[:2] / kept).read_bytes() == b"minutes"


@pytest.mark.parametrize(
    "content_now", [b"", bytes(9 * PAGE), b"PK\x03\x04" + b"x" * 9000, b"\x0d\0\0\1\xf4" * 4000]
)
def test_nothing_to_be_read(content_now: bytes, tmp_path: Path) -> None:
    path = damaged(tmp_path, tmp_path / "old", content_now)
    with pytest.raises(Refusal, match="không cứu được gì"):
        rescue(path, tmp_path / "new")
    assert not list(tmp_path.glob("new*"))


def test_refusals(whole: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Không có tệp"):
        rescue(tmp_path / "gone.db", tmp_path / "new")
    with pytest.raises(Refusal, match="Hãy chọn tên một thư mục chưa có"):
        rescue(whole, tmp_path)


@pytest.mark.slow
def test_figures_may_be_typed_on(whole: Path, tmp_path: Path) -> None:
    """The new folder is a device of its own, and works as any other."""
    rescue(damaged(whole, tmp_path / "old", without(whole, [9, 40])), tmp_path / "new")
    with opened(tmp_path / "new") as office:
        office.figures.type_figure(Period.parse("2026-Q3"), "1.20", "5")
        assert office.check() == Findings()
