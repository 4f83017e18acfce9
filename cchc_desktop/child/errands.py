"""What a child process may be asked to do: a fixed list, each a function of a file from outside.

The functions are pure. Where a file is not from outside they may be called as they are. One file is the
office's own: a backup is looked through by a child because of what that takes of memory.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.areas import Area
from ..domain.backups import Verified
from ..domain.errors import EnvironmentProblem
from ..domain.periods import PlanPeriod
from ..domain.report_periods import Period

if TYPE_CHECKING:
    from ..domain.annex_rows import OwnAnnex
    from ..domain.form_check.finding import Remark
    from ..domain.form_check.look import Look
    from ..domain.outgoing.signed import SignedText
    from ..domain.plan import Draft
    from ..domain.registers.book import RowsBook
    from ..domain.templates.filling import FilledCell
    from ..domain.templates.sheet import Template
    from ..domain.templates.word_outline import WordOutline
    from ..intake.pdf.picture import PagePicture
    from ..intake.read_contribution import FilledForm
    from ..intake.read_figures import Annex
    from ..intake.workbook.fill import Copy
    from ..packages.laid_out import Look as PackageLook
    from ..packages.many_reports import ReportsRead


class Errand(StrEnum):
    """What can be asked for."""

    PLAN = "plan"
    """The draft of the plan in a file."""
    ANNEX = "annex"
    """The annex of statistics in a workbook, of a period or of opening figures."""
    CONTRIBUTION = "contribution"
    """The form that an officer without the program filled in."""
    TEMPLATE = "template"
    """A workbook of the superior's, as it looks."""
    FILL = "fill"
    """A filled copy of such a workbook."""
    OUTLINE = "outline"
    """The headings of a superior's outline of a report."""
    SIGNED = "signed"
    """The first pages of a PDF that was signed elsewhere."""
    ROWS = "rows"
    """The cells of a workbook in which an office keeps a register."""
    OWN_ANNEX = "own_annex"
    """The annex of a plan that comes as a file of its own."""
    PICTURE = "picture"
    """A page of a PDF as a picture."""
    IMAGE = "image"
    """A page of a scan, or a photo, as a picture of a size that can be shown."""
    LOOK = "look"
    """A document as it looks on paper."""
    REMARKS = "remarks"
    """A copy of a Word file with remarks at its side."""
    REPORTS = "reports"
    """Many packages of units' reports, as lines of what is kept of them."""
    PACKAGE = "package"
    """What an exchange package holds, its parts laid into a folder where one is given."""
    BACKUP = "backup"
    """How good a backup of the data is, all of it read."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may take: bytes of memory, seconds, and bytes that it may answer."""

    memory: int = 1024 * 1024 * 1024
    seconds: float = 90.0
    answer: int = 64 * 1024 * 1024


def read_plan(path: Path, areas: tuple[Area, ...], today: date) -> "Draft":
    """The draft of the plan in a file. Raises Refusal where it cannot be read or holds no reform plan."""
    from ..intake.plan.parse import parse_plan
    from ..intake.read import read_source

    return parse_plan(read_source(path), areas, today)


def read_annex(path: Path, period: Period) -> "Annex":
    """The annex of statistics of a period in a file. Raises Refusal where it cannot be read or holds none."""
    from ..intake import read_figures

    return read_figures.read_annex(path, period)


def read_contribution(path: Path) -> "FilledForm":
    """A form that came back. Raises Refusal where it cannot be read, or the program did not make it."""
    from ..intake import read_contribution

    return read_contribution.read_contribution(path)


def read_own_annex(path: Path, areas: tuple[Area, ...], period: PlanPeriod) -> "OwnAnnex":
    """The rows of a plan's annex. Raises Refusal where it cannot be read or has no table of tasks."""
    from ..intake.plan import own_annex

    return own_annex.read_own_annex(path, areas, period)


def read_template(path: Path) -> "Template":
    """A workbook as it looks. Raises Refusal where it cannot be read."""
    from ..intake.workbook import read

    return read.read_template(path)


def fill_template(path: Path, digest: str, cells: "tuple[FilledCell, ...]") -> "Copy":
    """A filled copy of a workbook. Raises Refusal where it cannot be read, or has changed meanwhile."""
    from ..intake.workbook import fill

    return fill.fill_template(path, digest, cells)


def read_outline(path: Path) -> "WordOutline":
    """The headings in a file. Raises Refusal where it cannot be read or has none."""
    from ..intake import read_outline

    return read_outline.read_outline(path)


def read_signed(path: Path) -> "SignedText":
    """What can be read of a signed PDF. Raises Refusal where it is none, is locked, damaged or too large."""
    from ..intake.pdf import signed

    return signed.read_signed(path)


def read_rows(path: Path) -> "RowsBook":
    """The cells of a workbook. Raises Refusal where it cannot be read, or holds more than a register."""
    from ..intake import read_rows

    return read_rows.read_rows(path)


def draw_page(path: Path, number: int, scale: float, turn: int) -> "PagePicture":
    """A page of a PDF as a picture. Raises Refusal where it is none, is damaged or has no such page."""
    from ..intake.pdf import picture

    return picture.draw_page(path, number, scale, turn)


def draw_image(path: Path, number: int, scale: float, turn: int) -> "PagePicture":
    """A photo or a page of a scan. Raises Refusal where it is none, is damaged or too large."""
    from ..intake import pictures

    return pictures.draw_picture(path, number, scale, turn)


def read_look(path: Path) -> "Look":
    """How a document looks. Raises Refusal where it cannot be read."""
    from ..intake.form_look import read

    return read.read_look(path)


def write_remarks(path: Path, remarks: "tuple[Remark, ...]", at: datetime) -> "Copy":
    """A copy of a Word file with remarks at its side. Raises Refusal where it cannot be read."""
    from ..intake.form_look import comments

    return comments.with_comments(path, remarks, at)


def read_reports(
    folder: Path, names: tuple[str, ...], layout: str, codes: str, password: str
) -> "ReportsRead":
    """What is kept of the reports in many packages. What is wrong with one is told in its line."""
    from ..packages import many_reports

    return many_reports.read_reports(folder, names, layout, codes, password)


def read_package(path: Path, password: str, folder: Path | None) -> "PackageLook":
    """What an exchange package holds. Raises Refusal where it is none, is damaged, altered, newer, locked or
    beyond bounds; EnvironmentProblem where the disk does not take its parts."""
    from ..packages import laid_out

    return laid_out.read_package(path, password, folder)


def look_at_backup(path: Path, key: str) -> Verified:
    """How good a backup is, as `backups.look_through` finds; ``key`` opens an encrypted one, and is nothing
    for a plain one. Raises EnvironmentProblem where it is gone, or the disk does not let it be read."""
    from ..storage import backup_files, backups, cipher

    if key:
        cipher.hold(cipher.DataKey.of_text(key))
    backup = backup_files.read_backup(path)
    if backup is None:
        raise EnvironmentProblem(f"Không đọc được tệp «{path}».")
    return backups.look_through(backup)


def function_of(errand: Errand) -> Callable[..., Any]:
    """The function that does an errand."""
    functions: dict[Errand, Callable[..., Any]] = {
        Errand.PLAN: read_plan,
        Errand.ANNEX: read_annex,
        Errand.CONTRIBUTION: read_contribution,
        Errand.TEMPLATE: read_template,
        Errand.FILL: fill_template,
        Errand.OUTLINE: read_outline,
        Errand.SIGNED: read_signed,
        Errand.ROWS: read_rows,
        Errand.OWN_ANNEX: read_own_annex,
        Errand.PICTURE: draw_page,
        Errand.IMAGE: draw_image,
        Errand.LOOK: read_look,
        Errand.REMARKS: write_remarks,
        Errand.REPORTS: read_reports,
        Errand.PACKAGE: read_package,
        Errand.BACKUP: look_at_backup,
    }
    return functions[errand]


def parameters_of(errand: Errand) -> tuple[Any, ...]:
    """The types of what an errand needs, in order."""
    match errand:
        case Errand.PLAN:
            return (Path, tuple[Area, ...], date)
        case Errand.ANNEX:
            return (Path, Period)
        case Errand.FILL:
            from ..domain.templates.filling import FilledCell

            return (Path, str, tuple[FilledCell, ...])
        case Errand.OWN_ANNEX:
            return (Path, tuple[Area, ...], PlanPeriod)
        case Errand.PICTURE | Errand.IMAGE:
            return (Path, int, float, int)
        case Errand.REMARKS:
            from ..domain.form_check.finding import Remark

            return (Path, tuple[Remark, ...], datetime)
        case Errand.REPORTS:
            return (Path, tuple[str, ...], str, str, str)
        case Errand.PACKAGE:
            return (Path, str, Path | None)
        case Errand.BACKUP:
            return (Path, str)
    return (Path,)


def result_of(errand: Errand) -> type:
    """The class of what an errand brings."""
    match errand:
        case Errand.PLAN:
            from ..domain.plan import Draft

            return Draft
        case Errand.ANNEX:
            from ..intake.read_figures import Annex

            return Annex
        case Errand.CONTRIBUTION:
            from ..intake.read_contribution import FilledForm

            return FilledForm
        case Errand.TEMPLATE:
            from ..domain.templates.sheet import Template

            return Template
        case Errand.OUTLINE:
            from ..domain.templates.word_outline import WordOutline

            return WordOutline
        case Errand.SIGNED:
            from ..domain.outgoing.signed import SignedText

            return SignedText
        case Errand.ROWS:
            from ..domain.registers.book import RowsBook

            return RowsBook
        case Errand.OWN_ANNEX:
            from ..domain.annex_rows import OwnAnnex

            return OwnAnnex
        case Errand.PICTURE | Errand.IMAGE:
            from ..intake.pdf.picture import PagePicture

            return PagePicture
        case Errand.LOOK:
            from ..domain.form_check.look import Look

            return Look
        case Errand.REPORTS:
            from ..packages.many_reports import ReportsRead

            return ReportsRead
        case Errand.PACKAGE:
            from ..packages.laid_out import Look as PackageLook

            return PackageLook
        case Errand.BACKUP:
            return Verified
    from ..intake.workbook.fill import Copy

    return Copy
