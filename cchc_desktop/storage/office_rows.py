"""The office, its signers, units and officers, as rows and back."""

from sqlite_utils import Database

from ..domain.offices import OfficeProfile, Officer, Unit
from ..domain.plan import Signer
from .columns import from_columns, to_columns
from .journal import Recorder, read_row


def read_profile(db: Database) -> OfficeProfile | None:
    """The office, or None before the first run is through."""
    row = read_row(db, "office", "office")
    if row is None:
        return None
    signers = db.table("signers").rows_where(order_by="rank")
    return from_columns(
        OfficeProfile,
        row,
        signers=tuple(Signer(s["authority"], s["position"], s["name"]) for s in signers),
    )


def write_profile(recorder: Recorder, profile: OfficeProfile) -> None:
    """Makes the stored office and its signers those of ``profile``."""
    recorder.put("office", "office", {"id": "office", **to_columns(profile, ("signers",))})
    wanted = {
        f"signer.{rank}": {"id": f"signer.{rank}", "rank": rank, **to_columns(signer)}
        for rank, signer in enumerate(profile.signers)
    }
    for row in list(recorder.db.table("signers").rows):
        if row["id"] not in wanted:
            recorder.delete("signers", row["id"])
    for row_id, row in wanted.items():
        recorder.put("signers", row_id, row)


def read_units(db: Database) -> list[Unit]:
    """All units, past ones too, in their order."""
    return [from_columns(Unit, row) for row in db.table("units").rows_where(order_by="rank, name")]


def write_unit(recorder: Recorder, unit: Unit) -> None:
    """Adds the unit or makes the stored one what it is now."""
    before = read_row(recorder.db, "units", unit.id)
    last = recorder.db.execute("SELECT coalesce(max(rank), -1) FROM units").fetchone()[0]
    rank = before["rank"] if before else last + 1
    recorder.put("units", unit.id, {"rank": rank, **to_columns(unit)})


def read_officers(db: Database) -> list[Officer]:
    """All officers, past ones too."""
    return [from_columns(Officer, row) for row in db.table("officers").rows]


def write_officer(recorder: Recorder, officer: Officer) -> None:
    """Adds the officer or makes the stored one what it is now."""
    recorder.put("officers", officer.id, to_columns(officer))
