"""The points that an office gives itself."""

from decimal import Decimal

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.scores import AreaScore, whole_score


def test_points_add_up() -> None:
    points = ((1, "15", "13.5"), (2, "10", "9.25"))
    scores = [AreaScore(2026, area, Decimal(most), Decimal(own)) for area, most, own in points]
    assert whole_score(scores) == Decimal("22.75")
    assert whole_score([]) == 0
    assert scores[0].id == "2026:1"


@pytest.mark.parametrize(
    ("area", "most", "scored", "words"),
    [
        (9, "10", "5", "Lĩnh vực phải từ 1 đến 8"),
        (1, "101", "5", "Điểm tối đa phải là số từ 0 đến 100"),
        (1, "10", "-1", "Điểm tự chấm phải là số từ 0 đến 100"),
        (1, "10", "1.005", "nhiều nhất hai số lẻ"),
        (1, "10", "NaN", "Điểm tự chấm phải là số"),
        (1, "10", "10.5", "không được lớn hơn điểm tối đa"),
    ],
)
def test_what_are_no_points(area: int, most: str, scored: str, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        AreaScore(2026, area, Decimal(most), Decimal(scored))
