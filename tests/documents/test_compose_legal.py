"""The list of legal documents on paper: how each stands, what took its place, what is not known."""

from datetime import date, datetime

from cchc_desktop.documents.compose_legal import compose_legal
from cchc_desktop.domain.legal import LegalDocument, LegalLibrary
from cchc_desktop.domain.legal_list import LegalFilter, listed
from tests.documents.reading import folded, pdf_bytes, pdf_pages, workbook

DAY = date(2026, 3, 1)
LIBRARY = LegalLibrary(
    (
        LegalDocument("61/2018/NĐ-CP", "Nghị định", "Chính phủ", "về cơ chế cũ", ended=date(2025, 7, 1),
                      replaced_by=("118/2025/NĐ-CP",)),
        LegalDocument("118/2025/NĐ-CP", "Nghị định", "Chính phủ", "về cơ chế mới", date(2025, 6, 9)),
        LegalDocument("", "Luật", "Quốc hội", "Lưu trữ", year=2024),
    )
)  # fmt: skip


def test_each_document_is_printed_with_how_it_stands() -> None:
    document = compose_legal(listed(LIBRARY, {}, DAY), DAY, "Thư viện mẫu", None)
    text = folded(" ".join(pdf_pages(pdf_bytes(document))))
    assert "DANH MỤC VĂN BẢN PHÁP LUẬT" in text
    assert "(hiệu lực xét đến ngày 01/3/2026)" in text
    assert "Hết hiệu lực từ 01/07/2025" in text
    assert "Nguồn: Thư viện mẫu." in text


def test_a_workbook_has_days_as_days_and_laws_by_their_names() -> None:
    sheet = workbook(compose_legal(listed(LIBRARY, {}, DAY), DAY, "Thư viện mẫu", None)).worksheets[0]
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert [each for each in values if isinstance(each, datetime)] == [datetime(2025, 6, 9)]
    assert {"Luật Lưu trữ", "năm 2024", "Nghị định về cơ chế mới", "Nghị định số 118/2025/NĐ-CP"} <= set(
        values
    )
    assert sheet.auto_filter.ref


def test_a_filter_that_lets_nothing_through_says_so() -> None:
    document = compose_legal([], DAY, "Thư viện mẫu", None, LegalFilter.OWN)
    text = folded(" ".join(pdf_pages(pdf_bytes(document))))
    assert "(Cơ quan tự thêm, hiệu lực xét đến ngày 01/3/2026)" in text
    assert "Không có văn bản nào như vậy trong thư viện." in text
