"""`compare-scores` and `published-scores`: years and units beside each other, what was published."""

from datetime import date

from tests.cli.conftest import Shell

YEAR = date.today().year - 1


def test_a_year_is_held_against_the_one_before(shell: Shell) -> None:
    shell.demo()
    found = shell.json("compare-scores", "--year", str(YEAR))
    assert (found["period"], found["with"]) == (f"{YEAR}-N", f"{YEAR - 1}-N")
    assert found["total"] == shell.json("score", "--year", str(YEAR))["total"]
    assert {each["code"] for each in found["criteria"] if each["depth"] == 0} >= set("12345678")
    code, out, _ = shell.run("compare-scores", "--year", str(YEAR))
    assert code == 0
    assert "→" in out
    assert "năm trước" in shell.refused("compare-scores", "--year", str(YEAR), "--with", str(YEAR))


def test_units_are_held_against_each_other(shell: Shell) -> None:
    shell.demo()
    found = shell.json("compare-scores", "--year", str(YEAR), "--units")["units"]
    shares = [each["percent"] for each in found if each["percent"] is not None and each["unit"]]
    assert shares == sorted(shares)
    assert sum(each["maximum"] for each in found) == 100
    code, out, _ = shell.run("compare-scores", "--year", str(YEAR), "--units")
    assert code == 0
    assert "Trung tâm Phục vụ hành chính công: " in out
    assert "mất điểm: " in out


def test_what_was_published_is_typed_in(shell: Shell) -> None:
    shell.demo()
    assert shell.json("published-scores") == {"results": []}
    assert "Chưa ghi" in shell.run("published-scores")[1]
    shell.json("published-scores", "2024", "--index", "88,4", "--rank", "25", "--of", "68")
    found = shell.json(
        "published-scores", "2025", "--index", "91,2", "--rank", "12", "--of", "68", "--mean", "90,3",
        "--province-mean", "91,5", "--best", "94,15", "--block", "commune", "--rating", "Hoàn thành tốt",
        "--head-rule", "hai-phong-212", "--note", "QĐ công bố",
    )["results"]  # fmt: skip
    assert [each["year"] for each in found] == [2024, 2025]
    last = found[1]
    assert (last["risen"], last["climbed"], last["to_mean"], last["head_points"]) == (2.8, 13, 0.9, 0)
    code, out, _ = shell.run("published-scores", "2025", "--head-rule", "none", "--mean", "92")
    assert code == 0
    assert "thấp hơn bình quân khối 0,8 điểm; xếp loại người đứng đầu: Hoàn thành tốt; QĐ công bố" in out
    assert len(shell.json("published-scores", "2024", "--clear")["results"]) == 1
    assert shell.refused("published-scores", "--index", "90")
    assert shell.refused("published-scores", "2023", "--rank", "3")
    assert shell.refused("published-scores", "2025", "--rank", "70")


def test_a_lost_point_becomes_a_task(shell: Shell) -> None:
    shell.demo()
    year = str(date.today().year)
    lost = shell.json("lost-points", "--year", year)["lost"]
    code = next(each["code"] for each in lost if not each["final"])
    found = shell.json("criterion-task", code, "--year", year, "--dry-run")
    assert "nội dung" in shell.refused("criterion-task", code, "--year", year, "--text", " .", "--dry-run")
    assert found["task"] is None
    assert found["text"].endswith(f"bảo đảm điểm tiêu chí {code} của Chỉ số CCHC")
    code_of_exit, out, _ = shell.run(
        "criterion-task", code, "--year", year, "--text", "Làm cho xong", "--unit", "Công an xã",
        "--due", f"31/12/{year}",
    )  # fmt: skip
    assert code_of_exit == 0
    assert out.startswith(f"Đã thêm nhiệm vụ «Làm cho xong», hạn 31/12/{year}, Công an xã")
    assert "đã có nhiệm vụ" in shell.refused("criterion-task", code, "--year", year)
    ways = next(each for each in shell.json("lost-points", "--year", year)["lost"] if each["code"] == code)
    assert ways["ways"][0]["place"]["page"] == "tasks"
    shell.run("undo")
    assert shell.json("criterion-task", code, "--year", year, "--dry-run")["text"] == found["text"]
