"""From a file to what it holds: the one entry of all readers."""

from pathlib import Path

from .. import log
from ..domain.errors import Refusal
from .bounds import bounded
from .outside import OLE, checked_head, told_why
from .source import Source

_SUFFIXES = {".docx", ".pdf", ".txt", ".md"}
_ACCEPTED = "Hãy chọn tệp .docx, .pdf, .txt hoặc .md."
_SAVE_AS = "Hãy mở bằng Word, chọn Lưu thành (Save As) .docx rồi chọn lại."


def read_source(path: Path) -> Source:
    """Read a plan's file (.docx, .pdf, .txt, .md) without changing it.

    Raises Refusal, with one sentence for the user, for everything that cannot be read: a missing, empty,
    damaged, locked, scanned or foreign file.
    """
    suffix = path.suffix.lower()
    kind = suffix.lstrip(".") if suffix in _SUFFIXES else "other"
    with log.INTAKE.timed("read", kind=kind) as facts, told_why(path):
        head = checked_head(path, _ACCEPTED)
        _refuse_foreign(suffix, head)
        if log.is_on():
            facts["bytes"] = path.stat().st_size
        source = bounded(_read(path, suffix))
        facts["blocks"] = len(source.blocks)
        facts["notes"] = len(source.notes)
        return source


def _read(path: Path, suffix: str) -> Source:
    if suffix == ".docx":
        from .docx.read import read_docx

        return read_docx(path)
    if suffix == ".pdf":
        from .pdf.read import read_pdf

        return read_pdf(path)
    from .read_text import read_text

    return read_text(path)


def _refuse_foreign(suffix: str, head: bytes) -> None:
    """Refuse what the name or the first bytes show to be of another kind."""
    ole, zipped, pdf = head.startswith(OLE), head.startswith(b"PK"), b"%PDF-" in head
    if suffix in {".doc", ".dot", ".wps"}:
        raise Refusal("Tệp .doc là định dạng Word cũ. " + _SAVE_AS)
    if suffix in {".rtf", ".odt", ".docm", ".dotx"}:
        raise Refusal(f"Chưa đọc được tệp {suffix}. {_SAVE_AS}")
    if suffix in {".xls", ".xlsx"}:
        raise Refusal("Đây là tệp Excel, không phải văn bản kế hoạch. " + _ACCEPTED)
    if suffix in {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp"}:
        raise Refusal("Đây là tệp ảnh, không có chữ để đọc. Hãy dùng bản Word hoặc PDF có chữ của văn bản.")
    if suffix not in _SUFFIXES:
        raise Refusal(f"Không nhận ra loại tệp «{suffix or 'không có đuôi'}». {_ACCEPTED}")
    if suffix in {".txt", ".md"} and (ole or zipped or head.startswith(b"%PDF-")):
        kind = "PDF" if pdf else "Word"
        raise Refusal(f"Tệp có đuôi {suffix} nhưng nội dung là tệp {kind}. Hãy đổi lại đúng đuôi tệp.")
    if suffix == ".docx" and head.startswith(b"%PDF-"):
        raise Refusal("Tệp có đuôi .docx nhưng nội dung là tệp PDF. Hãy đổi đuôi thành .pdf rồi chọn lại.")
    if suffix == ".pdf" and zipped:
        raise Refusal("Tệp có đuôi .pdf nhưng nội dung là tệp Word. Hãy đổi đuôi thành .docx rồi chọn lại.")
