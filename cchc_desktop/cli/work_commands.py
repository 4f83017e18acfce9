"""The command on officers' results of a month or quarter: shown, or as a file."""

import argparse
from typing import Any

from ..domain.errors import Refusal
from ..domain.work_periods import WorkPeriod
from ..domain.work_rules import Counted, WorkRule
from ..domain.work_sheet import Sheet, shown
from ..office import Office
from .answers import Answer, Command, exported, reading

WORK_FORMATS = ("xlsx", "pdf", "docx")


def _work_sheet(office: Office, options: argparse.Namespace) -> Answer:
    """`work-sheet --period P [--officer O | --unit U]`: one sheet, or all; ``--format`` writes a file."""
    period = WorkPeriod.parse(options.period)
    sheets = office.work_sheets
    rule = sheets.admitted(options.rule, period) if options.rule else sheets.rule(period)
    if options.officer and options.unit:
        raise Refusal("Hãy ghi --officer hoặc --unit, không ghi cả hai.", "officer")
    if options.out or options.format:
        options.format = options.format or _format_of(options.out)
        who = options.officer or options.unit or ""
        options.out = options.out or sheets.file_name(who, period, options.format)
        if options.officer:
            document = sheets.document(sheets.officer_sheet(options.officer, period, rule))
        elif options.unit:
            document = sheets.unit_document(options.unit, period, rule)
        else:
            document = sheets.office_document(period, rule)
        return exported(document, options, office)
    if options.officer or options.unit:
        sheet = (
            sheets.officer_sheet(options.officer, period, rule)
            if options.officer
            else sheets.unit_sheet(options.unit, period, rule)
        )
        return Answer(_record(sheet), _lines(sheet))
    summary = sheets.summary(period, rule)
    found = [each for room in summary.rooms for each in (room.unit, *room.officers) if each is not None]
    record = {
        "period": period.id,
        "rule": _rule_record(rule),
        "sheets": [_record(each) for each in found],
        "top_share": summary.top.words if summary.top is not None else None,
    }
    lines = [_line(each) for each in found] + ([summary.top.words] if summary.top is not None else [])
    return Answer(record, [f"{period.heading}, {rule.name}:", *lines])


def _format_of(path: str) -> str:
    ending = path.rpartition(".")[2].lower()
    if ending not in WORK_FORMATS:
        raise Refusal("Hãy ghi --format xlsx hoặc pdf, hoặc tên tệp có đuôi .xlsx, .pdf.", "format")
    return ending


def _rule_record(rule: WorkRule) -> dict[str, Any]:
    return {"id": rule.id, "name": rule.name, "legal": rule.legal}


def _record(sheet: Sheet) -> dict[str, Any]:
    tally = sheet.tally
    return {
        "period": sheet.period.id,
        "rule": tally.rule.id,
        "unit" if sheet.is_unit else "officer": sheet.who,
        "given": float(tally.given),
        "done": float(tally.value(Counted.QUANTITY)),
        "good": float(tally.value(Counted.QUALITY)),
        "in_time": float(tally.value(Counted.TIMELY)),
        "parts": [
            {"name": each.part.label, "points": round(float(each.points), 2), "how": each.words}
            for each in tally.scored
        ],
        "result": round(float(tally.result), 2) if tally.result is not None else None,
        "general": float(tally.general) if tally.general is not None else None,
        "total": round(float(tally.total), 2) if tally.total is not None else None,
        "suggested": tally.band.label if tally.band is not None else None,
        "tasks": [
            {
                "task": line.work.task_id,
                "turn": line.work.turn or None,
                "text": line.work.text,
                "product": line.product,
                "role": str(line.role),
                "due": line.work.due.isoformat(),
                "done_on": line.done_on.isoformat() if line.done_on is not None else None,
                "factor": float(line.mark.factor),
                "quality": line.mark.quality,
                "times_late": line.times_late,
            }
            for line in sheet.lines
        ],
        "not_due": [work.task_id for work in sheet.pending],
        "carried": [line.work.task_id for line in sheet.carried],
    }


def _line(sheet: Sheet) -> str:
    tally = sheet.tally
    numbers = "/".join(shown(tally.value(what)) for what in Counted)
    points = f"{shown(tally.result)} điểm" if tally.result is not None else "không được giao, không chấm"
    indent = "" if sheet.is_unit else "  "
    return f"{indent}{sheet.who}: giao {shown(tally.given)}, xong/đạt/đúng hạn {numbers}; {points}"


def _lines(sheet: Sheet) -> list[str]:
    tally = sheet.tally
    lines = [f"{sheet.who}, {sheet.period.label} ({tally.rule.name}):"]
    lines += [f"  {each.part.label}: {each.words}" for each in tally.scored]
    if tally.result is None:
        lines.append("  Không có việc nào đến hạn nên không chấm.")
    else:
        lines.append(f"  Kết quả: {shown(tally.result)}/{shown(tally.rule.most)} điểm")
    if tally.total is not None:
        band = f" (mức gợi ý theo điểm: {tally.band.label})" if tally.band is not None else ""
        lines.append(f"  Cùng tiêu chí chung: {shown(tally.total)} điểm{band}")
    lines += [f"  Quá hạn từ kỳ trước: {line.work.text}" for line in sheet.carried]
    lines += [f"  Chưa đến hạn, chưa tính: {len(sheet.pending)} việc"] if sheet.pending else []
    return lines


WORK_COMMANDS: dict[str, Command] = {"work-sheet": reading(_work_sheet)}
