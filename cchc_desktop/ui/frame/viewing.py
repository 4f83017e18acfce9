"""What the window says while the data are open for reading only, and the way to open them for writing."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .main_window import MainWindow

KEY = "view"
_WORDS = "Đang mở chỉ để xem, theo dữ liệu lúc mở: chưa lưu được thay đổi. {}"


def tell(window: "MainWindow", why: str) -> None:
    """Shows the banner, which stays; the line at the foot does not speak of saving any more."""
    folder = window.data
    again = ("Mở lại để ghi", lambda: window.leave_for(lambda: folder))
    window.notices.show(KEY, _WORDS.format(why), "warn", [again], can_close=False)
    window.foot.show_view()
