"""Only a plan of administrative reform is taken as one; what else a file is, the refusal says."""

import re
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from cchc_desktop import catalogue
from cchc_desktop.domain.document_kinds import kind_of_symbol, kind_of_title
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.plan import Draft
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.plan.reform import Extent, matter_of
from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.source import Source, SourceParagraph

from .documents import Sample
from .other_documents import OTHER_DOCUMENTS
from .plans_of_kinds import OTHER_PLANS, TAKEN

REFUSED = (*OTHER_DOCUMENTS, *OTHER_PLANS)

TODAY = date(2026, 2, 20)
INPUTS = Path(__file__).parent / "inputs" / "other_documents_taken_for_plans"


def _draft(text: str) -> Draft:
    blocks = tuple(SourceParagraph(line.strip()) for line in text.split("\n") if line.strip())
    return parse_plan(Source("test", blocks), catalogue.areas(), TODAY)


def _read(path: Path) -> Draft:
    return parse_plan(read_source(path), catalogue.areas(), TODAY)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        (
            "chi-thi.txt",
            "Đây là chỉ thị, không phải kế hoạch cải cách hành chính. Nếu cần theo dõi văn bản này",
        ),
        ("cong-van.txt", "Đây là công văn"),
        ("quyet-dinh.txt", "Đây là quyết định, không kèm kế hoạch nào"),
        ("tin.txt", "Đây là bài viết hoặc tin"),
        ("huong-dan.txt", "Đây là hướng dẫn"),
        ("thong-bao.txt", "Đây là thông báo"),
        ("thi-dua.txt", "về việc khác (trích yếu «Phát động thi đua chào mừng ngày thành lập xã»)"),
        ("chi-thi.pdf", "Đây là chỉ thị"),
        ("chuyen-doi-so.docx", "kế hoạch về chuyển đổi số"),
    ],
)
def test_files_of_other_documents(name: str, what: str) -> None:
    with pytest.raises(Refusal, match=re.escape(what)) as caught:
        _read(INPUTS / name)
    assert caught.value.field == "file"


@pytest.mark.parametrize("sample", REFUSED, ids=lambda sample: sample.name)
def test_it_is_refused_by_its_name(sample: Sample) -> None:
    with pytest.raises(Refusal, match=sample.refused):
        _draft(sample.text)


@pytest.mark.parametrize("sample", TAKEN, ids=lambda sample: sample.name)
def test_it_is_taken(sample: Sample) -> None:
    draft = _draft(sample.text)
    assert draft.plan.subject == sample.subject
    doubts = [
        sentence for sentence in draft.warnings if "cải cách hành chính" in sentence or "số" in sentence
    ]
    if sample.told:
        assert any(sample.told in sentence for sentence in draft.warnings), draft.warnings
    else:
        assert not [each for each in doubts if not each.startswith("Không thấy lĩnh vực")]


def test_parts_of_the_reform_miss_no_areas() -> None:
    for sample in TAKEN:
        if sample.name.startswith(("mot-phan", "gan-")):
            assert not [
                each for each in _draft(sample.text).warnings if each.startswith("Không thấy lĩnh vực")
            ]


def test_a_letter_written_with_word(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "UBND XÃ ĐỒNG TÂM\nSố: 140/UBND-KT\nV/v lập kế hoạch cải cách hành chính"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    for text in ("Kính gửi: Các phòng", "1. Cải cách thể chế", "Các phòng lập kế hoạch.", "2. Cải cách TTHC"):
        document.add_paragraph(text)
    document.save(str(tmp_path / "thu.docx"))
    with pytest.raises(Refusal, match="Đây là công văn"):
        _read(tmp_path / "thu.docx")


def test_the_list_is_wide() -> None:
    assert len(REFUSED) + len(TAKEN) >= 60
    assert len({sample.refused for sample in REFUSED}) >= 20


@pytest.mark.parametrize(
    ("line", "kind", "rest"),
    [
        ("CHỈ THỊ", "chỉ thị", ""),
        ("Chỉ thị", "chỉ thị", ""),
        ("TỜ TRÌNH V/v xin kinh phí", "tờ trình", "V/v xin kinh phí"),
        ("QUYẾT ĐỊNH:", "quyết định", ""),
        ("B Á O  C Á O", "báo cáo", ""),
        ("(Dự thảo) BÁO CÁO", "báo cáo", ""),
        ("Chỉ thị số 12/CT-TTg của Thủ tướng", "", ""),
        ("CÔNG VĂN ĐẾN", "", ""),
        ("kế hoạch", "", ""),
        ("LUẬT SƯ ĐOÀN", "luật", "SƯ ĐOÀN"),
        ("DỰ ÁNH", "", ""),
    ],
)
def test_titles_of_kinds(line: str, kind: str, rest: str) -> None:
    found = kind_of_title(line)
    assert ((found[0].name, found[1]) if found else ("", "")) == (kind, rest)


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [
        ("KH-UBND", "kế hoạch"), ("QĐ-CTUBND", "quyết định"), ("TTr-VP", "tờ trình"), ("UBND-VP", "công văn"),
        ("SNV-CCHC", "công văn"), ("KH/ĐU", "kế hoạch"), ("HĐND-VP", "công văn"), ("", ""), ("XYZ", ""),
    ],
)  # fmt: skip
def test_kinds_of_symbols(symbol: str, kind: str) -> None:
    found = kind_of_symbol(symbol)
    assert (found.name if found else "") == kind


@pytest.mark.parametrize(
    ("subject", "extent"),
    [
        ("Cải cách hành chính nhà nước năm 2026", Extent.WHOLE),
        ("CÔNG TÁC CCHC NĂM 2026", Extent.WHOLE),
        ("Cải cách hành chính và nâng cao Chỉ số PAR Index năm 2026", Extent.WHOLE),
        ("Cải thiện, nâng cao Chỉ số cải cách hành chính", Extent.PART),
        ("Cải cách thủ tục hành chính năm 2026", Extent.PART),
        ("Chuyển đổi số, ứng dụng công nghệ thông tin", Extent.NEAR),
        ("Phòng, chống thiên tai, góp phần cải cách hành chính", Extent.NONE),
        ("Diễn tập phòng thủ kết hợp cải cách hành chính", Extent.NONE),
        ("", Extent.NONE),
    ],
)
def test_what_a_subject_is_about(subject: str, extent: Extent) -> None:
    assert matter_of(subject).extent is extent
