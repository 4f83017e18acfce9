"""Evidence at the office's desk: files attached to what was done, their versions, and what is lacking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.accepted_files import ending_of, renamed
from ..domain.errors import EnvironmentProblem, Refusal, ViewOnly
from ..domain.evidence import EvidenceFile, FileState, Lack, Owner, OwnerKind, chains, told_faults
from ..domain.outgoing.records import PaperKey, PaperKind, SignedCopy
from ..domain.places import EvidencePlace, Place, ReportPlace
from ..domain.plan import new_id
from ..domain.report_periods import Period
from ..domain.tasks import IN_FORCE
from ..domain.text import clean_line
from ..storage.changes import Changes
from ..storage.data_file import VIEW_ONLY
from ..storage.evidence_kinds import EVIDENCE_FILES
from ..storage.report_rows import SIGNED_COPIES
from . import operations
from .calendar import CALENDAR_TABLES, Calendar
from .desk import DAY, Desk, Part
from .evidence_files import Taken, take_bytes, take_file
from .evidence_owners import OWNER_TABLES, EvidenceOwners, KnownOwner
from .tasks import Tasks

if TYPE_CHECKING:
    from ..storage.content import FolderStore
    from .outgoing import Outgoing
    from .registers import Registers

EVIDENCE_TABLES = tuple(dict.fromkeys((EVIDENCE_FILES.table, *OWNER_TABLES, "reports", "signed_copies", DAY)))
"""What evidence, and what lacks it, is read from."""
SIGNED = "Bản ký số"
_NOWHERE = "Dữ liệu này không nằm trong thư mục nào nên không giữ được tệp."
_WORDS = 300


@dataclass(frozen=True, slots=True)
class Item:
    """A file as lists show it: its shown version, the older ones, where its bytes stand, and what it is
    attached to (``known`` None where that is gone). ``signed`` is the signed copy of a report, which is kept
    with the report and shown here."""

    file: EvidenceFile
    older: tuple[EvidenceFile, ...]
    state: FileState
    known: KnownOwner | None
    signed: SignedCopy | None = None

    @property
    def id(self) -> str:
        """The identity of the file in lists: that of its shown version."""
        return self.file.id

    @property
    def title(self) -> str:
        """What it is evidence of."""
        return self.known.title if self.known is not None else self.file.about

    @property
    def area(self) -> int:
        """The reform area; 0 for the whole office."""
        return self.known.area if self.known is not None else self.file.area

    @property
    def is_attached(self) -> bool:
        """Whether what it was attached to is still there."""
        return self.known is not None

    @property
    def day(self) -> date:
        """The day that tells its period: that of what it is evidence of, else the file's own."""
        return self.known.day if self.known is not None and self.known.day is not None else self.file.day

    @property
    def place(self) -> Place:
        """Where what it is attached to opens; the file itself where that is gone."""
        return self.known.place if self.known is not None else EvidencePlace(self.file.id)


@dataclass(frozen=True, slots=True)
class Attached:
    """What came of attaching: the files, the names of those that had been attached there before, and what to
    warn of."""

    files: tuple[EvidenceFile, ...]
    already: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class Evidence(Part):
    """The files that are kept as evidence."""

    def __init__(
        self,
        desk: Desk,
        calendar: Calendar,
        tasks: Tasks,
        owners: EvidenceOwners,
        registers: Callable[[], Registers],
        outgoing: Callable[[], Outgoing],
    ) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._tasks = tasks
        self._registers = registers
        self._outgoing = outgoing
        self.owners = owners
        self._altered: dict[str, tuple[int, int]] = {}
        self._by_owner = desk.derived(self._read_by_owner, (EVIDENCE_FILES.table,))
        self.lacking = desk.derived(self._lacking, (*EVIDENCE_TABLES, *CALENDAR_TABLES))
        """What is done by a day, and has no file of evidence: one line each, by day."""

    # Reading

    def files(self) -> tuple[EvidenceFile, ...]:
        """Every version of every file, in the order they came."""
        return self._desk.store.records(EVIDENCE_FILES)

    def of(self, owner: Owner) -> list[Item]:
        """The files of one thing, in the order they came: for a task also those of its updates, for a report
        also its signed copies."""
        owners = [owner]
        if owner.kind is OwnerKind.TASK:
            owners += self.owners.updates_of(owner.id)
        by_owner = self._by_owner()
        found = [each for one in owners for each in by_owner.get(one, ())]
        return [*self._signed_of(owner), *self._items(found)]

    def count(self, owner: Owner | None) -> int:
        """How many files one thing has, none for nothing; quick enough for every line of a list."""
        by_owner = self._by_owner()
        if owner is None:
            return 0
        count = len(chains(by_owner.get(owner, ())))
        if owner.kind is OwnerKind.TASK:
            count += sum(len(chains(by_owner.get(each, ()))) for each in self.owners.updates_of(owner.id))
        return count

    def all(self) -> list[Item]:
        """Every file, those of what is gone among them, and the signed copies of reports."""
        signed = [
            item
            for period in self._desk.store.reports()
            for item in self._signed_of(Owner(OwnerKind.REPORT, period.id))
        ]
        return [*signed, *self._items(self.files())]

    def get(self, file_id: str) -> EvidenceFile:
        """One version of a file. Raises Refusal where it is gone."""
        found = self._desk.store.row(EVIDENCE_FILES.table, file_id)
        if found is None:
            raise Refusal("Minh chứng này không còn trong dữ liệu. Hãy mở lại trang rồi thử lại.", "file")
        return EVIDENCE_FILES.read(found)

    def versions(self, file_id: str) -> tuple[EvidenceFile, ...]:
        """All versions of the file that a version belongs to, the oldest first."""
        chain = self.get(file_id).chain
        (found,) = chains([each for each in self.files() if each.chain == chain])
        return found.versions

    def _read_by_owner(self) -> dict[Owner, tuple[EvidenceFile, ...]]:
        found: dict[Owner, list[EvidenceFile]] = {}
        for each in self.files():
            found.setdefault(each.owner, []).append(each)
        return {owner: tuple(files) for owner, files in found.items()}

    def _items(self, files: Sequence[EvidenceFile]) -> list[Item]:
        return [
            Item(
                chain.shown, chain.versions[:-1], self.state(chain.shown), self.owners.find(chain.shown.owner)
            )
            for chain in chains(files)
        ]

    def _signed_of(self, owner: Owner) -> list[Item]:
        if owner.kind is not OwnerKind.REPORT:
            return []
        known = self.owners.find(owner)
        assert known is not None
        copies = self._outgoing().copies(PaperKey(PaperKind.REPORT, owner.id))
        return [
            Item(_as_file(copy, known, number), (), FileState.PRESENT, known, copy)
            for number, copy in enumerate(copies, 1)
        ]

    # The bytes

    @property
    def folder(self) -> FolderStore:
        """Where the bytes lie. Raises EnvironmentProblem for data that lie in no folder."""
        store = self._desk.store.evidence
        if store is None:
            raise EnvironmentProblem(_NOWHERE)
        return store

    def state(self, file: EvidenceFile) -> FileState:
        """Whether the bytes are there, as far as their size tells, and the last look at them (`look`)."""
        size = self.folder.size(file.sha256)
        if size is None:
            return FileState.MISSING
        if size != file.size or self._altered.get(file.sha256) == self._marks(file.sha256):
            return FileState.ALTERED
        return FileState.PRESENT

    def _marks(self, sha256: str) -> tuple[int, int] | None:
        """What changes where a file is written anew."""
        try:
            found = self.folder.place(sha256).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

    def looker(self) -> Callable[[Callable[[], object]], dict[str, tuple[int, int]]]:
        """What reads the bytes of all files, to be called in a worker; its answer is for `looked`."""
        folder = self.folder
        wanted = list(dict.fromkeys(each.sha256 for each in self.files()))

        def look(go_on: Callable[[], object]) -> dict[str, tuple[int, int]]:
            found: dict[str, tuple[int, int]] = {}
            for sha256 in wanted:
                go_on()
                if folder.size(sha256) is not None and not folder.is_whole(sha256, go_on):
                    status = folder.place(sha256).stat()
                    found[sha256] = (status.st_mtime_ns, status.st_size)
            return found

        return look

    def looked(self, altered: dict[str, tuple[int, int]]) -> None:
        """Takes in what a look found."""
        self._altered = altered

    def faulty(self) -> list[Item]:
        """The files whose bytes are gone, or no longer what they were, as far as is known."""
        return [item for item in self._items(self.files()) if item.state is not FileState.PRESENT]

    def faults(self) -> list[str]:
        """Sentences about them, as far as is known."""
        found = self.faulty()
        return told_faults(
            *(
                [each.file.name for each in found if each.state is state]
                for state in (FileState.MISSING, FileState.ALTERED)
            )
        )

    def content(self, file: EvidenceFile, signed: SignedCopy | None = None) -> bytes:
        """The bytes of a version. Raises EnvironmentProblem where they are gone or were altered."""
        if signed is not None:
            return self._outgoing().content(signed)
        return self.folder.get(file.sha256)

    def save(self, file: EvidenceFile, target: Path, signed: SignedCopy | None = None) -> None:
        """Writes a copy of a version. Raises Refusal where the name would make another kind of file of it,
        EnvironmentProblem where it cannot be written, is gone or was altered."""
        from ..documents.export import write_atomically

        ending = ending_of(file.name)
        if target.suffix.lower() != f".{ending}":
            raise Refusal(
                f"Tên tệp phải kết thúc bằng .{ending}. Hãy sửa «{target.name}» rồi lưu lại.", "path"
            )
        write_atomically(target, self.content(file, signed))

    def taker(self) -> Callable[[Path, Callable[[], object]], Taken]:
        """What takes the bytes of a file from outside, to be called in a worker (`take_file`).

        Raises Refusal where whoever is here may attach nothing, ViewOnly where the data are open for reading.
        """
        folder = self._open_folder()
        return lambda path, go_on: take_file(folder, path, go_on)

    def take_picture(self, png: bytes) -> Taken:
        """Keeps a picture from the clipboard, named by the moment. Raises as `take_file` does."""
        moment = self._desk.store.now()
        return take_bytes(self._open_folder(), f"anh-dan-{moment:%Y%m%d-%H%M%S}.png", png)

    def _open_folder(self) -> FolderStore:
        """Where bytes may be put. Raises as `taker` does."""
        self._desk.admit(operations.ATTACH_EVIDENCE)
        if self._desk.store.is_view:
            raise ViewOnly(VIEW_ONLY)
        return self.folder

    # Changing

    def attach(
        self, owner: Owner, taken: Sequence[Taken], *, sort: str = "", note: str = "", day: date | None = None
    ) -> Attached:
        """Attaches files whose bytes are kept. Those that are attached there already are left out.

        Raises Refusal where there is no such owner or whoever is here may not write to it.
        """
        known = self._admitted(operations.ATTACH_EVIDENCE, owner)
        there = {each.sha256: each.name for each in self._by_owner().get(owner, ())}
        new = [each for each in {one.sha256: one for one in taken}.values() if each.sha256 not in there]
        warnings = tuple(each.warning for each in new if each.warning)
        already = tuple(there[each.sha256] for each in taken if each.sha256 in there)
        if not new:
            return Attached((), already)
        made = [
            self._made(known, each, clean_line(sort)[:_WORDS], clean_line(note)[:_WORDS], day) for each in new
        ]
        made = [replace(each, entered=self._next() + number) for number, each in enumerate(made)]
        names = made[0].name if len(made) == 1 else f"{len(made)} tệp"
        with self._desk.operation(operations.ATTACH_EVIDENCE, f"{known.title}: {names}") as recorder:
            for each in made:
                recorder.save(EVIDENCE_FILES, each)
        return Attached(tuple(made), already, warnings)

    def attach_kept(self, owner: Owner, files: Sequence[EvidenceFile]) -> Attached:
        """Attaches files that are kept as evidence of something else, too; one of what is gone goes over with
        all its versions. Raises as `attach` does."""
        known = self._admitted(operations.ATTACH_EVIDENCE, owner)
        there = {each.sha256 for each in self._by_owner().get(owner, ())}
        already = tuple(each.name for each in files if each.sha256 in there)
        files = [each for each in files if each.sha256 not in there]
        if not files:
            return Attached((), already)
        names = files[0].name if len(files) == 1 else f"{len(files)} tệp"
        made: list[EvidenceFile] = []
        with self._desk.operation(operations.ATTACH_EVIDENCE, f"{known.title}: {names}") as recorder:
            for each in files:
                if self.owners.find(each.owner) is None:
                    over = [
                        replace(
                            version, owner_kind=owner.kind, owner_id=owner.id, about=known.title,
                            area=known.area,
                        )
                        for version in self.versions(each.id)
                    ]  # fmt: skip
                else:
                    copy = self._made(known, Taken(each.name, each.sha256, each.size), each.sort, each.note)
                    over = [replace(copy, entered=self._next())]
                for version in over:
                    recorder.save(EVIDENCE_FILES, version)
                made.append(over[-1])
        return Attached(tuple(made), already)

    def renew(self, file_id: str, taken: Taken) -> EvidenceFile:
        """Makes a file the new version of one; older ones stay. Raises Refusal where it is the same file."""
        before = self.versions(file_id)[-1]
        self._desk.admit(operations.RENEW_EVIDENCE, [before.area])
        if before.sha256 == taken.sha256:
            raise Refusal(f"Tệp «{taken.name}» giống hệt bản đang có nên không thay.", "file")
        version = replace(
            before, id=new_id(), number=before.number + 1, sha256=taken.sha256, size=taken.size,
            name=taken.name, day=self._desk.today(), officer=self._desk.store.at_the_desk(),
            entered=self._next(),
        )  # fmt: skip
        with self._desk.operation(operations.RENEW_EVIDENCE, version.name) as recorder:
            recorder.save(EVIDENCE_FILES, version)
        return version

    def edit(
        self,
        file_id: str,
        *,
        name: str | None = None,
        sort: str | None = None,
        note: str | None = None,
        day: date | None = None,
    ) -> Changes:
        """Changes what is said of a version: its name, which keeps its ending, its kind, note and day.

        Raises Refusal where the name is empty, or the day has not come yet.
        """
        before = self.get(file_id)
        self._desk.admit(operations.EDIT_EVIDENCE, [before.area])
        if day is not None and day > self._desk.today():
            raise Refusal("Ngày của minh chứng không được sau hôm nay.", "day")
        after = replace(
            before,
            name=renamed(before.name, name) if name is not None else before.name,
            sort=clean_line(sort)[:_WORDS] if sort is not None else before.sort,
            note=clean_line(note)[:_WORDS] if note is not None else before.note,
            day=day or before.day,
        )
        with self._desk.operation(operations.EDIT_EVIDENCE, before.name) as recorder:
            recorder.save(EVIDENCE_FILES, after)
        return recorder.changes

    def remove(self, *file_ids: str) -> Changes:
        """Takes files with all their versions off what they are attached to; undo brings them back, since
        their bytes stay. Raises Refusal where one is gone already."""
        found = [self.versions(each) for each in dict.fromkeys(file_ids)]
        self._desk.admit(operations.REMOVE_EVIDENCE, {each[-1].area for each in found})
        told = found[0][-1].name if len(found) == 1 else f"{len(found)} tệp"
        with self._desk.operation(operations.REMOVE_EVIDENCE, told) as recorder:
            for version in dict.fromkeys(version.id for each in found for version in each):
                recorder.delete(EVIDENCE_FILES.table, version)
        return recorder.changes

    def remove_version(self, file_id: str) -> Changes:
        """Takes one version away; where it was shown, the one before is. Raises Refusal where it is gone."""
        version = self.get(file_id)
        self._desk.admit(operations.REMOVE_EVIDENCE, [version.area])
        told = f"{version.name}, bản {version.number}"
        with self._desk.operation(operations.REMOVE_EVIDENCE, told) as recorder:
            recorder.delete(EVIDENCE_FILES.table, file_id)
        return recorder.changes

    def _admitted(self, operation: operations.Operation, owner: Owner) -> KnownOwner:
        known = self.owners.get(owner)
        self._desk.admit(operation, [known.area])
        return known

    def _made(
        self, known: KnownOwner, taken: Taken, sort: str, note: str, day: date | None = None
    ) -> EvidenceFile:
        identity = new_id()
        return EvidenceFile(
            known.owner.kind, known.owner.id, known.title, known.area, identity, 1, taken.sha256, taken.size,
            taken.name, sort, day or self._desk.today(), self._desk.store.at_the_desk(), note, id=identity,
        )  # fmt: skip

    def _next(self) -> int:
        return max((each.entered for each in self.files()), default=0) + 1

    # What is lacking

    def _lacking(self, day: date) -> tuple[Lack, ...]:
        """What is done by a day, and has no file of evidence."""
        found = [*self._lacking_tasks(day), *self._lacking_rows(day), *self._lacking_reports(day)]
        return tuple(sorted(found, key=lambda lack: (lack.day, lack.owner.kind, lack.title, lack.owner.id)))

    def _lacking_tasks(self, day: date) -> Iterable[Lack]:
        for row in self._tasks.rows(IN_FORCE):
            progress, owner = row.progress, Owner(OwnerKind.TASK, row.id)
            if not row.status.is_done or progress is None or progress.day > day:
                continue
            if self.count(owner):
                continue
            yield _lack(
                self.owners.get(owner),
                f"Nhiệm vụ đã báo hoàn thành ngày {progress.day:%d/%m/%Y} nhưng chưa có minh chứng.",
                progress.day,
            )

    def _lacking_rows(self, day: date) -> Iterable[Lack]:
        for register in self._registers().all():
            if not register.needs_evidence:
                continue
            begins = self._year_of(day)
            # Thousands of rows may lack evidence, many of one day.
            said: dict[date, str] = {}
            for row in self._registers().between(register.id, begins, day):
                on = row.day(register)
                if on is None or self.count(Owner(OwnerKind.ROW, row.id)):
                    continue
                if on not in said:
                    said[on] = f"Dòng ngày {on:%d/%m/%Y} của sổ «{register.name}» chưa có minh chứng."
                yield _lack(self.owners.of_row(register, row), said[on], on)

    def _lacking_reports(self, day: date) -> Iterable[Lack]:
        signed = self._desk.store.records(SIGNED_COPIES)
        for period, head in self._desk.store.reports().items():
            owner = Owner(OwnerKind.REPORT, period.id)
            if not head.is_issued or head.issued_on is None or head.issued_on > day:
                continue
            as_issued = (head.number, head.symbol, head.issued_on)
            copies = (each for each in signed if (each.paper, each.paper_id) == (PaperKind.REPORT, period.id))
            if any((each.number, each.symbol, each.issued_on) == as_issued for each in copies):
                continue
            if self.count(owner):
                continue
            yield _lack(
                self.owners.get(owner),
                f"Báo cáo {period.label} đã phát hành nhưng chưa đính kèm bản ký.",
                head.issued_on,
            )

    def _year_of(self, day: date) -> date:
        """The first day of the reports' year that a day is in."""
        for year in (day.year + 1, day.year):
            begins = self._calendar.dates(Period.parse(f"{year}-Q1")).starts
            if begins <= day:
                return begins
        return date(day.year, 1, 1)


def _lack(known: KnownOwner, sentence: str, day: date) -> Lack:
    return Lack(known.owner, known.title, sentence, day, known.place, known.area, known.officer, known.unit)


def _as_file(copy: SignedCopy, known: KnownOwner, number: int) -> EvidenceFile:
    """The signed copy of a report as lists of evidence show it; its bytes stay with the report."""
    assert isinstance(known.place, ReportPlace)
    return EvidenceFile(
        OwnerKind.REPORT, known.owner.id, known.title, 0, copy.id, number, copy.sha256, copy.size, copy.name,
        SIGNED, copy.attached_on, "", "; ".join(copy.remarks), id=copy.id,
    )  # fmt: skip
