"""What the records and fields of the journal are called on the screen."""

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
}

_SPAN = {"valid_from": "Hiệu lực từ", "valid_to": "Hiệu lực đến"}

FIELD_WORDS: dict[str, dict[str, str]] = {
    "office": {
        "name": "Tên cơ quan", "superior": "Cơ quan cấp trên", "place": "Địa danh", "symbol": "Ký hiệu",
        "archive": "Nơi lưu",
    },
    "signers": {"authority": "Quyền hạn", "position": "Chức vụ", "name": "Họ tên"},
    "units": {"name": "Tên", "short_name": "Viết tắt", **_SPAN},
    "officers": {"name": "Họ tên", "position": "Chức vụ", **_SPAN},
    "plans": {
        "subject": "Trích yếu", "superior": "Cơ quan cấp trên", "issuer": "Cơ quan ban hành",
        "place": "Địa danh", "number": "Số", "symbol": "Ký hiệu", "issued_on": "Ngày ban hành",
        "status": "Tình trạng", "signer_authority": "Quyền hạn ký", "signer_position": "Chức vụ ký",
        "signer_name": "Người ký",
    },
    "recipients": {"text": "Nơi nhận"},
    "plan_items": {"marker": "Số thứ tự", "text": "Nội dung", "kind": "Loại", "area": "Lĩnh vực"},
    "targets": {
        "kind": "Loại chỉ tiêu", "comparator": "So sánh", "value": "Giá trị", "upper": "Đến",
        "grade": "Mức xếp loại", "unit": "Đơn vị tính", "deadline": "Thời hạn",
    },
    "tasks": {
        "lead": "Chủ trì", "support": "Phối hợp", "deliverable": "Sản phẩm", "start": "Bắt đầu",
        "due": "Hạn", "due_text": "Thời gian", "funding": "Kinh phí", "officer": "Người theo dõi",
        "note": "Ghi chú",
    },
    "task_updates": {
        "day": "Ngày", "percent": "Tiến độ (%)", "result": "Kết quả", "officer": "Người cập nhật",
        "note": "Ghi chú",
    },
}  # fmt: skip

_DAYS = frozenset({"issued_on", "valid_from", "valid_to", "start", "due", "day", "deadline"})

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


def value_words(field: str, value: Any) -> str:
    """A stored value as an official reads it."""
    if value is None or value == "":
        return ""
    if field in _DAYS:
        try:
            return short_date(parse_date(str(value)))
        except Refusal:
            return str(value)
    if field in ("kind", "status", "comparator"):
        return _CODES.get(str(value), str(value))
    return format_number(value) if isinstance(value, int | float) else str(value)
