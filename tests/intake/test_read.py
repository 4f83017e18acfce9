"""What cannot be read is refused with one sentence, and never with any other error."""

import contextlib
import io
import os
import random
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.intake import outside
from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.read_text import blocks_of, decode
from cchc_desktop.intake.source import Source

from .builders import plan_document, rewrite_part

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        read_source(path)
    sentence = str(caught.value)
    assert sentence[0].isupper() or sentence[0] == "«"
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


@pytest.fixture(scope="module")
def word() -> bytes:
    stream = io.BytesIO()
    plan_document(table=True).save(stream)
    return stream.getvalue()


def portable(*, password: str = "", picture: bool = False, text: str = "Ke hoach", pages: int = 1) -> bytes:
    stream = io.BytesIO()
    lock = StandardEncryption(password, ownerPassword="chu") if password else None
    canvas = Canvas(stream, pagesize=A4, encrypt=lock)
    for _ in range(pages):
        if picture:
            from PIL import Image
            from reportlab.lib.utils import ImageReader

            canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)
        if text:
            for place, line in enumerate(text.split("\n")):
                canvas.drawString(80, 700 - 20 * place, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_what_is_not_there_or_no_file(tmp_path: Path) -> None:
    assert "Không tìm thấy" in refusal(tmp_path / "khong_co.docx")
    assert "thư mục" in refusal(tmp_path)
    (tmp_path / "trong.docx").write_bytes(b"")
    assert "trống" in refusal(tmp_path / "trong.docx")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.doc", OLE, "hỏng"),
        ("a.DOC", OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "Lưu thành"),
        ("a.doc", OLE + bytes(600) + "Workbook".encode("utf-16-le"), "Excel"),
        ("a.doc", b"%PDF-1.4", ".pdf"),
        ("a.rtf", b"{\\rtf1 a", "thiếu phần cuối"),
        ("a.rtf", b"{\\rtf1 }", "không có chữ"),
        ("a.odt", b"PK\x03\x04", "hỏng"),
        ("a.txt", b"{\\rtf1 a}", "RTF"),
        ("a.xlsx", b"PK\x03\x04", "Excel"),
        ("a.jpg", b"\xff\xd8\xff", "ảnh"),
        ("a.exe", b"MZ", ".exe"),
        ("khong_duoi", b"abc", "không có đuôi"),
        ("a.txt", b"%PDF-1.4 abc", "PDF"),
        ("a.txt", b"PK\x03\x04abc", "Word"),
        ("a.docx", b"%PDF-1.4", ".pdf"),
        ("a.pdf", b"PK\x03\x04", ".docx"),
        ("a.docx", OLE + bytes(600), "hỏng"),
        ("a.docx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        ("a.docx", b"PK\x03\x04 hong", "hỏng"),
        ("a.docx", b"abc", "hỏng"),
        ("a.pdf", b"%PDF-1.7 hong", "hỏng"),
        ("a.pdf", b"abc", "hỏng"),
    ],
)
def test_foreign_files(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert words in refusal(path)


def test_too_large_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "MAX_BYTES", 10)
    path = tmp_path / "lon.txt"
    path.write_text("Kế hoạch cải cách", "utf-8")
    assert "50 MB" in refusal(path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="quyền tệp không chặn được người quản trị")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "khoa.txt"
    path.write_text("Kế hoạch", "utf-8")
    path.chmod(0)
    assert "quyền" in refusal(path)


def test_permission_errors_become_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "khoa.txt"
    path.write_text("Kế hoạch", "utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "quyền" in refusal(path)


def test_locked_and_scanned_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(portable(password="bi-mat"))
    assert "mật khẩu" in refusal(path)
    path.write_bytes(portable(picture=True, text=""))
    assert "ảnh quét" in refusal(path)
    path.write_bytes(portable(text=""))
    assert "không có chữ" in refusal(path)
    path.write_bytes(portable(picture=True, text="Van ban co lop chu nhan dang\n" * 12))
    assert "nhận dạng" in read_source(path).notes[0]


def test_too_many_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(portable(pages=2001))
    assert "2.000 trang" in refusal(path)


def test_hostile_word_files(tmp_path: Path, word: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word)
    with zipfile.ZipFile(path) as archive:
        body = archive.read("word/document.xml")
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    declaration, _, rest = body.partition(b"?>")
    rewrite_part(path, "word/document.xml", declaration + b"?>" + laughs + rest)
    assert "XML" in refusal(path)
    rewrite_part(path, "word/document.xml", b" " * (41 * 1024 * 1024))
    assert "bất thường" in refusal(path)
    deep = b"<w:sdt><w:sdtContent>" * 200_000
    rewrite_part(path, "word/document.xml", body.replace(b"<w:body>", b"<w:body>" + deep))
    assert "hỏng" in refusal(path)


def test_a_workbook_in_disguise(tmp_path: Path) -> None:
    from openpyxl import Workbook

    path = tmp_path / "a.docx"
    Workbook().save(path)
    assert "hỏng" in refusal(path)


def test_an_empty_word_file(tmp_path: Path) -> None:
    from docx import Document

    path = tmp_path / "a.docx"
    Document().save(str(path))
    assert "không có chữ" in refusal(path)


# -- damage ------------------------------------------------------------------------------------------


def survives(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with contextlib.suppress(Refusal):
        assert isinstance(read_source(path), Source)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_damaged_files_are_read_or_refused(tmp_path: Path, kind: str, word: bytes) -> None:
    whole = word if kind == "docx" else portable(pages=3)
    path = tmp_path / f"hong.{kind}"
    dice = random.Random(2031)
    for part in range(1, 10):
        survives(path, whole[: len(whole) * part // 10])
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 12)):
            damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
        survives(path, bytes(damaged))
    survives(path, whole[:200] + dice.randbytes(2000))


def test_damaged_xml_is_read_or_refused(tmp_path: Path, word: bytes) -> None:
    path = tmp_path / "hong.docx"
    dice = random.Random(2031)
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in ("word/document.xml", "word/numbering.xml", "word/styles.xml"):
        for _ in range(15):
            damaged = bytearray(parts[name])
            for _ in range(4):
                damaged[dice.randrange(len(damaged))] = dice.randrange(256)
            path.write_bytes(word)
            rewrite_part(path, name, bytes(damaged))
            survives(path, path.read_bytes())


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text, notes = decode(data)
    except Refusal:
        return
    assert isinstance(blocks_of(text), list)
    assert all(note.endswith(".") for note in notes)


@pytest.mark.parametrize(
    "unit", ["chữ ", "- ", "[", "**", "|", "-", "1.", "(", "a\n", "- a\n", '"', "\t", "CỘNG HÒA XÃ HỘI   "]
)
@pytest.mark.parametrize("is_markdown", [False, True])
def test_monotonous_text_takes_no_long_time(unit: str, is_markdown: bool) -> None:
    began = time.process_time()
    blocks_of(unit * (60_000 // len(unit)) + "x", is_markdown=is_markdown)
    assert time.process_time() - began < 3


@given(st.text("-+|*#_`[](){}<>\\\n\t abđàẾ1.", max_size=200))
def test_any_markdown_is_read(text: str) -> None:
    assert isinstance(blocks_of(text, is_markdown=True), list)
