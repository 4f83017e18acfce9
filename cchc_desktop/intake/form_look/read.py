"""From a file to how it looks: a Word file, or a PDF with text."""

from pathlib import Path

from ... import log
from ...domain.errors import Refusal
from ...domain.form_check.look import Look
from ..outside import checked_head, told_why
from ..sniff import Form, form_of

ACCEPTED = "Hãy chọn tệp .docx hoặc .pdf có chữ."
_WORD = {".docx", ".docm", ".dotx", ".dotm"}
_TO_SAVE = {".doc", ".dot", ".odt", ".rtf", ".wps", ".htm", ".html"}


def read_look(path: Path) -> Look:
    """How a document looks. Raises Refusal, with one sentence for the user, for what cannot be read."""
    suffix = path.suffix.lower()
    with log.INTAKE.timed("look", kind=suffix.lstrip(".") or "none") as facts, told_why(path):
        form = form_of(checked_head(path, ACCEPTED), suffix)
        if suffix in _TO_SAVE or (suffix in _WORD and form is Form.RICH_TEXT):
            raise Refusal(
                f"Kiểm tra thể thức đọc tệp .docx hoặc .pdf. Hãy mở «{path.name}» bằng Word, chọn Lưu thành "
                "(Save As) .docx rồi chọn lại."
            )
        if suffix not in _WORD and suffix != ".pdf":
            raise Refusal(f"Không kiểm tra được tệp «{path.name}». {ACCEPTED}")
        if suffix == ".pdf":
            if form is not Form.PDF:
                raise Refusal(f"«{path.name}» không phải là tệp PDF. {ACCEPTED}")
            from .pdf import look_of_pdf

            look = look_of_pdf(path)
        else:
            if form is Form.PDF:
                raise Refusal(f"Tệp có đuôi {suffix} nhưng nội dung là tệp PDF. Hãy đổi đuôi thành .pdf.")
            from .word import look_of_word

            look = look_of_word(path)
        if not any(line.text for line in look.lines):
            raise Refusal(f"Tệp «{path.name}» không có chữ nào. Hãy chọn tệp khác.")
        facts["lines"] = len(look.lines)
        return look
