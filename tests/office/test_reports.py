"""The office's reports: when they are due, what they say, an official's own words, and what is missing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
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
from cchc_desktop.domain.directives import Directive
from cchc_desktop.domain.dossiers import Dossiers
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.figures import Figure, parse_figure
from cchc_desktop.domain.indicators import Kind, Severity
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.plan import Draft, Signer
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office
from cchc_desktop.office.reports import PassageKind, PassageRow, ReportState
from tests.plans import small_plan

Q1, HALF, YEAR = Period.parse("2026-Q1"), Period.parse("2026-6T"), Period.parse("2026-N")


@dataclass
class Desk:
    """An office whose day the test sets."""

    office: Office = field(init=False)
    today: date = date(2026, 3, 10)

    def passage(self, key: str, period: Period = Q1) -> PassageRow:
        return self.office.reports.passage(period, key)

    def type(self, period: Period | str, **figures: str) -> None:
        """Types figures, by codes written ``c1_07``."""
        period = Period.parse(period) if isinstance(period, str) else period
        known = self.office.figures.catalogue(period)
        read = {name[1:].replace("_", "."): text for name, text in figures.items()}
        typed = {code: parse_figure(text, known.get(code)) for code, text in read.items()}
        self.office.figures.set_figures(period, typed)

    def state(self, period: Period) -> ReportState:
        return self.office.reports.line(period).state


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The office of An Bình with a small plan, on 10/3/2026."""
    made = Desk()
    made.office = Office.open(tmp_path, lambda: made.today, lambda: datetime(2026, 3, 10, 9))
    signer = Signer("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Thị Bình")
    made.office.settings.found(
        OfficeProfile(
            "Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "An Bình",
            archive="VHXH", signers=(signer,),
        )
    )  # fmt: skip
    made.office.plans.store_draft(Draft(small_plan()))
    yield made
    made.office.close()


# When


def test_the_schedule_follows_the_regime(desk: Desk) -> None:
    lines = desk.office.reports.schedule(2026)
    assert [line.id for line in lines] == ["2026-Q1", "2026-6T", "2026-9T", "2026-N"]
    assert lines[0].dates.due == date(2026, 3, 17)
    desk.office.figures.set_regime(2026, "before_day_10")
    assert [line.id for line in desk.office.reports.schedule(2026)] == [
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
        "Chưa đến kỳ", "Đang nhập", "Đủ số liệu", "Quá hạn gửi", "Đã phát hành",
    ]  # fmt: skip


def test_a_span_is_whole_when_all_its_quarters_are(desk: Desk) -> None:
    known = desk.office.figures.catalogue(Q1)
    everything = {
        one.code: Figure(parse_figure("1", one).value) if one.choices else parse_figure("0", one)
        for one in known.indicators
        if one.kind is not Kind.COMPUTED and not one.yearly
    }
    desk.office.figures.set_figures(Q1, everything)
    assert desk.state(Q1) is ReportState.READY
    half = desk.office.reports.line(HALF)
    assert half.done < half.wanted
    assert half.state is ReportState.NOT_BEGUN
    typed = {code: one for code, one in everything.items() if known.get(code).kind is not Kind.CARRIED}
    desk.office.figures.set_figures(Period.parse("2026-Q2"), typed)
    assert desk.state(HALF) is ReportState.READY


# Head and foot


def test_the_head_starts_from_the_office(desk: Desk) -> None:
    head = desk.office.reports.head(Q1)
    assert head.symbol == "BC-UBND"
    assert head.addressees == ("Ủy ban nhân dân tỉnh Sông Hương", "Sở Nội vụ tỉnh Sông Hương")
    assert head.recipients[0] == "Như trên"
    assert head.recipients[-1] == "Lưu: VT, VHXH"
    assert head.signer.name == "Trần Thị Bình"


def test_what_is_set_stays_and_what_is_usual_follows_the_office(desk: Desk) -> None:
    reports = desk.office.reports
    usual = reports.head(Q1)
    reports.set_head(Q1, symbol="BC-VP", addressees=["- Văn phòng UBND tỉnh"], recipients=usual.recipients)
    assert reports.head(Q1).symbol == "BC-VP"
    assert reports.head(Q1).addressees == ("Văn phòng UBND tỉnh",)
    desk.office.settings.set_profile(
        OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "An Bình")
    )
    assert reports.head(Q1).recipients[-1] == "Lưu: VT"
    reports.set_head(Q1, symbol="BC-VP")
    assert reports.head(Q1).symbol == "BC-VP"
    reports.set_head(Q1, symbol="", addressees=[])
    assert reports.head(Q1).symbol == "BC-UBND"
    assert reports.head(Q1).addressees == usual.addressees


def test_an_issued_report_stands(desk: Desk) -> None:
    reports = desk.office.reports
    reports.issue(Q1, "007", date(2026, 3, 16))
    assert (reports.head(Q1).number, reports.head(Q1).issued_on) == ("7", date(2026, 3, 16))
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


@pytest.mark.parametrize(
    ("number", "day", "where"),
    [
        ("", date(2026, 3, 16), "number"),
        ("0", date(2026, 3, 16), "number"),
        ("7a", date(2026, 3, 16), "number"),
        ("7", date(2025, 12, 1), "date"),
    ],
)
def test_a_bad_number_or_day_is_refused(desk: Desk, number: str, day: date, where: str) -> None:
    with pytest.raises(Refusal) as refusal:
        desk.office.reports.issue(Q1, number, day)
    assert refusal.value.field == where
    assert not desk.office.reports.head(Q1).is_issued


# The text


def test_what_was_never_entered_is_not_said(desk: Desk) -> None:
    row = desk.passage("I.6")
    assert (row.text, row.marker) == ("", "")
    assert "1.28" in row.hint


def test_what_did_not_occur_is_said(desk: Desk) -> None:
    desk.type(Q1, c1_28="không phát sinh")
    row = desk.passage("I.6")
    assert row.text == "Trong quý I không phát sinh sáng kiến, giải pháp mới được đề xuất."
    assert row.codes == ("1.28",)


def test_figures_become_sentences(desk: Desk) -> None:
    desk.type("2025-Q1", c1_25="2")
    desk.type(Q1, c1_25="3", c1_26="ước 12", c1_27="9")
    desk.office.dossiers.set_row(Q1, "ho-tich", Dossiers(900, 300, 45, 700, 490, 10, 40, 5))
    assert desk.passage("I.7").text == (
        "Tổ chức 03 hội nghị đối thoại của lãnh đạo UBND xã với người dân, tổ chức, doanh nghiệp; tiếp nhận "
        "ước 12 ý kiến, kiến nghị, đã trả lời, giải quyết 09 ý kiến."
    )
    text = desk.passage("II.2.b").text
    assert "tiếp nhận 1.245 hồ sơ thủ tục hành chính (gồm 900 hồ sơ trực tuyến, 300 hồ sơ trực tiếp" in text
    assert "đã giải quyết 1.200 hồ sơ (trước hạn 700, đúng hạn 490, quá hạn 10)" in text
    assert "đạt 99,17%, tính" not in text
    assert "đạt 99,17%, đạt mục tiêu kế hoạch (≥ 95%)" in text


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


def test_a_target_missed_is_told_and_looked_ahead_to(desk: Desk) -> None:
    desk.office.dossiers.set_row(Q1, "ho-tich", Dossiers(90, 10, 0, 50, 40, 10, 0, 0))
    assert "đạt 90%, chưa đạt mục tiêu kế hoạch (≥ 95%)" in desk.passage("II.2.b").text
    assert "+ Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn đạt 90% (mục tiêu ≥ 95%)" in (
        desk.passage("III.2").text
    )
    assert "mục tiêu chưa đạt: tỷ lệ hồ sơ giải quyết" in desk.passage("IV").text
    assert desk.passage("III.1").text == ""


def test_tasks_are_told_as_they_stood_at_the_end_of_the_period(desk: Desk) -> None:
    tasks = desk.office.tasks
    tasks.report("task-1", TaskUpdate(date(2026, 2, 10), 100, "Đã rà soát 120 thủ tục."))
    text = desk.passage("II.2.e").text
    assert "+ Rà soát thủ tục hành chính nội bộ: đã rà soát 120 thủ tục." in text
    assert "đề ra 03 nhiệm vụ; đến hết kỳ báo cáo đã hoàn thành 01 nhiệm vụ, đạt 33,33%" in (
        desk.passage("I.1").text
    )
    desk.today = date(2026, 12, 20)
    assert "Rà soát thủ tục" not in desk.passage("II.2.e", Period.parse("2026-Q2")).text
    assert "Rà soát thủ tục" in desk.passage("II.2.e", YEAR).text
    tasks.report("task-2", TaskUpdate(date(2026, 12, 19), 100))
    assert desk.passage("II.2.e").text == text
    assert "Niêm yết" not in desk.passage("II.2.e", YEAR).text


def test_typed_counts_of_tasks_go_before_those_of_the_program(desk: Desk) -> None:
    desk.type(Q1, c1_03="30", c1_04="6")
    assert "đề ra 30 nhiệm vụ; trong quý I hoàn thành 06 nhiệm vụ, đạt 20%" in desk.passage("I.1").text
    assert "Còn" not in desk.passage("I.1").text
    assert any("ghi 30" in item.sentence for item in desk.office.reports.checklist(Q1))


def test_an_overdue_task_is_named_with_its_unit(desk: Desk) -> None:
    desk.today = date(2026, 9, 20)
    text = desk.passage("III.2", Period.parse("2026-9T")).text
    assert (
        "Rà soát thủ tục hành chính nội bộ (đơn vị chủ trì: Văn phòng HĐND và UBND; hạn 30/6/2026)." in text
    )


def test_remarks_stand_in_their_places(desk: Desk) -> None:
    desk.office.reports.set_remarks(
        Q1, 3, results="- Nhắc hồ sơ trước hạn.", difficulties="Thiếu máy quét;\nĐề nghị tỉnh cấp máy.",
        causes="Chưa bố trí được kinh phí.",
    )  # fmt: skip
    assert desk.passage("II.2.e").text == "Nhắc hồ sơ trước hạn."
    assert desk.passage("III.2").text == "Thiếu máy quét."
    assert desk.passage("III.3").text == "Chưa bố trí được kinh phí."
    assert desk.passage("V").text == "Đề nghị tỉnh cấp máy."
    assert desk.office.reports.remarks(Q1)[3].causes == "Chưa bố trí được kinh phí."
    assert desk.office.reports.remarks(Q1)[4].is_blank
    with pytest.raises(Refusal):
        desk.office.reports.set_remarks(Q1, 9, results="…")


def test_without_remarks_there_is_nothing_to_propose(desk: Desk) -> None:
    assert desk.passage("V").text == "Không có kiến nghị, đề xuất."
    assert desk.passage("III.2").text == ""
    desk.type(Q1, c1_28="1")
    assert desk.passage("III.2").text.startswith("Trong kỳ không phát sinh tồn tại")


def test_impact_is_reported_for_the_year_or_where_it_was_entered(desk: Desk) -> None:
    def keys(period: Period) -> list[str]:
        return [row.key for row in desk.office.reports.passages(period)]

    assert "II.7" not in keys(Q1)
    assert "II.7" in keys(YEAR)
    desk.type(Q1, c8_04="90")
    assert "II.7" in keys(Q1)


def test_numbers_are_those_of_what_is_printed(desk: Desk) -> None:
    desk.type(Q1, c1_01="4", c1_28="1", c2_18="2")
    markers = {row.key: row.marker for row in desk.office.reports.passages(Q1)}
    assert [markers[key] for key in ("I", "I.1", "I.2", "I.3", "I.6", "II", "II.1", "II.3")] == [
        "I.", "1.", "2.", "", "3.", "II.", "1.", "",
    ]  # fmt: skip
    kinds = {row.key: row.kind for row in desk.office.reports.passages(Q1)}
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
    assert reports.line(Q1).changed == 1
    assert any(item.key == "I.6" and item.severity is Severity.ERROR for item in reports.checklist(Q1))
    reports.keep_passage(Q1, "I.6")
    assert not desk.passage("I.6").changed
    reports.reset_passage(Q1, "I.6")
    assert not desk.passage("I.6").own
    desk.office.history.undo()
    assert desk.passage("I.6").text == "Có 02 sáng kiến của Trung tâm."


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
    assert any(item.form and "ít hơn" not in item.sentence for item in items)
    assert any("chưa có số và ngày phát hành" in item.sentence for item in items)
    desk.office.reports.set_head(Q1, signer=Signer("TM. UBND", "CHỦ TỊCH", ""))
    assert any("họ tên người ký" in item.sentence for item in desk.office.reports.checklist(Q1))


# Documents


def texts(document: Document) -> list[str]:
    return [block.text for block in document.parts[0].blocks if isinstance(block, Paragraph)]


def test_the_report_is_an_official_document(desk: Desk) -> None:
    desk.type(Q1, c1_01="5", c1_28="không phát sinh")
    desk.office.directives.save(Directive(date(2026, 1, 22), "12/KH-UBND", "Kiểm tra CCHC", "Kế hoạch"))
    desk.office.reports.issue(Q1, "8", date(2026, 3, 16))
    document = desk.office.reports.compose(Q1)
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
    assert headings[-1] == ("IV.", "Kiến nghị, đề xuất")  # there was nothing to assess yet
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
    head = desk.office.reports.compose(Q1).parts[0].blocks[0]
    assert isinstance(head, LetterHead)
    assert head.number_line.split() == ["Số:", "/BC-UBND"]
    assert "tháng 3 năm 2026" in head.place_date


def test_longer_spans_look_ahead_in_their_subject(desk: Desk) -> None:
    title = desk.office.reports.compose(HALF).parts[0].blocks[1]
    assert title == Title(
        "BÁO CÁO",
        "Kết quả công tác cải cách hành chính 6 tháng đầu năm 2026, phương hướng, nhiệm vụ 6 tháng cuối năm "
        "2026",
    )


def test_own_enumerations_become_paragraphs(desk: Desk) -> None:
    desk.office.reports.set_passage(Q1, "V", "Xã có hai đề nghị:\n- Cấp máy quét.\n+ Hai máy.\n\n3. Khác.")
    blocks = desk.office.reports.compose(Q1).parts[0].blocks
    found = [block for block in blocks if isinstance(block, Paragraph)][-5:-1]
    assert [(one.marker, one.text) for one in found] == [
        ("", "Xã có hai đề nghị:"), ("-", "Cấp máy quét."), ("+", "Hai máy."), ("", "3. Khác."),
    ]  # fmt: skip


def test_files_are_named_after_what_they_are(desk: Desk) -> None:
    reports = desk.office.reports
    reports.issue(Q1, "31", date(2026, 3, 17))
    assert reports.file_name(Q1, "docx") == (
        "31-BC-UBND_bao-cao-ket-qua-cong-tac-cai-cach-hanh-chinh-quy-i-nam-2026_20260317.docx"
    )
    assert reports.file_name(Q1, "xlsx", "form") == "bieu-ii-06a-quy-i-nam-2026.xlsx"
    assert reports.file_name(YEAR, "xlsx", "statistics").startswith("phu-luc-thong-ke")


def test_a_report_can_be_looked_at_before_the_office_is_set_up(tmp_path: Path) -> None:
    office = Office.open(tmp_path / "new", lambda: date(2026, 3, 10), lambda: datetime(2026, 3, 10, 9))
    try:
        assert office.reports.compose(Q1).parts
        assert office.reports.form(Q1).parts
        assert office.reports.checklist(Q1)
    finally:
        office.close()
