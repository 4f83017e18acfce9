"""Plans as PDF files that are drawn line by line, as by tools that know nothing of paragraphs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.source import Source, SourceParagraph, SourceTable

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
INPUTS = Path(__file__).parent / "inputs"
LEFT, TOP, LEADING = 85.0, A4[1] - 60, 20.0

HEAD = (
    ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("XÃ AN BÌNH", "Độc lập - Tự do - Hạnh phúc"),
    ("Số: 12/KH-UBND", "An Bình, ngày 05 tháng 01 năm 2031"),
)
PLAN = (
    "KẾ HOẠCH",
    "Cải cách hành chính xã An Bình năm 2031",
    "Ủy ban nhân dân xã An Bình ban hành Kế hoạch cải cách hành chính năm 2031 như sau:",
    "I. MỤC TIÊU",
    "- Từ 96% hồ sơ trở lên được trả đúng hạn.",
    "II. NHIỆM VỤ",
    "1. Cải cách thể chế",
    "- Rà soát văn bản của xã, hoàn thành trước ngày 30/6/2031.",
    "III. TỔ CHỨC THỰC HIỆN",
    "- Văn phòng theo dõi, đôn đốc, báo cáo hằng quý.",
    "Trên đây là Kế hoạch cải cách hành chính năm 2031, yêu cầu các bộ phận thực hiện./.",
)


class Pages:
    """A PDF file in the making, in points from the lower left corner."""

    def __init__(self, path: Path, size: tuple[float, float] = A4) -> None:
        for name, face in (("Read", "Tinos-Regular"), ("ReadBold", "Tinos-Bold")):
            pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{face}.ttf")))
        self.path = path
        self.canvas: Any = Canvas(str(path), pagesize=size)

    def text(self, x: float, y: float, text: str, size: float = 12, *, bold: bool = False) -> None:
        """A line of text."""
        self.canvas.setFont("ReadBold" if bold else "Read", size)
        self.canvas.drawString(x, y, text)

    def lines(
        self, lines: Sequence[str], top: float = TOP, x: float = LEFT, leading: float = LEADING
    ) -> float:
        """Lines below each other; the height of the line that would come next."""
        for line in lines:
            self.text(x, top, line)
            top -= leading
        return top

    def plan(self, lines: Sequence[str] = PLAN, top: float = TOP) -> float:
        """The head of a plan and these lines; the height of the line that would come next."""
        for left, right in HEAD:
            self.text(LEFT, top, left)
            self.text(300, top, right)
            top -= LEADING
        return self.lines(lines, top - 10)

    def turn(self) -> None:
        """Another page."""
        self.canvas.showPage()

    def read(self) -> Source:
        """What is read of the file."""
        self.canvas.save()
        return read_source(self.path)


def texts(source: Source) -> list[str]:
    """The paragraphs of a source."""
    return [block.text for block in source.blocks if isinstance(block, SourceParagraph)]


def tables(source: Source) -> list[tuple[tuple[str, ...], ...]]:
    """The tables of a source."""
    return [block.rows for block in source.blocks if isinstance(block, SourceTable)]
