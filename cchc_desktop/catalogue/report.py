"""The outline of the periodic report (resources/catalogue/report.toml), read and checked."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from .. import resources
from ..domain.areas import AREA_CODES
from ..domain.errors import Refusal
from ..domain.formulas import parse_comparison
from ..domain.indicators import IndicatorCatalogue
from ..domain.report_outline import NAMES, SOURCES, Line, Outline, PassageKind, Section, Watch
from ..domain.report_periods import Span
from ..domain.wording import Template, parse_template

_KEYS: Mapping[str, frozenset[str]] = {
    "": frozenset({"version", "valid_from", "source", "subject", "head", "section", "watch"}),
    "section": frozenset(
        {"key", "title", "level", "area", "spans", "line", "none", "ends", "listed", "hint"}
    ),
    "line": frozenset(
        {"text", "none", "when", "spans", "each", "intro", "areas", "most", "joined", "bullet"}
    ),
    "watch": frozenset({"code", "name", "said", "better", "yearly"}),
}


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
        try:
            entry = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            self.problems.append(f"Tệp đề cương báo cáo không đúng khuôn dạng TOML: {error}.")
            return None
        self._known_keys(entry, "", "Đầu tệp")
        if not isinstance(entry.get("section"), list) or not entry["section"]:
            self.problems.append("Tệp đề cương báo cáo không có mục [[section]] nào.")
            return None
        keys = [str(section.get("key", "")) for section in entry["section"]]
        for key in {key for key in keys if keys.count(key) > 1}:
            self.problems.append(f"Mục «{key}»: mã mục bị trùng.")
        head = entry.get("head", {})
        return Outline(
            version=str(entry.get("version", "")),
            subjects=self._subjects(entry.get("subject", {})),
            addressees=self._templates(head.get("addressees", ()), "Kính gửi"),
            recipients=self._templates(head.get("recipients", ()), "Nơi nhận"),
            sections=tuple(self._section(section, keys) for section in entry["section"]),
            watches=tuple(self._watches(entry.get("watch", ()))),
        )

    def _known_keys(self, entry: Mapping[str, Any], kind: str, place: str) -> None:
        for name in entry.keys() - _KEYS[kind]:
            self.problems.append(f"{place}: không có thuộc tính «{name}».")

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

    def _spans(self, names: Sequence[str], place: str) -> frozenset[Span]:
        found = set()
        for name in names:
            try:
                found.add(Span(name))
            except ValueError:
                self.problems.append(f"{place}: không có kỳ «{name}».")
        return frozenset(found)

    def _subjects(self, entry: Mapping[str, str]) -> dict[Span, Template]:
        found = {}
        for span in Span:
            if span in entry:
                found[span] = self._template(entry[span], f"Trích yếu {span}")
            else:
                self.problems.append(f"Trích yếu: thiếu trích yếu cho kỳ «{span}».")
        return found

    def _section(self, entry: Mapping[str, Any], keys: Sequence[str]) -> Section:
        key = str(entry.get("key", ""))
        place = f"Mục «{key}»"
        self._known_keys(entry, "section", place)
        if not key:
            self.problems.append("Có mục thiếu mã (key).")
        if entry.get("level") not in (0, 1, 2, 3):
            self.problems.append(f"{place}: level phải từ 0 đến 3.")
        if entry.get("area", 1) not in AREA_CODES:
            self.problems.append(f"{place}: lĩnh vực phải từ 1 đến 8.")
        lines = entry.get("line", ())
        is_heading = any(other.startswith(f"{key}.") for other in keys)
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
            ends=str(entry.get("ends", "")),
            listed=bool(entry.get("listed", True)),
            hint=str(entry.get("hint", "")),
        )

    def _line(self, entry: Mapping[str, Any], place: str) -> Line:
        self._known_keys(entry, "line", place)
        texts = entry.get("text")
        each = str(entry.get("each", ""))
        if each and each not in SOURCES:
            self.problems.append(f"{place}: không có danh sách «{each}».")
        when = None
        if "when" in entry:
            try:
                when = parse_comparison(str(entry["when"]))
            except Refusal as refusal:
                self.problems.append(f"{place}: {refusal}")
        return Line(
            texts=self._templates(texts if isinstance(texts, list) else (texts,), place),
            none=self._optional(entry.get("none"), place),
            when=when,
            spans=self._spans(entry.get("spans", ()), place),
            each=each,
            intro=self._optional(entry.get("intro"), place),
            areas=tuple(entry.get("areas", ())),
            most=int(entry.get("most", 0)),
            joined=str(entry.get("joined", "")),
            bullet=bool(entry.get("bullet", True)),
        )

    def _watches(self, entries: Sequence[Mapping[str, Any]]) -> Iterator[Watch]:
        for entry in entries:
            code = str(entry.get("code", ""))
            place = f"Chỉ tiêu theo dõi «{code}»"
            self._known_keys(entry, "watch", place)
            if entry.get("better", "up") not in ("up", "down"):
                self.problems.append(f"{place}: better phải là up hoặc down.")
            name = str(entry.get("name", ""))
            if not name:
                self.problems.append(f"{place}: thiếu tên gọi (name).")
            said = self._template(entry.get("said", f"{name} đạt {{value}}"), place)
            better = entry.get("better", "up") == "up"
            yield Watch(code, name, said, better, bool(entry.get("yearly", False)))


def _unknown(outline: Outline, indicators: IndicatorCatalogue) -> Iterator[str]:
    """What the sentences speak of that nobody knows."""
    for place, template, words in _templates(outline):
        for slot in template.slots():
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
            for other in (line.none, line.intro):
                if other is not None:
                    yield where, other, ()
    for watch in outline.watches:
        yield f"Chỉ tiêu theo dõi «{watch.code}»", watch.said, ("value",)
