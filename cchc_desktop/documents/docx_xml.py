"""The XML of a Word document's body, written as text and parsed many paragraphs at a time.

python-docx does what there is little of: package, properties, sections, headers. Paragraphs and tables are
written here, since it looks all styles through for each paragraph that gets one, and a whole table for each
of its cells. The order of elements is that of the schema, without which Word calls a file damaged.

Lengths are in points here and in twentieths of a point in the file. Texts must be clean (``cells.clean``).
"""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from .styles import Look, Stand

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
JUSTIFICATION = {Stand.LEFT: "left", Stand.CENTER: "center", Stand.RIGHT: "right", Stand.JUSTIFY: "both"}

RULE = Look("Đường kẻ", size=2)
"""A paragraph that is nothing but its upper border: the lines under motto, issuer and subject."""
TINY = Look("Dòng trống nhỏ", size=1, stand=Stand.LEFT)
"""The paragraph that Word demands after a table; one point high, so that it never takes a page."""

BATCH = 200
"""How many paragraphs or rows are parsed at once."""


def twips(points: float) -> int:
    """Points as twentieths of a point."""
    return round(points * 20)


def style_id(look: Look) -> str:
    """What paragraphs call the style by: its name without blanks, as in Word's own «Heading1»."""
    return look.name.replace(" ", "")


def run(text: str, *, bold: bool = False) -> str:
    """The text as a run, its line ends as line breaks; nothing for no text.

    Blanks are always said to be kept: the parser would drop a text of nothing else.
    """
    if not text:
        return ""
    words = "<w:br/>".join(
        f'<w:t xml:space="preserve">{line}</w:t>' if line else "" for line in escape(text).split("\n")
    )
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{words}</w:r>"


_KEPT = {None: "", True: "<w:keepNext/>", False: '<w:keepNext w:val="0"/>'}


def paragraph(
    look: Look,
    content: str,
    *,
    keep: bool | None = None,
    whole: bool = False,
    border: str = "",
    before: float = 0,
    after: float = 0,
    left: float = 0,
    right: float = 0,
    stand: Stand | None = None,
    new_page: bool = False,
    tabs: str = "",
) -> str:
    """A paragraph of runs in the style of ``look``; all else is what differs from the style.

    ``keep`` says whether it is held on the page of the next one, ``whole`` that it is not cut,
    ``border`` holds elements of a border, ``before`` and ``after`` are free
    heights, ``left`` and ``right`` indents, ``tabs`` its stops as XML.
    """
    lines = "<w:keepLines/>" if whole else ""
    breaking = "<w:pageBreakBefore/>" if new_page else ""
    bordered = f"<w:pBdr>{border}</w:pBdr>" if border else ""
    spacing = _lengths("spacing", before=before, after=after)
    indents = _lengths("ind", left=left, right=right)
    justified = f'<w:jc w:val="{JUSTIFICATION[stand]}"/>' if stand else ""
    held = f"{_KEPT[keep]}{lines}{breaking}"
    return (
        f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style_id(look))}/>{held}{bordered}{tabs}"
        f"{spacing}{indents}"
        f"{justified}</w:pPr>{content}</w:p>"
    )


def _lengths(element: str, **lengths: float) -> str:
    """An element with these lengths, without those that are nothing."""
    given = "".join(f' w:{name}="{twips(length)}"' for name, length in lengths.items() if length)
    return f"<w:{element}{given}/>" if given else ""


def filler(*, keep: bool) -> str:
    """The paragraph that a cell without content must have."""
    return f"<w:p><w:pPr>{_KEPT[keep]}</w:pPr></w:p>" if keep else "<w:p/>"


def table(widths: Sequence[float], properties: str, rows: str) -> str:
    """A table whose columns have these widths, whatever stands in them.

    LibreOffice goes by the grid and Word by the cells, so cells must say their widths too.
    """
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/>{properties}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def table_cell(width: float, paragraphs: str, properties: str = "") -> str:
    """A cell, which needs a paragraph at least."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{properties}</w:tcPr>{paragraphs}</w:tc>'


def side_by_side(
    widths: Sequence[float], rows: Sequence[Sequence[str]], below: Sequence[Sequence[str]] = ()
) -> str:
    """A bare table that sets paragraphs side by side; only the rows ``below`` are cut by a page's foot."""
    uncut = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cells(widths, row)}</w:tr>" for row in rows)
    return table(
        widths,
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>',
        uncut + "".join(f"<w:tr>{_cells(widths, row)}</w:tr>" for row in below),
    )


def _cells(widths: Sequence[float], row: Sequence[str]) -> str:
    return "".join(map(table_cell, widths, row))


class Body:
    """The body of a python-docx document, to which XML is appended.

    Paragraphs are parsed some hundred at a time, so that a long document never stands in memory as text;
    ``flush`` brings the last ones into the document.
    """

    def __init__(self, element: Any) -> None:
        self._element = element
        self._waiting: list[str] = []

    def append(self, xml: str) -> None:
        """Append paragraphs or a table, each of them whole."""
        self._waiting.append(xml)
        if len(self._waiting) >= BATCH:
            self.flush()

    def begin(self, xml: str) -> Any:
        """Append a table and give its element, for rows to be added."""
        self.append(xml)
        self.flush()
        # The last of all describes the section.
        return self._element[-2]

    def flush(self) -> None:
        """Bring what was appended into the document."""
        section = self._element[-1]
        for element in parsed("".join(self._waiting)):
            section.addprevious(element)
        self._waiting.clear()


def parsed(xml: str) -> list[Any]:
    """The elements that the text consists of, as python-docx keeps them."""
    from docx.oxml import parse_xml

    wrapper: Any = parse_xml(f"<w:body {_NAMESPACE}>{xml}</w:body>")
    return list(wrapper)
