"""The search finds words wherever they were typed, and says where that is."""

from datetime import date

import pytest

from cchc_desktop.domain.directives import Directive
from cchc_desktop.domain.figures import Figure
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office

Q2, HALF = Period.parse("2026-Q2"), Period.parse("2026-6T")


@pytest.fixture
def written(office: Office) -> Office:
    """Words on figures and in a report, each with its own rare word."""
    figure = Figure(office.figures.read_figure(Q2, "1.01", "5").value, note="Chờ zimbabue")
    office.figures.set_figures(Q2, {"1.01": figure})
    office.directives.save(Directive(date(2026, 5, 4), "15/KH-UBND", "Kế hoạch kuala số", kind="Kế hoạch"))
    office.reports.set_passage(HALF, "I.1", "Lời riêng mombasa.")
    office.reports.set_remarks(HALF, 3, difficulties="Thiếu máy quét palermo.")
    office.reports.issue(HALF, "77", date(2026, 6, 16))
    return office


@pytest.mark.parametrize(
    ("words", "kind", "text", "place", "period", "key"),
    [
        ("ZIMBABUE", "Số liệu", "1.01. Số văn bản chỉ đạo, điều hành CCHC đã ban hành (Chờ zimbabue)",
         "quý II năm 2026", Q2, "1.01"),
        ("kuala", "Văn bản chỉ đạo", "15/KH-UBND: Kế hoạch kuala số", "ngày 04/05/2026", HALF, ""),
        ("mombasa", "Đoạn báo cáo", "Lời riêng mombasa.", "Báo cáo 6 tháng đầu năm 2026", HALF, "I.1"),
        ("may quet palermo", "Nhận xét lĩnh vực", "Thiếu máy quét palermo.",
         "Thủ tục hành chính, 6 tháng đầu năm 2026", HALF, "3"),
        ("77", "Báo cáo", "Báo cáo số 77/BC-UBND", "6 tháng đầu năm 2026", HALF, ""),
    ],
)  # fmt: skip
def test_words_of_figures_and_reports(
    written: Office, words: str, kind: str, text: str, place: str, period: Period, key: str
) -> None:
    (hit,) = written.search(words)
    assert (hit.kind, hit.text, hit.place, hit.period, hit.key) == (kind, text, place, period, key)
    assert (hit.plan_id, hit.item_id) == ("", "")


def test_indicators_are_found_by_name_and_code(office: Office) -> None:
    (hit,) = office.search("ty le so hoa ho so khi tiep nhan").hits
    assert hit.kind == "Chỉ tiêu thống kê"
    assert hit.text == f"{hit.key}. {office.catalogues.of_period(Q2).get(hit.key).name}"
    assert hit.place == "Thủ tục hành chính"
    assert [one.key for one in office.search("1.01 văn bản").hits] == ["1.01"]
    assert office.search("   ").hits == []


def test_no_more_than_wanted(office: Office) -> None:
    assert len(office.search("số", limit=7).hits) == 7
