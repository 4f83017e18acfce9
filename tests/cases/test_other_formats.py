"""Plans as .odt, .rtf and old .doc: read as the Word file that they were made from, or refused by name."""

# ruff: noqa: E501 (what other programs write is kept as they write it)
import io
import os
import zipfile
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.intake import old_word
from cchc_desktop.intake.old_word import completed_row
from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.rtf import read as rtf_read
from cchc_desktop.intake.rtf import tokens
from cchc_desktop.intake.source import Source, SourceParagraph, SourceTable
from tests.cases.other_formats import INPUTS, KINDS, MERGED, NOTE, TCVN3_READ, plan, save
from tests.intake.builders import TABLE, plan_document, plan_lines


def read(folder: Path, name: str, data: bytes) -> Source:
    path = folder / name
    path.write_bytes(data)
    return read_source(path)


def refusal(folder: Path, name: str, data: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        read(folder, name, data)
    return str(caught.value)


def texts(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, SourceParagraph)]


def tables(source: Source) -> list[SourceTable]:
    return [block for block in source.blocks if isinstance(block, SourceTable)]


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Source:
    path = tmp_path_factory.mktemp("word") / "plan.docx"
    save(plan(), path)
    return read_source(path)


# -- as LibreOffice saves them ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_plan_is_read_as_its_word_file(kind: str, word: Source) -> None:
    source = read_source(INPUTS / f"plan.{kind}")
    # Numbers, bullets, bold leads, centring, both tables, merged cells, the note: all of it.
    assert source.blocks == word.blocks
    assert source.notes == word.notes == ()
    assert texts(source) == [*plan_lines()[:-8], *texts(source)[-10:]]
    assert [table.rows[0] for table in tables(source)] == [tuple(TABLE[0]), MERGED[0]]
    assert texts(source)[-1] == f"Chú thích 1: {NOTE}"
    heading = next(b for b in source.blocks if isinstance(b, SourceParagraph) and b.text.startswith("II."))
    assert heading.bold_lead == len(heading.text)


@pytest.mark.parametrize("kind", KINDS)
def test_letters_from_before_unicode(kind: str) -> None:
    source = read_source(INPUTS / f"old_letters.{kind}")
    assert tuple(texts(source)) == TCVN3_READ
    assert source.notes == ("Đã chuyển văn bản từ bảng mã TCVN3 (ABC) sang Unicode.",)


@pytest.mark.parametrize(
    ("kind", "name"), [("doc", "a.docx"), ("rtf", "a.doc"), ("odt", "a.docx"), ("doc", "a.rtf")]
)
def test_the_bytes_say_what_it_is(kind: str, name: str, tmp_path: Path, word: Source) -> None:
    assert read(tmp_path, name, (INPUTS / f"plan.{kind}").read_bytes()).blocks == word.blocks


@pytest.mark.parametrize("name", ["a.docm", "a.dotx", "a.doc"])
def test_word_files_under_their_other_names(name: str, tmp_path: Path) -> None:
    stream = io.BytesIO()
    plan_document().save(stream)
    assert texts(read(tmp_path, name, stream.getvalue())) == plan_lines()


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("a.txt", "rtf", "RTF"),
        ("a.md", "odt", "OpenDocument"),
        ("a.pdf", "doc", ".doc"),
        ("a.pdf", "rtf", ".rtf"),
    ],
)
def test_a_wrong_ending_is_named(name: str, kind: str, words: str, tmp_path: Path) -> None:
    assert words in refusal(tmp_path, name, (INPUTS / f"plan.{kind}").read_bytes())


# -- RTF by other hands ----------------------------------------------------------------------------------

WORDPAD = (
    rb"{\rtf1\ansi\ansicpg1258\deff0{\fonttbl{\f0\fnil\fcharset163 Times New Roman;}{\f1\fnil\fcharset2 Symbol;}}"
    rb"{\colortbl ;\red0\green0\blue0;}{\*\generator Riched20 10.0.19041;}\viewkind4\uc1"
    rb"\pard\qc\b K\u7870?\u160?HO\u7840?CH\par "
    rb"C\u7843?i c\u225?ch h\u224?nh ch\u237?nh n\u259?m 2031\b0\par "
    rb"\pard 1. M\u7909?c ti\'eau:\par "
    rb"\pard{\pntext\f1\'B7\tab}{\*\pn\pnlvlblt\pnf1\pnindent0{\pntxtb\'B7}}\fi-360\li720 "
    rb"95% h\'f4\'cc s\u417? \'f0\'fang ha\'f2n.\par "
    rb"{\pntext\f1\'B7\tab}H\u7897? t\u7883?ch: 99%.\par "
    rb"\pard{\v kh\'f4ng in}x\'b2\super 1\nosupersub\par}" + b"\0"
)


def test_what_wordpad_writes(tmp_path: Path) -> None:
    source = read(tmp_path, "a.rtf", WORDPAD)
    assert texts(source)[:5] == [
        "KẾ HOẠCH", "Cải cách hành chính năm 2031", "1. Mục tiêu:", "- 95% hồ sơ đúng hạn.", "- Hộ tịch: 99%.",
    ]  # fmt: skip
    first = source.blocks[0]
    assert isinstance(first, SourceParagraph)
    assert (first.centered, first.bold_lead) == (True, len(first.text))
    assert any("chữ ẩn" in note for note in source.notes)


LISTS = (
    rb"{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc1\levelstartat1{\leveltext\'02\'00.;}{\levelnumbers\'01;}}"
    rb"{\listlevel\levelnfc0\levelstartat1{\leveltext\'04\'00.\'01.;}{\levelnumbers\'01\'03;}}\listid7}"
    rb"{\list{\listlevel\levelnfc23{\leveltext\'01\u-3913 ?;}{\levelnumbers;}}\listid8}}"
    rb"{\*\listoverridetable{\listoverride\listid7\listoverridecount0\ls1}{\listoverride\listid8\listoverridecount0\ls2}"
    rb"{\listoverride\listid7\listoverridecount1{\lfolevel\listoverridestartat\levelstartat5}\ls3}}"
)


def listed(number: int, level: int, text: bytes, printed: bytes = b"") -> bytes:
    label = rb"{\listtext\pard\plain " + printed + rb"\tab}" if printed else b""
    return rb"\pard\ls%d\ilvl%d " % (number, level) + label + text + rb"\par "


def test_lists_count_with_or_without_what_was_printed(tmp_path: Path) -> None:
    body = (
        listed(1, 0, b"Mot") + listed(1, 1, b"Hai") + listed(1, 1, b"Ba", b"I.2.") + listed(2, 0, b"Bon", rb"\'b7")
        + listed(1, 0, b"Nam", b"II.") + listed(3, 0, b"Sau")
    )  # fmt: skip
    source = read(tmp_path, "a.rtf", rb"{\rtf1\ansi" + LISTS + body + b"}")
    assert texts(source) == ["I. Mot", "I.1. Hai", "I.2. Ba", "- Bon", "II. Nam", "V. Sau"]
    assert source.notes == ()


def test_a_number_that_was_printed_otherwise_is_doubted(tmp_path: Path) -> None:
    source = read(tmp_path, "a.rtf", rb"{\rtf1\ansi" + LISTS + listed(1, 0, b"Mot", b"IV.") + b"}")
    assert texts(source) == ["IV. Mot"]
    assert source.notes == ("Đoạn «IV. Mot…»: số tự động tính lại là «I.»; hãy đối chiếu với bản giấy.",)


def test_tables_within_tables_and_merged_cells(tmp_path: Path) -> None:
    head = rb"\trowd\trleft0\clvmgf\clbrdrt\brdrs\cellx1000\clbrdrt\brdrs\cellx2000\cellx3000"
    down = rb"\trowd\trleft0\clvmrg\cellx1000\clmgf\cellx2010\clmrg\cellx3000"
    inner = (
        rb"\pard\intbl\itap2 trong 1\nestcell trong 2\nestcell"
        rb"{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}"
    )
    data = (
        rb"{\rtf1\ansi Truoc\par" + head + rb"\pard\intbl A\cell B\cell C\cell\row " + down + rb"\pard\intbl\cell D"
        rb"\cell\cell\row " + head + rb"\pard\intbl E\cell " + inner + rb"\pard\intbl ngoai\cell G\cell\row\pard Sau\par}"
    )  # fmt: skip
    source = read(tmp_path, "a.rtf", data)
    assert texts(source) == ["Truoc", "Sau"]
    [table] = tables(source)
    assert table.rows == (("A", "B", "C"), ("A", "D", "D"), ("E", "trong 1 trong 2 ngoai", "G"))


def test_what_is_no_text_of_rtf_is_told(tmp_path: Path) -> None:
    data = (
        rb"{\rtf1\ansi{\header Tai lieu noi bo\par}I. MUC TIEU\par Mot{\footnote\chftn Chu thich.}"
        rb"{\*\annotation ghi chu} hai{\deleted da xoa}{\field{\*\fldinst HYPERLINK x}{\fldrslt ba}}.\par"
        rb"{\field{\*\fldinst TOC \\o}{\fldrslt Muc luc 1\par}}\par"
        rb"{\*\shppict{\pict\pngblip 89504e47}}{\nonshppict{\pict\wmetafile8 00}}\par"
        rb"{\object\objemb{\*\objclass Excel.Sheet.8}{\*\objdata 01}{\result{\pict\wmetafile8 00}}}\par"
        rb"{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv KE HOACH}}{\shptxt Trong khung\par}}{\shprslt Trong khung}}\par}"
    )
    source = read(tmp_path, "a.rtf", data)
    assert texts(source)[:2] == ["I. MUC TIEU", "Mot haiba."]
    assert {"KE HOACH", "Trong khung"} <= set(texts(source))
    assert texts(source).count("Trong khung") == 1
    assert texts(source)[-1] == "Chú thích 1: Chu thich."
    told = " ".join(source.notes)
    for words in ("Tai lieu noi bo", "mục lục", "1 ảnh", "bảng Excel nhúng", "1 nhận xét", "1 chỗ xóa"):
        assert words in told


@pytest.mark.parametrize(("side", "told"), [(1, False), (15, True)])
def test_the_emblem_of_an_office_is_no_loss_and_a_page_is(side: int, told: bool, tmp_path: Path) -> None:
    twips = side * 567
    picture = rb"{\*\shppict{\pict\pngblip\picwgoal%d\pichgoal%d 8950\n4e47}}" % (twips, twips)
    rich = read(tmp_path, "a.rtf", rb"{\rtf1\ansi " + picture + rb"UBND XA\par KE HOACH\par}")
    frame = f'<draw:frame svg:width="{side}cm" svg:height="{10 * side}mm"><draw:image/></draw:frame>'
    opened = read(tmp_path, "a.odt", open_text(f"<text:p>{frame}UBND XA</text:p><text:p>KE HOACH</text:p>"))
    for source in (rich, opened):
        assert texts(source) == ["UBND XA", "KE HOACH"]
        assert any("1 ảnh" in note for note in source.notes) == told


def test_slips_of_who_writes_rtf(tmp_path: Path) -> None:
    data = (
        rb"{\rtf1\ansi{\loch\f2\*\cs7\cf0 Mot}\par{\*\khong{\rieng bo}}Hai\'e9\par"
        rb"{\upr{Ba}{\*\ud{B\u7889?n}}}\par A\u55357?\u56832?\u-3 B\par}"
    )
    found = texts(read(tmp_path, "a.rtf", data))
    assert found[:3] == ["Mot", "Haié", "Bốn"]
    assert found[3].startswith("A\U0001f600")


def test_rtf_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "quá sâu" in refusal(tmp_path, "a.rtf", b"{\\rtf1 " + b"{" * 500 + b"a" + b"}" * 501)
    assert "thiếu phần cuối" in refusal(tmp_path, "a.rtf", b"{\\rtf1\\ansi a\\par b")
    wide = b"".join(b"\\cellx%d" % (number * 100) for number in range(80))
    row = b"\\trowd" + wide + b"\\pard\\intbl " + b"a\\cell " * 80 + b"\\row"
    assert "63 cột" in refusal(tmp_path, "a.rtf", b"{\\rtf1 " + row + b"}")
    monkeypatch.setattr(tokens, "MAX_TOKENS", 50)
    assert "bất thường" in refusal(tmp_path, "a.rtf", b"{\\rtf1 " + b"\\par a" * 100 + b"}")
    monkeypatch.setattr(rtf_read, "_DEEPEST", 2)
    assert "quá sâu" in refusal(tmp_path, "a.rtf", b"{\\rtf1 {{{a}}}}")


# -- OpenDocument by other hands -------------------------------------------------------------------------

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible",
    }.items()
)  # fmt: skip
STYLES = """<office:automatic-styles>
<style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="700"/></style:style>
<style:style style:name="V" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="T" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000"/>
</style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/>
<text:list-level-style-bullet text:level="3" text:bullet-char="–"/></text:list-style></office:automatic-styles>"""


def open_text(body: str, styles: str = STYLES) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        content = f"<office:document-content {NAMES}>{styles}<office:body><office:text>{body}</office:text>"
        archive.writestr("content.xml", content + "</office:body></office:document-content>")
    return stream.getvalue()


def test_an_open_document_by_hand(tmp_path: Path) -> None:
    body = """<text:p text:style-name="C">KẾ HOẠCH</text:p>
<text:list text:style-name="L" xml:id="a"><text:list-item><text:p><text:span text:style-name="B">Mục</text:span>
<text:span text:style-name="B">tiêu</text:span></text:p><text:list><text:list-item><text:p>Hồ sơ<text:s text:c="2"/>đúng
hạn</text:p><text:list><text:list-item><text:p>99%<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>
<text:note-body><text:p>Cả năm.</text:p></text:note-body></text:note></text:p></text:list-item></text:list></text:list-item>
</text:list></text:list-item></text:list><text:p>Xen giữa.</text:p>
<text:list text:continue-list="a" text:style-name="L"><text:list-item><text:p>Tổ chức</text:p></text:list-item>
<text:list-item text:start-value="5"><text:p>Sau<text:span text:style-name="V">ẩn</text:span></text:p></text:list-item>
</text:list><text:list text:style-name="L" xml:id="a"><text:list-header><text:p>Không số</text:p></text:list-header>
<text:list-item><text:p>Lại từ đầu</text:p></text:list-item></text:list>
<text:tracked-changes><text:changed-region><text:deletion><text:p>đã xóa</text:p></text:deletion></text:changed-region>
</text:tracked-changes>
<text:p>Ảnh: <draw:frame svg:width="5cm"><draw:image/></draw:frame><draw:frame><draw:text-box><text:p>Trong khung</text:p>
</draw:text-box></draw:frame></text:p>
<text:table-of-content><text:index-body><text:p>Mục tiêu 1</text:p></text:index-body></text:table-of-content>
<text:section text:display="none" text:name="cũ"><text:p>Phần cũ</text:p></text:section>"""
    source = read(tmp_path, "a.odt", open_text(body))
    assert texts(source) == [
        "KẾ HOẠCH", "I. Mục tiêu", "I.1. Hồ sơ đúng hạn", "- 99%", "Xen giữa.", "II. Tổ chức", "V. Sau",
        "Không số", "I. Lại từ đầu", "Ảnh:", "Trong khung", "Chú thích 1: Cả năm.",
    ]  # fmt: skip
    title, heading = source.blocks[:2]
    assert isinstance(title, SourceParagraph)
    assert (title.centered, title.bold_lead) == (True, 8)
    assert isinstance(heading, SourceParagraph)
    assert heading.bold_lead == len(heading.text)
    told = " ".join(source.notes)
    for words in ("mục lục", "1 ảnh", "chữ ẩn", "1 chỗ xóa", "«cũ»"):
        assert words in told


def test_tables_of_open_documents(tmp_path: Path) -> None:
    def cell(text: str, more: str = "") -> str:
        return f'<table:table-cell table:style-name="T" {more}><text:p>{text}</text:p></table:table-cell>'

    covered = "<table:covered-table-cell/>"
    rows = (
        cell("TT", 'table:number-rows-spanned="2"')
        + cell("Quý", 'table:number-columns-spanned="2"')
        + covered,
        covered + cell("I") + cell("II"),
        cell("1") + cell("90%", 'table:number-columns-repeated="2"'),
    )
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    table = f"<table:table><table:table-header-rows>{body}</table:table-header-rows></table:table>"
    [read_table] = tables(read(tmp_path, "a.odt", open_text(table)))
    assert read_table.rows == (("TT", "Quý", "Quý"), ("TT", "I", "II"), ("1", "90%", "90%"))


def test_headings_with_numbers_of_the_outline(tmp_path: Path) -> None:
    outline = (
        '<office:styles><text:outline-style><text:outline-level-style text:level="1" style:num-format="I" '
        'style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format="1" style:num-suffix=")"/>'
        "</text:outline-style></office:styles>"
    )
    heads = ((1, "Mục đích"), (2, "Một"), (2, "Hai"), (1, "Nhiệm vụ"), (2, "Ba"))
    body = "".join(f'<text:h text:outline-level="{level}">{text}</text:h>' for level, text in heads)
    source = read(tmp_path, "a.odt", open_text(body, outline))
    assert texts(source) == ["I. Mục đích", "1) Một", "2) Hai", "II. Nhiệm vụ", "1) Ba"]


def test_an_open_document_that_was_packed_anew(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(open_text("<text:p>Kế hoạch</text:p>"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            archive.writestr(name, parts[name])
    assert texts(read(tmp_path, "a.odt", stream.getvalue())) == ["Kế hoạch"]


def test_open_documents_that_are_refused(tmp_path: Path) -> None:
    def changed(part: str, text: str) -> bytes:
        stream = io.BytesIO(open_text("<text:p>a</text:p>"))
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr(part, text)
        return stream.getvalue()

    locked = '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'
    assert "mật khẩu" in refusal(tmp_path, "a.odt", changed("META-INF/manifest.xml", locked))
    laughs = '<!DOCTYPE a [<!ENTITY b "ha">]><office:styles xmlns:office="o"/>'
    assert "XML" in refusal(tmp_path, "a.odt", changed("styles.xml", laughs))
    assert "bất thường" in refusal(tmp_path, "a.odt", changed("styles.xml", " " * (11 * 1024 * 1024)))
    assert "không có chữ" in refusal(tmp_path, "a.odt", open_text("<text:p/>"))
    wide = '<table:table><table:table-row><table:table-cell table:number-columns-repeated="999999999"/></table:table-row></table:table>'
    assert "63 cột" in refusal(tmp_path, "a.odt", open_text(wide))
    sheet = open_text("").replace(b"opendocument.text", b"opendocument.draw")
    assert "không phải văn bản" in refusal(tmp_path, "a.odt", sheet)
    assert "hỏng" in refusal(tmp_path, "a.odt", open_text("<text:p>a</text:p>")[:-30])


# -- old Word files --------------------------------------------------------------------------------------


def test_old_word_files_that_are_refused(tmp_path: Path) -> None:
    whole = (INPUTS / "plan.doc").read_bytes()
    place = whole.index(b"\xec\xa5")
    older = whole[:place] + b"\xdc" + whole[place + 1 :]
    assert "1995" in refusal(tmp_path, "a.doc", older)
    assert "hỏng" in refusal(tmp_path, "a.doc", whole[: len(whole) // 2])
    locked = bytearray(whole)
    locked[place + 0x0B] |= 0x01  # fEncrypted
    assert "mật khẩu" in refusal(tmp_path, "a.doc", bytes(locked))


def test_what_was_left_of_an_earlier_reading_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_word, "gettempdir", lambda: str(tmp_path))
    old, new = tmp_path / "cchc-doc-a", tmp_path / "cchc-doc-b"
    for folder in (old, new):
        folder.mkdir()
        (folder / "plan.docx").write_bytes(b"a")
    os.utime(old, (0, 0))
    assert read_source(INPUTS / "old_letters.doc").blocks
    assert (old.exists(), new.exists()) == (False, True)


def test_what_a_plan_cannot_do_without_is_not_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    with pytest.raises(Refusal, match="số tự động"):
        old_word._notes(path, ["NUMBERING_TABLE_MALFORMED", "FIELDS_FLATTENED"])
    assert old_word._notes(path, ["FIELDS_FLATTENED"]) == []
    [note] = old_word._notes(path, ["INLINE_PICTURE_MALFORMED", "OLE_OBJECTS_UNANCHORED"])
    assert "hình ảnh, đối tượng nhúng" in note


def test_a_row_that_was_cut_gets_its_lines_back_and_no_more() -> None:
    row = b"\x01\x24\x01" + b"\x08\xd6" + (1 + 6 + 40 + 1).to_bytes(2, "little") + b"\x02" + bytes(6 + 40)
    assert completed_row(row) is None
    for lost in (1, 10, 18):
        assert completed_row(row[:-lost]) == row
    for lost in (19, 25, 40, len(row) - 4):
        assert completed_row(row[:-lost]) is None
    assert completed_row(b"") is None
