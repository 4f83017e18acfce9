"""What should be cited otherwise in a plan: a basis that does not hold, a later citation that is too long.

Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II, khoản 6: a document is cited in full the first time, then by its
kind, number and symbol, a law by its name. What would be right is proposed beside what is there, and applied
where somebody wants it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from . import outline
from .citations import Citation, Cited, citations, cited
from .legal import LegalDocument, LegalLibrary, LegalState, symbol_key
from .legal_bases import basis_texts, basis_words, cited_keys, ended, with_ends
from .outline import Tree
from .plan import Item, ItemKind, Plan
from .plan_views import numbers_of, placed
from .text import fold, fold_aligned

_ENDS = " \xa0;.,:"
_JOINED = re.compile(r"(?:[, \xa0]+va|,)(?:[ \xa0]+(?:cac|can cu))?[ \xa0]*$")
"""What stands between two documents of which each is cited for itself."""
_SUBJECT = re.compile(
    r"[, \xa0]*(?:ve|quy dinh|quy che|ban hanh|phe duyet|sua doi|huong dan|thuc hien|trien khai|cong bo|"
    r"bai bo|giao|tang cuong|kiem soat)\b"
)
"""How the subject of a document begins after its issuer."""
_GOES_ON = (
    r"(?=$|[ \xa0]*[.,;:)»”\"]|[ \xa0]+(?:va|hoac|de|co|da|duoc|thi|la|tren|tai|trong|theo|den|cho|nham|phai|"
    r"khi"
)
_AFTER_ISSUER = re.compile(_GOES_ON + r")\b)")
_AFTER_SUBJECT = re.compile(_GOES_ON + r"|quy dinh|yeu cau|giao)\b)")
"""How a sentence may go on once a document was named: what does not is part of its name."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """The text of an item of a plan (``id``) as it is and as it should be: several texts where several bases
    take the place of one, none where it should go. ``where`` is its place in words, ``reason`` a sentence;
    ``is_sure`` where it is known to be wrong, not only perhaps."""

    id: str
    where: str
    before: str
    after: tuple[str, ...]
    reason: str
    is_sure: bool = True


def cited_places(plan: Plan) -> Iterator[tuple[str, Item]]:
    """The items of a plan with their places in words: «Căn cứ thứ 2», «Mục II.1», «Điều 1»."""
    bases = 0
    for each in placed(plan):
        is_basis = each.item.kind is ItemKind.BASIS
        bases += is_basis
        yield f"Căn cứ thứ {bases}" if is_basis else _where(numbers_of(each)), each.item


def _where(numbers: str) -> str:
    if not numbers:
        return "Phần không đánh số"
    return numbers if fold(numbers).startswith("dieu") else f"Mục {numbers}"


# Bases that do not hold


def renewed_bases(plan: Plan, library: LegalLibrary, day: date) -> list[TextChange]:
    """The bases that do not hold on a day, or may not, with what is known to hold in their place."""
    there = cited_keys(basis_texts(plan.items), library)
    found = []
    for where, item in cited_places(plan):
        if item.kind is ItemKind.BASIS and (change := _renewed(item, where, library, day, there)):
            found.append(change)
            there |= cited_keys(change.after, library)
    return found


def _renewed(item: Item, where: str, library: LegalLibrary, day: date, there: set[str]) -> TextChange | None:
    every = cited(item.text, library, day)
    spans: list[tuple[int, int, Cited]] = []
    for each in every:
        is_within = bool(spans) and each.citation.start < spans[-1][1]
        if each.standing.is_told and each.standing.instead and not is_within:
            until = _until(item.text, each.citation, [other.citation for other in every])
            spans.append((each.citation.start, until, each))
    if not spans:
        return None
    texts: tuple[str, ...] = (item.text,)
    for start, until, each in reversed(spans):
        new = [document for document in each.standing.instead if document.key not in there]
        texts = (*_put(texts[0], start, until, new, library), *texts[1:])
    reason = " ".join(each.standing.sentence for _, _, each in spans)
    if not texts:
        reason += " Văn bản thay thế đã có trong phần căn cứ."
    is_sure = all(each.standing.state is LegalState.ENDED for _, _, each in spans)
    return TextChange(item.id, where, item.text, texts, reason, is_sure)


def _put(
    text: str, start: int, until: int, new: Sequence[LegalDocument], library: LegalLibrary
) -> Iterator[str]:
    """The text with other documents from ``start`` to ``until``: a basis for each of them; none where nothing
    else is cited."""
    before, after = text[:start], text[until:]
    if not new:
        rest = f"{before.rstrip(_ENDS)}{after}"
        if citations(rest, library.law_names):
            yield rest
        return
    texts = [f"{before}{new[0].full}", *map(basis_words, new[1:])]
    yield from (ended(each, ";") for each in texts[:-1])
    yield f"{texts[-1]}{after}"


def _until(text: str, citation: Citation, every: Sequence[Citation]) -> int:
    """Where the whole of a citation ends, subject and amendments with it."""
    semicolon = text.find(";", citation.end)
    until = semicolon if semicolon >= 0 else len(text.rstrip(_ENDS))
    for other in every:
        if citation.end <= other.start < until:
            joint = _JOINED.search(fold_aligned(text[citation.end : other.start]))
            if joint:
                return citation.end + joint.start()
    return max(until, citation.end)


# Later citations


def shortened_citations(plan: Plan, library: LegalLibrary) -> list[TextChange]:
    """The texts that cite a document in full that was cited in full before, with its short form.

    A decision and the plan that is attached to it are two documents. Documents of several years that share a
    number are told apart by their days, which stay.
    """
    found = []
    for paper in _papers(plan, library):
        first: dict[tuple[str, int | None], str] = {}
        several = _several(paper)
        for where, item, every in paper:
            text = item.text
            cuts: list[tuple[int, int]] = []
            for each in every:
                key = symbol_key(each.symbol), each.of_year
                if key not in first:
                    if each.is_full:
                        first[key] = text[each.end : _until(text, each, [each])]
                elif (
                    item.kind is not ItemKind.BASIS
                    and key[0] not in several
                    and (cut := _cut(text, each, first[key]))
                ):
                    cuts.append(cut)
            if cuts:
                short = text
                for start, until in reversed(cuts):
                    short = short[:start] + short[until:]
                reason = "Văn bản đã được viện dẫn đầy đủ ở trên; từ lần sau chỉ ghi tên loại, số và ký hiệu."
                found.append(TextChange(item.id, where, text, (short,), reason))
    return found


Paper = list[tuple[str, Item, list[Citation]]]
"""The items of one document that cite something: their places, and what they cite."""


def _papers(plan: Plan, library: LegalLibrary) -> list[Paper]:
    """The decision, and the plan."""
    decided = {below.id for item in plan.items if item.kind is ItemKind.DECISION for below in item.walk()}
    decision: Paper = []
    own: Paper = []
    for where, item in cited_places(plan):
        if every := citations(item.text, library.law_names):
            (decision if item.id in decided else own).append((where, item, every))
    return [decision, own]


def _several(paper: Paper) -> set[str]:
    """The symbols that are cited with more than one year."""
    years: dict[str, set[int]] = {}
    for _, _, every in paper:
        for each in every:
            if each.of_year is not None:
                years.setdefault(symbol_key(each.symbol), set()).add(each.of_year)
    return {symbol for symbol, found in years.items() if len(found) > 1}


def _cut(text: str, citation: Citation, tail: str) -> tuple[int, int] | None:
    """What to leave out of a citation: its day, and of what follows what the first citation said (issuer and
    subject); None where it is short already, or says another subject, which is left to whoever wrote it.
    """
    if citation.signed is None:
        return None
    rest, said = fold_aligned(text[citation.end :]), fold_aligned(tail).rstrip(_ENDS)
    subject = _SUBJECT.search(said)
    issuer = said[: subject.start()] if subject else said
    for words, goes_on in ((said, _AFTER_SUBJECT), (issuer, _AFTER_ISSUER), ("", _AFTER_ISSUER)):
        if rest.startswith(words) and goes_on.match(rest, len(words)):
            return citation.named, citation.end + len(words)
    return None


# Applying them


def applied(tree: Tree, changes: Iterable[TextChange]) -> Tree:
    """The tree with the changes; the bases beside what came or went end as they should."""
    for change in changes:
        item = outline.find(tree, change.id)
        parent_id, index = outline.position(tree, item.id)
        if not change.after:
            tree = outline.delete(tree, item.id)
        else:
            tree = outline.update(tree, replace(item, text=change.after[0]))
        for number, text in enumerate(change.after[1:], 1):
            tree = outline.insert(tree, Item(item.kind, text, item.marker), parent_id, index + number)
        if len(change.after) != 1:
            tree = with_ends(tree, parent_id)
    return tree
