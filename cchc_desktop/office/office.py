"""Office: the operations on one data folder, gathered under one name."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

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
from .search import Hit, Search
from .settings import Settings
from .tasks import Tasks


class Office:
    """One office's data, open. Belongs to the main thread; close it when done.

    ``plans``, ``tasks``, ``calendar``, ``figures``, ``catalogues``, ``dossiers``, ``directives``,
    ``reports``, ``settings``, ``history`` and ``papers`` hold the operations by what they are about.
    """

    def __init__(self, store: Store, today: Callable[[], date] = date.today) -> None:
        self._desk = Desk(store, today)
        self.plans = Plans(self._desk)
        self.tasks = Tasks(self._desk)
        self.figures = Figures(self._desk)
        self.calendar = self.figures.calendar
        self.catalogues = Catalogues(self._desk)
        self.dossiers = DossierForms(self._desk)
        self.directives = Directives(self._desk)
        self.reports = Reports(self._desk, self.figures, self.dossiers)
        self._search = Search(self._desk, self.figures, self.directives, self.reports)
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
        return self._search.find(text, limit)

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
