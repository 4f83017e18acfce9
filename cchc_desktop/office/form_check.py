"""«Kiểm tra thể thức» of a file from outside or of our own: what it found, and the list of it as a file.

The file is read in a child process, and nothing of it is kept. Nothing of an office's data is needed but who
knows which legal documents are out of force.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.errors import Refusal
from ..domain.form_check.check import check_form
from ..domain.form_check.finding import Finding, remarks_on
from ..domain.form_check.look import Look
from ..domain.legal import LegalLibrary

if TYPE_CHECKING:
    from ..documents.model import Document

Cancelled = Callable[[], bool]
COMMENTED = ".docx"
LISTS = (".docx", ".xlsx", ".pdf")


@dataclass(frozen=True)
class Checked:
    """A file that was checked: how it looks, and what was found in it."""

    path: Path
    look: Look
    findings: tuple[Finding, ...]

    @property
    def takes_comments(self) -> bool:
        """Whether the list can be a copy of the file with comments at their places."""
        return self.path.suffix.lower() == COMMENTED

    def words(self, finding: Finding) -> str:
        """The whole text of the place of a finding; nothing for one that is of a page."""
        return "\n".join(self.look.lines[at].text for at in finding.lines[:1])


def check_file(path: Path, library: LegalLibrary, today: date, cancelled: Cancelled | None = None) -> Checked:
    """Checks a file, fit for a worker; ``library`` says which of the documents that it cites still hold.

    Raises Refusal where it cannot be read, EnvironmentProblem where no child process can be started.
    """
    from ..catalogue.form_rules import form_rules
    from ..child import process
    from ..child.errands import Errand

    look: Look = process.run(Errand.LOOK, path, cancelled=cancelled)
    return Checked(path, look, check_form(look, form_rules(), library, today))


def list_of(checked: Checked, day: date) -> "Document":
    """The findings as a paper."""
    from ..documents.compose_form_check import compose_form_check

    return compose_form_check(checked.path.name, checked.findings, day)


def write_list(checked: Checked, target: Path, now: datetime, cancelled: Cancelled | None = None) -> None:
    """Writes the findings to a file: for a Word file as a copy of it with comments, else as a table.

    Raises Refusal where the target would take the file's own place or has another ending, EnvironmentProblem
    where it cannot be written; what was there before stays then.
    """
    refuse_target(checked, target)
    ending = target.suffix.lower()
    if ending == COMMENTED and checked.takes_comments:
        from ..child import process
        from ..child.errands import Errand
        from ..documents.export import write_atomically
        from ..intake.workbook.fill import Copy

        remarks = remarks_on(checked.look, checked.findings)
        copy: Copy = process.run(Errand.REMARKS, checked.path, remarks, now, cancelled=cancelled)
        write_atomically(target, copy.content)
        return
    from ..documents.export import export_file

    export_file(list_of(checked, now.date()), ending.removeprefix("."), target)


def refuse_target(checked: Checked, target: Path) -> None:
    """Raises Refusal where a list would take the checked file's place, or is of no kind that is written."""
    if target.suffix.lower() not in LISTS:
        raise Refusal(f"Tên tệp phải kết thúc bằng .docx, .xlsx hoặc .pdf. Hãy sửa «{target.name}».", "out")
    try:
        is_same = target.exists() and target.samefile(checked.path)
    except OSError:
        is_same = False
    if is_same:
        raise Refusal(
            f"Danh sách không ghi lên tệp được kiểm tra «{checked.path.name}». Hãy đặt tên khác.", "out"
        )
