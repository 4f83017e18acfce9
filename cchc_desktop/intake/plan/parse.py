"""A read file becomes the draft of a plan.

The paragraphs are shared out in printed order: head, decision, title, preamble, body, closing, foot,
annexes (FACTS.md section 2.1). Each part has a module of its own; here they are put together, and it is
made sure that every paragraph went somewhere.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ...domain.areas import Area
from ...domain.errors import Refusal
from ...domain.periods import PlanPeriod
from ...domain.plan import ANNEX_NOTE, Draft, Item, ItemKind, Plan, PlanLevel, Urgency
from ...domain.text import capitalized, fold
from ..source import Source, SourceTable
from . import head as plan_head
from .annex import Fill, merge, opens_annex, read_annexes
from .body import Nester, without_footnotes
from .foot import Foot, opens_foot, read_foot
from .gaps import gaps, layout_words
from .groups import give
from .head import Head
from .identity import identify, programme_subject, second_document
from .kinds import Classifier
from .markers import MarkerStyle, split_marker
from .nodes import Node, NumberedBlock
from .period import Issue, find_period
from .preamble import is_basis, issuing_sentence, preamble_items
from .reform import judged, names_reform
from .said import with_said
from .titles import AreaFinder, topic_of

_NOT_A_PLAN = "Tệp này không giống một kế hoạch cải cách hành chính: "
_OWN_NAME = re.compile(
    r"\s*Trên đây là (?:toàn bộ )?(?:nội dung )?(?:kế hoạch|chương trình)(?: của)?", re.IGNORECASE
)
_UNDER_SUBJECT = ("(ban hanh kem", "(kem theo", "(duoc dieu chinh", "(duoc sua doi", "(duoc bo sung")
"""How what stands in brackets under the subject begins."""
_CLOSING_LINES = 6
_LONGEST_HEAD = 60
"""So many lines before a title are read as the head; the others are left over."""


def parse_plan(source: Source, areas: Sequence[Area], today: date) -> Draft:
    """The draft of the plan that the file holds.

    ``today`` gives the year where the file names none. Raises Refusal, with a sentence that says why,
    where the file is no reform plan. Every paragraph of the source is in an item, in ``placed`` or in
    ``unplaced`` of the draft.
    """
    return _Parser(source, areas, today).draft()


def _says_something(text: str) -> bool:
    """Whether a paragraph is more than a page number or a rule: words, or a value as in «- 95%»."""
    return any(c.isalpha() for c in text) or ("%" in text and any(c.isdigit() for c in text))


class _Parser:
    def __init__(self, source: Source, areas: Sequence[Area], today: date) -> None:
        self._source = source
        self._areas = areas
        self._today = today
        self._finder = AreaFinder(areas)
        self._placed: set[int] = set()
        self._warnings: list[str] = []
        self._left: list[NumberedBlock] = []
        self._fills: dict[str, Fill] = {}
        self._lines = self._content(source)
        self._title = ""
        self._untitled: list[NumberedBlock] = []

    def _content(self, source: Source) -> list[NumberedBlock]:
        lines = []
        for number, block in source.numbered():
            if isinstance(block, SourceTable):
                rows = len(block.rows)
                if any(cell.strip() for row in block.rows for cell in row):
                    lines.append(NumberedBlock(number, "", table=block))
                else:
                    self._placed.update(range(number, number + rows))
            elif _says_something(block.text) and " ".join(block.text.split()) != ANNEX_NOTE:
                text = block.text.strip()
                bold = max(0, block.bold_lead - (len(block.text) - len(block.text.lstrip())))
                lines.append(
                    NumberedBlock(
                        number, text, min(bold, len(text)), block.italic, block.centered, block.doubt
                    )
                )
            else:
                # Page numbers, rules between the parts, and the line that is printed where an annex follows.
                self._placed.add(number)
        return lines

    def draft(self) -> Draft:
        """All parts, put together."""
        lines, footnotes = without_footnotes(self._lines)
        lines = plan_head.head_as_lines(lines)
        identity = identify(lines)
        self._title = identity.title
        self._warnings.extend(identity.warnings)
        decision_at, title_at = identity.decision_at, identity.title_at
        texts = [line.text for line in lines[:400]]
        decision, foot, head_lines = self._before_title(lines, decision_at, title_at)
        head = plan_head.read_head(head_lines, texts)
        self._placed |= head.used
        self._warnings.extend(head.doubts)
        subject, enclosure, start = self._subject(lines, title_at, head)
        body_end = self._body_end(lines, start)
        body = lines[start:body_end]
        opening, sections = self._split_opening(body)
        preamble = preamble_items(opening)
        calls_itself = self._calls_itself(preamble)
        if title_at is None:
            subject = self._guessed_subject(calls_itself)
        body_lines, closing, tail = self._closing(sections)
        period = self._period(subject, calls_itself, closing, head)
        nodes = self._nested(body_lines)
        more = self._nested(tail) if tail else []
        codes = {node.area for root in (*nodes, *more) for node in _walk(root) if node.area}
        beginning = " ".join(line.text for line in lines[:40])
        extent, about = judged(subject, calls_itself, len(codes), beginning)
        self._warnings.extend([about] if about else [])
        self._refuse_shapeless([*nodes, *more], title_at is not None)
        classifier = Classifier(period, self._finder)
        items = [*preamble, *classifier.items(nodes), *closing, *classifier.items(more)]
        self._warnings.extend([words] if (words := second_document(lines[body_end:])) else [])
        own_foot, stray, annex_lines = self._foot(lines[body_end:])
        items.extend(classifier.items(self._nested(stray)))
        foot = own_foot if foot is None else self._one_foot(foot, own_foot, lines[body_end:])
        items.extend(Item(ItemKind.TEXT, line.text, source=(line.number,)) for line in footnotes)
        items.extend(self._annexes(annex_lines, items, period))
        items = [with_said(merge(item, self._fills), period) for item in items]
        if decision is not None:
            items.insert(0, decision)
            enclosure = "" if plan_head.tells_only_its_decision(enclosure, head) else enclosure
        plan = self._plan(subject, enclosure, period, head, items, foot)
        self._warnings.extend(dict.fromkeys(classifier.warnings))
        self._warnings.extend(gaps(plan, self._areas, extent))
        return self._accounted(plan, layout_words(plan, self._areas, extent))

    def _nested(self, lines: Sequence[NumberedBlock]) -> list[Node]:
        nodes = Nester(self._finder).nest(lines)
        give(nodes)
        return nodes

    # Refusals

    @staticmethod
    def _refuse_shapeless(nodes: Sequence[Node], titled: bool) -> None:
        sections = sum(1 for node in nodes if node.numbered or node.known)
        areas = any(node.area is not None for root in nodes for node in _walk(root))
        if not sections and not areas:
            raise Refusal(
                _NOT_A_PLAN + "không thấy đề mục nào (I., II., …) và không thấy lĩnh vực nào.", "file"
            )
        if not titled and sections < 2 and not areas:
            raise Refusal(_NOT_A_PLAN + "không thấy tiêu đề «KẾ HOẠCH» và các đề mục của kế hoạch.", "file")

    # Head

    def _before_title(
        self, lines: list[NumberedBlock], decision_at: int | None, title_at: int | None
    ) -> tuple[Item | None, Foot | None, list[NumberedBlock]]:
        """The decision with its foot, where there is one, and the lines of the head."""
        if title_at is None:
            return None, None, lines[: plan_head.head_end(lines)]
        if decision_at is None:
            begins = max(0, title_at - _LONGEST_HEAD)
            self._left.extend(line for line in lines[:begins] if line.table is None)
            return None, None, lines[begins:title_at]
        inside = lines[decision_at + 1 : title_at]
        articles = (
            p for p, line in enumerate(inside) if split_marker(line.text).style is MarkerStyle.ARTICLE
        )
        first_article = next(articles, 0)
        foot_at = next((p for p in range(first_article, len(inside)) if _is_foot(inside, p)), len(inside))
        foot_end = next(
            (p for p in range(foot_at, len(inside)) if plan_head.read_head([inside[p]], ()).symbol),
            len(inside),
        )
        foot = read_foot([line for line in inside[foot_at:foot_end] if line.table is None])
        second = [*foot.left, *(line for line in inside[foot_end:] if line.table is None)]
        foot.left = []
        self._placed |= foot.used
        self._placed.add(lines[decision_at].number)
        again = plan_head.read_head(second, ())
        self._placed |= again.used
        self._left.extend(again.left)
        return self._decision(inside[:foot_at]), foot, lines[:decision_at]

    def _decision(self, lines: Sequence[NumberedBlock]) -> Item:
        count = plan_head.subject_lines(lines)
        subject = " ".join(line.text for line in lines[:count])
        children: list[Item] = []
        rest = lines[count:]
        articles_at = next(
            (p for p, line in enumerate(rest) if split_marker(line.text).style is MarkerStyle.ARTICLE),
            len(rest),
        )
        for line in rest[:articles_at]:
            kind = ItemKind.BASIS if is_basis(line.text) else ItemKind.TEXT
            children.append(Item(kind, line.text, source=(line.number,)))
        for line in rest[articles_at:]:
            marker = split_marker(line.text)
            if marker.style is MarkerStyle.ARTICLE or not children:
                children.append(Item(ItemKind.ARTICLE, marker.text, marker.printed, source=(line.number,)))
            else:
                below = Item(ItemKind.TEXT, marker.text, marker.printed, source=(line.number,))
                children[-1] = replace(children[-1], children=(*children[-1].children, below))
        sources = tuple(line.number for line in lines[:count])
        return Item(ItemKind.DECISION, subject, children=tuple(children), source=sources)

    def _subject(self, lines: list[NumberedBlock], title_at: int | None, head: Head) -> tuple[str, str, int]:
        """The subject, the line in brackets under it, and where the text proper begins."""
        if title_at is None:
            self._untitled = head.left
            return "", "", plan_head.head_end(lines)
        self._left.extend(head.left)
        parts = [plan_head.title_subject(lines[title_at]) or programme_subject(lines[title_at].text)]
        self._placed.add(lines[title_at].number)
        start = title_at + 1
        count = plan_head.subject_lines(lines[start:])
        for line in lines[start : start + count]:
            parts.append(line.text)
            self._placed.add(line.number)
        start += count
        enclosure = ""
        if start < len(lines) and fold(lines[start].text).startswith(_UNDER_SUBJECT):
            count = plan_head.bracketed_lines(lines[start:])
            enclosure = " ".join(line.text for line in lines[start : start + count])
            self._placed.update(line.number for line in lines[start : start + count])
            start += count
        subject = " ".join(" ".join(parts).split())
        if not subject:
            self._warnings.append("Không thấy trích yếu của kế hoạch.")
        return subject, enclosure, start

    @staticmethod
    def _calls_itself(preamble: Sequence[Item]) -> str:
        """What the sentence that issues the plan calls it; empty where no sentence does."""
        texts = [item.text for item in reversed(preamble)]
        sure = (issuing_sentence(text) for text in texts)
        loose = (issuing_sentence(text, leads_on=False) for text in texts)
        return next((words for words in (*sure, *loose) if words), "")

    def _guessed_subject(self, calls_itself: str) -> str:
        """The subject of a plan without a title line, from its head or from the sentence that issues it."""
        subject = " ".join(line.text for line in self._untitled if names_reform(line.text)) or calls_itself
        for line in self._untitled:
            (self._placed.add(line.number) if names_reform(line.text) else self._left.append(line))
        if not subject:
            self._warnings.append("Không thấy tiêu đề «KẾ HOẠCH»; hãy nhập trích yếu của kế hoạch.")
            return ""
        subject = subject.removeprefix("Kế hoạch ").removeprefix("V/v ")
        subject = capitalized(subject)
        self._warnings.append(f"Không thấy tiêu đề «KẾ HOẠCH»; đoán trích yếu là «{subject}». Hãy kiểm tra.")
        return subject

    def _period(self, subject: str, calls_itself: str, closing: Sequence[Item], head: Head) -> PlanPeriod:
        ends = [_OWN_NAME.sub("", item.text, count=1) for item in closing]
        issue = Issue(head.year, head.month, head.issued_on)
        body = [line.text for line in self._lines]
        found = find_period([subject, calls_itself, *ends], issue, body, self._today)
        self._warnings.extend([found.doubt] if found.doubt else [])
        return found.period

    # Body

    @staticmethod
    def _body_end(lines: Sequence[NumberedBlock], start: int) -> int:
        """Where the foot or the first annex begins."""
        seen_section = False
        for place in range(start, len(lines)):
            line = lines[place]
            if line.table is not None:
                continue
            if _is_foot(lines, place):
                return place
            style = split_marker(line.text).style
            seen_section = seen_section or style <= MarkerStyle.NUMBER
            if seen_section and opens_annex(line):
                return place
        return len(lines)

    @staticmethod
    def _split_opening(body: list[NumberedBlock]) -> tuple[list[NumberedBlock], list[NumberedBlock]]:
        """The preamble, and what comes from the first heading on."""
        for place, line in enumerate(body):
            if line.table is not None:
                return body[:place], body[place:]
            style = split_marker(line.text).style
            capitals = line.text == line.text.upper() and topic_of(line.text) is not None
            if style < MarkerStyle.STAR or capitals:
                return body[:place], body[place:]
        return body, []

    @staticmethod
    def _closing(lines: list[NumberedBlock]) -> tuple[list[NumberedBlock], list[Item], list[NumberedBlock]]:
        """The body, the closing paragraphs, and what a damaged file has after them."""
        plain = [
            place
            for place, line in enumerate(lines)
            if line.table is None and split_marker(line.text).style is MarkerStyle.PLAIN
        ]
        at = next(
            (place for place in reversed(plain) if fold(lines[place].text).startswith("tren day la")), None
        )
        if at is None and plain and plain[-1] == len(lines) - 1 and lines[-1].text.endswith("./."):
            at = plain[-1]
        if at is None:
            return lines, [], []
        end = len(lines)
        if end - at > _CLOSING_LINES or any(line.table is not None for line in lines[at:]):
            end = at + 1
        begins = at
        if begins and begins - 1 in plain and fold(lines[begins - 1].text).startswith("trong qua trinh"):
            begins -= 1
        closing = []
        for line in lines[begins:end]:
            marker = split_marker(line.text)
            closing.append(
                Item(ItemKind.CLOSING, marker.text, marker.printed, source=(line.number,), doubt=line.doubt)
            )
        return lines[:begins], closing, lines[end:]

    # Foot and annexes

    def _foot(self, lines: list[NumberedBlock]) -> tuple[Foot, list[NumberedBlock], list[NumberedBlock]]:
        """The foot, sections that a damaged file has after it, and the lines of the annexes."""
        annex = next(
            (p for p, line in enumerate(lines) if line.table is not None or opens_annex(line)), len(lines)
        )
        end = next(
            (
                p
                for p, line in enumerate(lines[:annex])
                if split_marker(line.text).path and not opens_foot(line.text)
            ),
            annex,
        )
        foot = read_foot(lines[:end])
        self._placed |= foot.used
        self._left.extend(foot.left)
        return foot, lines[end:annex], lines[annex:]

    def _one_foot(self, decision: Foot, own: Foot, lines: Sequence[NumberedBlock]) -> Foot:
        """The decision's foot, with what only the foot of the plan that is attached to it tells.

        What the two say otherwise is left over: only the decision is signed and sent out.
        """
        both_sent = decision.recipients and own.recipients and decision.recipients != own.recipients
        both_signed = decision.signer.name and own.signer.name and decision.signer != own.signer
        if both_sent or both_signed:
            self._placed -= own.used
            self._left.extend(line for line in lines if line.number in own.used)
            self._warnings.append(
                "Kế hoạch kèm theo quyết định có nơi nhận hoặc chữ ký riêng; lấy của quyết định, vì văn bản "
                "kèm theo không ký riêng. Hãy kiểm tra."
            )
        signer = decision.signer if decision.signer.name else own.signer
        return Foot(decision.recipients or own.recipients, signer)

    def _annexes(self, lines: list[NumberedBlock], items: Sequence[Item], period: PlanPeriod) -> list[Item]:
        if not lines:
            return []
        tasks = [item for root in items for item in root.walk() if item.kind is ItemKind.TASK]
        annexes = read_annexes(lines, tasks, self._finder, period)
        self._placed |= annexes.used
        self._fills = annexes.fills
        return annexes.items

    # The whole

    def _plan(
        self,
        subject: str,
        enclosure: str,
        period: PlanPeriod,
        head: Head,
        items: list[Item],
        foot: Foot | None,
    ) -> Plan:
        foot = foot or Foot()
        leads = [item.text for item in items if item.kind in (ItemKind.TEXT, ItemKind.CLOSING)]
        issuer = head.issuer or plan_head.find_issuer(leads, subject)
        names = [f"{issuer}, {head.superior}", subject, foot.signer.authority, *leads]
        level = plan_head.level_of(names)
        if level is None:
            self._warnings.append("Không rõ kế hoạch của cấp nào; tạm coi là kế hoạch cấp xã.")
        return Plan(
            subject=subject,
            period=period,
            level=level or PlanLevel.COMMUNE,
            superior=head.superior,
            issuer=issuer,
            place=head.place,
            number=head.number,
            issued_on=head.issued_on,
            draft_month=None if head.issued_on else head.month,
            draft_year=None if head.issued_on else head.year,
            enclosure=enclosure,
            items=tuple(items),
            recipients=tuple(line for line in foot.recipients if line),
            signer=foot.signer,
            symbol=head.symbol or "KH-UBND",
            title=self._title,
            urgency=head.urgency or self._stamped(),
        )

    def _stamped(self) -> Urgency:
        """The urgency that a stamp tells, which a reader of pages has put aside."""
        stamps = " ".join(fold(note) for note in self._source.notes if "dau dong" in fold(note))
        found = (Urgency.AT_ONCE, Urgency.VERY_URGENT, Urgency.URGENT)
        return next((each for each in found if fold(each.label) in stamps), Urgency.NONE)

    def _accounted(self, plan: Plan, layout: str) -> Draft:
        """The draft, with every paragraph in an item, in ``placed`` or in ``unplaced``."""
        lines = self._source.lines
        read = {number for item in plan.walk() for number in item.source}
        empty = {number for number, text in enumerate(lines, start=1) if not _says_something(text)}
        self._placed |= empty - read
        left = {line.number for line in self._left} - read - self._placed
        left |= set(range(1, len(lines) + 1)) - read - self._placed
        assert read | self._placed | left == set(range(1, len(lines) + 1))
        unplaced = tuple(lines[number - 1] for number in sorted(left))
        if unplaced:
            self._warnings.append(f"Có {len(unplaced)} đoạn chưa xếp được vào kế hoạch; hãy xem lại.")
        warnings = (*self._source.notes, *dict.fromkeys(self._warnings))
        return Draft(plan, lines, frozenset(self._placed), unplaced, warnings, self._source.spots, layout)


def _walk(node: Node) -> list[Node]:
    found, waiting = [], [node]
    while waiting:
        here = waiting.pop()
        found.append(here)
        waiting.extend(here.children)
    return found


def _is_foot(lines: Sequence[NumberedBlock], place: int) -> bool:
    """Whether the foot begins here; a lone line in capitals counts only with the foot's company."""
    line = lines[place]
    if line.table is not None or not opens_foot(line.text):
        return False
    if fold(line.text).startswith("noi nhan"):
        return True
    return len(line.text.split()) <= 14 and line.text == line.text.upper() and not line.text.endswith(":")
