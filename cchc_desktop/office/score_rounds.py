"""The rounds of the index at the office's desk: what was locked and by whom, what the superior says of it,
the office's explanations, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ..catalogue.criteria_text import kept_set, set_text
from ..domain.criteria.marks import check_points
from ..domain.criteria.returned import LONGEST_REMARK, Returned, read_returned
from ..domain.criteria.rounds import CriterionRound, RoundStep, Stage, before, holding, stage_of
from ..domain.criteria.scoring import Score
from ..domain.criteria.sealed import (
    AGREED,
    RoundLine,
    Rounds,
    Sealed,
    SealedLine,
    came_to,
    round_lines,
    signed,
)
from ..domain.criteria.sets import CriteriaSet
from ..domain.errors import Refusal
from ..domain.report_periods import Period
from ..domain.text import clean_line, clean_text
from ..storage.changes import Changes
from ..storage.criteria_kinds import CRITERIA_SETS
from ..storage.evidence_kinds import EVIDENCE_FILES
from ..storage.round_kinds import CRITERION_ROUNDS, SCORE_STEPS, unpack_sealed, write_round, write_step
from ..storage.store import Store
from . import operations
from .criteria import Criteria
from .desk import Desk, Part

if TYPE_CHECKING:
    from ..domain.registers.book import RowsBook

ROUND_TABLES = (SCORE_STEPS.table, CRITERION_ROUNDS.table, EVIDENCE_FILES.table, CRITERIA_SETS.table)
"""What the rounds are read from."""
_DOES = {
    Stage.LOCKED: operations.LOCK_SCORES,
    Stage.VERIFIED: operations.VERIFY_SCORES,
    Stage.EXPLAINED: operations.SEND_EXPLANATIONS,
    Stage.SECOND: operations.VERIFY_SCORES,
    Stage.FINAL: operations.FINISH_SCORES,
}
_LONGEST_NOTE = 500


def locked_score(store: Store, steps: Sequence[RoundStep]) -> Score | None:
    """What the office locked of its own by steps of one set in one period; None where nothing is locked.

    Raises EnvironmentProblem where that cannot be read.
    """
    held = holding(steps)
    if not held:
        return None
    own = unpack_sealed(store.packs.get(held[0].content))
    return came_to(kept_set(own.set_text), own, own)


class ScoreRounds(Part):
    """The rounds of each period's scoring, by set."""

    def __init__(self, desk: Desk, criteria: Criteria) -> None:
        super().__init__(desk)
        self._criteria = criteria
        self._read = desk.derived(self._standing, ROUND_TABLES)

    # Reading

    def standing(self, given: CriteriaSet, period: Period) -> Rounds:
        """How the scoring of a period by a set stands; once its points are locked, by the set as it was then.

        Raises EnvironmentProblem where what was locked cannot be read.
        """
        if not self._desk.store.records(SCORE_STEPS):
            return Rounds(given)
        return self._read(given.id, period)

    def open_rounds(self) -> list[tuple[Period, Rounds]]:
        """What is between lock and final result, by period."""
        by_key: dict[tuple[Period, str], list[RoundStep]] = {}
        for step in self._desk.store.records(SCORE_STEPS):
            by_key.setdefault((step.period, step.set_id), []).append(step)
        stages = {key: stage_of(holding(steps)) for key, steps in by_key.items()}
        return [
            (period, self._read(set_id, period)) for (period, set_id), stage in stages.items()
            if stage not in (Stage.SELF, Stage.FINAL)
        ]  # fmt: skip

    def at_step(self, given: CriteriaSet, period: Period, number: int) -> Rounds:
        """How it stood right after a step, whatever was opened again since.

        Raises Refusal where there is no such step, EnvironmentProblem as `standing`.
        """
        steps = self._steps(given.id, period)
        if number not in range(1, len(steps) + 1):
            raise Refusal(f"Việc chấm điểm {period.label} không có bước {number}.", "step")
        return self._made(given.id, steps[:number])

    def _steps(self, set_id: str, period: Period) -> tuple[RoundStep, ...]:
        return tuple(
            step for step in self._desk.store.records(SCORE_STEPS)
            if (step.set_id, step.period) == (set_id, period)
        )  # fmt: skip

    def _standing(self, set_id: str, period: Period) -> Rounds:
        return self._made(set_id, self._steps(set_id, period), period)

    def _made(self, set_id: str, steps: tuple[RoundStep, ...], written_in: Period | None = None) -> Rounds:
        """How it stands after steps, with what has been written since in a period, where one is given."""
        store = self._desk.store
        held = tuple(holding(steps))
        if not held:
            return Rounds(self._criteria.get(set_id), steps)
        sealed = {step.stage: unpack_sealed(store.packs.get(step.content)) for step in held}
        given = kept_set(sealed[Stage.LOCKED].set_text)
        own, first, second = (
            came_to(given, sealed[Stage.LOCKED], sealed[stage]) if stage in sealed else None
            for stage in (Stage.LOCKED, Stage.VERIFIED, Stage.SECOND)
        )
        rounds = Rounds(given, steps, held, own, first, second)
        following = rounds.stage.following
        if written_in is not None and following and following[0] is not Stage.FINAL:
            sealed[following[0]] = self._written(given, written_in, following[0])
        lines = tuple(round_lines(rounds, sealed))
        return replace(rounds, lines=lines, by_code={line.code: line for line in lines})

    def _written(self, given: CriteriaSet, period: Period, stage: Stage) -> Sealed:
        """What has been written so far of what a stage locks."""
        criteria = {each.code: each for each in given.walk()}
        said = self._said(given, period)
        if stage is Stage.EXPLAINED:
            proofs = self._criteria.proofs(given, period)
            codes = dict.fromkeys((*said, *proofs))
            return Sealed(tuple(
                SealedLine(
                    code, note=said[code].explanation if code in said else "",
                    files=tuple(proofs.get(code, ())),
                )
                for code in codes
            ))  # fmt: skip
        lines = []
        for code, each in said.items():
            is_first = stage is Stage.VERIFIED
            points = each.first if is_first else each.second
            remark = each.first_remark if is_first else each.second_remark
            if code in criteria and (points is not None or remark):
                known = None if points is None else signed(criteria[code], points)
                lines.append(SealedLine(code, known, note=remark))
        return Sealed(tuple(lines))

    def _said(self, given: CriteriaSet, period: Period) -> dict[str, CriterionRound]:
        return {
            each.code: each for each in self._desk.store.records(CRITERION_ROUNDS)
            if (each.set_id, each.period) == (given.id, period)
        }  # fmt: skip

    # Going on

    def lock(self, given: CriteriaSet, period: Period, note: str = "") -> Changes:
        """Locks the office's own points as they are now, with how they came about and what proves them.

        Raises Refusal where they are locked already, or nothing is scored yet.
        """
        self._admit(given, period, Stage.LOCKED)
        self._criteria.of_period(period, given.id)
        made = self._criteria.score(given, period)
        leaves = list(made.leaves())
        if not any(not each.unknown for each in leaves):
            raise Refusal("Chưa chấm được tiêu chí nào nên chưa chốt được.", "year")
        marks, proofs = self._criteria.marks(given, period), self._criteria.proofs(given, period)
        scored = {each.criterion.code for each in leaves}
        lines = []
        for each in made.walk():
            code = each.criterion.code
            mark, is_leaf = marks.get(code), code in scored
            lines.append(
                SealedLine(
                    code, each.points if is_leaf and not each.unknown else None,
                    each.proposed if is_leaf else None, each.declared if is_leaf or not each.applies else "",
                    each.reason, mark.note if mark is not None else "",
                    mark is not None and mark.off, tuple(proofs.get(code, ())), each.value,
                )
            )  # fmt: skip
        return self._step(given, period, Stage.LOCKED, Sealed(tuple(lines), set_text(given)), note)

    def verify(
        self,
        given: CriteriaSet,
        period: Period,
        *,
        note: str = "",
        due: date | None = None,
        keep_others: bool = False,
    ) -> Changes:
        """Locks the superior's points of the verification that is waited for; ``note`` names its document,
        ``due`` is the day by which it wants an explanation. ``keep_others`` says that what it said nothing of
        keeps the points of the round before.

        Raises Refusal where no verification is waited for, or points are lacking.
        """
        rounds = self._waiting(given, period)
        stage = rounds.stage.following[0]
        self._admit(given, period, stage)
        lines, lacking = [], []
        for line in rounds.lines:
            was = line.points if stage is Stage.VERIFIED else line.first
            points, remark = (
                (line.first, line.first_remark) if stage is Stage.VERIFIED
                else (line.second, line.second_remark)
            )  # fmt: skip
            if line.is_leaf:
                if points is None and was is not None:
                    lacking.append(line.code)
                lines.append(SealedLine(line.code, was if points is None else points, note=remark))
        if lacking and not keep_others:
            shown = f"{', '.join(lacking[:5])}{', …' if len(lacking) > 5 else ''}"
            raise Refusal(
                f"Còn {len(lacking)} tiêu chí chưa ghi điểm thẩm định: {shown}. Hãy ghi tiếp, hoặc chọn giữ "
                "nguyên điểm của các tiêu chí này.",
                "points",
            )
        if due is not None and stage is not Stage.VERIFIED:
            raise Refusal("Hạn giải trình chỉ có sau thẩm định lần 1. Hãy bỏ trống.", "due")
        return self._step(given, period, stage, Sealed(tuple(lines)), note, due)

    def say(
        self, given: CriteriaSet, period: Period, code: str, points: Decimal | None, remark: str = ""
    ) -> Changes:
        """Writes down the superior's points and remark for a criterion, in place of those before; points of a
        penalty are those that are taken off.

        Raises Refusal where no verification is waited for, or the criterion cannot have such points.
        """
        rounds = self._waiting(given, period)
        said = self._verdict(rounds, period, code, points, remark)
        with self._desk.operation(operations.TYPE_VERDICT, f"{code}, {period.label}") as recorder:
            write_round(recorder, said)
        return recorder.changes

    def read(self, book: RowsBook, given: CriteriaSet, period: Period) -> Returned:
        """The superior's points in a workbook that came back, looked at only. Raises as `read_returned`."""
        return read_returned(book, self.standing(given, period))

    def take(self, given: CriteriaSet, period: Period, returned: Returned) -> Changes:
        """Writes down the points and remarks of a workbook, as one operation.

        Raises Refusal where something of it has to be mended first, or it says nothing, or was read for
        another round.
        """
        rounds = self._waiting(given, period)
        if returned.faults:
            first = returned.faults[0]
            raise Refusal(f"Trang «{first.sheet}», dòng {first.row}: {first.told}", "file")
        if not returned.filled:
            raise Refusal("Tệp chưa có điểm thẩm định nào.", "file")
        if returned.stage is not rounds.stage:
            raise Refusal("Bước chấm điểm đã đổi từ khi đọc tệp. Hãy đọc lại tệp.", "file")
        verdicts = [
            self._verdict(rounds, period, each.line.code, each.points, each.remark)
            for each in returned.filled
        ]
        subject = f"{len(verdicts)} tiêu chí, {period.label}"
        with self._desk.operation(operations.TYPE_VERDICT, subject) as recorder:
            for said in verdicts:
                write_round(recorder, said)
        return recorder.changes

    def explain(self, given: CriteriaSet, period: Period, code: str, text: str) -> Changes:
        """Keeps the office's explanation of a criterion, in place of the one before; an empty one is taken
        away. Files are attached to the criterion as evidence is.

        Raises Refusal where no explanation is waited for, or it is too long.
        """
        rounds = self._of_stage(given, period, Stage.VERIFIED)
        text = clean_text(text)
        if len(text) > LONGEST_REMARK:
            raise Refusal(f"Giải trình dài quá {LONGEST_REMARK} chữ. Hãy rút gọn.", "explanation")
        said = replace(self._round(rounds, period, code), explanation=text)
        self._desk.admit(operations.EXPLAIN_SCORE, [said.area] if said.area else ())
        with self._desk.operation(operations.EXPLAIN_SCORE, f"{code}, {period.label}") as recorder:
            write_round(recorder, said)
        return recorder.changes

    def send(
        self, given: CriteriaSet, period: Period, note: str = "", *, agree_to_others: bool = False
    ) -> Changes:
        """Locks the explanations with all files as they are now; ``agree_to_others`` says that the office
        takes what was said of criteria that nobody explained.

        Raises Refusal where none are waited for, or criteria lack an explanation.
        """
        rounds = self._of_stage(given, period, Stage.VERIFIED)
        self._admit(given, period, Stage.EXPLAINED)
        waiting = [line.code for line in rounds.waiting]
        if waiting and not agree_to_others:
            shown = f"{', '.join(waiting[:5])}{', …' if len(waiting) > 5 else ''}"
            raise Refusal(
                f"Còn {len(waiting)} tiêu chí bị trừ điểm chưa giải trình: {shown}. Hãy giải trình, hoặc "
                "chọn nhất trí với kết quả thẩm định của các tiêu chí này.",
                "explanation",
            )
        lines = [
            SealedLine(line.code, note=AGREED if line.waits else line.explanation, files=line.files)
            for line in rounds.lines
        ]
        return self._step(given, period, Stage.EXPLAINED, Sealed(tuple(lines)), note)

    def finish(self, given: CriteriaSet, period: Period, note: str = "") -> Changes:
        """Makes the points of the latest verification the final result. Raises Refusal where there are
        none."""
        rounds = self.standing(given, period)
        self._admit(given, period, Stage.FINAL)
        if Stage.FINAL not in rounds.stage.following:
            raise Refusal(f"Chưa có điểm thẩm định để chốt: {rounds.stage.label.lower()}.", "year")
        lines = tuple(SealedLine(line.code, line.last) for line in rounds.lines if line.is_leaf)
        return self._step(given, period, Stage.FINAL, Sealed(lines), note)

    def reopen(self, given: CriteriaSet, period: Period, reason: str) -> Changes:
        """Goes back to the stage before, for a reason; what was locked stays in the history.

        Raises Refusal where nothing is locked, or no reason is given.
        """
        self._desk.admit(operations.REOPEN_SCORES)
        rounds = self.standing(given, period)
        reason = clean_line(reason)[:_LONGEST_NOTE]
        if not rounds.held:
            raise Refusal(f"Điểm tự chấm {period.label} chưa chốt nên không có gì để mở lại.", "year")
        if not reason:
            raise Refusal("Hãy ghi lý do mở lại.", "reason")
        stage = before(rounds.held)
        step = self._next(given, period, rounds, stage, reason, is_back=True)
        with self._desk.operation(operations.REOPEN_SCORES, f"{rounds.stage.label}, {period.label}") as rec:
            write_step(rec, self._desk.store.packs, step, None)
        return rec.changes

    def kept(self, step: RoundStep) -> Sealed | None:
        """What a step locked, also one that was taken back since; None of a step back."""
        return unpack_sealed(self._desk.store.packs.get(step.content)) if step.content else None

    # How it is written

    def _waiting(self, given: CriteriaSet, period: Period) -> Rounds:
        """How it stands where the superior's points are waited for."""
        rounds = self.standing(given, period)
        if not rounds.stage.waits_for_points:
            raise Refusal(f"Chưa nhận điểm thẩm định ở bước này: {rounds.stage.label.lower()}.", "year")
        return rounds

    def _of_stage(self, given: CriteriaSet, period: Period, stage: Stage) -> Rounds:
        rounds = self.standing(given, period)
        if rounds.stage is not stage:
            raise Refusal(f"Chưa đến, hoặc đã qua, bước giải trình: {rounds.stage.label.lower()}.", "year")
        return rounds

    def _round(self, rounds: Rounds, period: Period, code: str) -> CriterionRound:
        """What is said of a criterion so far. Raises Refusal where it is none that is scored."""
        line = self._line(rounds, code)
        path = rounds.given.path_to(code)
        blank = CriterionRound(rounds.given.id, period, code)
        known = self._said(rounds.given, period).get(code, blank)
        return replace(known, name=line.criterion.name, area=path[0].area)

    @staticmethod
    def _line(rounds: Rounds, code: str) -> RoundLine:
        line = rounds.by_code.get(code)
        if line is None:
            raise Refusal(f"Bảng điểm đã chốt không có tiêu chí {code}. Hãy kiểm tra lại mã.", "code")
        if not line.is_leaf:
            why = "không áp dụng" if not line.most else "có tiêu chí con"
            raise Refusal(f"Tiêu chí {code} {why} nên không ghi điểm riêng.", "code")
        return line

    def _verdict(
        self, rounds: Rounds, period: Period, code: str, points: Decimal | None, remark: str
    ) -> CriterionRound:
        said = self._round(rounds, period, code)
        self._desk.admit(operations.TYPE_VERDICT, [said.area] if said.area else ())
        if points is not None:
            # Of a penalty the office may write what it is, or what is taken off.
            criterion = self._line(rounds, code).criterion
            points = abs(points) if signed(criterion, Decimal(1)) < 0 else points
            check_points(criterion, points)
        remark = clean_text(remark)
        if len(remark) > LONGEST_REMARK:
            raise Refusal(f"Ý kiến thẩm định dài quá {LONGEST_REMARK} chữ. Hãy rút gọn.", "remark")
        if rounds.stage is Stage.LOCKED:
            return replace(said, first=points, first_remark=remark)
        return replace(said, second=points, second_remark=remark)

    def _admit(self, given: CriteriaSet, period: Period, stage: Stage) -> None:
        """Raises Refusal where whoever is here may not do a step, or it is not the next one."""
        self._desk.admit(_DOES[stage])
        now = self.standing(given, period).stage
        if stage is Stage.LOCKED and now.is_locked:
            raise Refusal(f"Điểm tự chấm {period.label} đã chốt rồi.", "year")

    def _step(
        self,
        given: CriteriaSet,
        period: Period,
        stage: Stage,
        sealed: Sealed,
        note: str,
        due: date | None = None,
    ) -> Changes:
        note = clean_line(note)[:_LONGEST_NOTE]
        rounds = self.standing(given, period)
        step = replace(self._next(given, period, rounds, stage, note), due=due)
        with self._desk.operation(_DOES[stage], f"{given.title}, {period.label}") as recorder:
            write_step(recorder, self._desk.store.packs, step, sealed)
        return recorder.changes

    def _next(
        self,
        given: CriteriaSet,
        period: Period,
        rounds: Rounds,
        stage: Stage,
        note: str,
        *,
        is_back: bool = False,
    ) -> RoundStep:
        return RoundStep(
            given.id, period, len(rounds.steps) + 1, stage, is_back, self._desk.store.now(),
            self._desk.store.at_the_desk(), note,
        )  # fmt: skip
