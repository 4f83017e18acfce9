"""`scores`: shown, given, taken back, refused."""

from tests.cli.conftest import Shell


def test_scores_of_a_year(shell: Shell) -> None:
    shell.demo()
    assert shell.json("scores", "2030") == {"year": 2030, "total": 0.0, "scores": []}
    found = shell.json("scores", "2030", "3", "20", "17,75", "--note", "Số hóa chưa đạt")
    assert found["total"] == 17.75
    assert found["scores"] == [{"area": 3, "most": 20.0, "scored": 17.75, "note": "Số hóa chưa đạt"}]
    code, out, _ = shell.run("scores", "2030")
    assert code == 0
    assert "3. Thủ tục hành chính: 17,75/20 điểm (Số hóa chưa đạt)" in out
    assert "không được lớn hơn" in shell.refused("scores", "2030", "3", "20", "21")
    assert "từ 2000 đến 2100" in shell.refused("scores", "99999", "3", "20", "5")
    assert "Hãy ghi điểm tối đa" in shell.refused("scores", "2030", "3")
    assert shell.json("scores", "2030", "3", "--clear")["scores"] == []
