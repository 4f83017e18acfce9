"""A signed PDF held against the document that was issued."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.outgoing.records import IssuedPaper, PaperKey, PaperKind, SignedCopy
from cchc_desktop.domain.outgoing.signed import SignedText, differences

SUBJECT = "Kết quả công tác cải cách hành chính quý I năm 2026"
PAPER = IssuedPaper(
    PaperKey(PaperKind.REPORT, "2026-Q1"), f"Báo cáo {SUBJECT}", SUBJECT, "31", "BC-UBND", date(2026, 3, 17),
    "Trần Thị Bình", ("Sở Nội vụ",), is_issued=True,
)  # fmt: skip


def read(
    number: str = "Số: 31/BC-UBND",
    place: str = "An Bình, ngày 17 tháng 3 năm 2026",
    subject: str = "Kết quả công tác cải cách hành chính\nquý I năm 2026",
    readable: bool = True,
) -> SignedText:
    body = "Thực hiện Kế hoạch số 152/KH-UBND ngày 26 tháng 12 năm 2025, UBND xã báo cáo như sau:"
    text = f"ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\n{number}\n{place}\nBÁO CÁO\n{subject}\n{body}"
    return SignedText(text, 20, "0" * 64, readable)


@pytest.mark.parametrize(
    "found",
    [
        read(),
        read(number="Số: 031 / BC-UBND"),
        read(number="số:31/BC-UBND", place="An Bình,ngày 17 tháng 03 năm 2026"),
        # Words between which lines end, dashes of other kinds.
        read(subject="KẾT QUẢ CÔNG TÁC CẢI CÁCH\nHÀNH CHÍNH - QUÝ I NĂM 2026"),
        # A system may leave the symbol to its stamp.
        read(number="Số: 31/"),
    ],
)
def test_what_agrees_is_silent(found: SignedText) -> None:
    assert differences(found, PAPER) == ()


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (read(number="Số: 78/BC-UBND"), ["Số trong tệp là 78/BC-UBND", "số 31/BC-UBND"]),
        (read(number="Số: 31/KH-UBND"), ["Số trong tệp là 31/KH-UBND"]),
        (read(number="Số:      /BC-UBND"), ["Không đọc được số"]),
        # A number within the text is not the document's own.
        (read(number=""), ["Không đọc được số"]),
        (read(place="An Bình, ngày 18 tháng 3 năm 2026"), ["Ngày trong tệp là 18/03/2026", "17/03/2026"]),
        (read(place="An Bình, ngày      tháng 3 năm 2026"), ["Không đọc được ngày"]),
        (read(place="An Bình, ngày 31 tháng 2 năm 2026"), ["Không đọc được ngày"]),
        (read(place=""), ["Không đọc được ngày"]),
        (read(subject="Kết quả công tác cải cách hành chính quý II năm 2026"), ["Không thấy trích yếu"]),
        (read(readable=False), ["ảnh quét"]),
    ],
)
def test_what_differs_is_pointed_out(found: SignedText, words: list[str]) -> None:
    (sentence,) = differences(found, PAPER)
    assert all(word in sentence for word in words)


def test_a_number_that_a_system_put_in_later_is_read_from_its_place() -> None:
    """In the file it stands behind all else; on paper after «Số:»."""
    blank = read(number="Số:      /BC-UBND", place="An Bình, ngày      tháng 3 năm 2026")
    assert len(differences(blank, PAPER)) == 2
    rows = "ỦY BAN NHÂN DÂN XÃ\nSố: 31 /BC-UBND An Bình, ngày 17 tháng 3 năm 2026\nBÁO CÁO"
    assert differences(replace(blank, rows=rows), PAPER) == ()
    other = replace(blank, rows=rows.replace("31", "13"))
    assert differences(other, PAPER) == (
        "Số trong tệp là 13/BC-UBND, văn bản đã phát hành là số 31/BC-UBND.",
    )


def test_each_difference_is_told() -> None:
    other = read("Số: 5/QĐ-UBND", "An Bình, ngày 1 tháng 1 năm 2025", "Thành lập tổ công tác")
    assert len(differences(other, PAPER)) == 3


@pytest.mark.slow
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    for sentence in differences(SignedText(text, 1, "0" * 64, True), PAPER):
        assert sentence.endswith(".")


def test_a_copy_is_of_one_issue() -> None:
    copy = SignedCopy(
        PaperKind.REPORT, "2026-Q1", "31", "BC-UBND", date(2026, 3, 17), "a.pdf", 9, "0" * 64, 1,
        date(2026, 3, 18), "1" * 64,
    )  # fmt: skip
    assert copy.is_of(PAPER)
    assert not copy.is_of(replace(PAPER, number="32"))
    assert not copy.is_of(replace(PAPER, is_issued=False))
    assert not copy.is_of(replace(PAPER, key=PaperKey(PaperKind.REPORT, "2026-Q2")))
    assert PAPER.numbered == "31/BC-UBND"
    assert replace(PAPER, number="").numbered == "BC-UBND"
    assert [kind.label for kind in PaperKind] == ["Báo cáo", "Kế hoạch"]
