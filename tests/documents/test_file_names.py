"""Names of exported files: as document systems take them, or longer ones."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.documents.file_names import NAME_LENGTH, SHORT_LENGTH, different, suggested_name

DAY = date(2026, 6, 16)
REPORT = "Báo cáo kết quả công tác cải cách hành chính 6 tháng đầu năm 2026"
PLAN = "Kế hoạch Cải cách hành chính nhà nước năm 2026, xã Đại Đồng"


@given(*[st.text(max_size=300)] * 3, st.booleans())
def test_any_name(subject: str, number: str, symbol: str, long: bool) -> None:
    name = suggested_name(subject, "docx", number, symbol, DAY, long=long)
    assert len(name) <= (NAME_LENGTH if long else SHORT_LENGTH)
    signs = "A-Za-z0-9_-" if long else "A-Za-z0-9-"
    assert re.fullmatch(rf"[A-Za-z0-9]([{signs}]*[A-Za-z0-9])?\.docx", name)


def test_names_that_document_systems_take() -> None:
    assert suggested_name(REPORT, "pdf", "78", "BC-UBND", DAY) == (
        "78-BC-UBND-cchc-6-thang-dau-nam-2026-20260616.pdf"
    )
    # The same name for each format.
    assert suggested_name(REPORT, "docx", "78", "BC-UBND", DAY) == (
        "78-BC-UBND-cchc-6-thang-dau-nam-2026-20260616.docx"
    )
    # Period and year stay, where the day has no room beside them.
    assert suggested_name(REPORT, "pdf", "1152", "BC-UBND", DAY) == (
        "1152-BC-UBND-cchc-6-thang-dau-nam-2026.pdf"
    )
    assert suggested_name(PLAN, "pdf", "15", "KH-UBND", DAY) == (
        "15-KH-UBND-cchc-nha-nuoc-nam-2026-xa-dai-dong.pdf"
    )
    assert suggested_name("Kế hoạch rất dài " * 9 + "năm 2026", "pdf").endswith("-nam-2026.pdf")


def test_long_names() -> None:
    assert suggested_name(PLAN, "pdf", "15", "KH-UBND", date(2026, 1, 5), long=True) == (
        "15-KH-UBND_ke-hoach-cai-cach-hanh-chinh-nha-nuoc-nam-2026-xa-dai-dong_20260105.pdf"
    )
    assert suggested_name(PLAN, "docx", "", "QĐ-UBND", long=True) == (
        "QD-UBND_ke-hoach-cai-cach-hanh-chinh-nha-nuoc-nam-2026-xa-dai-dong.docx"
    )
    long = suggested_name("Kế hoạch rất dài " * 20, "docx", "7", "KH-UBND", DAY, long=True)
    assert len(long) <= NAME_LENGTH
    assert long.endswith("_20260616.docx")
    assert "-_" not in long


def test_names_that_windows_keeps_for_itself() -> None:
    for long in (False, True):
        assert suggested_name("", "xlsx", long=long) == "van-ban.xlsx"
        assert suggested_name("Con", "pdf", long=long) == "van-ban-con.pdf"
        assert suggested_name("COM1", "pdf", long=long) == "van-ban-com1.pdf"


@given(st.lists(st.text("aA-b", min_size=1, max_size=46).map(lambda stem: f"{stem}.pdf")))
def test_names_of_one_folder_differ(names: list[str]) -> None:
    found = different(names)
    assert len({name.lower() for name in found}) == len(names)
    assert all(len(name) <= SHORT_LENGTH for name in found)
    assert [name for name in found if name in names][:1] == names[:1]


def test_a_second_file_of_a_name() -> None:
    assert different(["a.pdf", "A.pdf", "a.docx"]) == ["a.pdf", "A-2.pdf", "a.docx"]
