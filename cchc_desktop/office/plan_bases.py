"""The legal bases of a plan out of the library, and what of a plan should be cited otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..domain.citation_changes import TextChange, applied, renewed_bases, shortened_citations
from ..domain.legal import LegalDocument, LegalLibrary, LegalState, has_words
from ..domain.legal_bases import basis_texts, cited_keys, plan_as_document, with_bases
from ..domain.legal_list import Listed, listed
from ..domain.text import fold
from ..storage.changes import Changes
from .desk import Desk, Part
from .legal import Legal
from .plans import Plans

_ORDER = (
    LegalState.IN_FORCE, LegalState.UNKNOWN, LegalState.NOT_YET, LegalState.DOUBTFUL, LegalState.ENDED
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """A document that may become a basis of a plan: one of the library, or with ``is_plan`` a plan that the
    program holds; ``is_cited`` where the plan has it among its bases already."""

    listed: Listed
    is_cited: bool
    is_plan: bool = False

    @property
    def document(self) -> LegalDocument:
        """The document."""
        return self.listed.document

    @property
    def id(self) -> str:
        """What tells it from others: two offices may give their plans the same number."""
        return f"{self.document.key} {fold(self.document.issuer)}" if self.is_plan else self.document.key

    def has_words(self, words: str) -> bool:
        """Whether a search for the words finds it."""
        return has_words(self.document, words)

    @property
    def state(self) -> LegalState:
        """How it stands today."""
        return self.listed.standing.state

    @property
    def state_words(self) -> str:
        """How it stands, in words."""
        is_over = self.is_plan and self.state is LegalState.ENDED
        return "Hết thời gian thực hiện" if is_over else self.listed.state_words

    @property
    def source_words(self) -> str:
        """Where it is known from."""
        return "Kế hoạch" if self.is_plan else self.listed.source_words


class PlanBases(Part):
    """What plans cite, and what they might."""

    def __init__(self, desk: Desk, legal: Legal, plans: Plans) -> None:
        super().__init__(desk)
        self._legal, self._plans = legal, plans

    def offered(self, plan_id: str) -> list[Offered]:
        """The documents of the library and the issued plans: what holds first, then by legal force."""
        day, library = self._desk.today(), self._legal.library()
        texts = basis_texts(self._plans.get(plan_id).items)
        cited = cited_keys(texts, library)
        found = [Offered(each, each.key in cited) for each in listed(library, self._legal.own(), day)]
        for document in self._of_plans(plan_id):
            alone = LegalLibrary((document,))
            is_cited = any(_names(text, document, alone) for text in texts)
            found += [Offered(each, is_cited, is_plan=True) for each in listed(alone, {}, day)]
        return sorted(found, key=lambda each: (_ORDER.index(each.state), each.document.rank))

    def add(self, plan_id: str, documents: Sequence[LegalDocument], beside: str = "") -> Changes:
        """Adds a basis for each document, in the order of legal force, beside a basis where given. Raises
        Refusal for an issued plan."""
        library = self._legal.library()
        return self._plans.restructure(
            plan_id, "Thêm căn cứ", lambda tree: with_bases(tree, documents, library, beside)
        )

    def renewals(self, plan_id: str) -> list[TextChange]:
        """The bases of a plan that do not hold today, or may not, with what does."""
        return renewed_bases(self._plans.get(plan_id), self._legal.library(), self._desk.today())

    def shortenings(self, plan_id: str) -> list[TextChange]:
        """The later citations of a plan that are as long as the first, with their short form."""
        return shortened_citations(self._plans.get(plan_id), self._legal.library())

    def apply(self, plan_id: str, label: str, changes: Sequence[TextChange]) -> Changes:
        """Changes the texts; ``label`` is what the journal shows. Raises Refusal for an issued plan."""
        return self._plans.restructure(plan_id, label, lambda tree: applied(tree, changes))

    def _of_plans(self, but: str) -> Iterator[LegalDocument]:
        """The other plans that were issued, as they are cited."""
        from ..documents.office_text import running_name

        profile = self._desk.store.profile()
        for head in self._plans.heads():
            issuer = running_name(head.issuer, profile) if profile is not None else head.issuer
            document = plan_as_document(head, issuer)
            if document is not None and head.id != but:
                yield document


def _names(text: str, document: LegalDocument, library: LegalLibrary) -> bool:
    """Whether a text cites a plan: its number, and the place of who issued it."""
    place = fold(document.issuer).removeprefix("uy ban nhan dan").strip()
    return bool(cited_keys([text], library)) and place in fold(text)
