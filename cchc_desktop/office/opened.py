"""What is told of how the data were opened: by a command in lines, by the window in notices that stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..storage.database import Opening

LOST_ENCRYPTION = (
    "Dữ liệu không còn được mã hóa: một tệp chưa mã hóa đã được chép đè lên. Muốn mã hóa lại, mở Thiết lập › "
    "Đăng nhập (lệnh «users encrypt»)."
)
"""What is told where a plain file has come in the place of encrypted data, with the way back."""


class About(StrEnum):
    """What a note is about."""

    PUT_ASIDE = "put-aside"
    """Files lay beside the data that were not theirs."""
    UPGRADED = "upgraded"
    """The file was of an older version of the program."""
    REBUILT = "rebuilt"
    """What is derived from the content was broken."""
    LOST_ENCRYPTION = "lost-encryption"
    """A plain file has come in the place of encrypted data."""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence, and the ``folder`` where that lies which it speaks of."""

    about: About
    sentence: str
    folder: Path


def notes(opening: Opening) -> Iterator[Note]:
    """What there is to tell, the least usual first; nothing after most starts."""
    if opening.put_aside:
        folder = opening.put_aside[0].parent
        names = ", ".join(f"«{path.name}»" for path in opening.put_aside)
        yield Note(
            About.PUT_ASIDE,
            "Cạnh tệp dữ liệu có tệp tạm của một lần ghi khác, không thuộc về tệp này; chương trình không "
            f"dùng đến và đã cất nguyên vào «{folder}»: {names}.",
            folder,
        )
    if opening.lost_encryption:
        yield Note(About.LOST_ENCRYPTION, LOST_ENCRYPTION, Path())
    if opening.kept is None:
        return
    # The data folder is known to whoever reads it; a line has not room for all of the path.
    kept, folder = Path(opening.kept.parent.name, opening.kept.name), opening.kept.parent
    if opening.is_rebuilt:
        yield Note(
            About.REBUILT,
            "Phần phụ trợ (chỉ mục) của tệp dữ liệu bị hỏng và đã được dựng lại; nội dung còn nguyên. Tệp "
            f"trước khi dựng lại được giữ ở «{kept}».",
            folder,
        )
    if opening.upgraded_from is not None:
        yield Note(
            About.UPGRADED,
            "Dữ liệu đã được nâng cấp theo phiên bản này của chương trình, bản trước nâng cấp được giữ ở "
            f"«{kept}».",
            folder,
        )
