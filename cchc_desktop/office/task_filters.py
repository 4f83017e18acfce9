"""The filters of tasks that an office keeps under a name, beside those that the program has.

They are the office's data and not a PC's: whoever opens them finds the same ones, and a name that was given
or a filter that was deleted is undone as anything else is.
"""

from dataclasses import replace

from ..domain.errors import Refusal
from ..domain.names import known_like, name_key
from ..domain.plan import new_id
from ..domain.task_filters import SHIPPED, KeptFilter, kept
from ..domain.tasks import ALL_TASKS, TaskFilter
from ..domain.text import clean_line, sort_key
from ..storage.changes import Changes
from ..storage.filter_kinds import TASK_FILTERS, write_filter
from . import operations
from .desk import Desk, Part
from .settings import Settings

FILTER_TABLES = ("task_filters",)
"""What the filters are read from."""
_LONGEST = 80


class TaskFilters(Part):
    """The kept filters."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__(desk)
        self._settings = settings

    def all(self) -> list[KeptFilter]:
        """The program's filters, then the office's own by their names."""
        return [*SHIPPED, *self.own()]

    def own(self) -> list[KeptFilter]:
        """The office's own filters by their names."""
        return sorted(self._desk.store.records(TASK_FILTERS), key=lambda each: sort_key(each.name))

    def chosen(self, wanted: KeptFilter) -> TaskFilter:
        """What a filter lets through today. Raises Refusal where it needs to know who works here."""
        me = self._settings.at_the_desk()
        if wanted.mine and not me:
            raise Refusal("Chưa ghi ai đang làm việc ở máy này. Hãy chọn tên mình trước.", "officer")
        return wanted.on(self._desk.today(), me)

    def named(self, typed: str) -> KeptFilter:
        """The filter of a name. Raises Refusal where there is none."""
        known = {each.name: each for each in self.all()}
        if (name := known_like(typed, known)) is None:
            raise Refusal(f"Không có bộ lọc «{typed}». Hãy chọn một trong: {'; '.join(known)}.", "filter")
        return known[name]

    def save(self, name: str, chosen: TaskFilter) -> KeptFilter:
        """Keeps a filter under a new name, or in place of the office's own one of that name. Raises Refusal
        where it lets everything through, or the name is missing or one of the program's."""
        self._desk.admit(operations.SAVE_TASK_FILTER)
        name = _checked(name)
        if chosen == ALL_TASKS:
            raise Refusal("Chưa chọn điều kiện lọc nào. Hãy lọc danh sách rồi lưu.", "name")
        before = self._of_name(name)
        made = kept(
            before.name if before else name, chosen, self._desk.today(), before.id if before else new_id()
        )
        with self._desk.operation(operations.SAVE_TASK_FILTER, made.name) as recorder:
            write_filter(recorder, made)
        return made

    def is_known(self, name: str) -> bool:
        """Whether the office has a filter of this name, which saving would replace."""
        return any(name_key(each.name) == name_key(name) for each in self.own())

    def rename(self, filter_id: str, name: str) -> Changes:
        """Gives one of the office's own filters another name. Raises Refusal where that is taken."""
        self._desk.admit(operations.RENAME_TASK_FILTER)
        known, name = self._get(filter_id), _checked(name)
        same = self._of_name(name)
        if same is not None and same.id != filter_id:
            raise Refusal(f"Đã có bộ lọc «{same.name}». Hãy đặt tên khác.", "name")
        with self._desk.operation(operations.RENAME_TASK_FILTER, name) as recorder:
            write_filter(recorder, replace(known, name=name))
        return recorder.changes

    def delete(self, filter_id: str) -> Changes:
        """Deletes one of the office's own filters."""
        self._desk.admit(operations.DELETE_TASK_FILTER)
        known = self._get(filter_id)
        with self._desk.operation(operations.DELETE_TASK_FILTER, known.name) as recorder:
            recorder.delete(TASK_FILTERS.table, filter_id)
        return recorder.changes

    def _get(self, filter_id: str) -> KeptFilter:
        for known in self.own():
            if known.id == filter_id:
                return known
        raise Refusal("Bộ lọc này không còn nữa, hoặc là bộ lọc có sẵn của chương trình.", "name")

    def _of_name(self, name: str) -> KeptFilter | None:
        """The office's own filter of a name. Raises Refusal where the program has one."""
        found = next((each for each in self.all() if name_key(each.name) == name_key(name)), None)
        if found is not None and found.is_shipped:
            raise Refusal(f"«{found.name}» là bộ lọc có sẵn. Hãy đặt tên khác.", "name")
        return found


def _checked(name: str) -> str:
    """The name as it is kept. Raises Refusal where it is none."""
    name = clean_line(name)
    if not name:
        raise Refusal("Hãy đặt tên cho bộ lọc.", "name")
    if len(name) > _LONGEST:
        raise Refusal(f"Tên bộ lọc dài quá {_LONGEST} ký tự. Hãy đặt tên ngắn hơn.", "name")
    return name
