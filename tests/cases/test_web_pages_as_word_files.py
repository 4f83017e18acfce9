"""Web pages, by themselves or as one mail, which systems and Word save, often under the name of a .doc."""

# ruff: noqa: E501 (what other programs write is kept as they write it)
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.source import Source, SourceParagraph, SourceTable

WORDS_OWN = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><style><!-- /* kiểu */
p.MsoTitle {text-align:center; font-weight:bold;} span.Dam {font-weight:700}
.an {mso-hide:all} --></style></head><body lang=VI>
<table border=0><tr><td><p align=center>ỦY BAN NHÂN DÂN<br>XÃ AN BÌNH</p><p align=center>Số: 12/KH-UBND</p></td>
<td><p align=center>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</p></td></tr></table>
<p class=MsoTitle>KẾ HOẠCH</p><p class=MsoTitle>Cải cách hành chính năm 2031<o:p></o:p></p>
<p class=MsoNormal><b>I. MỤC TIÊU</b></p>
<p style='text-indent:-18pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>Từ 95%
hồ sơ   đúng hạn.<span class=an>nháp</span></p>
<p style='mso-list:l1 level1 lfo2'><b><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span><span class=Dam>Nhiệm vụ:</span></b> một<sup>1</sup></p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'>
<tr><td rowspan=2><p>TT</p></td><td colspan=2><p>Quý</p></td></tr><tr><td>I</td><td>II</td></tr>
<tr><td>1</td><td>90%</td><td>95%</td></tr></table>
<p>Hình: <img src="a.png"></p></body></html>"""


def read(folder: Path, name: str, data: bytes) -> Source:
    path = folder / name
    path.write_bytes(data)
    return read_source(path)


def texts(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, SourceParagraph)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.doc", WORDS_OWN.encode("utf-8")),
        ("a.htm", WORDS_OWN.encode("utf-16")),
        ("a.html", WORDS_OWN.replace("charset=utf-8", "charset=windows-1252").encode("utf-8-sig")),
    ],
)
def test_what_word_writes(name: str, data: bytes, tmp_path: Path) -> None:
    source = read(tmp_path, name, data)
    assert texts(source)[:12] == [
        "ỦY BAN NHÂN DÂN", "XÃ AN BÌNH", "Số: 12/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "KẾ HOẠCH", "Cải cách hành chính năm 2031", "I. MỤC TIÊU",
        "- Từ 95% hồ sơ đúng hạn.", "2. Nhiệm vụ: một", "Hình:",
    ]  # fmt: skip
    title = source.blocks[5]
    heading = source.blocks[9]
    assert isinstance(title, SourceParagraph)
    assert isinstance(heading, SourceParagraph)
    assert (title.centered, title.bold_lead) == (True, 8)
    assert heading.bold_lead == len("2. Nhiệm vụ:")
    [table] = [block for block in source.blocks if isinstance(block, SourceTable)]
    assert table.rows == (("TT", "Quý", "Quý"), ("TT", "I", "II"), ("1", "90%", "95%"))
    told = " ".join(source.notes)
    assert "1 ảnh" in told
    assert "chữ ẩn" not in told or "nháp" in told


def test_a_page_as_one_mail(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["MIME-Version"] = "1.0"
    mail.set_content("chỉ là lời dẫn")
    mail.add_alternative(WORDS_OWN, subtype="html", cte="quoted-printable")
    source = read(tmp_path, "a.doc", mail.as_bytes())
    assert texts(source)[5:7] == ["KẾ HOẠCH", "Cải cách hành chính năm 2031"]
    assert texts(read(tmp_path, "a.mht", mail.as_bytes())) == texts(source)
    empty = EmailMessage()
    empty["MIME-Version"] = "1.0"
    empty.set_content("không có trang nào")
    with pytest.raises(Refusal, match="không có trang nào"):
        read(tmp_path, "b.mht", empty.as_bytes())


def test_what_a_system_exports(tmp_path: Path) -> None:
    page = (
        "<!DOCTYPE html><html><body><center><b>KẾ HOẠCH</b><br>Cải cách hành chính</center>"
        "<div><font face='.VnTime'>C¶i c¸ch thñ tôc ®­îc thùc hiÖn ®óng h¹n</font></div>"
        "<ol type=I><li><b>Mục tiêu</b><ol><li>Một<li>Hai</ol><li>Nhiệm vụ<ul><li>Ba</ul></ol>"
        "<div style='display:none'>mẫu</div>Chữ<span> liền </span>nhau<div>Khối</div></body></html>"
    )
    source = read(tmp_path, "a.doc", page.encode())
    assert texts(source) == [
        "KẾ HOẠCH", "Cải cách hành chính", "Cải cách thủ tục được thực hiện đúng hạn", "I. Mục tiêu", "1. Một",
        "2. Hai", "II. Nhiệm vụ", "+ Ba", "Chữ liền nhau", "Khối",
    ]  # fmt: skip
    assert any("đánh số tự động" in note for note in source.notes)


def test_a_page_that_was_cut_says_so(tmp_path: Path) -> None:
    source = read(tmp_path, "a.html", b"<html><body><p>Mot<p>Hai")
    assert texts(source) == ["Mot", "Hai"]
    assert any("thiếu phần cuối" in note for note in source.notes)


def test_pages_are_bounded(tmp_path: Path) -> None:
    began = time.process_time()
    for page in ("<style>" + "/* a" * 50_000 + "</style><p>a", "<style>" + "a," * 100_000 + "</style><p>a"):
        assert texts(read(tmp_path, "a.html", b"<html>" + page.encode()))[-1] == "a"
    assert time.process_time() - began < 2
    wide = b"<html><table border=1><tr>" + b"<td>a" * 100 + b"</table></html>"
    with pytest.raises(Refusal, match="63 cột"):
        read(tmp_path, "a.html", wide)
    with pytest.raises(Refusal, match="không có chữ"):
        read(tmp_path, "a.html", b"<html><body><script>a</script></body></html>")
    with pytest.raises(Refusal, match="dạng XML"):
        read(tmp_path, "a.doc", b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><a/>")
