"""What pages say that stay empty without an office or a plan, and the ways to one."""

from PySide6.QtWidgets import QPushButton

from .buttons import text_button
from .shell import Shell
from .widgets.empty import EmptyState

NO_PLAN = "Chưa có kế hoạch nào"
HOW_TO_PLAN = (
    "Hãy nhập kế hoạch đã có từ tệp Word, PDF hoặc văn bản: chương trình đọc ra chỉ tiêu, nhiệm vụ, phân "
    "công và bạn xem lại trước khi lưu. Nếu chưa có tệp, hãy lập kế hoạch mới với sẵn tám lĩnh vực."
)


def plan_buttons(shell: Shell) -> tuple[QPushButton, QPushButton]:
    """The buttons that import a plan and that make a new one."""
    taken = text_button("Nhập kế hoạch từ tệp…", "import", "primary", "Ctrl+I")
    taken.clicked.connect(lambda _checked=False: shell.import_plan())
    made = text_button("Lập kế hoạch mới", "add", tooltip="Tạo kế hoạch theo khung thường dùng")
    made.clicked.connect(lambda _checked=False: shell.new_plan())
    return taken, made


def unfounded(shell: Shell, picture: str, words: str) -> EmptyState:
    """What stands on a page before the office is set up; ``words`` say why the page needs that."""
    found = text_button("Khai báo cơ quan", "office", "primary", "Tên cơ quan, đơn vị, người ký")
    found.clicked.connect(lambda _checked=False: shell.found_office())
    return EmptyState(picture, "Chưa khai báo cơ quan", words, found)
