"""The command that takes in rows of a register from an office's own file."""

import argparse
from pathlib import Path
from typing import Any

from ..domain.errors import Refusal
from ..domain.registers.fields import Value
from ..domain.registers.file_values import day_of
from ..domain.registers.incoming import Decision, Incoming, RowsDraft, State
from ..domain.registers.register import Register, RegisterRow
from ..office import Office
from ..office.register_import import Laid, read_map, read_rows
from .answers import Answer, Command, opened

_TOLD: dict[State, str] = {
    State.NEW: "mới",
    State.CHANGED: "sửa",
    State.ENDED: "hết hiệu lực",
    State.DOUBLE: "nghi trùng",
    State.UNKNOWN: "không có trong sổ",
    State.WRONG: "sai",
    State.SAME: "giữ nguyên",
}


def _import_rows(office: Office, options: argparse.Namespace) -> Answer:
    imports, register = office.register_import, office.registers.get(options.register)
    told = read_map(Path(options.map), register.id) if options.map else None
    laid = imports.lay(register.id, read_rows(Path(options.file)), told)
    day = day_of(register.field(register.day), options.day) if options.day else None
    if not options.dry_run and not options.confirm_all:
        _refuse_unsure(laid)
    draft = imports.compare(laid, day=day, whole=options.whole)
    if not options.dry_run:
        imports.take(draft, skip_wrong=options.skip_wrong)
    return Answer(_record(laid, draft, options.dry_run), _lines(laid, draft, options.dry_run))


def _refuse_unsure(laid: Laid) -> None:
    """Raises Refusal where the field of a column is only guessed."""
    if laid.unsure:
        told = "; ".join(f"«{words}» là «{laid.made.columns[words]}»" for words in laid.unsure)
        raise Refusal(
            f"Chưa chắc các cột: {told}. Hãy xem lại bằng --dry-run, rồi kèm --confirm-all nếu đúng, "
            "hoặc ghi bảng ghép vào tệp và kèm --map.",
            "map",
        )


def _record(laid: Laid, draft: RowsDraft, dry_run: bool) -> dict[str, Any]:
    register = draft.register
    return {
        "register": register.id,
        "dry_run": dry_run,
        "columns": dict(draft.made.columns),
        "remembered": laid.is_remembered,
        "unsure": laid.unsure,
        "personal": list(draft.personal),
        "new": [_row(register, each) for each in draft.of(State.NEW)],
        "changed": [_row(register, each) for each in draft.of(State.CHANGED)],
        "abolished": [_row(register, each) for each in draft.of(State.ENDED)],
        "put_aside": [_row(register, each) for each in draft.of(State.DOUBLE)],
        "unknown": [_row(register, each) for each in draft.of(State.UNKNOWN)],
        "unchanged": len(draft.of(State.SAME)),
        "absent": [_stored(register, each) for each in draft.absent],
        "mistakes": [
            {"sheet": each.sheet, "cell": each.place, "field": each.key, "sentence": each.sentence}
            for each in draft.mistakes
        ],
        "doubts": [
            {"sheet": each.sheet, "cell": each.place, "sentence": each.sentence} for each in draft.doubts
        ],
        "left_out": [
            {"sheet": each.sheet, "cell": each.place, "words": each.words, "what": each.what}
            for each in draft.left_out
        ],
    }


def _row(register: Register, incoming: Incoming) -> dict[str, Any]:
    like = incoming.like
    return {
        "sheet": incoming.sheet,
        "row": incoming.number,
        **_stored(register, incoming.row),
        "id": like.id if like is not None and incoming.decision is Decision.TAKE else incoming.row.id,
        "like": like.id if like is not None else None,
        "changes": [
            {
                "field": change.key,
                "cell": change.place,
                "before": _plain(register, change.key, change.before),
                "after": _plain(register, change.key, change.after),
            }
            for change in incoming.changes
        ],
    }


def _stored(register: Register, row: RegisterRow) -> dict[str, Any]:
    values = {key: _plain(register, key, value) for key, value in row.values.items()}
    return {"id": row.id, "values": values}


def _plain(register: Register, key: str, value: Value | None) -> str | bool | None:
    return None if value is None else register.field(key).plain(value)


def _lines(laid: Laid, draft: RowsDraft, dry_run: bool) -> list[str]:
    register = draft.register
    counts = [f"{len(found)} {words}" for state, words in _TOLD.items() if (found := draft.of(state))]
    verb = "Sẽ nhập" if dry_run else "Đã nhập"
    lines = [f"{verb} «{laid.file}» vào sổ «{register.name}»: {', '.join(counts) or 'không có dòng nào'}."]
    for header, key in draft.made.columns.items():
        words = f"«{register.field(key).label}» ({key})" if key else "không nhập"
        unsure = " (chưa chắc)" if header in laid.unsure else ""
        lines.append(f"Cột «{header}»: {words}{unsure}")
    if draft.personal:
        lines.append("Cột dữ liệu cá nhân không nhập: " + "; ".join(f"«{each}»" for each in draft.personal))
    for row in draft.rows:
        if row.state in (State.SAME, State.WRONG):
            continue
        head = f"{_TOLD[row.state]:<12} dòng {row.number}: {register.name_of(row.row.values)}"
        cells = [
            f"{register.field(change.key).label}: {_words(register, change.key, change.before)} → "
            f"{_words(register, change.key, change.after)}"
            for change in row.changes
            if row.state in (State.CHANGED, State.ENDED)
        ]
        lines.append("; ".join([head, *cells]))
    lines += [f"Sai ô {each.place}: {each.sentence}" for each in draft.mistakes]
    lines += [f"Nên xem ô {each.place} ({each.sheet}): {each.sentence}" for each in draft.doubts]
    lines += [
        f"Không nhập {f'{each.place} ' if each.place else ''}({each.sheet}): {each.what}: «{each.words}»"
        for each in draft.left_out
    ]
    if draft.absent:
        lines.append(f"{len(draft.absent)} dòng của sổ không có trong tệp.")
    return lines


def _words(register: Register, key: str, value: Value | None) -> str:
    return register.field(key).shown(value) or "trống"


REGISTER_IMPORT_COMMANDS: dict[str, Command] = {"import-rows": opened(_import_rows)}
