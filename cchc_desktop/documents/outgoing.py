"""The folder of files that a document goes out as: PDF, Word and Excel in one step, whole or not there.

The annexes are in the same files, or files of their own, each with the upper right corner of its first page
free: each is signed by itself there (Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục IV). A workbook is not signed,
and stays one.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .. import durable, log
from ..domain.errors import EnvironmentProblem, Refusal
from ..domain.outgoing.records import SentFile
from .export import ExportChoices, folder_sentence, rendered
from .file_names import different
from .job import CancelCheck, Job, Progress
from .model import AnnexTitle, Document

_SIGNED = ("pdf", "docx")
"""The formats that annexes are files of their own in; the first is signed."""

Namer = Callable[[str, str], str]
"""Gives the name of a file by an annex's label, which is empty for the document itself, and its format."""


@dataclass(frozen=True, slots=True)
class Sheaf:
    """A file that is to be made: a document, its format, and the file's name."""

    document: Document
    fmt: str
    name: str


@dataclass(frozen=True, slots=True)
class MadeFolder:
    """A folder that was made, with its files."""

    folder: Path
    files: tuple[SentFile, ...]


def sheaves(document: Document, namer: Namer, *, apart: bool) -> tuple[Sheaf, ...]:
    """The files that a document goes out as; with ``apart`` its annexes are files of their own."""
    annexes = [part for part in document.parts if part.is_annex] if apart else []
    body = document
    if annexes:
        body = replace(document, parts=tuple(part for part in document.parts if not part.is_annex))
    found = [(body, fmt, "") for fmt in document.formats if fmt in _SIGNED]
    for part in annexes:
        title = part.blocks[0]
        assert isinstance(title, AnnexTitle)
        own = replace(
            document,
            title=f"{title.label}. {title.name} - {document.title}",
            parts=(replace(part, corner=True),),
        )
        found += [(own, fmt, title.label) for fmt in _SIGNED]
    found += [(document, fmt, "") for fmt in document.formats if fmt not in _SIGNED]
    names = different(namer(label, fmt) for _, fmt, label in found)
    return tuple(Sheaf(own, fmt, name) for (own, fmt, _), name in zip(found, names, strict=True))


def make_folder(
    files: Sequence[Sheaf],
    target: Path,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
    choices: ExportChoices | None = None,
) -> MadeFolder:
    """Makes the new folder ``target`` with all files.

    Raises Refusal where there is something of that name, EnvironmentProblem where the disk does not take it,
    Cancelled as soon as ``cancelled`` says so; no file is left behind then.
    """
    refuse_target(target)
    total = sum(Job(sheaf.document).total for sheaf in files)
    made: list[SentFile] = []
    done = 0
    try:
        with log.DOCUMENTS.timed("outgoing", files=len(files)), durable.whole_folder(target) as draft:
            for sheaf in files:
                said = _onward(progress, done, total)
                data = rendered(sheaf.document, sheaf.fmt, said, cancelled, choices)
                durable.write_new(draft / sheaf.name, data)
                made.append(SentFile(sheaf.name, len(data), hashlib.sha256(data).hexdigest()))
                done += Job(sheaf.document).total
    except OSError as problem:
        raise EnvironmentProblem(folder_sentence(target, problem)) from problem
    return MadeFolder(target, tuple(made))


def refuse_target(target: Path) -> None:
    """Raises Refusal where a new folder cannot have this name, EnvironmentProblem where it has no place."""
    if not target.name.strip(". "):
        raise Refusal("Hãy ghi tên thư mục gửi đi.", "name")
    try:
        if target.exists() or target.is_symlink():
            raise Refusal(f"Đã có «{target.name}» ở đó. Hãy ghi tên một thư mục chưa có.", "name")
        if not target.parent.is_dir():
            raise EnvironmentProblem(f"Không có thư mục «{target.parent}». Hãy chọn thư mục khác.")
    except OSError as problem:
        raise EnvironmentProblem(folder_sentence(target, problem)) from problem


def _onward(progress: Progress | None, before: int, total: int) -> Progress | None:
    """The progress of one file as a part of that of all."""
    if progress is None:
        return None
    return lambda done, _of_file: progress(before + done, total)
