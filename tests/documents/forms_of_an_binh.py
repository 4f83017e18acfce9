"""Statistical forms of the fictional «xã An Bình»: form II.06a with its high header, a long annex."""

from decimal import Decimal

from cchc_desktop.documents.model import (
    Align,
    AnnexTitle,
    Block,
    Cell,
    Column,
    Document,
    FormHead,
    Formula,
    Part,
    Row,
    RowKind,
    SignatureBlock,
    Table,
)

HEAD = FormHead(
    "Biểu số II.06a/VPCP/KSTT\nDùng cho cấp xã",
    "Tình hình, kết quả giải quyết TTHC",
    ("Kỳ báo cáo: Quý I năm 2026", "(Từ ngày 15/12/2025 đến ngày 14/3/2026)"),
    "UBND xã An Bình",
    "Văn phòng UBND thành phố Bình Minh",
    "Số hồ sơ TTHC",
)
SIGNATURE = SignatureBlock((), "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đỗ Văn Ý", "NGƯỜI LẬP BIỂU")

RECEIVED, DONE, OPEN = "Số hồ sơ nhận giải quyết", "Số hồ sơ đã giải quyết", "Số hồ sơ đang giải quyết"
_R = Align.RIGHT
COLUMNS = (
    Column("TT", 0.6, Align.CENTER),
    Column("Lĩnh vực giải quyết", 3.4),
    Column("Tổng số", 1, _R, (RECEIVED,)),
    Column("Trực tuyến", 1, _R, (RECEIVED, "Trong kỳ")),
    Column("Trực tiếp, bưu chính", 1, _R, (RECEIVED, "Trong kỳ")),
    Column("Từ kỳ trước", 1, _R, (RECEIVED,)),
    *(Column(text, 1, _R, (DONE,)) for text in ("Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn")),
    *(Column(text, 1, _R, (OPEN,)) for text in ("Tổng số", "Trong hạn", "Quá hạn")),
)
NUMBERS = (
    "(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)",
    "(7)=(8)+(9)+(10)", "(8)", "(9)", "(10)", "(11)=(12)+(13)", "(12)", "(13)",
)  # fmt: skip


def _row(number: int) -> Row:
    online, counter, before = 12 * number, 3 * number, number
    received = online + counter + before
    late, left = number % 2, 2
    early = received - left - late - 5
    cells: tuple[Cell, ...] = (
        number,
        f"Lĩnh vực thứ {number}",
        Formula("{D}{row}+{E}{row}+{F}{row}", received),
        online,
        counter,
        before,
        Formula("{H}{row}+{I}{row}+{J}{row}", early + 5 + late),
        early,
        5,
        late,
        Formula("{L}{row}+{M}{row}", left),
        left,
        0,
    )
    return Row(cells)


def form(fields: int = 20) -> Document:
    """Form II.06a with so many fields of work, in a part of its own."""
    rows = [_row(number) for number in range(1, fields + 1)]
    sums = [sum(_number(row.cells[index]) for row in rows) for index in range(2, len(COLUMNS))]
    total = (None, "Tổng cộng", *(Formula("SUM({column}{first}:{column}{last})", value) for value in sums))
    table = Table(COLUMNS, (*rows, Row(total, RowKind.TOTAL)), numbers=NUMBERS)
    return _document("Biểu II.06a", HEAD, table, SIGNATURE)


def _number(cell: Cell) -> int:
    value = cell.value if isinstance(cell, Formula) else cell
    assert isinstance(value, int)
    return value


ANNEX_COLUMNS = (
    Column("TT", 0.8, Align.CENTER),
    Column("Chỉ tiêu thống kê", 5),
    Column("Đơn vị tính", 1.1, Align.CENTER),
    Column("Tổng số", 1, _R, ("Số liệu trong kỳ",)),
    Column("Cấp xã", 1, _R, ("Số liệu trong kỳ",)),
    Column("Cùng kỳ năm trước", 1.2, _R),
    Column("Ghi chú", 1.6),
)


def annex() -> Document:
    """An annex of 8 groups and 176 indicators; in each group, the fifth is the share of the fourth."""
    rows = []
    for area in range(1, 9):
        rows.append(Row((None, f"Nhóm {area}", *[None] * 5), RowKind.GROUP))
        for number in range(1, 23):
            code = f"{area}.{number:02}"
            text = f"Chỉ tiêu {code} " + "của cải cách hành chính ở xã " * (1 + number % 5)
            here: Cell = 40 * number
            if number == 5:
                here = Formula(f"{{column}}{{@{area}.04}}/{{column}}{{@{area}.22}}*100", Decimal("18.18"))
            cells = (code, text.strip(), "%" if number == 5 else "Hồ sơ", here, number, "–", None)
            rows.append(Row(cells, name=code, indent=number % 3))
    title = AnnexTitle("Phụ lục", "HỆ THỐNG SỐ LIỆU", "(Kèm theo Báo cáo số 12/BC-UBND)")
    return _document("Phụ lục", title, Table(ANNEX_COLUMNS, tuple(rows), numbered=True), SIGNATURE)


def _document(name: str, *blocks: Block) -> Document:
    return Document(name, "UBND xã An Bình", (Part(name, blocks, landscape=True),))


def one_table(*rows: Row) -> Document:
    """A document of nothing but a table of these rows, of three columns."""
    columns = (Column("TT", 1, Align.CENTER), Column("Chỉ tiêu", 6), Column("Số liệu", 3, Align.RIGHT))
    return _document("Thử", Table(columns, rows))
