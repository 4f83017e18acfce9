"""The commands on figures and their catalogue: type, look, check, take in from Excel."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import catalogue
from ..domain.errors import Refusal
from ..domain.figure_rules import Problem
from ..domain.indicators import Indicator, IndicatorCatalogue, Severity
from ..domain.readings import Figure, Reading, State
from ..domain.report_periods import Period
from ..domain.text import capitalized
from ..domain.typed_figures import not_occurred, parse_figure
from ..office import Office
from ..office.figure_rows import FigureRow
from ..office.report_checks import gap_words
from .answers import Answer, Command, json_number, opened, reading

if TYPE_CHECKING:
    from ..office.figure_import import FigureChange, FigureDraft


def _set_figure(office: Office, options: argparse.Namespace) -> Answer:
    period = Period.parse(options.period)
    indicator = office.catalogues.of_period(period).get(options.code)
    figure = _typed(options, indicator, office.figures.figure(period, indicator.code))
    office.figures.set_figures(period, {indicator.code: figure})
    return _stored(office.figures.rows(period), indicator.code, f"Đã lưu {period.label}")


def _set_opening(office: Office, options: argparse.Namespace) -> Answer:
    span = Period.parse(options.period).cumulated
    if span.span.is_quarter:
        # What was cumulated by the end of the first quarter is that quarter's own figure.
        return _set_figure(office, options)
    indicator = office.catalogues.of_period(span).get(options.code)
    figure = _typed(options, indicator, office.openings.figure(span, indicator.code))
    office.openings.set_figures(span, {indicator.code: figure})
    return _stored(office.openings.rows(span), indicator.code, f"Đã lưu số lũy kế ban đầu {span.label}")


def _typed(options: argparse.Namespace, indicator: Indicator, before: Figure) -> Figure:
    """The figure that a command says. Nothing stays of the figure before but its words: a new number is an
    estimate only where it says so."""
    figure = not_occurred(indicator) if options.none else parse_figure(options.value, indicator)
    if figure.value is not None:
        figure = replace(figure, note=before.note, source=before.source)
    if options.estimate:
        if figure.value is None or figure.none:
            raise Refusal(
                f"«{indicator.name}» chưa có số nên không ghi «ước» được. Hãy nhập số.", indicator.code
            )
        figure = replace(figure, estimate=True)
    if options.note is not None:
        figure = replace(figure, note=options.note)
    if options.source is not None:
        figure = replace(figure, source=options.source)
    return figure


def _stored(rows: Sequence[FigureRow], code: str, done: str) -> Answer:
    """The row of a figure that was set, with what is wrong with it."""
    row = next(row for row in rows if row.id == code)
    lines = [f"{done}: {_figure_line(row)}"]
    return Answer(_row_record(row), [*lines, *(_problem_line(problem) for problem in row.problems)])


def _figures(office: Office, options: argparse.Namespace) -> Answer:
    period = Period.parse(options.period)
    rows = office.figures.rows(period)
    if options.area:
        rows = [row for row in rows if row.indicator.area == int(options.area)]
    lines = [f"Số liệu {period.label}", f"Danh mục: {office.catalogues.followed(period).words}"]
    if (opening := office.figures.ledger().opening_of(period)) is not None:
        lines.append(f"Có số lũy kế ban đầu {opening.label}, nhập khi bắt đầu dùng chương trình.")
    area = 0
    for row in rows:
        if row.indicator.area != area:
            area = row.indicator.area
            lines += ["", f"{area}. {catalogue.area(area).name}"]
        lines.append(_figure_line(row))
        lines += [f"      {_problem_line(problem)}" for problem in row.problems]
    return Answer([_row_record(row) for row in rows], lines)


def _row_record(row: FigureRow) -> dict[str, Any]:
    indicator, figure = row.indicator, row.figure
    target = None
    if row.target is not None:
        target = {"text": row.target.measure.label, "met": row.met, "sentence": row.target.text}
    return {
        "code": indicator.code,
        "area": indicator.area,
        "name": indicator.name,
        "unit": indicator.unit,
        "value": _number(row.reading, indicator),
        "state": row.reading.state.value,
        "estimate": row.reading.estimate,
        "cumulated": _number(row.cumulated, indicator),
        "previous": _number(row.previous, indicator),
        "same_period_last_year": _number(row.last_year, indicator),
        "target": target,
        "problems": [_problem_record(problem) for problem in row.problems],
        "note": figure.note,
        "source": figure.source,
        "formula": indicator.formula.text if indicator.formula else None,
        "lacks": list(row.reading.lacks),
        "cumulated_lacks": list(row.cumulated.lacks),
        "opening": _opening_record(row),
    }


def _opening_record(row: FigureRow) -> dict[str, Any] | None:
    """The span of the opening figure that the cumulated figure is made with, and that figure where given."""
    if (span := row.cumulated.opening) is None:
        return None
    return {"period": span.id, "value": json_number(row.opening.value)}


def _number(reading: Reading, indicator: Indicator) -> int | float | None:
    return json_number(reading.shown(indicator))


def _problem_record(problem: Problem) -> dict[str, str]:
    return {"code": problem.code, "severity": problem.severity.value, "sentence": problem.sentence}


def _problem_line(problem: Problem) -> str:
    return f"{problem.severity.label}: {problem.sentence}"


def _figure_line(row: FigureRow) -> str:
    indicator, reading = row.indicator, row.reading
    words = reading.words(indicator) or "chưa có"
    if reading.value is not None and not indicator.choices:
        words += "%" if indicator.unit == "%" else f" {indicator.unit}"
    if reading.state is State.NONE:
        words = "không phát sinh"
    elif reading.estimate:
        words = f"ước {words}"
    if reading.value is not None:
        words += ("" if row.is_opening else _opened(reading)) + _lacking(reading)
    line = f"{indicator.code:>5}  {indicator.name}: {words}"
    cumulated = row.cumulated.words(indicator)
    if cumulated and row.cumulated.value != reading.value:
        line += f" (lũy kế {cumulated}{_opened(row.cumulated)}{_lacking(row.cumulated)})"
    if row.target is not None:
        state = {True: ", đạt", False: ", chưa đạt", None: ""}[row.met]
        line += f" [chỉ tiêu {row.target.measure.label}{state}]"
    return line + (f" – {row.figure.note}" if row.figure.note else "")


def _opened(reading: Reading) -> str:
    return ", gồm số ban đầu" if reading.opening is not None else ""


def _lacking(reading: Reading) -> str:
    """The quarters that a figure was made without: «, thiếu quý II»."""
    # How reports word things is none of what most commands need.
    from ..domain.report.words import quarter_words

    lacks = quarter_words([Period.parse(text) for text in reading.lacks])
    return f", thiếu {lacks}" if lacks else ""


def _check_period(office: Office, options: argparse.Namespace) -> Answer:
    period = Period.parse(options.period)
    problems = office.figures.problems(period)
    of_form = [(Severity.ERROR, sentence) for _, sentence in office.dossiers.problems(period)]
    of_form += [(Severity.WARNING, sentence) for _, sentence in office.dossiers.differences(period)]
    doubt = office.dossiers.doubt(period)
    missing, gaps = office.figures.missing(period), office.figures.gaps(period)
    done, wanted = office.figures.completeness(period)
    known = office.catalogues.of_period(period)
    records = [_problem_record(problem) for problem in problems]
    records += [{"code": "", "severity": each.value, "sentence": sentence} for each, sentence in of_form]
    if fault := office.figures.catalogue_fault(period):
        records.insert(0, {"code": "", "severity": Severity.ERROR.value, "sentence": fault})
    is_ok = not missing and not gaps and not records
    lines = [f"{capitalized(period.label)}: đã nhập {done}/{wanted} chỉ tiêu."]
    lines += [f"{Severity.ERROR.label}: {fault}"] if fault else []
    lines += [f"{problem.code}  {_problem_line(problem)}" for problem in problems]
    lines += [f"Biểu II.06a  {each.label}: {sentence}" for each, sentence in of_form]
    if missing:
        lines.append(f"Còn thiếu {len(missing)} chỉ tiêu:")
        lines += [f"  {code}  {known.get(code).name}" for code in missing]
    opening = office.figures.ledger().opening_of(period)
    lines += [gap_words(place, codes, period, is_opening=place == opening) for place, codes in gaps.items()]
    if is_ok:
        lines.append("Số liệu đủ và không có chỗ sai.")
    lines += [f"Lưu ý: {doubt}"] if doubt else []
    return Answer(
        {
            "period": period.id,
            "ok": is_ok,
            "complete": {"done": done, "wanted": wanted},
            "problems": records,
            "missing": missing,
            "gaps": {quarter.id: codes for quarter, codes in gaps.items()},
            "notes": [doubt] if doubt else [],
        },
        lines,
    )


# From Excel


def _import_figures(office: Office, options: argparse.Namespace) -> Answer:
    from ..office.figure_import import read_draft, take
    from ..office.opening_import import read_opening, take_opening

    period, path = Period.parse(options.period), Path(options.file)
    if options.opening and not period.cumulated.span.is_quarter:
        draft = read_opening(office.openings, period.cumulated, path)
        if not options.dry_run:
            _refuse_unconfirmed(draft, options)
            take_opening(office.openings, draft)
    else:
        draft = read_draft(office.figures, period, path)
        if not options.dry_run:
            _refuse_unconfirmed(draft, options)
            take(office.figures, draft)
    return Answer(_draft_record(draft, options.dry_run), _draft_lines(draft, options.dry_run))


def _refuse_unconfirmed(draft: "FigureDraft", options: argparse.Namespace) -> None:
    """Refuses to store what somebody has to look at first, and what a command does not say was looked at."""
    if draft.to_confirm and not options.confirm:
        raise Refusal(
            f"Tệp «{draft.file}» có {len(draft.to_confirm)} chỗ phải xem trước khi nhập: "
            f"{' '.join(draft.to_confirm[:10])} Hãy xem đủ bằng --dry-run; nếu đúng thì chạy lại với "
            "--confirm."
        )


def _draft_record(draft: "FigureDraft", dry_run: bool) -> dict[str, Any]:
    return {
        "period": draft.period.id,
        "dry_run": dry_run,
        "changed": [_change_record(change) for change in draft.changes],
        "unchanged": draft.unchanged,
        "ignored": [
            {"code": cell.code, "cell": cell.place, "sentence": cell.sentence} for cell in draft.ignored
        ],
        "problems": [_problem_record(problem) for problem in draft.problems],
        "questions": list(draft.questions),
        "notes": [note.words for note in draft.notes],
        "to_confirm": list(draft.to_confirm),
    }


def _change_record(change: "FigureChange") -> dict[str, Any]:
    before, after = change.before, change.after
    return {
        "code": change.id,
        "name": change.indicator.name,
        "cell": change.place,
        "before": json_number(before.value),
        "after": json_number(after.value),
        "before_words": change.old,
        "after_words": change.new,
        "written": change.written,
        "doubt": change.doubt,
        "none": after.none,
        "estimate": after.estimate,
        "note": after.note,
    }


def _draft_lines(draft: "FigureDraft", dry_run: bool) -> list[str]:
    verb = "Sẽ thay đổi" if dry_run else "Đã nhập"
    lines = [f"{verb} {len(draft.changes)} số liệu {draft.period.label}; {draft.unchanged} dòng giữ nguyên."]
    lines += [f"Cần hỏi: {question}" for question in draft.questions]
    lines += [f"Lưu ý {note.words}" for note in draft.notes]
    for change in draft.changes:
        noted = f"; ghi chú «{change.note}»" if change.note else ""
        lines.append(
            f"{change.id:>5}  {change.indicator.name} (ô {change.place}): {change.old} → {change.new}{noted}"
        )
        lines += [f"       Cần xem: {change.doubt}"] if change.doubt else []
    lines += [f"Lưu ý ô {cell.place}: {cell.sentence}" for cell in draft.ignored]
    return [*lines, *(f"{problem.code:>5}  {_problem_line(problem)}" for problem in draft.problems)]


# The catalogue


def _catalogue(options: argparse.Namespace, folder: Path) -> Answer:
    if options.check:
        return _checked_catalogue(Path(options.check))
    if options.template:
        from .template_commands import catalogue_from_template

        return reading(catalogue_from_template)(options, folder)
    if options.out or options.valid_from:
        raise Refusal("Tham số --out và --valid-from đi cùng --from-template. Hãy ghi tệp biểu của cấp trên.")
    work = _take_catalogue if options.taken else _renew_catalogue if options.renew else _catalogue_in_use
    return opened(work)(options, folder)


def _checked_catalogue(path: Path) -> Answer:
    """What a sound file holds. Raises Refusal with the first mistake and the count of the others."""
    found = catalogue.read_indicators_file(path)
    return Answer({"ok": True, **_catalogue_record(found)}, ["Danh mục hợp lệ.", *_catalogue_lines(found)])


def _catalogue_in_use(office: Office, _: argparse.Namespace) -> Answer:
    followed = office.catalogues.followed(office.calendar.current_quarter())
    record = {**_catalogue_record(followed.catalogue), "kept": followed.kept, "shipped": followed.is_shipped}
    return Answer(record, [*_catalogue_lines(followed.catalogue), f"Kỳ hiện tại theo {followed.words}."])


def _renew_catalogue(office: Office, _: argparse.Namespace) -> Answer:
    outdated = list(office.catalogues.outdated())
    if outdated:
        office.catalogues.renew(outdated)
    found = catalogue.indicators()
    told = ", ".join(quarter.label for quarter in reversed(outdated))
    done = f"Đã dùng danh mục phiên bản {found.version} cho {told}; số đã nhập giữ nguyên."
    nothing = "Không có quý nào theo danh mục cũ của chương trình mà chưa gửi báo cáo."
    record = {**_catalogue_record(found), "renewed": [quarter.id for quarter in reversed(outdated)]}
    return Answer(record, [done if outdated else nothing])


def _take_catalogue(office: Office, options: argparse.Namespace) -> Answer:
    found = catalogue.read_indicators_file(Path(options.taken))
    office.catalogues.take(found)
    return Answer(_catalogue_record(found), ["Đã nhập danh mục.", *_catalogue_lines(found)])


def _catalogue_record(found: IndicatorCatalogue) -> dict[str, Any]:
    return {
        "id": found.id,
        "version": found.version,
        "title": found.title,
        "valid_from": found.valid_from.isoformat(),
        "source": found.source,
        "indicators": len(found.indicators),
        "checks": len(found.checks),
        "areas": [
            {"area": area.code, "name": area.name, "indicators": len(found.of_area(area.code))}
            for area in catalogue.areas()
        ],
    }


def _catalogue_lines(found: IndicatorCatalogue) -> Sequence[str]:
    counted = [
        f"{area.code}. {area.name}: {len(found.of_area(area.code))} chỉ tiêu" for area in catalogue.areas()
    ]
    return [
        f"{found.title}, phiên bản {found.version}, áp dụng từ {found.valid_from:%d/%m/%Y}: "
        f"{len(found.indicators)} chỉ tiêu, {len(found.checks)} phép kiểm tra.",
        *counted,
    ]


FIGURE_COMMANDS: dict[str, Command] = {
    "set-figure": opened(_set_figure),
    "set-opening": opened(_set_opening),
    "figures": reading(_figures),
    "check-period": reading(_check_period),
    "import-figures": opened(_import_figures),
    "catalogue": _catalogue,
}
