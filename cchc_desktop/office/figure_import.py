"""Figures that an officer filled into the exported annex: what taking them in would change.

With anything wrong nothing is taken in. What the program works out by itself is never taken from a file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from ..domain.errors import Refusal
from ..domain.figure_checks import affected, problems, refuse_broken
from ..domain.figures import Ledger
from ..domain.indicators import Indicator, Kind, Nature
from ..domain.numerals import format_number
from ..domain.readings import EMPTY, Figure, Reading, State
from ..domain.report.words import Noted, note_words, read_note
from ..domain.report_periods import Period
from ..domain.templates.sheet import parse_area
from ..domain.text import capitalized, clean_line, fold
from ..domain.typed_figures import not_occurred
from ..intake.figure_cells import figure_in, has_decimal_point, number_in, read_cell
from ..intake.read_figures import Annex, AnnexRow, Look, Mistake, SheetCell
from ..storage.changes import Changes
from . import operations
from .annex_origin import questions
from .annex_rows import fitted
from .figure_drafts import FigureChange, FigureDraft, FigureMistakes, Ignored, figure_words
from .figures import Figures
from .report_data import notes_of

__all__ = ["Annex", "FigureChange", "FigureDraft", "FigureMistakes", "Ignored", "Mistake", "read_annex"]


def read_annex(path: Path, period: Period, cancelled: Callable[[], bool] | None = None) -> Annex:
    """The annex of a period in a workbook from outside, read in a child process, fit for a worker.

    ``cancelled`` is asked again and again, and ends the reading. Raises Refusal where the file cannot be read
    or holds no annex, and EnvironmentProblem where no child can be started.
    """
    from ..child import process
    from ..child.errands import Errand

    annex: Annex = process.run(Errand.ANNEX, path, period, cancelled=cancelled)
    return annex


def read_draft(figures: Figures, period: Period, path: Path) -> FigureDraft:
    """What taking in the file would change in a period. Raises Refusal as ``read_annex`` and ``compare``."""
    return compare(figures, period, read_annex(path, period))


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
    asked = questions(annex, period, figures.office_name(), figures.ledger().catalogue(period))
    draft = Comparison(figures.ledger(), period, annex).draft()
    draft = replace(draft, questions=(*asked, *draft.questions))
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
        self._doubts: dict[str, list[str]] = {}
        self._said: dict[str, Noted | None] = {}
        self._commented: dict[str, str] = {}
        self._has_points = any(has_decimal_point(row.value) for row in annex.rows)
        self._rows_by_number = {row.number: row.code for row in annex.rows}

    def draft(self) -> FigureDraft:
        """The draft. Raises FigureMistakes."""
        rows = self._fitting.rows
        changes = [change for row in rows if (change := self._change(row)) is not None]
        after = self._changed({each.id: each.after for each in changes})
        self._refuse_broken(after, changes)
        if self._mistakes and self._fitting.missing:
            self._mistakes.append(Mistake("", self._fitting.missing_words))
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
            questions=(self._fitting.missing_question,) if self._fitting.missing else (),
            notes=self._annex.notes,
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
        note = noted.text if (noted := self._words_of(row, indicator)) is not None else ""
        if note and note != clean_line(self._notes.get(row.code, "")):
            after = replace(after, note=note)
        if after == before:
            return None
        if row.code in self._commented:
            self._doubt(row, f"ghi chú lấy từ lời bình (comment) ở ô {self._commented[row.code]}.")
        if after.value != before.value or after.none != before.none:
            self._doubt_place(row)
        return FigureChange(
            indicator,
            row.value.place,
            before,
            after,
            _raw(row.value),
            " ".join(self._doubts.get(row.code, ())),
        )

    def _doubt(self, row: AnnexRow, sentence: str) -> None:
        self._doubts.setdefault(row.code, []).append(capitalized(sentence))

    def _doubt_place(self, row: AnnexRow) -> None:
        """Notes what makes it doubtful that an officer sees the cell, or means it for this row alone."""
        cell = row.value
        if Look.HIDDEN_ROW in cell.looks:
            self._doubt(row, f"dòng {row.number} đang ẩn trong tệp; vẫn lấy số ở ô {cell.place}.")
        if Look.HIDDEN_COLUMN in cell.looks:
            self._doubt(row, f"cột có ô {cell.place} đang ẩn trong tệp; vẫn lấy số trong ô.")
        others = [code for number, code in self._rows_by_number.items() if number != row.number]
        shared = [code for code in others if cell.merged and self._is_merged_with(cell.merged, code)]
        if shared:
            self._doubt(
                row,
                f"ô {cell.place} gộp với ô của mã {', '.join(shared)}; chỉ lấy số cho mã {row.code}.",
            )
        elif cell.merged and _columns_of(cell.merged) > 1:
            self._doubt(row, f"ô {cell.place} gộp với ô của cột bên cạnh ({cell.merged}).")

    def _is_merged_with(self, area: str, code: str) -> bool:
        first, _, last = area.partition(":")
        rows = range(_row_number(first), _row_number(last) + 1)
        return any(number in rows for number, each in self._rows_by_number.items() if each == code)

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
        cell = read_cell(row.value, indicator, has_points=self._has_points)
        read = cell.figure
        for doubt in cell.doubts:
            self._doubt(row, doubt)
        if row.value.is_covered and _columns_of(row.value.merged) > 1:
            first = row.value.merged.partition(":")[0]
            raise Refusal(
                f"Ô bị gộp vào ô {first} nên không có số riêng. Hãy bỏ gộp ô (Unmerge) và ghi lại số."
            )
        noted = self._words_of(row, indicator)
        # «Không» of a choice is an answer, whatever is noted beside it.
        is_answer = bool(indicator.choices) and read.value is not None
        if noted is not None and noted.none and not read.value and not is_answer:
            read = not_occurred(indicator)
        if read.value is None:
            if before.value is not None:
                self._pass_over(
                    row.value,
                    f"«{indicator.name}» trong tệp để trống hoặc bị gộp ô, đang lưu "
                    f"{figure_words(before, indicator)}. Giữ số đang lưu; muốn xóa thì xóa ở trang Số liệu.",
                    indicator,
                )
            return before
        if row.note is not None and noted is not None and noted.none and read.value:
            self._pass_over(
                row.note,
                f"ghi chú của «{indicator.name}» là không phát sinh mà số trong tệp là "
                f"{figure_words(read, indicator)}. Lấy số, bỏ ghi chú đó.",
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

    def _words_of(self, row: AnnexRow, indicator: Indicator) -> Noted | None:
        """What the row's note says; where it has none of its own, what was written beside its cells.

        None where the sheet has no column for notes, and nothing was written.
        """
        if row.code not in self._said:
            noted = self._seen_note(row, indicator)
            self._said[row.code] = self._with_comment(row, indicator, noted)
        return self._said[row.code]

    def _seen_note(self, row: AnnexRow, indicator: Indicator) -> Noted | None:
        cell = row.note
        if cell is None or not cell.looks & {Look.STRUCK, Look.UNSEEN}:
            return self._noted(cell, indicator) if cell is not None else None
        how = "bị gạch ngang" if Look.STRUCK in cell.looks else "cùng màu nền nên không thấy"
        self._pass_over(cell, f"ghi chú «{cell.text[:60]}» {how}. Không lấy ghi chú này.", indicator)
        return None

    def _with_comment(self, row: AnnexRow, indicator: Indicator, noted: Noted | None) -> Noted | None:
        words = row.value.comment or row.comment
        place = row.value.place if row.value.comment else row.comment_place
        if not words:
            return noted
        if noted is not None and (noted.text or noted.none or noted.estimate):
            if fold(words) not in fold(noted.text):
                self._pass_over(
                    row.value,
                    f"ô {place} có lời bình «{words[:120]}»; dòng đã có ghi chú nên không lấy lời bình.",
                    indicator,
                )
            return noted
        self._commented[row.code] = place
        return read_note(words)

    def _pass_over(self, cell: SheetCell, sentence: str, indicator: Indicator) -> None:
        self._passed_over.append(Ignored(indicator.code, cell.place, sentence))

    def _noted(self, cell: SheetCell, indicator: Indicator) -> Noted:
        """What a note says. One that is as it was exported says what is stored, whatever its words."""
        reading, stored = self._readings[indicator.code], clean_line(self._notes.get(indicator.code, ""))
        last_year = self._ledger.reading(self._period.last_year, indicator.code)
        apart = self._period.cumulated != self._period
        cumulated = self._ledger.reading(self._period.cumulated, indicator.code) if apart else EMPTY
        exported = note_words(
            reading, stored, cumulated, last_year,
            is_asked=indicator.is_asked(self._period), is_choice=bool(indicator.choices),
        )  # fmt: skip
        if cell.text == exported:
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


def _columns_of(area: str) -> int:
    """How many columns an area («C17:D17») has."""
    found = parse_area(area)
    return found.right - found.left + 1 if found is not None else 0


def _raw(cell: SheetCell) -> str:
    """What stands in a cell, as it was typed or is shown."""
    number = number_in(cell)
    return format_number(number) + ("%" if cell.is_percent else "") if number is not None else cell.text


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
