"""The office, its signers, units and officers, as rows and back."""

from ..domain.offices import OfficeProfile, Officer, Succession, Unit
from ..domain.order_keys import is_key, key_between, order_keys
from ..domain.places import SettingsPlace
from ..domain.plan import Signer, new_id
from .columns import Row, from_columns, to_columns
from .data_file import DataFile
from .kind import Field, Holds, Kind
from .recorder import Recorder
from .siblings import continued


def profile_of_row(row: Row) -> OfficeProfile:
    """The office of its row, without signers."""
    return from_columns(OfficeProfile, row)


def signer(row: Row) -> Signer:
    """The signer of a row."""
    return Signer(row["authority"], row["position"], row["name"])


def read_profile(data: DataFile) -> OfficeProfile | None:
    """The office, or None before the first run is through."""
    row = data.row("office", "office")
    if row is None:
        return None
    return from_columns(OfficeProfile, row, signers=tuple(map(signer, _signer_rows(data))))


def _signer_rows(data: DataFile) -> list[Row]:
    return data.rows("SELECT * FROM signers ORDER BY rank, id")


def write_profile(recorder: Recorder, profile: OfficeProfile) -> None:
    """Makes the stored office and its signers those of ``profile``."""
    recorder.put("office", "office", {"id": "office", **to_columns(profile, ("signers",))})
    old = _signer_rows(recorder.data)
    found = continued([signer(row) for row in old], profile.signers)
    ids = [new_id() if at is None else old[at]["id"] for at in found]
    for row in old:
        if row["id"] not in ids:
            recorder.delete("signers", row["id"])
    ranks = order_keys(ids, {row["id"]: row["rank"] for row in old})
    for row_id, each in zip(ids, profile.signers, strict=True):
        recorder.put("signers", row_id, {"id": row_id, **to_columns(each), "rank": ranks[row_id]})


def write_unit(recorder: Recorder, unit: Unit) -> None:
    """Adds the unit at the end of the list or makes the stored one what it is now."""
    before = recorder.data.row("units", unit.id)
    rank = before["rank"] if before else key_after_last(recorder.data, "units")
    recorder.put("units", unit.id, {**to_columns(unit), "rank": rank})


def key_after_last(data: DataFile, table: str) -> str:
    """The order key of a row that is added at the end of a table's list."""
    last = data.value(f"SELECT max(rank) FROM {table}")
    return key_between(last if last is not None and is_key(last) else None, None)


SUCCESSIONS = Kind(
    "unit_successions",
    "Sáp nhập, đổi tên đơn vị",
    (
        Field("successor"),
        Field("old", "Đơn vị cũ", searched=True),
        Field("short", "Viết tắt"),
        Field("new", "Đơn vị mới"),
        Field("day", "Từ ngày", Holds.DAY),
    ),
    place=lambda row: SettingsPlace("units", row["successor"]),
    record=Succession,
    title=lambda row: f"{row['old']} → {row['new']}",
    order=("day", "id"),
    since=7,
    unreadable="sáp nhập, đổi tên đơn vị",
)
"""Which unit took over which; the id is the old unit's."""


def write_officer(recorder: Recorder, officer: Officer) -> None:
    """Adds the officer or makes the stored one what it is now."""
    recorder.put("officers", officer.id, to_columns(officer))
