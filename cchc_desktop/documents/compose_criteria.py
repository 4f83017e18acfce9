"""A set of criteria as a workbook in the form of a province's, which the program reads back as it is."""

from collections.abc import Iterator

from ..domain.criteria.sets import CriteriaSet, Criterion
from ..domain.criteria_file.about import SHEET, about_lines
from ..domain.criteria_file.rule_text import rule_text
from ..domain.dates import short_date
from ..domain.offices import OfficeProfile
from .facts import office_facts
from .model import Align, Cell, Column, Document, Part, Row, RowKind, Table, Title

_COLUMNS = (
    Column("STT", 0.7, whole=True),
    Column("Lĩnh vực, tiêu chí, tiêu chí thành phần", 4.0),
    Column("Điểm tối đa", 0.8, Align.RIGHT, whole=True),
    Column("Cách tính điểm", 3.4),
    Column("Tài liệu kiểm chứng", 2.0),
    Column("Đơn vị phụ trách", 1.7),
    Column("Quy tắc chấm", 2.6),
    Column("Nguồn số liệu", 1.6, whole=True),
    Column("Lĩnh vực CCHC", 0.8, Align.CENTER, whole=True),
    Column("Cấp", 0.6, Align.CENTER, whole=True),
)
_BESIDE = "ĐIỂM THƯỞNG, ĐIỂM PHẠT"
_ABOUT = (Column("Mục", 1.0), Column("Nội dung", 3.0))


def compose_criteria(given: CriteriaSet, office: OfficeProfile | None) -> Document:
    """The tree with each rule in the set's own words and as the program keeps it; then what the set is."""
    rows = [row for area in given.areas for row in _rows(area, 1)]
    rows.append(Row((None, "Tổng cộng", given.most, *(None,) * 7), RowKind.TOTAL))
    if given.extras:
        rows.append(Row((None, _BESIDE, *(None,) * 8)))
        rows += [row for each in given.extras for row in _rows(each, 2)]
    signed = f" ngày {short_date(given.signed)}" if given.signed else ""
    decree = f"(Theo Quyết định số {given.decision}{signed})" if given.decision else ""
    about = tuple(Row((label, said)) for label, said in about_lines(given) if said)
    return Document(
        title=given.title,
        author=office.name if office is not None else "",
        facts=office_facts(office) if office is not None else (),
        formats=("xlsx",),
        parts=(
            Part(
                "Bảng tiêu chí",
                (
                    Title("BỘ TIÊU CHÍ", given.title, decree),
                    Table(_COLUMNS, tuple(rows), name="criteria", compact=True),
                ),
                landscape=True,
            ),
            Part(SHEET, (Table(_ABOUT, about, name="about"),)),
        ),
    )


def _rows(given: Criterion, level: int) -> Iterator[Row]:
    cells: tuple[Cell, ...] = (
        given.code,
        given.name,
        given.most,
        given.method or None,
        given.evidence or None,
        given.answers or None,
        rule_text(given.rule) if given.rule is not None else None,
        "\n".join(each.text for each in given.sources) or None,
        given.area or None,
        level,
    )
    yield Row(cells)
    for child in given.children:
        yield from _rows(child, level + 1)
