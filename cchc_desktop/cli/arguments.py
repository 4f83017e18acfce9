"""The commands' words: what may be typed, and what is said of a mistake in it."""

import argparse
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from .consolidation_arguments import add_consolidation
from .criteria_arguments import add_criteria_commands
from .exchange_arguments import add_exchange_commands
from .figure_arguments import add_export, add_figure_commands, add_reason
from .plan_arguments import add_plan_life
from .streams import warn

_TRANSLATIONS = (
    (re.compile(r"the following arguments are required: (.*)"), r"thiếu tham số \1"),
    (re.compile(r"one of the arguments (.*) is required"), r"thiếu một trong các tham số \1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"không có tham số \1"),
    (re.compile(r"argument (.*?): expected one argument"), r"tham số \1 cần một giá trị"),
    (
        re.compile(r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)"),
        r"\1: không có \2; hãy chọn \3",
    ),
    (re.compile(r"argument (.*?): invalid int value: '(.*)'"), r"\1: «\2» không phải là số nguyên"),
    (re.compile(r"ambiguous option: (.*?) could match (.*)"), r"tham số \1 chưa rõ, có thể là \2"),
    (re.compile(r"argument (.*?): not allowed with argument (.*)"), r"không dùng \1 cùng với \2"),
    (re.compile(r"^argument (.*?): "), r"tham số \1: "),
)


class _Help(argparse.RawDescriptionHelpFormatter):
    """The help page with its fixed words in Vietnamese; descriptions keep their line ends."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in Vietnamese and ends with exit code 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, formatter_class=_Help, add_help=False)
        self._positionals.title = "Tham số"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="xem hướng dẫn này rồi thôi")

    def error(self, message: str) -> NoReturn:
        message = " ".join(message.split())
        for pattern, words in _TRANSLATIONS:
            message = pattern.sub(words, message)
        warn(f"Sai cú pháp: {message}. Gõ «{self.prog} --help» để xem hướng dẫn.")
        self.exit(2)


def _folder(text: str) -> str:
    """The name of a folder; an empty one, as from a variable that is not set, names none."""
    if not text.strip():
        raise argparse.ArgumentTypeError("cần tên một thư mục")
    return text


def _add_common(parser: argparse.ArgumentParser) -> None:
    """What may stand before a command and after it; the one typed last counts."""
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="in một giá trị JSON")
    parser.add_argument(
        "--data", metavar="DIR", type=_folder, default=argparse.SUPPRESS, help="thư mục dữ liệu"
    )
    parser.add_argument(
        "--debug",
        action="store_true",
        default=argparse.SUPPRESS,
        help="ghi nhật ký gỡ lỗi vào logs/cchc.log trong thư mục dữ liệu",
    )


def _add_person(parser: argparse.ArgumentParser) -> None:
    """What else is said of a person who works at this PC."""
    parser.add_argument("--position", metavar="CHỨC_VỤ", default="", help="chức vụ của người đó")
    parser.add_argument(
        "--unit", metavar="ĐƠN_VỊ", default="", help="đơn vị của người đó, như trong danh sách đơn vị"
    )


def _add_platform(parser: argparse.ArgumentParser) -> None:
    """Before the command that opens windows, or after it."""
    parser.add_argument(
        "--platform",
        metavar="TÊN",
        default=argparse.SUPPRESS,
        help="cách Qt vẽ cửa sổ, như windows, xcb hoặc offscreen (không hiện trên màn hình)",
    )


_USERS = {
    "list": "xem các tài khoản (mặc định)",
    "on": "bật đăng nhập; TÊN là quản trị đầu tiên",
    "off": "tắt đăng nhập, xóa mọi tài khoản",
    "add": "thêm tài khoản cho TÊN, kèm --role và, với vai trò area, --areas",
    "set": "đổi vai trò, lĩnh vực hoặc tên của TÊN",
    "disable": "tắt tài khoản của TÊN",
    "enable": "bật lại tài khoản của TÊN",
    "unlock": "mở khóa tài khoản bị khóa vì nhập sai mật khẩu",
    "delete": "xóa tài khoản của TÊN; việc người đó đã làm vẫn ghi tên",
    "reset": "đặt cho TÊN mật khẩu dùng một lần",
    "password": "đổi mật khẩu của chính mình",
    "recover": "quản trị TÊN đặt mật khẩu mới bằng mã khôi phục",
    "recovery-code": "tạo mã khôi phục khác",
    "policy": "xem, sửa quy định đăng nhập",
    "log": "xem nhật ký đăng nhập",
    "encrypt": "mã hóa dữ liệu: từ đó phải có mật khẩu mới mở được tệp",
    "decrypt": "bỏ mã hóa dữ liệu",
}
"""What the command ``users`` does, each with a word."""


def _add_users(users: argparse.ArgumentParser) -> None:
    wide = max(map(len, _USERS))
    users.epilog = "\n".join(["Việc:", *(f"  {name:<{wide}}  {words}" for name, words in _USERS.items())])
    users.add_argument(
        "action",
        metavar="VIỆC",
        nargs="?",
        default="list",
        choices=tuple(_USERS),
        help="một việc kể dưới đây",
    )
    users.add_argument("name", metavar="TÊN", nargs="?", help="họ và tên của người có tài khoản")
    users.add_argument(
        "--role",
        metavar="VAI_TRÒ",
        help="admin (quản trị), general (văn phòng tổng hợp), area (phụ trách lĩnh vực), leader (lãnh đạo)",
    )
    users.add_argument("--areas", metavar="SỐ,SỐ", help="lĩnh vực của vai trò area, như 3,5")
    users.add_argument("--rename", metavar="TÊN", help="họ và tên mới (set)")
    users.add_argument("--limit", metavar="SỐ", type=int, default=500, help="số dòng nhật ký mới nhất (log)")
    users.add_argument("--idle", metavar="PHÚT", type=int, help="tự khóa màn hình sau (policy)")
    users.add_argument("--tries", metavar="LẦN", type=int, help="khóa tài khoản sau số lần sai (policy)")
    users.add_argument(
        "--unlock-hours", metavar="GIỜ", type=int, help="tự mở khóa sau; 0: chỉ quản trị mở (policy)"
    )
    users.add_argument("--unused", metavar="NGÀY", type=int, help="tắt tài khoản không dùng sau (policy)")
    users.add_argument("--keep-log", metavar="THÁNG", type=int, help="giữ nhật ký đăng nhập (policy)")
    users.add_argument("--pin", choices=("yes", "no"), help="cho dùng mã PIN 6 chữ số (policy)")


_SURVEYS = {
    "list": "các đợt khảo sát",
    "new": "TÊN: lập đợt khảo sát (--questionnaire, --from, --to, --population, --error, --handed-out)",
    "change": "MÃ: sửa tên, thời gian, N, sai số, số phiếu phát ra",
    "key-in": "MÃ CÂU_TRẢ_LỜI --number SỐ: nhập một phiếu; --again: nhập lần hai; --correct: sửa phiếu",
    "delete-form": "MÃ --number SỐ: xóa một phiếu",
    "import": "MÃ TỆP: nhập phiếu từ Excel, mỗi dòng một phiếu; --dry-run: chỉ xem",
    "results": "MÃ: kết quả theo yếu tố, câu hỏi, nhóm, kèm sai số; chỗ hai lần nhập khác nhau",
    "export": "MÃ --kind report|forms|sheet --out TỆP: báo cáo kết quả; phiếu in; bảng Excel để nhập",
    "close": "MÃ: kết thúc nhập phiếu",
    "reopen": "MÃ: mở lại để nhập, sửa phiếu",
    "delete": "MÃ: xóa đợt khảo sát cùng các phiếu",
    "questionnaires": "các mẫu phiếu",
    "add-questionnaire": "TỆP: thêm hoặc sửa một mẫu phiếu từ tệp .toml",
    "export-questionnaire": "MÃ_MẪU --out TỆP: tệp .toml của một mẫu phiếu, để sửa",
    "drop-questionnaire": "MÃ_MẪU: bỏ mẫu phiếu của cơ quan; mẫu của chương trình trở lại như ban đầu",
}
"""What the command ``survey`` does, each with a word."""


def _add_survey(survey: argparse.ArgumentParser) -> None:
    wide = max(map(len, _SURVEYS))
    survey.epilog = "\n".join(["Việc:", *(f"  {name:<{wide}}  {words}" for name, words in _SURVEYS.items())])
    survey.add_argument(
        "action", metavar="VIỆC", nargs="?", default="list", choices=tuple(_SURVEYS), help="xem dưới đây"
    )
    survey.add_argument("id", metavar="MÃ", nargs="?", default="", help="mã đợt khảo sát, tên, tệp, mã mẫu")
    survey.add_argument("value", metavar="GIÁ_TRỊ", nargs="?", default="", help="các câu trả lời, hoặc tệp")
    survey.add_argument("--questionnaire", metavar="MÃ_MẪU", default="", help="mẫu phiếu (mặc định: sipas)")
    survey.add_argument("--name", metavar="TÊN", default="", help="tên mới (change)")
    survey.add_argument("--from", dest="starts", metavar="NGÀY", default="", help="ngày bắt đầu")
    survey.add_argument("--to", dest="ends", metavar="NGÀY", default="", help="ngày kết thúc")
    survey.add_argument(
        "--population", metavar="N", default="", help="tổng số giao dịch của dịch vụ trong kỳ"
    )
    survey.add_argument("--error", metavar="E", default="", help="sai số cho phép, phần trăm (mặc định: 5)")
    survey.add_argument("--handed-out", metavar="SỐ", default="", help="số phiếu phát ra")
    survey.add_argument("--number", metavar="SỐ", default="", help="số in trên phiếu; phiếu đầu (export)")
    survey.add_argument("--count", metavar="SỐ", default="", help="số phiếu in (mặc định: số phát ra)")
    survey.add_argument(
        "--kind", choices=("report", "forms", "sheet"), default="report", help="xuất gì (export)"
    )
    survey.add_argument("--format", choices=("pdf", "docx", "xlsx"), default="")
    survey.add_argument("--again", action="store_true", help="nhập lần hai, để đối chiếu")
    survey.add_argument("--correct", action="store_true", help="sửa phiếu đã nhập")
    survey.add_argument("--dry-run", action="store_true", help="chỉ đọc tệp, không lưu")
    survey.add_argument("--out", metavar="TỆP", default="")


def _add_work_sheet(sheet: argparse.ArgumentParser) -> None:
    sheet.add_argument("--period", required=True, metavar="KỲ", help="tháng như 2026-05, quý như 2026-Q2")
    sheet.add_argument("--officer", metavar="HỌ_TÊN", help="công chức; không ghi ai thì tổng hợp cả cơ quan")
    sheet.add_argument("--unit", metavar="ĐƠN_VỊ", help="đơn vị, thay cho --officer")
    sheet.add_argument("--rule", metavar="QUY_ĐỊNH", help="nd335 hoặc hai-phong-212; mặc định như đã chọn")
    sheet.add_argument("--format", choices=("xlsx", "pdf", "docx"), help="xuất tệp thay vì chỉ xem")
    sheet.add_argument("--out", metavar="TỆP", help="mặc định là tệp trong thư mục hiện thời")


def _add_restoring(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds them; ``command`` makes the parser of a command from its name and a line of help."""
    restore = command("restore", "khôi phục dữ liệu từ một bản sao lưu; dữ liệu đang có được sao lưu trước")
    restore.add_argument("file", metavar="TỆP", help="bản sao lưu (tệp .db) hoặc thư mục dữ liệu đã sao")
    part = restore.add_mutually_exclusive_group()
    part.add_argument("--only", metavar="BẢN_GHI", default="", help="chỉ một bản ghi hoặc một báo cáo")
    part.add_argument("--list", action="store_true", help="chỉ liệt kê những gì khác với dữ liệu đang có")

    rescue = command("rescue", "cứu phần còn đọc được của tệp dữ liệu bị hỏng vào một thư mục mới")
    rescue.add_argument("file", metavar="TỆP", help="tệp dữ liệu bị hỏng, hoặc thư mục chứa nó")
    rescue.add_argument("--out", metavar="THƯ_MỤC", required=True, help="thư mục chưa có")


def build_parser() -> Parser:
    """The parser of all commands; with no command, the window is wanted."""
    parser = Parser(
        prog="cchc-desktop",
        description="Kế hoạch cải cách hành chính của cấp xã. Không kèm lệnh nào thì mở cửa sổ.",
    )
    _add_common(parser)
    _add_platform(parser)
    parser.add_argument(
        "--open", dest="package", metavar="TỆP", default="", help="mở cửa sổ và xem gói .cchc này để nhận"
    )
    parser.add_argument("--version", action="store_true", help="in phiên bản")
    commands = parser.add_subparsers(dest="command", metavar="LỆNH", parser_class=Parser)

    def command(name: str, words: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=words, description=words)
        _add_common(added)
        added.add_argument(
            "--as", dest="as_officer", metavar="TÊN", default="", help="người thực hiện, ghi vào nhật ký"
        )
        added.add_argument(
            "--user",
            metavar="TÊN",
            default="",
            help="đăng nhập bằng tài khoản này, khi đã bật đăng nhập",
        )
        added.add_argument(
            "--password-stdin",
            action="store_true",
            help="đọc mật khẩu từ đầu vào chuẩn, mỗi dòng một cái",
        )
        return added

    new_office = command("new-office", "khai báo cơ quan")
    new_office.add_argument(
        "--name", metavar="TÊN", required=True, help="tên cơ quan, như «Ủy ban nhân dân xã An Bình»"
    )
    new_office.add_argument("--superior", metavar="CƠ_QUAN", required=True, help="cơ quan cấp trên trực tiếp")
    new_office.add_argument("--place", metavar="ĐỊA_DANH", required=True, help="địa danh ghi trên văn bản")
    new_office.add_argument(
        "--preset", metavar="MẪU", default="", help="mẫu tổ chức bộ máy (mặc định theo ngày hiện tại)"
    )
    new_office.add_argument(
        "--from-before", action="store_true",
        help="có kế hoạch, số liệu từ trước khi sắp xếp (trước ngày 01/7/2025): thêm cả các chức danh cũ",
    )  # fmt: skip
    new_office.add_argument("--person", metavar="TÊN", default="", help="người làm việc ở máy này")
    _add_person(new_office)

    who = command("who", "xem ai đang làm việc ở máy này; kèm tên thì đổi sang người đó")
    who.add_argument("name", metavar="TÊN", nargs="?", help="họ và tên")
    _add_person(who)

    command("demo", "tạo dữ liệu của xã mẫu để dùng thử")
    command("remove-demo", "xóa dữ liệu mẫu để khai báo cơ quan của mình")

    import_plan = command("import-plan", "nhập kế hoạch từ tệp .docx, .doc, .odt, .rtf, .pdf hoặc .txt")
    import_plan.add_argument("file", metavar="TỆP")
    import_plan.add_argument("--dry-run", action="store_true", help="chỉ đọc thử, không lưu")

    import_annex = command("import-annex", "nhập phụ lục (Khung kế hoạch) để riêng vào kế hoạch của nó")
    import_annex.add_argument("file", metavar="TỆP")
    import_annex.add_argument("--plan", metavar="MÃ", required=True, help="mã kế hoạch như «plans» liệt kê")
    import_annex.add_argument("--dry-run", action="store_true", help="chỉ xem sẽ thêm gì, không lưu")

    command("plans", "liệt kê kế hoạch")
    command("show-plan", "xem một kế hoạch").add_argument("id", metavar="MÃ")

    add_plan_life(command)

    _add_tasks(command)

    today = command("today", "việc cần làm: hôm nay, trong tuần, trước kỳ báo cáo tới")
    today.add_argument("--date", metavar="NGÀY", default="", help="ngày, như 15/06/2026; mặc định là hôm nay")
    today.add_argument("--officer", metavar="TÊN", default="", help="chỉ việc của người này")
    today.add_argument("--out", metavar="TỆP", help="xuất ra tệp .pdf, .docx hoặc .xlsx để họp giao ban")

    attach = command("attach", "đính kèm một tệp làm minh chứng")
    attach.add_argument("file", metavar="TỆP", help="PDF, ảnh, Word, Excel…, nhiều nhất 50 MB")
    attach.add_argument(
        "--to", required=True, metavar="NƠI",
        help="task:MÃ, row:MÃ, figure:2026-Q1:1.07, report:2026-Q1, update:MÃ hoặc criterion:MÃ",
    )  # fmt: skip
    attach.add_argument("--sort", metavar="LOẠI", default="", help="loại tài liệu, như «Biên bản»")
    attach.add_argument("--note", metavar="LỜI", default="", help="ghi chú")
    attach.add_argument("--date", metavar="NGÀY", default="", help="ngày; mặc định là hôm nay")
    evidence = command("evidence", "các minh chứng đã đính kèm; đọc lại từng tệp")
    evidence.add_argument(
        "--missing", action="store_true", help="chỉ tệp mất, tệp bị sửa, và việc đã xong chưa nộp minh chứng"
    )
    evidence.add_argument("--date", metavar="NGÀY", default="", help="việc đã xong đến ngày này")
    packed = command("evidence-zip", "đóng gói minh chứng kèm danh mục, mã kiểm tra cho đoàn thẩm định")
    packed.add_argument("target", metavar="TỆP", help="tệp .zip")
    packed.add_argument("--period", metavar="KỲ", default="", help="chỉ một kỳ, như 2026-Q1")
    add_exchange_commands(command)
    rules = command("rules", "các quy định phải giữ trong năm: đã đạt chưa, còn thiếu gì, chậm nhất ngày nào")
    rules.add_argument("--date", metavar="NGÀY", default="", help="ngày, như 15/06/2026; mặc định là hôm nay")
    rules.add_argument("--out", metavar="TỆP", help="xuất ra tệp .pdf, .docx hoặc .xlsx")

    set_rule = command("set-rule", "đặt mức khác cho một quy định, hoặc không theo dõi quy định đó")
    set_rule.add_argument("rule", metavar="QUY_ĐỊNH", help="mã quy định, như kiem-tra-don-vi")
    what = set_rule.add_mutually_exclusive_group(required=True)
    what.add_argument("--value", metavar="SỐ", default="", help="mức khác của cơ quan")
    what.add_argument("--off", action="store_true", help="không theo dõi quy định này")
    what.add_argument("--follow", action="store_true", help="theo dõi lại với mức của kế hoạch hoặc quy định")
    set_rule.add_argument("--reason", metavar="LỜI", default="", help="lý do, ví dụ số văn bản của cấp trên")

    law = command("legal", "thư viện văn bản làm căn cứ: hiệu lực đến một ngày, văn bản thay thế")
    law.add_argument("--date", metavar="NGÀY", default="", help="ngày, như 15/06/2026; mặc định là hôm nay")
    law.add_argument("--find", metavar="LỜI", default="", help="chỉ văn bản có các chữ này")
    law.add_argument(
        "--out-of-force", action="store_true", help="chỉ văn bản đã hết, chưa có hoặc còn ngờ hiệu lực"
    )
    law_file = law.add_mutually_exclusive_group()
    law_file.add_argument("--check", metavar="TỆP", help="kiểm tra một tệp thư viện .toml")
    law_file.add_argument("--import", metavar="TỆP", dest="taken", help="nhập một tệp thư viện mới hơn")
    law_file.add_argument("--back", action="store_true", help="bỏ thư viện nhập sau cùng, dùng lại bản trước")
    law_file.add_argument(
        "--export", metavar="TỆP", dest="out", help="xuất danh mục ra tệp .pdf, .docx hoặc .xlsx"
    )
    own_law = command("add-legal", "thêm hoặc sửa một văn bản làm căn cứ của cơ quan")
    own_law.add_argument("symbol", metavar="SỐ_KÝ_HIỆU", help="như 30/2020/NĐ-CP; luật có thể để trống («»)")
    own_law.add_argument("--kind", metavar="LOẠI", required=True, help="tên loại, như Kế hoạch")
    own_law.add_argument("--issuer", metavar="CƠ_QUAN", default="", help="cơ quan ban hành")
    own_law.add_argument("--title", metavar="TRÍCH_YẾU", default="", help="trích yếu, như «về …»")
    for name, words in (
        ("date", "ngày ban hành"),
        ("valid-from", "có hiệu lực từ ngày"),
        ("ended", "hết hiệu lực từ ngày"),
    ):
        own_law.add_argument(f"--{name}", metavar="NGÀY", default="", help=words)
    own_law.add_argument(
        "--replaced-by", metavar="SỐ_KÝ_HIỆU", action="append", default=[], help="văn bản thay thế"
    )
    own_law.add_argument("--note", metavar="LỜI", default="", help="ghi chú")
    gone_law = command("delete-legal", "xóa một văn bản làm căn cứ mà cơ quan tự thêm")
    gone_law.add_argument("symbol", metavar="SỐ_KÝ_HIỆU")

    _add_survey(command("survey", "khảo sát mức độ hài lòng: lập, nhập phiếu, kết quả"))

    add_consolidation(command)

    _add_work_sheet(command("work-sheet", "phiếu theo dõi kết quả công việc của một tháng hay quý"))

    add_figure_commands(command)
    add_criteria_commands(command)

    command("search", "tìm không phân biệt dấu").add_argument("text", metavar="NỘI DUNG")
    add_export(command("guide", "xuất sách hướng dẫn sử dụng"), "pdf", "docx")
    add_export(command("quick-card", "xuất tờ hướng dẫn nhanh, hai trang"), "pdf", "docx")
    command("history", "xem nhật ký thao tác")
    undo = command("undo", "hoàn tác thao tác cuối, hoặc thao tác có số mà «history» liệt kê")
    which = undo.add_mutually_exclusive_group()
    which.add_argument("--only", metavar="SỐ", type=int, help="chỉ thao tác này, các thao tác sau giữ nguyên")
    which.add_argument("--back-to", metavar="SỐ", type=int, help="thao tác này và mọi thao tác sau nó")
    undo.add_argument(
        "--through-packages", action="store_true",
        help="hoàn tác cả khi việc đó bỏ nội dung đã nhận từ nơi khác",
    )  # fmt: skip
    command("redo", "làm lại thao tác vừa hoàn tác")
    command("conflicts", "các chỗ mà máy này và gói đã nhận nói khác nhau, chờ quyết định")
    resolve = command("resolve", "quyết định một chỗ khác nhau; hoàn tác thì nó lại chờ quyết định")
    resolve.add_argument("id", metavar="MÃ", help="mã như lệnh «conflicts» liệt kê")
    resolve.add_argument(
        "--take", metavar="GIÁ_TRỊ", required=True,
        help="ours (của máy này), theirs (của nơi khác) hoặc mã của một giá trị",
    )  # fmt: skip
    _add_restoring(command)
    check = command("check", "kiểm tra dữ liệu: mọi bản ghi, nhật ký, văn bản đã phát hành; không đổi gì")
    check.add_argument(
        "--repair", action="store_true",
        help="dựng lại những gì suy ra được từ nội dung (chỉ mục, chỉ mục tìm kiếm), sau khi giữ lại tệp cũ",
    )  # fmt: skip
    journal = command("journal", "kiểm tra chuỗi mã của nhật ký, hoặc xuất nhật ký để lưu trữ")
    what = journal.add_mutually_exclusive_group(required=True)
    what.add_argument("--verify", action="store_true", help="kiểm tra chuỗi mã của từng máy")
    what.add_argument(
        "--export", metavar="TỆP", help="xuất ra tệp .xlsx để đọc, hoặc .jsonl kèm mã để kiểm tra lại"
    )

    _add_users(command("users", "đăng nhập và phân quyền: xem, thêm, sửa, khóa tài khoản"))

    form = command("check-form", "kiểm tra thể thức một văn bản .docx hoặc .pdf theo Nghị định 30/2020/NĐ-CP")
    form.add_argument("file", metavar="TỆP", help="văn bản, do chương trình này hay nơi khác soạn")
    form.add_argument(
        "--out", metavar="TỆP", help="ghi danh sách: .docx (bản sao có ghi chú bên lề), .xlsx hoặc .pdf"
    )

    self_test = command("self-test", "tự kiểm tra chương trình trên máy này, bằng dữ liệu thử")
    self_test.add_argument("--report", metavar="TỆP", help="ghi kết quả vào tệp, từng bước một")
    _add_platform(self_test)

    backup = command("backup", "sao lưu dữ liệu nếu có thay đổi, kiểm tra bản sao lưu")
    backup.add_argument(
        "--to",
        metavar="THƯ_MỤC",
        type=_folder,
        help="chép thêm sang thư mục này (USB, ổ đĩa khác), kèm minh chứng",
    )  # fmt: skip
    backups = command("backups", "liệt kê các bản sao lưu, mới nhất trước; đặt nơi sao lưu thứ hai")
    place = backups.add_mutually_exclusive_group()
    place.add_argument(
        "--second-place", metavar="THƯ_MỤC", type=_folder,
        help="từ nay chép mỗi bản sao lưu sang đây (USB, ổ đĩa khác, thư mục mạng)",
    )  # fmt: skip
    place.add_argument("--no-second-place", action="store_true", help="thôi chép sang nơi thứ hai")

    move = command("move-data", "chuyển thư mục dữ liệu sang chỗ khác, đối chiếu; thư mục cũ được giữ lại")
    move.add_argument(
        "--to", metavar="THƯ_MỤC", required=True, type=_folder, help="thư mục trống hoặc chưa có"
    )

    copy = command("copy-data", "sao dữ liệu vào một thư mục mới và đối chiếu với bản gốc")
    copy.add_argument("--out", metavar="THƯ_MỤC", required=True, type=_folder, help="thư mục chưa có")
    return parser


def _add_tasks(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds the commands on tasks and on the papers that are handed out."""
    tasks = command("tasks", "liệt kê nhiệm vụ")
    tasks.add_argument(
        "--status", metavar="TÌNH_TRẠNG", default="", help="tình trạng, như «đang thực hiện» hoặc in_progress"
    )
    tasks.add_argument("--overdue", action="store_true", help="chỉ nhiệm vụ quá hạn")
    tasks.add_argument("--due-within", metavar="SỐ_NGÀY", help="chưa hoàn thành, đến hạn trong số ngày này")
    tasks.add_argument("--unassigned", action="store_true", help="chưa hoàn thành, chưa giao ai")
    tasks.add_argument("--officer", metavar="TÊN", help="người theo dõi")
    tasks.add_argument("--unit", metavar="ĐƠN_VỊ", help="đơn vị chủ trì, tên đầy đủ hoặc viết tắt")
    tasks.add_argument("--area", metavar="SỐ", help="lĩnh vực, 1 đến 8")
    tasks.add_argument("--plan", metavar="MÃ", help="mã kế hoạch như «plans» liệt kê")
    tasks.add_argument("--filter", metavar="TÊN", help="bộ lọc đã lưu, như «Đến hạn trong 7 ngày»")

    update = command("update-task", "cập nhật tiến độ một nhiệm vụ")
    update.add_argument("id", metavar="MÃ")
    update.add_argument("--percent", metavar="SỐ", required=True, help="tiến độ, 0 đến 100")
    update.add_argument("--date", metavar="NGÀY", required=True, help="ngày cập nhật, như 14/06/2026")
    update.add_argument("--result", metavar="LỜI", required=True, help="kết quả")
    update.add_argument("--officer", metavar="TÊN", default="", help="người cập nhật")
    update.add_argument("--note", metavar="LỜI", default="", help="ghi chú")
    update.add_argument("--late-reason", metavar="LỜI", default="", help="lý do chậm, khi đã quá hạn")
    update.add_argument(
        "--with-subtasks", action="store_true", help="ghi hoàn thành cả các nhiệm vụ thành phần còn lại"
    )
    add_reason(update)

    assign = command("assign", "giao một hay nhiều nhiệm vụ cho đơn vị, người theo dõi; đặt hạn")
    assign.add_argument("id", metavar="MÃ", nargs="+", help="mã nhiệm vụ như lệnh «tasks» liệt kê")
    assign.add_argument("--unit", metavar="ĐƠN_VỊ", help="đơn vị chủ trì")
    assign.add_argument("--officer", metavar="TÊN", help="người theo dõi")
    assign.add_argument("--due", metavar="NGÀY", help="hạn, như 30/06/2026")

    export_tasks = command("export-tasks", "xuất danh sách nhiệm vụ kèm tiến độ")
    add_export(export_tasks, "xlsx", "pdf")

    reminder = command("reminder", "phiếu đôn đốc nhiệm vụ quá hạn, sắp đến hạn, cho đơn vị hoặc công chức")
    _add_receiver(reminder)
    reminder.add_argument("--days", metavar="SỐ_NGÀY", help="sắp đến hạn là trong số ngày này; mặc định 7")
    reminder.add_argument("--answer-by", metavar="NGÀY", help="hạn trả lời; mặc định sau 3 ngày làm việc")

    _add_receiver(command("assignment-slip", "phiếu giao việc cho đơn vị hoặc công chức"))

    meeting = command("meeting-list", "danh sách nhiệm vụ theo người, cho họp giao ban tuần này")
    add_export(meeting, "pdf", "docx", "xlsx")


def _add_receiver(slip: argparse.ArgumentParser) -> None:
    """Whom the slip is for, and where it goes."""
    receiver = slip.add_mutually_exclusive_group(required=True)
    receiver.add_argument("--unit", metavar="ĐƠN_VỊ", help="tên đầy đủ hoặc viết tắt")
    receiver.add_argument("--officer", metavar="TÊN", help="người theo dõi nhiệm vụ")
    receiver.add_argument(
        "--every-unit", action="store_true", help="mỗi đơn vị một tệp; --out là thư mục đã có"
    )
    add_export(slip, "pdf", "docx")
