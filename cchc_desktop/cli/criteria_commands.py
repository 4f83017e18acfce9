"""The commands on the index: what a set comes to, where points are lost, what if, what the office decides."""

import argparse
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..domain.criteria.forecast import Foreseen, Outlook
from ..domain.criteria.moves import MoveKind, effort_of, month_of
from ..domain.criteria.rules import Value
from ..domain.criteria.scoring import Score, Scored
from ..domain.criteria.sets import CriteriaSet
from ..domain.criteria.words import points_words
from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.formulas import rounded
from ..domain.numerals import format_number, parse_number
from ..domain.report_periods import Period, Span
from ..office import Office
from ..office.criteria import Lost, ToDo
from .answers import Answer, Command, day_asked, exported, json_number, opened, place_record, reading


def _score(office: Office, options: argparse.Namespace) -> Answer:
    """`score --year Y`: what the set comes to as of a day, criterion by criterion."""
    given, period, day = asked(office, options)
    made = office.criteria.score(given, period, day)
    rounds = office.score_rounds.standing(given, period)
    unproven = {each.criterion.code for each in office.criteria.unproven(given, period, made)}
    marks = office.criteria.marks(given, period)
    outlook = None
    if options.forecast or (day > office.today and period.span is Span.YEAR):
        outlook = office.criteria.outlook(given, period, min(day, office.today))
    value = _head(made, given, period) | {
        "as_of": day.isoformat(),
        "stage": str(rounds.stage),
        "locked": json_number(rounds.own.total) if rounds.own is not None else None,
        "unproven": sorted(unproven),
        "criteria": [_record(each, outlook) for each in (*made.areas, *made.extras)],
    }
    lines = _head_lines(made, given, period, f"đến ngày {short_date(day)}")
    if rounds.own is not None:
        lines.append(f"Điểm tự chấm đã chốt: {points_words(rounds.own.total)} (xem: score-rounds).")
    if outlook is not None:
        value["forecast"] = _outlook_record(outlook)
        lines.insert(1, _outlook_line(outlook))
    beside = (each for each in made.extras if each.points)
    for each in (*(node for area in made.areas for node in area.walk()), *beside):
        code = each.criterion.code
        decided = " (đã chấm)" if code in marks and marks[code].points is not None else ""
        reason = f": {each.reason}" if each.reason else ""
        lines.append(f"{code:<8} {_points(each)}  {each.criterion.name}{decided}{reason}")
        foreseen = outlook.criteria[code] if outlook is not None else None
        if foreseen is not None and foreseen.forecast is not None and foreseen.low.applies:
            lines.append(f"{'':<8} {_SIGN} {_ends(foreseen)}: {foreseen.forecast.said}")
    if unproven:
        lines.append(f"Có điểm mà chưa có minh chứng, giải trình: {len(unproven)} tiêu chí.")
    return Answer(value, lines)


def _lost(office: Office, options: argparse.Namespace) -> Answer:
    """`lost-points --year Y`: where points are lost, the most gain for the effort first."""
    given, period, day = asked(office, options)
    if options.this_month:
        return _month(office, given, period, day)
    found = office.criteria.lost(given, period, day)
    value = _head(office.criteria.score(given, period, day), given, period) | {
        "as_of": day.isoformat(),
        "lost": [_lost_record(each) for each in found],
    }
    lines = _head_lines(
        office.criteria.score(given, period, day), given, period, f"đến ngày {short_date(day)}"
    )
    for each in found:
        scored = each.loss.scored
        whose = f" ({each.answers})" if each.answers else ""
        cost = "" if each.loss.win.is_final else (
            f" ({effort_of(each.loss).label.lower()}, hạn {short_date(each.by)})"
        )  # fmt: skip
        lines.append(
            f"{each.loss.code:<8} mất {points_words(scored.lost)}: {scored.criterion.name}{whose}. "
            f"{each.loss.win.sentence}{cost}"
        )
        lines += [f"{'':<8} - {way.words}" for way in each.ways]
    return Answer(value, lines)


def _month(office: Office, given: CriteriaSet, period: Period, day: date) -> Answer:
    """`lost-points --this-month`: what to do in the month of a day to gain the most points."""
    found = office.criteria.month(given, period, day)
    made = office.criteria.score(given, period, day)
    won, kept = (
        sum((each.move.gain for each in found if each.move.kind is kind), Decimal(0))
        for kind in (MoveKind.WIN, MoveKind.KEEP)
    )
    ends = month_of(day)
    value = _head(made, given, period) | {
        "as_of": day.isoformat(),
        "until": ends.isoformat(),
        "to_win": json_number(won),
        "to_keep": json_number(kept),
        "moves": [_move_record(each) for each in found],
    }
    lines = [
        f"Nên làm gì trong tháng {ends.month}/{ends.year}: làm hết được thêm {points_words(won)} điểm"
        + (f", giữ được {points_words(kept)} điểm." if kept else ".")
    ]
    for each in found:
        move = each.move
        whose = f" ({each.answers})" if each.answers else ""
        lines.append(
            f"{move.code:<8} {move.kind.label.lower()} {points_words(move.gain)}, "
            f"{move.effort.label.lower()}, hạn {short_date(move.by)}: "
            f"{move.scored.criterion.name}{whose}. {move.sentence}"
        )
        lines += [f"{'':<8} - {way.words}" for way in each.ways]
    return Answer(value, lines)


def _move_record(each: ToDo) -> dict[str, Any]:
    move = each.move
    return {
        "code": move.code,
        "name": move.scored.criterion.name,
        "kind": str(move.kind),
        "gain": json_number(move.gain),
        "effort": str(move.effort),
        "by": move.by.isoformat(),
        "sentence": move.sentence,
        "answers": each.answers or None,
        "ways": [{"sentence": way.words, "place": place_record(way.place)} for way in each.ways],
    }


_INDICATOR = re.compile(r"(?:figure:)?[1-8]\.[0-9]{2}")
_HOW_TO_SET = (
    "Hãy ghi như 3.4.1=98, mã là của một tiêu chí có cách chấm, hoặc 3.18=950, mã là của một chỉ tiêu "
    "thống kê (figure:3.18 nếu bộ tiêu chí cũng có mã ấy)."
)


def _what_if(office: Office, options: argparse.Namespace) -> Answer:
    """`what-if --set CODE=VALUE`: what the score would be with other numbers; nothing is stored."""
    given, period, day = asked(office, options)
    numbers: dict[str, Value] = {}
    figures: dict[str, Fraction] = {}
    for text in options.sets:
        code, is_set, number = text.partition("=")
        code = code.strip()
        criterion = given.get(code)
        if not is_set:
            raise Refusal(f"«{text}» không dùng được. {_HOW_TO_SET}", "set")
        wanted = Fraction(parse_number(number, "set"))
        if criterion is not None and criterion.rule is not None:
            numbers[code] = Value(wanted, said="Giả định")
        elif _INDICATOR.fullmatch(code):
            figures[code.removeprefix("figure:")] = wanted
        else:
            raise Refusal(f"«{text}» không dùng được. {_HOW_TO_SET}", "set")
    before = office.criteria.score(given, period, day)
    after = office.criteria.what_if(given, period, numbers, day, figures)
    were = {each.criterion.code: each for each in before.walk()}
    changed = [
        each for each in after.leaves()
        if each.criterion.code in numbers or each.value != were[each.criterion.code].value
    ]  # fmt: skip
    value = {
        **_head(after, given, period),
        "before": json_number(before.total),
        "gain": json_number(after.total - before.total),
        "changes": [
            _leaf(each) | {"before": json_number(were[each.criterion.code].points)} for each in changed
        ],
    }
    gain = after.total - before.total
    lines = [
        f"{points_words(before.total)} → {points_words(after.total)} điểm "
        f"({'+' if gain >= 0 else ''}{points_words(gain)})"
    ]
    lines += [f"{each.criterion.code:<8} {_points(each)}  {each.reason}" for each in changed]
    return Answer(value, lines)


def _set_criterion(office: Office, options: argparse.Namespace) -> Answer:
    """`set-criterion CODE`: what the office says of a criterion, or that it takes what is proposed."""
    from dataclasses import replace

    given, period, _ = asked(office, options)
    if options.accept:
        office.criteria.accept(given, period, options.codes)
    else:
        if len(options.codes) != 1:
            raise Refusal(
                "Hãy chấm từng tiêu chí một, hoặc nhận điểm đề xuất của nhiều tiêu chí bằng --accept.",
                "codes",
            )
        mark = office.criteria.mark(given, period, options.codes[0])
        if options.clear:
            mark = replace(mark, number=None, points=None, off=False, note="")
        if options.number is not None:
            mark = replace(mark, number=parse_number(options.number, "number"), off=False)
        if options.points is not None:
            mark = replace(mark, points=parse_number(options.points, "points"), off=False)
        mark = replace(
            mark,
            off=mark.off or options.not_applied,
            note=mark.note if options.note is None else options.note,
        )
        office.criteria.decide(mark)
    made = office.criteria.score(given, period)
    found = [each for each in made.walk() if each.criterion.code in options.codes]
    lines = [f"{each.criterion.code:<8} {_points(each)}  {each.reason}" for each in found]
    return Answer(
        _head(made, given, period) | {"criteria": [_leaf(each) for each in found]}, lines, done=True
    )


def _export(office: Office, options: argparse.Namespace) -> Answer:
    """`export-scores`: the sheet of the self-assessment in the form that provinces ask for, the report, or
    what is posted of a quarter."""
    given, period, day = asked(office, options)
    reports = office.score_reports
    kinds = {"report": reports.document, "publication": reports.publication}
    return exported(kinds.get(options.what, office.criteria.sheet)(given, period, day), options, office)


def asked(office: Office, options: argparse.Namespace) -> tuple[CriteriaSet, Period, date]:
    """The set, the period and the day that are meant."""
    year = office.today.year if options.year is None else options.year
    period = Period.parse(options.period) if options.period else Period.of_year(year)
    given = office.criteria.of_period(period, options.criteria)
    day = day_asked(getattr(options, "as_of", ""), office, "as_of")
    return given, period, day


def _head(made: Score, given: CriteriaSet, period: Period) -> dict[str, Any]:
    return {
        "set": given.id,
        "title": given.title,
        "issued": given.is_issued,
        "decision": given.decision or None,
        "period": period.id,
        "total": json_number(made.total),
        "maximum": json_number(made.most),
        "percent": None if made.percent is None else json_number(rounded(made.percent, 2)),
        "grade": made.grade or None,
        "bonus": json_number(made.bonus),
        "penalty": json_number(made.penalty),
        "unknown": json_number(made.unknown),
    }


def _head_lines(made: Score, given: CriteriaSet, period: Period, when: str) -> list[str]:
    percent = "" if made.percent is None else f", {format_number(rounded(made.percent, 2))}%"
    whole = f"{points_words(made.total)}/{format_number(made.most)} điểm{percent}"
    lines = [f"{given.title}, {period.label}, {when}: {whole}"]
    if made.unknown:
        lines.append(f"Chưa biết {points_words(made.unknown)} điểm: chưa có số liệu, chưa khai báo.")
    else:
        lines[0] += f", {made.grade}" if made.grade else ""
    return lines + ([given.note] if given.note else [])


_SIGN = "→ 31/12:"


def _ends(foreseen: Foreseen) -> str:
    """«0,5 đến 1 điểm», or the points alone where both ends come to the same."""
    low, high = points_words(foreseen.low.points), points_words(foreseen.high.points)
    return f"{low} điểm" if foreseen.is_certain else f"{low} đến {high} điểm"


def _outlook_record(outlook: Outlook) -> dict[str, Any]:
    return {
        "day": outlook.day.isoformat(),
        "low": json_number(outlook.low.total),
        "high": json_number(outlook.high.total),
        "unknown": json_number(outlook.high.unknown),
        "low_grade": outlook.low.grade or None,
        "high_grade": outlook.high.grade or None,
    }


def _outlook_line(outlook: Outlook) -> str:
    low, high = outlook.low, outlook.high
    unknown = f", chưa biết {points_words(high.unknown)} điểm" if high.unknown else ""
    return (
        f"Dự báo đến {short_date(outlook.day)}: {points_words(low.total)} điểm nếu không làm gì thêm, "
        f"{points_words(high.total)} điểm nếu việc còn mở xong đúng hạn{unknown}."
    )


def _points(each: Scored) -> str:
    return f"{points_words(each.points)}/{format_number(each.most)}" if each.applies else "–"


def _leaf(each: Scored) -> dict[str, Any]:
    rule, value = each.criterion.rule, each.value
    return {
        "code": each.criterion.code,
        "name": each.criterion.name,
        "maximum": json_number(each.most),
        "points": json_number(each.points),
        "proposed": json_number(each.proposed),
        "own": json_number(each.own),
        "kind": str(rule.kind) if rule is not None else None,
        "number": None if value is None or value.nothing else json_number(rounded(value.number, 4)),
        "from": value.said if value is not None else None,
        "reason": each.reason or None,
    }


def _record(each: Scored, outlook: Outlook | None = None) -> dict[str, Any]:
    record = _leaf(each) | {
        "unknown": json_number(each.unknown),
        "applies": each.applies,
        "method": each.criterion.method or None,
        "evidence": each.criterion.evidence or None,
    }
    if outlook is not None:
        foreseen = outlook.criteria[each.criterion.code]
        forecast = foreseen.forecast
        record["forecast"] = {
            "low": json_number(foreseen.low.points),
            "high": json_number(foreseen.high.points),
            "reason": forecast.said if forecast is not None else None,
            "by": forecast.by.isoformat() if forecast is not None and forecast.by is not None else None,
        }
    if each.children:
        record["children"] = [_record(child, outlook) for child in each.children]
    return record


def _lost_record(lost: Lost) -> dict[str, Any]:
    loss = lost.loss
    return _leaf(loss.scored) | {
        "lost": json_number(loss.scored.lost),
        "gain": json_number(loss.win.gain),
        "needed": loss.win.needed,
        "final": loss.win.is_final,
        "effort": None if loss.win.is_final else str(effort_of(loss)),
        "by": None if loss.win.is_final else lost.by.isoformat(),
        "sentence": loss.win.sentence,
        "answers": lost.answers or None,
        "ways": [{"sentence": way.words, "place": place_record(way.place)} for way in lost.ways],
    }


CRITERIA_COMMANDS: dict[str, Command] = {
    "score": reading(_score),
    "lost-points": reading(_lost),
    "what-if": reading(_what_if),
    "export-scores": reading(_export),
    "set-criterion": opened(_set_criterion),
}
