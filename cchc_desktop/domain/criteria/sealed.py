"""What was locked of an index, as it was then, and how the rounds differ: by criterion and by area."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .rounds import RoundStep, Stage, stage_of
from .rules import RuleKind, Value
from .scoring import Score, Scored, score
from .sets import CriteriaSet, Criterion

AGREED = "Nhất trí với kết quả thẩm định."
"""The explanation of who takes what the superior says."""


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file that proved a criterion when it was locked, by its ``number`` in the list: «3.4.1-01»."""

    number: str
    name: str
    sort: str
    day: date
    note: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SealedLine:
    """A criterion as it was locked.

    ``points`` are those of the round, off the whole below nothing; None where nobody knew them. ``value`` is
    what was known of it, ``proposed``, ``declared`` and ``reason`` say how points came of that, as it was
    worded then; ``note`` is the office's reason, the superior's remark or the explanation, as the round has
    it. ``is_off`` says that it does not apply.
    """

    code: str
    points: Decimal | None = None
    proposed: Decimal | None = None
    declared: str = ""
    reason: str = ""
    note: str = ""
    is_off: bool = False
    files: tuple[SealedFile, ...] = ()
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a step locked: a line for each criterion with something to say; ``set_text`` is the set that the
    office scored itself by, as catalogues say it, of that step alone."""

    lines: tuple[SealedLine, ...]
    set_text: str = ""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A criterion through all rounds; points are None where a round has not come to them, or nobody knows.

    ``most`` is what it can have, 0 where it does not apply. ``taken`` are the points that verification took
    of the office's own (below nothing where it gave more), of the round before it. ``new_files`` came with
    the explanation.
    """

    criterion: Criterion
    most: Decimal
    own: SealedLine
    points: Decimal | None
    first: Decimal | None = None
    first_remark: str = ""
    explanation: str = ""
    second: Decimal | None = None
    second_remark: str = ""
    files: tuple[SealedFile, ...] = ()
    new_files: tuple[SealedFile, ...] = ()

    @property
    def code(self) -> str:
        """The criterion's code."""
        return self.criterion.code

    @property
    def is_leaf(self) -> bool:
        """Whether it is scored by itself, and applies."""
        return self.criterion.rule is not None and self.most > 0

    @property
    def last(self) -> Decimal | None:
        """The points of the latest verification."""
        return self.second if self.second is not None else self.first

    @property
    def gap(self) -> Decimal | None:
        """By how much the latest verification differs from the office's own points; what the office did not
        know counts as none. None before any verification."""
        return None if self.last is None else self.last - (self.points or Decimal(0))

    @property
    def is_taken(self) -> bool:
        """Whether the first verification took points of a criterion that the office claimed."""
        return self.is_leaf and self.first is not None and self.first < (self.points or Decimal(0))

    @property
    def waits(self) -> bool:
        """Whether points were taken, and nobody has explained yet."""
        return self.is_taken and not self.explanation

    @property
    def lacks_proof(self) -> bool:
        """Whether points were claimed for which evidence is asked, and neither a file nor a word is there for
        them, of when they were locked or since."""
        claimed = self.is_leaf and (self.points or Decimal(0)) > 0 and bool(self.criterion.evidence)
        return claimed and not (self.own.files or self.files or self.own.note or self.explanation)


@dataclass(frozen=True, slots=True)
class Rounds:
    """How the scoring of a period by a set stands: the ``steps`` are all that were done, ``held`` those that
    hold. ``own``, ``first`` and ``second`` are what the rounds came to, None where there was none yet;
    ``lines`` are all criteria in the order of the set, nothing before the office's points are locked."""

    given: CriteriaSet
    steps: tuple[RoundStep, ...] = ()
    held: tuple[RoundStep, ...] = ()
    own: Score | None = None
    first: Score | None = None
    second: Score | None = None
    lines: tuple[RoundLine, ...] = ()
    by_code: Mapping[str, RoundLine] = field(default_factory=dict)

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return stage_of(self.held)

    @property
    def last(self) -> Score | None:
        """What the latest round came to."""
        return self.second or self.first or self.own

    @property
    def due(self) -> date | None:
        """The day by which an explanation is wanted; None where none is, or no day was given."""
        return self.held[-1].due if self.stage is Stage.VERIFIED else None

    @property
    def waiting(self) -> list[RoundLine]:
        """The criteria that wait for an explanation."""
        return [line for line in self.lines if line.waits] if self.stage is Stage.VERIFIED else []

    @property
    def unproven(self) -> list[RoundLine]:
        """The criteria whose points were claimed without a file and without a word."""
        return [line for line in self.lines if line.lacks_proof]

    def explained(self) -> list[RoundLine]:
        """The criteria that the answer to the superior is about: points were taken, or something was said."""
        return [line for line in self.lines if line.is_taken or (line.is_leaf and line.explanation)]


def came_to(given: CriteriaSet, own: Sealed, sealed: Sealed) -> Score:
    """What a round came to: its points, over what was known and what did not apply when the office's ``own``
    were locked."""
    values = {line.code: line.value for line in own.lines if line.value is not None}
    off = {line.code for line in own.lines if line.is_off}
    points = {line.code: line.points for line in sealed.lines if line.points is not None}
    return score(given, values, off, points)


def is_penalty(criterion: Criterion) -> bool:
    """Whether points of a criterion are taken off the whole."""
    return criterion.rule is not None and criterion.rule.kind is RuleKind.PENALTY


def signed(criterion: Criterion, points: Decimal) -> Decimal:
    """Points as they count: those of a penalty are off the whole, however they are written."""
    return -abs(points) if is_penalty(criterion) else points


def round_lines(made: Rounds, sealed: Mapping[Stage, Sealed]) -> Iterator[RoundLine]:
    """The criteria of what was locked, through all rounds.

    ``sealed`` is what each stage that holds has locked, and for the stage that comes next what has been
    written so far.
    """
    assert made.own is not None
    known = {stage: {line.code: line for line in each.lines} for stage, each in sealed.items()}
    first = _points_of(made.first, known.get(Stage.VERIFIED, {}))
    second = _points_of(made.second, known.get(Stage.SECOND, {}))

    def told(stage: Stage, code: str) -> SealedLine:
        return known.get(stage, {}).get(code, SealedLine(code))

    for each in made.own.walk():
        code = each.criterion.code
        own, explained = told(Stage.LOCKED, code), told(Stage.EXPLAINED, code)
        files = explained.files if Stage.EXPLAINED in known else own.files
        yield RoundLine(
            each.criterion, each.most, own, _known_points(each),
            first.get(code), told(Stage.VERIFIED, code).note, explained.note,
            second.get(code), told(Stage.SECOND, code).note,
            files, tuple(file for file in files if file not in own.files),
        )  # fmt: skip


def _points_of(made: Score | None, written: Mapping[str, SealedLine]) -> dict[str, Decimal]:
    """The points of a round by code; of one that is not locked yet those that are written."""
    if made is None:
        return {code: line.points for code, line in written.items() if line.points is not None}
    return {
        each.criterion.code: points for each in made.walk() if (points := _known_points(each)) is not None
    }


def _known_points(each: Scored) -> Decimal | None:
    """The points of a criterion; None where nobody knows them, or it does not apply."""
    is_known = each.applies and not (each.criterion.rule is not None and each.unknown)
    return each.points if is_known else None
