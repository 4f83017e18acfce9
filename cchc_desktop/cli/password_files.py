"""Passwords of packages and databases: in a file that a command names, never words of its line."""

import argparse
from pathlib import Path

from ..domain.errors import Refusal

_MOST_PASSWORD = 4096


def password_in(options: argparse.Namespace, name: str = "password_file") -> str:
    """The password in the first line of the file that was named; nothing where none was."""
    if not (file := getattr(options, name)):
        return ""
    path = Path(file)
    try:
        with path.open("rb") as stream:
            found = stream.read(_MOST_PASSWORD).decode("utf-8-sig").partition("\n")[0].rstrip("\r")
    except (OSError, ValueError) as error:
        raise Refusal(f"Không đọc được tệp mật khẩu «{path.name}». Hãy kiểm tra đường dẫn.") from error
    if not found:
        raise Refusal(f"Tệp mật khẩu «{path.name}» trống ở dòng đầu. Hãy ghi mật khẩu vào dòng đầu.")
    return found
