"""The commands on registers: which there are, their forms, rows, and the book as a file."""

import argparse
from pathlib import Path
from typing import Any

from ..domain.errors import Refusal
from ..domain.registers.register import Register, RegisterRow
from ..domain.report_periods import Period
from ..office import Office
from ..office.own_registers import register_in
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
                "choices": list(field.choices or [words for _, words in field.area_choices[1:]]),
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
    unread = {each.key: text for each in register.typed if (text := row.unread(each.key))}
    return {"id": row.id, "register": register.id, "values": values, **({"unread": unread} if unread else {})}


def _line(register: Register, row: RegisterRow) -> str:
    """What is filled in of a row, by the labels of the fields."""
    told = [f"{field.label}: {row.shown(field)}" for field in register.typed if row.shown(field)]
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


def _add_register(office: Office, options: argparse.Namespace) -> Answer:
    register = register_in(Path(options.file))
    told = office.own_registers.effects(register).sentences
    if options.dry_run:
        office.own_registers.refuse(register)
        return noted(_described(office, register, ["Chỉ xem, chưa ghi gì."]), *told)
    stored = office.own_registers.save(register)
    words = "Không có gì thay đổi." if stored is None else f"Đã ghi mẫu sổ «{register.name}»."
    return noted(_described(office, register, [words]), *told)


def _described(office: Office, register: Register, lines: list[str]) -> Answer:
    shipped = office.own_registers.is_shipped(register.id)
    return Answer({**_register_record(register), "shipped": shipped}, lines)


def _export_form(office: Office, options: argparse.Namespace) -> Answer:
    register = office.registers.get(options.register)
    if not options.out:
        text = office.own_registers.text(register.id)
        return Answer({"id": register.id, "text": text}, text.splitlines())
    target = Path(options.out)
    office.own_registers.write(register.id, target)
    return Answer({"id": register.id, "file": str(target)}, [f"Đã ghi mẫu sổ vào «{target}»."], done=True)


def _delete_register(office: Office, options: argparse.Namespace) -> Answer:
    register = office.registers.get(options.register)
    count = len(office.registers.rows(register.id))
    office.own_registers.delete(register.id)
    answer = {"id": register.id, "deleted": True, "rows": count}
    return Answer(answer, [f"Đã xóa sổ «{register.name}» cùng {count} dòng. Lệnh «undo» lấy lại tất cả."])


def _reset_register(office: Office, options: argparse.Namespace) -> Answer:
    register = office.registers.get(options.register)
    stored = office.own_registers.reset(register.id)
    words = "đang theo mẫu của chương trình" if stored is None else "đã trả về mẫu của chương trình"
    return Answer({"id": register.id, "reset": stored is not None}, [f"Sổ «{register.name}» {words}."])


REGISTER_COMMANDS: dict[str, Command] = {
    "registers": reading(_registers),
    "rows": reading(_rows),
    "add-row": opened(_add_row),
    "delete-row": opened(_delete_row),
    "export-register": reading(_export),
    "add-register": opened(_add_register),
    "export-register-form": reading(_export_form),
    "delete-register": opened(_delete_register),
    "reset-register": opened(_reset_register),
    **REGISTER_IMPORT_COMMANDS,
}
