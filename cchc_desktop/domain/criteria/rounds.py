"""The rounds that an index goes through (FACTS.md section 7.1): scored by the office itself, locked,
verified, explained, verified again, final. Each state is locked; going back needs a reason and stays in
the history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from ..errors import Refusal
from ..report_periods import Period


class Stage(StrEnum):
    """How far the scoring of a period has come; a stage is what was locked last."""

    SELF = "self"
    LOCKED = "locked"
    VERIFIED = "verified"
    EXPLAINED = "explained"
    SECOND = "second"
    FINAL = "final"

    @property
    def label(self) -> str:
        """The stage in Vietnamese."""
        return _LABELS[self]

    @property
    def is_locked(self) -> bool:
        """Whether the office's own points are locked."""
        return self is not Stage.SELF

    @property
    def waits_for_points(self) -> bool:
        """Whether the superior's points are what comes next."""
        return self in (Stage.LOCKED, Stage.EXPLAINED)

    @property
    def following(self) -> tuple["Stage", ...]:
        """What may come next; the first one is what mostly does."""
        return _FOLLOWING[self]


_LABELS = {
    Stage.SELF: "Đang tự chấm",
    Stage.LOCKED: "Đã chốt điểm tự chấm, chờ thẩm định lần 1",
    Stage.VERIFIED: "Đã có điểm thẩm định lần 1",
    Stage.EXPLAINED: "Đã gửi giải trình, chờ thẩm định lần 2",
    Stage.SECOND: "Đã có điểm thẩm định lần 2",
    Stage.FINAL: "Kết quả cuối cùng",
}
_FOLLOWING = {
    Stage.SELF: (Stage.LOCKED,),
    Stage.LOCKED: (Stage.VERIFIED,),
    # Who has nothing to explain is done after the first verification.
    Stage.VERIFIED: (Stage.EXPLAINED, Stage.FINAL),
    Stage.EXPLAINED: (Stage.SECOND,),
    Stage.SECOND: (Stage.FINAL,),
    Stage.FINAL: (),
}
_GONE_ON = "Bước chấm điểm này đã có bước sau. Hãy mở lại bước sau trước."


@dataclass(frozen=True, slots=True)
class RoundStep:
    """A step of the scoring of a period by a set: the ``stage`` that it leads to, as the ``number``-th step.

    ``is_back`` says that it opens that stage again, for a ``note``, which otherwise names the superior's
    document or says anything else. ``due`` is the day by which the superior wants an explanation. ``officer``
    did it ``at`` that moment. ``content`` is the hash of what was locked, empty where nothing was.
    """

    set_id: str
    period: Period
    number: int
    stage: Stage
    is_back: bool
    at: datetime
    officer: str
    note: str = ""
    due: date | None = None
    content: str = ""

    @property
    def id(self) -> str:
        """How it is stored: «2026-N:khoi-dau:3»."""
        return f"{self.period.id}:{self.set_id}:{self.number}"


@dataclass(frozen=True, slots=True)
class CriterionRound:
    """What is said of a criterion after its points were locked: the superior's points and remarks of the
    first and the second verification, and the office's explanation between them.

    ``name`` is what the criterion was called then, ``area`` the reform area (0 for none) by which rights are
    told. Points of a penalty are those that are taken off.
    """

    set_id: str
    period: Period
    code: str
    name: str = ""
    area: int = 0
    first: Decimal | None = None
    first_remark: str = ""
    explanation: str = ""
    second: Decimal | None = None
    second_remark: str = ""

    @property
    def id(self) -> str:
        """How it is stored: «2026-N:khoi-dau:3.4.1»."""
        return f"{self.period.id}:{self.set_id}:{self.code}"

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing."""
        said = (self.first_remark, self.explanation, self.second_remark)
        return self.first is None and self.second is None and not any(said)


WRITTEN_IN = {
    "first": Stage.LOCKED,
    "first_remark": Stage.LOCKED,
    "explanation": Stage.VERIFIED,
    "second": Stage.EXPLAINED,
    "second_remark": Stage.EXPLAINED,
}
"""The stage in which each field of a `CriterionRound` is written; in any other one it is locked."""


def holding(steps: Iterable[RoundStep]) -> list[RoundStep]:
    """The steps that hold, in their order: a step back takes those after its stage away.

    Raises Refusal where steps do not follow each other, as where one in the middle was taken away.
    """
    found: list[RoundStep] = []
    for place, step in enumerate(steps, 1):
        if step.number != place:
            raise Refusal(_GONE_ON)
        if not step.is_back:
            if step.stage not in stage_of(found).following:
                raise Refusal(_GONE_ON)
            found.append(step)
            continue
        if not found or step.stage is not before(found):
            raise Refusal(_GONE_ON)
        found.pop()
    return found


def stage_of(held: Sequence[RoundStep]) -> Stage:
    """The stage that steps which hold have led to."""
    return held[-1].stage if held else Stage.SELF


def before(held: Sequence[RoundStep]) -> Stage:
    """The stage that a step back leads to."""
    return stage_of(held[:-1])
