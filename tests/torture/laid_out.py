"""Pages of a PDF with words, pictures of tables and lines anywhere: what readers of layouts must bear."""

import io
import random

from cchc_desktop import resources

_WORDS = (
    "TT|Nhiệm vụ|Cơ quan chủ trì|Thời gian|Sản phẩm|1|2|I|-|a)|(1)|2031|.|Văn phòng|Các phòng|Quý I|"
    "rà soát văn bản|kéo dài|Báo cáo;|III. TỔ CHỨC|Nơi nhận:|TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH|PHỤ LỤC|Trang 2/3|"
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
).split("|")


def laid_out(dice: random.Random) -> bytes:
    """A file of a few such pages, turned and in columns by chance."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    if "hostile" not in pdfmetrics.getRegisteredFontNames():
        font = next(iter(sorted(resources.path("fonts").glob("*Regular.ttf"))))
        pdfmetrics.registerFont(TTFont("hostile", str(font)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    for _ in range(dice.randint(1, 4)):
        canvas.setPageRotation(dice.choice((0, 0, 90, 180, 270)))
        canvas.rotate(dice.choice((0, 0, 0, 90, 5)))
        places = sorted(dice.uniform(10, 560) for _ in range(dice.randint(1, 9)))
        y = dice.uniform(600, 830)
        while y > 10:
            for x in places:
                if dice.random() < dice.choice((0.3, 0.7, 0.95)):
                    canvas.setFont("hostile", dice.choice((8, 11, 11, 14)))
                    words = " ".join(dice.choice(_WORDS) for _ in range(dice.choice((1, 1, 2, 5))))
                    canvas.drawString(x + dice.choice((0, 0, dice.uniform(-20, 20))), y, words)
            y -= dice.choice((12, 14, 14, 18, 30, 80))
        for _ in range(dice.choice((0, 3, 20))):
            x, y = dice.uniform(0, A4[0]), dice.uniform(0, A4[1])
            end = dice.choice(((dice.uniform(0, A4[0]), y), (x, dice.uniform(0, A4[1]))))
            canvas.line(x, y, *end)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()
