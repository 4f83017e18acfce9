"""Damaged data files: each is found, by the start, by `check` and by every command, and none opened as good.

An office is made once; then its closed file is flipped, zeroed, cut, mixed with other states and other files,
and changed through SQLite as another program would, with the checksum of its last end beside it and without.
What a file holds is compared with what it held: where that differs, nothing may take it for good.
"""

import contextlib
import io
import random
import shutil
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cchc_desktop.cli import main
from cchc_desktop.domain.errors import CchcError, Damaged
from cchc_desktop.domain.offices import OfficeProfile, Officer, Unit
from cchc_desktop.domain.plan import Draft
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office
from cchc_desktop.storage import cipher, encrypting
from cchc_desktop.storage.data_file import untouched
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.storage.key_file import RECOVERY, Keys
from cchc_desktop.storage.kinds import KINDS
from cchc_desktop.storage.repairing import check_folder
from tests.plans import small_plan
from tests.reporting import report
from tests.torture import sealed
from tests.torture.tally import Tally

TODAY = date(2026, 7, 15)
_PAGE = 4096
_READING = (["plans"], ["tasks"], ["history"], ["search", "nhiệm vụ"], ["journal", "--verify"], ["copy-data"])
_CONTENT = (*KINDS, "actions", "changes", "packs", "preferences", "accounts", "access_log")


@dataclass(frozen=True, slots=True)
class Scene:
    """A sound folder, an earlier state of its file, another office's file, and what the first holds."""

    folder: Path
    older: bytes
    foreign: bytes
    content: dict[str, list[bytes]]
    is_sealed: bool = False

    @property
    def whole(self) -> bytes:
        """The sound file."""
        return (self.folder / FILE_NAME).read_bytes()


def make_scene(place: Path, is_sealed: bool = False) -> Scene:
    """An office that has done, undone and redone some things, closed; of encrypted data the other office has
    another key."""
    folder = place / "sound"
    _work(folder, "An Bình")
    if is_sealed:
        _seal(folder, sealed.KEY)
    older = (folder / FILE_NAME).read_bytes()
    office = Office.open(folder, lambda: TODAY, lambda: datetime(2026, 7, 15, 9, 0))
    report(office, "task-1", TaskUpdate(date(2026, 7, 1), 60, id="update-2"))
    office.figures.type_figure(Period.parse("2026-Q1"), "1.01", "12")
    office.plans.set_text("plan-1", "task-2", "Niêm yết thủ tục tại bộ phận một cửa.")
    office.history.undo()
    office.history.redo()
    office.close()
    other = place / "other"
    _work(other, "Khác")
    if is_sealed:
        _seal(other, cipher.new_key())
    held = content(folder / FILE_NAME) or {}
    return Scene(folder, older, (other / FILE_NAME).read_bytes(), held, is_sealed)


def _seal(folder: Path, key: cipher.DataKey) -> None:
    sealed.give_key()
    encrypting.encrypt(folder, key, Keys(key.mark).with_slot(key, RECOVERY, "", sealed.CODE))
    shutil.rmtree(folder / "backups")


def _work(folder: Path, name: str) -> None:
    office = Office.open(folder, lambda: TODAY, lambda: datetime(2026, 7, 15, 9, 0))
    office.settings.found(OfficeProfile(f"UBND xã {name}", "UBND tỉnh Sông Hương", name))
    office.plans.store_draft(Draft(small_plan()))
    office.settings.save_unit(Unit("Phòng Kinh tế", id="unit-1"))
    office.settings.save_officer(Officer("Lan", unit_id="unit-1", id="officer-1"))
    office.settings.set_preference("theme", "dark")
    report(office, "task-1", TaskUpdate(date(2026, 6, 1), 40, id="update-1"))
    office.close()


def content(path: Path) -> dict[str, list[bytes]] | None:
    """All that a file holds for the office, row by row as bytes; None where it cannot be read."""
    try:
        with closing(untouched(path)) as connection:
            connection.text_factory = bytes
            return {
                table: sorted(repr(row).encode() for row in connection.execute(f"SELECT * FROM {table}"))
                for table in _CONTENT
            }
    except cipher.errors():
        return None


def _flip(scene: Scene, dice: random.Random) -> bytes:
    found = bytearray(scene.whole)
    for _ in range(dice.choice((1, 1, 1, 8))):
        found[dice.randrange(len(found))] ^= 1 << dice.randrange(8)
    return bytes(found)


def _flip_text(scene: Scene, dice: random.Random) -> bytes:
    """A letter of what was typed becomes another, or none."""
    whole = scene.whole
    word = dice.choice(("Phòng Kinh tế", "Niêm yết", "Lan", "2026-06-01", "update-1")).encode()
    places = [at for at in range(len(whole)) if whole.startswith(word, at)]
    at = dice.choice(places) + dice.randrange(len(word))
    return whole[:at] + bytes([dice.choice((0xFF, whole[at] ^ 1, 0x20))]) + whole[at + 1 :]


def _zero(scene: Scene, dice: random.Random) -> bytes:
    size = dice.choice((512, _PAGE, _PAGE, 4 * _PAGE))
    return _put(scene.whole, dice, bytes(size), size)


def _put(whole: bytes, dice: random.Random, piece: bytes, size: int) -> bytes:
    at = dice.randrange(len(whole) // size) * size
    return whole[:at] + piece + whole[at + size :]


def _cut(scene: Scene, dice: random.Random) -> bytes:
    end = dice.choice((0, 100, dice.randrange(len(scene.whole)), len(scene.whole) - _PAGE))
    return scene.whole[:end]


def _half_copied(scene: Scene, dice: random.Random) -> bytes:
    """As a copy that was broken off leaves it: its full size, and nothing behind some place."""
    end = dice.randrange(1, len(scene.whole) // 512) * 512
    return scene.whole[:end] + bytes(len(scene.whole) - end)


def _older_page(scene: Scene, dice: random.Random) -> bytes:
    at = dice.randrange(len(scene.older) // _PAGE) * _PAGE
    return scene.whole[:at] + scene.older[at : at + _PAGE] + scene.whole[at + _PAGE :]


def _foreign_page(scene: Scene, dice: random.Random) -> bytes:
    at = dice.randrange(len(scene.foreign) // _PAGE) * _PAGE
    return _put(scene.whole, dice, scene.foreign[at : at + _PAGE], _PAGE)


def _swapped(scene: Scene, dice: random.Random) -> bytes:
    pages = [scene.whole[at : at + _PAGE] for at in range(0, len(scene.whole), _PAGE)]
    one, other = dice.sample(range(len(pages)), 2)
    pages[one], pages[other] = pages[other], pages[one]
    return b"".join(pages)


def _doubled(scene: Scene, dice: random.Random) -> bytes:
    at = dice.randrange(len(scene.whole) // _PAGE) * _PAGE
    return _put(scene.whole, dice, scene.whole[at : at + _PAGE], _PAGE)


def _random(scene: Scene, dice: random.Random) -> bytes:
    return _put(scene.whole, dice, dice.randbytes(_PAGE), _PAGE)


_SQL = (
    "UPDATE units SET name = 'X'",
    "UPDATE officers SET name = CAST(x'4cff6e' AS TEXT)",
    "UPDATE task_updates SET percent = 41 WHERE id = 'update-1'",
    "UPDATE task_updates SET day = 'hôm qua'",
    "UPDATE figures SET value = '13'",
    "UPDATE figures SET value = 'mười'",
    "UPDATE plan_items SET kind = 'poem' WHERE id = 'basis-1'",
    "UPDATE targets SET milestones = '[['",
    "UPDATE tasks SET due = '2026-13-45'",
    "DELETE FROM task_updates WHERE id = 'update-1'",
    "DELETE FROM tasks",
    "INSERT INTO units SELECT 'unit-2', name, short_name, NULL, NULL, 'z' FROM units",
    "UPDATE changes SET after = replace(after, 'Lan', 'Lam')",
    "UPDATE changes SET after = '{' WHERE id = 2",
    "UPDATE changes SET after = CAST(x'7bff' AS TEXT) WHERE id = 2",
    "DELETE FROM changes WHERE id = 3",
    "UPDATE actions SET officer = 'X'",
    "UPDATE actions SET at = 'hôm qua' WHERE id = 1",
    "UPDATE actions SET state = 'dropped' WHERE id = 2",
    "UPDATE actions SET counter = counter + 100 WHERE id > 4",
    "DELETE FROM actions WHERE id = (SELECT max(id) FROM actions)",
    "UPDATE units SET name = 'Y'; "
    "UPDATE changes SET after = replace(after, 'Phòng Kinh tế', 'Y') WHERE table_name = 'units'",
    "DELETE FROM changes WHERE row_id = 'unit-1'; DELETE FROM units",
    "UPDATE preferences SET value = 'light' WHERE id = 'theme'",
    "INSERT INTO accounts VALUES ('a', 'Lan', 'admin', '[]', '', 0, 0, NULL, 0, '2026-07-15', NULL, 'x')",
    "UPDATE catalogues SET text = text || ' '",
    "DROP TABLE remarks",
    "CREATE TABLE more (id TEXT); INSERT INTO more VALUES ('x')",
    "CREATE TRIGGER more AFTER INSERT ON task_updates BEGIN DELETE FROM units; END",
    "CREATE VIEW more AS SELECT * FROM units",
    "DROP INDEX plan_items_by_plan",
    "PRAGMA user_version = 99",
    "PRAGMA user_version = 1",
    "PRAGMA application_id = 7",
    "UPDATE search_texts SET folded = 'x'",
    "VACUUM",
)


def _through_sqlite(scene: Scene, dice: random.Random) -> bytes:
    path = scene.folder.with_name("outside.db")
    path.write_bytes(scene.whole)
    with closing(cipher.connect(path, isolation_level=None)) as connection:
        connection.executescript(dice.choice(_SQL))
    return path.read_bytes()


DAMAGES: dict[str, Callable[[Scene, random.Random], bytes]] = {
    "flipped bits": _flip,
    "letters changed": _flip_text,
    "zeroed": _zero,
    "cut": _cut,
    "half copied": _half_copied,
    "a page of before": _older_page,
    "a foreign page": _foreign_page,
    "pages swapped": _swapped,
    "a page twice": _doubled,
    "a page of noise": _random,
    "through SQLite": _through_sqlite,
}
SEALED_DAMAGES = {name: damage for name, damage in DAMAGES.items() if damage is not _flip_text}
"""No letter can be found in an encrypted file."""
LEFTOVERS = ("", "", "", "-journal", "-wal")


def run(count: int, place: Path, dice: random.Random, is_sealed: bool = False) -> Iterable[Tally]:
    """So many damaged files; a line for each kind of damage."""
    scene = make_scene(place, is_sealed)
    damages, words = (SEALED_DAMAGES, "damaged encrypted file") if is_sealed else (DAMAGES, "damaged file")
    tallies = {name: Tally(f"{words}: {name}") for name in damages}
    names = list(damages)
    for number in range(count):
        name = names[number % len(names)] if number % 3 else "through SQLite"
        trial = place / f"trial-{number}"
        with tallies[name].trial(f"{name}, trial {number}"):
            _trial(scene, damages[name](scene, dice), trial, dice)
        shutil.rmtree(trial, ignore_errors=True)
    return [each for each in tallies.values() if each.tried]


def _trial(scene: Scene, damaged: bytes, trial: Path, dice: random.Random) -> None:
    """One damaged file before the start, `check` and the commands that read."""
    shutil.copytree(scene.folder, trial)
    path = trial / FILE_NAME
    path.write_bytes(damaged)
    if dice.random() < 0.5:
        (trial / "cchc.sum").unlink()
    if left := dice.choice(LEFTOVERS):
        path.with_name(f"{FILE_NAME}{left}").write_bytes(dice.randbytes(3000))
    differs = content(path) != scene.content
    found = _checked(trial)
    assert found or not differs, "check finds nothing"
    assert path.read_bytes() == damaged, "check has changed the file"
    code, told = _command(trial, ["check"])
    assert "ngoài dự kiến" not in told, f"check: {told}"
    assert code == 1 or not differs, f"check took it for good: {told}"
    if differs:
        # Every command reads it first of all, so one in turn is enough.
        words = dice.choice(_READING)
        out = ["--out", str(trial / "copy")] if words == ["copy-data"] else []
        code, told = _command(trial, [*words, *out])
        assert "ngoài dự kiến" not in told, f"{words}: {told}"
        if words != ["copy-data"]:  # which copies a file as it is, and says so
            assert code == 1, f"{words} took it for good: {told[:200]}"
        assert not _opens(trial), "opened as good"
        assert path.read_bytes() == damaged, "the damaged file was changed"
    elif _opens(trial):
        assert content(path) == scene.content, "opening has changed what is stored"


def _checked(folder: Path) -> tuple[str, ...]:
    """What a look finds, in sentences."""
    try:
        found = check_folder(folder).examination
    except CchcError as error:
        return (str(error),)
    return (*found.damage, *found.derived)


def _opens(folder: Path) -> bool:
    """Whether the data open as good, as the window would open them, and can be read."""
    try:
        office = Office.open(folder, lambda: TODAY)
    except CchcError:
        return False
    try:
        _ = [office.plans.get(head.id) for head in office.plans.heads()]
        office.tasks.rows()
        office.history.entries()
    except Damaged:
        return False
    finally:
        office.close()
    return True


def _command(folder: Path, words: list[str]) -> tuple[int, str]:
    out, told = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(told):
        code = main(["--data", str(folder), *words])
    return code, out.getvalue() + told.getvalue()
