"""PDF files that hold text: rows of letters become paragraphs by indents, widths and words."""

import gc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...domain.errors import Refusal
from ...domain.text import clean_line
from .. import legacy_encodings as legacy
from ..bounds import Meter
from ..paragraphs import join_lines
from ..source import Source, SourceBlock, SourceParagraph, SourceTable
from .asides import pages_in_words, told
from .edges import drop_edges
from .flow import Flow, flow_of
from .line_numbers import drop_line_numbers
from .lines import Item, lines_of
from .page import Page, read_page
from .pictures import picture_notes
from .sheets import Sheet, lay_out, spot_of
from .tables import FoundTable
from .text_columns import take_columns, told_of_blocks
from .unruled import take_unruled

MAX_PAGES = 2_000
DAMAGED = "Tệp PDF bị hỏng hoặc không đúng định dạng. Hãy xin lại tệp hoặc xuất lại PDF từ Word."
_LOCKED = "Tệp PDF được đặt mật khẩu. Hãy bỏ mật khẩu rồi chọn lại, hoặc dùng bản Word của văn bản."
_SCANNED = (
    "Tệp PDF là ảnh quét, không có chữ để đọc. Hãy dùng bản Word, hoặc bản PDF xuất từ Word của văn bản."
)
_STAMPED_LETTERS = 250
"""A file of pictures alone with fewer letters than this holds what a signature prints, and no plan."""
_NO_TEXT = "Tệp PDF không có chữ nào. Hãy chọn tệp khác."


def read_pdf(path: Path) -> Source:
    """Read a .pdf file; raises Refusal where it is locked, damaged, scanned, empty or too long."""
    # Letters by the ten thousand, none in a cycle: looking for cycles among them takes a tenth of the time.
    is_collecting = gc.isenabled()
    gc.disable()
    try:
        return _source(path.name, laid_pages(path))
    except (Refusal, OSError, MemoryError):
        raise
    except Exception as error:
        # pdfium reports damage late and in many ways: as PdfiumError, or as values out of range.
        raise Refusal(DAMAGED) from error
    finally:
        if is_collecting:
            gc.enable()


def laid_pages(path: Path, seen: Callable[[Page], None] = lambda _: None) -> list[Sheet]:
    """The pages with their letters laid out; of the letters themselves, which are many, none stay.

    ``seen`` is shown each page before. Raises Refusal where the file is locked, damaged, empty or too long.
    """
    import pypdfium2

    try:
        # The bytes are read here, so that no handle keeps the file locked.
        document: Any = pypdfium2.PdfDocument(path.read_bytes())
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or getattr(error, "err_code", None) == 4
        raise Refusal(_LOCKED if locked else DAMAGED) from error
    try:
        if len(document) > MAX_PAGES:
            raise Refusal("Tệp PDF có hơn 2.000 trang. Hãy tách riêng phần kế hoạch rồi chọn lại.")
        if not len(document):
            raise Refusal(_NO_TEXT)
        # Values of fields are asked of the form.
        if document.get_formtype():
            document.init_forms()
        meter = Meter()
        laid: list[Sheet] = []
        for index in range(len(document)):
            page = read_page(document[index], meter)
            seen(page)
            laid.append(lay_out(page, meter))
        return laid
    finally:
        document.close()


def refuse_pictures(laid: list[Sheet]) -> None:
    """Raises Refusal where the pages are pictures, or hold no letters."""
    pages = [page.seen for page in laid]
    letters = sum(page.letters for page in laid)
    pictured = sum(page.pictures.share > 0.4 for page in pages)
    stamped = pictured == len(pages) and letters < _STAMPED_LETTERS
    if stamped or (letters < 20 * len(pages) and pictured * 2 >= len(pages)):
        raise Refusal(_SCANNED)
    if not letters:
        raise Refusal(_NO_TEXT)


def in_order(laid: list[Sheet]) -> tuple[Flow, list[tuple[float, float]], list[str]]:
    """The rows and tables in the order of reading, without what is printed around them on each page; the
    margins of the pages, and what is said of all this."""
    notes = drop_line_numbers(laid)
    notes += drop_edges(laid)
    parts, set_in_columns = take_columns(laid, _text_areas(laid))
    notes += set_in_columns
    notes += take_unruled(laid, _text_areas(laid), Meter())
    areas = _text_areas(laid)
    notes += told_of_blocks(laid, areas)
    flow, joined = flow_of(laid, areas, parts)
    return flow, areas, [*notes, *joined]


def _source(name: str, laid: list[Sheet]) -> Source:
    refuse_pictures(laid)
    pages = [page.seen for page in laid]
    notes = picture_notes([(page.seen.pictures, page.letters) for page in laid])
    notes += told((number, aside) for number, page in enumerate(pages, 1) for aside in page.asides)
    unreadable = [number for number, page in enumerate(pages, 1) if page.unreadable]
    if unreadable:
        count = sum(page.unreadable for page in pages)
        notes.append(
            f"{pages_in_words(unreadable)}: có {count} ký tự không đọc được; hãy đối chiếu với bản gốc."
        )
    flow, areas, arranged = in_order(laid)
    blocks, joined = _blocks(flow, areas)
    notes += [*arranged, *joined]
    blocks += [
        SourceParagraph(clean_line(note), spot=spot_of(number, page, 0.2 * page.height, 0))
        for number, page in enumerate(laid)
        for note in page.footnotes
    ]
    blocks, converted = _in_unicode(blocks)
    return Source(name, tuple(blocks), (*converted, *notes))


def _in_unicode(blocks: list[SourceBlock]) -> tuple[list[SourceBlock], list[str]]:
    """The blocks with text of an old encoding converted, for fonts whose names do not tell it."""
    texts = "\n".join(
        "\n".join(map(" ".join, b.rows)) if isinstance(b, SourceTable) else b.text for b in blocks
    )
    encoding = legacy.detect(texts)
    if encoding is None:
        return blocks, []
    result: list[SourceBlock] = []
    for block in blocks:
        if isinstance(block, SourceTable):
            rows = tuple(tuple(legacy.convert_lines(c, encoding) for c in row) for row in block.rows)
            result.append(replace(block, rows=rows))
        else:
            text = clean_line(legacy.convert_lines(block.text, encoding))
            whole = block.bold_lead == len(block.text)
            lead = len(text) if whole else min(block.bold_lead, len(text))
            result.append(replace(block, text=text, bold_lead=lead))
    return result, [f"Đã chuyển văn bản từ bảng mã {encoding} sang Unicode."]


# -- pages to blocks ----------------------------------------------------------------------------------


def _blocks(flow: Flow, areas: list[tuple[float, float]]) -> tuple[list[SourceBlock], list[str]]:
    """The paragraphs and tables in the order of reading; what is said of tables that page breaks cut."""
    notes: list[str] = []
    blocks: list[SourceBlock] = []
    run: list[Item] = []
    table: FoundTable | None = None
    for entry in flow:
        if isinstance(entry, Item):
            if table is not None:
                blocks.append(table.value)
                table = None
            run.append(entry)
            continue
        if run:
            blocks += join_lines(lines_of(run, areas))
            run = []
        if table is not None and table.goes_on(entry):
            notes += filter(None, [table.take(entry)])
        else:
            if table is not None:
                blocks.append(table.value)
            table = entry
    if table is not None:
        blocks.append(table.value)
    return [*blocks, *join_lines(lines_of(run, areas))], notes


def _text_areas(pages: list[Sheet]) -> list[tuple[float, float]]:
    """The left and right margin of each page's text, which pages of one width share."""
    left: dict[float, float] = {}
    right: dict[float, float] = {}
    for width in {page.width for page in pages}:
        rows = [row for page in pages if page.width == width for row in page.rows]
        starts = sorted(row.x0 for row in rows) or [0.0]
        ends = sorted(row.x1 for row in rows) or [width]
        left[width] = starts[len(starts) // 20]
        # A page of few short lines does not show its margin; no office leaves a quarter of it blank.
        right[width] = max(ends[-1 - len(ends) // 20], 0.75 * width)
    return [(left[page.width], right[page.width]) for page in pages]
