"""The report on a survey, the printed forms and the sheet to type into, as values and as files."""

import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from cchc_desktop.catalogue.surveys import read_questionnaire, shipped_texts
from cchc_desktop.documents.bar_plot import PlottedRate, bar_plot
from cchc_desktop.documents.book import Picture
from cchc_desktop.documents.compose_questionnaire import compose_form_sheet, compose_questionnaire
from cchc_desktop.documents.compose_survey import compose_survey
from cchc_desktop.documents.export import export_file
from cchc_desktop.documents.model import Document, Formula, Heading, Paragraph, RowKind, Table
from cchc_desktop.documents.qr_picture import qr_picture
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.plan import Signer
from cchc_desktop.domain.surveys.incoming import read_sheet
from cchc_desktop.domain.surveys.results import Results
from cchc_desktop.domain.surveys.survey import Survey, SurveyForm

DAY = date(2026, 10, 5)
OFFICE = OfficeProfile(
    "Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Bình Minh", "An Bình", archive="VHXH",
    signers=(Signer("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An"),),
)  # fmt: skip
FULL = read_questionnaire(shipped_texts()["sipas-day-du"])
SURVEY = Survey("s", "Khảo sát năm 2026", "", date(2026, 9, 1), date(2026, 9, 30), 1200, Decimal(5), 320)
ANSWERS = ("12" + "5" * 20 + "13214" + "42", "21" + "4" * 10 + "2" * 10 + "11111" + "36")


def results(*answers: str) -> Results:
    return Results(SURVEY, FULL, [SurveyForm(f"s:{n}", "s", n, each) for n, each in enumerate(answers, 1)])


def tables(document: Document) -> dict[str, Table]:
    return {each.name: each for each in document.parts[0].blocks if isinstance(each, Table)}


def test_the_report_tells_what_was_counted() -> None:
    found = results(*ANSWERS)
    document = compose_survey(found, OFFICE, DAY)
    blocks = document.parts[0].blocks
    assert [each.text for each in blocks if isinstance(each, Heading)] == [
        "Thông tin chung", "Kết quả theo yếu tố", "Kết quả theo câu hỏi", "Kết quả theo nhóm",
        "Nhận định, mong đợi",
    ]  # fmt: skip
    said = " ".join(each.text for each in blocks if isinstance(each, Paragraph))
    assert "Phát ra 320 phiếu, thu về 2, hợp lệ 2." in said
    assert "theo câu hỏi «Mức độ hài lòng chung" in said
    assert "Chỉ số hài lòng chung đạt 50,00%" in said
    by_name = tables(document)
    factor = by_name["factors"].rows[0]
    assert factor.cells[:4] == (1, "Tiếp cận dịch vụ", 6, 6)
    assert by_name["factors"].rows[-1].kind is RowKind.TOTAL
    assert len([row for row in by_name["items"].rows if row.kind is RowKind.BODY]) == 21
    assert [row.cells[1] for row in by_name["groups"].rows][1] == "Cá nhân, hộ gia đình (1 phiếu)"
    (once,) = [row for row in by_name["asked"].rows if row.cells[1] == "01 lần"]
    assert once.cells[2] == 1
    pictures = [each for each in blocks if isinstance(each, Picture)]
    assert [each.caption.split(" (")[0] for each in pictures] == [
        "Biểu đồ: Mức độ hài lòng theo yếu tố",
        "Biểu đồ: Mức độ hài lòng theo câu hỏi",
        "Biểu đồ: Chỉ số hài lòng chung theo nhóm",
    ]
    assert Image.open(BytesIO(pictures[0].data)).width > 1000
    assert "Yếu tố có mức độ hài lòng cao nhất là «Tiếp cận dịch vụ» (100,00%), thấp nhất là «" in said
    assert "Kính gửi: Ủy ban nhân dân tỉnh Bình Minh" in said
    assert said.endswith("./.")


def test_the_annex_tells_how_answers_are_spread_and_the_factors_of_each_group() -> None:
    found = results(*ANSWERS)
    annex = compose_survey(found, OFFICE, DAY).parts[1]
    by_name = {each.name: each for each in annex.blocks if isinstance(each, Table)}
    spread = by_name["spread1"]
    first, place = spread.rows[0], FULL.rated[0]
    answers = [each[place] for each in ANSWERS]
    assert first.cells[2:7] == tuple(answers.count(str(figure)) for figure in range(1, 6))
    assert first.cells[7] == answers.count("0")
    assert isinstance(first.cells[8], Formula)
    assert first.cells[8].value == len(ANSWERS)
    groups = by_name["groupfactors"]
    assert [column.header for column in groups.columns[2:4]] == [
        "Cá nhân, hộ gia đình",
        "Tổ chức, doanh nghiệp",
    ]
    # Who answered first was satisfied with every factor; the second with the first ones alone.
    assert [row.cells[2] for row in groups.rows[:-1]] == [Decimal("100.00")] * 5
    assert groups.rows[0].cells[3] == Decimal("100.00")
    assert groups.rows[-2].cells[3] == Decimal("0.00")


def test_a_survey_without_forms_or_signers() -> None:
    document = compose_survey(results(), replace(OFFICE, signers=()), DAY)
    assert len([each for each in document.parts[0].blocks if isinstance(each, Picture)]) == 1
    assert "groupfactors" not in {e.name for e in document.parts[1].blocks if isinstance(e, Table)}
    assert "Kết quả theo nhóm" not in [e.text for e in document.parts[0].blocks if isinstance(e, Heading)]
    assert [row.cells[3] for row in tables(document)["factors"].rows] == [0] * 6


def test_keyed_twice_is_told() -> None:
    form = SurveyForm("s:1", "s", 1, ANSWERS[0], ANSWERS[0])
    for forms, words in (
        ([form], "nay đã khớp"),
        ([replace(form, second=ANSWERS[1])], "còn 1 phiếu khác nhau"),
    ):
        document = compose_survey(Results(SURVEY, FULL, forms), OFFICE, DAY)
        said = " ".join(each.text for each in document.parts[0].blocks if isinstance(each, Paragraph))
        assert words in said


@pytest.mark.parametrize("fmt", ["pdf", "docx", "xlsx"])
def test_the_report_as_a_file(fmt: str, tmp_path: Path) -> None:
    target = tmp_path / f"a.{fmt}"
    export_file(compose_survey(results(*ANSWERS), OFFICE, DAY), fmt, target)
    if fmt == "xlsx":
        sheet = load_workbook(target).worksheets[0]
        texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
        assert any(text.startswith("=IF(") and "ROUND" in text for text in texts)
    assert target.stat().st_size > 5000


def test_forms_have_their_numbers_and_all_questions(tmp_path: Path) -> None:
    document = compose_questionnaire(FULL, {7: "9123450000071", 8: "9123450000088"}, OFFICE)
    assert [part.name for part in document.parts] == ["Phiếu 7", "Phiếu 8"]
    blocks = document.parts[1].blocks
    assert "(Phiếu số: 0008)" in str(blocks[1])
    assert "(Phiếu số: 0008)" in str(blocks[-1])
    places = [row.cells[0] for each in blocks if isinstance(each, Table) for row in each.rows]
    assert [place for place in places if place is not None] == list(range(1, len(FULL.questions) + 1))
    assert not any(isinstance(each, Table) and isinstance(below, Table) for each, below in pairwise(blocks))
    export_file(document, "pdf", tmp_path / "a.pdf")
    # The five factors go on one sheet of A4 each.
    five = read_questionnaire(shipped_texts()["sipas"])
    export_file(compose_questionnaire(five, dict.fromkeys((1, 2, 3), ""), OFFICE), "pdf", tmp_path / "b.pdf")
    with PdfDocument(tmp_path / "b.pdf") as read:
        assert len(read) == 3
        assert not list(read[0].get_objects([FPDF_PAGEOBJ_IMAGE]))
    with PdfDocument(tmp_path / "a.pdf") as read:
        (mark,) = read[0].get_objects([FPDF_PAGEOBJ_IMAGE])
        left, _, right, upper = mark.get_bounds()
        # In the upper right corner: 15 mm from the right edge, 8 mm from the upper one.
        assert (round(right), round(upper)) == (553, 819)
        assert right - left == pytest.approx(21 * 72 / 25.4)
    export_file(document, "docx", tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as word:
        pictures = [name for name in word.namelist() if name.endswith(".png")]
        text = word.read("word/document.xml").decode()
    assert len(pictures) == text.count("<wp:anchor") == 2
    assert 'descr="9123450000088"' in text
    lead = replace(FULL.parts[1], lead="Xin cho biết")
    led = compose_questionnaire(
        replace(FULL, parts=(replace(FULL.parts[0], lead="Chọn một"), lead), intro="", thanks=""),
        {1: ""},
        OFFICE,
    )
    headings = [each.text for each in led.parts[0].blocks if isinstance(each, Heading)]
    assert headings == ["Thông tin chung. Chọn một", "Xin cho biết"]


def test_the_sheet_comes_back_in(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    export_file(compose_form_sheet(FULL, range(3, 6), OFFICE), "xlsx", target)
    book = load_workbook(target)
    sheet = book.worksheets[0]
    (head,) = [row for row in sheet.iter_rows() if row[0].value == "Số phiếu"]
    for place in range(len(FULL.questions)):
        sheet.cell(int(head[0].row or 0) + 1, place + 2, int(ANSWERS[0][place]))
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    found = read_sheet(FULL, rows)
    assert found.problems == ()
    assert [(each.number, each.answers) for each in found.forms] == [(3, ANSWERS[0])]
    assert found.unfilled == 2


def test_bars_are_as_long_as_their_rates() -> None:
    rates = [
        PlottedRate("Một tên rất dài " * 9, 50.0, "50,00%"), PlottedRate("Không", None, "-"),
        PlottedRate("Cả", 100.0, "100,00%", leading=True),
    ]  # fmt: skip
    data, per_inch = bar_plot(rates)
    assert per_inch > 100
    picture = Image.open(BytesIO(data)).convert("L")
    rows = [20 + 62 * number + 31 for number in range(3)]
    # Of all along a bar, what is as dark as its colours.
    lengths = [
        sum(shade < 120 for shade in picture.crop((580, row, 1110, row + 1)).tobytes()) for row in rows
    ]
    assert lengths[1] == 0
    assert lengths[0] == pytest.approx(lengths[2] / 2, abs=2)


def test_a_code_is_its_own_picture() -> None:
    pictures = {code: qr_picture(code) for code in ("9123450000071", "9123450000088")}
    (first, tall), (second, _) = pictures.values()
    assert first != second
    image = Image.open(BytesIO(first))
    # 21 modules and the quiet ones around them, 8 points each; the figures below.
    assert image.width == 25 * 8
    assert image.height / image.width == tall
    finder = image.crop((16, 16, 16 + 7 * 8, 16 + 7 * 8))
    for at, dark in ((0, True), (8, False), (24, True), (44, False), (52, True)):
        assert bool(finder.getpixel((at + 2, 28))) is not dark
    assert image.crop((0, 25 * 8 - 8, image.width, image.height)).getextrema() == (0, 255)


def test_a_margin_is_a_line_across_the_end_of_its_bar() -> None:
    plain, _ = bar_plot([PlottedRate("Một", 60, "60%")])
    margin, _ = bar_plot([PlottedRate("Một", 60, "60%", margin=10)])
    images = [Image.open(BytesIO(data)).convert("L") for data in (plain, margin)]
    # Beyond the bar's end at 60% and before 70%: the track alone, or a dark line on it.
    at = 580 + (1110 - 580) * 65 // 100
    darkest = [image.crop((at, 36, at + 1, 66)).getextrema()[0] for image in images]
    assert darkest == [pytest.approx(231, abs=8), pytest.approx(30, abs=20)]


def test_a_name_without_room_is_cut_where_bars_stand_close() -> None:
    rates = [PlottedRate("Mức độ hài lòng chung của Ông/Bà về việc giải quyết công việc " * 3, 60, "60%")]
    wide, _ = bar_plot(rates, close=True)
    image = Image.open(BytesIO(wide)).convert("L")
    assert image.height == 40 + 40
    # What is left of the name ends before the bars begin.
    darkest, _ = image.crop((745, 0, 758, image.height)).getextrema()
    assert darkest == pytest.approx(255, abs=55)
