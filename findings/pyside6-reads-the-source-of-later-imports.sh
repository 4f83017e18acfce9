#!/usr/bin/env bash
# PySide6 6.11.3 (shiboken6 6.11.3), CPython 3.11: a module that is imported after PySide6 has its source file
# read as text, although its compiled file is used.
#
# The good guess: once __pycache__ is filled, an import opens the .pyc file alone, whatever was imported before.
# What happens: PySide6 puts a hook around __import__, which asks for the source of each imported module (to see
# whether it uses PySide6, for «from __feature__ import …»); inspect.getsource reads the whole file and linecache
# keeps it.
# In a program of some hundred modules that is a tenth of its start-up and some megabytes of text.
# What to do: where nothing says «from __feature__ import …», put builtins.__orig_import__ back in place of
# builtins.__import__ once PySide6.QtCore is imported.
#
# Fails where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check PySide6-Essentials==6.11.3 shiboken6==6.11.3

mkdir -p "$work/project/parts"
cd "$work/project"
echo > parts/__init__.py
for number in $(seq 1 40); do
    printf 'import json\nfrom pathlib import Path\nVALUE = %s\n' "$number" > "parts/part$number.py"
done
cat > count.py <<'PYTHON'
"""How many of our source files are opened while our modules are imported, with or without PySide6 before."""
import sys

opened = []
if sys.argv[1] != "before":
    import PySide6.QtCore
if sys.argv[1] == "put back":
    import builtins
    builtins.__import__ = builtins.__orig_import__
sys.addaudithook(
    lambda event, args: opened.append(str(args[0])) if event == "open" and str(args[0]).endswith(".py") else None
)
for number in range(1, 41):
    exec(f"from parts.part{number} import VALUE")
print(len({name for name in opened if "part" in name}))
PYTHON
python=$work/venv/bin/python
PYTHONDONTWRITEBYTECODE= "$python" -m compileall -q parts
before=$(PYTHONDONTWRITEBYTECODE= "$python" count.py before)
after=$(PYTHONDONTWRITEBYTECODE= "$python" count.py after)
put_back=$(PYTHONDONTWRITEBYTECODE= "$python" count.py "put back")
echo "source files read while 40 compiled modules are imported: $before without PySide6, $after after it,"
echo "$put_back with Python's own import put back"
[ "$before" -eq 0 ] && [ "$after" -ge 40 ] && [ "$put_back" -eq 0 ]
