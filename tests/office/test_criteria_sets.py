"""Sets of criteria from workbooks: three layouts become trees, what does not add up is told by row, and a set
that is written out reads back as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.catalogue.criteria import criteria_sets
from cchc_desktop.catalogue.criteria import read_set as read_text
from cchc_desktop.catalogue.criteria_text import set_text
from cchc_desktop.documents.compose_criteria import compose_criteria
from cchc_desktop.documents.export import export_file
from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Step
from cchc_desktop.domain.criteria.sets import Band, CriteriaSet, Criterion, SetSpan
from cchc_desktop.domain.criteria.sources import Source
from cchc_desktop.domain.criteria_file.reading import ReadSet, read_set
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.intake.read_rows import read_rows
from cchc_desktop.office import Findings, Office
from tests import criteria_files
from tests.examples import share

YEAR = Period.parse("2026-N")
D = Decimal
Tree = list[tuple[str, str, str]]


def read(path: Path) -> ReadSet:
    starter = criteria_sets()[0]
    return read_set(read_rows(path), 2026, starter.bands, tuple(starter.walk()))


def tree(read: ReadSet) -> Tree:
    """The codes with points and kinds, in order."""
    return [
        (each.code, str(each.most), str(each.rule.kind) if each.rule else "")
        for each in read.set.walk()
    ]  # fmt: skip


YES, YES2 = "Có: 1; không: 0", "Có: 2, không: 0"
FLAT: Tree = [
    ("1", "6", ""), ("1.1", "3", ""), ("1.1.1", "1", "steps"), ("1.1.2", "2", "ratio"),
    ("1.2", "1", "count"), ("1.3", "2", "yes_no"),
    ("2", "10", ""), ("2.1", "4", "steps"), ("2.2", "1", "ratio"), ("2.3", "1", "deduction"),
    ("2.4", "1", "manual"), ("2.5", "3", "survey"), ("3.1.1", "2", "bonus"), ("3.2.1", "1", "penalty"),
]  # fmt: skip
SET_IN: Tree = [
    ("1", "5", ""), ("1.1", "3", ""), ("1.1.1", "2", "ratio"), ("1.1.2", "1", "yes_no"),
    ("1.2", "2", "steps"),
    ("2", "3", ""), ("2.1", "3", "ratio"),
]  # fmt: skip
SPLIT: Tree = [
    ("1", "4", ""), ("1.1", "3", ""), ("1.1.a", "1", "yes_no"), ("1.1.b", "2", "steps"),
    ("1.2", "1", "yes_no"),
    ("2", "6", ""), ("2.1", "2", "deduction"), ("2.2", "4", "ratio"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "meant"),
    [(criteria_files.flat, FLAT), (criteria_files.set_in, SET_IN), (criteria_files.split, SPLIT)],
)
def test_three_layouts_become_trees(tmp_path: Path, make: Callable[[Path], Path], meant: Tree) -> None:
    found = read(make(tmp_path / "bo.xlsx"))
    assert tree(found) == meant
    assert found.faults == ()
    assert (found.set.decision, found.set.signed) == ("1450/QĐ-UBND", date(2026, 9, 12))
    assert found.set.is_issued


def test_words_and_steps_of_several_rows_are_kept(tmp_path: Path) -> None:
    found = read(criteria_files.flat(tmp_path / "bo.xlsx"))
    given = found.set
    on_time = given.get("2.1")
    assert on_time is not None
    assert on_time.method == "Từ 98% trở lên: 4; Từ 95% đến dưới 98%: 3; Dưới 95%: 0"
    assert on_time.rule == Rule(
        RuleKind.STEPS,
        (Step(D(4), D(98)), Step(D(3), D(95)), Step(D(0))),
        unit="%",
        things="hồ sơ",
        grows=True,
    )
    assert on_time.evidence == "Kết xuất hệ thống"
    assert (given.bonus_most, given.penalty_most, given.most) == (2, 1, 16)
    assert [(each.code, each.row) for each in found.remarks] == [("2.4", 19)]
    # What the program knows by that name tells its number.
    assert [each.text for each in on_time.sources] == ["share:3.18+3.19/3.17"]
    assert found.rows["2.1"] == ("Bảng chấm điểm", 13)


NUMBERINGS: list[tuple[list[tuple[Any, ...]], str]] = [
    ([("I", "THỂ CHẾ", 3), (1, "Văn bản", 3), ("a", "Ban hành", 1, YES), ("b)", "Rà soát", 2, YES2)],
     "I I.1 I.1.a I.1.b"),
    ([("A", "THẨM ĐỊNH", 3), ("I", "Thể chế", 3), ("1.", "Ban hành", 1, YES), ("2.", "Rà soát", 2, YES2)],
     "A A.I A.I.1 A.I.2"),
    ([(1, "Thể chế", 3), ("-", "Ban hành", 1, YES), ("-", "Rà soát", 2, YES2)], "1 1.1 1.2"),
    ([(None, "1. Thể chế", 3), (None, "1.1. Ban hành", 1, YES), (None, "1.2. Rà soát", 2, YES2)],
     "1 1.1 1.2"),
    ([(None, "Thể chế", 3), (None, "   Ban hành", 1, YES), (None, "   Rà soát", 2, YES2)], "1 1.1 1.2"),
    ([(None, "LĨNH VỰC 1: THỂ CHẾ", 3), ("1.1", "Ban hành", 1, YES), ("1.2", "Rà soát", 2, YES2)],
     "1 1.1 1.2"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "codes"), NUMBERINGS, ids=[each[1] for each in NUMBERINGS])
def test_every_way_of_numbering(tmp_path: Path, rows: list[tuple[Any, ...]], codes: str) -> None:
    found = read(criteria_files.plain(tmp_path / "bo.xlsx", *rows))
    assert " ".join(each.code for each in found.set.walk()) == codes
    assert found.remarks == ()
    names = [each.name for each in found.set.walk()]
    assert names[-2:] == ["Ban hành", "Rà soát"]


def test_areas_are_known_by_their_names(tmp_path: Path) -> None:
    rows = [
        (1, "Chỉ đạo, điều hành cải cách hành chính", 1, YES), (2, "CẢI CÁCH THỂ CHẾ", 1, YES),
        (3, "Tài chính công", 1, YES), (4, "Việc khác của xã", 1, YES),
    ]  # fmt: skip
    found = read(criteria_files.plain(tmp_path / "bo.xlsx", *rows))
    assert [each.area for each in found.set.areas] == [1, 2, 6, 0]


def test_each_fault_is_told_once_with_its_row(tmp_path: Path) -> None:
    rows = [
        (1, "Thể chế", 3), ("1.1", "Ban hành", "ba", YES), ("1.2", "Rà soát", 2, YES2),
        ("1.2", "Rà soát lần nữa", 1, YES), ("1.3", "Theo dõi", 3, "Đúng: 2; thiếu: 1; không: 0"),
    ]  # fmt: skip
    found = read(criteria_files.plain(tmp_path / "bo.xlsx", *rows))
    assert [(each.row, each.sentence) for each in found.faults] == [
        (3, "Tiêu chí 1.1 có điểm tối đa «ba» không phải là số."),
        (5, "Mã 1.2 có ở nhiều tiêu chí. Hãy đặt mỗi tiêu chí một mã."),
        (2, "Tiêu chí 1 có điểm tối đa 3, các tiêu chí con cộng lại 6. Hãy sửa cho khớp."),
    ]
    (doubt,) = (each for each in found.remarks if not each.is_fault)
    assert (doubt.row, doubt.code) == (6, "1.3")


def test_what_does_not_add_up_is_told_by_row(tmp_path: Path) -> None:
    wrong = read(criteria_files.flat(tmp_path / "sai.xlsx", head_most=7))
    assert [(each.row, each.sentence) for each in wrong.faults] == [
        (6, "Tiêu chí 1 có điểm tối đa 7, các tiêu chí con cộng lại 6. Hãy sửa cho khớp."),
        (21, "Dòng cộng ghi 16 điểm, các lĩnh vực cộng lại 17. Hãy sửa cho khớp."),
    ]
    area = wrong.set.get("1")
    assert area is not None
    assert area.most == 7
    other = read(criteria_files.split(tmp_path / "sai2.xlsx", summary=5))
    (fault,) = other.faults
    assert (fault.sheet, fault.row) == ("Tổng hợp", 3)
    assert "ghi 5 điểm ở trang này, bảng của lĩnh vực ghi 4" in fault.words


def test_what_excel_made_of_a_number_is_told(tmp_path: Path) -> None:
    found = read(criteria_files.flat(tmp_path / "bo.xlsx", head_most=13, tens=True))
    assert [each.code for each in found.set.areas[0].children][-2:] == ["1.9", "1.10"]
    assert any("hiểu là 1.10" in each.sentence and each.row == 18 for each in found.remarks)


def test_a_file_without_criteria_is_refused(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Họ và tên", "Chức vụ"])  # type: ignore[union-attr]
    book.save(tmp_path / "khac.xlsx")
    with pytest.raises(Refusal, match="không có bảng tiêu chí"):
        read(tmp_path / "khac.xlsx")


# Kept


def taken(office: Office, path: Path, **told: Any) -> ReadSet:
    found = office.criteria_sets.read(read_rows(path), 2026, **told)
    office.criteria_sets.take(found)
    return found


def test_a_set_is_kept_scored_by_and_undone(office: Office, tmp_path: Path) -> None:
    before = office.criteria.of_period(YEAR).id
    found = taken(office, criteria_files.flat(tmp_path / "bo.xlsx"))
    assert found.set.id == "qd-1450-qd-ubnd"
    used = office.criteria.of_period(YEAR)
    assert used == found.set
    assert office.criteria.of_period(YEAR, "khoi-dau").id == "khoi-dau"
    mark = office.criteria.mark(used, YEAR, "2.4")
    office.criteria.decide(replace(mark, number=D("0.5")))
    assert office.criteria.score(used, YEAR).total == D("0.5")
    assert office.check() == Findings()
    with pytest.raises(Refusal, match="Đã chấm điểm theo"):
        office.criteria_sets.remove(used.id)
    office.history.undo()
    office.history.undo()
    assert office.criteria.of_period(YEAR).id == before


def test_the_same_decision_takes_the_place_of_what_was(office: Office, tmp_path: Path) -> None:
    path = criteria_files.flat(tmp_path / "bo.xlsx")
    first = taken(office, path, title="Bộ của tỉnh")
    again = taken(office, path, title="Bộ của tỉnh, sửa")
    assert [each.title for each in office.criteria_sets.own()] == ["Bộ của tỉnh, sửa"]
    other = taken(office, path, decision="1500/QĐ-UBND", signed=date(2026, 12, 1))
    assert first.set.id == again.set.id != other.set.id
    # Of two of a year the newer one is scored by, even after the cut-off.
    assert office.criteria.of_period(YEAR).id == other.set.id
    mark = office.criteria.mark(other.set, YEAR, "2.4")
    office.criteria.decide(replace(mark, number=D(1)))
    smaller = criteria_files.split(tmp_path / "khac.xlsx")
    with pytest.raises(Refusal, match=r"Đã chấm điểm tiêu chí 2\.4 mà tệp không còn có"):
        taken(office, smaller, decision="1500/QĐ-UBND", signed=date(2026, 12, 1))
    office.criteria_sets.remove(first.set.id)
    assert [each.id for each in office.criteria_sets.own()] == [other.set.id]
    with pytest.raises(Refusal, match="không phải là bộ tiêu chí đã nhập"):
        office.criteria_sets.remove("khoi-dau")


def test_a_set_with_faults_is_not_kept(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"dòng 6: Tiêu chí 1 có điểm tối đa 7.* Tệp còn 1 chỗ khác"):
        taken(office, criteria_files.flat(tmp_path / "sai.xlsx", head_most=7))
    assert office.criteria_sets.own() == ()
    with pytest.raises(Refusal, match="Năm áp dụng"):
        office.criteria_sets.read(read_rows(criteria_files.flat(tmp_path / "bo.xlsx")), 26)


def test_a_shipped_set_comes_back_as_the_offices_own(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "bo.xlsx"
    starter = office.criteria.get("khoi-dau")
    export_file(office.criteria_sets.document(starter), "xlsx", path)
    found = taken(office, path, title="Bộ của xã", until=2026)
    assert found.set.id == "khoi-dau-2026"
    assert found.set.areas == starter.areas
    assert found.set.valid_to == date(2026, 12, 31)
    assert office.criteria.of_period(YEAR).id == "khoi-dau-2026"


# Written out and read again

WORDS = "Kế hoạch (2 điểm) báo cáo 95% a) «đúng» hạn; không: 0".split()
NAME = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
SHIPPED = [
    each.rule for known in criteria_sets() for area in known.areas for each in area.walk() if each.rule
]
RULES = st.sampled_from(
    [*SHIPPED, Rule(RuleKind.MANUAL), Rule(RuleKind.DEDUCTION, each=D("0.25"), unit="lần")]
)
SOURCES = st.lists(
    st.sampled_from(["figure:3.24", "share:3.18+3.19/3.17", "rows:khen-thuong:loai=Khen thưởng"]), max_size=2
).map(lambda found: tuple(map(Source.parse, found)))


@st.composite
def criteria(draw: st.DrawFn, code: str, depth: int, area: int = 0) -> Criterion:
    texts: dict[str, Any] = {
        "name": draw(NAME), "evidence": draw(st.just("") | NAME), "answers": draw(st.just("") | NAME),
        "method": draw(st.just("") | NAME),
    }  # fmt: skip
    if depth == 0 or draw(st.integers(0, 2)) == 0:
        rule = draw(RULES)
        most = (
            rule.steps[0].points if rule.steps else max(rule.each or D(0), D(draw(st.integers(1, 300))) / 100)
        )
        return Criterion(code, most=most, rule=rule, area=area, sources=draw(SOURCES), **texts)
    below = tuple(draw(criteria(f"{code}.{at}", depth - 1)) for at in range(1, draw(st.integers(1, 11)) + 1))
    return Criterion(code, most=sum((each.most for each in below), D(0)), area=area, children=below, **texts)


@st.composite
def sets(draw: st.DrawFn) -> CriteriaSet:
    codes = draw(st.sampled_from([["1", "2"], ["I", "II", "III"], ["A", "B"]]))
    extras = (
        Criterion("T1", draw(NAME), D(2), Rule(RuleKind.BONUS, each=D(1), unit="lần")),
        Criterion("9.2", draw(NAME), D(1), Rule(RuleKind.PENALTY, each=D("0.5"))),
    )
    return CriteriaSet(
        "ngau-nhien", draw(NAME), tuple(draw(criteria(code, 2, draw(st.integers(0, 8)))) for code in codes),
        (Band("Tốt", D("79.5")), Band("Yếu", D(0))), draw(st.just("") | st.just("12/QĐ-UBND")),
        draw(st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))), date(2026, 1, 1), None,
        draw(st.booleans()), draw(st.sampled_from(SetSpan)), draw(st.just("") | NAME),
        extras[: draw(st.integers(0, 2))], D(2), D(1),
    )  # fmt: skip


@settings(max_examples=share(10))
@given(given=sets())
def test_a_set_that_is_written_out_reads_back(
    tmp_path_factory: pytest.TempPathFactory, given: CriteriaSet
) -> None:
    path = tmp_path_factory.mktemp("bo") / "bo.xlsx"
    export_file(compose_criteria(given, None), "xlsx", path)
    found = read(path)
    assert found.set == given
    assert found.remarks == ()
    assert read_text(set_text(given)) == given
