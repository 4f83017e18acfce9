"""The annex of directive documents: what the office issued in a period to direct administrative reform."""

from collections.abc import Sequence

from ..domain.areas import Area
from ..domain.report.data import ReportData
from ..domain.report.lists import directive_kind
from ..domain.report.records import ReportHead
from .compose_statistics import enclosure
from .model import Align, AnnexTitle, Column, Part, Row, Table, weighed

_COLUMNS = (
    Column("TT", 0.45, Align.CENTER, whole=True),
    Column("Loại văn bản", 1.0),
    Column("Số, ký hiệu", 1.2, Align.CENTER, whole=True),
    Column("Ngày ban hành", 1.0, Align.CENTER, whole=True),
    Column("Trích yếu", 3.6),
    Column("Lĩnh vực", 1.6),
    Column("Đơn vị soạn thảo", 1.8),
)
_SUBJECT = 4


def directives_part(data: ReportData, head: ReportHead, areas: Sequence[Area], label: str) -> Part:
    """The documents in the order of their days."""
    names = {area.code: area.short_name for area in areas}
    rows = tuple(
        Row(
            (
                number,
                directive_kind(directive),
                directive.number or None,
                directive.day,
                directive.subject,
                names.get(directive.area, "Chung"),
                directive.unit or None,
            )
        )
        for number, directive in enumerate(data.directives, 1)
    )
    name = f"Danh mục văn bản chỉ đạo, điều hành cải cách hành chính {data.period.label}"
    title = AnnexTitle(label, name.upper(), enclosure(data, head))
    table = Table(
        weighed(_COLUMNS, rows, widened=_SUBJECT),
        rows,
        numbered=True,
        name="directives",
        compact=True,
        filtered=True,
    )
    return Part(label, (title, table), landscape=True)
