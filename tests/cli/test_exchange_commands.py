"""`pack`, `inspect`, `take-in`: packed, looked into, taken in, refused in a sentence."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.office import Office
from cchc_desktop.packages.load import write_load
from tests.cli.conftest import Shell
from tests.quick_passwords import quick_hashes

__all__ = ["quick_hashes"]


@pytest.fixture
def other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "other", capsys)


def test_a_report_is_packed_and_looked_into(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    period = next(each["period"] for each in shell.json("periods") if each["complete"]["done"])
    path = tmp_path / "báo cáo.cchc"
    packed = shell.json("pack", "--kind", "report", "--period", period, "--out", str(path))
    assert (packed["kind"], packed["period"], packed["locked"]) == ("report", period, False)
    seen = shell.json("inspect", str(path))
    assert seen["hash"] == packed["hash"]
    assert seen["report"]["unit"] == "Ủy ban nhân dân xã An Bình"
    assert seen["report"]["figures"]
    code, out, _ = shell.run("inspect", str(path))
    assert code == 0
    assert out.startswith("Gói nguyên vẹn.")
    assert "chỉ tiêu có số" in out
    assert "kỳ báo cáo" in shell.refused("pack", "--kind", "report", "--out", str(path))


def test_everything_goes_to_another_folder_under_a_password(
    shell: Shell, other: Shell, tmp_path: Path
) -> None:
    shell.demo()
    secret, path = tmp_path / "mat khau.txt", tmp_path / "tat-ca.cchc"
    secret.write_text("mật khẩu dài\ndòng sau", "utf-8")
    packed = shell.json("pack", "--kind", "whole", "--out", str(path), "--password-file", str(secret))
    assert packed["locked"]
    assert packed["holds"]["nhiệm vụ"] > 50
    assert "được đặt mật khẩu" in other.refused("take-in", str(path))
    secret.write_text("khác", "utf-8")
    assert "không đúng" in other.refused("take-in", str(path), "--password-file", str(secret))
    secret.write_text("mật khẩu dài", "utf-8")
    words = ("take-in", str(path), "--password-file", str(secret))
    [seen] = other.json(*words, "--dry-run")
    assert seen["new"]
    assert seen["conflicts"] == 0
    assert other.json("plans") == []
    [taken] = other.json(*words)
    assert taken["lines"] == seen["lines"]
    assert len(other.json("tasks")) == len(shell.json("tasks"))
    code, out, _ = other.run(*words)
    assert code == 0
    assert "Không có gì mới" in out


def test_work_goes_to_an_officer(shell: Shell, other: Shell, tmp_path: Path) -> None:
    shell.demo()
    path = tmp_path / "giao.cchc"
    words = ("pack", "--kind", "assignment", "--out", str(path))
    assert "người nhận" in shell.refused(*words)
    assert "Không có công chức" in shell.refused(*words, "--officer", "Ai đó")
    officer = next(each["officer"] for each in shell.json("tasks") if each["officer"])
    assert shell.json(*words, "--officer", officer)["unit"] == officer
    half = tmp_path / "half.cchc"
    half.write_bytes(path.read_bytes()[:20_000])
    assert "bị hỏng" in other.refused("take-in", str(path), str(half))
    assert other.json("history") == []
    assert [each["new"] for each in other.json("take-in", str(path), str(path))] == [True, False]
    back = tmp_path / "gop.cchc"
    assert "Chưa làm gì" in other.refused("pack", "--kind", "contribution", "--out", str(back))


def test_one_that_no_longer_fits_after_another_is_told(shell: Shell, other: Shell, tmp_path: Path) -> None:
    """Of two offices the data take the first one's: the second is looked at before that, and fits then."""
    shell.demo()
    paths = [tmp_path / "a.cchc", tmp_path / "b.cchc", tmp_path / "c.cchc"]
    shell.json("pack", "--kind", "whole", "--out", str(paths[0]))
    with closing(Office.open(tmp_path / "third")) as office:
        office.settings.found(OfficeProfile("UBND xã Bình Minh", "UBND tỉnh Sông Hương", "Bình Minh"))
        for path in paths[1:]:
            write_load(path, office.exchange.pack_whole())
    words = ("take-in", *map(str, paths))
    assert other.run(*words, "--dry-run")[0] == 0
    code, out, err = other.run(*words, "--json")
    assert (code, err) == (1, "")
    taken, refused, left = json.loads(out)
    assert taken["new"]
    assert "xã Bình Minh" in refused["refusal"]
    assert left == {"file": str(paths[2]), "refusal": None}
    assert len(other.json("tasks")) == len(shell.json("tasks"))
    code, out, _ = other.run(*words)
    assert code == 1, "the first is known by now, so that none is taken in"
    assert out == ""


def test_catalogues_of_the_office(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    words = ("pack", "--kind", "catalogue", "--out", str(tmp_path / "c.cchc"))
    assert "chưa có danh mục riêng" in shell.refused(*words)
    assert "Không có danh mục" in shell.refused(*words, "--item", "register:khác")


def test_what_is_no_package_and_no_password_is_refused(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    wrong, empty = tmp_path / "sai.cchc", tmp_path / "trống.txt"
    wrong.write_text("không phải gói")
    empty.write_text("\n")
    assert "không phải gói trao đổi" in shell.refused("inspect", str(wrong))
    assert "không phải gói trao đổi" in shell.refused("take-in", str(wrong))
    assert "Không tìm thấy" in shell.refused("inspect", str(tmp_path / "none.cchc"))
    for secret, said in ((empty, "trống ở dòng đầu"), (tmp_path / "none.txt", "Không đọc được tệp mật khẩu")):
        assert said in shell.refused("inspect", str(wrong), "--password-file", str(secret))
    assert "phải kết thúc bằng .cchc" in shell.refused(
        "pack", "--kind", "whole", "--out", str(tmp_path / "a.zip")
    )


@pytest.mark.parametrize(
    ("words", "opened"),
    [
        (["gói.cchc"], "gói.cchc"),
        (["GÓI.CCHC"], "GÓI.CCHC"),
        (["--open", "gói.cchc"], "gói.cchc"),
        ([], None),
    ],
)
def test_a_package_that_the_system_opens_is_shown_in_the_window(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, words: list[str], opened: str | None
) -> None:
    given: list[Path | None] = []

    def window(_data: Path, _platform: str, package: Path | None) -> int:
        given.append(package)
        return 0

    monkeypatch.setattr("cchc_desktop.ui.load.load_window", lambda: window)
    monkeypatch.setattr("cchc_desktop.cli.has_screen", lambda: True)
    assert shell.run(*words)[0] == 0
    [package] = given
    assert (package.name if package is not None else None) == opened
    assert package is None or package.is_absolute()
