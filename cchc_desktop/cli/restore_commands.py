"""The commands after an accident: the readable rest of a damaged file in a new folder."""

import argparse
from collections.abc import Callable
from pathlib import Path

from .answers import Answer, Command


def _rescue(options: argparse.Namespace, _folder: Path) -> Answer:
    # Reads the file page by page: nothing of Office is needed, and nothing of it opens the damaged file.
    from ..storage.rescue import LIST_NAME, rescue

    rescued = rescue(Path(options.file), Path(options.out))
    value = {
        "folder": str(rescued.folder),
        "records": rescued.records,
        "whole": rescued.is_whole,
        "missing": list(rescued.missing),
        "back": list(rescued.back),
        "mended": list(rescued.mended),
        "problems": list(rescued.problems),
    }
    lines = [f"Đã cứu {rescued.records} bản ghi vào «{rescued.folder}». Tệp cũ được giữ nguyên."]
    for heading, found in (
        ("Không đọc được, cần nhập lại:", rescued.missing),
        ("Lấy lại từ nhật ký, có thể chưa phải bản mới nhất:", rescued.back),
        ("Đã bổ sung để phần còn lại dùng được:", rescued.mended),
        ("Còn chưa ổn:", rescued.problems),
    ):
        if found:
            lines += [heading, *(f"- {line}" for line in found)]
    if rescued.is_whole:
        lines.append("Không thấy thiếu gì.")
    else:
        lines.append(f"Danh sách này được ghi ở «{rescued.folder / LIST_NAME}».")
    return Answer(value, lines)


def add_restore_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds them; ``command`` makes the parser of a command from its name and a line of help."""
    rescue = command("rescue", "cứu phần còn đọc được của tệp dữ liệu bị hỏng vào một thư mục mới")
    rescue.add_argument("file", metavar="TỆP", help="tệp dữ liệu bị hỏng, hoặc thư mục chứa nó")
    rescue.add_argument("--out", metavar="THƯ_MỤC", required=True, help="thư mục chưa có")


RESTORE_COMMANDS: dict[str, Command] = {"rescue": _rescue}
