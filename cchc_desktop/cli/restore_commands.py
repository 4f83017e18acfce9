"""The commands after an accident: a backup in the place of the data, the readable rest of a damaged file."""

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.access import Need
from ..domain.errors import Refusal
from ..storage.database import FILE_NAME
from .answers import Answer, Command, office_of
from .signing import Passwords, admit, unlocked

if TYPE_CHECKING:
    from ..office.restoring import Compared, Difference, Holding, Told


def _restore(options: argparse.Namespace, folder: Path) -> Answer:
    file = Path(options.file)
    if options.list:
        return _listed(options, folder, file)
    if options.only:
        return _put_back(options, folder, file)
    from ..office.restoring import opened_backup
    from ..storage import cipher
    from ..storage.access_rows import asks_who
    from ..storage.key_file import require
    from ..storage.restoring import data_file_of, refuse_own, restore

    passwords, source, path = Passwords(options), data_file_of(file), folder / FILE_NAME
    refuse_own(folder, source)
    is_guarded = path.is_file() and (cipher.may_need_key(path) or asks_who(path))
    who = options.as_officer
    # Who unlocks a backup on another PC has no account there yet.
    if is_guarded or not cipher.may_need_key(source):
        who = admit(options, folder, Need.RESTORE, passwords) or who
    if cipher.may_need_key(source):
        # Mostly it has the key of the data, which are unlocked by now.
        unlocked(options, passwords, lambda: require(source), "Mật khẩu của bản sao lưu")
    with opened_backup(source) as view:
        holding = view.holding()
    restored = restore(folder, source, who)
    value = {
        "folder": str(folder),
        "file": str(holding.path),
        "holds": _holding(holding),
        "saved": str(restored.saved) if restored.saved else None,
        "set_aside": [str(path) for path in restored.put_aside],
        "access": restored.access,
    }
    lines = [f"Đã khôi phục {restored.what} («{source}») vào «{folder}».", *_holds(holding)]
    if restored.access:
        lines.append(restored.access)
    if restored.saved:
        lines.append(f"Dữ liệu trước khi khôi phục được giữ ở «{restored.saved}».")
        lines.append(f"Muốn quay lại như trước, gõ: restore {shlex.quote(str(restored.saved))}")
    lines += [f"Đã để riêng «{path}»." for path in restored.put_aside]
    return Answer(value, lines, done=True)


def _put_back(options: argparse.Namespace, folder: Path, file: Path) -> Answer:
    with office_of(options, folder) as office, office.restoring.opened(file) as view:
        key = _chosen(office.restoring.differences(view), options.only)
        if key is None:
            same = office.restoring.same(view, options.only)
            if not same:
                raise Refusal(
                    f"Không có bản ghi «{options.only}» trong bản sao lưu. Hãy xem khóa bằng «restore TỆP "
                    "--list».",
                    "only",
                )
            named = f"«{same[0]}»" if len(same) == 1 else f"{len(same)} bản ghi hợp với «{options.only}»"
            return Answer(
                {"only": options.only, "records": 0, "told": ""},
                [f"{named[0].upper()}{named[1:]} đã giống như trong bản sao lưu; không có gì phải lấy lại."],
            )
        changes = office.restoring.put_back(view, [key])
        told = office.history.told(changes)
    value = {"only": key, "records": len(changes.rows), "told": told.sentence}
    return Answer(
        value, [f"{told.sentence.rstrip('.')}." if changes else "Bản ghi đã giống như trong bản sao lưu."]
    )


def _chosen(known: "list[Difference]", given: str) -> str | None:
    """The key of the record that is meant by its key, or by words of its title that no other has; None where
    none of those that differ is."""
    from ..domain.text import fold

    if any(each.key == given for each in known):
        return given
    words = fold(given).split()
    found = [each for each in known if all(word in fold(f"{each.kind} {each.title}") for word in words)]
    if len(found) == 1:
        return found[0].key
    if len(found) > 1:
        raise Refusal(
            f"Có {len(found)} bản ghi hợp với «{given}», như «{found[0].title}» và «{found[1].title}». "
            "Hãy dùng khóa mà «restore TỆP --list» liệt kê."
        )
    return None


def _listed(options: argparse.Namespace, folder: Path, file: Path) -> Answer:
    with office_of(options, folder, may_view=True) as office, office.restoring.opened(file) as view:
        holding, compared = view.holding(), office.restoring.compared(view)
        differences = office.restoring.differences(view)
        access = office.restoring.access_words(view)
    value = {
        "file": str(holding.path),
        "holds": _holding(holding),
        "lost": compared.lost,
        "won": compared.won,
        "access": access,
        "newest_lost": [_entry(each) for each in compared.newest_lost],
        "newest_won": [_entry(each) for each in compared.newest_won],
        "differences": [
            {"key": each.key, "kind": each.kind, "title": each.title, "lost": each.is_lost}
            for each in differences
        ],
    }
    lines = [*_holds(holding), *_told_apart(compared), *filter(None, [access])]
    lines += [f"{each.key}  {each.kind}: {each.words}" for each in differences]
    return Answer(value, lines)


def _told_apart(compared: "Compared") -> list[str]:
    lost = f"mất {compared.lost} thao tác hiện có" if compared.lost else "không mất thao tác nào"
    won = f"lấy lại {compared.won} thao tác" if compared.won else "không lấy lại thao tác nào"
    lines = [f"Khôi phục toàn bộ sẽ {lost} và {won}."]
    lines += [f"  mất: {each.at:%d/%m/%Y %H:%M}  {each.words}" for each in compared.newest_lost]
    lines += [f"  lấy lại: {each.at:%d/%m/%Y %H:%M}  {each.words}" for each in compared.newest_won]
    return lines


def _holding(holding: "Holding") -> dict[str, Any]:
    last = _entry(holding.last) if holding.last else None
    return {"office": holding.office, "counts": holding.counts, "last": last}


def _holds(holding: "Holding") -> list[str]:
    lines = [holding.words]
    if holding.last:
        lines.append(f"Thao tác cuối: {holding.last.at:%d/%m/%Y %H:%M}, {holding.last.words.rstrip('.')}.")
    return lines


def _entry(told: "Told") -> dict[str, str]:
    return {"at": told.at.isoformat(), "officer": told.officer, "words": told.words}


def _rescue(options: argparse.Namespace, _folder: Path) -> Answer:
    # Reads the file page by page: nothing of Office is needed, and nothing of it opens the damaged file.
    from ..storage.rescue import LIST_NAME, rescue

    rescued = unlocked(options, Passwords(options), lambda: rescue(Path(options.file), Path(options.out)))
    value = {
        "folder": str(rescued.folder),
        "records": rescued.records,
        "whole": rescued.is_whole,
        "missing": list(rescued.missing),
        "issued": list(rescued.issued),
        "journal": list(rescued.journal),
        "back": list(rescued.back),
        "mended": list(rescued.mended),
        "problems": list(rescued.problems),
    }
    lines = [f"Đã cứu {rescued.records} bản ghi vào «{rescued.folder}». Tệp cũ được giữ nguyên."]
    for heading, found in rescued.sections:
        lines += [heading, *(f"- {line}" for line in found)]
    if rescued.is_whole:
        lines.append("Không thấy thiếu gì.")
    else:
        lines.append(f"Danh sách này được ghi ở «{rescued.folder / LIST_NAME}».")
    lines.append(
        f"Dùng dữ liệu cứu được thay cho dữ liệu đang có, gõ: restore {shlex.quote(str(rescued.folder))}"
    )
    return Answer(value, lines)


RESTORE_COMMANDS: dict[str, Command] = {"restore": _restore, "rescue": _rescue}
