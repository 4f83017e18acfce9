"""Text files in every encoding and layout that offices have."""

import time
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.source import Source, SourceParagraph, SourceTable

from .builders import BODY, CLOSING, FOOT_LEFT, FOOT_RIGHT, HEAD_LEFT, HEAD_RIGHT, TITLE, plan_lines
from .test_legacy_encodings import tcvn, vni

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
PLAN = "\n\n".join(plan_lines()) + "\n"


def read(folder: Path, data: str | bytes, name: str = "ke_hoach.txt") -> Source:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_source(path)


def texts(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, SourceParagraph)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_files(tmp_path: Path, encoding: str) -> None:
    source = read(tmp_path, PLAN.encode(encoding))
    assert texts(source) == plan_lines()
    assert source.notes == ()


def test_decomposed_letters_and_look_alikes_are_put_right(tmp_path: Path) -> None:
    import unicodedata

    source = read(tmp_path, unicodedata.normalize("NFD", PLAN).replace("Đ", "Ð"))
    assert texts(source) == plan_lines()


def test_windows_1258(tmp_path: Path) -> None:
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}

    def decomposed(character: str) -> str:
        import unicodedata

        parts = unicodedata.normalize("NFD", character)
        tone = "".join(part for part in parts if part in marks)
        return unicodedata.normalize("NFC", "".join(p for p in parts if p not in marks)) + tone

    source = read(tmp_path, "".join(map(decomposed, PLAN)).encode("cp1258"))
    assert texts(source) == plan_lines()
    assert "Windows-1258" in source.notes[0]


def test_vni_as_bytes_and_as_unicode(tmp_path: Path) -> None:
    for data in (vni(PLAN).encode("cp1252"), vni(PLAN).encode()):
        source = read(tmp_path, data)
        assert texts(source) == plan_lines()
        assert source.notes == ("Đã chuyển văn bản từ bảng mã VNI-Windows sang Unicode.",)


def test_tcvn_as_bytes_and_as_unicode(tmp_path: Path) -> None:
    small = "Ủy ban nhân dân".lower() + "\n\n" + "\n\n".join(t.capitalize() for t in BODY if t[0] in "-+")
    data = tcvn(small)
    for content in (data, data.decode("latin-1").encode()):
        source = read(tmp_path, content)
        assert texts(source) == small.split("\n\n")
        assert "TCVN3" in source.notes[0]
    assert texts(read(tmp_path, tcvn(PLAN))) == plan_lines()


def test_french_stays_french(tmp_path: Path) -> None:
    text = "L'été, les élèves présentèrent leurs idées à la mairie; ça a été très apprécié à Orléans."
    for encoding in ("utf-8", "cp1252"):
        source = read(tmp_path, text.encode(encoding))
        assert texts(source) == [text]
        assert source.notes == ()


def test_a_few_broken_bytes_are_said(tmp_path: Path) -> None:
    data = PLAN.encode()
    source = read(tmp_path, data[:400] + b"\xff" + data[400:] if data[400] < 0x80 else data[:-3] + b"\xc3")
    assert "ký tự hỏng" in source.notes[0]


def wrap(text: str, width: int) -> str:
    """The text in lines of about this width, each with the blank that Word leaves at a wrap."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] += word + " "
    return "\n".join(lines)


@pytest.mark.parametrize("width", [64, 72, 80, 88])
def test_hard_wrapped_text(tmp_path: Path, width: int) -> None:
    source = read(tmp_path, "\n\n".join(wrap(line, width) for line in plan_lines()))
    assert texts(source) == plan_lines()


def test_form_feeds_and_page_numbers_go(tmp_path: Path) -> None:
    body = "\n\n".join(wrap(line, 72) for line in plan_lines())
    lines = body.split("\n")
    middle = next(i for i, line in enumerate(lines) if line[:1].islower() and line[1] != ")")
    paged = "\n".join([*lines[:middle], "\f" + lines[middle], *lines[middle + 1 :]])
    assert texts(read(tmp_path, paged)) == plan_lines()
    numbered = "\n".join([*lines[:middle], "", "2", "\f", *lines[middle:]])
    assert texts(read(tmp_path, numbered)) == plan_lines()


def test_head_and_foot_side_by_side(tmp_path: Path) -> None:
    def beside(left: list[str], right: list[str]) -> str:
        height = max(len(left), len(right))
        pairs = zip(left + [""] * (height - len(left)), right + [""] * (height - len(right)), strict=True)
        return "\n".join(f"{one:<34}{other}".rstrip() for one, other in pairs)

    text = "\n\n".join(
        [
            beside(HEAD_LEFT, HEAD_RIGHT),
            *TITLE,
            *BODY,
            CLOSING,
            beside(FOOT_LEFT, [*FOOT_RIGHT[:3], "", "", FOOT_RIGHT[3]]),
        ]
    )
    assert texts(read(tmp_path, text)) == plan_lines()


def test_indents_of_text_copied_with_its_layout(tmp_path: Path) -> None:
    """Neighbouring paragraphs without a mark or a blank line are told apart by their indents alone."""
    body = [*BODY, *[f"Bộ phận thứ {n} tự kiểm tra việc của mình mỗi tuần một lần. " * 3 for n in "abc"]]
    lines = [*TITLE, *("       " + wrap(line, 70) for line in body), CLOSING]
    source = read(tmp_path, "\n".join(lines))
    assert texts(source) == [*TITLE, *(line.strip() for line in body), CLOSING]


def test_a_page_break_before_a_capital(tmp_path: Path) -> None:
    text = "\n".join(
        [
            wrap("- Tăng cường phối hợp giữa các bộ phận để công tác giải quyết hồ sơ của người dân và", 60),
            *(
                wrap(f"- Việc thứ {word} được làm xong ngay trong tuần đầu tiên của mỗi tháng.", 60)
                for word in "ab"
            ),
            "- Việc cuối cùng của trang này là công khai toàn bộ danh mục",
            "",
            "2",
            "\f",
            "TTHC mới ban hành.",
        ]
    )
    assert texts(read(tmp_path, text))[-1] == (
        "- Việc cuối cùng của trang này là công khai toàn bộ danh mục TTHC mới ban hành."
    )


def test_the_blank_for_a_number_parts_no_columns(tmp_path: Path) -> None:
    rows = [("UBND XÃ AN BÌNH", HEAD_RIGHT[0]), ("Số:       /KH-UBND", HEAD_RIGHT[2])]
    text = "\n".join(f"{one:<30}{other}" for one, other in rows)
    assert texts(read(tmp_path, text)) == ["UBND XÃ AN BÌNH", "Số: /KH-UBND", HEAD_RIGHT[0], HEAD_RIGHT[2]]


MARKDOWN = """# KẾ HOẠCH

### Cải cách hành chính xã An Bình

## I. NHIỆM VỤ

**1. Cải cách thể chế:**

* Rà soát văn bản theo [Cổng dữ liệu](https://vi.example.vn/a_b) của tỉnh, đạt 15%\\.
- **Văn phòng:** theo dõi *hằng tuần*.

*Hoàn thiện môi trường pháp lý:*

7. Các bộ phận:** báo cáo trước ngày 15.

| TT | Việc | Chủ trì |
|---|:---:|---|
| 1 | Niêm yết | **Văn phòng** |
| 2 | Trực | |

---

Đoạn cuối./.
"""


def test_markdown(tmp_path: Path) -> None:
    source = read(tmp_path, MARKDOWN, "ke_hoach.md")
    assert texts(source) == [
        "KẾ HOẠCH",
        "Cải cách hành chính xã An Bình",
        "I. NHIỆM VỤ",
        "1. Cải cách thể chế:",
        "- Rà soát văn bản theo Cổng dữ liệu của tỉnh, đạt 15%.",
        "- Văn phòng: theo dõi hằng tuần.",
        "Hoàn thiện môi trường pháp lý:",
        "7. Các bộ phận: báo cáo trước ngày 15.",
        "Đoạn cuối./.",
    ]
    found = {b.text: b for b in source.blocks if isinstance(b, SourceParagraph)}
    assert found["1. Cải cách thể chế:"].bold_lead == len("1. Cải cách thể chế:")
    assert found["Hoàn thiện môi trường pháp lý:"].italic
    assert found["7. Các bộ phận: báo cáo trước ngày 15."].bold_lead == len("7. Các bộ phận:")
    assert [b.rows for b in source.blocks if isinstance(b, SourceTable)] == [
        (("TT", "Việc", "Chủ trì"), ("1", "Niêm yết", "Văn phòng"), ("2", "Trực", ""))
    ]


def test_plain_text_keeps_its_stars_and_backslashes(tmp_path: Path) -> None:
    text = "- Đạt tỷ lệ 15%)\\. Phấn đấu tăng (*) mỗi năm 2 * 3."
    assert texts(read(tmp_path, text)) == [text]


def test_binary_data_is_no_text(tmp_path: Path) -> None:
    for data in (bytes(range(256)) * 20, b"\x7fELF" + bytes(500), b"\x00\x01\x02\x03" * 100):
        with pytest.raises(Refusal, match="văn bản"):
            read(tmp_path, data)
    with pytest.raises(Refusal, match="không có chữ"):
        read(tmp_path, " \n\t\n ")


# -- the real plans, where they are at hand ----------------------------------------------------------


def sample(name: str) -> Source:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("không có thư mục kế hoạch mẫu ../shared/samples bên cạnh kho mã")
    return read_source(path)


@pytest.mark.parametrize(
    ("name", "paragraphs", "bullets", "pluses", "doubts"),
    [
        ("plan_xa_gia_luong_2021_2025.txt", 186, 116, 2, 0),
        ("plan_xa_hop_tien_2025_h2.txt", 101, 66, 0, 2),
    ],
)
def test_the_real_plans(name: str, paragraphs: int, bullets: int, pluses: int, doubts: int) -> None:
    began = time.process_time()
    source = sample(name)
    assert time.process_time() - began < 1
    found = [block for block in source.blocks if isinstance(block, SourceParagraph)]
    assert len(found) == paragraphs
    assert sum(p.text.startswith("- ") for p in found) == bullets
    assert sum(p.text.startswith("+ ") for p in found) == pluses
    assert sum(bool(p.doubt) for p in found) == doubts
    assert not [
        p.text for p in found if p.text[0].islower() and p.text[1] != ")" and "giai đoạn" not in p.text
    ]
