"""What is said of backups: days, sizes and counts in words."""

from datetime import date, datetime, timedelta

from ...domain.dates import short_date
from ...domain.numerals import format_number
from ...storage.backup_files import Backup

_COUNTED = (
    ("plans", "kế hoạch"), ("tasks", "nhiệm vụ"), ("figures", "số liệu"), ("reports", "báo cáo"),
    ("actions", "thao tác"),
)  # fmt: skip


def moment(at: datetime, today: date) -> str:
    """When, as it is said today: «10:32», «10:32 hôm qua», «10:32 ngày 05/01/2026»."""
    if at.date() == today:
        return f"{at:%H:%M}"
    if at.date() == today - timedelta(days=1):
        return f"{at:%H:%M} hôm qua"
    return f"{at:%H:%M} ngày {short_date(at.date())}"


def counts(backup: Backup) -> str:
    """How much is in a backup: «1 kế hoạch, 43 nhiệm vụ, 990 số liệu»; nothing where it is not known."""
    held = ((backup.rows.get(table, 0), words) for table, words in _COUNTED)
    return ", ".join(f"{format_number(count)} {words}" for count, words in held if count)


def last_done(backup: Backup) -> str:
    """Up to where the work is in a backup: the last entry of its journal."""
    last = backup.last
    if last.at and not last.label and backup.keys:
        # What it was is encrypted with the file.
        return f"Lúc {datetime.fromisoformat(last.at):%H:%M ngày %d/%m/%Y} (nội dung đã mã hóa)"
    return ": ".join(filter(None, (last.label, last.subject)))
