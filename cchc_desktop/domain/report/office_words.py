"""What a report calls the office itself: the words that its sentences have for it, by their names."""

from ..offices import OfficeProfile, shorten
from .data import level_of, province_kind, province_of
from .wording import Word


def office_words(office: OfficeProfile) -> dict[str, Word]:
    """The words that are the office's own, by their names."""
    texts = {
        "office": office.short_name,
        "office_name": office.name,
        "level": level_of(office),
        "superior": shorten(office.superior),
        "superior_name": office.superior,
        "province": province_of(office),
        "province_kind": province_kind(office),
        "archive": office.archive,
    }
    return {name: Word(text) for name, text in texts.items() if text}
