"""Reports in a superior's outline: its headings in their order, our sentences and the officials' words under
them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.documents.model import Heading as PrintedHeading
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.report.records import OUR_OUTLINE
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.templates.word_outline import Heading, SuperiorOutline, WordOutline
from cchc_desktop.office import Findings, Office
from cchc_desktop.office.from_template import superior_outline_from
from tests.sample_office import lay_sample

TODAY = date(2026, 11, 28)
NINE, YEAR, Q1_NEXT = (Period.parse(name) for name in ("2026-9T", "2026-N", "2027-Q1"))
HEADINGS = (
    (1, "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH"),
    (2, "Kiểm tra cải cách hành chính"),
    (2, "Công tác phối hợp liên ngành"),
    (1, "KẾT QUẢ THỰC HIỆN"),
    (2, "Cải cách thủ tục hành chính"),
    (2, "Cải cách thể chế"),
    (1, "KIẾN NGHỊ, ĐỀ XUẤT"),
)


def outline(
    headings: Sequence[tuple[int, str]] = HEADINGS, file: str = "Đề cương 2026.docx"
) -> SuperiorOutline:
    found = tuple(Heading(level, title) for level, title in headings)
    return superior_outline_from(WordOutline(file, found))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    lay_sample(tmp_path / "data", TODAY)
    made = Office.open(tmp_path / "data", lambda: TODAY, lambda: datetime(2026, 11, 28, 9))
    yield made
    made.close()


def printed(office: Office, period: Period) -> list[str]:
    """The headings of the report as it is printed."""
    blocks = office.reports.papers.compose(period).parts[0].blocks
    return [f"{block.marker} {block.text}" for block in blocks if isinstance(block, PrintedHeading)]


def test_a_report_follows_the_superiors_headings(office: Office) -> None:
    before = {row.key: row.text for row in office.reports.text.passages(YEAR)}
    office.outlines.use(YEAR, outline())
    office.reports.set_passage(YEAR, "Mục Công tác phối hợp liên ngành", "Phối hợp tốt.")
    assert printed(office, YEAR)[:7] == [
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH",
        "1. Kiểm tra cải cách hành chính",
        "2. Công tác phối hợp liên ngành",
        "II. KẾT QUẢ THỰC HIỆN",
        "1. Cải cách thủ tục hành chính",
        "2. Cải cách thể chế",
        "III. KIẾN NGHỊ, ĐỀ XUẤT",
    ]
    rows = {row.key: row for row in office.reports.text.passages(YEAR)}
    assert rows["II.1"].text == before["II.1"]
    for part in ("II.2.a", "II.2.b", "II.2.e"):
        assert before[part].split("\n")[0].removeprefix("- ") in rows["II.2"].text
    assert rows["closing"].text == before["closing"]
    assert office.check() == Findings()


def test_no_line_is_told_of_another_area_or_twice(office: Office) -> None:
    """Sections of several areas under one heading: each tells the tasks and remarks of its own."""
    whole = office.reports.text.passages(YEAR)
    every = [line for row in whole if row.key.startswith("II.") for line in row.text.split("\n")]
    office.outlines.use(YEAR, outline([(1, "Kết quả thực hiện cải cách hành chính"), (1, "Kiến nghị")]))
    (row,) = [row for row in office.reports.text.passages(YEAR) if row.key == "II"]
    assert sorted(line for line in row.text.split("\n") if line.startswith("+")) == sorted(
        line for line in every if line.startswith("+")
    )


def test_later_reports_go_on_with_it_and_issued_ones_keep_theirs(office: Office) -> None:
    issued = office.reports.text.passages(NINE)
    made = outline()
    office.outlines.use(YEAR, made)
    assert office.outlines.chosen(Q1_NEXT) == made
    assert office.outlines.named(NINE) == OUR_OUTLINE
    assert office.reports.text.passages(NINE) == issued
    with pytest.raises(Refusal, match="đã phát hành nên giữ nguyên đề cương"):
        office.outlines.use(NINE, made)
    office.reports.issue(YEAR, "200", TODAY)
    sealed = [row.text for row in office.reports.text.passages(YEAR)]
    office.outlines.use(Q1_NEXT, None)
    assert office.outlines.chosen(YEAR) == made
    assert [row.text for row in office.reports.text.passages(YEAR)] == sealed


def test_going_back_and_undo(office: Office) -> None:
    before = office.reports.text.passages(YEAR)
    office.outlines.use(YEAR, outline())
    office.outlines.use(YEAR, None)
    assert office.reports.text.passages(YEAR) == before
    assert not office.outlines.kept()
    office.history.undo()
    assert [each.name for each in office.outlines.kept()] == ["Đề cương 2026.docx"]
    office.history.undo()
    assert office.reports.text.passages(YEAR) == before
    assert office.check() == Findings()


def test_a_section_is_moved_by_the_official(office: Office) -> None:
    made = outline()
    left = {each.key for each in office.outlines.left(made)}
    assert {"I.1", "I.5", "III.2"} <= left
    moved = made.moved("I.5", 2)
    assert moved.id != made.id
    office.outlines.use(YEAR, made)
    office.outlines.use(YEAR, moved)
    assert [each.id for each in office.outlines.kept()] == [moved.id]
    assert "cấp trên giao" in office.reports.text.passage(YEAR, "I.5").text
    assert "I.5" not in {each.key for each in office.outlines.left(moved)}
    assert moved.moved("I.5", None) == made


def test_words_without_a_place_are_told(office: Office) -> None:
    office.reports.set_passage(YEAR, "I.4", "Lời của cơ quan.")
    office.outlines.use(YEAR, outline())
    told = [item.sentence for item in office.reports.checklist(YEAR)]
    assert any(
        line.startswith("Lời tự viết ở mục «Tuyên truyền cải cách hành chính» không có chỗ") for line in told
    )
    assert any("Công tác phối hợp liên ngành» chưa có nội dung nên sẽ không in" in line for line in told)
    office.outlines.use(YEAR, None)
    assert not any("không có chỗ" in item.sentence for item in office.reports.checklist(YEAR))


def test_what_is_no_outline_of_a_report_is_refused() -> None:
    with pytest.raises(Refusal, match="giống mục của báo cáo cải cách hành chính"):
        outline([(1, "Món khai vị"), (1, "Món chính")], "menu.docx")
