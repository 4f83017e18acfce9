"""Periods, figures, form II.06a and the typed rows of other forms as rows and back."""

import json
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..domain.dossiers import DossierField, Dossiers
from ..domain.indicators import IndicatorCatalogue
from ..domain.readings import Figure
from ..domain.regimes import PeriodDates
from ..domain.report_periods import Period
from .columns import Row, from_columns, to_columns
from .content import content_hash
from .data_file import DataFile
from .office_rows import key_after_last
from .recorder import Recorder

if TYPE_CHECKING:
    from ..domain.forms import FormRow


class CatalogueText(NamedTuple):
    """A catalogue that periods were made with; ``id`` is the hash of its text."""

    id: str
    version: str
    text: str


class StoredPeriod(NamedTuple):
    """A period that somebody has touched, with the regime and the catalogue that it follows."""

    dates: PeriodDates
    regime: str
    catalogue_id: str | None


class StoredFormRow(NamedTuple):
    """A typed row of a form (by the form's id) in a quarter."""

    period: Period
    form: str
    row: "FormRow"


@cache
def period_of(stored: str) -> Period:
    """The period of an id: thousands of rows name a few."""
    return Period.parse(stored)


def catalogue_text(row: Row) -> CatalogueText:
    """The catalogue of a row."""
    return CatalogueText(row["id"], row["version"], row["text"])


KNOWN_BY_TEXT = ("catalogues", "legal_libraries")
"""The tables whose rows are known by the hash of their text."""


def has_its_own_text(row: Row) -> bool:
    """Whether the text of a catalogue's row is the one that it is known by: its id is the text's hash."""
    return bool(content_hash(row["text"].encode()) == row["id"])


def write_catalogue(recorder: Recorder, catalogue: IndicatorCatalogue) -> None:
    """Keeps a catalogue with the periods that are made with it."""
    recorder.put("catalogues", catalogue.id, catalogue_row(catalogue))


def catalogue_row(catalogue: IndicatorCatalogue) -> Row:
    """The row of a catalogue."""
    return {
        "id": catalogue.id,
        "version": catalogue.version,
        "title": catalogue.title,
        "valid_from": catalogue.valid_from.isoformat(),
        "text": catalogue.text,
    }


def period_dates(row: Row) -> PeriodDates:
    """The dates of a row of ``periods``."""
    return from_columns(PeriodDates, row, period=period_of(row["id"]))


def write_period(recorder: Recorder, dates: PeriodDates, regime: str, catalogue_id: str | None) -> None:
    """Adds the period or makes the stored one what it is now; ``catalogue_id`` None keeps what it has."""
    before = recorder.data.row("periods", dates.period.id)
    kept = before["catalogue_id"] if before else None
    row = {
        "id": dates.period.id,
        **to_columns(dates, ("period",)),
        "regime": regime,
        "catalogue_id": catalogue_id if catalogue_id is not None else kept,
    }
    recorder.put("periods", dates.period.id, row)


def read_periods(data: DataFile) -> dict[Period, StoredPeriod]:
    """Every period that was touched."""
    return {
        period_of(row["id"]): StoredPeriod(period_dates(row), row["regime"], row["catalogue_id"])
        for row in data.rows("SELECT * FROM periods")
    }


def figure_id(period: Period, code: str) -> str:
    """The identity of a figure, by which its history is found."""
    return f"{period.id}:{code}"


def opening_id(span: Period, code: str) -> str:
    """The identity of an opening figure: another one than that of a figure of the same span."""
    return f"{span.id}/{code}"


def figure(row: Row) -> Figure:
    """The figure of a row."""
    value = None if row["value"] is None else Decimal(row["value"])
    return Figure(value, bool(row["none"]), bool(row["estimate"]), row["note"], row["source"])


def write_figure(recorder: Recorder, period: Period, code: str, typed: Figure) -> None:
    """Makes the stored figure what it is now; one that holds nothing is removed."""
    _write(recorder, "figures", figure_id(period, code), period, code, typed)


def write_opening(recorder: Recorder, span: Period, code: str, given: Figure) -> None:
    """Makes the stored opening figure what it is now; one that holds nothing is removed."""
    _write(recorder, "openings", opening_id(span, code), span, code, given)


def _write(recorder: Recorder, table: str, row_id: str, period: Period, code: str, typed: Figure) -> None:
    row: Row | None = None
    if not typed.is_blank:
        row = {
            "id": row_id,
            "period_id": period.id,
            "code": code,
            "value": None if typed.value is None else f"{typed.value:f}",
            **to_columns(typed, ("value",)),
        }
    recorder.put(table, row_id, row)


def read_figures(data: DataFile, table: str = "figures") -> dict[Period, dict[str, Figure]]:
    """All figures, or all opening figures, by period and code."""
    found: dict[Period, dict[str, Figure]] = {}
    sql = f'SELECT period_id, code, value, "none", estimate, note, source FROM {table}'
    for period_id, code, value, none, estimate, note, source in data.tuples(sql):
        number = None if value is None else Decimal(value)
        typed = Figure(number, bool(none), bool(estimate), note, source)
        found.setdefault(period_of(period_id), {})[code] = typed
    return found


def dossier_field(row: Row) -> DossierField:
    """The field of procedures of a row."""
    return DossierField(row["id"], row["name"])


def write_dossier_field(recorder: Recorder, field: DossierField) -> None:
    """Adds a field of procedures at the end of the list or makes the stored one what it is now."""
    before = recorder.data.row("dossier_fields", field.id)
    rank = before["rank"] if before else key_after_last(recorder.data, "dossier_fields")
    recorder.put("dossier_fields", field.id, {**to_columns(field), "rank": rank})


def dossiers_id(period: Period, field_id: str) -> str:
    """The identity of a row of the form."""
    return f"{period.id}:{field_id}"


def write_dossiers(recorder: Recorder, period: Period, field_id: str, dossiers: Dossiers) -> None:
    """Makes the stored row of the form what it is now; one that holds nothing is removed."""
    row_id = dossiers_id(period, field_id)
    row: Row | None = None
    if not dossiers.is_blank:
        row = {"id": row_id, "period_id": period.id, "field_id": field_id, **to_columns(dossiers)}
    recorder.put("dossiers", row_id, row)


def read_dossiers(data: DataFile) -> dict[Period, dict[str, Dossiers]]:
    """All rows of the form by period and field."""
    found: dict[Period, dict[str, Dossiers]] = {}
    for row in data.rows("SELECT * FROM dossiers"):
        found.setdefault(period_of(row["period_id"]), {})[row["field_id"]] = from_columns(Dossiers, row)
    return found


def form_row(row: Row) -> StoredFormRow:
    """The typed row of a form. Raises ValueError where its numbers are none."""
    # No first page shows one.
    from ..domain.forms import FormRow

    counts = json.loads(row["counts"])
    if not isinstance(counts, dict) or any(type(count) is not int for count in counts.values()):
        raise ValueError("counts of a form that are no numbers")
    return StoredFormRow(period_of(row["period_id"]), row["form"], FormRow(row["id"], row["name"], counts))


def write_form_row(recorder: Recorder, period: Period, form: str, typed: "FormRow") -> None:
    """Adds a row at the end of a quarter's form, or makes the stored one what it is now."""
    before = recorder.data.row("form_rows", typed.id)
    rank = before["rank"] if before else key_after_last(recorder.data, "form_rows")
    row = {
        "id": typed.id,
        "period_id": period.id,
        "form": form,
        "rank": rank,
        "name": typed.name,
        "counts": json.dumps(dict(typed.counts), sort_keys=True),
    }
    recorder.put("form_rows", typed.id, row)
