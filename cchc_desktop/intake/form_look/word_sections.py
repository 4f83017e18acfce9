"""The paper of a Word file's sections, and the page numbers in their headers and footers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...domain.form_check.look import Edge, PageNumber, Sheet, Stand
from ..docx import xml as x
from .formats import Formats, millimetres

if TYPE_CHECKING:
    from lxml.etree import _Element

_TWENTIETH = 1 / 20
_STANDS = {
    "center": Stand.CENTER, "centre": Stand.CENTER, "both": Stand.JUSTIFY, "distribute": Stand.JUSTIFY,
    "right": Stand.RIGHT, "end": Stand.RIGHT, "left": Stand.LEFT, "start": Stand.LEFT,
}  # fmt: skip


def stand_of(value: object) -> Stand:
    """How lines stand by the word that Word has for it; flush left where it says nothing."""
    return _STANDS.get(str(value), Stand.LEFT)


@dataclass(slots=True)
class Sections:
    """Reads one section after the other: headers and footers are those of the section before where a section
    has none of its own. ``part_of`` gives the header or footer that a section calls by an id."""

    formats: Formats
    part_of: Callable[[str], "_Element | None"]
    _edges: dict[tuple[str, str], "_Element"] = field(default_factory=dict)

    def sheet(self, properties: "_Element | None") -> Sheet:
        """The paper of a section by its properties."""
        for name in ("header", "footer"):
            for reference in x.children(properties, f"{name}Reference"):
                part = self.part_of(x.attribute(reference, "id") or "")
                if part is not None:
                    self._edges[name, x.attribute(reference, "type") or "default"] = part
        size, margins = x.child(properties, "pgSz"), x.child(properties, "pgMar")
        length = {
            name: millimetres(abs(given) * _TWENTIETH)
            for element, names in ((size, ("w", "h")), (margins, ("top", "bottom", "left", "right")))
            if element is not None
            for name in names
            if (given := x.number(element, name)) is not None
        }
        return Sheet(
            width=length.get("w", 0.0),
            height=length.get("h", 0.0),
            top=length.get("top"),
            bottom=length.get("bottom"),
            left=length.get("left"),
            right=length.get("right"),
            number=self._number(properties),
        )

    def _number(self, properties: "_Element | None") -> PageNumber | None:
        has_first = x.switch(properties, "titlePg") is True
        for name, edge in (("header", Edge.TOP), ("footer", Edge.BOTTOM)):
            shown = self._edges.get((name, "default"))
            paragraph = None if shown is None else _numbered(shown)
            if paragraph is None:
                continue
            first = self._edges.get((name, "first"))
            on_first = not has_first or (first is not None and _numbered(first) is not None)
            kind = x.child(properties, "pgNumType")
            start = x.number(kind, "start") if kind is not None else None
            shape = x.attribute(kind, "fmt") if kind is not None else None
            return self._look(paragraph, edge, first=on_first, start=start, shape=shape or "decimal")
        return None

    def _look(
        self, paragraph: "_Element", edge: Edge, *, first: bool, start: int | None, shape: str
    ) -> PageNumber:
        properties = x.child(paragraph, "pPr")
        look: Mapping[str, object] = self.formats.paragraph(properties, {})
        stand = stand_of(look.get("stand"))
        tabs = sum(1 for _ in paragraph.iter("{*}tab")) - sum(1 for _ in paragraph.iter("{*}tabs"))
        if look.get("framed_at") == "center":
            stand = Stand.CENTER
        elif stand is Stand.LEFT and (tabs > 0 or "framed_at" in look or _is_placed(paragraph)):
            # Tabulators and frames bring it anywhere.
            stand = Stand.UNKNOWN
        run = next((each for each in paragraph.iter("{*}r") if _says_page(each)), None)
        letters = self.formats.run(x.child(run, "rPr"), self.formats.paragraph(properties, {}))
        return PageNumber(
            edge=edge,
            stand=stand,
            size=float(letters.get("size", 0.0)),
            upright=not letters.get("italic", False),
            first=first,
            start=start,
            roman=shape.lower().endswith("roman"),
        )


def _is_placed(paragraph: "_Element") -> bool:
    return any(x.name(each) in {"drawing", "pict", "ptab"} for each in paragraph.iter())


def _says_page(element: "_Element") -> bool:
    """Whether a field for the page's number is in here."""
    if any("PAGE" in (code.text or "").upper().split() for code in element.iter("{*}instrText")):
        return True
    simple = [element, *element.iterancestors("{*}fldSimple"), *element.iter("{*}fldSimple")]
    return any("PAGE" in (x.attribute(each, "instr") or "").upper().split() for each in simple)


def _numbered(root: "_Element") -> "_Element | None":
    """The paragraph of a header or footer that has the page's number."""
    found = [each for each in root.iter("{*}p") if _says_page(each)]
    return found[-1] if found else None
