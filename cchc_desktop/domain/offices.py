"""The office that the program serves, its units and its officers."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from .errors import Refusal
from .plan import PlanLevel, Signer, new_id
from .text import fold


@dataclass(frozen=True, slots=True)
class OfficeProfile:
    """The office: what stands in the head and the foot of everything that it issues.

    ``name`` and ``superior`` are written as in running text («Ủy ban nhân dân xã An Bình»); documents
    print them in capitals. ``symbol`` is the issuer's part of a document's symbol («UBND»).
    ``archive`` is the drafting unit named after «Lưu: VT, ». ``signers`` are offered when a plan is
    signed, the first by default.
    """

    name: str
    superior: str
    place: str
    level: PlanLevel = PlanLevel.COMMUNE
    symbol: str = "UBND"
    archive: str = ""
    signers: tuple[Signer, ...] = ()

    def __post_init__(self) -> None:
        for text, field_name, sentence in (
            (self.name, "name", "Hãy nhập tên cơ quan, ví dụ: Ủy ban nhân dân xã An Bình."),
            (self.superior, "superior", "Hãy nhập tên cơ quan cấp trên, ví dụ: Ủy ban nhân dân tỉnh."),
            (self.place, "place", "Hãy nhập địa danh ghi trên văn bản, ví dụ: An Bình."),
        ):
            if not text.strip():
                raise Refusal(sentence, field_name)

    @property
    def short_name(self) -> str:
        """«UBND xã An Bình»."""
        return shorten(self.name)


_COMMUNES = ("xa", "phuong", "dac khu", "thi tran")
_SUPERIORS = ("tinh", "thanh pho", "huyen", "quan", "thi xa")


def full_name(typed: str) -> str:
    """An office's name as documents print it: «UBND xã A» and «xã A» are «Ủy ban nhân dân xã A».

    What does not begin like a commune or what stands above it is left as it is.
    """
    name = lengthen(" ".join(typed.split()))
    for kind in (*_COMMUNES, *_SUPERIORS):
        if fold(name).startswith(f"{kind} "):
            words = name.split(" ")
            count = len(kind.split())
            return " ".join(("Ủy ban nhân dân", *map(str.lower, words[:count]), *words[count:]))
    return name


def place_of(office_name: str) -> str:
    """The place that stands before a document's date: what follows «xã», «phường», «đặc khu» in the name."""
    words = office_name.split()
    kinds = [n for n, word in enumerate(words) if fold(word) in ("xa", "phuong", "khu", "tran")]
    return " ".join(words[kinds[-1] + 1 :]) if kinds else ""


def shorten(name: str) -> str:
    """The name with its usual abbreviation: «Ủy ban nhân dân» is «UBND»."""
    for long, short in (("uy ban nhan dan", "UBND"), ("hoi dong nhan dan", "HĐND")):
        if fold(name).startswith(long):
            return short + name[len(long) :]
    return name


def lengthen(name: str) -> str:
    """The name with its abbreviation written out: «UBND» is «Ủy ban nhân dân»."""
    for short, long in (("ubnd", "Ủy ban nhân dân"), ("hdnd", "Hội đồng nhân dân")):
        if fold(name).split(" ")[:1] == [short]:
            return long + name[len(short) :]
    return name


_LEVELS = (_COMMUNES, ("huyen", "quan", "thi xa"), ("tinh", "thanh pho"), ("bo", "chinh phu", "thu tuong"))
"""How names of offices begin, after «Ủy ban nhân dân», by level, the lowest first."""
_PROVINCE = 3


@lru_cache(maxsize=256)
def _level(name: str) -> int:
    """The level of an office by its name, from 1; 0 where it does not tell."""
    words = f"{fold(lengthen(name)).removeprefix('uy ban nhan dan ')} "
    for number, kinds in enumerate(_LEVELS, 1):
        if words.startswith(tuple(f"{kind} " for kind in kinds)):
            return number
    return 0


def is_from_above(issuer: str, office_name: str) -> bool:
    """Whether an issuer stands above the office by both their names: its plans are what the office carries
    out, and not the office's own work."""
    return 0 < _level(office_name) < _level(issuer)


def heads_alone(issuer: str, superior: str) -> bool:
    """Whether the head of an office's papers names nobody above it: that of a province, or of a city under
    the centre, whose superior is the Government (Nghị định số 30/2020/NĐ-CP, Phụ lục I)."""
    return _level(issuer) == _PROVINCE != _level(superior)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit (phòng, trung tâm, bộ phận) of the office, valid from one day to another (open where None)."""

    name: str
    short_name: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refusal("Hãy nhập tên đơn vị.", "name")
        _check_span(self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Officer:
    """A person (công chức) who follows tasks, in a unit, valid from one day to another."""

    name: str
    position: str = ""
    unit_id: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refusal("Hãy nhập họ và tên công chức.", "name")
        _check_span(self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Succession:
    """That a unit (``id``, called ``old``) is another one (``successor``, called ``new``) from a day on.

    The names stand here too, so that what goes by them need not know all units.
    """

    id: str
    successor: str
    old: str
    short: str
    new: str
    day: date


def _check_span(valid_from: date | None, valid_to: date | None) -> None:
    if valid_from and valid_to and valid_to < valid_from:
        raise Refusal("Ngày hết hiệu lực phải sau ngày bắt đầu.", "valid_to")


def is_valid(record: Unit | Officer, day: date) -> bool:
    """Whether the unit or officer counts on this day."""
    return (record.valid_from is None or record.valid_from <= day) and (
        record.valid_to is None or day <= record.valid_to
    )


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at this PC; ``unit`` is the name of a unit of the office, empty for none."""

    name: str
    position: str = ""
    unit: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refusal("Hãy nhập họ và tên người làm việc ở máy này.", "person")


@dataclass(frozen=True, slots=True)
class UnitPreset:
    """A unit that an organisation usually has, and the areas (codes) that it usually leads."""

    name: str
    short_name: str
    areas: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A usual organisation of an office, valid between two days, to start from (FACTS.md section 10)."""

    key: str
    label: str
    valid_from: date | None
    valid_to: date | None
    units: tuple[UnitPreset, ...]
    signers: tuple[Signer, ...] = ()
