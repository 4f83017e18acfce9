"""The main things that are done to a data folder, each to be disturbed at any point, and what must hold then.

A job prepares a folder and then works in it. However its work ended, the data must open afterwards, be whole,
and hold what they held before it or what they hold after it; nothing half-made may be left.
"""

import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from cchc_desktop.documents.export import export_file
from cchc_desktop.documents.outgoing import make_folder
from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.offices import OfficeProfile, Unit
from cchc_desktop.domain.outgoing.records import PaperKey, PaperKind
from cchc_desktop.domain.outgoing.signed import SignedText
from cchc_desktop.domain.plan import Draft
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office
from cchc_desktop.office.outgoing import Incoming
from cchc_desktop.storage import fingerprint
from cchc_desktop.storage.content import DRAFTS
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.storage.followed import followed, has_data
from cchc_desktop.storage.kinds import KINDS
from cchc_desktop.storage.moving import move
from cchc_desktop.storage.repairing import repair_folder
from tests.plans import small_plan
from tests.storage.crashes import JOURNAL, crash

VERSIONS = Path(__file__).parents[1] / "storage" / "versions"
DAY = date(2026, 7, 15)
_PAPER = PaperKey(PaperKind.PLAN, "plan-1")
_SIGNED = b"%PDF-1.7 signed elsewhere " * 3000
Held = tuple[tuple[str, int], ...]
"""How many records of each sort data hold, their actions among them."""


@dataclass(frozen=True, slots=True)
class Job:
    """``prepare`` is never disturbed; opening the data, each of ``steps``, and closing them may be at any
    point. ``check`` looks at what was made beside the data; ``closed`` is done to data that are closed;
    ``begin`` is what a process needs for any of it."""

    prepare: Callable[[Path], object]
    steps: tuple[Callable[[Office, Path], object], ...] = ()
    check: Callable[[Path], object] = lambda _: None
    closed: Callable[[Path], object] | None = None
    begin: Callable[[], object] = lambda: None

    @property
    def stages(self) -> int:
        """How many states the data have on the way, after the first one."""
        return len(self.steps) + (self.closed is not None)

    def work(self, folder: Path, steps: int | None = None) -> None:
        """Opens the data, does the steps or the first ones of them, and closes the data."""
        self.begin()
        if self.closed is not None:
            if steps != 0:
                self.closed(folder)
            return
        with closing(Office.open(folder, lambda: DAY)) as office:
            for step in self.steps[:steps]:
                step(office, folder)


def held(folder: Path) -> Held:
    """What the data of a folder hold, wherever they were moved to. Raises where they do not open, or are not
    whole."""
    with closing(Office.open(followed(folder))) as office:
        # Not by the office, which asks who one is where there are accounts.
        damage = office._desk.store.upkeep.problems()
        assert damage == [], damage
        data = office._desk.store._data
        tables = (*KINDS, "actions", "changes")
        return tuple((table, data.value(f"SELECT count(*) FROM {table}")) for table in tables)


def left_over(folder: Path) -> list[str]:
    """What is not finished in a folder."""
    return sorted(path.name for path in folder.rglob(DRAFTS))


def small_office(folder: Path) -> None:
    """An office with a plan and a report on a task."""
    with closing(Office.open(folder, lambda: DAY)) as office:
        office.settings.found(OfficeProfile("UBND xã An Bình", "UBND tỉnh Sông Hương", "An Bình"))
        office.plans.store_draft(Draft(small_plan()))
        office.tasks.report("task-1", TaskUpdate(date(2026, 6, 1), 40, "Đang làm"))


def _nothing(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)


def _older(folder: Path) -> None:
    _nothing(folder)
    shutil.copy(VERSIONS / "v4.db", folder / FILE_NAME)


def _crashed(folder: Path) -> None:
    small_office(folder)
    crash(folder)


def _with_a_stray_journal(folder: Path) -> None:
    small_office(folder)
    kept = (folder / FILE_NAME).read_bytes()
    with closing(Office.open(folder)) as office:
        office.history.undo()
    crash(folder)
    (folder / FILE_NAME).write_bytes(kept)
    assert (folder / JOURNAL).exists()


def add_a_unit(office: Office, _: Path) -> None:
    office.settings.save_unit(Unit("Phòng Kinh tế"))


def report(office: Office, _: Path) -> None:
    office.tasks.report("task-1", TaskUpdate(date(2026, 6, 2), 50, "Làm tiếp"))


def undo(office: Office, _: Path) -> None:
    office.history.undo()


def _delete_the_plan(office: Office, _: Path) -> None:
    office.plans.delete("plan-1")


def _take_in_a_plan(office: Office, _: Path) -> None:
    office.plans.store_draft(Draft(small_plan()))


def back_up(office: Office, _: Path) -> None:
    office.backups.make(Reason.MANUAL)


def backups_are_good(folder: Path) -> None:
    with closing(Office.open(folder)) as office:
        found = office.backups.list()
    for backup in found:
        place = folder.parent / "looked-at"
        place.mkdir()
        try:
            shutil.copy(backup.path, place / FILE_NAME)
            held(place)
        finally:
            shutil.rmtree(place)


def _copy(office: Office, folder: Path) -> None:
    office.copy_data(folder.parent / "copy")


def _copy_is_whole(folder: Path) -> None:
    copy = folder.parent / "copy"
    if copy.exists():
        assert held(copy) == held(folder)


def _keep_evidence(office: Office, _: Path) -> None:
    store = office._desk.store.evidence
    assert store is not None
    store.put(b"quyet dinh" * 5000)


def _evidence_is_whole(folder: Path) -> None:
    with closing(Office.open(folder)) as office:
        store = office._desk.store.evidence
        assert store is not None
        assert store.broken() == []


def _with_a_file(folder: Path) -> None:
    small_office(folder)
    (folder.parent / "Ke hoach.docx").write_bytes(b"cu")


def _export(office: Office, folder: Path) -> None:
    export_file(office.papers.plan("plan-1"), "docx", folder.parent / "Ke hoach.docx")


def _file_is_whole(folder: Path) -> None:
    path = folder.parent / "Ke hoach.docx"
    if path.read_bytes() != b"cu":
        with zipfile.ZipFile(path) as written:
            assert written.testzip() is None


def _with_an_issued_plan(folder: Path) -> None:
    small_office(folder)
    with closing(Office.open(folder, lambda: DAY)) as office:
        office.plan_life.issue("plan-1", "152", date(2025, 12, 26))


def _send(office: Office, folder: Path) -> None:
    files = office.outgoing.sheaves(_PAPER, apart=False)
    made = make_folder(files, folder.parent / "gui-di")
    office.outgoing.note(_PAPER, made, apart=False)


def _attach(office: Office, _: Path) -> None:
    text = SignedText("", 1, sha256(_SIGNED).hexdigest(), False)
    office.outgoing.attach(_PAPER, Incoming("da-ky.pdf", _SIGNED, text))


def _what_went_out_is_whole(folder: Path) -> None:
    with closing(Office.open(folder, lambda: DAY)) as office:
        copy, sent = office.outgoing.copy(_PAPER), office.outgoing.dispatches(_PAPER)
        assert copy is None or office.outgoing.content(copy) == _SIGNED
    target = folder.parent / "gui-di"
    assert target.exists() or not sent
    if target.exists():
        names = {each.name: each.sha256 for each in sent[0].files} if sent else {}
        assert len(list(target.iterdir())) >= 3
        for name, digest in names.items():
            assert sha256((target / name).read_bytes()).hexdigest() == digest


def _with_a_broken_search(folder: Path) -> None:
    small_office(folder)
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.execute("DELETE FROM search_texts")
        connection.commit()
    (folder / fingerprint.NAME).unlink()


def _repair(folder: Path) -> None:
    repair_folder(folder)


def _with_a_backup(folder: Path) -> None:
    small_office(folder)
    with closing(Office.open(folder, lambda: DAY)) as office:
        made = office.backups.make(Reason.MANUAL)
        assert made is not None
        shutil.copy(made.path, folder.parent / "stick.db")
        office.settings.save_unit(Unit("Phòng Kinh tế"))


def restore_it(folder: Path) -> None:
    from cchc_desktop.storage.restoring import restore  # type: ignore[import-untyped, unused-ignore]

    restore(folder, folder.parent / "stick.db")


def _move(folder: Path) -> None:
    move(folder, folder.parent / "moved")


def _one_folder_has_the_data(folder: Path) -> None:
    target = folder.parent / "moved"
    if has_data(target):
        # The old folder leads there, or the next try refuses what is there already.
        assert held(target) == held(folder)


JOBS = {
    "making new data": Job(_nothing),
    "storing and undoing": Job(small_office, (add_a_unit, report, undo)),
    "taking in a plan": Job(small_office, (_delete_the_plan, _take_in_a_plan)),
    "opening after a crash": Job(_crashed),
    "putting a stray journal aside": Job(_with_a_stray_journal),
    "upgrading": Job(_older),
    "backing up": Job(small_office, (back_up,), backups_are_good),
    "copying the data": Job(small_office, (_copy,), _copy_is_whole),
    "keeping evidence": Job(small_office, (_keep_evidence,), _evidence_is_whole),
    "exporting": Job(_with_a_file, (_export,), _file_is_whole),
    "going out": Job(_with_an_issued_plan, (_send,), _what_went_out_is_whole),
    "coming back signed": Job(_with_an_issued_plan, (_attach,), _what_went_out_is_whole),
    "repairing": Job(_with_a_broken_search, closed=_repair, check=backups_are_good),
    "restoring": Job(_with_a_backup, closed=restore_it, check=backups_are_good),
    "moving the data": Job(_with_a_backup, closed=_move, check=_one_folder_has_the_data),
}
if not find_spec("cchc_desktop.storage.restoring"):
    del JOBS["restoring"]
