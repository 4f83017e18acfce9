"""What the plots of the main ratios draw: quarters and cumulated, the last number, the target, legends."""

from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cchc_desktop import catalogue
from cchc_desktop.domain.readings import EMPTY, Reading, State
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.target_links import TargetLink
from cchc_desktop.domain.targets import Comparator, Measure, TargetKind
from cchc_desktop.domain.tasks import TaskStatus
from cchc_desktop.office.trends import Trend
from cchc_desktop.ui import theme
from cchc_desktop.ui.today.plot import Bar, Legend, StatusPlot
from cchc_desktop.ui.today.trend_plot import TrendLegend, TrendPlot

QUARTERS = tuple(Period.parse(f"2026-Q{number}") for number in range(1, 5))


def reading(value: float) -> Reading:
    return Reading(Fraction(Decimal(str(value))), State.COMPUTED)


@pytest.fixture
def plot(qtbot: QtBot) -> TrendPlot:
    made = TrendPlot()
    qtbot.addWidget(made)
    points = tuple(zip(QUARTERS, (reading(60), reading(70), reading(80), EMPTY), strict=True))
    cumulated = (reading(60), reading(65), reading(70), EMPTY)
    measure = Measure(TargetKind.PERCENT, Comparator.AT_LEAST, 75, unit="%")
    target = TargetLink("3.24", "target", "Đúng hạn từ 75%", measure)
    made.set_trend(
        Trend(catalogue.indicators().get("3.24"), "Đúng hạn", points, cumulated, reading(70), target)
    )
    made.resize(200, made.sizeHint().height())
    return made


def written(plot: TrendPlot, monkeypatch: pytest.MonkeyPatch) -> dict[str, QRectF]:
    """What is written in small type, and where."""
    found: dict[str, QRectF] = {}
    draw = QPainter.drawText

    def noted(painter: QPainter, *given: object) -> object:
        if isinstance(given[0], QRectF):
            found[str(given[-1])] = given[0]
        return draw(painter, *given)  # type: ignore[call-overload]

    monkeypatch.setattr(QPainter, "drawText", noted)
    plot.grab()
    return found


def test_the_last_dot_and_the_target_have_their_numbers(
    plot: TrendPlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = written(plot, monkeypatch)
    assert {"Đúng hạn", "70%", "lũy kế 9 tháng", "80%", "mục tiêu ≥ 75%"} <= words.keys()
    last, target = words["80%"], words["mục tiêu ≥ 75%"]
    inside = QRectF(plot.rect())
    assert inside.contains(last)
    assert inside.contains(target)
    assert not last.intersects(target)
    assert not last.intersects(words["lũy kế 9 tháng"])


def test_both_lines_are_drawn(plot: TrendPlot) -> None:
    picture = plot.grab().toImage()
    now = theme.current()
    for colour, values in ((now.accent, (60, 70, 80)), (now.warn, (60, 65, 70))):
        place = plot._point(2, values[2])
        near = {
            picture.pixelColor(round(place.x()) + x, round(place.y()) + y).name()
            for x in range(-3, 2)
            for y in range(-2, 3)
        }
        assert QColor(colour).name() in near


def test_a_quarter_says_what_was_cumulated_by_its_end(plot: TrendPlot) -> None:
    said = plot.accessibleDescription()
    assert "Quý III năm 2026: 80%, lũy kế từ đầu năm 70%" in said
    assert "Quý I năm 2026: 60%;" in said
    assert said.endswith("Lũy kế 9 tháng: 70%, chưa đạt ≥ 75%")


def test_legends_are_squares_of_the_very_colours(qtbot: QtBot) -> None:
    for legend in (Legend(), TrendLegend()):
        qtbot.addWidget(legend)
        signs = [each for each in legend.findChildren(QLabel) if not each.pixmap().isNull()]
        colours = {each.pixmap().toImage().pixelColor(6, 6).name() for each in signs}
        assert len(colours) == len(signs)
        known = ("bad", "info", "idle", "warn", "good", "accent", "muted")
        assert colours <= {QColor(getattr(theme.current(), name)).name() for name in known}


def test_no_count_of_a_bar_is_written_twice(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    plot = StatusPlot("Tiến độ")
    qtbot.addWidget(plot)
    plot.set_bars(
        [
            Bar(1, "Một", {TaskStatus.OVERDUE: 5}),
            Bar(2, "Hai", {TaskStatus.OVERDUE: 3, TaskStatus.NOT_DUE: 4}),
        ]
    )
    plot.resize(400, 60)
    texts: list[str] = []
    draw = QPainter.drawText

    def noted(painter: QPainter, *given: object) -> object:
        texts.append(str(given[-1]))
        return draw(painter, *given)  # type: ignore[call-overload]

    monkeypatch.setattr(QPainter, "drawText", noted)
    plot.grab()
    assert texts == ["Một", "5", "Hai", "3", "4", "7"]
