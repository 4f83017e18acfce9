"""Which folders are no good place for an office's data, and what to do: rules over what is known of one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .text import fold


class Drive(StrEnum):
    """The sort of disk that a folder is on."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"
    OPTICAL = "optical"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FolderFacts:
    """What is known of a folder: its absolute ``path``, its ``drive`` and that drive's ``label``; ``roots``,
    the folders that services of synchronising have by their names; ``marks``, the names of those files in
    the folder and above it that such services leave."""

    path: str
    drive: Drive = Drive.UNKNOWN
    label: str = ""
    roots: Mapping[str, str] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()


# Names of folders by which a service is known, folded; a part of a path that begins so is the service's own.
_BY_PART = (
    (re.compile(r"onedrive( - .+)?$"), "OneDrive"),
    (re.compile(r"(google ?drive|drive cua toi|my drive|googledrive-.+)$"), "Google Drive"),
    (re.compile(r"dropbox( \(.+\))?$"), "Dropbox"),
    (re.compile(r"(iclouddrive|icloud drive|mobile documents|com~apple~clouddocs)$"), "iCloud"),
    (re.compile(r"(zalo received files|zalodata|zalopc|zalo)$"), "Zalo"),
    (re.compile(r"(megasync|pcloud(drive| sync)|nextcloud|owncloud|box sync|syncthing)$"), ""),
)
_BY_MARK = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".owncloudsync.log": "Nextcloud",
    ".stfolder": "Syncthing",
}
_LABELS = {"google drive": "Google Drive", "onedrive": "OneDrive"}

_LONGEST = 160
"""Windows takes paths of 259 letters; the longest name that the program gives a file below has some 90."""

_WAY_OUT = "Hãy chuyển dữ liệu sang một thư mục trên ổ đĩa của máy."


def synchroniser(facts: FolderFacts) -> str:
    """The service that copies what is in the folder elsewhere, or nothing."""
    path = _parts(facts.path)
    for name, root in facts.roots.items():
        at = _parts(root)
        if at and path[: len(at)] == at:
            return name
    for part in path:
        for pattern, name in _BY_PART:
            if pattern.fullmatch(part):
                return name or part
    for mark, name in _BY_MARK.items():
        if mark in facts.marks:
            return name
    return _LABELS.get(fold(facts.label), "")


def folder_problem(facts: FolderFacts) -> str:
    """A sentence on why the folder is no good place for data, with the way out; nothing for a good one."""
    if name := synchroniser(facts):
        if name == "Zalo":
            return f"Dữ liệu nằm trong thư mục của Zalo, có thể bị dọn mất cùng tin nhắn. {_WAY_OUT}"
        return (
            f"Dữ liệu nằm trong thư mục đồng bộ {name}: tệp có thể bị khóa hoặc bị chép đè bằng bản cũ. "
            f"{_WAY_OUT}"
        )
    if is_of_windows(facts.path) and len(facts.path) > _LONGEST:
        return (
            f"Đường dẫn thư mục dữ liệu dài {len(facts.path)} ký tự, quá dài để Windows ghi được mọi tệp. "
            "Hãy chuyển dữ liệu sang thư mục có đường dẫn ngắn hơn, ví dụ «D:\\CCHC»."
        )
    if is_share(facts.path) or facts.drive is Drive.NETWORK:
        return (
            "Dữ liệu nằm trên thư mục mạng: mất mạng giữa chừng có thể làm hỏng tệp, và hai máy có thể cùng "
            f"mở. {_WAY_OUT}"
        )
    if facts.drive is Drive.REMOVABLE:
        return (
            "Dữ liệu nằm trên ổ đĩa rời (USB): rút ra khi chương trình đang mở có thể làm hỏng tệp. "
            f"{_WAY_OUT} USB chỉ nên giữ bản sao lưu."
        )
    if facts.drive is Drive.OPTICAL:
        return f"Dữ liệu nằm trên đĩa quang, không ghi thêm được. {_WAY_OUT}"
    return ""


def is_share(path: str) -> bool:
    r"""Whether a path is one of another PC: «\\server\folder», also as Windows writes a long one."""
    plain = path.replace("/", "\\")
    if plain.startswith("\\\\?\\"):
        return plain[4:8].upper() == "UNC\\"
    return plain.startswith("\\\\") and not plain.startswith("\\\\.\\")


def is_of_windows(path: str) -> bool:
    """Whether a path is one that Windows limits: with a drive's letter, or of a share."""
    return path.startswith("\\\\") or path[1:3] == ":\\"


def _parts(path: str) -> list[str]:
    return [fold(part) for part in re.split(r"[/\\]+", path) if part]
