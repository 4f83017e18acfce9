"""The kinds of record that legal documents are kept in: libraries from files, and what the office adds."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ..domain.places import SettingsPlace
from .columns import Row
from .kind import Field, Holds, Kind
from .recorder import Recorder

if TYPE_CHECKING:
    from ..domain.legal import LegalDocument

LEGAL_TABLES = ("legal_libraries", "legal_documents")
"""What the library of legal documents is read from, beside what the program carries."""


class LibraryText(NamedTuple):
    """A library that was taken in; ``id`` is the hash of its text."""

    id: str
    version: str
    title: str
    updated: date
    text: str


class OwnDocument(NamedTuple):
    """A document that the office added, under its identity."""

    id: str
    document: LegalDocument


def _library(row: Row) -> LibraryText:
    day = date.fromisoformat(row["updated"])
    return LibraryText(row["id"], row["version"], row["title"], day, row["text"])


def _document(row: Row) -> OwnDocument:
    # No start needs to know what a legal document is.
    from ..domain.legal import LegalDocument

    def day(name: str) -> date | None:
        return date.fromisoformat(row[name]) if row[name] else None

    replaced = json.loads(row["replaced_by"])
    if not isinstance(replaced, list) or not all(isinstance(each, str) for each in replaced):
        raise ValueError("what replaced a document is no list of texts")
    document = LegalDocument(
        row["symbol"], row["kind"], row["issuer"], row["title"], day("signed"),
        valid_from=day("valid_from"), ended=day("ended"), replaced_by=tuple(replaced), note=row["note"],
    )  # fmt: skip
    return OwnDocument(row["id"], document)


LEGAL_LIBRARIES = Kind(
    "legal_libraries",
    "Thư viện căn cứ",
    (
        Field("version", "Phiên bản"),
        Field("title", "Tên"),
        Field("updated", "Cập nhật đến", Holds.DAY),
        Field("text"),
    ),
    place=lambda _: SettingsPlace("legal"),
    reader=_library,
    title=lambda row: f"{row['title']}, phiên bản {row['version']}",
    order=("updated", "id"),
    since=8,
    unreadable="thư viện căn cứ",
)
LEGAL_DOCUMENTS = Kind(
    "legal_documents",
    "Văn bản làm căn cứ",
    (
        Field("symbol", "Số, ký hiệu", searched=True),
        Field("kind", "Tên loại", searched=True),
        Field("issuer", "Cơ quan ban hành", searched=True),
        Field("title", "Trích yếu", searched=True),
        Field("signed", "Ngày ban hành", Holds.DAY, optional=True),
        Field("valid_from", "Có hiệu lực từ", Holds.DAY, optional=True),
        Field("ended", "Hết hiệu lực từ", Holds.DAY, optional=True),
        Field("replaced_by", "Văn bản thay thế", Holds.LINES),
        Field("note", "Ghi chú", searched=True),
    ),
    place=lambda row: SettingsPlace("legal", row["id"]),
    reader=_document,
    title=lambda row: f"{row['kind']} {row['symbol'] or row['title']}",
    order=("symbol", "id"),
    since=8,
    unreadable="văn bản làm căn cứ",
)


def write_library(recorder: Recorder, library: LibraryText) -> None:
    """Keeps a library that was taken in."""
    row = library._asdict() | {"updated": library.updated.isoformat()}
    recorder.put(LEGAL_LIBRARIES.table, library.id, row)


def write_document(recorder: Recorder, own: OwnDocument) -> None:
    """Adds a document of the office, or makes the stored one what it is now."""
    known = own.document

    def day(value: date | None) -> str | None:
        return value.isoformat() if value is not None else None

    recorder.put(
        LEGAL_DOCUMENTS.table,
        own.id,
        {
            "id": own.id,
            "symbol": known.symbol,
            "kind": known.kind,
            "issuer": known.issuer,
            "title": known.title,
            "signed": day(known.signed),
            "valid_from": day(known.valid_from),
            "ended": day(known.ended),
            "replaced_by": json.dumps(known.replaced_by, ensure_ascii=False),
            "note": known.note,
        },
    )
