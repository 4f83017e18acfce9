"""The words of the commands on figures, forms and reports, the superior's forms and what goes out too."""

import argparse
import re
from collections.abc import Callable

from ..domain.areas import AREA_CODES
from .exchange_arguments import DATABASE_PASSWORD, add_password_file

_NEGATIVE = re.compile(r"-\d[\d.,]*%?")
_AREAS = [str(code) for code in AREA_CODES]
_PERIOD = "kỳ báo cáo, như 2026-Q1, 2026-6T, 2026-9T, 2026-N"

DOSSIER_COLUMNS = {
    "online": "tiếp nhận trực tuyến",
    "direct": "tiếp nhận trực tiếp, qua bưu chính",
    "carried": "từ kỳ trước chuyển sang",
    "early": "đã giải quyết trước hạn",
    "on_time": "đã giải quyết đúng hạn",
    "late": "đã giải quyết quá hạn",
    "pending_in_time": "đang giải quyết, trong hạn",
    "pending_late": "đang giải quyết, quá hạn",
}
"""The columns of form II.06a that are typed: the fields of domain.dossiers.Dossiers, and what they count."""


def add_figure_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds them; ``command`` makes the parser of a command from its name and a line of help."""
    _figures(command)
    _forms_and_reports(command)
    _registers(command)
    _register_forms(command)
    _contributions(command)
    _tidy_tables(command)
    _templates(command)
    _outgoing(command)


def _takes_negatives(parser: argparse.ArgumentParser) -> None:
    """Lets «-5» and «-1.234,5» be values: what is wrong with them is for the figures to say."""
    parser._negative_number_matcher = _NEGATIVE


def add_reason(parser: argparse.ArgumentParser) -> None:
    """What every command asks that may change what an issued report says."""
    parser.add_argument(
        "--reason", metavar="LỜI", default="", help="lý do đính chính, khi báo cáo của kỳ đã phát hành"
    )


def _typed(parser: argparse.ArgumentParser, period: str) -> None:
    """What every command asks that sets one figure; ``period`` says which periods there are."""
    parser.add_argument("period", metavar="KỲ", help=period)
    parser.add_argument("code", metavar="MÃ", help="mã chỉ tiêu, như 3.14")
    value = parser.add_mutually_exclusive_group(required=True)
    value.add_argument("value", metavar="SỐ", nargs="?", help='như 1.234 hoặc 95,5; để trống "" thì xóa số')
    value.add_argument("--none", action="store_true", help="không phát sinh")
    parser.add_argument("--note", metavar="LỜI", help="ghi chú")
    parser.add_argument("--source", metavar="LỜI", help="nguồn số liệu")
    parser.add_argument("--estimate", action="store_true", help="số ước")
    add_reason(parser)
    _takes_negatives(parser)


def _figures(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    _typed(command("set-figure", "nhập một số liệu"), _PERIOD)
    _typed(
        command("set-opening", "nhập số lũy kế đến hết một kỳ, khi bắt đầu dùng chương trình giữa năm"),
        "kỳ mà số lũy kế tính đến hết, như 2026-Q3, 2026-9T, 2026-6T",
    )

    shown = command("figures", "xem số liệu của một kỳ")
    shown.add_argument("period", metavar="KỲ", help=_PERIOD)
    shown.add_argument("--area", choices=_AREAS, help="chỉ một lĩnh vực, 1 đến 8")

    check = command("check-period", "kiểm tra số liệu của một kỳ: chỗ sai và chỗ còn thiếu")
    check.add_argument("period", metavar="KỲ", help=_PERIOD)

    taken = command("import-figures", "nhập số liệu từ phụ lục thống kê (.xlsx, .xls, .ods, .csv) đã điền")
    taken.add_argument("file", metavar="TỆP")
    taken.add_argument("period", metavar="KỲ", help=_PERIOD)
    taken.add_argument("--dry-run", action="store_true", help="chỉ xem sẽ thay đổi gì, không lưu")
    taken.add_argument(
        "--confirm",
        action="store_true",
        help="đã xem các chỗ cần hỏi (kỳ, đơn vị, ô còn ngờ), vẫn nhập",
    )
    add_reason(taken)
    taken.add_argument(
        "--opening", action="store_true", help="lấy số lũy kế đến hết kỳ làm số lũy kế ban đầu"
    )

    rules = command(
        "catalogue", "xem danh mục chỉ tiêu; kiểm tra, nhập một tệp danh mục, hoặc lập từ biểu của cấp trên"
    )
    asked = rules.add_mutually_exclusive_group()
    asked.add_argument("--check", metavar="TỆP", help="kiểm tra tệp danh mục .toml")
    asked.add_argument("--import", metavar="TỆP", dest="taken", help="nhập tệp danh mục .toml để dùng")
    asked.add_argument(
        "--from-template",
        metavar="TỆP",
        dest="template",
        help="lập danh mục từ phụ lục .xlsx, hoặc đề cương báo cáo từ tệp văn bản, của cấp trên; kèm --out",
    )
    asked.add_argument(
        "--renew",
        action="store_true",
        help="dùng danh mục kèm chương trình cho các quý còn theo danh mục cũ của chương trình",
    )
    rules.add_argument("--out", metavar="TỆP", help="tệp .toml lập từ biểu của cấp trên")
    rules.add_argument(
        "--valid-from", metavar="NGÀY", help="danh mục mới áp dụng từ ngày; mặc định từ quý sau"
    )


def add_export(parser: argparse.ArgumentParser, *formats: str) -> None:
    """What every command asks that exports a document: the format and the file."""
    parser.add_argument("--format", required=True, choices=formats)
    parser.add_argument("--out", required=True, metavar="TỆP")


def _registers(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    command("registers", "các sổ theo dõi: mã, tên, các mục")
    rows = command("rows", "xem các dòng của một sổ theo dõi")
    rows.add_argument("register", metavar="SỔ", help="mã sổ như lệnh «registers» liệt kê")
    rows.add_argument("--period", metavar="KỲ", default="", help=_PERIOD)
    add = command("add-row", "ghi một dòng vào sổ theo dõi")
    add.add_argument("register", metavar="SỔ", help="mã sổ như lệnh «registers» liệt kê")
    add.add_argument(
        "--field", dest="fields", metavar="MỤC=NỘI_DUNG", action="append", default=[],
        help="nội dung của một mục, dùng được nhiều lần: ngay=14/3/2026",
    )  # fmt: skip
    add_reason(add)
    delete = command("delete-row", "xóa một dòng của sổ theo dõi")
    delete.add_argument("row", metavar="MÃ", help="mã của dòng như lệnh «rows» liệt kê")
    add_reason(delete)
    taken = command("import-rows", "nhập các dòng của một sổ theo dõi từ tệp Excel của cơ quan")
    taken.add_argument("register", metavar="SỔ", help="mã sổ như lệnh «registers» liệt kê")
    taken.add_argument("file", metavar="TỆP", help="tệp .xlsx, .xls, .ods hoặc .csv")
    taken.add_argument(
        "--map", metavar="BẢNG_GHÉP",
        help='tệp .json ghép cột với mục: {"columns": {"Tên cột": "mục"}}; mặc định bảng ghép đã lưu của '
        "cách trình bày này, hoặc đề xuất",
    )  # fmt: skip
    taken.add_argument("--day", metavar="NGÀY", help="ngày chung cho các dòng chưa có ngày, như 15/6/2026")
    taken.add_argument(
        "--whole", action="store_true",
        help="tệp là toàn bộ danh mục: dòng của sổ không có trong tệp là hết hiệu lực",
    )  # fmt: skip
    taken.add_argument(
        "--confirm-all", action="store_true", help="nhận mọi cột được đề xuất, kể cả chưa chắc chắn"
    )
    taken.add_argument("--skip-wrong", action="store_true", help="bỏ qua các dòng sai, nhận các dòng còn lại")
    taken.add_argument("--dry-run", action="store_true", help="chỉ xem, không lưu")
    add_reason(taken)
    book = command("export-register", "xuất một sổ theo dõi theo mẫu sổ")
    book.add_argument("register", metavar="SỔ", help="mã sổ như lệnh «registers» liệt kê")
    book.add_argument("--period", metavar="KỲ", default="", help=_PERIOD)
    add_export(book, "xlsx", "pdf", "docx")


def _register_forms(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    added = command("add-register", "thêm một sổ theo dõi của cơ quan, hoặc sửa mẫu của một sổ")
    added.add_argument("file", metavar="TỆP", help="tệp .toml như lệnh «export-register-form» ghi ra")
    added.add_argument("--dry-run", action="store_true", help="chỉ xem, không lưu")
    add_reason(added)
    form = command("export-register-form", "xem, ghi ra mẫu của một sổ theo dõi để sửa hay đem sang máy khác")
    form.add_argument("register", metavar="SỔ", help="mã sổ như lệnh «registers» liệt kê")
    form.add_argument("--out", metavar="TỆP", default="", help="tệp .toml; mặc định in ra màn hình")
    for name, words in (
        ("delete-register", "xóa một sổ của cơ quan cùng các dòng của sổ"),
        ("reset-register", "trả một sổ của chương trình về mẫu của chương trình"),
    ):
        undone = command(name, words)
        undone.add_argument("register", metavar="SỔ", help="mã sổ như lệnh «registers» liệt kê")
        add_reason(undone)


def _tidy_tables(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The command that hands all figures on to analysis."""
    taken = command("export-figures", "xuất số liệu thành một bảng để phân tích, hoặc nạp vào PostgreSQL")
    taken.add_argument(
        "--period", dest="periods", metavar="KỲ", action="append", default=[],
        help="kỳ báo cáo, dùng được nhiều lần; mặc định là mọi kỳ có số liệu",
    )  # fmt: skip
    taken.add_argument("--unit", metavar="MÃ", default="", help="mã đơn vị; mặc định là tên cơ quan")
    taken.add_argument("--block", metavar="KHỐI", default="", help="khối xếp hạng: phuong, xa hoặc khac")
    where = taken.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", metavar="TỆP", default="", help="tệp .xlsx, .csv hoặc .parquet")
    where.add_argument(
        "--to", metavar="ĐỊA_CHỈ", default="",
        help="nạp vào postgresql://tài-khoản@máy-chủ/cơ-sở-dữ-liệu (không ghi mật khẩu ở đây)",
    )  # fmt: skip
    add_password_file(taken, DATABASE_PASSWORD)


def _contributions(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The commands on forms for officers without the program."""
    form = command(
        "contribution-form", "lập phiếu Excel để công chức không có chương trình điền số liệu, tiến độ"
    )
    form.add_argument("--officer", metavar="TÊN", default="", help="công chức điền phiếu")
    form.add_argument(
        "--area", dest="areas", metavar="N", type=int, choices=AREA_CODES, action="append", default=[],
        help="lĩnh vực 1 đến 8, dùng được nhiều lần; mặc định là các lĩnh vực của công chức",
    )  # fmt: skip
    form.add_argument("--period", metavar="KỲ", required=True, help="kỳ báo cáo, như 2026-Q1")
    form.add_argument("--out", metavar="TỆP", required=True, help="tệp .xlsx")
    taken = command("take-form", "nhận phiếu Excel mà công chức đã điền")
    taken.add_argument("file", metavar="TỆP", help="phiếu đã điền: .xlsx, .xls hoặc .ods")
    taken.add_argument("--dry-run", action="store_true", help="chỉ xem sẽ thay đổi gì, không lưu")
    taken.add_argument("--confirm", action="store_true", help="đã xem các chỗ cần xem, vẫn nhận")
    taken.add_argument(
        "--take", choices=("ours", "theirs"), default="",
        help="chỗ hai bên cùng sửa: ours giữ số đang lưu, theirs lấy theo phiếu",
    )  # fmt: skip
    for name, words in (("ours", "giữ số đang lưu"), ("theirs", "lấy theo phiếu")):
        taken.add_argument(
            f"--{name}", metavar="Ô", action="append", default=[],
            help=f'ô {words}, như "Số liệu!G12"; dùng được nhiều lần, trước --take',
        )  # fmt: skip
    add_reason(taken)


def _forms_and_reports(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    periods = command("periods", "các kỳ báo cáo của một năm: thời gian, hạn gửi, tình trạng")
    periods.add_argument("year", metavar="NĂM", nargs="?", help="mặc định là năm đang báo cáo")

    calendar = command("calendar", "lịch báo cáo của một năm: báo cáo nào, gửi ai, hạn ngày nào, đã gửi chưa")
    calendar.add_argument("year", metavar="NĂM", nargs="?", help="mặc định là năm đang báo cáo")
    calendar.add_argument("--out", metavar="TỆP", help="xuất ra tệp .pdf, .xlsx hoặc .ics")

    report = command("export-report", "xuất báo cáo của một kỳ kèm các phụ lục")
    report.add_argument("period", metavar="KỲ", help=_PERIOD)
    report.add_argument(
        "--length", metavar="ĐỘ_DÀI", help="full (đầy đủ) hoặc short (rút gọn); mặc định theo báo cáo"
    )
    add_export(report, "pdf", "docx", "xlsx")

    known = command("forms", "các biểu thống kê của một kỳ: tên, căn cứ, nơi nhận, điều cần lưu ý")
    known.add_argument("period", metavar="KỲ", nargs="?", help=f"{_PERIOD}; mặc định là quý đang báo cáo")

    typed = command("form-rows", "xem các dòng của một biểu thống kê, như II.07b")
    typed.add_argument("form", metavar="BIỂU")
    typed.add_argument("period", metavar="KỲ", help=_PERIOD)

    typed = command("set-form-row", "nhập, sửa hoặc xóa một dòng của một biểu thống kê, như II.07b")
    typed.add_argument("form", metavar="BIỂU")
    typed.add_argument("period", metavar="KỲ", help="quý, như 2026-Q1")
    typed.add_argument("name", metavar="TÊN_DÒNG", help="tên của dòng, như «UBND xã An Bình»")
    typed.add_argument(
        "--set",
        metavar="CỘT=SỐ",
        dest="counts",
        action="append",
        default=[],
        help="số của một cột, dùng được nhiều lần: 4=120; «4=» là bỏ số",
    )
    typed.add_argument("--delete", action="store_true", help="xóa dòng này")
    add_reason(typed)

    form = command("export-form", "xuất một biểu của một kỳ: II.06a, II.07b, hoặc PL1 (phụ lục thống kê)")
    form.add_argument("form", metavar="BIỂU")
    form.add_argument("period", metavar="KỲ", help=_PERIOD)
    add_export(form, "xlsx", "pdf", "docx")

    traced = command(
        "trace",
        "số liệu từ đâu mà có: công thức, các quý, dòng nguồn, ai nhập lúc nào; hoặc cả báo cáo ra tệp",
    )
    traced.add_argument("period", metavar="KỲ", help=_PERIOD)
    traced.add_argument("code", metavar="MÃ", nargs="?", help="mã chỉ tiêu, như 3.14")
    traced.add_argument(
        "--out", metavar="TỆP", help="ghi bảng truy vết mọi số của báo cáo ra tệp .xlsx, .pdf hoặc .docx"
    )

    corrected = command(
        "corrections", "các số đã đính chính của một báo cáo đã phát hành; hoặc phiếu đính chính ra tệp"
    )
    corrected.add_argument("period", metavar="KỲ", help=_PERIOD)
    corrected.add_argument("--out", metavar="TỆP", help="ghi phiếu đính chính ra tệp .pdf, .docx hoặc .xlsx")

    rows = command("dossiers", "xem biểu II.06a của một kỳ")
    rows.add_argument("period", metavar="KỲ", help=_PERIOD)

    row = command("set-dossiers", "nhập một dòng của biểu II.06a")
    row.add_argument(
        "period",
        metavar="KỲ",
        help="quý, như 2026-Q1; khi bắt đầu dùng giữa năm: kỳ của biểu lũy kế đã báo cáo, như 2026-9T",
    )
    row.add_argument("field", metavar="LĨNH_VỰC", help="lĩnh vực thủ tục, như «Hộ tịch»")
    for name, words in DOSSIER_COLUMNS.items():
        row.add_argument(f"--{name.replace('_', '-')}", metavar="SỐ", help=f"số hồ sơ {words}")
    row.add_argument(
        "--replace",
        action="store_true",
        help="lấy số của biểu thay các số nhập tay khác biểu (hoàn tác được); mặc định giữ số nhập tay",
    )
    add_reason(row)
    _takes_negatives(row)

    directives = command("directives", "danh mục văn bản chỉ đạo, điều hành")
    directives.add_argument("period", metavar="KỲ", nargs="?", help=f"{_PERIOD}; mặc định là tất cả")

    directive = command("add-directive", "thêm một văn bản chỉ đạo, điều hành")
    directive.add_argument("--date", metavar="NGÀY", required=True, help="ngày văn bản, như 05/01/2026")
    directive.add_argument("--number", metavar="SỐ", required=True, help="số, ký hiệu, như 15/KH-UBND")
    directive.add_argument("--subject", metavar="TRÍCH_YẾU", required=True, help="trích yếu")
    directive.add_argument("--kind", metavar="LOẠI", default="", help="loại văn bản, như «Kế hoạch»")
    directive.add_argument("--area", choices=_AREAS, help="lĩnh vực, 1 đến 8")
    directive.add_argument("--unit", metavar="ĐƠN_VỊ", default="", help="đơn vị soạn thảo")
    add_reason(directive)


def _outgoing(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    paper = "kỳ của báo cáo, như 2026-Q1, hoặc mã kế hoạch"
    made = command("outgoing", "tạo thư mục gửi đi của báo cáo hoặc kế hoạch: PDF, DOCX, XLSX một lần")
    made.add_argument("paper", metavar="VĂN_BẢN", help=paper)
    made.add_argument("--out", metavar="THƯ_MỤC", required=True, help="thư mục chưa có")
    made.add_argument(
        "--annexes",
        choices=("together", "apart"),
        help="together: phụ lục cùng tệp; apart: mỗi phụ lục một tệp, chừa góc trên bên phải trang đầu để ký "
        "số; mặc định như đã chọn ở máy này",
    )

    attached = command("attach-signed", "đính kèm tệp PDF đã ký vào báo cáo, kế hoạch đã phát hành")
    attached.add_argument("paper", metavar="VĂN_BẢN", help=paper)
    attached.add_argument("file", metavar="TỆP", help="tệp .pdf đã ký")
    attached.add_argument("--reason", metavar="LỜI", default="", help="lý do, khi thay bản ký đã đính kèm")

    saved = command("export-signed", "ghi bản ký đã đính kèm ra tệp")
    saved.add_argument("paper", metavar="VĂN_BẢN", help=paper)
    saved.add_argument("--out", metavar="TỆP", required=True, help="tệp .pdf")


def _templates(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    mapped = command(
        "map-template", "ghép ô của biểu mẫu Excel cấp trên gửi với chỉ tiêu; ghi bảng ghép ra tệp"
    )
    mapped.add_argument("file", metavar="TỆP", help="biểu mẫu .xlsx (hoặc .xlsm)")
    mapped.add_argument(
        "--map", metavar="BẢNG_GHÉP", required=True, help="tệp bảng ghép .json; đã có thì sửa tiếp trên đó"
    )
    mapped.add_argument(
        "--period", metavar="KỲ", help="lấy chỉ tiêu theo danh mục của kỳ này; mặc định kỳ hiện tại"
    )
    mapped.add_argument(
        "--set",
        metavar="Ô=NỘI_DUNG",
        dest="cells",
        action="append",
        default=[],
        help="ghép một ô, dùng được nhiều lần: «Trang!D12=3.14:value», «Trang!C3=office»; «Trang!D12=» là bỏ",
    )
    mapped.add_argument(
        "--confirm-all", action="store_true", help="xác nhận mọi đề xuất, kể cả chưa chắc chắn"
    )

    filled = command("fill-template", "điền số liệu của một kỳ vào bản sao của biểu mẫu đã ghép")
    filled.add_argument("file", metavar="TỆP", help="biểu mẫu .xlsx (hoặc .xlsm)")
    filled.add_argument("period", metavar="KỲ", help="kỳ báo cáo, như 2026-Q1, 2026-6T, 2026-9T, 2026-N")
    filled.add_argument(
        "--map", metavar="BẢNG_GHÉP", help="tệp bảng ghép; mặc định bảng ghép đã lưu của biểu này"
    )
    filled.add_argument("--out", metavar="TỆP", required=True, help="tệp kết quả")

    outline = command("report-outline", "xem hoặc chọn đề cương của báo cáo: của chương trình hay cấp trên")
    outline.add_argument("period", metavar="KỲ", help="kỳ báo cáo, như 2026-Q1, 2026-6T, 2026-9T, 2026-N")
    which = outline.add_mutually_exclusive_group()
    which.add_argument(
        "--use",
        metavar="TỆP",
        help="dùng đề cương cấp trên gửi (.docx, .doc, .odt, .rtf, .pdf, .txt) từ báo cáo này",
    )
    which.add_argument("--own", action="store_true", help="trở về đề cương của chương trình")
