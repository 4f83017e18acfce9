"""The commands on registers: which there are, their rows, a new row, and the book as a file."""

import argparse
from typing import Any

from ..domain.errors import Refusal
from ..domain.registers.register import Register, RegisterRow
from ..domain.report_periods import Period
from ..office import Office
from .answers import Answer, Command, exported, noted, opened, reading
from .register_import_command import REGISTER_IMPORT_COMMANDS


def _registers(office: Office, _options: argparse.Namespace) -> Answer:
    found = office.registers.all()
    lines = [f"{each.id:<20} {each.name} ({len(office.registers.rows(each.id))} dòng)" for each in found]
    return Answer([_register_record(each) for each in found], lines)


def _register_record(register: Register) -> dict[str, Any]:
    return {
        "id": register.id,
        "name": register.name,
        "fields": [
            {
                "key": field.key,
                "label": field.label,
                "type": str(field.holds),
                "required": field.is_required,
                "choices": list(field.choices),
            }
            for field in register.typed
        ],
        "feeds": [feed.indicator for feed in register.feeds],
    }


def _rows(office: Office, options: argparse.Namespace) -> Answer:
    register = office.registers.get(options.register)
    rows = office.registers.rows(register.id, _period(options))
    lines = [f"{register.name}: {len(rows)} dòng"]
    lines += [f"{row.id[:8]}  {_line(register, row)}" for row in rows]
    return Answer([_row_record(register, row) for row in rows], lines)


def _period(options: argparse.Namespace) -> Period | None:
    return Period.parse(options.period) if options.period else None


def _row_record(register: Register, row: RegisterRow) -> dict[str, Any]:
    values = {key: register.field(key).plain(value) for key, value in row.values.items()}
    return {"id": row.id, "register": register.id, "values": values}


def _line(register: Register, row: RegisterRow) -> str:
    """What is filled in of a row, by the labels of the fields."""
    told = [
        f"{field.label}: {field.shown(row.values[field.key])}"
        for field in register.fields
        if field.key in row.values
    ]
    return "; ".join(" ".join(part.split()) for part in told)


def _add_row(office: Office, options: argparse.Namespace) -> Answer:
    register = office.registers.get(options.register)
    typed = dict(_pair(text) for text in options.fields)
    values = register.read(typed)
    like = office.registers.like(register.id, values)
    row = office.registers.add(register.id, typed)
    answer = Answer(_row_record(register, row), [f"Đã ghi sổ «{register.name}»: {_line(register, row)}."])
    known = [f"Sổ đã có dòng giống dòng này: {_line(register, each)}." for each in like[:1]]
    return noted(answer, *known)


def _pair(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign or not key.strip():
        raise Refusal(f"«{text}» không phải là MỤC=NỘI_DUNG. Hãy ghi như ngay=14/3/2026.", "field")
    return key.strip(), value


def _delete_row(office: Office, options: argparse.Namespace) -> Answer:
    row = office.registers.row(options.row)
    register = office.registers.get(row.register)
    office.registers.delete(row.id)
    return Answer(
        {"id": row.id, "register": register.id, "deleted": True}, [f"Đã xóa: {_line(register, row)}."]
    )


def _export(office: Office, options: argparse.Namespace) -> Answer:
    return exported(office.registers.document(options.register, _period(options)), options, office)


REGISTER_COMMANDS: dict[str, Command] = {
    "registers": reading(_registers),
    "rows": reading(_rows),
    "add-row": opened(_add_row),
    "delete-row": opened(_delete_row),
    "export-register": reading(_export),
    **REGISTER_IMPORT_COMMANDS,
}
