"""Which unit a plan means to lead a task that names none: proposals, each with the words it is read from.

A plan says who does what in three places: in the task's own sentence («giao Phòng Kinh tế chủ trì»), at the
same task in its annex, and in its section on who does what, by areas («chủ trì các nội dung về cải cách tài
chính công») or by matters. Nothing is proposed where two units are meant.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from .areas import Area
from .names import known_unit, unit_key, units_together
from .plan import Item, Plan
from .plan_views import Placed, duties, tasks
from .text import fold
from .unit_names import is_unit_name, units_named


@dataclass(frozen=True, slots=True)
class UnitProposal:
    """``unit`` is proposed to lead the task, because of ``why``: the words of the plan."""

    task_id: str
    text: str
    unit: str
    why: str

    @property
    def id(self) -> str:
        """What tells it from others: a task has one proposal at most."""
        return self.task_id


@dataclass(frozen=True, slots=True)
class _Duty:
    """A sentence of a unit's duties: the areas that it names, and its pairs of syllables."""

    unit: str
    sentence: str
    areas: frozenset[int]
    pairs: frozenset[str]


def propose_leads(plan: Plan, listed: Iterable[str], areas: Sequence[Area]) -> list[UnitProposal]:
    """A proposal for each task without a lead of which the plan tells one unit; in printed order.

    Only units of the list and units that the plan names are proposed, in the list's spelling where it has
    one.
    """
    places = tasks(plan)
    if all(place.item.assignment and place.item.assignment.lead for place in places):
        return []
    named = units_named(plan)
    known = units_together(listed, named)
    spellings = list(dict.fromkeys((*known, *named)))
    of_duties = _duties(plan, known, areas)
    same = _leads_by_text(places)
    common = _common_pairs(places)
    found: list[UnitProposal] = []
    for place in places:
        item = place.item
        if item.assignment is not None and item.assignment.lead:
            continue
        proposal = _from_own_words(item, spellings)
        if proposal is None:
            proposal = _from_same_task(same.get(_plain(item.text), {}))
        if proposal is None:
            proposal = _from_duties(place, of_duties, common)
        if proposal is not None and proposal[0]:
            unit, why = proposal
            found.append(UnitProposal(item.id, item.text, known_unit(unit, known) or unit, why))
    return found


_Found = tuple[str, str] | None
"""A unit and why; an empty unit where several are meant, so that nothing is to be proposed."""

_LEADS_AFTER = re.compile(r"^(xa|phuong)?[\s,]*(la )?(don vi |co quan )?(chu tri|dau moi|chiu trach nhiem)\b")
_LEADS_BEFORE = re.compile(r"\b(giao( cho)?|chu tri( thuc hien)?:?)\s*$")
_AMONG_OTHERS = re.compile(r"\bphoi hop (voi )?(cac |cung )?[^.;]*$")


def _from_own_words(item: Item, known: Sequence[str]) -> _Found:
    """«giao Phòng Văn hóa - Xã hội chủ trì», «Phòng Kinh tế chủ trì, phối hợp với …» in the task itself."""
    sentence = _plain(item.text)
    units: dict[str, str] = {}
    for name in sorted(known, key=len, reverse=True):
        folded = _plain(name)
        for found in re.finditer(rf"\b{re.escape(folded)}\b", sentence):
            before, after = sentence[: found.start()], sentence[found.end() :].lstrip()
            if _LEADS_AFTER.match(after) or (
                _LEADS_BEFORE.search(before) and not _AMONG_OTHERS.search(before)
            ):
                units.setdefault(unit_key(name), name)
        # «Phòng Văn hóa» must not be found once more in «Phòng Văn hóa - Xã hội».
        sentence = sentence.replace(folded, " ")
    if not units:
        return None
    return (next(iter(units.values())) if len(units) == 1 else ""), f"Nhiệm vụ ghi: {item.text}"


def _leads_by_text(places: Sequence[Placed]) -> dict[str, dict[str, str]]:
    """The leads that tasks of the same words have elsewhere in the plan, as in its annex."""
    found: dict[str, dict[str, str]] = {}
    for place in places:
        lead = place.item.assignment.lead if place.item.assignment else ""
        if lead:
            found.setdefault(_plain(place.item.text), {})[unit_key(lead)] = lead
    return found


def _from_same_task(leads: dict[str, str]) -> _Found:
    if not leads:
        return None
    unit = next(iter(leads.values())) if len(leads) == 1 else ""
    return unit, f"Phụ lục ghi đơn vị chủ trì của cùng nhiệm vụ này: {unit}"


_ONLY_SUPPORTS = re.compile(r"^(phoi hop|tham gia|de nghi|dong vien)\b")


def _duties(plan: Plan, known: Sequence[str], areas: Sequence[Area]) -> list[_Duty]:
    """The sentences that say what each unit leads; those in which it only supports are left out."""
    found: list[_Duty] = []
    for view in duties(plan):
        unit = known_unit(view.unit, known)
        if unit is None or not is_unit_name(view.unit):
            continue
        for sentence in (*view.items, *view.paragraphs):
            plain = _plain(sentence)
            if not _ONLY_SUPPORTS.match(plain):
                codes = frozenset(area.code for area in areas if any(word in plain for word in _signs(area)))
                found.append(_Duty(unit, sentence, codes, _pairs(sentence)))
    return found


def _signs(area: Area) -> tuple[str, ...]:
    return (*map(_plain, area.keywords), _plain(area.name))


_FEWEST_PAIRS = 3
"""So many pairs of syllables that only one unit's duties hold tell a matter."""


def _from_duties(place: Placed, of_duties: Sequence[_Duty], common: frozenset[str]) -> _Found:
    """The unit whose duties name the task's matter, or else its area."""
    pairs = _pairs(place.item.text) - common
    by_matter: dict[str, tuple[int, str]] = {}
    for duty in of_duties:
        shared = len(pairs & duty.pairs)
        if shared > by_matter.get(duty.unit, (0, ""))[0]:
            by_matter[duty.unit] = (shared, duty.sentence)
    by_area = {duty.unit: duty.sentence for duty in reversed(of_duties) if place.area in duty.areas}
    ranked = sorted(by_matter.items(), key=lambda each: -each[1][0])
    best = ranked[0] if ranked and ranked[0][1][0] >= _FEWEST_PAIRS else None
    runner_up = ranked[1][1][0] if len(ranked) > 1 else 0
    is_clear = best is not None and best[1][0] >= 2 * runner_up
    if len(by_area) == 1:
        unit, sentence = next(iter(by_area.items()))
        if best is not None and is_clear and best[0] != unit:
            # The area is one unit's, the matter another's.
            return None
        return unit, f"{unit}: {sentence}"
    if best is not None and is_clear and (not by_area or best[0] in by_area):
        return best[0], f"{best[0]}: {best[1][1]}"
    return None


_WORD = re.compile(r"[^\W\d_]+")
_LISTLESS = frozenset("va cua cac cho trong ve theo tai la den voi cung nhung mot nay khi de".split())


@cache
def _pairs(text: str) -> frozenset[str]:
    """The pairs of syllables that follow one another: most words of the language have two."""
    words = [word for word in _WORD.findall(fold(text)) if word not in _LISTLESS]
    return frozenset(f"{one} {other}" for one, other in pairwise(words))


def _common_pairs(places: Sequence[Placed]) -> frozenset[str]:
    """The pairs that so many tasks hold that they tell nothing: «cải cách», «thực hiện»."""
    counts = Counter(pair for place in places for pair in _pairs(place.item.text))
    most = max(2, len(places) // 8)
    return frozenset(pair for pair, count in counts.items() if count > most)


@cache
def _plain(text: str) -> str:
    """The text folded, on one line, with one kind of dash and without its last mark."""
    return re.sub(r"\s*[-\u2010-\u2015]\s*", " - ", " ".join(fold(text).split())).rstrip(" .;,:")
