"""«Danh mục văn bản pháp luật»: the documents of the library and how each stands on a day."""

from collections.abc import Sequence
from datetime import date

from ..domain.legal_list import LegalFilter, Listed
from ..domain.offices import OfficeProfile
from ..domain.report.words import running_date
from .model import (
    Align,
    Block,
    Column,
    Document,
    Paragraph,
    Part,
    Row,
    Style,
    Table,
    Title,
    weighed,
)

_COLUMNS = (
    Column("TT", 0.4, Align.CENTER, whole=True),
    Column("Số, ký hiệu", 1.5, whole=True),
    Column("Tên loại, trích yếu, ghi chú", 4.2),
    Column("Cơ quan ban hành", 1.2),
    Column("Ngày ban hành", 0.9, Align.CENTER, whole=True),
    Column("Hiệu lực", 1.4),
    Column("Văn bản thay thế", 1.5),
)
_TITLE = 2


def compose_legal(
    documents: Sequence[Listed],
    day: date,
    source: str,
    office: OfficeProfile | None,
    wanted: LegalFilter = LegalFilter.ALL,
) -> Document:
    """The list as of a day; ``source`` says which library it stands on, ``wanted`` what of it is listed."""
    limits = "" if wanted is LegalFilter.ALL else f"{wanted.label}, "
    lead = f"({limits}hiệu lực xét đến ngày {running_date(day)})"
    blocks: list[Block] = [
        Title("DANH MỤC VĂN BẢN PHÁP LUẬT", "Làm căn cứ cho công tác cải cách hành chính", lead)
    ]
    if documents:
        rows = tuple(_row(number, each) for number, each in enumerate(documents, 1))
        table = Table(
            weighed(_COLUMNS, rows, widened=_TITLE), rows, name="legal", compact=True, filtered=True
        )
        blocks.append(table)
    else:
        blocks.append(Paragraph("Không có văn bản nào như vậy trong thư viện.", Style.NOTE))
    blocks.append(Paragraph(f"Nguồn: {source}. Điều chưa rõ thì để trống.", Style.NOTE))
    return Document(
        title="Danh mục văn bản pháp luật",
        author=office.name if office is not None else "",
        parts=(Part("Văn bản", tuple(blocks), landscape=True),),
    )


def _row(number: int, each: Listed) -> Row:
    document = each.document
    name = document.short if document.is_law else f"{document.kind} {document.title}"
    return Row(
        (
            number,
            document.symbol or None,
            "\n".join(filter(None, (name, document.note))),
            document.issuer or None,
            document.signed or (document.known_year and f"năm {document.known_year}"),
            each.state_words,
            each.instead_words or None,
        )
    )
