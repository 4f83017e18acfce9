"""Exchange packages: what is packed for whom, what came in, and what taking it in would do.

Gathering and taking in belong to whoever has the data: the main thread, or a worker that they are lent to;
writing, reading and checking files are fit for any worker (`packages/load.py`, `package_files.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from .. import __version__, machine
from ..domain.access import Need
from ..domain.errors import Refusal
from ..domain.exchange.history import Exchange, exchange_of, holds_words, remembered, with_exchange
from ..domain.exchange.manifest import REPORT, Head, Manifest, PackageKind, Sender
from ..domain.exchange.unit_report import report_json
from ..domain.names import name_key
from ..domain.report_periods import Period
from ..domain.text import fold, without_unseen
from ..packages.laid_out import Packs
from ..packages.load import Load, Packed
from ..packages.reading import told_as_refusal
from .desk import Desk, Part
from .merging import Conflict, Given, Outcome
from .package_catalogues import LISTED, CatalogueItem, Offer, items_in, items_of, listed, offer
from .package_files import CameIn, GoOn, bring_evidence
from .package_scopes import assigned, assignees, contributed

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from ..storage.content import FolderStore
    from ..storage.origin_kinds import Key
    from ..storage.received_lines import Batch
    from .office import Office
    from .reached_reports import Reached

IDENTITY = "office.identity"
"""The preference that holds by what packages know the office."""
HISTORY = "packages"
"""The preference that remembers which packages were sent and taken in at this desk."""
STATES, DOTS, STATES_HEAD = "states.jsonl", "dots.jsonl", "states.json"
"""The parts that hold what is known of records, who wrote it, and in which form."""
_RECEIVED = "báo cáo của các đơn vị đã nhận"
_MOST_HOLDS = 12
_MOST_NAMED = 3
_OTHER_OFFICE = (
    "Gói này của {name}, không phải của cơ quan đang mở dữ liệu. Giao việc, đóng góp và bản toàn bộ chỉ nhận "
    "trong cùng một cơ quan."
)
_BEGUN_APART = (
    "Dữ liệu ở máy này được lập riêng và đã có kế hoạch, số liệu hoặc sổ nên không ghép được với gói của cơ "
    "quan. Hãy mở một thư mục dữ liệu mới rồi nhận gói ở đó; sổ, số liệu đã nhập ở đây thì xuất ra Excel rồi "
    "nhập sang."
)


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a package in would do: ``lines`` in words, of a catalogue its ``offers``, of
    records the ``conflicts`` that there would be; ``is_new`` whether anything would change.

    ``known`` is what is remembered of it where it was taken in before. ``seats`` is who works at this PC from
    then on: the officer that tasks are given to, where nobody has said yet who does.
    ``reports`` are issued ones that would be other than they told.
    """

    manifest: Manifest
    lines: tuple[str, ...]
    is_new: bool
    offers: tuple[Offer, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    known: Exchange | None = None
    seats: str = ""
    reports: tuple[Reached, ...] = ()


class Exchanges(Part):
    """Packages of this office."""

    def __init__(self, desk: Desk, office: Office, clock: Callable[[], datetime]) -> None:
        super().__init__(desk)
        self._office = office
        self._clock = clock

    # What is known

    def identity(self) -> str:
        """By what packages know this office: it stays the same wherever its data are."""
        return self._desk.store.preference(IDENTITY) or self._desk.whose()

    def history(self) -> tuple[Exchange, ...]:
        """The packages that were sent and taken in here, the latest first."""
        return remembered(self._desk.store.preference(HISTORY))

    def remember_sent(self, packed: Packed, file: str) -> None:
        """Remembers a package that was written."""
        self._remember(packed.manifest, file, is_sent=True)

    def _remember(self, manifest: Manifest, file: str, *, is_sent: bool) -> None:
        store = self._desk.store
        exchange = exchange_of(manifest, without_unseen(file), self._clock(), store.at_the_desk(), is_sent)
        store.set_preference(HISTORY, with_exchange(store.preference(HISTORY), exchange))

    # What is packed

    def catalogues(self) -> list[CatalogueItem]:
        """The catalogues that can be sent to other offices: all that the program did not bring."""
        return list(items_of(self._office))

    def pack_report(self, period: Period) -> Load:
        """The report of a period, to be written. Raises Refusal where nothing is known of it."""
        from .package_report import catalogue_text, unit_report_of

        office = self._office
        self._desk.gate.require(Need.REPORT)
        identity = self._settled()
        report = unit_report_of(
            self._desk,
            identity,
            office.figures,
            office.catalogues,
            office.reports.text,
            office.criteria,
            period,
        )
        text = catalogue_text(office.catalogues, period)
        typed = sum(each is not None for each in report.figures.values())
        holds = [
            ("chỉ tiêu", typed),
            ("đoạn báo cáo", len(report.texts)),
            ("văn bản đã ký", len(report.seal)),
        ]
        head = replace(
            self._head(PackageKind.REPORT, tuple(each for each in holds if each[1]), period=period.id),
            seen=tuple(sorted(self._desk.store.last_of_devices().items())),
        )
        packs = {each: self._desk.store.packs.get(each) for each in dict.fromkeys(report.seal)}
        return Load(
            head,
            values={REPORT: report_json(report)},
            texts={"catalogue.toml": text} if text else {},
            packs=packs,
        )

    def pack_catalogues(self, keys: Collection[str] = ()) -> Load:
        """Catalogues for other offices: those of these keys, else all. Raises Refusal where there is none."""
        known = {each.key: each for each in self.catalogues()}
        for key in keys:
            if key not in known:
                words = ", ".join(known) or "cơ quan chưa có danh mục riêng nào"
                raise Refusal(f"Không có danh mục «{key}» để đóng gói. Đang có: {words}.", "items")
        chosen = [known[key] for key in dict.fromkeys(keys)] if keys else list(known.values())
        if not chosen:
            raise Refusal(
                "Cơ quan chưa có danh mục riêng nào (chỉ tiêu, sổ, bộ tiêu chí, phiếu khảo sát, thư viện căn "
                "cứ, bảng ghép) để gửi đi."
            )
        value, texts = listed(chosen)
        self._settled()
        counts: dict[str, int] = {}
        for each in chosen:
            words = each.kind.label.lower()
            counts[words] = counts.get(words, 0) + 1
        head = self._head(PackageKind.CATALOGUE, tuple(counts.items()), is_of_office=False)
        return Load(head, values={LISTED: value}, texts=texts)

    def assignees(self) -> list[str]:
        """The officers that tasks are given to, other than who works at this PC."""
        settings, here = self._office.settings, name_key(self._desk.store.at_the_desk())
        officers = [each for each in settings.officers(self._desk.today()) if name_key(each.name) != here]
        return assignees(self._office.tasks, officers)

    def pack_assignment(self, officer: str) -> Load:
        """What an officer works with, and what was said of his tasks. Raises Refusal where there is none of
        this name."""
        office = self._office
        self._desk.gate.require(Need.PLAN)
        self._settled()
        return self._states(
            PackageKind.ASSIGNMENT, assigned(self._desk, office.tasks, office.settings, officer), officer
        )

    def pack_contribution(self) -> Load:
        """What was written at this copy of the data. Raises Refusal where nothing was."""
        self._settled()
        return self._states(PackageKind.CONTRIBUTION, contributed(self._desk), self._desk.store.at_the_desk())

    def pack_whole(self) -> Load:
        """All records, to go on at another PC. Raises Refusal where no office is set up, or whoever is here
        may not make copies of the data."""
        self._desk.gate.require(Need.BACKUP)
        self._settled()
        return self._with_received(self._states(PackageKind.WHOLE, None))

    def _with_received(self, load: Load) -> Load:
        """Takes what units have sent along, where anything was received."""
        at = self._desk.store.received_at
        if at is None or not at.path.exists():
            return load
        from ..storage.received import ReceivedFile
        from ..storage.received_lines import LINES, lines_of

        with ReceivedFile.open(at, view=True) as received:
            count = received.count()
        if not count:
            return load

        def lines() -> Iterator[dict[str, Any]]:
            # The file belongs to the thread that opens it: that of the worker who writes the package.
            with ReceivedFile.open(at, view=True) as received:
                yield from lines_of(received)

        head = replace(load.head, holds=(*load.head.holds, (_RECEIVED, count)))
        return replace(load, head=head, lines={**load.lines, LINES: lines()})

    def _received(self, package: CameIn) -> list[Batch]:
        """What units have sent by a package. Raises Refusal where it is not as this program writes it."""
        from ..storage.received_lines import LINES, batches_of

        if package.look.manifest.part(LINES) is None or self._desk.store.received_at is None:
            return []
        with told_as_refusal(package.path):
            return batches_of(package.parts.lines(LINES))

    def _take_received(self, batches: list[Batch], *, is_trial: bool) -> int:
        """Takes in what units have sent; gives how much of it is, or would be, new here."""
        at = self._desk.store.received_at
        if not batches or at is None:
            return 0
        from ..storage.received import ReceivedFile
        from ..storage.received_lines import lacking, take

        with ReceivedFile.open(at, view=is_trial) as received:
            new = lacking(received, batches)
            if new and not is_trial:
                take(received, batches)
                self._office.consolidating.received_anew()
        return new

    def require_password(self, kind: PackageKind, password: str) -> None:
        """Raises Refusal where what is encrypted here would lie in the open there."""
        if self._desk.store.is_encrypted and kind.merges and not password:
            raise Refusal(
                "Dữ liệu của cơ quan đã mã hóa: hãy đặt mật khẩu cho gói để nội dung không lộ khi gửi.",
                "password",
            )

    def _states(self, kind: PackageKind, scope: Iterable[Key] | None, unit: str = "") -> Load:
        sent = self._office.merging.states(scope)
        counts = sorted(sent.counts.items(), key=lambda each: -each[1])[:_MOST_HOLDS]
        holds = tuple((_small(words), count) for words, count in counts)
        store = self._desk.store
        return Load(
            self._head(kind, holds, unit=unit),
            values={STATES_HEAD: sent.head},
            lines={STATES: sent.rows, DOTS: sent.dots},
            packs={each: store.packs.get(each) for each in sent.packs},
            files={each: store.evidence.place(each) for each in sent.evidence} if store.evidence else {},
        )

    def _head(
        self,
        kind: PackageKind,
        holds: tuple[tuple[str, int], ...],
        *,
        unit: str = "",
        period: str = "",
        is_of_office: bool = True,
    ) -> Head:
        store = self._desk.store
        sender = Sender(store.at_the_desk(), store.device_id(), machine.name())
        identity = self.identity() if is_of_office else ""
        return Head(
            kind, identity, self.office_name(), sender, __version__, self._clock(), unit, period, holds
        )

    def _settled(self) -> str:
        """The identity, kept from now on: undoing the first operation would change it otherwise."""
        store = self._desk.store
        if not self.office_name():
            raise Refusal("Chưa khai báo cơ quan nên chưa có gì để đóng gói.")
        if not store.preference(IDENTITY):
            store.set_preference(IDENTITY, self._desk.whose())
        return self.identity()

    # What came in

    def preview(self, package: CameIn, go_on: GoOn = lambda: None) -> Preview:
        """What taking a package in would do; nothing is changed. ``go_on`` may end it by raising. Raises
        Refusal where it cannot be taken in here."""
        return self._taken(package, go_on, is_trial=True)

    def take_in(self, package: CameIn, go_on: GoOn = lambda: None) -> Preview:
        """Takes a package in; gives what came of it. Raises Refusal as `preview`, and what ``go_on`` raises;
        nothing is changed then."""
        found = self._taken(package, go_on, is_trial=False)
        if found.known is None:
            self._remember(found.manifest, package.name, is_sent=False)
        return found

    @property
    def room(self) -> Path | None:
        """Where the parts of a package may lie while it is looked at: in the data folder, so that they go
        nowhere else."""
        evidence = self._desk.store.evidence
        return evidence.folder.parent if evidence is not None else None

    def bringer(self) -> Callable[[CameIn, GoOn], object]:
        """What keeps the files of evidence of a package before it is taken in; fit for a worker."""
        store = self._desk.store.evidence
        return partial(_bring, store)

    def _taken(self, package: CameIn, go_on: GoOn, *, is_trial: bool) -> Preview:
        manifest = package.look.manifest
        received = (each for each in self.history() if not each.is_sent)
        known = next((each for each in received if each.hash == manifest.hash), None)
        kind = manifest.head.kind
        if kind.merges:
            is_first, seats = self._is_first(manifest.head), self._seats(manifest.head)
            batches = self._received(package)
            outcome = self._merged(package, go_on, is_trial=is_trial)
            new = self._take_received(batches, is_trial=is_trial)
            if not is_trial:
                self._settle(manifest.head, is_first, seats)
            told = _told_of(outcome) if outcome.is_new or not new else ()
            lines = [*_told_of_desk(manifest.head, is_first, seats), *told]
            if new:
                lines.append(f"Thêm: {new} {_RECEIVED}.")
            return Preview(
                manifest,
                tuple(lines),
                outcome.is_new or bool(new),
                conflicts=outcome.conflicts,
                known=known,
                seats=seats,
                reports=outcome.reports,
            )
        if kind is PackageKind.REPORT:
            raise Refusal(
                "Báo cáo của một đơn vị được nhận ở trang Tổng hợp (lệnh «consolidate»), không nhập vào dữ "
                "liệu của cơ quan."
            )
        offers = tuple(offer(self._office, each) for each in self._items(package))
        if not is_trial:
            _take(offers)
        return Preview(
            manifest, tuple(map(_told, offers)), any(each.take for each in offers), offers, known=known
        )

    def _merged(self, package: CameIn, go_on: GoOn, *, is_trial: bool) -> Outcome:
        """What comes of records of this office. Raises Refusal where they are another one's."""
        head = package.look.manifest.head
        if not is_trial:
            _bring(self._desk.store.evidence, package, go_on)
        merging = self._office.merging
        sender = head.sender.officer or head.sender.machine or head.office_name
        with told_as_refusal(package.path):
            given = Given(
                package.parts.json(STATES_HEAD),
                package.parts.lines(DOTS),
                package.parts.lines(STATES),
                Packs(package.parts),
            )
            gives_way = self._is_unused() and head.kind is not PackageKind.CONTRIBUTION
            return (merging.preview if is_trial else merging.take_in)(given, sender, gives_way, go_on)

    def _seats(self, head: Head) -> str:
        """Who is to work at this PC by a package; nothing where that is known, or is asked at the start."""
        if head.kind is not PackageKind.ASSIGNMENT or self._office.asks_who or self._desk.store.at_the_desk():
            return ""
        return head.unit

    def _settle(self, head: Head, is_first: bool, seats: str) -> None:
        """What a package says of this PC, once its records are taken in."""
        if is_first:
            self._desk.store.set_preference(IDENTITY, head.office)
        if is_first and head.kind is PackageKind.ASSIGNMENT:
            # The path of a new office is its own: an officer's PC gets units, people and plan from there.
            self._office.first_steps.put_away()
        if seats:
            self._office.settings.sit_down(seats)

    def _is_first(self, head: Head) -> bool:
        """Whether the data take over the identity that a package brings: they are new, or nobody has worked
        in them yet. Raises Refusal where they are another office's."""
        store = self._desk.store
        name = self.office_name()
        if not name:
            return True
        if head.office == self.identity():
            return False
        if self._is_unused() and not store.preference(IDENTITY) and fold(name) == fold(head.office_name):
            return True
        if fold(name) == fold(head.office_name):
            raise Refusal(_BEGUN_APART)
        raise Refusal(_OTHER_OFFICE.format(name=head.office_name or "cơ quan khác"))

    def _is_unused(self) -> bool:
        store = self._desk.store
        return not (store.plan_heads() or store.figures() or store.registers_in_use())

    def _items(self, package: CameIn) -> list[CatalogueItem]:
        with told_as_refusal(package.path):
            return items_in(package.parts.json(LISTED), package.parts.text)


def _bring(store: FolderStore | None, package: CameIn, go_on: GoOn = lambda: None) -> None:
    if store is not None:
        bring_evidence(store, package, go_on)


def _take(offers: Iterable[Offer]) -> None:
    """Takes catalogues in. Raises Refusal where one of them cannot be: then none is."""
    offered = list(offers)
    for each in offered:
        if each.refusal:
            raise Refusal(f"{each.item.words}: {each.refusal}")
    for each in offered:
        if each.take is not None:
            each.take()


def _told(each: Offer) -> str:
    return f"{each.item.words}: {each.refusal or each.words}"


def _told_of_desk(head: Head, is_first: bool, seats: str) -> Iterator[str]:
    """What becomes of this PC, in words."""
    if is_first:
        yield f"Máy này thành một máy của {head.office_name}."
    if seats:
        yield f"Người làm việc ở máy này: {seats}."


def _told_of(outcome: Outcome) -> Iterator[str]:
    """What comes of records, in words."""
    if not outcome.is_new:
        yield "Mọi nội dung của gói đã có ở đây."
        return
    for verb, counts in (("Thêm", outcome.added), ("Sửa", outcome.changed), ("Xóa", outcome.removed)):
        if counts:
            most_first = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
            yield f"{verb}: {holds_words((_small(words), count) for words, count in most_first)}."
    if outcome.conflicts:
        yield f"{len(outcome.conflicts)} chỗ hai bên sửa khác nhau, cần quyết định."
    for register, titles in sorted(outcome.doubled.items()):
        apart = list(dict.fromkeys(titles))
        named = "; ".join(f"«{each}»" for each in apart[:_MOST_NAMED])
        more = "…" if len(apart) > _MOST_NAMED else ""
        yield (
            f"{len(titles)} dòng của sổ «{register}» trùng với dòng đã có: {named}{more}. Hãy xem có ghi hai "
            "lần một việc không."
        )
    for reached in outcome.reports:
        yield from reached.lines
    if outcome.waiting:
        yield f"{outcome.waiting} bản ghi chờ gói khác mang nội dung đi kèm, sẽ hiện khi có."


def _small(words: str) -> str:
    """Words as they stand within a sentence: «Nhiệm vụ» is «nhiệm vụ», «TTHC» stays."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
