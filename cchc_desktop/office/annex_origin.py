"""Whether a file is of the period, office and catalogue that it is taken in for: what is to be asked first.

The words above its table say the period; so does the sheet that the program hides in what it exports, which
says the office and the catalogue too. Either may have been lost or left as it was.
"""

from collections.abc import Callable, Iterator

from ..domain.indicators import IndicatorCatalogue
from ..domain.report_periods import Period
from ..domain.text import clean_line, fold
from ..intake.read_figures import Annex


def questions(
    annex: Annex,
    period: Period,
    office: str,
    known: IndicatorCatalogue,
    is_meant: Callable[[Period], bool] | None = None,
) -> tuple[str, ...]:
    """What is to be asked of the file before anything of it is stored, in sentences.

    ``is_meant`` says which of the periods that a file may be of are meant; by default it is ``period`` alone.
    """
    meant = is_meant or (lambda each: each == period)
    return (
        *annex.questions,
        *_of_period(annex, period, meant),
        *_of_office(annex, office),
        *_of_catalogue(annex, period, known),
    )


def _of_period(annex: Annex, period: Period, is_meant: Callable[[Period], bool]) -> Iterator[str]:
    marked = annex.origin.period
    if len({each.cumulated for each in annex.periods}) > 1:
        named = ", ".join(each.label for each in annex.periods)
        yield f"Tiêu đề bảng ghi nhiều kỳ ({named}). Có đúng cột số liệu là của {period.label} không?"
    if marked is None:
        if not annex.periods:
            yield (
                "Tệp không ghi là số liệu của kỳ nào (tiêu đề bảng không còn tên kỳ). Có đúng là số liệu "
                f"của {period.label} không?"
            )
    elif not is_meant(marked):
        title = (
            f"tiêu đề lại ghi {' và '.join(each.label for each in annex.periods)}"
            if annex.periods
            else "tiêu đề bảng không còn tên kỳ"
        )
        yield (
            f"Tệp do chương trình xuất ra cho {marked.label}, {title}. Có đúng là số liệu của "
            f"{period.label} không?"
        )


def _of_office(annex: Annex, office: str) -> Iterator[str]:
    written = clean_line(annex.origin.office)
    if written and office and fold(written) != fold(clean_line(office)):
        yield (
            f"Tệp là của «{written[:80]}», không phải của «{office}». Có đúng là số liệu của đơn vị mình "
            "không?"
        )


def _of_catalogue(annex: Annex, period: Period, known: IndicatorCatalogue) -> Iterator[str]:
    written = annex.origin.catalogue
    if written and written != known.id:
        yield (
            f"Tệp theo bộ chỉ tiêu phiên bản {annex.origin.version[:40] or 'khác'}, số liệu {period.label} "
            f"theo phiên bản {known.version}; tên và cách tính của một số chỉ tiêu có thể khác. "
            "Có vẫn nhận không?"
        )
