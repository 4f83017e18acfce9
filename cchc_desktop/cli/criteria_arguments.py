"""The words of the commands on the index: its score, sets of criteria, rounds, other years."""

import argparse
from collections.abc import Callable

from .figure_arguments import add_export, add_reason

Maker = Callable[[str, str], argparse.ArgumentParser]


def add_criteria_commands(command: Maker) -> None:
    """Adds them; ``command`` makes the parser of a command from its name and a line of help."""
    scores = command("scores", "xem, ghi điểm tự chấm Chỉ số cải cách hành chính của một năm")
    scores.add_argument("year", metavar="NĂM", type=int)
    scores.add_argument("area", metavar="LĨNH_VỰC", type=int, nargs="?", help="từ 1 đến 8")
    scores.add_argument("most", metavar="TỐI_ĐA", nargs="?", help="điểm tối đa")
    scores.add_argument("scored", metavar="TỰ_CHẤM", nargs="?", help="điểm tự chấm")
    scores.add_argument("--note", metavar="GHI_CHÚ", help="tài liệu kiểm chứng, lý do trừ điểm")
    scores.add_argument("--clear", action="store_true", help="xóa điểm của lĩnh vực")
    whole = command("score", "điểm Chỉ số CCHC theo bộ tiêu chí: từng tiêu chí, cách ra điểm, còn thiếu gì")
    lost = command("lost-points", "đang mất điểm ở đâu, làm gì để lấy lại, xếp theo điểm so với công làm")
    what_if = command("what-if", "điểm sẽ là bao nhiêu nếu số của vài tiêu chí khác đi; không lưu gì")
    decided = command(
        "set-criterion", "khai báo, chấm điểm một tiêu chí, hoặc nhận điểm chương trình đề xuất"
    )
    for parser in (whole, lost, what_if, decided):
        add_asked(parser)
    for parser in (whole, lost, what_if):
        parser.add_argument(
            "--as-of", metavar="NGÀY", default="", help="tính đến ngày này; mặc định là hôm nay"
        )
    lost.add_argument(
        "--this-month", action="store_true",
        help="nên làm gì trong tháng này để thêm, giữ nhiều điểm nhất, xếp theo điểm so với công làm",
    )  # fmt: skip
    whole.add_argument(
        "--forecast", action="store_true",
        help="kèm dự báo đến 31/12: thấp nhất và cao nhất của từng tiêu chí, vì sao",
    )  # fmt: skip
    what_if.add_argument(
        "--set", metavar="MÃ=SỐ", dest="sets", action="append", required=True,
        help="số của một tiêu chí, dùng được nhiều lần: 3.4.1=98 (%%), 1.2=4 (lần), 1.7=1 (có); hoặc số cả "
        "năm của một chỉ tiêu thống kê: 3.18=950 (figure:3.18 nếu bộ tiêu chí cũng có mã ấy)",
    )  # fmt: skip
    decided.add_argument("codes", metavar="MÃ", nargs="+", help="mã tiêu chí, như 3.4.1")
    decided.add_argument(
        "--number", metavar="SỐ", help="số khai báo: %%, số lần, 1/0 là có/không, hoặc thứ tự của mức"
    )
    decided.add_argument("--points", metavar="ĐIỂM", help="điểm tự chấm; khác đề xuất thì kèm --note")
    decided.add_argument("--not-applied", action="store_true", help="không áp dụng, kèm --note nêu lý do")
    decided.add_argument("--note", metavar="LỜI", help="lý do, giải trình")
    decided.add_argument("--accept", action="store_true", help="nhận điểm chương trình đề xuất")
    decided.add_argument("--clear", action="store_true", help="bỏ mọi điều đã khai báo, đã chấm của tiêu chí")
    add_reason(decided)
    sheet = command("export-scores", "xuất bảng tự đánh giá, chấm điểm, hoặc báo cáo kết quả tự chấm điểm")
    add_asked(sheet)
    # Who exports changes nothing, so that «--as» is free to say what a score is exported as.
    kinds = sheet.add_argument_group(conflict_handler="resolve")
    sheet.set_defaults(as_officer="")
    kinds.add_argument(
        "--as", metavar="LOẠI", dest="what", default="sheet",
        choices=("sheet", "report", "publication"),
        help="sheet: bảng tự chấm điểm kèm danh mục tài liệu kiểm chứng (mặc định); report: báo cáo; "
        "publication: bảng công khai bộ chỉ số 766 của một quý",
    )  # fmt: skip
    sheet.add_argument("--as-of", metavar="NGÀY", default="", help="tính đến ngày này; mặc định là hôm nay")
    add_export(sheet, "xlsx", "pdf", "docx")
    _add_criteria_sets(command)
    _add_comparisons(command)
    _add_criterion_task(command)
    _add_rounds(command)


def add_asked(parser: argparse.ArgumentParser) -> None:
    """Which set is meant, and of which period."""
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--year", metavar="NĂM", type=int, help="năm chấm; mặc định là năm nay")
    when.add_argument("--period", metavar="KỲ", default="", help="kỳ khác, như 2026-Q1 với bộ chỉ số 766")
    parser.add_argument(
        "--criteria", metavar="BỘ", default="", help="mã bộ tiêu chí, khi một năm có nhiều bộ"
    )


def _add_criteria_sets(command: Maker) -> None:
    """The commands on sets of criteria."""
    taken = command("import-criteria", "nhập bộ tiêu chí của tỉnh, thành phố từ tệp Excel")
    taken.add_argument("file", metavar="TỆP", help=".xlsx, .xls, .ods hoặc .csv")
    taken.add_argument("--year", metavar="NĂM", type=int, required=True, help="áp dụng từ năm này")
    taken.add_argument("--until", metavar="NĂM", type=int, help="áp dụng đến hết năm này")
    taken.add_argument("--title", metavar="TÊN", default="", help="tên bộ tiêu chí")
    taken.add_argument("--decision", metavar="SỐ", default="", help="số, ký hiệu quyết định ban hành")
    taken.add_argument("--signed", metavar="NGÀY", default="", help="ngày ký quyết định")
    taken.add_argument("--dry-run", action="store_true", help="chỉ xem cây tiêu chí và chỗ phải sửa")
    listed = command("criteria-sets", "các bộ tiêu chí đang có")
    listed.add_argument("--remove", metavar="BỘ", default="", help="xóa một bộ đã nhập, chưa chấm điểm")
    written = command("export-criteria", "xuất một bộ tiêu chí ra Excel, sửa rồi nhập lại được")
    written.add_argument("criteria", metavar="BỘ", help="mã bộ tiêu chí")
    add_export(written, "xlsx")


def _add_criterion_task(command: Maker) -> None:
    """The command that makes a task of the plan of a lost point."""
    made = command("criterion-task", "đưa một tiêu chí đang mất điểm thành nhiệm vụ của kế hoạch năm")
    add_asked(made)
    made.add_argument("code", metavar="MÃ", help="mã tiêu chí, như 4.4")
    made.add_argument("--text", metavar="LỜI", help="nội dung nhiệm vụ; mặc định là câu chương trình đề xuất")
    made.add_argument("--unit", metavar="ĐƠN_VỊ", help="đơn vị chủ trì")
    made.add_argument("--officer", metavar="NGƯỜI", help="người theo dõi")
    made.add_argument("--due", metavar="NGÀY", help="hạn hoàn thành")
    made.add_argument("--dry-run", action="store_true", help="chỉ xem nhiệm vụ được đề xuất, không lưu")


def _add_comparisons(command: Maker) -> None:
    """The commands that hold the index against other years, the units' parts and what was published."""
    compared = command(
        "compare-scores", "so sánh điểm Chỉ số CCHC với năm trước theo lĩnh vực, tiêu chí; giữa các đơn vị"
    )
    add_asked(compared)
    compared.add_argument(
        "--as-of", metavar="NGÀY", default="", help="điểm năm nay tính đến ngày này; mặc định là hôm nay"
    )
    compared.add_argument(
        "--with", metavar="NĂM", dest="with_year", type=int, help="năm để so sánh; mặc định là năm trước"
    )
    compared.add_argument(
        "--with-criteria", metavar="BỘ", default="", help="bộ tiêu chí của năm ấy, khi năm ấy có nhiều bộ"
    )
    compared.add_argument("--units", action="store_true", help="phần điểm mỗi đơn vị chịu trách nhiệm")
    published = command(
        "published-scores", "xem, ghi kết quả Chỉ số CCHC do tỉnh, thành phố công bố của từng năm"
    )
    published.add_argument("year", metavar="NĂM", type=int, nargs="?", help="năm của kết quả cần ghi")
    published.add_argument("--index", metavar="SỐ", help="chỉ số của đơn vị, %%")
    published.add_argument("--block", choices=("ward", "commune"), help="khối phường, hoặc xã và đặc khu")
    published.add_argument("--rank", metavar="SỐ", type=int, help="thứ hạng trong khối")
    published.add_argument("--of", metavar="SỐ", type=int, dest="units", help="số đơn vị trong khối")
    published.add_argument("--mean", metavar="SỐ", help="bình quân của khối, %%")
    published.add_argument("--province-mean", metavar="SỐ", help="bình quân chung của tỉnh, thành phố, %%")
    published.add_argument("--best", metavar="SỐ", help="chỉ số cao nhất khối, %%")
    published.add_argument("--rating", metavar="LỜI", help="xếp loại người đứng đầu")
    published.add_argument(
        "--head-rule", metavar="MÃ", help="quy định tính điểm người đứng đầu theo chỉ số; none: không có"
    )
    published.add_argument("--note", metavar="LỜI", help="ghi chú, như số quyết định công bố")
    published.add_argument("--clear", action="store_true", help="xóa kết quả đã ghi của năm")


def _add_rounds(command: Maker) -> None:
    """The commands on the rounds of the index."""
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
