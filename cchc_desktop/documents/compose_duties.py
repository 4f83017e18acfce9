"""The calendar of report duties of a year: what goes out, to whom, by when, and what has gone out."""

from collections.abc import Sequence
from datetime import date

from ..domain.dates import place_and_date, short_date
from ..domain.duties import DutyLine, DutyState, weekday
from ..domain.offices import OfficeProfile
from ..domain.report.words import running_date
from .facts import office_facts
from .model import Align, Block, Column, Document, Fact, Paragraph, Part, Row, Style, Table, Title, weighed
from .office_text import letter_head

_TITLE = "LỊCH BÁO CÁO"
_COLUMNS = (
    Column("TT", 0.45, Align.CENTER, whole=True),
    Column("Hạn gửi", 0.95, Align.CENTER, whole=True),
    Column("Thứ", 0.5, Align.CENTER, whole=True),
    Column("Báo cáo", 3.1),
    Column("Kỳ", 1.1, Align.CENTER),
    Column("Từ ngày", 0.95, Align.CENTER, whole=True, groups=("Số liệu",)),
    Column("Đến ngày", 0.95, Align.CENTER, whole=True, groups=("Số liệu",)),
    Column("Nơi nhận", 1.5),
    Column("Căn cứ", 2.2),
    Column("Tình trạng", 1.0, Align.CENTER),
    Column("Số văn bản", 0.9, Align.CENTER),
    Column("Ngày gửi", 0.95, Align.CENTER, whole=True),
)
_REPORT = 3


def compose_duties(
    lines: Sequence[DutyLine], office: OfficeProfile | None, year: int, today: date
) -> Document:
    """The reports of a year in the order of their due days, each with where it stands."""
    rows = tuple(_row(number, line) for number, line in enumerate(lines, 1))
    blocks: list[Block] = []
    if office is not None:
        blocks.append(letter_head(office, "", place_and_date(office.place, today)))
    blocks.append(Title(_TITLE, f"Năm {year}", f"(Tình hình đến ngày {running_date(today)})"))
    if rows:
        blocks.append(
            Table(weighed(_COLUMNS, rows, widened=_REPORT), rows, name="duties", compact=True, filtered=True)
        )
    else:
        blocks.append(Paragraph("Năm này không có báo cáo nào phải gửi.", Style.NOTE))
    blocks += [Paragraph(words, Style.NOTE, belongs=True) for words in _notes(lines)]
    return Document(
        title=f"Lịch báo cáo năm {year}",
        author=office.name if office is not None else "",
        facts=(
            *(office_facts(office) if office is not None else ()),
            Fact("Nam", "Năm báo cáo", year),
            Fact("Ngay", "Tình hình đến ngày", today),
        ),
        parts=(Part("Lịch báo cáo", tuple(blocks), landscape=True),),
    )


def _row(number: int, line: DutyLine) -> Row:
    turn = line.turn
    return Row(
        (
            number,
            turn.due,
            _short_weekday(turn.due),
            turn.duty.name,
            turn.period.short_label,
            turn.starts,
            turn.ends,
            turn.duty.receiver or None,
            turn.duty.legal or None,
            line.state.label,
            line.number or None,
            line.sent_on,
        )
    )


def _short_weekday(day: date) -> str:
    """«Hai», «Bảy», «CN»: what stands in a column «Thứ»."""
    return weekday(day).removeprefix("Thứ ").replace("Chủ nhật", "CN")


def _notes(lines: Sequence[DutyLine]) -> Sequence[str]:
    """What is to be known of the days and of the rules behind them."""
    off = [
        f"{line.turn.duty.name} {line.turn.period.short_label} (hạn {short_date(line.turn.due)}, "
        f"{weekday(line.turn.due)})"
        for line in lines
        if line.is_on_day_off and line.state is not DutyState.SENT
    ]
    notes = [f"Hạn rơi vào ngày nghỉ, nên gửi trước: {'; '.join(off)}."] if off else []
    doubts = dict.fromkeys(f"{line.turn.duty.name}: {line.asked}" for line in lines if line.asked)
    return (*notes, *doubts)
