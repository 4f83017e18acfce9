"""What a plan's head and foot lack of the form of an official document.

Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II: the legal bases (khoản 3 and mẫu 1.4) begin with «Căn cứ» and end
with a semicolon, the last one with a full stop; who signs for a people's committee has the line «TM. ỦY BAN
NHÂN DÂN» above the position, without the place's name, and the name in small letters (khoản 7).
"""

from collections.abc import Iterator

from .names import capitals_words
from .plan import ItemKind, Plan
from .text import fold

_COLLECTIVE = "TM. ỦY BAN NHÂN DÂN"
_OFFICES = ("uy ban nhan dan", "ubnd")
_SHOWN = 60
"""So many letters of a text are quoted."""


def form_problems(plan: Plan) -> list[str]:
    """Sentences that say what is wrong, where, and what to do; nothing where the form is right."""
    return [*_bases(plan), *_signing(plan)]


def _bases(plan: Plan) -> Iterator[str]:
    bases = [item.text.strip() for item in plan.walk() if item.kind is ItemKind.BASIS and item.text.strip()]
    if not bases:
        yield "Không thấy căn cứ ban hành kế hoạch. Hãy thêm các dòng «Căn cứ …» trước phần nội dung."
    for number, text in enumerate(bases, 1):
        if not fold(text).startswith("can cu"):
            yield f"Căn cứ thứ {number} «{_quoted(text)}» chưa bắt đầu bằng «Căn cứ»."
        end = "." if number == len(bases) else ";"
        if not text.endswith(end):
            named = "dấu chấm" if end == "." else "dấu chấm phẩy"
            yield f"Căn cứ thứ {number} «{_quoted(text)}» phải kết thúc bằng {named} («{end}»)."


def _signing(plan: Plan) -> Iterator[str]:
    authority, position = " ".join(plan.signer.authority.split()), fold(plan.signer.position)
    issuer = fold(plan.issuer)
    if words := capitals_words(plan.signer.name):
        yield words
    if not authority:
        committee = not issuer or issuer.startswith(_OFFICES)
        if committee and "chu tich" in position:
            yield f"Phần ký thiếu dòng «{_COLLECTIVE}» trên chức vụ. Hãy thêm ở phần cuối kế hoạch."
        return
    plain = fold(authority)
    for office in _OFFICES:
        if plain.startswith(f"tm. {office} ") or (office == "ubnd" and plain == "tm. ubnd"):
            yield f"Phần ký ghi «{authority}»; thể thức là «{_COLLECTIVE}», không kèm tên đơn vị hành chính."


def _quoted(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
