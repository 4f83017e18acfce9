#!/usr/bin/env bash
# CPython 3.11 (zipimport) with openpyxl 3.1.5: modules that lie in one zip archive cost two openings of a file each.
#
# The good guess: pure-Python libraries packed into one archive on sys.path are read from a file that is opened
# once, so that a start on a slow disk, under a virus scanner or on a network drive opens one file in place of
# hundreds.
# What happens: zipimport keeps the archive's table of contents, but opens the archive anew for every module, with
# 3.11 twice. What is saved is the search through folders, not the opening: openpyxl's 178 modules cost 357.
# What to do: where openings are what costs, a finder of one's own that keeps one file open (or maps it) and takes
# the code out of it; an archive saves none.
#
# Fails where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-compile --target "$work/libraries" \
    openpyxl==3.1.5 et-xmlfile==2.0.0
cd "$work"
cat > pack.py <<'PYTHON'
"""Packs the compiled modules of a folder into an archive, uncompressed, as zipimport reads them."""
import compileall
import pathlib
import py_compile
import zipfile

folder = pathlib.Path("libraries")
once = py_compile.PycInvalidationMode.UNCHECKED_HASH
compileall.compile_dir(folder, quiet=2, legacy=True, invalidation_mode=once)
with zipfile.ZipFile("libraries.zip", "w") as archive:
    for path in sorted(folder.rglob("*.pyc")):
        archive.write(path, path.relative_to(folder))
PYTHON
cat > count.py <<'PYTHON'
"""How often the archive is opened while openpyxl is imported from it, and how many modules that brings."""
import sys

opened = []
sys.path.insert(0, "libraries.zip")
sys.addaudithook(
    lambda event, args: opened.append(args[0]) if event == "open" and "libraries.zip" in str(args[0]) else None
)
import openpyxl

modules = [each for each in sys.modules.values() if "libraries.zip" in str(getattr(each, "__file__", ""))]
print(len(opened), len(modules))
PYTHON
"$work/venv/bin/python" pack.py
read -r opened modules < <("$work/venv/bin/python" count.py)
echo "the archive is opened $opened times while $modules modules are imported from it"
[ "$modules" -gt 100 ] && [ "$opened" -ge $((2 * modules)) ]
