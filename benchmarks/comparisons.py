"""Two plans of 2,000 items compared, beside difflib pairing the same lines and finding those reworded."""

import difflib
import random
from dataclasses import replace
from pathlib import Path

from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, new_id
from cchc_desktop.domain.plan_comparison import compare

from .measure import Result, in_turns

_WORDS = """
rà soát thủ tục hành chính công bố niêm yết giải quyết hồ sơ đúng hạn người dân doanh nghiệp trực tuyến số hóa
kết quả đào tạo công chức văn bản quy phạm kiểm tra tuyên truyền báo cáo
""".split()
_SECTIONS, _EACH = 20, 100


def measure(_: Path, times: int) -> list[Result]:
    """A plan and what a year made of it, read from another file: no item has an identity of the other's."""
    chance = random.Random(13)
    before = Plan("Kế hoạch", PlanPeriod.year(2026), items=tuple(_section(chance) for _ in range(_SECTIONS)))
    after = replace(before, items=tuple(_a_year_later(section, chance) for section in before.items))
    old, new = ([item.text for item in plan.walk()] for plan in (before, after))
    return [
        in_turns(
            "comparing plans",
            "two plans of 2,000 items, beside difflib over their lines",
            lambda: compare(before, after),
            lambda: list(difflib.ndiff(old, new)),
            times,
        )
    ]


def _sentence(chance: random.Random) -> str:
    return f"{' '.join(chance.choices(_WORDS, k=chance.randint(12, 35)))} {chance.randint(1, 999)}"


def _section(chance: random.Random) -> Item:
    tasks = tuple(Item(ItemKind.TASK, _sentence(chance), "-") for _ in range(_EACH))
    return Item(ItemKind.SECTION, _sentence(chance), "I.", children=tasks)


def _a_year_later(section: Item, chance: random.Random) -> Item:
    """A tenth reworded, some new in the place of others, some dropped."""
    tasks = []
    for task in section.children:
        fate = chance.random()
        if fate < 0.03:
            continue
        text = f"{task.text} và báo cáo" if fate < 0.13 else _sentence(chance) if fate < 0.15 else task.text
        tasks.append(replace(task, text=text, id=new_id()))
    return replace(section, id=new_id(), children=tuple(tasks))
