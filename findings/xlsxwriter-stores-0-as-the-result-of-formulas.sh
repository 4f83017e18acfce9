#!/usr/bin/env bash
# XlsxWriter 3.3.1 with openpyxl 3.1.5: the stored result of a formula may be one that nobody worked out.
#
# The good guess: what a formula's cell holds beside the formula is what it came to when the file was last saved.
# What happens: XlsxWriter stores 0 beside every formula, and asks for `fullCalcOnLoad`; Excel works it out when it
# opens the file, and whoever only reads the file finds 0.
# What to do: where a workbook says `fullCalcOnLoad`, trust no stored result. Excel and LibreOffice take it away when
# they save.
#
# Fails where the result is another, or the workbook does not say so.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check XlsxWriter==3.3.1 openpyxl==3.1.5
cd "$work"
venv/bin/python - <<'PYTHON'
from openpyxl import load_workbook
from xlsxwriter import Workbook

book = Workbook("a.xlsx")
book.add_worksheet().write_formula("A1", "=3+2")
book.close()
read = load_workbook("a.xlsx", data_only=True)
value, anew = read.active["A1"].value, read.calculation.fullCalcOnLoad
print(f"=3+2 is stored as {value}; to be worked out anew: {anew}")
raise SystemExit(value != 0 or not anew)
PYTHON
