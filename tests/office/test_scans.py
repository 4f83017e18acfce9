"""The folder that a scanner writes to: what is new in it, what was seen, what becomes of originals."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.office import Office
from cchc_desktop.office.scans import listed

DAY = datetime(2026, 7, 15, 8)


def scan(folder: Path, name: str, content: bytes = b"%PDF", at: datetime = DAY) -> Path:
    """A file that the scanner wrote at this hour."""
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The scanner's folder, with a file of yesterday."""
    made = tmp_path / "quet"
    made.mkdir()
    scan(made, "cu.pdf", at=datetime(2026, 7, 14, 17))
    return made


def names(office: Office, folder: Path) -> list[str]:
    return [each.path.name for each in office.scans.new(listed(folder))]


def test_new_files_are_offered_once(office: Office, folder: Path, tmp_path: Path) -> None:
    scans = office.scans
    scans.watch(folder, tmp_path / "data")
    assert str(scans.folder) == str(folder)
    assert names(office, folder) == []
    for name in ("a.pdf", "b.jpg", "~$b.docx", ".tam.pdf", "c.exe", "d.pdf.part"):
        scan(folder, name, at=DAY.replace(minute=len(name)))
    scan(folder, "trong.pdf", b"")
    (folder / "con.pdf").mkdir()
    assert names(office, folder) == ["a.pdf", "b.jpg"]
    first, second = scans.new(listed(folder))
    scans.pass_over([first])
    scans.attached([second])
    assert names(office, folder) == []
    assert second.path.exists()
    scan(folder, "a.pdf", b"%PDF again", DAY.replace(hour=9))
    assert names(office, folder) == ["a.pdf"]
    assert listed(folder / "none") == []
    scans.forget()
    assert scans.folder is None


def test_originals_are_moved_where_that_is_wanted(office: Office, folder: Path, tmp_path: Path) -> None:
    scans = office.scans
    scans.watch(folder, tmp_path / "data")
    scans.choose_moves(True)
    for _ in range(2):
        scan(folder, "a.pdf")
        scans.attached(scans.new(listed(folder)) or listed(folder)[:1])
    assert sorted(path.name for path in (folder / "da-nhap").iterdir()) == ["a-2.pdf", "a.pdf"]
    gone = listed(folder)[:1]
    gone[0].path.unlink()
    with pytest.raises(EnvironmentProblem, match="Đã đính kèm, nhưng không chuyển được"):
        scans.attached(gone)


def test_a_folder_of_the_data_is_none(office: Office, tmp_path: Path) -> None:
    (tmp_path / "data" / "x").mkdir(parents=True)
    for folder, why in ((tmp_path / "data" / "x", "thuộc dữ liệu"), (tmp_path / "none", "Không có thư mục")):
        with pytest.raises(Refusal, match=why):
            office.scans.watch(folder, tmp_path / "data")
    assert office.scans.folder is None
