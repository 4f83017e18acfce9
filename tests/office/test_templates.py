"""The superior's forms: maps are kept with the office's data, copies are filled in from its figures."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.templates.columns import Column
from cchc_desktop.domain.templates.map import CellMap
from cchc_desktop.office import Findings, Office
from cchc_desktop.office.templates import (
    filled_copy,
    read_map,
    read_template,
    refuse_target,
    write_copy,
    write_map,
)
from tests import workbooks

Q1 = Period.parse("2026-Q1")


@pytest.fixture
def form(tmp_path: Path) -> Path:
    (tmp_path / "tep").mkdir()
    return workbooks.statistics(tmp_path / "tep" / "bieu.xlsx")


def test_a_form_is_mapped_once_and_filled_each_quarter(office: Office, form: Path) -> None:
    for code, value in (("1.01", "12"), ("1.03", "40"), ("1.04", "30")):
        office.figures.type_figure(Q1, code, value)
    template = read_template(form)
    assert office.templates.map_for(template) is None
    made = office.templates.proposed(template, Q1)
    office.templates.keep(made)
    # Next quarter's copy of the form: another file, other words in its title.
    later = read_template(workbooks.statistics(form.with_name("quy-2.xlsx"), year=2027))
    kept = office.templates.map_for(later)
    assert kept is not None
    assert kept.cells == made.cells
    filling = office.templates.filling(template, kept, Q1)
    target = form.with_name("ket-qua.xlsx")
    write_copy(form, target, filled_copy(form, template, filling))
    sheet = load_workbook(target)["Biểu 01"]
    assert (sheet["E9"].value, sheet["E10"].value, sheet["E11"].value) == (12, 40, 30)
    assert (sheet["C3"].value, sheet["G3"].value) == (
        office.settings.require_profile().name,
        "Quý I năm 2026",
    )
    assert sheet["E12"].value is None
    left = {each.place: each.sentence for each in filling.left}
    assert left["E12"] == "chưa có số liệu quý I năm 2026"


def test_a_map_is_undone_and_found_whole(office: Office, form: Path) -> None:
    template = read_template(form)
    made = office.templates.proposed(template, Q1)
    office.templates.keep(made)
    assert office.check() == Findings()
    office.templates.keep(made.without(list(made.by_place)[:3]))
    office.history.undo()
    assert office.templates.map_for(template) == made
    office.templates.forget(made)
    assert office.templates.kept() == ()
    office.history.undo()
    office.history.undo()
    assert office.templates.map_for(template) is None
    with pytest.raises(Refusal, match="Chưa ghép ô nào"):
        office.templates.keep(made.without(made.by_place))


def test_what_was_chosen_goes_before_what_is_proposed(office: Office, form: Path) -> None:
    template = read_template(form)
    made = office.templates.proposed(template, Q1)
    chosen = CellMap("Biểu 01", 9, 5, "1.02", Column.Q1)
    office.templates.keep(made.with_cells([chosen]))
    assert office.templates.proposed(template, Q1).by_place[chosen.key] == chosen
    # The form changed: what lies under the same words is taken over, the rest is proposed anew.
    changed = read_template(workbooks.statistics(form, header="Thực hiện trong kỳ báo cáo"))
    assert office.templates.map_for(changed) is None
    again = office.templates.proposed(changed, Q1)
    assert again.by_place[chosen.key].code == "1.01"
    assert office.templates.older_map(changed) is not None


def test_a_form_that_changed_since_its_map_is_refused(office: Office, form: Path) -> None:
    made = office.templates.proposed(read_template(form), Q1)
    changed = read_template(workbooks.statistics(form, header="Số lũy kế"))
    with pytest.raises(Refusal, match="ô E6 trước là «Kết quả trong kỳ», nay là «Số lũy kế»"):
        office.templates.filling(changed, made, Q1)
    other = read_template(workbooks.dossiers(form.with_name("khac.xlsx")))
    with pytest.raises(Refusal, match="biểu khác"):
        office.templates.filling(other, made, Q1)


def test_a_map_travels_as_a_file(office: Office, form: Path) -> None:
    made = office.templates.proposed(read_template(form), Q1)
    path = form.with_name("bieu.json")
    write_map(made, path)
    assert read_map(path) == made
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(Refusal, match="không phải bảng ghép"):
        read_map(path)
    path.write_bytes(b" " * 4_000_001)
    with pytest.raises(Refusal, match="lớn hơn một bảng ghép"):
        read_map(path)
    with pytest.raises(Refusal, match="Không đọc được"):
        read_map(path.with_name("khong-co.json"))


def test_the_form_itself_is_never_written_over(form: Path) -> None:
    before = form.read_bytes()
    for target, words in (
        (form, "không ghi lên biểu gốc"),
        (form.parent / "." / form.name, "không ghi lên biểu gốc"),
        (form.with_suffix(".xlsm"), "phải kết thúc bằng .xlsx"),
    ):
        with pytest.raises(Refusal, match=words):
            refuse_target(form, target)
    with pytest.raises(EnvironmentProblem, match="Không có thư mục"):
        write_copy(form, form.parent / "khong-co" / "a.xlsx", b"x")
    assert form.read_bytes() == before
