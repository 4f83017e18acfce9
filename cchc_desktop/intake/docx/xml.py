"""Small helpers over WordprocessingML, which comes in two namespaces (transitional and strict)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def name(element: "_Element") -> str:
    """The element's name without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: "_Element", key: str) -> str | None:
    """The attribute of this local name, whatever its namespace."""
    for full, value in element.attrib.items():
        if str(full).rsplit("}", 1)[-1] == key:
            return str(value)
    return None


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
        element = next((found for found in element if name(found) == step), None)
    return element


def children(element: "_Element | None", step: str) -> Iterator["_Element"]:
    """The direct children of this name."""
    if element is not None:
        yield from (found for found in element if name(found) == step)


def value(element: "_Element | None", *path: str) -> str | None:
    """The ``val`` of the first descendant along the path."""
    found = child(element, *path)
    return attribute(found, "val") if found is not None else None


def switch(element: "_Element | None", step: str) -> bool | None:
    """An on-off property: None where it is not given."""
    found = child(element, step)
    if found is None:
        return None
    return attribute(found, "val") not in {"0", "false", "off", "none"}
