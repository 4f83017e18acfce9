"""`legal`: how the documents of the library stand on a day; a file of one is checked."""

from pathlib import Path

from openpyxl import load_workbook

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


def test_a_library_and_a_document_of_the_office_are_taken_in(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    path = tmp_path / "thu-vien.toml"
    path.write_text(
        'version = "9"\ntitle = "Thư viện"\nupdated = 2099-12-01\nsource = "tỉnh"\n[[document]]\n'
        'symbol = "5/2026/NĐ-CP"\nkind = "Nghị định"\n',
        "utf-8",
    )
    taken = shell.json("legal", "--import", str(path))
    assert taken["version"] == "9"
    assert taken["changes"][0] == {"symbol": "5/2026/NĐ-CP", "change": "Văn bản mới"}
    assert shell.json("legal")["version"] == "9"
    assert shell.json("legal", "--back")["version"] != "9"
    assert shell.json("legal")["version"] != "9"
    code, _, err = shell.run("legal", "--back")
    assert code == 1
    assert "không có thư viện nào nhập từ tệp" in err
    added = shell.json(
        "add-legal", "15/KH-UBND", "--kind", "Kế hoạch", "--issuer", "Ủy ban nhân dân tỉnh", "--title",
        "về cải cách hành chính", "--date", "5/1/2026", "--ended", "1/2/2026", "--replaced-by", "16/KH-UBND",
    )  # fmt: skip
    assert added["state"] == "ended"
    assert added["full"].startswith("Kế hoạch số 15/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban")
    (found,) = shell.json("legal", "--find", "15/KH-UBND")["documents"]
    assert found["own"]
    assert shell.run("add-legal", "15/KH-UBND", "--kind", "Kế hoạch", "--date", "31/2/2026")[0] == 1
    assert shell.json("delete-legal", "15/KH-UBND")
    assert shell.json("legal", "--find", "15/KH-UBND")["documents"] == []


def test_the_list_is_a_file(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    path = tmp_path / "danh mục.xlsx"
    answer = shell.json("legal", "--date", "1/8/2026", "--out-of-force", "--export", str(path))
    texts = [str(value) for row in load_workbook(path).worksheets[0].values for value in row]
    told = ("Hết hiệu lực", "Có thể", "Có hiệu lực từ")
    assert len(answer["documents"]) == sum(text.startswith(told) for text in texts)
    assert "Nghị định số 118/2025/NĐ-CP" in texts
    code, _, err = shell.run("legal", "--export", str(tmp_path / "a.txt"))
    assert code == 1
    assert ".pdf, .docx hoặc .xlsx" in err


def test_the_bases_of_a_plan_are_added_renewed_and_cited_short(shell: Shell) -> None:
    shell.demo()
    (plan,) = shell.json("plans")
    plan_id = plan["plan_id"]
    before = shell.json("plan-bases", plan_id)
    assert before["renewals"] == []
    assert before["bases"][0]["text"].startswith("Căn cứ Luật Tổ chức chính quyền địa phương")
    code, _, err = shell.run("plan-bases", plan_id, "--add", "30/2020/NĐ-CP")
    assert code == 1
    assert "nội dung được giữ nguyên" in err
    shell.json("amend-plan", plan_id)
    added = shell.json("plan-bases", plan_id, "--add", "30/2020/NĐ-CP", "--add", "61/2018/NĐ-CP")
    assert len(added["bases"]) == len(before["bases"]) + 2
    (proposed,) = added["renewals"]
    assert "hết hiệu lực từ ngày 01/07/2025" in proposed["reason"]
    assert "Văn bản thay thế đã có trong phần căn cứ." in proposed["reason"]
    assert proposed["after"] == []
    code, out, _ = shell.run("plan-bases", plan_id, "--renew", "--shorten")
    assert code == 0
    assert "Đã thay 1 căn cứ." in out
    assert shell.json("plan-bases", plan_id)["renewals"] == []
    code, _, err = shell.run("plan-bases", plan_id, "--add", "9999/2026/NĐ-CP")
    assert code == 1
    assert "Thư viện không có văn bản «9999/2026/NĐ-CP»" in err
