"""A statistical form of a period: II.06a, and the others of which the catalogue knows the columns."""

from collections.abc import Sequence
from datetime import date

from ..domain import forms as rules
from ..domain.dates import place_and_date
from ..domain.forms import Counts, Form, FormColumn
from ..domain.offices import OfficeProfile, shorten
from ..domain.plan import Signer
from ..domain.regimes import PeriodDates
from ..domain.report.words import running_date
from ..domain.text import capitalized
from .facts import period_facts
from .model import Align, Cell, Column, Document, FormHead, Formula, Part, Row, RowKind, Table
from .office_text import signature

_TT_WIDTH, _NAME_WIDTH = 0.6, 3.65
"""The shares of the page's width of the row's number and of its name, beside the weights of the columns."""
_LETTERS = "CDEFGHIJKLMNOPQRSTUVWXYZ"
"""What formulas call the columns of numbers."""
_FILLED = "COUNT({column}{first}:{column}{last})"


def compose_form(
    form: Form,
    rows: Sequence[tuple[str, Counts]],
    dates: PeriodDates,
    office: OfficeProfile,
    signer: Signer,
    issued_on: date | None = None,
) -> Document:
    """The form of a period; ``rows`` are the names of its rows with their counts, in printed order.

    Until it goes out with its report, ``issued_on``, the day above the signer is left blank.

    A row in which nothing was typed is printed blank, to be filled in by hand. Columns that are no part of
    the form by the period's end are left out, unless they hold numbers.
    """
    period = dates.period
    label = capitalized(period.label)
    columns = form.shown(dates.ends, {key for _, counts in rows for key in counts if counts[key] is not None})
    head = FormHead(
        code=f"Biểu số {form.code}\nBan hành theo {form.legal}",
        title=form.title,
        lines=(
            f"Kỳ báo cáo: {label}",
            f"(Từ ngày {running_date(dates.starts)} đến ngày {running_date(dates.ends)})",
        ),
        reporter=office.short_name,
        receiver=rules.receiver(form, shorten(office.superior)),
        unit=form.unit,
    )
    body = [_row(columns, number, name, counts) for number, (name, counts) in enumerate(rows, 1)]
    total = _total_row(columns, rules.total(columns, (counts for _, counts in rows)))
    table = Table(
        (
            Column("TT", _TT_WIDTH, Align.CENTER, whole=True),
            Column(form.rows, _NAME_WIDTH),
            *(Column(each.header, each.weight, Align.RIGHT, each.groups) for each in columns),
        ),
        (*body, total),
        numbers=("(1)", "(2)", *rules.numbers_line(columns)),
        name="form",
        compact=True,
    )
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
        title=f"{form.name} {period.label}",
        author=office.name,
        facts=period_facts(office, dates),
        parts=(Part(form.name, (head, table, foot), landscape=True),),
    )


def _row(columns: Sequence[FormColumn], number: int, name: str, counts: Counts) -> Row:
    places = {column.id: place for place, column in enumerate(columns)}
    cells: list[Cell] = [number, name]
    for column in columns:
        value = rules.value_of(column, counts)
        if column.parts:
            parts = _cells([places[part] for part in column.parts])
            cells.append(Formula(f'IF(COUNT({parts})=0,"",SUM({parts}))', "" if value is None else value))
        else:
            cells.append(value)
    return Row(tuple(cells))


def _cells(places: Sequence[int]) -> str:
    """What a formula calls the cells of a row in these columns: one span where they are neighbours."""
    first, last = min(places), max(places)
    if sorted(places) == list(range(first, last + 1)) and first < last:
        return f"{{{_LETTERS[first]}}}{{row}}:{{{_LETTERS[last]}}}{{row}}"
    return ",".join(f"{{{_LETTERS[place]}}}{{row}}" for place in places)


def _total_row(columns: Sequence[FormColumn], whole: Counts) -> Row:
    excel = f'IF({_FILLED}=0,"",SUM({{column}}{{first}}:{{column}}{{last}}))'
    values = [rules.value_of(column, whole) for column in columns]
    cells = [Formula(excel, "" if value is None else value) for value in values]
    return Row((None, "Tổng cộng", *cells), RowKind.TOTAL)
