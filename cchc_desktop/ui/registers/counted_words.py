"""What of a period's figures comes from a register, in words."""

from ...domain.numerals import format_number
from ...domain.registers.register import Register
from ...domain.report_periods import Period
from ...office import Office


def counted_words(office: Office, register: Register, period: Period) -> str:
    """The indicators that a register feeds, with what it counts to in a period; nothing where it feeds
    none."""
    if not register.feeds:
        return ""
    counts = office.registers.counts(period)
    names = office.catalogues.of_period(period).by_code
    told = []
    for feed in register.feeds:
        found = counts.get(feed.indicator)
        if found is not None and found.register.id == register.id and feed.indicator in names:
            indicator = names[feed.indicator]
            value = indicator.choice_words(found.value) if indicator.choices else format_number(found.value)
            told.append(f"{feed.indicator} {indicator.name}: {value}")
    words = "; ".join(told) if told else "chưa có dòng nào để đếm"
    return f"Đếm được cho {period.label}: {words}."
