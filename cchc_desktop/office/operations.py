"""Every operation of the office: its key, its name on the screen, and what it needs. Declared in one place.

The journal keeps an operation's key for the program and its name only to show; a key is never used for
something else.
"""

from dataclasses import dataclass

from ..domain.access import Need
from ..domain.backups import Reason


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that an office can do: ``label`` is its Vietnamese name.

    Where ``backup`` gives a reason, the data are backed up before it is done.
    """

    key: str
    label: str
    need: Need
    backup: Reason | None = None


FOUND_OFFICE = Operation("settings.found", "Khai báo cơ quan", Need.SET_UP)
SET_PROFILE = Operation("settings.profile", "Sửa thông tin cơ quan", Need.SET_UP)
SAVE_UNIT = Operation("settings.unit", "Sửa danh sách đơn vị", Need.SET_UP)
DELETE_UNIT = Operation("settings.delete_unit", "Xóa đơn vị", Need.SET_UP)
MERGE_UNITS = Operation("settings.merge_units", "Sáp nhập, đổi tên đơn vị", Need.SET_UP)
SAVE_OFFICER = Operation("settings.officer", "Sửa danh sách công chức", Need.SET_UP)
DELETE_OFFICER = Operation("settings.delete_officer", "Xóa công chức", Need.SET_UP)
LOAD_SAMPLE = Operation("settings.sample", "Tạo dữ liệu mẫu", Need.SET_UP)
REMOVE_SAMPLE = Operation("settings.remove_sample", "Xóa dữ liệu mẫu", Need.SET_UP)
TAKE_CATALOGUE = Operation("catalogues.take", "Nhập danh mục chỉ tiêu", Need.SET_UP, Reason.IMPORT)
TAKE_LEGAL = Operation("legal.take", "Nhập thư viện căn cứ", Need.SET_UP, Reason.IMPORT)
DROP_LEGAL = Operation("legal.drop", "Trở lại thư viện căn cứ trước", Need.SET_UP)
SAVE_LEGAL = Operation("legal.save", "Ghi văn bản làm căn cứ", Need.PLAN)
DELETE_LEGAL = Operation("legal.delete", "Xóa văn bản làm căn cứ", Need.PLAN)
RENEW_CATALOGUE = Operation("catalogues.renew", "Dùng danh mục mới cho kỳ", Need.SET_UP)
SET_REGIME = Operation("calendar.regime", "Chọn chế độ báo cáo", Need.SET_UP)
SET_DATES = Operation("calendar.dates", "Sửa kỳ báo cáo", Need.SET_UP)
SAVE_DUTY = Operation("duties.save", "Sửa chế độ báo cáo khác", Need.SET_UP)
DELETE_DUTY = Operation("duties.delete", "Xóa chế độ báo cáo khác", Need.SET_UP)
SET_DUTY_DAYS = Operation("duties.days", "Sửa ngày của kỳ báo cáo", Need.SET_UP)
SET_RULE = Operation("rules.set", "Sửa quy định phải giữ", Need.SET_UP)
MARK_SENT = Operation("duties.sent", "Ghi báo cáo đã gửi", Need.REPORT)

TAKE_IN = Operation("exchange.take_in", "Nhận gói của", Need.SET_UP, Reason.IMPORT)
DECIDE = Operation("exchange.decide", "Quyết định chỗ khác nhau", Need.SET_UP)
RESTORE_RECORDS = Operation("backups.restore", "Khôi phục từ bản sao lưu", Need.TAKE_BACK)

IMPORT_PLAN = Operation("plans.import", "Nhập kế hoạch", Need.PLAN, Reason.IMPORT)
IMPORT_ANNEX = Operation("plans.annex", "Nhập phụ lục vào kế hoạch", Need.PLAN, Reason.IMPORT)
CREATE_PLAN = Operation("plans.create", "Lập kế hoạch mới", Need.PLAN)
DELETE_PLAN = Operation("plans.delete", "Xóa kế hoạch", Need.PLAN)
SET_PLAN_HEAD = Operation("plans.head", "Sửa phần đầu, phần cuối kế hoạch", Need.PLAN)
SET_TEXT = Operation("plans.text", "Sửa nội dung", Need.PLAN)
SET_MARKER = Operation("plans.marker", "Sửa số thứ tự", Need.PLAN)
SET_MEASURE = Operation("plans.measure", "Sửa mức chỉ tiêu", Need.PLAN)
SET_INDICATOR = Operation("plans.indicator", "Gắn chỉ tiêu thống kê", Need.PLAN)
SET_AREA = Operation("plans.area", "Xếp chỉ tiêu vào lĩnh vực", Need.PLAN)
SET_ASSIGNMENT = Operation("plans.assignment", "Sửa phân công nhiệm vụ", Need.PLAN)
ADD_ITEM = Operation("plans.add", "Thêm mục", Need.PLAN)
OUTLINE = Operation("plans.outline", "Sắp xếp lại kế hoạch", Need.PLAN)
ADD_DUTIES = Operation("plans.duties", "Thêm phân công theo đơn vị", Need.PLAN)
ANSWER_PLAN = Operation("plans.answer", "Đối chiếu với kế hoạch cấp trên", Need.PLAN)
TAKE_OVER = Operation("plans.take_over", "Thêm nội dung của kế hoạch cấp trên", Need.PLAN)
ADD_DECISION = Operation("plans.decision", "Thêm quyết định phê duyệt", Need.PLAN)
SAVE_LETTER = Operation("plans.letter", "Sửa tờ trình, công văn, bản sao của kế hoạch", Need.PLAN)
RESET_LETTER = Operation("plans.reset_letter", "Lấy lại bản đề xuất của văn bản gửi kèm", Need.PLAN)
RENUMBER = Operation("plans.renumber", "Đánh lại số mục", Need.PLAN)
SUBMIT_PLAN = Operation("plans.submit", "Trình kế hoạch", Need.PLAN)
RETURN_PLAN = Operation("plans.return", "Lấy kế hoạch đã trình về sửa", Need.PLAN)
ISSUE_PLAN = Operation("plans.issue", "Ban hành kế hoạch", Need.ISSUE)
AMEND_PLAN = Operation("plans.amend", "Sửa đổi kế hoạch", Need.ISSUE)
DROP_AMENDMENT = Operation("plans.drop_amendment", "Bỏ nội dung đang sửa đổi", Need.ISSUE)
CLOSE_PLAN = Operation("plans.close", "Kết thúc kế hoạch", Need.ISSUE)
REOPEN_PLAN = Operation("plans.reopen", "Mở lại kế hoạch đã kết thúc", Need.ISSUE)

REPORT_PROGRESS = Operation("tasks.report", "Cập nhật tiến độ nhiệm vụ", Need.TASKS)
DELETE_UPDATE = Operation("tasks.delete_update", "Xóa lần cập nhật tiến độ", Need.TASKS)
SET_RULE = Operation("tasks.rule", "Đặt nhiệm vụ lặp lại", Need.PLAN)
SET_SUBTASK = Operation("tasks.subtask", "Giao nhiệm vụ thành phần", Need.PLAN)
SET_LATE_REASON = Operation("tasks.late_reason", "Ghi lý do chậm", Need.TASKS)
DROP_TASK = Operation("tasks.drop", "Không thực hiện nhiệm vụ nữa", Need.PLAN)
TAKE_BACK_TASK = Operation("tasks.take_back", "Thực hiện lại nhiệm vụ", Need.PLAN)
MARK_WORK = Operation("work.mark", "Ghi kết quả công việc", Need.TASKS)
RATE_WORK = Operation("work.rate", "Chấm tiêu chí chung", Need.ISSUE)
SAVE_TASK_FILTER = Operation("tasks.save_filter", "Lưu bộ lọc nhiệm vụ", Need.TASKS)
RENAME_TASK_FILTER = Operation("tasks.rename_filter", "Đổi tên bộ lọc nhiệm vụ", Need.TASKS)
DELETE_TASK_FILTER = Operation("tasks.delete_filter", "Xóa bộ lọc nhiệm vụ", Need.TASKS)

TYPE_FIGURES = Operation("figures.type", "Nhập số liệu", Need.FIGURES)
IMPORT_FIGURES = Operation("figures.import", "Nhập số liệu từ Excel", Need.FIGURES, Reason.IMPORT)
TYPE_OPENING = Operation("openings.type", "Nhập số lũy kế ban đầu", Need.FIGURES)
TAKE_FORM = Operation("contributions.take", "Nhận phiếu của công chức", Need.FIGURES, Reason.IMPORT)
IMPORT_OPENING = Operation("openings.import", "Nhập số lũy kế ban đầu từ Excel", Need.FIGURES, Reason.IMPORT)
CLEAR_OPENING = Operation("openings.clear", "Xóa số lũy kế ban đầu", Need.FIGURES)
TYPE_DOSSIERS = Operation("dossiers.type", "Nhập biểu II.06a", Need.FIGURES)
SAVE_DOSSIER_FIELD = Operation("dossiers.field", "Sửa danh sách lĩnh vực thủ tục", Need.FIGURES)
DELETE_DOSSIER_FIELD = Operation("dossiers.delete_field", "Xóa lĩnh vực thủ tục", Need.FIGURES)
TYPE_FORM = Operation("forms.type", "Nhập biểu thống kê", Need.FIGURES)
DELETE_FORM_ROW = Operation("forms.delete_row", "Xóa dòng của biểu thống kê", Need.FIGURES)
SAVE_REGISTER_ROW = Operation("registers.save", "Ghi sổ theo dõi", Need.FIGURES)
DELETE_REGISTER_ROW = Operation("registers.delete", "Xóa dòng của sổ theo dõi", Need.FIGURES)
IMPORT_REGISTER_ROWS = Operation("registers.import", "Nhập sổ theo dõi từ Excel", Need.FIGURES, Reason.IMPORT)
SET_REGISTER_ROW_ASIDE = Operation("registers.aside", "Để lại dòng nghi trùng", Need.FIGURES)
DECIDE_REGISTER_DOUBT = Operation("registers.decide", "Quyết định dòng nghi trùng", Need.FIGURES)
DESCRIBE_REGISTER = Operation("registers.describe", "Sửa mẫu sổ theo dõi", Need.SET_UP)
RESET_REGISTER = Operation("registers.reset", "Trả sổ về mẫu của chương trình", Need.SET_UP)
DELETE_REGISTER = Operation("registers.remove", "Xóa sổ theo dõi", Need.SET_UP)

SAVE_SURVEY = Operation("surveys.save", "Ghi đợt khảo sát", Need.FIGURES)
CLOSE_SURVEY = Operation("surveys.close", "Kết thúc đợt khảo sát", Need.FIGURES)
REOPEN_SURVEY = Operation("surveys.reopen", "Mở lại đợt khảo sát", Need.FIGURES)
DELETE_SURVEY = Operation("surveys.delete", "Xóa đợt khảo sát", Need.FIGURES)
KEY_FORM = Operation("surveys.key", "Nhập phiếu khảo sát", Need.FIGURES)
KEY_FORM_AGAIN = Operation("surveys.key_again", "Nhập phiếu khảo sát lần hai", Need.FIGURES)
CORRECT_FORM = Operation("surveys.correct", "Sửa phiếu khảo sát", Need.FIGURES)
DELETE_FORM = Operation("surveys.delete_form", "Xóa phiếu khảo sát", Need.FIGURES)
IMPORT_FORMS = Operation("surveys.import", "Nhập phiếu khảo sát từ Excel", Need.FIGURES, Reason.IMPORT)
SAVE_QUESTIONNAIRE = Operation("surveys.questionnaire", "Sửa mẫu phiếu khảo sát", Need.SET_UP)
DROP_QUESTIONNAIRE = Operation("surveys.drop", "Bỏ mẫu phiếu khảo sát của cơ quan", Need.SET_UP)

ATTACH_EVIDENCE = Operation("evidence.attach", "Đính kèm minh chứng", Need.EVIDENCE)
RENEW_EVIDENCE = Operation("evidence.renew", "Thay bản mới của minh chứng", Need.EVIDENCE)
EDIT_EVIDENCE = Operation("evidence.edit", "Sửa thông tin minh chứng", Need.EVIDENCE)
REMOVE_EVIDENCE = Operation("evidence.remove", "Gỡ minh chứng", Need.EVIDENCE)

SET_REPORT_HEAD = Operation("reports.head", "Sửa phần đầu, phần cuối báo cáo", Need.REPORT)
SET_PASSAGE = Operation("reports.passage", "Sửa đoạn báo cáo", Need.REPORT)
RESET_PASSAGE = Operation("reports.reset_passage", "Lấy lại đoạn theo số liệu", Need.REPORT)
KEEP_PASSAGE = Operation("reports.keep_passage", "Giữ đoạn báo cáo đã sửa", Need.REPORT)
SET_REMARKS = Operation("reports.remarks", "Ghi nhận xét lĩnh vực", Need.REPORT)
ISSUE_REPORT = Operation("reports.issue", "Phát hành báo cáo", Need.ISSUE)
RECALL_REPORT = Operation("reports.recall", "Thu hồi phát hành báo cáo", Need.ISSUE)
CORRECT = Operation("reports.correct", "Đính chính số liệu đã báo cáo", Need.FIGURES)

SAVE_GATHERED = Operation("gathering.save", "Sửa danh sách đơn vị gửi báo cáo", Need.REPORT)
DELETE_GATHERED = Operation("gathering.delete", "Xóa đơn vị gửi báo cáo", Need.REPORT)
IMPORT_GATHERED = Operation(
    "gathering.import", "Nhập danh sách đơn vị gửi báo cáo", Need.REPORT, Reason.IMPORT
)

NOTE_DISPATCH = Operation("outgoing.note", "Ghi lần gửi đi", Need.ISSUE)
ATTACH_SIGNED = Operation("outgoing.attach", "Đính kèm bản ký số", Need.ISSUE)
REPLACE_SIGNED = Operation("outgoing.replace", "Thay bản ký số", Need.ISSUE)

KEEP_TEMPLATE = Operation("templates.keep", "Ghép biểu mẫu của cấp trên", Need.REPORT)
SET_SCORE = Operation("scores.set", "Ghi điểm tự chấm", Need.REPORT)
SET_CRITERION = Operation("criteria.set", "Chấm tiêu chí", Need.REPORT)
LOCK_SCORES = Operation("rounds.lock", "Chốt điểm tự chấm", Need.ISSUE)
TYPE_VERDICT = Operation("rounds.verdict", "Ghi điểm thẩm định", Need.REPORT)
VERIFY_SCORES = Operation("rounds.verify", "Chốt điểm thẩm định", Need.REPORT)
EXPLAIN_SCORE = Operation("rounds.explain", "Giải trình tiêu chí", Need.REPORT)
SEND_EXPLANATIONS = Operation("rounds.explained", "Chốt giải trình", Need.ISSUE)
FINISH_SCORES = Operation("rounds.finish", "Chốt kết quả cuối cùng", Need.ISSUE)
REOPEN_SCORES = Operation("rounds.reopen", "Mở lại bước chấm điểm", Need.ISSUE)
IMPORT_CRITERIA = Operation("criteria.import", "Nhập bộ tiêu chí", Need.REPORT, Reason.IMPORT)
WRITE_SCORE_WORDS = Operation("criteria.words", "Sửa lời báo cáo tự chấm điểm", Need.REPORT)
EDIT_CRITERIA = Operation("criteria.edit", "Sửa bộ tiêu chí", Need.REPORT)
REMOVE_CRITERIA = Operation("criteria.remove", "Xóa bộ tiêu chí", Need.REPORT)
MAKE_CRITERION_TASK = Operation("criteria.task", "Đưa tiêu chí vào kế hoạch", Need.PLAN)
KEEP_RESULT = Operation("criteria.published", "Ghi kết quả Chỉ số CCHC được công bố", Need.REPORT)
USE_OUTLINE = Operation("reports.outline", "Chọn đề cương của báo cáo", Need.REPORT)
FORGET_TEMPLATE = Operation("templates.forget", "Xóa bảng ghép biểu mẫu", Need.REPORT)

CORRECTING = frozenset({
    TYPE_FIGURES.key, IMPORT_FIGURES.key, TAKE_FORM.key, TYPE_OPENING.key, IMPORT_OPENING.key,
    CLEAR_OPENING.key, TYPE_DOSSIERS.key, TYPE_FORM.key, DELETE_FORM_ROW.key, SAVE_REGISTER_ROW.key,
    DELETE_REGISTER_ROW.key, IMPORT_REGISTER_ROWS.key, SET_REGISTER_ROW_ASIDE.key,
    DECIDE_REGISTER_DOUBT.key, DESCRIBE_REGISTER.key, RESET_REGISTER.key, DELETE_REGISTER.key,
    REPORT_PROGRESS.key, DELETE_UPDATE.key, SET_RULE.key, DROP_TASK.key, TAKE_BACK_TASK.key,
    MERGE_UNITS.key,
})  # fmt: skip
"""The operations that may change what a report says that has gone out: they then ask for a reason."""
SENDING = frozenset({ISSUE_REPORT.key, RECALL_REPORT.key})
"""The operations by which a report goes out, with the corrections that it tells, and is recalled."""
OPERATIONS: dict[str, Operation] = {
    found.key: found for found in list(vars().values()) if isinstance(found, Operation)
}
"""Every operation by its key."""
PAST: dict[str, Need] = dict.fromkeys(
    ("directives.add", "directives.edit", "directives.delete"), Need.FIGURES
)
"""What operations needed that are done in another way now: the journal still tells of them, and takes them
back."""
