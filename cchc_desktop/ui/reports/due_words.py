"""How far the due day of a report is away, in words."""

from datetime import date

SOON_DAYS = 10
"""A report that is due within so many days is pointed out."""


def left_words(due: date, today: date) -> str:
    """How far a day is away: «quá hạn 3 ngày», «hôm nay», «còn 5 ngày»."""
    days = (due - today).days
    if days < 0:
        return f"quá hạn {-days} ngày"
    return "hôm nay" if days == 0 else f"còn {days} ngày"
