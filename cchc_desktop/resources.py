"""The data that travels with the program: catalogues, fonts, icons, help, the sample, licences.

A checkout keeps it in ``resources/`` beside the package, the installed program inside the package, as
``_resources``. Every function takes the parts of a path below that folder.
"""

from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder() -> Path:
    """The resources folder.

    :raises FileNotFoundError: the program is installed without its data.
    """
    # The installed one first: beside an installed package, site-packages may hold a stranger's "resources".
    for candidate in (_PACKAGE / "_resources", _PACKAGE.parent / "resources"):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"{_PACKAGE / '_resources'}: the program's data folder is missing")


def path(*parts: str) -> Path:
    """The path of one resource, such as ``path("fonts", "Tinos-Regular.ttf")``; it need not exist."""
    return folder().joinpath(*parts)


def names(*parts: str, suffix: str = "") -> list[str]:
    """The sorted names of the files in a folder that end in `suffix`.

    :raises FileNotFoundError: there is no such folder.
    """
    return sorted(entry.name for entry in path(*parts).iterdir() if entry.name.endswith(suffix))


def read_text(*parts: str) -> str:
    """The text of a resource, kept as UTF-8.

    :raises FileNotFoundError: there is no such file.
    """
    return path(*parts).read_text(encoding="utf-8")


def read_bytes(*parts: str) -> bytes:
    """The bytes of a resource.

    :raises FileNotFoundError: there is no such file.
    """
    return path(*parts).read_bytes()


def load_toml(*parts: str) -> dict[str, Any]:
    """A resource read as TOML.

    :raises FileNotFoundError: there is no such file.
    :raises tomllib.TOMLDecodeError: the file is not TOML.
    """
    import tomllib

    return tomllib.loads(read_text(*parts))
