"""What is shipped: `contents.toml`, applied to what was fetched."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .workplace import BuildError, load_toml


@dataclass(frozen=True, slots=True)
class Part:
    """What one package ships, as patterns of paths below the folder where it was installed."""

    name: str
    modules: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The files of one part, as paths below its folder: modules to pack, files to copy."""

    modules: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The whole list."""

    runtime: Part
    library: Part
    program: Part
    packages: tuple[Part, ...]
    left_out: dict[str, str]
    """Packages that are not shipped, and why."""


def read_contents() -> Contents:
    """The list as it stands in `contents.toml`."""
    told = load_toml("contents.toml")
    runtime, library, program = (
        _part({"name": name} | told[name]) for name in ("runtime", "library", "program")
    )
    return Contents(runtime, library, program, tuple(map(_part, told["package"])), told["left_out"])


def _part(entry: dict[str, str | list[str]]) -> Part:
    lists = {key: tuple(value) for key, value in entry.items() if key != "name"}
    return Part(name=str(entry["name"]), **lists)


def choose(part: Part, folder: Path) -> Chosen:
    """What of a folder the part ships.

    :raises BuildError: a pattern finds nothing: what is expected is missing, or the list is out of date.
    """
    left = set(_found(part.name, part.without, folder))
    modules, files = (
        tuple(sorted(set(_found(part.name, patterns, folder)) - left))
        for patterns in (part.modules, part.files)
    )
    return Chosen(modules, files)


def _found(name: str, patterns: Iterable[str], folder: Path) -> Iterable[str]:
    for pattern in patterns:
        found = [path for path in folder.glob(pattern) if path.is_file()]
        if not found:
            raise BuildError(f"{name}: {pattern} is to be shipped (contents.toml) and was not found.")
        yield from (path.relative_to(folder).as_posix() for path in found)


def check_packages(contents: Contents, locked: Iterable[str]) -> None:
    """Whether the list names each locked package once, and no other.

    :raises BuildError: it does not; says which.
    """
    named = [part.name for part in contents.packages] + list(contents.left_out)
    if twice := sorted({name for name in named if named.count(name) > 1}):
        raise BuildError(f"contents.toml names {', '.join(twice)} twice.")
    missing, stale = sorted(set(locked) - set(named)), sorted(set(named) - set(locked))
    if missing or stale:
        raise BuildError(
            f"contents.toml and requirements.lock differ: {', '.join((*missing, *stale))}. "
            "Say in contents.toml what of a package is shipped, or why nothing."
        )
