"""The commands that look after the data: checking them, and the journal."""

import argparse
import shlex
from dataclasses import asdict
from pathlib import Path

from ..domain.access import Need
from ..office import Office
from .answers import Answer, Command, reading
from .signing import admit

_REPAIR = "Nội dung còn nguyên. Dùng «check --repair» để dựng lại; tệp hiện nay được giữ trong «backups»."
_WAY_OUT = (
    "Tệp được giữ nguyên. Hãy khôi phục từ bản sao lưu (lệnh «restore») hoặc cứu phần còn đọc được (lệnh "
    "«rescue»)."
)


def _check(options: argparse.Namespace, folder: Path) -> Answer:
    # Not through Office: data that are damaged do not open, and looking must leave everything as it is.
    from ..storage.repairing import check_folder, repair_folder

    admit(options, folder, Need.RESTORE if options.repair else Need.CHECK)
    if options.repair:
        repaired = repair_folder(folder)
        kept = f" Tệp trước khi dựng lại được giữ ở «{repaired.backup}»." if repaired.backup else ""
        value = {
            "ok": True,
            "repaired": list(repaired.sentences) if repaired.backup else [],
            "backup": str(repaired.backup) if repaired.backup else None,
        }
        return Answer(value, [*repaired.sentences[:-1], repaired.sentences[-1] + kept])
    checked = check_folder(folder)
    found, counts = checked.examination, checked.counts
    value = {
        "ok": not found and not checked.evidence,
        "problems": list(found.damage),
        "derived": list(found.derived),
        "evidence": list(checked.evidence),
        "counts": counts,
        "lost_encryption": checked.lost_encryption,
        "newer_backup": str(checked.newer.backup.path) if checked.newer else None,
    }
    if found.damage:
        # A file that cannot be opened at all is told with its way out already.
        is_told = any("«restore»" in sentence for sentence in found.damage)
        return Answer(value, [*found.damage, *found.derived, *([] if is_told else [_WAY_OUT])], ok=False)
    if found.derived:
        return Answer(value, [*found.derived, *checked.evidence, _REPAIR], ok=False)
    if checked.evidence:
        return Answer(value, list(checked.evidence), ok=False)
    words = (
        f"Dữ liệu tốt: {counts['plans']} kế hoạch, {counts['tasks']} nhiệm vụ, {counts['actions']} thao tác."
    )
    from ..office.opened import LOST_ENCRYPTION

    older = [LOST_ENCRYPTION] if checked.lost_encryption else []
    if checked.newer is not None:
        older += [f"{checked.newer.words} Lấy lại: restore {shlex.quote(str(checked.newer.backup.path))}"]
    return Answer(value, [words, *older])


def _journal(office: Office, options: argparse.Namespace) -> Answer:
    if options.export is not None:
        exported = office.archive.export(Path(options.export))
        return Answer(
            {"file": str(exported.file), "actions": exported.actions, "bytes": exported.bytes},
            [f"Đã xuất nhật ký, {exported.actions} thao tác, vào «{exported.file}»."],
        )
    found = office.archive.verify()
    value = {
        "ok": not found.broken,
        "actions": found.actions,
        "changes": found.changes,
        "chains": [asdict(each) for each in found.chains],
        "problems": list(found.broken),
    }
    chains = [f"Máy {each.device}: {each.actions} thao tác, mã {each.last_hash}" for each in found.chains]
    if found.broken:
        return Answer(value, [*found.broken, *chains], ok=False)
    words = f"Nhật ký nguyên vẹn: {found.actions} thao tác, {len(found.chains)} chuỗi."
    return Answer(value, [words, *chains])


def _move_data(options: argparse.Namespace, folder: Path) -> Answer:
    from ..domain.folders import folder_problem
    from ..storage.moving import move
    from ..whereabouts import facts_of

    admit(options, folder, Need.RESTORE)
    moved = move(folder, Path(options.to))
    problem = folder_problem(facts_of(moved.folder))
    value = {
        "folder": str(moved.folder),
        "old": str(folder),
        "kept": str(moved.kept),
        "files": moved.files,
        "bytes": moved.bytes,
        "problem": problem,
    }
    lines = [
        f"Đã chuyển dữ liệu sang «{moved.folder}», đối chiếu giống hệt bản gốc.",
        f"Thư mục cũ giữ các bản sao lưu và tệp dữ liệu lúc chuyển («{moved.kept}»); mở thư mục cũ thì "
        "chương trình tự sang thư mục mới.",
        *([f"Lưu ý: {problem}"] if problem else []),
    ]
    return Answer(value, lines, done=True)


CARE_COMMANDS: dict[str, Command] = {
    "check": _check, "journal": reading(_journal), "move-data": _move_data,
}  # fmt: skip
