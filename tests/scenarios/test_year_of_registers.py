"""A year of the sample commune: what its registers come to is reckoned anew from the books themselves.

The books are read here as text, and counted by rules of this test's own, without the program's counting.
"""

import tomllib
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from cchc_desktop import resources
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from tests.sample_office import lay_sample

YEAR = 2026
TODAY = date(YEAR, 12, 31)
Row = dict[str, str]
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
    return date(
        {"{previous_year}": YEAR - 1, "{year}": YEAR, "{next_year}": YEAR + 1}[year], int(month), int(number)
    )


BOOKS: dict[str, list[Row]] = {
    name: [dict(zip(book["columns"], cells, strict=True)) for cells in book["rows"]]
    for name, book in tomllib.loads(resources.read_text("sample", "registers.toml")).items()
}


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


def is_asked(row: Row) -> bool:
    """Whether a written petition proposes or reports something."""
    return row["loai"] in ("Kiến nghị", "Phản ánh") and row["co_don"] == "Có"


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


COUNTED: dict[str, Counting] = {
    "1.10": lambda w: total(inspections(w), "van_de"),
    "1.11": lambda w: total(in_book("kiem-tra", "ngay_xong")(w), "da_xu_ly"),
    "1.14": lambda w: sum(on_time(row) for row in given_done(w)),
    "1.15": lambda w: sum(not on_time(row) for row in given_done(w)),
    "1.16": lambda w: len(until("cap-tren-giao", "ngay_giao", is_kept)(w)),
    "1.37": lambda w: sum(row["chat_luong"] == "Có" for row in given_done(w)),
    "1.20": lambda w: total(told("Trang thông tin điện tử")(w), "so_luong"),
    "1.21": lambda w: total(told("Đài truyền thanh")(w), "so_luong"),
    "1.22": lambda w: total(told("Mạng xã hội")(w), "so_luong"),
    "1.23": lambda w: total(told(MEETINGS)(w), "so_luong"),
    "1.24": lambda w: total(told(MEETINGS)(w), "luot_nguoi"),
    "1.25": lambda w: len(in_book("doi-thoai", "ngay")(w)),
    "1.26": lambda w: total(in_book("doi-thoai", "ngay")(w), "y_kien"),
    "1.36": lambda w: total(in_book("kinh-phi", "ngay", lambda row: row["loai"] == "Đã chi")(w), "so_tien"),
    "1.39": lambda w: len(heard(w)),
    "1.41": lambda w: sum(row["doan_dong"] == "Có" for row in heard(w)),
    "1.43": lambda w: sum((row["loai"], row["co_don"]) == ("Khiếu nại", "Có") for row in heard(w)),
    "1.45": lambda w: sum(map(is_asked, heard(w))),
    "3.26": lambda w: len(in_book("qua-han", "ngay_xin_loi", lambda row: bool(row["xin_loi"]))(w)),
    "3.42": lambda w: len(in_book("phan-anh", "ngay_nhan")(w)),
    "3.43": lambda w: len(in_book("phan-anh", "ngay_tra_loi")(w)),
    "3.46": lambda w: len(in_book("phan-anh", "ngay_tra_loi", lambda row: row["cong_khai"] == "Có")(w)),
    "7.15": lambda w: len(groups(w)),
    "7.16": lambda w: total(groups(w), "thanh_vien"),
}  # fmt: skip
DIFFERENT: dict[str, Counting] = {
    "1.07": lambda w: len({row["don_vi"] for row in inspections(w)}),
    "1.08": lambda w: len({row["don_vi"] for row in inspections(w) if row["loai"] == "Đột xuất"}),
    "5.09": lambda w: len({row["hoc_vien"] for row in in_book("dao-tao", "den_ngay")(w)}),
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
    assert sum(map(len, BOOKS.values())) > 400


@pytest.mark.parametrize("code", [*COUNTED, *DIFFERENT])
def test_a_figure_is_what_the_books_come_to(year: Office, code: str) -> None:
    count = COUNTED.get(code) or DIFFERENT[code]
    ledger = year.figures.ledger()
    spans: Sequence[str] = [*WINDOWS, *(SPANS if code in DIFFERENT else ())]
    found = {span: ledger.reading(Period.parse(span), code).value for span in spans}
    assert found == {span: Fraction(count((WINDOWS | SPANS)[span])) for span in spans}


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


def test_nothing_that_the_books_give_was_typed(year: Office) -> None:
    typed = {
        (period.id, code)
        for period, figures in year._desk.store.figures().items()
        for code in figures
        if period.id in WINDOWS and code in {*COUNTED, *DIFFERENT} and figures[code].value
    }
    assert typed == set()
