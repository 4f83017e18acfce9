"""What the reports say: sentences from figures, targets, tasks, documents and remarks."""

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_desktop.domain.dossiers import Dossiers
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.indicators import Severity
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report.records import Length
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office
from tests.directives import save_directive
from tests.office.report_desk import HALF, Q1, YEAR, Desk
from tests.reporting import report
from tests.sample_office import lay_sample


def test_what_was_never_entered_is_not_said(desk: Desk) -> None:
    row = desk.passage("I.6")
    assert (row.text, row.marker) == ("", "")
    assert "1.28" in row.hint


def test_what_did_not_occur_is_said(desk: Desk) -> None:
    desk.type(Q1, c1_28="không phát sinh")
    row = desk.passage("I.6")
    assert row.text == "Trong quý I chưa có sáng kiến, giải pháp mới được đề xuất."
    assert row.codes == ("1.28",)


def test_figures_become_sentences(desk: Desk) -> None:
    desk.type("2025-Q1", c1_25="2")
    desk.type(Q1, c1_25="3", c1_26="ước 12", c1_27="9")
    desk.office.dossiers.set_row(Q1, "ho-tich", Dossiers(900, 300, 45, 700, 490, 10, 40, 5))
    assert desk.passage("I.7").text == (
        "Trong quý I tổ chức 03 hội nghị đối thoại của lãnh đạo UBND xã với người dân, tổ chức, doanh nghiệp"
        "; ước tiếp nhận 12 ý kiến, kiến nghị, đã trả lời, giải quyết 09 ý kiến."
    )
    text = desk.passage("II.2.b").text
    assert "tổng số hồ sơ thủ tục hành chính phải giải quyết là 1.245 hồ sơ (gồm 900 hồ sơ tiếp nhận" in text
    assert "đã giải quyết 1.200 hồ sơ (trước hạn 700, đúng hạn 490, quá hạn 10)" in text
    assert "đúng hạn đạt 99,17% (chỉ tiêu năm từ 95% trở lên)" in text


def test_a_quarter_tells_what_was_cumulated(desk: Desk) -> None:
    desk.type(Q1, c1_28="2", c1_29="1")
    desk.type("2026-Q2", c1_28="1", c1_29="0")
    assert desk.passage("I.6", Period.parse("2026-Q2")).text == (
        "Có 01 sáng kiến, giải pháp cải cách hành chính được đề xuất; lũy kế từ đầu năm có 01 sáng kiến, "
        "giải pháp được công nhận, áp dụng."
    )
    assert desk.passage("I.6", HALF).text == (
        "Có 03 sáng kiến, giải pháp cải cách hành chính được đề xuất; 01 sáng kiến, giải pháp được công "
        "nhận, áp dụng."
    )


def test_a_span_that_is_not_whole_says_so_once(desk: Desk) -> None:
    def opening() -> str:
        return desk.passage("opening", HALF).text

    dates = "(số liệu từ ngày 15/12/2025 đến ngày 14/6/2026"
    desk.today = date(2026, 6, 20)
    assert f"{dates}) như sau:" in opening()
    desk.type(Q1, c1_28="không phát sinh", c2_13="2", c2_14="6", c1_25="2")
    assert "(số liệu tính đến ngày 14/3/2026, chưa có số liệu quý II) như sau:" in opening()
    assert (
        "Tính đến ngày 14/3/2026 (chưa có số liệu quý II), tổ chức 02 hội nghị"
        in desk.passage("I.7", HALF).text
    )
    assert "Tính đến ngày 14/3/2026 (chưa có số liệu quý II), triển khai kịp thời 2/6 văn bản" in (
        desk.passage("II.1", HALF).text
    )
    assert desk.passage("I.6", HALF).text == ""
    assert "1.28" in desk.passage("I.6", HALF).hint
    desk.type("2026-Q2", c1_28="không phát sinh", c2_13="4")
    assert (
        f"{dates}; số liệu quý II chưa đầy đủ, các số còn thiếu được ghi chú tại Phụ lục I) như sau:"
    ) in opening()
    assert "chưa có sáng kiến" in desk.passage("I.6", HALF).text
    assert "đều" not in desk.passage("II.1", HALF).text
    desk.type("2026-Q2", c2_14="4", c1_25="0")
    assert f"{dates}) như sau:" in opening()
    assert "chưa" not in desk.passage("opening").text


def test_a_target_missed_is_told_and_looked_ahead_to(desk: Desk) -> None:
    desk.office.dossiers.set_row(Q1, "ho-tich", Dossiers(90, 10, 0, 50, 40, 10, 0, 0))
    assert "đúng hạn đạt 90% (chỉ tiêu năm từ 95% trở lên)" in desk.passage("II.2.b").text
    assert (
        "- Một số chỉ tiêu đạt thấp so với mức đề ra cho cả năm, cần tập trung trong thời gian tới:\n"
        "+ Văn phòng HĐND và UBND: tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn mới đạt 90%, thấp hơn chỉ "
        "tiêu năm 5 điểm phần trăm.\n"
    ) in desk.passage("III.2").text
    assert (
        "Giao Văn phòng HĐND và UBND chủ trì các giải pháp để đến hết năm 2026 đưa tỷ lệ hồ sơ giải quyết "
        "trước hạn và đúng hạn từ 90% lên 95%.\n"
    ) in desk.passage("IV").text
    assert desk.passage("III.1").text == ""


def test_only_the_years_end_calls_a_target_missed(desk: Desk) -> None:
    desk.today = date(2026, 12, 31)
    desk.office.dossiers.set_row(Q1, "ho-tich", Dossiers(90, 10, 0, 50, 40, 10, 0, 0))
    for quarter in ("2026-Q2", "2026-Q3", "2026-Q4"):
        desk.office.dossiers.set_row(Period.parse(quarter), "ho-tich", Dossiers(10, 0, 0, 5, 5, 0, 0, 0))
    assert "đạt 92,31% (chỉ tiêu năm từ 95% trở lên, chưa đạt)" in desk.passage("II.2.b", YEAR).text
    assert (
        "Còn 01 chỉ tiêu của Kế hoạch cải cách hành chính năm 2026 chưa đạt:"
        in desk.passage("III.2", YEAR).text
    )
    assert "đối với chỉ tiêu năm 2026 chưa đạt: tỷ lệ hồ sơ" in desk.passage("IV", YEAR).text
    last = desk.passage("II.2.b", Period.parse("2026-Q4")).text
    assert "đạt 100% (tính từ đầu năm là 92,31%, chỉ tiêu năm từ 95% trở lên, chưa đạt)" in last


def test_what_is_late_is_set_beside_last_years(desk: Desk) -> None:
    desk.office.dossiers.set_row(Period.parse("2025-Q1"), "ho-tich", Dossiers(90, 10, 0, 50, 30, 20, 0, 0))
    desk.office.dossiers.set_row(Q1, "ho-tich", Dossiers(90, 10, 0, 50, 40, 9, 0, 1))
    assert (
        "Có 09 hồ sơ thủ tục hành chính giải quyết quá hạn (cùng kỳ năm trước 20 hồ sơ) và 01 hồ sơ đang "
        "giải quyết đã quá hạn."
    ) in desk.passage("III.2").text


def test_a_part_that_is_the_whole_is_said_so(desk: Desk) -> None:
    desk.type(
        Q1, c2_02="không phát sinh", c2_03="2", c2_04="2", c2_05="3", c2_06="2", c2_07="2",
        c2_13="6", c2_14="6", c4_01="4", c4_02="4", c6_07="2", c6_08="2", c7_01="9", c7_02="8",
    )  # fmt: skip
    laws = desk.passage("II.1").text
    assert "UBND xã ban hành 02 văn bản quy phạm pháp luật (quyết định), đều bảo đảm đúng thẩm quyền" in laws
    assert "phát hiện 02 văn bản phải xử lý, đều đã xử lý xong, đạt 100%" in laws
    assert (
        "Có 06 văn bản quy phạm pháp luật của cấp trên phải triển khai, đều được triển khai kịp thời" in laws
    )
    assert (
        "có 04 phòng chuyên môn và tương đương, đều được sắp xếp đúng quy định" in desk.passage("II.3").text
    )
    assert "kiểm toán phải thực hiện, đều đã thực hiện xong, đạt 100%" in desk.passage("II.5").text
    assert "Gửi 8/9 văn bản đi" in desk.passage("II.6").text
    desk.type(Q1, c2_03="1", c2_04="1", c2_06="không phát sinh", c2_07="không phát sinh")
    laws = desk.passage("II.1").text
    assert "ban hành 01 văn bản quy phạm pháp luật (quyết định), bảo đảm đúng thẩm quyền" in laws
    assert "không phát hiện văn bản phải xử lý." in laws


def test_what_was_not_begun_is_no_result(desk: Desk) -> None:
    desk.type(Q1, c2_09="42", c2_10="7", c2_11="0", c1_07="0", c1_06="12", c2_16="0")
    desk.type("2025-Q1", c2_16="1")
    assert "xác định 07 văn bản phải xử lý; chưa xử lý xong văn bản nào" in desk.passage("II.1").text
    assert desk.passage("I.3").text == "Trong quý I chưa tổ chức kiểm tra công tác cải cách hành chính."
    assert "0 hoạt động" not in desk.passage("III.2").text
    desk.today = date(2026, 12, 31)
    desk.office.figures.set_figures(Q1, dict.fromkeys(("2.09", "2.10", "2.11", "1.06", "1.07"), Figure()))
    for quarter in ("Q2", "Q3", "Q4"):
        desk.type(f"2025-{quarter}", c2_16="0")
        desk.type(f"2026-{quarter}", c2_16="0")
    assert "- Chưa thực hiện hoạt động theo dõi tình hình thi hành pháp luật." in (
        desk.passage("III.2", YEAR).text
    )


def test_main_results_go_first_and_those_without_change_go_unsaid(desk: Desk) -> None:
    for year, online in (("2025", 40), ("2026", 90)):
        desk.office.dossiers.set_row(
            Period.parse(f"{year}-Q1"), "ho-tich", Dossiers(online, 100 - online, 0, 100, 0, 0, 0, 0)
        )
        desk.type(f"{year}-Q1", c3_28="80", c3_52="50" if year == "2025" else "90", c1_29="1")
    text = desk.passage("III.1").text
    lines = text.split("\n")
    assert lines[0] == (
        "- Đã đạt mức đề ra cho cả năm đối với 01 chỉ tiêu của Kế hoạch cải cách hành chính năm 2026: tỷ lệ "
        "hồ sơ giải quyết trước hạn và đúng hạn đạt 100%."
    )
    assert lines[1:] == [
        "- Tiến bộ so với cùng kỳ năm trước: tỷ lệ hồ sơ nộp trực tuyến đạt 90%, tăng 50 điểm phần trăm; tỷ "
        "lệ hồ sơ luân chuyển điện tử đạt 90%, tăng 40 điểm phần trăm."
    ]


def test_the_year_tells_the_tasks_of_its_last_quarter_and_what_is_left(desk: Desk) -> None:
    desk.today = date(2026, 12, 20)
    report(desk.office, "task-1", TaskUpdate(date(2026, 7, 10), 100, "Đã rà soát 120 thủ tục."))
    assert "hoàn thành 01 nhiệm vụ, đạt 33,33%, trong đó 01 nhiệm vụ hoàn thành chậm" in (
        desk.passage("I.1", YEAR).text
    )
    assert desk.passage("II.2.e", YEAR).text == (
        "Nhiệm vụ của Kế hoạch hoàn thành trong năm: đã rà soát 120 thủ tục."
    )
    nine = desk.passage("II.2.e", Period.parse("2026-9T")).text
    assert nine == "Nhiệm vụ của Kế hoạch hoàn thành trong 9 tháng đầu năm: đã rà soát 120 thủ tục."
    desk.office.reports.set_head(YEAR, length=Length.SHORT)
    assert desk.passage("II.2.e", YEAR).text == (
        "Trong năm hoàn thành 01 nhiệm vụ của Kế hoạch (chi tiết tại Phụ lục II)."
    )
    text = desk.passage("IV", YEAR).text
    assert "- Hoàn thành các nhiệm vụ còn lại của năm 2026:\n+ " in text
    assert "+ Niêm yết công khai thủ tục tại bảng tin.\n" in text
    assert "(hạn " not in text
    assert "Khẩn trương" not in text


def test_the_weightiest_documents_are_named(desk: Desk) -> None:
    desk.type(Q1, c1_01="10")
    for day in range(1, 10):
        save_directive(desk.office, date(2026, 1, day), f"{day}/UBND", f"Việc {day}", "Công văn")
    save_directive(desk.office, date(2025, 12, 26), "152/KH-UBND", "Kế hoạch năm", "Kế hoạch")
    lines = [line for line in desk.passage("I.2").text.split("\n") if line.startswith("+ ")]
    assert len(lines) == 6
    assert lines[0].startswith("+ Kế hoạch số 152/KH-UBND ngày 26/12/2025")
    assert [line.split()[4] for line in lines[1:]] == [f"{day}/UBND" for day in range(5, 10)]


@pytest.mark.parametrize("period", ["2026-Q1", "2026-6T", "2026-9T", "2026-N"])
@pytest.mark.slow
def test_no_sign_stands_in_running_text(tmp_path: Path, period: str) -> None:
    day = date(2026, 12, 31)
    lay_sample(tmp_path / "sample", day)
    office = Office.open(tmp_path / "sample", lambda: day, lambda: datetime(2026, 12, 31, 9))
    try:
        rows = office.reports.text.passages(Period.parse(period))
    finally:
        office.close()
    text = "\n".join(row.text for row in rows)
    assert not set("≥≤<>%") & set(re.sub(r"\d%", "", text))
    assert "mục tiêu" not in text
    for sentence in re.split(r"[.;:\n]", text):
        assert not re.search(r"đạt [^,]*, (chưa )?đạt ", sentence), sentence
    assert "+ " not in text.replace("\n+ ", "")
    assert not re.search(r"\b(có|tổ chức|thực hiện|ban hành) 0 ", text, re.IGNORECASE)


def test_tasks_are_told_as_they_stood_at_the_end_of_the_period(desk: Desk) -> None:
    report(desk.office, "task-1", TaskUpdate(date(2026, 2, 10), 100, "Đã rà soát 120 thủ tục."))
    text = desk.passage("II.2.e").text
    assert text == "Nhiệm vụ của Kế hoạch hoàn thành đến ngày 10/3/2026: đã rà soát 120 thủ tục."
    assert "đề ra 03 nhiệm vụ; đến ngày 10/3/2026 hoàn thành 01 nhiệm vụ, đạt 33,33%" in (
        desk.passage("I.1").text
    )
    desk.today = date(2026, 12, 20)
    assert "rà soát" not in desk.passage("II.2.e", Period.parse("2026-Q2")).text
    assert "rà soát 120 thủ tục" in desk.passage("II.2.e", HALF).text
    report(desk.office, "task-2", TaskUpdate(date(2026, 12, 19), 100))
    assert desk.passage("II.2.e").text == text.replace("đến ngày 10/3/2026", "trong quý I")
    assert "rà soát 120 thủ tục" in desk.passage("II.2.e", YEAR).text
    assert "Niêm yết" not in desk.passage("II.2.e", YEAR).text


def test_typed_counts_of_tasks_go_before_those_of_the_program(desk: Desk) -> None:
    desk.type(Q1, c1_03="30", c1_04="6")
    assert "đề ra 30 nhiệm vụ; đến ngày 10/3/2026 hoàn thành 06 nhiệm vụ, đạt 20%" in desk.passage("I.1").text
    assert "Còn" not in desk.passage("I.1").text
    errors = [item for item in desk.office.reports.checklist(Q1) if item.severity is Severity.ERROR]
    told = " ".join(item.sentence for item in errors)
    assert "nhập tay 30 nhiệm vụ, chương trình đếm được 3 nhiệm vụ" in told
    assert "nhập tay 6 nhiệm vụ, chương trình đếm được 0 nhiệm vụ" in told


def test_tasks_finished_and_left_are_told_from_one_source(desk: Desk) -> None:
    desk.today = date(2027, 1, 4)
    tasks = desk.office.tasks.rows()
    for quarter in YEAR.quarters[:3]:
        desk.type(quarter, c1_03=str(len(tasks)), c1_04="1")
    desk.type(YEAR.quarters[3], c1_03=str(len(tasks)))
    done = sum(row.status.is_done for row in desk.office.reports.text.data(YEAR).tasks)
    assert "trong năm hoàn thành 03 nhiệm vụ" in desk.passage("I.1", YEAR).text
    assert "Còn" not in desk.passage("I.1", YEAR).text, "the typed figures and the tasks disagree"
    for quarter in YEAR.quarters:
        desk.office.figures.set_figures(quarter, {"1.03": Figure(), "1.04": Figure()})
    report(desk.office, tasks[0].id, TaskUpdate(date(2026, 12, 1), 100))
    text = desk.passage("I.1", YEAR).text
    assert f"trong năm hoàn thành {done + 1:02} nhiệm vụ, đạt" in text
    assert f"Còn {len(tasks) - done - 1:02} nhiệm vụ chưa hoàn thành" in text
    data = desk.office.reports.text.data(YEAR)
    assert data.readings["1.04"].value == sum(row.status.is_done for row in data.tasks)
    assert not [item for item in desk.office.reports.checklist(YEAR) if "đếm được" in item.sentence]


def test_what_was_entered_is_told_though_something_beside_it_is_missing(desk: Desk) -> None:
    desk.type(Q1, c3_42="3", c3_43="2", c1_36="50")
    assert desk.passage("II.2.d").text == (
        "Tiếp nhận 03 phản ánh, kiến nghị; đã xử lý 02 phản ánh, kiến nghị."
    )
    assert (
        desk.passage("I.8").text
        == "Trong quý I đã sử dụng 50 triệu đồng kinh phí thực hiện cải cách hành chính."
    )
    desk.type(Q1, c3_41="0")
    assert "đã xử lý 02 phản ánh, kiến nghị, đạt 66,67%" in desk.passage("II.2.d").text
    desk.office.dossiers.set_row(Q1, "ho-tich", Dossiers(1, 0, 0, 0, 0, 1, 0, 0))
    assert "đã giải quyết 01 hồ sơ (quá hạn 01)" in desk.passage("II.2.b").text


def test_nothing_is_said_of_ratings_that_are_not_there(desk: Desk) -> None:
    last = YEAR.last_quarter
    desk.type(last, c5_02="9", c5_03="28")
    assert "xếp loại" not in desk.passage("II.4", last).text
    desk.type(last, c5_14="6", c5_17="0")
    assert (
        "Kết quả xếp loại chất lượng: 06 người hoàn thành xuất sắc nhiệm vụ; không có người không hoàn thành"
        in desk.passage("II.4", last).text
    )


def test_the_rank_is_in_what_the_superior_governs(desk: Desk) -> None:
    desk.type(YEAR.last_quarter, c8_06="12")
    assert "xếp thứ 12 trong tỉnh" in desk.passage("II.7", YEAR.last_quarter).text
    profile = desk.office.settings.profile()
    assert profile is not None
    desk.office.settings.set_profile(replace(profile, superior="Ủy ban nhân dân thành phố Bình Minh"))
    assert "xếp thứ 12 trong thành phố" in desk.passage("II.7", YEAR.last_quarter).text


def test_an_overdue_task_is_named_with_its_unit(desk: Desk) -> None:
    desk.today = date(2026, 9, 20)
    text = desk.passage("III.2", Period.parse("2026-9T")).text
    assert "rà soát thủ tục hành chính nội bộ (Văn phòng HĐND và UBND chủ trì; hạn 30/6/2026)." in text


def test_remarks_stand_in_their_places(desk: Desk) -> None:
    desk.office.reports.set_remarks(
        Q1, 3, results="- Nhắc hồ sơ trước hạn.", difficulties="Thiếu máy quét;\nĐề nghị tỉnh cấp máy.",
        causes="Chưa bố trí được kinh phí.",
    )  # fmt: skip
    assert desk.passage("II.2.e").text == "Nhắc hồ sơ trước hạn."
    assert desk.passage("III.2").text == "Thiếu máy quét."
    assert desk.passage("III.3").text == "Chưa bố trí được kinh phí."
    assert desk.passage("V").text == "Đề nghị tỉnh cấp máy."
    assert desk.office.reports.text.remarks(Q1)[3].causes == "Chưa bố trí được kinh phí."
    assert desk.office.reports.text.remarks(Q1)[4].is_blank
    with pytest.raises(Refusal):
        desk.office.reports.set_remarks(Q1, 9, results="…")


def test_without_remarks_there_is_nothing_to_propose(desk: Desk) -> None:
    assert desk.passage("V").text == "Không có kiến nghị, đề xuất."
    desk.type(Q1, c1_28="1")
    assert desk.passage("III.2").text == "", "of most figures nothing is known"
    known = [
        one for one in desk.office.catalogues.of_period(Q1).indicators if one.is_typed and one.is_asked(Q1)
    ]
    none = {one.code: Figure(Decimal(0), none=True) for one in known if not one.choices}
    typed = dict(list(none.items())[: len(known) // 2 + 2])
    desk.office.figures.set_figures(Q1, typed)
    assert 2 * len(typed) > len(known)
    assert desk.passage("III.2").text.startswith("Trong kỳ không có tồn tại")
    assert desk.passage("III.2", HALF).text == "", "of the second quarter nothing is known"
    desk.type(Q1, c3_16="0")
    desk.office.figures.set_figures(HALF.last_quarter, typed)
    assert desk.passage("III.2", HALF).text.startswith("Trong kỳ không có tồn tại")


def test_impact_is_reported_for_the_year_or_where_it_was_entered(desk: Desk) -> None:
    def keys(period: Period) -> list[str]:
        return [row.key for row in desk.office.reports.text.passages(period)]

    assert "II.7" not in keys(Q1)
    assert "II.7" in keys(YEAR)
    desk.type(Q1, c8_04="90")
    assert "II.7" in keys(Q1)


@pytest.mark.parametrize("period", [Q1, YEAR])
def test_an_office_that_did_nothing_says_so_without_a_nought(desk: Desk, period: Period) -> None:
    known = desk.office.catalogues.of_period(Q1)
    for quarter in period.quarters:
        typed = {
            one.code: Figure(Decimal(one.choices[0][0] if one.choices else 0), none=one.unit == "hạng")
            for one in known.indicators
            if one.is_typed and one.is_asked(quarter)
        }
        desk.office.figures.set_figures(quarter, typed)
    text = "\n".join(row.text for row in desk.office.reports.text.passages(period))
    assert not re.search(r"(?<![\d.,/])0(?![\d.,/])", text)
    assert "đều" not in text.replace("đều còn trong thời hạn", "")
    assert text.count("không phát sinh") <= 5, "duties that were not done are no things that did not occur"
    assert text.count(" chưa ") + text.count(" không có ") > 20


def test_an_office_without_a_plan_has_a_report(desk: Desk) -> None:
    desk.office.plans.delete("plan-1")
    desk.type(Q1, c1_01="5", c1_25="0")
    assert desk.passage("opening").text.startswith("UBND xã An Bình báo cáo kết quả")
    assert "chỉ tiêu" not in desk.passage("I.7").text
    assert desk.passage("IV").text.endswith("gửi báo cáo định kỳ đúng thời hạn.")
    assert desk.passage("III.1").text == ""
    desk.office.dossiers.set_row(Q1, "ho-tich", Dossiers(90, 10, 0, 50, 40, 10, 0, 0))
    assert desk.passage("III.1").text == (
        "Hồ sơ giải quyết trước hạn và đúng hạn đạt 90%; hồ sơ nộp trực tuyến đạt 90%."
    )


def test_a_note_on_one_quarter_is_not_the_spans(desk: Desk) -> None:
    for quarter, forms, staff in (("2026-Q1", "3", "37"), ("2026-Q2", "4", "38")):
        desk.office.figures.set_figures(
            Period.parse(quarter),
            {
                "1.20": Figure(Decimal(forms), note="Ba bài về đất đai"),
                "5.03": Figure(Decimal(staff), note="Thiếu 01 người"),
            },
        )
    notes = desk.office.reports.text.data(HALF).notes
    assert notes == {"5.03": "Thiếu 01 người"}
    assert desk.office.reports.text.data(Q1).notes.keys() == {"1.20", "5.03"}


def test_dossiers_are_told_though_what_came_over_is_not_known(desk: Desk) -> None:
    desk.type(Q1, c3_14="5", c3_15="3", c3_18="4", c3_20="1", c3_19="0")
    text = desk.passage("II.2.b").text
    assert "tiếp nhận trực tuyến 05 hồ sơ thủ tục hành chính, trực tiếp" in text
    assert "đã giải quyết 05 hồ sơ (trước hạn 04, quá hạn 01)" in text
    desk.type(Q1, c3_14="0", c3_15="0")
    text = desk.passage("II.2.b").text
    assert text.startswith("- Trong quý I, đã giải quyết 05 hồ sơ thủ tục hành chính (trước hạn 04")
