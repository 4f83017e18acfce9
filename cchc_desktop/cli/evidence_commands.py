"""The commands on evidence: attaching a file, what there is and what is lacking, the .zip of all of it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.dates import parse_date
from ..domain.errors import Refusal
from ..domain.evidence import Lack, Owner, OwnerKind
from ..domain.numerals import size_words
from ..domain.report_periods import Period
from ..office import Office
from ..office.evidence import Item
from .answers import Answer, Command, day_asked, noted, opened, reading, resolved

if TYPE_CHECKING:
    from ..office.evidence_papers import Packing


def _owner(office: Office, given: str) -> Owner:
    """What a file is to be attached to; a task or a row by the beginning of its identity."""
    owner = Owner.parse(given)
    if owner.kind is OwnerKind.TASK:
        known = [row.id for row in office.tasks.rows()]
        return Owner(owner.kind, resolved(owner.id, known, "nhiệm vụ"))
    if owner.kind is OwnerKind.ROW:
        known = [row.id for each in office.registers.all() for row in office.registers.rows(each.id)]
        return Owner(owner.kind, resolved(owner.id, known, "dòng sổ theo dõi"))
    return owner


def _attach(office: Office, options: argparse.Namespace) -> Answer:
    owner = _owner(office, options.to)
    known = office.evidence.owners.get(owner)
    taken = office.evidence.taker()(Path(options.file), lambda: None)
    day = parse_date(options.date) if options.date else None
    attached = office.evidence.attach(owner, [taken], sort=options.sort, note=options.note, day=day)
    if not attached.files:
        raise Refusal(f"Tệp «{attached.already[0]}» đã được đính kèm ở đây từ trước.", "file")
    (file,) = attached.files
    value = {
        "id": file.id, "to": owner.text, "about": known.title, "name": file.name, "bytes": file.size,
        "sha256": file.sha256, "warnings": list(attached.warnings),
    }  # fmt: skip
    return noted(Answer(value, [f"Đã đính kèm «{file.name}» vào: {known.title}"]), *attached.warnings)


def _evidence(office: Office, options: argparse.Namespace) -> Answer:
    evidence = office.evidence
    evidence.looked(evidence.looker()(lambda: None))
    faulty = evidence.faulty()
    lacking = evidence.lacking(day_asked(options.date, office))
    items = faulty if options.missing else evidence.all()
    value: dict[str, Any] = {"files": [_record(item) for item in items]}
    lines = [_line(item) for item in items]
    if options.missing:
        value["lacking"] = [_lack_record(each) for each in lacking]
        lines += [f"{each.day:%d/%m/%Y}  {each.title}: {each.sentence}" for each in lacking]
        lines = lines or ["Mọi việc đã xong đều có minh chứng, mọi tệp còn nguyên."]
    else:
        lines = [f"Có {len(items)} minh chứng, {len(lacking)} việc chưa nộp.", *lines]
    return Answer(value, lines)


def _line(item: Item) -> str:
    state = "" if item.state == "present" else f" [{item.state.label}]"
    gone = "" if item.is_attached else "không còn gắn với việc nào: "
    return f"{item.file.name} ({size_words(item.file.size)}){state}: {gone}{item.title}"


def _record(item: Item) -> dict[str, Any]:
    file = item.file
    return {
        "id": item.id, "owner": file.owner.text, "about": item.title, "attached": item.is_attached,
        "area": item.area, "name": file.name, "sort": file.sort, "version": file.number, "bytes": file.size,
        "sha256": file.sha256, "day": file.day.isoformat(), "officer": file.officer, "note": file.note,
        "state": str(item.state), "signed": item.signed is not None,
    }  # fmt: skip


def _lack_record(lack: Lack) -> dict[str, Any]:
    return {
        "owner": lack.owner.text, "about": lack.title, "sentence": lack.sentence, "area": lack.area,
        "day": lack.day.isoformat(), "officer": lack.officer, "unit": lack.unit,
    }  # fmt: skip


def _zip(office: Office, options: argparse.Namespace) -> Answer:
    items, subject = office.evidence.all(), ""
    if options.period:
        period = Period.parse(options.period)
        dates, subject = office.calendar.dates(period), period.label
        items = [item for item in items if dates.starts <= item.day <= dates.ends]
    return zipped(office.evidence_papers.packing(items, subject), Path(options.target))


def zipped(packing: "Packing", target: Path) -> Answer:
    """Writes the zip of evidence, and tells what is in it and what could not be."""
    packed = packing.write(target)
    value = {
        "file": str(packed.target), "bytes": packed.bytes, "files": packed.files,
        "left_out": list(packed.left_out),
    }  # fmt: skip
    told = f"Đã đóng gói {packed.files} tệp minh chứng vào «{packed.target}» ({size_words(packed.bytes)})."
    missing = [f"Không kèm theo được vì mất hoặc bị sửa: {name}" for name in packed.left_out]
    return Answer(value, [told, *missing], done=True)


EVIDENCE_COMMANDS: dict[str, Command] = {
    "attach": opened(_attach),
    "evidence": reading(_evidence),
    "evidence-zip": reading(_zip),
}
