"""Tracked changes, hidden letters and comments of Word files: what is printed is read, the rest is told."""

from pathlib import Path

from .word_files import INPUTS, doubts, paragraph, plan, read_body, run, table, texts

HIDDEN = "<w:vanish/>"
CHANGES = (
    "Tệp còn theo dõi sửa đổi (Track Changes) chưa chốt: {} chỗ thêm, {} chỗ xóa; đã đọc như khi chấp nhận "
    "tất cả."
)


def test_changes_are_read_as_accepted_and_told(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>88</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('chỗ cũ ')}</w:moveFrom><w:moveTo>{run('chỗ mới ')}</w:moveTo>"
    source = read_body(
        tmp_path,
        paragraph(run("- Đạt "), deleted, f"<w:ins>{run('90')}</w:ins>", run("% hồ sơ."))
        + paragraph(run("- Chuyển "), moved, run("xong.")),
    )
    assert texts(source) == ["- Đạt 90% hồ sơ.", "- Chuyển chỗ mới xong."]
    assert source.notes == (CHANGES.format(1, 2),)


def test_changed_rows_and_ends_of_paragraphs(tmp_path: Path) -> None:
    rows = table((("TT", "Việc"), ("1", "Bỏ"), ("2", "Giữ"), ("3", "Thêm"), ("4", "Cũ")))
    gone, new = (f"<w:trPr><w:{kind}/></w:trPr>" for kind in ("del", "ins"))
    rows = rows.replace("<w:tr><w:tc>" + paragraph("1"), f"<w:tr>{gone}<w:tc>" + paragraph("1"))
    rows = rows.replace("<w:tr><w:tc>" + paragraph("3"), f"<w:tr>{new}<w:tc>" + paragraph("3"))
    end = "<w:p><w:pPr><w:rPr><w:{}/></w:rPr></w:pPr>"
    joined = end.format("del") + run("Hai đoạn ") + "</w:p>" + paragraph("nay là một.")
    parted = end.format("ins") + run("Đoạn mới.") + "</w:p>"
    source = read_body(tmp_path, rows + joined + parted)
    assert source.lines == ("TT | Việc", "2 | Giữ", "3 | Thêm", "4 | Cũ", "Hai đoạn nay là một.", "Đoạn mới.")
    assert source.notes == (CHANGES.format(2, 2),)


def test_what_libreoffice_wrote() -> None:
    from cchc_desktop.intake.read import read_source

    source = read_source(INPUTS / "docx-changes" / "libreoffice.docx")
    assert "- Đạt 90% hồ sơ." in texts(source)
    assert not any("88" in text or "bí mật" in text for text in texts(source))
    assert any(note.startswith("Tệp còn theo dõi sửa đổi") for note in source.notes)
    assert any("Bỏ 1 chỗ chữ ẩn" in note and "«bí mật»" in note for note in source.notes)


def test_hidden_letters_are_left_out_and_told_with_their_place(tmp_path: Path) -> None:
    styles = f'<w:style w:type="character" w:styleId="An"><w:rPr>{HIDDEN}</w:rPr></w:style>'
    source = read_body(
        tmp_path,
        plan(
            paragraph(run("- Đạt "), run("98", HIDDEN), run("90% hồ sơ."))
            + paragraph(run("- Cả đoạn ẩn.", HIDDEN))
            + paragraph(run("- Ẩn theo kiểu", '<w:rStyle w:val="An"/>'))
            + paragraph(run("- Không ẩn", '<w:rStyle w:val="An"/><w:vanish w:val="0"/>'))
        ),
        parts={"styles": ("styles", styles)},
    )
    assert [text for text in texts(source) if "90%" in text or "ẩn" in text.lower()] == [
        "- Đạt 90% hồ sơ.", "- Không ẩn",
    ]  # fmt: skip
    assert source.notes == ("Bỏ 3 chỗ chữ ẩn (không in ra); chỗ đầu tiên: Sau mục «II. MỤC TIÊU», «98».",)


def test_struck_letters_are_left_out_and_told(tmp_path: Path) -> None:
    struck = "<w:strike/>"
    source = read_body(
        tmp_path,
        paragraph(run("- Đạt "), run("88", struck), run("90% hồ sơ."))
        + paragraph(run("- Cả đoạn.", "<w:dstrike/>"))
        + paragraph(run("- Giữ.", '<w:strike w:val="0"/>')),
    )
    assert texts(source) == ["- Đạt 90% hồ sơ.", "- Giữ."]
    assert doubts(source) == ["Bỏ chữ bị gạch ngang trong đoạn («88»)"]
    assert source.notes == ("Bỏ 1 chỗ chữ bị gạch ngang; chỗ đầu tiên: Phần đầu văn bản, «- Cả đoạn.».",)


def test_white_letters_on_paper_and_hidden_rows(tmp_path: Path) -> None:
    white = '<w:color w:val="FFFFFF"/>'
    heading = paragraph(run("Nhiệm vụ", white))
    rows = table((("TT", heading), ("1", "Ẩn"), ("2", "Rà soát"), ("3", "Niêm yết"), ("4", "Tập huấn")))
    first = "<w:tc>" + paragraph("1")
    rows = rows.replace(f"<w:tr>{first}", f"<w:tr><w:trPr><w:hidden/></w:trPr>{first}")
    source = read_body(
        tmp_path,
        paragraph(run("- Đạt "), run("98", white), run("90%."))
        + paragraph(run("Trên nền", white + '<w:shd w:val="clear" w:fill="1F4E79"/>'))
        + '<w:p><w:pPr><w:shd w:val="clear" w:fill="C00000"/></w:pPr>'
        + run("Dải màu", white)
        + "</w:p>"
        + rows,
    )
    assert source.lines[:4] == ("- Đạt 90%.", "Trên nền", "Dải màu", "TT | Nhiệm vụ")
    assert source.lines[4:] == ("2 | Rà soát", "3 | Niêm yết", "4 | Tập huấn")
    assert source.notes == ("Bỏ 2 chỗ chữ ẩn (không in ra); chỗ đầu tiên: Phần đầu văn bản, «98».",)


def test_comments_are_counted(tmp_path: Path) -> None:
    comments = "".join(f'<w:comment w:id="{n}">{paragraph("Cần sửa.")}</w:comment>' for n in range(3))
    source = read_body(tmp_path, paragraph("Một."), parts={"comments": ("comments", comments)})
    assert texts(source) == ["Một."]
    assert source.notes == ("Tệp có 3 nhận xét bên lề (comment), không đưa vào nội dung.",)


def test_text_where_no_reader_looks_is_told(tmp_path: Path) -> None:
    strange = f"<w:gi><w:p>{run('Chữ lạ')}</w:p></w:gi>"
    source = read_body(tmp_path, paragraph("Một.") + strange)
    assert texts(source) == ["Một."]
    assert source.notes == (
        "Tệp có 6 chữ cái ở những chỗ mà chương trình không nhận ra nên chưa đọc; hãy đối chiếu với bản gốc.",
    )
