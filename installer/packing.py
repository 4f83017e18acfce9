"""Packs compiled modules into the one file that `launcher/packed_modules.py` reads."""

import marshal
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from .launcher.packed_modules import HEAD

_HEADER = 16
"""Of a .pyc file: what it was compiled by and from (PEP 552)."""
_NO_REFERENCES = 2
"""The version of marshal whose bytes depend on the values alone."""


def write_modules(path: Path, modules: Mapping[str, bytes]) -> None:
    """Writes the file.

    :param modules: the content of each .pyc file, by the path of its source below the folder of the file.
    """
    index: dict[str, tuple[int, int, str, bool]] = {}
    codes: list[bytes] = []
    begin = 0
    for source in sorted(modules):
        code = modules[source][_HEADER:]
        name, is_package = module_name(source)
        index[name] = begin, begin + len(code), source, is_package
        codes.append(code)
        begin += len(code)
    told = marshal.dumps(index, _NO_REFERENCES)
    path.write_bytes(b"".join((len(told).to_bytes(HEAD, "little"), told, *codes)))


def module_name(source: str) -> tuple[str, bool]:
    """The name by which the module is imported, and whether it is a package."""
    path = PurePosixPath(source).with_suffix("")
    if path.name == "__init__":
        return ".".join(path.parent.parts), True
    return ".".join(path.parts), False
