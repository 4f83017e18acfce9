"""What is shipped: `contents.toml`, applied to what was fetched."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .workplace import BuildError, load_toml


@dataclass(frozen=True, slots=True)
class Part:
    """What one package ships, as patterns of paths below the folder where it was installed."""

    name: str
    packed: tuple[str, ...] = ()
    unpacked: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    finds_nothing: tuple[str, ...] = ()
    """Packed modules that name their own place, and do well where nothing lies there."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The files of one part, as paths below its folder: to pack, to lay out compiled, to copy."""

    packed: tuple[str, ...]
    unpacked: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The whole list."""

    runtime: Part
    program: Part
    resources: str
    packages: tuple[Part, ...]
    left_out: dict[str, str]
    """Packages that are not shipped, and why."""


def read_contents() -> Contents:
    """The list as it stands in `contents.toml`."""
    told = load_toml("contents.toml")
    return Contents(
        _part({"name": "runtime"} | told["runtime"]),
        _part(
            {"name": "program"} | {key: value for key, value in told["program"].items() if key != "resources"}
        ),
        told["program"]["resources"],
        tuple(map(_part, told["package"])),
        told["left_out"],
    )


def _part(entry: dict[str, str | list[str]]) -> Part:
    lists = {key: tuple(value) for key, value in entry.items() if key != "name"}
    return Part(name=str(entry["name"]), **lists)


def choose(part: Part, folder: Path) -> Chosen:
    """What of a folder the part ships.

    :raises BuildError: a pattern finds nothing: what is expected is missing, or the list is out of date; or a
        module is to be packed that looks for files beside it.
    """
    left = set(_found(part.name, part.without, folder))
    packed, unpacked, files = (
        tuple(sorted(set(_found(part.name, patterns, folder)) - left))
        for patterns in (part.packed, part.unpacked, part.files)
    )
    for path in packed:
        if path not in part.finds_nothing and "__file__" in (folder / path).read_text(encoding="utf-8"):
            raise BuildError(
                f"{part.name}: {path} looks for files beside it, and is to be packed, where there are none."
            )
    return Chosen(packed, unpacked, files)


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


def module_name(path: str) -> str:
    """Where the compiled module lies that is made of a source file: beside it, without the source."""
    return str(PurePosixPath(path).with_suffix(".pyc"))
