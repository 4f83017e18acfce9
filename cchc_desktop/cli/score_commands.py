"""The command on the office's own scores for the index of administrative reform."""

import argparse

from .. import catalogue
from ..domain.errors import Refusal
from ..domain.numerals import format_number, parse_number
from ..domain.report_periods import Period
from ..domain.scores import AreaScore, whole_score
from ..office import Office
from .answers import Answer, Command, opened


def _scores(office: Office, options: argparse.Namespace) -> Answer:
    """`scores YEAR [AREA [MOST OWN]]`: shows the points of a year, gives an area its own, or takes them."""
    Period.of_year(options.year)
    if options.area is not None:
        if options.clear:
            office.scores.take_back(options.year, options.area)
        elif options.most is None or options.scored is None:
            raise Refusal("Hãy ghi điểm tối đa và điểm tự chấm sau mã lĩnh vực, hoặc --clear để xóa.", "most")
        else:
            most, scored = parse_number(options.most), parse_number(options.scored)
            office.scores.give(options.year, options.area, most, scored, options.note or "")
    given = office.scores.of_year(options.year)
    record = {
        "year": options.year,
        "total": float(whole_score(given.values())),
        "scores": [
            {"area": area, "most": float(each.most), "scored": float(each.scored), "note": each.note or None}
            for area, each in sorted(given.items())
        ],
    }
    lines = [_line(area, each) for area, each in sorted(given.items())]
    whole = format_number(whole_score(given.values()))
    lines.append(f"Cộng: {whole} điểm." if given else f"Chưa ghi điểm tự chấm năm {options.year}.")
    return Answer(record, lines, done=options.area is not None)


def _line(area: int, score: AreaScore) -> str:
    points = f"{format_number(score.scored)}/{format_number(score.most)} điểm"
    return f"{area}. {catalogue.area(area).short_name}: {points}" + (f" ({score.note})" if score.note else "")


SCORE_COMMANDS: dict[str, Command] = {"scores": opened(_scores)}
