"""Evidence (minh chứng): a file that is kept, what it is evidence of, and what has none yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .errors import Refusal
from .places import Place
from .plan import new_id
from .report_periods import Period


class OwnerKind(StrEnum):
    """What a file can be attached to."""

    TASK = "task"
    UPDATE = "update"
    ROW = "row"
    FIGURE = "figure"
    REPORT = "report"
    CRITERION = "criterion"

    @property
    def label(self) -> str:
        """The kind in Vietnamese."""
        return OWNER_LABELS[self]


OWNER_LABELS = {
    OwnerKind.TASK: "Nhiệm vụ",
    OwnerKind.UPDATE: "Lần cập nhật tiến độ",
    OwnerKind.ROW: "Dòng sổ theo dõi",
    OwnerKind.FIGURE: "Số liệu",
    OwnerKind.REPORT: "Báo cáo",
    OwnerKind.CRITERION: "Tiêu chí",
}
SORTS = (
    "Quyết định", "Kế hoạch", "Báo cáo", "Công văn", "Thông báo", "Biên bản", "Giấy mời", "Danh sách",
    "Bài viết", "Ảnh", "Ảnh chụp màn hình", "Bảng tính",
)  # fmt: skip
"""The kinds of document that are proposed; an office may write any other."""
_MOST_NAMED = 3
_FORMS = "task:MÃ, update:MÃ, row:MÃ, figure:2026-Q1:1.07, report:2026-Q1, criterion:MÃ"


@dataclass(frozen=True, slots=True)
class Owner:
    """What a file is attached to: by the identity of its record, a report by its period («2026-Q1»), a figure
    by period and code («2026-Q1:1.07»)."""

    kind: OwnerKind
    id: str

    @classmethod
    def parse(cls, text: str) -> "Owner":
        """The owner that a text names: «task:ID», «figure:2026-Q1:1.07». Raises Refusal for none."""
        kind, _, identity = text.strip().partition(":")
        if kind not in list(OwnerKind) or not identity:
            raise Refusal(f"«{text}» không chỉ ra nơi đính kèm. Hãy ghi một trong: {_FORMS}.", "to")
        period, _, code = identity.partition(":")
        match OwnerKind(kind):
            case OwnerKind.FIGURE if not code:
                raise Refusal(f"«{text}» thiếu mã chỉ tiêu. Hãy ghi như figure:2026-Q1:1.07.", "to")
            case OwnerKind.FIGURE:
                identity = f"{Period.parse(period).id}:{code}"
            case OwnerKind.REPORT:
                identity = Period.parse(identity).id
        return cls(OwnerKind(kind), identity)

    @property
    def text(self) -> str:
        """How it is written: «task:ID»."""
        return f"{self.kind}:{self.id}"

    @property
    def period(self) -> Period | None:
        """The period of a figure or a report; None for all others."""
        if self.kind in (OwnerKind.FIGURE, OwnerKind.REPORT):
            return Period.parse(self.id.partition(":")[0])
        return None

    @property
    def code(self) -> str:
        """The code of a figure's indicator; nothing for all others."""
        return self.id.partition(":")[2] if self.kind is OwnerKind.FIGURE else ""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One version of a file that is kept as evidence.

    ``about`` and ``area`` (0 for the whole office) are those of what it was attached to, as it was called
    then: they are what is left once that is gone. ``chain`` is shared by all versions of a file, ``number``
    counts them from 1. ``sha256`` is the hash that its bytes are kept by, ``sort`` the kind of document,
    ``officer`` who attached it on ``day``; ``entered`` counts all files in the order they came.
    """

    owner_kind: OwnerKind
    owner_id: str
    about: str
    area: int
    chain: str
    number: int
    sha256: str
    size: int
    name: str
    sort: str
    day: date
    officer: str
    note: str
    entered: int = 0
    id: str = field(default_factory=new_id)

    @property
    def owner(self) -> Owner:
        """What it is evidence of."""
        return Owner(self.owner_kind, self.owner_id)


class FileState(StrEnum):
    """Whether the bytes of a file are there, and still what they were."""

    PRESENT = "present"
    MISSING = "missing"
    ALTERED = "altered"

    @property
    def label(self) -> str:
        """The state in Vietnamese."""
        return _STATES[self]


_STATES = {FileState.PRESENT: "Đủ", FileState.MISSING: "Mất tệp", FileState.ALTERED: "Bị sửa ở ngoài"}


@dataclass(frozen=True, slots=True)
class ChainOfVersions:
    """A file with all its versions, the oldest first; the last one is shown."""

    versions: tuple[EvidenceFile, ...]

    @property
    def shown(self) -> EvidenceFile:
        """The version that stands for the file."""
        return self.versions[-1]


def chains(files: Iterable[EvidenceFile]) -> list[ChainOfVersions]:
    """The files by their chains, in the order in which each came first."""
    found: dict[str, list[EvidenceFile]] = {}
    for each in sorted(files, key=lambda file: (file.entered, file.id)):
        found.setdefault(each.chain, []).append(each)
    return [
        ChainOfVersions(tuple(sorted(of_one, key=lambda file: (file.number, file.entered, file.id))))
        for of_one in found.values()
    ]


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is done, and that nobody has handed in evidence of.

    ``title`` names it, ``sentence`` says what is lacking, ``day`` since when it should be there, ``place``
    where a file is attached to it; ``area`` is 0 for the whole office, ``officer`` and ``unit`` are empty
    where nobody is named.
    """

    owner: Owner
    title: str
    sentence: str
    day: date
    place: Place
    area: int = 0
    officer: str = ""
    unit: str = ""


def told_faults(missing: Sequence[str], altered: Sequence[str]) -> list[str]:
    """Sentences about files, given by their names, whose bytes are gone or no longer what they were."""
    found = []
    if missing:
        found.append(
            f"{_named(missing)} không còn trong thư mục «evidence». Hãy đính kèm lại đúng tệp đó, hoặc chép "
            "thư mục «evidence» từ nơi cất bản sao về."
        )
    if altered:
        found.append(
            f"{_named(altered)} đã bị sửa ở ngoài chương trình. Hãy đính kèm lại đúng tệp gốc, hoặc lấy từ "
            "nơi cất bản sao."
        )
    return found


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(f"«{name}»" for name in names[:_MOST_NAMED])
    return f"{len(names)} tệp minh chứng ({shown}{', …' if len(names) > _MOST_NAMED else ''})"
