"""A year of the sample commune: what its registers come to is reckoned anew from the books themselves.

The books are read here as text, and counted by rules of this test's own, without the program's counting.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from cchc_desktop import resources
from cchc_desktop.domain.places import RegisterPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from tests.sample_office import lay_sample

YEAR = 2026
TODAY = date(YEAR, 12, 31)
Row = dict[str, str]
YEARS = {"{year-2}": YEAR - 2, "{previous_year}": YEAR - 1, "{year}": YEAR, "{next_year}": YEAR + 1}
LAST_WINDOWS = {
    "2025-Q1": (date(2024, 12, 15), date(2025, 3, 14)),
    "2025-Q2": (date(2025, 3, 15), date(2025, 6, 14)),
    "2025-Q3": (date(2025, 6, 15), date(2025, 9, 14)),
    "2025-Q4": (date(2025, 9, 15), date(2025, 12, 14)),
}
WINDOWS = {
    "2026-Q1": (date(2025, 12, 15), date(2026, 3, 14)),
    "2026-Q2": (date(2026, 3, 15), date(2026, 6, 14)),
    "2026-Q3": (date(2026, 6, 15), date(2026, 9, 14)),
    "2026-Q4": (date(2026, 9, 15), date(2026, 12, 14)),
}
SPANS = {
    "2026-6T": (date(2025, 12, 15), date(2026, 6, 14)),
    "2026-9T": (date(2025, 12, 15), date(2026, 9, 14)),
    "2026-N": (date(2025, 12, 15), date(2026, 12, 14)),
}


def day(text: str) -> date | None:
    """A day as the books write it."""
    if not text:
        return None
    number, month, year = text.split("/")
    return date(YEARS[year], int(month), int(number))


BOOKS: dict[str, list[Row]] = {
    name: [dict(zip(book["columns"], cells, strict=True)) for cells in book["rows"]]
    for name, book in tomllib.loads(resources.read_text("sample", "registers.toml")).items()
}


DIRECTIVES: list[Row] = [
    {**row, "at": f"{YEAR - (row['year'] == 'previous_year')}-{row['day']}"}
    for row in tomllib.loads(resources.read_text("sample", "reports.toml"))["directives"]
]
HALF_OF_2026 = date(2026, 7, 1)
ASKED_SINCE = {"7.22": HALF_OF_2026, "7.23": HALF_OF_2026, "7.24": HALF_OF_2026, "7.25": HALF_OF_2026}
"""What is asked for since a decree alone: the first day of a period's end."""


def number(text: str) -> Fraction:
    """A number as the books write it."""
    return Fraction(text.replace(".", "").replace(",", ".")) if text else Fraction(0)


def within(rows: Iterable[Row], key: str, window: tuple[date, date]) -> list[Row]:
    """The rows with a day in the window."""
    return [row for row in rows if (at := day(row[key])) is not None and window[0] <= at <= window[1]]


def total(rows: Iterable[Row], key: str) -> Fraction:
    """The sum of a column."""
    return sum((number(row[key]) for row in rows), Fraction(0))


Rows = Callable[[tuple[date, date]], list[Row]]
Counting = Callable[[tuple[date, date]], Fraction | int]


def in_book(name: str, key: str, is_meant: Callable[[Row], bool] = lambda _: True) -> Rows:
    """The rows of a book that are meant, by their window."""
    return lambda window: [row for row in within(BOOKS[name], key, window) if is_meant(row)]


def until(name: str, key: str, is_open: Callable[[Row, date], bool]) -> Rows:
    """The rows of a book that had begun by the window's end and were open then."""
    return lambda window: [
        row for row in BOOKS[name] if (at := day(row[key])) and at <= window[1] and is_open(row, window[1])
    ]


def _after(text: str, end: date) -> bool:
    return (at := day(text)) is None or at > end


def is_kept(row: Row, end: date) -> bool:
    """Whether a task from above was neither done nor due by a day."""
    return _after(row["ngay_xong"], end) and _after(row["han"], end)


def is_late(row: Row, end: date) -> bool:
    """Whether a task from above was not done by a day on which it was due."""
    return _after(row["ngay_xong"], end) and not _after(row["han"], end)


def is_asked(row: Row) -> bool:
    """Whether a written petition proposes or reports something."""
    return row["loai"] in ("Kiến nghị", "Phản ánh") and row["co_don"] == "Có"


def so_far(window: tuple[date, date]) -> tuple[date, date]:
    """From the first day of the year's reports to the window's end."""
    return WINDOWS["2026-Q1"][0], window[1]


def honoured(kind: str, whom: str) -> Rows:
    """Who was honoured, or punished."""
    return in_book("khen-thuong", "ngay", lambda row: (row["loai"], row["doi_tuong"]) == (kind, whom))


def money(kind: str) -> Rows:
    """What was given, or spent."""
    return in_book("kinh-phi", "ngay", lambda row: row["loai"] == kind)


def taught(key: str) -> Rows:
    """Who was at a course of this sort."""
    return in_book("dao-tao", "den_ngay", lambda row: row[key] == "Có")


def directed(window: tuple[date, date]) -> list[Row]:
    """The directive documents of the window, which are written down with the reports."""
    return [row for row in DIRECTIVES if window[0] <= date.fromisoformat(row["at"]) <= window[1]]


followed = in_book("thi-hanh-phap-luat", "ngay")
inspections = in_book("kiem-tra", "ngay")
given_done = in_book("cap-tren-giao", "ngay_xong")
heard = in_book("tiep-cong-dan", "ngay")
groups = until("to-cong-nghe-so", "ngay_lap", lambda row, end: _after(row["ngay_giai_the"], end))
MEETINGS = {"Hội nghị", "Tập huấn", "Tọa đàm", "Lồng ghép"}


def told(form: str | set[str]) -> Rows:
    """What was published in a form, or in one of several."""
    forms = {form} if isinstance(form, str) else form
    return in_book("tuyen-truyen", "ngay", lambda row: row["hinh_thuc"] in forms)


def on_time(row: Row) -> bool:
    """Whether a task from above was done by its day."""
    done, due = day(row["ngay_xong"]), day(row["han"])
    return done is not None and due is not None and done <= due


def audited(window: tuple[date, date]) -> bool:
    """Whether a process was audited from the first day of the year's reports to the window's end."""
    return bool(in_book("iso-9001", "danh_gia")(so_far(window)))


def of_citizens(row: Row) -> bool:
    """Whether a procedure is not one of the administration's own."""
    return row["noi_bo"] != "Có"


def in_force(*asked: str, is_own: bool = False) -> Rows:
    """The procedures that had begun by the window's end and were not abolished then, and are all of this."""
    return until(
        "tthc", "ngay_ap_dung",
        lambda row, end: _after(row["ngay_bai_bo"], end)
        and of_citizens(row) != is_own
        and all(row[key] == "Có" for key in asked),
    )  # fmt: skip


def offered(level: str) -> Rows:
    """The procedures in force that are offered at a level before anybody asks."""
    return lambda window: [row for row in in_force()(window) if row["chu_dong"] == level]


def announced(key: str, is_meant: Callable[[Row], bool] = lambda _: True) -> Rows:
    """The procedures for citizens to which something was announced in the window."""
    return in_book("tthc", key, lambda row: of_citizens(row) and is_meant(row))


received = in_book("van-ban-den", "ngay_den", lambda row: row["phai_trien_khai"] == "Có")
PROCEDURES: dict[str, Counting] = {
    "3.01": lambda w: len(in_force()(w)),
    "3.02": lambda w: len(announced("ngay_ap_dung", lambda row: row["trang_thai"] == "Mới ban hành")(w)),
    "3.03": lambda w: len(announced("ngay_sua_doi")(w)),
    "3.04": lambda w: len(announced("ngay_bai_bo", lambda row: row["trang_thai"] != "Được thay thế")(w)),
    "3.05": lambda w: len(in_force("cong_khai")(w)),
    "3.07": lambda w: len(in_force("mot_cua")(w)),
    "3.08": lambda w: len(in_force("lien_thong_cung_cap")(w)),
    "3.09": lambda w: len(in_force("lien_thong_hai_cap")(w)),
    "3.10": lambda w: len(in_force("quy_trinh")(w)),
    "3.34": lambda w: len(in_force("nghia_vu")(w)),
    "3.35": lambda w: len(in_force("nghia_vu", "thanh_toan")(w)),
    "7.08": lambda w: len(in_force("toan_trinh")(w)),
    "7.09": lambda w: len(in_force("mot_phan")(w)),
}
"""What the book of procedures comes to in quarters of both years: it goes back to before the first."""
COUNTED: dict[str, Counting] = PROCEDURES | {
    "2.13": lambda w: sum(on_time(row) for row in received(w)),
    "2.14": lambda w: len(received(w)),
    "3.63": lambda w: len(in_force(is_own=True)(w)),
    "3.64": lambda w: len(in_force("don_gian", is_own=True)(w)),
    "3.65": lambda w: len(in_force("tai_cau_truc")(w)),
    "7.17": lambda w: len({row["ma"] for row in until("iso-9001", "ngay_ban_hanh", lambda *_: True)(w)}),
    "7.18": audited,
    "7.22": lambda w: len(offered("Mức 1")(w)),
    "7.23": lambda w: len(offered("Mức 2")(w)),
    "7.24": lambda w: len(offered("Mức 3")(w)),
    "7.25": lambda w: len(offered("Mức 4")(w)),
    "1.01": lambda w: len(directed(w)),
    "1.02": lambda w: sum(row["kind"] == "Kế hoạch" or "/KH-" in row["number"] for row in directed(w)),
    "1.10": lambda w: total(inspections(w), "van_de"),
    "1.11": lambda w: total(in_book("kiem-tra", "ngay_xong")(w), "da_xu_ly"),
    "1.14": lambda w: sum(on_time(row) for row in given_done(w)),
    "1.15": lambda w: sum(not on_time(row) for row in given_done(w)),
    "1.16": lambda w: len(until("cap-tren-giao", "ngay_giao", is_kept)(w)),
    "1.17": lambda w: len(until("cap-tren-giao", "ngay_giao", is_late)(w)),
    "1.19": lambda w: len({row["hinh_thuc"] for row in in_book("tuyen-truyen", "ngay")(so_far(w))}),
    "1.37": lambda w: sum(row["chat_luong"] == "Có" for row in given_done(w)),
    "1.20": lambda w: total(told("Trang thông tin điện tử")(w), "so_luong"),
    "1.21": lambda w: total(told("Đài truyền thanh")(w), "so_luong"),
    "1.22": lambda w: total(told("Mạng xã hội")(w), "so_luong"),
    "1.23": lambda w: total(told(MEETINGS)(w), "so_luong"),
    "1.24": lambda w: total(told(MEETINGS)(w), "luot_nguoi"),
    "1.25": lambda w: len(in_book("doi-thoai", "ngay")(w)),
    "1.26": lambda w: total(in_book("doi-thoai", "ngay")(w), "y_kien"),
    "1.27": lambda w: total(in_book("doi-thoai", "ngay")(w), "da_giai_quyet"),
    "1.28": lambda w: len(in_book("sang-kien", "ngay_de_xuat")(w)),
    "1.29": lambda w: len(in_book("sang-kien", "ngay_cong_nhan")(w)),
    "1.30": lambda w: len(honoured("Khen thưởng", "Tập thể")(w)),
    "1.31": lambda w: len(honoured("Khen thưởng", "Cá nhân")(w)),
    "1.35": lambda w: total(money("Được cấp")(so_far(w)), "so_tien"),
    "1.36": lambda w: total(money("Đã chi")(w), "so_tien"),
    "1.39": lambda w: len(heard(w)),
    "1.41": lambda w: sum(row["doan_dong"] == "Có" for row in heard(w)),
    "1.43": lambda w: sum((row["loai"], row["co_don"]) == ("Khiếu nại", "Có") for row in heard(w)),
    "1.44": lambda w: sum((row["loai"], row["co_don"]) == ("Tố cáo", "Có") for row in heard(w)),
    "1.45": lambda w: sum(map(is_asked, heard(w))),
    "3.26": lambda w: len(in_book("qua-han", "ngay_xin_loi", lambda row: bool(row["xin_loi"]))(w)),
    "2.16": lambda w: len(followed(w)),
    "2.17": lambda w: sum(bool(row["van_ban"]) for row in followed(w)),
    "3.61": lambda w: len(in_book("qua-han", "ngay_xin_loi", lambda row: bool(row["hen_lai"]))(w)),
    "3.42": lambda w: len(in_book("phan-anh", "ngay_nhan")(w)),
    "3.43": lambda w: len(in_book("phan-anh", "ngay_tra_loi")(w)),
    "3.46": lambda w: len(in_book("phan-anh", "ngay_tra_loi", lambda row: row["cong_khai"] == "Có")(w)),
    "5.12": lambda w: len(honoured("Kỷ luật", "Cán bộ lãnh đạo, quản lý")(w)),
    "5.13": lambda w: len(honoured("Kỷ luật", "Công chức, viên chức khác")(w)),
    "7.15": lambda w: len(groups(w)),
    "7.16": lambda w: total(groups(w), "thanh_vien"),
}  # fmt: skip
DIFFERENT: dict[str, Counting] = {
    "1.07": lambda w: len({row["don_vi"] for row in inspections(w)}),
    "1.08": lambda w: len({row["don_vi"] for row in inspections(w) if row["loai"] == "Đột xuất"}),
    "5.09": lambda w: len({row["hoc_vien"] for row in taught("thuoc_ke_hoach")(w)}),
    "5.11": lambda w: len({row["hoc_vien"] for row in taught("ky_nang_so")(w)}),
}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Office]:
    """The sample at the end of its year."""
    folder = tmp_path_factory.mktemp("year")
    lay_sample(folder, TODAY)
    office = Office.open(folder, lambda: TODAY)
    yield office
    office.close()


def test_every_register_of_the_year_has_its_rows(year: Office) -> None:
    assert {name: len(rows) for name, rows in BOOKS.items()} == {
        name: len(year.registers.rows(name)) for name in BOOKS
    }
    assert sum(map(len, BOOKS.values())) > 700


@pytest.mark.parametrize("code", [*COUNTED, *DIFFERENT])
def test_a_figure_is_what_the_books_come_to(year: Office, code: str) -> None:
    count = COUNTED.get(code) or DIFFERENT[code]
    ledger = year.figures.ledger()
    spans: Sequence[str] = [*WINDOWS, *(SPANS if code in DIFFERENT else ())]
    found = {span: ledger.reading(Period.parse(span), code).value for span in spans}
    windows, since = WINDOWS | SPANS, ASKED_SINCE.get(code, date.min)
    assert found == {
        span: Fraction(count(windows[span])) if windows[span][1] >= since else None for span in spans
    }


@pytest.mark.parametrize("code", PROCEDURES)
def test_the_book_of_procedures_tells_of_the_year_before(year: Office, code: str) -> None:
    ledger = year.figures.ledger()
    found = {span: ledger.reading(Period.parse(span), code).value for span in LAST_WINDOWS}
    assert found == {span: Fraction(PROCEDURES[code](window)) for span, window in LAST_WINDOWS.items()}


def test_sums_of_the_year_are_those_of_its_days(year: Office) -> None:
    ledger = year.figures.ledger()
    whole = SPANS["2026-N"]
    for code in ("1.20", "1.24", "1.39", "3.26", "1.36"):
        assert ledger.reading(Period.parse("2026-N"), code).value == Fraction(COUNTED[code](whole)), code
    share = ledger.reading(Period.parse("2026-N"), "1.18").value
    done = given_done(whole)
    assert share is not None
    assert share == Fraction(100 * sum(map(on_time, done)), len(done))
    assert Decimal(str(round(float(share), 2))) == Decimal("98.7")


def test_every_figure_that_a_register_gives_is_reckoned_here(year: Office) -> None:
    fed = {feed.indicator for register in year.registers.all() for feed in register.feeds}
    assert {*COUNTED, *DIFFERENT} == fed


def test_nothing_that_a_register_gives_was_typed(year: Office) -> None:
    """What is typed is that nothing occurred: in a quarter before the first row of the year's book, which
    the program takes for one that is kept elsewhere, and in the last one, which was typed while it ran."""
    windows = LAST_WINDOWS | WINDOWS
    book = {feed.indicator: register for register in year.registers.all() for feed in register.feeds}
    for period, figures in year._desk.store.figures().items():
        for code, figure in figures.items():
            count = COUNTED.get(code) or DIFFERENT.get(code)
            if count is None or period.id not in (windows if code in PROCEDURES else WINDOWS):
                continue
            assert figure.none, (period.id, code)
            assert count(windows[period.id]) == 0, (period.id, code)
            begun = within(BOOKS[book[code].id], book[code].day, so_far(windows[period.id]))
            assert not begun or period.id == "2026-Q4", (period.id, code)


# What must be kept all year, and what the books remind of, on a day in October

OCTOBER = date(YEAR, 10, 20)
REMINDED = (
    # Of each book: the day of a row, the day by which something is to be done, and the day that says it is.
    ("kiem-tra", "ngay", "han", "ngay_xong"),
    ("cap-tren-giao", "ngay_giao", "han", "ngay_xong"),
    ("phan-anh", "ngay_nhan", "han", "ngay_tra_loi"),
    ("van-ban-den", "ngay_den", "han", "ngay_xong"),
    ("qua-han", "hen_tra", "hen_lai", "ngay_tra"),
)
SO_FAR = (WINDOWS["2026-Q1"][0], OCTOBER)


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Office]:
    """The sample on a day in October."""
    folder = tmp_path_factory.mktemp("october")
    lay_sample(folder, OCTOBER)
    office = Office.open(folder, lambda: OCTOBER)
    yield office
    office.close()


def test_reminders_are_the_open_rows_of_the_books(october: Office) -> None:
    wanted = [
        (book, due)
        for book, begins, by, done in REMINDED
        for row in BOOKS[book]
        if (begun := day(row[begins])) and begun <= OCTOBER
        if (due := day(row[by])) and _after(row[done], OCTOBER)
    ]
    found = [
        (line.place.register, line.due)
        for line in october.todo.lines()
        if line.source == "register" and isinstance(line.place, RegisterPlace)
    ]
    assert Counter(found) == Counter(wanted)
    assert len({book for book, _ in wanted}) >= 4


def test_rules_of_the_year_are_what_the_books_come_to(october: Office) -> None:
    found = {each.rule.id: each.outcome for each in october.rules.standing()}
    units = {row["don_vi"] for row in inspections(SO_FAR)}
    assert (found["kiem-tra-don-vi"].there, found["kiem-tra-don-vi"].total) == (len(units), 12)
    kinds = {row["loai"] for row in inspections(SO_FAR)} & {"Định kỳ", "Đột xuất"}
    assert found["kiem-tra-loai"].there == len(kinds) == 2
    forms = {row["hinh_thuc"] for row in in_book("tuyen-truyen", "ngay")(SO_FAR)}
    assert found["tuyen-truyen-hinh-thuc"].there == len(forms)
    posted = [at for row in told("Trang thông tin điện tử")(SO_FAR) if (at := day(row["ngay"]))]
    assert found["tuyen-truyen-dang-tin"].last == max(posted)
    assert found["tuyen-truyen-dang-tin"].by == max(posted) + timedelta(days=14)
    assert found["doi-thoai"].there == len(in_book("doi-thoai", "ngay")(SO_FAR))
    assert found["thi-hanh-phap-luat"].there == len({row["hoat_dong"] for row in followed(SO_FAR)})
    assert found["thi-hanh-phap-luat"].missing == 2 - found["thi-hanh-phap-luat"].there
    assert found["xin-loi"].there == sum(bool(row["xin_loi"]) for row in BOOKS["qua-han"] if is_over(row))
    assert found["dao-tao-ke-hoach"].there == len(
        {row["hoc_vien"] for row in taught("thuoc_ke_hoach")(SO_FAR)}
    )
    assert found["ky-nang-so"].there == len({row["hoc_vien"] for row in taught("ky_nang_so")(SO_FAR)})


def is_over(row: Row) -> bool:
    """Whether a dossier's day had passed by October without its result."""
    at = day(row["hen_tra"])
    return at is not None and SO_FAR[0] <= at <= OCTOBER and _after(row["ngay_tra"], at)


@pytest.mark.parametrize(
    ("rule", "book", "done"),
    [
        ("kiem-tra-khac-phuc", "kiem-tra", "ngay_xong"),
        ("cap-tren-giao", "cap-tren-giao", "ngay_xong"),
        ("phan-anh", "phan-anh", "ngay_tra_loi"),
    ],
)
def test_what_was_due_was_in_time_or_not(october: Office, rule: str, book: str, done: str) -> None:
    [outcome] = [each.outcome for each in october.rules.standing() if each.rule.id == rule]
    begins = {name: key for name, key, _, _ in REMINDED}[book]
    given = [row for row in BOOKS[book] if (at := day(row[begins])) and at <= OCTOBER and day(row["han"])]
    of_year = [row for row in given if SO_FAR[0] <= (day(row["han"]) or OCTOBER) <= SPANS["2026-N"][1]]
    assert outcome.total == len(of_year)
    assert outcome.there == sum(not _after(row[done], OCTOBER) for row in of_year)
    missed = [row for row in of_year if _after(row[done], min(day(row["han"]) or OCTOBER, OCTOBER))]
    assert outcome.late == sum((day(row["han"]) or OCTOBER) < OCTOBER for row in missed)
