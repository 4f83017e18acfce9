"""The words of the commands on exchange packages."""

import argparse
from collections.abc import Callable

Maker = Callable[[str, str], argparse.ArgumentParser]
KINDS = {
    "assignment": "giao việc: cơ quan gửi một công chức kế hoạch, nhiệm vụ của người đó (--officer)",
    "contribution": "phần đóng góp: công chức gửi về cơ quan những gì đã làm",
    "whole": "toàn bộ dữ liệu, để chuyển sang máy khác",
    "report": "báo cáo một kỳ gửi cấp trên (--period): số liệu, lời, bản đã ký",
    "catalogue": "danh mục riêng gửi cơ quan khác: chỉ tiêu, sổ, bộ tiêu chí, phiếu, căn cứ, bảng ghép",
}
"""What can be packed, each with a word."""
DATABASE_PASSWORD = (
    "mật khẩu của tài khoản PostgreSQL: dòng đầu của tệp này; không có thì theo ~/.pgpass, PGPASSWORD"
)
"""What the commands say that load a database."""


def add_exchange_commands(command: Maker) -> None:
    """Adds them; ``command`` makes the parser of a command from its name and a line of help."""
    pack = command("pack", "đóng gói dữ liệu thành một tệp .cchc để gửi đi")
    wide = max(map(len, KINDS))
    pack.epilog = "\n".join(["Loại gói:", *(f"  {name:<{wide}}  {words}" for name, words in KINDS.items())])
    pack.add_argument(
        "--kind", metavar="LOẠI", required=True, choices=tuple(KINDS), help="một loại kể dưới đây"
    )
    pack.add_argument("--period", metavar="KỲ", default="", help="kỳ báo cáo, như 2026-Q1 (report)")
    pack.add_argument("--officer", metavar="TÊN", default="", help="công chức nhận việc (assignment)")
    pack.add_argument(
        "--item", metavar="DANH_MỤC", action="append", default=[], help="chỉ danh mục này; ghi lại để thêm"
    )
    pack.add_argument("--out", metavar="TỆP", required=True, help="tệp .cchc")
    add_password_file(pack, "đặt mật khẩu cho gói: dòng đầu của tệp này")
    inspect = command("inspect", "xem một gói .cchc có gì, của ai, có nguyên vẹn không; không nhận gì")
    inspect.add_argument("file", metavar="TỆP", help="tệp .cchc")
    add_password_file(inspect, "mật khẩu của gói: dòng đầu của tệp này")
    take = command("take-in", "nhận một hay nhiều gói .cchc vào dữ liệu")
    take.add_argument("files", metavar="TỆP", nargs="+", help="tệp .cchc")
    take.add_argument("--dry-run", action="store_true", help="chỉ xem sẽ thay đổi gì, không nhận")
    add_password_file(take, "mật khẩu của các gói: dòng đầu của tệp này")


def add_password_file(parser: argparse.ArgumentParser, words: str) -> None:
    """Lets a command name the file; ``words`` say whose password that is."""
    parser.add_argument("--password-file", metavar="TỆP", default="", help=words)
