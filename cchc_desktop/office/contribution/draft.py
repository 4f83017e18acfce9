"""What taking in a form that came back would change, cell by cell, and what stands against it.

Each cell is held against what it held when the form was made and what is stored by now: one that the officer
left alone changes nothing, one that both sides changed waits for somebody to decide.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ...domain.contribution.form import FormMarks, RowMarks, SectionMarks, told
from ...domain.errors import Refusal
from ...domain.registers.fields import RegisterField, Value
from ...domain.registers.file_values import value_of
from ...domain.report_periods import Period
from ...domain.text import capitalized, clean_text
from ...intake.read_contribution import FilledForm, FilledRow, FilledSection
from ...intake.read_figures import Mistake
from ...intake.read_rows import cell_of, cell_text
from ...intake.sheets.grid import Look, SheetCell

_MOST_TOLD = 20


class FormMistakes(Refusal):
    """The form was not taken in; ``mistakes`` are all that is wrong in it."""

    def __init__(self, file: str, mistakes: Collection[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        words = " ".join(each.words for each in self.mistakes[:_MOST_TOLD])
        more = f" Còn {len(mistakes) - _MOST_TOLD} chỗ sai khác." if len(mistakes) > _MOST_TOLD else ""
        super().__init__(f"Phiếu «{file}» có {len(mistakes)} chỗ sai nên chưa nhận gì. {words}{more}")


class Meets(StrEnum):
    """How what a cell says meets what is stored."""

    NEW = "new"
    """The office has what it had when the form was made."""
    CONFLICT = "conflict"
    """Both sides changed it, to different things."""
    LIKE = "like"
    """A row that the officer added is like one that is stored."""

    @property
    def label(self) -> str:
        """In Vietnamese, as lists have it."""
        return _MEETS[self]

    @property
    def is_decided(self) -> bool:
        """Whether somebody has to say which of both holds."""
        return self is not Meets.NEW


_MEETS = {Meets.NEW: "Nhận", Meets.CONFLICT: "Hai bên cùng sửa", Meets.LIKE: "Nghi trùng"}


@dataclass(frozen=True, slots=True)
class CellChange:
    """Something that the form says otherwise: where, of what, and the words of three states.

    ``base`` is what it was when the form was made, ``ours`` what is stored now, ``theirs`` what the form
    says. ``doubt`` is what was guessed of it, in a sentence.
    """

    sheet: str
    place: str
    row: str
    column: str
    base: str
    ours: str
    theirs: str
    meets: Meets = Meets.NEW
    doubt: str = ""

    @property
    def id(self) -> str:
        """How its cell is called: «Số liệu!E12»."""
        return f"{self.sheet}!{self.place}"


@dataclass(frozen=True, slots=True)
class FormDraft:
    """What taking a form in would do. ``questions`` are to be answered first, ``notes`` to be read; it is
    taken in for ``period``."""

    filled: FilledForm
    period: Period
    changes: tuple[CellChange, ...]
    mistakes: tuple[Mistake, ...]
    notes: tuple[Mistake, ...]
    questions: tuple[str, ...]

    @property
    def marks(self) -> FormMarks:
        """Whose form it is."""
        return self.filled.marks

    @property
    def decisions(self) -> tuple[CellChange, ...]:
        """What somebody has to decide on."""
        return tuple(each for each in self.changes if each.meets.is_decided)

    @property
    def to_confirm(self) -> tuple[str, ...]:
        """All that somebody has to have seen before anything is stored."""
        if not self.changes:
            return ()
        doubts = (f"{each.id}: {each.doubt}" for each in self.changes if each.doubt)
        return (*self.questions, *doubts)


Decisions = Mapping[str, bool]
"""Whether what the form says holds, by the cells that were decided on."""


def met(base: str, theirs: str, ours: str) -> Meets | None:
    """How a cell meets what is stored; None where it changes nothing."""
    if theirs in (base, ours):
        return None
    return Meets.NEW if ours == base else Meets.CONFLICT


@dataclass
class Reading:
    """A section while it is held against what is stored: what is found is noted in it."""

    filled: FilledSection
    marks: SectionMarks
    decided: Decisions
    changes: list[CellChange] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    notes: list[Mistake] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rows = {row.key: row for row in self.marks.rows}

    def has(self, keys: Collection[str]) -> bool:
        """Whether the section has all columns that it is known by; noted where it has not."""
        if set(keys) <= set(self.marks.open_keys) and self.marks.open_keys:
            return True
        self.mistakes.append(
            Mistake(f"Trang «{self.filled.sheet}»", "dấu của phiếu không đúng. Hãy xuất lại phiếu.")
        )
        return False

    def known(self, row: FilledRow) -> RowMarks | None:
        """The row as the form had it; None for one that the officer added."""
        return self._rows.get(row.key)

    def where(self, place: str) -> str:
        """How a cell is called in a sentence."""
        return f"{self.filled.sheet}!{place}"

    def wrong(self, place: str, sentence: str) -> None:
        """Notes something that cannot be taken in."""
        self.mistakes.append(Mistake(self.where(place), capitalized(sentence)))

    def tell(self, place: str, sentence: str) -> None:
        """Notes something to be read."""
        self.notes.append(Mistake(self.where(place), capitalized(sentence)))

    def header(self, key: str) -> str:
        """What a column is called."""
        return self.marks.headers[key]

    def change(
        self,
        cell: SheetCell,
        row: str,
        column: str,
        words: tuple[str, str, str],
        meets: Meets,
        doubt: str = "",
    ) -> bool:
        """Notes a change, by its words (base, ours, theirs); gives whether what the form says is taken."""
        doubts = [doubt, *_doubts_of_look(cell)]
        told_doubt = " ".join(capitalized(each) for each in doubts if each)
        found = CellChange(self.filled.sheet, cell.place, row, column, *words, meets, told_doubt)
        self.changes.append(found)
        return meets is Meets.NEW or self.decided.get(found.id, False)

    def value(self, cell: SheetCell, takes: RegisterField) -> Value | None:
        """What a cell says for a field. Raises Refusal where it says nothing that the field can hold."""
        refuse_look(cell)
        return value_of(takes, cell_of(cell))

    def absent(self, what: str) -> None:
        """Notes how many rows of the form are not in the file any more."""
        there = {row.key for row in self.filled.rows}
        gone = [row for row in self.marks.rows if row.key not in there and not row.is_new]
        if gone:
            self.notes.append(
                Mistake(
                    f"Trang «{self.filled.sheet}»",
                    f"{len(gone)} {what} của phiếu không còn trong tệp; giữ như đang lưu.",
                )
            )


def refuse_look(cell: SheetCell) -> None:
    """Raises Refusal for a cell that is not as it looks, or has nothing of its own."""
    if Look.STALE in cell.looks:
        raise Refusal("Công thức chưa được tính lại. Hãy mở tệp bằng Excel rồi lưu lại, hoặc ghi thẳng.")
    if Look.STRUCK in cell.looks:
        raise Refusal("Ô có chỗ bị gạch ngang. Nếu bỏ thì xóa hẳn, nếu giữ thì bỏ gạch ngang.")
    if Look.UNSEEN in cell.looks:
        raise Refusal("Ô có chữ cùng màu nền nên không thấy. Hãy đổi màu chữ hoặc xóa.")
    if cell.is_covered:
        first = cell.merged.partition(":")[0]
        raise Refusal(
            f"Ô bị gộp vào ô {first} nên không có nội dung riêng. Hãy bỏ gộp ô (Unmerge) và ghi lại."
        )


def _doubts_of_look(cell: SheetCell) -> list[str]:
    found = []
    if Look.HIDDEN_ROW in cell.looks:
        found.append("dòng này đang ẩn trong tệp.")
    if Look.HIDDEN_COLUMN in cell.looks:
        found.append("cột này đang ẩn trong tệp.")
    return found


def is_untouched(cell: SheetCell, base: str) -> bool:
    """Whether a cell still has the words that it was given."""
    words = clean_text(cell_text(cell))
    return words == base and not cell.is_covered


def words_or(words: str, otherwise: str = "trống") -> str:
    """The words, or what stands for none."""
    return words or otherwise


__all__ = [
    "CellChange", "Decisions", "FormDraft", "FormMistakes", "Meets", "Reading", "is_untouched", "met",
    "refuse_look", "told", "words_or",
]  # fmt: skip
