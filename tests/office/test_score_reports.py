"""The report on the self-assessment: what it says is what the score is, with the office's own words in it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdfium2 import PdfDocument

from cchc_desktop.documents.bar_plot import PlotKey, PlottedRate, bar_plot
from cchc_desktop.documents.book import Picture
from cchc_desktop.documents.export import export_file
from cchc_desktop.documents.model import Document, Formula, Heading, Paragraph, RowKind, Table
from cchc_desktop.domain.criteria.published import Block, PublishedResult
from cchc_desktop.domain.criteria.self_report import ReportSection
from cchc_desktop.domain.criteria.sets import CriteriaSet
from cchc_desktop.domain.criteria.words import points_words
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Findings, Office
from tests import libreoffice
from tests.sample_office import lay_sample

YEAR = Period.parse("2026-N")
TODAY = date(2026, 11, 20)
D = Decimal


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The sample commune in November, with a year before, points beside the whole, and something left out."""
    folder = tmp_path / "data"
    folder.mkdir()
    lay_sample(folder, TODAY)
    office = Office.open(folder, lambda: TODAY, lambda: datetime(2026, 11, 20, 9))
    given = office.criteria.get("khoi-dau")
    office.criteria.decide(replace(office.criteria.mark(given, YEAR, "T1"), number=D(1)))
    mark = office.criteria.mark(given, YEAR, "3.3")
    office.criteria.decide(replace(mark, off=True, note="Chưa thành lập Trung tâm"))
    mark = office.criteria.mark(given, YEAR, "1.1.2")
    office.criteria.decide(replace(mark, note="Nhiều nhiệm vụ giao cuối năm"))
    office.scores.give(2025, 1, D(12), D(9))
    office.comparisons.keep(PublishedResult(2025, Block.COMMUNE, D("81.5"), 12, 45))
    yield office
    office.close()


@pytest.fixture
def starter(office: Office) -> CriteriaSet:
    return office.criteria.get("khoi-dau")


def texts(document: Document) -> list[str]:
    return [
        block.text
        for part in document.parts
        for block in part.blocks
        if isinstance(block, Paragraph | Heading)
    ]


def tables(document: Document) -> dict[str, Table]:
    return {block.name: block for part in document.parts for block in part.blocks if isinstance(block, Table)}


def value(cell: object) -> object:
    return cell.value if isinstance(cell, Formula) else cell


def test_the_report_says_what_the_score_is(office: Office, starter: CriteriaSet) -> None:
    made = office.criteria.score(starter, YEAR)
    document = office.score_reports.document(starter, YEAR)
    assert document.title == "Báo cáo kết quả tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm 2026"
    said = texts(document)
    headings = [each.text for each in document.parts[0].blocks if isinstance(each, Heading)]
    assert [each for each in headings if each[0] in "KĐT" and each != "Tác động của CCHC"] == [
        "Kết quả chung", "Kết quả theo lĩnh vực", "Điểm bị mất, nguyên nhân và giải pháp",
        "Tiêu chí không áp dụng", "Đề xuất, kiến nghị",
    ]  # fmt: skip
    assert any(each.startswith("Kính gửi: Ủy ban nhân dân tỉnh") for each in said)
    assert any("theo Bộ tiêu chí khởi đầu, tính đến ngày 20/11/2026" in each for each in said)
    assert (
        "3.3 Thực hiện cơ chế một cửa, một cửa liên thông: 2,5 điểm. Lý do: Chưa thành lập Trung tâm." in said
    )
    assert "Không có đề xuất, kiến nghị." in said
    assert "Năm 2025, kết quả được công bố là 81,5%, hạng 12/45 khối xã, đặc khu." in said
    assert said[-1].endswith("./.")
    by_name = tables(document)
    for row, area in zip(by_name["areas"].rows, made.areas, strict=False):
        assert (row.cells[2], row.cells[3]) == (area.most, area.points)
    assert value(by_name["areas"].rows[0].cells[5]) == 75
    total = by_name["areas"].rows[-1]
    assert total.kind is RowKind.TOTAL
    assert (value(total.cells[2]), value(total.cells[3])) == (made.most, made.total)
    lost = {str(row.cells[1]).split()[0]: row.cells for row in by_name["lost"].rows[:-1]}
    assert lost["1.1.2"][3] == "Nhiều nhiệm vụ giao cuối năm"
    assert "Hoàn thành nhiệm vụ «" in str(lost["1.1.2"][4])
    assert value(by_name["lost"].rows[-1].cells[2]) == sum(
        each.lost for each in made.leaves() if not each.unknown and each.lost > 0
    )
    assert value(by_name["unknown"].rows[-1].cells[2]) == made.unknown
    (picture,) = (each for each in document.parts[0].blocks if isinstance(each, Picture))
    assert Image.open(BytesIO(picture.data)).size[0] == 1260


def test_words_of_the_office_stand_in_their_parts(office: Office, starter: CriteriaSet) -> None:
    reports = office.score_reports
    reports.write(starter, YEAR, ReportSection.PROPOSALS, "Đề nghị tỉnh:\n- Tập huấn\n\n- Công bố sớm ")
    reports.write(starter, YEAR, ReportSection.GENERAL, "Xã mới sắp xếp.")
    assert reports.words(starter, YEAR) == {
        ReportSection.PROPOSALS: "Đề nghị tỉnh:\n- Tập huấn\n\n- Công bố sớm",
        ReportSection.GENERAL: "Xã mới sắp xếp.",
    }
    paragraphs = [
        (each.marker, each.text)
        for each in reports.document(starter, YEAR).parts[0].blocks
        if isinstance(each, Paragraph)
    ]
    assert ("", "Xã mới sắp xếp.") in paragraphs
    assert ("-", "Công bố sớm") in paragraphs
    assert ("", "Không có đề xuất, kiến nghị.") not in paragraphs
    reports.write(starter, YEAR, ReportSection.GENERAL, "")
    assert list(reports.words(starter, YEAR)) == [ReportSection.PROPOSALS]
    office.history.undo()
    assert reports.words(starter, YEAR)[ReportSection.GENERAL] == "Xã mới sắp xếp."
    with pytest.raises(Refusal, match=r"20\.000 chữ"):
        reports.write(starter, YEAR, ReportSection.LOST, "x" * 20_001)
    with pytest.raises(Refusal, match="không dùng để chấm"):
        reports.write(starter, Period.parse("2026-Q1"), ReportSection.LOST, "x")
    assert office.check() == Findings()


def test_a_score_without_losses_says_so(office: Office, starter: CriteriaSet) -> None:
    made = office.criteria.score(starter, YEAR)
    for each in made.leaves():
        rule = each.criterion.rule
        if rule is None or rule.kind.is_beside:
            continue
        mark = office.criteria.mark(starter, YEAR, each.criterion.code)
        office.criteria.decide(replace(mark, points=each.most, note="Đủ"))
    document = office.score_reports.document(starter, YEAR)
    said = texts(document)
    assert "Không có tiêu chí nào bị mất điểm." in said
    assert "Tự xếp loại: Xuất sắc." in said
    assert len(document.parts) == 1
    # All is known now, so that it can be held against the year before.
    first = tables(document)["areas"].rows[0]
    assert value(first.cells[6]) == 25


def test_a_quarter_is_held_against_the_same_one_a_year_ago(office: Office) -> None:
    quarter = Period.parse("2026-Q3")
    given = office.criteria.of_period(quarter)
    made = office.criteria.score(given, quarter)
    areas = office.score_reports.areas(given, quarter, made)
    earlier = office.criteria.score(given, quarter.last_year, date(2025, 12, 31))
    known = {
        each.criterion.code: Fraction(each.points) / Fraction(each.most) * 100
        for each in earlier.areas
        if not each.unknown
    }
    assert {each.scored.criterion.code: each.before for each in areas if each.before is not None} == known
    document = office.score_reports.document(given, quarter)
    assert "766" in document.title
    assert office.score_reports.file_name(given, quarter, "pdf").endswith(".pdf")


def test_excel_reckons_the_same_sums(office: Office, starter: CriteriaSet, tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.xlsx"
    export_file(office.score_reports.document(starter, YEAR), "xlsx", path)
    (folder := tmp_path / "lai").mkdir()
    (again,) = libreoffice.convert(libreoffice.WORKBOOK, folder, path)
    book = load_workbook(again, data_only=True)
    made = office.criteria.score(starter, YEAR)
    rows = [row for row in book["Báo cáo tự chấm điểm"].iter_rows(values_only=True) if "Tổng cộng" in row]
    numbers = [cell for cell in rows[0] if isinstance(cell, int | float)]
    assert numbers[:2] == [pytest.approx(float(made.most)), pytest.approx(float(made.total))]
    book.close()


def test_the_time_before_is_hatched_under_its_bar() -> None:
    plain = bar_plot([PlottedRate("Một", 50, "5/10")])
    key = PlotKey("Năm 2026", "Điểm tối đa", "Năm 2025")
    data, _ = bar_plot([PlottedRate("Một", 50, "5/10", before=80)], key)
    image = Image.open(BytesIO(data)).convert("L")
    before = Image.open(BytesIO(plain[0])).convert("L")
    assert image.height > before.height
    left, right = 580, 1110
    # Beyond the bar, where only the hatched one reaches: lines on white, in the row under the bar.
    at = left + (right - left) * 7 // 10
    least, most = image.crop((at, 66, at + 24, 67)).getextrema()
    assert (least, most) == (pytest.approx(115, abs=35), pytest.approx(250, abs=10))


def test_what_is_posted_of_a_quarter_is_its_score(office: Office, tmp_path: Path) -> None:
    quarter = Period.parse("2026-Q2")
    given = office.criteria.of_period(quarter)
    made = office.criteria.score(given, quarter)
    before = office.criteria.score(given, quarter.previous)
    document = office.score_reports.publication(given, quarter)
    rows = tables(document)["groups"].rows
    groups = [row for row in rows[:-1] if row.kind is RowKind.TOTAL]
    assert [value(row.cells[3]) for row in groups] == [18, 20, 22, 22, 18]
    for row, each in zip(rows, made.walk(), strict=False):
        assert value(row.cells[4]) == each.points
    total = [value(cell) for cell in rows[-1].cells]
    assert total[3:6] == [made.most, made.total, before.total]
    gain = made.total - before.total
    said = texts(document)[0]
    assert said.startswith(f"Tổng điểm: {points_words(made.total)}/100 điểm (")
    assert f"{points_words(abs(gain))} điểm so với quý I năm 2026" in said
    path = tmp_path / "cong-khai.pdf"
    export_file(document, "pdf", path)
    with PdfDocument(path) as pdf:
        assert len(pdf) == 1
    with pytest.raises(Refusal, match="chọn một quý"):
        office.score_reports.publication(office.criteria.get("khoi-dau"), YEAR)


def test_what_is_not_known_of_a_quarter_is_left_free(office: Office) -> None:
    quarter = Period.parse("2026-Q4")
    given = office.criteria.of_period(quarter)
    office.criteria.decide(
        replace(office.criteria.mark(given, quarter, "5"), off=True, note="Không phát sinh đánh giá")
    )
    made = office.criteria.score(given, quarter)
    document = office.score_reports.publication(given, quarter)
    rows = {row.cells[0]: row.cells for row in tables(document)["groups"].rows}
    assert rows["5"][2] == "Không áp dụng"
    unknown = [each for each in made.leaves() if each.unknown]
    assert unknown
    assert all(rows[each.criterion.code][4] is None for each in unknown)
    assert f"chưa có số liệu của {points_words(made.unknown)} điểm." in texts(document)[0]
    # The sum of what is known: the same in the spreadsheet, where cells without a number count as nothing.
    assert value(rows[None][4]) == made.total
