"""What a file comes to, as lines that are easy to compare: one for each item, its doubt beside it."""

import re
from datetime import date
from pathlib import Path

from cchc_desktop import catalogue
from cchc_desktop.domain.plan import Draft, Item
from cchc_desktop.domain.text import normalize
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.read_text import blocks_of
from cchc_desktop.intake.source import Source

TODAY = date(2026, 1, 15)
INPUTS = Path(__file__).resolve().parent / "inputs"


def draft_of_file(path: Path) -> Draft:
    """The draft of the plan in the file."""
    return parse_plan(read_source(path), catalogue.areas(), TODAY)


def draft_of_text(text: str) -> Draft:
    """The draft of a plan written as plain text."""
    return parse_plan(Source("a.txt", tuple(blocks_of(normalize(text)))), catalogue.areas(), TODAY)


def draft_of_lines(text: str, *, is_markdown: bool = False) -> Draft:
    """The draft of a plan written as a text file, with the notes of its reader."""
    notes: list[str] = []
    blocks = blocks_of(normalize(text), is_markdown=is_markdown, notes=notes)
    name = "a.md" if is_markdown else "a.txt"
    return parse_plan(Source(name, tuple(blocks), tuple(notes)), catalogue.areas(), TODAY)


def tree(draft: Draft) -> list[str]:
    """The items as lines «  kind|marker|text|area»; blanks beside a hyphen say nothing."""
    return [line for line, _ in doubted(draft)]


def doubted(draft: Draft) -> list[tuple[str, str]]:
    """The lines of ``tree``, each with its doubt."""
    lines: list[tuple[str, str]] = []

    def walk(items: tuple[Item, ...], depth: int) -> None:
        for item in items:
            text = re.sub(r"\s*-\s*", "-", item.text)
            lines.append(("  " * depth + f"{item.kind}|{item.marker}|{text}|{item.area or ''}", item.doubt))
            walk(item.children, depth + 1)

    walk(draft.plan.items, 0)
    return lines


def silent_differences(right: Draft, read: Draft) -> list[str]:
    """The items of ``read`` that are none of ``right``, and have no doubt on or beside them."""
    known = set(tree(right))
    lines = doubted(read)
    return [
        line
        for index, (line, _) in enumerate(lines)
        if line not in known and not any(doubt for _, doubt in lines[max(0, index - 1) : index + 2])
    ]
