"""The commands about backups: making one, bringing it elsewhere, listing what there is."""

import argparse
from pathlib import Path
from typing import Any

from ..domain.backups import Reason
from ..domain.errors import Refusal
from ..domain.numerals import size_words
from ..office import Office
from ..office.backups import NOTHING
from ..storage.backup_files import Backup, list_backups, record
from ..storage.database import BACKUPS
from .answers import Answer, Command, opened

_GIVEN_UP = "Thôi chép sang nơi thứ hai; các bản đã ở đó được giữ nguyên."


def _backup(office: Office, options: argparse.Namespace) -> Answer:
    before = office.backups.newest()
    brought, problem = None, ""
    if options.to is not None:
        brought = office.backups.copy_to(Path(options.to))
    else:
        office.backups.make(Reason.MANUAL)
        # As a round in the window does.
        found = office.backups.bring()
        brought, problem = found.brought, found.problem
    newest = office.backups.newest()
    if newest is None:
        raise Refusal(NOTHING)
    made = before is None or newest.path != before.path
    value: dict[str, Any] = {"made": made, **_record(newest), "to": None}
    words = "Đã sao lưu và kiểm tra" if made else "Không có thay đổi từ bản sao lưu"
    lines = [f"{words}: {_line(newest)}", str(newest.path)]
    if brought is not None:
        value["to"] = {
            "file": str(brought.backup.path), "evidence": brought.evidence, "missing": brought.missing,
        }  # fmt: skip
        lines.append(f"Đã chép sang «{brought.backup.path}», đọc lại giống hệt.")
        if brought.missing:
            lines.append(f"{brought.missing} tệp minh chứng bị mất hoặc hỏng nên không chép được.")
    if problem:
        place = office.backups.place()
        where = str(place.path) if place is not None else ""
        value["to"] = {"file": None, "place": where, "problem": problem}
        lines.append(f"Chưa chép được sang nơi sao lưu thứ hai: {problem}")
    return Answer(value, lines)


def _backups(options: argparse.Namespace, folder: Path) -> Answer:
    """Lists them without opening the data: it is where these are damaged that the list is wanted most."""
    if options.second_place is not None or options.no_second_place:
        return opened(_second_place)(options, folder)
    found = list_backups(folder / BACKUPS)
    lines = [line for backup in found for line in (_line(backup), f"    {backup.path}")]
    return Answer(
        [_record(backup) for backup in found],
        lines or ["Chưa có bản sao lưu nào. Dùng «backup» để tạo."],
    )


def _second_place(office: Office, options: argparse.Namespace) -> Answer:
    """Makes a folder this PC's second place and brings a backup there, or gives it up."""
    backups = office.backups
    if options.second_place is None:
        backups.forget_place()
        return Answer({"place": None}, [_GIVEN_UP], done=True)
    place = backups.choose_place(Path(options.second_place))
    found = backups.round(Reason.MANUAL)(lambda: False)
    backups.end_round(found)
    brought = str(found.brought.backup.path) if found.brought is not None else None
    lines = [f"Nơi sao lưu thứ hai của máy này: «{place.path}»."]
    if brought is not None:
        lines.append(f"Đã chép sang «{brought}», đọc lại giống hệt.")
    if place.is_near:
        lines.append("Nơi này cùng ổ đĩa với dữ liệu: ổ hỏng thì mất cả hai, nên chọn nơi khác.")
    if found.problem:
        lines.append(found.problem)
    value = {"place": str(place.path), "file": brought, "same_disk": place.is_near, "problem": found.problem}
    return Answer(value, lines, done=True)


def _record(backup: Backup) -> dict[str, Any]:
    known = record(backup)
    is_encrypted = known.pop("keys", None) is not None
    # The wrapped keys themselves are for no list.
    return {"file": str(backup.path), **known, "encrypted": is_encrypted}


def _line(backup: Backup) -> str:
    looked = backup.verified.words.lower()
    received = ", có số liệu nhận về" if backup.received else ""
    size = size_words(backup.size)
    return f"{backup.made_at:%d/%m/%Y %H:%M:%S}  {size:>8}  {backup.reason.words}, {looked}{received}"


BACKUP_COMMANDS: dict[str, Command] = {"backup": opened(_backup), "backups": _backups}
