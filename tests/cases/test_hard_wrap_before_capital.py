"""Text whose paragraphs were cut into lines: at any width, first lines shorter or longer, before capitals."""

from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cchc_desktop.domain.plan import ItemKind, Plan
from cchc_desktop.domain.plan_views import sections
from cchc_desktop.intake.read import read_source
from cchc_desktop.office.sample import plan_text
from tests.cases.trees import INPUTS, doubted, draft_of_file, draft_of_text, silent_differences, tree
from tests.examples import share as few
from tests.plan_strategies import plans

HERE = INPUTS / "hard_wrap_before_capital"
WHOLE = (HERE / "whole.txt").read_text(encoding="utf-8")
SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"


def wrapped(paragraph: str, width: int, first: int, *, hanging: str = "") -> str:
    """The paragraph in lines of at most ``width`` letters, the first of at most ``first``."""
    lines = [""]
    for word in paragraph.split(" "):
        room = first if len(lines) == 1 else width
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(hanging)
        lines[-1] += (" " if lines[-1].strip() else "") + word
    return "\n".join(lines)


def test_a_web_page_with_shorter_first_lines() -> None:
    draft = draft_of_file(HERE / "web_page.txt")
    items = {item.text: item.kind for item in draft.plan.walk()}
    assert (
        items["Trong năm lập 5 điểm hỗ trợ (trong đó: Thôn Đông: 2 điểm, Thôn Đoài: 3 điểm)."]
        is ItemKind.TARGET
    )
    task = "Phối hợp chặt chẽ với Ban Quản lý các khu kinh tế Đông Nam và Sở Tư pháp để rà soát toàn bộ "
    assert items[task + "văn bản do xã ban hành trong các năm trước đây."] is ItemKind.TASK
    assert items["Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"] is ItemKind.UNIT
    assert [section.text for section in sections(draft.plan)][-1] == "TỔ CHỨC THỰC HIỆN"
    assert items["Ủy ban nhân dân xã ban hành Kế hoạch như sau:"] is ItemKind.TEXT
    assert not any("tổ chức thực hiện" in warning for warning in draft.warnings)


@pytest.mark.parametrize(
    "name",
    [
        "folded_by_bytes.txt",  # GNU fold counts bytes, two or three for a Vietnamese letter
        "evened.txt",  # GNU fmt makes lines of about the same length
        "printed.txt",  # LibreOffice's PDF of the plan, its lines as Poppler gives them
        "printed_with_layout.txt",  # … and with the indents of first lines
    ],
)
def test_what_other_programs_wrapped(name: str) -> None:
    right = draft_of_text(WHOLE)
    read = draft_of_file(HERE / name)
    assert tree(read) == tree(right)
    assert [doubt for _, doubt in doubted(read)] == [doubt for _, doubt in doubted(right)]
    assert (read.plan.recipients, read.plan.signer) == (right.plan.recipients, right.plan.signer)


@pytest.mark.parametrize("width", [40, 48, 57, 66, 72, 80, 96, 120])
@pytest.mark.parametrize("share", [0.6, 1.0, 1.15])
def test_blank_lines_between_wrapped_paragraphs(width: int, share: float) -> None:
    text = "\n".join(wrapped(line, width, int(width * share)) for line in WHOLE.split("\n"))
    assert tree(draft_of_text(text)) == tree(draft_of_text(WHOLE))


@pytest.mark.parametrize("width", [40, 57, 72, 80, 100])
def test_no_blank_lines_and_hanging_indents(width: int) -> None:
    for hanging in ("", "  ", "    "):
        paragraphs = [line for line in WHOLE.split("\n") if line]
        text = "\n".join(wrapped(line, width, width, hanging=hanging) for line in paragraphs)
        assert not silent_differences(draft_of_text(WHOLE), draft_of_text(text))


def test_some_paragraphs_are_wrapped_and_others_are_not() -> None:
    lines = WHOLE.split("\n")
    text = "\n".join(wrapped(line, 72, 72) if index % 3 else line for index, line in enumerate(lines))
    assert tree(draft_of_text(text)) == tree(draft_of_text(WHOLE))


def test_justified_lines_with_double_blanks() -> None:
    def justified(paragraph: str) -> str:
        *lines, last = wrapped(paragraph, 70, 62).split("\n")
        result = []
        for index, line in enumerate(lines):
            words = line.split(" ")
            spare = (62 if index == 0 else 70) - len(line)
            blanks = [" " + " " * (n < spare) for n in range(len(words) - 1)]
            result.append("".join(word + blank for word, blank in zip(words, [*blanks, ""], strict=True)))
        return "\n".join([*result, last])

    text = "\n".join(justified(line) for line in WHOLE.split("\n"))
    assert tree(draft_of_text(text)) == tree(draft_of_text(WHOLE))


def test_where_nothing_tells_a_doubt_stands() -> None:
    """A single cut, of which no width can be told."""
    text = WHOLE.replace("Bắc Sông Hương, Sở Tư pháp", "Bắc Sông Hương\nSở Tư pháp").replace("\n\n", "\n")
    text = text.replace("hồ sơ hộ tịch 99%", "hồ sơ\nhộ tịch 99%")
    lines = dict(doubted(draft_of_text(text)))
    (doubt,) = (doubt for line, doubt in lines.items() if "|Sở Tư pháp" in line)
    assert "Không rõ" in doubt


def written(plan: Plan) -> list[str]:
    """The plan as the paragraphs of a text, its tasks' assignments left out."""
    heading = ["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH", "Số: 12/KH-UBND", "KẾ HOẠCH", plan.subject]
    body = [f"{item.marker} {item.text}".strip() for item in plan.walk()]
    foot = ["Nơi nhận:", *(f"- {line}" for line in plan.recipients), plan.signer.authority]
    return [*heading, *body, *foot, *plan.signer.position.split("\n"), plan.signer.name]


# Without shrinking, which would take minutes for a plan; the sentences that differ tell enough.
@settings(max_examples=few(4), phases=(Phase.generate,), database=None)
@given(
    paragraphs=plans().map(written),
    width=st.integers(40, 120),
    share=st.floats(0.55, 1.2),
    parted=st.booleans(),
)
def test_any_plan_at_any_width(paragraphs: list[str], width: int, share: float, parted: bool) -> None:
    right = draft_of_text("\n\n".join(paragraphs))
    gap = "\n\n" if parted else "\n"
    read = draft_of_text(gap.join(wrapped(line, width, int(width * share)) for line in paragraphs))
    assert not silent_differences(right, read)


@pytest.mark.parametrize("width", [45, 60, 72, 90])
def test_lines_of_tasks_without_marks(width: int) -> None:
    """«Đơn vị chủ trì: …» below each task, as the program prints it: no table, and no task of its own."""
    paragraphs = [line for line in plan_text(2026).split("\n") if line.strip()]
    right = draft_of_text("\n".join(paragraphs))
    lines = [wrapped(line, width, int(0.7 * width)) for line in paragraphs]
    assert tree(draft_of_text("\n\n".join(lines))) == tree(right)
    assert not silent_differences(right, draft_of_text("\n".join(lines)))


# -- the real plans, where they are at hand ----------------------------------------------------------


@pytest.mark.parametrize("name", ["plan_xa_gia_luong_2021_2025.txt", "plan_xa_hop_tien_2025_h2.txt"])
@pytest.mark.parametrize("width", [50, 72, 80, 100])
def test_real_plans_wrapped_anew(name: str, width: int) -> None:
    if not SAMPLES.is_dir():
        pytest.skip("the real plans (../shared/samples) are not here")
    paragraphs = read_source(SAMPLES / name).lines
    right = draft_of_text("\n\n".join(paragraphs))
    for first in (width, int(0.65 * width), width + 8):
        lines = [wrapped(line, width, first) for line in paragraphs]
        assert tree(draft_of_text("\n\n".join(lines))) == tree(right)
        unparted = draft_of_text("\n".join(lines))
        assert not silent_differences(right, unparted)
        assert abs(len(tree(unparted)) - len(tree(right))) <= 4
        new = [line for line, doubt in doubted(unparted) if "Nối " in doubt or "Không rõ" in doubt]
        assert len(new) <= 0.1 * len(tree(right))
