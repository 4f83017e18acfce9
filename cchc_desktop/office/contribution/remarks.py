"""The remarks on the areas in a form: results, difficulties and their causes, as the report tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...catalogue import area as area_of_code
from ...domain.contribution.form import REMARKS, FormCell, FormColumn, FormRow, FormSection
from ...domain.errors import Refusal
from ...domain.registers.fields import AREAS_KEPT, Holds, RegisterField
from ...domain.report.records import Remarks
from ...domain.text import clean_text
from .draft import Reading, met, words_or

WORDS = "words"
_PARTS = {
    "results": "Kết quả nổi bật",
    "difficulties": "Khó khăn, vướng mắc",
    "causes": "Nguyên nhân",
}
_FIELD = RegisterField(WORDS, "Nội dung", Holds.TEXT)


def remarks_section(remarks: Mapping[int, Remarks], areas: Sequence[int]) -> FormSection | None:
    """The sheet of remarks; None without areas."""
    if not areas:
        return None
    rows = tuple(
        FormRow(
            f"{area}:{part}",
            {
                "about": FormCell(f"{area}. {area_of_code(area).short_name}: {words}"),
                WORDS: FormCell(getattr(remarks[area], part) or None, _FIELD),
            },
        )
        for area in areas
        for part, words in _PARTS.items()
    )
    columns = (
        FormColumn("about", "Lĩnh vực, nội dung", 1.6),
        FormColumn(
            WORDS, "Nhận xét", 4.0, True, hint="Viết thành câu; xuống dòng bằng Alt+Enter.", least=110
        ),
    )
    return FormSection(
        REMARKS, "Nhận xét", "III. NHẬN XÉT LĨNH VỰC", columns, rows, anchor="about",
        notes=("Lời ở đây được đưa vào báo cáo của kỳ.",),
    )  # fmt: skip


def compare_remarks(reading: Reading, remarks: Mapping[int, Remarks]) -> list[Remarks]:
    """Holds the sheet of remarks against what is stored; gives the remarks as they would be."""
    found: dict[int, Remarks] = {}
    for row in reading.filled.rows:
        marks = reading.known(row)
        cell = row.cells[WORDS]
        code, _, part = marks.id.partition(":") if marks is not None else ("", "", "")
        if marks is None or part not in _PARTS or code not in AREAS_KEPT:
            reading.wrong(cell.place, "dòng này không có trong phiếu đã xuất. Hãy ghi vào các dòng có sẵn.")
            continue
        try:
            theirs = clean_text(str(reading.value(cell, _FIELD) or ""))
        except Refusal as refusal:
            reading.wrong(cell.place, str(refusal))
            continue
        area, base = int(code), marks.base.get(WORDS, "")
        ours = clean_text(getattr(remarks[area], part))
        if (meets := met(base, theirs, ours)) is None:
            continue
        words = (words_or(base), words_or(ours), words_or(theirs))
        doubt = "" if theirs else "ô bị xóa trống."
        if reading.change(cell, marks.anchor, reading.header(WORDS), words, meets, doubt):
            before = found.get(area, remarks[area])
            found[area] = replace(before, **{part: theirs})  # type: ignore[arg-type]
    reading.absent("dòng nhận xét")
    return list(found.values())
