"""What the sample commune declares for its index: what no book, figure or task of it tells.

The numbers are in resources/sample/criteria.toml, for the year before and this one, as far as it is by today.
"""

from datetime import date
from decimal import Decimal

from .. import resources
from ..catalogue.criteria import criteria_sets
from ..domain.criteria.marks import CriterionMark, checked_mark
from ..domain.report_periods import Period, Span
from ..storage.criteria_kinds import write_mark
from ..storage.recorder import Recorder

_YEARS = ("previous_year", "this_year")


def write_criteria(recorder: Recorder, today: date) -> None:
    """Writes what is declared by today into an operation that is under way."""
    described = resources.load_toml("sample", "criteria.toml")
    given = next(each for each in criteria_sets() if each.id == described["set"])
    for cells in described["rows"]:
        row = dict(zip(described["columns"], cells, strict=True))
        for name in _YEARS:
            year = today.year - 1 + _YEARS.index(name)
            month, day = map(int, row["day"].split("-"))
            if not row[name] or date(year, month, day) > today:
                continue
            path = given.path_to(row["code"])
            area = next(each.area for each in reversed(path) if each.area)
            mark = CriterionMark(
                given.id, Period(year, Span.YEAR), row["code"], area=area,
                number=Decimal(row[name]), note=row["note"].replace("{this}", str(year)),
            )  # fmt: skip
            write_mark(recorder, checked_mark(path[-1], mark, None, None))
