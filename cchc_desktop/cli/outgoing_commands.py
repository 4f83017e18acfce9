"""The commands on what leaves the house: the outgoing folder, and the signed PDF that comes back."""

import argparse
from pathlib import Path
from typing import Any

from ..documents.outgoing import make_folder
from ..domain.errors import Refusal
from ..domain.indicators import Severity
from ..domain.outgoing.records import PaperKey, PaperKind, SentFile
from ..domain.report_periods import Period
from ..office import Office
from ..office.outgoing import read_signed
from .answers import Answer, Command, opened, plan_id_of, reading


def _key(office: Office, given: str) -> PaperKey:
    """The document that was meant: a report by its period, a plan by the beginning of its identity.

    Raises Refusal where there is none.
    """
    try:
        return PaperKey(PaperKind.REPORT, Period.parse(given).id)
    except Refusal as no_period:
        try:
            return PaperKey(PaperKind.PLAN, plan_id_of(office, given))
        except Refusal as no_plan:
            raise no_plan if office.plans.heads() else no_period from None


def _outgoing(office: Office, options: argparse.Namespace) -> Answer:
    outgoing, key = office.outgoing, _key(office, options.paper)
    apart = outgoing.is_apart if options.annexes is None else options.annexes == "apart"
    target = Path(options.out)
    files = outgoing.sheaves(key, apart=apart)
    made = make_folder(files, target.absolute(), choices=office.settings.export_choices())
    if options.annexes is not None:
        outgoing.choose_apart(apart)
    noted = outgoing.note(key, made, apart=apart)
    problems = _problems(office, key)
    lines = [f"Đã tạo thư mục gửi đi «{target}» với {len(made.files)} tệp:"]
    lines += [f"  {each.name}" for each in made.files]
    if not noted:
        lines.append(
            f"{key.kind.label} chưa phát hành nên số, ngày để trống và lần gửi chưa được ghi; thư mục này "
            "dùng để trình ký."
        )
    lines += problems
    value = {
        "folder": str(target),
        "paper": key.kind.value,
        "id": key.id,
        "annexes": "apart" if apart else "together",
        "noted": bool(noted),
        "files": [_file_record(each) for each in made.files],
        "errors": problems,
    }
    return Answer(value, lines, done=True)


def _problems(office: Office, key: PaperKey) -> list[str]:
    """What would better be put right before the document is signed."""
    if key.kind is PaperKind.PLAN:
        return office.legal.plan_problems(office.plans.get(key.id))
    items = office.reports.checklist(Period.parse(key.id))
    return [item.sentence for item in items if item.severity is Severity.ERROR]


def _file_record(sent: SentFile) -> dict[str, Any]:
    return {"name": sent.name, "bytes": sent.size, "sha256": sent.sha256}


def _attach_signed(office: Office, options: argparse.Namespace) -> Answer:
    outgoing, key = office.outgoing, _key(office, options.paper)
    outgoing.refuse_attaching(key)
    replaced = outgoing.copy(key) is not None
    copy = outgoing.attach(key, read_signed(Path(options.file)), options.reason)
    done = "Đã thay bản ký" if replaced else "Đã đính kèm bản ký"
    numbered = f"{copy.number}/{copy.symbol}"
    lines = [f"{done} của {key.kind.label.lower()} số {numbered}: «{copy.name}», {copy.pages} trang."]
    value = {
        "paper": key.kind.value,
        "id": key.id,
        "number": numbered,
        "file": copy.name,
        "bytes": copy.size,
        "sha256": copy.sha256,
        "pages": copy.pages,
        "replaced": replaced,
        "remarks": list(copy.remarks),
    }
    return Answer(value, [*lines, *copy.remarks])


def _export_signed(office: Office, options: argparse.Namespace) -> Answer:
    key, target = _key(office, options.paper), Path(options.out)
    copy = office.outgoing.copy(key)
    if copy is None:
        raise Refusal(f"{key.kind.label} này chưa có bản ký đính kèm.")
    office.outgoing.save(copy, target)
    value = {"file": str(target), "bytes": copy.size, "sha256": copy.sha256}
    return Answer(value, [f"Đã ghi bản ký «{copy.name}» ra «{target}»."], done=True)


OUTGOING_COMMANDS: dict[str, Command] = {
    "outgoing": opened(_outgoing),
    "attach-signed": opened(_attach_signed),
    "export-signed": reading(_export_signed),
}
