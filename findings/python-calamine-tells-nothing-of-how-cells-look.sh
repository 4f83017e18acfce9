#!/usr/bin/env bash
# python-calamine 0.9.1 with openpyxl 3.1.5: a sheet's values come without formats, hidden rows, fonts and comments.
#
# The good guess: one library for .xlsx, .xls and .ods gives what an officer sees in each of them.
# What happens: a cell that shows 125 by the format «#,##0,,» comes as 125000000, a figure that was struck through
# and one in a hidden row come as any other, and nothing says so: there is no number format, font, hidden row or
# comment in its interface, in no kind of file.
# What to do: where what is seen counts, read the formats oneself: XML for .xlsx and .ods, xlrd for .xls.
#
# Fails where a sheet says more than its values.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5
cd "$work"
venv/bin/python - <<'PYTHON'
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from python_calamine import CalamineSheet, CalamineWorkbook

book = Workbook()
sheet = book.active
for number, value in enumerate((125_000_000, 7, 9), 1):
    sheet.cell(number, 1, value)
sheet["A1"].number_format = "#,##0,,"
sheet["A2"].font = Font(strike=True)
sheet["A2"].comment = Comment("bỏ", "A")
sheet.row_dimensions[3].hidden = True
book.save("a.xlsx")
read = CalamineWorkbook.from_path("a.xlsx").get_sheet_by_index(0)
values = [row[0] for row in read.to_python()]
known = {name for name in dir(CalamineSheet) if not name.startswith("_")}
words = ("format", "style", "font", "hidden", "comment", "formula")
told = sorted(name for name in known if any(word in name for word in words))
print(f"values {values}; of how cells look the sheet tells: {told or 'nothing'}")
raise SystemExit(values != [125_000_000, 7, 9] or bool(told))
PYTHON
