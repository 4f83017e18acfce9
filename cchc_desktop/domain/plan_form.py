"""What a plan's head and foot lack of the form of an official document.

Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II: the legal bases (khoản 3 and mẫu 1.4) begin with «Căn cứ» and end
with a semicolon, the last one with a full stop; who signs for a people's committee has the line «TM. ỦY BAN
NHÂN DÂN» above the position, without the place's name, and the name in small letters (khoản 7).
"""

from collections.abc import Iterable, Iterator, Sequence

from .names import capitals_words
from .plan import Item, ItemKind, Plan
from .text import fold

_COLLECTIVE = "TM. ỦY BAN NHÂN DÂN"
_OFFICES = ("uy ban nhan dan", "ubnd")
_SHOWN = 60
"""So many letters of a text are quoted."""


def form_problems(plan: Plan) -> list[str]:
    """Sentences that say what is wrong, where, and what to do; nothing where the form is right."""
    return [*_bases(plan), *_signing(plan)]


def _bases(plan: Plan) -> Iterator[str]:
    """The bases of a decision that the plan is attached to are a list of their own, which ends with who
    proposes it (mẫu 1.2)."""
    decision = plan.decision
    decided = _texts_of_bases(decision.walk()) if decision is not None else []
    own = _texts_of_bases(below for item in plan.items if item is not decision for below in item.walk())
    if not decided and not own:
        yield "Không thấy căn cứ ban hành kế hoạch. Hãy thêm các dòng «Căn cứ …» trước phần nội dung."
    yield from _list_of_bases(decided, ("can cu", "theo de nghi", "xet de nghi"))
    yield from _list_of_bases(own, ("can cu",))


def _texts_of_bases(items: Iterable[Item]) -> list[str]:
    return [item.text.strip() for item in items if item.kind is ItemKind.BASIS and item.text.strip()]


def _list_of_bases(bases: Sequence[str], begin: tuple[str, ...]) -> Iterator[str]:
    for number, text in enumerate(bases, 1):
        if not fold(text).startswith(begin):
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
