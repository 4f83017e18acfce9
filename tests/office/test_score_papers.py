"""What goes out of the rounds of the index, and comes back: sheet, answer, evidence, the year's annex."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cchc_desktop.documents.export import export_file
from cchc_desktop.documents.model import Formula, Paragraph, RowKind
from cchc_desktop.domain.criteria.sealed import AGREED
from cchc_desktop.domain.criteria.words import points_words
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.office import Office
from cchc_desktop.office.register_import import read_rows
from tests import libreoffice
from tests.office.round_desk import (
    YEAR,
    D,
    at,
    attach,
    lock,
    november,
    say,
    standing,
    starter,
    tables,
    total,
    verify,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with november(tmp_path) as made:
        yield made


def test_the_sheet_that_comes_back_is_read(office: Office, tmp_path: Path) -> None:
    given, rounds = starter(office), office.score_rounds
    lock(office)
    path = tmp_path / "bang.xlsx"
    export_file(office.criteria.sheet(given, YEAR), "xlsx", path)
    book = load_workbook(path)
    sheet = book["Chấm điểm"]
    places = {str(row[0].value): row for row in sheet.iter_rows() if row[0].value}
    for code, points, remark in (
        ("3.4.1", 1.5, "Hệ thống báo 94,1%"), ("1.2", "0,5", None), ("3.7", 4, None), ("P1", -1, "Giữ"),
    ):  # fmt: skip
        places[code][7].value = points
        places[code][8].value = remark
    book.save(path)
    read = rounds.read(read_rows(path), given, YEAR)
    assert read.faults == []
    assert [(each.line.code, each.points, each.remark) for each in read.filled] == [
        ("1.2", D("0.5"), ""), ("3.4.1", D("1.5"), "Hệ thống báo 94,1%"), ("3.7", D(4), ""),
        ("P1", -1, "Giữ"),
    ]  # fmt: skip
    assert "mà không có ý kiến" in next(each.told for each in read.filled if each.line.code == "1.2")
    assert office._desk.store.table("criterion_rounds") == []
    rounds.take(given, YEAR, read)
    assert (at(office, "3.4.1").first, at(office, "3.4.1").first_remark) == (D("1.5"), "Hệ thống báo 94,1%")
    assert at(office, "P1").first == -1
    office.history.undo()
    assert office._desk.store.table("criterion_rounds") == []
    office.history.redo()
    verify(office)
    with pytest.raises(Refusal, match="Chưa nhận điểm thẩm định ở bước này"):
        rounds.read(read_rows(path), given, YEAR)
    rounds.send(given, YEAR, agree_to_others=True)
    with pytest.raises(Refusal, match="Hãy đọc lại tệp"):
        rounds.take(given, YEAR, read)
    # The first round's column is not read again for the second one.
    again = rounds.read(read_rows(path), given, YEAR)
    assert again.filled == []
    with pytest.raises(Refusal, match="chưa có điểm thẩm định nào"):
        rounds.take(given, YEAR, again)


def test_what_does_not_fit_in_a_sheet_is_told_by_row(office: Office, tmp_path: Path) -> None:
    lock(office)
    given = starter(office)
    path = tmp_path / "bang.xlsx"
    export_file(office.criteria.sheet(given, YEAR), "xlsx", path)
    book = load_workbook(path)
    sheet = book["Chấm điểm"]
    places = {str(row[0].value): row for row in sheet.iter_rows() if row[0].value}
    places["3.4.1"][7].value = 9
    places["1.3.1"][7].value = "đạt"
    places["1.4.1"][6].value = 0.1
    places["4"][7].value = 3
    for code in ("4.1", "4.2", "4.3", "4.4", "4.5"):
        places[code][7].value = 0.5
    places["5.1"][0].value = "5.99"
    places["5.1"][1].value = "Tiêu chí lạ"
    book.save(path)
    read = office.score_rounds.read(read_rows(path), given, YEAR)
    told = {each.line.code: each.told for each in read.lines if each.told}
    assert {each.line.code for each in read.faults} == {"3.4.1", "1.3.1"}
    assert "phải từ 0 đến 4" in told["3.4.1"]
    assert "«đạt» không phải là điểm" in told["1.3.1"]
    assert told["1.4.1"].startswith("Điểm tự chấm trong tệp là 0,1, điểm đã chốt là ")
    row = places["4"][0].row
    assert (
        f"Trang «Chấm điểm», dòng {row}: mục 4 ghi 3 điểm, các tiêu chí trong mục cộng lại 2,5." in read.told
    )
    assert any("«5.99 Tiêu chí lạ» không phải tiêu chí nào" in each for each in read.told)
    assert any("Tệp không có 1 tiêu chí: 5.1." in each for each in read.told)
    with pytest.raises(Refusal, match=r"Trang «Chấm điểm», dòng \d+: "):
        office.score_rounds.take(given, YEAR, read)
    other = tmp_path / "khac.xlsx"
    export_file(office.criteria_sets.document(given), "xlsx", other)
    with pytest.raises(Refusal, match="không có bảng tiêu chí với cột điểm thẩm định lần 1"):
        office.score_rounds.read(read_rows(other), given, YEAR)


def test_the_sheet_has_the_columns_of_the_rounds(office: Office) -> None:
    lock(office)
    say(office, "3.4.1", "1.5", "Hệ thống báo 94,1%")
    verify(office)
    (scores, _) = tables(office.criteria.sheet(starter(office), YEAR))
    rows = {row.cells[0]: row.cells for row in scores.rows}
    headers = [column.header for column in scores.columns]
    assert headers[6:] == ["Điểm tự đánh giá", "Điểm", "Ý kiến", "Điểm", "Chênh lệch", "Ghi chú"]
    line = at(office, "3.4.1")
    assert rows["3.4.1"][6:11] == (line.points, D("1.5"), "Hệ thống báo 94,1%", None, line.gap)
    assert rows["1.3.1"][10] is None
    office.score_rounds.send(starter(office), YEAR, agree_to_others=True)
    say(office, "3.4.1", "2", "Bổ sung một phần")
    verify(office)
    (scores, _) = tables(office.criteria.sheet(starter(office), YEAR))
    rows = {row.cells[0]: row.cells for row in scores.rows}
    assert rows["3.4.1"][7:11] == (D("1.5"), "Hệ thống báo 94,1%", 2, "Bổ sung một phần")
    assert rows["3.4.1"][11] == at(office, "3.4.1").gap
    first = standing(office).first
    assert first is not None
    total = scores.rows[-1].cells[7]
    assert isinstance(total, Formula)
    assert total.value == first.total


def test_the_years_annex_has_the_areas_as_they_were_locked(office: Office) -> None:
    typed = office.scores.of_year(2026)
    mark = office.criteria.mark(starter(office), YEAR, "4.5")
    office.criteria.decide(replace(mark, points=D("1.5")))
    assert office.scores.of_year(2026) == typed
    lock(office)
    area = at(office, "4")
    scored = office.scores.of_year(2026)[4]
    assert (scored.most, scored.scored, scored.note) == (7, area.points, "Theo Bộ tiêu chí khởi đầu")
    # The report of the year says so, too, and goes on saying so.
    assert office.reports.text.passages(YEAR)
    office.history.undo()
    assert office.scores.of_year(2026) == typed


def test_the_answer_tells_what_was_taken_and_what_is_said_of_it(office: Office, tmp_path: Path) -> None:
    papers, given = office.score_papers, starter(office)
    lock(office)
    with pytest.raises(Refusal, match="Chưa có điểm thẩm định lần 1 của năm 2026"):
        papers.answers(given, YEAR)
    say(office, "3.4.1", "1.5", "Hệ thống báo 94,1%")
    say(office, "1.2", "0.5", "Báo cáo quý I chậm")
    verify(office)
    office.score_rounds.explain(given, YEAR, "3.4.1", "Đã đối soát lại.")
    attach(office, tmp_path, "3.4.1", "Đối soát.pdf")
    draft = papers.answers(given, YEAR)
    told = [block.text for block in draft.parts[0].blocks if isinstance(block, Paragraph)]
    assert told[-1].endswith("đơn vị giải trình 1 tiêu chí, chưa giải trình 1 tiêu chí.")
    office.score_rounds.send(given, YEAR, agree_to_others=True)
    document = papers.answers(given, YEAR)
    answers, proofs = tables(document)
    rows = {row.cells[0]: row.cells for row in answers.rows}
    line = at(office, "3.4.1")
    assert line.points is not None
    assert rows["3.4.1"][2:5] == (4, line.points, D("1.5"))
    gap = rows["3.4.1"][5]
    assert isinstance(gap, Formula)
    assert gap.value == D("1.5") - line.points
    assert rows["3.4.1"][6:] == ("Hệ thống báo 94,1%", "Đã đối soát lại.", "3.4.1-01\n3.4.1-02 (bổ sung)")
    assert rows["1.2"][6:] == ("Báo cáo quý I chậm", AGREED, None)
    assert list(rows) == ["1", "1.2", "3", "3.4.1", None]
    assert [row.cells[0] for row in proofs.rows] == ["3.4.1-01", "3.4.1-02"]
    said = [block.text for block in document.parts[0].blocks if isinstance(block, Paragraph)]
    lost = points_words(line.points - D("1.5") + D("0.25"))
    assert said == [
        f"Điểm tự chấm: {points_words(total(office, 'own'))}/97,5 điểm; điểm thẩm định lần 1: "
        f"{points_words(total(office, 'first'))} điểm (TB 12/TB-SNV).",
        f"Có 2 tiêu chí bị trừ, cộng {lost} điểm; đơn vị giải trình 1 tiêu chí, nhất trí với kết quả thẩm "
        "định 1 tiêu chí.",
    ]


def test_the_evidence_is_listed_by_criterion_with_what_lacks_it(office: Office, tmp_path: Path) -> None:
    given = starter(office)
    attach(office, tmp_path, "1.1.2", "Báo cáo năm.pdf")
    for _ in range(2):
        document = office.score_papers.proofs(given, YEAR)
        files, lacking = tables(document)
        numbers = [row.cells[0] for row in files.rows if row.kind is RowKind.BODY]
        assert numbers == ["1.1.2-01", "3.4.1-01"]
        made = office.criteria.score(given, YEAR)
        unproven = [each.criterion.code for each in office.criteria.unproven(given, YEAR, made)]
        assert [row.cells[0] for row in lacking.rows] == unproven
        if not standing(office).stage.is_locked:
            lock(office)
    packing = office.score_papers.packing(given, YEAR)
    assert [line.file for line in packing.lines] == ["1-1-2-01-bao-cao-nam.pdf", "3-4-1-01-ket-xuat.pdf"]


@pytest.mark.slow
@pytest.mark.libreoffice
def test_excel_reckons_the_rounds_as_they_are(office: Office, tmp_path: Path) -> None:
    given = starter(office)
    lock(office)
    say(office, "3.4.1", "1.5", "Hệ thống báo 94,1%")
    say(office, "P1", "0.5")
    say(office, "T1", "0.25")
    verify(office)
    paths = [tmp_path / "bang.xlsx", tmp_path / "tra-loi.xlsx"]
    for path, document in zip(
        paths, (office.criteria.sheet(given, YEAR), office.score_papers.answers(given, YEAR)), strict=True
    ):
        export_file(document, "xlsx", path)
    (folder := tmp_path / "lai").mkdir()
    again = [
        load_workbook(each, data_only=True)
        for each in libreoffice.convert(libreoffice.WORKBOOK, folder, *paths)
    ]
    rows = {str(row[0]): row for row in again[0]["Chấm điểm"].iter_rows(values_only=True) if row[0] or row[1]}
    for area in given.areas:
        line = at(office, area.code)
        assert rows[area.code][7] == pytest.approx(float(line.first or 0))
    assert rows["None"][6] == pytest.approx(float(total(office, "own")))
    assert rows["None"][7] == pytest.approx(float(total(office, "first")))
    last = [row for row in again[1]["Giải trình"].iter_rows(values_only=True) if row[1] == "Cộng"]
    explained = standing(office).explained()
    assert last[0][5] == pytest.approx(float(sum(((each.gap or D(0)) for each in explained), D(0))))
    for book in again:
        book.close()
