"""Word files whose text lies in a part of another format (w:altChunk), as web systems write them."""

from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.intake.source import SourceTable

from .made_plans import FOOT, HEAD, draft_in, tasks
from .word_files import INPUTS, paragraph, read_body, texts, write_word

BODY = ["II. NHIỆM VỤ", "1. Cải cách thể chế", "- Rà soát văn bản của xã."]
LINES = [*HEAD, *BODY, *FOOT]
CHUNK = '<w:altChunk r:id="c1"/>'
PAGE = """<html><head><title>Tệp</title><style>p {color: red}</style></head><body>
<table><tr><td><b>ỦY BAN NHÂN DÂN</b><br>XÃ SUỐI LIM<br>Số: 27/KH-UBND</td>
<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc<br>
Suối Lim, ngày 12 tháng 01 năm 2026</td></tr></table>
<h1 style="text-align: center">KẾ HOẠCH</h1>
<p align=center><b>Cải cách hành chính năm 2026&nbsp;của xã Suối Lim</b></p>
<p>Ủy ban nhân dân xã Suối Lim ban hành
   Kế hoạch như sau:</p>
<ol type="I"><li>MỤC TIÊU<ul><li>Đạt trên 88<sup>1</sup>% hồ sơ.<li>Rộng 300 m<sup>2</sup>.</ul></li>
<li><span style="text-transform:uppercase">Nhiệm vụ</span><ol><li>Cải cách thể chế</ol></ol>
<p style="display:none">Chữ ẩn</p><script>var a = "mã";</script>
<table border="1"><tr><th>TT</th><th>Nhiệm vụ</th><th>Chủ trì</th><th>Thời hạn</th></tr>
<tr><td>1</td><td>Rà soát</td><td rowspan="2">Văn phòng</td><td>Quý I</td></tr>
<tr><td>2</td><td>Niêm yết</td><td>Quý II</td></tr></table></body></html>"""
READ = [
    "ỦY BAN NHÂN DÂN",
    "XÃ SUỐI LIM",
    "Số: 27/KH-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Suối Lim, ngày 12 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Cải cách hành chính năm 2026 của xã Suối Lim",
    "Ủy ban nhân dân xã Suối Lim ban hành Kế hoạch như sau:",
    "I. MỤC TIÊU",
    "+ Đạt trên 88% hồ sơ.",
    "+ Rộng 300 m².",
    "II. NHIỆM VỤ",
    "1. Cải cách thể chế",
]
ROWS = (
    ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
    ("1", "Rà soát", "Văn phòng", "Quý I"),
    ("2", "Niêm yết", "Văn phòng", "Quý II"),
)
MHT = b"""MIME-Version: 1.0
Content-Type: multipart/related; boundary="b"

--b
Content-Type: text/html; charset="%s"
Content-Transfer-Encoding: base64

%s
--b--
"""


def test_the_page_of_the_case_is_read() -> None:
    draft = draft_in(INPUTS / "docx-altchunk" / "html.docx")
    plan = draft.plan
    assert (plan.number, plan.issued_on, plan.place) == ("27", date(2026, 1, 12), "Suối Lim")
    assert len(tasks(draft)) == 7
    assert plan.signer.name == "Lê Văn Mẫu"


@pytest.mark.parametrize(
    "page",
    [
        PAGE.encode(),
        b"\xef\xbb\xbf" + PAGE.encode(),
        PAGE.replace("<head>", "<head><meta charset='utf-16le'>").encode("utf-16"),
        PAGE.replace(
            "<head>", '<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
        ).encode(),
    ],
)
def test_a_web_page(tmp_path: Path, page: bytes) -> None:
    source = read_body(tmp_path, CHUNK, chunks={"c1": ("page.html", page)})
    assert texts(source) == READ
    assert [block.rows for block in source.blocks if isinstance(block, SourceTable)] == [ROWS]


@pytest.mark.parametrize("charset", ["utf-8", "utf-16le"])
def test_a_web_archive(tmp_path: Path, charset: str) -> None:
    from base64 import encodebytes

    archive = MHT % (charset.encode(), encodebytes(PAGE.encode(charset)))
    assert texts(read_body(tmp_path, CHUNK, chunks={"c1": ("page.mht", archive)})) == READ


def test_plain_text_and_a_word_file_within(tmp_path: Path) -> None:
    plain = {"c1": ("a.txt", "\n".join(LINES).encode())}
    assert texts(read_body(tmp_path, CHUNK, chunks=plain)) == LINES
    inner = write_word(tmp_path / "inner.docx", "".join(map(paragraph, LINES))).read_bytes()
    assert texts(read_body(tmp_path, CHUNK, chunks={"c1": ("a.docx", inner)})) == LINES


def test_a_text_of_rtf_within(tmp_path: Path) -> None:
    lines = "".join(f"\\pard {line}\\par\n" for line in ("Mot.", "- Hai."))
    rtf = "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}}\n" + lines + "}"
    chunks = {"c1": ("a.rtf", rtf.encode("latin-1"))}
    source = read_body(tmp_path, paragraph("Trước.") + CHUNK, chunks=chunks)
    assert texts(source) == ["Trước.", "Mot.", "- Hai."]


def test_a_chunk_stands_where_it_is_called(tmp_path: Path) -> None:
    chunks = {"c1": ("a.html", "<p>Giữa <i>hai</i> đoạn.</p>".encode())}
    source = read_body(tmp_path, paragraph("Trước.") + CHUNK + paragraph("Sau."), chunks=chunks)
    assert texts(source) == ["Trước.", "Giữa hai đoạn.", "Sau."]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    source = read_body(tmp_path, paragraph("I. MỤC TIÊU") + '<w:altChunk r:id="gone"/>')
    assert source.notes[0].startswith(
        "Sau mục «I. MỤC TIÊU» có 1 phần chèn từ tệp khác (altChunk), không đọc được"
    )


def test_an_empty_chunk_is_no_loss(tmp_path: Path) -> None:
    source = read_body(tmp_path, paragraph("Một.") + CHUNK, chunks={"c1": ("a.html", b"\r\n")})
    assert (texts(source), source.notes) == (["Một."], ())


def test_what_a_script_of_web_pages_writes(tmp_path: Path) -> None:
    # Called quoted-printable, with only the equals signs quoted.
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related;\n    boundary="----=x"\n\n\n------=x\n'
    head += 'Content-Type: text/html;\n    charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n'
    archive = f"{head}<!DOCTYPE html>{PAGE.replace('=', '=3D')}\n\n------=x--\n"
    assert texts(read_body(tmp_path, CHUNK, chunks={"c1": ("a.mht", archive.encode())})) == READ


def test_a_file_that_holds_itself_ends(tmp_path: Path) -> None:
    data = b""
    for _ in range(6):
        made = write_word(tmp_path / "a.docx", paragraph("Lớp.") + CHUNK, chunks={"c1": ("a.docx", data)})
        data = made.read_bytes()
    source = read_body(tmp_path, CHUNK, chunks={"c1": ("a.docx", data)})
    assert texts(source) == ["Lớp."] * 3
    assert "altChunk" in source.notes[0]


def test_a_chunk_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cchc_desktop.intake.docx import package

    monkeypatch.setattr(package, "_MAX_CHUNKS_BYTES", 1_000)
    with pytest.raises(Refusal, match="dữ liệu lớn bất thường"):
        read_body(tmp_path, CHUNK, chunks={"c1": ("a.html", b"<p>a</p>" * 1_000)})


def test_pictures_of_a_page_are_named(tmp_path: Path) -> None:
    chunks = {"c1": ("a.html", b"<p>Mot.</p><img src='a.png'>")}
    source = read_body(tmp_path, CHUNK, chunks=chunks)
    assert source.notes[0].startswith("Phần đầu văn bản có 1 ảnh")
