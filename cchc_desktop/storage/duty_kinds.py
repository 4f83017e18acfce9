"""The kinds of record that the office's reporting duties are kept in."""

from ..domain.duties import Duty, DutyMark, period_label
from ..domain.places import CalendarPlace
from .kind import Field, Holds, Kind

DUTIES = Kind(
    "duties",
    "Chế độ báo cáo",
    (
        Field("name", "Tên báo cáo", searched=True),
        Field("spans", "Các kỳ"),
        Field("due_day", "Hạn gửi: ngày trong tháng", Holds.NUMBER, optional=True),
        Field("working_days", "Hạn gửi: số ngày làm việc sau ngày chốt", Holds.NUMBER, optional=True),
        Field("months_after", "Hạn gửi: số tháng sau kỳ", Holds.NUMBER),
        Field("cut_off_day", "Ngày chốt số liệu", Holds.NUMBER),
        Field("form", "Biểu mẫu", searched=True),
        Field("receiver", "Nơi nhận", searched=True),
        Field("legal", "Căn cứ", searched=True),
        Field("valid_from", "Hiệu lực từ", Holds.DAY, optional=True),
        Field("valid_to", "Hiệu lực đến", Holds.DAY, optional=True),
        Field("entry"),
    ),
    place=lambda row: CalendarPlace(duty_id=row["id"]),
    record=Duty,
    title=lambda row: row["name"],
    order=("name", "valid_from", "id"),
    since=6,
    counted=True,
    unreadable="chế độ báo cáo",
)
"""What an office reports beside the regime that its own report follows."""
DUTY_MARKS = Kind(
    "duty_marks",
    "Kỳ của chế độ báo cáo",
    (
        Field("duty_id", refers="duties"),
        Field("period"),
        Field("starts", "Từ ngày", Holds.DAY, optional=True),
        Field("ends", "Đến ngày", Holds.DAY, optional=True),
        Field("due", "Hạn gửi", Holds.DAY, optional=True),
        Field("skipped", "Không phải báo cáo", Holds.FLAG, codes={0: "", 1: "Có"}),
        Field("sent_on", "Ngày gửi", Holds.DAY, optional=True),
        Field("number", "Số văn bản", searched=True),
    ),
    place=lambda row: CalendarPlace(int(row["period"][:4]), row["id"]),
    record=DutyMark,
    title=lambda row: period_label(row["period"]),
    order=("period", "id"),
    since=6,
    unreadable="kỳ của chế độ báo cáo",
)
"""What was set or noted for single periods of a duty: other days, and when its report went out."""
