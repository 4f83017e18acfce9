"""What goes out of the evidence: the numbered list, and the .zip for those who verify it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from .. import catalogue
from ..catalogue.retention import kept_until
from ..domain.evidence import FileState
from .desk import Desk, Part
from .evidence import Evidence, Item
from .report_data import profile_of
from .settings import file_name

if TYPE_CHECKING:
    from ..documents.compose_evidence import ListedEvidence
    from ..documents.evidence_pack import PackedFile
    from ..documents.export import ExportChoices
    from ..documents.job import CancelCheck, Progress
    from ..documents.model import Document

_LIST = "00-danh-muc-minh-chung"
_FORMATS = ("pdf", "xlsx")


@dataclass(frozen=True, slots=True)
class Packed:
    """What was packed: the archive, its bytes, how many files it holds, the names of those that could not go
    along."""

    target: Path
    bytes: int
    files: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Packing:
    """All that packing takes, as plain values for a worker."""

    lines: tuple[ListedEvidence, ...]
    files: tuple[PackedFile, ...]
    left_out: tuple[str, ...]
    is_whole: Callable[[str, Callable[[], object]], bool]
    document: Callable[[Sequence[ListedEvidence]], Document]
    choices: ExportChoices

    def write(
        self, target: Path, progress: Progress | None = None, cancelled: CancelCheck | None = None
    ) -> Packed:
        """Writes the archive. Files that turn out to be altered stay out, and the list says so.

        Raises as `evidence_pack.write_pack`.
        """
        from ..documents.evidence_pack import write_pack

        whole = [each for each in self.files if self._is_whole(each, cancelled)]
        names = {each.name for each in whole}
        lines = [line if line.file in names else _without_file(line) for line in self.lines]
        lost = [line.name for line in self.lines if line.file and line.file not in names]

        def lists() -> list[tuple[str, bytes]]:
            return [(f"{_LIST}.{fmt}", self._rendered(lines, fmt, cancelled)) for fmt in _FORMATS]

        size = write_pack(target, whole, lists, progress, cancelled)
        return Packed(target, size, len(whole), (*self.left_out, *lost))

    def _is_whole(self, file: PackedFile, cancelled: CancelCheck | None) -> bool:
        def go_on() -> None:
            from ..documents.job import Cancelled

            if cancelled is not None and cancelled():
                raise Cancelled

        return file.path is None or self.is_whole(file.sha256, go_on)

    def _rendered(self, lines: Sequence[ListedEvidence], fmt: str, cancelled: CancelCheck | None) -> bytes:
        from ..documents.export import rendered

        return rendered(self.document(lines), fmt, None, cancelled, self.choices)


class EvidencePapers(Part):
    """Composes what goes out of the evidence."""

    def __init__(self, desk: Desk, evidence: Evidence, choices: Callable[[], ExportChoices]) -> None:
        super().__init__(desk)
        self._evidence = evidence
        self._choices = choices

    def document(self, items: Sequence[Item], subject: str = "") -> Document:
        """The numbered list of these files; ``subject`` says of what («quý I năm 2026»)."""
        return self._composer(subject)([line for _, line in self._listed(items)])

    def list_name(self, fmt: str, subject: str = "") -> str:
        """A file name for the list."""
        return file_name(self._desk, f"Danh mục minh chứng {subject}", fmt)

    def packing(self, items: Sequence[Item], subject: str = "") -> Packing:
        """What the .zip of these files takes. Raises Refusal for none, or too many for one archive."""
        return self.packing_as(self._listed(items), subject)

    def numbered(self, items: Sequence[Item], numbers: Sequence[str], subject: str = "") -> Document:
        """The list of these files in their order, each by the number that is given for it."""
        return self._composer(subject)([line for _, line in numbered_lines(items, numbers)])

    def packing_as(self, listed: Sequence[tuple[Item, ListedEvidence]], subject: str = "") -> Packing:
        """What the .zip of these files takes, each with its line. Raises as `packing`."""
        from ..documents.evidence_pack import PackedFile, refuse_pack

        files: dict[str, PackedFile] = {}
        left_out: list[str] = []
        lines: list[ListedEvidence] = []
        for item, line in listed:
            if item.state is not FileState.PRESENT:
                lines.append(_without_file(line))
                left_out.append(line.name)
                continue
            file = item.file
            if file.sha256 not in files:
                is_signed = item.signed is not None
                files[file.sha256] = PackedFile(
                    line.file, file.size, file.sha256, file.day,
                    None if is_signed else self._evidence.folder.place(file.sha256),
                    self._evidence.content(file, item.signed) if is_signed else b"",
                )  # fmt: skip
            # What stands for several things goes along once.
            lines.append(replace(line, file=files[file.sha256].name))
        refuse_pack(tuple(files.values()))
        return Packing(
            tuple(lines), tuple(files.values()), tuple(left_out), self._evidence.folder.is_whole,
            self._composer(subject), self._choices(),
        )  # fmt: skip

    def _composer(self, subject: str) -> Callable[[Sequence[ListedEvidence]], Document]:
        """What makes the list of lines, in a worker, too."""
        from ..documents.compose_evidence import compose_evidence

        office, areas, today = profile_of(self._desk), tuple(catalogue.areas()), self._desk.today()
        return lambda lines: compose_evidence(lines, office, areas, today, subject)

    def _listed(self, items: Sequence[Item]) -> list[tuple[Item, ListedEvidence]]:
        """The files in the order of the list, each with its line."""
        ordered = sorted(
            items, key=lambda item: (item.area or 99, item.day, item.title, item.file.entered, item.id)
        )
        digits = max(2, len(str(len(ordered))))
        return numbered_lines(ordered, [f"MC.{place:0{digits}}" for place in range(1, len(ordered) + 1)])


def numbered_lines(items: Sequence[Item], numbers: Sequence[str]) -> list[tuple[Item, ListedEvidence]]:
    """The files as they stand, each with its line by the number that is given for it."""
    from ..documents.compose_evidence import ListedEvidence
    from ..documents.file_names import plain_name

    found = []
    for number, item in zip(numbers, items, strict=True):
        file = item.file
        line = ListedEvidence(
            number, file.name, file.sort, item.title, item.area, file.day, plain_name(file.name, number),
            kept_until(file.owner, item.day.year), file.note,
        )  # fmt: skip
        found.append((item, line))
    return found


def _without_file(line: ListedEvidence) -> ListedEvidence:
    note = "; ".join(filter(None, ("Tệp không kèm theo được: mất hoặc bị sửa", line.note)))
    return replace(line, file="", note=note)
