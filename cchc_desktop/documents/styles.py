"""How official documents look: page, fonts, sizes and distances, in one place for all renderers.

The values are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, with the «Recommended style constants» of
FACTS.md section 1.2 where the decree leaves a range. Lengths are in points (pt) unless a name says mm.
"""

from dataclasses import dataclass, replace
from enum import Enum

from .model import HeadingLevel, Part, Style, Table

POINTS_PER_MM = 72 / 25.4


def mm(length: float) -> float:
    """Millimetres as points."""
    return length * POINTS_PER_MM


PAGE_WIDTH, PAGE_HEIGHT = mm(210), mm(297)
"""A4, portrait (FACTS.md section 1.1)."""
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = mm(20), mm(20), mm(30), mm(15)
HEADER_DISTANCE = mm(10)
"""From the paper's upper edge to the page number."""

OFFICE_FONT = "Times New Roman"
"""The typeface that the decree asks for, named in files that are opened in an office's own programs."""

INDENT = mm(12.7)
"""First-line indent of running text."""
ADDRESS_INDENT = mm(27)
"""Of «Kính gửi:», which is about as wide itself: addressees in a list stand under its end."""
PARAGRAPH_GAP = 6.0
"""Between paragraphs: the decree wants 6 pt or more."""
LINE_FACTOR = 1.15
"""Line spacing of running text, as a multiple of a single line."""
SINGLE_LINE = 1.15
"""Height of a single line of Times New Roman (and Tinos), as a multiple of the font size."""
RULE_THICKNESS = 0.75
"""Of the lines under the motto, the issuer and the subject."""
GRID_THICKNESS = 0.5
"""Of the lines of tables."""
SHORT_RULE = 0.4
"""Width of the lines under issuer and subject: the decree has 1/3 to 1/2 of the text above."""
CELL_INDENT = 10.0
"""One step by which the text of a table's row is moved in; spreadsheets have steps of about this width."""
SIGNING_SPACE, FORM_SIGNING_SPACE = 81.0, 44.0
"""Free height for the images of signature and seal between the position and the name: five lines of text; in
forms and lists, which fill their page, a little less."""
QR_WIDTH, QR_TOP = mm(21), mm(8)
"""A QR at the upper right of a first page: how wide it is, and how far below the paper's edge. Its right edge
is that of the text."""
CORNER_ROOM = mm(15)
"""Above the first page of a file that is signed at its upper right: with the margin 35 mm stay free, where
the system of documents puts number, symbol and time (NĐ 30/2020, Phụ lục I, Mục IV; Quyết định
144/2025/QĐ-CTUBND of Đồng Tháp, Điều 13)."""
HEAD_RIGHT_WIDTH = 280.0
"""The right block of a portrait head: the national name (271 pt at size 13) fits on one line."""
FORM_SHARES = (0.215, 0.505, 0.28)
"""Shares of the page's width that the three blocks of a form's head take."""
SIGNATURE_LEFT_SHARE = 0.45
"""Share of the page's width that the recipients take."""


BLACK, RED = "#000000", "#FF0000"
"""The colours of letters: stamps alone are red."""
BOX_THICKNESS = 1.0
"""Of the frame of a stamp."""
URGENCY_BOXES = {"HỎA TỐC": (mm(30), mm(8)), "THƯỢNG KHẨN": (mm(40), mm(8)), "KHẨN": (mm(20), mm(8))}
"""Width and height of the marks of urgency (component 30: NĐ 30/2020, Phụ lục I, Mục II, khoản 10b)."""


class Face(Enum):
    """The four faces of the one typeface."""

    REGULAR = "Regular"
    BOLD = "Bold"
    ITALIC = "Italic"
    BOLD_ITALIC = "BoldItalic"

    @property
    def is_bold(self) -> bool:
        """Whether the face is bold."""
        return self in (Face.BOLD, Face.BOLD_ITALIC)

    @property
    def is_italic(self) -> bool:
        """Whether the face is italic."""
        return self in (Face.ITALIC, Face.BOLD_ITALIC)


class Stand(Enum):
    """How lines stand between the margins."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Look:
    """The look of one component; ``name`` is what a word processor calls the style.

    ``indent`` is that of the first line, from ``left``, the indent of all lines; ``gap`` the distance to the
    paragraphs before and after;
    ``line_factor`` the line spacing as a multiple of a single line; ``outline`` the level (1 …) in the
    navigation pane, 0 for none; ``capitals`` prints any text in capitals; ``colour`` is that of its letters.
    """

    name: str
    face: Face = Face.REGULAR
    size: float = 14
    stand: Stand = Stand.CENTER
    indent: float = 0
    gap: float = 0
    line_factor: float = 1
    outline: int = 0
    capitals: bool = False
    left: float = 0
    colour: str = BLACK

    @property
    def leading(self) -> float:
        """The height of one line, in points."""
        return self.size * SINGLE_LINE * self.line_factor


NATION = Look("Quốc hiệu", Face.BOLD, 13)
MOTTO = Look("Tiêu ngữ", Face.BOLD, 14)
SUPERIOR = Look("Cơ quan chủ quản", Face.REGULAR, 13)
ISSUER = Look("Cơ quan ban hành", Face.BOLD, 13)
NUMBER = Look("Số ký hiệu", Face.REGULAR, 13)
DRAFT = Look("Dự thảo", Face.BOLD, 13)
ABOUT = Look("V/v", Face.REGULAR, 12)
COPIED = Look("Hình thức sao", Face.BOLD, 14)
URGENCY = Look("Độ khẩn", Face.BOLD, 13, colour=RED)
PLACE_DATE = Look("Địa danh và ngày", Face.ITALIC, 14)
KIND = Look("Tên loại", Face.BOLD, 14)
SUBJECT = Look("Trích yếu", Face.BOLD, 14)
ENCLOSURE = Look("Dòng kèm theo", Face.ITALIC, 14)
ANNEX_LABEL = Look("Số phụ lục", Face.BOLD, 14)
ANNEX_NAME = Look("Tên phụ lục", Face.BOLD, 14)
AUTHORITY = Look("Quyền hạn người ký", Face.BOLD, 14)
POSITION = Look("Chức vụ người ký", Face.BOLD, 14)
SIGNER_NAME = Look("Họ tên người ký", Face.BOLD, 14)
SIGNING_HINT = Look("Ghi chú ký tên", Face.ITALIC, 12)
RECIPIENTS_TITLE = Look("Nơi nhận", Face.BOLD_ITALIC, 12, Stand.LEFT)
RECIPIENT = Look("Dòng nơi nhận", Face.REGULAR, 11, Stand.LEFT)
FORM_CODE = Look("Số biểu mẫu", Face.BOLD, 12, Stand.LEFT)
FORM_CODE_LINE = Look("Dòng dưới số biểu mẫu", Face.REGULAR, 11, Stand.LEFT)
FORM_TITLE = Look("Tên biểu mẫu", Face.BOLD, 12)
FORM_LINE = Look("Kỳ của biểu mẫu", Face.REGULAR, 12)
FORM_BRACKETED = Look("Khoảng thời gian của biểu mẫu", Face.ITALIC, 12)
FORM_PARTY = Look("Đơn vị của biểu mẫu", Face.REGULAR, 11, Stand.LEFT)
FORM_PLACE_DATE = Look("Địa danh và ngày của biểu mẫu", Face.ITALIC, 12)
FORM_UNIT = Look("Đơn vị tính", Face.ITALIC, 12, Stand.RIGHT)
PAGE_NUMBER = Look("Số trang", Face.REGULAR, 14)


@dataclass(frozen=True, slots=True)
class TableLook:
    """The looks of a table's header, its column numbers, its rows; the space about the text in its cells."""

    header: Look
    numbers: Look
    cell: Look
    strong: Look
    """Of groups and totals."""
    padding_x: float
    padding_y: float

    @property
    def looks(self) -> tuple[Look, ...]:
        """All four."""
        return self.header, self.numbers, self.cell, self.strong


TABLE = TableLook(
    Look("Đầu bảng", Face.BOLD, 12),
    Look("Số thứ tự cột", Face.ITALIC, 11),
    Look("Ô bảng", Face.REGULAR, 12, Stand.LEFT),
    Look("Ô bảng đậm", Face.BOLD, 12, Stand.LEFT),
    4.0,
    2.5,
)
COMPACT_TABLE = TableLook(
    Look("Đầu bảng nhỏ", Face.BOLD, 11),
    Look("Số thứ tự cột nhỏ", Face.ITALIC, 10),
    Look("Ô bảng nhỏ", Face.REGULAR, 11, Stand.LEFT),
    Look("Ô bảng nhỏ đậm", Face.BOLD, 11, Stand.LEFT),
    3.0,
    1.5,
)
"""Tables in annexes are set in 11 to 13 points (FACTS.md section 1.2)."""


BODY = Look(
    "Nội dung", Face.REGULAR, 14, Stand.JUSTIFY, indent=INDENT, gap=PARAGRAPH_GAP, line_factor=LINE_FACTOR
)

TEXT_LOOKS = {
    Style.BODY: BODY,
    Style.BASIS: replace(BODY, name="Căn cứ", face=Face.ITALIC),
    Style.NOTE: replace(BODY, name="Lời ghi chú", face=Face.ITALIC),
    Style.CENTERED_NOTE: replace(
        BODY, name="Ghi chú giữa dòng", face=Face.ITALIC, stand=Stand.CENTER, indent=0
    ),
    Style.CENTERED_BOLD: replace(BODY, name="Dòng đậm giữa", face=Face.BOLD, stand=Stand.CENTER, indent=0),
    Style.ADDRESS: replace(BODY, name="Kính gửi", stand=Stand.LEFT, indent=ADDRESS_INDENT),
    Style.ADDRESSEE: replace(BODY, name="Dòng kính gửi", stand=Stand.LEFT, indent=2 * ADDRESS_INDENT),
}
"""Running text by its style."""

_HEADING = replace(BODY, stand=Stand.LEFT)
"""Flush left: justified, the few words of a heading of two lines would be torn apart."""
HEADING_LOOKS = {
    HeadingLevel.SECTION: replace(_HEADING, name="Heading 1", face=Face.BOLD, outline=1, capitals=True),
    HeadingLevel.CLAUSE: replace(_HEADING, name="Heading 2", face=Face.BOLD, outline=2),
    HeadingLevel.POINT: replace(BODY, name="Heading 3", outline=3),
    HeadingLevel.ARTICLE: replace(BODY, name="Điều"),
}
"""Headings by their level. An article is running text whose number alone is bold."""


def table_look(table: Table) -> TableLook:
    """The look of this table."""
    return COMPACT_TABLE if table.compact else TABLE


def page_size(part: Part) -> tuple[float, float]:
    """Width and height of the part's paper."""
    return (PAGE_HEIGHT, PAGE_WIDTH) if part.landscape else (PAGE_WIDTH, PAGE_HEIGHT)


def text_width(part: Part) -> float:
    """The width between the margins."""
    return page_size(part)[0] - MARGIN_LEFT - MARGIN_RIGHT


def text_height(part: Part) -> float:
    """The height between the margins."""
    return page_size(part)[1] - MARGIN_TOP - MARGIN_BOTTOM
