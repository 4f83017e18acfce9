"""What the records and fields of the journal are called on the screen."""

import json
from typing import Any

from ..domain.dates import parse_date, short_date
from ..domain.errors import Refusal
from ..domain.numerals import format_number

TABLE_WORDS = {
    "office": "Cơ quan",
    "signers": "Người ký",
    "units": "Đơn vị",
    "officers": "Công chức",
    "plans": "Kế hoạch",
    "recipients": "Nơi nhận",
    "plan_items": "Nội dung",
    "targets": "Chỉ tiêu",
    "tasks": "Nhiệm vụ",
    "task_updates": "Tiến độ",
    "catalogues": "Danh mục chỉ tiêu",
    "periods": "Kỳ báo cáo",
    "figures": "Số liệu",
    "dossier_fields": "Lĩnh vực thủ tục",
    "dossiers": "Biểu II.06a",
    "directives": "Văn bản chỉ đạo",
    "reports": "Báo cáo",
    "passages": "Đoạn báo cáo",
    "remarks": "Nhận xét lĩnh vực",
    "seals": "Bản đã phát hành",
}

_SPAN = {"valid_from": "Hiệu lực từ", "valid_to": "Hiệu lực đến"}

FIELD_WORDS: dict[str, dict[str, str]] = {
    "office": {
        "name": "Tên cơ quan", "superior": "Cơ quan cấp trên", "place": "Địa danh", "level": "Cấp",
        "symbol": "Ký hiệu", "archive": "Nơi lưu",
    },
    "signers": {"authority": "Quyền hạn", "position": "Chức vụ", "name": "Họ tên"},
    "units": {"name": "Tên", "short_name": "Viết tắt", **_SPAN},
    "officers": {"name": "Họ tên", "position": "Chức vụ", **_SPAN},
    "plans": {
        "title": "Tên loại", "subject": "Trích yếu", "level": "Cấp", "superior": "Cơ quan cấp trên",
        "issuer": "Cơ quan ban hành", "place": "Địa danh", "number": "Số", "symbol": "Ký hiệu",
        "issued_on": "Ngày ban hành", "draft_month": "Tháng ghi sẵn", "draft_year": "Năm ghi sẵn",
        "enclosure": "Dòng ban hành kèm theo", "status": "Tình trạng", "period_kind": "Loại kỳ",
        "first_year": "Từ năm", "last_year": "Đến năm", "half": "6 tháng",
        "signer_authority": "Quyền hạn ký", "signer_position": "Chức vụ ký", "signer_name": "Người ký",
    },
    "recipients": {"text": "Nơi nhận"},
    "plan_items": {
        "marker": "Số thứ tự", "text": "Nội dung", "kind": "Loại", "topic": "Chủ đề", "area": "Lĩnh vực",
    },
    "targets": {
        "kind": "Loại chỉ tiêu", "comparator": "So sánh", "value": "Giá trị", "upper": "Đến",
        "grade": "Mức xếp loại", "unit": "Đơn vị tính", "per": "Tính theo", "direction": "Hướng đánh giá",
        "scope": "Phạm vi", "soft": "Phấn đấu", "baseline_year": "Năm gốc", "baseline_value": "Giá trị gốc",
        "step": "Mức tăng mỗi năm", "milestones": "Mốc từng năm", "deadline": "Thời hạn",
        "fragment": "Vế của chỉ tiêu", "confirmed": "Đã xác nhận", "indicator": "Đo bằng chỉ tiêu thống kê",
    },
    "tasks": {
        "lead": "Chủ trì", "support": "Phối hợp", "deliverable": "Sản phẩm", "start": "Bắt đầu",
        "due": "Hạn", "due_text": "Thời gian", "funding": "Kinh phí", "funding_text": "Kinh phí (lời)",
        "officer": "Người theo dõi", "note": "Ghi chú", "source": "Nguồn giao",
    },
    "task_updates": {
        "day": "Ngày", "percent": "Tiến độ (%)", "result": "Kết quả", "officer": "Người cập nhật",
        "note": "Ghi chú",
    },
    "catalogues": {"title": "Tên", "valid_from": "Áp dụng từ"},
    "periods": {
        "starts": "Từ ngày", "ends": "Đến ngày", "due": "Hạn gửi", "reported": "Phải báo cáo",
        "regime": "Chế độ báo cáo", "catalogue_id": "Danh mục chỉ tiêu",
    },
    "figures": {
        "value": "Số liệu", "none": "Không phát sinh", "estimate": "Số ước", "note": "Ghi chú",
        "source": "Nguồn",
    },
    "dossier_fields": {"name": "Tên", "rank": "Thứ tự"},
    "dossiers": {
        "online": "Tiếp nhận trực tuyến", "direct": "Tiếp nhận trực tiếp, bưu chính",
        "carried": "Kỳ trước chuyển sang", "early": "Giải quyết trước hạn", "on_time": "Giải quyết đúng hạn",
        "late": "Giải quyết quá hạn", "pending_in_time": "Đang giải quyết trong hạn",
        "pending_late": "Đang giải quyết quá hạn",
    },
    "directives": {
        "day": "Ngày", "number": "Số, ký hiệu", "subject": "Trích yếu", "kind": "Loại văn bản",
        "area": "Lĩnh vực", "unit": "Đơn vị soạn",
    },
    "reports": {
        "number": "Số", "symbol": "Ký hiệu", "issued_on": "Ngày ban hành", "addressees": "Kính gửi",
        "recipients": "Nơi nhận", "signer_authority": "Quyền hạn ký", "signer_position": "Chức vụ ký",
        "signer_name": "Người ký",
    },
    "passages": {"text": "Nội dung", "made_from": "Câu theo số liệu khi viết"},
    "remarks": {
        "area": "Lĩnh vực", "results": "Kết quả", "difficulties": "Khó khăn", "causes": "Nguyên nhân",
    },
    "seals": {},
}  # fmt: skip

_DAYS = frozenset(
    {"starts", "ends", "issued_on", "valid_from", "valid_to", "start", "due", "day", "deadline"}
)

_CODES = {
    "draft": "Dự thảo", "issued": "Đã ban hành", "amended": "Đang sửa đổi",
    "decision": "Quyết định", "article": "Điều", "basis": "Căn cứ", "section": "Mục lớn", "heading": "Đề mục",
    "area": "Lĩnh vực", "unit": "Đơn vị", "target": "Chỉ tiêu", "task": "Nhiệm vụ",
    "subtask": "Nhiệm vụ thành phần", "detail": "Dòng phân công", "text": "Nội dung", "note": "Ghi chú",
    "closing": "Đoạn kết", "annex": "Phụ lục",
    "percent": "Tỷ lệ", "quantity": "Đại lượng", "count": "Số lượng", "rank": "Thứ hạng",
    "grade": "Xếp loại", "frequency": "Tần suất", "qualitative": "Định tính",
    "between": "trong khoảng", "none": "",
}  # fmt: skip


_FIELD_CODES: dict[str, dict[Any, str]] = {
    "level": {"commune": "Cấp xã", "district": "Cấp huyện", "province": "Cấp tỉnh", "other": "Khác"},
    "period_kind": {"year": "Năm", "half": "6 tháng", "multi": "Giai đoạn nhiều năm"},
    "half": {0: "", 1: "đầu năm", 2: "cuối năm"},
    "topic": {
        "purpose": "Mục đích", "requirements": "Yêu cầu", "general_targets": "Mục tiêu chung",
        "targets": "Chỉ tiêu", "tasks": "Nhiệm vụ", "solutions": "Giải pháp", "funding": "Kinh phí",
        "reporting": "Chế độ báo cáo", "duties": "Tổ chức thực hiện",
    },
    "direction": {"up": "Càng cao càng tốt", "down": "Càng thấp càng tốt"},
    "source": {"own": "Kế hoạch của cơ quan", "above": "Cấp trên giao"},
    "soft": {0: "Không", 1: "Có"},
    "confirmed": {0: "Không", 1: "Có"},
    "reported": {0: "Không", 1: "Có"},
    "none": {0: "", 1: "Có"},
    "estimate": {0: "", 1: "Có"},
}  # fmt: skip
_YEARS = frozenset({"first_year", "last_year", "draft_year", "baseline_year"})


def value_words(field: str, value: Any) -> str:
    """A stored value as an official reads it."""
    if value is None or value == "":
        return ""
    if field in _DAYS:
        try:
            return short_date(parse_date(str(value)))
        except Refusal:
            return str(value)
    if field in _FIELD_CODES:
        return _FIELD_CODES[field].get(value, str(value))
    if field in _YEARS:
        return str(value)
    if field in ("addressees", "recipients"):
        return "; ".join(json.loads(value))
    if field == "milestones":
        return "; ".join(_milestone(*one) for one in json.loads(value))
    if field == "value":
        return format_number(value)
    if field in ("kind", "status", "comparator"):
        return _CODES.get(str(value), str(value))
    return format_number(value) if isinstance(value, int | float) else str(value)


def _milestone(first: int, last: int, comparator: str, value: float) -> str:
    """«2026: ≥ 95», «2026 - 2027: 80»."""
    years = f"{first}" if first == last else f"{first} - {last}"
    return f"{years}: {_CODES.get(comparator, comparator)} {format_number(value)}".replace(":  ", ": ")
