"""What the commands on the official life of plans are asked with."""

import argparse
from collections.abc import Callable

from .figure_arguments import add_export

LETTERS = ("submission", "letter", "copy")
"""What the papers that go with a plan are called on the command line."""
LETTER_TEXTS = {
    "number": "số văn bản",
    "symbol": "ký hiệu",
    "superior": "cơ quan cấp trên",
    "issuer": "cơ quan ban hành",
    "subject": "trích yếu; của bản sao: SAO Y, SAO LỤC hoặc TRÍCH SAO",
    "body": "nội dung, mỗi dòng một đoạn",
    "authority": "quyền hạn ký",
    "signer_name": "họ tên người ký",
}
LETTER_LISTS = {"addressees": "kính gửi", "recipients": "nơi nhận", "position": "chức vụ ký"}
"""What has several lines, parted by «;» on the command line."""


def add_plan_life(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Declares the commands that make, issue, amend, close, compare, hold against others and export plans."""

    def of_plan(name: str, words: str) -> argparse.ArgumentParser:
        parser = command(name, words)
        parser.add_argument("id", metavar="MÃ")
        return parser

    new = command("new-plan", "lập kế hoạch mới")
    new.add_argument(
        "--kind", choices=("year", "half", "multi"), required=True, help="một năm, 6 tháng, nhiều năm"
    )
    new.add_argument("--year", metavar="NĂM", required=True, help="năm của kế hoạch, hoặc năm đầu")
    new.add_argument("--half", choices=("1", "2"), default="", help="6 tháng đầu năm, cuối năm")
    new.add_argument("--to", metavar="NĂM", default="", help="năm cuối, với --kind multi (mặc định: 5 năm)")
    new.add_argument("--subject", metavar="TRÍCH_YẾU", default="")
    new.add_argument("--outline", action="store_true", help="có sẵn các phần thường dùng và tám lĩnh vực")
    new.add_argument(
        "--from-plan", metavar="MÃ", default="",
        help="từ kế hoạch giai đoạn, kế hoạch năm trước, hoặc kế hoạch của cấp trên đã nhập",
    )  # fmt: skip
    new.add_argument("--items", metavar="MÃ", nargs="+", default=[], help="chỉ lấy các mục này, kèm mục con")
    roll = of_plan("roll-plan", "lập kế hoạch năm sau từ kế hoạch năm nay")
    roll.add_argument("--year", metavar="NĂM", required=True)
    for making in (new, roll):
        making.add_argument("--again", action="store_true", help="lập thêm dù đã có kế hoạch của kỳ này")
        making.add_argument("--dry-run", action="store_true", help="chỉ xem mục nào giữ, sửa, bỏ; không lập")
        making.add_argument("--format", choices=("pdf", "docx", "xlsx"), default="")
        making.add_argument("--out", metavar="TỆP", default="", help="xuất danh sách giữ, sửa, bỏ ra tệp")

    submit = of_plan("submit-plan", "ghi kế hoạch đã trình ký")
    submit.add_argument("--back", action="store_true", help="lấy về sửa")

    issue = of_plan("issue-plan", "ban hành kế hoạch")
    issue.add_argument("--number", metavar="SỐ", required=True, help="số văn bản")
    issue.add_argument("--date", metavar="NGÀY", required=True, help="ngày ban hành, như 05/01/2026")
    issue.add_argument(
        "--by", choices=("plan", "decision"), default="plan",
        help="decision: bằng quyết định điều chỉnh, kế hoạch đang sửa đổi giữ số và ngày cũ",
    )  # fmt: skip

    amend = of_plan("amend-plan", "mở kế hoạch đã ban hành để sửa đổi")
    amend.add_argument("--drop", action="store_true", help="bỏ nội dung đang sửa đổi")

    close = of_plan("close-plan", "kết thúc kế hoạch")
    close.add_argument("--reopen", action="store_true", help="mở lại kế hoạch đã kết thúc")

    bases = of_plan("plan-bases", "căn cứ của một kế hoạch: hiệu lực, câu nên viết thay, chỗ nên rút gọn")
    bases.add_argument(
        "--add",
        metavar="SỐ_KÝ_HIỆU",
        action="append",
        default=[],
        help="thêm căn cứ từ thư viện",
    )
    bases.add_argument("--renew", action="store_true", help="thay những căn cứ chắc chắn đã hết hiệu lực")
    bases.add_argument("--shorten", action="store_true", help="rút gọn những viện dẫn đầy đủ lần thứ hai")

    of_plan("plan-issues", "các lần ban hành của một kế hoạch")

    compare = command("compare-plans", "so sánh hai kế hoạch, hoặc hai lần ban hành của một kế hoạch")
    for name, words in (("before", "bản trước"), ("after", "bản sau")):
        compare.add_argument(name, metavar="MÃ[:LẦN]", help=f"{words}; MÃ:1 là bản ban hành lần thứ nhất")
    compare.add_argument("--format", choices=("pdf", "docx", "xlsx"), default="")
    compare.add_argument("--out", metavar="TỆP", default="", help="xuất bảng so sánh ra tệp")

    held = of_plan("coverage", "đối chiếu với kế hoạch của cấp trên: câu nào đã có, chưa có nhiệm vụ")
    held.add_argument("--of", dest="superior", metavar="MÃ", required=True, help="kế hoạch của cấp trên")
    held.add_argument("--missing", action="store_true", help="chỉ những câu chưa có")
    held.add_argument("--accept", action="store_true", help="nhận mọi đề xuất")
    held.add_argument(
        "--add", metavar="CÂU", action="append", default=[],
        help="thêm câu này của cấp trên vào kế hoạch, dùng được nhiều lần",
    )  # fmt: skip
    held.add_argument("--format", choices=("pdf", "docx", "xlsx"), default="")
    held.add_argument("--out", metavar="TỆP", default="", help="xuất bảng đối chiếu ra tệp")

    letter = of_plan("plan-letter", "tờ trình, công văn, bản sao của một kế hoạch")
    letter.add_argument("--kind", choices=LETTERS, required=True)
    for name, words in {**LETTER_TEXTS, **LETTER_LISTS}.items():
        several = "; nhiều dòng cách nhau bằng dấu «;»" if name in LETTER_LISTS else ""
        option = f"--{name.replace('_', '-')}"
        letter.add_argument(option, metavar="LỜI", default=None, help=words + several)
    letter.add_argument("--date", metavar="NGÀY", default=None, help="ngày văn bản")
    letter.add_argument("--reset", action="store_true", help="lấy lại bản đề xuất của chương trình")

    export = of_plan("export-plan", "xuất kế hoạch kèm phụ lục")
    # Who exports changes nothing, so that «--as» is free to say what a plan is exported as.
    kinds = export.add_argument_group(conflict_handler="resolve")
    export.set_defaults(as_officer="")
    kinds.add_argument(
        "--as", dest="what", default="plan",
        choices=(
            "plan", "decision", *LETTERS, "amendment", "issued", "matrix", "calendar", "framework", "funding",
        ),
        help="decision: quyết định phê duyệt với kế hoạch kèm theo (chưa có thì theo bản đề xuất); "
        "submission, letter, copy: tờ trình, công văn gửi kế hoạch, bản sao (xem lệnh plan-letter); "
        "amendment: dự thảo quyết định điều chỉnh; issued: văn bản đúng như khi ban hành; "
        "matrix: ma trận phân công đơn vị và nhiệm vụ; calendar: lịch thực hiện theo tháng; "
        "framework: phụ lục Khung kế hoạch; funding: tổng hợp kinh phí theo lĩnh vực, nguồn và nhiệm vụ",
    )  # fmt: skip
    export.add_argument("--turn", metavar="LẦN", default="", help="lần ban hành, với --as issued")
    export.add_argument(
        "--columns", metavar="CỘT,…", default="",
        help="các cột của Khung kế hoạch theo thứ tự, với --as framework: chu-tri,thoi-gian,kinh-phi,nguon …",
    )  # fmt: skip
    add_export(export, "pdf", "docx", "xlsx", "ics")
