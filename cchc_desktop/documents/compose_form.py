"""Form II.06a: one-stop dossiers by field of procedures (Thông tư 01/2020/TT-VPCP, FACTS.md section 6)."""

from collections.abc import Sequence
from datetime import date

from ..domain import dossiers as rules
from ..domain.dates import place_and_date
from ..domain.dossiers import Dossiers
from ..domain.offices import OfficeProfile, shorten
from ..domain.plan import Signer
from ..domain.regimes import PeriodDates
from ..domain.report.words import running_date
from .facts import period_facts
from .model import Align, Cell, Column, Document, FormHead, Formula, Part, Row, RowKind, Table
from .office_text import signature

_RECEIVED = "Số lượng hồ sơ tiếp nhận"
_RESOLVED = "Số lượng hồ sơ đã giải quyết"
_PENDING = "Số lượng hồ sơ đang giải quyết"
_COLUMNS = (
    Column("TT", 0.6, Align.CENTER, whole=True),
    Column("Lĩnh vực, công việc giải quyết theo cấp", 3.65),
    Column("Tổng số", 1.4, Align.RIGHT, (_RECEIVED,)),
    Column("Trực tuyến", 0.95, Align.RIGHT, (_RECEIVED, "Trong kỳ")),
    Column("Trực tiếp, dịch vụ bưu chính", 2.3, Align.RIGHT, (_RECEIVED, "Trong kỳ")),
    Column("Từ kỳ trước", 0.95, Align.RIGHT, (_RECEIVED,)),
    Column("Tổng số", 1.4, Align.RIGHT, (_RESOLVED,)),
    Column("Trước hạn", 0.95, Align.RIGHT, (_RESOLVED,)),
    Column("Đúng hạn", 0.95, Align.RIGHT, (_RESOLVED,)),
    Column("Quá hạn", 0.95, Align.RIGHT, (_RESOLVED,)),
    Column("Tổng số", 1.4, Align.RIGHT, (_PENDING,)),
    Column("Trong hạn", 1.2, Align.RIGHT, (_PENDING,)),
    Column("Quá hạn", 1.2, Align.RIGHT, (_PENDING,)),
)
_NUMBERS = (
    "(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)",
    "(7)=(8)+(9)+(10)", "(8)", "(9)", "(10)", "(11)=(12)+(13)", "(12)", "(13)",
)  # fmt: skip
_SUMS = {2: "{D}{row}:{F}{row}", 6: "{H}{row}:{J}{row}", 10: "{L}{row}:{M}{row}"}
"""The columns that are sums, and the cells after them that they add up."""
_FILLED = "COUNT({column}{first}:{column}{last})"
_TITLE = (
    "Tình hình, kết quả giải quyết thủ tục hành chính "
    "tại cơ quan, đơn vị trực tiếp giải quyết thủ tục hành chính"
)


def compose_form(
    rows: Sequence[tuple[str, Dossiers]],
    dates: PeriodDates,
    office: OfficeProfile,
    signer: Signer,
    issued_on: date | None = None,
) -> Document:
    """The form of a period; ``rows`` are the names of the fields with their counts, in printed order.

    Until it goes out with its report, ``issued_on``, the day above the signer is left blank.

    A field in which nothing was typed is printed blank, to be filled in by hand.
    """
    period = dates.period
    label = f"{period.label[:1].upper()}{period.label[1:]}"
    head = FormHead(
        code="Biểu số II.06a/VPCP/KSTT\nBan hành theo Thông tư số 01/2020/TT-VPCP",
        title=_TITLE,
        lines=(
            f"Kỳ báo cáo: {label}",
            f"(Từ ngày {running_date(dates.starts)} đến ngày {running_date(dates.ends)})",
        ),
        reporter=office.short_name,
        receiver=shorten(office.superior),
        unit="Số hồ sơ TTHC",
    )
    body = [_row(number, name, counts) for number, (name, counts) in enumerate(rows, 1)]
    total = _total_row(rules.total(counts for _, counts in rows))
    table = Table(_COLUMNS, (*body, total), numbers=_NUMBERS, name="form", compact=True)
    leader = Signer(authority="THỦ TRƯỞNG ĐƠN VỊ", name=signer.name)
    day = issued_on or dates.due or dates.ends
    foot = signature(
        (),
        leader,
        preparer="NGƯỜI LẬP BIỂU",
        place_date=place_and_date(office.place, issued_on, day.month, day.year),
        hint="(Ký, đóng dấu)",
    )
    return Document(
        title=f"Biểu II.06a {period.label}",
        author=office.name,
        facts=period_facts(office, dates),
        parts=(Part("Biểu II.06a", (head, table, foot), landscape=True),),
    )


def _row(number: int, name: str, counts: Dossiers) -> Row:
    cells: list[Cell] = [number, name]
    for index, value in enumerate(counts.columns, len(cells)):
        if index in _SUMS:
            excel = f'IF(COUNT({_SUMS[index]})=0,"",SUM({_SUMS[index]}))'
            cells.append(Formula(excel, "" if value is None else value))
        else:
            cells.append(value)
    return Row(tuple(cells))


def _total_row(whole: Dossiers) -> Row:
    excel = f'IF({_FILLED}=0,"",SUM({{column}}{{first}}:{{column}}{{last}}))'
    values = ["" if value is None else value for value in whole.columns]
    return Row((None, "Tổng cộng", *(Formula(excel, value) for value in values)), RowKind.TOTAL)
