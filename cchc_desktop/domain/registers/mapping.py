"""Which column of an office's own file takes which field of a register: proposed, confirmed, remembered."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..errors import Refusal
from ..templates.likeness import likeness, plain_words
from ..text import fold
from .book import FileTable, Known, headers_of, is_order
from .fields import Holds, RegisterField
from .file_values import value_of
from .register import Register

SURE = 88.0
"""How alike a header and a field must be for nobody to look at it."""
_KNOWN = 72.0
_GUESSED = 55.0
"""For a field that every row needs a column is looked for further."""
_SAMPLE = 40
_FORMAT = "cchc-register-map"
MAX_BYTES = 200_000
_KINDS: Mapping[Holds, tuple[str, ...]] = {
    Holds.DAY: ("ngày", "ngày tháng", "thời gian", "ngày tháng năm"),
    Holds.UNIT: ("đơn vị", "cơ quan", "cơ quan, đơn vị", "tên đơn vị", "phòng ban"),
    Holds.OFFICER: ("cán bộ", "công chức", "người phụ trách", "người thực hiện", "họ và tên"),
    Holds.AREA: ("lĩnh vực",),
}
"""What headers say of a field where it is the only one of its kind, or the register's day."""
_DUE = (
    "hạn",
    "thời hạn",
    "hạn xử lý",
    "hạn trả lời",
    "hạn giải quyết",
    "hạn hoàn thành",
    "thời hạn giải quyết",
)
"""What headers say of the day by which a row has to be done with; no file is known by it to be
of a register, since many others have one."""
_NUMBER = ("số lượng", "sl", "số lần")
"""What headers say of the only number that every row has; as little as a due day does it tell a register."""
_BY_KIND = 80.0
_MOSTLY = 0.66
_BUT_FOR_TOPIC = 92.0
_ONE_OF_TWO = 84.0
_BEGUN = 78.0
_EXACT = 99.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """The field proposed for a header, and how sure that is, 0 to 100."""

    key: str
    score: float

    @property
    def is_sure(self) -> bool:
        """Whether nobody need look at it."""
        return self.score >= SURE


@dataclass(frozen=True)
class ColumnMap:
    """What an office's layout gives: the keys of fields by headers; a header with nothing is left out.

    ``name`` is the file that it was made with.
    """

    register: str
    name: str
    columns: Mapping[str, str]

    @property
    def id(self) -> str:
        """What the map of a layout is known by: its register, and a hash of the headers in their order."""
        return map_id(self.register, list(self.columns))

    @property
    def keys(self) -> frozenset[str]:
        """The fields that are filled from the file."""
        return frozenset(filter(None, self.columns.values()))

    def taking(self, header: str, key: str) -> "ColumnMap":
        """The map with a header for a field, which no other header fills then; nothing leaves it out."""
        columns = {words: "" if key and taken == key else taken for words, taken in self.columns.items()}
        return replace(self, columns={**columns, header: key})


def map_id(register: str, headers: Sequence[str]) -> str:
    """What the map of a layout is known by."""
    text = "\n".join(fold(words) for words in headers)
    return f"{register}:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def names_of(register: Register, field: RegisterField) -> list[str]:
    """The words by which headers may call a field."""
    names = [field.label, field.header or field.label]
    if field.group:
        names += [f"{field.group} – {name}" for name in names]
    only = [each for each in register.fields if each.holds is field.holds]
    if field.key == register.day or len(only) == 1:
        names += _KINDS.get(field.holds, ())
    return list(dict.fromkeys(names))


def _also_called(register: Register, field: RegisterField) -> tuple[str, ...]:
    """What headers say of a field for what it is for, in this register and in many others."""
    if field.key in {deadline.day for deadline in register.deadlines}:
        return _DUE
    numbers = [each for each in register.typed if each.holds is Holds.NUMBER and each.is_required]
    return _NUMBER if [field] == numbers else ()


def _likeness(register: Register, field: RegisterField, header: str, more: Sequence[str] = ()) -> float:
    """How alike they are, 0 to 100; ``more`` are names that the field may have beside its own."""
    parts = [header, *header.split(" – ")[-1:]]
    own = [*names_of(register, field), *more]
    by_kind = {*_KINDS.get(field.holds, ()), *more} - {field.label, field.header}
    topic = frozenset(plain_words(f"{register.name} {register.title}").split())
    found = 0.0
    for name in own:
        for part in parts:
            score = max(likeness(part, name), _but_for(topic, part, name), _begun(part, name))
            found = max(found, min(score, _BY_KIND) if name in by_kind else score)
    return found


def _but_for(topic: frozenset[str], header: str, name: str) -> float:
    """«Hình thức tuyên truyền» is «Hình thức» in a register of publicity: its topic is in every header; and
    «Nội dung tuyên truyền» may be «Chủ đề, nội dung»."""

    def rest(text: str) -> list[str]:
        return [word for word in plain_words(text).split() if word not in topic]

    if not (own := rest(header)):
        return 0.0
    if own == rest(name):
        return _BUT_FOR_TOPIC
    either = name.split(", ")
    return _ONE_OF_TWO if len(either) == 2 and own in map(rest, either) else 0.0


def _begun(header: str, name: str) -> float:
    """Whether one of them is the other's beginning, of two words or more."""
    short, long = sorted((plain_words(header).split(), plain_words(name).split()), key=len)
    return _BEGUN if len(short) > 1 and long[: len(short)] == short else 0.0


def is_header_of(register: Register) -> Known:
    """Tells whether a header is one that the register may have."""
    known: dict[str, bool] = {}

    def is_known(header: str) -> bool:
        if header not in known:
            known[header] = any(_likeness(register, field, header) >= _KNOWN for field in register.fields)
        return known[header]

    return is_known


def propose(register: Register, tables: Sequence[FileTable]) -> dict[str, Proposal]:
    """The fields that headers are for: each header one field, each field one header, the likest first. What
    stands in the columns has a say: a column of names holds no days, and one of a field's own choices is that
    field's, whatever it is called."""
    found: list[tuple[float, int, str, str]] = []
    for place, header in enumerate(headers_of(tables)):
        if is_order(header):
            continue
        for field in register.fields:
            score = _likeness(register, field, header, _also_called(register, field))
            if score >= (_GUESSED if field.is_required else _KNOWN):
                # A name that is the field's own holds against whatever was typed below it.
                fits = 1.0 if score >= _EXACT else _fits(register, field, tables, header)
                found.append((score * fits, -place, header, field.key))
            elif field.is_required and (share := _share_of_choices(field, tables, header)) >= _MOSTLY:
                found.append((_GUESSED * share, -place, header, field.key))
    taken: dict[str, Proposal] = {}
    for score, _, header, key in sorted(found, reverse=True):
        used = {proposal.key for proposal in taken.values()}
        if score >= _KNOWN / 2 and header not in taken and key not in used:
            taken[header] = Proposal(key, score)
    return taken


def _share_of_choices(field: RegisterField, tables: Sequence[FileTable], header: str) -> float:
    """What part of a column's cells are choices of a field, word for word."""
    choices = set(map(fold, field.choices))
    cells = [fold(cell.text) for table in tables for cell in table.sample(header)][:_SAMPLE]
    return sum(cell in choices for cell in cells) / max(1, len(cells))


def _fits(register: Register, field: RegisterField, tables: Sequence[FileTable], header: str) -> float:
    """What part of a column's cells the field can hold, as a factor of one half to one."""
    if field.holds in (Holds.LINE, Holds.TEXT, Holds.UNIT, Holds.OFFICER) or field.is_personal:
        return 1.0
    cells = [cell for table in tables for cell in table.sample(header)][:_SAMPLE]
    if not cells:
        return 1.0
    held = 0
    for cell in cells:
        try:
            value_of(field, cell, is_code=field.key in register.same)
        except Refusal:
            continue
        held += 1
    return 0.5 + held / len(cells) / 2


def map_for(
    register: Register, tables: Sequence[FileTable], file: str, kept: Sequence[ColumnMap]
) -> tuple[ColumnMap, dict[str, Proposal], bool]:
    """The map of a file's layout, what of it is only proposed, and whether it was remembered as a whole.

    A layout that was never mapped takes from the kept maps what their headers, word for word, took.
    """
    headers = headers_of(tables)
    wanted = map_id(register.id, headers)
    keys = {field.key for field in register.fields}
    for each in kept:
        if each.id == wanted and each.keys <= keys:
            columns = {header: _taken(each, header) for header in headers}
            return ColumnMap(register.id, file, columns), {}, True
    proposals = propose(register, tables)
    known: dict[str, str] = {}
    for each in kept:
        if each.register == register.id:
            known |= {fold(header): key for header, key in each.columns.items() if key in keys or not key}
    columns = {}
    for header in headers:
        remembered = known.get(fold(header))
        used = set(columns.values())
        if remembered is not None and (not remembered or remembered not in used):
            columns[header] = remembered
            proposals.pop(header, None)
            continue
        proposal = proposals.get(header)
        columns[header] = proposal.key if proposal is not None and proposal.key not in used else ""
    return ColumnMap(register.id, file, columns), proposals, False


def _taken(kept: ColumnMap, header: str) -> str:
    folded = fold(header)
    return next((key for words, key in kept.columns.items() if fold(words) == folded), "")


def told_map(register: Register, headers: Sequence[str], file: str, told: ColumnMap) -> ColumnMap:
    """The map that was told for a layout. Raises Refusal for fields and headers that there are not, and for a
    field that two headers fill."""
    known = {fold(header): header for header in headers}
    columns = dict.fromkeys(headers, "")
    for words, key in told.columns.items():
        if fold(words) not in known:
            raise Refusal(f"Tệp không có cột «{words}». Các cột: {'; '.join(headers)}.", "map")
        if key:
            register.field(key)
            if key in columns.values():
                raise Refusal(f"Bảng ghép cho hai cột vào cùng mục «{key}». Hãy bỏ một cột.", "map")
        columns[known[fold(words)]] = key
    return ColumnMap(register.id, file, columns)


def refuse_incomplete(register: Register, made: ColumnMap, *, has_day: bool) -> None:
    """Raises Refusal where no column fills a field that every row needs; ``has_day`` says that rows without a
    day get one that was told."""
    for field in register.typed:
        if field.is_required and field.key not in made.keys and not (has_day and field.key == register.day):
            todo = "Hãy chọn cột của mục này"
            if field.key == register.day:
                todo += ", hoặc nhập ngày chung cho các dòng"
            raise Refusal(f"Chưa có cột nào cho mục «{field.label}». {todo}.", field.key)


def to_text(made: ColumnMap) -> str:
    """The map as it is kept, and written to a file."""
    value = {
        "format": _FORMAT, "version": 1, "register": made.register, "name": made.name,
        "columns": dict(made.columns),
    }  # fmt: skip
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def from_text(text: str, register: str, where: str = "") -> ColumnMap:
    """The map that a text says: as it is written here, or an object of fields by headers alone.

    Raises Refusal where it says none, or one of another register. ``where`` is the name of its file.
    """
    try:
        value = json.loads(text)
        columns = value.get("columns", value)
        made = ColumnMap(
            value.get("register", register) if columns is not value else register,
            str(value.get("name", "")) if columns is not value else "",
            {str(header): key or "" for header, key in columns.items()},
        )
        if not all(isinstance(key, str) for key in made.columns.values()):
            raise TypeError
    except (ValueError, TypeError, AttributeError, RecursionError):
        name = f"Tệp «{where}»" if where else "Văn bản"
        raise Refusal(
            f"{name} không phải bảng ghép cột của sổ theo dõi. "
            'Hãy ghi như {"columns": {"Tên cột trong tệp": "mục"}}.',
            "map",
        ) from None
    if made.register != register:
        raise Refusal(f"Bảng ghép là của sổ «{made.register}», không phải sổ «{register}».", "map")
    return made
