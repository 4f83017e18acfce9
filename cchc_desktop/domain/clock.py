"""Whether the PC's clock can be right, as far as the office's own journal tells.

Nothing is refused for a wrong clock: order never depends on it. But days in the journal, names of copies and
what is due follow it, so it is pointed out.
"""

from datetime import date, datetime, timedelta

from .dates import short_date

_FIRST_YEAR, _LAST_YEAR = 2000, 2099
"""Between these an office can work with this program; PCs whose battery is empty begin in 1980 or before."""
_BACK = timedelta(days=1)
"""A journey across time zones, or summer time, is no wrong clock."""
_AHEAD = timedelta(days=2 * 366)
"""Within two years every office does something."""

_ADVICE = "Hãy chỉnh lại ngày giờ của máy rồi mở lại chương trình."


# Reports and plans know the years from 2000 to 2100, and a day's own year has one before and one after it.
_FIRST_DAY, _LAST_DAY = date(2001, 1, 1), date(2099, 12, 31)


def working_day(day: date) -> date:
    """The day that an office works by: the clock's, held to the years that plans and reports can be of."""
    return min(max(day, _FIRST_DAY), _LAST_DAY)


def clock_problem(now: datetime, last: datetime | None) -> str:
    """A sentence where the clock can hardly be right; ``last`` is the time of the last action, if any."""
    today = short_date(now.date())
    if not _FIRST_YEAR <= now.year <= _LAST_YEAR:
        return f"Đồng hồ của máy đang chỉ ngày {today}, không thể đúng. {_ADVICE}"
    if last is None or not _FIRST_YEAR <= last.year <= _LAST_YEAR:
        return ""
    then = short_date(last.date())
    if now < last - _BACK:
        return f"Đồng hồ của máy đang chỉ ngày {today}, trước thao tác gần nhất (ngày {then}). {_ADVICE}"
    if now > last + _AHEAD:
        years = (now - last).days // 365
        return (
            f"Đồng hồ của máy đang chỉ ngày {today}, {years} năm sau thao tác gần nhất (ngày {then}). "
            "Nếu ngày này sai, hãy chỉnh lại ngày giờ của máy rồi mở lại chương trình."
        )
    return ""
