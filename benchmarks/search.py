"""The search in an office of 100,000 register rows and 20,000 tasks, beside the bare full-text query."""

import random
import sqlite3
import statistics
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from cchc_desktop.domain.text import fold
from cchc_desktop.office import Office
from cchc_desktop.storage.register_kinds import StoredRegisterRow, write_register_row

from .measure import Result

_WORDS = """
cải cách hành chính thủ tục đất đai hộ tịch chứng thực phản ánh kiến nghị người dân tuyên truyền hội nghị đài
truyền thanh kiểm tra công vụ văn hóa xã hội kinh tế tư pháp thống kê báo cáo quý năm phường thôn tổ dịch vụ
công trực tuyến số hóa hồ sơ giải quyết đúng hạn trễ hạn xin lỗi sáng kiến khen thưởng đào tạo
""".split()


def measure(folder: Path, times: int) -> list[Result]:
    """The 95th percentile of ``times`` × 4 searches; a hundredth of the rows where it is one turn."""
    rows, searches = (100_000, times * 4) if times > 1 else (1000, 1)
    chance = random.Random(12)
    office = Office.open(folder)
    try:
        _fill(office, rows, chance)
        with closing(sqlite3.connect(":memory:")) as bare:
            bare.execute("CREATE VIRTUAL TABLE words USING fts5(folded)")
            texts = office._desk.store._data.tuples("SELECT id, folded FROM search_texts")
            bare.executemany("INSERT INTO words (rowid, folded) VALUES (?, ?)", texts)
            office.search("khoi dong")
            ours: list[float] = []
            theirs: list[float] = []
            for _ in range(searches):
                words = fold(" ".join(chance.sample(_WORDS, chance.choice([1, 1, 2, 3])))).split()
                match = " AND ".join(f'"{word}" *' for word in words)
                began = time.perf_counter()
                office.search(" ".join(words), 40)
                ours.append((time.perf_counter() - began) * 1000)
                began = time.perf_counter()
                bare.execute("SELECT rowid FROM words WHERE words MATCH ?", [match]).fetchall()
                theirs.append((time.perf_counter() - began) * 1000)
    finally:
        office.close()
    return [Result("search, p95", _p95(ours), _p95(theirs), searches, "")]


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def _fill(office: Office, count: int, chance: random.Random) -> None:
    desk = office._desk
    with desk.store.journal.operation("registers.import", "Nhập sổ") as recorder:
        for number in range(count):
            day = date(2026, 1, 1) + timedelta(number % 300)
            words = " ".join(chance.choices(_WORDS, k=12))
            row = StoredRegisterRow(f"row-{number}", "tuyen-truyen", day, words[:40], {"chu_de": words})
            write_register_row(recorder, row, words)
