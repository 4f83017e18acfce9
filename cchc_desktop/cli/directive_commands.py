"""The commands on directive documents: short forms of those on their register."""

import argparse
from typing import Any

from ..domain.dates import parse_date, short_date
from ..domain.report.directives import REGISTER, Directive, directives_of, typed_directive
from ..domain.report_periods import Period
from ..office import Office
from .answers import Answer, noted, opened, reading


def _directives(office: Office, options: argparse.Namespace) -> Answer:
    period = Period.parse(options.period) if options.period else None
    found = directives_of(office.registers.rows(REGISTER, period))
    lines = [f"{short_date(each.day)}  {each.number}  {each.kind}  {each.subject}" for each in found]
    return Answer(
        [_directive_record(each) for each in found], lines or ["Chưa có văn bản chỉ đạo, điều hành nào."]
    )


def _add_directive(office: Office, options: argparse.Namespace) -> Answer:
    typed = typed_directive(
        parse_date(options.date, "date"),
        options.number,
        options.subject,
        options.kind,
        int(options.area or 0),
        options.unit,
    )
    like = office.registers.like(REGISTER, office.registers.get(REGISTER).read(typed))
    saved = Directive(office.registers.add(REGISTER, typed))
    numbered = f"{saved.number} " if saved.number else ""
    answer = Answer(
        _directive_record(saved),
        [f"Đã thêm văn bản {numbered}ngày {short_date(saved.day)}: {saved.subject.rstrip('.')}."],
    )
    known = [f"Danh mục đã có văn bản số {each.number} cùng ngày." for each in directives_of(like[:1])]
    return noted(answer, *known) if known else answer


def _directive_record(directive: Directive) -> dict[str, Any]:
    return {
        "directive_id": directive.id,
        "date": directive.day.isoformat(),
        "number": directive.number,
        "kind": directive.kind,
        "subject": directive.subject,
        "area": directive.area or None,
        "unit": directive.unit,
    }


DIRECTIVES = reading(_directives)
ADD_DIRECTIVE = opened(_add_directive)
