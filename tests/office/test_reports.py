"""The office's reports: when they are due, what they say, an official's own words, and what is missing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_desktop import catalogue
from cchc_desktop.documents.model import (
    AnnexTitle,
    Document,
    Heading,
    LetterHead,
    Paragraph,
    SignatureBlock,
    Style,
    Title,
)
from cchc_desktop.domain.dossiers import Dossiers
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.indicators import Kind, Severity
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.places import DossiersPlace, ReportPlace
from cchc_desktop.domain.plan import Signer
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report.outline import PassageKind
from cchc_desktop.domain.report.records import Length
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.domain.typed_figures import not_occurred, parse_figure
from cchc_desktop.office import Office
from cchc_desktop.office.report_schedule import ReportState
from cchc_desktop.office.settings import LONG_NAMES, YES
from tests.directives import save_directive
from tests.office.report_desk import HALF, Q1, YEAR, Desk
from tests.reporting import report

# When


def test_the_schedule_follows_the_regime(desk: Desk) -> None:
    lines = desk.office.reports.schedule.of_year(2026)
    assert [line.id for line in lines] == ["2026-Q1", "2026-6T", "2026-9T", "2026-N"]
    assert lines[0].dates.due == date(2026, 3, 17)
    desk.office.calendar.set_regime(2026, "before_day_10")
    assert [line.id for line in desk.office.reports.schedule.of_year(2026)] == [
        "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026-N",
    ]  # fmt: skip


def test_a_report_is_open_then_overdue_then_issued(desk: Desk) -> None:
    assert (desk.state(Q1), desk.state(HALF)) == (ReportState.OPEN, ReportState.NOT_BEGUN)
    desk.today = date(2026, 3, 18)
    assert desk.state(Q1) is ReportState.OVERDUE
    desk.office.reports.issue(Q1, "31", date(2026, 3, 16))
    assert desk.state(Q1) is ReportState.ISSUED
    desk.office.reports.recall(Q1)
    assert desk.state(Q1) is ReportState.OVERDUE
    assert [state.label for state in ReportState] == [
        "Chưa đến kỳ", "Đang nhập", "Đủ số liệu", "Quá hạn gửi", "Đã báo cáo trước",
            "Đã phát hành",
    ]  # fmt: skip


def test_a_span_is_whole_when_all_its_quarters_are(desk: Desk) -> None:
    known = desk.office.catalogues.of_period(Q1)
    everything = {
        one.code: Figure(parse_figure("1", one).value) if one.choices else parse_figure("0", one)
        for one in known.indicators
        if one.kind is not Kind.COMPUTED and not one.yearly
    }
    everything |= {rank: not_occurred(known.get(rank)) for rank in ("8.06", "8.08")}
    desk.office.figures.set_figures(Q1, everything)
    assert desk.state(Q1) is ReportState.READY
    half = desk.office.reports.schedule.line(HALF)
    assert half.done < half.wanted
    assert half.state is ReportState.NOT_BEGUN
    typed = {code: one for code, one in everything.items() if known.get(code).kind is not Kind.CARRIED}
    desk.office.figures.set_figures(Period.parse("2026-Q2"), typed)
    assert desk.state(HALF) is ReportState.READY


# Head and foot


def test_the_head_starts_from_the_office(desk: Desk) -> None:
    head = desk.office.reports.text.head(Q1)
    assert head.symbol == "BC-UBND"
    assert head.addressees == ("Ủy ban nhân dân tỉnh Sông Hương", "Sở Nội vụ tỉnh Sông Hương")
    assert head.recipients[0] == "Như trên"
    assert head.recipients[-1] == "Lưu: VT, VHXH"
    assert head.signer.name == "Trần Thị Bình"


def test_what_is_set_stays_and_what_is_usual_follows_the_office(desk: Desk) -> None:
    reports = desk.office.reports
    usual = reports.text.head(Q1)
    reports.set_head(Q1, symbol="BC-VP", addressees=["- Văn phòng UBND tỉnh"], recipients=usual.recipients)
    assert reports.text.head(Q1).symbol == "BC-VP"
    assert reports.text.head(Q1).addressees == ("Văn phòng UBND tỉnh",)
    desk.office.settings.set_profile(
        OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "An Bình")
    )
    assert reports.text.head(Q1).recipients[-1] == "Lưu: VT"
    reports.set_head(Q1, symbol="BC-VP")
    assert reports.text.head(Q1).symbol == "BC-VP"
    reports.set_head(Q1, symbol="", addressees=[])
    assert reports.text.head(Q1).symbol == "BC-UBND"
    assert reports.text.head(Q1).addressees == usual.addressees


def test_an_issued_report_stands(desk: Desk) -> None:
    reports = desk.office.reports
    reports.issue(Q1, "007", date(2026, 3, 16))
    assert (reports.text.head(Q1).number, reports.text.head(Q1).issued_on) == ("7", date(2026, 3, 16))
    changes: tuple[Callable[[], object], ...] = (
        lambda: reports.set_head(Q1, symbol="BC"),
        lambda: reports.issue(Q1, "8", date(2026, 3, 16)),
        lambda: reports.set_passage(Q1, "V", "Không."),
        lambda: reports.reset_passage(Q1, "V"),
        lambda: reports.set_remarks(Q1, 3, results="Tốt."),
    )
    for change in changes:
        with pytest.raises(Refusal, match="đã phát hành"):
            change()
    reports.recall(Q1)
    with pytest.raises(Refusal, match="chưa phát hành"):
        reports.recall(Q1)


def test_an_issued_report_is_kept_as_it_went_out(desk: Desk) -> None:
    reports = desk.office.reports
    desk.type(Q1, c1_01="5", c2_09="12")
    field = desk.office.dossiers.fields()[0].id
    desk.office.dossiers.set_row(Q1, field, Dossiers(online=4, on_time=4))
    reports.issue(Q1, "31", date(2026, 3, 16))
    report, form, said = reports.papers.compose(Q1), reports.papers.form(Q1), desk.passage("I.2").text
    statistics, head, name = (
        reports.papers.statistics(Q1),
        reports.text.head(Q1),
        reports.papers.file_name(Q1),
    )
    assert "05 văn bản" in said
    assert "Số: 31/BC-UBND" in repr(report)
    desk.type(Q1, c1_01="9")
    with desk.office.corrections.because("đếm lại"):
        desk.office.dossiers.set_row(Q1, field, Dossiers(online=7, on_time=7))
    desk.office.calendar.set_dates(replace(desk.office.calendar.dates(Q1), due=date(2026, 3, 20)))
    desk.office.settings.set_profile(
        replace(desk.office.settings.require_profile(), place="Nơi khác", symbol="UBND-VP")
    )
    assert (reports.papers.compose(Q1), reports.papers.form(Q1), desk.passage("I.2").text) == (
        report,
        form,
        said,
    )
    assert (reports.papers.statistics(Q1), reports.text.head(Q1), reports.papers.file_name(Q1)) == (
        statistics,
        head,
        name,
    )
    assert reports.checklist(Q1) == []
    row = reports.text.passage(Q1, "I.2")
    assert (row.changed, row.own) == (True, False)
    assert "09 văn bản" in row.generated
    assert reports.schedule.line(Q1).changed == 2
    reports.recall(Q1)
    assert "09 văn bản" in desk.passage("I.2").text
    assert (
        reports.text.head(Q1).symbol == "BC-UBND"
    )  # it was signed so; what is usual now is taken by emptying it
    assert reports.schedule.line(Q1).changed == 0
    desk.office.history.undo()
    assert reports.papers.compose(Q1) == report


def test_a_report_that_went_out_has_the_length_that_it_had(desk: Desk) -> None:
    desk.type(Q1, c1_01="5")
    papers = desk.office.reports.papers
    report(desk.office, "task-1", TaskUpdate(date(2026, 2, 10), 100, "Đã rà soát 120 thủ tục."))
    assert papers.compose(Q1, Length.SHORT) != papers.compose(Q1)
    desk.office.reports.issue(Q1, "31", date(2026, 3, 16))
    with pytest.raises(Refusal, match="Muốn đổi độ dài"):
        papers.compose(Q1, Length.SHORT)
    assert papers.compose(Q1, Length.FULL) == papers.compose(Q1)


def test_what_a_report_should_be_looked_at_for(desk: Desk) -> None:
    """Published results without a year, shortcomings without a cause, scores that are not there."""
    desk.today = date(2026, 12, 31)
    desk.type(YEAR.last_quarter, c8_06="12", c1_17="2")
    sentences = [item.sentence for item in desk.office.reports.checklist(YEAR)]
    assert any("chưa ghi là kết quả năm nào; báo cáo viết là của năm 2025" in each for each in sentences)
    assert any("bảng tự chấm điểm" in each for each in sentences)
    assert any("nêu tồn tại nhưng mục «Nguyên nhân» để trống" in each for each in sentences)
    figure = Figure(Decimal(12), source="Kết quả năm 2025")
    desk.office.figures.set_figures(YEAR.last_quarter, {"8.06": figure})
    desk.office.reports.set_remarks(YEAR, 3, causes="Thiếu máy quét.")
    sentences = [item.sentence for item in desk.office.reports.checklist(YEAR)]
    assert not any("kết quả năm nào" in each or "nêu tồn tại" in each for each in sentences)


def test_a_number_is_given_once_a_year(desk: Desk) -> None:
    desk.today = date(2026, 7, 1)
    desk.office.reports.issue(Q1, "31", date(2026, 3, 16))
    with pytest.raises(Refusal, match="Số 31 đã dùng cho báo cáo quý I năm 2026"):
        desk.office.reports.issue(HALF, "031", date(2026, 6, 16))


def test_an_issued_report_stays_listed(desk: Desk) -> None:
    desk.office.reports.issue(Q1, "31", date(2026, 3, 16))
    desk.office.calendar.set_dates(replace(desk.office.calendar.dates(Q1), reported=False, due=None))
    assert Q1 in [line.period for line in desk.office.reports.schedule.of_year(2026)]


@pytest.mark.parametrize(
    ("number", "day", "where"),
    [
        ("", date(2026, 3, 16), "number"),
        ("0", date(2026, 3, 16), "number"),
        ("7a", date(2026, 3, 16), "number"),
        ("7", date(2026, 2, 1), "date"),
        ("7", date(2099, 1, 1), "date"),
    ],
)
def test_a_bad_number_or_day_is_refused(desk: Desk, number: str, day: date, where: str) -> None:
    with pytest.raises(Refusal) as refusal:
        desk.office.reports.issue(Q1, number, day)
    assert refusal.value.field == where
    assert not desk.office.reports.text.head(Q1).is_issued


# The text


def test_numbers_are_those_of_what_is_printed(desk: Desk) -> None:
    desk.type(Q1, c1_01="4", c1_28="1", c2_18="2")
    markers = {row.key: row.marker for row in desk.office.reports.text.passages(Q1)}
    assert [markers[key] for key in ("I", "I.1", "I.2", "I.3", "I.6", "II", "II.1", "II.3")] == [
        "I.", "1.", "2.", "", "3.", "II.", "1.", "",
    ]  # fmt: skip
    kinds = {row.key: row.kind for row in desk.office.reports.text.passages(Q1)}
    assert kinds["II.2"] is PassageKind.HEADING


def test_own_words_are_kept_and_marked_when_the_data_change(desk: Desk) -> None:
    reports = desk.office.reports
    desk.type(Q1, c1_28="2")
    reports.set_passage(Q1, "I.6", "Có 02 sáng kiến của Trung tâm.")
    row = desk.passage("I.6")
    assert (row.text, row.own, row.changed) == ("Có 02 sáng kiến của Trung tâm.", True, False)
    desk.type(Q1, c1_28="3")
    row = desk.passage("I.6")
    assert (row.text, row.changed) == ("Có 02 sáng kiến của Trung tâm.", True)
    assert "Có 03 sáng kiến" in row.generated
    assert reports.schedule.line(Q1).changed == 1
    assert any(
        item.place == ReportPlace(Q1, "I.6") and item.severity is Severity.ERROR
        for item in reports.checklist(Q1)
    )
    reports.keep_passage(Q1, "I.6")
    assert not desk.passage("I.6").changed
    reports.reset_passage(Q1, "I.6")
    assert not desk.passage("I.6").own
    desk.office.history.undo()
    assert desk.passage("I.6").text == "Có 02 sáng kiến của Trung tâm."


def test_a_change_words_only_the_reports_that_it_reaches(desk: Desk) -> None:
    text, later = desk.office.reports.text, Period.parse("2026-N")
    desk.type(Q1, c1_01="5")
    before, of_year = text.passages(Q1)[0], text.passages(later)[0]
    desk.type(Period.parse("2026-Q3"), c1_01="7")
    assert text.passages(Q1)[0] is before
    assert text.passages(later)[0] is not of_year
    desk.office.reports.set_remarks(Q1, 3, difficulties="Thiếu máy quét.")
    assert text.passages(Q1)[0] is not before
    # However many reports were looked at, each says what the data say.
    others = [Period(year, Q1.span) for year in range(2005, 2025)]
    words = [[row.text for row in text.passages(period)] for period in (*others, Q1)]
    assert [[row.text for row in text.passages(period)] for period in (*others, Q1)] == words


def test_the_datas_own_words_are_no_own_words(desk: Desk) -> None:
    desk.type(Q1, c1_28="2")
    desk.office.reports.set_passage(Q1, "I.6", f"  {desk.passage('I.6').generated}\n")
    assert not desk.passage("I.6").own


def test_an_emptied_passage_is_not_printed(desk: Desk) -> None:
    desk.type(Q1, c1_28="2")
    desk.office.reports.set_passage(Q1, "I.6", "")
    row = desk.passage("I.6")
    assert (row.text, row.own, row.marker) == ("", True, "")


def test_titles_and_unknown_keys_take_no_words(desk: Desk) -> None:
    for key in ("I", "II.2", "X.1"):
        with pytest.raises(Refusal):
            desk.office.reports.set_passage(Q1, key, "…")


# What is missing


def test_the_check_list_names_what_is_missing_by_area(desk: Desk) -> None:
    desk.type(Q1, **{f"c{one.code.replace('.', '_')}": "0" for one in catalogue.indicators().of_area(2)
                     if one.is_typed})  # fmt: skip
    items = desk.office.reports.checklist(Q1)
    sentences = [item.sentence for item in items if item.severity is Severity.ERROR]
    assert any(sentence.startswith("Lĩnh vực 1. Chỉ đạo, điều hành: chưa có") for sentence in sentences)
    assert not any(sentence.startswith("Lĩnh vực 2.") for sentence in sentences)
    severities = [item.severity for item in items]
    assert severities == sorted(severities, key=lambda one: one is Severity.WARNING)


def test_the_check_list_of_a_span_names_the_quarter_that_is_missing(desk: Desk) -> None:
    desk.type(Q1, c1_28="2")
    assert any("Quý II năm 2026: chưa có" in one.sentence for one in desk.office.reports.checklist(HALF))


def test_the_check_list_tells_of_the_form_and_the_head(desk: Desk) -> None:
    desk.office.dossiers.set_row(Q1, "ho-tich", Dossiers(90, 10, 0, 50, 40, 0, 0, 0))
    items = desk.office.reports.checklist(Q1)
    assert any(item.place == DossiersPlace(Q1) and "ít hơn" not in item.sentence for item in items)
    assert any("chưa có số và ngày phát hành" in item.sentence for item in items)
    desk.office.reports.set_head(Q1, signer=Signer("TM. UBND", "CHỦ TỊCH", ""))
    assert any("họ tên người ký" in item.sentence for item in desk.office.reports.checklist(Q1))


# Documents


def texts(document: Document) -> list[str]:
    return [block.text for block in document.parts[0].blocks if isinstance(block, Paragraph)]


def test_the_report_is_an_official_document(desk: Desk) -> None:
    desk.type(Q1, c1_01="5", c1_28="không phát sinh")
    save_directive(desk.office, date(2026, 1, 22), "12/KH-UBND", "Kiểm tra CCHC", "Kế hoạch")
    desk.office.reports.issue(Q1, "8", date(2026, 3, 16))
    document = desk.office.reports.papers.compose(Q1)
    blocks = document.parts[0].blocks
    assert isinstance(blocks[0], LetterHead)
    assert blocks[0].number_line == "Số: 08/BC-UBND"
    assert blocks[0].place_date == "An Bình, ngày 16 tháng 3 năm 2026"
    assert blocks[1] == Title("BÁO CÁO", "Kết quả công tác cải cách hành chính quý I năm 2026")
    assert [block.style for block in blocks[2:5] if isinstance(block, Paragraph)] == [
        Style.ADDRESS, Style.ADDRESSEE, Style.ADDRESSEE,
    ]  # fmt: skip
    bases = [block.text for block in blocks if isinstance(block, Paragraph) and block.style is Style.BASIS]
    assert bases[-1].endswith(".")
    assert all(text.endswith(";") for text in bases[:-1])
    headings = [(one.marker, one.text) for one in blocks if isinstance(one, Heading)]
    assert headings[0] == ("I.", "Công tác chỉ đạo, điều hành cải cách hành chính")
    assert headings[-1] == ("III.", "Kiến nghị, đề xuất")  # there was nothing to assess yet
    assert texts(document)[-1].endswith("./.")
    foot = blocks[-1]
    assert isinstance(foot, SignatureBlock)
    assert foot.recipients[-1] == "Lưu: VT, VHXH."
    assert foot.name == "Trần Thị Bình"
    assert [part.name for part in document.parts] == ["Báo cáo", "Phụ lục I", "Phụ lục II", "Phụ lục III"]
    for part, label in zip(document.parts[1:], ("Phụ lục I", "Phụ lục II", "Phụ lục III"), strict=True):
        title = part.blocks[0]
        assert isinstance(title, AnnexTitle)
        assert title.label == label
        assert title.enclosure == (
            "(Kèm theo Báo cáo số 08/BC-UBND ngày 16 tháng 3 năm 2026 của UBND xã An Bình)"
        )


def test_a_draft_leaves_number_and_day_blank(desk: Desk) -> None:
    head = desk.office.reports.papers.compose(Q1).parts[0].blocks[0]
    assert isinstance(head, LetterHead)
    assert head.number_line.split() == ["Số:", "/BC-UBND"]
    assert "tháng 3 năm 2026" in head.place_date


def test_longer_spans_look_ahead_in_their_subject(desk: Desk) -> None:
    title = desk.office.reports.papers.compose(HALF).parts[0].blocks[1]
    assert title == Title(
        "BÁO CÁO",
        "Kết quả công tác cải cách hành chính 6 tháng đầu năm 2026, phương hướng, nhiệm vụ 6 tháng cuối năm "
        "2026",
    )


def test_own_enumerations_become_paragraphs(desk: Desk) -> None:
    desk.office.reports.set_passage(Q1, "V", "Xã có hai đề nghị:\n- Cấp máy quét.\n+ Hai máy.\n\n3. Khác.")
    blocks = desk.office.reports.papers.compose(Q1).parts[0].blocks
    found = [block for block in blocks if isinstance(block, Paragraph)][-5:-1]
    assert [(one.marker, one.text) for one in found] == [
        ("", "Xã có hai đề nghị:"), ("-", "Cấp máy quét."), ("+", "Hai máy."), ("", "3. Khác."),
    ]  # fmt: skip


def test_files_are_named_after_what_they_are(desk: Desk) -> None:
    reports = desk.office.reports
    reports.issue(Q1, "31", date(2026, 3, 17))
    assert reports.papers.file_name(Q1, "docx") == "31-BC-UBND-cai-cach-hanh-chinh-quy-i-nam-2026.docx"
    desk.office.settings.set_preference(LONG_NAMES, YES)
    assert reports.papers.file_name(Q1, "docx") == (
        "31-BC-UBND_bao-cao-ket-qua-cong-tac-cai-cach-hanh-chinh-quy-i-nam-2026_20260317.docx"
    )
    assert reports.papers.file_name(Q1, "xlsx", "form") == "bieu-ii-06a-quy-i-nam-2026.xlsx"
    assert reports.papers.file_name(YEAR, "xlsx", "statistics").startswith("phu-luc-thong-ke")


def test_a_report_can_be_looked_at_before_the_office_is_set_up(tmp_path: Path) -> None:
    office = Office.open(tmp_path / "new", lambda: date(2026, 3, 10), lambda: datetime(2026, 3, 10, 9))
    try:
        assert office.reports.papers.compose(Q1).parts
        assert office.reports.papers.form(Q1).parts
        assert office.reports.checklist(Q1)
    finally:
        office.close()
