"""What is said of a backup: why it was made, and how well it was looked at."""

from collections.abc import Collection, Mapping
from enum import StrEnum

PASSED = "restore.passed"
"""The preference with the serial of the last backup that lay there when a restore went back behind it."""


class Reason(StrEnum):
    """Why a backup was made. The value stands in its file's name."""

    START = "start"
    INTERVAL = "interval"
    LEAVE = "leave"
    UPGRADE = "upgrade"
    IMPORT = "import"
    RESTORE = "restore"
    MERGE = "merge"
    REPAIR = "repair"
    ENCRYPT = "encrypt"
    MANUAL = "manual"
    UNKNOWN = "unknown"
    """A file among the backups that nothing tells of."""

    @property
    def words(self) -> str:
        """Why, as it is shown."""
        return _REASONS[self]


_REASONS = {
    Reason.START: "Khi mở chương trình",
    Reason.INTERVAL: "Định kỳ 30 phút",
    Reason.LEAVE: "Khi đóng chương trình",
    Reason.UPGRADE: "Trước khi nâng cấp",
    Reason.IMPORT: "Trước khi nhập từ tệp",
    Reason.RESTORE: "Trước khi khôi phục",
    Reason.MERGE: "Trước khi gộp dữ liệu",
    Reason.REPAIR: "Trước khi sửa chữa",
    Reason.ENCRYPT: "Trước khi mã hóa hoặc bỏ mã hóa",
    Reason.MANUAL: "Theo yêu cầu",
    Reason.UNKNOWN: "Không rõ",
}


class Verified(StrEnum):
    """How well a backup was looked at once it was written."""

    NO = "no"
    """Not at all: it was not made by this program, or its words are gone."""
    QUICK = "quick"
    """It opens, SQLite finds it whole, it has as many rows as the data, and the end of the journal holds."""
    FULL = "full"
    """Everything that is stored in it was read and held against the journal as well."""
    FAILED = "failed"
    """What was looked at is what was copied, and holds damage: the data are damaged, too."""
    SPOILT = "spoilt"
    """The file is no longer what it was when it was made; the data have no part in that."""

    @property
    def words(self) -> str:
        """How well, as it is shown."""
        return _LOOKS[self]

    @property
    def is_good(self) -> bool:
        """Whether data can be restored from it, as far as is known."""
        return self in (Verified.QUICK, Verified.FULL)


def missing(
    held: Mapping[str, int], here: Mapping[str, int], notes: Mapping[str, Collection[int]] | None = None
) -> int:
    """How many operations of a backup data lack that have come out of the same work: each side gives the
    number of the last entry of every device. 0 where they have no device in common.

    ``notes`` are the numbers of those entries in the backup that changed no record and are none: a restore.
    """
    if not held.keys() & here.keys():
        return 0
    entries = sum(max(0, last - here.get(device, 0)) for device, last in held.items())
    told = sum(
        number > here.get(device, 0) for device, numbers in (notes or {}).items() for number in numbers
    )
    return max(0, entries - told)


_LOOKS = {
    Verified.NO: "Chưa kiểm tra",
    Verified.QUICK: "Đã kiểm tra",
    Verified.FULL: "Đã kiểm tra toàn bộ",
    Verified.FAILED: "✗ Có lỗi",
    Verified.SPOILT: "✗ Tệp đã hỏng",
}
