"""The head of a plan: who issues it, its number, place and date, its title and subject."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ...domain.document_kinds import PLAN, kind_of_symbol, kind_of_title
from ...domain.letters import CAPITALS, SMALLS
from ...domain.offices import shorten
from ...domain.plan import PlanLevel, Urgency
from ...domain.text import capitalized, fold, fold_aligned
from ..source import SourceTable
from .markers import MarkerStyle, split_marker
from .nodes import NumberedBlock
from .reform import names_reform

_LETTERS = rf"[{CAPITALS}&]"
_SYMBOL = (
    rf"(?:TTr|CTr|QyĐ|[Kk][Hh]|{_LETTERS}{{1,12}})"
    rf"(?:\s*[-–]\s*{_LETTERS}{{1,12}}(?![{SMALLS}])){{0,3}}(?![{SMALLS}])"
)
NUMBER = re.compile(
    rf"(?:\b(?:Số|SỐ)\s*[:.]?\s*|^(?=\d))(?P<number>[\d.…_\s]*[a-zA-Z]?)\s*/\s*"
    rf"(?:(?P<year>\d{{4}})\s*/\s*)?(?P<symbol>{_SYMBOL})"
)
"""«Số: 12/KH-UBND», a draft's «Số:    /KH-UBND», «27a/KH-UBND»."""
_PARTY_NUMBER = re.compile(
    rf"\b(?:Số|SỐ)\s*[:.]?\s*(?P<number>[\d.…_\s]*[a-zA-Z]?)\s*-\s*"
    rf"(?P<symbol>{_LETTERS}{{1,6}}\s*/\s*{_LETTERS}{{1,12}})"
)
"""«Số 12-KH/ĐU», as the Party writes numbers."""
_DAY = re.compile(
    r"\bngày(?P<day>[\d.…_\s]*)(?:tháng(?P<month>[\d.…_\s]*)năm|"
    r"(?<=\d)\s*[/.-]\s*(?P<month2>\d{1,2})\s*[/.-])(?P<year>[\d.…_\s]*)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?P<place>[^\W\d_][^,;:/()…]{0,50}?)\s*,?\s*$|[.…_\s]+,\s*$")
_MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam|doc lap\s*[-–—]\s*tu do\s*[-–—]\s*hanh phuc|"
    r"^doc lap\s*[-–—]\s*tu do\s*[-–—]?$|^[-–—]?\s*hanh phuc$"
)
_NATION_PART = re.compile(r"(?:cong hoa xa(?: hoi)?(?: chu(?: nghia)?)?|(?:(?:hoi )?chu )?nghia viet nam)$")
_LOCAL = r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)"
_ISSUER = re.compile(
    rf"\b(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+(?P<unit>{_LOCAL})\s+"
    rf"(?P<name>(?:[{CAPITALS}][\w'’]*(?:\s+|$))*(?:[{CAPITALS}][\w'’]*))"
)
_PLACE_IN_SUBJECT = re.compile(
    rf"\b(?P<unit>{_LOCAL})\s+(?P<name>(?:[{CAPITALS}][\w'’]*\s+)*[{CAPITALS}][\w'’]*)"
)
_CONTINUES = ("xa ", "phuong ", "thi tran ", "dac khu ", "huyen ", "quan ", "thi xa ", "thanh pho ", "tinh ")
_SMALL = re.compile(
    r"\(?(?:draft|(?:ban )?du thao(?: lan (?:thu )?\w{1,3})?|"
    r"hoa toc|khan|thuong khan|luu hanh noi bo|xem xong tra lai|sao y(?: ban chinh)?)\)?"
)
_AUTHORITY = re.compile(
    r"(?:[ỦU][YỶ] BAN|UBND|HỘI ĐỒNG|HĐND|SỞ|VĂN PHÒNG|PHÒNG|TRUNG TÂM|BAN|BỘ|CỤC|CHI CỤC|TỔNG CỤC|CHI BỘ|"
    r"ĐẢNG BỘ|(?:ĐẢNG|TỈNH|THÀNH|HUYỆN|QUẬN) [ỦU][YỶ]|CÔNG AN|TRƯỜNG|TRẠM|HỘI|MẶT TRẬN|UBMTTQ|ĐOÀN|XÃ ĐOÀN|"
    r"THANH TRA|KHO BẠC|VIỆN|BỆNH VIỆN|TỔ|BỘ PHẬN|LIÊN|THÀNH PHỐ|TỈNH|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN|XÃ|"
    r"PHƯỜNG|ĐẶC KHU)\b"
)
"""How names of authorities begin; another line of capitals in the head is no issuer."""
_LONGEST_HEAD = 20
"""So many lines at most stand before the text of a plan without a title."""
_LONGEST_LINE, _LONGEST_PLACE = 1500, 120
"""So many letters at most has a line of the head, and a place with what may stand before it."""
_TITLE_LINE = 300
"""A title's line has fewer letters."""


@dataclass(slots=True)
class Head:
    """What stands before the title; ``used`` are the paragraphs it was read from, ``left`` the others.

    ``doubts`` are sentences about what was read and may be wrong.
    """

    superior: str = ""
    issuer: str = ""
    place: str = ""
    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    month: int | None = None
    year: int | None = None
    urgency: Urgency = Urgency.NONE
    used: set[int] = field(default_factory=set)
    left: list[NumberedBlock] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def read_head(lines: Sequence[NumberedBlock], body: Sequence[str]) -> Head:
    """The fields of the head; ``body`` lends the usual writing of names that the head has in capitals."""
    head = Head()
    agencies: list[str] = []
    for line in lines:
        text = line.text
        used = False
        if len(text) > _LONGEST_LINE:
            head.left.append(line)
            continue
        # The number comes first: «Số: /KH-UBND An Bình, ngày …» may be one line.
        if found := NUMBER.search(text) or _PARTY_NUMBER.search(text):
            _set_number(head, found)
            text, used = f"{text[: found.start()]} {text[found.end() :]}", True
        while found := _MOTTO.search(fold_aligned(text.strip())):
            text, used = f"{text.strip()[: found.start()]} {text.strip()[found.end() :]}", True
        if found := _DAY.search(text):
            before, text, used = _place_before(head, text[: found.start()], found), text[found.end() :], True
            text = f"{before} {text}"
        text = text.strip(" -–_.*:")
        letters = [c for c in text if c.isalpha()]
        head.urgency = head.urgency or Urgency.named(text)
        small = len(letters) < 2 or _SMALL.fullmatch(fold(text)) or _NATION_PART.match(fold(text))
        capitals = text == text.upper() and len(text) <= 160
        named = capitals and not small and _add_agency(agencies, text)
        used = used or bool(small) or named
        if used:
            head.used.add(line.number)
        else:
            head.left.append(line)
    # «ỦY BAN NHÂN DÂN» alone, whose second line was lost, names no office.
    names = [name for name in (usual_writing(agency, body) for agency in agencies) if name != "UBND"]
    if names:
        head.issuer = names[-1]
        head.superior = " ".join(names[:-1])
    return head


_TWO_AGENCIES = re.compile(
    r"(?<=\S)(?<!\bVÀ)(?<!PHÒNG)\s+(?=(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|HĐND|HỘI ĐỒNG NHÂN DÂN)\b)"
)


def _add_agency(agencies: list[str], text: str) -> bool:
    """Puts the line to the issuers, or joins it to the one that it goes on; False for no issuer."""
    for part in _TWO_AGENCIES.split(" ".join(text.split())):
        names_place = (
            fold(f"{part} ").startswith(_CONTINUES) and bool(agencies) and _lacks_place(agencies[-1])
        )
        joins = names_place or fold(part).startswith(("va ", "- ")) or _goes_on(agencies[-1:], part)
        if agencies and joins:
            agencies[-1] = f"{agencies[-1]} {part}"
        elif _AUTHORITY.match(part):
            agencies.append(part)
        else:
            return False
    return True


_PLACE_BEGINS = re.compile(rf"\b{_LOCAL}\b\s*(?P<name>.*)$", re.IGNORECASE)


def _goes_on(agencies: Sequence[str], part: str) -> bool:
    """Whether a narrow block broke the place's name in two: «… XÃ» or «… XÃ AN» above «BÌNH».

    Names of places have two words at least; one word alone is not what a line of a head says.
    """
    found = _PLACE_BEGINS.search(agencies[0]) if agencies else None
    begun = len(found["name"].split()) if found else 2
    is_name = not _TWO_AGENCIES.search(f"x {part}") and len(part.split()) <= 4
    return is_name and (begun == 0 or (begun == 1 and _AUTHORITY.match(part) is None))


def _lacks_place(agency: str) -> bool:
    """Whether the authority's name goes on with its place on the next line."""
    return not any(f" {unit}" in f" {fold(agency)} " for unit in _CONTINUES)


def _digits(text: str | None) -> int | None:
    digits = re.sub(r"\D", "", text or "")
    return int(digits) if digits and len(digits) <= 4 else None


def _set_number(head: Head, found: re.Match[str]) -> None:
    """Takes the number; a second one beside it (of a stamp, of a copy) is told."""
    number = re.sub(r"[^\w]", "", found["number"]).strip("_")
    symbol = re.sub(r"\s*[-–]\s*", "-", re.sub(r"\s*/\s*", "/", found["symbol"]))
    symbol = f"KH{symbol[2:]}" if symbol[:2].upper() == "KH" else symbol
    printed = " ".join(found[0].split())
    kind = kind_of_symbol(symbol)
    if head.symbol and (head.number, head.symbol) != (number, symbol):
        kept, dropped = f"{head.number}/{head.symbol}", printed
        if kind is PLAN and kind_of_symbol(head.symbol) is not PLAN:
            kept, dropped = printed, kept
            head.number, head.symbol = number, symbol
        head.doubts.append(f"Phần đầu có hai số; lấy «{kept}», bỏ «{dropped}». Hãy kiểm tra số, ký hiệu.")
        return
    head.number, head.symbol = number, symbol
    groups = found.groupdict()
    if groups.get("year"):
        head.doubts.append(f"«{printed}» có năm ở giữa; đọc là số {number}, ký hiệu {symbol}. Hãy kiểm tra.")
    elif "/" in symbol:
        head.doubts.append(f"«{printed}» viết theo thể thức của Đảng; hãy kiểm tra số, ký hiệu.")


def _place_before(head: Head, before: str, found: re.Match[str]) -> str:
    """Takes the date with the place before it, and gives back what stands before the place."""
    kept, before = before[:-_LONGEST_PLACE], before[-_LONGEST_PLACE:]
    place_found = _PLACE.search(before)
    place = " ".join((place_found["place"] or "").split()).strip(" -–_.*") if place_found else ""
    rest = kept + (before[: place_found.start()] if place_found else before)
    if place and place != place.upper():
        words = place.split(" ")
        while len(words) > 1 and _is_of_a_name(words[0]):
            rest = f"{rest} {words.pop(0)}"
        place = " ".join(words)
    if head.place and not place:
        return kept + before  # the date of a stamp, beside the document's own
    if head.place and head.year and place:
        head.doubts.append(f"Phần đầu có hai ngày tháng; lấy ngày sau «{head.place}». Hãy kiểm tra ngày.")
        return rest
    _set_date(head, place, found)
    return rest


def _is_of_a_name(word: str) -> bool:
    """Whether the word before a place is the end of an authority's name in capitals, or a dash after it."""
    capitals = len(word) > 1 and word.isupper() and word not in ("TP", "TP.")
    return capitals or not any(c.isalpha() for c in word)


def _set_date(head: Head, place: str, found: re.Match[str]) -> None:
    head.place = place
    month = _digits(found["month"] or found["month2"])
    day, year = _digits(found["day"]), _digits(found["year"])
    head.month = month if month and 1 <= month <= 12 else None
    head.year = year if year and 1990 <= year <= 2100 else None
    head.issued_on = None
    if day and month and year:
        try:
            head.issued_on = date(year, month, day) if head.year else None
        except ValueError:
            head.issued_on = None
        if head.issued_on is None:
            printed = " ".join(found[0].split())
            head.doubts.append(f"Không có ngày nào như «{printed}»; hãy nhập lại ngày ban hành.")


def usual_writing(capitals: str, body: Sequence[str]) -> str:
    """«ỦY BAN NHÂN DÂN XÃ AN BÌNH» as «UBND xã An Bình», written as the text itself writes the name."""
    wanted = fold_aligned(shorten(capitals))
    for text in body:
        for form in (wanted, fold_aligned(capitals)):
            place = fold_aligned(text).find(form)
            written = text[place : place + len(form)] if place >= 0 else ""
            if written and written != written.upper():
                return shorten(capitalized(written))
    words = shorten(capitals).split()
    result: list[str] = []
    name = False
    for index, word in enumerate(words):
        lower = word.lower()
        if word in ("UBND", "HĐND"):
            result.append(word)
        elif name or index == 0 or " ".join(result).lower() in _PARTS_OF_OFFICES:
            result.append(capitalized(lower))
        else:
            result.append(lower)
        upto = " ".join(result).lower()
        name = name or (
            re.search(rf"\b{_LOCAL}$", upto) is not None and not upto.endswith((" thị", " thành"))
        )
    return " ".join(result)


_PARTS_OF_OFFICES = ("sở", "phòng", "trung tâm", "ban", "chi cục", "văn phòng")
"""After these a name begins: «Sở Nội vụ», «Trung tâm Phục vụ hành chính công»."""


# A head that was made in other ways


def head_as_lines(lines: Sequence[NumberedBlock]) -> list[NumberedBlock]:
    """The lines, with what a head's table holds and a title on the head's last line as lines of their own."""
    result: list[NumberedBlock] = []
    for place, line in enumerate(lines):
        if place >= _LONGEST_HEAD or any(is_plan_title(each) for each in result[-1:]):
            return [*result, *lines[place:]]
        if line.table is not None and _holds_head(line.table):
            result.extend(_cells(line))
        elif line.table is None and (found := _HEAD_AND_TITLE.fullmatch(line.text)):
            result.append(replace(line, text=found[1], bold_lead=0))
            result.append(replace(line, text=found[2]))
        else:
            result.append(line)
    return result


_HEAD_AND_TITLE = re.compile(
    r"(.{0,300}\bngày\b[^,;]{0,40}\bnăm[\s\d.…_]*)\s"
    r"((?:DỰ THẢO )?KẾ HOẠCH\b.{0,290})"
)


def _holds_head(table: SourceTable) -> bool:
    """Whether a small table places the two blocks of a head."""
    if len(table.rows) > 8 or max(map(len, table.rows), default=0) > 4:
        return False
    text = " ".join(cell for row in table.rows for cell in row)
    return len(text) < 600 and bool(
        _MOTTO.search(fold_aligned(text)) or (NUMBER.search(text) and _DAY.search(text))
    )


def _cells(line: NumberedBlock) -> list[NumberedBlock]:
    """The table's cells as lines, the left column first; a cell over several places gives its text once."""
    assert line.table is not None
    rows = line.table.rows
    result: list[NumberedBlock] = []
    seen: set[str] = set()
    for column in range(max(map(len, rows))):
        for number, row in enumerate(rows, start=line.number):
            texts = row[column].split("\n") if column < len(row) else []
            for text in (text.strip() for text in texts):
                if text and text not in seen:
                    seen.add(text)
                    result.append(NumberedBlock(number, text))
    return result


# The title and the subject


def title_subject(line: NumberedBlock) -> str | None:
    """What stands on the title's line after «KẾ HOẠCH»; None where the line is no title of a plan.

    «Kế hoạch …» in small letters is a title where it is bold or stands in the middle.
    """
    if line.table is not None or len(line.text) >= _TITLE_LINE:
        return None
    found = kind_of_title(line.text)
    if found is not None:
        return found[1] if found[0] is PLAN else None
    stands_out = line.centered or line.bold_lead >= len(line.text.rstrip())
    rest = line.text.strip()[len("Kế hoạch") :].strip()
    if stands_out and line.text.strip().startswith("Kế hoạch ") and line.text.rstrip()[-1] not in ".;:,":
        return None if fold(rest).startswith(("so ", "cua ")) else rest
    return None


def is_plan_title(line: NumberedBlock) -> bool:
    """Whether the line is «KẾ HOẠCH», alone or with the subject after it."""
    return title_subject(line) is not None


def head_end(lines: Sequence[NumberedBlock]) -> int:
    """The place after the head of a plan that has no title: where its first sentence, number or table is."""
    for place, line in enumerate(lines[:_LONGEST_HEAD]):
        folded = fold(line.text)
        if line.table is not None or split_marker(line.text).style is not MarkerStyle.PLAIN:
            return place
        if folded.startswith(("can cu", "thuc hien", "theo ", "xet ", "(", "tren co so")):
            return place
        if line.text[-1] in ".;:" and not (NUMBER.search(line.text) or _DAY.search(line.text)):
            return place
        if len(line.text) > 200 and not _MOTTO.search(fold_aligned(line.text)):
            return place
    return min(len(lines), _LONGEST_HEAD)


def subject_lines(lines: Sequence[NumberedBlock]) -> int:
    """How many of the lines after the title go on with the subject."""
    count = 0
    for line in lines[:5]:
        text = line.text.strip()
        marker = split_marker(text)
        opens = text.startswith("(") or (
            not text[:1].islower() and fold(text).startswith(("can cu", "theo ", "xet ", "tren co so", "de "))
        )
        if line.table is not None or marker.style is not MarkerStyle.PLAIN or opens:
            break
        if not any(c.isalnum() for c in text):
            count += 1
            continue
        if not count and text.endswith(".") and len(text) <= 160 and names_reform(text):
            return 1
        if len(text) > 260 or text[-1] in ".;:":
            break
        if count and not (line.bold_lead or line.centered or text[:1].islower() or len(text) <= 90):
            break
        if count and fold(text).startswith(("ubnd", "uy ban nhan dan")) and len(text) > 90:
            break
        if (
            count
            and text.isupper()
            and fold(text).startswith(("chu tich", "uy ban", "ubnd", "giam doc", "so "))
        ):
            break  # the authority that decides, under the decision's subject
        count += 1
    return count


_LONGEST_ENCLOSURE = 5
"""So many lines at most has «(Ban hành kèm theo …)»: names of offices and dates are long."""


def bracketed_lines(lines: Sequence[NumberedBlock]) -> int:
    """How many lines the remark in brackets takes that begins the first; one where no bracket closes it."""
    for count, line in enumerate(lines[:_LONGEST_ENCLOSURE], 1):
        if line.table is not None or (split_marker(line.text).style is not MarkerStyle.PLAIN and count > 1):
            break
        if line.text.rstrip().endswith((")", ").")):
            return count
    return 1


_ENCLOSED = re.compile(r"\((?:ban hanh )?kem theo quyet dinh\b")


def tells_only_its_decision(enclosure: str, head: Head) -> bool:
    """Whether «(Ban hành kèm theo Quyết định số … ngày … của …)» says of the decision what its own head says.

    It then follows from the decision, and goes on saying so once that has a number.
    """
    folded = fold_aligned(enclosure)
    # In running text the word before a number is written small.
    said = read_head([NumberedBlock(0, enclosure.replace(" số", " Số"))], ())
    issuer = folded.rpartition(" cua ")[2].strip(" .)")
    return (
        _ENCLOSED.match(folded) is not None
        and (said.number, said.issued_on) == (head.number, head.issued_on)
        and said.symbol in ("", head.symbol)
        and shorten(issuer).casefold() == fold(shorten(head.issuer))
    )


def find_issuer(texts: Sequence[str], subject: str) -> str:
    """«UBND xã An Bình» from the text, where the head does not name the issuer."""
    for text in texts:
        if found := _ISSUER.search(text):
            return f"UBND {found['unit']} {found['name'].strip()}"
    if found := _PLACE_IN_SUBJECT.search(subject):
        return f"UBND {found['unit']} {found['name'].strip()}"
    return ""


_COMMUNES = re.compile(r"\b(?:xã(?!\s+hội)(?<!thị xã)|phường|thị trấn|đặc khu)\b", re.IGNORECASE)
_DISTRICTS = re.compile(r"\b(?:huyện|quận|thị xã|thành phố(?=.*\btỉnh\b))\b", re.IGNORECASE)
_PROVINCES = re.compile(rf"\b(?:tỉnh|thành phố|Sở(?=\s+[{CAPITALS}]))\b|\b(?:TỈNH|THÀNH PHỐ|SỞ)\b")


def level_of(names: Sequence[str]) -> PlanLevel | None:
    """The level of government of the first name that tells it.

    Words are compared with their marks: «xã hội», «cơ quan» and «chính quyền số» name no level.
    """
    for name in names:
        if _COMMUNES.search(name):
            return PlanLevel.COMMUNE
        if _DISTRICTS.search(name):
            return PlanLevel.DISTRICT
        if _PROVINCES.search(name):
            return PlanLevel.PROVINCE
    return None
