"""The rows of an annex that came back, held against the catalogue: which fit, what is wrong with the others.

Officers sort tables, shift columns against each other, delete rows, move some below the table.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from ..domain.indicators import Indicator, IndicatorCatalogue
from ..domain.text import clean_line, fold
from ..intake.read_figures import AnnexRow, Mistake

_MOST_APART = 4
"""More rows than these that are not in their places, or have others' names, are told in one sentence."""
_FIRST_NAMED = 3
"""So many of them are named in it."""
_MOST_NAMED = 12
"""So many missing rows are named in a question."""
_LIKE = 0.75
"""How much of a name must be there still to be taken for it: officers put typing errors right."""


@dataclass(slots=True)
class FittedRows:
    """The rows whose code, name and place fit, the mistakes of the others, and the codes that these leave.

    ``missing`` are the codes that no row has: rows that were deleted, or that the catalogue of the file did
    not know yet.
    """

    rows: list[AnnexRow] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)

    @property
    def missing_words(self) -> str:
        """The sentence on the missing rows, where others are wrong too: they may be the same ones."""
        lines = "các dòng" if len(self.missing) > 1 else "dòng"
        return f"Thiếu {lines} mã {', '.join(self.missing)}. Hãy thêm lại đúng chỗ như khi xuất ra."

    @property
    def missing_question(self) -> str:
        """What is asked of the missing rows, where all others are right."""
        codes = ", ".join(self.missing[:_MOST_NAMED])
        more = f" và {len(self.missing) - _MOST_NAMED} mã khác" if len(self.missing) > _MOST_NAMED else ""
        return (
            f"Tệp thiếu {len(self.missing)} dòng của phụ lục (mã {codes}{more}); số đang lưu của các dòng đó "
            "giữ nguyên. Có vẫn nhận các dòng còn lại không?"
        )


def fitted(rows: Sequence[AnnexRow], known: IndicatorCatalogue) -> FittedRows:
    """The rows as far as they fit the catalogue; a row out of its place fits too, but is a mistake."""
    found = FittedRows()
    names: dict[str, list[Indicator]] = {}
    for each in known.indicators:
        names.setdefault(_bare(each.name), []).append(each)
    first: dict[str, AnnexRow] = {}
    misnamed: list[tuple[AnnexRow, str]] = []
    for row in rows:
        indicator = known.by_code.get(row.code)
        if indicator is None:
            _note(found, row, f"danh mục không có chỉ tiêu mã «{row.code}». Hãy ghi lại đúng mã.")
        elif row.code in first:
            number = first[row.code].number
            _note(found, row, f"trùng mã {row.code} với dòng {number}. Hãy bỏ một dòng hoặc sửa mã.")
        elif fault := _name_fault(row, indicator, names):
            misnamed.append((row, fault))
        else:
            first[row.code] = row
    found.rows = list(first.values())
    _note_misnamed(found, misnamed)
    _note_moved(found, _moved(found.rows, known), known)
    present = {row.code for row in rows}
    found.missing = [indicator.code for indicator in known.indicators if indicator.code not in present]
    found.unread.update(found.missing)
    return found


def _note(found: FittedRows, row: AnnexRow, sentence: str) -> None:
    found.unread.add(row.code)
    found.mistakes.append(Mistake(f"Dòng {row.number}", sentence))


def _note_misnamed(found: FittedRows, rows: Sequence[tuple[AnnexRow, str]]) -> None:
    """Notes the rows whose name is not that of their code, each with what is wrong with it."""
    if len(rows) <= _MOST_APART:
        for row, fault in rows:
            _note(found, row, fault)
        return
    found.unread.update(row.code for row, _ in rows)
    found.mistakes.append(
        Mistake(
            "",
            f"Mã và tên chỉ tiêu không đi với nhau ở {len(rows)} dòng "
            f"({_first_of([row for row, _ in rows])}). Hãy hoàn tác việc sắp xếp, chuyển ô hoặc sửa tên "
            "trong Excel, hoặc xuất lại phụ lục rồi điền vào.",
        )
    )


def _note_moved(found: FittedRows, rows: Sequence[AnnexRow], known: IndicatorCatalogue) -> None:
    """Notes the rows that are not in their places."""
    if len(rows) <= _MOST_APART:
        for row in rows:
            where = _place_words(row, known)
            _note(found, row, f"mã {row.code} không đứng đúng chỗ. Hãy chuyển dòng này về {where}.")
        return
    found.unread.update(row.code for row in rows)
    found.mistakes.append(
        Mistake(
            "",
            f"Các dòng đã bị xếp lại: {len(rows)} dòng không đứng đúng chỗ ({_first_of(rows)}). Hãy hoàn "
            "tác việc sắp xếp trong Excel, hoặc xuất lại phụ lục rồi điền vào.",
        )
    )


def _first_of(rows: Sequence[AnnexRow]) -> str:
    """The first of the rows, in the order of the sheet."""
    first = sorted(rows, key=lambda row: row.number)[:_FIRST_NAMED]
    return ", ".join(f"dòng {row.number} mã {row.code}" for row in first) + ", …"


def _place_words(row: AnnexRow, known: IndicatorCatalogue) -> str:
    place = known.indicators.index(known.get(row.code))
    return f"sau mã {known.indicators[place - 1].code}" if place else "lên đầu bảng"


def _moved(rows: Sequence[AnnexRow], known: IndicatorCatalogue) -> list[AnnexRow]:
    """The fewest rows without which the others stand in the catalogue's order."""
    ranks = {indicator.code: place for place, indicator in enumerate(known.indicators)}
    placed = [(ranks[row.code], row) for row in rows]
    ends: list[int] = []
    lengths = []
    for rank, _ in placed:
        length = bisect_left(ends, rank)
        ends[length : length + 1] = [rank]
        lengths.append(length + 1)
    kept: set[int] = set()
    wanted, limit = len(ends), len(ranks)
    for (rank, row), length in zip(reversed(placed), reversed(lengths), strict=True):
        if length == wanted and rank < limit:
            kept.add(row.number)
            wanted, limit = wanted - 1, rank
    return [row for _, row in placed if row.number not in kept]


def _bare(name: str) -> str:
    """The name as it is compared: folded, on one line, without a dash before it."""
    return clean_line(fold(name)).lstrip("-–—+•* ").rstrip(" .;:")


def _name_fault(row: AnnexRow, indicator: Indicator, names: Mapping[str, Sequence[Indicator]]) -> str:
    """What is wrong with a row's name for its code, nothing where it fits."""
    name, own = _bare(row.name), _bare(indicator.name)
    if name == own:
        return ""
    if not name:
        return f"mã {row.code} không còn tên chỉ tiêu. Hãy ghi lại «{indicator.name}»."
    if meant := names.get(name):
        codes = " hoặc ".join(each.code for each in meant)
        return f"mã {row.code} không đi với «{row.name[:80]}» (mã {codes}), các dòng đã bị lệch. Hãy xếp lại."
    if SequenceMatcher(None, name[:200], own[:200], autojunk=False).ratio() < _LIKE:
        return f"mã {row.code} không đi với «{row.name[:80]}». Tên đúng là «{indicator.name}»."
    return ""
