"""Small helpers over WordprocessingML, which comes in two namespaces (transitional and strict)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_NAMES: dict[str, str] = {}
_MOST_NAMES = 4_000
_KEYS: dict[str, tuple[str, ...]] = {}


def name(element: "_Element") -> str:
    """The element's name without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    try:
        return _NAMES[tag]
    except KeyError:
        local = tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
        if len(_NAMES) < _MOST_NAMES:
            _NAMES[tag] = local
        return local


def attribute(element: "_Element", key: str) -> str | None:
    """The attribute of this local name, whatever its namespace."""
    keys = _KEYS.get(key)
    if keys is None:
        keys = _KEYS[key] = (*(f"{{{namespace}}}{key}" for namespace in _NAMESPACES), key)
    for known in keys:
        found = element.get(known)
        if found is not None:
            return found
    for full, value in element.attrib.items():
        if str(full).rsplit("}", 1)[-1] == key:
            return str(value)
    return None


_WRITTEN = tuple(f"{{{namespace}}}t" for namespace in _NAMESPACES)


def written(element: "_Element") -> Iterator[str]:
    """The pieces of Word's own text under an element, without those of equations and drawings."""
    return (text.text or "" for text in element.iter(*_WRITTEN))


def number(element: "_Element", key: str = "val") -> int | None:
    """The attribute as a whole number; None where it is missing or none."""
    value = attribute(element, key)
    try:
        return int(value) if value is not None else None
    except ValueError:
        return None


def child(element: "_Element | None", *path: str) -> "_Element | None":
    """The first descendant along the path of names."""
    for step in path:
        if element is None:
            return None
        element = next(element.iterchildren(f"{{*}}{step}"), None)
    return element


def children(element: "_Element | None", step: str) -> Iterator["_Element"]:
    """The direct children of this name."""
    if element is not None:
        yield from element.iterchildren(f"{{*}}{step}")


def inside(element: "_Element | None") -> Iterator["_Element"]:
    """The direct children."""
    if element is not None:
        yield from element


def value(element: "_Element | None", *path: str) -> str | None:
    """The ``val`` of the first descendant along the path."""
    found = child(element, *path)
    return attribute(found, "val") if found is not None else None


def is_on(element: "_Element") -> bool:
    """Whether an on-off property is on: by its being there, or by its value."""
    return attribute(element, "val") not in {"0", "false", "off", "none"}


def switch(element: "_Element | None", step: str) -> bool | None:
    """An on-off property: None where it is not given."""
    found = child(element, step)
    return None if found is None else is_on(found)
