"""Papers about signing in: the page with the recovery code, and the log of sign-ins and rights."""

from collections.abc import Sequence
from datetime import date

from ..domain.access import LogEntry
from ..domain.dates import short_date
from .model import Align, Block, Column, Document, Paragraph, Part, Row, Style, Table, Title

_CODE_WORDS = (
    "Mã này đặt lại mật khẩu của tài khoản quản trị khi không ai đăng nhập được: ở màn hình đăng nhập, bấm "
    "«Quên mật khẩu», chọn tài khoản quản trị, nhập mã và mật khẩu mới.",
    "Mã chỉ dùng được một lần; dùng xong chương trình cho mã khác và phải in lại tờ này. Tạo mã mới thì mã "
    "cũ "
    "hết hiệu lực.",
    "Cho tờ này vào phong bì dán kín, ghi ngày, cất ở nơi có khóa (két, tủ hồ sơ của lãnh đạo); không chụp "
    "ảnh, "
    "không để cạnh máy, không lưu vào máy tính. Chương trình không giữ mã: mất tờ giấy và quên mật khẩu thì "
    "không ai mở được tài khoản quản trị.",
    "Dữ liệu đã mã hóa thì mã này cũng mở dữ liệu và bản sao lưu: mất cả mã lẫn mật khẩu là mất dữ liệu.",
)
_LOG_COLUMNS = (
    Column("TT", 0.5, Align.CENTER, whole=True),
    Column("Thời điểm", 1.5, Align.CENTER, whole=True),
    Column("Người thực hiện", 1.8),
    Column("Việc", 1.8),
    Column("Chi tiết", 3.0),
    Column("Máy", 1.2),
)


def compose_recovery(code: str, office: str, officer: str, day: date) -> Document:
    """The page with a recovery code; ``officer`` is the administrator whom it was shown to."""
    blocks: tuple[Block, ...] = (
        Title("MÃ KHÔI PHỤC ĐĂNG NHẬP", f"Chương trình CCHC Desktop, {office or 'chưa khai báo cơ quan'}"),
        Paragraph(code, Style.CENTERED_BOLD),
        *(Paragraph(words, marker=f"{number}.") for number, words in enumerate(_CODE_WORDS, 1)),
        Paragraph(f"Tạo ngày {short_date(day)} cho {officer}.", Style.NOTE),
    )
    return Document("Mã khôi phục đăng nhập", office, (Part("Mã khôi phục", blocks),), ("pdf", "docx"))


def compose_log(entries: Sequence[LogEntry], office: str) -> Document:
    """The log of sign-ins and rights, newest first as it is given."""
    rows = tuple(
        Row(
            (
                number, f"{entry.at:%d/%m/%Y %H:%M:%S}", entry.officer or None, entry.event.label,
                entry.details or None, entry.machine,
            )
        )
        for number, entry in enumerate(entries, 1)
    )  # fmt: skip
    blocks = (
        Title("NHẬT KÝ ĐĂNG NHẬP VÀ PHÂN QUYỀN", office),
        Table(_LOG_COLUMNS, rows, name="log", compact=True),
    )
    return Document(
        "Nhật ký đăng nhập và phân quyền", office, (Part("Nhật ký đăng nhập", blocks, landscape=True),)
    )
