"""Directive documents of an office, as tests write and read them."""

from datetime import date

from cchc_desktop.domain.plan import new_id
from cchc_desktop.domain.registers.register import RegisterRow
from cchc_desktop.domain.report.directives import REGISTER, Directive, directives_of, typed_directive
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office


def save_directive(
    office: Office,
    day: date,
    number: str,
    subject: str,
    kind: str = "",
    area: int = 0,
    unit: str = "",
    id: str = "",
) -> Directive:
    """Adds a document to the register, or changes the one of the same identity."""
    typed = typed_directive(day, number, subject, kind, area, unit)
    row = RegisterRow(REGISTER, office.registers.get(REGISTER).read(typed), id or new_id())
    office.registers.save([row])
    return Directive(row)


def directives(office: Office, period: Period | None = None) -> list[Directive]:
    """The documents of a period, all of them where None."""
    return directives_of(office.registers.rows(REGISTER, period))
