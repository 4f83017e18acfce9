"""What the commands of an office that gathers the reports of others are asked with."""

import argparse
from collections.abc import Callable

from .exchange_arguments import DATABASE_PASSWORD, add_password_file

FORMATS = ("xlsx", "pdf", "docx", "csv", "parquet")
"""What figures of all units go out as."""


def add_consolidation(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Declares the commands on the list of units, on taking reports in and on who is missing."""
    senders = command("senders", "danh sách đơn vị gửi báo cáo lên: xem, nhập từ Excel, thêm, sửa, xóa")
    what = senders.add_mutually_exclusive_group()
    what.add_argument("--import", dest="taken", metavar="TỆP", default="", help="nhập danh sách từ Excel")
    what.add_argument("--code", metavar="MÃ", default="", help="thêm đơn vị có mã này, hoặc sửa")
    what.add_argument("--delete", metavar="MÃ", default="", help="xóa đơn vị chưa gửi gì")
    senders.add_argument("--name", metavar="TÊN", default="", help="tên, như «xã An Bình»")
    senders.add_argument("--block", metavar="KHỐI", default="", help="phuong, xa (xã, đặc khu) hoặc khac")
    senders.add_argument("--from", dest="starts", metavar="NGÀY", default="", help="có hiệu lực từ ngày")
    senders.add_argument("--to", dest="ends", metavar="NGÀY", default="", help="đến hết ngày")
    senders.add_argument("--into", metavar="MÃ", default="", help="mã đơn vị mà đơn vị này nhập vào")
    senders.add_argument("--dry-run", action="store_true", help="chỉ đọc tệp, không lưu")

    consolidate = command("consolidate", "nhận báo cáo của các đơn vị trong một thư mục và tổng hợp")
    consolidate.add_argument(
        "folder", metavar="THƯ_MỤC", nargs="?", default="",
        help="thư mục (hoặc tệp) gói báo cáo .cchc và phụ lục Excel; không ghi thì chỉ tổng hợp số đã nhận",
    )  # fmt: skip
    consolidate.add_argument("--period", required=True, metavar="KỲ", help="kỳ báo cáo, như 2026-Q1")
    consolidate.add_argument("--unit", metavar="MÃ", default="", help="đơn vị của tệp, khi tệp không ghi rõ")
    consolidate.add_argument("--format", choices=FORMATS, default="", help="của --out; mặc định: xlsx")
    where = consolidate.add_mutually_exclusive_group()
    where.add_argument(
        "--out", metavar="TỆP", default="",
        help="xuất ra tệp này; với csv còn ghi cạnh đó schema.sql, load.sql để nạp PostgreSQL bằng psql",
    )  # fmt: skip
    where.add_argument(
        "--to", metavar="ĐỊA_CHỈ", default="",
        help="nạp số liệu vào postgresql://tài-khoản@máy-chủ/cơ-sở-dữ-liệu (không ghi mật khẩu ở đây)",
    )  # fmt: skip
    add_password_file(consolidate, DATABASE_PASSWORD)
    consolidate.add_argument(
        "--packages-password-file", metavar="TỆP", default="",
        help="mật khẩu chung của các gói có mật khẩu trong thư mục: dòng đầu của tệp này",
    )  # fmt: skip

    missing = command("missing", "đơn vị nào đã gửi, chưa gửi, gửi muộn, phải xem lại báo cáo của một kỳ")
    missing.add_argument("--period", required=True, metavar="KỲ", help="kỳ báo cáo, như 2026-Q1")
    missing.add_argument("--out", metavar="TỆP", default="", help="xuất công văn đôn đốc ra tệp")
    missing.add_argument("--format", choices=("pdf", "docx"), default="", help="mặc định: pdf")
    missing.add_argument("--by", metavar="NGÀY", default="", help="ngày phải gửi ghi trong công văn")
