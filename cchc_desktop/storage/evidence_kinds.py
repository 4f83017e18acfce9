"""The kind of record that files of evidence are kept in; their bytes lie beside the data (`content.py`)."""

import json
from collections.abc import Iterator

from ..domain.evidence import OWNER_LABELS, EvidenceFile, told_faults
from ..domain.places import EvidencePlace
from .columns import Row
from .content import FolderStore
from .data_file import DataFile
from .kind import Field, Holds, Kind
from .origin_kinds import values_kept


def _title(row: Row) -> str:
    return f"{row['name']} (bản {row['number']})" if row["number"] > 1 else str(row["name"])


EVIDENCE_FILES = Kind(
    "evidence",
    "Minh chứng",
    (
        Field("owner_kind", "Gắn với", codes={str(kind): label for kind, label in OWNER_LABELS.items()}),
        Field("owner_id"),
        Field("about", "Nội dung gắn", searched=True),
        Field("area", "Lĩnh vực", Holds.NUMBER),
        Field("chain"),
        Field("number", "Bản thứ", Holds.NUMBER),
        Field("sha256"),
        Field("size", "Cỡ tệp (byte)", Holds.NUMBER),
        Field("name", "Tên tệp", searched=True),
        Field("sort", "Loại tài liệu", searched=True),
        Field("day", "Ngày", Holds.DAY),
        Field("officer", "Người đính kèm", searched=True),
        Field("note", "Ghi chú", searched=True),
        Field("entered", holds=Holds.NUMBER),
    ),
    place=lambda row: EvidencePlace(row["id"]),
    record=EvidenceFile,
    title=_title,
    order=("entered", "id"),
    since=7,
    counted=True,
    unreadable="minh chứng",
)


def evidence_rows(data: DataFile) -> Iterator[Row]:
    """Every file that a record names, or named in what can be undone."""
    yield from data.rows(f"SELECT * FROM {EVIDENCE_FILES.table}")
    for side in ("before", "after"):
        kept = f"SELECT {side} AS side FROM changes WHERE table_name = ? AND {side} IS NOT NULL"
        for row in data.rows(kept, [EVIDENCE_FILES.table]):
            yield json.loads(row["side"])


def evidence_in_use(data: DataFile) -> set[str]:
    """The hashes of the files that a record refers to, or referred to in what can be undone."""
    kept = {str(each) for each in values_kept(data, EVIDENCE_FILES.table, "sha256") if each}
    return kept | {str(row["sha256"]) for row in evidence_rows(data) if row.get("sha256")}


def faulty_evidence(data: DataFile, folder: FolderStore) -> list[str]:
    """Sentences about the files of evidence whose bytes are gone, or no longer what they were; reads all."""
    missing: list[str] = []
    altered: list[str] = []
    for row in data.rows(f"SELECT name, sha256 FROM {EVIDENCE_FILES.table} ORDER BY entered, id"):
        if folder.size(row["sha256"]) is None:
            missing.append(row["name"])
        elif not folder.is_whole(row["sha256"]):
            altered.append(row["name"])
    return told_faults(missing, altered)
