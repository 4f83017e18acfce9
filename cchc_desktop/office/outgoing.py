"""What leaves the house: the folder that a report or plan goes out as, and the signed PDF that comes back.

The program signs nothing and checks no signature: both are the work of regulated software (Nghị định
23/2025/NĐ-CP, Điều 17; FACTS_2026.md section 2).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.errors import Refusal
from ..domain.outgoing.records import Dispatch, IssuedPaper, PaperKey, PaperKind, SignedCopy
from ..domain.plan import Plan
from ..domain.report_periods import Period
from ..domain.text import clean_line
from ..storage.changes import Changes
from ..storage.content import content_hash, get_file, put_file
from ..storage.outgoing_rows import dispatch_row, signed_copy_row
from ..storage.report_rows import DISPATCHES, SIGNED_COPIES
from . import operations
from .desk import Desk, Part
from .papers import Papers
from .reports import Reports
from .settings import YES, file_name

if TYPE_CHECKING:
    from ..documents.model import Document
    from ..documents.outgoing import MadeFolder, Sheaf
    from ..domain.outgoing.signed import SignedText

Cancelled = Callable[[], bool]
OUTGOING_TABLES = ("dispatches", "signed_copies")
"""What went out, and what came back."""
_APART = "outgoing.apart"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A signed PDF as it was read: its name, its bytes, and what could be read of it."""

    name: str
    content: bytes
    text: SignedText


def read_signed(path: Path, cancelled: Cancelled | None = None) -> Incoming:
    """A signed PDF from outside, looked at in a child process, fit for a worker.

    Raises Refusal where it is none, is locked, damaged, too large or was changed meanwhile,
    EnvironmentProblem where no child can be started.
    """
    from ..child import process
    from ..child.errands import Errand

    text: SignedText = process.run(Errand.SIGNED, path, cancelled=cancelled)
    from ..intake.outside import told_why
    from ..intake.pdf.signed import MAX_BYTES

    with told_why(path), path.open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    if content_hash(content) != text.sha256:
        raise Refusal(f"Tệp «{path.name}» vừa bị thay đổi khi đang đọc. Hãy chọn lại tệp.", "file")
    return Incoming(path.name, content, text)


class Outgoing(Part):
    """What was sent of reports and plans, and their signed copies."""

    def __init__(self, desk: Desk, papers: Papers, reports: Reports) -> None:
        super().__init__(desk)
        self._papers = papers
        self._reports = reports

    # The document

    def paper(self, key: PaperKey) -> IssuedPaper:
        """The document with its title and subject as they are printed. Raises Refusal where there is none."""
        from ..documents.model import Title

        document = self.document(key)
        blocks = document.parts[0].blocks if document.parts else ()
        title = next((block for block in blocks if isinstance(block, Title)), None)
        subject = title.subject if title is not None else ""
        return replace(self.head(key), title=document.title, subject=subject)

    def head(self, key: PaperKey) -> IssuedPaper:
        """The document without title and subject, which take composing it. Raises Refusal for none."""
        if key.kind is PaperKind.PLAN:
            return self._of_plan(key, self._desk.plan(key.id))
        head = self._reports.text.head(Period.parse(key.id))
        return IssuedPaper(
            key, "", "", head.number, head.symbol, head.issued_on, head.signer.name, head.recipients,
            is_issued=head.is_issued,
        )  # fmt: skip

    def _of_plan(self, key: PaperKey, plan: Plan) -> IssuedPaper:
        from ..documents.office_text import chosen_signer

        profile = self._desk.store.profile()
        signer = chosen_signer(plan.signer, profile) if profile is not None else plan.signer
        return IssuedPaper(
            key, "", "", plan.number, plan.issued_symbol, plan.issued_on, signer.name, plan.recipients,
            is_issued=plan.status.is_issued and bool(plan.number) and plan.issued_on is not None,
        )  # fmt: skip

    def document(self, key: PaperKey) -> Document:
        """The document as it is printed."""
        if key.kind is PaperKind.PLAN:
            return self._papers.plan(key.id)
        return self._reports.papers.compose(Period.parse(key.id))

    # Going out

    @property
    def is_apart(self) -> bool:
        """Whether annexes go out as files of their own, as was chosen last at this desk."""
        return self._desk.store.preference(_APART) == YES

    def choose_apart(self, apart: bool) -> None:
        """Keeps the choice whether annexes go out as files of their own."""
        self._desk.store.set_preference(_APART, YES if apart else "")

    def sheaves(self, key: PaperKey, *, apart: bool) -> tuple[Sheaf, ...]:
        """The files that the document goes out as, to be made in a worker (`documents.outgoing`).

        Raises Refusal where whoever is here may not send it, once it is issued.
        """
        from ..documents.outgoing import sheaves

        head = self.head(key)
        if head.is_issued:
            self._desk.admit(operations.NOTE_DISPATCH)

        is_plan = key.kind is PaperKind.PLAN
        about = self._desk.plan(key.id).period.label if is_plan else Period.parse(key.id).label

        def namer(label: str, fmt: str) -> str:
            if not label:
                return self._file_name(key, fmt)
            return file_name(self._desk, f"{label} {about}", fmt, head.number, head.symbol)

        return sheaves(self.document(key), namer, apart=apart)

    def _file_name(self, key: PaperKey, fmt: str) -> str:
        if key.kind is PaperKind.PLAN:
            return self._papers.plan_file_name(key.id, fmt)
        return self._reports.papers.file_name(Period.parse(key.id), fmt)

    def folder_in(self, place: Path, key: PaperKey) -> Path:
        """A name for a new folder in a place, which nothing there has yet."""
        stem = self._file_name(key, "pdf").removesuffix(".pdf")
        found, number = place / stem, 1
        while found.exists():
            number += 1
            found = place / f"{stem}-{number}"
        return found

    def note(self, key: PaperKey, made: MadeFolder, *, apart: bool) -> Changes:
        """Notes that the document was made ready to be sent; of one that is still to be signed nothing is
        noted."""
        paper = self.paper(key)
        if not paper.is_issued:
            return Changes()
        assert paper.issued_on is not None
        sent = Dispatch(
            key.kind, key.id, paper.number, paper.symbol, paper.issued_on, paper.title, paper.signer,
            paper.recipients, self._desk.today(), made.files, apart,
        )  # fmt: skip
        with self._desk.operation(operations.NOTE_DISPATCH, paper.numbered) as recorder:
            recorder.put(DISPATCHES.table, sent.id, dispatch_row(sent))
        return recorder.changes

    def dispatches(self, key: PaperKey | None = None) -> list[Dispatch]:
        """Each time that a document was sent, or that any was, earliest first."""
        known = self._desk.store.records(DISPATCHES)
        return [each for each in known if key is None or PaperKey(each.paper, each.paper_id) == key]

    # Coming back

    def copies(self, key: PaperKey) -> list[SignedCopy]:
        """The signed copies of a document, also those of when it was issued before, earliest first."""
        known = self._desk.store.records(SIGNED_COPIES)
        return [each for each in known if PaperKey(each.paper, each.paper_id) == key]

    def copy(self, key: PaperKey) -> SignedCopy | None:
        """The signed copy of the document as it is issued now, None where none was attached."""
        copies = self.copies(key)
        if not copies:
            return None
        head = self.head(key)
        return next((each for each in reversed(copies) if each.is_of(head)), None)

    def refuse_attaching(self, key: PaperKey) -> None:
        """Raises Refusal where no signed copy can be attached: the document is not issued, or whoever is here
        may not."""
        self._desk.admit(operations.ATTACH_SIGNED)
        head = self.head(key)
        if not head.is_issued:
            raise Refusal(
                f"{key.kind.label} chưa phát hành nên chưa có bản ký. Hãy ghi số, ngày của văn bản đã ký "
                "trước, rồi đính kèm tệp PDF."
            )

    def attach(self, key: PaperKey, found: Incoming, reason: str = "") -> SignedCopy:
        """Attaches a signed PDF to the document as it is issued now, in the place of the one before.

        What differs from the issued document is pointed out in its ``remarks``. Raises Refusal for a document
        that is not issued, the same file once more, or a replacement without a ``reason``.
        """
        from ..domain.outgoing.signed import differences

        self.refuse_attaching(key)
        paper, before = self.paper(key), self.copy(key)
        assert paper.issued_on is not None
        reason = clean_line(reason)
        if before is not None and before.sha256 == found.text.sha256:
            raise Refusal(f"Tệp «{found.name}» đúng là bản ký đã đính kèm, không có gì để thay.", "file")
        if before is not None and not reason:
            raise Refusal("Đã có bản ký đính kèm. Hãy ghi lý do thay bản ký.", "reason")
        operation = operations.ATTACH_SIGNED if before is None else operations.REPLACE_SIGNED
        with self._desk.operation(operation, paper.numbered) as recorder:
            pack = put_file(self._desk.store.packs, found.content)
            copy = SignedCopy(
                key.kind, key.id, paper.number, paper.symbol, paper.issued_on, clean_line(found.name),
                len(found.content), found.text.sha256, found.text.pages, self._desk.today(), pack,
                differences(found.text, paper), reason,
            )  # fmt: skip
            if before is not None:
                copy = replace(copy, id=before.id)
            recorder.put(SIGNED_COPIES.table, copy.id, signed_copy_row(copy))
        return copy

    def content(self, copy: SignedCopy) -> bytes:
        """The bytes of a signed copy. Raises EnvironmentProblem where they are lost or damaged."""
        return get_file(self._desk.store.packs, copy.pack)

    def save(self, copy: SignedCopy, target: Path) -> None:
        """Writes a signed copy to a file. Raises EnvironmentProblem where it cannot be written, is lost or
        damaged, Refusal for another ending than .pdf."""
        from ..documents.export import write_atomically

        if target.suffix.lower() != ".pdf":
            raise Refusal(f"Tên tệp phải kết thúc bằng .pdf. Hãy sửa «{target.name}» rồi lưu lại.", "path")
        write_atomically(target, self.content(copy))
