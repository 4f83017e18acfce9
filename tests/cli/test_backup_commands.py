"""Backups without a window: made where something is new, brought elsewhere, listed."""

import json
from pathlib import Path

import pytest

from cchc_desktop.cli import main


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    said = capsys.readouterr()
    return code, said.out.strip(), said.err.strip()


@pytest.fixture
def data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The words that name a data folder in which an office was founded."""
    words = ["--data", str(tmp_path / "data")]
    office = ("--name", "Ủy ban nhân dân xã An Bình", "--superior", "UBND tỉnh", "--place", "An Bình")
    assert run(capsys, *words, "new-office", *office)[0] == 0
    return words


def test_a_backup_is_made_once(data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, *data, "backup")
    assert code == 0
    assert "Đã sao lưu và kiểm tra" in out
    assert Path(out.splitlines()[1]).is_file()
    code, out, _ = run(capsys, *data, "backup", "--json")
    known = json.loads(out)
    assert (code, known["made"], known["reason"], known["verified"]) == (0, False, "manual", "quick")
    assert known["to"] is None
    assert run(capsys, *data, "backup")[1].startswith("Không có thay đổi")


def test_the_list(data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, *data, "backups")[1].startswith("Chưa có bản sao lưu nào")
    assert json.loads(run(capsys, *data, "backups", "--json")[1]) == []
    run(capsys, *data, "backup")
    run(capsys, *data, "who", "Trần Thị Bình")
    run(capsys, *data, "backup")
    found = json.loads(run(capsys, *data, "backups", "--json")[1])
    assert [each["serial"] for each in found] == [2, 1]
    assert found[0]["office"] == "Ủy ban nhân dân xã An Bình"
    assert found[0]["last"]["label"] == "Thêm công chức"
    assert [Path(each["file"]).stat().st_size for each in found] == [each["size"] for each in found]
    assert run(capsys, *data, "backups")[1].count("Theo yêu cầu, đã kiểm tra") == 2


def test_a_copy_elsewhere(data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    code, out, _ = run(capsys, *data, "backup", "--to", str(stick), "--json")
    known = json.loads(out)
    assert (code, known["made"]) == (0, True)
    assert Path(known["to"]["file"]).read_bytes() == Path(known["file"]).read_bytes()
    assert "đọc lại giống hệt" in run(capsys, *data, "backup", "--to", str(stick))[1]


@pytest.mark.parametrize("where", ["none", "data"])
def test_a_copy_where_none_can_be(
    data: list[str], where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is made then, in the data folder neither."""
    code, out, error = run(capsys, *data, "backup", "--to", str(tmp_path / where))
    assert (code, out) == (1, "")
    assert "thư mục" in error
    assert run(capsys, *data, "backups")[1].startswith("Chưa có bản sao lưu nào")


def test_nothing_to_back_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for more in ([], ["--to", str(tmp_path)]):
        code, out, error = run(capsys, "--data", str(tmp_path / "new"), "backup", *more)
        assert (code, out, error) == (1, "", "Dữ liệu chưa có gì để sao lưu.")


def test_damaged_data_name_their_newest_backup(data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What is typed next stands in the sentence, and the list of backups needs no sound data."""
    kept = run(capsys, *data, "backup")[1].splitlines()[1]
    file = Path(data[1]) / "cchc.db"
    content = bytearray(file.read_bytes())
    content[5000:9000] = bytes(4000)
    file.write_bytes(content)
    code, out, said = run(capsys, *data, "tasks")
    assert (code, out) == (1, "")
    assert said.endswith(f"gõ: restore {kept}")
    assert kept in run(capsys, *data, "backups")[1]
    assert run(capsys, *data, "restore", kept)[0] == 0
    assert run(capsys, *data, "tasks")[0] == 0


def test_a_backup_that_is_cut_is_not_named(data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    first = Path(run(capsys, *data, "backup")[1].splitlines()[1])
    assert run(capsys, *data, "who", "Nguyễn Văn An", "--position", "Công chức")[0] == 0
    second = Path(run(capsys, *data, "backup")[1].splitlines()[1])
    assert second != first
    second.write_bytes(second.read_bytes()[:5000])
    (Path(data[1]) / "cchc.db").write_bytes(b"\0" * 9000)
    assert run(capsys, *data, "tasks")[2].endswith(f"gõ: restore {first}")


def test_a_second_place_is_chosen_and_given_up(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    code, out, _ = run(capsys, *data, "backups", "--second-place", str(stick), "--json")
    known = json.loads(out)
    assert (code, known["problem"]) == (0, "")
    assert Path(known["place"]).parent == stick
    assert Path(known["file"]).is_relative_to(known["place"])
    assert run(capsys, *data, "backups", "--second-place", str(tmp_path / "data"))[0] == 1
    code, out, _ = run(capsys, *data, "backups", "--no-second-place")
    assert code == 0
    assert out.startswith("Thôi chép")
    assert Path(known["file"]).is_file()
    code, out, _ = run(capsys, *data, "backups", "--second-place", str(stick))
    assert f"Nơi sao lưu thứ hai của máy này: «{known['place']}»." in out
    assert "đọc lại giống hệt" in out


def test_a_backup_is_brought_to_the_second_place(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the window does; where it is away, that is said, and the backup is made all the same."""
    stick = tmp_path / "USB"
    stick.mkdir()
    place = json.loads(run(capsys, *data, "backups", "--second-place", str(stick), "--json")[1])["place"]
    run(capsys, *data, "who", "Trần Thị Bình")
    known = json.loads(run(capsys, *data, "backup", "--json")[1])
    assert known["made"]
    assert Path(known["to"]["file"]).is_relative_to(place)
    assert Path(known["to"]["file"]).read_bytes() == Path(known["file"]).read_bytes()
    assert "đọc lại giống hệt" in run(capsys, *data, "backup")[1]
    stick.rename(tmp_path / "drawer")
    run(capsys, *data, "who", "Lê Văn Cường")
    code, out, _ = run(capsys, *data, "backup", "--json")
    known = json.loads(out)
    assert (code, known["made"], known["to"]["file"], known["to"]["place"]) == (0, True, None, place)
    assert "hiện không có" in known["to"]["problem"]
    assert "Chưa chép được sang nơi sao lưu thứ hai" in run(capsys, *data, "backup")[1]
