"""`survey`: begun, keyed in, taken from a workbook, told, ended."""

from pathlib import Path

from openpyxl import Workbook

from tests.cli.conftest import Shell

GOOD = "11" + "5" * 20


def test_a_survey_from_end_to_end(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    assert shell.json("survey") == []
    assert "Chưa có đợt khảo sát" in shell.run("survey")[1]
    made = shell.json(
        "survey", "new", "SIPAS 2026", "--from", "1/9/2026", "--to", "30/9/2026", "--population", "1.200",
        "--error", "2,5", "--handed-out", "700",
    )  # fmt: skip
    assert (made["needed"], made["error"], made["to"]) == (686, 2.5, "2026-09-30")
    known = made["id"]
    keyed = shell.json("survey", "key-in", known[:8], GOOD, "--number", "1", "--as", "Lan")
    assert (keyed["number"], keyed["keyed_by"], keyed["valid"]) == (1, "Lan", 1)
    other = "1" * 22
    assert "khác nhau" in shell.run("survey", "key-in", known, other, "--number", "1", "--again")[1]
    found = shell.json("survey", "results", known)
    assert found["general"] == {"satisfied": 20, "answers": 20, "forms": 1, "percent": 100, "margin": 99.96}
    assert len(found["differences"]) == 20
    assert found["differences"][0] == {"number": 1, "question": "noi-cho", "first": "5", "second": "1"}
    assert [each["name"] for each in found["groups"]] == ["Cá nhân, hộ gia đình", "Trực tiếp"]
    assert found["factors"][0]["rate"] is None
    assert found["factors"][1]["items"][0]["counts"] == [0, 0, 0, 0, 0, 1]
    assert (
        "Chỉ số hài lòng chung: 100,00% (± 99,96 điểm %, 1 phiếu)" in shell.run("survey", "results", known)[1]
    )
    assert "Còn 1 phiếu" in shell.refused("survey", "close", known)
    shell.json("survey", "key-in", known, other, "--number", "1", "--correct")
    book = Workbook()
    assert book.active is not None
    book.active.append(["Số phiếu", *range(1, 23)])
    book.active.append([2, *GOOD])
    book.active.append([2, *GOOD])
    path = tmp_path / "phieu.xlsx"
    book.save(path)
    code, out, _ = shell.run("survey", "import", known, str(path), "--dry-run")
    assert (code, "Dòng 3: Phiếu số 2 đã có ở dòng 2" in out) == (1, True)
    assert "chưa nhập phiếu nào" in shell.refused("survey", "import", known, str(path))
    book.active.delete_rows(3)
    book.save(path)
    assert shell.json("survey", "import", known, str(path))["forms"] == 1
    target = tmp_path / "ket-qua.docx"
    assert shell.json("survey", "export", known, "--out", str(target))["bytes"] == target.stat().st_size
    forms, sheet = tmp_path / "phieu.pdf", tmp_path / "bang.xlsx"
    shell.json(
        "survey", "export", known, "--kind", "forms", "--number", "5", "--count", "2", "--out", str(forms)
    )
    shell.json("survey", "export", known, "--kind", "sheet", "--count", "9", "--out", str(sheet))
    assert "Mỗi lần in từ 1 đến 500 phiếu" in shell.refused(
        "survey", "export", known, "--kind", "forms", "--out", str(forms)
    )
    shell.json("survey", "delete-form", known, "--number", "1")
    changed = shell.json("survey", "change", known, "--name", "SIPAS năm 2026", "--population", "0")
    assert (changed["name"], changed["population"], changed["handed_out"]) == ("SIPAS năm 2026", 0, 700)
    assert shell.json("survey", "close", known)["state"] == "closed"
    assert "đã kết thúc" in shell.refused("survey", "key-in", known, GOOD, "--number", "9")
    assert shell.json("survey", "reopen", known)["state"] == "open"
    assert shell.json("survey", "delete", known) == {"id": known, "forms": 1}
    assert "Không có đợt khảo sát mã" in shell.refused("survey", "results", known)


def test_questionnaires(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    assert [(each["id"], each["own"]) for each in shell.json("survey", "questionnaires")] == [
        ("sipas", False), ("sipas-day-du", False),
    ]  # fmt: skip
    path = tmp_path / "mau.toml"
    shell.json("survey", "export-questionnaire", "sipas", "--out", str(path))
    path.write_text(path.read_text(encoding="utf-8").replace('"sipas"', '"rieng"'), encoding="utf-8")
    assert shell.json("survey", "add-questionnaire", str(path))["id"] == "rieng"
    assert "của cơ quan" in shell.run("survey", "questionnaires")[1]
    assert shell.json("survey", "drop-questionnaire", "rieng") == {"id": "rieng"}
    assert "Hãy ghi tên tệp" in shell.refused("survey", "export-questionnaire", "sipas")
    assert "Hãy ghi mã đợt khảo sát" in shell.refused("survey", "results")
