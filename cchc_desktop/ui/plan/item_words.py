"""What the kinds and topics of a plan's items are called on the screen, and the signs they carry."""

from ...domain.plan import Item, ItemKind, Topic
from ...storage.kinds import PLAN_ITEMS

TOPIC_WORDS = {
    Topic.NONE: "Không rõ",
    Topic.PURPOSE: "Mục đích",
    Topic.REQUIREMENTS: "Yêu cầu",
    Topic.GENERAL_TARGETS: "Mục tiêu chung",
    Topic.TARGETS: "Chỉ tiêu",
    Topic.TASKS: "Nhiệm vụ",
    Topic.SOLUTIONS: "Giải pháp",
    Topic.FUNDING: "Kinh phí",
    Topic.REPORTING: "Chế độ báo cáo",
    Topic.DUTIES: "Tổ chức thực hiện",
}

SIGNS = {
    ItemKind.AREA: "LV",
    ItemKind.TARGET: "CT",
    ItemKind.TASK: "NV",
    ItemKind.SUBTASK: "nv",
    ItemKind.DETAIL: "pc",
    ItemKind.UNIT: "ĐV",
    ItemKind.BASIS: "CC",
    ItemKind.DECISION: "QĐ",
    ItemKind.ARTICLE: "Đ",
    ItemKind.ANNEX: "PL",
}
"""Two letters before an item in the tree; the other kinds carry none."""


def kind_words(kind: ItemKind) -> str:
    """The kind in Vietnamese."""
    return PLAN_ITEMS.field("kind").codes[kind.value]


def item_line(item: Item) -> str:
    """The item as one line: its number or bullet and its text."""
    return f"{item.marker} {item.text}".strip()
