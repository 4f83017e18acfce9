"""One-stop dossiers by field: the rows of form II.06a (FACTS.md section 6, Thông tư 01/2020/TT-VPCP).

Quarters are typed. An office that begins in mid-year types the form of a longer span once instead, its
opening («biểu lũy kế»): it stands for the quarters of its span, whatever was typed in them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from .errors import Refusal
from .report_periods import Period

COUNTED: Mapping[str, str] = {
    "form.online": "online",
    "form.direct": "direct",
    "form.carried": "carried",
    "form.early": "early",
    "form.on_time": "on_time",
    "form.late": "late",
    "form.pending_in_time": "pending_in_time",
    "form.pending_late": "pending_late",
}
"""What a catalogue's ``counted`` calls the columns, and the field of a row that it is."""


@dataclass(frozen=True, slots=True)
class DossierField:
    """A field of procedures (lĩnh vực TTHC) that the office takes dossiers in: «Hộ tịch», «Chứng thực»."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Dossiers:
    """One row of the form: the counts of one field in one period, None where nothing was typed.

    Columns 4, 5, 6 (received), 8, 9, 10 (resolved), 12, 13 (pending); the totals follow from them.
    """

    online: int | None = None
    direct: int | None = None
    carried: int | None = None
    early: int | None = None
    on_time: int | None = None
    late: int | None = None
    pending_in_time: int | None = None
    pending_late: int | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return all(getattr(self, field.name) is None for field in fields(self))

    @property
    def received(self) -> int:
        """Column 3 = (4) + (5) + (6)."""
        return (self.online or 0) + (self.direct or 0) + (self.carried or 0)

    @property
    def resolved(self) -> int:
        """Column 7 = (8) + (9) + (10)."""
        return (self.early or 0) + (self.on_time or 0) + (self.late or 0)

    @property
    def pending(self) -> int:
        """Column 11 = (12) + (13)."""
        return (self.pending_in_time or 0) + (self.pending_late or 0)

    @property
    def imbalance(self) -> int:
        """Received less resolved and pending; 0 where the row balances: (3) = (7) + (11)."""
        return self.received - self.resolved - self.pending

    @property
    def left(self) -> int:
        """What the next period begins with: the pending or, where none was typed, what was not resolved."""
        if self.pending_in_time is None and self.pending_late is None:
            return max(self.received - self.resolved, 0)
        return self.pending

    @property
    def is_begun(self) -> bool:
        """Whether there are dossiers of which neither resolved nor pending ones were typed."""
        outcome = (self.early, self.on_time, self.late, self.pending_in_time, self.pending_late)
        return self.received > 0 and all(count is None for count in outcome)

    @property
    def columns(self) -> tuple[int | None, ...]:
        """Columns 3 to 13 as they are printed: a total is empty where all that it adds up is."""
        received = (self.online, self.direct, self.carried)
        resolved = (self.early, self.on_time, self.late)
        pending = (self.pending_in_time, self.pending_late)
        return tuple(count for parts in (received, resolved, pending) for count in (_added(parts), *parts))


Rows = Mapping[str, Dossiers]
"""The rows of a period by the identities of their fields."""


def _added(parts: Iterable[int | None]) -> int | None:
    """The sum of the counts that were typed, None where none was."""
    typed = [count for count in parts if count is not None]
    return sum(typed) if typed else None


def total(rows: Iterable[Dossiers]) -> Dossiers:
    """The sum of rows; a column that no row has filled in stays empty."""
    found = list(rows)
    return Dossiers(
        **{field.name: _added(getattr(row, field.name) for row in found) for field in fields(Dossiers)}
    )


def over_parts(parts: Sequence[Dossiers]) -> Dossiers:
    """One field's row of a longer span: flows summed, the carry-over of the start, the pending of the end.

    ``parts`` are the rows of what the span is made from (see `parts_of`) in their order, blank where the
    field has none.
    """
    summed = total(parts)
    if summed.is_blank:
        return summed
    first, last = parts[0], parts[-1]
    return replace(
        summed,
        carried=first.carried,
        pending_in_time=last.pending_in_time,
        pending_late=last.pending_late,
    )


def opening_of(forms: Mapping[Period, Rows], period: Period) -> Period | None:
    """The longest span whose form was typed as a whole, that ends with a period or, in its year, before."""
    span = period.cumulated
    while not span.span.is_quarter:
        if span in forms:
            return span
        span = span.previous
    return None


def parts_of(forms: Mapping[Period, Rows], period: Period) -> list[Period]:
    """The typed forms that a period's is made from, in their order: its quarters', and the opening that
    stands for the first of them."""
    if period.span.is_quarter:
        return [period] if period in forms else []
    opening = opening_of(forms, period)
    begun = opening.quarters if opening is not None else ()
    later = [quarter for quarter in period.quarters if quarter in forms and quarter not in begun]
    return later if opening is None else [opening, *later]


def before(forms: Mapping[Period, Rows], period: Period) -> Period | None:
    """The typed form whose pending dossiers a period begins with: the opening that ends with the quarter
    before, else that quarter's; None where there is neither."""
    quarter = period.quarters[0].previous
    return next((each for each in (quarter.cumulated, quarter) if each in forms), None)


def _ending(period: Period) -> tuple[int, str, bool]:
    """When a period ends; a quarter goes before the longer span that ends with it."""
    return period.year, period.last_quarter.span, not period.span.is_quarter


def effective(typed: Mapping[Period, Rows]) -> dict[Period, dict[str, Dossiers]]:
    """The rows as they count, of the quarters and longer spans whose forms were typed.

    What a quarter left is what the next one begins with; a field that has dossiers left and no row in the
    next form has one there all the same, so that they are not lost.
    """
    found: dict[Period, dict[str, Dossiers]] = {}
    for period in sorted(typed, key=_ending):
        handing = before(found, period)
        handed_on = {field_id: row.left for field_id, row in found[handing].items()} if handing else {}
        rows = {**dict.fromkeys(handed_on, Dossiers()), **typed[period]}
        found[period] = {
            field_id: replace(row, carried=handed_on.get(field_id, row.carried))
            for field_id, row in rows.items()
        }
    return found


def differences(forms: Mapping[Period, Rows], opening: Period) -> dict[str, dict[str, tuple[int, int]]]:
    """Where the form of an opening is another than the quarters that were typed as well come to.

    By field and column of `Dossiers`: the opening's count, which stands, and that of the quarters. Where not
    all of them were typed, what came in and went out may be less, and what was there at the start and the end
    is only known of the first and the last.
    """
    typed = [quarter for quarter in opening.quarters if quarter in forms]
    found: dict[str, dict[str, tuple[int, int]]] = {}
    if not typed:
        return found
    is_whole = len(typed) == len(opening.quarters)
    for field_id in dict.fromkeys(each for form in (opening, *typed) for each in forms[form]):
        given = forms[opening].get(field_id, Dossiers())
        summed = over_parts([forms[quarter].get(field_id, Dossiers()) for quarter in typed])
        for column in fields(Dossiers):
            one, other = getattr(given, column.name) or 0, getattr(summed, column.name) or 0
            if column.name == "carried":
                agrees = one == other or opening.quarters[0] not in typed
            elif column.name in ("pending_in_time", "pending_late"):
                agrees = one == other or opening.last_quarter not in typed
            else:
                agrees = one == other if is_whole else one >= other
            if not agrees:
                found.setdefault(field_id, {})[column.name] = one, other
    return found


def checked(row: Dossiers, where: str) -> Dossiers:
    """The row, where its counts can be. Raises Refusal, with the column's field, for a negative one."""
    for field in fields(row):
        value = getattr(row, field.name)
        if value is not None and not 0 <= value < 10**9:
            raise Refusal(f"Số hồ sơ lĩnh vực «{where}» phải là số nguyên từ 0 trở lên.", field.name)
    return row
