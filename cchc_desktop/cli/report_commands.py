"""The commands on periods, form II.06a and reports."""

import argparse
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from ..domain.dates import short_date
from ..domain.dossiers import Dossiers
from ..domain.errors import Refusal
from ..domain.indicators import Severity
from ..domain.numerals import format_number, parse_whole
from ..domain.readings import Figure
from ..domain.report.records import Length
from ..domain.report_periods import Period
from ..domain.text import clean_line, fold
from ..office import Office
from ..office.dossiers import DossierRow
from .answers import Answer, Command, exported, json_number, noted, opened, reading
from .figure_arguments import DOSSIER_COLUMNS


def _periods(office: Office, options: argparse.Namespace) -> Answer:
    year = parse_whole(options.year) if options.year else office.calendar.current_quarter().year
    calendar = office.calendar.of_year(Period.parse(f"{year}-N").year)
    states = {line.period: line for line in office.reports.schedule.of_year(year)}
    value, lines = [], [f"Năm {year}, {office.calendar.regime(year).name}"]
    for period, dates in calendar.items():
        report = states.get(period)
        value.append(
            {
                "period": period.id,
                "label": period.label,
                "starts": dates.starts.isoformat(),
                "ends": dates.ends.isoformat(),
                "due": dates.due.isoformat() if dates.due else None,
                "reported": dates.reported,
                "state": report.state.value if report else None,
                "complete": {"done": report.done, "wanted": report.wanted} if report else None,
            }
        )
        state = "không báo cáo"
        if report is not None:
            state = f"hạn gửi {short_date(dates.due)}, {report.state.label.lower()}"
            state += f" ({report.done}/{report.wanted} số liệu)"
        lines.append(f"{period.id:<8} {short_date(dates.starts)} - {short_date(dates.ends)}  {state}")
    return Answer(value, lines)


def _export_report(office: Office, options: argparse.Namespace) -> Answer:
    period = Period.parse(options.period)
    items = office.reports.checklist(period)
    errors = [item.sentence for item in items if item.severity is Severity.ERROR]
    heading = [f"Báo cáo còn {len(errors)} lỗi, hãy sửa trước khi trình ký:"] if errors else []
    document = office.reports.papers.compose(period, _length(options.length))
    answer = exported(document, options, office)
    return replace(
        answer,
        value={**answer.value, "errors": errors},
        lines=[*answer.lines, *heading, *(f"  {Severity.ERROR.label}: {sentence}" for sentence in errors)],
    )


def _length(text: str | None) -> Length | None:
    """The length that was asked for. Raises Refusal for one that there is not."""
    known = {str(length): length for length in Length}
    if text is None or (found := known.get(fold(text.strip()))) is not None:
        return None if text is None else found
    raise Refusal(f"Không có độ dài «{text}». Hãy ghi full (đầy đủ) hoặc short (rút gọn).", "length")


# Form II.06a


def _dossiers(office: Office, options: argparse.Namespace) -> Answer:
    period = Period.parse(options.period)
    rows = office.dossiers.rows(period)
    total = office.dossiers.total(period)
    problems = [sentence for _, sentence in _problems(office, period)]
    lines = [f"Biểu II.06a {period.label}"]
    lines += [_dossier_line(row.field.name, row.dossiers) for row in rows if not row.dossiers.is_blank]
    answer = Answer(
        {
            "period": period.id,
            "rows": [_dossier_record(row) for row in rows],
            "total": _columns(total),
            "problems": problems,
        },
        [*lines, _dossier_line("Tổng cộng", total), *problems],
    )
    return noted(answer, *filter(None, (office.dossiers.doubt(period),)))


def _problems(office: Office, period: Period) -> list[tuple[str, str]]:
    """What is wrong with the form, and where its opening differs from the quarters."""
    return [*office.dossiers.problems(period), *office.dossiers.differences(period)]


def _dossier_record(row: DossierRow) -> dict[str, Any]:
    return {"field": row.field.name, "id": row.id, **_columns(row.dossiers)}


def _columns(counts: Dossiers) -> dict[str, int | None]:
    typed = {field.name: getattr(counts, field.name) for field in fields(counts)}
    received, resolved, pending = counts.columns[0], counts.columns[4], counts.columns[8]
    return {"received": received, "resolved": resolved, "pending": pending, **typed}


def _dossier_line(name: str, counts: Dossiers) -> str:
    def words_of(words: str, count: int | None, part: str, of_it: int | None) -> str:
        if count is None:
            return f"{words} chưa nhập"
        return f"{words} {format_number(count)} ({part} {format_number(of_it or 0)})"

    sums = _columns(counts)
    groups = (
        words_of("tiếp nhận", sums["received"], "từ kỳ trước", counts.carried),
        words_of("đã giải quyết", sums["resolved"], "quá hạn", counts.late),
        words_of("đang giải quyết", sums["pending"], "quá hạn", counts.pending_late),
    )
    return f"{name}: {', '.join(groups)}"


def _set_dossiers(office: Office, options: argparse.Namespace) -> Answer:
    period = Period.parse(options.period)
    row = _dossier_row(office, period, options.field)
    given = {name: text for name in DOSSIER_COLUMNS if (text := getattr(options, name)) is not None}
    if not given and not options.replace:
        flags = ", ".join(f"--{name.replace('_', '-')}" for name in DOSSIER_COLUMNS)
        raise Refusal(f"Chưa có số nào để nhập. Hãy ghi ít nhất một trong: {flags}.")
    counts = {name: _count(name, text) for name, text in given.items()}
    stored = bool(counts) and bool(office.dossiers.set_row(period, row.id, replace(row.dossiers, **counts)))
    beside = office.figures.beside_form(period)
    if options.replace and (beside or not counts):
        try:
            office.figures.take_form(period)
        except Refusal:
            if stored:
                # What is refused changes nothing: the row is as it was.
                office.history.undo()
            raise
    row = _dossier_row(office, period, row.id)
    problems = [sentence for field_id, sentence in _problems(office, period) if field_id == row.id]
    lines = [f"Đã lưu {period.label}. {_dossier_line(row.field.name, row.dossiers)}.", *problems]
    lines += _beside_lines(beside, options.replace)
    record = {"period": period.id, **_dossier_record(row), "problems": problems}
    return Answer({**record, "replaced": options.replace, "typed": _beside_record(beside)}, lines)


def _beside_record(beside: Mapping[str, tuple[Figure, int]]) -> list[dict[str, Any]]:
    return [
        {"code": code, "typed": json_number(figure.value), "form": total, "note": figure.note}
        for code, (figure, total) in beside.items()
    ]


def _beside_lines(beside: Mapping[str, tuple[Figure, int]], are_replaced: bool) -> list[str]:
    """What became of the figures that were typed beside other totals of the form."""
    if not beside:
        return []
    told = [
        f"{code:>5}  nhập tay {format_number(figure.value or 0)}, biểu cộng được {format_number(total)}"
        for code, (figure, total) in beside.items()
    ]
    if are_replaced:
        return ["Đã lấy số của biểu thay số nhập tay (lịch sử vẫn giữ, hoàn tác được):", *told]
    return ["Số nhập tay khác biểu vẫn được giữ; thêm --replace để lấy số của biểu:", *told]


def _count(name: str, text: str) -> int | None:
    """The number given for a column. Raises Refusal, which says for which."""
    try:
        return parse_whole(text, name) if text.strip() else None
    except Refusal as refusal:
        raise Refusal(f"Số hồ sơ {DOSSIER_COLUMNS[name]}: {refusal}", name) from None


def _dossier_row(office: Office, period: Period, given: str) -> DossierRow:
    """The row of a field by its name, without regard to accents, or by its identity. Raises Refusal."""
    rows = office.dossiers.rows(period)
    wanted = fold(clean_line(given))
    for row in rows:
        if row.id == given or (wanted and fold(row.field.name) == wanted):
            return row
    names = ", ".join(f"«{row.field.name}»" for row in rows)
    raise Refusal(f"Không có lĩnh vực thủ tục «{given}». Hãy chọn một trong: {names}.")


def _directives(options: argparse.Namespace, folder: Path) -> Answer:
    # Other commands than these read no register.
    from .directive_commands import DIRECTIVES

    return DIRECTIVES(options, folder)


def _add_directive(options: argparse.Namespace, folder: Path) -> Answer:
    from .directive_commands import ADD_DIRECTIVE

    return ADD_DIRECTIVE(options, folder)


def _trace(options: argparse.Namespace, folder: Path) -> Answer:
    # Numbers are followed back now and then.
    from .trace_command import TRACE

    return TRACE(options, folder)


def _corrections(options: argparse.Namespace, folder: Path) -> Answer:
    # Reports are seldom corrected.
    from .correction_command import CORRECTIONS

    return CORRECTIONS(options, folder)


REPORT_COMMANDS: dict[str, Command] = {
    "periods": reading(_periods),
    "export-report": reading(_export_report),
    "trace": _trace,
    "corrections": _corrections,
    "dossiers": reading(_dossiers),
    "set-dossiers": opened(_set_dossiers),
    "directives": _directives,
    "add-directive": _add_directive,
}
