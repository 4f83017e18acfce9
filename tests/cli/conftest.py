"""Commands run in this process, as the command line would run them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop.cli import main
from tests.sample_office import lay_sample

PLAN_TEXT = """ỦY BAN NHÂN DÂN
XÃ AN BÌNH

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: /KH-UBND

An Bình, ngày tháng 12 năm 2025

KẾ HOẠCH
Cải cách hành chính năm 2026

Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;

Ủy ban nhân dân xã An Bình xây dựng Kế hoạch cải cách hành chính năm 2026 như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

- Làm cho thủ tục nhanh hơn.

2. Yêu cầu

- Mỗi việc một người làm.

II. CHỈ TIÊU, NHIỆM VỤ

1. Cải cách thủ tục hành chính

a) Chỉ tiêu

- Trên 95% hồ sơ được trả đúng hạn.

b) Nhiệm vụ

- Niêm yết công khai thủ tục tại nhà văn hóa các thôn.

Đơn vị chủ trì: Trung tâm Phục vụ hành chính công

Thời gian hoàn thành: Quý II/2026

III. TỔ CHỨC THỰC HIỆN

1. Văn phòng HĐND và UBND

- Theo dõi, đôn đốc việc thực hiện.

Trên đây là Kế hoạch cải cách hành chính năm 2026 của xã./.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn An
"""


class Shell:
    """A data folder and the commands on it."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capture = capture

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, standard output and standard error of one command."""
        try:
            code = main(["--data", str(self.folder), *words])
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = self._capture.readouterr()
        return code, said.out, said.err

    def json(self, *words: str) -> Any:
        """The JSON value that a command prints; it must be done without complaint."""
        code, out, err = self.run(*words, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    def demo(self) -> None:
        """Puts the data there that the command «demo» makes."""
        lay_sample(self.folder, date.today())

    def refused(self, *words: str) -> str:
        """The one line with which a command is refused; nothing may be printed beside it."""
        code, out, err = self.run(*words)
        assert (code, out) == (1, "")
        assert err.count("\n") == 1
        assert "Traceback" not in err
        return err.strip()


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "data", capsys)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "ke hoach.txt"
    path.write_text(PLAN_TEXT, encoding="utf-8")
    return path
