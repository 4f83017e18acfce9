"""The report of the sample commune: components in their order, the same words in every format."""

import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from cchc_desktop import catalogue
from cchc_desktop.documents.compose_report import compose_report
from cchc_desktop.documents.model import (
    AnnexTitle,
    Document,
    Heading,
    HeadingLevel,
    Paragraph,
    RowKind,
    SignatureBlock,
    Style,
    Table,
)
from cchc_desktop.documents.office_text import addressed
from cchc_desktop.domain.report.outline import PassageKind
from cchc_desktop.domain.report.passages import PassageRow
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from tests.documents import reading
from tests.sample_office import lay_sample

PERIODS = [Period.parse(f"2026-{span}") for span in ("Q1", "6T", "Q3", "9T", "N")]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample office with a whole year of figures."""
    folder = tmp_path_factory.mktemp("report")
    lay_sample(folder, date(2026, 12, 20))
    made = Office.open(folder, lambda: date(2026, 12, 20), lambda: datetime(2026, 12, 20, 9))
    yield made
    made.close()


def lines(document: Document) -> list[str]:
    """The paragraphs of the report itself, with their bullets."""
    return [
        f"{block.marker} {block.text}".strip()
        for block in document.parts[0].blocks
        if isinstance(block, Paragraph)
    ]


@pytest.mark.parametrize("period", PERIODS)
def test_headings_are_numbered_without_a_gap(office: Office, period: Period) -> None:
    counts = {HeadingLevel.SECTION: 0, HeadingLevel.CLAUSE: 0, HeadingLevel.POINT: 0}
    roman = ("I.", "II.", "III.", "IV.", "V.")
    for block in office.reports.papers.compose(period).parts[0].blocks:
        if isinstance(block, Heading):
            counts[block.level] += 1
            if block.level is HeadingLevel.SECTION:
                assert block.marker == roman[counts[block.level] - 1]
                counts[HeadingLevel.CLAUSE] = 0
            elif block.level is HeadingLevel.CLAUSE:
                assert block.marker == f"{counts[block.level]}."
                counts[HeadingLevel.POINT] = 0
            else:
                assert block.marker == f"{'abcdđeg'[counts[block.level] - 1]})"


@pytest.mark.parametrize("period", PERIODS)
def test_sentences_are_clean(office: Office, period: Period) -> None:
    for line in lines(office.reports.papers.compose(period)):
        assert not re.search(r"[\[\]{}|]| [,;:.)]|\( |,,|;;|\.\.|,\.|;\.| {2}", line), line
        assert line.endswith((".", ":", ";", "./.")) or line.startswith(("Kính gửi", "- ")), line
        assert not re.search(r"\b0 (hồ sơ|văn bản|nhiệm vụ|người|hội nghị|thủ tục)", line), line


@pytest.mark.parametrize("period", [PERIODS[0], PERIODS[-1]])
def test_all_formats_say_the_same(office: Office, period: Period) -> None:
    document = office.reports.papers.compose(period)
    body = Document(document.title, document.author, document.parts[:1])
    pages = reading.folded(
        re.sub(r"(?m)^\s*\d+\s*$", "", "\n".join(reading.pdf_pages(reading.pdf_bytes(body))))
    )
    paragraphs = [reading.folded(text) for text in reading.word_paragraphs(reading.word(body))]
    sheet = [reading.folded(str(cell.value)) for cell in reading.cells(reading.workbook(body))]
    for line in map(reading.folded, lines(document)):
        assert line in pages.replace("\x0c", " ")
        assert line in paragraphs
        assert line in sheet or any(part and line.startswith(part) for part in sheet)


def test_the_annexes_follow(office: Office) -> None:
    document = office.reports.papers.compose(PERIODS[0])
    titles = [part.blocks[0] for part in document.parts[1:]]
    assert [title.label for title in titles if isinstance(title, AnnexTitle)] == [
        "Phụ lục I", "Phụ lục II", "Phụ lục III",
    ]  # fmt: skip
    assert [part.landscape for part in document.parts] == [False, False, True, True]
    _, directives, tasks = document.parts[1:]
    (listed,) = [block for block in directives.blocks if isinstance(block, Table)]
    assert [row.cells[2] for row in listed.rows][:2] == ["152/KH-UBND", "12/KH-UBND"]
    assert all(isinstance(row.cells[1], date) for row in listed.rows)
    assert {row.cells[5] for row in listed.rows} >= {"1. Chỉ đạo, điều hành"}
    listing, summary = [block for block in tasks.blocks if isinstance(block, Table)]
    assert summary.rows[-1].kind is RowKind.TOTAL
    assert len([row for row in listing.rows if row.kind is RowKind.BODY]) == 120


@pytest.mark.parametrize("period", PERIODS)
def test_annexes_and_form_take_few_pages(office: Office, period: Period) -> None:
    statistics = office.reports.papers.statistics(period)
    assert len(reading.pdf_pages(reading.pdf_bytes(statistics))) <= 8
    (form,) = reading.pdf_pages(reading.pdf_bytes(office.reports.papers.form(period)))
    assert "Tổng cộng" in form
    assert "THỦ TRƯỞNG ĐƠN VỊ" in form


def test_numbers_of_the_text_are_those_of_the_annex(office: Office) -> None:
    period = PERIODS[-1]
    readings = office.figures.ledger().readings(period)
    known = office.catalogues.of_period(period)
    text = " ".join(lines(office.reports.papers.compose(period)))
    for code in ("1.01", "3.13", "3.17", "3.24", "3.25", "3.39", "6.03", "7.06"):
        assert readings[code].words(known.get(code)) in text, code


def row(text: str, key: str = "V", marker: str = "V.") -> PassageRow:
    return PassageRow(key, marker, "Kiến nghị", 1, PassageKind.TEXT, text=text)


def compose(office: Office, *rows: PassageRow) -> list[Paragraph]:
    period = PERIODS[0]
    reports = office.reports
    document = compose_report(
        reports.text.data(period), reports.text.head(period), "Kết quả", rows, catalogue.areas()
    )
    blocks = document.parts[0].blocks
    assert isinstance(blocks[-1], SignatureBlock)
    return [
        block
        for block in blocks
        if isinstance(block, Paragraph) and block.style not in (Style.ADDRESS, Style.ADDRESSEE)
    ]


def test_lines_are_paragraphs_and_dashes_bullets(office: Office) -> None:
    found = compose(office, row("Hai việc:\n- Một.\n+ Hai.\n\n-3 độ."))
    assert [(one.marker, one.text) for one in found] == [
        ("", "Hai việc:"), ("-", "Một."), ("+", "Hai."), ("", "-3 độ."),
    ]  # fmt: skip


def test_bases_are_italic(office: Office) -> None:
    (found,) = compose(office, row("Căn cứ Luật;", "bases", ""))
    assert found.style is Style.BASIS


def test_one_addressee_stands_in_the_line_several_in_a_list() -> None:
    assert list(addressed(["- Ủy ban nhân dân tỉnh;"])) == [
        Paragraph("Kính gửi: Ủy ban nhân dân tỉnh", Style.ADDRESS)
    ]
    assert list(addressed(["UBND tỉnh.", "", "Sở Nội vụ"])) == [
        Paragraph("Kính gửi:", Style.ADDRESS),
        Paragraph("UBND tỉnh;", Style.ADDRESSEE, "-"),
        Paragraph("Sở Nội vụ.", Style.ADDRESSEE, "-"),
    ]
    assert list(addressed([])) == []
