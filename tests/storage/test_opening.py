"""What is opened is an office that is there: neither a link to nothing nor a lost file becomes a new one."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Damaged, EnvironmentProblem, ReadOnly
from cchc_desktop.storage import database, fingerprint
from cchc_desktop.storage.store import Store
from tests.storage.crashes import JOURNAL, aside, crash, units, work

VERSIONS = Path(__file__).parent / "versions"


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A data folder whose file is a link to one that lies elsewhere, as on another disk."""
    work(tmp_path / "disk", "Văn phòng")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / database.FILE_NAME).symlink_to(tmp_path / "disk" / database.FILE_NAME)
    return tmp_path / "data"


def test_a_link_to_nothing_is_no_new_office(linked: Path) -> None:
    (linked.parent / "disk").rename(linked.parent / "away")
    with pytest.raises(EnvironmentProblem, match="liên kết"):
        Store.open(linked)
    (linked.parent / "away").rename(linked.parent / "disk")
    assert units(linked) == ["Văn phòng"]


def test_the_journal_of_a_linked_file_lies_beside_the_file(linked: Path) -> None:
    crash(linked.parent / "disk")
    assert units(linked) == ["Văn phòng"]
    kept = (linked.parent / "disk" / database.FILE_NAME).read_bytes()
    work(linked, "Văn hóa")
    (linked.parent / "disk" / fingerprint.NAME).unlink()
    journal = crash(linked.parent / "disk")
    (linked.parent / "disk" / database.FILE_NAME).write_bytes(kept)
    assert units(linked) == ["Văn phòng"]
    assert aside(linked.parent / "disk") == [journal]


def test_a_linked_file_is_upgraded_where_it_lies(linked: Path) -> None:
    shutil.copy(VERSIONS / "v4.db", linked.parent / "disk" / database.FILE_NAME)
    with closing(Store.open(linked)) as store:
        opening = store.opening
        assert (opening.upgraded_from, opening.looked_through, opening.is_rebuilt) == (4, True, False)
        assert opening.kept is not None
        assert opening.kept.match("backups/cchc-*-upgrade.db")
    assert (linked / database.FILE_NAME).is_symlink()
    with closing(Store.open(linked)) as store:
        assert store.opening.is_plain


@pytest.mark.parametrize("left", [fingerprint.NAME, JOURNAL])
def test_a_data_file_that_has_gone_is_no_new_office(tmp_path: Path, left: str) -> None:
    """A virus scanner may have taken it; what lies beside it tells that it was there."""
    work(tmp_path, "Văn phòng")
    (tmp_path / database.FILE_NAME).rename(tmp_path / "taken.db")
    (tmp_path / fingerprint.NAME).unlink()
    (tmp_path / left).write_bytes(b"x")
    with pytest.raises(Damaged, match="không còn"):
        Store.open(tmp_path)
    assert not (tmp_path / database.FILE_NAME).exists()


def test_a_folder_that_takes_no_journal_is_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The start tries to write, so that nobody types what cannot be stored."""
    work(tmp_path, "Văn phòng")

    class NoJournal(sqlite3.Connection):
        def execute(self, *arguments: object) -> sqlite3.Cursor:
            cursor = super().execute(*arguments)  # type: ignore[arg-type]
            if self.in_transaction and (tmp_path / JOURNAL).exists():
                error = sqlite3.OperationalError("attempt to write a readonly database")
                error.sqlite_errorcode = sqlite3.SQLITE_READONLY
                raise error
            return cursor

    connect = sqlite3.connect

    def connected(*words: object, **options: object) -> sqlite3.Connection:
        return connect(*words, **{**options, "factory": NoJournal})  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(sqlite3, "connect", connected)
    with pytest.raises(ReadOnly):
        Store.open(tmp_path)


@pytest.mark.parametrize("text", ["{", "", '{"a": 1}'])
def test_an_older_file_with_what_no_program_writes_is_damaged(tmp_path: Path, text: str) -> None:
    shutil.copy(VERSIONS / "v2.db", tmp_path / database.FILE_NAME)
    with closing(sqlite3.connect(tmp_path / database.FILE_NAME)) as connection:
        connection.execute("UPDATE changes SET after = ? WHERE after IS NOT NULL", (text,))
        connection.commit()
    before = (tmp_path / database.FILE_NAME).read_bytes()
    with pytest.raises(Damaged):
        Store.open(tmp_path)
    assert (tmp_path / database.FILE_NAME).read_bytes() == before


def test_a_name_in_a_damaged_file_that_is_no_text_is_damage(tmp_path: Path) -> None:
    work(tmp_path, "Văn phòng")
    path = tmp_path / database.FILE_NAME
    path.write_bytes(path.read_bytes().replace(b"tableplans", b"table\xbalans", 1))
    with pytest.raises(Damaged):
        Store.open(tmp_path)
