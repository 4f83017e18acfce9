"""What units sent as a table with its scripts: psql makes of it what the program loads."""

from pathlib import Path

import pytest

from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.tidy_scripts import write_with_scripts
from cchc_desktop.office.tidy_tables import load_reports
from cchc_desktop.storage.postgresql.address import read_address
from tests import country, postgres
from tests.office.test_consolidating import Q1, TODAY, gathering, receive
from tests.storage.postgresql.test_loading import asked

Q2 = Period.parse("2026-Q2")
__all__ = ["gathering"]


def export(office: Office, period: Period, path: Path) -> int:
    """Exports what units sent of a period as a province would."""
    tables = office.tidy_tables
    return write_with_scripts(
        tables.gathered(period), path, office.catalogues.of_period(period), tables.unit_lines()
    )


def test_psql_gives_the_totals_of_the_program(gathering: Office, tmp_path: Path) -> None:
    url = postgres.database_or_skip("scripts_totals")
    country.send(tmp_path / "a", TODAY, [Q1, Q2])
    receive(gathering, tmp_path / "a")
    out = tmp_path / "ra"
    out.mkdir()
    rows = [export(gathering, period, out / f"{period.id}.csv") for period in (Q1, Q2)]
    assert sorted(path.name for path in out.iterdir()) == [
        "2026-Q1.csv", "2026-Q1.load.sql", "2026-Q2.csv", "2026-Q2.load.sql", "load.sql", "schema.sql",
    ]  # fmt: skip
    for _ in range(2):
        done = postgres.psql(url, "schema.sql", "load.sql", folder=out)
        assert (done.returncode, done.stderr) == (0, "")
    ours, tables = postgres.database("scripts_beside"), gathering.tidy_tables
    for period in (Q1, Q2):
        catalogues = [(period, gathering.catalogues.of_period(period))]
        load_reports(tables.gathered(period), read_address(ours), catalogues, tables.unit_lines())
    for query in (
        "SELECT * FROM cchc.totals ORDER BY period, code, how",
        "SELECT * FROM cchc.tidy ORDER BY period, unit, code",
        "SELECT * FROM cchc.choices ORDER BY period, code, value",
        "SELECT period, unit, package, catalogue, made_at FROM cchc.latest_reports ORDER BY period, unit",
    ):
        found = asked(url, query)
        assert found
        assert found == asked(ours, query)
    assert asked(url, "SELECT count(*) FROM cchc.figures") == [(sum(rows),)]


def test_a_file_of_somebody_else_is_left_alone(gathering: Office, tmp_path: Path) -> None:
    country.send(tmp_path / "a", TODAY[:2], [Q1])
    receive(gathering, tmp_path / "a")
    path = tmp_path / "q1.csv"
    for name in ("schema.sql", "load.sql", "q1.load.sql"):
        (tmp_path / name).write_text("CREATE TABLE khac ();")
        with pytest.raises(Refusal, match=name):
            export(gathering, Q1, path)
        assert not path.exists()
        assert (tmp_path / name).read_text() == "CREATE TABLE khac ();"
        (tmp_path / name).unlink()
    (tmp_path / "load.sql").mkdir()
    with pytest.raises(EnvironmentProblem, match=r"load\.sql"):
        export(gathering, Q1, path)
    (tmp_path / "load.sql").rmdir()
    assert export(gathering, Q1, path) == export(gathering, Q1, path)
