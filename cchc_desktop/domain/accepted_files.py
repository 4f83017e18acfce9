"""Which files are taken as evidence, and what they are called.

A file is kept, shown in a preview of ours, and given back: nothing of it is ever run. What could run on the
PC of whoever gets it is refused at the door all the same: programs, scripts, shortcuts. Document systems take
at most 50 MB of a file (Quyết định 161/2025/QĐ-UBND of Ninh Bình, Điều 8; FACTS_2026.md section 2).
"""

import re

from .errors import Refusal
from .text import clean_line

MOST_BYTES = 50 * 1024 * 1024
MOST_AT_ONCE = 200
"""More files than these are dropped by mistake: a whole folder."""
NAME_LENGTH = 120

IMAGES = frozenset({"png", "jpg", "jpeg", "bmp", "gif", "webp", "tif", "tiff"})
PDF = "pdf"
_TEXTS = frozenset({"doc", "docx", "docm", "odt", "rtf", "txt", "md", "htm", "html", "mht", "eml", "msg"})
_SHEETS = frozenset(
    {"xls", "xlsx", "xlsm", "xlsb", "ods", "csv", "ppt", "pptx", "pptm", "pps", "ppsx", "odp"}
)
_OTHERS = frozenset({"zip", "rar", "7z", "xml", "json", "p7s", "p7m", "xps", "heic", "svg", "dwg", "dgn"})
_MEDIA = frozenset({"mp3", "m4a", "wav", "wma", "mp4", "mov", "avi", "wmv", "mkv"})
ACCEPTED = IMAGES | {PDF} | _TEXTS | _SHEETS | _OTHERS | _MEDIA
WITH_MACROS = frozenset({"docm", "xlsm", "xlsb", "pptm"})
_PROGRAMS = frozenset({
    "exe", "com", "bat", "cmd", "ps1", "psm1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "hta", "scr", "msi",
    "msp", "msix", "appx", "dll", "cpl", "jar", "py", "pyw", "sh", "reg", "inf", "pif", "lnk", "url", "scf",
    "website", "desktop", "gadget", "chm", "iso", "img", "vhd", "vhdx", "apk", "app", "sys", "ocx", "mst",
    "application", "settingcontent-ms", "library-ms", "search-ms", "msc", "xll", "xlam", "dotm", "xltm",
    "ppam", "one", "diagcab", "theme",
})  # fmt: skip
"""What Windows may run or follow when it is opened."""
_RUNS = (b"MZ", b"\x7fELF", b"#!", b"L\0\0\0\x01\x14\x02\0")
"""How programs, scripts and shortcuts begin, whatever they are called."""
_MACROS = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
"""What a document with macros holds, whatever it is called."""

_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)

_REFUSED = (
    "Tệp «{name}» là chương trình, tập lệnh hoặc lối tắt nên không được đính kèm. Hãy in hoặc lưu nội dung "
    "cần làm minh chứng thành PDF hoặc ảnh."
)
_UNKNOWN = (
    "Chương trình không nhận tệp «{name}» làm minh chứng. Hãy lưu thành PDF, ảnh, Word, Excel, hoặc nén "
    "thành .zip rồi đính kèm."
)


def ending_of(name: str) -> str:
    """What a name ends in, in small letters and without its dot; nothing where it has no ending."""
    stem, dot, ending = name.rpartition(".")
    return ending.strip().lower() if dot and stem else ""


def kept_name(name: str) -> str:
    """The name that a file is kept under: one line that Windows takes as a name, of at most 120 letters.

    Folders before it, what nobody sees (marks that turn the direction of a text among it) and the signs that
    Windows forbids are gone; a name that Windows keeps for itself gets «tep-» before it.
    """
    last = re.split(r"[/\\]", name)[-1]
    line = clean_line(_FORBIDDEN.sub(" ", last)).rstrip(". ") or "tep"
    if _RESERVED.fullmatch(line):
        line = f"tep-{line}"
    ending = ending_of(line)
    if len(line) <= NAME_LENGTH:
        return line
    return f"{line[: NAME_LENGTH - len(ending) - 1].rstrip('. ')}.{ending}" if ending else line[:NAME_LENGTH]


def refuse_name(name: str) -> None:
    """Raises Refusal for a file that is no evidence by its name."""
    ending = ending_of(kept_name(name))
    if ending in _PROGRAMS:
        raise Refusal(_REFUSED.format(name=name), "file")
    if ending not in ACCEPTED:
        raise Refusal(_UNKNOWN.format(name=name), "file")


def renamed(before: str, typed: str) -> str:
    """The new name of a file, which stays what it is: its ending is kept. Raises Refusal for no name."""
    if not clean_line(typed):
        raise Refusal("Hãy nhập tên tệp.", "name")
    ending = ending_of(before)
    name = kept_name(typed)
    if ending_of(name) != ending:
        name = kept_name(f"{name}.{ending}")
    refuse_name(name)
    return name


def refuse_head(name: str, head: bytes) -> None:
    """Raises Refusal for a program that is called something else, by its first bytes."""
    if head.startswith(_RUNS):
        raise Refusal(_REFUSED.format(name=name), "file")


def refuse_size(name: str, size: int) -> None:
    """Raises Refusal for a file of no bytes, or of too many."""
    if size == 0:
        raise Refusal(f"Tệp «{name}» trống, không có nội dung. Hãy chọn tệp khác.", "file")
    if size > MOST_BYTES:
        most = MOST_BYTES // (1024 * 1024)
        raise Refusal(
            f"Tệp «{name}» lớn hơn {most} MB. Hãy giảm chất lượng ảnh quét, hoặc tách thành nhiều tệp rồi "
            "đính kèm.",
            "file",
        )


def may_hold_macros(name: str, content: bytes) -> bool:
    """Whether a document has macros, which whoever opens it is to be warned of."""
    return ending_of(name) in WITH_MACROS or any(mark in content for mark in _MACROS)
