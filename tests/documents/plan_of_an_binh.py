"""A fictional office and its plan: «xã An Bình», with long texts, a decision, and awkward names."""

from dataclasses import replace
from datetime import date

from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, Signer, Topic
from cchc_desktop.domain.targets import Comparator, Measure, TargetKind
from cchc_desktop.domain.tasks import Assignment, TaskRow, TaskUpdate, task_status

K = ItemKind
TODAY = date(2026, 8, 20)

OFFICE = OfficeProfile(
    name="Ủy ban nhân dân xã An Bình",
    superior="Ủy ban nhân dân thành phố Bình Minh",
    place="An Bình",
    archive="VHXH",
    signers=(Signer("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Nguyễn Thị Ngọc Ánh"),),
)


def _target(text: str, value: float = 95) -> Item:
    measure = Measure(TargetKind.PERCENT, Comparator.AT_LEAST, value, unit="%")
    return Item(K.TARGET, text, "-", measure=measure)


def _task(text: str, assignment: Assignment, *children: Item) -> Item:
    return Item(K.TASK, text, "-", assignment=assignment, children=children)


def _areas() -> tuple[Item, ...]:
    first = Item(
        K.AREA,
        "Công tác chỉ đạo, điều hành",
        "1.",
        area=1,
        children=(
            Item(
                K.HEADING,
                "Chỉ tiêu",
                "a)",
                Topic.TARGETS,
                children=(
                    _target("Hoàn thành 100% nhiệm vụ của kế hoạch đúng thời hạn đã ghi."),
                    _target(
                        "Kiểm tra tại ít nhất 04 đơn vị thuộc xã, khắc phục xong trên 95% hạn chế nêu ra."
                    ),
                ),
            ),
            Item(
                K.HEADING,
                "Nhiệm vụ",
                "b)",
                Topic.TASKS,
                children=(
                    _task(
                        "Ban hành lịch giao ban cải cách hành chính hằng tháng và sổ giao việc dùng "
                        "chung cho các "
                        "phòng; người đứng đầu đơn vị ký xác nhận khi nhận việc và khi trả kết quả.",
                        Assignment(
                            lead="Phòng Văn hóa - Xã hội",
                            support="Văn phòng HĐND và UBND; các đơn vị liên quan",
                            deliverable="Lịch giao ban, sổ giao việc",
                            due=date(2026, 1, 31),
                            officer="Trần Văn Bảo",
                        ),
                        Item(
                            K.SUBTASK,
                            "Tháng đầu quý họp toàn thể, hai tháng sau họp theo từng lĩnh vực.",
                            "+",
                        ),
                        Item(K.SUBTASK, "Kết luận cuộc họp gửi trong 01 ngày làm việc.", "+"),
                    ),
                    _task(
                        "Đối thoại với hộ kinh doanh & hợp tác xã ít nhất 02 lần trong năm <không kể đột "
                        "xuất>.",
                        Assignment(
                            lead="Phòng Kinh tế",
                            deliverable="Biên bản đối thoại; bảng trả lời từng kiến nghị",
                            due_text="Quý II và quý IV/2026",
                            due=date(2026, 12, 15),
                            funding=12_500_000,
                            funding_text="12,5 triệu đồng từ ngân sách xã",
                            officer="Lê Thị Hòa",
                        ),
                        Item(
                            K.DETAIL, "Đơn vị chủ trì: Phòng Kinh tế; thời gian: Quý II và quý IV/2026.", ""
                        ),
                    ),
                ),
            ),
        ),
    )
    third = Item(
        K.AREA,
        "Cải cách thủ tục hành chính",
        "2.",
        area=3,
        children=(
            Item(
                K.HEADING,
                "Chỉ tiêu",
                "a)",
                Topic.TARGETS,
                children=(
                    _target("Tỷ lệ hồ sơ giải quyết trước và đúng hạn đạt từ 98,5% trở lên.", 98.5),
                    _target(
                        "=100% hồ sơ nộp trực tiếp được số hóa ngay khi tiếp nhận, kết quả số hóa có giá trị "
                        "tái sử dụng; người dân không phải nộp lại giấy tờ mà cơ quan nhà nước đã có "
                        "trong kho "
                        "dữ liệu dùng chung của thành phố, trừ trường hợp giấy tờ hết hiệu lực.",
                        100,
                    ),
                ),
            ),
            Item(
                K.HEADING,
                "Nhiệm vụ",
                "b)",
                Topic.TASKS,
                children=(
                    _task(
                        "Rà soát, đơn giản hóa 05 thủ tục thuộc lĩnh vực đất đai và hộ tịch có nhiều hồ "
                        "sơ trả "
                        "lại; trình cấp có thẩm quyền phương án cắt giảm giấy tờ và thời gian giải quyết.",
                        Assignment(
                            lead="Trung tâm Phục vụ hành chính công",
                            support="Phòng Kinh tế; Phòng Văn hóa - Xã hội; Văn phòng HĐND và UBND",
                            deliverable="Báo cáo rà soát kèm phương án đơn giản hóa",
                            start=date(2026, 3, 1),
                            due=date(2026, 9, 30),
                            funding=8_000_000,
                            officer="Phạm Quốc Đạt",
                        ),
                    ),
                    _task(
                        "+ Đặt 03 điểm hỗ trợ nộp hồ sơ trực tuyến tại nhà văn hóa thôn, trực tối thứ ba "
                        "và thứ năm.",
                        Assignment(
                            lead="Trung tâm Phục vụ hành chính công",
                            support="Đoàn Thanh niên xã",
                            due_text="Thường xuyên",
                            funding_text="Theo dự toán được giao",
                            note="Thí điểm ở thôn Đông, thôn Đoài",
                        ),
                    ),
                ),
            ),
        ),
    )
    return first, third


def _body() -> tuple[Item, ...]:
    return (
        Item(K.BASIS, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"),
        Item(
            K.BASIS,
            "Căn cứ Kế hoạch số 12/KH-UBND ngày 05 tháng 12 năm 2025 của Ủy ban nhân dân thành phố Bình Minh "
            "về cải cách hành chính nhà nước năm 2026.",
        ),
        Item(
            K.TEXT,
            "Ủy ban nhân dân xã An Bình ban hành Kế hoạch cải cách hành chính năm 2026 với các nội dung sau:",
        ),
        Item(
            K.SECTION,
            "MỤC ĐÍCH, YÊU CẦU",
            "I.",
            children=(
                Item(
                    K.HEADING,
                    "Mục đích",
                    "1.",
                    Topic.PURPOSE,
                    children=(
                        Item(
                            K.TEXT,
                            "Rút ngắn thời gian người dân phải chờ, giảm số lần đi lại, làm cho mỗi việc có "
                            "người "
                            "chịu trách nhiệm và có ngày hoàn thành; lấy ý kiến của người dân sau mỗi lần "
                            "giải "
                            "quyết làm thước đo, không lấy số cuộc họp hay số văn bản làm thước đo.",
                            "-",
                        ),
                        Item(K.TEXT, "Sử dụng chung dữ liệu giữa các đơn vị của xã.", "-"),
                    ),
                ),
                Item(
                    K.HEADING,
                    "Yêu cầu",
                    "2.",
                    Topic.REQUIREMENTS,
                    children=(
                        Item(
                            K.TEXT, "Mỗi nhiệm vụ có một đơn vị chủ trì, một sản phẩm và một thời hạn.", "-"
                        ),
                        Item(K.TEXT, "Số liệu báo cáo phải kiểm tra được từ sổ theo dõi.", "-"),
                    ),
                ),
            ),
        ),
        Item(K.SECTION, "Chỉ tiêu, nhiệm vụ cụ thể", "II.", children=_areas()),
        Item(
            K.NOTE,
            "(Khung kế hoạch chi tiết tại Phụ lục kèm theo)",
        ),
        Item(
            K.SECTION,
            "KINH PHÍ THỰC HIỆN",
            "III.",
            Topic.FUNDING,
            children=(
                Item(
                    K.TEXT,
                    "Kinh phí bố trí trong dự toán ngân sách xã năm 2026 và các nguồn hợp pháp khác "
                    "theo phân cấp.",
                ),
            ),
        ),
        Item(
            K.SECTION,
            "TỔ CHỨC THỰC HIỆN",
            "IV.",
            Topic.DUTIES,
            children=(
                Item(
                    K.UNIT,
                    "Phòng Văn hóa - Xã hội",
                    "1.",
                    children=(
                        Item(
                            K.TEXT, "Theo dõi chung, lập báo cáo quý trước ngày 10 của tháng cuối quý.", "-"
                        ),
                        Item(K.TEXT, "Tham mưu kiểm tra và khen thưởng về cải cách hành chính của xã.", "-"),
                    ),
                ),
                Item(
                    K.UNIT,
                    "Trung tâm Phục vụ hành chính công",
                    "2.",
                    children=(
                        Item(K.TEXT, "Công khai kết quả giải quyết hồ sơ tại sảnh giao dịch hằng tuần."),
                    ),
                ),
            ),
        ),
        Item(
            K.CLOSING,
            "Trên đây là Kế hoạch cải cách hành chính năm 2026 của xã An Bình; quá trình "
            "thực hiện có vướng mắc, "
            "các đơn vị phản ánh về Phòng Văn hóa - Xã hội để tổng hợp, trình Ủy ban nhân dân xã xem xét./.",
        ),
    )


PLAN = Plan(
    subject="Cải cách hành chính nhà nước năm 2026 trên địa bàn xã An Bình",
    period=PlanPeriod.year(2026),
    place="An Bình",
    number="7",
    issued_on=date(2026, 1, 5),
    items=_body(),
    recipients=(
        "UBND thành phố Bình Minh (để báo cáo);",
        "Thường trực Đảng ủy, Thường trực HĐND xã;",
        "Chủ tịch, các Phó Chủ tịch UBND xã;",
        "Các phòng, đơn vị thuộc UBND xã;",
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã và các tổ chức chính trị - xã hội;",
        "Lưu: VT, VHXH.",
    ),
    signer=OFFICE.signers[0],
)
"""An issued plan, signed by a deputy."""

DRAFT = replace(PLAN, number="", issued_on=None, draft_year=2026, signer=Signer("", "CHỦ TỊCH", "Đỗ Văn Ý"))
"""The same as a draft: number and day are blank."""

_DECISION = Item(
    K.DECISION,
    "Về việc ban hành Kế hoạch cải cách hành chính nhà nước năm 2026 của xã An Bình",
    children=(
        Item(K.BASIS, "Căn cứ Luật Tổ chức chính quyền địa phương;"),
        Item(K.BASIS, "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội tại Tờ trình số 03/TTr-VHXH."),
        Item(K.ARTICLE, "Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2026.", "Điều 1."),
        Item(K.ARTICLE, "Quyết định này có hiệu lực kể từ ngày ký.", "Điều 2."),
        Item(
            K.ARTICLE,
            "Chánh Văn phòng, trưởng các phòng, giám đốc trung tâm của xã chịu trách nhiệm "
            "thi hành Quyết định này./.",
            "Điều 3.",
        ),
    ),
)

WITH_DECISION = replace(PLAN, symbol="QĐ-UBND", items=(_DECISION, *PLAN.items))
"""The plan as an attachment of a decision."""

ANNEX = Item(
    K.ANNEX,
    "Khung kế hoạch thực hiện nhiệm vụ cải cách hành chính năm 2026",
    "Phụ lục I",
    children=(
        Item(K.TEXT, "Thời hạn tính theo ngày làm việc."),
        Item(
            K.TASK,
            "Nâng cấp đường truyền và máy quét tại bộ phận tiếp nhận.",
            "1",
            area=7,
            assignment=Assignment(lead="Văn phòng HĐND và UBND", due=date(2026, 6, 30), funding=45_000_000),
            children=(Item(K.SUBTASK, "Mua 02 máy quét hai mặt.", "+"),),
        ),
    ),
)

WITH_ANNEX = replace(PLAN, items=(*PLAN.items, ANNEX))
"""The plan with an annex that names one task more than the body."""


def task_rows(count: int = 14, today: date = TODAY) -> list[TaskRow]:
    """Tasks in several areas and all states, with long and awkward texts."""
    rows = []
    tasks = [item for item in PLAN.walk() if item.kind is K.TASK]
    for number in range(count):
        task = tasks[number % len(tasks)]
        assert task.assignment is not None
        due = date(2026, 1 + number % 12, 15)
        update = None
        if number % 3:
            result = (
                "Đã ban hành Kế hoạch số 08/KH-UBND, gửi các đơn vị" if number % 2 else "=Đang lấy ý kiến"
            )
            update = TaskUpdate(date(2026, 1 + number % 7, 20), 100 if number % 3 == 1 else 40, result)
        rows.append(
            TaskRow(
                id=str(number),
                plan_id=PLAN.id,
                plan_label="Năm 2026",
                area=(0, 1, 3, 7)[number * 4 // count],
                text=f"{task.text}" if number % 4 else f"({number}) {task.text}",
                assignment=task.assignment,
                due=due,
                due_is_own=number % 5 != 0,
                progress=update,
                status=task_status(None, due, update, today),
            )
        )
    return rows
