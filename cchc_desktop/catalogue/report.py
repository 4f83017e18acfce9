"""The outline of the periodic report (resources/catalogue/report.toml), read and checked."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from .. import resources
from ..domain.areas import AREA_CODES
from ..domain.errors import Refusal
from ..domain.formulas import parse_comparison
from ..domain.indicators import IndicatorCatalogue
from ..domain.report.outline import NAMES, SOURCES, Outline, PassageKind, Section, Statement, Watch
from ..domain.report.records import Length
from ..domain.report.wording import Slot, Template, parse_template
from ..domain.report_periods import Span
from ..domain.text import fold
from . import bounds

_KEYS: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    "": {
        "version": str, "valid_from": date, "source": str, "subject": dict, "head": dict, "section": list,
        "watch": list, "duties": list,
    },
    "head": {"addressees": list, "recipients": list},
    "section": {
        "key": str, "title": str, "level": int, "area": int, "spans": list, "line": list, "none": str,
        "ends": str, "listed": bool, "hint": str,
    },
    "line": {
        "text": (str, list), "none": str, "when": str, "spans": list, "each": str, "intro": str,
        "areas": list, "most": int, "bullet": bool, "about": list, "by": str, "group": (str, list),
        "lengths": list, "valid_from": date, "valid_to": date,
    },
    "watch": {
        "code": str, "name": str, "said": str, "none": str, "missed": str, "better": str, "yearly": bool,
        "over": bool, "published": bool,
    },
}  # fmt: skip
"""What each kind of entry may say, and how."""


@cache
def report_outline() -> Outline:
    """The outline that the program carries."""
    return read_outline(resources.read_text("catalogue", "report.toml"))


def read_outline(text: str) -> Outline:
    """The outline that a text in TOML describes. Raises Refusal with the first mistake and its place."""
    reader = _Reader(text)
    outline = reader.read()
    if reader.problems:
        raise Refusal(reader.problems[0], "report")
    assert outline is not None
    return outline


def problems_in_report(text: str, indicators: IndicatorCatalogue) -> list[str]:
    """Sentences about every mistake in an outline, each naming its place; none where all is well.

    What its sentences speak of must be an indicator of the catalogue, a name or a list that reports know.
    """
    reader = _Reader(text)
    outline = reader.read()
    if outline is None:
        return reader.problems
    return [*reader.problems, *_unknown(outline, indicators)]


class _Reader:
    """Reads an outline and gathers the mistakes in it, so that all are told at once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.problems: list[str] = []

    def read(self) -> Outline | None:
        """The outline, without what could not be read; None where the text is no outline at all."""
        # Only who composes a report reads an outline, and not every day.
        import tomllib

        try:
            bounds.refuse_text(self._text)
            entry = tomllib.loads(self._text)
            bounds.refuse_values(entry)
        except Refusal as refusal:
            self.problems.append(f"Tệp đề cương báo cáo: {refusal}")
            return None
        except ValueError as error:
            self.problems.append(f"Tệp đề cương báo cáo không đúng khuôn dạng TOML: {error}.")
            return None
        entry = self._checked(entry, "", "Đầu tệp")
        if not entry.get("section"):
            self.problems.append("Tệp đề cương báo cáo không có mục [[section]] nào.")
            return None
        sections = [
            self._checked(each, "section", f"Mục thứ {n}") for n, each in enumerate(entry["section"], 1)
        ]
        keys = [section.get("key", "") for section in sections]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            self.problems.append(f"Mục «{key}»: mã mục bị trùng.")
        head = self._checked(entry.get("head", {}), "head", "Phần đầu, phần cuối")
        return Outline(
            version=entry.get("version", ""),
            subjects=self._subjects(entry.get("subject", {})),
            addressees=self._templates(head.get("addressees", ()), "Kính gửi"),
            recipients=self._templates(head.get("recipients", ()), "Nơi nhận"),
            sections=tuple(map(self._section, sections, _are_headings(sections))),
            watches=tuple(self._watches(entry.get("watch", ()))),
            duties=frozenset(map(str, entry.get("duties", ()))),
        )

    def _checked(self, entry: object, kind: str, place: str) -> dict[str, Any]:
        """What an entry says, without what such an entry cannot say."""
        if not isinstance(entry, dict):
            self.problems.append(f"{place}: phải là một mục có các thuộc tính.")
            return {}
        if isinstance(key := entry.get("key", entry.get("code")), str):
            place = f"{'Mục' if kind == 'section' else 'Chỉ tiêu theo dõi'} «{key}»"
        found = {}
        for name, value in entry.items():
            wanted = _KEYS[kind].get(name)
            if wanted is None:
                self.problems.append(f"{place}: không có thuộc tính «{name}».")
            elif not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
                self.problems.append(f"{place}: thuộc tính «{name}» ghi sai kiểu.")
            else:
                found[name] = value
        return found

    def _template(self, text: object, place: str) -> Template:
        if not isinstance(text, str) or not text.strip():
            self.problems.append(f"{place}: câu để trống.")
            return Template(())
        try:
            return parse_template(text)
        except Refusal as refusal:
            self.problems.append(f"{place}: {refusal}")
            return Template(())

    def _templates(self, texts: Sequence[object], place: str) -> tuple[Template, ...]:
        return tuple(self._template(text, place) for text in texts)

    def _optional(self, text: object, place: str) -> Template | None:
        return None if text is None else self._template(text, place)

    def _spans(self, names: Sequence[object], place: str) -> frozenset[Span]:
        known = {str(span): span for span in Span}
        for name in names:
            if name not in known:
                self.problems.append(f"{place}: không có kỳ «{name}».")
        return frozenset(known[str(name)] for name in names if name in known)

    def _subjects(self, entry: Mapping[str, object]) -> dict[Span, Template]:
        found = {}
        for span in Span:
            if span in entry:
                found[span] = self._template(entry[span], f"Trích yếu {span}")
            else:
                self.problems.append(f"Trích yếu: thiếu trích yếu cho kỳ «{span}».")
        return found

    def _section(self, entry: Mapping[str, Any], is_heading: bool) -> Section:
        key = entry.get("key", "")
        place = f"Mục «{key}»"
        if not key:
            self.problems.append("Có mục thiếu mã (key).")
        if entry.get("level") not in (0, 1, 2, 3):
            self.problems.append(f"{place}: level phải từ 0 đến 3.")
        if entry.get("area", 1) not in AREA_CODES:
            self.problems.append(f"{place}: lĩnh vực phải từ 1 đến 8.")
        lines = entry.get("line", ())
        if is_heading and lines:
            self.problems.append(f"{place}: mục có mục con thì không có câu của riêng nó.")
        return Section(
            key=key,
            title=self._template(entry.get("title"), f"{place}, tên mục"),
            level=entry.get("level", 0),
            kind=PassageKind.HEADING if is_heading else PassageKind.TEXT,
            area=entry.get("area", 0),
            spans=self._spans(entry.get("spans", ()), place),
            lines=tuple(self._line(line, f"{place}, câu {n}") for n, line in enumerate(lines, 1)),
            none=self._optional(entry.get("none"), place),
            ends=entry.get("ends", ""),
            listed=entry.get("listed", True),
            hint=entry.get("hint", ""),
        )

    def _line(self, described: object, place: str) -> Statement:
        entry = self._checked(described, "line", place)
        texts = entry.get("text")
        if (each := entry.get("each", "")) and each not in SOURCES:
            self.problems.append(f"{place}: không có danh sách «{each}».")
        when = None
        if "when" in entry:
            try:
                when = parse_comparison(entry["when"])
            except Refusal as refusal:
                self.problems.append(f"{place}: {refusal}")
        areas = tuple(entry.get("areas", ()))
        if not all(code in (0, *AREA_CODES) for code in areas):
            self.problems.append(f"{place}: lĩnh vực phải từ 0 đến 8.")
        return Statement(
            texts=self._templates(texts if isinstance(texts, list) and texts else (texts,), place),
            none=self._optional(entry.get("none"), place),
            when=when,
            spans=self._spans(entry.get("spans", ()), place),
            each=each,
            intro=self._optional(entry.get("intro"), place),
            areas=areas,
            most=entry.get("most", 0),
            about=self._about(entry.get("about", ()), place),
            by=self._common(entry, place),
            group=self._templates(_listed(entry.get("group", ())), place),
            lengths=self._lengths(entry.get("lengths", ()), place),
            bullet=entry.get("bullet", True),
            valid_from=entry.get("valid_from"),
            valid_to=entry.get("valid_to"),
        )

    def _about(self, phrases: Sequence[object], place: str) -> tuple[tuple[str, ...], ...]:
        found = tuple(
            tuple(part.strip() for part in phrase.split(";")) for phrase in phrases if isinstance(phrase, str)
        )
        if len(found) != len(phrases) or not all(
            part and part == fold(part) for each in found for part in each
        ):
            self.problems.append(f"{place}: about phải là các cụm từ không dấu, cách nhau bởi dấu «;».")
            return ()
        return found

    def _common(self, entry: Mapping[str, Any], place: str) -> str:
        by = str(entry.get("by", ""))
        if by and by not in SOURCES.get(entry.get("each", ""), ()):
            self.problems.append(f"{place}: danh sách không có chỗ điền «{by}» để gộp theo.")
        return by

    def _lengths(self, names: Sequence[object], place: str) -> frozenset[Length]:
        known = {str(length): length for length in Length}
        for name in names:
            if name not in known:
                self.problems.append(f"{place}: không có độ dài «{name}».")
        return frozenset(known[str(name)] for name in names if name in known)

    def _watches(self, entries: Sequence[object]) -> Iterator[Watch]:
        for number, described in enumerate(entries, 1):
            entry = self._checked(described, "watch", f"Chỉ tiêu theo dõi thứ {number}")
            code, name = entry.get("code", ""), entry.get("name", "")
            place = f"Chỉ tiêu theo dõi «{code}»"
            if entry.get("better", "up") not in ("up", "down"):
                self.problems.append(f"{place}: better phải là up hoặc down.")
            if not name:
                self.problems.append(f"{place}: thiếu tên gọi (name).")
            said = self._template(entry.get("said", f"{name} đạt {{value}}"), place)
            better = entry.get("better", "up") == "up"
            none = self._optional(entry.get("none"), place)
            missed = self._optional(entry.get("missed"), place)
            flags = (entry.get(flag, False) for flag in ("yearly", "over", "published"))
            yield Watch(code, name, said, none, missed, better, *flags)


def _are_headings(sections: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Which sections have others below them."""
    levels = [section.get("level", 0) for section in sections]
    return [0 < level < below for level, below in zip(levels, [*levels[1:], 0], strict=True)]


def _listed(value: object) -> Sequence[object]:
    """A list of one where a text stands alone."""
    return value if isinstance(value, (list, tuple)) else (value,)


def _unknown(outline: Outline, indicators: IndicatorCatalogue) -> Iterator[str]:
    """What the sentences speak of that nobody knows."""
    for place, template, words in _templates(outline):
        for slot in _asked_about(template):
            known = (
                slot.name in indicators.by_code
                if slot.is_code
                else slot.name in NAMES or slot.name in SOURCES or slot.name in words
            )
            if not known:
                kind = "chỉ tiêu mã" if slot.is_code else "chỗ điền"
                yield f"{place}: không có {kind} «{slot.name}»."
    for section in outline.sections:
        for number, line in enumerate(section.lines, 1):
            for code in line.when.operands if line.when is not None else ():
                if code not in indicators.by_code:
                    yield f"Mục «{section.key}», câu {number}: không có chỉ tiêu mã «{code}»."
    for watch in outline.watches:
        if watch.code not in indicators.by_code:
            yield f"Chỉ tiêu theo dõi «{watch.code}»: không có chỉ tiêu mã này."
    for code in sorted(outline.duties - indicators.by_code.keys()):
        yield f"Việc phải làm «{code}»: không có chỉ tiêu mã này."


def _asked_about(template: Template) -> Iterator[Slot]:
    """Its slots, and those that they are held against."""
    for slot in template.slots():
        yield slot
        if slot.other is not None:
            yield slot.other


def _templates(outline: Outline) -> Iterator[tuple[str, Template, Sequence[str]]]:
    """Every template with its place and the words that it has besides those that all have."""
    for span, subject in outline.subjects.items():
        yield f"Trích yếu {span}", subject, ()
    for place, templates in (("Kính gửi", outline.addressees), ("Nơi nhận", outline.recipients)):
        for template in templates:
            yield place, template, ()
    for section in outline.sections:
        place = f"Mục «{section.key}»"
        yield f"{place}, tên mục", section.title, ()
        if section.none is not None:
            yield place, section.none, ()
        for number, line in enumerate(section.lines, 1):
            where = f"{place}, câu {number}"
            for text in line.texts:
                yield where, text, SOURCES.get(line.each, ())
            for text in line.group:
                yield where, text, ("entries", *SOURCES.get(line.each, ()))
            for other in (line.none, line.intro):
                if other is not None:
                    yield where, other, ()
    for watch in outline.watches:
        yield f"Chỉ tiêu theo dõi «{watch.code}»", watch.said, ("value",)
        if watch.none is not None:
            yield f"Chỉ tiêu theo dõi «{watch.code}»", watch.none, ()
        if watch.missed is not None:
            yield f"Chỉ tiêu theo dõi «{watch.code}»", watch.missed, ("value", "rest")
