"""Every kind of record that the office's data hold, each declared once.

The search, the words of the journal, `check`, the counts, undo's sentence and the places where hits open
follow from these. A new kind of record is a declaration here with ``since`` = the next version of the schema.
"""

from typing import Any

from ..domain.dossiers import Dossiers
from ..domain.offices import Officer, Unit
from ..domain.places import (
    AreaPlace,
    DossiersPlace,
    FigurePlace,
    FormPlace,
    OpeningPlace,
    PlanPlace,
    ReportPlace,
    SettingsPlace,
)
from ..domain.plan import PlanStatus, Urgency
from ..domain.report.records import Length, Passage, Remarks
from ..domain.report_periods import Period
from . import figure_rows, office_rows, plan_rows, report_rows
from .columns import Row
from .criteria_kinds import (
    CRITERIA_SETS,
    CRITERION_MARKS,
    CRITERION_TASKS,
    PUBLISHED_RESULTS,
    SCORE_WORDS,
)
from .duty_kinds import DUTIES, DUTY_MARKS
from .evidence_kinds import EVIDENCE_FILES
from .filter_kinds import TASK_FILTERS
from .gathering_kinds import GATHERED_UNITS
from .kind import Field, Holds, Kind
from .legal_kinds import LEGAL_DOCUMENTS, LEGAL_LIBRARIES
from .origin_kinds import ROW_ORIGINS
from .plan_issue_rows import PLAN_ISSUES
from .plan_letter_kinds import PLAN_LETTERS
from .register_kinds import OWN_REGISTERS, REGISTER_DOUBTS, REGISTER_MAPS, REGISTER_ROWS
from .report_rows import CORRECTIONS, DISPATCHES, OUTLINES, SCORES, SIGNED_COPIES
from .round_kinds import CRITERION_ROUNDS, SCORE_STEPS
from .rule_kinds import RULE_SETTINGS
from .survey_kinds import QUESTIONNAIRES, SURVEY_FORMS, SURVEYS
from .task_kinds import TASK_CARE, TASK_UPDATES, TASKS
from .work_kinds import TASK_MARKS, WORK_RATINGS

_YES_NO = {0: "Không", 1: "Có"}
_IF_YES = {0: "", 1: "Có"}
_AREA = Field("area", "Lĩnh vực", Holds.NUMBER)
_SPAN = (
    Field("valid_from", "Hiệu lực từ", Holds.DAY, optional=True),
    Field("valid_to", "Hiệu lực đến", Holds.DAY, optional=True),
)
_LEVELS = {"commune": "Cấp xã", "district": "Cấp huyện", "province": "Cấp tỉnh", "other": "Khác"}
_COMPARATORS = {"between": "trong khoảng", "none": ""}


OFFICE = Kind(
    "office",
    "Cơ quan",
    (
        Field("name", "Tên cơ quan", searched=True),
        Field("superior", "Cơ quan cấp trên", searched=True),
        Field("place", "Địa danh", searched=True),
        Field("level", "Cấp", codes=_LEVELS),
        Field("symbol", "Ký hiệu"),
        Field("archive", "Nơi lưu"),
    ),
    place=lambda row: SettingsPlace("office", row["id"]),
    reader=office_rows.profile_of_row,
    title=lambda row: row["name"],
    unreadable="thông tin cơ quan",
)
SIGNERS = Kind(
    "signers",
    "Người ký",
    (
        Field("rank"),
        Field("authority", "Quyền hạn", searched=True),
        Field("position", "Chức vụ", searched=True),
        Field("name", "Họ tên", searched=True),
    ),
    place=lambda row: SettingsPlace("signers", row["id"]),
    reader=office_rows.signer,
    title=lambda row: row["name"] or row["position"],
    order=("rank", "id"),
    unreadable="người ký",
)
UNITS = Kind(
    "units",
    "Đơn vị",
    (
        Field("rank"),
        Field("name", "Tên", searched=True),
        Field("short_name", "Viết tắt", searched=True),
        *_SPAN,
    ),
    place=lambda row: SettingsPlace("units", row["id"]),
    record=Unit,
    title=lambda row: row["name"],
    order=("rank", "name", "id"),
    counted=True,
    unreadable="đơn vị",
)
OFFICERS = Kind(
    "officers",
    "Công chức",
    (
        Field("name", "Họ tên", searched=True),
        Field("position", "Chức vụ", searched=True),
        Field("unit_id", "Đơn vị", optional=True, refers="units"),
        *_SPAN,
    ),
    place=lambda row: SettingsPlace("officers", row["id"]),
    record=Officer,
    title=lambda row: row["name"],
    order=("name", "id"),
    counted=True,
    unreadable="công chức",
)
PLANS = Kind(
    "plans",
    "Kế hoạch",
    (
        Field("title", "Tên loại", searched=True),
        Field("subject", "Trích yếu", searched=True),
        Field("level", "Cấp", codes=_LEVELS),
        Field("superior", "Cơ quan cấp trên", searched=True),
        Field("issuer", "Cơ quan ban hành", searched=True),
        Field("place", "Địa danh"),
        Field("number", "Số", searched=True),
        Field("symbol", "Ký hiệu", searched=True),
        Field("issued_on", "Ngày ban hành", Holds.DAY, optional=True),
        Field("draft_month", "Tháng ghi sẵn", Holds.NUMBER, optional=True),
        Field("draft_year", "Năm ghi sẵn", Holds.YEAR, optional=True),
        Field("enclosure", "Dòng ban hành kèm theo"),
        Field(
            "status", "Tình trạng",
            codes={str(each): each.label for each in PlanStatus},
        ),
        Field(
            "period_kind", "Loại kỳ",
            codes={"year": "Năm", "half": "6 tháng", "multi": "Giai đoạn nhiều năm"},
        ),
        Field("first_year", "Từ năm", Holds.YEAR),
        Field("last_year", "Đến năm", Holds.YEAR),
        Field("half", "6 tháng", Holds.NUMBER, codes={0: "", 1: "đầu năm", 2: "cuối năm"}),
        Field("signer_authority", "Quyền hạn ký"),
        Field("signer_position", "Chức vụ ký"),
        Field("signer_name", "Người ký", searched=True),
        Field("urgency", "Độ khẩn", default="", since=9, codes={str(each): each.label for each in Urgency}),
        Field("parent", default="", since=9),
        Field("rank"),
    ),
    place=lambda row: PlanPlace(row["id"]),
    reader=plan_rows.plan_head,
    title=lambda row: row["subject"],
    order=("rank", "id"),
    counted=True,
    unreadable="kế hoạch",
)  # fmt: skip
RECIPIENTS: Kind[Row] = Kind(
    "recipients",
    "Nơi nhận",
    (Field("plan_id", refers="plans"), Field("rank"), Field("text", "Nơi nhận", searched=True)),
    place=lambda row: PlanPlace(row["plan_id"]),
    title=lambda row: row["text"],
    order=("rank", "id"),
)
PLAN_ITEMS = Kind(
    "plan_items",
    "Nội dung kế hoạch",
    (
        Field("plan_id", refers="plans"),
        Field("parent_id", optional=True, refers="plan_items"),
        Field("rank"),
        Field(
            "kind", "Loại",
            codes={
                "decision": "Quyết định", "article": "Điều", "basis": "Căn cứ", "section": "Mục lớn",
                "heading": "Đề mục", "area": "Lĩnh vực", "unit": "Đơn vị", "target": "Chỉ tiêu",
                "task": "Nhiệm vụ", "subtask": "Nhiệm vụ thành phần", "detail": "Dòng phân công",
                "text": "Nội dung", "note": "Ghi chú", "closing": "Đoạn kết", "annex": "Phụ lục",
            },
        ),
        Field("marker", "Số thứ tự", searched=True),
        Field("text", "Nội dung", searched=True),
        Field(
            "topic", "Chủ đề",
            codes={
                "purpose": "Mục đích", "requirements": "Yêu cầu", "general_targets": "Mục tiêu chung",
                "targets": "Chỉ tiêu", "tasks": "Nhiệm vụ", "solutions": "Giải pháp", "funding": "Kinh phí",
                "reporting": "Chế độ báo cáo", "duties": "Tổ chức thực hiện", "none": "",
            },
        ),
        Field("area", "Lĩnh vực", Holds.NUMBER, optional=True),
        Field("answers", default="", since=9),
    ),
    place=lambda row: PlanPlace(row["plan_id"], row["id"]),
    reader=plan_rows.item_of_row,
    title=lambda row: row["text"],
    order=("rank", "id"),
    counted=True,
)  # fmt: skip
TARGETS = Kind(
    "targets",
    "Chỉ tiêu",
    (
        Field("item_id", refers="plan_items"),
        Field("parent_id", optional=True, refers="targets"),
        Field("rank"),
        Field("fragment", "Vế của chỉ tiêu"),
        Field(
            "kind", "Loại chỉ tiêu",
            codes={
                "percent": "Tỷ lệ", "quantity": "Đại lượng", "count": "Số lượng", "rank": "Thứ hạng",
                "grade": "Xếp loại", "frequency": "Tần suất", "qualitative": "Định tính",
            },
        ),
        Field("comparator", "So sánh", codes=_COMPARATORS),
        Field("value", "Giá trị", Holds.REAL, optional=True),
        Field("upper", "Đến", Holds.REAL, optional=True),
        Field("grade", "Mức xếp loại"),
        Field("unit", "Đơn vị tính"),
        Field("per", "Tính theo"),
        Field(
            "direction", "Hướng đánh giá",
            codes={"up": "Càng cao càng tốt", "down": "Càng thấp càng tốt"},
        ),
        Field("scope", "Phạm vi"),
        Field("soft", "Phấn đấu", Holds.FLAG, codes=_YES_NO),
        Field("baseline_year", "Năm gốc", Holds.YEAR, optional=True),
        Field("baseline_value", "Giá trị gốc", Holds.REAL, optional=True),
        Field("step", "Mức tăng mỗi năm", Holds.REAL, optional=True),
        Field("milestones", "Mốc từng năm", Holds.MILESTONES),
        Field("deadline", "Thời hạn", Holds.DAY, optional=True),
        Field("confirmed", "Đã xác nhận", Holds.FLAG, codes=_YES_NO),
        Field("indicator", "Đo bằng chỉ tiêu thống kê", codes={"-": "không đo bằng số liệu"}, default=""),
    ),
    place=lambda row: PlanPlace("", row["item_id"]),
    reader=plan_rows.measure_of_row,
    order=("rank", "id"),
    counted=True,
)  # fmt: skip
CATALOGUES = Kind(
    "catalogues",
    "Danh mục chỉ tiêu",
    (
        Field("version", "Phiên bản"),
        Field("title", "Tên"),
        Field("valid_from", "Áp dụng từ", Holds.DAY),
        Field("text"),
    ),
    place=lambda _: FigurePlace(),
    reader=figure_rows.catalogue_text,
    title=lambda row: f"{row['title']}, phiên bản {row['version']}",
    order=("valid_from", "id"),
)
PERIODS = Kind(
    "periods",
    "Kỳ báo cáo",
    (
        Field("starts", "Từ ngày", Holds.DAY),
        Field("ends", "Đến ngày", Holds.DAY),
        Field("due", "Hạn gửi", Holds.DAY, optional=True),
        Field("reported", "Phải báo cáo", Holds.FLAG, codes=_YES_NO),
        Field("regime", "Chế độ báo cáo"),
        Field("catalogue_id", optional=True, refers="catalogues"),
    ),
    place=lambda _: ReportPlace(),
    reader=figure_rows.period_dates,
    title=lambda row: Period.parse(row["id"]).label,
    order=("id",),
    unreadable="kỳ báo cáo",
)
FIGURES = Kind(
    "figures",
    "Số liệu",
    (
        Field("period_id", refers="periods"),
        Field("code", searched=True),
        Field("value", "Số liệu", Holds.DECIMAL, optional=True),
        Field("none", "Không phát sinh", Holds.FLAG, codes=_IF_YES),
        Field("estimate", "Số ước", Holds.FLAG, codes=_IF_YES),
        Field("note", "Ghi chú", searched=True),
        Field("source", "Nguồn", searched=True),
    ),
    place=lambda row: FigurePlace(Period.parse(row["period_id"]), row["code"]),
    reader=figure_rows.figure,
    title=lambda row: f"{row['code']}, {Period.parse(row['period_id']).label}",
    order=("period_id", "id"),
    counted=True,
    unreadable="số liệu",
)
OPENINGS = Kind(
    "openings",
    "Số lũy kế ban đầu",
    (
        Field("period_id", refers="periods"),
        Field("code", searched=True),
        Field("value", "Số lũy kế", Holds.DECIMAL, optional=True),
        Field("none", "Không phát sinh", Holds.FLAG, codes=_IF_YES),
        Field("estimate", "Số ước", Holds.FLAG, codes=_IF_YES),
        Field("note", "Ghi chú", searched=True),
        Field("source", "Nguồn", searched=True),
    ),
    place=lambda row: OpeningPlace(Period.parse(row["period_id"]), row["code"]),
    reader=figure_rows.figure,
    title=lambda row: f"{row['code']}, {Period.parse(row['period_id']).label}",
    order=("period_id", "id"),
    since=4,
    unreadable="số lũy kế ban đầu",
)
"""What an office that began in mid-year had reported until then, cumulated over a longer span."""
DOSSIER_FIELDS = Kind(
    "dossier_fields",
    "Lĩnh vực thủ tục",
    (Field("name", "Tên", searched=True), Field("rank")),
    place=lambda row: DossiersPlace(None, row["id"]),
    reader=figure_rows.dossier_field,
    title=lambda row: row["name"],
    order=("rank", "id"),
    unreadable="lĩnh vực thủ tục",
)
DOSSIERS = Kind(
    "dossiers",
    "Biểu II.06a",
    (
        Field("period_id", refers="periods"),
        Field("field_id", refers="dossier_fields"),
        Field("online", "Tiếp nhận trực tuyến", Holds.NUMBER, optional=True),
        Field("direct", "Tiếp nhận trực tiếp, bưu chính", Holds.NUMBER, optional=True),
        Field("carried", "Kỳ trước chuyển sang", Holds.NUMBER, optional=True),
        Field("early", "Giải quyết trước hạn", Holds.NUMBER, optional=True),
        Field("on_time", "Giải quyết đúng hạn", Holds.NUMBER, optional=True),
        Field("late", "Giải quyết quá hạn", Holds.NUMBER, optional=True),
        Field("pending_in_time", "Đang giải quyết trong hạn", Holds.NUMBER, optional=True),
        Field("pending_late", "Đang giải quyết quá hạn", Holds.NUMBER, optional=True),
    ),
    place=lambda row: DossiersPlace(Period.parse(row["period_id"]), row["field_id"]),
    record=Dossiers,
    title=lambda row: Period.parse(row["period_id"]).label,
    order=("period_id", "id"),
    counted=True,
    unreadable="biểu II.06a",
)
FORM_ROWS = Kind(
    "form_rows",
    "Dòng của biểu",
    (
        Field("period_id", refers="periods"),
        Field("form"),
        Field("rank"),
        Field("name", "Tên dòng", searched=True),
        Field("counts", "Các cột", Holds.COUNTS),
    ),
    place=lambda row: FormPlace(Period.parse(row["period_id"]), row["form"], row["id"]),
    reader=figure_rows.form_row,
    title=lambda row: f"{row['name']}, {Period.parse(row['period_id']).label}",
    order=("period_id", "form", "rank", "id"),
    since=6,
    unreadable="dòng của biểu thống kê",
)
"""The typed rows of statistical forms other than II.06a, such as II.07b."""
REPORTS = Kind(
    "reports",
    "Báo cáo",
    (
        Field("number", "Số", searched=True),
        Field("symbol", "Ký hiệu", searched=True),
        Field("issued_on", "Ngày ban hành", Holds.DAY, optional=True),
        Field("addressees", "Kính gửi", Holds.LINES),
        Field("recipients", "Nơi nhận", Holds.LINES),
        Field("signer_authority", "Quyền hạn ký"),
        Field("signer_position", "Chức vụ ký"),
        Field("signer_name", "Người ký"),
        Field("length", "Độ dài", default="full", since=6, codes={str(each): each.label for each in Length}),
        Field("outline", "Đề cương", default="", since=6),
    ),
    place=lambda row: ReportPlace(Period.parse(row["id"])),
    reader=report_rows.report_head,
    title=lambda row: Period.parse(row["id"]).label,
    order=("id",),
    counted=True,
    unreadable="báo cáo",
)
PASSAGES = Kind(
    "passages",
    "Đoạn báo cáo",
    (
        Field("period_id"),
        Field("key"),
        Field("text", "Nội dung", searched=True),
        Field("made_from", "Câu theo số liệu khi viết"),
    ),
    place=lambda row: ReportPlace(Period.parse(row["period_id"]), row["key"]),
    record=Passage,
    title=lambda row: f"{row['key']}, {Period.parse(row['period_id']).label}",
    order=("id",),
    unreadable="đoạn báo cáo",
)
REMARKS = Kind(
    "remarks",
    "Nhận xét lĩnh vực",
    (
        Field("period_id"),
        _AREA,
        Field("results", "Kết quả", searched=True),
        Field("difficulties", "Khó khăn", searched=True),
        Field("causes", "Nguyên nhân", searched=True),
    ),
    place=lambda row: AreaPlace(row["area"], Period.parse(row["period_id"]), remarks=True),
    record=Remarks,
    title=lambda row: f"Lĩnh vực {row['area']}, {Period.parse(row['period_id']).label}",
    order=("id",),
    unreadable="nhận xét lĩnh vực",
)
SEALS = Kind(
    "seals",
    "Bản đã phát hành",
    (Field("report"), Field("form"), Field("statistics"), Field("passages", holds=Holds.PARTS)),
    place=lambda row: ReportPlace(Period.parse(row["id"])),
    reader=report_rows.seal,
    title=lambda row: Period.parse(row["id"]).label,
    order=("id",),
    unreadable="bản báo cáo đã phát hành",
)
TEMPLATE_MAPS = Kind(
    "template_maps",
    "Bảng ghép biểu mẫu",
    (
        Field("name", "Biểu"),
        Field("cells", "Số ô đã ghép", Holds.NUMBER),
        Field("text"),
    ),
    place=lambda _: ReportPlace(),
    reader=report_rows.template_map,
    title=lambda row: row["name"],
    order=("name", "id"),
    since=6,
    unreadable="bảng ghép biểu mẫu",
)
"""What the cells of a superior's form take; the id is what the form is known by."""
KINDS: dict[str, Kind[Any]] = {
    kind.table: kind
    for kind in (
        OFFICE, SIGNERS, UNITS, office_rows.SUCCESSIONS, OFFICERS, PLANS, PLAN_ISSUES, PLAN_LETTERS,
        RECIPIENTS, PLAN_ITEMS, TARGETS, TASKS, TASK_UPDATES, TASK_CARE, CATALOGUES, PERIODS, FIGURES,
        OPENINGS, DOSSIER_FIELDS, DOSSIERS, FORM_ROWS, REPORTS,
        PASSAGES, REMARKS, SEALS, TEMPLATE_MAPS, OUTLINES, DISPATCHES, SIGNED_COPIES, DUTIES, DUTY_MARKS,
        SCORES, CORRECTIONS, OWN_REGISTERS, REGISTER_ROWS, REGISTER_MAPS, REGISTER_DOUBTS,
        TASK_FILTERS, RULE_SETTINGS, TASK_MARKS, WORK_RATINGS, EVIDENCE_FILES,
        LEGAL_LIBRARIES, LEGAL_DOCUMENTS, CRITERIA_SETS, CRITERION_MARKS, SURVEYS, SURVEY_FORMS,
        QUESTIONNAIRES, PUBLISHED_RESULTS, CRITERION_TASKS, SCORE_WORDS, SCORE_STEPS, CRITERION_ROUNDS,
        ROW_ORIGINS, GATHERED_UNITS,
    )
}  # fmt: skip
"""Every kind by its table."""
