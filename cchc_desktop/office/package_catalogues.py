"""Catalogues that an office sends to others in a package, and takes in: each a text that could be a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from .. import catalogue
from ..catalogue import surveys
from ..catalogue.criteria_text import kept_set, set_text
from ..catalogue.register_text import register_text
from ..catalogue.registers import read_register
from ..domain.errors import Refusal
from ..domain.exchange.manifest import Unfit, is_part_name
from ..domain.templates.map_file import from_text, to_text

if TYPE_CHECKING:
    from .office import Office

LISTED = "catalogue.json"
"""The part that lists the others."""
_MOST = 200


class ItemKind(StrEnum):
    """What a catalogue is of."""

    INDICATORS = "indicators"
    REGISTER = "register"
    CRITERIA = "criteria"
    QUESTIONNAIRE = "questionnaire"
    LEGAL = "legal"
    TEMPLATE = "template"

    @property
    def label(self) -> str:
        """The kind in Vietnamese."""
        return _LABELS[self]


_LABELS = {
    ItemKind.INDICATORS: "Danh mục chỉ tiêu",
    ItemKind.REGISTER: "Mẫu sổ",
    ItemKind.CRITERIA: "Bộ tiêu chí",
    ItemKind.QUESTIONNAIRE: "Mẫu phiếu khảo sát",
    ItemKind.LEGAL: "Thư viện căn cứ",
    ItemKind.TEMPLATE: "Bảng ghép biểu mẫu",
}


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """One catalogue: its kind, identity, title and text."""

    kind: ItemKind
    id: str
    title: str
    text: str

    @property
    def key(self) -> str:
        """By what it is chosen: «register:kiem-tra»."""
        return f"{self.kind}:{self.id}"

    @property
    def words(self) -> str:
        """Kind and title."""
        return f"{self.kind.label}: {self.title}"


def items_of(office: Office) -> Iterator[CatalogueItem]:
    """Every catalogue that the office has and the program did not bring."""
    shipped = catalogue.indicators()
    newest = office.catalogues.newest()
    if newest.id != shipped.id:
        yield CatalogueItem(
            ItemKind.INDICATORS, newest.id[:12], f"{newest.title}, {newest.version}", newest.text
        )
    own = office.own_registers
    for register in office.registers.all():
        if not own.is_shipped(register.id) or own.is_changed(register.id):
            yield CatalogueItem(ItemKind.REGISTER, register.id, register.name, register_text(register))
    for each in office.criteria_sets.own():
        yield CatalogueItem(ItemKind.CRITERIA, each.id, each.title, set_text(each))
    for found in office.surveys.questionnaires():
        if office.surveys.is_own(found.id):
            text = office.surveys.questionnaire_text(found.id)
            yield CatalogueItem(ItemKind.QUESTIONNAIRE, found.id, found.name, text)
    library = office.legal.last_taken()
    if library is not None:
        yield CatalogueItem(
            ItemKind.LEGAL, library.id[:12], f"{library.title}, {library.version}", library.text
        )
    for made in office.templates.kept():
        yield CatalogueItem(ItemKind.TEMPLATE, made.fingerprint[:12], made.name, to_text(made))


def listed(items: list[CatalogueItem]) -> tuple[dict[str, Any], dict[str, str]]:
    """The value of `LISTED`, and the texts by the names of their parts."""
    names = [f"item-{number}.toml" for number in range(1, len(items) + 1)]
    pairs = list(zip(names, items, strict=True))
    value = [
        {"kind": str(each.kind), "id": each.id, "title": each.title, "part": name} for name, each in pairs
    ]
    return {"items": value}, {name: each.text for name, each in pairs}


def items_in(value: Any, text_of: Callable[[str], str]) -> list[CatalogueItem]:
    """The catalogues of a package. Raises Unfit where it lists none."""
    entries = value.get("items") if isinstance(value, dict) else None
    if not isinstance(entries, list) or not 0 < len(entries) <= _MOST:
        raise Unfit("items")
    return [_item(entry, text_of) for entry in entries]


def _item(entry: Any, text_of: Callable[[str], str]) -> CatalogueItem:
    match entry:
        case {"kind": str(kind), "id": str(known), "title": str(title), "part": str(part)}:
            if kind not in set(ItemKind) or max(len(known), len(title)) > 300 or not is_part_name(part):
                raise Unfit("item")
            return CatalogueItem(ItemKind(kind), known, title, text_of(part))
        case _:
            raise Unfit("item")


@dataclass(frozen=True, slots=True)
class Offer:
    """What taking a catalogue in would do: ``take`` does it. Nothing where it is there already; ``refusal``
    where it cannot be taken in."""

    item: CatalogueItem
    words: str
    take: Callable[[], object] | None = None
    refusal: str = ""


def offer(office: Office, item: CatalogueItem) -> Offer:
    """What becomes of one catalogue that came in."""
    if any(each.kind is item.kind and each.text == item.text for each in items_of(office)):
        return Offer(item, "Đã có, không thay đổi gì.")
    try:
        words, take = _readers()[item.kind](office, item.text)
    except Refusal as refusal:
        return Offer(item, "Không nhận được.", refusal=str(refusal))
    return Offer(item, words, take)


_Reader = Callable[["Office", str], tuple[str, Callable[[], object]]]


def _readers() -> dict[ItemKind, _Reader]:
    return {
        ItemKind.INDICATORS: _indicators,
        ItemKind.REGISTER: _register,
        ItemKind.CRITERIA: _criteria,
        ItemKind.QUESTIONNAIRE: _questionnaire,
        ItemKind.LEGAL: _legal,
        ItemKind.TEMPLATE: _template,
    }


def _indicators(office: Office, text: str) -> tuple[str, Callable[[], object]]:
    found = catalogue.read_indicators(text)
    office.catalogues.check_new(found)
    return "Dùng cho các kỳ bắt đầu từ ngày áp dụng của danh mục.", lambda: office.catalogues.take(found)


def _register(office: Office, text: str) -> tuple[str, Callable[[], object]]:
    found = read_register(text)
    office.own_registers.refuse(found)
    told = " ".join(office.own_registers.effects(found).sentences)
    is_new = all(each.id != found.id for each in office.registers.all())
    words = "Thêm sổ mới." if is_new else f"Sửa mẫu sổ đang có. {told}".strip()
    return words, lambda: office.own_registers.save(found)


def _criteria(office: Office, text: str) -> tuple[str, Callable[[], object]]:
    found = kept_set(text)
    is_new = all(each.id != found.id for each in office.criteria_sets.own())
    office.criteria_sets.refuse_set(found)
    words = "Thêm bộ tiêu chí." if is_new else "Thay bộ tiêu chí cùng tên đang có."
    return words, lambda: office.criteria_sets.keep(found)


def _questionnaire(office: Office, text: str) -> tuple[str, Callable[[], object]]:
    found = surveys.read_questionnaire(text)
    is_new = not office.surveys.is_own(found.id)
    words = "Thêm mẫu phiếu." if is_new else "Thay mẫu phiếu đang có; đợt khảo sát đã bắt đầu giữ mẫu cũ."
    return words, lambda: office.surveys.save_questionnaire(text)


def _legal(office: Office, text: str) -> tuple[str, Callable[[], object]]:
    from ..catalogue import legal
    from ..domain.legal_list import counted

    found = legal.read_library(text)
    changes = office.legal.changes_by(found)
    return counted(changes), lambda: office.legal.take(found)


def _template(office: Office, text: str) -> tuple[str, Callable[[], object]]:
    found = from_text(text)
    is_new = all(each.fingerprint != found.fingerprint for each in office.templates.kept())
    words = "Thêm bảng ghép." if is_new else "Thay bảng ghép đang có của biểu này."
    return words, lambda: office.templates.keep(found)
