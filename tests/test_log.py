"""The debugging log: only where it is asked for, and never with what an official typed."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop import log


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    yield
    log.stop()


def written(data: Path) -> list[str]:
    """The entries without their time."""
    lines = log.path_in(data).read_text(encoding="utf-8").splitlines()
    return [line.split(" ", 2)[2] for line in lines]


def test_each_domain_writes_under_its_name(tmp_path: Path) -> None:
    assert log.start(tmp_path / "data") == tmp_path / "data" / "logs" / "cchc.log"
    assert log.is_on()
    log.STORAGE("commit", rows=3)
    log.OFFICE("operation", key="plan.issue", id="5f0c-11")
    log.UI("page", name="figures")
    log.INTAKE("read", kind=None, ms=1.5)
    assert written(tmp_path / "data") == [
        "cchc.storage commit rows=3",
        "cchc.office operation key=plan.issue id=5f0c-11",
        "cchc.ui page name=figures",
        "cchc.intake read kind=None ms=1.5",
    ]


def test_texts_are_told_by_their_length(tmp_path: Path) -> None:
    log.start(tmp_path)
    log.UI("typed", text="Nguyễn Văn An", more="hai\ndòng", long="x" * 61, empty="")
    assert written(tmp_path) == ["cchc.ui typed text=<13> more=<8> long=<61> empty=<0>"]


def test_a_block_is_timed_and_its_error_named(tmp_path: Path) -> None:
    log.start(tmp_path)
    with log.DOCUMENTS.timed("export", format="pdf") as facts:
        facts["bytes"] = 12
    with pytest.raises(ValueError, match="bí mật"), log.DOCUMENTS.timed("export"):
        raise ValueError("bí mật")
    done, failed = written(tmp_path)
    assert done.startswith("cchc.documents export format=pdf bytes=12 ms=")
    assert failed.startswith("cchc.documents export error=ValueError ms=")


def test_nothing_is_written_before_the_start_and_after_the_stop(tmp_path: Path) -> None:
    log.CLI("before")
    log.start(tmp_path)
    log.stop()
    log.CLI("after")
    with log.CLI.timed("after") as facts:
        assert facts == {}
    assert not log.is_on()
    assert written(tmp_path) == []


def test_three_files_of_a_megabyte_are_kept(tmp_path: Path) -> None:
    log.start(tmp_path)
    for number in range(60_000):
        log.CLI("entry", number=number, text="x" * 60)
    files = sorted(log.path_in(tmp_path).parent.iterdir())
    assert [file.name for file in files] == ["cchc.log", "cchc.log.1", "cchc.log.2"]
    assert all(file.stat().st_size <= log.MAX_BYTES for file in files)
    assert "number=59999" in written(tmp_path)[-1]


def test_a_second_start_goes_on_in_another_folder(tmp_path: Path) -> None:
    log.start(tmp_path / "one")
    log.start(tmp_path / "two")
    log.CLI("entry")
    assert written(tmp_path / "one") == []
    assert written(tmp_path / "two") == ["cchc.cli entry"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "logs").touch()
    with pytest.raises(OSError, match="logs"):
        log.start(tmp_path)
    assert not log.is_on()


def test_a_full_disk_does_not_disturb(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log.start(tmp_path)
    assert log.Log.handler is not None

    class Full(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            raise OSError("no space left")

    log.Log.handler.setFormatter(Full())
    log.CLI("entry")
    log.stop()
    assert capsys.readouterr().err == ""


def test_python_s_logging_is_not_imported_until_it_is_wanted() -> None:
    script = "import sys; from cchc_desktop import log; log.CLI('x', n=1); sys.exit('logging' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_entries_of_another_process_are_repeated(tmp_path: Path) -> None:
    log.repeat("intake", "read kind=pdf")
    log.start(tmp_path)
    log.repeat("intake", "read kind=pdf Đặng")
    assert written(tmp_path) == ["cchc.intake read kind=pdf <4>"]
