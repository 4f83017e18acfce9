"""The commands on exchange packages: packing, looking into one, taking some in."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..domain.errors import CchcError, Refusal
from ..domain.exchange.history import holds_words
from ..domain.exchange.manifest import Manifest, PackageKind
from ..domain.exchange.unit_report import UnitReport
from ..domain.numerals import size_words
from ..domain.report_periods import Period
from ..office import Office
from ..office.exchange import Preview
from ..office.package_files import CameIn, came_in, look_at
from ..packages.load import Load, write_load
from .answers import Answer, Command, opened
from .password_files import password_in


def _pack(office: Office, options: argparse.Namespace) -> Answer:
    target, password = Path(options.out), password_in(options)
    office.exchange.require_password(PackageKind(options.kind), password)
    packed = write_load(target, _load(office, options), password)
    office.exchange.remember_sent(packed, target.name)
    written = {
        "file": str(target),
        "locked": bool(password),
        "missing": packed.missing,
    }
    lines = [f"Đã đóng gói vào «{target}» ({size_words(target.stat().st_size)}).", *_words(packed.manifest)]
    if packed.missing:
        lines.append(f"Không kèm theo được {packed.missing} tệp minh chứng vì mất hoặc đã bị sửa.")
    return Answer(_record(packed.manifest) | written, lines, done=True)


def _load(office: Office, options: argparse.Namespace) -> Load:
    match PackageKind(options.kind):
        case PackageKind.REPORT:
            if not options.period:
                raise Refusal("Gói báo cáo cần kỳ báo cáo: --period, như 2026-Q1.", "period")
            return office.exchange.pack_report(Period.parse(options.period))
        case PackageKind.CATALOGUE:
            return office.exchange.pack_catalogues(options.item)
        case PackageKind.ASSIGNMENT:
            if not options.officer:
                raise Refusal("Gói giao việc cần người nhận: --officer, như trong danh sách.", "officer")
            return office.exchange.pack_assignment(options.officer)
        case PackageKind.CONTRIBUTION:
            return office.exchange.pack_contribution()
    return office.exchange.pack_whole()


def _inspect(options: argparse.Namespace, _folder: Path) -> Answer:
    look = look_at(Path(options.file), password_in(options))
    value = _record(look.manifest)
    lines = _words(look.manifest)
    if look.report is not None:
        value["report"] = _report_record(look.report)
        lines.append(_report_words(look.report))
    return Answer(value, ["Gói nguyên vẹn.", *lines])


def _take_in(office: Office, options: argparse.Namespace) -> Answer:
    password = password_in(options)

    def of_each(name: str, do: Callable[[CameIn], Preview]) -> Preview:
        with came_in(Path(name), password, room=office.exchange.room) as package:
            return do(package)

    taken: list[Preview] = []
    refusal: CchcError | None = None
    if options.dry_run or len(options.files) > 1:
        # None is taken in where one of them cannot be.
        taken = [of_each(name, office.exchange.preview) for name in options.files]
    if not options.dry_run:
        taken = []
        for name in options.files:
            try:
                taken.append(of_each(name, office.exchange.take_in))
            except CchcError as error:
                if not taken:
                    raise
                # What one brought may be why a later one does not fit any more.
                refusal = error
                break
    value = [
        _record(each.manifest)
        | {"new": each.is_new, "lines": list(each.lines), "conflicts": len(each.conflicts)}
        for each in taken
    ]
    lines = []
    for name, each in zip(options.files, taken, strict=False):
        words = "Xem trước" if options.dry_run else "Đã nhận" if each.is_new else "Không có gì mới trong"
        lines += [f"{words} gói «{Path(name).name}».", *_words(each.manifest), *each.lines]
    if refusal is not None:
        refused, *others = options.files[len(taken) :]
        value.append({"file": refused, "refusal": str(refusal)})
        value += [{"file": name, "refusal": None} for name in others]
        lines.append(f"Không nhận được gói «{Path(refused).name}»: {refusal}")
        lines += [f"Chưa nhận gói «{Path(name).name}»." for name in others]
    return Answer(value, lines, ok=refusal is None, done=not options.dry_run)


def _record(manifest: Manifest) -> dict[str, Any]:
    head = manifest.head
    return {
        "hash": manifest.hash, "kind": head.kind.value, "office": head.office,
        "office_name": head.office_name, "unit": head.unit, "period": head.period,
        "officer": head.sender.officer, "machine": head.sender.machine, "device": head.sender.device,
        "program": head.program, "made": head.made.isoformat(timespec="seconds"),
        "holds": dict(head.holds), "bytes": manifest.size, "parts": len(manifest.parts),
        "format": manifest.format,
    }  # fmt: skip


def _words(manifest: Manifest) -> list[str]:
    head = manifest.head
    period = f", {Period.parse(head.period).label}" if head.period else ""
    unit = f", {head.unit}" if head.unit else ""
    sender = " – ".join(filter(None, (head.sender.officer, head.sender.machine)))
    lines = [
        f"{head.kind.label}{period}{unit}: {head.office_name}.",
        f"Đóng gói {head.made:%H:%M %d/%m/%Y}, phiên bản {head.program}"
        + (f", {sender}." if sender else "."),
    ]
    if head.holds:
        lines.append(f"Gồm {holds_words(head.holds)}.")
    return lines


def _report_words(report: UnitReport) -> str:
    known = sum(value is not None for value in report.figures.values())
    issued = f"số {report.number} ngày {report.issued:%d/%m/%Y}" if report.issued else "chưa phát hành"
    index = f"; Chỉ số CCHC {report.index.points}/{report.index.greatest}" if report.index else ""
    return f"Báo cáo {issued}; {known}/{len(report.figures)} chỉ tiêu có số{index}."


def _report_record(report: UnitReport) -> dict[str, Any]:
    return {
        "unit": report.unit.name, "block": report.unit.block, "catalogue": report.catalogue,
        "number": report.number, "issued": report.issued.isoformat() if report.issued else None,
        "figures": dict(report.figures),
    }  # fmt: skip


EXCHANGE_COMMANDS: dict[str, Command] = {
    "pack": opened(_pack),
    "inspect": _inspect,
    "take-in": opened(_take_in),
}
