"""The paragraphs of a plan's body put one under the other, by their numbers and bullets alone.

No level is given to a number shape beforehand: a shape that is open already continues where it is open, a
list that starts right below a heading belongs to that heading, and only what is left is placed by the
usual order I. > 1. > 1.1. > a) > - > +. What a paragraph *is* comes after (plan_kinds.py).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ...domain.details import DetailField, parse_details
from ...domain.plan import Topic
from ...domain.text import fold
from .labels import label_of
from .markers import BULLETS, Marker, MarkerStyle, split_marker
from .nodes import Node, NumberedBlock, stands_over
from .titles import AreaFinder, inline_title, is_short_title, names_unit, plain_title, topic_of

_CLOSED_TOPICS = frozenset(
    {Topic.PURPOSE, Topic.REQUIREMENTS, Topic.FUNDING, Topic.REPORTING, Topic.DUTIES, Topic.SOLUTIONS}
)
"""Topics below which no area is opened and no line words a task's assignment."""

_MOST_LEVELS = 16
"""More than the kinds of numbers and bullets that a plan has below one another."""

_OWN_SECTIONS = frozenset({DetailField.FUNDING, DetailField.NOTE})
"""Labels that head a section of their own as often, unless an area is open."""
_LISTED = frozenset({MarkerStyle.DASH, MarkerStyle.GLYPH, MarkerStyle.PLUS})
_LEAD_IN_ENDS = ("sau:", "sau day:", "gom:", "trach nhiem:", "cu the:", "la:", "nhu:", "trung vao:")
_REFERS = re.compile(
    r"(?:chi tiet|theo|co|cac|noi dung|nhiem vu|chi tieu|muc tieu|danh muc|phan cong)\b[^.;:]{0,120}"
    r"\bphu luc(?:\s+(?:so\s*)?[ivx\d]{1,4})?"
    r"(?:\s+(?:kem theo|dinh kem|gui kem|ban hanh kem)[^.;:]{0,80})?[.;]?"
)
"""«Các nhiệm vụ cụ thể tại Phụ lục II kèm theo.», which only says where the tasks are."""
_ANNEX_WORDS = ("phu luc", "kem theo", "khung ke hoach", "danh muc", "bieu ")


def is_annex_note(text: str) -> bool:
    """Whether the paragraph only announces the annex: «(Chi tiết tại Phụ lục kèm theo Kế hoạch này)»."""
    stripped = text.strip().rstrip(".;,")
    inside = stripped[1:-1]
    return (
        stripped.startswith("(")
        and stripped.endswith(")")
        and "(" not in inside
        and any(words in fold(inside) for words in _ANNEX_WORDS)
    )


_REMARK = re.compile(r"(?:Chú thích(?: \S{1,4})?|Ghi chú)\s*:\s")
_FOOTNOTE = re.compile(r"Chú thích \d{1,3}: ")


def is_remark(text: str) -> bool:
    """Whether the paragraph is a note to others («Chú thích 1: …», «Ghi chú: …»): no task and no target."""
    return _REMARK.match(text) is not None


def without_footnotes(lines: list[NumberedBlock]) -> tuple[list[NumberedBlock], list[NumberedBlock]]:
    """The lines, and apart from them the footnotes that a reader gathered after the last of them."""
    end = len(lines)
    while end and lines[end - 1].table is None and _FOOTNOTE.match(lines[end - 1].text):
        end -= 1
    return lines[:end], lines[end:]


class Nester:
    """Builds the tree of nodes from lines; ``roots`` holds the result, ``warnings`` what was odd."""

    def __init__(self, finder: AreaFinder) -> None:
        self._finder = finder
        self._stack: list[Node] = []
        self._area_shapes: set[str] = set()
        self.roots: list[Node] = []

    def nest(self, lines: Sequence[NumberedBlock]) -> list[Node]:
        """The trees that the lines make up, in order; no line is left out."""
        index = 0
        while index < len(lines):
            line = lines[index]
            following = lines[index + 1] if index + 1 < len(lines) else None
            node = self._node(line, following)
            if node.style < MarkerStyle.ROMAN and not node.text and following and _is_title(following):
                # «Phần I» with its title on the next line.
                node.text = following.text
                node.topic = topic_of(node.text)
                node.sources.append(following.number)
                index += 1
            self._place(node, following)
            index += 1
        return self.roots

    # What a line is by itself

    def _node(self, line: NumberedBlock, following: NumberedBlock | None) -> Node:
        if line.table is not None:
            rows = list(range(line.number, line.number + len(line.table.rows)))
            return Node(rows, Marker(MarkerStyle.PLAIN, "", (), ""), "table", "", table=line.table)
        marker = split_marker(line.text)
        text = marker.text
        bold = max(0, line.bold_lead - (len(line.text) - len(text)))
        node = Node([line.number], marker, _shape(marker), text, bold, line.italic, line.doubt)
        if is_annex_note(text) or (marker.style is MarkerStyle.PLAIN and _REFERS.fullmatch(fold(text))):
            node.note = True
            return node
        if self._stack and not node.numbered and self._topic() not in _CLOSED_TOPICS:
            details = parse_details(text)
            node.detail = bool(details) and bool(details[0].value)
        if node.detail:
            self._see_group(node)
            return node
        if self._stack and self._is_label(node):
            node.label = True
            return node
        if node.numbered:
            node.topic = topic_of(_before_text(node)) if inline_title(text) else topic_of(text)
            node.area = self._area(node, following)
        elif marker.style in BULLETS:
            if not self._is_value(node):
                self._see_bullet(node, following)
        elif not self._wants_value():
            self._see_plain(node, line, following)
        return node

    def _is_label(self, node: Node) -> bool:
        """«b) Cơ quan thực hiện: …» in a list of tasks, or «- Cơ quan thực hiện:» with a list of its own."""
        head, colon, _ = node.text.partition(":")
        labelled = label_of(node.text)
        if labelled is None:
            return False
        # Beside «b) Giải pháp» the label «c) Phân công» is not below it.
        beside = next((n for n, other in enumerate(self._stack) if other.shape == node.shape), None)
        around = self._stack if beside is None or not node.numbered else self._stack[:beside]
        if self._topic(around) in _CLOSED_TOPICS:
            return False
        if not node.numbered:
            return bool(node.marker.printed or colon) and not labelled[1] and len(head.split()) <= 9
        above = [other for other in around if other.area is not None or other.topic is Topic.TASKS]
        if labelled[0] in _OWN_SECTIONS and not (above and above[-1].area):
            return False
        if not above:
            tasks = beside is not None and self._stack[beside].topic is Topic.TASKS
            return tasks and node.style > MarkerStyle.ARTICLE and topic_of(node.text) is None
        top = above[-1]
        return node.style > top.style if top.numbered else node.style >= MarkerStyle.NUMBER_2

    def _wants_value(self) -> bool:
        """Whether the line before is a label whose value comes below it."""
        top = self._stack[-1] if self._stack else None
        if top is None or not top.label or top.children:
            return False
        labelled = label_of(top.text)
        return labelled is not None and not labelled[1]

    def _is_value(self, node: Node) -> bool:
        """Whether a bullet stands in the list below a label: «- Báo cáo» is a product there, no heading."""
        label = next((other for other in reversed(self._stack) if other.label), None)
        if label is None or (not label.numbered and label.marker.printed == node.marker.printed):
            return False
        labelled = label_of(label.text)
        return labelled is not None and not labelled[1]

    def _see_group(self, node: Node) -> None:
        """A labelled bullet beside «- Nhiệm vụ:», whose tasks have another one, speaks for them all."""
        if node.style not in BULLETS:
            return
        for other in reversed(self._stack):
            if (
                other.shape == "bullet topic"
                and other.marker.printed == node.marker.printed
                and (other.children or other.label or inline_title(other.text))
            ):
                node.detail, node.label = False, True
                node.shape, node.marker = other.shape, replace(other.marker, text=node.text)
                return

    def _area(self, node: Node, following: NumberedBlock | None) -> int | None:
        """The area that a heading opens here, if areas may stand here at all."""
        if node.style > MarkerStyle.ROMAN_SUB and self._topic() in _CLOSED_TOPICS:
            return None
        guess = self._finder.find(_before_text(node))
        if guess is None or not (guess.usual or stands_over(node, following)):
            return None
        open_areas = [other for other in self._stack if other.area is not None]
        if open_areas and all(other.shape != node.shape for other in open_areas):
            return None
        if guess.sure:
            self._area_shapes.add(node.shape)
            return guess.code
        if node.shape in self._area_shapes and is_short_title(node.text):
            node.doubt = node.doubt or "Đoán lĩnh vực theo một số từ trong tiêu đề"
            return guess.code
        return None

    def _see_bullet(self, node: Node, following: NumberedBlock | None) -> None:
        """«- Chỉ tiêu:», «* Cải cách thể chế:»: headings that happen to have a bullet."""
        if (cut := inline_title(node.text)) and self._topic() not in _CLOSED_TOPICS and self._stack:
            node.topic = topic_of(node.text[:cut])
            node.shape = "bullet topic"
            node.marker = Marker(MarkerStyle.STAR, node.marker.printed, (), node.text)
            return
        short = len(node.text.split()) <= 12
        if not short or node.text[-1:] in ".;":
            return
        topic = topic_of(node.text)
        if topic is not None and _mere_topic(node.text) and self._topic() not in _CLOSED_TOPICS:
            node.topic = topic
        elif node.text.endswith(":") or self._opens_list(node, following):
            node.shape = "bullet area"
            node.area = self._area(node, following)
        if node.known:
            node.shape = "bullet area" if node.area else "bullet topic"
            node.marker = Marker(MarkerStyle.STAR, node.marker.printed, (), node.text)

    def _opens_list(self, node: Node, following: NumberedBlock | None) -> bool:
        """Whether a bullet is the name of an area over bullets of another sort: «* Cải cách thể chế»."""
        if following is None or following.table is not None:
            return False
        guess = self._finder.find(node.text)
        style = split_marker(following.text).style
        return guess is not None and guess.sure and style in BULLETS and style > node.style

    def _see_plain(self, node: Node, line: NumberedBlock, following: NumberedBlock | None) -> None:
        text = node.text
        words = len(text.split())
        if words > 24 or text[-1:] in ".;," or not text:
            return
        bold = line.bold_lead >= len(line.text.rstrip(" :")) > 0
        next_marker = split_marker(following.text) if following and following.table is None else None
        listed = next_marker is not None and next_marker.style is not MarkerStyle.PLAIN
        capitals = text == text.upper() and any(c.isalpha() for c in text) and words >= 2
        topic = topic_of(text)
        if capitals and topic is not None:
            node.marker = Marker(MarkerStyle.ROMAN, "", (), text)
            node.shape, node.topic = "plain section", topic
            return
        if topic is not None and _mere_topic(text) and words <= 8 and self._topic() not in (Topic.DUTIES,):
            node.topic, node.shape = topic, "plain topic"
            return
        guess_allowed = self._topic() not in _CLOSED_TOPICS and (bold or listed or capitals or line.centered)
        if guess_allowed and words <= 16:
            node.shape = "plain area"
            node.area = self._area(node, following)
            if node.area is not None:
                return
            node.shape = _shape(node.marker)
        lead_in = fold(text).endswith(_LEAD_IN_ENDS) and not names_unit(text)
        in_duties = self._topic() is Topic.DUTIES
        looks = (bold or line.italic) and words <= 16
        colon = text.endswith(":") and words <= 10 and listed and not lead_in
        # «Phát triển hạ tầng số» over the bullets of an area, where no mark ends it as it would a task.
        bullets = next_marker is not None and next_marker.style in BULLETS
        colon = colon or (bullets and words <= 12 and not lead_in and any(n.area for n in self._stack))
        unit = in_duties and listed and words <= 12 and names_unit(text)
        if self._stack and ((looks and not lead_in) or (colon and not in_duties) or unit):
            node.heading, node.shape = True, "plain heading"

    def _topic(self, above: Sequence[Node] | None = None) -> Topic | None:
        """The topic of the nearest heading above that has one."""
        for node in reversed(self._stack if above is None else above):
            if node.topic:
                return node.topic
            if node.topic is Topic.NONE or node.area is not None:
                return Topic.NONE
        return None

    # Where it goes

    def _place(self, node: Node, following: NumberedBlock | None) -> None:
        if node.note:
            self._place_note(node, following)
        elif node.table is not None:
            self._pop_content()
            self._append(node)
        elif node.detail:
            self._place_detail(node)
        else:
            if node.numbered:
                self._open_numbered(node)
            elif node.style is MarkerStyle.ROMAN:
                if not self._pop_to_shape(node):
                    self._pop_while(node.style)
            elif node.shape.startswith(("plain ", "bullet ")):
                self._open_plain_heading(node)
            elif node.style is MarkerStyle.PLAIN and not self._wants_value():
                self._pop_content()
            elif node.style is MarkerStyle.PLAIN:
                pass  # the value below «Cơ quan chủ trì:»
            else:
                self._open_bullet(node)
            self._append(node)
            self._stack.append(node)

    def _append(self, node: Node) -> None:
        # A number that is always the same opens a list below itself again and again.
        del self._stack[_MOST_LEVELS:]
        (self._stack[-1].children if self._stack else self.roots).append(node)

    def _pop_content(self) -> None:
        while self._stack and self._stack[-1].content:
            self._stack.pop()

    def _pop_while(self, style: MarkerStyle) -> None:
        while self._stack and self._stack[-1].style >= style:
            self._stack.pop()

    def _pop_to_shape(self, node: Node) -> bool:
        for place in range(len(self._stack) - 1, -1, -1):
            if self._stack[place].shape == node.shape:
                del self._stack[place:]
                return True
        return False

    def _place_note(self, node: Node, following: NumberedBlock | None) -> None:
        """A remark ends the area that it follows; before a new section or the end it ends the section."""
        after = split_marker(following.text).style if following and following.table is None else None
        if after is None or after <= MarkerStyle.ROMAN:
            self._stack.clear()
        areas = [place for place, other in enumerate(self._stack) if other.area is not None]
        if areas:
            del self._stack[areas[0] :]
        else:
            while self._stack and not self._stack[-1].known:
                self._stack.pop()
        self._append(node)

    def _place_detail(self, node: Node) -> None:
        """A line of an assignment goes under the task before it, not under its last sub-task."""
        if node.style is MarkerStyle.PLAIN:
            while len(self._stack) > 1 and self._stack[-1].content and self._may_be_task(self._stack[-2]):
                self._stack.pop()
            self._append(node)
            return
        last: Node | None = None
        while self._stack and (self._stack[-1].content and self._stack[-1].style >= node.style):
            last = self._stack.pop()
        if last is not None and (not self._stack or not self._is_task_like(self._stack[-1])):
            self._stack.append(last)
        self._append(node)

    @staticmethod
    def _may_be_task(node: Node) -> bool:
        return node.content or (node.numbered and not node.headish)

    @staticmethod
    def _is_task_like(node: Node) -> bool:
        return not node.known and not node.heading

    def _open_plain_heading(self, node: Node) -> None:
        self._pop_content()
        top = self._stack[-1] if self._stack else None
        opened = top is not None and top.known and not top.children and not inline_title(top.text)
        if not opened and self._pop_to_shape(node):
            return
        if node.topic is not None or node.area is not None:
            # An area or topic without a number ends the lists of what stood before it.
            while self._stack and not self._stack[-1].known:
                self._stack.pop()
        else:
            while self._stack and not self._stack[-1].headish:
                self._stack.pop()

    def _open_bullet(self, node: Node) -> None:
        top = self._stack[-1] if self._stack else None
        # «- Cơ quan chủ trì:» and below it, perhaps with the same bullet, the unit.
        lists = top is not None and top.label and top.text.endswith(":") and not (top.numbered and node.label)
        short = len(node.text.split()) <= 16 and names_unit(node.text)
        if lists and (short or (top is not None and top.style < node.style)):
            return
        shapes = [place for place, other in enumerate(self._stack) if other.shape == node.shape]
        if shapes:
            del self._stack[shapes[-1] :]
            return
        if (heading := self._bullet_heading(node)) is not None:
            del self._stack[heading:]
            return
        while self._stack and self._stack[-1].content and self._stack[-1].style >= node.style:
            top = self._stack[-1]
            if (top.marker.printed or top.label) and top.text.endswith(":") and not top.children:
                break
            if (
                MarkerStyle.GLYPH in (top.style, node.style)
                and top.style in _LISTED
                and node.style in _LISTED
            ):
                # «•» has no rank among bullets: one that was not met yet begins a list inside.
                break
            self._stack.pop()

    def _bullet_heading(self, node: Node) -> int | None:
        """The place of «- Các việc sau:» with a list of its own, where «- …» goes on beside it."""
        for place, other in enumerate(self._stack):
            same = other.shape.startswith("bullet ") and other.marker.printed == node.marker.printed
            if same and other.children and all(child.style is not node.style for child in other.children):
                return place
        return None

    def _open_numbered(self, node: Node) -> None:
        candidates = [place for place, other in enumerate(self._stack) if other.shape == node.shape]
        if not candidates:
            self._open_new_shape(node)
            return
        place = self._sibling(node, candidates)
        if place is None:
            self._pop_content()
        else:
            del self._stack[place:]

    def _open_new_shape(self, node: Node) -> None:
        """A shape of number that is not open: a list below the heading just read, or by rank."""
        while self._stack and self._stack[-1].content and not self._stack[-1].marker.printed:
            self._stack.pop()
        top = self._stack[-1] if self._stack else None
        begins = node.marker.ordinal == 1 and node.style > MarkerStyle.ROMAN
        if node.marker.ordinal == 1 and node.style is MarkerStyle.CAPITAL and top is not None:
            # «A.» right below «II. NHIỆM VỤ» divides that section.
            begins = top.style is MarkerStyle.ROMAN and not top.children
        if begins and top is not None:
            listed = any(child.marker.printed for child in top.children)
            open_list = top.text.endswith(":") or (top.headish and not top.content)
            if open_list and not listed:
                return
        if begins and top is not None and top.shape.startswith("plain "):
            return
        inner = next((n for n in reversed(self._stack) if n.style is node.style and n.numbered), None)
        if begins and inner is not None and inner.shape != node.shape and self._stack.index(inner) > 0:
            # «1)» below «1.», or below the bullets of it: another sort of number begins a list inside.
            del self._stack[self._stack.index(inner) + 1 :]
            return
        self._pop_while(node.style)

    def _sibling(self, node: Node, candidates: list[int]) -> int | None:
        """The place in the stack of the entry that the node follows, or None where it opens a list below."""
        path, ordinal = node.marker.path, node.marker.ordinal

        def follows(place: int) -> bool:
            other = self._stack[place].marker
            if len(path) > 1 and path[:-1] != other.path[:-1]:
                return ordinal == 1
            return other.ordinal + 1 == ordinal

        inner_first = candidates[::-1]
        if node.area is not None:
            areas = [place for place in inner_first if self._stack[place].area is not None]
            if areas:
                return areas[0]
        exact = [place for place in inner_first if follows(place)]
        if node.known and (known := [place for place in exact if self._stack[place].known]):
            return known[0]
        if exact:
            return exact[0]
        if ordinal == 1 and len(path) == 1:
            return self._restart(node, inner_first)
        later = [place for place in inner_first if ordinal > self._stack[place].marker.ordinal]
        return later[0] if later else inner_first[0]

    def _restart(self, node: Node, inner_first: list[int]) -> int | None:
        """A number 1 where its shape is open already: a list of its own, or a number typed twice."""
        inner = inner_first[0]
        other = self._stack[inner]
        if node.known and other.known and (node.area is None) == (other.area is None):
            return inner
        between = [above for above in self._stack[inner + 1 :] if not above.content]
        if between:
            return None
        bulleted = any(child.marker.printed for child in other.children)
        if other.headish and not bulleted and node.style > MarkerStyle.ROMAN:
            return None
        return inner


def _shape(marker: Marker) -> str:
    """What two numbers of one list have in common: the style and the closing mark."""
    closing = marker.printed[-1:] if marker.path and marker.printed[-1:] in ").:/" else ""
    if marker.style in (MarkerStyle.NUMBER_2, MarkerStyle.NUMBER_3, MarkerStyle.ROMAN):
        closing = ""  # «2.1» beside «2.2.» is one list
    return f"{marker.style.name} {closing}{len(marker.path) if len(marker.path) > 2 else ''}"


def _is_title(line: NumberedBlock) -> bool:
    return line.table is None and line.text == line.text.upper() and not split_marker(line.text).printed


def _mere_topic(text: str) -> bool:
    """Whether the text is nothing but the name of a topic, no sentence that begins with it."""
    return topic_of(text) is not None and len(plain_title(text).split()) <= 9


def _before_text(node: Node) -> str:
    """The part of a paragraph that may be its title: its bold lead, or what stands before a colon."""
    text = node.text
    if 0 < node.bold_lead < len(text):
        return text[: node.bold_lead].strip()
    head, colon, rest = text.partition(":")
    return head if colon and len(rest.split()) >= 3 and len(head.split()) <= 16 else text
