"""Legal documents at the office's desk: which are known, and which do not hold that something cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ..catalogue import legal as catalogue
from ..domain.citation_changes import cited_places
from ..domain.citations import Cited, cited, to_be_told
from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.legal import LegalDocument, LegalLibrary, faults_of, symbol_key
from ..domain.legal_list import LegalFilter, LibraryChange, Listed, library_changes, listed
from ..domain.places import Place, PlanPlace, ReportPlace
from ..domain.plan import new_id
from ..domain.plan_form import form_problems
from ..domain.plan_funding import funding
from ..storage.changes import Changes
from ..storage.legal_kinds import (
    LEGAL_DOCUMENTS,
    LEGAL_LIBRARIES,
    LEGAL_TABLES,
    LibraryText,
    OwnDocument,
    write_document,
    write_library,
)
from . import operations
from .answered import shortfall_sentences
from .desk import Desk, Part
from .settings import file_name

if TYPE_CHECKING:
    from ..catalogue.legal import LibraryFile
    from ..documents.model import Document
    from ..domain.plan import Plan
    from ..domain.report.passages import PassageRow
    from ..domain.report_periods import Period


@dataclass(frozen=True, slots=True)
class LegalRemark:
    """A cited document that does not hold on the day of what cites it, may not, or has another day: what is
    to be said, and the place of the citation."""

    sentence: str
    place: Place


class Legal(Part):
    """The library of legal documents, held against what the office writes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.library = desk.derived(self._library, LEGAL_TABLES)

    def _library(self) -> LegalLibrary:
        """The documents that are known: the office's own before those of the newest file that has them."""
        known = {each.key: each for each in self.of_files()}
        own = [
            # What a form does not ask for stays as it is known.
            replace(each, amended_by=known[each.key].amended_by) if each.key in known else each
            for each in self.own().values()
        ]
        return LegalLibrary((*known.values(), *own))

    def of_files(self) -> tuple[LegalDocument, ...]:
        """The documents that the files know, without those of the office."""
        return LegalLibrary(each for file in self.files() for each in file.documents).documents

    def files(self) -> list[LibraryFile]:
        """The program's library and those that were taken in, the newest last; without what is beyond the
        bounds of what comes from outside."""
        found = [catalogue.shipped()]
        for kept in self._desk.store.records(LEGAL_LIBRARIES):
            with suppress(Refusal):
                found.append(catalogue.read_library(kept.text))
        return sorted(found, key=lambda each: each.updated)

    def own(self) -> dict[str, LegalDocument]:
        """The documents that the office added, by their identities."""
        return {each.id: each.document for each in self._desk.store.records(LEGAL_DOCUMENTS)}

    def listed(
        self, words: str = "", wanted: LegalFilter = LegalFilter.ALL, day: date | None = None
    ) -> list[Listed]:
        """The documents that have the words and a filter lets through, as they stand on a day (today)."""
        return listed(self.library(), self.own(), day or self._desk.today(), words, wanted)

    @property
    def source(self) -> str:
        """Which library is in use: its title, version, and as of which day."""
        newest = self.files()[-1]
        return f"{newest.title}, phiên bản {newest.version}, cập nhật đến {short_date(newest.updated)}"

    def document(
        self, documents: Sequence[Listed], wanted: LegalFilter = LegalFilter.ALL, day: date | None = None
    ) -> Document:
        """A list of documents as it is printed and as a workbook."""
        from ..documents.compose_legal import compose_legal

        profile = self._desk.store.profile()
        return compose_legal(documents, day or self._desk.today(), self.source, profile, wanted)

    def file_name(self, fmt: str) -> str:
        """A file name for the list."""
        return file_name(self._desk, "Danh mục văn bản pháp luật", fmt, day=self._desk.today())

    def changes_by(self, new: LibraryFile) -> list[LibraryChange]:
        """What a newer library says otherwise than what the files know. Raises Refusal where it may not be
        taken in."""
        self._refuse_known(new)
        return library_changes(self.of_files(), new.documents, self.own().values())

    def take(self, new: LibraryFile) -> Changes:
        """Takes a newer library in. Raises Refusal where it is known, or no newer than what is known."""
        self._desk.admit(operations.TAKE_LEGAL)
        self._refuse_known(new)
        subject = f"{new.title}, phiên bản {new.version}"
        with self._desk.operation(operations.TAKE_LEGAL, subject) as recorder:
            write_library(recorder, LibraryText(new.id, new.version, new.title, new.updated, new.text))
        return recorder.changes

    def last_taken(self) -> LibraryText | None:
        """The newest library that was taken in; None where the program's own is all there is."""
        taken = self._desk.store.records(LEGAL_LIBRARIES)
        return max(taken, key=lambda each: each.updated) if taken else None

    def go_back(self) -> Changes:
        """Gives the newest library that was taken in up, for the one before. Raises Refusal where there is
        none."""
        self._desk.admit(operations.DROP_LEGAL)
        last = self.last_taken()
        if last is None:
            raise Refusal("Đang dùng thư viện kèm chương trình, không có thư viện nào nhập từ tệp để bỏ.")
        subject = f"{last.title}, phiên bản {last.version}"
        with self._desk.operation(operations.DROP_LEGAL, subject) as recorder:
            recorder.delete(LEGAL_LIBRARIES.table, last.id)
        return recorder.changes

    def _refuse_known(self, new: LibraryFile) -> None:
        if any(each.id == new.id for each in self.files()):
            raise Refusal(f"Thư viện phiên bản «{new.version}» đã có trong chương trình, không cần nhập lại.")
        newest = self.files()[-1]
        if new.updated <= newest.updated:
            raise Refusal(
                f"Thư viện này cập nhật đến ngày {short_date(new.updated)}, không mới hơn thư viện phiên bản "
                f"«{newest.version}» đang có (ngày {short_date(newest.updated)}). Hãy chọn tệp mới hơn.",
                "updated",
            )

    def save(self, document: LegalDocument, own_id: str | None = None) -> Changes:
        """Adds a document of the office, in place of its own one of that symbol and year; with ``own_id``, in
        place of that record, or as a new one where it is empty. Raises Refusal with the first thing that
        cannot be."""
        self._desk.admit(operations.SAVE_LEGAL)
        if not document.kind:
            raise Refusal("Hãy ghi tên loại văn bản, như Kế hoạch.", "kind")
        if faults := faults_of(document):
            raise Refusal(f"Văn bản {faults[0]}", "symbol")
        if document.known_year is None and not document.is_law:
            raise Refusal(
                f"Hãy ghi ngày ban hành: số, ký hiệu «{document.symbol}» không có năm.",
                "signed",
            )
        same = next((known_id for known_id, known in self.own().items() if known.key == document.key), "")
        if own_id is not None and same not in ("", own_id):
            raise Refusal(f"Cơ quan đã thêm {document.short}. Hãy sửa văn bản đó.", "symbol")
        with self._desk.operation(operations.SAVE_LEGAL, document.short) as recorder:
            write_document(recorder, OwnDocument(own_id or same or new_id(), document))
        return recorder.changes

    def delete_own(self, own_id: str) -> Changes:
        """Takes a document of the office's own away, by its identity."""
        self._desk.admit(operations.DELETE_LEGAL)
        with self._desk.operation(operations.DELETE_LEGAL, self.own()[own_id].short) as recorder:
            recorder.delete(LEGAL_DOCUMENTS.table, own_id)
        return recorder.changes

    def delete(self, symbol: str) -> Changes:
        """Takes a document of the office's own away. Raises Refusal where it has none of that symbol."""
        self._desk.admit(operations.DELETE_LEGAL)
        wanted = symbol_key(symbol)
        found = [known for known in self.own().items() if symbol_key(known[1].symbol) == wanted]
        if not found:
            raise Refusal(f"Đơn vị không tự thêm văn bản «{symbol}» nên không có gì để xóa.", "symbol")
        with self._desk.operation(operations.DELETE_LEGAL, found[0][1].short) as recorder:
            for known_id, _ in found:
                recorder.delete(LEGAL_DOCUMENTS.table, known_id)
        return recorder.changes

    def of_plan(self, plan: Plan) -> list[LegalRemark]:
        """The documents that a plan cites and that do not hold, or may not, on the day of its issue; today
        while it is written or amended."""
        return list(self._of_plan(plan, self.day_of(plan)))

    def day_of(self, plan: Plan) -> date:
        """The day on which what a plan cites should hold: that of its issue, today while it is written."""
        return (plan.issued_on if plan.status.is_issued else None) or self._desk.today()

    def standing_words(self, text: str, day: date) -> list[str]:
        """How each document that a text cites stands on a day, a sentence for each."""
        found = cited(text, self.library(), day)
        return list(dict.fromkeys(each.standing.sentence for each in found))

    def plan_problems(self, plan: Plan) -> list[str]:
        """What should be seen to before a plan is signed: its form, sums of money that do not agree, what it
        cites, and where it asks for less than a plan that it carries out."""
        return [
            *form_problems(plan),
            *(doubt.sentence for doubt in funding(plan).doubts),
            *(each.sentence for each in self.of_plan(plan)),
            *shortfall_sentences(self._desk, plan),
        ]

    def of_passages(
        self, period: Period, passages: Sequence[PassageRow], issued_on: date | None
    ) -> list[LegalRemark]:
        """The same of a report's passages."""
        day = issued_on or self._desk.today()
        return [
            LegalRemark(_sentence(f"Mục «{row.title}»", each, day), ReportPlace(period, row.key))
            for row in passages
            for each in to_be_told(row.text, self.library(), day)
        ]

    def _of_plan(self, plan: Plan, day: date) -> Iterator[LegalRemark]:
        for where, item in cited_places(plan):
            for found in to_be_told(item.text, self.library(), day):
                yield LegalRemark(_sentence(where, found, day), PlanPlace(plan.id, item.id))


def _sentence(where: str, found: Cited, day: date) -> str:
    """Where what does not hold is cited, since when, and what to do."""
    standing, document = found.standing, found.standing.document
    if not standing.is_told and document is not None:
        said, known = short_date(found.citation.signed), short_date(document.signed)
        words = f"{document.short} ghi ngày {said}, thư viện căn cứ là ngày {known}"
        return f"{where}: {words}. Hãy xem lại ngày ký."
    if standing.is_out:
        do = f" Hãy viện dẫn {standing.right}." if standing.right else " Hãy bỏ hoặc thay căn cứ khác."
    else:
        do = " Hãy đối chiếu trước khi ban hành."
    return f"{where} (ngày {short_date(day)}): {standing.sentence}{do}"
