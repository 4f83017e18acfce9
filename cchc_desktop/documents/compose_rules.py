"""The rules that are watched all year, as a paper: what each asks for, how it stands, what is missing."""

from collections.abc import Sequence
from datetime import date

from ..domain.dates import place_and_date
from ..domain.offices import OfficeProfile
from ..domain.report.words import running_date
from ..domain.standing_rules import Standing
from .facts import office_facts
from .model import Align, Block, Column, Document, Fact, Paragraph, Part, Row, Style, Table, Title, weighed
from .office_text import letter_head

_TITLE = "BẢNG THEO DÕI CÁC QUY ĐỊNH PHẢI GIỮ"
_COLUMNS = (
    Column("TT", 0.4, Align.CENTER, whole=True),
    Column("Lĩnh vực", 0.5, Align.CENTER, whole=True),
    Column("Quy định", 2.0),
    Column("Mức", 1.4),
    Column("Tình trạng", 1.0, Align.CENTER),
    Column("Đã có, còn thiếu", 3.0),
    Column("Chậm nhất", 0.95, Align.CENTER, whole=True),
    Column("Căn cứ của mức", 2.2),
)
_SENTENCE = 5


def compose_rules(standing: Sequence[Standing], office: OfficeProfile | None, day: date) -> Document:
    """How it stands with each rule on a day, in the order that is given."""
    rows = tuple(_row(number, each) for number, each in enumerate(standing, 1))
    blocks: list[Block] = []
    if office is not None:
        blocks.append(letter_head(office, "", place_and_date(office.place, day)))
    blocks.append(Title(_TITLE, f"(Tình hình đến ngày {running_date(day)})"))
    if rows:
        columns = weighed(_COLUMNS, rows, widened=_SENTENCE)
        blocks.append(Table(columns, rows, name="rules", compact=True, filtered=True))
    else:
        blocks.append(Paragraph("Cơ quan không theo dõi quy định nào.", Style.NOTE))
    return Document(
        title="Quy định phải giữ",
        author=office.name if office is not None else "",
        facts=(
            *(office_facts(office) if office is not None else ()),
            Fact("Ngay", "Tình hình đến ngày", day),
        ),
        parts=(Part("Quy định", tuple(blocks), landscape=True),),
    )


def _row(number: int, standing: Standing) -> Row:
    rule = standing.rule
    return Row(
        (
            number,
            rule.area or None,
            rule.name,
            rule.level,
            standing.state.label,
            standing.sentence,
            standing.by,
            standing.whose.words,
        )
    )
