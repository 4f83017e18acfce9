"""Figures that an officer filled into the exported annex: what taking them in would change.

With anything wrong nothing is taken in. What the program works out by itself is never taken from a file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from ..domain.errors import Refusal
from ..domain.figure_checks import affected, problems, refuse_broken
from ..domain.figure_rules import Problem
from ..domain.figures import Ledger
from ..domain.indicators import Indicator, Kind, Nature
from ..domain.numerals import format_number
from ..domain.readings import EMPTY, Figure, Reading, State
from ..domain.report.words import Noted, note_words, read_note
from ..domain.report_periods import Period
from ..domain.text import clean_line, fold
from ..domain.typed_figures import not_occurred
from ..intake.figure_cells import figure_in, number_in
from ..intake.read_figures import Annex, AnnexRow, Mistake, SheetCell
from ..storage.changes import Changes
from . import operations
from .annex_rows import fitted
from .figures import Figures
from .report_data import notes_of

__all__ = ["Annex", "FigureChange", "FigureDraft", "FigureMistakes", "Ignored", "Mistake", "read_annex"]

_MOST_TOLD = 30
"""More mistakes than these are only counted in the one sentence of a refusal."""


class FigureMistakes(Refusal):
    """The file was not taken in; ``mistakes`` are all that is wrong with it."""

    def __init__(self, file: str, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        told = " ".join(mistake.words for mistake in mistakes[:_MOST_TOLD])
        more = f" Còn {len(mistakes) - _MOST_TOLD} chỗ sai khác." if len(mistakes) > _MOST_TOLD else ""
        super().__init__(f"Tệp «{file}» có {len(mistakes)} chỗ sai nên chưa nhập số nào. {told}{more}")


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that taking the file in would change; ``place`` is its cell («D17»)."""

    indicator: Indicator
    place: str
    before: Figure
    after: Figure

    @property
    def id(self) -> str:
        """The indicator's code."""
        return self.indicator.code

    @property
    def old(self) -> str:
        """What is stored, in words."""
        return _words(self.before, self.indicator)

    @property
    def new(self) -> str:
        """What the file says, in words."""
        return _words(self.after, self.indicator)

    @property
    def note(self) -> str:
        """The note of the file, where it is another than the stored one."""
        return self.after.note if self.after.note != self.before.note else ""


def _words(figure: Figure, indicator: Indicator) -> str:
    if figure.value is None:
        return "chưa có"
    if figure.none:
        return "không phát sinh"
    words = indicator.choice_words(figure.value) if indicator.choices else format_number(figure.value)
    return f"ước {words}" if figure.estimate else words


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something of the file that is not taken in, and why.

    A number that the program works out by itself, the emptiness of a cell whose figure is stored, a note
    «Không phát sinh» beside a number.
    """

    code: str
    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FigureDraft:
    """What taking a file in would do: ``problems`` are those that it would bring and that may be stored."""

    file: str
    period: Period
    changes: tuple[FigureChange, ...]
    unchanged: int
    ignored: tuple[Ignored, ...]
    problems: tuple[Problem, ...]


def read_annex(path: Path, cancelled: Callable[[], bool] | None = None) -> Annex:
    """The annex in a workbook from outside, read in a child process, fit for a worker.

    ``cancelled`` is asked again and again, and ends the reading. Raises Refusal where the file cannot be read
    or holds no annex, and EnvironmentProblem where no child can be started.
    """
    from ..child import process
    from ..child.errands import Errand

    annex: Annex = process.run(Errand.ANNEX, path, cancelled=cancelled)
    return annex


def read_draft(figures: Figures, period: Period, path: Path) -> FigureDraft:
    """What taking in the file would change in a period. Raises Refusal as ``read_annex`` and ``compare``."""
    return compare(figures, period, read_annex(path))


def compare(figures: Figures, period: Period, annex: Annex) -> FigureDraft:
    """What taking in the annex would change in a period.

    Raises FigureMistakes with everything that is wrong in it, or Refusal for the annex of another period.
    """
    if annex.periods and period not in annex.periods:
        named = " và ".join(each.label for each in annex.periods)
        raise Refusal(
            f"Tệp «{annex.file}» là phụ lục của {named}, không phải của {period.label}. "
            "Hãy chọn đúng kỳ hoặc đúng tệp."
        )
    draft = Comparison(figures.ledger(), period, annex).draft()
    refuse_unstorable(draft, lambda taken: figures.admitted(period, taken))
    return draft


def refuse_unstorable(draft: FigureDraft, admit: Callable[[Mapping[str, Figure]], object]) -> None:
    """Refuses a draft of figures that ``admit`` does not let be stored, with their cells.

    Raises FigureMistakes.
    """
    taken = {change.id: change.after for change in draft.changes}
    try:
        admit(taken)
    except Refusal as refusal:
        # One that stands against the others is told together with them.
        place = next((f"Ô {change.place}" for change in draft.changes if change.id == refusal.field), "")
        raise FigureMistakes(draft.file, [Mistake(place, str(refusal))]) from refusal


def take(figures: Figures, draft: FigureDraft) -> Changes | None:
    """Stores the draft's figures as one operation; None where it changes nothing.

    Raises Refusal where figures that were typed since the draft was made stand against it.
    """
    if not draft.changes:
        return None
    return figures.set_figures(
        draft.period,
        {change.id: change.after for change in draft.changes},
        operation=operations.IMPORT_FIGURES,
        subject=f"{len(draft.changes)} chỉ tiêu, {draft.period.label}",
    )


class Comparison:
    """An annex held against what is stored."""

    def __init__(self, ledger: Ledger, period: Period, annex: Annex) -> None:
        self._ledger = ledger
        self._period = period
        self._annex = annex
        self._known = ledger.catalogue(period)
        self._readings = ledger.readings(period)
        self._notes = notes_of(ledger, period)
        self._fitting = fitted(annex.rows, self._known)
        self._mistakes = [*annex.mistakes, *self._fitting.mistakes]
        self._unread = set(self._fitting.unread)
        self._passed_over: list[Ignored] = []

    def draft(self) -> FigureDraft:
        """The draft. Raises FigureMistakes."""
        rows = self._fitting.rows
        changes = [change for row in rows if (change := self._change(row)) is not None]
        after = self._changed({each.id: each.after for each in changes})
        self._refuse_broken(after, changes)
        if self._mistakes:
            raise FigureMistakes(
                self._annex.file, sorted(self._mistakes, key=lambda each: _row_number(each.place))
            )
        before = {problem.sentence for problem in problems(self._ledger, self._period)}
        ignored = [*self._passed_over, *self._ignored(rows, after)]
        return FigureDraft(
            file=self._annex.file,
            period=self._period,
            changes=tuple(changes),
            unchanged=len(rows) - len(changes),
            ignored=tuple(sorted(ignored, key=lambda each: _row_number(each.place))),
            problems=tuple(each for each in problems(after, self._period) if each.sentence not in before),
        )

    def _changed(self, figures: Mapping[str, Figure]) -> Ledger:
        """The ledger as the changes make it."""
        return self._ledger.with_figures(self._period, figures)

    def _stored(self, code: str) -> Figure:
        """What is stored of an indicator."""
        return self._ledger.figure(self._period, code)

    def _refuse_broken(self, after: Ledger, changes: Sequence[FigureChange]) -> None:
        """Notes every rule that the changes break and that does not let a figure be stored.

        Rules that need a figure which could not be read are left for when it can.
        """
        told: set[str] = set()
        unread = {code for each in self._unread for code in affected(self._known, each)}
        for change in changes:
            reached = affected(self._known, change.id)
            if any(
                reached & set(check.rule.operands) and unread & set(check.rule.operands)
                for check in self._known.checks
            ):
                continue
            try:
                refuse_broken(self._ledger, after, self._period, [change.id])
            except Refusal as refusal:
                if str(refusal) not in told:
                    told.add(str(refusal))
                    self._mistakes.append(Mistake(f"Ô {change.place}", str(refusal)))

    # Cells

    def _change(self, row: AnnexRow) -> FigureChange | None:
        """What the row would change, None where nothing; what is wrong in its cells is noted."""
        indicator = self._known.get(row.code)
        before = self._stored(row.code)
        after = before
        if not self._is_worked_out(indicator):
            self._check_unit(row, indicator)
            try:
                after = self._typed(row, indicator, before)
            except Refusal as refusal:
                self._unread.add(row.code)
                self._mistakes.append(Mistake(f"Ô {row.value.place}", str(refusal)))
        elif self._is_typed_elsewhere(indicator) and self._differs(row.value, indicator, self._readings):
            self._mistakes.append(
                Mistake(
                    f"Ô {row.value.place}",
                    f"«{indicator.name}» của {self._period.label} được tính từ các quý. Hãy nhập ở từng quý.",
                )
            )
        note = self._noted(row.note, indicator).text if row.note is not None else ""
        if note and note != clean_line(self._notes.get(row.code, "")):
            after = replace(after, note=note)
        return FigureChange(indicator, row.value.place, before, after) if after != before else None

    def _check_unit(self, row: AnnexRow, indicator: Indicator) -> None:
        """Notes a number beside the unit of which the officer wrote another one."""
        if row.unit is None or row.unit.is_empty or row.value.is_empty:
            return
        written = clean_line(str(row.unit.value))
        if fold(written) != fold(indicator.unit):
            self._unread.add(row.code)
            self._mistakes.append(
                Mistake(
                    f"Ô {row.unit.place}",
                    f"đơn vị ghi là «{written[:40]}» mà «{indicator.name}» tính bằng {indicator.unit}. "
                    f"Hãy đổi số ở ô {row.value.place} cho đúng rồi ghi lại đơn vị «{indicator.unit}».",
                )
            )

    def _typed(self, row: AnnexRow, indicator: Indicator, before: Figure) -> Figure:
        """The figure that the row's cell and note say, with what stays of the one before."""
        read = figure_in(row.value, indicator)
        noted = self._noted(row.note, indicator) if row.note is not None else None
        if noted is not None and noted.none and not read.value:
            read = not_occurred(indicator)
        if read.value is None:
            if before.value is not None:
                self._pass_over(
                    row.value,
                    f"«{indicator.name}» trong tệp để trống hoặc bị gộp ô, đang lưu "
                    f"{_words(before, indicator)}. Giữ số đang lưu; muốn xóa thì xóa ở trang Số liệu.",
                    indicator,
                )
            return before
        if row.note is not None and noted is not None and noted.none and read.value:
            self._pass_over(
                row.note,
                f"ghi chú của «{indicator.name}» là không phát sinh mà số trong tệp là "
                f"{_words(read, indicator)}. Lấy số, bỏ ghi chú đó.",
                indicator,
            )
        estimate = read.estimate or (before.estimate if noted is None else noted.estimate)
        if read.value == self._readings[indicator.code].value:
            if before.value is None:
                # As it was exported: the sum of quarters is no count of its own.
                return before
            # A 0 is what «không phát sinh» is shown as.
            read = replace(read, none=read.none or before.none)
        return replace(read, note=before.note, source=before.source, estimate=estimate and not read.none)

    def _pass_over(self, cell: SheetCell, sentence: str, indicator: Indicator) -> None:
        self._passed_over.append(Ignored(indicator.code, cell.place, sentence))

    def _noted(self, cell: SheetCell, indicator: Indicator) -> Noted:
        """What a note says. One that is as it was exported says what is stored, whatever its words."""
        reading, stored = self._readings[indicator.code], clean_line(self._notes.get(indicator.code, ""))
        last_year = self._ledger.reading(self._period.last_year, indicator.code)
        apart = self._period.cumulated != self._period
        cumulated = self._ledger.reading(self._period.cumulated, indicator.code) if apart else EMPTY
        is_asked = indicator.is_asked(self._period)
        if cell.text == note_words(reading, stored, cumulated, last_year, is_asked=is_asked):
            return Noted(stored, reading.state is State.NONE, reading.state is State.ESTIMATE)
        return read_note(cell.text)

    def _is_worked_out(self, indicator: Indicator) -> bool:
        """Whether the figure follows from others in this period, or is not asked for in it."""
        if indicator.kind is Kind.COMPUTED:
            return True
        if not self._period.span.is_quarter:
            return not (indicator.nature is Nature.DISTINCT and indicator.kind is Kind.TYPED)
        if not indicator.is_asked(self._period):
            return True
        return self._readings[indicator.code].is_given

    def _is_typed_elsewhere(self, indicator: Indicator) -> bool:
        """Whether it is typed, but in the quarters of this longer span."""
        return (
            indicator.is_typed
            and indicator.is_asked(self._period)
            and not self._period.span.is_quarter
            and self._readings[indicator.code].state is not State.COUNTED
        )

    def _differs(self, cell: SheetCell, indicator: Indicator, readings: Mapping[str, Reading]) -> bool:
        """Whether the cell says something else than the reading; formulas and empty cells say nothing."""
        if cell.is_empty or cell.is_formula:
            return False
        reading = readings.get(indicator.code, EMPTY)
        number = _number(cell, indicator)
        if number is None:
            return fold(cell.text) != fold(reading.words(indicator))
        return number != reading.shown(indicator)

    # What is not taken

    def _ignored(self, rows: Sequence[AnnexRow], after: Ledger) -> Iterator[Ignored]:
        """The numbers that are not what the program works out, before or after the changes."""
        period, cumulated = self._period, self._period.cumulated
        worked_out = (self._readings, after.readings(period))
        summed = (self._ledger.readings(cumulated), after.readings(cumulated))
        last_year = self._ledger.readings(period.last_year)
        for row in rows:
            indicator = self._known.get(row.code)
            if self._is_worked_out(indicator) and all(
                self._differs(row.value, indicator, readings) for readings in worked_out
            ):
                asked = indicator.is_asked(period)
                yield (
                    self._told(row.value, indicator, worked_out[1], "")
                    if asked
                    else self._of_year(row.value, indicator)
                )
            cell = row.cumulated
            if cell is not None and all(self._differs(cell, indicator, readings) for readings in summed):
                yield self._told(cell, indicator, summed[1], "lũy kế ")
            if row.last_year is not None and self._differs(row.last_year, indicator, last_year):
                yield self._of_last_year(row.last_year, indicator, last_year)

    @staticmethod
    def _of_year(cell: SheetCell, indicator: Indicator) -> Ignored:
        return Ignored(
            indicator.code,
            cell.place,
            f"«{indicator.name}» trong tệp là {_written(cell, indicator)}; đây là số của cả năm, chỉ nhập ở "
            "quý IV. Không lấy số trong tệp.",
        )

    def _of_last_year(
        self, cell: SheetCell, indicator: Indicator, readings: Mapping[str, Reading]
    ) -> Ignored:
        stored = readings.get(indicator.code, EMPTY).words(indicator)
        return Ignored(
            indicator.code,
            cell.place,
            f"số cùng kỳ năm trước của «{indicator.name}» trong tệp là {_written(cell, indicator)}, chương "
            f"trình {f'đang lưu {stored}' if stored else 'chưa có'}. Không lấy số trong tệp; số cùng kỳ lấy "
            f"từ số liệu {self._period.last_year.label}.",
        )

    @staticmethod
    def _told(cell: SheetCell, indicator: Indicator, readings: Mapping[str, Reading], what: str) -> Ignored:
        reading = readings[indicator.code]
        shown = reading.words(indicator) or "chưa có số"
        why = {
            State.COUNTED: "cộng từ biểu II.06a",
            State.RECORDED: "đếm từ nhiệm vụ, văn bản đã ghi",
            State.CARRIED: "lấy từ kỳ trước",
            State.COMPUTED: "tính",
        }.get(reading.state, "lấy từ số lũy kế ban đầu" if reading.opening else "tính")
        return Ignored(
            indicator.code,
            cell.place,
            f"{what}«{indicator.name}» trong tệp là {_written(cell, indicator)}, chương trình {why}: "
            f"{shown}. Không lấy số trong tệp.",
        )


def _written(cell: SheetCell, indicator: Indicator) -> str:
    """What stands in a cell, in words."""
    number = _number(cell, indicator)
    return format_number(number) if number is not None else cell.text or "không phải số"


def _row_number(place: str) -> int:
    """The row of a place («Ô D17», «Dòng 17»), 0 for the whole table."""
    return int("0" + "".join(filter(str.isdigit, place)))


def _number(cell: SheetCell, indicator: Indicator) -> Decimal | None:
    """The number in a cell, one that was typed as a text too."""
    if not cell.text:
        return number_in(cell)
    try:
        return figure_in(cell, indicator).value
    except Refusal:
        return None
