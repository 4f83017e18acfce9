"""Legal documents that offices cite: what each is, from when it holds, what took its place, how it is cited.

A library says only what is known. What nobody has written down (from when a document holds, who replaced it)
stays unknown, and a document that is in no library is judged by nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from .dates import place_and_date, short_date
from .document_kinds import kind_of_symbol
from .text import fold, normalize, sort_key

_LAWS = ("luật", "bộ luật", "pháp lệnh", "hiến pháp")
_DASHES = re.compile(r"[-–—‑/.&\s]+")
_SYMBOL = re.compile(r"0*([0-9]+[a-z]?)(?:/((?:19|20)[0-9]{2}))?[-–—‑/](.+)", re.IGNORECASE)
_MOST_STEPS = 20
"""So many documents may have taken each other's place before the chain is thought to be a mistake."""


def symbol_key(symbol: str) -> str:
    """What number and symbol are known by, however they are typed: «09/2019/NĐ-CP» and «9/2019/ND–CP», or
    «27-NQ/TW» and «27/NQ-TW», are the same."""
    found = _SYMBOL.fullmatch("".join(normalize(symbol).split()))
    if found is None:
        return _DASHES.sub("", fold(symbol))
    number, year, letters = found.groups()
    return f"{number.lower()}/{year or ''}/{_DASHES.sub('', fold(letters))}"


def year_in(symbol: str) -> int | None:
    """The year that a symbol says («30/2020/NĐ-CP»); None for one whose numbers begin anew each year."""
    found = _SYMBOL.fullmatch("".join(normalize(symbol).split()))
    return int(found[2]) if found and found[2] else None


def name_key(name: str) -> str:
    """What a law is known by that is cited by its name."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(name)))


class LegalState(StrEnum):
    """How a document stands on a day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    ENDED = "ended"
    DOUBTFUL = "doubtful"
    """Something is known that may have ended it, not that it did."""
    UNKNOWN = "unknown"
    """In no library, or with nothing said of when it holds."""

    @property
    def label(self) -> str:
        """The state in Vietnamese."""
        return _STATES[self]


_STATES = {
    LegalState.IN_FORCE: "Còn hiệu lực",
    LegalState.NOT_YET: "Chưa có hiệu lực",
    LegalState.ENDED: "Hết hiệu lực",
    LegalState.DOUBTFUL: "Có thể đã hết hiệu lực",
    LegalState.UNKNOWN: "Chưa rõ hiệu lực",
}


@dataclass(frozen=True, slots=True)
class LegalDocument:
    """A document that may be cited. What is not known is empty or None.

    ``symbol`` is number and symbol («30/2020/NĐ-CP»), empty for a law that is only known by its name and
    ``year``; ``kind`(«Nghị định»), ``issuer``, and ``title`` as it follows them («về công tác văn thư»; a
    law's is its name without «Luật»). It was signed on ``signed``, or in ``year``, and holds from
    ``valid_from`` on. From ``ended`` on it does not: by ``replaced_by`` or ``abolished_by`` (symbols), where
    a doer without a day makes it doubtful from the doer's own day on. ``perhaps_by`` is what may have taken
    its place from ``perhaps_since`` on, without proof. ``amended_by`` are symbols. ``seen`` is the last day
    on which it is known to have held.
    """

    symbol: str
    kind: str
    issuer: str = ""
    title: str = ""
    signed: date | None = None
    year: int | None = None
    valid_from: date | None = None
    ended: date | None = None
    replaced_by: tuple[str, ...] = ()
    abolished_by: tuple[str, ...] = ()
    amended_by: tuple[str, ...] = ()
    perhaps_by: tuple[str, ...] = ()
    perhaps_since: date | None = None
    seen: date | None = None
    note: str = ""

    @property
    def is_law(self) -> bool:
        """Whether it is cited by name and day, without its number (NĐ 30/2020, Phụ lục I, mẫu 1.1 ff.)."""
        return self.kind.lower() in _LAWS

    @property
    def known_year(self) -> int | None:
        """The year that it is of."""
        return self.signed.year if self.signed else self.year or year_in(self.symbol)

    @property
    def key(self) -> str:
        """What it is known by: its symbol, with the year where the symbol has none, or its name and year."""
        year = self.known_year or ""
        if not self.symbol:
            return f"{name_key(f'{self.kind} {self.title}')}/{year}"
        return symbol_key(self.symbol) if year_in(self.symbol) else f"{symbol_key(self.symbol)}/{year}"

    @property
    def short(self) -> str:
        """How it is cited once it was cited in full: kind and symbol; a law by its name (NĐ 30/2020, Phụ lục
        I, Mục II.6)."""
        if self.is_law:
            return f"{self.kind} {self.title}".strip()
        return f"{self.kind} số {self.symbol}"

    @property
    def full(self) -> str:
        """How it is cited the first time: kind, number and symbol, day, issuer, subject; a law by its name
        and day. What is not known is left out."""
        parts = [self.short]
        if self.signed:
            parts.append(place_and_date("", self.signed))
        elif self.known_year and not (self.symbol and year_in(self.symbol) and not self.is_law):
            parts.append(f"năm {self.known_year}")
        if not self.is_law:
            parts += [f"của {self.issuer}" if self.issuer else "", self.title]
        return " ".join(filter(None, parts))

    @property
    def lacking(self) -> tuple[str, ...]:
        """What a full citation would say and is not known, in words."""
        found = [] if self.signed else ["ngày ban hành"]
        if not self.is_law:
            found += [] if self.issuer else ["cơ quan ban hành"]
        return (*found, *(() if self.title else ("trích yếu",)))

    @property
    def rank(self) -> tuple[int, str]:
        """Where it stands among legal bases: by the force of its kind, then by its day."""
        day = self.signed or (date(self.known_year, 1, 1) if self.known_year else date.max)
        return _force(fold(self.kind), fold(self.issuer)), day.isoformat()


_CENTRAL = (
    ({"hien phap"}, 0),
    ({"luat", "bo luat"}, 1),
    ({"phap lenh"}, 3),
    ({"nghi dinh"}, 4),
    ({"thong tu", "thong tu lien tich"}, 8),
)


def _force(kind: str, issuer: str) -> int:
    """The force of a kind of an issuer, both folded, the strongest first (Luật Ban hành văn bản quy phạm
    pháp luật: Quốc hội, Chính phủ, Thủ tướng, bộ, then provinces and communes; plans and letters last)."""
    for kinds, force in _CENTRAL:
        if kind in kinds:
            return force
    level = (
        2 if issuer.startswith("quoc hoi") else
        5 if issuer.startswith("chinh phu") else
        6 if issuer.startswith("thu tuong") else
        9 if issuer.startswith(("bo ", "van phong chinh phu", "thanh tra chinh phu")) else
        10 if issuer.startswith("hoi dong nhan dan") else
        11
    )  # fmt: skip
    return level if kind in ("nghi quyet", "quyet dinh", "chi thi") else 12 + (kind != "ke hoach")


@dataclass(frozen=True, slots=True)
class LegalStanding:
    """How a cited document stands on a day.

    ``document`` is None where no library has it. ``since`` is the day from which the state holds, where
    known; ``instead`` are those that hold in its place, the last ones of a chain that are known.
    """

    state: LegalState
    symbol: str
    document: LegalDocument | None = None
    since: date | None = None
    instead: tuple[LegalDocument, ...] = ()
    doers: tuple[str, ...] = ()

    @property
    def is_out(self) -> bool:
        """Whether it surely does not hold on the day."""
        return self.state in (LegalState.ENDED, LegalState.NOT_YET)

    @property
    def is_told(self) -> bool:
        """Whether somebody who cites it should be told."""
        return self.is_out or self.state is LegalState.DOUBTFUL

    @property
    def sentence(self) -> str:
        """What is to be said of it: «Nghị định số … hết hiệu lực từ ngày …, được thay thế bởi …»."""
        name = self.document.short if self.document is not None else self.symbol
        state = self.state.label.lower()
        day = f" từ ngày {short_date(self.since)}" if self.since is not None else ""
        if self.state is LegalState.NOT_YET:
            return f"{name} đến ngày {short_date(self.since)} mới có hiệu lực." if day else f"{name} {state}."
        return f"{name} {state}{day}{self._by}."

    @property
    def right(self) -> str:
        """What would be right in its place: full citations; nothing where nobody knows."""
        return "; ".join(each.full for each in self.instead)

    @property
    def _by(self) -> str:
        if not self.doers or self.document is None:
            return ""
        names = ", ".join(self.doers)
        if self.state is LegalState.DOUBTFUL:
            return f": xem {names}"
        chained = [each.short for each in self.instead if each.short not in self.doers]
        now = f" (nay là {', '.join(chained)})" if chained else ""
        done = "được thay thế bởi" if self.document.replaced_by else "bị bãi bỏ bởi"
        return f", {done} {names}{now}"


def faults_of(document: LegalDocument) -> list[str]:
    """What of a document cannot be: sentences that go on after its name."""
    found = []
    begins = document.valid_from or document.signed
    if document.symbol and _SYMBOL.fullmatch("".join(normalize(document.symbol).split())) is None:
        found.append(f"có số, ký hiệu «{document.symbol}» không đúng dạng. Hãy ghi như 30/2020/NĐ-CP.")
    if not document.symbol and not (document.is_law and document.title):
        found.append("chưa có số, ký hiệu. Hãy ghi như 30/2020/NĐ-CP; riêng luật có thể chỉ ghi tên.")
    if document.signed and document.valid_from and document.valid_from < document.signed:
        found.append("có hiệu lực trước ngày ký. Hãy xem lại hai ngày.")
    if begins and document.ended and document.ended < begins:
        found.append("hết hiệu lực trước khi có hiệu lực. Hãy xem lại các ngày.")
    year = year_in(document.symbol)
    if document.signed and year is not None and document.signed.year != year:
        found.append(f"ký năm {document.signed.year} nhưng số, ký hiệu ghi năm {year}. Hãy xem lại.")
    others = (*document.replaced_by, *document.abolished_by, *document.perhaps_by, *document.amended_by)
    if document.symbol and symbol_key(document.symbol) in map(symbol_key, others):
        found.append("tự thay thế hoặc sửa đổi chính nó. Hãy ghi số, ký hiệu của văn bản kia.")
    return found


class LegalLibrary:
    """Documents by what they are known by; later ones stand for earlier ones of the same key."""

    def __init__(self, documents: Iterable[LegalDocument]) -> None:
        self._by_key: dict[str, LegalDocument] = {}
        for each in documents:
            self._by_key[each.key] = each
        self.documents = tuple(self._by_key.values())

    @cached_property
    def _of_symbol(self) -> Mapping[str, list[LegalDocument]]:
        found: dict[str, list[LegalDocument]] = {}
        for each in self.documents:
            if each.symbol:
                found.setdefault(symbol_key(each.symbol), []).append(each)
        return found

    @cached_property
    def _of_name(self) -> Mapping[str, list[LegalDocument]]:
        found: dict[str, list[LegalDocument]] = {}
        for each in self.documents:
            if each.is_law:
                found.setdefault(name_key(each.short), []).append(each)
        return found

    @cached_property
    def law_names(self) -> tuple[str, ...]:
        """The names that laws are cited by, the longest first."""
        names = dict.fromkeys(each.short for each in self.documents if each.is_law and each.title)
        return tuple(sorted(names, key=len, reverse=True))

    def find(self, symbol: str, year: int | None = None) -> LegalDocument | None:
        """The document of a symbol, or of a law's name; of ``year``, where it is said.

        Symbols without a year come again every year: without one given, only a single one is found.
        """
        named = self._of_symbol.get(symbol_key(symbol)) or self._of_name.get(name_key(symbol), [])
        found = [each for each in named if year is None or each.known_year in (None, year)]
        if len(found) > 1 and year is None:
            # Of laws of one name the last one is meant: it is what is cited without a year.
            found = [max(found, key=lambda each: each.known_year or 0)] if found[0].is_law else []
        return found[0] if found else None

    def standing(self, symbol: str, day: date, year: int | None = None) -> LegalStanding:
        """How the document of a symbol (or of a law's name) stands on a day; ``year`` is the one that is
        cited, where the text says it."""
        document = self.find(symbol, year)
        if document is None:
            return LegalStanding(LegalState.UNKNOWN, symbol)
        return self.standing_of(document, day)

    def standing_of(self, document: LegalDocument, day: date) -> LegalStanding:
        """How a document stands on a day, by what is known."""

        def stands(state: LegalState, since: date | None = None, doers: Iterable[str] = ()) -> LegalStanding:
            doers = tuple(doers)
            return LegalStanding(
                state, document.symbol or document.short, document, since,
                tuple(self._last(document, doers, day)), tuple(map(self._short, doers)),
            )  # fmt: skip

        doers = document.replaced_by or document.abolished_by
        since = document.ended
        if since is not None and since <= day:
            return stands(LegalState.ENDED, since, doers)
        begins = document.valid_from or document.signed
        if begins is not None and begins > day:
            return stands(LegalState.NOT_YET, begins)
        if since is None and doers:
            known = [each for each in map(self.find, doers) if each is not None]
            days = [each.valid_from or each.signed for each in known]
            if not any(days) or any(each is not None and each <= day for each in days):
                return stands(LegalState.DOUBTFUL, None, doers)
        if document.perhaps_by and (document.perhaps_since is None or document.perhaps_since <= day):
            return stands(LegalState.DOUBTFUL, document.perhaps_since, document.perhaps_by)
        if document.valid_from is not None or (document.seen is not None and day <= document.seen):
            return stands(LegalState.IN_FORCE, document.valid_from)
        return stands(LegalState.UNKNOWN)

    def _short(self, symbol: str) -> str:
        known = self.find(symbol)
        if known is not None:
            return known.short
        kind = kind_of_symbol(_letters(symbol))
        return f"{kind.name.capitalize()} số {symbol}" if kind is not None else symbol

    def _last(self, document: LegalDocument, doers: Iterable[str], day: date) -> Iterator[LegalDocument]:
        """What stands in a document's place on a day: who replaced it, or who replaced that one by then."""
        seen = {document.key}
        waiting = [each for each in map(self.find, doers) if each is not None]
        while waiting and len(seen) <= _MOST_STEPS:
            each = waiting.pop(0)
            if each.key in seen:
                continue
            seen.add(each.key)
            over = each.ended is not None and each.ended <= day
            following = [next_ for next_ in map(self.find, each.replaced_by) if next_ is not None]
            if over and following:
                waiting += following
            elif not over:
                yield each

    def search(self, words: str) -> list[LegalDocument]:
        """The documents that have all the words, whatever their accents, in the order of legal bases."""
        found = (each for each in self.documents if has_words(each, words))
        return sorted(found, key=lambda each: (each.rank, sort_key(each.short)))


def _letters(symbol: str) -> str:
    found = _SYMBOL.fullmatch("".join(normalize(symbol).split()))
    return found[3] if found else ""


def has_words(document: LegalDocument, words: str) -> bool:
    """Whether a document has all the words in what is known of it, whatever their accents."""
    known = fold(f"{document.full} {document.symbol} {document.note}")
    return all(word in known for word in fold(words).split())
