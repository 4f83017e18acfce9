"""What a page of a PDF draws, piece by piece: paths, pictures and pieces of text, through nested forms."""

from collections.abc import Iterator
from typing import Any, NamedTuple

_DEPTH = 3
"""How deep forms within forms are looked into; stamped and imposed pages have two."""
_MOST = 200_000
"""More objects than any page draws."""


class Drawn(NamedTuple):
    """An object of pdfium, its kind (FPDF_PAGEOBJ_…), and the forms that it is nested in, from the inside."""

    handle: Any
    kind: int
    forms: tuple[Any, ...]

    @property
    def matrix(self) -> Any:
        """The matrix that places it on the page."""
        from pypdfium2 import PdfMatrix, raw

        own = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(self.handle, own)
        result = PdfMatrix.from_raw(own)
        for form in self.forms:
            raw.FPDFPageObj_GetMatrix(form, own)
            result = result.multiply(PdfMatrix.from_raw(own))
        return result


def objects_of(page: Any) -> Iterator[Drawn]:
    """The objects of a page of pypdfium2 in the order of drawing."""
    from pypdfium2 import raw

    budget = _MOST
    counts = (raw.FPDFPage_CountObjects, raw.FPDFFormObj_CountObjects)
    takes = (raw.FPDFPage_GetObject, raw.FPDFFormObj_GetObject)
    # From the inside: what is left to look at, and the forms that it stands in.
    waiting: list[tuple[Any, int, int, tuple[Any, ...]]] = [(page.raw, 0, counts[0](page.raw), ())]
    while waiting:
        parent, start, count, forms = waiting.pop()
        take = takes[bool(forms)]
        for index in range(start, count):
            budget -= 1
            handle = take(parent, index)
            if budget < 0:
                return
            if not handle:
                continue
            kind = raw.FPDFPageObj_GetType(handle)
            if kind == raw.FPDF_PAGEOBJ_FORM:
                if len(forms) < _DEPTH - 1:
                    waiting.append((parent, index + 1, count, forms))
                    waiting.append((handle, 0, counts[1](handle), (handle, *forms)))
                    break
                continue
            yield Drawn(handle, kind, forms)
