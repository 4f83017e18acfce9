"""What a superior published of the index: checked, put in words, held against means and the year before."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cchc_desktop.catalogue.head_rules import head_rule, head_rules
from cchc_desktop.domain.criteria.published import (
    Block,
    HeadRule,
    PublishedResult,
    Than,
    block_of,
    checked_result,
    head_points,
    mean_for,
    years_of,
)
from cchc_desktop.domain.errors import Refusal

D = Decimal
RESULT = PublishedResult(
    2025, Block.WARD, D("91.2"), 12, 45, D("90.3"), D("88.75"), D("95.8"), "Hoàn thành tốt nhiệm vụ"
)


def test_the_block_follows_from_the_offices_name() -> None:
    assert block_of("Ủy ban nhân dân phường An Bình") is Block.WARD
    assert block_of("UBND xã Phương Đông") is Block.COMMUNE
    assert block_of("UBND đặc khu Cát Sơn") is Block.COMMUNE
    assert [each.label for each in Block] == ["Khối phường", "Khối xã, đặc khu"]


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (RESULT, "91,2%, hạng 12/45 khối phường, cao hơn bình quân khối 0,9 điểm"),
        (replace(RESULT, mean=D("92")), "91,2%, hạng 12/45 khối phường, thấp hơn bình quân khối 0,8 điểm"),
        (replace(RESULT, mean=D("91.20"), units=None), "91,2%, hạng 12 khối phường, bằng bình quân khối"),
        (PublishedResult(2025, Block.COMMUNE, D(88)), "88%"),
    ],
)
def test_a_result_is_put_in_words(result: PublishedResult, words: str) -> None:
    assert result.sentence == words


def test_distances_are_exact() -> None:
    assert (RESULT.to_mean, RESULT.to_best) == (D("0.9"), D("4.6"))
    bare = PublishedResult(2025, Block.COMMUNE, D(88))
    assert (bare.to_mean, bare.to_best, bare.rank_words, bare.id) == (None, None, "", "2025")


def test_what_can_be_is_kept_as_it_is() -> None:
    assert checked_result(RESULT) == RESULT
    assert checked_result(replace(RESULT, note="  QĐ  12 ")).note == "QĐ 12"
    bare = PublishedResult(2025, Block.COMMUNE, D(88))
    assert checked_result(bare) == bare
    assert checked_result(replace(bare, best=D(88), rank=3)).rank == 3


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"year": 25}, "year"),
        ({"index": D("100.5")}, "index"),
        ({"index": D(-1)}, "index"),
        ({"mean": D("90.123")}, "mean"),
        ({"province_mean": D("NaN")}, "province_mean"),
        ({"best": D(200)}, "best"),
        ({"best": D("91.1")}, "best"),
        ({"units": 0}, "units"),
        ({"rank": 0}, "rank"),
        ({"rank": 46}, "rank"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_result(replace(RESULT, **wrong))  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize(("mean", "points"), [("91.19", 2), ("91.2", 2), ("91.21", 0)])
def test_the_index_counts_for_the_head_from_the_mean_on(mean: str, points: int) -> None:
    rule = head_rule("hai-phong-212")
    found = head_points(rule, D("91.2"), D(mean))
    assert found.points == points
    sign = "≥" if points else "<"
    assert found.sentence.startswith(
        f"91,2% {sign} bình quân chung của tỉnh, thành phố {mean.replace('.', ',')}"
    )
    assert f"→ {points}/2 điểm (Quyết định số 212/2025/QĐ-UBND" in found.sentence


def test_a_rule_goes_by_its_own_mean() -> None:
    rule = head_rules()[0]
    assert mean_for(rule, RESULT) == D("88.75")
    block = HeadRule("x", "x", "x", D(1), Than.BLOCK, rule.valid_from)
    assert mean_for(block, RESULT) == D("90.3")
    assert Than.BLOCK.label == "bình quân của khối"
    with pytest.raises(Refusal, match="hai-phong-212"):
        head_rule("khac")


def test_years_stand_beside_the_one_before() -> None:
    before = PublishedResult(2024, Block.WARD, D("89.7"), 20, 44)
    old = PublishedResult(2022, Block.COMMUNE, D(80))
    found = years_of([RESULT, old, before])
    assert [each.result.year for each in found] == [2022, 2024, 2025]
    assert [(each.risen, each.climbed) for each in found] == [(None, None), (None, None), (D("1.5"), 8)]
    # Ranks of another block, or that are not known, say nothing.
    for other in (replace(before, block=Block.COMMUNE), replace(before, rank=None)):
        assert years_of([RESULT, other])[1].climbed is None
