"""Text that was pasted: odd bullets and letters, old encodings in part, mail, pages, a head side by side."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc_desktop.domain import plan_views as views
from cchc_desktop.domain.plan import Draft, ItemKind
from cchc_desktop.storage.plan_rows import refuse_unstorable
from tests.cases.test_hard_wrap_before_capital import WHOLE, wrapped
from tests.cases.trees import draft_of_file, draft_of_lines, draft_of_text, tree
from tests.intake.test_legacy_encodings import tcvn, vni

PLAN = """KẾ HOẠCH
Cải cách hành chính năm 2026 của xã Suối Lim

I. MỤC TIÊU
- Từ 96% hồ sơ trở lên được trả đúng hạn.
II. NHIỆM VỤ
1. Cải cách thể chế
{tasks}
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND
- Theo dõi, đôn đốc và tổng hợp báo cáo hằng quý.
Trên đây là Kế hoạch cải cách hành chính năm 2026 của xã Suối Lim./.
"""


def tasks(text: str) -> list[str]:
    """The tasks that stand under the area, whatever their bullets."""
    draft = draft_of_lines(PLAN.format(tasks=text))
    (area,) = (item for item in draft.plan.walk() if item.kind is ItemKind.AREA)
    assert all(child.kind is ItemKind.TASK for child in area.children)
    return [child.text for child in area.children]


def read(folder: Path, data: bytes) -> Draft:
    path = folder / "a.txt"
    path.write_bytes(data)
    return draft_of_file(path)


@pytest.mark.parametrize("glyph", "•●○▪■◦➢✓·‣⁃∙□◆►▶❖✔→★☑\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d👉✅")
def test_bullets_of_any_shape(glyph: str) -> None:
    found = tasks(f"{glyph} Rà soát văn bản của xã.\n {glyph}\tNiêm yết thủ tục.\n{glyph}Công khai kết quả.")
    assert found == ["Rà soát văn bản của xã.", "Niêm yết thủ tục.", "Công khai kết quả."]


def test_letters_that_stand_for_bullets_in_fonts_of_word() -> None:
    text = "Ø\tRà soát văn bản.\nü\tNiêm yết thủ tục.\no\tCông khai kết quả.\n§\tBáo cáo."
    assert tasks(text) == ["Rà soát văn bản.", "Niêm yết thủ tục.", "Công khai kết quả.", "Báo cáo."]


def test_circled_numbers_and_wide_letters() -> None:
    assert tasks("① Rà soát văn bản．\n② Đạt　９５％　trước ngày １５／４／２０２６，nộp báo cáo．") == [
        "Rà soát văn bản.",
        "Đạt 95% trước ngày 15/4/2026, nộp báo cáo.",
    ]


def test_what_nobody_sees_is_gone() -> None:
    assert tasks("- R\u200bà so\u00adát\u00a0văn bản\ufeff của x\u2060ã\u202f.") == [
        "Rà soát văn bản của xã ."
    ]


def test_letters_beyond_the_usual_ones_can_be_stored(tmp_path: Path) -> None:
    text = PLAN.format(tasks="- Rà soát 😀 văn bản 𠀋 của \U0001d431ã.\n- Đạt \uf0b3 95% \uf0e0 đúng hạn.")
    for data in (text.encode(), text.encode("utf-16"), text.encode("utf-32")):
        draft = read(tmp_path, data)
        assert [place.item.text for place in views.tasks(draft.plan)] == [
            "Rà soát 😀 văn bản 𠀋 của xã.", "Đạt ≥ 95% đúng hạn.",
        ]  # fmt: skip
        refuse_unstorable(draft.plan)
        json.dumps([item.text for item in draft.plan.walk()], ensure_ascii=False).encode()
        assert any("1 ký tự của phông ký hiệu" in warning for warning in draft.warnings)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_half_letters_never_come_through(tmp_path: Path, encoding: str) -> None:
    text = PLAN.format(tasks="- Rà soát \ud83d văn bản.")
    draft = read(tmp_path, text.encode(encoding, "surrogatepass"))
    assert [place.item.text for place in views.tasks(draft.plan)] == ["Rà soát văn bản."]
    assert any("ký tự hỏng" in warning for warning in draft.warnings)
    refuse_unstorable(draft.plan)


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode_of_any_width(tmp_path: Path, encoding: str, form: str) -> None:
    text = unicodedata.normalize(form, WHOLE)  # type: ignore[arg-type]
    assert tree(read(tmp_path, text.encode(encoding))) == tree(draft_of_text(WHOLE))


def _half(line: str) -> str:
    """The line with its second half left in TCVN3."""
    words = line.split(" ")
    half = len(words) // 2
    return " ".join([*words[:half], tcvn(" ".join(words[half:])).decode("latin-1")])


@pytest.mark.parametrize(
    "left",
    [
        lambda line: tcvn(line).decode("latin-1") if line == "2. Yêu cầu" else line,
        lambda line: vni(line) if line == "2. Yêu cầu" else line,
        lambda line: _half(line) if line.startswith("-") and len(line) > 90 else line,
        lambda line: tcvn(line).decode("latin-1") if line.startswith("- N") else line,
    ],
)
def test_text_that_was_converted_in_part(tmp_path: Path, left: Callable[[str], str]) -> None:
    text = "\n".join(map(left, WHOLE.split("\n")))
    assert text != WHOLE
    draft = read(tmp_path, text.encode())
    assert tree(draft) == tree(draft_of_text(WHOLE))
    assert "sang Unicode" in draft.warnings[0]


def test_foreign_words_are_left_alone(tmp_path: Path) -> None:
    text = PLAN.format(tasks="- Học tập mô hình của Orléans, Besançon; quán café Château; ông René, bà Zoë.")
    draft = read(tmp_path, text.encode())
    assert "Orléans, Besançon; quán café Château; ông René, bà Zoë" in views.tasks(draft.plan)[0].item.text
    assert not [warning for warning in draft.warnings if "Unicode" in warning]


def test_mail_that_quotes() -> None:
    lines = [f"> {line}" if line else ">" for line in "\n".join(map(_wrapped, WHOLE.split("\n"))).split("\n")]
    draft = draft_of_lines("\n".join(lines))
    assert tree(draft) == tree(draft_of_text(WHOLE))
    assert draft.warnings[0] == "Đã bỏ dấu «>» của thư điện tử ở đầu các dòng."


def _wrapped(line: str) -> str:
    return wrapped(line, 72, 72)


@pytest.mark.parametrize(
    "form", ["\n\n{n}\n\n", "\n{n}\n", "\n\f", "\n\f{n}\n\n", "\n\n- {n} -\n\f", "\nTrang {n}\n"]
)
def test_pages_between_wrapped_lines(form: str) -> None:
    lines = "\n".join(map(_wrapped, WHOLE.split("\n"))).split("\n")
    # Pages end in the middle of a sentence, before a small letter.
    cuts = [n for n, line in enumerate(lines) if line[:1].islower() and lines[n - 1]]
    pages, begin = [], 0
    for page, cut in enumerate(cuts[2::3], 2):
        pages.append("\n".join(lines[begin:cut]) + form.format(n=page))
        begin = cut
    text = "".join(pages) + "\n".join(lines[begin:])
    assert tree(draft_of_lines(text)) == tree(draft_of_text(WHOLE))


@pytest.mark.parametrize("between", [" ", "  ", "        ", "\t", "\t\t"])
def test_head_and_foot_side_by_side(between: str) -> None:
    right = draft_of_text(WHOLE)
    head, body = WHOLE.split("KẾ HOẠCH\n", 1)
    body = body[: body.index("Nơi nhận")]
    head = (
        f"ỦY BAN NHÂN DÂN{between}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        f"XÃ ĐỒNG LAU{between}Độc lập - Tự do - Hạnh phúc\n"
        f"Số: 31/KH-UBND{between}Đồng Lau, ngày 09 tháng 01 năm 2026\n\n"
    )
    foot = (
        f"Nơi nhận:{between}TM. ỦY BAN NHÂN DÂN\n- Ủy ban nhân dân tỉnh;{between}CHỦ TỊCH\n- Sở Nội vụ;\n"
        f"- Lưu: VT.\n\n{between}Trần Văn Lụa\n"
    )
    read = draft_of_lines(f"{head}KẾ HOẠCH\n{body}{foot}")
    for name in ("issuer", "number", "place", "issued_on", "recipients", "signer", "subject"):
        assert getattr(read.plan, name) == getattr(right.plan, name)
    assert tree(read) == tree(right)


def test_a_foot_that_tabs_set_side_by_side_is_no_table() -> None:
    left = ["Nơi nhận:", "- UBND tỉnh;", "- Sở Nội vụ;", "- Lưu: VT."]
    right = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(Đã ký)", "Lê Văn Mẫu"]
    foot = "\n".join("\t\t".join(pair) for pair in zip(left, right, strict=True))
    draft = draft_of_lines(PLAN.format(tasks="- Rà soát văn bản.") + foot)
    assert draft.plan.recipients == ("UBND tỉnh;", "Sở Nội vụ;", "Lưu: VT.")
    assert draft.plan.signer.name == "Lê Văn Mẫu"
    assert not [warning for warning in draft.warnings if warning.startswith("Bảng")]


@pytest.mark.parametrize("width", [50, 72, 80])
def test_lines_cut_within_words(width: int) -> None:
    lines = [line[n : n + width] for line in WHOLE.split("\n") for n in range(0, max(len(line), 1), width)]
    draft = draft_of_lines("\n".join(lines))
    assert tree(draft) == tree(draft_of_text(WHOLE))
    assert draft.warnings[0].startswith(f"Các dòng bị cắt ở chữ thứ {width}, cả giữa từ")


def test_words_torn_by_blanks_are_told() -> None:
    """As Poppler prints a PDF whose letters come from two fonts."""
    text = PLAN.format(tasks="- Phòng Văn hóa - Xã h ội rà soát văn b ản theo Quy ết đ ịnh của S ở Nội vụ.")
    (note,) = (warning for warning in draft_of_lines(text).warnings if "dấu cách" in warning)
    assert note.startswith("Tệp có 4 chỗ dấu cách lọt vào giữa chữ («h ội»)")
    fine = "- Sửa điểm c khoản 2, điểm đ khoản 3; mở cửa lúc 8 h ở cả 09 thôn; hạng A, B, C."
    assert not [
        warning for warning in draft_of_lines(PLAN.format(tasks=fine)).warnings if "dấu cách" in warning
    ]
