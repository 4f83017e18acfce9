"""The tab «Số liệu» of a register's form: what is counted of its rows, each read back as a sentence."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from ...domain.registers.fields import Holds, RegisterField
from ...domain.registers.register import ENDS, Condition, Counting, Feed, Over, Register, Test
from ...domain.registers.shape import asked_of, countable, overs, said_feed
from ..buttons import text_button
from ..forms import ChoiceField, Form, LineField
from ..labels import label, section
from ..theme import SPACE
from ..widgets.scrolled import Scrolled
from .draft import Draft, fill, key_of

_COUNTING = (
    (Counting.ROWS, "Đếm số dòng"),
    (Counting.SUM, "Cộng một mục số"),
    (Counting.DISTINCT, "Đếm không trùng theo một mục"),
    (Counting.ANY, "Có dòng nào hay không"),
)
_OVER = {
    Over.PERIOD: "Trong kỳ báo cáo",
    Over.YEAR: "Từ đầu năm đến hết kỳ",
    Over.UNTIL: "Tất cả đến hết kỳ (số đang có)",
}
_TESTS = {
    Test.IS: "là một trong",
    Test.HAS: "có chữ",
    Test.FILLED: "đã ghi",
    Test.EMPTY: "chưa ghi",
    Test.YES: "là Có",
    Test.NOT_YES: "không là Có",
    Test.NOT_AFTER: "không sau",
    Test.AFTER: "sau",
    Test.OPEN: "chưa ghi hoặc sau kỳ",
}
_MOST_CONDITIONS = 4


class FeedsTab(QWidget):
    """The list of what the register gives, and the form of the chosen one."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self.list = QListWidget()
        self.list.setAccessibleName("Số liệu đếm từ sổ")
        self.list.setProperty("role", "ticks")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(lambda _: self._show_feed())
        self.add_button = text_button("Thêm số liệu", "add", tooltip="Thêm một chỉ tiêu đếm từ sổ (Insert)")
        self.add_button.clicked.connect(lambda _checked=False: self._add())
        self.remove_button = text_button(
            "Bỏ số liệu", "delete", tooltip="Sổ không cho số liệu này nữa (Delete)"
        )
        self.remove_button.clicked.connect(lambda _checked=False: self._remove())
        for keys, where, slot in (("Insert", self, self._add), ("Delete", self.list, self._remove)):
            shortcut = QShortcut(QKeySequence(keys), where)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self.form = FeedForm(draft, self.place)
        self._none = label(
            "Sổ chưa cho chỉ tiêu nào. Bấm «Thêm số liệu» để chỉ tiêu của báo cáo được đếm từ sổ.",
            "muted",
            wrap=True,
        )
        tools = QHBoxLayout()
        tools.setSpacing(SPACE // 2)
        tools.addWidget(self.add_button)
        tools.addWidget(self.remove_button)
        tools.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(SPACE)
        left.addLayout(tools)
        left.addWidget(self._none)
        left.addWidget(self.list, 1)
        scrolled = Scrolled(SPACE)
        scrolled.column.addWidget(self.form)
        scrolled.column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE, 0, 0)
        row.setSpacing(SPACE)
        row.addLayout(left, 5)
        row.addWidget(scrolled, 6)
        self.refresh()
        self.list.setCurrentRow(0)

    def place(self) -> int:
        """The place of the feed that is chosen; -1 for none."""
        return self.list.currentRow()

    def choose(self, code: str) -> None:
        """Chooses what is counted for an indicator, and puts the cursor into its form."""
        codes = [feed.indicator for feed in self._draft.register.feeds]
        if code in codes:
            self.list.setCurrentRow(codes.index(code))
            self.form.indicator.setFocus()

    def refresh(self) -> None:
        """Shows what the register gives by now."""
        register, place = self._draft.register, self.place()
        names = self.form.names()
        with QSignalBlocker(self.list):
            said = [said_feed(register, each, names.get(each.indicator, "")) for each in register.feeds]
            lines = [
                (each.indicator, words if each.indicator else "(chưa chọn chỉ tiêu)")
                for each, words in zip(register.feeds, said, strict=True)
            ]
            fill(self.list, lines)
            self.list.setCurrentRow(min(max(place, 0), len(lines) - 1))
        self._none.setVisible(not lines)
        self.list.setVisible(bool(lines))
        self._show_feed()

    def _show_feed(self) -> None:
        is_chosen = bool(key_of(self.list.currentItem())) or self.place() >= 0
        self.remove_button.setEnabled(is_chosen)
        self.form.setVisible(is_chosen)
        if is_chosen:
            self.form.show_feed()

    def _add(self) -> None:
        register = self._draft.register
        if any(not each.indicator for each in register.feeds):
            self.choose("")
            return
        self._draft.take(replace(register, feeds=(*register.feeds, Feed("", day=register.day))))
        self.choose("")

    def _remove(self) -> None:
        register, place = self._draft.register, self.place()
        if place >= 0:
            feeds = tuple(each for row, each in enumerate(register.feeds) if row != place)
            self._draft.take(replace(register, feeds=feeds))


class FeedForm(Form):
    """What is counted for one indicator; each answer is taken at once, and read back above."""

    def __init__(self, draft: Draft, place: Callable[[], int]) -> None:
        super().__init__()
        self._draft, self._place = draft, place
        self._offered = draft.own.offered(draft.register.id)
        self._said = label("", wrap=True)
        self.indicator = ChoiceField(
            None, "Chỉ tiêu", lambda: self.feed.indicator, self._set_indicator, choices=self._indicators
        )
        self.counting = ChoiceField(
            None, "Cách đếm", lambda: self.feed.counting, self._set_counting, choices=lambda: _COUNTING
        )
        self.of = ChoiceField(
            None, "Theo mục", lambda: self.feed.key, lambda key: self._take(key=key), choices=self._counted
        )
        self.day = ChoiceField(
            None, "Ngày được xét", lambda: self.feed.day, lambda key: self._take(day=key), choices=self._days
        )
        self.over = ChoiceField(
            None, "Các dòng", lambda: self.feed.over, lambda over: self._take(over=over), choices=self._overs
        )
        self.conditions = [ConditionForm(self, place) for place in range(_MOST_CONDITIONS)]
        self.more_button = text_button("Thêm điều kiện", "add", "flat")
        self.more_button.clicked.connect(lambda _checked=False: self._add_condition())
        self.add_widget(self._said)
        self.add(self.indicator)
        self.add(self.counting, self.of)
        self.add(self.day, self.over)
        self.add_widget(section("Chỉ đếm các dòng mà"))
        for each in self.conditions:
            self.add_widget(each)
        last = QHBoxLayout()
        last.addWidget(self.more_button)
        last.addStretch(1)
        self._layout.addLayout(last)

    @property
    def register(self) -> Register:
        """The register that is worked on."""
        return self._draft.register

    @property
    def feed(self) -> Feed:
        """The feed that is shown."""
        place = self._place()
        feeds = self._draft.register.feeds
        return feeds[place] if 0 <= place < len(feeds) else Feed("")

    def names(self) -> dict[str, str]:
        """The names of the indicators that may be fed, by code."""
        return {each.indicator.code: each.indicator.name for each in self._offered}

    def show_feed(self) -> None:
        """Shows the feed that is chosen now."""
        feed = self.feed
        for field in (self.indicator, self.counting, self.of, self.day, self.over):
            field.reload_choices()
            field.restore()
        self.of.setVisible(not feed.counting.is_of_rows)
        for each in self.conditions:
            each.show_condition()
        self.more_button.setVisible(len(feed.where) < _MOST_CONDITIONS)
        words = said_feed(self.register, feed, self.names().get(feed.indicator, ""))
        self._said.setText(words if feed.indicator else "Chọn chỉ tiêu của báo cáo mà sổ cho số liệu.")

    def show_problem(self, sentence: str) -> None:
        """Says what is wrong with what is chosen."""
        self.indicator.show_problem(sentence)
        self.indicator.setFocus()

    def set_conditions(self, where: tuple[Condition, ...]) -> None:
        """Counts the rows that meet other conditions."""
        self._take(where=where)

    def _take(self, **said: Any) -> None:
        place, register = self._place(), self._draft.register
        feeds = tuple(
            replace(each, **said) if row == place else each for row, each in enumerate(register.feeds)
        )
        self._draft.take(replace(register, feeds=feeds))

    def _indicators(self) -> list[tuple[str, str]]:
        """Every indicator that may be counted; another register that counts it already is named."""
        return [
            (
                each.indicator.code,
                f"{each.indicator.code} {each.indicator.name}"
                + (f" (sổ {each.register})" if each.register else ""),
            )
            for each in self._offered
        ]

    def _set_indicator(self, code: str) -> None:
        indicator = next(each.indicator for each in self._offered if each.indicator.code == code)
        fit = overs(indicator)
        self._take(indicator=code, over=self.feed.over if self.feed.over in fit else fit[0])

    def _set_counting(self, counting: Counting) -> None:
        feed = replace(self.feed, counting=counting)
        keys = [each.key for each in countable(self.register, feed)]
        key = "" if counting.is_of_rows else feed.key if feed.key in keys else (keys or [""])[0]
        self._take(counting=counting, key=key)

    def _counted(self) -> list[tuple[str, str]]:
        return [(each.key, each.label) for each in countable(self.register, self.feed)]

    def _days(self) -> list[tuple[str, str]]:
        return [(each.key, each.label) for each in self.register.fields if each.holds is Holds.DAY]

    def _overs(self) -> list[tuple[Over, str]]:
        known = {each.indicator.code: each.indicator for each in self._offered}
        indicator = known.get(self.feed.indicator)
        fit = overs(indicator) if indicator is not None else tuple(Over)
        return [(over, _OVER[over]) for over in fit]

    def _add_condition(self) -> None:
        first = next((each for each in self.register.typed if each.key != self.register.day), None)
        if first is not None:
            condition = Condition(first.key, asked_of(first)[0])
            self._take(where=(*self.feed.where, _with_operand(condition, first)))
            self.conditions[len(self.feed.where) - 1].of.setFocus()


class ConditionForm(QWidget):
    """One condition: a field, what is asked of it, and below them the words or the other day."""

    def __init__(self, feed_form: FeedForm, place: int) -> None:
        super().__init__()
        self._form, self._place = feed_form, place
        self.of = ChoiceField(None, "", lambda: self._condition.key, self._set_field, choices=self._fields)
        self.test = ChoiceField(None, "", lambda: self._condition.test, self._set_test, choices=self._tests)
        self.words = LineField(
            None,
            "",
            lambda: "; ".join(self._condition.operands),
            self._set_words,
            hint="các mức, cách nhau bằng ;",
        )
        self.other = ChoiceField(
            None, "", lambda: (*self._condition.operands, "")[0], self._set_other, choices=self._others
        )
        for field, name in (
            (self.of, "Mục của điều kiện"),
            (self.test, "Điều kiện"),
            (self.words, "Các mức"),
            (self.other, "Ngày so với"),
        ):
            field.editor.setAccessibleName(name)
        self.drop_button = text_button("", "close", "flat", tooltip="Bỏ điều kiện này")
        self.drop_button.setAccessibleName("Bỏ điều kiện này")
        self.drop_button.clicked.connect(lambda _checked=False: self._drop())
        row = QHBoxLayout()
        row.setSpacing(SPACE // 2)
        row.addWidget(self.of, 1)
        row.addWidget(self.test, 1)
        row.addWidget(self.drop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE // 2)
        column.setSpacing(SPACE // 2)
        column.addLayout(row)
        column.addWidget(self.words)
        column.addWidget(self.other)

    @property
    def _condition(self) -> Condition:
        where = self._form.feed.where
        return where[self._place] if self._place < len(where) else Condition("", Test.FILLED)

    @property
    def _field(self) -> RegisterField | None:
        key = self._condition.key
        return next((each for each in self._form.register.fields if each.key == key), None)

    def show_condition(self) -> None:
        """Shows the condition as it is by now; nothing where there is none."""
        self.setVisible(self._place < len(self._form.feed.where))
        for field in (self.of, self.test, self.other):
            field.reload_choices()
            field.restore()
        self.words.restore()
        condition, of = self._condition, self._field
        self.words.setVisible(condition.test in (Test.IS, Test.HAS))
        self.other.setVisible(condition.test in (Test.AFTER, Test.NOT_AFTER))
        if of is not None and of.choices:
            self.words.editor.setToolTip(f"Các mức: {'; '.join(of.choices)}")

    def _fields(self) -> list[tuple[str, str]]:
        return [(each.key, each.label) for each in self._form.register.fields if not each.is_personal]

    def _tests(self) -> list[tuple[Test, str]]:
        field = self._field
        return [(test, _TESTS[test]) for test in (asked_of(field) if field is not None else ())]

    def _others(self) -> list[tuple[str, str]]:
        days = [each for each in self._form.register.fields if each.holds is Holds.DAY]
        return [(ENDS, "ngày cuối kỳ"), *((each.key, each.label) for each in days)]

    def _set_field(self, key: str) -> None:
        field = self._form.register.field(key)
        tests = asked_of(field)
        test = self._condition.test if self._condition.test in tests else tests[0]
        self._put(_with_operand(Condition(key, test), field))

    def _set_test(self, test: Test) -> None:
        if (field := self._field) is not None:
            self._put(_with_operand(replace(self._condition, test=test), field))

    def _set_words(self, text: str) -> None:
        """The levels that were typed; of a field with choices the first letters are enough."""
        field, found = self._field, []
        for part in filter(None, (" ".join(each.split()) for each in text.split(";"))):
            begun = (
                [each for each in field.choices if each.casefold().startswith(part.casefold())]
                if field
                else []
            )
            found.append(begun[0] if begun else part)
        self._put(replace(self._condition, operands=tuple(dict.fromkeys(found))))

    def _set_other(self, key: str) -> None:
        self._put(replace(self._condition, operands=(key,)))

    def _put(self, condition: Condition) -> None:
        where = list(self._form.feed.where)
        where[self._place] = condition
        self._form.set_conditions(tuple(where))

    def _drop(self) -> None:
        where = list(self._form.feed.where)
        del where[self._place]
        self._form.set_conditions(tuple(where))


def _with_operand(condition: Condition, field: RegisterField) -> Condition:
    """The condition with something to be held against, where its test wants it."""
    if condition.test is Test.IS:
        return replace(condition, operands=field.choices[:1])
    if condition.test is Test.HAS:
        return replace(condition, operands=())
    if condition.test in (Test.AFTER, Test.NOT_AFTER):
        return replace(condition, operands=(ENDS,))
    return replace(condition, operands=())
