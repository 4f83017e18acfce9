"""The words of the commands on the rounds of the index."""

import argparse
from collections.abc import Callable

from .criteria_arguments import add_asked
from .figure_arguments import add_export

Maker = Callable[[str, str], argparse.ArgumentParser]


def add_round_commands(command: Maker) -> None:
    """Adds them; ``command`` makes the parser of a command from its name and a line of help."""
    standing = command(
        "score-rounds",
        "các bước tự chấm, thẩm định, giải trình: đang ở bước nào, chênh lệch từng tiêu chí, lịch sử",
    )
    add_asked(standing)
    standing.add_argument(
        "--step", metavar="SỐ", type=int, help="như ngay sau bước này, kể cả bước đã mở lại"
    )
    locked = command("lock-scores", "chốt điểm tự chấm kèm cách ra điểm, giải trình, minh chứng lúc này")
    add_asked(locked)
    _add_note(locked, "ghi chú, như «Họp ngày 18/11»")
    _verify(command)
    _explain(command)
    finished = command("finish-scores", "chốt điểm thẩm định mới nhất làm kết quả cuối cùng")
    add_asked(finished)
    _add_note(finished, "số văn bản công nhận kết quả")
    opened = command("reopen-scores", "mở lại bước trước của việc chấm điểm, có lý do; bước đã chốt giữ lại")
    add_asked(opened)
    opened.add_argument("--note", metavar="LỜI", required=True, help="lý do mở lại")
    answers = command("export-explanations", "xuất bản giải trình điểm tự chấm kèm danh mục minh chứng")
    add_asked(answers)
    add_export(answers, "pdf", "docx", "xlsx")
    proofs = command(
        "export-score-evidence", "xuất danh mục minh chứng đánh số theo tiêu chí, tiêu chí chưa có minh chứng"
    )
    add_asked(proofs)
    add_export(proofs, "pdf", "docx", "xlsx")
    packed = command("score-evidence-zip", "đóng gói minh chứng của các tiêu chí cho đoàn thẩm định")
    packed.add_argument("target", metavar="TỆP", help="tệp .zip")
    add_asked(packed)


def _verify(command: Maker) -> None:
    parser = command("verify-scores", "ghi điểm, ý kiến thẩm định: từ bảng cấp trên gửi lại, từng tiêu chí")
    parser.add_argument("file", metavar="TỆP", nargs="?", help="bảng tự chấm điểm có điểm thẩm định, .xlsx")
    add_asked(parser)
    parser.add_argument(
        "--points", metavar="MÃ=ĐIỂM", action="append", default=[], help="điểm thẩm định của một tiêu chí"
    )
    parser.add_argument(
        "--remark", metavar="MÃ=LỜI", action="append", default=[], help="ý kiến thẩm định một tiêu chí"
    )
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem điểm đọc được và chỗ phải sửa")
    parser.add_argument("--lock", action="store_true", help="ghi xong thì chốt kết quả lần thẩm định này")
    parser.add_argument(
        "--keep-others", action="store_true", help="tiêu chí không ghi thì giữ điểm của bước trước"
    )
    parser.add_argument("--due", metavar="NGÀY", default="", help="hạn giải trình")
    _add_note(parser, "số văn bản thông báo kết quả thẩm định")


def _explain(command: Maker) -> None:
    parser = command("explain-scores", "giải trình tiêu chí bị trừ điểm thẩm định; chốt giải trình")
    parser.add_argument("code", metavar="MÃ", nargs="?", default="", help="mã tiêu chí, như 3.4.1")
    add_asked(parser)
    parser.add_argument("--text", metavar="LỜI", help="lời giải trình; để trống là bỏ")
    parser.add_argument(
        "--file", metavar="TỆP", action="append", default=[], help="minh chứng bổ sung, dùng được nhiều lần"
    )
    parser.add_argument("--lock", action="store_true", help="chốt giải trình để gửi cấp trên")
    parser.add_argument(
        "--agree-others", action="store_true", help="tiêu chí chưa giải trình thì nhất trí với thẩm định"
    )
    _add_note(parser, "số văn bản gửi giải trình")


def _add_note(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("--note", metavar="LỜI", default="", help=words)
