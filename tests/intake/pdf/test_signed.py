"""What is read of a signed PDF, and which files are refused."""

from hashlib import sha256
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from cchc_desktop.child import process
from cchc_desktop.child.errands import Errand
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.outgoing.signed import SignedText
from cchc_desktop.intake.pdf import signed
from cchc_desktop.intake.pdf.signed import read_signed
from tests.signed_pdfs import LINES, write_pdf, write_scan


def test_the_first_pages_are_read(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "da-ky.pdf", pages=3)
    found = read_signed(path)
    assert found.readable
    assert found.pages == 3
    assert found.sha256 == sha256(path.read_bytes()).hexdigest()
    for line in LINES:
        assert found.text.count(line) == 2


def test_what_was_put_in_later_stands_in_its_row(tmp_path: Path) -> None:
    path = tmp_path / "dong-dau.pdf"
    canvas = Canvas(str(path), invariant=True)
    for row, line in enumerate(("UY BAN NHAN DAN XA", "So:            /BC-UBND", "Bao cao ket qua cong tac")):
        canvas.drawString(80, 780 - 20 * row, line)
    canvas.drawString(105, 760, "31")
    canvas.save()
    found = read_signed(path)
    assert found.text.endswith("31")
    assert "So: 31 /BC-UBND" in found.rows


def test_a_child_reads_the_same(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "da-ky.pdf")
    found: SignedText = process.run(Errand.SIGNED, path)
    assert found == read_signed(path)


def test_a_scan_is_taken_as_one(tmp_path: Path) -> None:
    found = read_signed(write_scan(tmp_path / "quet.pdf"))
    assert not found.readable
    assert found.pages == 1


def test_a_file_that_only_forbids_changes_is_read(tmp_path: Path) -> None:
    from reportlab.lib import pdfencrypt

    path = tmp_path / "da-ky.pdf"
    lock = pdfencrypt.StandardEncryption("", ownerPassword="chủ", canModify=0, strength=128)
    canvas = Canvas(str(path), encrypt=lock)
    canvas.drawString(80, 700, "So: 31/BC-UBND, mot dong chu de doc")
    canvas.save()
    assert read_signed(path).readable


def test_files_that_are_refused(tmp_path: Path) -> None:
    word = tmp_path / "bao-cao.pdf"
    word.write_bytes(b"PK\x03\x04 a document of Word under another name")
    damaged = tmp_path / "hong.pdf"
    damaged.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 4)
    for path, words in (
        (word, "«bao-cao.pdf» không phải là tệp PDF"),
        (damaged, "«hong.pdf» bị hỏng"),
        (write_pdf(tmp_path / "khoa.pdf", password="mật"), "«khoa.pdf» được đặt mật khẩu"),
        (tmp_path / "khong-co.pdf", "Không tìm thấy tệp «khong-co.pdf»"),
        (tmp_path, "là thư mục"),
    ):
        with pytest.raises(Refusal, match=words):
            read_signed(path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_pdf(tmp_path / "lon.pdf")
    monkeypatch.setattr(signed, "MAX_BYTES", 1000)
    monkeypatch.setattr(signed, "_read", lambda *_: pytest.fail("it was read"))
    with pytest.raises(Refusal, match=r"«lon.pdf» lớn hơn"):
        read_signed(path)
