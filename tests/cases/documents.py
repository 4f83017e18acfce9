"""Short documents of many kinds as an office's folder holds them, all made up, and what each of them is.

A line «@SỐ …» stands for the usual head of a commune with that number.
"""

from dataclasses import dataclass

_HEAD = """ỦY BAN NHÂN DÂN
XÃ ĐỒNG TÂM
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Đồng Tâm, ngày 09 tháng 02 năm 2026"""
_FOOT = """Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Phạm Thị Mẫu"""


@dataclass(frozen=True)
class Sample:
    """A document.

    ``refused`` are words of the sentence that refuses it, ``told`` words of a doubt where it is taken,
    ``subject`` is what a taken plan is about.
    """

    name: str
    text: str
    refused: str = ""
    told: str = ""
    subject: str = ""


def document(name: str, text: str, refused: str = "", told: str = "", subject: str = "") -> Sample:
    lines = []
    for line in map(str.strip, text.strip().split("\n")):
        lines.append(_HEAD.format(number=line[4:]) if line.startswith("@SỐ ") else line)
    return Sample(name, "\n".join(lines).replace("@CUỐI", _FOOT), refused, told, subject)
