"""The commands on statistical forms: which there are, their typed rows, and exporting one."""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..domain import forms as rules
from ..domain.errors import Refusal
from ..domain.forms import Content, Form, FormColumn, FormRow
from ..domain.numerals import format_number, parse_whole
from ..domain.offices import shorten
from ..domain.plan import new_id
from ..domain.report_periods import Period
from ..domain.text import clean_line, fold
from ..office import Office
from ..office.dossiers import dossier_form
from ..office.forms import FormView
from .answers import Answer, Command, exported, noted, opened, reading

_STATISTICS = "PL1"


def _forms(office: Office, options: argparse.Namespace) -> Answer:
    period = Period.parse(options.period) if options.period else office.calendar.current_quarter()
    ends = office.calendar.dates(period).ends
    found = [dossier_form(ends), *office.forms.offered(period)]
    profile = office.settings.profile()
    superior = profile.superior if profile is not None else ""
    lines = [f"Biểu thống kê của {period.label}"]
    for form in found:
        lines.append(f"{form.short:<8} {form.title} ({form.legal})")
        lines += [f"         {note}" for note in (form.unknown, form.doubt(ends)) if note]
    return Answer([_form_record(form, period, form.doubt(ends), superior) for form in found], lines)


def _form_record(form: Form, period: Period, doubt: str, superior: str) -> dict[str, Any]:
    return {
        "form": form.short,
        "code": form.code,
        "title": form.title,
        "legal": form.legal,
        "receiver": rules.receiver(form, shorten(superior)),
        "period": period.id,
        "printed": form.content is not Content.TEMPLATE,
        "notes": [note for note in (form.unknown, doubt) if note],
    }


def _named(office: Office, given: str, period: Period) -> Form:
    """The form that is called so («II.07b»), of those that are in force in a period. Raises Refusal."""
    offered = office.forms.offered(period)
    wanted = fold(given.strip())
    if found := next((form for form in offered if wanted in (fold(form.short), fold(form.code))), None):
        return found
    names = ", ".join(form.short for form in offered)
    raise Refusal(f"Không có biểu «{given}» của {period.label}. Hãy chọn một trong: {names}.", "form")


def _form_rows(office: Office, options: argparse.Namespace) -> Answer:
    period = Period.parse(options.period)
    form = _named(office, options.form, period)
    view = office.forms.view(form.id, period)
    answer = Answer(
        {
            "form": form.short,
            "period": period.id,
            "columns": [_column_record(column) for column in view.columns],
            "rows": [{"id": row.id, "name": row.name, **_values(view, row.counts)} for row in view.rows],
            "total": _values(view, view.total),
        },
        [
            f"{form.name} {period.label}",
            *(_line(view, row.name, row.counts) for row in view.rows),
            _line(view, "Tổng cộng", view.total),
        ],
    )
    return noted(answer, *filter(None, (form.unknown, office.forms.doubt(form.id, period))))


def _column_record(column: FormColumn) -> dict[str, Any]:
    return {
        "column": column.number,
        "name": " / ".join((*column.groups, column.header)),
        "typed": not column.parts,
    }


def _values(view: FormView, counts: Mapping[str, int | None]) -> dict[str, int | None]:
    return {str(column.number): rules.value_of(column, counts) for column in view.columns}


def _line(view: FormView, name: str, counts: Mapping[str, int | None]) -> str:
    told = [
        f"({column.number}) {format_number(value)}"
        for column in view.columns
        if (value := rules.value_of(column, counts)) is not None
    ]
    return f"{name}: {', '.join(told) or 'chưa nhập'}"


def _set_form_row(office: Office, options: argparse.Namespace) -> Answer:
    period = Period.parse(options.period)
    form = _named(office, options.form, period)
    view = office.forms.view(form.id, period)
    name = clean_line(options.name)
    before = next((row for row in view.rows if fold(row.name) == fold(name)), None)
    if options.delete:
        if options.counts:
            raise Refusal("Tham số --delete xóa cả dòng nên không đi cùng --set. Hãy bỏ một tham số.")
        if before is None:
            raise Refusal(f"{form.name} {period.label} không có dòng «{name}».", "name")
        office.forms.delete_row(before.id)
        return Answer({"form": form.short, "period": period.id, "deleted": name}, [f"Đã xóa dòng «{name}»."])
    if why := office.forms.why_locked(form.id, period):
        raise Refusal(why)
    row = before or FormRow(new_id(), name, {})
    counts = {**row.counts, **dict(_count(view, text) for text in options.counts)}
    office.forms.save_rows(form.id, period, [replace(row, counts=counts)])
    view = office.forms.view(form.id, period)
    stored = next(each for each in view.rows if each.id == row.id)
    record = {
        "form": form.short,
        "period": period.id,
        "id": stored.id,
        "name": stored.name,
        **_values(view, stored.counts),
    }
    answer = Answer(
        record, [f"Đã lưu {form.name} {period.label}. {_line(view, stored.name, stored.counts)}."]
    )
    return noted(answer, *filter(None, (office.forms.doubt(form.id, period),)))


def _count(view: FormView, text: str) -> tuple[str, int | None]:
    """The column and the number of «4=120»; «4=» takes the number away. Raises Refusal."""
    number, sign, value = text.partition("=")
    columns = {str(column.number): column for column in view.columns}
    column = columns.get(number.strip().strip("()"))
    if not sign or column is None or column.parts:
        typed = ", ".join(number for number, each in columns.items() if not each.parts)
        raise Refusal(
            f"«{text}» không phải là một cột nhập của biểu. Hãy ghi như 4=120, với cột một trong: {typed}.",
            "counts",
        )
    return column.id, parse_whole(value, column.id) if value.strip() else None


def _export_form(office: Office, options: argparse.Namespace) -> Answer:
    period = Period.parse(options.period)
    ends = office.calendar.dates(period).ends
    dossiers, wanted = dossier_form(ends), fold(options.form.strip())
    if wanted == fold(_STATISTICS):
        return exported(office.reports.papers.statistics(period), options, office)
    if wanted in (fold(dossiers.short), fold(dossiers.code)):
        answer = exported(office.reports.papers.form(period), options, office)
        return noted(answer, *filter(None, (office.dossiers.doubt(period),)))
    printed = [form for form in office.forms.offered(period) if form.content is Content.ROWS]
    known = [form for form in office.forms.offered(period) if wanted in (fold(form.short), fold(form.code))]
    if not known:
        offered = f"{dossiers.short} (giải quyết thủ tục hành chính), {_STATISTICS} (phụ lục thống kê)"
        others = "".join(f", {form.short}" for form in printed)
        raise Refusal(f"Không có biểu «{options.form}». Hãy chọn một trong: {offered}{others}.")
    answer = exported(office.forms.document(known[0].id, period), options, office)
    return noted(answer, *filter(None, (known[0].doubt(ends),)))


FORM_COMMANDS: dict[str, Command] = {
    "forms": reading(_forms),
    "form-rows": reading(_form_rows),
    "set-form-row": opened(_set_form_row),
    "export-form": reading(_export_form),
}
