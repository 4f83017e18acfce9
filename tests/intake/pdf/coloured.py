"""A PDF whose pages are told apart by their colours."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

SIZES = ((595.0, 842.0), (595.0, 842.0), (842.0, 595.0))


def coloured_pages(path: Path) -> Path:
    """Three pages: red, green, and a blue one that lies, with a black band along its upper edge."""
    canvas = Canvas(str(path))
    for (width, height), colour in zip(SIZES, ((0.8, 0, 0), (0, 0.8, 0), (0, 0, 0.8)), strict=True):
        canvas.setPageSize((width, height))
        canvas.setFillColorRGB(*colour)
        canvas.rect(0, 0, width, height, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.rect(0, height - 60, width, 60, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return path
