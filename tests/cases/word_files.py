"""Word files written by hand as XML in a zip: a fictional commune's plan around what a test is about."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.source import Source, SourceParagraph

from .made_plans import FOOT, HEAD

INPUTS = Path(__file__).parent / "inputs"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": OFFICE,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
NAMESPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())
BEFORE = [*HEAD, "II. MỤC TIÊU"]
AFTER = [
    "- Hoàn thành 100% nhiệm vụ cấp trên giao.",
    "III. NHIỆM VỤ",
    "1. Cải cách thể chế",
    "- Rà soát văn bản của xã.",
    *FOOT,
]


def run(text: str, look: str = "") -> str:
    """A run; ``look`` is the XML of its properties."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def raised(text: str) -> str:
    """A run that stands above the line."""
    return run(text, '<w:vertAlign w:val="superscript"/>')


def paragraph(*inside: str, style: str = "") -> str:
    """A paragraph of runs and whatever else; plain text becomes a run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    runs = "".join(part if part.startswith("<") else run(part) for part in inside)
    return f"<w:p>{properties}{runs}</w:p>"


def paragraphs(lines: Sequence[str]) -> str:
    """A paragraph for each line."""
    return "".join(paragraph(line) for line in lines)


def table(rows: Sequence[Sequence[str]]) -> str:
    """A ruled table; a cell is a text, or the XML of its paragraphs."""
    borders = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
    cells = ("".join(f"<w:tc>{_cell(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{borders}{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def _cell(cell: str) -> str:
    return cell if cell.startswith("<w:p") else paragraph(cell)


def picture(width: float = 14, height: float = 18) -> str:
    """A run with a picture of so many centimetres."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{int(width * 360000)}" cy="{int(height * 360000)}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def plan(middle: str, annex: str = "") -> str:
    """The body of a plan with this XML among its targets, and this after its foot."""
    return paragraphs(BEFORE) + middle + paragraphs(AFTER) + annex


def word_bytes(
    body: str,
    *,
    parts: Mapping[str, tuple[str, str]] | None = None,
    chunks: Mapping[str, tuple[str, bytes]] | None = None,
    strict: bool = False,
) -> bytes:
    """A Word file; ``parts`` are others by kind of relationship («styles»): their root and the XML inside it.

    ``chunks`` are parts of other formats by what the body calls them: name and bytes. ``strict`` writes the
    namespaces of the strict form of ISO/IEC 29500.
    """
    relations, contents = [], {}
    for number, (kind, (root, inside)) in enumerate((parts or {}).items(), 1):
        contents[f"word/part{number}.xml"] = f"<w:{root} {NAMESPACES}>{inside}</w:{root}>".encode()
        relations.append((f"rId{number}", kind.rstrip("0123456789"), f"part{number}.xml"))
    for key, (name, data) in (chunks or {}).items():
        contents[f"word/{name}"] = data
        relations.append((key, "aFChunk", name))
    contents["word/document.xml"] = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
    contents["word/_rels/document.xml.rels"] = _relations(relations)
    contents["_rels/.rels"] = _relations([("rId1", "officeDocument", "word/document.xml")])
    contents["[Content_Types].xml"] = _types(relations)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            entry = zipfile.ZipInfo(name)  # of 1980, so that the same file has the same bytes
            archive.writestr(entry, _strict(data) if strict else data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def write_word(path: Path, body: str, **more: Any) -> Path:
    """Such a file in a folder."""
    path.write_bytes(word_bytes(body, **more))
    return path


def _types(relations: Sequence[tuple[str, str, str]]) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    mains = [("document.xml", "document.main"), *((target, kind) for _, kind, target in relations)]
    overrides = "".join(
        f'<Override PartName="/word/{target}" ContentType="{kind}.{part}+xml"/>' for target, part in mains
    )
    names = "http://schemas.openxmlformats.org/package/2006/content-types"
    rels = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    rels += '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{names}">{rels}{overrides}</Types>'.encode()


def _relations(relations: Sequence[tuple[str, str, str]]) -> bytes:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in relations
    )
    names = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{names}">{inside}</Relationships>'.encode()


def _strict(data: bytes) -> bytes:
    old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    for part in (b"wordprocessingml", b"officeDocument", b"drawingml"):
        data = data.replace(old + part + b"/2006/", new + part + b"/")
    return data


def read_body(folder: Path, body: str, **more: Any) -> Source:
    """The source of a Word file with this body."""
    return read_source(write_word(folder / "ke_hoach.docx", body, **more))


def texts(source: Source) -> list[str]:
    """The source's paragraphs."""
    return [block.text for block in source.blocks if isinstance(block, SourceParagraph)]


def doubts(source: Source) -> list[str]:
    """What is in doubt in the source's paragraphs."""
    return [block.doubt for block in source.blocks if isinstance(block, SourceParagraph) and block.doubt]
