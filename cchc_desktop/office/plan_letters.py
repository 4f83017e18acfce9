"""The papers that go with plans: submission, letter, note of a copy; proposed, kept where an official made
something else of them, and composed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypedDict, Unpack

from ..domain.errors import Refusal
from ..domain.numerals import document_number
from ..domain.plan_letters import COPY_FORMS, LetterKind, PlanLetter, letter_id
from ..domain.text import clean_line, clean_text
from ..storage.changes import Changes
from ..storage.plan_letter_kinds import PLAN_LETTERS
from . import operations
from .desk import Desk, Part
from .papers import Papers
from .settings import file_name

if TYPE_CHECKING:
    from ..documents.model import Document


class LetterFields(TypedDict, total=False):
    """What may be set of a paper, by the names of ``PlanLetter``."""

    number: str
    symbol: str
    day: date | None
    superior: str
    issuer: str
    subject: str
    addressees: str
    body: str
    recipients: str
    authority: str
    position: str
    signer_name: str


_LINES = frozenset({"addressees", "body", "recipients", "position"})
_NEEDED = {
    "subject": "Hãy nhập trích yếu của văn bản.",
    "issuer": "Hãy nhập cơ quan ban hành văn bản.",
    "body": "Hãy nhập nội dung của văn bản.",
}


class PlanLetters(Part):
    """The papers of plans. Each change is one operation."""

    def __init__(self, desk: Desk, papers: Papers) -> None:
        super().__init__(desk)
        self._papers = papers

    def get(self, plan_id: str, kind: LetterKind) -> PlanLetter:
        """What is kept of a paper, else what the program proposes. Raises Refusal where there is no plan."""
        wanted = letter_id(plan_id, kind)
        kept = (each for each in self._desk.store.records(PLAN_LETTERS) if each.id == wanted)
        return next(kept, None) or self._proposed(plan_id, kind)

    def is_kept(self, plan_id: str, kind: LetterKind) -> bool:
        """Whether an official made something of a paper."""
        wanted = letter_id(plan_id, kind)
        return any(each.id == wanted for each in self._desk.store.records(PLAN_LETTERS))

    def set(self, plan_id: str, kind: LetterKind, **fields: Unpack[LetterFields]) -> Changes:
        """Sets fields of a paper; what was not set stays as it was proposed then.

        Raises Refusal, with the field, for a bad number, and where subject, issuer or text would be empty.
        """
        self._desk.admit(operations.SAVE_LETTER)
        letter = self.get(plan_id, kind)
        for name, value in fields.items():
            cleaned = self._cleaned(name, value) if isinstance(value, str) else value
            letter = self._with(letter, name, cleaned)
        with self._desk.operation(operations.SAVE_LETTER, f"{kind.label}: {letter.subject}") as recorder:
            recorder.save(PLAN_LETTERS, letter)
        return recorder.changes

    @staticmethod
    def _cleaned(name: str, typed: str) -> str:
        text = clean_text(typed).strip() if name in _LINES else clean_line(typed)
        if name in _NEEDED and not text:
            raise Refusal(_NEEDED[name], name)
        return document_number(text) if name == "number" and text else text

    @staticmethod
    def _with(letter: PlanLetter, name: str, value: object) -> PlanLetter:
        if name == "subject" and letter.kind is LetterKind.COPY:
            from ..documents.compose_copy import with_form

            if value not in COPY_FORMS:
                raise Refusal(f"Hình thức sao là {', '.join(COPY_FORMS[:-1])} hoặc {COPY_FORMS[-1]}.", name)
            return with_form(letter, str(value))
        return replace(letter, **{name: value})  # type: ignore[arg-type]

    def reset(self, plan_id: str, kind: LetterKind) -> Changes:
        """Takes the paper as the program proposes it now."""
        self._desk.admit(operations.RESET_LETTER)
        with self._desk.operation(operations.RESET_LETTER, kind.label) as recorder:
            if self.is_kept(plan_id, kind):
                recorder.delete(PLAN_LETTERS.table, letter_id(plan_id, kind))
        return recorder.changes

    def _proposed(self, plan_id: str, kind: LetterKind) -> PlanLetter:
        plan = self._desk.plan(plan_id)
        office = self._papers.profile(plan)
        match kind:
            case LetterKind.SUBMISSION:
                from ..documents.compose_submission import proposed_submission

                return proposed_submission(plan, office)
            case LetterKind.COVER:
                from ..documents.compose_cover_letter import proposed_cover_letter

                return proposed_cover_letter(plan, office)
            case LetterKind.COPY:
                from ..documents.compose_copy import proposed_copy

                return proposed_copy(plan, office)

    def document(self, plan_id: str, kind: LetterKind) -> Document:
        """A paper as it is printed; a copy is the plan with the note that makes it one.

        Raises Refusal for the copy of a plan that is not issued.
        """
        letter, plan = self.get(plan_id, kind), self._desk.plan(plan_id)
        office = self._papers.profile(plan)
        match kind:
            case LetterKind.SUBMISSION:
                from ..documents.compose_submission import compose_submission

                return compose_submission(letter, plan, office)
            case LetterKind.COVER:
                from ..documents.compose_cover_letter import compose_cover_letter

                return compose_cover_letter(letter, plan, office)
            case LetterKind.COPY:
                from ..documents.compose_copy import compose_copy

                if not plan.status.is_issued:
                    raise Refusal("Chỉ sao được kế hoạch đã ban hành. Hãy ban hành kế hoạch trước.")
                return compose_copy(self._papers.of_plan(plan), letter, plan, office)

    def file_name(self, plan_id: str, kind: LetterKind, fmt: str) -> str:
        """A file name for a paper."""
        letter = self.get(plan_id, kind)
        return file_name(
            self._desk, f"{kind.label} {letter.subject}", fmt, letter.number, letter.symbol, letter.day
        )
