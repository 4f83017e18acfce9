"""The search finds words wherever they were typed, says where that is, and puts the best first."""

from datetime import date

import pytest

from cchc_desktop.domain.offices import Unit
from cchc_desktop.domain.places import AreaPlace, FigurePlace, Place, RegisterPlace, ReportPlace
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.search import Group, Results, _most_of_a_group
from tests.directives import save_directive

Q2, HALF = Period.parse("2026-Q2"), Period.parse("2026-6T")


@pytest.fixture
def written(office: Office) -> Office:
    """Words on figures and in a report, each with its own rare word."""
    figure = Figure(office.figures.read_figure(Q2, "1.01", "5").value, note="Chờ zimbabue")
    office.figures.set_figures(Q2, {"1.01": figure})
    save_directive(
        office, date(2026, 5, 4), "15/KH-UBND", "Kế hoạch kuala số", kind="Kế hoạch", id="directive-1"
    )
    office.reports.set_passage(HALF, "I.1", "Lời riêng mombasa.")
    office.reports.set_remarks(HALF, 3, difficulties="Thiếu máy quét palermo.")
    office.reports.issue(HALF, "77", date(2026, 6, 16))
    return office


@pytest.mark.parametrize(
    ("words", "kind", "text", "where", "place"),
    [
        ("ZIMBABUE", "Số liệu", "1.01. Số văn bản chỉ đạo, điều hành CCHC đã ban hành (Chờ zimbabue)",
         "quý II năm 2026", FigurePlace(Q2, "1.01")),
        ("kuala", "Dòng sổ theo dõi", "04/05/2026 15/KH-UBND Kế hoạch kuala số", "Văn bản chỉ đạo CCHC",
         RegisterPlace("van-ban-chi-dao", "directive-1")),
        ("mombasa", "Đoạn báo cáo", "Lời riêng mombasa.", "Báo cáo 6 tháng đầu năm 2026",
         ReportPlace(HALF, "I.1")),
        ("may quet palermo", "Nhận xét lĩnh vực", "Thiếu máy quét palermo.",
         "Thủ tục hành chính, 6 tháng đầu năm 2026", AreaPlace(3, HALF, remarks=True)),
        ("77", "Báo cáo", "Báo cáo số 77/BC-UBND", "6 tháng đầu năm 2026", ReportPlace(HALF)),
    ],
)  # fmt: skip
def test_words_of_figures_and_reports(
    written: Office, words: str, kind: str, text: str, where: str, place: Place
) -> None:
    (hit,) = written.search(words).hits
    assert (hit.kind, hit.text, hit.where, hit.place) == (kind, text, where, place)


def test_rows_of_registers_come_with_the_latest_first(office: Office) -> None:
    for day, name in ((4, "a"), (11, "c"), (7, "b")):
        save_directive(
            office, date(2026, 5, day), f"{day}/KH-UBND", "Kế hoạch kuala", kind="Kế hoạch", id=name
        )
    assert [hit.row_id for hit in office.search("kuala").hits] == ["c", "b", "a"]


def test_indicators_are_found_by_name_and_code(office: Office) -> None:
    (hit,) = office.search("ty le so hoa ho so khi tiep nhan").hits
    assert hit.kind == "Chỉ tiêu thống kê"
    assert isinstance(hit.place, FigurePlace)
    code = hit.place.code
    assert hit.text == f"{code}. {office.catalogues.of_period(Q2).get(code).name}"
    assert hit.where == "Thủ tục hành chính"
    assert [one.place for one in office.search("1.01 văn bản").hits] == [FigurePlace(None, "1.01")]
    assert office.search("   ") == Results()


def test_no_more_than_wanted_and_the_rest_is_counted(office: Office) -> None:
    found = office.search("hồ sơ", limit=7)
    assert len(found.hits) <= 7
    assert found.counts[Group.FIGURES] > 20
    assert found.more == found.total - len(found.hits) > 0
    everything = office.search("hồ sơ", limit=1000)
    assert (everything.more, everything.counts) == (0, found.counts)
    # A group with few hits is not crowded out by a large one.
    assert {hit.group for hit in found.hits} == set(found.counts)


def test_words_that_stand_together_come_first(office: Office) -> None:
    for name in ("Tổ sơ đồ hồ nước", "Hồ nước sơ bộ", "Bộ phận hồ sơ", "Hồ sơ"):
        office.settings.save_unit(Unit(name))
    names = [hit.text for hit in office.search("hồ sơ").hits if hit.group is Group.SETTINGS]
    assert set(names[:2]) == {"Bộ phận hồ sơ", "Hồ sơ"}
    assert set(names[2:]) == {"Tổ sơ đồ hồ nước", "Hồ nước sơ bộ"}


def test_a_task_is_one_hit_however_often_it_holds_the_words(office: Office) -> None:
    office.plans.set_assignment("plan-1", "task-1", deliverable="Rà soát xong")
    hits = [hit for hit in office.search("ra soat").hits if hit.group is Group.TASKS]
    assert len(hits) == 1


@pytest.mark.parametrize(
    ("sizes", "limit", "most"),
    [([], 10, 10), ([3, 4], 10, 10), ([2, 40], 10, 8), ([20, 20], 10, 5), ([1, 1, 1], 2, 0), ([5], 2, 2)],
)
def test_shares_of_groups(sizes: list[int], limit: int, most: int) -> None:
    assert _most_of_a_group(sizes, limit) == most


def test_a_row_of_a_register_is_found_in_its_register(office: Office) -> None:
    row = office.registers.add(
        "tuyen-truyen",
        {"ngay": "5/3/2026", "hinh_thuc": "Niêm yết", "chu_de": "Thủ tục zanzibar", "so_luong": "1"},
    )
    (hit,) = office.search("zanzi").hits
    assert (hit.group, hit.where, hit.row_id) == (Group.REGISTERS, "Tuyên truyền CCHC", row.id)
    assert hit.place == RegisterPlace("tuyen-truyen", row.id)
    # Within a word nothing begins.
    assert office.search("zibar").hits == ()
