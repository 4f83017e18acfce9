"""How a figure was come to, step by step: each rule of the ledger, down to what was typed."""

from decimal import Decimal

from cchc_desktop import catalogue
from cchc_desktop.domain.figure_steps import Rule, Step, step_of
from cchc_desktop.domain.figures import Ledger
from cchc_desktop.domain.places import DossiersPlace, FigurePlace, OpeningPlace, RegisterPlace, TasksPlace
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.step_words import Record, formula_words, in_line, in_lines, place_of, worked_words
from cchc_desktop.domain.tasks import IN_FORCE

KNOWN = catalogue.indicators()
Q1, Q2, Q3, Q4, HALF, NINE, YEAR = (
    Period.parse(f"2026-{span}") for span in ("Q1", "Q2", "Q3", "Q4", "6T", "9T", "N")
)


def typed(**codes: int) -> dict[str, Figure]:
    """Figures by their codes, written c1_07."""
    return {code[1:].replace("_", "."): Figure(Decimal(value)) for code, value in codes.items()}


def ledger(
    figures: dict[Period, dict[str, Figure]],
    totals: dict[Period, dict[str, int]] | None = None,
    openings: dict[Period, dict[str, Figure]] | None = None,
    counts: dict[Period, dict[str, int]] | None = None,
) -> Ledger:
    return Ledger(lambda _: KNOWN, figures, totals, openings, counts)


def step(of: Ledger, period: Period, code: str) -> Step:
    found = step_of(of, period, code)
    assert found is not None
    return found


def shape(found: Step) -> list[tuple[int, str, str, Rule]]:
    return [(depth, each.indicator.code, each.period.id, each.rule) for depth, each in found.walk()]


def test_a_sum_and_a_formula_over_it() -> None:
    known = ledger({Q1: typed(c1_10=4, c1_11=1), Q2: typed(c1_10=6, c1_11=5)})
    found = step(known, HALF, "1.12")
    assert shape(found) == [
        (0, "1.12", "2026-6T", Rule.FORMULA),
        (1, "1.11", "2026-6T", Rule.SUM),
        (2, "1.11", "2026-Q1", Rule.TYPED),
        (2, "1.11", "2026-Q2", Rule.TYPED),
        (1, "1.10", "2026-6T", Rule.SUM),
        (2, "1.10", "2026-Q1", Rule.TYPED),
        (2, "1.10", "2026-Q2", Rule.TYPED),
    ]
    assert formula_words(found).endswith(f"/ {KNOWN.get('1.10').name} [1.10] × 100")
    assert worked_words(found) == "6 / 10 × 100 = 60"
    assert formula_words(found.parts[0]) == "quý I + quý II"
    assert list(in_lines(found)) == [
        "[1.11] 6 = quý I 1 + quý II 5, năm 2026",
        "[1.10] 10 = quý I 4 + quý II 6, năm 2026",
    ]
    assert place_of(found.parts[0].parts[0]) == FigurePlace(Q1, "1.11")
    assert step_of(known, HALF, "9.99") is None


def test_what_is_missing_is_told() -> None:
    found = step(ledger({Q1: typed(c1_10=4)}), HALF, "1.10")
    assert worked_words(found) == "4 + … = 4"
    assert found.parts[1].rule is Rule.NONE
    assert step(ledger({}), YEAR, "1.10").rule is Rule.NONE
    assert worked_words(step(ledger({}), Q1, "1.12")) == "… / … × 100 = …"


def test_what_there_is_at_the_end_is_that_of_the_last_quarter() -> None:
    found = step(ledger({Q1: typed(c3_01=370), Q2: typed(c3_01=372)}), HALF, "3.01")
    assert shape(found)[1:] == [(1, "3.01", "2026-Q2", Rule.TYPED)]
    assert formula_words(found) == "Lấy số cuối kỳ: quý II năm 2026"
    assert list(in_lines(found)) == ["[3.01] 372 = quý II năm 2026 (lấy số cuối kỳ)"]
    assert worked_words(found) == ""


def test_the_form_and_what_is_counted_and_carried_on() -> None:
    totals = {Q1: {"3.22": 3, "3.23": 1}, Q2: {"3.14": 10}}
    known = ledger({}, totals, counts={Q1: {"1.01": 5, "1.03": 9}})
    assert step(known, Q2, "3.14").rule is Rule.FORM
    assert place_of(step(known, Q2, "3.14")) == DossiersPlace(Q2)
    assert list(in_lines(step(known, Q2, "3.14"))) == ["[3.14] 10, quý II năm 2026 (cộng từ biểu II.06a)"]
    # Which register it is, the office knows.
    assert place_of(step(known, Q1, "1.01")) == RegisterPlace()
    assert place_of(step(known, Q1, "1.03")) == TasksPlace(chosen=IN_FORCE)
    carried = step(ledger({Q1: typed(c3_41=0, c3_42=7, c3_43=5), Q2: typed(c3_42=1)}), Q2, "3.41")
    assert carried.rule is Rule.CARRIED
    assert carried.reading.value == 2
    assert formula_words(carried) == f"{KNOWN.get('3.44').name} [3.44] của quý I năm 2026"
    assert list(in_lines(carried)) == ["[3.41] 2 = [3.44] quý I năm 2026 (kỳ trước chuyển sang)"]
    over = step(ledger({Q1: typed(c3_41=0, c3_42=7, c3_43=5), Q2: typed(c3_42=1)}), HALF, "3.41")
    assert over.rule is Rule.FIRST


def test_what_is_carried_on_again_and_again_is_told_once() -> None:
    quarters = {quarter: typed(c3_42=7, c3_43=5) for quarter in (Q2, Q3, Q4)}
    found = step(ledger({Q1: typed(c3_41=1, c3_42=0, c3_43=0), **quarters}), Q4, "3.41")
    rules = [(each.period.id, each.rule) for _, each in found.walk() if each.indicator.code == "3.41"]
    assert rules == [("2026-Q4", Rule.CARRIED), ("2026-Q3", Rule.CARRIED)]
    assert formula_words(found.parts[0].parts[0]) == "Kỳ trước chuyển sang"


def test_openings_and_counts_without_doubles() -> None:
    known = ledger({Q4: typed(c1_20=5)}, openings={NINE: typed(c1_20=40, c3_01=370)})
    found = step(known, YEAR, "1.20")
    assert worked_words(found) == "40 + 5 = 45"
    assert [part.rule for part in found.parts] == [Rule.OPENING, Rule.TYPED]
    assert place_of(found.parts[0]) == OpeningPlace(NINE, "1.20")
    # Of what there is at the end, the opening is that of the quarter too.
    assert step(known, Q3, "3.01").rule is Rule.OPENING
    given = step(ledger({}, {NINE: {"3.14": 60}, Q4: {"3.14": 5}}), YEAR, "3.14")
    assert [part.rule for part in given.parts] == [Rule.FORM, Rule.FORM]
    distinct = next(one.code for one in KNOWN.indicators if one.nature == "distinct" and one.formula is None)
    both = {Q1: {distinct: Figure(Decimal(3))}, Q2: {distinct: Figure(Decimal(2))}}
    assert step(ledger(both), HALF, distinct).rule is Rule.NONE
    whole = step(ledger({**both, HALF: {distinct: Figure(Decimal(4))}}), HALF, distinct)
    assert (whole.rule, whole.reading.value) == (Rule.TYPED, 4)
    later = {**both, HALF: {distinct: Figure(Decimal(4))}, Q3: {distinct: Figure(Decimal(0), none=True)}}
    nine = step(ledger(later), NINE, distinct)
    assert [(part.period, part.rule) for part in nine.parts] == [(HALF, Rule.TYPED), (Q3, Rule.TYPED)]


def test_records_in_a_line() -> None:
    rows = [Record("Hộ tịch", "12"), Record("Y tế", "0"), Record("Đất đai", "5")]
    assert in_line(rows) == "Hộ tịch 12; Đất đai 5"
    tasks = [Record(f"Nhiệm vụ {number}", "Quá hạn") for number in range(8)]
    assert in_line(tasks).endswith("Nhiệm vụ 5; … và 2 dòng khác")
    assert in_line([Record("Rà soát " * 20)]) == f"{'Rà soát ' * 7}Rà …"
