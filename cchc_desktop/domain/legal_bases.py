"""The legal bases of a plan: how each is worded, in which order they stand, how they end.

Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II, khoản 6: a basis names kind, number and symbol, day, issuer and
subject (of a law its name alone) and has a line of its own, which ends with a semicolon, the last one with a
full stop.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from . import outline
from .citations import Citation, citations
from .document_kinds import kind_of_symbol
from .legal import LegalDocument, LegalLibrary
from .numerals import padded
from .offices import lengthen
from .outline import Tree
from .plan import Item, ItemKind, Plan
from .text import fold, uncapitalized

_NAMED_LAW = re.compile(r"can cu (hien phap|bo luat|luat|phap lenh)\b")
_LETTERS = re.compile(r"[-/]([^\d/-].*)")
_ISSUER = re.compile(r"[, \xa0]*của\s+(?P<issuer>[^,;.]{2,60})")
_ENDS = " \xa0;.,:"
Rank = tuple[int, str]


def basis_words(document: LegalDocument) -> str:
    """A basis without the mark at its end: «Căn cứ Nghị định số … ngày … của Chính phủ về …»."""
    return f"Căn cứ {document.full}"


def plan_as_document(plan: Plan, issuer: str) -> LegalDocument | None:
    """An issued plan as it is cited, by the decision that it is attached to where there is one; None for one
    without number and day. Of a head without its tree the decision's own subject is not known."""
    if not plan.number or plan.issued_on is None:
        return None
    subject = f"về {uncapitalized(plan.subject).removeprefix('về ')}"
    if plan.decision is not None and plan.decision.text.strip():
        subject = uncapitalized(plan.decision.text.strip())
    elif plan.issued_as != plan.title.capitalize():
        subject = f"ban hành {plan.name}"
    return LegalDocument(
        f"{padded(plan.number)}/{plan.issued_symbol}",
        plan.issued_as,
        lengthen(issuer),
        subject,
        plan.issued_on,
        valid_from=plan.issued_on,
        ended=plan.period.ends + timedelta(days=1),
    )


def cited_keys(texts: Iterable[str], library: LegalLibrary) -> set[str]:
    """What the documents of a library are known by that the texts cite."""
    found = (
        library.find(each.symbol, each.of_year)
        for text in texts
        for each in citations(text, library.law_names)
    )
    return {document.key for document in found if document is not None}


def basis_texts(tree: Tree) -> list[str]:
    """The legal bases of a plan, as they are written."""
    return [item.text for root in tree for item in root.walk() if item.kind is ItemKind.BASIS]


def with_bases(
    tree: Tree, documents: Sequence[LegalDocument], library: LegalLibrary, beside: str = ""
) -> Tree:
    """The tree with a basis for each document, in the order of legal force among those that are there.

    They are put to the bases that ``beside`` stands among, else to the first ones, else to the head of the
    plan, or of its decision. The order of those that are there stays as it is, and of them only the one that
    was the last gets another mark at its end.
    """
    parent_id, first = _place(tree, beside)
    for document in sorted(documents, key=lambda each: each.rank):
        level = _level(tree, parent_id)
        bases = [(at, item) for at, item in enumerate(level) if item.kind is ItemKind.BASIS]
        before = [at for at, item in bases if (rank := _rank(item.text, library)) and rank <= document.rank]
        index = before[-1] + 1 if before else bases[0][0] if bases else first
        marker = bases[0][1].marker if bases else ""
        tree = outline.insert(tree, Item(ItemKind.BASIS, basis_words(document), marker), parent_id, index)
        tree = with_ends(tree, parent_id)
    return tree


def with_ends(tree: Tree, parent_id: str | None) -> Tree:
    """The tree in which the last of the bases at one place ends with a full stop, and those before it with a
    semicolon, where they ended with a full stop or with no mark."""
    bases = [item for item in _level(tree, parent_id) if item.kind is ItemKind.BASIS]
    for item in bases:
        is_last = item is bases[-1]
        text = item.text.rstrip()
        if is_last and not text.endswith("."):
            tree = outline.update(tree, replace(item, text=ended(text, ".")))
        elif not is_last and (text.endswith(".") or text[-1:] not in tuple(_ENDS)):
            tree = outline.update(tree, replace(item, text=ended(text, ";")))
    return tree


def ended(text: str, mark: str) -> str:
    """The text with a mark at its end in place of any other."""
    return f"{text.rstrip(_ENDS)}{mark}"


def _level(tree: Tree, parent_id: str | None) -> Tree:
    return outline.find(tree, parent_id).children if parent_id else tree


def _place(tree: Tree, beside: str) -> tuple[str | None, int]:
    """What new bases stand under (None for the root), and at which index where there are no others."""
    items = [item for root in tree for item in root.walk()]
    bases = [item for item in items if item.kind is ItemKind.BASIS]
    chosen = [item for item in bases if item.id == beside] or bases[:1]
    if chosen:
        return outline.position(tree, chosen[0].id)
    decision = next((item.id for item in tree if item.kind is ItemKind.DECISION), None)
    return decision, 0


def _rank(text: str, library: LegalLibrary) -> Rank | None:
    """Where a basis stands among others; None for one that cites nothing («Theo đề nghị của …»)."""
    found = citations(text, library.law_names)
    if found:
        known = library.find(found[0].symbol, found[0].of_year)
        return (known or _document_of(text, found[0])).rank
    law = _NAMED_LAW.match(fold(text))
    # Of what day it is nobody knows: what comes new stands after it.
    return (LegalDocument("", law[1]).rank[0], "") if law else None


def _document_of(text: str, citation: Citation) -> LegalDocument:
    """What a citation says of a document that no library has."""
    letters = _LETTERS.search(citation.symbol)
    kind = kind_of_symbol(letters[1]) if letters else None
    issuer = _ISSUER.match(text, citation.end)
    return LegalDocument(
        citation.symbol,
        kind.name if kind is not None else citation.kind,
        issuer["issuer"] if issuer else "",
        signed=citation.signed,
        year=citation.of_year,
    )
