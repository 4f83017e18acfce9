"""A plan of 2,000 items: opened, one edit in it, and its PDF beside that of a tenth of it."""

import itertools
import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from cchc_desktop import catalogue
from cchc_desktop.documents.compose_plan import compose_plan
from cchc_desktop.documents.export import export_file
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.places import PageName, PlanPlace
from cchc_desktop.domain.plan import Draft, Item, ItemKind, Plan, Topic
from cchc_desktop.domain.targets import Comparator, Measure, TargetKind
from cchc_desktop.domain.tasks import Assignment
from cchc_desktop.office import Office

from .measure import Result, in_turns

_WORDS = """
rà soát thủ tục hành chính công bố niêm yết giải quyết hồ sơ đúng hạn người dân doanh nghiệp trực tuyến số hóa
kết quả đào tạo công chức văn bản quy phạm kiểm tra tuyên truyền báo cáo
""".split()
_AREAS, _COUNT = 8, 2_000


def measure(folder: Path, times: int) -> list[Result]:
    """All of it."""
    office = Office.open(folder)
    try:
        plans = [_plan(_COUNT, seed) for seed in (1, 2)]
        for plan in plans:
            office.plans.store_draft(Draft(plan))
        return [*_in_window(office, folder, plans, times), _printed(office, folder, min(times, 5))]
    finally:
        office.close()


def _in_window(office: Office, folder: Path, plans: list[Plan], times: int) -> list[Result]:
    """Another plan opened until it is painted, beside a bare tree of the same rows; and a text set in it
    until it is shown, beside one row committed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QApplication, QTreeView

    from cchc_desktop.ui.app import prepare
    from cchc_desktop.ui.frame.main_window import MainWindow
    from cchc_desktop.ui.plan.page import PlanPage

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    prepare(app)
    copy = folder / "bare.db"
    with closing(sqlite3.connect(copy)) as bare:
        bare.execute("CREATE TABLE items (id TEXT PRIMARY KEY, plan TEXT, parent TEXT, text TEXT)")
        bare.executemany("INSERT INTO items VALUES (?, ?, ?, ?)", list(_rows(plans)))
        bare.commit()
        window = MainWindow(office, folder)
        window.resize(1366, 768)
        window.show()
        turn, bare_turn = itertools.cycle(plans), itertools.cycle(plans)
        view = QTreeView()
        view.resize(1366, 768)
        view.show()

        def opened() -> None:
            window.go(PlanPlace(next(turn).id))
            for _ in range(3):
                app.processEvents()

        def bare_opened() -> None:
            model = QStandardItemModel()
            known: dict[str, QStandardItem] = {"": model.invisibleRootItem()}
            rows = bare.execute("SELECT * FROM items WHERE plan = ?", [next(bare_turn).id])
            for row_id, _, parent, text in rows:
                known[row_id] = QStandardItem(text)
                known[parent].appendRow(known[row_id])
            view.setModel(model)
            view.expandAll()
            for _ in range(3):
                app.processEvents()

        what = "a plan of 2,000 items until it is painted"
        found = [in_turns("a plan, opened", what, opened, bare_opened, times)]
        page = window.page(PageName.PLAN)
        assert isinstance(page, PlanPage)
        plan = plans[0]
        window.go(PlanPlace(plan.id))
        tasks = itertools.cycle([item.id for item in plan.walk() if item.kind is ItemKind.TASK][::97])
        numbers = itertools.count(1)

        def edited() -> None:
            item_id = next(tasks)
            page.desk._set_text(item_id, f"Rà soát thủ tục lần {next(numbers)}")
            for _ in range(3):
                app.processEvents()

        def committed() -> None:
            bare.execute("UPDATE items SET text = ? WHERE id = ?", [str(next(numbers)), plan.items[0].id])
            bare.commit()

        found.append(in_turns("a plan, one edit", "a text set and shown", edited, committed, times))
        view.close()
        window.close()
    return found


def _printed(office: Office, folder: Path, times: int) -> Result:
    """The PDF beside that of a plan of a tenth of the items."""
    whole, tenth = (_plan(count, 3) for count in (_COUNT, _COUNT // 10))

    def pdf(plan: Plan) -> None:
        document = compose_plan(plan, office.settings.require_profile(), catalogue.areas())
        export_file(document, "pdf", folder / "plan.pdf")

    return in_turns("a plan, PDF", "2,000 items beside 200", lambda: pdf(whole), lambda: pdf(tenth), times)


def _rows(plans: list[Plan]) -> Iterator[tuple[str, str, str, str]]:
    """Items with their plan, the one above and their line, those above first."""
    for plan in plans:
        stack = [("", item) for item in reversed(plan.items)]
        while stack:
            parent, item = stack.pop()
            yield item.id, plan.id, parent, f"{item.marker} {item.text}"
            stack += [(item.id, child) for child in reversed(item.children)]


def _plan(count: int, seed: int) -> Plan:
    """A plan of so many items: areas with targets and tasks, every second task with a sub-task."""
    chance = random.Random(seed)
    each = count // _AREAS
    return Plan(
        f"Cải cách hành chính của đơn vị {seed}",
        PlanPeriod.year(2026),
        items=tuple(_area(number, each, chance) for number in range(1, _AREAS + 1)),
    )


def _area(number: int, count: int, chance: random.Random) -> Item:
    """An area of ``count`` items."""
    targets = tuple(
        Item(
            ItemKind.TARGET, f"Phấn đấu đạt {90 + place}% {_sentence(chance)}", "-",
            measure=Measure(TargetKind.PERCENT, Comparator.AT_LEAST, 90.0 + place, unit="%"),
        )
        for place in range(10)
    )  # fmt: skip
    tasks: list[Item] = []
    left = count - len(targets) - 3
    while left > 0:
        parts = (Item(ItemKind.SUBTASK, _sentence(chance), "+"),) if left > 1 and len(tasks) % 2 else ()
        assignment = Assignment(
            lead="Văn phòng HĐND và UBND", support="Các phòng", deliverable="Báo cáo",
            due=date(2026, 6, 30), due_text="Quý II/2026",
        )  # fmt: skip
        tasks.append(Item(ItemKind.TASK, _sentence(chance), "-", assignment=assignment, children=parts))
        left -= 1 + len(parts)
    return Item(
        ItemKind.AREA, f"Lĩnh vực {number}", f"{number}.", area=number,
        children=(
            Item(ItemKind.HEADING, "Chỉ tiêu", "a)", topic=Topic.TARGETS, children=targets),
            Item(ItemKind.HEADING, "Nhiệm vụ", "b)", topic=Topic.TASKS, children=tuple(tasks)),
        ),
    )  # fmt: skip


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(12, 35)))
