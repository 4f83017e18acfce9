"""From a file to what it holds: the one entry of all readers."""

from pathlib import Path

from .. import log
from ..domain.errors import Refusal
from .bounds import bounded
from .dashes import with_plain_dashes
from .outside import checked_head, told_why
from .sniff import SUFFIXES, Form, form_of
from .source import Source

_TEXT = {".txt", ".md"}
_WRITTEN = {
    ".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".rtf", ".odt", ".ott",
    ".htm", ".html", ".mht", ".mhtml",
}  # fmt: skip
"""Endings of what word processors and web systems write: the bytes say which of them it is."""
_ACCEPTED = f"Hãy chọn tệp {', '.join(SUFFIXES[:-1])} hoặc {SUFFIXES[-1]}."
_SAVE_AS = "Hãy mở bằng Word, chọn Lưu thành (Save As) .docx rồi chọn lại."


def read_source(path: Path) -> Source:
    """Read a plan's file (.docx, .doc, .odt, .rtf, .pdf, .txt, .md, a web page) without changing it.

    Raises Refusal, with one sentence for the user, for everything that cannot be read: a missing, empty,
    damaged, locked, scanned or foreign file.
    """
    suffix = path.suffix.lower()
    kind = suffix.lstrip(".") if suffix in {*_TEXT, *_WRITTEN, ".pdf"} else "other"
    with log.INTAKE.timed("read", kind=kind) as facts, told_why(path):
        form = form_of(checked_head(path, _ACCEPTED), suffix)
        _refuse_foreign(suffix, form)
        if log.is_on():
            facts["bytes"] = path.stat().st_size
        source = with_plain_dashes(bounded(_read(path, suffix, form)))
        facts["blocks"] = len(source.blocks)
        facts["notes"] = len(source.notes)
        return source


def _read(path: Path, suffix: str, form: Form) -> Source:
    if suffix == ".pdf":
        from .pdf.read import read_pdf

        return read_pdf(path)
    if suffix in _TEXT:
        from .read_text import read_text

        return read_text(path)
    match form:
        case Form.OPEN_DOCUMENT:
            from .odt.read import read_odt

            return read_odt(path)
        case Form.OLD_OFFICE:
            from .old_word import read_old_word

            return read_old_word(path)
        case Form.RICH_TEXT:
            from .rtf.read import read_rtf

            return read_rtf(path)
        case Form.WEB_PAGE | Form.WEB_ARCHIVE:
            from .web.read import read_web_page

            return read_web_page(path, as_mail=form is Form.WEB_ARCHIVE)
    from .docx.read import read_docx

    return read_docx(path)


_OTHER = {
    Form.WORD: "Word",
    Form.OPEN_DOCUMENT: "OpenDocument",
    Form.OTHER_OPEN_DOCUMENT: "OpenDocument",
    Form.OLD_OFFICE: "Word",
    Form.RICH_TEXT: "RTF",
    Form.PDF: "PDF",
}


def _refuse_foreign(suffix: str, form: Form) -> None:
    """Refuse what the name or the first bytes show to be of another kind."""
    if suffix in {".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".csv"}:
        raise Refusal("Đây là tệp Excel, không phải văn bản kế hoạch. " + _ACCEPTED)
    if suffix in {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp"}:
        raise Refusal("Đây là tệp ảnh, không có chữ để đọc. Hãy dùng bản Word hoặc PDF có chữ của văn bản.")
    if suffix not in _TEXT and suffix not in _WRITTEN and suffix != ".pdf":
        raise Refusal(f"Không nhận ra loại tệp «{suffix or 'không có đuôi'}». {_ACCEPTED}")
    if suffix in _TEXT and form in _OTHER:
        raise Refusal(
            f"Tệp có đuôi {suffix} nhưng nội dung là tệp {_OTHER[form]}. Hãy đổi lại đúng đuôi tệp."
        )
    if suffix == ".pdf" and form in _OTHER and form is not Form.PDF:
        right = {Form.RICH_TEXT: ".rtf", Form.OLD_OFFICE: ".doc", Form.OPEN_DOCUMENT: ".odt"}.get(
            form, ".docx"
        )
        raise Refusal(
            f"Tệp có đuôi .pdf nhưng nội dung là tệp {_OTHER[form]}. Hãy đổi đuôi thành {right} rồi chọn lại."
        )
    if suffix not in _WRITTEN:
        return
    if form is Form.PDF:
        raise Refusal(
            f"Tệp có đuôi {suffix} nhưng nội dung là tệp PDF. Hãy đổi đuôi thành .pdf rồi chọn lại."
        )
    if form is Form.OTHER_OPEN_DOCUMENT:
        raise Refusal("Đây là bảng tính hoặc trang trình chiếu, không phải văn bản kế hoạch. " + _ACCEPTED)
    if form is Form.UNKNOWN and suffix != ".docx":
        raise Refusal(
            f"Tệp có đuôi {suffix} nhưng nội dung không phải là văn bản Word, OpenDocument, RTF hay trang "
            f"web. {_ACCEPTED}"
        )
    if form is Form.WORD_XML:
        raise Refusal(f"Chưa đọc được tệp {suffix} ghi ở dạng XML. {_SAVE_AS}")
