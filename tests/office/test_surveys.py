"""Surveys at the office: begun, keyed in twice, corrected, taken from a workbook, counted, all undone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from cchc_desktop.catalogue.surveys import shipped_texts
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import Person
from cchc_desktop.domain.surveys.results import margin_words, percent_words
from cchc_desktop.domain.surveys.survey import Survey
from cchc_desktop.office import Findings, Office
from cchc_desktop.office.surveys import questionnaire_in, read_forms

GOOD = "11" + "5" * 20
FAIR = "23" + "4343" * 5


@pytest.fixture
def survey(office: Office) -> Survey:
    return office.surveys.new(
        "  SIPAS   2026 ", "sipas", date(2026, 9, 1), date(2026, 9, 30), 100, Decimal(5), 90
    )


def test_forms_are_keyed_and_counted(office: Office, survey: Survey) -> None:
    part = office.surveys
    assert (survey.name, part.all(), part.get(survey.id)) == ("SIPAS 2026", [survey], survey)
    part.key_in(survey.id, 1, GOOD)
    part.key_in(survey.id, 2, FAIR)
    part.key_in(survey.id, 3, "0" * 22)
    results = part.results(survey.id)
    assert (results.tally.returned, results.tally.valid, results.needed) == (3, 2, 80)
    assert percent_words(results.tally.general) == "75,00%"
    assert margin_words(results.tally.general) == "± 70,00"
    assert [percent_words(each.rate) for each in results.tally.factors][:2] == ["-", "83,33%"]
    assert margin_words(results.tally.factors[0].rate) == "-"
    assert [each.name for each in results.groups] == [
        "Cá nhân, hộ gia đình", "Tổ chức, doanh nghiệp", "Trực tiếp", "Bưu chính công ích",
    ]  # fmt: skip
    assert results.sample_words == (
        "Phát ra 90 phiếu, thu về 3, hợp lệ 2. Cỡ mẫu cần với N = 100, e = 5%: 80 phiếu, còn thiếu 78."
    )
    assert results.general_words == "tính trên 20 câu hỏi mức độ hài lòng của các yếu tố"
    part.change(replace(survey, population=2, questionnaire="khác"))
    assert part.results(survey.id).sample_words.endswith("2 phiếu, đã đủ.")
    assert part.get(survey.id).questionnaire == shipped_texts()["sipas"]
    part.change(replace(survey, population=0))
    assert part.results(survey.id).sample_words == "Phát ra 90 phiếu, thu về 3, hợp lệ 2."
    part.change(replace(survey, population=0, handed_out=0))
    assert part.results(survey.id).sample_words == "Thu về 3 phiếu, hợp lệ 2."
    assert office.check() == Findings()


def test_the_general_rate_of_its_own_question(office: Office) -> None:
    fuller = office.surveys.new("Đầy đủ", "sipas-day-du", date(2026, 9, 1), date(2026, 9, 2))
    assert "«Mức độ hài lòng chung" in office.surveys.results(fuller.id).general_words


def test_what_is_refused_of_forms(office: Office, survey: Survey) -> None:
    part = office.surveys
    part.key_in(survey.id, 1, GOOD)
    actions = len(office.history.entries())
    for work, words in (
        (lambda: part.key_in(survey.id, 1, FAIR), "Phiếu số 1 đã nhập"),
        (lambda: part.key_in(survey.id, 2, "1"), "phải có 22 câu trả lời"),
        (lambda: part.key_in(survey.id, 0, GOOD), "Số phiếu phải từ 1"),
        (lambda: part.key_in("không", 2, GOOD), "không còn nữa"),
        (lambda: part.key_again(survey.id, 2, GOOD), "chưa nhập lần nào"),
        (lambda: part.correct(survey.id, 1, "9" * 22), "Câu 1 chỉ nhận từ 1 đến 2"),
        (lambda: part.delete_form(survey.id, 9), "chưa nhập lần nào"),
        (lambda: part.new("X", "không", date(2026, 9, 1), date(2026, 9, 1)), "Không có mẫu phiếu"),
    ):
        with pytest.raises(Refusal, match=words):
            work()
    assert len(office.history.entries()) == actions


def test_keyed_twice(office: Office, survey: Survey) -> None:
    part = office.surveys
    office.settings.introduce(Person("Lan"))
    part.key_in(survey.id, 1, GOOD)
    part.key_in(survey.id, 2, GOOD)
    office.settings.introduce(Person("Minh"))
    part.key_again(survey.id, 1, GOOD)
    part.key_again(survey.id, 2, "21" + "5" * 20)
    assert [(each.number, each.place, each.first, each.second) for each in part.differences(survey.id)] == [
        (2, 0, "1", "2")
    ]
    form = part.form(survey.id, 2)
    assert form is not None
    assert (form.keyed_by, form.second_by) == ("Lan", "Minh")
    assert (part.results(survey.id).twice, part.results(survey.id).differing) == (2, 1)
    with pytest.raises(Refusal, match="Còn 1 phiếu có hai lần nhập khác nhau, đầu tiên là phiếu số 2"):
        part.close(survey.id)
    part.correct(survey.id, 2, "21" + "5" * 20)
    assert part.differences(survey.id) == []
    part.close(survey.id)
    with pytest.raises(Refusal, match="đã kết thúc"):
        part.key_in(survey.id, 3, GOOD)
    part.reopen(survey.id)
    part.correct(survey.id, 1, FAIR)
    part.delete_form(survey.id, 2)
    assert [each.number for each in part.forms(survey.id)] == [1]


def test_all_is_undone_and_done_again(office: Office, survey: Survey) -> None:
    part = office.surveys
    part.key_in(survey.id, 1, GOOD)
    part.key_again(survey.id, 1, FAIR)
    part.correct(survey.id, 1, FAIR)
    part.delete(survey.id)
    assert part.all() == []
    for _ in range(5):
        office.history.undo()
    assert part.all() == []
    assert part.forms(survey.id) == ()
    for _ in range(4):
        office.history.redo()
    form = part.form(survey.id, 1)
    assert form is not None
    assert (form.answers, form.second) == (FAIR, FAIR)
    (hit,) = [each for each in office.search("sipas 2026").hits if each.row_id == survey.id]
    assert hit.text == "SIPAS 2026"
    office.history.redo()
    assert (office.counts()["surveys"], office.counts()["survey_forms"]) == (0, 0)
    assert office.check() == Findings()


def workbook(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    book.create_sheet("Hướng dẫn", 0).append(["Điền mỗi dòng một phiếu"])
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_forms_of_a_workbook(office: Office, survey: Survey, tmp_path: Path) -> None:
    part = office.surveys
    head: list[object] = ["Số phiếu", *(f"Câu {n}" for n in range(1, 23))]
    path = workbook(
        tmp_path / "phieu.xlsx", head, [7, *map(int, GOOD)], [8, 1, None, *(["Hài lòng"] * 20)]
    )  # fmt: skip
    draft = part.draft(survey.id, read_forms(path))
    assert (draft.sheet, len(draft.found.forms), draft.found.skipped) == ("Sheet", 2, 1)
    assert part.forms(survey.id) == ()
    part.take(draft)
    assert [(each.number, each.answers) for each in part.forms(survey.id)] == [
        (7, GOOD),
        (8, "10" + "4" * 20),
    ]
    again = part.draft(survey.id, read_forms(path))
    with pytest.raises(Refusal, match=r"còn 2 chỗ sai nên chưa nhập phiếu nào\. Dòng 2: Phiếu số 7 đã nhập"):
        part.take(again)
    empty = part.draft(survey.id, read_forms(workbook(tmp_path / "trong.xlsx", head)))
    with pytest.raises(Refusal, match=r"nào\. Bảng không có phiếu nào"):
        part.take(empty)
    with pytest.raises(Refusal, match="Không thấy dòng tiêu đề"):
        part.draft(survey.id, read_forms(workbook(tmp_path / "khac.xlsx", ["a"])))
    office.history.undo()
    assert part.forms(survey.id) == ()


def test_questionnaires_of_the_office(office: Office, survey: Survey, tmp_path: Path) -> None:
    part = office.surveys
    path = tmp_path / "mau.toml"
    path.write_text(shipped_texts()["sipas"].replace("Trang thiết bị", "Máy móc"), encoding="utf-8")
    own = part.save_questionnaire(questionnaire_in(path))
    assert part.is_own("sipas")
    assert [each.id for each in part.questionnaires()] == ["sipas", "sipas-day-du"]
    assert own.questions[3].text.startswith("Máy móc")
    # A survey that has begun keeps what it asked.
    assert part.questionnaire(part.get(survey.id)).questions[3].text.startswith("Trang thiết bị")
    assert part.questionnaire_text("sipas") == path.read_text(encoding="utf-8")
    part.drop_questionnaire("sipas")
    assert part.questionnaire_text("sipas") == shipped_texts()["sipas"]
    with pytest.raises(Refusal, match="không có gì để bỏ"):
        part.drop_questionnaire("sipas")
    path.write_text("id = 1", encoding="utf-8")
    with pytest.raises(Refusal):
        questionnaire_in(path)
    with pytest.raises(Refusal, match="Không đọc được"):
        questionnaire_in(tmp_path / "khong.toml")
