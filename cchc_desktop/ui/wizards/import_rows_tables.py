"""What the import of rows shows: the columns of the file, its rows cell by cell, what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from ...domain.registers.fields import Holds, RegisterField
from ...domain.registers.incoming import Decision, Incoming, State
from ...domain.registers.mapping import Proposal
from ...domain.registers.register import Register
from ..tables import Column, Editor

STATES: Mapping[State, str] = {
    State.NEW: "Mới",
    State.CHANGED: "Sửa dòng đã có",
    State.ENDED: "Hết hiệu lực",
    State.DOUBLE: "Nghi trùng",
    State.UNKNOWN: "Không có trong sổ",
    State.WRONG: "Sai",
    State.SAME: "Giữ nguyên",
}
"""What a row is, in words."""
CHOSEN = 2
"""The column of both tables in which something is chosen."""
_COLOURS: Mapping[State, str] = {
    State.NEW: "good",
    State.CHANGED: "warn",
    State.ENDED: "warn",
    State.DOUBLE: "warn",
    State.UNKNOWN: "muted",
    State.WRONG: "bad",
    State.SAME: "muted",
}
_NUMBERS = (Holds.NUMBER, Holds.AMOUNT)


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of the file: what stands over it, some of what stands in it, and the field that it fills."""

    header: str
    sample: str
    key: str
    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row of the draft: its place there, and what becomes of it."""

    place: int
    incoming: Incoming
    decision: Decision


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a place of the file; ``kind`` is what it is."""

    kind: str
    place: str
    sentence: str


def mapping_columns(register: Register, choose: Callable[[FileColumn, str], object]) -> list[Column]:
    """The columns of the table that maps."""
    offered = [("", "(không nhập)")]
    offered += [(each.key, f"{each.label} *" if each.is_required else each.label) for each in register.typed]
    personal = {each.key: f"{each.label}: dữ liệu cá nhân, không nhập" for each in register.fields}
    words = {**personal, **dict(offered)}

    def certainty(row: FileColumn) -> str:
        if row.proposal is None or row.proposal.key != row.key:
            return ""
        return "" if row.proposal.is_sure else "Xem lại"

    return [
        Column("Cột trong tệp", lambda row: row.header, width=216, bold=lambda row: bool(row.key)),
        Column("Vài ô đầu", lambda row: row.sample, width=200, stretch=True, colour=lambda _: "muted"),
        Column(
            "Mục của sổ",
            lambda row: row.key,
            display=lambda row: words.get(row.key, ""),
            width=248,
            editor=Editor.CHOICE,
            choices=lambda _: offered,
            setter=choose,
            colour=lambda row: "" if row.key else "muted",
        ),
        Column("Chắc chắn", certainty, width=88, colour=lambda _: "warn"),
    ]


def row_columns(
    register: Register, keys: Sequence[str], decide: Callable[[FoundRow, Decision], object]
) -> list[Column]:
    """The columns of the preview: the row, what it is and becomes, and each of its cells."""
    columns = [
        Column(
            "Dòng",
            lambda row: row.incoming.number or None,
            width=64,
            align=Qt.AlignmentFlag.AlignRight,
            tooltip=lambda row: f"Trang «{row.incoming.sheet}»" if row.incoming.sheet else "",
        ),
        Column(
            "Tình trạng",
            lambda row: STATES[row.incoming.state],
            width=140,
            colour=lambda row: _COLOURS[row.incoming.state],
        ),
        Column(
            "Xử lý",
            lambda row: row.decision,
            display=lambda row: _words(row.decision, row.incoming),
            width=152,
            editor=Editor.CHOICE,
            choices=lambda row: [(each, _words(each, row.incoming)) for each in row.incoming.decisions],
            setter=decide,
            editable=lambda row: len(row.incoming.decisions) > 1,
            sort=lambda row: _words(row.decision, row.incoming),
        ),
    ]
    return columns + [_cell(register.field(key)) for key in keys]


def _words(decision: Decision, incoming: Incoming) -> str:
    match decision:
        case Decision.TAKE:
            return {State.CHANGED: "Sửa dòng đã có", State.ENDED: "Ghi hết hiệu lực"}.get(
                incoming.state, "Ghi mới"
            )
        case Decision.AS_NEW:
            return "Ghi dòng mới"
        case Decision.LATER:
            return "Để sau"
    return {State.SAME: "", State.WRONG: "Sửa trong tệp"}.get(incoming.state, "Bỏ qua")


def _cell(field: RegisterField) -> Column:
    def before(row: FoundRow) -> str | None:
        """What a changed cell was; None for a cell that nothing changes."""
        if row.incoming.state not in (State.CHANGED, State.ENDED):
            return None
        change = next((each for each in row.incoming.changes if each.key == field.key), None)
        return None if change is None else field.shown(change.before) or "trống"

    def mistake(row: FoundRow) -> str:
        return " ".join(each.sentence for each in row.incoming.mistakes if each.key == field.key)

    def words(row: FoundRow) -> str:
        now = " ".join(field.shown(row.incoming.row.values.get(field.key)).split())
        wrong = next((each for each in row.incoming.mistakes if each.key == field.key), None)
        if wrong is not None:
            return f"⚠ {now or ' '.join(wrong.written.split())}".strip()
        was = before(row)
        return now if was is None else f"{' '.join(was.split())} → {now}"

    def tooltip(row: FoundRow) -> str:
        place = row.incoming.places.get(field.key, "")
        said = mistake(row) or words(row)
        return f"Ô {place}: {said}" if place and said else said

    return Column(
        field.label,
        lambda row: row.incoming.row.values.get(field.key),
        display=words,
        width=max(112, min(200, len(field.label) * 8 + 16), min(240, int(field.width * 130))),
        align=Qt.AlignmentFlag.AlignRight if field.holds in _NUMBERS else Qt.AlignmentFlag.AlignLeft,
        tooltip=tooltip,
        bold=lambda row: before(row) is not None,
        colour=lambda row: "bad" if mistake(row) else "warn" if before(row) is not None else "",
    )


def remark_columns() -> list[Column]:
    """The columns of what is wrong, or left out."""
    return [
        Column(
            "Loại",
            lambda row: row.kind,
            width=104,
            colour=lambda row: "bad" if row.kind == "Sai" else "muted",
        ),
        Column("Ở đâu", lambda row: row.place, width=150),
        Column("Vì sao, cần làm gì", lambda row: row.sentence, width=320, stretch=True),
    ]
