"""The fictional plan of xã An Bình as Word files, and as LibreOffice saves these in other formats.

.venv/bin/python -m tests.cases.other_formats  writes `inputs/other_formats/` anew (needs LibreOffice).
"""

import tempfile
import zipfile
from pathlib import Path

from docx.document import Document as DocumentType
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.intake.builders import plan_document, rewrite_part
from tests.libreoffice import convert

INPUTS = Path(__file__).resolve().parent / "inputs" / "other_formats"
KINDS = ("odt", "rtf", "doc")
SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
MERGED = (
    ("TT", "Chỉ tiêu", "Thời hạn", "Thời hạn"),
    ("TT", "Chỉ tiêu", "Quý I", "Quý II"),
    ("1", "Hồ sơ đúng hạn", "90%", "95%"),
    ("2", "Hồ sơ đúng hạn", "80%", "85%"),
)
NOTE = "Theo Quyết định số 15/QĐ-UBND ngày 20/01/2031."
TCVN3 = (
    ("uû ban nh©n d©n", ".VnTimeH", True),
    ("x· An B×nh", ".VnTimeH", True),
    ("Sè: 12/KH-UBND", ".VnTime", False),
    ("kÕ ho¹ch", ".VnTimeH", True),
    ("C¶i c¸ch hµnh chÝnh n¨m 2031", ".VnTime", True),
    ("I. môc tiªu", ".VnTimeH", True),
    ("- Tõ 95% hå s¬ ®­îc gi¶i quyÕt ®óng h¹n.", ".VnTime", False),
)
"""Lines in the letters of TCVN3, their font, and whether they are bold."""
TCVN3_READ = (
    "UỶ BAN NHÂN DÂN", "XÃ AN BÌNH", "Số: 12/KH-UBND", "KẾ HOẠCH", "Cải cách hành chính năm 2031",
    "I. MỤC TIÊU",
    "- Từ 95% hồ sơ được giải quyết đúng hạn.",
)  # fmt: skip


def plan(*, automatic: bool = True) -> DocumentType:
    """The plan with lists that count by themselves, a plain table and one with merged cells, and a note."""
    document = plan_document(automatic=automatic, table=True)
    document.add_paragraph("Phụ lục")
    grid = document.add_table(rows=len(MERGED), cols=4, style="Table Grid")
    for row, texts in enumerate(MERGED):
        for column, text in enumerate(texts):
            if (row, column) not in {(0, 3), (1, 0), (1, 1), (3, 1)}:
                grid.cell(row, column).text = text
    for first, last in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((2, 1), (3, 1))):
        grid.cell(*first).merge(grid.cell(*last))
    closing = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("Trên đây"))
    closing._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
    return document


def old_letters() -> DocumentType:
    """The head and some lines in a font from before Unicode."""
    from docx import Document

    document = Document()
    for text, font, bold in TCVN3:
        run = document.add_paragraph().add_run(text)
        run.font.name = font
        run.bold = bold
    return document


def save(document: DocumentType, path: Path) -> None:
    """Saves a document with its one footnote, which the library knows nothing of."""
    document.save(str(path))
    with zipfile.ZipFile(path) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
        types = archive.read("[Content_Types].xml").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{NOTE}</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{content}"/></Types>'
    rewrite_part(path, "word/footnotes.xml", notes.encode())
    changed = relations.replace("</Relationships>", relation)
    rewrite_part(path, "word/_rels/document.xml.rels", changed.encode())
    rewrite_part(path, "[Content_Types].xml", types.replace("</Types>", override).encode())


def _slim(path: Path) -> None:
    """Leaves out what of an OpenDocument text nobody reads."""
    with zipfile.ZipFile(path) as archive:
        kept = [
            (name, archive.read(name))
            for name in archive.namelist()
            if name in {"mimetype", "content.xml", "styles.xml", "META-INF/manifest.xml"}
        ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in kept:
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)


def main() -> None:
    """Writes the committed files anew."""
    INPUTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for stem, document in (("plan", plan()), ("old_letters", old_letters())):
            path = Path(name, f"{stem}.docx")
            save(document, path)
            for kind in KINDS:
                [made] = convert(kind, INPUTS, path)
                if kind == "odt":
                    _slim(made)


if __name__ == "__main__":
    main()
