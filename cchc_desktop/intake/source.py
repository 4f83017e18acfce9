"""What a file holds once it is read: paragraphs and tables in order, whatever the file's format."""

from dataclasses import dataclass, field

from ..domain.plan import Spot


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A logical paragraph: one line of normalised text that begins with its printed number or bullet.

    ``bold_lead`` is how many leading characters are bold (all of them for a bold paragraph).
    ``doubt`` says in Vietnamese what the reader had to guess, such as a join over a page break.
    ``spot`` is its place in a file that has pages; it says nothing about what the paragraph is.
    """

    text: str
    bold_lead: int = 0
    italic: bool = False
    centered: bool = False
    doubt: str = ""
    spot: Spot | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table with content (not one that only places blocks side by side): rows of cell texts.

    A cell that spans several columns or rows gives its text in each of them. ``spots`` are the places of
    the rows, one each, in a file that has pages.
    """

    rows: tuple[tuple[str, ...], ...]
    spots: tuple[Spot, ...] = field(default=(), compare=False)


SourceBlock = SourceParagraph | SourceTable


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read.

    ``notes`` are Vietnamese sentences for the user («Đã chuyển từ bảng mã TCVN3»).
    """

    name: str
    blocks: tuple[SourceBlock, ...]
    notes: tuple[str, ...] = ()

    def numbered(self) -> list[tuple[int, SourceBlock]]:
        """The blocks with the number (from 1) of their first line: a table takes one number a row."""
        result: list[tuple[int, SourceBlock]] = []
        number = 1
        for block in self.blocks:
            result.append((number, block))
            number += len(block.rows) if isinstance(block, SourceTable) else 1
        return result

    @property
    def lines(self) -> tuple[str, ...]:
        """What ``numbered`` counts: every paragraph, and every row of a table as «cell | cell»."""
        lines: list[str] = []
        for block in self.blocks:
            if isinstance(block, SourceTable):
                lines.extend(
                    " | ".join(dict.fromkeys(" ".join(cell.split()) for cell in row if cell))
                    for row in block.rows
                )
            else:
                lines.append(block.text)
        return tuple(lines)

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Where each of ``lines`` stands; empty unless that is known of all."""
        spots: list[Spot] = []
        for block in self.blocks:
            if isinstance(block, SourceTable):
                if len(block.spots) != len(block.rows):
                    return ()
                spots.extend(block.spots)
            elif block.spot is None:
                return ()
            else:
                spots.append(block.spot)
        return tuple(spots)
