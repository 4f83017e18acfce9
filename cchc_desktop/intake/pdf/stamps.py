"""Stamps printed on a page (of what came in, of copies, of urgency, of digital signatures): not its text."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from ...domain.text import clean_line
from .asides import AsideKind, text_of
from .drawing import Rule
from .hidden import Face
from .letters import Glyph

# Decree 30/2020/NĐ-CP has urgency, secrecy and what a digital signature shows (annex I), the stamp ĐẾN
# (annex IV), and copies (article 25).
_HINTS = re.compile(
    "VĂNBẢNĐẾN|CÔNGVĂNĐẾN|ĐẾN|SAOY|SAOLỤC|TRÍCHSAO|BẢNSAO|(?:[Kk]ý|KÝ)(?:số|điệntử|SỐ)?(?:bởi|BỞI|bằng)|"
    "[Nn]gườiký|[Tt]hờigianký|[Nn]gàyký|[Cc]hữký(?:số|điệntử):|Kýsố:|[Ss]ignedby|Signature|HỎATỐC|HOẢTỐC|"
    "KHẨN|MẬT|BẢNCHÍNH|BẢNGỐC|NỘIBỘ"
)
_RECEIVED = re.compile(r"(?:(?:CÔNG VĂN|VĂN BẢN)\s+ĐẾN|ĐẾN)(?:\s+(?:Số|SỐ|Ngày|NGÀY)\b.{0,60})?")
_COPY = re.compile(
    r"BẢN (?:SAO|CHÍNH|GỐC)|LƯU HÀNH NỘI BỘ|TÀI LIỆU (?:NỘI BỘ|MẬT)|"
    r"(?:BẢN\s+)?(?:SAO Y|SAO LỤC|TRÍCH SAO)(?:\s+(?:BẢN\s+)?CHÍNH)?(?:\s*[;:.,(–-].{0,80})?"
)
_URGENT = re.compile(r"(?:HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN|TUYỆT MẬT|TỐI MẬT|MẬT)(?:\s+HẸN GIỜ.{0,20})?")
_SIGNED = re.compile(
    r"(?:(?:Được|Đã)\s+)?[Kk](?:ý|Ý)\s+(?:(?:số|điện tử|SỐ)\s+)?(?:bởi|BỞI|bằng)\b.*|"
    r"(?:Người|Thời gian|Ngày)\s+ký\s*:.*|(?:Chữ ký (?:số|điện tử)|Ký số)\s*:.*|"
    r"(?:Digitally\s+|Electronically\s+)?[Ss]igned\s+by\b.*|Signature (?:Not Verified|Valid).*"
)
_MORE = re.compile(
    r"(?:Số|Ngày|Giờ|Chuyển|Kính chuyển|Lưu hồ sơ|Lưu HS|Hồ sơ|Số và ký hiệu|E-?mail|Cơ quan|Đơn vị|"
    r"Tổ chức|Chức vụ|Chức danh|Thời gian|Người ký|Ký|Lý do|Địa điểm|Vị trí|Location|Reason|Date|Contact|"
    r"Tên|Bởi|Serial|ĐT|Tel)\b[^:]{0,30}:.*|"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b.{0,30}|\d{1,2}:\d\d(?::\d\d)?.{0,30}|\+0?7:?00.*",
    re.IGNORECASE,
)
_OF_THE_DOCUMENT = re.compile(r"Số\s*:?.*/(?!S[YL]\b|TrS\b|SL\b)[A-ZĐ]{2,}", re.IGNORECASE)
_BODY = re.compile(r"(?:[-–+•]\s|Nơi nhận|(?:TM|KT|TL|TUQ|Q)\.\s|[IVX]+\.\s|\d+[.)]\s|[a-zđ]\)\s)")
_DARK = 0x50
_MOST_PIECES = 1_200


@dataclass(slots=True)
class _Piece:
    """Letters of one look on one line without a wide gap between them."""

    glyphs: list[Glyph]
    text: str
    x0: float
    x1: float
    y: float
    em: float
    colour: int | None
    """None for letters that are black, or nearly so."""


def take_stamps(face: Face, rules: list[Rule]) -> list[Rule]:
    """Sets the letters of stamps aside; gives the ruled lines that are no frame of one."""
    text = "".join([run.letters for run in face.runs])
    if not _HINTS.search(unicodedata.normalize("NFC", "".join(text.split()))):
        return rules
    pieces = _pieces([glyph for run in face.runs for glyph in run])
    if len(pieces) > _MOST_PIECES:
        return rules
    em = face.main_em
    frames = _frames(rules)
    taken: set[int] = set()
    for anchor in pieces:
        if id(anchor) in taken or not _is_anchor(anchor.text):
            continue
        frame = _smallest(frames, anchor)
        if frame is not None and not _is_small(frame, face):
            # A cell of a table.
            continue
        stamp = _stamp(anchor, [p for p in pieces if id(p) not in taken], frame, em)
        if not _is_sure(anchor, stamp, frame, em):
            continue
        taken |= {id(piece) for piece in stamp}
        if frame is not None:
            rules = [rule for rule in rules if not _lies_in(rule, frame)]
        stamp.sort(key=lambda piece: (-round(piece.y), piece.x0))
        face.take(AsideKind.STAMP, [glyph for piece in stamp for glyph in piece.glyphs])
    return rules


def _is_anchor(text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in (_RECEIVED, _COPY, _URGENT, _SIGNED))


def _is_sure(anchor: _Piece, stamp: list[_Piece], frame: Rule | None, em: float) -> bool:
    """Whether the words are those of a stamp: by themselves, their frame, look, or what is below them."""
    if frame is not None or len(stamp) > 1 or anchor.colour is not None:
        return True
    if _SIGNED.fullmatch(anchor.text):
        return anchor.em < 0.93 * em
    return anchor.text != "ĐẾN"


def _stamp(anchor: _Piece, pieces: list[_Piece], frame: Rule | None, em: float) -> list[_Piece]:
    """The anchor with all that belongs to its stamp: within its frame, of its colour, or below it."""
    stamp = [anchor]
    if frame is not None:
        stamp += [p for p in pieces if p is not anchor and _lies_in(Rule(p.x0, p.y, p.x1, p.y), frame)]
    waiting = [p for p in pieces if all(p is not each for each in stamp)]
    grown = True
    while grown:
        grown = False
        left, right = min(p.x0 for p in stamp), max(p.x1 for p in stamp)
        low, high = min(p.y for p in stamp), max(p.y for p in stamp)
        for piece in waiting:
            size = max(piece.em, anchor.em)
            near = piece.x0 <= right + size and piece.x1 >= left - size
            if not near or not low - 2.0 * size <= piece.y <= high + 2.0 * size:
                continue
            if _belongs(piece, anchor, low, em):
                stamp.append(piece)
                waiting = [p for p in waiting if p is not piece]
                grown = True
                break
    return stamp


def _belongs(piece: _Piece, anchor: _Piece, low: float, em: float) -> bool:
    if anchor.colour is not None and piece.colour == anchor.colour:
        return True
    if piece.colour != anchor.colour or piece.y > anchor.y + 0.3 * anchor.em or _BODY.match(piece.text):
        return False
    if _OF_THE_DOCUMENT.match(piece.text) and not _SIGNED.fullmatch(anchor.text):
        return False
    if _MORE.fullmatch(piece.text) or _is_anchor(piece.text):
        return True
    is_small = piece.em <= 0.85 * em and abs(piece.em - anchor.em) < 0.6
    is_under = abs(piece.x0 - anchor.x0) < 3 or abs(piece.x0 + piece.x1 - anchor.x0 - anchor.x1) < 12
    return is_small and is_under and low - piece.y <= 1.6 * piece.em


# -- pieces and frames ---------------------------------------------------------------------------------


def _pieces(glyphs: list[Glyph]) -> list[_Piece]:
    """The letters in pieces: letters of another look on the same line, as those of a stamp are, apart."""
    lines: dict[tuple[int, int, int | None], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        colour = _colour(glyph)
        lines[round(glyph.y), round(glyph.em), colour].append(glyph)
    pieces: list[_Piece] = []
    for (_, _, colour), line in lines.items():
        piece: list[Glyph] = []
        for glyph in sorted(line, key=lambda g: g.x0):
            if piece and glyph.x0 - piece[-1].x1 > 0.9 * glyph.em:
                pieces += _piece(piece, colour)
                piece = []
            if not glyph.text.isspace():
                piece.append(glyph)
        pieces += _piece(piece, colour)
    return pieces


def _piece(glyphs: list[Glyph], colour: int | None) -> list[_Piece]:
    if not glyphs:
        return []
    first = glyphs[0]
    text = clean_line(text_of(glyphs))
    return [_Piece(glyphs, text, first.x0, glyphs[-1].x1, first.y, first.em, colour)]


def _colour(glyph: Glyph) -> int | None:
    colour = glyph.look.colour
    if not colour:
        return None
    parts = (colour >> 16, colour >> 8 & 255, colour & 255)
    return None if max(parts) <= _DARK else colour


def _frames(rules: list[Rule]) -> list[Rule]:
    """The outlines of lines that touch each other, each as a rule from corner to corner."""
    boxes: list[list[float]] = []
    for rule in rules[:_MOST_PIECES]:
        box = [rule.x0, rule.y0, rule.x1, rule.y1]
        apart: list[list[float]] = []
        for other in boxes:
            if (
                other[0] - 6 <= box[2]
                and box[0] <= other[2] + 6
                and other[1] - 6 <= box[3]
                and box[1] <= other[3] + 6
            ):
                box = [*(min(a, b) for a, b in zip(box[:2], other[:2], strict=True)),
                       *(max(a, b) for a, b in zip(box[2:], other[2:], strict=True))]  # fmt: skip
            else:
                apart.append(other)
        boxes = [*apart, box]
        if len(boxes) > 300:
            return []
    return [Rule(*box) for box in boxes if box[2] - box[0] > 20 and box[3] - box[1] > 8]


def _smallest(frames: list[Rule], piece: _Piece) -> Rule | None:
    around = [f for f in frames if _lies_in(Rule(piece.x0, piece.y, piece.x1, piece.y), f)]
    return min(around, key=lambda f: (f.x1 - f.x0) * (f.y1 - f.y0), default=None)


def _is_small(frame: Rule, face: Face) -> bool:
    wide, high = frame.x1 - frame.x0, frame.y1 - frame.y0
    return wide <= 0.5 * face.width and wide * high <= 0.08 * face.width * face.height


def _lies_in(rule: Rule, frame: Rule) -> bool:
    return (
        frame.x0 - 2 <= rule.x0 <= rule.x1 <= frame.x1 + 2
        and frame.y0 - 2 <= rule.y0 <= rule.y1 <= frame.y1 + 2
    )
