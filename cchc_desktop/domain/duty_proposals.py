"""Duties by unit that a plan's section on who does what lacks: proposed from its tasks and from who usually
answers for which area of the index.

A unit that leads tasks of an area is to lead them by its duties too, one that supports is to support; nothing
is proposed that the unit's duties already name, nor for what is no one unit («các phòng»), unless it has a
heading.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from . import numbering, outline
from .areas import Area
from .errors import Refusal
from .names import known_unit, unit_key
from .plan import Item, ItemKind, Plan, Topic, new_id
from .plan_views import DutyView, duties
from .responsibility import Matrix, responsibility
from .text import fold, uncapitalized
from .unit_names import is_unit_name

ORGANISATION = "two_tier"
"""Communes have two tiers above them no more (since 1/7/2025): by which names of owners areas are asked."""
_SUPPORTS = ("phoi hop", "tham gia", "de nghi")
_INDEX = ("chi so", "cham diem", "tai lieu kiem chung", "par index")


@dataclass(frozen=True, slots=True)
class DutyProposal:
    """A duty that a unit's part of the plan lacks: its ``text``, and ``why`` it is proposed.

    ``unit_id`` is the identity of the unit's heading; empty where the plan has none yet.
    """

    unit: str
    text: str
    why: str
    unit_id: str = ""

    @property
    def id(self) -> str:
        """What tells it from others."""
        return f"{unit_key(self.unit)}|{self.text}"


def propose_duties(plan: Plan, listed: Sequence[str], areas: Sequence[Area]) -> list[DutyProposal]:
    """A proposal for each duty that a unit lacks, by units in the order of the plan's headings, then of the
    office's list. Units that have a part in no task and answer for no area are left alone."""
    matrix = responsibility(plan, listed)
    views = {unit_key(view.unit): view for view in duties(plan)}
    owned: dict[str, list[Area]] = {}
    for area in areas:
        owner = known_unit(area.owners.get(ORGANISATION, ""), listed)
        if owner is not None and any(share.place.area == area.code for share in matrix.shares):
            owned.setdefault(owner, []).append(area)
    units = dict.fromkeys((*matrix.units, *owned))
    order = {key: at for at, key in enumerate(views)}
    found: list[DutyProposal] = []
    for unit in sorted(units, key=lambda name: order.get(unit_key(name), len(order))):
        view = views.get(unit_key(unit))
        if view is None and not is_unit_name(unit):
            continue
        found += _of_unit(unit, view, matrix, areas, owned.get(unit, ()))
    return found


def _of_unit(
    unit: str, view: DutyView | None, matrix: Matrix, areas: Sequence[Area], owned: Sequence[Area]
) -> list[DutyProposal]:
    said = [fold(text) for text in (*view.items, *view.paragraphs)] if view is not None else []
    found: list[DutyProposal] = []

    def propose(text: str, why: str) -> None:
        found.append(DutyProposal(unit, text, why, view.id if view is not None else ""))

    leading: list[tuple[Area, int]] = []
    supporting: list[tuple[Area, int]] = []
    leads: dict[str, None] = {}
    for area in areas:
        of_area = [share for share in matrix.shares if share.place.area == area.code]
        led = sum(share.lead == unit for share in of_area)
        supported = [share for share in of_area if unit in share.supports]
        if led and not _is_said(said, area, supports=False):
            leading.append((area, led))
        elif supported and not led and not _is_said(said, area, supports=None):
            supporting.append((area, len(supported)))
            leads |= dict.fromkeys(share.lead for share in supported if share.lead)
    if leading:
        matters = _listed([_matter(area) for area, _ in leading])
        propose(
            f"Chủ trì thực hiện các nhiệm vụ về {matters} được giao tại Kế hoạch này.",
            f"Chủ trì {sum(count for _, count in leading)} nhiệm vụ",
        )
    if supporting:
        whom = f" với {_listed(list(leads))}" if leads else ""
        matters = _listed([_matter(area) for area, _ in supporting])
        propose(
            f"Phối hợp{whom} thực hiện các nhiệm vụ về {matters}.",
            f"Phối hợp {sum(count for _, count in supporting)} nhiệm vụ",
        )
    unsaid = [
        uncapitalized(area.short_name)
        for area in owned
        if not any(any(sign in text for sign in _INDEX) and _names(text, area) for text in said)
    ]
    if unsaid:
        propose(
            f"Theo dõi, tổng hợp kết quả và tài liệu kiểm chứng lĩnh vực {_listed(unsaid)} để tự đánh giá, "
            "chấm điểm Chỉ số cải cách hành chính.",
            "Thường phụ trách phần này của Chỉ số",
        )
    return found


def _matter(area: Area) -> str:
    return uncapitalized(area.name)


def _listed(names: Sequence[str]) -> str:
    """«A, B và C»; with semicolons where a name has a comma of its own."""
    between = "; " if any("," in name for name in names) else ", "
    return " và ".join(filter(None, (between.join(names[:-1]), names[-1])))


def _is_said(said: Iterable[str], area: Area, *, supports: bool | None) -> bool:
    """Whether a duty names an area: one that supports where ``supports``, one that does more where not;
    either where it is None."""
    return any(
        _names(text, area) and (supports is None or text.startswith(_SUPPORTS) == supports) for text in said
    )


def _names(text: str, area: Area) -> bool:
    return any(sign in text for sign in (*area.keywords, fold(area.name), fold(area.short_name)))


def with_duties(plan: Plan, proposals: Iterable[DutyProposal]) -> Plan:
    """The plan with these duties under the headings of their units, which are added where there are none.

    Raises Refusal for a plan without a section on who does what.
    """
    items = plan.items
    added: dict[str, str] = {}
    for proposal in proposals:
        key = unit_key(proposal.unit)
        unit_id = proposal.unit_id or added.get(key, "")
        if not unit_id:
            heading = Item(ItemKind.UNIT, proposal.unit, id=new_id())
            parent = _home(items)
            level = parent.children
            index = max(
                (at for at, each in enumerate(level, 1) if each.kind is ItemKind.UNIT), default=len(level)
            )
            heading = replace(heading, marker=_marker(level, index))
            items = outline.insert(items, heading, parent.id, index)
            unit_id = added[key] = heading.id
        unit = outline.find(items, unit_id)
        marker = numbering.marker_for_new(unit.children, len(unit.children))
        duty = Item(ItemKind.TEXT, proposal.text, marker, id=new_id())
        items = outline.insert(items, duty, unit_id, len(unit.children))
    return replace(plan, items=items)


def _marker(level: tuple[Item, ...], index: int) -> str:
    """The number of a new unit among others; the first one of all is «1.»."""
    return numbering.marker_for_new(level, index) if level else "1."


def _home(items: outline.Tree) -> Item:
    """What the headings of units stand under: where the last of them does, else the section on duties."""
    home: Item | None = None
    for root in items:
        for item in root.walk():
            if any(child.kind is ItemKind.UNIT for child in item.children) or (
                home is None and item.topic is Topic.DUTIES
            ):
                home = item
    if home is None:
        raise Refusal("Kế hoạch chưa có phần «Tổ chức thực hiện». Hãy thêm phần đó rồi đề xuất lại.")
    return home
