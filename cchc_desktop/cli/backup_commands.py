"""The commands about backups: making one, bringing it elsewhere, listing what there is."""

import argparse
from pathlib import Path
from typing import Any

from ..domain.backups import Reason
from ..domain.errors import Refusal
from ..office import Office
from ..office.backups import NOTHING
from ..storage.backup_files import Backup, list_backups, record
from ..storage.database import BACKUPS
from .answers import Answer, Command, opened


def _backup(office: Office, options: argparse.Namespace) -> Answer:
    before = office.backups.newest()
    brought = office.backups.copy_to(Path(options.to)) if options.to is not None else None
    if brought is None:
        office.backups.make(Reason.MANUAL)
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
    return Answer(value, lines)


def _backups(_: argparse.Namespace, folder: Path) -> Answer:
    """Lists them without opening the data: it is where these are damaged that the list is wanted most."""
    found = list_backups(folder / BACKUPS)
    lines = [line for backup in found for line in (_line(backup), f"    {backup.path}")]
    return Answer(
        [_record(backup) for backup in found],
        lines or ["Chưa có bản sao lưu nào. Dùng «backup» để tạo."],
    )


def _record(backup: Backup) -> dict[str, Any]:
    known = record(backup)
    is_encrypted = known.pop("keys", None) is not None
    # The wrapped keys themselves are for no list.
    return {"file": str(backup.path), **known, "encrypted": is_encrypted}


def _line(backup: Backup) -> str:
    megabytes = f"{backup.size / 1_000_000:.1f}".replace(".", ",")
    looked = backup.verified.words.lower()
    return f"{backup.made_at:%d/%m/%Y %H:%M:%S}  {megabytes:>6} MB  {backup.reason.words}, {looked}"


BACKUP_COMMANDS: dict[str, Command] = {"backup": opened(_backup), "backups": _backups}
