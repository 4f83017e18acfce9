"""The passages of a report: what the data say, and what an official wrote in their place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..formulas import Comparison
from ..numerals import POINT_LETTERS, to_roman
from ..readings import EMPTY
from ..text import capitalized
from .data import ReportData
from .facts import Facts
from .lists import Entry, going_on, in_sentence
from .marks import Mark, Marked, carried, joined
from .outline import Outline, PassageKind, Section, Statement
from .records import Passage
from .wording import MISSING, Look, Presence, Slot, Spoken, Template, Word, say


@dataclass(frozen=True, slots=True)
class Generated:
    """What the data say in a section: lines of text, the codes of the figures in it, what is missing, and
    where the numbers of the text come from."""

    title: str
    text: str = ""
    codes: tuple[str, ...] = ()
    hint: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage as the screen lists it and as it is printed.

    ``generated`` is what the data say now, ``text`` what will be printed: the same, or the official's words
    where ``own``. ``changed`` marks own words whose data say something else than when they were written,
    which ``made_from`` is.
    Each line of a text is a paragraph, «- » and «+ » begin those of an enumeration. A passage without text
    is not printed, nor a heading with nothing under it; ``marker`` is its number among those that are, and
    empty where it is not. ``codes`` are the figures that the data speak of; ``hint`` says what is missing,
    for the screen only. ``marks`` say where the numbers of ``text`` come from: in an official's words those
    that were left as the data had them.
    """

    key: str
    marker: str
    title: str
    level: int
    kind: PassageKind
    generated: str = ""
    text: str = ""
    own: bool = False
    changed: bool = False
    codes: tuple[str, ...] = ()
    hint: str = ""
    area: int = 0
    made_from: str = ""
    marks: tuple[Mark, ...] = ()

    def printing(self, text: str) -> "PassageRow":
        """The passage as it is where this is printed."""
        return replace(self, text=text, marks=carried(Marked(self.text, self.marks), text))

    @property
    def id(self) -> str:
        """The passage's key, by which a list finds its row again."""
        return self.key


def passage_rows(data: ReportData, outline: Outline, own: Mapping[str, Passage]) -> list[PassageRow]:
    """The passages of a report in the order of its outline, an official's words before the data's."""
    facts = Facts(data, outline)
    rows = []
    for section in outline.sections:
        if section.spans and data.period.span not in section.spans and not _has_figures(section, data):
            continue
        if section.needs and section.key not in own and not facts.entries(section.needs):
            continue
        result = generated(section, facts, data)
        kept = own.get(section.key) if section.kind is PassageKind.TEXT else None
        text = result.text if kept is None else kept.text
        rows.append(
            PassageRow(
                key=section.key,
                marker="",
                title=result.title,
                level=section.level,
                kind=section.kind,
                generated=result.text,
                text=text,
                own=kept is not None,
                changed=kept is not None and kept.made_from != result.text,
                made_from=kept.made_from if kept is not None else "",
                codes=result.codes,
                hint=result.hint,
                area=section.area,
                marks=result.marks if kept is None else carried(Marked(result.text, result.marks), text),
            )
        )
    return _numbered(rows)


def _has_figures(section: Section, data: ReportData) -> bool:
    """Whether anything was entered in the section's area, so that it is reported in other spans as well."""
    return any(
        data.readings.get(indicator.code, EMPTY).value for indicator in data.catalogue.of_area(section.area)
    )


def _numbered(rows: Sequence[PassageRow]) -> list[PassageRow]:
    """The rows with the numbers that are printed: I., 1., a), each counted under the one above."""
    counts = {1: 0, 2: 0, 3: 0}
    found = list(rows)
    for index, row in enumerate(rows):
        if row.level and _is_printed(rows, index):
            counts[row.level] += 1
            for below in range(row.level + 1, 4):
                counts[below] = 0
            found[index] = replace(row, marker=_number(row.level, counts[row.level]))
    return found


def _number(level: int, count: int) -> str:
    match level:
        case 1:
            return f"{to_roman(count)}."
        case 2:
            return f"{count}."
        case _:
            return f"{POINT_LETTERS[count - 1]})"


def _is_printed(rows: Sequence[PassageRow], index: int) -> bool:
    """Whether the row has text, or stands over one that has."""
    row = rows[index]
    if row.kind is PassageKind.TEXT:
        return bool(row.text)
    for below in rows[index + 1 :]:
        if below.level <= row.level:
            return False
        if below.kind is PassageKind.TEXT and below.text:
            return True
    return False


def generated(section: Section, facts: Facts, data: ReportData) -> Generated:
    """What the data say in a section."""
    title = say(section.title, facts.look)
    result = Generated(title.text if title is not None else section.key)
    if section.kind is PassageKind.HEADING:
        return result
    paragraphs: list[tuple[Statement, list[Spoken]]] = []
    missing: dict[str, None] = {}
    cited: set[str] = set()
    for line in section.lines:
        if line.is_for(data.dates, data.length):
            said, lacking = _said(line, section, facts, data)
            missing.update(dict.fromkeys(lacking))
            said = [each for each in said if not _is_cited(each, cited)]
            if said:
                paragraphs.append((line, said))
    if not paragraphs and section.none is not None and (said_none := say(section.none, facts.look)):
        paragraphs.append((Statement((section.none,), bullet=False), [said_none]))
    codes = dict.fromkeys(code for _, said in paragraphs for each in said for code in each.codes)
    told = _ended(_told_once(list(_laid_out(section, paragraphs))), section.ends)
    return replace(
        result,
        text=told.text,
        marks=told.marks,
        codes=tuple(codes),
        hint=_hint(section, paragraphs, list(missing), data),
    )


_CITING = re.compile(r"Căn cứ [^,;]*?\bsố (\d\S*)")
"""A legal basis with the number of its document: the plan's own may be one that every report has."""


def _is_cited(each: Spoken, cited: set[str]) -> bool:
    """Whether a line cites what a line before it cites; what it cites is known from then on."""
    if (found := _CITING.match(each.text)) is None:
        return False
    is_known = found[1] in cited
    cited.add(found[1])
    return is_known


_UNTIL = re.compile(r"((?:^|[-+] )[Tt]ính đến ngày [\d/]+) (\(chưa có số liệu quý [IV, ]+\))")


def _told_once(lines: list[Marked]) -> list[Marked]:
    """The lines of a section, of which the first says what its figures lack, and the others until when they
    are."""
    told: set[str] = set()
    found = []
    for line in lines:
        if (begins := _UNTIL.match(line.text)) is not None:
            is_known = begins[2] in told
            told.add(begins[2])
            found.append(line.replaced(f" {begins[2]}", "") if is_known else line)
        else:
            found.append(line)
    return found


def _hint(section: Section, paragraphs: Sequence[object], missing: list[str], data: ReportData) -> str:
    if missing:
        names = [data.catalogue.by_code[code].name for code in missing if code in data.catalogue.by_code]
        rest = f" và {len(missing) - 3} chỉ tiêu khác" if len(missing) > 3 else ""
        shown = "; ".join(f"{code} {name}" for code, name in zip(missing[:3], names, strict=False))
        return f"Chưa có số liệu: {shown}{rest}."
    return "" if paragraphs else section.hint


def _laid_out(section: Section, paragraphs: Sequence[tuple[Statement, list[Spoken]]]) -> Iterator[Marked]:
    """The lines with their dashes; a single one has none."""
    alone = sum(len(said) for _, said in paragraphs) == 1
    for line, said in paragraphs:
        for index, each in enumerate(said):
            dashed = section.listed and line.bullet and not alone
            sign = "+ " if line.intro is not None and index and dashed else "- " if dashed else ""
            yield sign + each.told


def _ended(lines: Sequence[Marked], mark: str) -> Marked:
    if mark and lines:
        bare = [line.cut(0, len(line.text.rstrip(" .;,"))) for line in lines]
        lines = [*(line + mark for line in bare[:-1]), bare[-1] + "."]
    return joined("\n", lines)


def _said(
    line: Statement, section: Section, facts: Facts, data: ReportData
) -> tuple[list[Spoken], list[str]]:
    """What a line says, and the codes of the figures that it cannot do without."""
    if line.when is not None and not _holds(line.when, data):
        return [], []
    areas = line.areas or ((section.area,) if section.area else ())

    def look(slot: Slot) -> Word:
        return facts.look(slot, None, areas)

    if line.each:
        return _each(line, facts, areas), []
    lead = next((slot for text in line.texts for slot in text.slots() if slot.is_code), None)
    lead_word = look(Slot(lead.name, lead.of)) if lead is not None else None
    is_none = lead_word is not None and lead_word.presence is Presence.ZERO
    if is_none and line.none is not None and (said := say(line.none, look, even_without=True)):
        # A sentence that begins with what did not occur has the figure's code without printing it.
        codes = said.codes if lead is None or lead.name in said.codes else (lead.name, *said.codes)
        return [_dated(line.none, replace(said, codes=codes), look, data)], []
    for text in line.texts:
        if (said := say(text, look)) is not None:
            return [_dated(text, said, look, data)], []
    return [], _lacking(line.texts[0], look)


def _dated(template: Template, said: Spoken, look: Look, data: ReportData) -> Spoken:
    """A sentence whose figures lack quarters, or go on, with the day until which they are there: in the place
    of the period that it names, or before it."""
    until = data.until(said.lacks, mixed=said.mixed) or data.counted_until(said.codes)
    if not until:
        return said

    def instead(slot: Slot) -> Word:
        # What is not whole is no measure, and last year's is none for it.
        if slot.form == ">" or slot.of == "~":
            return MISSING
        return Word(until) if slot == Slot("in_period") else look(slot)

    again = say(template, instead, even_without=True)
    told = said.told if again is None else again.told
    if until[1:] in told.text:
        # «Trong năm tổ chức …» needs no comma, what stands in brackets at the beginning does.
        at = len(until)
        if told.text[1:at] == until[1:] and told.text[at : at + 1] == " ":
            told = told.cut(0, at) + "," + told.cut(at, len(told.text))
        return said.saying(told)
    return said.saying(f"{capitalized(until)}, " + going_on(told))


def _lacking(text: Template, look: Look) -> list[str]:
    """The codes whose figures the sentence waits for; what it only asks about is none of them."""
    return [
        slot.name
        for slot in text.needed()
        if slot.is_code and not slot.is_silent and look(slot).presence is Presence.MISSING
    ]


def _each(line: Statement, facts: Facts, areas: Sequence[int]) -> list[Spoken]:
    """The entries of a list, after their introduction where it has one."""
    entries = facts.entries_about(line, areas)
    if not entries:
        if line.none is None:
            return []
        said = say(line.none, lambda slot: facts.look(slot, None, areas), even_without=True)
        return [said] if said is not None else []
    weighty = sorted(entries, key=lambda entry: entry.weight, reverse=True)[: line.most or None]
    chosen = [entry for entry in entries if entry in weighty]
    if line.group:
        found = list(_grouped(line, facts, chosen, areas))
    else:
        spoken = (_entry_said(line, facts, entry, areas) for entry in chosen)
        found = [said for said in spoken if said is not None]
    intro = None
    if line.intro is not None:
        intro = say(line.intro, lambda slot: facts.look(slot, None, areas))
    if intro is None or not found:
        return found
    if len(found) == 1 and not line.group:
        # One thing alone is no enumeration.
        return [found[0].saying(intro.told + " " + going_on(found[0].told))]
    return [intro, *found]


def _grouped(
    line: Statement, facts: Facts, entries: Sequence[Entry], areas: Sequence[int]
) -> Iterator[Spoken]:
    """The entries that have a word in common, each group in one sentence."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.words.get(line.by, MISSING).text, []).append(entry)
    for together in groups.values():
        spoken = [said for entry in together if (said := _entry_said(line, facts, entry, areas)) is not None]
        if spoken:
            entries_told = joined("; ", (in_sentence(said.told) for said in spoken))
            words = {**together[0].words, "entries": Word.of(entries_told)}
            head = replace(together[0], words=words, code="")
            if (said := _entry_said(replace(line, texts=line.group), facts, head, areas)) is not None:
                codes = (code for each in spoken for code in each.codes)
                yield replace(said, codes=tuple(dict.fromkeys(codes)))


def _entry_said(line: Statement, facts: Facts, entry: Entry, areas: Sequence[int]) -> Spoken | None:
    for text in line.texts:
        # What it tells is the entry; figures beside it may be missing.
        if (said := say(text, lambda slot: facts.look(slot, entry, areas), even_without=True)) is not None:
            return replace(said, codes=(*said.codes, entry.code)) if entry.code else said
    return None


def _holds(when: Comparison, data: ReportData) -> bool:
    """Whether a condition holds; one that cannot be told yet does not."""
    values = {code: data.told(code).value for code in when.operands}
    return all(value is not None for value in values.values()) and when.holds(values)
