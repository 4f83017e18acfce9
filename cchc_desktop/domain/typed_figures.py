"""What officials type for an indicator, as a figure: «1.234», «95,5», «ước 120», «không phát sinh»."""

import re
from dataclasses import replace
from decimal import Decimal

from .errors import Refusal
from .indicators import Indicator, Kind, Nature
from .numerals import (
    MOST_DIGITS,
    TOO_LONG,
    format_number,
    is_number,
    parse_number,
    refuse_line_ends,
    refuse_unseen,
)
from .readings import BLANK, Figure
from .text import clean_line, clean_text, fold, fold_aligned

_NONE_WORDS = frozenset(
    {
        "khong phat sinh",
        "kps",
        "k.p.s",
        "khong ps",
        "khong p/s",
        "k/ps",
        "k ps",
        "ko ps",
        "ko phat sinh",
    }
    | {"khong co phat sinh", "chua phat sinh", "khong phat sinh trong ky", "khong phat sinh trong quy"}
)
_NO_WORDS = frozenset({"khong", "khong co", "ko", "ko co", "k co"})
"""What says that there was none where things are counted; a rank or a score is then not known."""
_NOT_COUNTED = frozenset({"hạng", "điểm", "phút", "%"})
"""The units of what is no count."""
_DASHES = frozenset("-‐‑‒–—―−")
"""What stands alone in a cell where there was nothing."""
_UNCLEAR = frozenset(
    {"x", "/", "\\", "//", "...", "..", ".", "…", "?", "n/a", "na", "chua co", "chua ro", "chua thong ke"}
)
"""What says in one office that nothing occurred, and in another that something is not known or not asked."""
_ABOUT = re.compile(r"(?:uoc(?: tinh| dat| thuc hien| khoang)?|khoang|~)[ .:~]*")
_SAID_BEHIND = re.compile(r"\s*\((?:so )?uoc(?: tinh)?\)$")
_WITH_WORDS = re.compile(r"([+-]?[\d.,\s]*\d)\s*(?![\s%])([^\d]+)")
_SHORT_UNITS = {
    "trieu dong": frozenset({"trieu", "tr", "trd", "tr.d", "tr.dong", "tr dong", "trieu d"}),
    "ho so": frozenset({"hs"}),
    "van ban": frozenset({"vb"}),
    "%": frozenset({"phan tram"}),
}
"""What the units are called for short."""


def parse_figure(text: str, indicator: Indicator) -> Figure:
    """The figure that an official typed for an indicator: «1.234», «95,5», «ước 120», «không phát sinh».

    An empty text gives a blank figure. Raises Refusal, with the code as its field, where the text is no
    figure of this indicator, or is not all seen: nothing seen is no wish to delete what is there.
    """
    refuse_unseen(text, indicator.code)
    typed, text = text, clean_line(text)
    folded = fold(text).rstrip(" .")
    if not text:
        return BLANK
    if indicator.choices and folded not in _NONE_WORDS:
        return Figure(_chosen(text, indicator))
    says_none = folded in _NO_WORDS or not set(text) - _DASHES
    if folded in _NONE_WORDS or (says_none and indicator.unit not in _NOT_COUNTED):
        return not_occurred(indicator)
    examples = "120, «ước 120» hoặc «không phát sinh»" if _can_be_none(indicator) else "95,5 hoặc «ước 95,5»"
    if says_none or fold(text) in _UNCLEAR or not set(text) - set(".…"):
        none = "Nếu không phát sinh thì ghi 0 hoặc kps, nếu" if _can_be_none(indicator) else "Nếu"
        raise Refusal(
            f"«{text}» chưa rõ là không phát sinh hay chưa có số. {none} chưa có số thì để trống.",
            indicator.code,
        )
    text, estimate = _without_estimate(text)
    if estimate and not text:
        raise Refusal("«ước» chưa có số đi kèm. Hãy nhập như «ước 120».", indicator.code)
    refuse_line_ends(typed, indicator.code)
    text = _without_unit(text, indicator)
    value = parse_number(text, indicator.code, examples, percent=indicator.unit == "%")
    if value != value.to_integral_value() and indicator.decimals == 0:
        raise Refusal(_whole_number(text, indicator, value), indicator.code)
    return checked(Figure(value, estimate=estimate), indicator)


def _without_estimate(text: str) -> tuple[str, bool]:
    """The text without what says that it is an estimate, and whether something does."""
    # Folding keeps the count of letters of a text in its normal form.
    if found := _ABOUT.match(fold_aligned(text)):
        return text[found.end() :], True
    if found := _SAID_BEHIND.search(fold_aligned(text)):
        return text[: found.start()], True
    return text, False


def _without_unit(text: str, indicator: Indicator) -> str:
    """The text without the unit behind its number. Raises Refusal for another unit."""
    found = _WITH_WORDS.fullmatch(text)
    if found is None or not is_number(found[1]):
        return text
    written = fold(found[2]).strip(" .()")
    if is_unit(written, indicator):
        return found[1]
    if not written.replace(" ", "").replace(".", "").isalpha():
        return text
    raise Refusal(
        f"«{text}» ghi theo «{found[2].strip()}» mà «{indicator.name}» tính bằng {indicator.unit}. Hãy đổi "
        f"ra {indicator.unit} và chỉ ghi số; lời giải thích thì viết ở cột «Ghi chú».",
        indicator.code,
    )


def retyped(before: Figure, text: str, indicator: Indicator) -> Figure:
    """The figure that a text says for a cell that held another; its note, source and «ước» stay, unless the
    text says otherwise. Raises as `parse_figure` does."""
    read = parse_figure(text, indicator)
    keeps_estimate = before.estimate and read.value is not None and not read.none
    return replace(read, note=before.note, source=before.source, estimate=read.estimate or keeps_estimate)


def _whole_number(text: str, indicator: Indicator, value: Decimal) -> str:
    if "," in text and len(text.rpartition(",")[2]) == 3:
        grouped = format_number(Decimal(text.replace(",", "").replace(".", "").replace(" ", "")))
        return (
            f"«{text}» là số lẻ {format_number(value)}. «{indicator.name}» đếm bằng số nguyên; "
            f"nếu là {grouped} thì nhập {grouped}."
        )
    return f"«{indicator.name}» đếm bằng số nguyên ({indicator.unit}). Hãy nhập lại «{text}»."


def is_unit(folded: str, indicator: Indicator) -> bool:
    """Whether a folded word is an indicator's unit, written out or for short."""
    unit = fold(indicator.unit)
    return folded == unit or folded in _SHORT_UNITS.get(unit, ())


def _chosen(text: str, indicator: Indicator) -> Decimal:
    folded = fold(text)
    for value, words in indicator.choices:
        if folded in (str(value), fold(words)):
            return Decimal(value)
    offered = "; ".join(f"{value}: {words}" for value, words in indicator.choices)
    raise Refusal(f"«{indicator.name}» không có mức «{text}». Hãy chọn {offered}.", indicator.code)


def _can_be_none(indicator: Indicator) -> bool:
    return not indicator.choices and not (indicator.nature is Nature.RATIO and indicator.kind is Kind.TYPED)


def not_occurred(indicator: Indicator) -> Figure:
    """«Không phát sinh». Raises Refusal for an indicator that cannot be counted as none."""
    if not _can_be_none(indicator):
        raise Refusal(
            f"«{indicator.name}» không ghi «không phát sinh» được. Hãy nhập số hoặc để trống.", indicator.code
        )
    return Figure(Decimal(0), none=True)


def checked(figure: Figure, indicator: Indicator) -> Figure:
    """The figure, where its value can be this indicator's. Raises Refusal with the code as its field."""
    value = figure.value
    if value is None:
        return figure
    if not value.is_finite() or value.adjusted() >= MOST_DIGITS:
        raise Refusal(TOO_LONG, indicator.code)
    if value < 0:
        raise Refusal(f"«{indicator.name}» không thể là số âm. Hãy kiểm tra lại.", indicator.code)
    if indicator.at_most is not None and value > indicator.at_most:
        most = format_number(indicator.at_most) + ("%" if indicator.unit == "%" else f" {indicator.unit}")
        raise Refusal(
            f"«{indicator.name}» không thể lớn hơn {most}. Hãy kiểm tra lại số {format_number(value)}.",
            indicator.code,
        )
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > max(indicator.decimals, 0):
        kept = f"{indicator.decimals} chữ số" if indicator.decimals else "số nguyên, không có chữ số"
        raise Refusal(
            f"«{indicator.name}» chỉ ghi {kept} sau dấu phẩy. Hãy nhập lại {format_number(value)}.",
            indicator.code,
        )
    # A spreadsheet knows a zero with a minus; here 0 is 0.
    return replace(figure, value=value.copy_abs()) if value.is_signed() else figure


def cleaned(figure: Figure, indicator: Indicator) -> Figure:
    """The figure as it is stored: checked, its note and source tidied. Raises as `checked` does."""
    return replace(checked(figure, indicator), note=clean_text(figure.note), source=clean_text(figure.source))
