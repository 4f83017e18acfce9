"""Catalogues of indicators that come from outside: next year's circular as a file."""

from .. import catalogue
from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.indicators import IndicatorCatalogue
from ..storage.figure_rows import write_catalogue
from .desk import Part


class Catalogues(Part):
    """The catalogues that periods are made with: the program's own, and those that were taken in."""

    def take(self, text: str, where: str = "") -> IndicatorCatalogue:
        """Takes a catalogue in for the periods that begin on or after its first day; gives it.

        Periods that have figures already stay with theirs. ``where`` is the name of its file. Raises Refusal
        for one with a mistake, or with the version or the first day of one that is known already.
        """
        made = catalogue.read_indicators(text, where)
        kept = (catalogue.read_indicators(one) for one in self._desk.store.catalogues().values())
        for known in (catalogue.indicators(), *kept):
            if made.version == known.version:
                raise Refusal(
                    f"Đã có danh mục phiên bản «{made.version}». Hãy ghi phiên bản khác cho danh mục mới.",
                    "version",
                )
            if made.valid_from == known.valid_from:
                raise Refusal(
                    f"Danh mục phiên bản «{known.version}» cũng áp dụng từ {short_date(made.valid_from)}. "
                    "Hãy ghi ngày áp dụng khác cho danh mục mới.",
                    "valid_from",
                )
        subject = f"{made.title}, phiên bản {made.version}"
        with self._desk.operation("Nhập danh mục chỉ tiêu", subject) as recorder:
            write_catalogue(recorder, made)
        return made
