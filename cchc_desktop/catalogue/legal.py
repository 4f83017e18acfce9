"""The library of legal documents: the shipped one, or a newer one from a file in the same form.

The form is described at the head of resources/catalogue/legal.toml. A file from outside is bounded before it
is parsed and checked as a whole; every mistake is a sentence that names its place.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from .. import resources
from ..domain.errors import Refusal
from ..domain.legal import LegalDocument, LegalLibrary, faults_of
from ..domain.text import capitalized
from . import plain_toml
from .entry import Entry
from .toml_files import text_of_file

_MOST_DOCUMENTS = 1_000
_HEAD = {"version", "title", "updated", "source", "document"}
_KEYS = {
    "symbol", "kind", "issuer", "title", "signed", "year", "valid_from", "ended", "replaced_by",
    "abolished_by", "amended_by", "perhaps_by", "perhaps_since", "seen", "note",
}  # fmt: skip


@dataclass(frozen=True)
class LibraryFile:
    """A library as a file says it: as of which day it was brought up to date, and its text."""

    version: str
    title: str
    updated: date
    source: str
    documents: tuple[LegalDocument, ...]
    text: str

    @cached_property
    def id(self) -> str:
        """What it is known by: the hash of its text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@cache
def shipped() -> LibraryFile:
    """The library that the program carries."""
    return read_library(resources.read_text("catalogue", "legal.toml"))


@cache
def library() -> LegalLibrary:
    """The documents of the library that the program carries."""
    return LegalLibrary(shipped().documents)


def read_library_file(path: Path) -> LibraryFile:
    """The library of a file. Raises Refusal with the first mistake and the count of the others."""
    return read_library(text_of_file(path, "thư viện căn cứ"), path.name)


def read_library(text: str, where: str = "") -> LibraryFile:
    """The library that a text says; ``where`` is the name of its file. Raises Refusal with the first mistake
    and the count of the others."""
    problems: list[str] = []
    described = plain_toml.described(text, problems)
    if described is None:
        raise _refusal(problems, where)
    head = Entry(described, "phần đầu", problems)
    head.refuse_unknown(_HEAD)
    version, title, source = head.text("version"), head.text("title"), head.text("source")
    updated = head.day("updated")
    documents: dict[str, LegalDocument] = {}
    for entry in head.tables("document", most=_MOST_DOCUMENTS):
        document = _document(entry)
        if document.key in documents:
            entry.fault("trùng số, ký hiệu và năm với một văn bản ở trên. Hãy bỏ bớt một mục.")
        documents[document.key] = document
    if problems or updated is None:
        raise _refusal(problems, where)
    return LibraryFile(version, title, updated, source, tuple(documents.values()), text)


def _refusal(problems: list[str], where: str) -> Refusal:
    first = f"{where}: {problems[0]}" if where else capitalized(problems[0])
    more = f" Tệp còn {len(problems) - 1} chỗ sai khác." if len(problems) > 1 else ""
    return Refusal(first + more)


def _document(entry: Entry) -> LegalDocument:
    entry.refuse_unknown(_KEYS)
    document = LegalDocument(
        symbol=entry.text("symbol", required=False),
        kind=entry.text("kind"),
        issuer=entry.text("issuer", required=False),
        title=entry.text("title", required=False),
        signed=entry.day("signed", required=False, years=range(1945, 2101)),
        year=entry.whole("year", range(1945, 2101), required=False),
        valid_from=entry.day("valid_from", required=False, years=range(1945, 2101)),
        ended=entry.day("ended", required=False),
        replaced_by=entry.texts("replaced_by"),
        abolished_by=entry.texts("abolished_by"),
        amended_by=entry.texts("amended_by"),
        perhaps_by=entry.texts("perhaps_by"),
        perhaps_since=entry.day("perhaps_since", required=False),
        seen=entry.day("seen", required=False),
        note=entry.text("note", required=False),
    )
    for problem in faults_of(document):
        entry.fault(problem)
    return document
