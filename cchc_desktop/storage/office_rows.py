"""The office, its signers, units and officers, as rows and back."""

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlite_utils import Database

from ..domain.offices import OfficeProfile, Officer, Unit
from ..domain.plan import PlanLevel, Signer
from .journal import Recorder, Row, read_row


def read_profile(db: Database) -> OfficeProfile | None:
    """The office, or None before the first run is through."""
    row = read_row(db, "office", "office")
    if row is None:
        return None
    signers = db.table("signers").rows_where(order_by="rank")
    return OfficeProfile(
        name=row["name"],
        superior=row["superior"],
        place=row["place"],
        level=PlanLevel(row["level"]),
        symbol=row["symbol"],
        archive=row["archive"],
        signers=tuple(Signer(s["authority"], s["position"], s["name"]) for s in signers),
    )


def write_profile(recorder: Recorder, profile: OfficeProfile) -> None:
    """Makes the stored office and its signers those of ``profile``."""
    recorder.put(
        "office",
        "office",
        {
            "id": "office",
            "name": profile.name,
            "superior": profile.superior,
            "place": profile.place,
            "level": profile.level.value,
            "symbol": profile.symbol,
            "archive": profile.archive,
        },
    )
    wanted = {
        f"signer.{rank}": {"id": f"signer.{rank}", "rank": rank, **asdict(signer)}
        for rank, signer in enumerate(profile.signers)
    }
    for row in list(recorder.db.table("signers").rows):
        if row["id"] not in wanted:
            recorder.delete("signers", row["id"])
    for row_id, row in wanted.items():
        recorder.put("signers", row_id, row)


def read_units(db: Database) -> list[Unit]:
    """All units, past ones too, in their order."""
    return [
        Unit(row["name"], row["short_name"], _day(row["valid_from"]), _day(row["valid_to"]), row["id"])
        for row in db.table("units").rows_where(order_by="rank, name")
    ]


def write_unit(recorder: Recorder, unit: Unit) -> None:
    """Adds the unit or makes the stored one what it is now."""
    before = read_row(recorder.db, "units", unit.id)
    last = recorder.db.execute("SELECT coalesce(max(rank), -1) FROM units").fetchone()[0]
    rank = before["rank"] if before else last + 1
    recorder.put("units", unit.id, {"rank": rank, **_as_row(unit)})


def read_officers(db: Database) -> list[Officer]:
    """All officers, past ones too."""
    return [
        Officer(
            row["name"], row["position"], row["unit_id"], _day(row["valid_from"]), _day(row["valid_to"]),
            row["id"],
        )
        for row in db.table("officers").rows
    ]  # fmt: skip


def write_officer(recorder: Recorder, officer: Officer) -> None:
    """Adds the officer or makes the stored one what it is now."""
    recorder.put("officers", officer.id, _as_row(officer))


def _as_row(record: Unit | Officer) -> Row:
    def plain(value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    return {key: plain(value) for key, value in asdict(record).items()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
