"""The indicators that the program carries, held against the list that they were written from."""

import csv
import re
from pathlib import Path

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain.indicators import Indicator, Kind, Nature, Severity
from cchc_desktop.domain.text import fold, normalize

KNOWN = catalogue.indicators()
SHARED = Path(__file__).resolve().parents[3] / "shared" / "domain" / "indicators.csv"
needs_list = pytest.mark.skipif(
    not SHARED.is_file(), reason="the list of indicators is not beside the project"
)

KINDS = {"nhập": Kind.TYPED, "tính": Kind.COMPUTED, "mang sang": Kind.CARRIED, "chọn": Kind.CHOICE}
NATURES = {"luồng": Nature.FLOW, "số dư": Nature.STOCK, "tỷ lệ": Nature.RATIO, "cờ": Nature.FLAG}
COUNTED_WITHOUT_DOUBLES = {"1.07", "1.08", "5.09", "5.11", "7.10"}
# Their names in the list hold hints (a goal, the meaning of a choice, «tử», «mẫu») that no annex can print.
RENAMED = {"1.09", "1.19", "1.25", "1.34", "2.13", "2.14", "2.16", "3.51", "5.14", "5.15", "5.16", "5.17"}


def rows() -> list[dict[str, str]]:
    with SHARED.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@needs_list
def test_codes_names_units_kinds_and_formulas_are_those_of_the_list() -> None:
    listed = rows()
    # What came in 2025 and 2026 has a day from which on it is asked for.
    first = [one for one in KNOWN.indicators if one.valid_from is None]
    assert [row["ma"] for row in listed] == [one.code for one in first]
    for row, indicator in zip(listed, first, strict=True):
        assert indicator.unit == row["don_vi"], indicator.code
        assert indicator.kind is KINDS[row["kieu"]], indicator.code
        distinct = indicator.code in COUNTED_WITHOUT_DOUBLES
        assert indicator.nature is (Nature.DISTINCT if distinct else NATURES[row["tinh_chat"]])
        assert (indicator.name == normalize(row["ten"])) is (indicator.code not in RENAMED)
        if indicator.kind is Kind.COMPUTED:
            assert indicator.formula is not None
            assert indicator.formula.text == row["cong_thuc"].split(";")[0]
        if indicator.kind is Kind.CARRIED:
            assert f"[{indicator.carried_from}]" in row["cong_thuc"]


@needs_list
def test_every_cross_check_of_the_facts_is_held() -> None:
    facts = (SHARED.parent / "FACTS.md").read_text(encoding="utf-8")
    found = re.search(r"Cross-checks to run: (.*)\n", facts)
    assert found is not None
    parts = re.findall(r"(\d\.\d\d) ≤ (\d\.\d\d)", found[1])
    assert len(parts) > 15
    rules = {check.rule.text: check for check in KNOWN.checks}
    for part, whole in parts:
        assert rules[f"[{part}] <= [{whole}]"].severity is Severity.REFUSED
    assert rules["[3.13] = [3.17]+[3.21]"].severity is Severity.ERROR


@pytest.mark.parametrize("indicator", KNOWN.indicators, ids=lambda one: one.code)
def test_an_indicator_can_stand_in_an_annex_and_explains_itself(indicator: Indicator) -> None:
    assert not re.search(r"≥|≤|mục tiêu|: tử$|^—|\((?:năm|đủ|0)\b", indicator.name)
    assert indicator.source
    assert "FACTS" not in indicator.source
    assert len(indicator.help) > 30
    assert indicator.help.endswith(".")
    assert indicator.help[0].isupper()
    assert fold(indicator.help) != fold(indicator.name)


def test_helps_differ_and_name_codes_that_exist() -> None:
    helps = [one.help for one in KNOWN.indicators]
    assert len(set(helps)) == len(helps)
    for text in helps:
        for code in re.findall(r"\b\d\.\d\d\b", text):
            assert code in KNOWN.by_code


def test_sentences_of_checks_name_their_figures_and_what_to_do() -> None:
    sentences = [check.sentence for check in KNOWN.checks]
    assert len(set(sentences)) == len(sentences)
    for check in KNOWN.checks:
        assert all(f"{{{code}}}" in check.sentence for code in check.rule.operands), check.rule.text
        assert " Hãy " in check.sentence
        assert check.sentence.endswith(".")
        assert len(check.sentence) < 230


def test_parts_stand_under_their_whole_and_wholes_are_the_sum_of_theirs() -> None:
    for indicator in KNOWN.indicators:
        if not indicator.part_of:
            continue
        whole = KNOWN.by_code[indicator.part_of]
        assert whole.code < indicator.code
        if whole.formula is not None and not whole.formula.divides:
            assert indicator.code in whole.formula.operands


def test_percentages_that_are_parts_of_a_whole_end_at_100() -> None:
    beyond = {one.code for one in KNOWN.indicators if one.unit == "%" and one.at_most is None}
    # A plan may be outdone: more trained than planned, more collected than estimated.
    assert beyond == {"5.10", "6.06"}


def test_form_ii_06a_fills_its_indicators() -> None:
    counted = {one.counted: one.code for one in KNOWN.indicators if one.counted}
    assert counted["form.online"] == "3.14"
    assert counted["form.carried"] == "3.16"
    assert counted["form.pending_late"] == "3.23"
    assert counted["plan.tasks_done"] == "1.04"
    assert len(counted) == 12


def test_the_main_ratios_are_percentages() -> None:
    assert KNOWN.highlights
    assert all(KNOWN.by_code[code].unit == "%" for code, _ in KNOWN.highlights)


def test_the_catalogue_keeps_its_text_and_is_read_once() -> None:
    assert catalogue.read_indicators(KNOWN.text) == KNOWN
    assert catalogue.indicators() is KNOWN


def test_usual_fields_of_procedures_have_their_own_identities_and_order() -> None:
    fields = catalogue.dossier_fields()
    assert len({field.id for field in fields}) == len(fields) > 5
    assert len({field.id for field in fields}) == len(fields)
    assert "Hộ tịch" in {field.name for field in fields}


def test_what_is_asked_for_from_a_day_on_says_which_rule_asks_for_it() -> None:
    since = [one for one in KNOWN.indicators if one.valid_from is not None]
    assert len(since) > 30
    for one in since:
        assert one.valid_from is not None
        assert one.valid_from.year in (2025, 2026)
        assert "Danh mục đề xuất" not in one.source
