"""The folder that a document goes out as: which files, and that it is whole or not there."""

import errno
import os
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from cchc_desktop import durable
from cchc_desktop.documents.file_names import suggested_name
from cchc_desktop.documents.job import Cancelled
from cchc_desktop.documents.model import AnnexTitle, Column, Document, Paragraph, Part, Row, Table
from cchc_desktop.documents.outgoing import make_folder, sheaves
from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from tests.documents.reading import pdf_pages

TABLE = Table((Column("TT", 1), Column("Nội dung", 5)), (Row((1, "Một")),))
DOCUMENT = Document(
    "Báo cáo quý I năm 2026",
    "UBND xã An Bình",
    (
        Part("Báo cáo", (Paragraph("Lời văn của báo cáo."), TABLE)),
        Part("Phụ lục I", (AnnexTitle("Phụ lục I", "SỐ LIỆU"), TABLE), landscape=True),
        Part("Phụ lục II", (AnnexTitle("Phụ lục II", "VĂN BẢN"), TABLE)),
    ),
)


def namer(label: str, fmt: str) -> str:
    return suggested_name(f"{label} quý I", fmt, "31", "BC-UBND", date(2026, 3, 17))


def test_annexes_in_the_same_file() -> None:
    found = sheaves(DOCUMENT, namer, apart=False)
    assert [sheaf.fmt for sheaf in found] == ["pdf", "docx", "xlsx"]
    assert {sheaf.document for sheaf in found} == {DOCUMENT}
    assert len({sheaf.name for sheaf in found}) == 3


def test_annexes_as_files_of_their_own() -> None:
    found = sheaves(DOCUMENT, namer, apart=True)
    assert [(sheaf.fmt, [part.name for part in sheaf.document.parts]) for sheaf in found] == [
        ("pdf", ["Báo cáo"]),
        ("docx", ["Báo cáo"]),
        ("pdf", ["Phụ lục I"]),
        ("docx", ["Phụ lục I"]),
        ("pdf", ["Phụ lục II"]),
        ("docx", ["Phụ lục II"]),
        # Who consolidates takes one workbook.
        ("xlsx", ["Báo cáo", "Phụ lục I", "Phụ lục II"]),
    ]
    # Each annex leaves the corner free where it is signed, the document itself is signed below its name.
    assert [sheaf.document.parts[0].corner for sheaf in found] == [False] * 2 + [True] * 4 + [False]
    names = [sheaf.name for sheaf in found]
    assert len({name.lower() for name in names}) == len(names)
    assert all(len(name) <= 50 for name in names)


def test_a_document_without_annexes() -> None:
    alone = Document("Kế hoạch", "UBND", DOCUMENT.parts[:1])
    assert sheaves(alone, namer, apart=True) == sheaves(alone, namer, apart=False)


def test_the_folder_is_made(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    target = tmp_path / "gui-di"
    made = make_folder(
        sheaves(DOCUMENT, namer, apart=True), target, lambda done, total: steps.append((done, total))
    )
    assert made.folder == target
    assert sorted(os.listdir(tmp_path)) == ["gui-di"]
    assert sorted(os.listdir(target)) == sorted(each.name for each in made.files)
    for each in made.files:
        data = (target / each.name).read_bytes()
        assert (len(data), sha256(data).hexdigest()) == (each.size, each.sha256)
    first = (target / made.files[0].name).read_bytes()
    assert "Lời văn của báo cáo." in pdf_pages(first)[0]
    assert len(pdf_pages(first)) == 1
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert len({total for _, total in steps}) == 1
    assert steps[-1][0] == steps[-1][1]


def test_a_folder_that_is_there_stays(tmp_path: Path) -> None:
    target = tmp_path / "gui-di"
    target.mkdir()
    with pytest.raises(Refusal, match="Đã có «gui-di»"):
        make_folder(sheaves(DOCUMENT, namer, apart=False), target)
    assert not os.listdir(target)
    (tmp_path / "tep").write_text("của ai đó")
    with pytest.raises(Refusal, match="Đã có «tep»"):
        make_folder((), tmp_path / "tep")
    for name in ("", ".", ".."):
        with pytest.raises(Refusal):
            make_folder((), tmp_path / name)
    with pytest.raises(EnvironmentProblem, match="Không có thư mục"):
        make_folder((), tmp_path / "khong-co" / "gui-di")
    assert sorted(os.listdir(tmp_path)) == ["gui-di", "tep"]


@pytest.mark.parametrize("which", [0, 2, 6])
def test_a_full_disk_leaves_nothing(which: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    write_new = durable.write_new

    def fill_up(path: Path, data: bytes) -> None:
        if len(written) == which:
            write_new(path, data[:10])
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        written.append(path)
        write_new(path, data)

    monkeypatch.setattr(durable, "write_new", fill_up)
    with pytest.raises(EnvironmentProblem, match="đã đầy"):
        make_folder(sheaves(DOCUMENT, namer, apart=True), tmp_path / "gui-di")
    assert len(written) == which
    assert not os.listdir(tmp_path)


def test_cancel_leaves_nothing(tmp_path: Path) -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 20

    with pytest.raises(Cancelled):
        make_folder(sheaves(DOCUMENT, namer, apart=True), tmp_path / "gui-di", cancelled=cancelled)
    assert not os.listdir(tmp_path)
