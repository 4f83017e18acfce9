"""The words of the commands after an accident."""

import argparse
from collections.abc import Callable


def add_restore_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds them; ``command`` makes the parser of a command from its name and a line of help."""
    restore = command("restore", "khôi phục dữ liệu từ một bản sao lưu; dữ liệu đang có được sao lưu trước")
    restore.add_argument("file", metavar="TỆP", help="bản sao lưu (tệp .db) hoặc thư mục dữ liệu đã sao")
    part = restore.add_mutually_exclusive_group()
    part.add_argument("--only", metavar="BẢN_GHI", default="", help="chỉ một bản ghi hoặc một báo cáo")
    part.add_argument("--list", action="store_true", help="chỉ liệt kê những gì khác với dữ liệu đang có")

    rescue = command("rescue", "cứu phần còn đọc được của tệp dữ liệu bị hỏng vào một thư mục mới")
    rescue.add_argument("file", metavar="TỆP", help="tệp dữ liệu bị hỏng, hoặc thư mục chứa nó")
    rescue.add_argument("--out", metavar="THƯ_MỤC", required=True, help="thư mục chưa có")
