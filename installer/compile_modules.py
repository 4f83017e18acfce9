"""Compiles modules for the Python that runs it, which is that of the offices: Python for Windows, under Wine.

    python.exe compile_modules.py LIST

Each line of the list names a source file, the module to write, and the name by which a traceback calls the
source, with tabs between. A module bears the hash of its source and is never compared with it (PEP 552), so
that nothing depends on times of files.
"""

import importlib.util
import marshal
import sys
from types import CodeType


def main(listed: str) -> int:
    """Compiles what the list names; gives how many could not be compiled."""
    # PEP 552: a hash takes the place of the time, and is not checked.
    head = importlib.util.MAGIC_NUMBER + (0b01).to_bytes(4, "little")
    failed = 0
    with open(listed, encoding="utf-8") as lines:
        for line in lines:
            source, target, name = line.rstrip("\n").split("\t")
            with open(source, "rb") as file:
                text = file.read()
            try:
                code = compile(text, name, "exec", dont_inherit=True, optimize=0)
            except SyntaxError:
                failed += 1
                continue
            with open(target, "wb") as file:
                file.write(head + importlib.util.source_hash(text) + dump(code))
    return failed


def dump(code: CodeType) -> bytes:
    """The code as bytes that depend on nothing else that this process holds."""
    # What is written depends on who else refers to an object: after a turn through bytes, nobody does.
    return marshal.dumps(marshal.loads(marshal.dumps(code)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
