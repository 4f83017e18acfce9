"""The readable rest of a damaged file that is encrypted: with its key, and encrypted again."""

import os
import random
import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.errors import Damaged, KeyNeeded, Refusal
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Findings, Office
from cchc_desktop.storage import cipher, cipher_pages, encrypting, harvest, key_file
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.storage.rescue import LIST_NAME, require_key, rescue
from cchc_desktop.storage.rescue_report import Rescued
from tests.encrypted import (
    CODE,
    forget,
    made_keys,
    no_key_is_held_over,  # noqa: F401 - a fixture for all of these
    unlock,
)
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these
from tests.sample_office import lay_sample
from tests.storage.crashes import JOURNAL, crash

PAGE = 4096
TODAY = date(2026, 7, 15)
ROUNDS = int(os.environ.get("ROUNDS", "2"))
"""How many files are damaged at random; `make thorough` has more."""


def opened(folder: Path) -> Office:
    return Office.open(folder, lambda: TODAY, lambda: datetime(2026, 7, 15, 9, 0))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office with a year of work, encrypted, and one backup."""
    folder = tmp_path_factory.mktemp("whole")
    lay_sample(folder, TODAY)
    with closing(opened(folder)) as office:
        for number, row in enumerate(office.tasks.rows()[:20]):
            with office.tasks.because("Chờ văn bản hướng dẫn"):
                office.tasks.report(row.id, TaskUpdate(TODAY, 50, f"Lần {number}", id=f"update-{number}"))
    encrypting.encrypt(folder, *made_keys())
    with closing(opened(folder)) as office:
        office.backups.make(Reason.MANUAL)
    forget()
    return folder


def content(folder: Path) -> dict[str, object]:
    """What an office says it holds; its key is held."""
    with closing(opened(folder)) as office:
        assert office.check() == Findings()
        return {
            "counts": {name: count for name, count in office.counts().items() if name != "actions"},
            "plans": [office.plans.get(head.id) for head in office.plans.heads()],
            "figures": office._desk.store.figures(),
            "updates": [office._desk.store.known_plans.updates(head.id) for head in office.plans.heads()],
        }


def laid(whole: Path, place: Path, change: bytes | None = None, name: str = FILE_NAME) -> Path:
    """The file of the whole office as it is, or changed, with its key beside it."""
    place.mkdir()
    shutil.copy(whole / key_file.NAME, place)
    (place / name).write_bytes((whole / FILE_NAME).read_bytes() if change is None else change)
    return place / name


def rescued(path: Path, out: Path) -> Rescued:
    """What is rescued of a file, which must be left as it was, and is encrypted as it was."""
    before, beside = path.read_bytes(), sorted(path.parent.iterdir())
    found = rescue(path, out)
    assert (path.read_bytes(), sorted(path.parent.iterdir())) == (before, beside)
    assert (out / LIST_NAME).is_file()
    assert "Lần".encode() not in (out / FILE_NAME).read_bytes()
    assert cipher.mark_of(out / FILE_NAME) == cipher.mark_of(out.parent / "whole" / FILE_NAME)
    forget()
    with pytest.raises(KeyNeeded):
        opened(out)
    unlock(out / FILE_NAME)
    return found


@pytest.fixture
def place(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "whole")
    return tmp_path


def test_pages_are_what_sqlcipher_reads(place: Path) -> None:
    """All rows of all tables, by the trees of the file."""
    path = place / "whole" / FILE_NAME
    unlock(path)
    found = harvest.harvest(path, cipher.key_of(path))
    with closing(cipher.connect(path)) as connection:
        for table, rows in found.rows.items():
            assert len(rows) == connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table
        kept = {row[0]: row[1] for row in connection.execute("SELECT id, content FROM packs")}
        texts = {row[0]: row[1] for row in connection.execute("SELECT id, text FROM catalogues")}
    # Some of them go on over many pages.
    assert max(map(len, [*kept.values(), *texts.values()])) > 5 * PAGE
    assert {key: row["content"] for key, row in found.of("packs").items()} == kept
    assert {key: row["text"] for key, row in found.of("catalogues").items()} == texts


def test_a_whole_file_is_rescued_whole(whole: Path, place: Path) -> None:
    path = laid(whole, place / "old")
    unlock(path)
    expected = content(place / "whole")
    assert rescued(path, place / "new").is_whole
    assert content(place / "new") == expected


def test_without_the_key_nothing_is_made(whole: Path, place: Path) -> None:
    for number, change in enumerate((None, bytes(PAGE) + (whole / FILE_NAME).read_bytes()[PAGE:])):
        path = laid(whole, place / f"old-{number}", change)
        with pytest.raises(KeyNeeded) as caught:
            rescue(path, place / "new")
        with pytest.raises(KeyNeeded):
            require_key(path.parent)
        # What the file no longer says the error does.
        keys = key_file.of_file(path, caught.value.mark)
        assert keys is not None
        assert [slot.name for slot in keys.people] == ["Nguyễn Thị Lan"]
    assert not (place / "new").exists()
    with pytest.raises(Refusal):
        require_key(place / "none")


def test_where_no_key_lies_beside_it_that_is_told(whole: Path, place: Path) -> None:
    path = laid(whole, place / "old")
    (path.parent / key_file.NAME).unlink()
    with pytest.raises(Refusal, match=r"cchc\.key"):
        rescue(path, place / "new")
    (path.parent / key_file.NAME).write_bytes(b"{")
    with pytest.raises(Damaged, match="Tệp khóa"):
        rescue(path, place / "new")
    assert not (place / "new").exists()


@pytest.mark.parametrize("start", [b"", pytest.param(b"JUNK" * 9, marks=pytest.mark.slow)])
def test_without_its_first_page(start: bytes, whole: Path, place: Path) -> None:
    """Neither the mark of the key nor the list of the tables is left."""
    path = laid(whole, place / "old", start.ljust(PAGE, b"\0") + (whole / FILE_NAME).read_bytes()[PAGE:])
    unlock(whole / FILE_NAME)
    expected = content(place / "whole")
    assert rescued(path, place / "new").is_whole
    assert content(place / "new") == expected


def test_a_backup_has_its_keys_in_its_words(whole: Path, place: Path) -> None:
    (backup,) = (path for path in (whole / "backups").glob("*.db") if cipher.mark_of(path) is not None)
    stick = place / "stick"
    stick.mkdir()
    (stick / backup.name).write_bytes(bytes(PAGE) + backup.read_bytes()[PAGE:])
    shutil.copy(backup.with_suffix(".json"), stick)
    with pytest.raises(KeyNeeded) as caught:
        rescue(stick / backup.name, place / "new")
    keys = key_file.of_file(stick / backup.name, caught.value.mark)
    assert keys is not None
    key = keys.opened(key_file.RECOVERY, CODE)
    assert key is not None
    cipher.hold(key)
    assert rescued(stick / backup.name, place / "new").is_whole


def test_a_plain_file_beside_a_strange_key_is_read_as_plain(whole: Path, place: Path) -> None:
    """Its first page is gone: it might be encrypted by what is left of it."""
    plain = place / "plain"
    lay_sample(plain, TODAY)
    found = bytes(PAGE) + (plain / FILE_NAME).read_bytes()[PAGE:]
    (plain / FILE_NAME).write_bytes(found)
    shutil.copy(whole / key_file.NAME, plain)
    unlock(whole / FILE_NAME)
    assert rescue(plain, place / "new").is_whole
    assert cipher.mark_of(place / "new" / FILE_NAME) is None
    assert not (place / "new" / key_file.NAME).exists()


def test_a_transaction_that_a_crash_left_is_taken_back(whole: Path, place: Path) -> None:
    folder = place / "crashed"
    shutil.copytree(place / "whole", folder)
    unlock(folder / FILE_NAME)
    expected = content(place / "whole")
    crash(folder)
    assert (folder / FILE_NAME).read_bytes() != (whole / FILE_NAME).read_bytes()
    path = laid(whole, place / "old", (folder / FILE_NAME).read_bytes())
    shutil.copy(folder / JOURNAL, path.parent)
    assert rescued(path, place / "new").is_whole
    assert content(place / "new") == expected


def test_a_journal_of_another_file_is_passed_over(whole: Path, place: Path) -> None:
    path = laid(whole, place / "old")
    unlock(path)
    other = place / "other"
    lay_sample(other, TODAY)
    (path.parent / JOURNAL).write_bytes(crash(other))
    expected = content(place / "whole")
    assert rescued(path, place / "new").is_whole
    assert content(place / "new") == expected


def test_a_page_that_was_changed_is_not_read(whole: Path, place: Path) -> None:
    """A flipped bit turns one letter of a text into another; the HMAC of the page tells."""
    unlock(whole / FILE_NAME)
    pages = cipher_pages.pages_of(whole / FILE_NAME, made := cipher.key_of(whole / FILE_NAME))  # type: ignore[arg-type]
    at = pages.content.find("Lần 3".encode())
    change = bytearray((whole / FILE_NAME).read_bytes())
    change[at - 16] ^= 1
    path = laid(whole, place / "old", bytes(change))
    assert made is not None
    assert not any(cipher_pages.pages_of(path, made).page(at // PAGE + 1))
    expected = content(place / "whole")
    assert rescued(path, place / "new").is_whole
    assert content(place / "new") == expected


@pytest.mark.parametrize("share", [0.3, pytest.param(0.8, marks=pytest.mark.slow)])
def test_truncated_files(share: float, whole: Path, place: Path) -> None:
    found = (whole / FILE_NAME).read_bytes()
    path = laid(whole, place / "old", found[: int(len(found) * share)])
    unlock(path)
    assert not rescued(path, place / "new").is_whole
    with closing(opened(place / "new")) as office:
        assert office.check() == Findings()


@pytest.mark.slow
def test_any_damage(whole: Path, place: Path) -> None:
    """Pages of zeros, noise and flipped bits, anywhere: the rest opens, and is in order."""
    dice = random.Random(5)
    original = (whole / FILE_NAME).read_bytes()
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
        path = laid(whole, place / f"old-{number}", bytes(broken))
        unlock(whole / FILE_NAME)
        assert rescued(path, place / "new").problems == ()
        assert content(place / "new")
        shutil.rmtree(place / "new")


def test_all_pages_broken_is_told(whole: Path, place: Path) -> None:
    found = (whole / FILE_NAME).read_bytes()
    path = laid(whole, place / "old", found[:16] + bytes(len(found) - 16))
    unlock(path)
    with pytest.raises(Refusal, match="Không đọc được bản ghi nào") as caught:
        rescue(path, place / "new")
    assert "cchc.key" not in str(caught.value)


def test_it_is_the_same_with_the_sqlite_of_python(whole: Path) -> None:
    """What is decrypted is a database that any SQLite reads."""
    unlock(whole / FILE_NAME)
    key = cipher.key_of(whole / FILE_NAME)
    assert key is not None
    image = cipher_pages.pages_of(whole / FILE_NAME, key).content
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(image)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_page_that_is_cut_short_does_not_hold(whole: Path) -> None:
    unlock(whole / FILE_NAME)
    key = cipher.key_of(whole / FILE_NAME)
    assert key is not None
    first = (whole / FILE_NAME).read_bytes()[: cipher_pages.PAGE]
    seal = cipher_pages._Seal(key)
    assert seal.holds(1, first)
    assert not seal.holds(1, first[:-1])
