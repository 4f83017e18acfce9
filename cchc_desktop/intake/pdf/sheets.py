"""The pages of a PDF with their letters laid out in rows, and their ruled tables taken out."""

from dataclasses import dataclass, replace

from ...domain.plan import Spot
from ..bounds import Meter
from .asides import Aside, AsideKind
from .drawing import Rule
from .footnotes import take_footnotes
from .page import Page
from .tables import FoundTable, loose_rules, take_tables
from .words import Row, rows_of, rows_of_runs


@dataclass(slots=True)
class Sheet:
    """A page with its ruled tables taken out.

    ``rules`` are the lines that belong to none of these; ``width`` tells upright pages from wide ones.
    """

    rows: list[Row]
    tables: list[FoundTable]
    rules: list[Rule]
    width: float
    seen: Page
    letters: int
    footnotes: list[str]

    @property
    def height(self) -> float:
        """The height of the page in points."""
        return max(self.seen.height, 1.0)


def lay_out(page: Page, meter: Meter) -> Sheet:
    """The page in rows; of its letters, which are many, none stay."""
    letters = sum(len("".join(run.letters.split())) for run in page.runs)
    tables: list[FoundTable] = []
    if page.rules:
        tables, glyphs = take_tables([glyph for run in page.runs for glyph in run], page.rules)
        rows = rows_of(glyphs)
    else:
        rows = rows_of_runs(page.runs)
    meter.pieces(len(rows))
    for table in tables:
        meter.columns(len(table.columns) - 1)
        meter.cells(sum(map(len, table.rows)))
    loose = loose_rules(page.rules, tables)
    rows, footnotes = take_footnotes(rows, loose, page.width)
    crossed = [Aside(AsideKind.CROSSED, row.text) for row in rows if row.is_crossed]
    seen = replace(page, runs=[], rules=[], asides=[*page.asides, *crossed])
    return Sheet(rows, tables, loose, page.width, seen, letters, footnotes)


def spot_of(number: int, sheet: Sheet, top: float, bottom: float) -> Spot:
    """The place of what stands between two heights, in points from the lower edge of the page.

    ``number`` is the page's place in the file, from 0.
    """
    upper, lower = (round(min(max(1 - y / sheet.height, 0.0), 1.0), 4) for y in (top, bottom))
    return Spot(number + 1, upper, lower, sheet.seen.turn)
