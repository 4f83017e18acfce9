"""What a sheet that comes back says of a verification, cell by cell."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from cchc_desktop.domain.criteria.returned import Returned, read_returned
from cchc_desktop.domain.criteria.rounds import RoundStep, Stage
from cchc_desktop.domain.criteria.rules import Rule, RuleKind
from cchc_desktop.domain.criteria.sealed import RoundLine, Rounds, SealedLine
from cchc_desktop.domain.criteria.sets import Band, CriteriaSet, Criterion
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.registers.book import RowsBook
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.templates.sheet import Cell, CellKind, Sheet

D = Decimal
YES = Rule(RuleKind.YES_NO)
SET = CriteriaSet(
    "thu", "Bộ thử",
    (
        Criterion("1", "Chỉ đạo", D(5), children=(
            Criterion("1.1", "Kế hoạch năm", D(2), YES), Criterion("1.2", "Báo cáo", D(3), YES),
        )),
        Criterion("2", "Thể chế", D(4), children=(
            Criterion("2.1", "Văn bản", D(2), YES), Criterion("2.2", "Kiểm tra văn bản", D(2), YES),
        )),
    ),
    (Band("Đạt", D(0)),),
    extras=(Criterion("P1", "Bị phê bình", D(2), Rule(RuleKind.PENALTY, each=D(1))),),
    penalty_most=D(2),
)  # fmt: skip
OWN = {"1.1": D(2), "1.2": D(3), "2.1": D(1), "P1": D(-1)}
"""What the office has; of 2.2 nobody knows."""
HEAD = (
    "STT", "Tiêu chí", "Điểm tối đa", "Điểm tự đánh giá", "Điểm thẩm định lần 1",
    "Ý kiến thẩm định lần 1", "Điểm thẩm định lần 2", "Ý kiến thẩm định lần 2",
)  # fmt: skip


def standing(stage: Stage = Stage.LOCKED) -> Rounds:
    way = [Stage.LOCKED, Stage.VERIFIED, Stage.EXPLAINED][: list(Stage).index(stage)]
    steps = tuple(
        RoundStep("thu", Period.parse("2026-N"), number, each, False, datetime(2026, 12, 1), "")
        for number, each in enumerate(way, 1)
    )
    lines = []
    for each in SET.walk():
        points = OWN.get(each.code)
        line = RoundLine(each, each.most, SealedLine(each.code, points), points)
        lines.append(replace(line, first=points) if stage is Stage.EXPLAINED else line)
    return Rounds(SET, steps, steps, lines=tuple(lines), by_code={line.code: line for line in lines})


def book(*rows: tuple[object, ...], head: tuple[str, ...] = HEAD, hidden: bool = False) -> RowsBook:
    cells = []
    for number, row in enumerate((head, *rows), 1):
        for column, value in enumerate(row, 1):
            if isinstance(value, Cell):
                cells.append(replace(value, row=number, column=column))
            elif value is not None:
                kind = CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER
                cells.append(Cell(number, column, kind, str(value)))
    sheet = Sheet("Bảng", len(rows) + 1, len(head), tuple(cells), is_hidden=hidden)
    return RowsBook("bang.xlsx", (sheet,))


def read(*rows: tuple[object, ...], stage: Stage = Stage.LOCKED) -> Returned:
    return read_returned(book(*rows), standing(stage))


def told(made: Returned, code: str) -> str:
    return next(line.told for line in made.lines if line.line.code == code)


def test_points_and_remarks_of_the_round_that_is_waited_for() -> None:
    rows = (
        ("1", "Chỉ đạo", 5, 5, Cell(0, 0, CellKind.FORMULA, "4.5")),
        ("1.1", "Kế hoạch năm", 2, 2, "1,5", "Chậm 3 ngày", 2, "Đủ"),
        ("1.2.", "Báo cáo", 3, 3, Cell(0, 0, CellKind.FORMULA, "3.0000000000000004")),
        ("2.1", "Văn bản", 2, 1, "–"),
        ("", "Kiểm tra văn bản", 2, None, 1),
        ("P1", "Bị phê bình", 2, -1, 2, "Bị phê bình hai lần"),
    )
    made = read(*rows)
    assert (made.faults, made.told) == ([], ())
    assert [(each.line.code, each.points, each.remark) for each in made.filled] == [
        ("1.1", D("1.5"), "Chậm 3 ngày"), ("1.2", 3, ""), ("2.2", 1, ""), ("P1", -2, "Bị phê bình hai lần"),
    ]  # fmt: skip
    assert [each.row for each in made.lines] == [3, 4, 5, 6, 7]
    again = read(*rows, stage=Stage.EXPLAINED)
    assert [(each.line.code, each.points, each.remark) for each in again.filled] == [("1.1", 2, "Đủ")]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("hai", "«hai» không phải là điểm. Hãy sửa ô này."),
        (Cell(0, 0, CellKind.FORMULA, "#REF!"), "«#REF!» không phải là điểm. Hãy sửa ô này."),
        (
            Cell(0, 0, CellKind.DATE, "01/05/2026"),
            "Excel đã đổi điểm thành ngày 01/05/2026. Hãy định dạng ô là số rồi nhập lại.",
        ),
        (3, "Điểm của tiêu chí 1.1 phải từ 0 đến 2, nhiều nhất 2 số lẻ."),
        (-1, "Điểm của tiêu chí 1.1 phải từ 0 đến 2, nhiều nhất 2 số lẻ."),
        ("1,234", "Điểm của tiêu chí 1.1 phải từ 0 đến 2, nhiều nhất 2 số lẻ."),
    ],
)  # fmt: skip
def test_what_cannot_be_points_has_to_be_mended(value: object, sentence: str) -> None:
    made = read(("1.1", "Kế hoạch năm", 2, 2, value), ("1.2", "Báo cáo", 3, 3, 3))
    assert [(each.line.code, each.told, each.points) for each in made.faults] == [("1.1", sentence, None)]


def test_what_seems_wrong_is_told_and_left_as_it_is() -> None:
    made = read(
        ("1", "Chỉ đạo", 5, 5, 9),
        ("1.1", "Kế hoạch năm", 2, 1, 1),
        ("1.2", "Báo cáo", 3, 3, 3),
        ("1.2", "Báo cáo", 3, 3, 2),
        ("2", "Thể chế", 4, 1, 1),
        ("2.1", "Văn bản", 2, 1, 1),
        ("7", "Việc khác", 2, 1, 1),
    )
    assert made.faults == []
    assert told(made, "1.1") == (
        "Điểm tự chấm trong tệp là 1, điểm đã chốt là 2. Bị trừ 1 điểm mà không có ý kiến."
    )
    assert made.told == (
        "Trang «Bảng», dòng 5: lặp lại tiêu chí 1.2, không đọc.",
        "Trang «Bảng», dòng 8: «7 Việc khác» không phải tiêu chí nào.",
        "Trang «Bảng», dòng 2: mục 1 ghi 9 điểm, các tiêu chí trong mục cộng lại 4.",
        "Tệp không có 2 tiêu chí: 2.2, P1.",
    )


def test_a_column_without_the_round_is_that_of_the_one_waited_for() -> None:
    head = ("Mã tiêu chí", "Nội dung", "Điểm tự chấm", "Điểm thẩm định", "Nhận xét thẩm định", "Ghi chú")
    made = read_returned(book(("1.1", "Kế hoạch năm", 2, 1, "Chậm", "x"), head=head), standing())
    assert [(each.points, each.remark) for each in made.filled] == [(1, "Chậm")]
    assert made.told[-1].startswith("Tệp không có 4 tiêu chí: 1.2, 2.1, 2.2, P1")


def test_what_is_no_such_sheet_is_refused() -> None:
    no_points = book(("1.1", "Kế hoạch năm", 2), head=("STT", "Tiêu chí", "Điểm tự đánh giá"))
    with pytest.raises(Refusal, match=r"«bang\.xlsx» không có bảng tiêu chí với cột điểm thẩm định lần 1"):
        read_returned(no_points, standing())
    with pytest.raises(Refusal, match="cột điểm thẩm định lần 2"):
        read_returned(book(("1.1", "Kế hoạch năm"), hidden=True), standing(Stage.EXPLAINED))
    with pytest.raises(Refusal, match="Chưa nhận điểm thẩm định ở bước này: đã có điểm thẩm định lần 1"):
        read_returned(book(("1.1", "Kế hoạch năm")), standing(Stage.VERIFIED))
