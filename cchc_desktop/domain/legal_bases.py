"""The legal bases of a plan: how each is worded.

Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II, khoản 6: a basis names kind, number and symbol, day, issuer and
subject (of a law its name alone).
"""

from .legal import LegalDocument


def basis_words(document: LegalDocument) -> str:
    """A basis without the mark at its end: «Căn cứ Nghị định số … ngày … của Chính phủ về …»."""
    return f"Căn cứ {document.full}"
