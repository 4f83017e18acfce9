"""What is kept of a document that went out: each time it was sent, and the signed copy that came back."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ..plan import new_id


class PaperKind(StrEnum):
    """What kind of document goes out."""

    REPORT = "report"
    PLAN = "plan"

    @property
    def label(self) -> str:
        """The kind in Vietnamese."""
        return "Báo cáo" if self is PaperKind.REPORT else "Kế hoạch"


@dataclass(frozen=True, slots=True)
class PaperKey:
    """Which document it is: a report by its period as it is written («2026-Q1»), a plan by its identity."""

    kind: PaperKind
    id: str


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A document as it goes out. Without number and day it is one that is still to be signed.

    ``title`` is its kind and subject («Báo cáo kết quả …»), ``recipients`` are without their dashes.
    """

    key: PaperKey
    title: str
    subject: str
    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    signer: str = ""
    recipients: tuple[str, ...] = ()
    is_issued: bool = False

    @property
    def numbered(self) -> str:
        """«78/BC-UBND»."""
        return f"{self.number}/{self.symbol}".strip("/")


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was sent: its name, how many bytes it has, and their SHA-256 as 64 hexadecimal digits."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Dispatch:
    """An issued document that was made ready to be sent, as a register of outgoing documents notes it.

    Its columns are those of Nghị định 30/2020/NĐ-CP, Phụ lục IV, sổ đăng ký văn bản đi: number and symbol,
    day, kind and subject, signer, recipients (with who keeps the archived copy, «Lưu: VT, …»), and
    ``sent_on``, the day on which it went out.
    """

    paper: PaperKind
    paper_id: str
    number: str
    symbol: str
    issued_on: date
    title: str
    signer: str
    recipients: tuple[str, ...]
    sent_on: date
    files: tuple[SentFile, ...]
    apart: bool = False
    """Whether the annexes were files of their own."""
    id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """The signed PDF of a document that was issued under a number on a day.

    ``pack`` is the hash by which its content is kept, ``remarks`` what was pointed out when it came,
    ``reason`` why it took the place of another one.
    """

    paper: PaperKind
    paper_id: str
    number: str
    symbol: str
    issued_on: date
    name: str
    size: int
    sha256: str
    pages: int
    attached_on: date
    pack: str
    remarks: tuple[str, ...] = ()
    reason: str = ""
    id: str = field(default_factory=new_id)

    def is_of(self, paper: IssuedPaper) -> bool:
        """Whether it is the copy of the document as it is issued now."""
        return (
            PaperKey(self.paper, self.paper_id) == paper.key
            and paper.is_issued
            and (self.number, self.symbol, self.issued_on) == (paper.number, paper.symbol, paper.issued_on)
        )
