"""The commands of an office that gathers: its units, taking in and consolidating reports, who is missing."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..domain.consolidation.arrivals import Arrival, Standing, counts
from ..domain.consolidation.rules import How
from ..domain.consolidation.sheet import Sheet, Total
from ..domain.consolidation.units import GatheredUnit, block_of, read_block
from ..domain.dates import parse_date, short_date
from ..domain.errors import Refusal
from ..domain.offices import full_name
from ..domain.report_periods import Period
from ..domain.text import clean_line
from ..office import Office
from .answers import Answer, Command, exported, json_number, opened, reading
from .password_files import password_in

_MOST_TOLD = 20


def _senders(office: Office, options: argparse.Namespace) -> Answer:
    gathering = office.consolidating
    if options.taken:
        from ..office.consolidating import read_units_book

        found = gathering.incoming(read_units_book(Path(options.taken)))
        if options.dry_run and not found.mistakes:
            return Answer({"units": len(found.units)}, [f"Danh sách có {len(found.units)} đơn vị, chưa lưu."])
        gathering.take_units(found)
        return Answer({"units": len(found.units)}, [f"Đã nhập {len(found.units)} đơn vị."], done=True)
    if options.delete:
        gathering.delete_unit(options.delete)
        return Answer({"code": options.delete}, [f"Đã xóa đơn vị «{options.delete}»."], done=True)
    unit = _unit(office, options)
    gathering.save_unit(unit)
    return Answer(_unit_record(unit), [f"Đã lưu {unit.code} {unit.name}."], done=True)


def _unit(office: Office, options: argparse.Namespace) -> GatheredUnit:
    """The unit that was described; of a known code what was said is changed alone."""
    known = office.consolidating.units().by_code.get(options.code)
    if known is None and not options.name:
        raise Refusal("Hãy ghi tên đơn vị (--name).", "name")
    name = full_name(clean_line(options.name)) if options.name else (known.name if known else "")
    block = read_block(options.block) if options.block else (known.block if known else block_of(name))
    if block is None:
        raise Refusal(f"Khối «{options.block}» không có. Hãy ghi phuong, xa hoặc khac.", "block")
    unit = known or GatheredUnit(options.code, name, block)
    return replace(
        unit,
        name=name,
        block=block,
        valid_from=parse_date(options.starts, "from") if options.starts else unit.valid_from,
        valid_to=parse_date(options.ends, "to") if options.ends else unit.valid_to,
        merged_into=options.into or unit.merged_into,
    )


def _list(office: Office, _: argparse.Namespace) -> Answer:
    units = office.consolidating.units().units
    lines = [f"{unit.code:<8} {unit.name} ({unit.block.label}){_validity(unit)}" for unit in units] or [
        "Chưa có đơn vị nào. Thêm bằng --import TỆP hoặc --code MÃ --name TÊN."
    ]
    return Answer([_unit_record(unit) for unit in units], lines)


def _validity(unit: GatheredUnit) -> str:
    told = []
    if unit.valid_from is not None:
        told.append(f"từ {short_date(unit.valid_from)}")
    if unit.valid_to is not None:
        told.append(f"đến {short_date(unit.valid_to)}")
    if unit.merged_into:
        told.append(f"nhập vào {unit.merged_into}")
    return f", {', '.join(told)}" if told else ""


def _unit_record(unit: GatheredUnit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "block": unit.block.value,
        "from": unit.valid_from.isoformat() if unit.valid_from is not None else None,
        "to": unit.valid_to.isoformat() if unit.valid_to is not None else None,
        "into": unit.merged_into or None,
    }


def senders(options: argparse.Namespace, folder: Path) -> Answer:
    """Lists the units that send here, or changes the list."""
    changes = options.taken or options.delete or options.code
    described = (options.name, options.block, options.starts, options.ends, options.into)
    if any(described) and not options.code:
        raise Refusal("Hãy ghi mã của đơn vị cần thêm, sửa: --code MÃ.", "code")
    command: Command = opened(_senders) if changes else reading(_list)
    return command(options, folder)


# Consolidating


def _consolidate(office: Office, options: argparse.Namespace) -> Answer:
    gathering, period = office.consolidating, Period.parse(options.period)
    _refuse_without_file(options, "format")
    options.format = options.format or "xlsx"
    value: dict[str, Any] = {"period": period.id}
    lines: list[str] = []
    if options.folder:
        password = password_in(options, "packages_password_file")
        _take_in(office, Path(options.folder), options.unit, password, period, value, lines)
    found = gathering.gathered(period)
    value["units"], value["sent"] = len(found.units), found.sent
    lines.append(f"{period.label}: {found.sent}/{len(found.units)} đơn vị đã gửi số liệu.")
    if options.to or (options.out and options.format in ("csv", "parquet")):
        from .tidy_command import gathered

        told = gathered(office, period, options)
        return Answer({**value, **told.value}, [*lines, *told.lines], done=True)
    if options.out:
        papers = office.consolidated_papers
        document = papers.sheet(period) if options.format == "xlsx" else papers.report(period)
        written = exported(document, options, office)
        return Answer({**value, **written.value}, [*lines, *written.lines], done=True)
    value["totals"] = [_total_record(found.sheet, total) for total in found.sheet.totals()]
    return Answer(value, lines, done=bool(options.folder))


def _refuse_without_file(options: argparse.Namespace, *names: str) -> None:
    """Raises Refusal for what says how a file is to be where none is to be written."""
    for name in names:
        if getattr(options, name) and not options.out:
            raise Refusal(
                f"Tùy chọn --{name} chỉ dùng khi xuất ra tệp. Hãy ghi thêm --out TỆP, hoặc bỏ --{name}.", name
            )


def _total_record(sheet: Sheet, total: Total) -> dict[str, Any]:
    """A total, and what stands for one where nothing is added up: how many units chose what, or the least,
    middle and greatest."""
    decimals = sheet.catalogue.by_code[total.code].decimals
    known: dict[str, Any] = {
        "code": total.code,
        "how": total.how.value,
        "value": json_number(_shown(total.value, decimals)),
        "given": total.given,
        "lacking": list(total.lacking),
    }
    if total.how is How.COUNTED:
        known["choices"] = {str(value): count for value, count in total.choices}
    elif total.how is How.RANGE:
        spread = zip(("least", "middle", "greatest"), sheet.spread(total.code), strict=True)
        known |= {name: json_number(_shown(each, decimals)) for name, each in spread}
    return known


def _shown(value: Any, decimals: int) -> Any:
    from ..domain.formulas import rounded

    return rounded(value, decimals) if value is not None else None


def _take_in(
    office: Office,
    folder: Path,
    unit: str,
    password: str,
    period: Period,
    value: dict[str, Any],
    lines: list[str],
) -> None:
    from ..office.take_in import files_in, take_in

    gathering = office.consolidating
    files = files_in(folder)
    chosen = dict.fromkeys(files, gathering.unit(unit).code) if unit else {}
    if unit and len(files) > 1:
        raise Refusal("Chỉ chọn đơn vị (--unit) cho một tệp. Hãy ghi tên tệp thay cho thư mục.", "unit")
    taken = take_in(files, gathering.wanted(period, chosen, password))
    gathering.received_anew()
    value["added"], value["known"] = taken.added, taken.known
    value["failures"] = [{"file": each.file, "sentence": each.sentence} for each in taken.failures]
    lines.append(
        f"{len(files)} tệp: {taken.added} báo cáo mới, {taken.known} đã nhận trước đây, "
        f"{len(taken.failures)} không nhận được."
    )
    lines += [f"  {Path(each.file).name}: {each.sentence}" for each in taken.failures[:_MOST_TOLD]]
    if taken.locked:
        lines.append(
            f"  {len(taken.locked)} gói có mật khẩu: ghi mật khẩu vào dòng đầu của một tệp rồi chạy lại với "
            "--packages-password-file TỆP."
        )
    others = [each for each in taken.periods if each != period]
    if others:
        lines.append(f"  Có báo cáo của kỳ khác: {', '.join(each.label for each in others)}.")
    if len(taken.failures) > _MOST_TOLD:
        lines.append(f"  Còn {len(taken.failures) - _MOST_TOLD} tệp khác không nhận được.")


def consolidate(options: argparse.Namespace, folder: Path) -> Answer:
    """Takes a folder of reports in, and exports what they come to."""
    return opened(_consolidate)(options, folder)


def _missing(office: Office, options: argparse.Namespace) -> Answer:
    period = Period.parse(options.period)
    _refuse_without_file(options, "format", "by")
    options.format = options.format or "pdf"
    found = office.consolidating.gathered(period)
    if not found.units:
        raise Refusal("Chưa có danh sách đơn vị gửi báo cáo. Hãy nhập bằng lệnh «senders --import TỆP».")
    told = counts(found.arrivals)
    value: dict[str, Any] = {
        "period": period.id,
        "due": found.due.isoformat() if found.due is not None else None,
        "counts": {standing.value: count for standing, count in told.items()},
        "units": [_arrival_record(each) for each in found.arrivals],
        "failures": [
            {"file": each.file, "unit": each.unit or None, "sentence": each.sentence}
            for each in found.failures
        ],
    }
    due = f" (hạn {short_date(found.due)})" if found.due is not None else ""
    lines = [f"Báo cáo {period.label}{due}:"]
    lines += [f"  {standing.label}: {count}" for standing, count in told.items() if count]
    lines += [
        f"{each.unit.place_name}: {each.standing.label.lower()}"
        + (f" {each.days} ngày" if each.standing is Standing.OVERDUE else "")
        + "".join(f"; {problem}" for problem in each.problems)
        for each in found.arrivals
        if each.standing not in (Standing.SENT, Standing.SENT_LATE)
    ]
    if not options.out:
        return Answer(value, lines)
    by = parse_date(options.by, "by") if options.by else None
    written = exported(office.consolidated_papers.urging_letter(period, by), options, office)
    return replace(written, value={**value, **written.value}, lines=[*lines, *written.lines])


def _arrival_record(each: Arrival) -> dict[str, Any]:
    received = each.received
    return {
        "code": each.unit.code,
        "name": each.unit.name,
        "block": each.unit.block.value,
        "standing": each.standing.value,
        "days": each.days,
        "times": received.times if received is not None else 0,
        "taken": received.taken_at.isoformat() if received is not None else None,
        "problems": list(each.problems),
    }


def missing(options: argparse.Namespace, folder: Path) -> Answer:
    """Tells who has sent the report of a period and who has not."""
    return reading(_missing)(options, folder)


CONSOLIDATION_COMMANDS: dict[str, Command] = {
    "senders": senders,
    "consolidate": consolidate,
    "missing": missing,
}
