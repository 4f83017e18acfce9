"""PDFs as they come back from signing, for tests: as the program exports them, scanned, locked, or none."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

SUBJECT = "Kết quả công tác cải cách hành chính quý I năm 2026"
LINES = (
    "ỦY BAN NHÂN DÂN XÃ AN BÌNH",
    "Số: 31/BC-UBND",
    "An Bình, ngày 17 tháng 3 năm 2026",
    "BÁO CÁO",
    SUBJECT,
    "Thực hiện Kế hoạch số 152/KH-UBND ngày 26 tháng 12 năm 2025, xã báo cáo như sau:",
)


def write_pdf(path: Path, lines: Sequence[str] = LINES, password: str = "", pages: int = 1) -> Path:
    """A PDF with these lines on each page; one with ``password`` asks for it."""
    from reportlab.lib import pdfencrypt
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    fonts = Path(__file__).resolve().parents[1] / "resources" / "fonts"
    pdfmetrics.registerFont(TTFont("Signed", str(fonts / "Tinos-Regular.ttf")))
    lock = pdfencrypt.StandardEncryption(password, strength=128) if password else None
    canvas = Canvas(str(path), encrypt=lock, invariant=True)
    for _ in range(pages):
        canvas.setFont("Signed", 13)
        for row, line in enumerate(lines):
            canvas.drawString(80, 780 - 20 * row, line)
        canvas.showPage()
    canvas.save()
    return path


def write_scan(path: Path) -> Path:
    """A PDF whose only page is a picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), invariant=True)
    picture: Any = ImageReader(Image.new("L", (60, 80), 200))
    canvas.drawImage(picture, 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    return path
