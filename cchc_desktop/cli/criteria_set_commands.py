"""The commands on sets of criteria: one from a province's workbook, and back into a workbook."""

import argparse
from pathlib import Path
from typing import Any

from ..domain.criteria.sets import CriteriaSet, Criterion
from ..domain.criteria_file.reading import ReadSet
from ..domain.dates import parse_date
from ..domain.numerals import format_number
from ..office import Office
from ..office.criteria_sets import read_book
from .answers import Answer, Command, exported, json_number, opened, reading


def _import(office: Office, options: argparse.Namespace) -> Answer:
    """`import-criteria FILE --year Y`: the tree of a workbook with what is told of it, and stored."""
    sets = office.criteria_sets
    read = sets.read(
        read_book(Path(options.file)),
        options.year,
        title=options.title,
        decision=options.decision,
        signed=parse_date(options.signed, "signed") if options.signed else None,
        until=options.until,
    )
    if not options.dry_run:
        sets.take(read)
    return Answer(_record(read) | {"dry_run": options.dry_run}, _lines(read, dry_run=options.dry_run))


def _record(read: ReadSet) -> dict[str, Any]:
    given = read.set
    return _head(given) | {
        "bonus_maximum": json_number(given.bonus_most),
        "penalty_maximum": json_number(given.penalty_most),
        "criteria": [_criterion(each, read) for each in given.areas],
        "extras": [_criterion(each, read) for each in given.extras],
        "problems": [
            {
                "sheet": each.sheet or None, "row": each.row or None, "code": each.code or None,
                "must_mend": each.is_fault, "sentence": each.sentence,
            }
            for each in read.remarks
        ],
    }  # fmt: skip


def _head(given: CriteriaSet) -> dict[str, Any]:
    def day(value: Any) -> str | None:
        return None if value is None else value.isoformat()

    return {
        "set": given.id,
        "title": given.title,
        "decision": given.decision or None,
        "signed": day(given.signed),
        "valid_from": day(given.valid_from),
        "valid_to": day(given.valid_to),
        "issued": given.is_issued,
        "maximum": json_number(given.most),
    }


def _criterion(each: Criterion, read: ReadSet) -> dict[str, Any]:
    sheet, row = read.rows.get(each.code, ("", 0))
    record: dict[str, Any] = {
        "code": each.code,
        "name": each.name,
        "maximum": json_number(each.most),
        "kind": str(each.rule.kind) if each.rule is not None else None,
        "method": each.method or None,
        "evidence": each.evidence or None,
        "sheet": sheet or None,
        "row": row or None,
    }
    return record | (
        {"children": [_criterion(child, read) for child in each.children]} if each.children else {}
    )


def _lines(read: ReadSet, *, dry_run: bool) -> list[str]:
    given = read.set
    verb = "Sẽ nhập" if dry_run else "Đã nhập"
    count = sum(not each.children for each in given.walk())
    lines = [
        f"{verb} «{given.title}» ({given.id}): {count} tiêu chí chấm điểm, "
        f"tổng {format_number(given.most)} điểm."
    ]
    for area in (*given.areas, *given.extras):
        for each in area.walk():
            rule = f" [{each.rule.kind.label}]" if each.rule is not None else ""
            lines.append(f"{each.code:<8} {format_number(each.most):>6}  {each.name}{rule}")
    lines += [f"{'Phải sửa' if each.is_fault else 'Nên xem'}: {each.words}" for each in read.remarks]
    return lines


def _sets(office: Office, options: argparse.Namespace) -> Answer:
    """`criteria-sets`: the sets that are known, or one less."""
    if options.remove:
        office.criteria_sets.remove(options.remove)
    own = {each.id for each in office.criteria_sets.own()}
    known = office.criteria.sets()
    value = {"sets": [_head(each) | {"own": each.id in own} for each in known]}
    lines = [f"{each.id:<24} {format_number(each.most):>6}  {each.title}" for each in known]
    return Answer(value, lines, done=bool(options.remove))


def _export(office: Office, options: argparse.Namespace) -> Answer:
    """`export-criteria`: a set as a workbook that can be read again."""
    given = office.criteria.get(options.criteria)
    return exported(office.criteria_sets.document(given), options, office)


def _listed(options: argparse.Namespace, folder: Path) -> Answer:
    return (opened if options.remove else reading)(_sets)(options, folder)


def _taken(options: argparse.Namespace, folder: Path) -> Answer:
    return (reading if options.dry_run else opened)(_import)(options, folder)


CRITERIA_SET_COMMANDS: dict[str, Command] = {
    "import-criteria": _taken,
    "criteria-sets": _listed,
    "export-criteria": reading(_export),
}
