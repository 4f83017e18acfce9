"""Lines become logical paragraphs: what a wrap or a page break cut is put together again.

A reader gives every printed line with what it saw of the layout; the words decide the rest. The rules are
those of FACTS.md section 2.4: nothing is joined to a heading, a recipient or a signature; a blank line
ends a paragraph unless a page break made it; and a number within a sentence opens no paragraph.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto

from ..domain.plan import Spot
from .marks import (
    Mark,
    MarkKind,
    ends_sentence,
    ends_whole,
    has_end_mark,
    is_capitals,
    is_cut_nation,
    is_document_title,
    is_left_open,
    is_preamble,
    is_recipients_heading,
    is_signature,
    mark_of,
    stands_alone,
)
from .plan.doubts import told
from .source import SourceParagraph
from .syllables import is_syllable

DOUBT_PAGE_BREAK = "Nối hai đoạn bị ngắt trang"
DOUBT_MARK = "Nối dòng bắt đầu bằng số hoặc dấu gạch vào câu ở dòng trước"
DOUBT_SENTENCE = "Nối vào đoạn một dòng mở đầu câu mới vì dòng trước viết hết bề rộng; có thể là đoạn riêng"
DOUBT_HEADING = (
    "Nối dòng dưới vào dòng có số thứ tự vì dòng trên viết hết bề rộng; có thể dòng trên là đề mục riêng"
)
DOUBT_SHORT = "Nối với dòng dưới tuy dòng trên chưa hết bề rộng"
DOUBT_APART = "Không rõ đây là đoạn mới hay phần tiếp của đoạn trên"
DOUBT_DASH = "Không rõ dấu gạch mở đầu đoạn mới hay nằm trong câu ở đoạn trên"


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, in normal form.

    ``gap``: a blank line or a clear distance stands before it. ``full``: it reaches so far to the right
    that the next line's first word found no room. ``starts``: what the layout says about its beginning a
    paragraph (an indent: True; flush where paragraphs are indented: False; nothing: None).
    ``new_page``: a page begins with it. ``broken_after_hyphen``: it ends in a hyphen that no blank
    followed («19/CT- / UBND»). ``spot``: its place on a page. ``doubt``: what the reader guessed in it.
    """

    text: str
    gap: bool = False
    full: bool = False
    starts: bool | None = None
    new_page: bool = False
    broken_after_hyphen: bool = False
    bold_lead: int = 0
    italic: bool = False
    centered: bool = False
    spot: Spot | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Habits:
    """What a plain text as a whole shows of its lines, which have no looks of their own.

    ``parted``: blank lines part its paragraphs, so that a line right below another goes on with it.
    ``wrapped``: (some of) its paragraphs are cut into lines. ``plain``: paragraphs without a number or
    bullet follow each other without a blank line.
    """

    parted: bool = False
    wrapped: bool = False
    plain: bool = False


class _Zone(Enum):
    BODY = auto()
    TITLE = auto()
    RECIPIENTS = auto()
    SIGNATURE = auto()


_NO, _YES = (False, ""), (True, "")
Verdict = tuple[bool, str]


def join_lines(lines: Iterable[Line], habits: Habits | None = None) -> list[SourceParagraph]:
    """The paragraphs that the lines make up, in order; each line goes into exactly one.

    ``habits`` are those of a text without any looks; what they make us guess is said as a doubt.
    """
    joiner = _Joiner(habits)
    for line in lines:
        if line.text:
            joiner.add(line)
    return joiner.finish()


class _Joiner:
    def __init__(self, habits: Habits | None) -> None:
        self._habits = habits
        self._done: list[SourceParagraph] = []
        self._paragraph: SourceParagraph | None = None
        self._last: Line | None = None
        self._zone = _Zone.BODY
        self._in_title = 0
        self._numbers: set[str] = set()

    def add(self, line: Line) -> None:
        joined, doubt = self._verdict(line)
        if joined and self._paragraph is not None:
            self._append(line, doubt)
        else:
            self._begin(line, doubt)
        self._last = line

    def finish(self) -> list[SourceParagraph]:
        if self._paragraph is not None:
            self._done.append(self._paragraph)
            self._paragraph = None
        return self._done

    # -- the paragraph in hand -------------------------------------------------------------------

    def _begin(self, line: Line, doubt: str) -> None:
        if self._paragraph is not None:
            self._done.append(self._paragraph)
        self._paragraph = SourceParagraph(
            line.text,
            min(line.bold_lead, len(line.text)),
            line.italic,
            line.centered,
            told(doubt, line.doubt),
            spot=line.spot,
        )
        mark = mark_of(line.text)
        if mark is not None and mark.kind in {MarkKind.NUMBER, MarkKind.ROMAN}:
            self._numbers.add(mark.label)
        self._enter_zone(line, mark)

    def _append(self, line: Line, doubt: str) -> None:
        before = self._paragraph
        assert before is not None
        hyphen = self._last is not None and self._last.broken_after_hyphen and line.text[:1].isalnum()
        glue = "" if hyphen or (line.gap and _cut_within_word(before.text, line.text)) else " "
        bold = before.bold_lead
        if bold == len(before.text) and line.bold_lead:
            bold += len(glue) + line.bold_lead
        self._paragraph = replace(
            before,
            text=before.text + glue + line.text,
            bold_lead=bold,
            italic=before.italic and line.italic,
            centered=before.centered and line.centered,
            doubt=told(told(before.doubt, doubt), line.doubt),
            spot=_spanning(before.spot, line.spot),
        )

    def _enter_zone(self, line: Line, mark: Mark | None) -> None:
        text = line.text
        if is_recipients_heading(text):
            self._zone = _Zone.RECIPIENTS
        elif is_signature(text):
            self._zone = _Zone.SIGNATURE
        elif is_document_title(text):
            self._zone = _Zone.TITLE
            self._in_title = 0
        elif self._zone is _Zone.TITLE:
            # A long subject fills its first line too; a full line after it belongs to the text.
            long = line.full and self._in_title > 0 and text[:1].isupper()
            self._in_title += 1
            if mark or long or is_preamble(text) or has_end_mark(text) or len(text) > 140:
                self._zone = _Zone.BODY
        elif self._zone is not _Zone.BODY and (
            (mark and mark.kind is not MarkKind.BULLET) or text.startswith("Căn cứ")
        ):
            self._zone = _Zone.BODY

    # -- does the line belong to it? ---------------------------------------------------------------

    def _verdict(self, line: Line) -> Verdict:
        if self._paragraph is None or self._last is None:
            return _NO
        before, last = self._paragraph.text, self._last
        if line.starts is True or ends_whole(before) or len(before) > _LONGEST:
            return _NO
        if self._zone is _Zone.SIGNATURE:
            return _NO
        if is_cut_nation(before) and line.text.startswith(("VIỆT NAM", "NGHĨA VIỆT NAM")):
            return _YES
        if stands_alone(line.text):
            return self._wrapped_capitals(before, last, line)
        mark = mark_of(line.text)
        if self._zone is _Zone.RECIPIENTS:
            listed = mark_of(before) is not None and not has_end_mark(before)
            wrapped = listed and not mark and not line.gap and (line.text[0].islower() or last.full)
            return (wrapped, "")
        if self._zone is _Zone.TITLE or (len(before) <= _LONGEST_HEADING and stands_alone(before)):
            return _NO
        if mark is not None:
            return self._marked(before, last, line, mark)
        return self._across_gap(before, last, line) if line.gap else self._running(before, last, line)

    def _wrapped_capitals(self, before: str, last: Line, line: Line) -> Verdict:
        """A heading in capitals that needs two lines: «II. MỤC TIÊU, … / NHIỆM VỤ TRỌNG TÂM»."""
        if (
            not is_capitals(line.text)
            or not _in_capitals(before)
            or mark_of(before) is None
            or mark_of(line.text) is not None
            or line.gap
            or has_end_mark(before)
            or is_signature(line.text)
            or is_document_title(line.text)
        ):
            return _NO
        parted = self._habits is not None and self._habits.parted
        if last.full or parted or is_left_open(before):
            return _YES
        return (False, DOUBT_APART if self._habits is not None else "")

    def _marked(self, before: str, last: Line, line: Line, mark: Mark) -> Verdict:
        """A line that begins with what looks like a number or a bullet."""
        full = last.full
        if line.gap:
            return _NO
        if self._continues_inline_list(before, mark) and full:
            return _YES
        if has_end_mark(before):
            return _NO
        if mark.kind is MarkKind.BULLET:
            if re.search(r"\b(?:19|20)\d\d$", before) and re.match(r"(?:19|20)\d\d\b", mark.rest):
                return _YES
            if full and mark.label in "-–" and mark.rest[:1].islower():
                return _YES
            if full and mark.label in "-–" and re.search(r"\d%?$", before) and mark.rest[:1].isdigit():
                return (True, DOUBT_MARK)
            if full and self._habits is not None and mark.label in "-–":
                return self._dash(before, mark)
            return _NO
        if is_left_open(before) and (full or not mark_of(before)):
            return _YES
        # No heading is only a number, nor numbered «06.».
        bare = full and (not mark.rest or mark.label.startswith("0"))
        if mark.kind is MarkKind.NUMBER and self._habits is not None and bare:
            return (True, DOUBT_MARK)
        if mark.kind in {MarkKind.NUMBER, MarkKind.ROMAN} and full and not self._is_next_number(mark):
            return (True, DOUBT_MARK)
        return _NO

    @staticmethod
    def _continues_inline_list(before: str, mark: Mark) -> bool:
        """Whether the paragraph counts «(1) … (2) …» within itself and this is the next of them."""
        if len(mark.label) > 2 or mark.kind not in {
            MarkKind.BRACKETED,
            MarkKind.NUMBER,
            MarkKind.LETTER,
        }:
            return False
        if mark.label.isdigit():
            earlier = str(int(mark.label) - 1)
        elif len(mark.label) == 1 and mark.label in _LETTERS[1:]:
            earlier = _LETTERS[_LETTERS.index(mark.label) - 1]
        else:
            return False
        lead = r"\(" if mark.kind is MarkKind.BRACKETED else r""
        tail = r"\." if mark.kind is MarkKind.NUMBER else r"\)"
        return re.search(rf"\s{lead}{earlier}{tail}\s", before) is not None

    def _is_next_number(self, mark: Mark) -> bool:
        """Whether a heading of this number may come now: the first, the next, or one after a gap."""
        if mark.kind is MarkKind.ROMAN:
            return True
        head, _, tail = mark.label.rpartition(".")
        number = int(tail)
        prefix = f"{head}." if head else ""
        nearby = (f"{prefix}{number - step}" for step in (0, 1, 2))
        return number <= 1 or any(label in self._numbers for label in nearby)

    @staticmethod
    def _dash(before: str, mark: Mark) -> Verdict:
        """A line of a plain text that begins with a dash and a capital, below a full one without an end."""
        head = before[-_TAIL_OF_NAME:]
        names = _DASHED_NAME.finditer(f"{head} - {mark.rest[:_TAIL_OF_NAME]}")
        within = any(name.start() < len(head) < name.end() for name in names)
        if within:
            return (True, DOUBT_MARK)
        above = mark_of(before)
        return (False, DOUBT_DASH if above is None or above.kind is MarkKind.BULLET else "")

    def _running(self, before: str, last: Line, line: Line) -> Verdict:
        """A line without a mark directly under the one before."""
        full = last.full
        open_end = not has_end_mark(before)
        if self._habits is not None and line.starts is None:
            return self._in_plain_text(before, last, line, self._habits)
        if _goes_on(line.text):
            return (full or open_end or line.starts is False, "")
        if line.starts is False:
            # Flush in a text whose paragraphs are indented: it goes on, unless the line before ended early.
            return (full or (open_end and is_left_open(before)), "")
        if full:
            return _YES
        return (open_end and is_left_open(before) and not _in_capitals(before), "")

    @staticmethod
    def _in_plain_text(before: str, last: Line, line: Line, habits: Habits) -> Verdict:
        """The same in a text whose habits are known."""
        open_end = not has_end_mark(before) or _is_unclosed(before)
        if _goes_on(line.text):
            unsure = habits.wrapped and not (last.full or open_end)
            return (last.full or open_end, DOUBT_APART if unsure else "")
        if last.full:
            if habits.parted or is_left_open(before):
                return _YES
            if line.text.startswith("Trên đây là") or (not open_end and is_preamble(line.text)):
                return _NO
            if not open_end:
                own = _DETAIL.match(line.text) is not None
                return (not own, DOUBT_SENTENCE if habits.plain and not own else "")
            mark = mark_of(before)
            heading = len(before) <= _LONG and mark is not None and mark.kind is not MarkKind.BULLET
            return (True, DOUBT_HEADING if heading else "")
        if _in_capitals(before):
            return _NO
        if not open_end:
            return (False, DOUBT_APART if habits.parted and habits.wrapped else "")
        if is_left_open(before) or _is_unclosed(before):
            return _YES
        mark = mark_of(before)
        heading = mark is not None and mark.kind is not MarkKind.BULLET
        sentence = has_end_mark(line.text) or len(line.text) >= _LONG_LINE
        if habits.parted and not (heading and sentence):
            return (True, DOUBT_SHORT)
        # A heading stands above the sentence that it names; a line of «label: value» is one of its own.
        if (heading and sentence) or _LABELLED.match(line.text):
            return _NO
        return (False, DOUBT_APART if habits.wrapped or habits.parted else "")

    @staticmethod
    def _across_gap(before: str, last: Line, line: Line) -> Verdict:
        """A line without a mark after a blank line: a new paragraph, or one that a page break cut."""
        # A page is cut after a full line. Only a long text is worth a guess after a short one.
        # A bullet is a sentence, so that one without its end mark was cut wherever it stops.
        mark = mark_of(before)
        bullet = mark is not None and mark.kind is MarkKind.BULLET
        cut = last.full or len(before) > _LONG or (bullet and (_goes_on(line.text) or is_left_open(before)))
        if has_end_mark(before) or not cut or last.centered or line.centered:
            return _NO
        if _goes_on(line.text):
            return (True, DOUBT_PAGE_BREAK)
        if line.new_page and last.full and mark_of(before) and not _in_capitals(before):
            return (True, DOUBT_PAGE_BREAK)
        if (last.full or bullet) and is_left_open(before) and not ends_sentence(before):
            return (True, DOUBT_PAGE_BREAK)
        return _NO


def _spanning(first: Spot | None, last: Spot | None) -> Spot | None:
    """The place of a paragraph between its first and its last line on one page."""
    if first is None or last is None or first.page != last.page:
        return first
    return replace(first, top=min(first.top, last.top), bottom=max(first.bottom, last.bottom))


_LONGEST = 20_000
"""No paragraph of an official document has so many characters; text without any mark is cut there."""

_LONG = 120
"""A text of more characters than this is no heading."""

_LONG_LINE = 60
"""A line of so many letters is no heading's second line."""

_DETAIL = re.compile(
    r"(?:(?:Đơn vị|Cơ quan|Bộ phận|Người)\s[^:;.]{1,40}|Chủ trì|Phối hợp|Ghi chú"
    r"|(?:Thời gian|Thời hạn|Tiến độ|Sản phẩm|Kết quả|Kinh phí)[^:;.]{0,30}):\s"
)
"""A line of a task that says who does it, by when, and what comes of it."""

_LABELLED = re.compile(r"[^\W\d_][^:;.]{1,40}:\s")

_TAIL_OF_NAME = 30
_DASHED_NAME = re.compile(
    r"(?:Văn hóa|Văn hoá|Kinh tế) - Xã hội|Tài chính - (?:Kế|Kế toán|Kế hoạch)|Tư pháp - Hộ tịch"
    r"|Văn phòng - Thống kê|Địa chính - (?:Xây|Nông|Đô)|Lao động - Thương binh|HĐND - UBND|Nội vụ - Lao động"
    r"|Tuyên giáo - Dân vận|Kinh tế - (?:Hạ|Ngân)|Độc lập - Tự do|Tự do - Hạnh phúc",
    re.IGNORECASE,
)
"""Names that have a dash within."""

_LETTERS = "abcdđeghiklmnopqrstuvxy"


def _goes_on(text: str) -> bool:
    """Whether the text can only be the middle of a sentence."""
    return text[:1].islower() or text[:1] in ",.;:)%]”»"


def _in_capitals(before: str) -> bool:
    """Whether the paragraph is a heading in capitals; a long one is none and is not looked through."""
    return len(before) <= _LONGEST_HEADING and is_capitals(before)


_LONGEST_HEADING = 400


def _is_unclosed(text: str) -> bool:
    """Whether a bracket near the end of the text is still open."""
    near = text[-_BRACKETED:]
    opened = near.rfind("(")
    return opened >= 0 and ")" not in near[opened:]


_BRACKETED = 200


_HYPHEN = re.compile(r"[^\W_]-$")


def ends_in_hyphen(raw: str) -> bool:
    """Whether the line, with its blanks, ends in a hyphen directly after a letter or digit."""
    return _HYPHEN.search(raw.rstrip("\r\n")) is not None


_LAST_LETTERS = re.compile(r"[^\W\d_]+$")
_FINAL = re.compile(r"(?:ch|ng|nh|[cmnpt])\b")


def _cut_within_word(before: str, after: str) -> bool:
    """Whether a page break went through a syllable: the two halves spell one, the second alone is none."""
    head, tail = _LAST_LETTERS.search(before), _FINAL.match(after)
    return head is not None and tail is not None and is_syllable(head.group() + tail.group())
