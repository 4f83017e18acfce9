"""The commands on statistical forms."""

from pathlib import Path

from tests.cli.conftest import Shell


def test_the_forms_of_a_period_are_listed_with_what_is_to_be_known_of_them(shell: Shell) -> None:
    listed = shell.json("forms", "2026-Q1")
    assert [form["form"] for form in listed] == ["II.06a", "II.07b", "II.05a"]
    assert [form["printed"] for form in listed] == [True, True, False]
    assert [len(form["notes"]) for form in listed] == [0, 0, 1]
    assert [len(form["notes"]) for form in shell.json("forms", "2026-Q3")] == [1, 1, 2]
    assert "có thể đã được thay thế" in shell.run("forms", "2026-Q3")[1]


def test_rows_are_typed_corrected_and_deleted(shell: Shell) -> None:
    stored = shell.json(
        "set-form-row", "ii.07b", "2026-Q1", "UBND xã", "--set", "4=120", "--set", "(6)=1.368"
    )
    assert (stored["3"], stored["4"], stored["6"], stored["7"]) == (1488, 120, 1368, None)
    shell.json("set-form-row", "II.07b", "2026-Q1", "ubnd xã", "--set", "4=")
    shown = shell.json("form-rows", "II.07b", "2026-Q1")
    (row,) = shown["rows"]
    assert (row["name"], row["3"], row["4"]) == ("UBND xã", 1368, None)
    assert shown["total"]["3"] == 1368
    assert [column["column"] for column in shown["columns"] if column["typed"]] == [4, 6, 8, 10, 12, 14]
    assert "(6) 1.368" in shell.run("form-rows", "II.07b", "2026-Q1")[1]
    shell.json("set-form-row", "II.07b", "2026-Q1", "UBND xã", "--delete")
    assert shell.json("form-rows", "II.07b", "2026-Q1")["rows"] == []


def test_what_is_wrong_is_said_and_changes_nothing(shell: Shell) -> None:
    row = ("set-form-row", "II.07b", "2026-Q1", "UBND xã")
    assert "một trong: II.07b, II.05a" in shell.refused("form-rows", "II.99", "2026-Q1")
    # Column (5) was that of the districts, (3) is a sum.
    for wrong in ("5=1", "3=1", "x", "99=1"):
        assert "một trong: 4, 6, 8, 10, 12, 14" in shell.refused(*row, "--set", wrong)
    assert "5" in [str(each["column"]) for each in shell.json("form-rows", "II.07b", "2025-Q2")["columns"]]
    assert "không có dòng" in shell.refused(*row, "--delete")
    assert "--delete xóa cả dòng" in shell.refused(*row, "--delete", "--set", "4=1")
    assert "tệp Excel của cấp trên" in shell.refused("set-form-row", "II.05a", "2026-Q1", "x", "--set", "4=1")
    assert shell.json("form-rows", "II.07b", "2026-Q1")["rows"] == []


def test_a_form_is_exported_in_each_format(shell: Shell, tmp_path: Path) -> None:
    shell.json("set-form-row", "II.07b", "2026-Q3", "UBND xã", "--set", "4=120")
    for fmt in ("pdf", "docx", "xlsx"):
        file = tmp_path / f"a.{fmt}"
        answer = shell.json("export-form", "ii.07b", "2026-Q3", "--format", fmt, "--out", str(file))
        assert file.stat().st_size == answer["bytes"] > 1000
        assert ["có thể" in note for note in answer["notes"]] == [True]
    out = ("--format", "pdf", "--out", str(tmp_path / "b.pdf"))
    assert "II.06a (giải quyết thủ tục hành chính), PL1" in shell.refused(
        "export-form", "II.99", "2026-Q1", *out
    )
    assert "không in Biểu II.05a" in shell.refused("export-form", "II.05a", "2026-Q1", *out)
