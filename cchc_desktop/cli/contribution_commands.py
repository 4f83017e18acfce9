"""The commands that hand out a form to an officer without the program, and take it in again."""

import argparse
from pathlib import Path
from typing import Any

from ..domain.contribution.form import count_open
from ..domain.errors import Refusal
from ..domain.report_periods import Period
from ..office import Office
from ..office.contribution.draft import CellChange, FormDraft, FormMistakes
from ..office.contribution.forms import read_form, write_form
from .answers import Answer, Command, opened, reading


def _contribution_form(office: Office, options: argparse.Namespace) -> Answer:
    path = Path(options.out)
    form = office.contributions.form(Period.parse(options.period), options.officer, options.areas)
    write_form(form, path)
    count = count_open(form.sections)
    names = [section.name for section in form.sections]
    value = {
        "file": str(path),
        "officer": form.marks.officer,
        "areas": list(form.marks.areas),
        "period": form.marks.period,
        "sheets": names,
        "cells": count,
    }
    lines = [f"Đã lập phiếu «{path.name}» cho {form.marks.whose}: {count} ô để điền ({'; '.join(names)})."]
    return Answer(value, lines, done=True)


def _take_form(office: Office, options: argparse.Namespace) -> Answer:
    draft = office.contributions.compare(read_form(Path(options.file)))
    if not options.dry_run:
        if draft.mistakes:
            raise FormMistakes(draft.filled.file, draft.mistakes)
        _refuse_unconfirmed(draft, confirmed=options.confirm)
        office.contributions.take(draft, _decided(draft, options))
    return Answer(_record(draft, options.dry_run), _lines(draft, options.dry_run))


def _refuse_unconfirmed(draft: FormDraft, *, confirmed: bool) -> None:
    if draft.to_confirm and not confirmed:
        raise Refusal(
            f"Phiếu «{draft.filled.file}» có {len(draft.to_confirm)} chỗ phải xem trước khi nhận: "
            f"{' '.join(draft.to_confirm[:10])} Hãy xem đủ bằng --dry-run; nếu đúng thì chạy lại với "
            "--confirm.",
            "confirm",
        )


def _decided(draft: FormDraft, options: argparse.Namespace) -> dict[str, bool]:
    """What was said of the places that somebody has to decide on."""
    known = {change.id for change in draft.decisions}
    said = {**dict.fromkeys(options.ours, False), **dict.fromkeys(options.theirs, True)}
    if strange := [place for place in said if place not in known]:
        told = ", ".join(sorted(known)) or "không có ô nào"
        raise Refusal(f"Ô «{strange[0]}» không phải chỗ cần chọn. Các ô cần chọn: {told}.", "take")
    usual = dict.fromkeys(known, options.take == "theirs") if options.take else {}
    found = {**usual, **said}
    if known - found.keys():
        told = "; ".join(_change_line(each) for each in draft.decisions if each.id not in found)
        raise Refusal(
            f"Còn {len(known - found.keys())} chỗ hai bên cùng sửa: {told}. Hãy kèm --take ours (giữ số đang "
            "lưu), --take theirs (lấy theo phiếu), hoặc chọn từng ô bằng --ours, --theirs.",
            "take",
        )
    return found


def _record(draft: FormDraft, dry_run: bool) -> dict[str, Any]:
    marks = draft.marks
    return {
        "period": draft.period.id,
        "officer": marks.officer,
        "areas": list(marks.areas),
        "made_on": marks.made_on,
        "dry_run": dry_run,
        "changes": [
            {
                "cell": change.id,
                "row": change.row,
                "column": change.column,
                "base": change.base,
                "ours": change.ours,
                "theirs": change.theirs,
                "meets": change.meets.value,
                "doubt": change.doubt,
            }
            for change in draft.changes
        ],
        "mistakes": [{"cell": each.place, "sentence": each.sentence} for each in draft.mistakes],
        "notes": [{"cell": each.place, "sentence": each.sentence} for each in draft.notes],
        "to_confirm": list(draft.to_confirm),
    }


def _lines(draft: FormDraft, dry_run: bool) -> list[str]:
    verb = "Sẽ nhận" if dry_run else "Đã nhận"
    lines = [
        f"{verb} phiếu «{draft.filled.file}» ({draft.marks.whose}, {draft.period.label}): "
        f"{len(draft.changes)} chỗ khác với số đang lưu."
    ]
    lines += [f"Cần hỏi: {question}" for question in draft.questions]
    for change in draft.changes:
        lines.append(f"{change.meets.label:<16} {_change_line(change)}")
        lines += [f"{'Cần xem':<16} {change.doubt}"] if change.doubt else []
    lines += [f"Sai {each.words}" for each in draft.mistakes]
    return [*lines, *(f"Lưu ý {each.words}" for each in draft.notes)]


def _change_line(change: CellChange) -> str:
    both = f" (khi lập phiếu: {change.base})" if change.meets.is_decided else ""
    return f"{change.id} {change.row}, {change.column}: {change.ours} → {change.theirs}{both}"


CONTRIBUTION_COMMANDS: dict[str, Command] = {
    "contribution-form": reading(_contribution_form),
    "take-form": opened(_take_form),
}
