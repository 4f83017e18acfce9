"""Periods, figures, dossiers and directive documents as rows and back."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from sqlite_utils import Database

from ..domain.directives import Directive
from ..domain.dossiers import DossierField, Dossiers
from ..domain.figures import Figure
from ..domain.indicators import IndicatorCatalogue
from ..domain.regimes import PeriodDates
from ..domain.report_periods import Period
from .columns import Row, from_columns, to_columns
from .journal import Recorder, read_row


@cache
def _period(stored: str) -> Period:
    """The period of an id: thousands of rows name a few."""
    return Period.parse(stored)


def write_catalogue(recorder: Recorder, catalogue: IndicatorCatalogue) -> None:
    """Keeps a catalogue with the periods that are made with it."""
    row = {
        "id": catalogue.version,
        "title": catalogue.title,
        "valid_from": catalogue.valid_from.isoformat(),
        "text": catalogue.text,
    }
    recorder.put("catalogues", catalogue.version, row)


def read_catalogues(db: Database) -> dict[str, str]:
    """The text of each kept catalogue by its version."""
    return {row["id"]: row["text"] for row in db.table("catalogues").rows}


def write_period(recorder: Recorder, dates: PeriodDates, regime: str, catalogue: str | None) -> None:
    """Adds the period or makes the stored one what it is now; ``catalogue`` None keeps what it has."""
    before = read_row(recorder.db, "periods", dates.period.id)
    kept = before["catalogue_id"] if before else None
    row = {
        "id": dates.period.id,
        **to_columns(dates, ("period",)),
        "regime": regime,
        "catalogue_id": catalogue if catalogue is not None else kept,
    }
    recorder.put("periods", dates.period.id, row)


def read_periods(db: Database) -> dict[Period, PeriodDates]:
    """The dates of every stored period."""
    found = {}
    for row in db.table("periods").rows:
        period = _period(row["id"])
        found[period] = from_columns(PeriodDates, row, period=period)
    return found


def read_period_catalogues(db: Database) -> dict[Period, str]:
    """The version of the catalogue that each period was made with."""
    rows = db.table("periods").rows_where("catalogue_id IS NOT NULL")
    return {_period(row["id"]): row["catalogue_id"] for row in rows}


def read_period_regimes(db: Database) -> dict[Period, str]:
    """The regime that each stored period follows."""
    return {_period(row["id"]): row["regime"] for row in db.table("periods").rows}


def figure_id(period: Period, code: str) -> str:
    """The identity of a figure, by which its history is found."""
    return f"{period.id}:{code}"


def write_figure(recorder: Recorder, period: Period, code: str, figure: Figure) -> None:
    """Makes the stored figure what it is now; one that holds nothing is removed."""
    row_id = figure_id(period, code)
    row: Row | None = None
    if not figure.is_blank:
        row = {
            "id": row_id,
            "period_id": period.id,
            "code": code,
            "value": None if figure.value is None else f"{figure.value:f}",
            **to_columns(figure, ("value",)),
        }
    recorder.put("figures", row_id, row)


def read_figures(db: Database) -> dict[Period, dict[str, Figure]]:
    """All figures by period and code."""
    found: dict[Period, dict[str, Figure]] = {}
    for row in db.table("figures").rows:
        period = _period(row["period_id"])
        value = None if row["value"] is None else Decimal(row["value"])
        found.setdefault(period, {})[row["code"]] = Figure(
            value, bool(row["none"]), bool(row["estimate"]), row["note"], row["source"]
        )
    return found


def write_dossier_field(recorder: Recorder, field: DossierField) -> None:
    """Adds a field of procedures or makes the stored one what it is now."""
    recorder.put("dossier_fields", field.id, to_columns(field))


def read_dossier_fields(db: Database) -> list[DossierField]:
    """The fields of procedures in their order."""
    return [from_columns(DossierField, row) for row in db.table("dossier_fields").rows_where(order_by="rank")]


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


def read_dossiers(db: Database) -> dict[Period, dict[str, Dossiers]]:
    """All rows of the form by period and field."""
    found: dict[Period, dict[str, Dossiers]] = {}
    for row in db.table("dossiers").rows:
        period = _period(row["period_id"])
        found.setdefault(period, {})[row["field_id"]] = from_columns(Dossiers, row)
    return found


def write_directive(recorder: Recorder, directive: Directive) -> None:
    """Adds a directive document or makes the stored one what it is now."""
    recorder.put("directives", directive.id, to_columns(directive))


def read_directives(db: Database) -> list[Directive]:
    """All directive documents, earliest first."""
    return [_directive(row) for row in db.table("directives").rows_where(order_by="day, number")]


def _directive(row: Mapping[str, object]) -> Directive:
    return from_columns(Directive, row)
