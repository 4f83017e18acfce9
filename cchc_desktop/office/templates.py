"""The superior's own workbooks: their maps, and copies of them that are filled in for a period."""

from collections.abc import Callable, Sequence
from pathlib import Path

from ..domain.errors import Refusal
from ..domain.report_periods import Period
from ..domain.templates.filling import FactValue, Filler, Filling
from ..domain.templates.map import CellMap, Fact, TemplateMap, carried_over, map_of, refuse_other
from ..domain.templates.map_file import MAX_BYTES, from_text, to_text
from ..domain.templates.propose import propose
from ..domain.templates.sheet import Template
from ..domain.text import capitalized
from ..storage import kinds
from ..storage.changes import Changes
from ..storage.report_rows import template_row
from . import operations
from .calendar import Calendar
from .catalogues import Catalogues
from .desk import Desk, Part
from .figures import Figures
from .settings import Settings

Cancelled = Callable[[], bool]


def read_template(path: Path, cancelled: Cancelled | None = None) -> Template:
    """A workbook from outside as it looks, read in a child process, fit for a worker.

    Raises Refusal where it cannot be read, EnvironmentProblem where no child can be started.
    """
    from ..child import process
    from ..child.errands import Errand

    found: Template = process.run(Errand.TEMPLATE, path, cancelled=cancelled)
    return found


def filled_copy(
    path: Path, template: Template, filling: Filling, cancelled: Cancelled | None = None
) -> bytes:
    """The bytes of a copy of the workbook with the filling in it, made in a child process, fit for a worker.

    Raises Refusal where the file is another by now, EnvironmentProblem where no child can be started.
    """
    from ..child import process
    from ..child.errands import Errand
    from ..intake.workbook.fill import Copy

    copy: Copy = process.run(Errand.FILL, path, template.digest, filling.cells, cancelled=cancelled)
    return copy.content


def write_copy(path: Path, target: Path, content: bytes) -> None:
    """Writes a filled copy of the file ``path``.

    Raises Refusal where it would take that file's place or have another ending, EnvironmentProblem where it
    cannot be written; what was there before stays then.
    """
    refuse_target(path, target)
    from ..documents.export import write_atomically

    write_atomically(target, content)


def refuse_target(path: Path, target: Path) -> None:
    """Raises Refusal where a filled copy would take the form's own place, or have another ending."""
    if target.suffix.lower() != path.suffix.lower():
        raise Refusal(
            f"Tên tệp phải kết thúc bằng {path.suffix.lower()} như biểu mẫu. Hãy sửa «{target.name}».", "path"
        )
    try:
        is_same = target.exists() and target.samefile(path)
    except OSError:
        is_same = False
    if is_same:
        raise Refusal(
            f"Chương trình chỉ điền vào bản sao, không ghi lên biểu gốc «{path.name}». "
            "Hãy đặt tên khác cho tệp kết quả.",
            "path",
        )


def read_map(path: Path) -> TemplateMap:
    """The map in a file that somebody sent. Raises Refusal where it holds none."""
    try:
        if not path.is_file():
            raise OSError
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        raise Refusal(
            f"Không đọc được tệp «{path.name}». Hãy kiểm tra lại đường dẫn của bảng ghép."
        ) from None
    if len(data) > MAX_BYTES:
        raise Refusal(f"Tệp «{path.name}» lớn hơn một bảng ghép. Hãy chọn đúng tệp bảng ghép.")
    return from_text(data.decode("utf-8-sig", "replace"), path.name)


def write_map(made: TemplateMap, target: Path) -> None:
    """Writes a map to a file to be sent to others. Raises EnvironmentProblem where it cannot be written."""
    save_text(target, to_text(made))


def save_text(target: Path, text: str) -> None:
    """Writes a text to a file. Raises EnvironmentProblem where it cannot be written."""
    from ..documents.export import write_atomically

    write_atomically(target, text.encode())


class Templates(Part):
    """The maps of the superior's forms, and what goes into these."""

    def __init__(
        self, desk: Desk, calendar: Calendar, catalogues: Catalogues, figures: Figures, settings: Settings
    ) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._catalogues = catalogues
        self._figures = figures
        self._settings = settings

    def kept(self) -> Sequence[TemplateMap]:
        """The maps that are kept, by the names of their forms."""
        return self._desk.store.records(kinds.TEMPLATE_MAPS)

    def map_for(self, template: Template) -> TemplateMap | None:
        """The kept map of a form, known by its structure; None where there is none."""
        print_of_it = map_of(template).fingerprint
        return next((made for made in self.kept() if made.fingerprint == print_of_it), None)

    def older_map(self, template: Template) -> TemplateMap | None:
        """The kept map of an earlier state of a form: one under the same name."""
        same = [made for made in self.kept() if made.name == template.file]
        return same[-1] if same and self.map_for(template) is None else None

    def keep(self, made: TemplateMap) -> Changes:
        """Keeps a map for its form, in place of the one before. Raises Refusal where it maps nothing."""
        self._desk.admit(operations.KEEP_TEMPLATE)
        if not made.cells:
            raise Refusal("Chưa ghép ô nào của biểu. Hãy chọn ô rồi chọn chỉ tiêu cho ô đó.", "map")
        with self._desk.operation(operations.KEEP_TEMPLATE, made.name) as recorder:
            recorder.put("template_maps", made.fingerprint, template_row(made))
        return recorder.changes

    def forget(self, made: TemplateMap) -> Changes:
        """Removes the kept map of a form. Raises Refusal where it is gone already."""
        with self._desk.operation(operations.FORGET_TEMPLATE, made.name) as recorder:
            recorder.delete("template_maps", made.fingerprint)
        return recorder.changes

    def proposed(self, template: Template, period: Period, known: TemplateMap | None = None) -> TemplateMap:
        """A map of the form: what ``known`` says (else the kept map, or what still fits of an older one), and
        proposals for the other cells."""
        made = known or self.map_for(template)
        cells: Sequence[CellMap] = made.cells if made is not None else ()
        if made is None and (older := self.older_map(template)) is not None:
            cells = carried_over(older, template)
        proposals = propose(template, self._catalogues.of_period(period))
        return map_of(template, proposals).with_cells(cells)

    def facts(self, period: Period) -> dict[Fact, FactValue]:
        """What a form's head may ask for."""
        dates = self._calendar.dates(period)
        label = period.label
        found: dict[Fact, FactValue] = {
            Fact.PERIOD: capitalized(label),
            Fact.YEAR: period.year,
            Fact.STARTS: dates.starts,
            Fact.ENDS: dates.ends,
            Fact.TODAY: self._desk.today(),
        }
        if (profile := self._settings.profile()) is not None:
            found |= {
                Fact.OFFICE: profile.name,
                Fact.SUPERIOR: profile.superior,
                Fact.PLACE: profile.place,
                Fact.SIGNER: next((signer.name for signer in profile.signers), ""),
            }
        return found

    def filling(self, template: Template, made: TemplateMap, period: Period) -> Filling:
        """What the form is filled with for a period.

        Raises Refusal where the map is of another form, or the form has changed since it was made.
        """
        refuse_other(made, template)
        ledger = self._figures.ledger()
        filler = Filler(template, ledger, period, self._figures.targets(period), self.facts(period))
        return filler.fill(made)
