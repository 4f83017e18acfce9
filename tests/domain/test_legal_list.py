"""The list of legal documents, its filters, and what a newer file changes."""

from dataclasses import replace
from datetime import date

import pytest

from cchc_desktop.domain.legal import LegalDocument, LegalLibrary
from cchc_desktop.domain.legal_list import LegalFilter, counted, library_changes, listed

DAY = date(2026, 3, 1)
OLD = LegalDocument(
    "61/2018/NĐ-CP", "Nghị định", "Chính phủ", "về cơ chế cũ", ended=date(2025, 7, 1),
    replaced_by=("118/2025/NĐ-CP",),
)  # fmt: skip
NEW = LegalDocument(
    "118/2025/NĐ-CP", "Nghị định", "Chính phủ", "về cơ chế mới", date(2025, 6, 9), valid_from=date(2025, 7, 1)
)
COMING = LegalDocument("9/2026/NĐ-CP", "Nghị định", "Chính phủ", "về việc khác", valid_from=date(2026, 9, 1))
LAW = LegalDocument("72/2025/QH15", "Luật", "Quốc hội", "Tổ chức chính quyền địa phương", date(2025, 6, 16))
GONE = LegalDocument("1/2010/NĐ-CP", "Nghị định", ended=date(2020, 1, 1), abolished_by=("7/2019/NĐ-CP",))
LIBRARY = LegalLibrary((OLD, NEW, COMING, LAW, GONE))


def symbols(words: str = "", wanted: LegalFilter = LegalFilter.ALL) -> list[str]:
    return [each.document.symbol for each in listed(LIBRARY, {"own-1": LAW}, DAY, words, wanted)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (LegalFilter.IN_FORCE, ["118/2025/NĐ-CP"]),
        (LegalFilter.OUT, ["1/2010/NĐ-CP", "61/2018/NĐ-CP", "9/2026/NĐ-CP"]),
        (LegalFilter.UNKNOWN, ["72/2025/QH15"]),
        (LegalFilter.OWN, ["72/2025/QH15"]),
    ],
)
def test_filters(wanted: LegalFilter, found: list[str]) -> None:
    assert symbols(wanted=wanted) == found
    assert wanted.label


def test_all_are_listed_in_the_order_of_their_force_and_found_without_accents() -> None:
    assert symbols()[0] == "72/2025/QH15"
    assert len(symbols()) == 5
    assert symbols("co che") == ["61/2018/NĐ-CP", "118/2025/NĐ-CP"]


def test_how_a_document_stands_is_said_in_a_few_words() -> None:
    told = {each.document.symbol: each for each in listed(LIBRARY, {"own-1": LAW}, DAY)}
    assert told["61/2018/NĐ-CP"].state_words == "Hết hiệu lực từ 01/07/2025"
    assert told["61/2018/NĐ-CP"].instead_words == "Nghị định số 118/2025/NĐ-CP"
    assert told["1/2010/NĐ-CP"].instead_words == "Nghị định số 7/2019/NĐ-CP"
    assert told["118/2025/NĐ-CP"].state_words == "Còn hiệu lực từ 01/07/2025"
    assert told["118/2025/NĐ-CP"].instead_words == ""
    assert told["9/2026/NĐ-CP"].state_words == "Có hiệu lực từ 01/09/2026"
    assert told["72/2025/QH15"].state_words == "Chưa rõ hiệu lực"
    assert (told["72/2025/QH15"].source_words, told["61/2018/NĐ-CP"].source_words) == ("Cơ quan", "Thư viện")
    assert told["72/2025/QH15"].key == LAW.key


def test_a_newer_file_says_what_is_new_changed_and_not_in_it() -> None:
    after = (replace(OLD, ended=date(2025, 8, 1), title=""), COMING, replace(LAW, symbol="72/2025/qh15"))
    found = library_changes((OLD, NEW, LAW), after, [NEW])
    assert [each.words for each in found] == [
        "Trích yếu: về cơ chế cũ → chưa ghi; ngày hết hiệu lực: 01/07/2025 → 01/08/2025",
        "Văn bản mới",
        "Cách viết số, ký hiệu",
        "Tệp không có; vẫn giữ như đang biết. Cơ quan có bản riêng, vẫn dùng bản đó",
    ]
    assert [each.key for each in found] == [OLD.key, COMING.key, LAW.key, NEW.key]
    assert counted(found) == "Tệp thêm 1 văn bản, thay đổi 2 văn bản, không có 1 văn bản đang biết."
    assert counted([]) == "Tệp không thay đổi văn bản nào."
    told = library_changes((OLD,), (replace(OLD, replaced_by=("1/2025/NĐ-CP", "2/2025/NĐ-CP")),))
    assert told[0].words == "Văn bản thay thế: 118/2025/NĐ-CP → 1/2025/NĐ-CP, 2/2025/NĐ-CP"
