"""The rows of a register in a form: those of the period that the areas keep, and blank ones for new rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from ...domain.contribution.form import REGISTER, FormCell, FormColumn, FormRow, FormSection, Side, told
from ...domain.errors import Refusal
from ...domain.plan import new_id
from ...domain.regimes import PeriodDates
from ...domain.registers.fields import Holds, RegisterField, Value
from ...domain.registers.register import ENDS, Register, RegisterRow, Test
from ...domain.text import clean_text
from ...intake.read_contribution import FilledRow
from ...intake.read_rows import cell_text
from ..registers import Registers
from .draft import Meets, Reading, is_untouched, met, words_or

MOST_ROWS, BLANK_ROWS = 300, 15
"""A form holds so many rows of a register, the latest, and so many blank ones."""
_NARROW = frozenset({Holds.NUMBER, Holds.AMOUNT, Holds.DAY, Holds.YES_NO})
_MOST_SENTENCE = 150


def register_section(
    registers: Registers,
    register: Register,
    areas: Sequence[int],
    dates: PeriodDates,
    today: date,
    names: Mapping[Holds, tuple[str, ...]],
) -> FormSection | None:
    """The sheet of a register; None where the areas keep none of it.

    ``names`` are those of units and officers, which are offered.
    """
    if not register.is_valid(min(dates.ends, today)):
        return None
    rows = [row for row in registers.rows(register.id) if _is_meant(register, row, areas, dates, today)]
    if not rows and register.area not in areas:
        return None
    fields = {each.key: replace(each, choices=names.get(each.holds, each.choices)) for each in register.typed}
    columns = (
        FormColumn("number", "STT", 0.4, side=Side.CENTER),
        *(_column(each) for each in fields.values()),
        FormColumn("check", "Kiểm tra", 1.2),
    )
    check = _check(register)
    kept = rows[-MOST_ROWS:]
    own = next((key for key, each in fields.items() if each.is_own), "")
    begun = {own: str(areas[0])} if own and len(areas) == 1 else {}
    blank = [RegisterRow(register.id, begun) for _ in range(BLANK_ROWS)]
    notes = ["Dòng mới ghi vào các dòng trống ở cuối bảng. Muốn xóa dòng cũ thì báo Văn phòng."]
    if len(kept) < len(rows):
        notes.append(f"Sổ có {len(rows)} dòng trong kỳ; phiếu có {len(kept)} dòng mới nhất.")
    return FormSection(
        f"{REGISTER}{register.id}",
        register.name,
        f"SỔ THEO DÕI: {register.name.upper()}",
        columns,
        tuple(
            _row(row, number, fields, check, is_new=number > len(kept))
            for number, row in enumerate([*kept, *blank], start=1)
        ),
        notes=tuple(notes),
    )


def _is_meant(
    register: Register, row: RegisterRow, areas: Sequence[int], dates: PeriodDates, today: date
) -> bool:
    """Whether a row is of the areas, and of the period or still to be done."""
    if register.area_of(row.values) not in areas:
        return False
    day = row.day(register)
    if day is not None and dates.starts <= day <= dates.ends:
        return True
    return any(each.open_until(row.values, today) is not None for each in register.deadlines)


def _column(field: RegisterField) -> FormColumn:
    narrow = field.holds in _NARROW
    side = Side.RIGHT if field.holds in (Holds.NUMBER, Holds.AMOUNT) else Side.CENTER if narrow else Side.LEFT
    weight = 0.8 if narrow else 2.0 if field.holds is Holds.TEXT else 1.2
    least = (
        66.0 if field.holds is Holds.DAY else 46.0 if narrow else 112.0 if field.holds is Holds.TEXT else 72.0
    )
    needed = "Bắt buộc. " if field.is_required else ""
    return FormColumn(field.key, field.label, weight, True, side, f"{needed}{field.help}".strip(), least)


def _row(
    row: RegisterRow, number: int, fields: Mapping[str, RegisterField], check: str, *, is_new: bool
) -> FormRow:
    cells: dict[str, FormCell] = {"number": FormCell(_number(number)), "check": FormCell(formula=check)}
    for key, field in fields.items():
        # Of a blank row nothing is said yet, not even that it is of the whole office.
        is_blank = is_new and key not in row.values
        shown = replace(field, is_own=False) if is_blank else field
        cells[key] = FormCell(row.values.get(key), shown, words=row.unread(key))
    return FormRow(row.id, cells, is_new=is_new)


def _number(number: int) -> Value:
    return str(number)


def _check(register: Register) -> str:
    """A formula that says what a row lacks, or which of its days is before another."""
    typed = {each.key for each in register.typed}
    cells = ",".join(f"{{{each.key}}}" for each in register.typed if not each.is_own)
    told_of = [
        f'IF({{{each.key}}}="","Thiếu {_quoted(each.label)}. ","")'
        for each in register.typed
        if each.is_required
    ]
    for rule in register.rules:
        condition = rule.condition
        pair = (condition.key, *condition.operands)
        is_of_days = condition.test in (Test.NOT_AFTER, Test.AFTER) and not condition.others
        if is_of_days and len(pair) == 2 and ENDS not in pair and set(pair) <= typed:
            first, second = (f"{{{key}}}" for key in pair)
            broken = ">" if condition.test is Test.NOT_AFTER else "<="
            told_of.append(
                f"IF(AND(ISNUMBER({first}),ISNUMBER({second}),{first}{broken}{second}),"
                f'"{_quoted(rule.sentence)} ","")'
            )
    return f'IF(COUNTA({cells})=0,"",{"&".join(told_of)})' if told_of else ""


def _quoted(words: str) -> str:
    return words[:_MOST_SENTENCE].replace('"', '""')


@dataclass
class RowsFound:
    """The rows of a register as they would be stored."""

    rows: list[RegisterRow]


def compare_register(
    reading: Reading, registers: Registers, register: Register, form: str, today: date
) -> RowsFound:
    """Holds the sheet of a register against its rows."""
    found = RowsFound([])
    for row in reading.filled.rows:
        marks = reading.known(row)
        row_id = marks.id if marks is not None else _added_id(form, register, row)
        is_there = registers.is_there(row_id)
        is_new = marks is None or marks.is_new
        base = marks.base if marks is not None else {}
        said = _said(reading, register, row, base)
        if said is None:
            continue
        if not is_there and not is_new:
            if any(met(base.get(key, ""), told(value), "") for key, value in said.items()):
                place = next(iter(row.cells.values())).place
                reading.tell(place, "dòng này đã bị xóa khỏi sổ từ khi xuất phiếu; phần đã sửa không lấy.")
            continue
        if is_there:
            _changed(reading, registers.row(row_id), register, row, base, said, found, today)
        elif any(value is not None for value in said.values()):
            _added(
                reading, registers, register, row, row_id, {**_begun(register, base), **said}, found, today
            )
    reading.absent("dòng")
    return found


def _added_id(form: str, register: Register, row: FilledRow) -> str:
    """The identity of a row that the officer put between others: the same whenever the form comes in."""
    words = "\n".join(clean_text(cell_text(cell)) for cell in row.cells.values())
    return str(uuid5(NAMESPACE_URL, f"cchc-form:{form}:{register.id}:{words}"))


def _said(
    reading: Reading, register: Register, row: FilledRow, base: Mapping[str, str]
) -> dict[str, Value | None] | None:
    """What the cells of a row say, but for those that were left alone; None where one cannot be read."""
    found: dict[str, Value | None] = {}
    is_read = True
    for field in register.typed:
        cell = row.cells.get(field.key)
        if cell is None or is_untouched(cell, base.get(field.key, "")):
            continue
        try:
            found[field.key] = reading.value(cell, field)
        except Refusal as refusal:
            reading.wrong(cell.place, str(refusal))
            is_read = False
    return found if is_read else None


def _changed(
    reading: Reading,
    stored: RegisterRow,
    register: Register,
    row: FilledRow,
    base: Mapping[str, str],
    said: Mapping[str, Value | None],
    found: RowsFound,
    today: date,
) -> None:
    """A row that is stored, with what the form says otherwise."""
    after = stored
    name = register.name_of(stored.values)
    for key, value in said.items():
        field = register.field(key)
        meets = met(base.get(key, ""), told(value), told(stored.values.get(key)))
        if meets is None:
            continue
        words = (
            words_or(_base_words(field, base.get(key, ""))),
            words_or(stored.shown(field)),
            words_or(field.shown(value) if value is not None else ""),
        )
        doubt = "ô bị xóa trống." if value is None else ""
        if reading.change(row.cells[key], name, field.label, words, meets, doubt):
            after = after.taking(key, value)
    if after is not stored:
        _hold(reading, register, row, after, found, today)


def _begun(register: Register, base: Mapping[str, str]) -> dict[str, Value | None]:
    """What a blank row began with."""
    return {key: register.field(key).read(words) for key, words in base.items() if words}


def _base_words(field: RegisterField, base: str) -> str:
    """What a cell was shown as when the form was made."""
    try:
        return field.shown(field.read(base)) if base else ""
    except Refusal:
        return base


def _added(
    reading: Reading,
    registers: Registers,
    register: Register,
    row: FilledRow,
    row_id: str,
    said: Mapping[str, Value | None],
    found: RowsFound,
    today: date,
) -> None:
    """A row that the officer wrote."""
    values = {key: value for key, value in said.items() if value is not None}
    made = RegisterRow(register.id, values, row_id or new_id())
    like = registers.like(register.id, values)
    name = register.name_of(values)
    cell = next(cell for key, cell in row.cells.items() if key in values)
    ours = register.name_of(like[0].values) if like else "chưa có"
    meets = Meets.LIKE if like else Meets.NEW
    if reading.change(cell, name, "Dòng mới", ("chưa có", ours, name), meets):
        _hold(reading, register, row, made, found, today)


def _hold(
    reading: Reading, register: Register, row: FilledRow, made: RegisterRow, found: RowsFound, today: date
) -> None:
    """Adds a row to those that are stored; what does not let it be is noted beside its cell."""
    try:
        register.refuse_row(made, today)
    except Refusal as refusal:
        cell = row.cells.get(refusal.field or "") or next(iter(row.cells.values()))
        reading.wrong(cell.place, str(refusal))
        return
    found.rows.append(made)
