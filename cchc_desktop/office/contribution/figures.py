"""The figures of a form: the indicators of the officer's areas, with the catalogue's rules as formulas."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ...catalogue import area as area_of_code
from ...domain.contribution.form import FIGURES, FormCell, FormColumn, FormRow, FormSection, Side, told
from ...domain.errors import Refusal
from ...domain.figure_checks import problems
from ...domain.figures import Ledger
from ...domain.formulas import Comparison
from ...domain.indicators import Check, Indicator, IndicatorCatalogue, Kind, Nature
from ...domain.readings import Figure, State
from ...domain.readings import Reading as FigureReading
from ...domain.registers.fields import Holds, RegisterField
from ...domain.report_periods import Period
from ...domain.text import clean_text, fold
from ...domain.typed_figures import not_occurred
from ...intake.figure_cells import has_decimal_point, read_cell
from ...intake.read_contribution import FilledRow
from ...intake.sheets.grid import SheetCell
from ..figure_drafts import figure_words
from ..figures import Figures
from .draft import Reading, is_untouched, met, words_or

VALUE, MARK, NOTE, CHECK = "value", "mark", "note", "check"
NONE_WORDS, ESTIMATE_WORDS = "Không phát sinh", "Ước"
_NONE_TYPED = frozenset({"khong phat sinh", "kps", "khong ps", "x"})
_ESTIMATE_TYPED = frozenset({"uoc", "so uoc", "uoc tinh"})
_MOST_IN_FORMULA = 200
"""Letters of a sentence in a formula: spreadsheets hold no longer texts there."""
# What marks say that somebody made by hand may be anything.
_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", re.ASCII)
_NOTE_FIELD = RegisterField(NOTE, "Ghi chú", Holds.TEXT)
_MARK_FIELD = RegisterField(MARK, "Tình trạng", Holds.CHOICE, choices=(NONE_WORDS, ESTIMATE_WORDS))


def figure_section(ledger: Ledger, period: Period, areas: Sequence[int]) -> FormSection | None:
    """The sheet of figures; None where the areas have no indicators."""
    known = ledger.catalogue(period)
    indicators = [each for code in areas for each in known.of_area(code)]
    if not indicators:
        return None
    rows: list[FormRow] = []
    checks = _formulas(known, {each.code for each in indicators})
    for code in areas:
        if len(areas) > 1:
            rows.append(FormRow(f"area:{code}", {"code": FormCell(area_of_code(code).name)}, is_group=True))
        rows += [_row(ledger, period, each, checks.get(each.code, "")) for each in known.of_area(code)]
    columns = (
        FormColumn("code", "Mã", 0.5, side=Side.CENTER),
        FormColumn("name", "Chỉ tiêu thống kê", 3.2),
        FormColumn("unit", "Đơn vị tính", 0.8, side=Side.CENTER),
        FormColumn("last_year", "Cùng kỳ năm trước", 0.8, side=Side.RIGHT),
        FormColumn("previous", "Kỳ trước", 0.75, side=Side.RIGHT),
        FormColumn(VALUE, "Trong kỳ", 0.9, True, Side.RIGHT, "Chỉ ghi số, theo đơn vị tính của dòng."),
        FormColumn(
            MARK, "Tình trạng", 0.95, True, Side.CENTER,
            "Chọn «Không phát sinh» khi trong kỳ không có việc nào, «Ước» khi số chưa chốt; số đã chốt thì "
            "để trống.",
        ),
        FormColumn(NOTE, "Ghi chú", 1.5, True, hint="Lời giải thích, lý do; số không ghi ở đây."),
        FormColumn(CHECK, "Kiểm tra", 1.4),
    )  # fmt: skip
    return FormSection(
        FIGURES, "Số liệu", "I. SỐ LIỆU THỐNG KÊ", columns, tuple(rows), anchor="code",
        notes=("Cột «Kiểm tra» báo ngay chỗ số bộ phận lớn hơn tổng; sửa xong thì hết báo.",),
    )  # fmt: skip


def _row(ledger: Ledger, period: Period, indicator: Indicator, check: str) -> FormRow:
    figure = ledger.figure(period, indicator.code)
    reading = ledger.reading(period, indicator.code)
    cells = {
        "code": FormCell(indicator.code),
        "name": FormCell(indicator.name),
        "unit": FormCell(indicator.unit),
        "last_year": FormCell(_known(ledger.reading(period.last_year, indicator.code), indicator)),
        "previous": FormCell(_known(ledger.reading(period.previous, indicator.code), indicator)),
        CHECK: FormCell(formula=check) if check else FormCell(),
    }
    if is_filled_in(indicator, period, reading):
        takes = _field_of(indicator)
        value = figure.value if not figure.none else None
        shown = indicator.choice_words(value) if value is not None and indicator.choices else value
        marks = () if indicator.choices else _MARK_FIELD.choices
        cells[VALUE] = FormCell(shown, takes)
        if marks:
            cells[MARK] = FormCell(_mark_words(figure) or None, _MARK_FIELD)
        cells[NOTE] = FormCell(figure.note or None, _NOTE_FIELD)
    elif indicator.formula is not None and _is_here(indicator, ledger.catalogue(period)):
        cells[VALUE] = FormCell(formula=indicator.formula.excel(_token, indicator.decimals))
    else:
        cells[VALUE] = FormCell(_known(reading, indicator))
    return FormRow(indicator.code, cells, indent=1 if indicator.part_of else 0)


def is_filled_in(indicator: Indicator, period: Period, reading: FigureReading) -> bool:
    """Whether an officer types the figure of a period: it follows from nothing else, and is asked for."""
    if indicator.kind is Kind.COMPUTED or not indicator.is_asked(period):
        return False
    if not period.span.is_quarter:
        return indicator.nature is Nature.DISTINCT and indicator.kind is Kind.TYPED
    return not (reading.is_given or reading.state is State.RECORDED)


def _field_of(indicator: Indicator) -> RegisterField:
    """What may be typed for an indicator, as the rule of a cell says it."""
    if indicator.choices:
        words = tuple(words for _, words in indicator.choices)
        return RegisterField(indicator.code, indicator.name, Holds.CHOICE, choices=words)
    holds = Holds.AMOUNT if indicator.decimals else Holds.NUMBER
    hint = f"{indicator.name}: ghi số, tính bằng {indicator.unit}."
    return RegisterField(indicator.code, indicator.name[:60], holds, at_most=indicator.at_most, help=hint)


def _known(reading: FigureReading, indicator: Indicator) -> Decimal | str | None:
    """A figure that is shown beside: a number as such."""
    if indicator.choices or reading.is_unworkable:
        return reading.words(indicator) or None
    return reading.shown(indicator)


def _mark_words(figure: Figure) -> str:
    return NONE_WORDS if figure.none else ESTIMATE_WORDS if figure.estimate else ""


def _token(code: str) -> str:
    return f"{{{VALUE}@{code}}}"


def _is_here(indicator: Indicator, known: IndicatorCatalogue) -> bool:
    """Whether the parts of a formula are on the same sheet."""
    assert indicator.formula is not None
    return all(known.get(code).area == indicator.area for code in indicator.formula.operands)


def _formulas(known: IndicatorCatalogue, here: set[str]) -> Mapping[str, str]:
    """The rules that a cell breaks, by the indicator that they are shown at: the first that they speak of."""
    found: dict[str, list[str]] = {}
    for check in known.checks:
        if check.over == "period" and set(check.rule.operands) <= here:
            found.setdefault(check.rule.operands[0], []).append(_broken(check))
    return {code: "&".join(formulas) for code, formulas in found.items()}


def _broken(check: Check) -> str:
    """A formula that says what is wrong where a rule is broken, and nothing else."""
    cells = ",".join(map(_token, check.rule.operands))
    compared = _compared(check.rule)
    words = (
        check.sentence if len(check.sentence) <= _MOST_IN_FORMULA else f"{check.sentence[:_MOST_IN_FORMULA]}…"
    )
    sentence = words.replace('"', '""')
    count = len(check.rule.operands)
    return f'IF(COUNT({cells})<{count},"",IF({compared},"","{sentence} "))'


def _compared(rule: Comparison) -> str:
    compared = rule.excel(_token)
    return f"IFERROR({compared},TRUE)"


@dataclass
class FiguresFound:
    """The figures that a form says, as they would be stored, and the cell of each."""

    taken: dict[str, Figure]
    places: dict[str, SheetCell]


def compare_figures(reading: Reading, figures: Figures, period: Period) -> FiguresFound:
    """Holds the sheet of figures against what is stored."""
    ledger = figures.ledger()
    known = ledger.catalogue(period).by_code
    has_points = any(has_decimal_point(row.cells[VALUE]) for row in reading.filled.rows)
    found = FiguresFound({}, {})
    for row in reading.filled.rows:
        marks = reading.known(row)
        if marks is None:
            reading.wrong(row.cells[VALUE].place, "dòng này không có trong phiếu đã xuất. Hãy xóa dòng đó.")
            continue
        indicator = known.get(marks.id)
        if indicator is None:
            reading.tell(row.cells[VALUE].place, f"chỉ tiêu {marks.id} không còn trong danh mục; không lấy.")
            continue
        if VALUE in marks.base:
            _row_of(
                reading, row, marks.base, indicator, ledger.figure(period, indicator.code), found, has_points
            )
    _refuse(reading, figures, period, found)
    reading.absent("chỉ tiêu")
    return found


def _row_of(
    reading: Reading,
    row: FilledRow,
    base: Mapping[str, str],
    indicator: Indicator,
    stored: Figure,
    found: FiguresFound,
    has_points: bool,
) -> None:
    cell = row.cells[VALUE]
    name = f"{indicator.code} {indicator.name}"
    after, was = stored, _base_figure(base, indicator)
    try:
        theirs, doubt = _said(row, base, indicator, was, has_points)
    except Refusal as refusal:
        reading.wrong(cell.place, str(refusal))
        return
    if theirs.value is None and was.value is not None:
        reading.tell(
            cell.place, f"«{indicator.name}» bị xóa trống; giữ số đang lưu, muốn xóa thì xóa ở trang Số liệu."
        )
    elif (meets := met(*(_told(each) for each in (was, theirs, stored)))) is not None:
        words = tuple(figure_words(each, indicator) for each in (was, stored, theirs))
        place = cell if _value(theirs) != _value(was) else row.cells[MARK]
        if reading.change(place, name, reading.header(VALUE), (words[0], words[1], words[2]), meets, doubt):
            after = replace(after, value=theirs.value, none=theirs.none, estimate=theirs.estimate)
    note = (
        clean_text(str(reading.value(row.cells[NOTE], _NOTE_FIELD) or "")) if _is_kept(reading, row) else None
    )
    if note is not None and (meets := met(base.get(NOTE, ""), note, told(stored.note or None))) is not None:
        words_of = (words_or(base.get(NOTE, "")), words_or(stored.note), words_or(note))
        if reading.change(row.cells[NOTE], name, reading.header(NOTE), words_of, meets):
            after = replace(after, note=note)
    if after != stored:
        found.taken[indicator.code] = after
        found.places[indicator.code] = cell


def _is_kept(reading: Reading, row: FilledRow) -> bool:
    """Whether the note of a row can be read; else what is wrong is noted."""
    try:
        reading.value(row.cells[NOTE], _NOTE_FIELD)
    except Refusal as refusal:
        reading.wrong(row.cells[NOTE].place, str(refusal))
        return False
    return True


def _value(figure: Figure) -> Decimal | None:
    return figure.value if not figure.none else None


def _told(figure: Figure) -> str:
    """A figure as it is compared."""
    return f"{told(figure.value)} {_mark_words(figure)}" if figure.value is not None else ""


def _base_figure(base: Mapping[str, str], indicator: Indicator) -> Figure:
    """The figure that a row had when the form was made."""
    mark, text = base.get(MARK, ""), base.get(VALUE, "")
    if mark == NONE_WORDS:
        return Figure(Decimal(0), none=True)
    if not text or (not indicator.choices and not _NUMBER.fullmatch(text)):
        return Figure()
    if indicator.choices:
        value = next((Decimal(number) for number, words in indicator.choices if words == text), None)
        return Figure(value)
    return Figure(Decimal(text), estimate=mark == ESTIMATE_WORDS)


def _said(
    row: FilledRow, base: Mapping[str, str], indicator: Indicator, was: Figure, has_points: bool
) -> tuple[Figure, str]:
    """The figure that a row says by its number and its mark, and what was guessed. Raises Refusal."""
    cell = row.cells[VALUE]
    if cell.is_covered:
        first = cell.merged.partition(":")[0]
        raise Refusal(f"Ô bị gộp vào ô {first} nên không có số riêng. Hãy bỏ gộp ô (Unmerge) và ghi lại số.")
    is_left = is_untouched(cell, base[VALUE]) and not cell.is_formula
    read, doubts = (Figure(_value(was)), ()) if is_left else _read(cell, indicator, has_points)
    mark = fold(str(row.cells[MARK].text)).strip(" .")
    if mark and mark not in _NONE_TYPED | _ESTIMATE_TYPED:
        raise Refusal(
            f"Cột «Tình trạng» ghi «{row.cells[MARK].text[:40]}». Chỉ chọn «{NONE_WORDS}» hoặc "
            f"«{ESTIMATE_WORDS}»; lời giải thích thì ghi ở cột «Ghi chú»."
        )
    if read.none or (mark in _NONE_TYPED and not read.value):
        return not_occurred(indicator), ""
    if mark in _NONE_TYPED and not was.none:
        raise Refusal(f"«{indicator.name}» vừa có số vừa ghi «{NONE_WORDS}». Hãy bỏ một trong hai.")
    return replace(read, estimate=read.estimate or mark in _ESTIMATE_TYPED), " ".join(doubts)


def _read(cell: SheetCell, indicator: Indicator, has_points: bool) -> tuple[Figure, Sequence[str]]:
    read = read_cell(cell, indicator, has_points=has_points)
    return read.figure, read.doubts


def _refuse(reading: Reading, figures: Figures, period: Period, found: FiguresFound) -> None:
    """Notes what does not let the figures be stored, or would be wrong with them."""
    if not found.taken:
        return
    try:
        _, after = figures.admitted(period, found.taken)
    except Refusal as refusal:
        cell = found.places.get(refusal.field or "", next(iter(found.places.values())))
        reading.wrong(cell.place, str(refusal))
        return
    before = {problem.sentence for problem in problems(figures.ledger(), period)}
    for problem in problems(after, period):
        if problem.sentence not in before:
            place = found.places[problem.code].place if problem.code in found.places else ""
            reading.tell(place or problem.code, f"{problem.severity.label}: {problem.sentence}")
