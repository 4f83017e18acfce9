#!/usr/bin/env bash
# msdoc2docx 0.36.6: a .doc with a table that LibreOffice saved is refused now and then.
#
# The good guess: what LibreOffice saves as .doc (Word 97 to 2003) is read, as it reads it itself.
# What happens: where the description of a row (sprmTDefTable) comes last on a page of such descriptions, LibreOffice
# 7.4 writes it short of the lines around its last cell; its length says more than there is. The library raises
# InvalidWordDocument over the whole file («operand exceeds grpprl»), although all that it needs is there.
# What to do: complete such a row with zeros, which mean «no lines», where what cells are merged with is all there
# (`cchc_desktop/intake/old_word.py`, `completed_row`).
#
# Fails where the library reads the file by itself.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check msdoc2docx==0.36.6
"$work/venv/bin/python" - tests/cases/inputs/other_formats/plan.doc "$work/plan.docx" <<'PYTHON'
import sys

from doc2docx import convert
from doc2docx.errors import InvalidWordDocument

try:
    convert(sys.argv[1], sys.argv[2])
except InvalidWordDocument as error:
    print("refused:", error)
    sys.exit("0xD608 operand exceeds" not in str(error))
sys.exit("the file was read")
PYTHON
