"""What a plan's bases and signature lack of the form of an official document."""

from dataclasses import replace

import pytest

from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, PlanLevel, Signer
from cchc_desktop.domain.plan_form import form_problems

_GOOD = ("Căn cứ Luật số 72/2025/QH15;", "Căn cứ Nghị định số 118/2025/NĐ-CP.")
_SIGNER = Signer("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đoàn Thanh Bình")


def plan(
    bases: tuple[str, ...] = _GOOD, signer: Signer = _SIGNER, issuer: str = "ỦY BAN NHÂN DÂN XÃ A"
) -> Plan:
    items = tuple(Item(ItemKind.BASIS, text) for text in bases)
    return Plan(
        subject="Cải cách hành chính", period=PlanPeriod.year(2026), level=PlanLevel.COMMUNE, items=items,
        signer=signer, issuer=issuer,
    )  # fmt: skip


def test_the_right_form_is_silent() -> None:
    assert form_problems(plan()) == []
    # A deputy, a chairman's own authority, a department of an office that is no committee.
    assert form_problems(plan(signer=Signer("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "B"))) == []
    assert form_problems(plan(signer=Signer("", "TRƯỞNG PHÒNG", "B"))) == []
    assert form_problems(plan(signer=Signer("", "CHỦ TỊCH", "B"), issuer="LIÊN ĐOÀN LAO ĐỘNG")) == []


@pytest.mark.parametrize(
    ("bases", "words"),
    [
        ((), ["Không thấy căn cứ"]),
        (("Căn cứ Luật;", "Chương trình hành động số 03-CTr/HU;"), ["thứ 2", "thứ 2 «Chương trình"]),
        (("Căn cứ Luật.", "Căn cứ Nghị định."), ["thứ 1"]),
        (("Căn cứ " + "rất dài " * 20 + ";",), ["…"]),
    ],
)
def test_bases(bases: tuple[str, ...], words: list[str]) -> None:
    found = form_problems(plan(bases))
    assert len(found) == len(words)
    assert all(word in sentence for word, sentence in zip(words, found, strict=True))
    assert all(len(sentence) < 160 for sentence in found)


def test_a_decision_has_bases_of_its_own() -> None:
    proposed = (*_GOOD[:1], "Theo đề nghị của Văn phòng.")
    decision = Item(
        ItemKind.DECISION, "Phê duyệt", children=tuple(Item(ItemKind.BASIS, text) for text in proposed)
    )
    attached = replace(plan(()), items=(decision,))
    assert form_problems(attached) == []
    both = replace(attached, items=(decision, *plan(("Theo đề nghị của Văn phòng.",)).items))
    assert [sentence[:20] for sentence in form_problems(both)] == ["Căn cứ thứ 1 «Theo đ"]


@pytest.mark.parametrize(
    ("authority", "word"),
    [
        ("", "thiếu dòng «TM. ỦY BAN NHÂN DÂN»"),
        ("TM. ỦY BAN NHÂN DÂN XÃ", "TM. ỦY BAN NHÂN DÂN XÃ»; thể thức"),
        ("TM. UBND XÃ", "thể thức"),
        ("TM. UBND", "thể thức"),
    ],
)
def test_signatures(authority: str, word: str) -> None:
    (sentence,) = form_problems(plan(signer=Signer(authority, "CHỦ TỊCH", "Đoàn Thanh Bình")))
    assert word in sentence


def test_a_name_in_capitals() -> None:
    (words,) = form_problems(plan(signer=Signer("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "ĐOÀN THANH BÌNH")))
    assert "«Đoàn Thanh Bình»" in words
