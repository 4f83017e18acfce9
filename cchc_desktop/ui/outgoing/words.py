"""What is said of dispatches and signed copies, in a line each."""

from ...domain.dates import short_date
from ...domain.numerals import format_number
from ...domain.outgoing.records import Dispatch, SignedCopy

_KILO = 1024


def size_words(size: int) -> str:
    """«2,1 MB», «96 KB»."""
    if size >= _KILO * _KILO:
        return f"{format_number(round(size / _KILO / _KILO, 1))} MB"
    return f"{format_number(max(1, round(size / _KILO)))} KB"


def copy_words(copy: SignedCopy) -> str:
    """Which file a signed copy is, and when it came."""
    words = f"{size_words(copy.size)}, {copy.pages} trang, đính kèm ngày {short_date(copy.attached_on)}"
    return f"{copy.name} ({words})"


def issue_words(copy: SignedCopy) -> str:
    """Of which issue a signed copy is: «Số 31/BC-UBND ngày 17/03/2026»."""
    return f"Số {copy.number}/{copy.symbol} ngày {short_date(copy.issued_on)}"


def dispatch_words(sent: Dispatch) -> str:
    """When a document was made ready to be sent, and as what."""
    annexes = ", phụ lục là tệp riêng" if sent.apart else ""
    return f"Ngày {short_date(sent.sent_on)}: số {sent.number}/{sent.symbol}, {len(sent.files)} tệp{annexes}."


def state_words(dispatches: list[Dispatch], copy: SignedCopy | None) -> str:
    """What became of an issued document, for the line that says that it was issued; nothing where nothing
    did."""
    said = []
    if dispatches:
        said.append(f"Đã tạo thư mục gửi đi ngày {short_date(dispatches[-1].sent_on)}.")
    if copy is not None:
        points = f", có {len(copy.remarks)} điểm cần xem" if copy.remarks else ""
        said.append(f"Bản ký: {copy.name}{points}.")
    return " ".join(said)
