"""The numbered list of evidence (danh mục minh chứng), as it is laid before those who verify."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..domain.areas import Area
from ..domain.dates import place_and_date
from ..domain.numerals import to_roman
from ..domain.offices import OfficeProfile
from ..domain.plan import Signer
from ..domain.text import capitalized
from .model import Align, Block, Column, Document, Paragraph, Part, Row, RowKind, Style, Table, Title, weighed
from .office_text import chosen_signer, letter_head, signature

_TITLE = "DANH MỤC MINH CHỨNG"
_COLUMNS = (
    Column("Mã", 0.7, Align.CENTER, whole=True),
    Column("Minh chứng", 2.4),
    Column("Loại tài liệu", 1.0, Align.CENTER),
    Column("Chứng minh cho", 2.8),
    Column("Ngày", 0.9, Align.CENTER, whole=True),
    Column("Tệp kèm theo", 2.2),
    Column("Thời hạn lưu", 1.1, Align.CENTER),
    Column("Ghi chú", 1.2),
)
_WIDENED = 3


@dataclass(frozen=True, slots=True)
class ListedEvidence:
    """A line of the list: its number («MC.01»), the file as it is called here (``name``) and in what goes out
    (``file``, empty where it does not go along), what it is evidence of, and until when it is kept."""

    number: str
    name: str
    sort: str
    about: str
    area: int
    day: date
    file: str
    kept: str
    note: str


def compose_evidence(
    lines: Sequence[ListedEvidence], office: OfficeProfile, areas: Sequence[Area], today: date, subject: str
) -> Document:
    """The list by reform areas; ``subject`` says of what it is («quý I năm 2026»), and may be empty."""
    blocks: list[Block] = [
        letter_head(office, "", place_and_date(office.place, today)),
        Title(_TITLE, capitalized(subject), ""),
        Paragraph(f"Danh mục có {len(lines)} minh chứng.", Style.NOTE),
        _table(lines, areas),
        signature((), chosen_signer(Signer(), office), preparer="NGƯỜI LẬP DANH MỤC"),
    ]
    return Document(
        title=f"Danh mục minh chứng {subject}".strip(),
        author=office.name,
        parts=(Part("Minh chứng", tuple(blocks), landscape=True),),
    )


def _table(lines: Sequence[ListedEvidence], areas: Sequence[Area]) -> Table:
    names = {area.code: area.name for area in areas}
    rows: list[Row] = []
    for group, code in enumerate(sorted({line.area for line in lines}, key=lambda code: code or 99), 1):
        name = names.get(code, "Chung")
        rows.append(Row((to_roman(group), name, *[None] * (len(_COLUMNS) - 2)), RowKind.GROUP))
        rows += [
            Row((
                line.number, line.name, line.sort, line.about, line.day, line.file, line.kept, line.note
            ))
            for line in lines
            if line.area == code
        ]  # fmt: skip
    return Table(
        weighed(_COLUMNS, rows, widened=_WIDENED), tuple(rows), name="evidence", compact=True, filtered=True
    )
