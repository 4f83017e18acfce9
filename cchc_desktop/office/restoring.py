"""What a backup holds beside the data of now, and the way back: a record, a report, or all of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..domain.access import Role, access_words, keeps_access
from ..domain.errors import Refusal
from ..domain.order_keys import order_keys
from ..domain.report_periods import Period
from ..domain.text import fold
from ..storage.changes import Changes, RowChange
from ..storage.columns import Row
from ..storage.journal import Action
from ..storage.kinds import KINDS
from ..storage.report_rows import packs_of
from ..storage.restoring import data_file_of, open_backup
from ..storage.store import Store
from ..storage.viewed_file import ViewedFile
from . import operations
from .desk import Desk, Part
from .words import Telling

Key = tuple[str, str]
Belongs = Callable[[str, Row], bool]
_REPORT = ("reports", "passages", "remarks", "seals")
"""What a report of a period consists of."""
_OF_ITEM = {"targets": "item_id", "tasks": "id", "task_updates": "task_id", "task_care": "task_id"}
_OF_PLAN = ("plan_items", "recipients")
_WITH_LINES = ("task", "target")
"""Items whose lines belong to them."""
_LISTS = {
    "plan_items": ("plan_id", "parent_id"), "recipients": ("plan_id",), "targets": ("item_id", "parent_id"),
}  # fmt: skip
"""The columns that rows of one ordered list share."""
_KINDS = {
    "plans": "Kế hoạch", "plan_items": "Mục của kế hoạch", "task": "Nhiệm vụ", "target": "Chỉ tiêu",
    "figures": "Số liệu", "openings": "Số lũy kế ban đầu", "dossiers": "Biểu II.06a",
    "form_rows": "Dòng của biểu", "report": "Báo cáo", "registers": "Sổ theo dõi của cơ quan",
    "register_rows": "Dòng sổ theo dõi", "units": "Đơn vị", "officers": "Công chức",
    "dossier_fields": "Lĩnh vực thủ tục", "office": "Thông tin cơ quan", "dispatches": "Lần gửi đi",
    "signed_copies": "Bản ký số", "duties": "Chế độ báo cáo", "duty_marks": "Kỳ của chế độ báo cáo",
    "rule_settings": "Quy định phải giữ", "evidence": "Minh chứng",
    "corrections": "Đính chính", "criterion_marks": "Điểm tiêu chí",
    "criterion_tasks": "Nhiệm vụ của tiêu chí",
    "published_results": "Kết quả Chỉ số CCHC được công bố",
    "score_steps": "Bước chấm điểm", "criterion_rounds": "Thẩm định, giải trình tiêu chí",
    "surveys": "Đợt khảo sát", "survey_forms": "Phiếu khảo sát",
    "questionnaires": "Mẫu phiếu khảo sát", "gathered_units": "Đơn vị gửi báo cáo",
}  # fmt: skip
_NEWEST_TOLD = 12


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of a journal, as it is told."""

    at: datetime
    officer: str
    words: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What would come of putting a backup in the place of the data: how many operations would be ``lost``,
    how many ``won`` that the data do not have, with the newest of either, newest first."""

    lost: int
    won: int
    newest_lost: tuple[Told, ...]
    newest_won: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """What a backup holds: the ``office``'s name, ``counts`` of records by table, its last entry."""

    path: Path
    office: str
    counts: dict[str, int]
    last: Told | None

    @property
    def words(self) -> str:
        """How much is in it, and whose it is."""
        of = f" của {self.office}" if self.office else ""
        return (
            f"Bản sao lưu này có {self.counts['plans']} kế hoạch, {self.counts['tasks']} nhiệm vụ, "
            f"{self.counts['figures']} số liệu{of}."
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """A record, or a report, that is another in the backup than now: ``is_lost`` where it is not there now.

    ``key`` names it: «figures:2026-Q1:1.04», «report:2026-Q1».
    """

    key: str
    kind: str
    title: str
    is_lost: bool

    @property
    def words(self) -> str:
        """What it is, and how it differs."""
        return f"{self.title} ({'hiện không còn' if self.is_lost else 'hiện đã khác'})"


class BackupView:
    """The data of a backup, open for reading beside those of now."""

    def __init__(self, store: Store, path: Path, copy: ViewedFile) -> None:
        self.store = store
        self.path = path
        self._copy = copy

    def take_over(self) -> None:
        """To be called by the thread that goes on with it, once the one that opened it is done."""
        self._copy.take_over()

    def close(self) -> None:
        """Lets go of the copy that was read."""
        self._copy.close()

    def holding(self) -> Holding:
        """What it holds."""
        profile = self.store.profile()
        actions = self.store.journal.actions(1)
        last = _told(actions[0]) if actions else None
        return Holding(self.path, profile.name if profile else "", self.store.counts(), last)


class Restoring(Part):
    """Looks into backups, and brings records of theirs back as an operation that can be undone."""

    def __init__(self, desk: Desk, telling: Telling) -> None:
        super().__init__(desk)
        self._telling = telling

    @contextmanager
    def opened(self, file: Path) -> Iterator[BackupView]:
        """A backup, open for reading. Raises as `storage.restoring.opened_copy`."""
        with opened_backup(file) as view:
            yield view

    def compared(self, view: BackupView) -> Compared:
        """What would be lost and won by putting the backup in the place of the data, by their journals."""
        now, then = self._desk.store, view.store
        mine, theirs = now.journal.identities(), then.journal.identities()
        lost, won = mine.keys() - theirs.keys(), theirs.keys() - mine.keys()
        return Compared(len(lost), len(won), _newest(now, mine, lost), _newest(then, theirs, won))

    def differences(self, view: BackupView, text: str = "") -> list[Difference]:
        """The records of the backup that are not there now or are others, those of one kind together.

        ``text`` narrows them to those whose title holds all of its words, blind to accents.
        """
        found: dict[str, Difference] = {}
        stale: dict[str, bool] = {}
        for table in KINDS:
            now = {row["id"]: row for row in self._desk.store.table(table)}
            then = {row["id"]: row for row in view.store.table(table)}
            # What came since belongs to a record that the backup may have without it.
            for row in (*then.values(), *(row for row_id, row in now.items() if row_id not in then)):
                if now.get(row["id"]) == then.get(row["id"]):
                    continue
                key = _unit_of(table, row, view.store if row["id"] in then else self._desk.store)
                is_lost = row["id"] not in now
                # A record is lost where its own row is, not where a part of it is.
                own = _own_key(key) == (table, row["id"])
                stale[key] = is_lost if own else stale.get(key, False)
                if key not in found:
                    found[key] = Difference(key, *self._named(key, view.store), False)
        words = fold(text).split()
        order = list(_KINDS.values())
        listed = [
            Difference(each.key, each.kind, each.title, stale[each.key])
            for each in found.values()
            if each.kind
        ]
        matching = (
            each for each in listed if all(word in fold(f"{each.kind} {each.title}") for word in words)
        )
        return sorted(matching, key=lambda each: (order.index(each.kind), each.title, each.key))

    def access_words(self, view: BackupView) -> str:
        """What would become of signing in, and of encryption, by putting the backup in the place of the data;
        nothing where nothing does. Raises Damaged where accounts are not what was written."""
        now, then = self._desk.store, view.store
        standings = now.access.standing(), then.access.standing()
        words = [access_words(*standings)]
        if not keeps_access(*standings) and standings[1].has_accounts:
            admins = [each.officer for each in then.access.accounts() if each.role is Role.ADMIN]
            words.append(f"Quản trị trong đó: {', '.join(admins)}.")
        if now.is_encrypted != then.is_encrypted:
            is_encrypted = now.is_encrypted if keeps_access(*standings) else then.is_encrypted
            words.append(f"Dữ liệu khôi phục {'được' if is_encrypted else 'không'} mã hóa.")
        return " ".join(filter(None, words))

    def same(self, view: BackupView, text: str) -> list[str]:
        """The titles of the records of the backup that are there now just as they were then, by their key or
        by words of their titles, blind to accents."""
        words, found = fold(text).split(), dict[str, str]()
        differing = {each.key for each in self.differences(view)}
        for table in KINDS:
            for row in view.store.table(table):
                key = _unit_of(table, row, view.store)
                if key not in differing and key not in found:
                    kind, title = self._named(key, view.store)
                    if kind and (key == text or all(word in fold(f"{kind} {title}") for word in words)):
                        found[key] = title
        return list(found.values())

    def put_back(self, view: BackupView, keys: Iterable[str]) -> Changes:
        """Makes these records what they are in the backup, with what they cannot be without.

        ``keys`` are those of `differences`. Raises Refusal where the backup holds no such record.
        """
        chosen = list(dict.fromkeys(keys))
        rows: dict[Key, Row | None] = {}
        for key in chosen:
            rows |= self._rows_of(key, view.store)
        self._complete(rows, view.store)
        titles = [self._named(key, view.store)[1] for key in chosen]
        subject = titles[0] if len(titles) == 1 else f"{len(titles)} bản ghi"
        with self._desk.operation(operations.RESTORE_RECORDS, subject) as recorder:
            self._keep_packs(rows, view.store)
            for (table, row_id), row in rows.items():
                if row is None:
                    recorder.put(table, row_id, None)
            for (table, row_id), row in rows.items():
                if row is not None:
                    recorder.put(table, row_id, self._placed(table, row))
        return recorder.changes

    def _keep_packs(self, rows: dict[Key, Row | None], then: Store) -> None:
        for (table, _), row in rows.items():
            for pack in packs_of(table, row) if row is not None else ():
                self._desk.store.packs.put(then.packs.get(pack))

    def _placed(self, table: str, row: Row) -> Row:
        """The row, at a place of its own among those that share its list."""
        if table not in _LISTS:
            return row
        siblings = {
            each["id"]: each["rank"]
            for each in self._desk.store.table(table)
            if each["id"] != row["id"] and all(each[name] == row[name] for name in _LISTS[table])
        }
        if row["rank"] not in siblings.values():
            return row
        order = sorted(siblings, key=lambda row_id: (siblings[row_id], row_id))
        at = next(place for place, row_id in enumerate(order) if siblings[row_id] == row["rank"]) + 1
        order.insert(at, row["id"])
        return row | {"rank": order_keys(order, siblings)[row["id"]]}

    def _rows_of(self, key: str, then: Store) -> dict[Key, Row | None]:
        """The rows that a record consists of: as in the backup, None for those that were not there then."""
        kind, _, row_id = key.partition(":")
        if kind == "report":
            period = row_id
            return self._all_of(then, lambda table, row: _period_of(table, row) == period, _REPORT, key)
        if kind == "plans":
            parts = ("plans", *_OF_PLAN, *_OF_ITEM)
            stores = (then, self._desk.store)
            return self._all_of(then, lambda table, row: _plan_of(table, row, *stores) == row_id, parts, key)
        if kind == "plan_items":
            found: dict[Key, Row | None] = dict(self._existing(then, "plan_items", row_id, key))
            (item,) = found.values()
            if item is not None and (item["kind"] in _WITH_LINES or not self._is_there("plan_items", row_id)):
                found |= _below(then, row_id)
            ids = {each for _, each in found}
            parts = tuple(_OF_ITEM)
            return found | self._all_of(then, lambda table, row: row[_OF_ITEM[table]] in ids, parts)
        if kind == "office":
            return self._all_of(then, lambda _table, _row: True, ("office", "signers"), key)
        if kind not in KINDS:
            raise Refusal(f"Không có bản ghi «{key}» trong bản sao lưu.", "only")
        return dict(self._existing(then, kind, row_id, key))

    def _is_there(self, table: str, row_id: str) -> bool:
        return self._desk.store.row(table, row_id) is not None

    def _existing(self, then: Store, table: str, row_id: str, key: str) -> dict[Key, Row]:
        row = then.row(table, row_id)
        if row is None:
            raise Refusal(f"Không có bản ghi «{key}» trong bản sao lưu.", "only")
        return {(table, row_id): row}

    def _all_of(
        self, then: Store, belongs: Belongs, tables: tuple[str, ...], key: str = ""
    ) -> dict[Key, Row | None]:
        found: dict[Key, Row | None] = {}
        for table in tables:
            now = [row for row in self._desk.store.table(table) if belongs(table, row)]
            found |= {(table, row["id"]): None for row in now}
        kept = {
            (table, row["id"]): row for table in tables for row in then.table(table) if belongs(table, row)
        }
        if key and not kept:
            raise Refusal(f"Không có bản ghi «{key}» trong bản sao lưu.", "only")
        return found | kept

    def _complete(self, rows: dict[Key, Row | None], then: Store) -> None:
        """Adds from the backup what the rows refer to and what is not there now."""
        waiting = [(table, row) for (table, _), row in rows.items() if row is not None]
        while waiting:
            table, row = waiting.pop()
            for column in KINDS[table].fields:
                if not column.refers or row[column.name] is None:
                    continue
                key = (column.refers, str(row[column.name]))
                if key in rows or self._desk.store.row(*key) is not None:
                    continue
                if (needed := then.row(*key)) is not None:
                    rows[key] = needed
                    waiting.append((key[0], needed))
        items = {row_id for (name, row_id), kept in rows.items() if name == "plan_items" and kept is not None}
        for part in ("targets", "tasks"):
            # An item that comes along brings what its kind needs.
            for each in then.table(part):
                if each[_OF_ITEM[part]] in items:
                    rows.setdefault((part, str(each["id"])), each)

    def _named(self, key: str, then: Store) -> tuple[str, str]:
        """The words of a record's kind, and its title; nothing for one that only comes along."""
        kind, _, row_id = key.partition(":")
        if kind == "report":
            return _KINDS["report"], f"Báo cáo {Period.parse(row_id).label}"
        row = then.row(kind, row_id)
        if row is None or kind not in _KINDS:
            return "", key
        words = _KINDS.get(row["kind"], _KINDS[kind]) if kind == "plan_items" else _KINDS[kind]
        title = self._telling.title(RowChange(kind, row_id, None, row))
        if kind == "plan_items":
            title = row["text"]
        return words, " ".join(title.split()) or words


@contextmanager
def opened_backup(file: Path) -> Iterator[BackupView]:
    """A backup, or any data file, open for reading; no data of now are needed."""
    view = open_view_of(file)
    try:
        yield view
    finally:
        view.close()


def open_view_of(file: Path) -> BackupView:
    """The same, to be closed by the caller: a worker may open it and hand it over."""
    path = data_file_of(file)
    copy = open_backup(path)
    return BackupView(Store(copy), path, copy)


def _newest(store: Store, known: Mapping[str, int], chosen: Set[str]) -> tuple[Told, ...]:
    """The newest entries of a journal among these."""
    ids = sorted((known[identity] for identity in chosen), reverse=True)[:_NEWEST_TOLD]
    return tuple(_told(action) for row_id in ids for action in store.journal.actions(1, row_id + 1))


_TURNED = {"do": "", "undo": "Hoàn tác: ", "redo": "Làm lại: "}


def _told(action: Action) -> Told:
    words = ": ".join(filter(None, (action.label, action.subject)))
    return Told(action.at, action.officer, f"{_TURNED[action.kind]}{words}")


def _below(store: Store, item_id: str) -> dict[Key, Row | None]:
    """The items that stand under one, at whatever depth."""
    children: dict[str, list[Row]] = {}
    for row in store.table("plan_items"):
        children.setdefault(row["parent_id"] or "", []).append(row)
    found: dict[Key, Row | None] = {}
    waiting = [item_id]
    while waiting:
        for row in children.pop(waiting.pop(), ()):
            found["plan_items", row["id"]] = row
            waiting.append(row["id"])
    return found


def _unit_of(table: str, row: Row, store: Store) -> str:
    """The key of the record that a row belongs to."""
    if table in _REPORT:
        return f"report:{_period_of(table, row)}"
    if table in _OF_ITEM:
        return f"plan_items:{row[_OF_ITEM[table]]}"
    if table == "recipients":
        return f"plans:{row['plan_id']}"
    if table == "signers":
        return "office:office"
    if table == "plan_items" and row["kind"] not in _WITH_LINES:
        if row["parent_id"] is None:
            return f"plans:{row['plan_id']}"
        above = store.row("plan_items", row["parent_id"])
        if above is not None and above["kind"] in _WITH_LINES:
            return f"plan_items:{above['id']}"
    return f"{table}:{row['id']}"


def _own_key(key: str) -> Key:
    """The row whose being there makes the record be there."""
    kind, _, row_id = key.partition(":")
    return ("reports" if kind == "report" else kind), row_id


def _period_of(table: str, row: Row) -> str:
    return str(row["id"] if table in ("reports", "seals") else row["period_id"])


def _plan_of(table: str, row: Row, *stores: Store) -> str:
    """The plan that a row belongs to."""
    if table == "plans":
        return str(row["id"])
    if table in _OF_PLAN:
        return str(row["plan_id"])
    for store in stores:
        if (item := store.row("plan_items", row[_OF_ITEM[table]])) is not None:
            return str(item["plan_id"])
    return ""
