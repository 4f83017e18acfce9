"""What the check of form found in a document, as a paper: where, by which rule, what is there, what is
right."""

from collections.abc import Sequence
from datetime import date

from ..domain.form_check.finding import Finding, Severity
from ..domain.report.words import running_date
from .model import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Paragraph,
    Part,
    Row,
    RowKind,
    Style,
    Table,
    Title,
    weighed,
)

_COLUMNS = (
    Column("TT", 0.4, Align.CENTER, whole=True),
    Column("Chỗ trong văn bản", 2.4),
    Column("Đang là", 2.2),
    Column("Đúng là", 2.4),
    Column("Quy định", 2.2),
)
_SENTENCE = 4


def compose_form_check(name: str, findings: Sequence[Finding], day: date) -> Document:
    """The findings on a file of that name, those that must be put right first."""
    blocks: list[Block] = [
        Title("KẾT QUẢ KIỂM TRA THỂ THỨC", f"Văn bản trong tệp {name}, kiểm tra ngày {running_date(day)}")
    ]
    if findings:
        rows = tuple(_rows(findings))
        blocks.append(Table(weighed(_COLUMNS, rows, widened=_SENTENCE), rows, name="findings", compact=True))
    else:
        blocks.append(Paragraph("Không thấy chỗ nào sai thể thức hoặc cần xem lại.", Style.NOTE))
    part = Part("Thể thức", tuple(blocks), landscape=True)
    return Document(title="Kiểm tra thể thức", author="", parts=(part,))


def _rows(findings: Sequence[Finding]) -> list[Row]:
    rows: list[Row] = []
    for severity in Severity:
        alike = [each for each in findings if each.severity is severity]
        if alike:
            rest: tuple[Cell, ...] = (None, None, None)
            rows.append(Row((None, f"{severity.label} ({len(alike)})", *rest), RowKind.GROUP))
        rows += [
            Row((number, each.place, each.found, each.right, each.rule))
            for number, each in enumerate(alike, 1)
        ]
    return rows
