#!/usr/bin/env bash
# xlrd 2.0.2 with xlwt 1.3.0: a formula in an .xls comes as its result, and one that was never worked out as a text.
#
# The good guess: a library that keeps fonts, formats and notes says which cells are formulas.
# What happens: `cell_type` is that of the result; a formula without one is an empty text, as an empty text that was
# typed is, so that a figure which Excel would show as 2 seems to have been left out.
# What to do: walk the stream's records (two bytes of kind, two of size) for those of formulas, 0x0006, before.
#
# Fails where a formula is told from a value.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check xlrd==2.0.2 xlwt==1.3.0
cd "$work"
venv/bin/python - <<'PYTHON'
import xlrd
import xlwt

book = xlwt.Workbook()
sheet = book.add_sheet("a")
sheet.write(0, 0, xlwt.Formula("1+1"))
book.save("a.xls")
read = xlrd.open_workbook("a.xls", formatting_info=True).sheet_by_index(0)
cell = read.cell(0, 0)
print(f"a formula comes as type {cell.ctype} with the value {cell.value!r}")
raise SystemExit((cell.ctype, cell.value) != (xlrd.XL_CELL_TEXT, "") or hasattr(cell, "formula"))
PYTHON
