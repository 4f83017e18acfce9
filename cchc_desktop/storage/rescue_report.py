"""What is told of a rescue: what there is, and what is not as it was, with what can be done about it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rescued:
    """What came of it: the ``folder``, how many records it has, and in sentences what is ``missing`` and can
    be typed in again, which ``issued`` documents and lines of the ``journal`` are missing, what was brought
    ``back`` from the journal and may be older than the last state, what was put in to ``mend`` the rest, and
    what is not in order (``problems``), in the end."""

    folder: Path
    records: int
    missing: tuple[str, ...]
    issued: tuple[str, ...]
    journal: tuple[str, ...]
    back: tuple[str, ...]
    mended: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is known to be missing."""
        return not self.sections

    @property
    def sections(self) -> list[tuple[str, tuple[str, ...]]]:
        """What is not as it was, each sort of it under what can be done about it."""
        every = (
            ("Không đọc được, cần nhập lại:", self.missing),
            (
                "Văn bản đã phát hành không đọc được, không nhập lại được; hãy lấy từ bản sao lưu, hoặc dùng "
                "bản giấy, bản đã gửi:",
                self.issued,
            ),
            (
                "Nhật ký không đọc được, không nhập lại được; dữ liệu cứu được vẫn dùng bình thường:",
                self.journal,
            ),
            ("Lấy lại từ nhật ký, có thể chưa phải bản mới nhất, cần xem lại:", self.back),
            ("Đã bổ sung để phần còn lại dùng được, cần xem lại:", self.mended),
            ("Còn chưa ổn:", self.problems),
        )
        return [(heading, lines) for heading, lines in every if lines]


def report(source: Path, rescued: Rescued) -> str:
    """The list of what is missing, to be read and printed."""
    parts = [
        f"Cứu dữ liệu từ «{source}» lúc {datetime.now():%H:%M ngày %d/%m/%Y}.",
        f"Đọc được {rescued.records} bản ghi.",
    ]
    if rescued.is_whole:
        parts.append("Không thấy thiếu gì.")
    for heading, lines in rescued.sections:
        parts += ["", heading, *(f"- {line}" for line in lines)]
    return "\n".join(parts) + "\n"
