"""The table of a year's report duties: by when, which report, to whom, and whether it has gone out."""

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ...domain.duties import OWN, DutyLine, DutyState, weekday
from ..shell import Shell
from ..tables import Column, Editor, TableModel, TableView
from ..theme import unscaled
from .due_words import SOON_DAYS, left_words

DUTY_SIGNS = {
    DutyState.NOT_BEGUN: ("calendar", "idle"),
    DutyState.WAITING: ("edit", "info"),
    DutyState.OVERDUE: ("overdue", "bad"),
    DutyState.SENT: ("done-filled", "good"),
}
"""The sign and the colour of a duty's state, which always stand beside its word."""
_YIELDING = {1: 800, 4: 1150, 5: 1150, 6: 940, 8: 860}
"""The columns that go where there is little room (how long it is, days of the figures, receiver,
number), and from which width on they stay."""


class DutyLines(TableView):
    """A row for each due day; days and what was noted are typed in place."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._shell = shell
        self.year = shell.office.calendar.current_quarter().year
        super().__init__(
            TableModel(self._columns(), shell), "Năm này không có báo cáo nào phải gửi.", 2, parent
        )
        self.rows.setParent(self)
        self.setAccessibleName("Lịch báo cáo trong năm")

    def _columns(self) -> list[Column]:
        office = self._shell.office
        return [
            Column(
                "Hạn gửi", lambda line: line.turn.due, width=128, editor=Editor.DATE,
                setter=self._set("due"), editable=_has_own_days,
                tooltip=lambda line: line.day_off_words or weekday(line.turn.due),
                icon=lambda line: ("warning", "warn") if _is_to_note(line) else None,
            ),
            Column(
                "Còn lại", lambda line: line.turn.due, width=124,
                display=self._left, colour=self._left_colour,
            ),
            Column(
                "Báo cáo", lambda line: line.turn.duty.name, width=200, stretch=True, bold=lambda _: True,
                tooltip=_about,
            ),
            Column(
                "Kỳ", lambda line: line.turn.period.short_label, width=92, sort=lambda line: line.turn.ends
            ),
            Column(
                "Từ ngày", lambda line: line.turn.starts, width=104, editor=Editor.DATE,
                setter=self._set("starts"), editable=_has_own_window,
            ),
            Column(
                "Đến ngày", lambda line: line.turn.ends, width=104, editor=Editor.DATE,
                setter=self._set("ends"), editable=_has_own_window,
            ),
            Column("Nơi nhận", lambda line: line.turn.duty.receiver, width=130),
            Column(
                "Tình trạng", lambda line: line.state.label, width=132,
                icon=lambda line: DUTY_SIGNS[line.state], colour=lambda line: DUTY_SIGNS[line.state][1],
            ),
            Column(
                "Số văn bản", lambda line: line.number, width=96,
                setter=lambda line, typed: self._note(line, lambda now: (now.sent_on or office.today, typed)),
                editable=lambda line: not line.is_composed,
            ),
            Column(
                "Ngày gửi", lambda line: line.sent_on, width=104, editor=Editor.DATE,
                setter=lambda line, day: self._note(line, lambda now: (day, now.number)),
                editable=lambda line: not line.is_composed,
            ),
        ]  # fmt: skip

    def _now(self, line: DutyLine) -> DutyLine:
        """The line as it is stored by now."""
        lines = self._shell.office.duties.of_year(line.turn.period.year)
        return next((each for each in lines if each.id == line.id), line)

    def _set(self, name: str) -> Callable[[DutyLine, date | None], object]:
        """Sets a day; an emptied cell goes back to the rule."""

        def store(line: DutyLine, day: date | None) -> object:
            now = self._now(line)
            duties = self._shell.office.duties
            if day is None:
                return duties.follow_rule(now)
            days = {"starts": now.turn.starts, "ends": now.turn.ends, "due": now.turn.due} | {name: day}
            return duties.set_days(now, days["starts"], days["ends"], days["due"])

        return store

    def _note(self, line: DutyLine, sent: Callable[[DutyLine], tuple[date | None, str]]) -> object:
        now = self._now(line)
        return self._shell.office.duties.mark_sent(now, *sent(now))

    def _left(self, line: DutyLine) -> str:
        return "" if line.state is DutyState.SENT else left_words(line.turn.due, self._shell.office.today)

    def _left_colour(self, line: DutyLine) -> str:
        days = (line.turn.due - self._shell.office.today).days
        return "bad" if days < 0 else "warn" if days <= SOON_DAYS else "muted"

    def show_year(self, year: int) -> None:
        """Shows the duties of a year; where another was shown, the cursor goes to what is due next."""
        is_other = year != self.year or not self.rows.rows
        self.year = year
        lines = self._shell.office.duties.of_year(year)
        self.rows.set_rows(lines)
        if is_other and lines:
            waiting = (line for line in lines if line.state is not DutyState.SENT)
            self.choose(next(waiting, lines[-1]).id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves out where there is little room what the tooltips and the printed calendar say, too."""
        for number, least in _YIELDING.items():
            self.setColumnHidden(number, unscaled(event.size().width()) < least)
        super().resizeEvent(event)


def _has_own_days(line: DutyLine) -> bool:
    return line.turn.duty.id != OWN


def _has_own_window(line: DutyLine) -> bool:
    return _has_own_days(line) and not line.turn.duty.form


def _is_to_note(line: DutyLine) -> bool:
    return line.state is not DutyState.SENT and bool(line.is_on_day_off or line.doubt)


def _about(line: DutyLine) -> str:
    """What stands behind a line: its rule, its receiver, its days, and what is to be asked."""
    turn = line.turn
    told = [
        line.name,
        f"Nơi nhận: {turn.duty.receiver}" if turn.duty.receiver else "",
        f"Căn cứ: {turn.duty.legal}" if turn.duty.legal else "",
        line.day_off_words,
        line.doubt,
    ]
    return "\n".join(filter(None, told))
