"""The commands that hold the index against other years, units and published results, and make tasks of it."""

import argparse
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from ..domain.criteria.comparison import CriterionCompared, UnitShare, share_of
from ..domain.criteria.published import Block, PublishedResult, PublishedYear
from ..domain.criteria.scoring import Scored
from ..domain.criteria.words import points_words
from ..domain.dates import parse_date, short_date
from ..domain.errors import Refusal
from ..domain.formulas import rounded
from ..domain.numerals import format_number, parse_number
from ..office import Office
from .answers import Answer, Command, json_number, opened, reading
from .criteria_commands import asked

_NUMBERS = ("index", "mean", "province_mean", "best")
_WORDS = ("rank", "units", "rating", "note")


def _compare(office: Office, options: argparse.Namespace) -> Answer:
    """`compare-scores`: a year beside an earlier one, or what each unit answers for."""
    given, period, day = asked(office, options)
    if options.units:
        units = office.comparisons.units(given, period, day)
        return Answer(
            {"set": given.id, "period": period.id, "units": [_unit_record(each) for each in units]},
            [_unit_line(each) for each in units],
        )
    found = office.comparisons.years(given, period, options.with_year, day, options.with_criteria)
    value = {
        "set": given.id, "period": period.id, "with_set": found.before.set.id,
        "with": found.before_period.id, "total": json_number(found.now.total),
        "total_before": json_number(found.before.total),
        "criteria": [_compared_record(each) for each in found.criteria],
    }  # fmt: skip
    lines = [
        f"{period.label}: {points_words(found.now.total)}/{format_number(found.now.most)} điểm; "
        f"{found.before_period.label}: {points_words(found.before.total)}/{format_number(found.before.most)}."
    ]
    return Answer(value, [*lines, *map(_compared_line, found.criteria)])


def _compared_record(each: CriterionCompared) -> dict[str, Any]:
    def side(scored: Scored | None) -> dict[str, Any] | None:
        return None if scored is None else {
            "code": scored.criterion.code, "points": json_number(scored.points),
            "maximum": json_number(scored.most), "unknown": json_number(scored.unknown),
            "percent": _percent(share_of(scored)),
        }  # fmt: skip

    return {
        "code": each.shown.criterion.code,
        "name": each.shown.criterion.name,
        "depth": each.depth,
        "now": side(each.now),
        "before": side(each.before),
        "gain": json_number(each.gain),
        "percent_gain": _percent(each.share_gain),
    }


def _compared_line(each: CriterionCompared) -> str:
    def side(scored: Scored | None) -> str:
        if scored is None:
            return "không có"
        return f"{points_words(scored.points)}/{format_number(scored.most)}" if scored.applies else "–"

    gain = "" if each.gain is None else f" ({'+' if each.gain >= 0 else ''}{points_words(each.gain)})"
    code = each.shown.criterion.code
    return f"{code:<8} {side(each.before)} → {side(each.now)}{gain}  {each.shown.criterion.name}"


def _percent(value: Fraction | None) -> int | float | None:
    return None if value is None else json_number(rounded(value, 2))


def _unit_record(each: UnitShare) -> dict[str, Any]:
    return {
        "unit": each.name or None,
        "criteria": each.criteria,
        "points": json_number(each.points),
        "maximum": json_number(each.most),
        "unknown": json_number(each.unknown),
        "percent": _percent(each.percent),
        "lost_points": json_number(each.lost_points),
        "lost": [
            {"code": lost.criterion.code, "lost": json_number(lost.lost)} for lost in each.lost
        ],
    }  # fmt: skip


def _unit_line(each: UnitShare) -> str:
    percent = "" if each.percent is None else f" ({format_number(rounded(each.percent, 2))}%)"
    unknown = f", chưa biết {points_words(each.unknown)}" if each.unknown else ""
    lost = ", ".join(f"{lost.criterion.code} (−{points_words(lost.lost)})" for lost in each.lost)
    return (
        f"{each.name or 'Chưa ghi đơn vị'}: {points_words(each.points)}/{format_number(each.most)} điểm"
        f"{percent}{unknown}{f'; mất điểm: {lost}' if lost else ''}"
    )


def _published(office: Office, options: argparse.Namespace) -> Answer:
    """`published-scores [YEAR …]`: what was published of the years, and typed in of one."""
    if options.year is not None:
        if options.clear:
            office.comparisons.remove(options.year)
        else:
            office.comparisons.keep(_typed(office, options))
    elif _is_given(options):
        raise Refusal("Hãy ghi năm của kết quả, như published-scores 2025 --index 91,2.", "year")
    found = office.comparisons.results()
    value = {"results": [_result_record(office, each) for each in found]}
    lines = [_result_line(office, each) for each in found] or ["Chưa ghi kết quả công bố của năm nào."]
    return Answer(value, lines, done=options.year is not None)


def _is_given(options: argparse.Namespace) -> bool:
    """Whether something was said of a year's result."""
    names = (*_NUMBERS, *_WORDS, "block", "head_rule")
    return options.clear or any(getattr(options, name) is not None for name in names)


def _typed(office: Office, options: argparse.Namespace) -> PublishedResult:
    """The year's result with what was typed; raises Refusal without the own index."""
    kept = office.comparisons.result(options.year)
    if kept is None and options.index is None:
        raise Refusal("Hãy ghi chỉ số của đơn vị, như --index 91,2.", "index")
    result = kept or PublishedResult(options.year, office.comparisons.own_block(), Decimal(0))
    said: dict[str, Any] = {
        name: parse_number(text, name) for name in _NUMBERS if (text := getattr(options, name)) is not None
    }
    said |= {name: found for name in _WORDS if (found := getattr(options, name)) is not None}
    result = replace(result, **said)
    if options.block is not None:
        result = replace(result, block=Block(options.block))
    if options.head_rule is not None:
        result = replace(result, head_rule="" if options.head_rule == "none" else options.head_rule)
    return result


def _result_record(office: Office, each: PublishedYear) -> dict[str, Any]:
    result = each.result
    points = office.comparisons.head_points(result)
    return {
        "year": result.year,
        "block": str(result.block),
        "index": json_number(result.index),
        "rank": result.rank,
        "of": result.units,
        "mean": json_number(result.mean),
        "to_mean": json_number(result.to_mean),
        "province_mean": json_number(result.province_mean),
        "best": json_number(result.best),
        "to_best": json_number(result.to_best),
        "risen": json_number(each.risen),
        "climbed": each.climbed,
        "rating": result.rating or None,
        "head_rule": result.head_rule or None,
        "head_points": None if points is None else json_number(points.points),
        "head_sentence": None if points is None else points.sentence,
        "note": result.note or None,
    }


def _result_line(office: Office, each: PublishedYear) -> str:
    result = each.result
    points = office.comparisons.head_points(result)
    more = [
        f"xếp loại người đứng đầu: {result.rating}" if result.rating else "",
        f"điểm của người đứng đầu: {points.sentence}" if points is not None else "",
        result.note,
    ]
    return "; ".join(filter(None, (f"Năm {result.year}: {result.sentence}", *more)))


def _published_command(options: argparse.Namespace, folder: Path) -> Answer:
    return (opened if options.year is not None else reading)(_published)(options, folder)


def _task(office: Office, options: argparse.Namespace) -> Answer:
    """`criterion-task CODE`: a lost point as a task of the year's plan, as proposed or as it was worded."""
    given, period, _ = asked(office, options)
    proposed = office.criterion_tasks.propose(given, period, options.code)
    said = {
        name: found
        for name, found in (("text", options.text), ("lead", options.unit), ("officer", options.officer))
        if found is not None
    }
    proposed = replace(proposed, **said)
    office.criterion_tasks.words(proposed)
    if options.due:
        proposed = replace(proposed, due=parse_date(options.due, "due"))
    made = None if options.dry_run else office.criterion_tasks.put(given, period, proposed)
    value = {
        "code": options.code,
        "plan": proposed.plan.id,
        "amends": proposed.is_issued,
        "area": proposed.area,
        "text": proposed.text,
        "unit": proposed.lead or None,
        "officer": proposed.officer or None,
        "due": proposed.due.isoformat(),
        "deliverable": proposed.deliverable or None,
        "task": made,
    }
    verb = "Sẽ thêm" if options.dry_run else "Đã thêm"
    whose = ", ".join(filter(None, (proposed.lead, proposed.officer)))
    lines = [
        f"{verb} nhiệm vụ «{proposed.text}», hạn {short_date(proposed.due)}{f', {whose}' if whose else ''}.",
        proposed.where,
    ]
    return Answer(value, lines, done=made is not None)


def _task_command(options: argparse.Namespace, folder: Path) -> Answer:
    return (reading if options.dry_run else opened)(_task)(options, folder)


COMPARISON_COMMANDS: dict[str, Command] = {
    "compare-scores": reading(_compare),
    "published-scores": _published_command,
    "criterion-task": _task_command,
}
