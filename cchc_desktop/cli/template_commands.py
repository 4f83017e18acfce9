"""The commands on the superior's own workbooks: map their cells, fill a copy in."""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..domain.dates import parse_date, short_date
from ..domain.errors import Refusal
from ..domain.report_periods import Period
from ..domain.templates.annex import AnnexLine, Standing
from ..domain.templates.columns import Column
from ..domain.templates.filling import FilledCell, Left
from ..domain.templates.map import CellMap, Certainty, Fact, TemplateMap, refuse_other
from ..domain.templates.sheet import Template, parse_place
from ..domain.templates.word_outline import OurSection, Placed, is_parent
from ..office import Office
from ..office.from_template import (
    WORD,
    catalogue_from,
    outline_from,
    read_word_outline,
    superior_outline_from,
)
from ..office.templates import (
    filled_copy,
    read_map,
    read_template,
    refuse_target,
    save_text,
    write_copy,
    write_map,
)
from .answers import Answer, Command, opened, reading


def _map_template(office: Office, options: argparse.Namespace) -> Answer:
    path, target = Path(options.file), Path(options.map)
    period = Period.parse(options.period) if options.period else office.calendar.current_quarter()
    template = read_template(path)
    known: TemplateMap | None = None
    if target.exists():
        known = read_map(target)
        refuse_other(known, template)
    made = office.templates.proposed(template, period, known)
    if options.confirm_all:
        made = made.confirmed()
    for text in options.cells:
        made = _with_cell(office, period, template, made, text)
    office.templates.keep(made)
    write_map(made, target)
    return Answer(_map_record(made, target), _map_lines(made, target), done=True)


def _with_cell(
    office: Office, period: Period, template: Template, made: TemplateMap, text: str
) -> TemplateMap:
    """The map with what was typed for one cell: «Trang!D12=3.14:value». Raises Refusal."""
    where, equals, what = text.partition("=")
    name, _, place_text = where.rpartition("!")
    place = parse_place(place_text.strip().upper())
    sheet = template.sheet(name.strip().strip("'")) if name else template.sheets[0]
    if not equals or place is None or sheet is None:
        raise Refusal(
            f"Chưa hiểu «{text}». Hãy ghi tên trang, ô và nội dung như "
            f"«{template.sheets[0].name}!D12=3.14:value».",
            "cells",
        )
    key = (sheet.name, *place)
    if not what.strip():
        return made.without([key])
    if why := sheet.refusal(*place):
        raise Refusal(f"Không ghép được ô {place_text.strip()} trang «{sheet.name}»: {why}.", "cells")
    return made.with_cells([_cell(office, period, key, what.strip())])


def _cell(office: Office, period: Period, key: tuple[str, int, int], what: str) -> CellMap:
    if what in set(Fact):
        return CellMap(*key, fact=Fact(what))
    code, _, column = what.partition(":")
    indicator = office.catalogues.of_period(period).get(code)
    column = column.strip() or Column.VALUE.value
    if column not in set(Column):
        known = ", ".join(each.value for each in Column)
        raise Refusal(f"Không có cột «{column}». Hãy chọn một trong: {known}.", "cells")
    return CellMap(*key, code=indicator.code, takes=Column(column))


def _map_record(made: TemplateMap, target: Path) -> dict[str, Any]:
    counted = Counter(cell.certainty for cell in made.cells)
    return {
        "map": str(target),
        "template": made.name,
        "fingerprint": made.fingerprint,
        "certainty": {each.value: counted[each] for each in Certainty},
        "cells": [_cell_record(cell) for cell in made.cells],
    }


def _cell_record(cell: CellMap) -> dict[str, Any]:
    return {
        "sheet": cell.sheet,
        "cell": cell.place,
        "code": cell.code or None,
        "column": cell.takes.value if cell.takes is not None else None,
        "fact": cell.fact.value if cell.fact is not None else None,
        "certainty": cell.certainty.value,
    }


def _map_lines(made: TemplateMap, target: Path) -> Sequence[str]:
    ready = len(made.filled)
    waiting = [cell for cell in made.cells if not cell.certainty.is_filled]
    lines = [f"Đã ghép {ready} ô của «{made.name}», lưu bảng ghép vào «{target}»."]
    sheet = ""
    for cell in made.cells:
        if cell.sheet != sheet:
            sheet = cell.sheet
            lines.append(f"Trang «{sheet}»:")
        lines.append(f"  {cell.place:>6}  {cell.label} ({cell.certainty.label.lower()})")
    if waiting:
        lines.append(
            f"Còn {len(waiting)} ô chưa chắc nên chưa điền. Hãy xác nhận từng ô bằng --set, hoặc tất cả bằng "
            "--confirm-all."
        )
    return lines


def _fill_template(office: Office, options: argparse.Namespace) -> Answer:
    path, target = Path(options.file), Path(options.out)
    period = Period.parse(options.period)
    refuse_target(path, target)
    template = read_template(path)
    made = read_map(Path(options.map)) if options.map else office.templates.map_for(template)
    if made is None:
        raise Refusal(
            f"Chưa có bảng ghép cho biểu «{template.file}». Hãy chạy map-template trước, hoặc kèm --map."
        )
    filling = office.templates.filling(template, made, period)
    if not filling.cells:
        why = f" Ô {filling.left[0].place}: {filling.left[0].sentence}." if filling.left else ""
        raise Refusal(f"Không có ô nào điền được cho {period.label} nên không tạo tệp.{why}")
    write_copy(path, target, filled_copy(path, template, filling))
    record = {
        "file": str(target),
        "period": period.id,
        "filled": [_filled_record(cell) for cell in filling.cells],
        "left": [_left_record(each) for each in filling.left],
        "noted": [_left_record(each) for each in filling.noted],
        "macros": template.has_macros,
        "signed": template.is_signed,
    }
    lines = [
        f"Đã điền {len(filling.cells)} ô của {period.label} vào «{target}».",
        *(f"Chưa điền {_left_line(each)}" for each in filling.left),
        *(f"Lưu ý {_left_line(each)}" for each in filling.noted),
    ]
    if template.is_signed:
        lines.append("Biểu gốc có chữ ký số; bản đã điền không còn khớp với chữ ký đó.")
    return Answer(record, lines, done=True)


def _filled_record(cell: FilledCell) -> dict[str, Any]:
    value: Any = cell.text
    if cell.number:
        value = float(cell.number) if "." in cell.number else int(cell.number)
    elif cell.day is not None:
        value = cell.day.isoformat()
    return {"sheet": cell.sheet, "cell": cell.place, "value": value}


def _left_record(each: Left) -> dict[str, str]:
    return {"sheet": each.sheet, "cell": each.place, "code": each.code, "sentence": each.sentence}


def _left_line(each: Left) -> str:
    code = f" ({each.code})" if each.code else ""
    return f"trang «{each.sheet}», ô {each.place}{code}: {each.sentence}."


# What the superior sends, as data of ours


def catalogue_from_template(office: Office, options: argparse.Namespace) -> Answer:
    """`catalogue --from-template FILE --out FILE`: of a workbook a catalogue, of a text an outline."""
    path = Path(options.template)
    if not options.out:
        raise Refusal("Hãy ghi tệp kết quả .toml sau --out.", "out")
    target = Path(options.out)
    if target.suffix.lower() != ".toml":
        raise Refusal(f"Tên tệp phải kết thúc bằng .toml. Hãy sửa «{target.name}».", "out")
    if path.suffix.lower() in WORD:
        return _outline(path, target)
    current = office.calendar.current_quarter()
    starts = office.calendar.dates(current.next_one).starts
    valid_from = parse_date(options.valid_from) if options.valid_from else starts
    draft = catalogue_from(read_template(path), office.catalogues.newest(), valid_from)
    save_text(target, draft.text)
    found = draft.catalogue
    counted = Counter(line.standing for line in draft.annex.lines)
    record = {
        "file": str(target),
        "version": found.version,
        "valid_from": found.valid_from.isoformat(),
        "indicators": len(found.indicators),
        "standing": {each.value: counted[each] for each in Standing},
        "rows": [
            {
                "sheet": line.sheet,
                "row": line.row,
                "name": line.name,
                "code": line.code,
                "standing": line.standing.value,
                "unit": found.get(line.code).unit,
                "formula": formula.text if (formula := found.get(line.code).formula) else None,
                "note": line.note,
            }
            for line in draft.annex.lines
        ],
    }
    since = short_date(found.valid_from)
    lines = [
        f"Đã lập danh mục phiên bản «{found.version}», áp dụng từ {since}, vào «{target}»: "
        f"{len(found.indicators)} chỉ tiêu, trong đó {len(draft.annex.added)} chỉ tiêu mới từ biểu.",
        *(_annex_line(line) for line in draft.annex.lines),
        f"Xem lại tệp rồi nhập bằng: catalogue --import «{target}».",
    ]
    return Answer(record, lines, done=True)


def _annex_line(line: AnnexLine) -> str:
    note = f"; {line.note}" if line.note else ""
    return f"{line.code:>6}  {line.name} ({line.standing.label}{note})"


def _outline(path: Path, target: Path) -> Answer:
    draft = outline_from(read_word_outline(path))
    save_text(target, draft.text)
    record = {
        "file": str(target),
        "headings": _headings(draft.headings),
        "left": [{"section": each.key, "title": each.title} for each in draft.left],
    }
    lines = [f"Đã lập đề cương {len(draft.headings)} mục vào «{target}»."]
    return Answer(record, [*lines, *_outline_lines(draft.headings, draft.left)], done=True)


def _headings(headings: Sequence[Placed]) -> list[dict[str, Any]]:
    return [
        {
            "key": each.key,
            "title": each.heading.title,
            "section": each.alike or None,
            "sentences_of": list(each.sections),
        }
        for each in headings
    ]


def _outline_lines(headings: Sequence[Placed], left: Sequence[OurSection]) -> list[str]:
    """The headings with what is said under each, and our sections that found none."""
    lines = []
    for number, each in enumerate(headings):
        indent = "  " * each.key.count(".")
        said = f"câu của mục {', '.join(each.sections)}" if each.sections else "cơ quan tự viết"
        words = "" if is_parent(headings, number) else f" ({said})"
        lines.append(f"{indent}{each.key}. {each.heading.title}{words}")
    if left:
        lines.append("Mục của chương trình chưa có chỗ trong đề cương này:")
        lines += [f"  {each.key}. {each.title}" for each in left]
    return lines


def _report_outline(office: Office, options: argparse.Namespace) -> Answer:
    """`report-outline`: in which outline the report of a period is written, or shall be."""
    period = Period.parse(options.period)
    if options.use:
        office.outlines.use(period, superior_outline_from(read_word_outline(Path(options.use))))
    elif options.own:
        office.outlines.use(period, None)
    chosen = office.outlines.chosen(period)
    is_changed = bool(options.use or options.own)
    if chosen is None:
        words = f"Báo cáo {period.label} viết theo đề cương của chương trình."
        return Answer({"period": period.id, "outline": None}, [words], done=is_changed)
    left = office.outlines.left(chosen)
    record = {
        "period": period.id,
        "outline": chosen.name,
        "headings": _headings(chosen.headings),
        "left": [{"section": each.key, "title": each.title} for each in left],
    }
    lines = [f"Báo cáo {period.label} viết theo đề cương «{chosen.name}»:"]
    return Answer(record, [*lines, *_outline_lines(chosen.headings, left)], done=is_changed)


TEMPLATE_COMMANDS: dict[str, Command] = {
    "report-outline": opened(_report_outline),
    "map-template": opened(_map_template),
    "fill-template": reading(_fill_template),
}
