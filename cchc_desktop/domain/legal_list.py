"""The library of legal documents as a list: what of it is shown, and what a newer file changes in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .dates import short_date
from .legal import LegalDocument, LegalLibrary, LegalStanding, LegalState
from .text import capitalized


class LegalFilter(StrEnum):
    """Which documents of the library a list shows."""

    ALL = "all"
    IN_FORCE = "in_force"
    OUT = "out"
    """What does not hold on the day, or may not."""
    UNKNOWN = "unknown"
    OWN = "own"
    """What the office added itself."""

    @property
    def label(self) -> str:
        """The filter in Vietnamese."""
        return _FILTERS[self]


_FILTERS = {
    LegalFilter.ALL: "Mọi văn bản",
    LegalFilter.IN_FORCE: "Còn hiệu lực",
    LegalFilter.OUT: "Hết, chưa có hoặc còn ngờ hiệu lực",
    LegalFilter.UNKNOWN: "Chưa rõ hiệu lực",
    LegalFilter.OWN: "Cơ quan tự thêm",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A document with how it stands on the day of the list; ``own_id`` is the identity of the office's own
    record of it, empty where the office added none."""

    document: LegalDocument
    standing: LegalStanding
    own_id: str = ""

    @property
    def key(self) -> str:
        """What the document is known by."""
        return self.document.key

    @property
    def state_words(self) -> str:
        """How it stands, since when: «Hết hiệu lực từ 01/07/2025»."""
        state, since = self.standing.state, self.standing.since
        if state is LegalState.NOT_YET and since is not None:
            return f"Có hiệu lực từ {short_date(since)}"
        return f"{state.label} từ {short_date(since)}" if since is not None else state.label

    @property
    def instead_words(self) -> str:
        """What took its place, or may have: what holds now, else who did it."""
        if not self.standing.is_told:
            return ""
        return "; ".join(each.short for each in self.standing.instead) or "; ".join(self.standing.doers)

    @property
    def source_words(self) -> str:
        """Where it is known from."""
        return "Cơ quan" if self.own_id else "Thư viện"

    def matches(self, wanted: LegalFilter) -> bool:
        """Whether a filter lets it through."""
        match wanted:
            case LegalFilter.IN_FORCE:
                return self.standing.state is LegalState.IN_FORCE
            case LegalFilter.OUT:
                return self.standing.is_told
            case LegalFilter.UNKNOWN:
                return self.standing.state is LegalState.UNKNOWN
            case LegalFilter.OWN:
                return bool(self.own_id)
            case _:
                return True


def listed(
    library: LegalLibrary,
    own: Mapping[str, LegalDocument],
    day: date,
    words: str = "",
    wanted: LegalFilter = LegalFilter.ALL,
) -> list[Listed]:
    """The documents that have the words and that the filter lets through, in the order of legal bases;
    ``own`` are those that the office added, by their identities."""
    ids = {document.key: own_id for own_id, document in own.items()}
    found = (
        Listed(each, library.standing_of(each, day), ids.get(each.key, "")) for each in library.search(words)
    )
    return [each for each in found if each.matches(wanted)]


_NAMES = {
    "kind": "tên loại",
    "issuer": "cơ quan ban hành",
    "title": "trích yếu",
    "signed": "ngày ban hành",
    "year": "năm",
    "valid_from": "ngày có hiệu lực",
    "ended": "ngày hết hiệu lực",
    "replaced_by": "văn bản thay thế",
    "abolished_by": "văn bản bãi bỏ",
    "amended_by": "văn bản sửa đổi, bổ sung",
    "perhaps_by": "văn bản có thể đã thay thế",
    "perhaps_since": "ngày có thể đã bị thay thế",
    "seen": "ngày gần nhất biết là còn hiệu lực",
    "note": "ghi chú",
}


@dataclass(frozen=True, slots=True)
class LibraryChange:
    """A document that a newer file says otherwise: ``before`` is None for a new one, ``after`` for one that
    the file does not have; ``is_own`` where the office's own record of it goes before the file's."""

    before: LegalDocument | None
    after: LegalDocument | None
    is_own: bool = False

    @property
    def document(self) -> LegalDocument:
        """The document as the file has it, or as it was known."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def key(self) -> str:
        """What the document is known by."""
        return self.document.key

    @property
    def words(self) -> str:
        """What changes, in a sentence without its full stop."""
        if self.before is None:
            told = "Văn bản mới"
        elif self.after is None:
            told = "Tệp không có; vẫn giữ như đang biết"
        else:
            before, after = self.before, self.after
            pieces = [
                f"{words}: {_told(getattr(before, name))} → {_told(getattr(after, name))}"
                for name, words in _NAMES.items()
                if getattr(before, name) != getattr(after, name)
            ]
            told = "; ".join(pieces)
            told = capitalized(told) if told else "Cách viết số, ký hiệu"
        return f"{told}. Cơ quan có bản riêng, vẫn dùng bản đó" if self.is_own else told


def library_changes(
    before: Iterable[LegalDocument], after: Iterable[LegalDocument], own: Iterable[LegalDocument] = ()
) -> list[LibraryChange]:
    """What a newer file (``after``) says otherwise than what was known: in the file's order, then what it
    does not have."""
    known = {each.key: each for each in before}
    new = {each.key: each for each in after}
    ours = {each.key for each in own}
    found = [
        LibraryChange(known.get(key), each, key in ours)
        for key, each in new.items()
        if known.get(key) != each
    ]
    return [
        *found,
        *(LibraryChange(each, None, key in ours) for key, each in known.items() if key not in new),
    ]


def counted(changes: Iterable[LibraryChange]) -> str:
    """How many documents are new, changed, and not in the file, in a sentence."""
    changes = list(changes)
    new = sum(each.before is None for each in changes)
    dropped = sum(each.after is None for each in changes)
    counts = (
        (new, "thêm {} văn bản"),
        (len(changes) - new - dropped, "thay đổi {} văn bản"),
        (dropped, "không có {} văn bản đang biết"),
    )
    told = ", ".join(words.format(count) for count, words in counts if count)
    return f"Tệp {told}." if told else "Tệp không thay đổi văn bản nào."


def _told(value: object) -> str:
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, tuple):
        return ", ".join(value) or "chưa ghi"
    return str(value or "chưa ghi")
