"""A criterion as the page of the index lists it, and which of them are shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from ...domain.criteria.forecast import Foreseen, Outlook
from ...domain.criteria.marks import CriterionMark
from ...domain.criteria.moves import Move, MoveKind, by_worth
from ...domain.criteria.rounds import Stage
from ...domain.criteria.scoring import Score, Scored
from ...domain.criteria.sealed import RoundLine, Rounds
from ...domain.criteria.sets import CriteriaSet
from ...domain.criteria.wins import Win, losses
from ...domain.criteria.words import points_words
from ...domain.report_periods import Period, Span
from ...office import Office


class Shown(Enum):
    """Which criteria the page lists."""

    ALL = "Mọi tiêu chí"
    MONTH = "Nên làm tháng này"
    LOST = "Đang mất điểm"
    UNKNOWN = "Chưa có số liệu"
    UNPROVEN = "Thiếu minh chứng"
    TAKEN = "Bị trừ khi thẩm định"
    WAITING = "Chờ giải trình"


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion with its points; ``depth`` is how far it is set in, ``files`` how many files prove it,
    ``win`` what wins lost points back, None where none are lost; ``tells_win`` says that this is what the
    line is listed for. ``foreseen`` is what it comes to at the end of a year, ``move`` what to do
    for it in this month, where the line is listed for that. ``round`` is what was locked and said of it
    since, None before the lock, ``stage`` how far its rounds are."""

    scored: Scored
    depth: int
    mark: CriterionMark
    files: int = 0
    lacks_proof: bool = False
    win: Win | None = None
    tells_win: bool = False
    foreseen: Foreseen | None = None
    move: Move | None = None
    round: RoundLine | None = None
    stage: Stage = Stage.SELF

    @property
    def words(self) -> str:
        """How the points came about, or what wins more of them."""
        if self.move is not None:
            return move_words(self.move)
        if self.round is not None and not self.tells_win:
            return self.round.own.reason
        return self.win.sentence if self.tells_win and self.win is not None else self.scored.reason

    @property
    def id(self) -> str:
        """The criterion's code."""
        return self.scored.criterion.code

    @property
    def is_leaf(self) -> bool:
        """Whether it has points of its own."""
        return self.scored.criterion.rule is not None

    @property
    def is_unknown(self) -> bool:
        """Whether nobody knows yet what it has."""
        return self.is_leaf and self.scored.unknown > 0

    @property
    def name(self) -> str:
        """The code and the name, set in as the tree is."""
        return f"{'    ' * self.depth}{self.id}  {self.scored.criterion.name}"

    @property
    def proposed(self) -> Decimal | None:
        """The proposal of a criterion with a rule."""
        return self.scored.proposed if self.scored.applies else None

    @property
    def own(self) -> Decimal | None:
        """What the office decided; once its points are locked, these, of areas too."""
        return self.round.points if self.round is not None else self.scored.own

    @property
    def points(self) -> Decimal | None:
        """What counts; None where nobody can tell, or where it does not apply."""
        return None if self.is_unknown or not self.scored.applies else self.scored.points

    @property
    def ends(self) -> str:
        """Both ends of what it comes to at the year's end, «3» or «3–4»; nothing where nobody can tell."""
        found = self.foreseen
        if found is None or not found.high.applies or found.high.unknown == found.high.most:
            return ""
        return ends_words(found.low.points, found.high.points)

    @property
    def sign(self) -> tuple[str, str]:
        """The icon and the colour of how it stands."""
        if not self.scored.applies:
            return ("eye", "idle")
        if self.is_unknown:
            return ("info", "info")
        if self.scored.lost > 0:
            return (
                ("error-filled", "bad") if self.win is not None and self.win.is_final else ("warning", "warn")
            )
        return ("done-filled", "good")


def ends_words(low: Decimal, high: Decimal) -> str:
    """Two ends in points, or one where they are the same."""
    return points_words(low) if low == high else f"{points_words(low)}–{points_words(high)}"


def move_words(move: Move) -> str:
    """What is to be done, what for, how much work it is, by when."""
    verb = {MoveKind.WIN: "+", MoveKind.KEEP: "Giữ ", MoveKind.DECLARE: "Khai báo "}[move.kind]
    by = f"{move.by.day:02}/{move.by.month:02}"
    return f"{verb}{points_words(move.gain)} điểm, {move.effort.label.lower()}, hạn {by}: {move.sentence}"


def month_words(moves: Iterable[Move]) -> str:
    """What all of them come to: «Làm hết: +9,81 điểm, giữ 0,5»."""
    gains = {kind: Decimal(0) for kind in MoveKind}
    for move in moves:
        gains[move.kind] += move.gain
    kept = f", giữ {points_words(gains[MoveKind.KEEP])}" if gains[MoveKind.KEEP] else ""
    return f"Làm hết: +{points_words(gains[MoveKind.WIN])} điểm{kept}"


@dataclass(frozen=True, slots=True)
class Listed:
    """What the page shows of a period; ``outlook`` is its year's end, None of a quarter, and ``month`` gives
    what to do in this month."""

    given: CriteriaSet
    score: Score
    lines: tuple[CriterionLine, ...]
    outlook: Outlook | None
    month: Callable[[], list[Move]]
    rounds: Rounds

    def shown(self, shown: Shown) -> list[CriterionLine]:
        """The lines that are wanted: what is lost stands with the most gain for the effort first."""
        match shown:
            case Shown.LOST:
                order = {each.code: place for place, each in enumerate(by_worth(losses(self.score)))}
                lost = [
                    replace(line, tells_win=True) for line in self.lines
                    if line.id in order and not line.is_unknown
                ]  # fmt: skip
                return sorted(lost, key=lambda line: order[line.id])
            case Shown.UNKNOWN:
                beside = {each.criterion.code for each in self.score.extras}
                return [line for line in self.lines if line.is_unknown and line.id not in beside]
            case Shown.UNPROVEN:
                return [line for line in self.lines if line.lacks_proof]
            case Shown.MONTH:
                known = {line.id: line for line in self.lines}
                return [replace(known[move.code], move=move) for move in self.month()]
            case Shown.TAKEN:
                return [line for line in self.lines if line.round is not None and line.round.is_taken]
            case Shown.WAITING:
                waiting = {line.code for line in self.rounds.waiting}
                return [line for line in self.lines if line.id in waiting]
        return list(self.lines)


def listed(office: Office, period: Period, set_id: str = "") -> Listed:
    """The criteria of the set that a period is scored by, or of another one of it. Raises Refusal where there
    is none."""
    criteria = office.criteria
    given = criteria.of_period(period, set_id)
    rounds = office.score_rounds.standing(given, period)
    score, given = criteria.claimed(given, period), rounds.given
    is_foreseen = period.span is Span.YEAR and not rounds.stage.is_locked
    outlook = criteria.outlook(given, period) if is_foreseen else None
    marks, files = criteria.marks(given, period), criteria.files(given, period)
    if rounds.own is not None:
        lacking = {line.code for line in rounds.unproven}
    else:
        lacking = {each.criterion.code for each in criteria.unproven(given, period, score)}
    wins = {each.code: each.win for each in losses(score)}

    def lines(scored: Scored, depth: int) -> list[CriterionLine]:
        code = scored.criterion.code
        mark = marks.get(code, CriterionMark(given.id, period, code))
        own = CriterionLine(
            scored, depth, mark, files[code], code in lacking, wins.get(code),
            foreseen=outlook.criteria[code] if outlook is not None else None,
            round=rounds.by_code.get(code), stage=rounds.stage,
        )  # fmt: skip
        return [own, *(line for child in scored.children for line in lines(child, depth + 1))]

    nodes = (*score.areas, *score.extras)

    def month() -> list[Move]:
        return criteria.moves(given, period) if outlook is not None else []

    return Listed(
        given, score, tuple(line for each in nodes for line in lines(each, 0)), outlook, month, rounds
    )
