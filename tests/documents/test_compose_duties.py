"""The printed calendar of a year: its rows, its notes, and a workbook whose days are days."""

from dataclasses import replace
from datetime import date, datetime

from cchc_desktop.documents.compose_duties import compose_duties
from cchc_desktop.domain.duties import Duty, DutyLine, DutyMark, DutyState, Turn
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.report_periods import Period
from tests.documents.reading import folded, pdf_bytes, pdf_pages, workbook

OFFICE = OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "An Bình")
DUTY = Duty(
    "Báo cáo một cửa", "Q1", receiver="Văn phòng UBND tỉnh", legal="Thông tư số 01/2020/TT-VPCP", id="one"
)
PERIOD = Period.parse("2026-Q1")
TURN = Turn(
    DUTY, PERIOD, date(2025, 12, 15), date(2026, 3, 14), date(2026, 5, 17), DutyMark.of("one", PERIOD.id)
)
WAITING = DutyLine(TURN, DutyState.WAITING, None, "")
SENT = replace(
    WAITING,
    turn=replace(TURN, due=date(2026, 3, 17)),
    state=DutyState.SENT,
    sent_on=date(2026, 3, 16),
    number="7/BC-UBND",
    doubt="Hỏi nơi nhận.",
)
TODAY = date(2026, 3, 20)


def test_the_calendar_is_printed_with_what_is_to_be_known_of_its_days() -> None:
    document = compose_duties([SENT, WAITING], OFFICE, 2026, TODAY)
    text = folded(" ".join(pdf_pages(pdf_bytes(document))))
    assert "LỊCH BÁO CÁO Năm 2026" in text
    assert "Tình hình đến ngày 20/3/2026" in text
    assert "7/BC-UBND" in text
    assert "Đã gửi" in text
    assert "Hạn rơi vào ngày nghỉ, nên gửi trước: Báo cáo một cửa quý I (hạn 17/05/2026, Chủ nhật)." in text
    assert "Báo cáo một cửa: Hỏi nơi nhận." in text


def test_a_workbook_has_days_as_days_and_a_filter() -> None:
    sheet = workbook(compose_duties([SENT, WAITING], OFFICE, 2026, TODAY)).worksheets[0]
    days = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, datetime)]
    assert days == [
        datetime(2026, 3, 17), datetime(2025, 12, 15), datetime(2026, 3, 14), datetime(2026, 3, 16),
        datetime(2026, 5, 17), datetime(2025, 12, 15), datetime(2026, 3, 14),
    ]  # fmt: skip
    assert sheet.auto_filter.ref
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {"Ba", "CN", "Văn phòng UBND tỉnh", "Thông tư số 01/2020/TT-VPCP"} <= set(texts)


def test_a_year_without_reports_says_so() -> None:
    text = folded(" ".join(pdf_pages(pdf_bytes(compose_duties([], None, 2026, TODAY)))))
    assert "Năm này không có báo cáo nào phải gửi." in text
