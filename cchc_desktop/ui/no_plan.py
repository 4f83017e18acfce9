"""What pages say that stay empty without a plan, and the two ways to one."""

from PySide6.QtWidgets import QPushButton

from .buttons import text_button
from .shell import Shell

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
