"""Office: the operations on one data folder, gathered under one name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ..domain.plan import Plan
from ..storage.journal import Changes
from ..storage.store import Store
from .catalogues import Catalogues
from .desk import Desk, Listener
from .directives import Directives
from .dossiers import DossierForms
from .figures import Figures
from .history import History
from .papers import Papers
from .plans import Plans
from .reports import Reports
from .settings import Settings
from .tasks import Tasks, plan_label
from .words import TABLE_WORDS


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a search found: what it is, its text, and where to show it.

    ``item_id`` is the item of the plan to open, ``plan_id`` the plan; both empty for the office's settings.
    """

    kind: str
    text: str
    place: str
    table: str
    row_id: str
    plan_id: str = ""
    item_id: str = ""


class Office:
    """One office's data, open. Belongs to the main thread; close it when done.

    ``plans``, ``tasks``, ``figures``, ``catalogues``, ``dossiers``, ``directives``, ``reports``,
    ``settings``, ``history`` and ``papers`` hold the operations by what they are about.
    """

    def __init__(self, store: Store, today: Callable[[], date] = date.today) -> None:
        self._desk = Desk(store, today)
        self.plans = Plans(self._desk)
        self.tasks = Tasks(self._desk)
        self.figures = Figures(self._desk)
        self.catalogues = Catalogues(self._desk)
        self.dossiers = DossierForms(self._desk)
        self.directives = Directives(self._desk)
        self.reports = Reports(self._desk, self.figures, self.dossiers)
        self.settings = Settings(self._desk)
        self.history = History(self._desk)
        self.papers = Papers(self._desk)

    @classmethod
    def open(
        cls,
        folder: Path,
        today: Callable[[], date] = date.today,
        clock: Callable[[], datetime] = datetime.now,
    ) -> "Office":
        """Opens the data of a folder, making it where there is none.

        Raises EnvironmentProblem where it is newer, damaged, read-only, or open in another window.
        """
        return cls(Store.open(folder, clock), today)

    def close(self) -> None:
        """Lets go of the data file."""
        self._desk.store.close()

    @property
    def today(self) -> date:
        """The day that statuses are computed for."""
        return self._desk.today()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls ``listener`` with the Changes of every operation; what is returned ends that."""
        return self._desk.subscribe(listener)

    def load_sample(self) -> str:
        """Fills an empty data folder with the sample commune; gives the identity of its plan.

        Raises Refusal where the data already belong to an office.
        """
        from .sample import load_sample

        return load_sample(self._desk)

    def search(self, text: str, limit: int = 100) -> list[Hit]:
        """What is stored that holds every word of the text, blind to accents, đ and capitals."""
        items: dict[str, tuple[Plan, str]] = {
            item.id: (plan, item.text) for plan in self._desk.all_plans() for item in plan.walk()
        }
        hits: list[Hit] = []
        seen: set[str] = set()
        for table, row_id in self._desk.store.find(text, limit):
            hit = self._hit(table, row_id, items)
            key = hit.item_id or f"{table}:{row_id}"
            if key not in seen:
                seen.add(key)
                hits.append(hit)
        return hits

    def _hit(self, table: str, row_id: str, items: dict[str, tuple[Plan, str]]) -> Hit:
        row = self._desk.store.row(table, row_id) or {}
        kind = TABLE_WORDS[table]
        item_id = str(row.get("task_id", "")) or row_id
        if item_id in items:
            plan, item_text = items[item_id]
            text = str(row.get("result") or item_text)
            return Hit(kind, text, plan_label(plan), table, row_id, plan.id, item_id)
        plan_id = row_id if table == "plans" else str(row.get("plan_id", ""))
        text = str(row.get("subject") or row.get("text") or row.get("name") or row.get("position") or "")
        place = plan_label(self.plans.get(plan_id)) if plan_id else "Thiết lập"
        return Hit(kind, text, place, table, row_id, plan_id)

    def check(self) -> list[str]:
        """Looks the data over; sentences about what is wrong, none where all is well."""
        problems: list[str] = []
        if not self._desk.store.is_sound():
            problems.append("Tệp dữ liệu có lỗi. Hãy chép lại bản dữ liệu đã lưu gần nhất.")
        problems.extend(self._desk.store.problems())
        if wrong := self._desk.store.rebuild_search():
            problems.append(f"Đã dựng lại chỉ mục tìm kiếm: {wrong} mục bị sai hoặc không còn dùng.")
        if problems:
            # What is damaged may not be readable.
            return problems
        for plan in self._desk.all_plans():
            if not plan.items:
                problems.append(f"«{plan.subject}» chưa có nội dung.")
        return problems

    def counts(self) -> dict[str, int]:
        """How many records of each sort there are."""
        return self._desk.store.counts()


__all__ = ["Changes", "Hit", "Office"]
