"""Random plans that an office might write, for property tests: shapes, sentences and numbers vary."""

from dataclasses import replace

from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.domain.numerals import to_roman
from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, Signer, Topic
from cchc_desktop.domain.tasks import Assignment
from cchc_desktop.intake.plan.due import parse_due
from cchc_desktop.intake.plan.target import parse_target

_VERBS = (
    "Rà soát",
    "Niêm yết",
    "Tổ chức",
    "Cập nhật",
    "Hoàn thiện",
    "Duy trì",
    "Bố trí",
    "Theo dõi",
    "Số hóa",
)
_OBJECTS = (
    "thủ tục hành chính nội bộ", "hồ sơ hộ tịch của hai xã cũ", "quy chế làm việc", "dữ liệu đất đai",
    "danh mục văn bản", "hộp thư góp ý", "lịch tiếp công dân", "trang thông tin điện tử", "bảng tin các thôn",
    "sổ theo dõi phản ánh", "máy quét, máy in dùng chung", "“Tổ công nghệ số cộng đồng”",
)  # fmt: skip
_TAILS = (
    "theo hướng dẫn của cấp trên", "tại 09 thôn", "bảo đảm công khai, dễ hiểu", "gắn với Đề án 06",
    "kịp thời, đúng quy định; không để phát sinh giấy tờ mới", "cho người cao tuổi, người khuyết tật",
    "trên môi trường điện tử (trừ văn bản mật)", "& báo cáo kết quả <đầy đủ>", "từ ngày 01/3/2026",
    "theo Nghị định số 118/2025/NĐ-CP", "và 24/7 đối với kênh trực tuyến",
)  # fmt: skip
_TARGETS = (
    "Trên {n}% hồ sơ được trả kết quả đúng hạn.",
    "Phấn đấu {n}% hồ sơ được nộp trực tuyến.",
    "Tỷ lệ số hóa kết quả giải quyết đạt từ {n}% trở lên.",
    "Thời gian chờ tối đa {n} phút/01 lượt giao dịch.",
    "Tuyên truyền bằng ít nhất {n} hình thức.",
    "Bộ phận tiếp nhận khang trang, sạch đẹp.",
    "Đạt từ {n}% - 100% ý kiến hài lòng.",
)
_UNITS = (
    "Văn phòng HĐND và UBND",
    "Phòng Kinh tế",
    "Phòng Văn hóa - Xã hội",
    "Trung tâm Phục vụ hành chính công",
)
_DUE = ("Quý II/2026", "Tháng 9/2026", "Trước 15/11/2026", "Thường xuyên", "30/6/2026", "Cả năm")

PERIOD = PlanPeriod.year(2026)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """One sentence or two, with the marks that make trouble in files: quotes, brackets, < > &."""
    words = [draw(st.sampled_from(_VERBS)), draw(st.sampled_from(_OBJECTS)), draw(st.sampled_from(_TAILS))]
    text = " ".join(words)
    for _ in range(draw(st.integers(0, 2))):
        text += "; " + draw(st.sampled_from(_VERBS)).lower() + " " + draw(st.sampled_from(_OBJECTS))
    return text + draw(st.sampled_from((".", ";")))


@st.composite
def targets(draw: st.DrawFn) -> Item:
    text = draw(st.sampled_from(_TARGETS)).format(n=draw(st.integers(5, 99)))
    return Item(ItemKind.TARGET, text, "-", measure=parse_target(text, PERIOD))


@st.composite
def tasks(draw: st.DrawFn) -> Item:
    """A task with what the annex prints of it, and sometimes sub-tasks."""
    due = draw(st.sampled_from(_DUE))
    money = draw(st.sampled_from((None, None, 15_000_000)))
    assignment = Assignment(
        lead=draw(st.sampled_from(_UNITS)),
        support=draw(st.sampled_from(("", *_UNITS))),
        deliverable=draw(st.sampled_from(("", "Kế hoạch; báo cáo", "Quyết định ban hành quy chế"))),
        due=parse_due(due, PERIOD),
        due_text=due,
        funding=money,
    )
    below = draw(st.lists(sentences(), max_size=2, unique=True))
    return Item(
        ItemKind.TASK, draw(sentences()), "-", assignment=assignment,
        children=tuple(Item(ItemKind.SUBTASK, text, "+") for text in below),
    )  # fmt: skip


def texts(minimum: int = 1, maximum: int = 4) -> st.SearchStrategy[tuple[Item, ...]]:
    return st.lists(sentences(), min_size=minimum, max_size=maximum, unique=True).map(
        lambda found: tuple(Item(ItemKind.TEXT, text, "-") for text in found)
    )


def _unique(items: list[Item]) -> tuple[Item, ...]:
    """Two tasks of one plan are never the same sentence: a file could not tell them apart."""
    return tuple({item.text: item for item in items}.values())


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A yearly plan of a commune with a random choice of areas and parts."""
    codes = draw(st.lists(st.integers(1, 8), min_size=2, max_size=8, unique=True).map(sorted))
    split = draw(st.booleans())
    seen: set[str] = set()
    areas = []
    for number, code in enumerate(codes, 1):
        work = [task for task in draw(st.lists(tasks(), min_size=1, max_size=4)) if task.text not in seen]
        work = list(_unique(work))
        seen.update(task.text for task in work)
        aims = _unique(draw(st.lists(targets(), min_size=1, max_size=4)))
        children: tuple[Item, ...] = tuple(work)
        if split:
            children = (
                Item(ItemKind.HEADING, "Chỉ tiêu", "a)", Topic.TARGETS, children=aims),
                Item(ItemKind.HEADING, "Nhiệm vụ", "b)", Topic.TASKS, children=tuple(work)),
            )
        name = catalogue.area(code).name
        areas.append(Item(ItemKind.AREA, name, f"{number}.", area=code, children=children))
    parts: list[tuple[str, Topic, tuple[Item, ...]]] = [
        (
            "MỤC ĐÍCH, YÊU CẦU",
            Topic.PURPOSE,
            (
                Item(ItemKind.HEADING, "Mục đích", "1.", Topic.PURPOSE, children=draw(texts())),
                Item(ItemKind.HEADING, "Yêu cầu", "2.", Topic.REQUIREMENTS, children=draw(texts())),
            ),
        ),
        ("CHỈ TIÊU, NHIỆM VỤ CỤ THỂ", Topic.NONE, tuple(areas)),
    ]
    if draw(st.booleans()):
        parts.append(("GIẢI PHÁP THỰC HIỆN", Topic.SOLUTIONS, draw(texts())))
    parts.append(("KINH PHÍ THỰC HIỆN", Topic.FUNDING, (Item(ItemKind.TEXT, draw(sentences())),)))
    units = draw(st.lists(st.sampled_from(_UNITS), min_size=1, max_size=4, unique=True))
    parts.append(
        (
            "TỔ CHỨC THỰC HIỆN",
            Topic.DUTIES,
            tuple(
                Item(ItemKind.UNIT, unit, f"{number}.", children=draw(texts()))
                for number, unit in enumerate(units, 1)
            ),
        )
    )
    body = tuple(
        Item(ItemKind.SECTION, title, f"{to_roman(number)}.", topic, children=children)
        for number, (title, topic, children) in enumerate(parts, 1)
    )
    bases = draw(st.integers(1, 3))
    plan = Plan(
        subject="Cải cách hành chính nhà nước năm 2026",
        period=PERIOD,
        superior="Ủy ban nhân dân tỉnh Sông Hương",
        issuer="Ủy ban nhân dân xã An Bình",
        place="An Bình",
        draft_year=2025,
        items=(
            *(
                Item(
                    ItemKind.BASIS,
                    f"Căn cứ Kế hoạch số {number}/KH-UBND ngày 10/12/2025 của tỉnh Sông Hương;",
                )
                for number in range(bases)
            ),
            Item(ItemKind.TEXT, "Ủy ban nhân dân xã An Bình ban hành Kế hoạch như sau:"),
            *body,
            Item(ItemKind.CLOSING, "Trên đây là Kế hoạch cải cách hành chính nhà nước năm 2026 của xã./."),
        ),
        recipients=("UBND tỉnh Sông Hương (để báo cáo);", "Các đơn vị thuộc UBND xã;", "Lưu: VT, VHXH."),
        signer=Signer("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An"),
    )
    if draw(st.booleans()):
        plan = replace(
            plan,
            period=PlanPeriod(PeriodKind.YEAR, 2026, 2026),
            signer=Signer("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Trần Thị Lan"),
        )
    return plan
