"""Ten documents with planted faults: every fault is found, and nothing beyond them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.catalogue.form_rules import form_rules
from cchc_desktop.domain.form_check.check import check_form
from cchc_desktop.domain.form_check.finding import Finding
from cchc_desktop.domain.legal import LegalDocument, LegalLibrary
from cchc_desktop.intake.form_look.read import read_look
from tests.form_documents import (
    Fault,
    Paper,
    Para,
    basis,
    body,
    heading,
    planted,
    recipient,
    write_pdf,
    write_word,
)

DAY = date(2026, 3, 20)


LIBRARY = LegalLibrary(
    (
        LegalDocument("61/2018/NĐ-CP", "Nghị định", ended=date(2025, 7, 1), replaced_by=("118/2025/NĐ-CP",)),
        LegalDocument("118/2025/NĐ-CP", "Nghị định", valid_from=date(2025, 7, 1)),
    )
)
"""Knows one document that is out of force, and the one in its place."""


@dataclass(frozen=True)
class Case:
    """A document by its name, what it is made from, and its faults."""

    name: str
    faults: tuple[Fault, ...]
    paper: Callable[[], Paper] = Paper
    as_pdf: bool = field(default=False)


def changed(name: str, found: str, index: int | None = None, **look: object) -> Fault:
    """A fault in how a part looks, or in what it says."""
    return Fault(lambda paper: paper.change(name, index, **look), found)


def page(found: str, **lengths: float) -> Fault:
    """A fault of the page."""
    return Fault(lambda paper: paper.page.update(lengths), found)


def said(found: str, *paragraphs: Para) -> Fault:
    """A fault in paragraphs that are added."""
    return Fault(lambda paper: paper.says(*paragraphs), found)


def also(found: str) -> Fault:
    """One more fault of what was planted before."""
    return Fault(lambda _: None, found)


def attribute(found: str, **values: object) -> Fault:
    """A fault in one of the paper's settings."""

    def plant(paper: Paper) -> None:
        for name, value in values.items():
            setattr(paper, name, value)

    return Fault(plant, found)


def report() -> Paper:
    """A report to the superior."""
    return Paper(
        number=[Para("Số: 31/BC-UBND", size=13)],
        kind=Para("BÁO CÁO", bold=True),
        subject=Para("Kết quả cải cách hành chính quý I năm 2026", bold=True, ruled=True),
        address=[body("Kính gửi: Ủy ban nhân dân tỉnh Sông Hương.", stand="left")],
        recipients=[
            Para("Nơi nhận:", bold=True, italic=True, size=12, stand="left"),
            recipient("- Như trên;"),
            recipient("- Các đơn vị thuộc xã;"),
            recipient("- Lưu: VT, VHXH."),
        ],
    )


def printed() -> Paper:
    """A plan whose names fit beside each other."""
    return Paper(superior=Para("UBND TỈNH SÔNG HƯƠNG", size=12), number=[Para("Số: 15/KH-UBND", size=13)])


def decision() -> Paper:
    """A decision in articles."""
    return Paper(
        number=[Para("Số: 40/QĐ-UBND", size=13)],
        kind=Para("QUYẾT ĐỊNH", bold=True),
        subject=Para("Về việc thành lập Đoàn kiểm tra cải cách hành chính", bold=True, ruled=True),
        text=[
            Para("QUYẾT ĐỊNH:", bold=True),
            body("Điều 1. Thành lập Đoàn kiểm tra cải cách hành chính của xã An Bình năm 2026."),
            body("Điều 2. Đoàn kiểm tra làm việc theo kế hoạch được Chủ tịch xã phê duyệt."),
            body("Điều 3. Các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."),
        ],
    )


def letter() -> Paper:
    """An official letter."""
    return Paper(
        number=[Para("Số: 88/UBND-VHXH", size=13), Para("V/v báo cáo kết quả tự kiểm tra", size=12, after=0)],
        kind=None,
        subject=None,
        bases=[],
        address=[
            body("Kính gửi:", stand="left"),
            body("- Sở Nội vụ tỉnh Sông Hương;", stand="left"),
            body("- Sở Tư pháp tỉnh Sông Hương.", stand="left"),
        ],
        text=[
            body(
                "Thực hiện yêu cầu của Sở Nội vụ, Ủy ban nhân dân xã An Bình báo cáo kết quả tự kiểm tra "
                "công tác cải cách hành chính sáu tháng đầu năm, nêu rõ việc đã làm và việc còn chậm."
            ),
            body("Ủy ban nhân dân xã trân trọng đề nghị quý Sở xem xét, hướng dẫn./."),
        ],
        recipients=report().recipients,
        signature=[
            Para("TM. ỦY BAN NHÂN DÂN", bold=True),
            Para("KT. CHỦ TỊCH", bold=True),
            Para("PHÓ CHỦ TỊCH", bold=True),
            Para("Trần Văn Mẫu", bold=True),
        ],
    )


def with_annexes() -> Paper:
    """A plan with two annexes."""
    names = ("DANH SÁCH ĐƠN VỊ ĐƯỢC KIỂM TRA", "NỘI DUNG KIỂM TRA")
    enclosed = "(Kèm theo Kế hoạch số 15/KH-UBND ngày 20 tháng 3 năm 2026 của Ủy ban nhân dân xã An Bình)"
    paper = Paper(
        annexes=[
            [
                Para(f"Phụ lục {number}", bold=True),
                Para(name, bold=True),
                Para(enclosed, italic=True),
                body("Trạm Y tế xã"),
            ]
            for number, name in zip(("I", "II"), names, strict=True)
        ]
    )
    paper.says(body("Đơn vị được kiểm tra và nội dung kiểm tra nêu tại Phụ lục I và Phụ lục II."))
    return paper


LONG = (
    "Các đơn vị rà soát toàn bộ quy trình nội bộ, công khai thủ tục tại nơi tiếp nhận, phân công người trực "
    "và ghi nhận đầy đủ ý kiến của người dân để xử lý ngay trong ngày làm việc"
)

CASES = (
    Case(
        "page",
        (
            page("215,9 mm x 279,4 mm", width=215.9, height=279.4),
            page("lề trái 20 mm", left=20),
            page("lề phải 25 mm", right=25),
            page("lề trên 15 mm", top=15),
            said("phông chữ Arial", body(f"{LONG}.", font="Arial")),
            said("không phải màu đen", body("Bổ sung sau khi họp.", red=True)),
            attribute("số trang ở cuối trang", number_at_foot=True),
            attribute("số trang cỡ 11", number_size=11),
        ),
    ),
    Case(
        "head",
        (
            changed("nation", "Quốc hiệu không đậm", bold=False),
            changed("motto", "Tiêu ngữ viết", text="Độc lập – Tự do – Hạnh phúc"),
            changed("issuer", "viết tắt", text="UBND XÃ AN BÌNH"),
            changed("superior", "Tên cơ quan chủ quản in đậm", bold=True),
            Fault(lambda p: p.change("number", 0, text="Số 5/KH-UBND"), "không có dấu hai chấm"),
            also("số 5"),
            also("ký hiệu «KH» của báo cáo"),
        ),
        report,
    ),
    Case(
        "title",
        (
            changed("place", "ngày 5", text="An Bình, ngày 5 tháng 1 năm 2026"),
            also("tháng 1"),
            changed("kind", "Tên loại văn bản không đậm", bold=False),
            changed("subject", "Trích yếu nội dung sát lề trái", stand="left"),
            changed("bases", "có ghi số, ký hiệu", 0, text="Căn cứ Luật Cán bộ, công chức số 80/2025/QH15;"),
            Fault(
                lambda p: p.bases.insert(
                    1,
                    basis(
                        "Căn cứ Nghị định số 170/2025/NĐ-CP của Chính phủ quy định về tuyển dụng công chức;"
                    ),
                ),
                "không ghi ngày tháng năm",
            ),
            Fault(
                lambda p: p.change("bases", -1, text=p.bases[-1].text.removesuffix(".") + ";"),
                "kết thúc bằng dấu «;»",
            ),
        ),
        decision,
    ),
    Case(
        "body",
        (
            said("sát lề trái", body(f"{LONG}, báo cáo Chủ tịch.", stand="left")),
            said("không lùi vào", body(f"{LONG}, báo cáo Phó Chủ tịch.", indent=0)),
            said("Nội dung cỡ 12", body("Người được kiểm tra có quyền nêu ý kiến của mình.", size=12)),
            said("cỡ 13, khác phần lời văn cỡ 14", body("Người kiểm tra giữ bí mật tài liệu.", size=13)),
            said("cách dòng 2 lines", body("Người kiểm tra không nhận quà.", lines=2.0)),
            said("cách nhau 0 pt", body("Biên bản lập thành hai bản.", after=0)),
        ),
    ),
    Case(
        "numbering",
        (
            said(
                "không liền sau «II»",
                heading("IV. KINH PHÍ"),
            ),
            said("đánh số trùng", heading("1. Nguồn chi"), heading("1. Mức chi")),
            said(
                "điểm «đ» không liền sau «c»",
                body("a) Xăng xe."),
                body("b) Văn phòng phẩm."),
                body("c) In ấn."),
                body("đ) Nước uống."),
            ),
            said("số thứ tự viết «2/»", body("2/ Việc thanh toán theo chế độ hiện hành.")),
            said("Mục viết chữ thường", heading("V. Chế độ báo cáo")),
            Fault(
                lambda p: p.change("text", -1, text=p.text[-1].text.replace("./.", ".")), "nội dung kết thúc"
            ),
        ),
    ),
    Case(
        "writing",
        (
            said("«Kế hoạch này» trong báo cáo", body("Các đơn vị tổ chức thực hiện Kế hoạch này.")),
            said(
                "«hoà», trong khi nơi khác đặt dấu như «hòa»",
                body("Việc hoà giải ở cơ sở được chú trọng, hòa thuận trong thôn được giữ; số hóa đúng hạn."),
            ),
            said("«85.5%»", body("Tỷ lệ hồ sơ trực tuyến đạt 85.5% tổng số hồ sơ.")),
            said("có chỗ viết cách", body("Tỷ lệ số hóa đạt 100 % tổng số hồ sơ.")),
            said("không có trong lịch", body("Số liệu tính đến ngày 31 tháng 02 năm 2026.")),
            said("lặp từ", body("Ý kiến của của người dân được trả lời.")),
        ),
        report,
    ),
    Case(
        "foot",
        (
            changed("address", "viết «Kính gửi", 0, text="Kính gửi Ủy ban nhân dân tỉnh Sông Hương"),
            Fault(lambda p: p.recipients.pop(1), "không có «Như trên»"),
            Fault(
                lambda p: p.change("recipients", 1, text="- Các đơn vị thuộc xã"),
                "không kết thúc bằng dấu chấm phẩy",
            ),
            Fault(lambda p: p.change("recipients", 2, text="- Lưu VT, VHXH."), "dòng lưu viết"),
            changed("signature", "viết «T/M»", 0, text="T/M ỦY BAN NHÂN DÂN"),
            changed("recipients", "Nơi nhận cỡ 14", 0, size=14),
        ),
        report,
    ),
    Case(
        "letter",
        (
            changed("number", "Trích yếu công văn in đậm", 1, bold=True),
            Fault(
                lambda p: p.change("address", 2, text="- Sở Tư pháp tỉnh Sông Hương;"),
                "không kết thúc bằng dấu chấm (.)",
            ),
            changed("signature", "học hàm, học vị «ThS", 3, text="ThS. Trần Văn Mẫu"),
            Fault(lambda p: p.signature.pop(1), "không có dòng «KT.»"),
            Fault(lambda p: p.change("signature", 0, text="TM. UBND"), "tên tập thể viết tắt"),
        ),
        letter,
    ),
    Case(
        "annexes",
        (
            Fault(lambda p: p.annexes[0].__setitem__(0, Para("PHỤ LỤC I", bold=True)), "viết in hoa"),
            Fault(lambda p: p.annexes[1].__setitem__(0, Para("Phụ lục 2", bold=True)), "phụ lục thứ 2 ghi"),
            Fault(lambda p: p.annexes[1].pop(2), "không có dòng chỉ dẫn"),
            attribute("đánh tiếp theo phần trước", annex_number=None),
            said(
                "«118/2025/ND-CP», nơi khác viết",
                body("Hồ sơ giải quyết theo Nghị định số 118/2025/ND-CP và quy định của tỉnh."),
            ),
            said(
                "«61/2018/NĐ-CP» hết hiệu lực từ 01/07/2025",
                body("Thời hạn theo Nghị định số 61/2018/NĐ-CP."),
            ),
        ),
        with_annexes,
    ),
    Case(
        "pdf",
        (
            page("lề trái 22", left=22),
            changed("place", "Địa danh và thời gian ban hành kiểu chữ đứng", italic=False),
            changed("kind", "Tên loại văn bản không đậm", bold=False),
            changed("signature", "Họ tên người ký viết in hoa", 2, text="TRẦN VĂN MẪU"),
            changed("recipients", "Dòng nơi nhận cỡ 13", 1, size=13),
            Fault(
                lambda p: p.change("bases", 0, text=p.bases[0].text.replace(";", ".")),
                "kết thúc bằng dấu «.»",
            ),
        ),
        printed,
        as_pdf=True,
    ),
)


def checked(paper: Paper, path: Path) -> tuple[Finding, ...]:
    """What is found in a paper that was written to a file."""
    written = write_pdf(paper, path) if path.suffix == ".pdf" else write_word(paper, path)
    return check_form(read_look(written), form_rules(), LIBRARY, DAY)


@pytest.mark.parametrize("paper", [Paper, report, decision, letter, with_annexes])
def test_what_is_right_has_no_finding(paper: Callable[[], Paper], tmp_path: Path) -> None:
    assert checked(paper(), tmp_path / "a.docx") == ()


def test_a_right_pdf_has_no_finding(tmp_path: Path) -> None:
    assert checked(printed(), tmp_path / "a.pdf") == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_fault_is_found_and_nothing_else(case: Case, tmp_path: Path) -> None:
    paper = planted(case.faults, case.paper())
    found = list(checked(paper, tmp_path / ("a.pdf" if case.as_pdf else "a.docx")))
    missed = []
    for fault in case.faults:
        hit = next((each for each in found if fault.found in each.found), None)
        if hit is None:
            missed.append(fault.found)
        else:
            found.remove(hit)
    assert (missed, [(each.place, each.found) for each in found]) == ([], [])


def test_laws_and_numbers_of_the_party_are_citations_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    law = LegalDocument("", "Luật", title="Lưu trữ", year=2011, ended=date(2025, 7, 1))
    monkeypatch.setattr(f"{__name__}.LIBRARY", LegalLibrary((law,)))
    paper = Paper()
    paper.change("text", 3, text="- Thực hiện Nghị quyết số 27-NQ/TW và Luật Lưu trữ năm 2011.")
    paper.change("text", 4, text="- Triển khai Nghị quyết số 27-NQ/TW, Nghị quyết số 27/NQ-TW.")
    assert [each.found for each in checked(paper, tmp_path / "a.docx")] == [
        "«Luật Lưu trữ» hết hiệu lực từ 01/07/2025",
        "«27/NQ-TW», nơi khác viết «27-NQ/TW»",
    ]


def test_there_are_ten_documents_with_sixty_faults() -> None:
    assert len(CASES) == 10
    assert sum(len(case.faults) for case in CASES) >= 60
