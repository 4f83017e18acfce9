"""A fictional commune's plan around the lines that a test is about."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cchc_desktop import catalogue
from cchc_desktop.domain.plan import Draft, Item, ItemKind
from cchc_desktop.domain.tasks import Assignment
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.source import Source, SourceBlock, SourceParagraph

TODAY = date(2026, 1, 15)

HEAD = """ỦY BAN NHÂN DÂN TỈNH LAM SƠN
ỦY BAN NHÂN DÂN XÃ SUỐI LIM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 27/KH-UBND
Suối Lim, ngày 12 tháng 01 năm 2026
KẾ HOẠCH
Cải cách hành chính năm 2026 của xã Suối Lim
Căn cứ Quyết định số 415/QĐ-UBND ngày 20/12/2025 của UBND tỉnh về Kế hoạch cải cách hành chính năm 2026.
Ủy ban nhân dân xã Suối Lim ban hành Kế hoạch cải cách hành chính năm 2026 như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Người dân đến làm thủ tục được hướng dẫn rõ ràng.
2. Yêu cầu
- Mỗi việc có một người chịu trách nhiệm và một ngày phải xong.""".split("\n")
FOOT = """Trên đây là Kế hoạch cải cách hành chính năm 2026 của xã Suối Lim./.
Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Mẫu""".split("\n")


def lines_of(text: str) -> list[str]:
    """The lines of an indented text, empty ones left out."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def paragraphs(lines: Sequence[str]) -> list[SourceParagraph]:
    """One paragraph for each line; «**…**» marks a bold beginning."""
    result = []
    for line in lines:
        lead, closed, rest = line.removeprefix("**").partition("**")
        bold = len(lead) if line.startswith("**") and closed else 0
        result.append(SourceParagraph(lead + rest if bold else line, bold))
    return result


def draft_of(body: str | Sequence[SourceBlock], annex: Sequence[SourceBlock] = ()) -> Draft:
    """The draft of a plan with these sections after its purpose, and these blocks after its foot."""
    inside: Sequence[SourceBlock] = paragraphs(lines_of(body)) if isinstance(body, str) else body
    blocks = (*paragraphs(HEAD), *inside, *paragraphs(FOOT), *annex)
    return parse_plan(Source("test.txt", blocks), catalogue.areas(), TODAY)


def draft_in(path: Path) -> Draft:
    """The draft of the plan in a file."""
    return parse_plan(read_source(path), catalogue.areas(), TODAY)


def tasks(draft: Draft) -> list[Item]:
    """The plan's tasks, in printed order."""
    return [item for item in draft.plan.walk() if item.kind is ItemKind.TASK]


def targets(draft: Draft) -> list[Item]:
    """The plan's targets, in printed order."""
    return [item for item in draft.plan.walk() if item.kind is ItemKind.TARGET]


def assigned(item: Item) -> tuple[str, str, date | None]:
    """A task's lead, support and due day."""
    assignment = item.assignment or Assignment()
    return assignment.lead, assignment.support, assignment.due
