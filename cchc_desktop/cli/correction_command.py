"""The command that lists what was corrected of an issued report, or writes its correction sheet."""

import argparse
from pathlib import Path
from typing import Any

from ..domain.corrections import Correction, report_name
from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.report_periods import Period
from ..office import Office
from .answers import Answer, exported, reading

_FORMATS = ("pdf", "docx", "xlsx")


def _corrections(office: Office, options: argparse.Namespace) -> Answer:
    period = Period.parse(options.period)
    found = office.corrections.asked(period)
    if options.out:
        options.format = Path(options.out).suffix.lower().lstrip(".")
        if options.format not in _FORMATS:
            raise Refusal(f"Tệp «{options.out}» phải có đuôi .pdf, .docx hoặc .xlsx.", "out")
        return exported(office.corrections.sheet(period), options, office)
    head = found.head
    assert head.issued_on is not None
    named = report_name(head.number, head.symbol, head.issued_on, period)
    value = {
        "period": period.id,
        "number": head.number,
        "symbol": head.symbol,
        "issued_on": head.issued_on.isoformat(),
        "count": found.count,
        "corrections": [_record(each) for each in found.corrections],
    }
    return Answer(value, [f"{named}: {found.count} số liệu đã đính chính.", *map(_line, found.corrections)])


def _record(correction: Correction) -> dict[str, Any]:
    return {
        "code": correction.code or None,
        "item": correction.item,
        "name": correction.name,
        "unit": correction.unit,
        "was": correction.was,
        "now": correction.now,
        "reason": correction.reason,
        "corrected_on": correction.corrected_on.isoformat(),
        "officer": correction.officer,
        "told_in": correction.told_in or None,
    }


def _line(correction: Correction) -> str:
    told = f", nêu trong báo cáo {Period.parse(correction.told_in).label}" if correction.told_in else ""
    by = ", ".join(filter(None, (short_date(correction.corrected_on), correction.officer)))
    why = f"lý do: {correction.reason} ({by}{told})"
    return f"{correction.code:>5}  {correction.name}: {correction.words}; {why}"


CORRECTIONS = reading(_corrections)
"""The command `corrections`."""
