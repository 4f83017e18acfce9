"""Documents into files: the right renderer, a proposed name, and a target that is whole or untouched."""

import errno
import io
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from .. import durable, log
from ..domain.errors import EnvironmentProblem, Refusal
from .job import CancelCheck, Cancelled, Progress
from .model import FORMATS, Document, Table

__all__ = ["FORMATS", "Cancelled", "ExportChoices", "export_file", "rendered", "write_atomically"]


def export_file(
    document: Document,
    fmt: str,
    target: Path,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
    choices: "ExportChoices | None" = None,
) -> None:
    """Render the document into ``target``; what was there before stays until the new file is whole.

    :raises Refusal: the format is unknown, or the file's ending says another one.
    :raises EnvironmentProblem: the file or its folder cannot be written; the sentence says why.
    :raises Cancelled: ``cancelled`` said so; no file is left behind.
    """
    if fmt not in FORMATS:
        raise Refusal(
            f"Chương trình không xuất được định dạng «{fmt}». Hãy chọn PDF, DOCX hoặc XLSX.", "format"
        )
    if fmt not in document.formats:
        offered = " hoặc ".join(known.upper() for known in document.formats)
        raise Refusal(f"«{document.title}» chỉ xuất được thành {offered}.", "format")
    if target.suffix.lower() != f".{fmt}":
        raise Refusal(f"Tên tệp phải kết thúc bằng .{fmt}. Hãy sửa «{target.name}» rồi xuất lại.", "path")
    _check_target(target)
    write_atomically(target, rendered(document, fmt, progress, cancelled, choices))


def rendered(
    document: Document,
    fmt: str,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
    choices: "ExportChoices | None" = None,
) -> bytes:
    """The bytes of a file of the document. Raises Cancelled as soon as ``cancelled`` says so."""
    with log.DOCUMENTS.timed("export", format=fmt) as facts:
        chosen = choices or ExportChoices()
        render = _renderer(fmt, chosen)
        if fmt == "xlsx" and not chosen.workbook_text:
            document = without_text(document)
        buffer = io.BytesIO()
        render(document, buffer, progress, cancelled)
        if cancelled is not None and cancelled():
            raise Cancelled
        data = buffer.getvalue()
        facts["bytes"] = len(data)
        return data


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """What an office may choose of its files.

    ``times_new_roman`` is whether a PDF embeds the machine's own typeface, where it has it; ``workbook_text``
    whether a workbook with tables has sheets for the text without any, too.
    """

    times_new_roman: bool = False
    workbook_text: bool = True


def without_text(document: Document) -> Document:
    """The document without the parts that have no table, where others have one."""
    tables = tuple(part for part in document.parts if any(isinstance(block, Table) for block in part.blocks))
    return replace(document, parts=tables) if tables else document


def _renderer(
    fmt: str, choices: ExportChoices
) -> Callable[[Document, BinaryIO, Progress | None, CancelCheck | None], None]:
    """The renderer of a format; its library is loaded only now."""
    if fmt == "pdf":
        from .render_pdf import render_pdf
        from .typefaces import TINOS, times_new_roman

        typeface = (times_new_roman() if choices.times_new_roman else None) or TINOS
        return partial(render_pdf, typeface=typeface)
    if fmt == "docx":
        from .render_docx import render_docx

        return render_docx
    from .render_xlsx import render_xlsx

    return render_xlsx


def write_atomically(path: Path, data: bytes) -> None:
    """Write the file so that its name holds either the old content or all of the new one, on disk.

    :raises EnvironmentProblem: it cannot be written; the sentence says why and what to do.
    """
    with written_whole(path) as temporary:
        durable.write_new(temporary, data)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """The name of a new file beside ``path``, to be written within the block; it then takes that name, whole.

    :raises EnvironmentProblem: it cannot be written; the sentence says why and what to do.
    """
    _check_target(path)
    # Where it is a link, that stays; what it leads to is replaced.
    path = Path(os.path.realpath(path))
    temporary = path.with_name(f"~{uuid.uuid4().hex[:12]}.tmp")
    try:
        try:
            yield temporary
        except OSError as problem:
            raise EnvironmentProblem(folder_sentence(path, problem)) from problem
        try:
            durable.replace(temporary, path)
        except OSError as problem:
            raise EnvironmentProblem(_target_sentence(path, problem)) from problem
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    durable.sync_folder(path.parent)


def _check_target(path: Path) -> None:
    """Say early what would fail late, after minutes of rendering."""
    try:
        _check_names(path)
    except OSError as problem:
        # The system refuses even to look: a name too long, a folder closed to this user.
        raise EnvironmentProblem(folder_sentence(path, problem)) from problem


def _check_names(path: Path) -> None:
    folder = path.parent
    if not folder.exists():
        raise EnvironmentProblem(f"Không có thư mục «{folder}». Hãy chọn thư mục khác rồi xuất lại.")
    if not folder.is_dir():
        raise EnvironmentProblem(f"«{folder}» không phải là thư mục. Hãy chọn thư mục khác rồi xuất lại.")
    if path.is_dir():
        raise EnvironmentProblem(f"«{path.name}» đang là tên của một thư mục. Hãy đặt tên tệp khác.")
    if path.is_symlink() and not Path(os.path.realpath(path)).parent.is_dir():
        raise EnvironmentProblem(f"«{path.name}» dẫn tới một thư mục không còn. Hãy đặt tên tệp khác.")
    if path.exists() and not path.is_file():
        raise EnvironmentProblem(f"«{path.name}» là tên của một thiết bị. Hãy đặt tên tệp khác.")
    if path.exists() and not os.access(path, os.W_OK):
        raise EnvironmentProblem(
            f"Tệp «{path.name}» chỉ cho đọc. Hãy bỏ thuộc tính chỉ đọc hoặc đặt tên tệp khác rồi xuất lại."
        )


_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})


def folder_sentence(path: Path, problem: OSError) -> str:
    """Why no file could be made in the folder."""
    if problem.errno in _FULL:
        return f"Ổ đĩa chứa «{path.parent}» đã đầy. Hãy xóa bớt tệp hoặc chọn ổ đĩa khác rồi xuất lại."
    if isinstance(problem, PermissionError) or problem.errno == errno.EROFS:
        return f"Không được phép ghi vào thư mục «{path.parent}». Hãy chọn thư mục khác rồi xuất lại."
    if problem.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return f"Đường dẫn tới «{path.name}» không hợp lệ hoặc quá dài. Hãy đặt tên ngắn hơn rồi xuất lại."
    if isinstance(problem, FileNotFoundError):
        return f"Không còn thư mục «{path.parent}». Hãy chọn thư mục khác rồi xuất lại."
    return f"Không ghi được tệp «{path.name}» ({problem.strerror}). Hãy chọn nơi lưu khác rồi xuất lại."


def _target_sentence(path: Path, problem: OSError) -> str:
    """Why the finished file could not take its name."""
    if isinstance(problem, PermissionError):
        return f"Tệp «{path.name}» đang mở trong chương trình khác. Hãy đóng tệp rồi xuất lại."
    return folder_sentence(path, problem)
