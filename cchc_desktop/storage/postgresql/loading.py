"""Writes reports of units into a province's PostgreSQL, from several PCs at once.

A report is claimed by its row in ``reports``, which can be there once: whoever is second waits until the
first is done, and leaves it out. Claims of a transaction are made in one order everywhere, so that no two
wait for each other; tables and partitions are made before, under a lock of their own. A transaction holds
whole reports: what was ended at any moment is gone on with by loading again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from ... import log
from ...domain.errors import EnvironmentProblem, Refusal
from ...domain.report_periods import Period
from ...domain.tidy import FigureLine
from .address import Address
from .schema import SCHEMA, VERSION
from .statements import (
    INDICATOR_KEY,
    LOCKED,
    UNIT_KEY,
    IndicatorLine,
    UnitLine,
    claimed,
    partition_made,
    put,
    schema_made,
)

if TYPE_CHECKING:
    import psycopg

NO_LIBRARY = (
    "Máy này chưa có thư viện psycopg để nạp PostgreSQL. Hãy cài phần phân tích (pip install "
    "'cchc-desktop[postgresql]'), hoặc xuất CSV rồi nạp bằng công cụ của tỉnh."
)
_BATCH = 200
"""Reports of one transaction."""
_SECONDS = 15
"""How long a server may take to answer."""


class ReportLines(NamedTuple):
    """A report: who, when, by which catalogue, and its figures."""

    period: str
    unit: str
    package: str
    catalogue: str
    made_at: str
    figures: Sequence[FigureLine]


@dataclass(slots=True)
class Loaded:
    """What was done: ``new`` reports with so many ``figures``; ``known`` were there already."""

    new: int = 0
    known: int = 0
    figures: int = 0


Progress = Callable[[int], None]
"""Told how many reports were looked at."""


class Loader:
    """A connection that loads reports, open within `loader`."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection

    def prepare(self, periods: Iterable[str]) -> None:
        """Makes schema and partitions that are not there. Raises Refusal for a newer schema."""
        wanted = sorted(set(periods))
        for period in wanted:
            # What becomes the name of a table is what a period is written as, and nothing else.
            Period.parse(period)
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.execute(LOCKED)
            cursor.execute(schema_made())
            cursor.execute(f"SELECT max(version) FROM {SCHEMA}.schema_version")
            version = (cursor.fetchone() or (0,))[0] or 0
            if version > VERSION:
                raise Refusal(
                    "Cơ sở dữ liệu PostgreSQL do phiên bản mới hơn của chương trình lập. Hãy cập nhật "
                    "chương trình.",
                    "to",
                )
            for period in wanted:
                cursor.execute(partition_made(period))

    def units(self, units: Iterable[UnitLine]) -> None:
        """Adds units, or makes those that are there what they are now."""
        self._put("units", UnitLine._fields, UNIT_KEY, sorted(units))

    def indicators(self, indicators: Iterable[IndicatorLine]) -> None:
        """Adds the indicators of catalogues; how they are summed may have changed."""
        self._put("indicators", IndicatorLine._fields, INDICATOR_KEY, sorted(indicators))

    def _put(
        self, table: str, columns: Sequence[str], key: Sequence[str], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        statement = put(table, columns, key, f"VALUES ({', '.join(['%s'] * len(columns))})")
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.executemany(statement, rows)

    def reports(
        self,
        reports: Iterable[ReportLines],
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Loaded:
        """Loads the reports that are not there yet, some in each transaction; their units, indicators and
        partitions are. ``cancelled`` ends it between two transactions: what was loaded stays."""
        done, every = Loaded(), iter(reports)
        while batch := list(islice(every, _BATCH)):
            self._batch(batch, done)
            if progress is not None:
                progress(done.new + done.known)
            if cancelled is not None and cancelled():
                break
        return done

    def _batch(self, batch: Sequence[ReportLines], done: Loaded) -> None:
        # Of two in a batch that are the same, the later one says when it was made.
        by_key = {each[:3]: each for each in batch}
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.execute(
                claimed("unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[])"),
                [list(column) for column in zip(*(each[:5] for each in by_key.values()), strict=True)],
            )
            mine = {tuple(key): report for report, *key, is_new in cursor if is_new}
            count = loaded = 0
            if mine:
                with cursor.copy(_COPY) as copy:
                    for key, report in mine.items():
                        each = by_key[key]
                        copy.write(_lines(each, report))
                        count += len(each.figures)
                        loaded += 1
        done.new += loaded
        done.known += len(batch) - loaded
        done.figures += count


_COPY = (
    f"COPY {SCHEMA}.figures (period, report, code, value, numerator, denominator, state) FROM STDIN "
    "WITH (FORMAT text, NULL '')"
)


def _lines(report: ReportLines, number: int) -> str:
    """The rows of a report as COPY takes them."""
    head = f"{report.period}\t{number}\t"
    between = f"\n{head}"
    return f"{head}{between.join(report.figures)}\n" if report.figures else ""


@contextmanager
def loader(address: Address) -> Iterator[Loader]:
    """A connection to load with.

    Raises Refusal where the library lacks, EnvironmentProblem, in words without the password, where the
    server cannot be reached, refuses, or breaks off.
    """
    try:
        import psycopg
    except ImportError:
        raise Refusal(NO_LIBRARY, "to") from None
    secret = {"password": address.password} if address.password else {}
    try:
        with psycopg.connect(
            address.url, application_name="cchc-desktop", connect_timeout=_SECONDS, autocommit=True, **secret
        ) as connection:
            yield Loader(connection)
    except psycopg.Error as error:
        # Not the error itself, whose words may repeat what was typed.
        log.STORAGE("postgresql", state=error.sqlstate or "", kind=type(error).__name__)
        raise EnvironmentProblem(_sentence(address, error.sqlstate or _state(str(error)))) from None


def _state(words: str) -> str:
    """The code of an error that a connection ends with, which has none: by words of the server's own."""
    if "authentication failed" in words or "pg_hba.conf" in words:
        return "28P01"
    return "3D000" if "database" in words and "does not exist" in words else ""


def _sentence(address: Address, state: str) -> str:
    """What went wrong, by the code that SQL has for it."""
    where = f"PostgreSQL ở {address.shown}"
    match state[:2], state:
        case _, "28P01" | "28000":
            return (
                f"{where} từ chối tài khoản «{address.user}»: sai tên, mật khẩu hoặc chưa được phép kết nối."
            )
        case _, "3D000":
            return f"{where}: không có cơ sở dữ liệu «{address.database}». Hãy lập trước (CREATE DATABASE)."
        case _, "42501":
            return f"{where}: tài khoản «{address.user}» chưa được cấp quyền tạo lược đồ, bảng hoặc ghi."
        case (("53" | "57" | "58"), _):
            return (
                f"{where} đã ngắt hoặc hết chỗ (mã {state}). Phần đã nạp được giữ; hãy nạp lại để làm tiếp."
            )
        case _, "":
            return (
                f"Không kết nối được {where}, hoặc kết nối bị đứt. Hãy kiểm tra máy chủ, cổng, mạng, tài "
                "khoản rồi nạp lại; phần đã nạp được giữ."
            )
    return f"{where} báo lỗi {state}. Phần đã nạp được giữ; hãy báo người quản trị cơ sở dữ liệu."
