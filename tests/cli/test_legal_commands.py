"""`legal`: how the documents of the library stand on a day; a file of one is checked."""

from pathlib import Path

from tests.cli.conftest import Shell


def test_documents_are_listed_for_a_day(shell: Shell) -> None:
    shell.demo()
    found = {each["symbol"]: each for each in shell.json("legal", "--date", "1/8/2026")["documents"]}
    assert found["61/2018/NĐ-CP"]["state"] == "ended"
    assert found["61/2018/NĐ-CP"]["instead"] == ["118/2025/NĐ-CP"]
    assert found["118/2025/NĐ-CP"]["state"] == "in_force"
    code, out, err = shell.run("legal", "--date", "1/8/2026", "--find", "mot cua", "--out-of-force")
    assert (code, err) == (0, "")
    assert "hết hiệu lực từ ngày 01/07/2025, được thay thế bởi Nghị định số 118/2025/NĐ-CP." in out
    assert "30/2020/NĐ-CP" not in out
    assert "Không có văn bản nào" in shell.run("legal", "--find", "khong co dau")[1]


def test_a_file_is_checked(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "thu-vien.toml"
    text = 'version = "2"\ntitle = "Thư viện"\nupdated = 2026-12-01\nsource = "tỉnh"\n[[document]]\n'
    path.write_text(f'{text}symbol = "5/2026/NĐ-CP"\nkind = "Nghị định"\n', "utf-8")
    assert shell.json("legal", "--check", str(path))["count"] == 1
    path.write_text(f'{text}symbol = "5/2026/NĐ-CP"\n', "utf-8")
    code, _, err = shell.run("legal", "--check", str(path))
    assert code == 1
    assert "thiếu khóa «kind»" in err
