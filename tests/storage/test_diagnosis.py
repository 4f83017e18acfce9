"""What happened to a damaged file is told from its bytes, each sort of damage in a sentence of its own."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Damaged, EnvironmentProblem
from cchc_desktop.storage import fingerprint
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.storage.diagnosis import Fault, diagnose
from cchc_desktop.storage.store import Store
from tests.sample_office import lay_sample


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a data file with the sample in it."""
    folder = tmp_path_factory.mktemp("whole")
    lay_sample(folder, date(2026, 7, 15))
    return (folder / FILE_NAME).read_bytes()


def other_program(folder: Path) -> bytes:
    """Another program's database."""
    path = folder / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (words TEXT)")
    connection.commit()
    connection.close()
    content = path.read_bytes()
    path.unlink()
    return content


PAGE = 4096
DAMAGES: dict[str, tuple[Fault, Callable[[bytes], bytes], str]] = {
    "empty": (Fault.EMPTY, lambda _: b"", "rỗng (0 byte)"),
    "zeroed": (Fault.ZEROED, lambda content: bytes(len(content)), "toàn số 0"),
    "page of zeros": (
        Fault.PARTLY_ZEROED,
        lambda content: content[: 20 * PAGE] + bytes(PAGE) + content[21 * PAGE :],
        "một phần (4 KB trong",
    ),
    "tail of zeros": (
        Fault.PARTLY_ZEROED,
        lambda content: content[: 40 * PAGE] + bytes(len(content) - 40 * PAGE),
        "một phần",
    ),
    "first page of zeros": (Fault.PARTLY_ZEROED, lambda content: bytes(PAGE) + content[PAGE:], "một phần"),
    "truncated": (Fault.TRUNCATED, lambda content: content[: 50 * PAGE], "bị cắt ngắn, còn 200 KB trong"),
    "truncated within a page": (Fault.TRUNCATED, lambda content: content[:-100], "bị cắt ngắn"),
    "flipped bit": (
        Fault.CHANGED,
        lambda content: content[:90000] + bytes([content[90000] ^ 4]) + content[90001:],
        "thay đổi ở ngoài chương trình",
    ),
    "flipped in the magic": (Fault.CHANGED, lambda content: b"s" + content[1:], "thay đổi ở ngoài"),
    "flipped application": (
        Fault.CHANGED, lambda content: content[:70] + b"\0" + content[71:], "thay đổi ở ngoài"
    ),
    "appended": (Fault.CHANGED, lambda content: content + b"more", "thay đổi ở ngoài"),
    "ZIP": (Fault.OTHER_KIND, lambda _: b"PK\x03\x04" + bytes(range(256)) * 40, "tệp nén ZIP, Word"),
    "PDF": (Fault.OTHER_KIND, lambda _: b"%PDF-1.7\n" + b"x" * 9000, "đây là tệp PDF"),
    "web page": (Fault.OTHER_KIND, lambda _: b"<!DOCTYPE html>" + b"x" * 900, "tệp trang web"),
    "text": (Fault.OTHER_KIND, lambda _: "Kế hoạch năm 2026\n".encode() * 20, "đây là tệp văn bản"),
    "noise": (Fault.OTHER_KIND, lambda _: bytes(7 * n * n % 251 + 5 for n in range(9000)), "loại tệp khác"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_each_damage_has_its_sentence(name: str, whole: bytes, tmp_path: Path) -> None:
    fault, damage, says = DAMAGES[name]
    path = tmp_path / FILE_NAME
    path.write_bytes(damage(whole))
    found = diagnose(path)
    assert (found.fault, says in found.sentence) == (fault, True), found.sentence
    assert "«restore»" in found.sentence


@pytest.mark.parametrize("name", DAMAGES)
def test_opening_tells_it_and_leaves_the_file(name: str, whole: bytes, tmp_path: Path) -> None:
    """Also with the checksum of the last end beside it."""
    fault, damage, says = DAMAGES[name]
    path = tmp_path / FILE_NAME
    path.write_bytes(whole)
    Store.open(tmp_path).close()
    content = damage(path.read_bytes())
    path.write_bytes(content)
    assert fingerprint.read(tmp_path) is not None
    # What was appended SQLite does not see, nor what lies between rows; the checksum does.
    for view in (False, True)[: 1 if name in ("appended", "flipped bit") else 2]:
        with pytest.raises(Damaged) as caught:
            Store.open(tmp_path, view=view)
        assert says in str(caught.value), fault
        assert path.read_bytes() == content


def test_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(other_program(tmp_path))
    assert diagnose(path).fault is Fault.OTHER_PROGRAM
    with pytest.raises(Damaged, match="cơ sở dữ liệu của một chương trình khác"):
        Store.open(tmp_path)


def test_newer_version(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(whole[:60] + (99).to_bytes(4, "big") + whole[64:])
    assert diagnose(path).fault is Fault.NEWER
    assert not isinstance(diagnose(path).error(), Damaged)
    with pytest.raises(EnvironmentProblem, match="phiên bản mới hơn"):
        Store.open(tmp_path)


@pytest.mark.parametrize("left", ["cchc.db.tmp", "~cchc.db.partial", "cchc.db.crdownload"])
def test_half_copied(left: str, whole: bytes, tmp_path: Path) -> None:
    """A file that is too short, and what a copying program left beside it, or its own name, tell."""
    path = tmp_path / FILE_NAME
    path.write_bytes(whole[: 30 * PAGE])
    (tmp_path / left).touch()
    assert diagnose(path).fault is Fault.HALF_COPIED
    assert "mới được sao chép một phần (120 KB trong" in diagnose(path).sentence
    (tmp_path / left).write_bytes(whole[: 30 * PAGE])
    path.unlink()
    assert diagnose(tmp_path / left).fault is Fault.HALF_COPIED


def test_half_copied_by_what_it_should_be(whole: bytes, tmp_path: Path) -> None:
    """Where it is known from elsewhere how long the file should be."""
    path = tmp_path / FILE_NAME
    path.write_bytes(whole[: 30 * PAGE])
    assert diagnose(path, len(whole)).fault is Fault.HALF_COPIED


def test_pages_that_are_free_may_be_zeros(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(whole)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("DELETE FROM search_texts")
    connection.commit()
    assert connection.execute("PRAGMA freelist_count").fetchone()[0] > 10
    connection.close()
    assert diagnose(path).fault is Fault.CHANGED
