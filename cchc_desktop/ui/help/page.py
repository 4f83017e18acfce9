"""Trợ giúp: the guide, topic by topic, with a search in it, and both its papers to print."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ... import __version__
from ...catalogue.guide import Topic, chapters, topics
from ...domain.places import (
    AreaPlace,
    CriteriaPlace,
    DossiersPlace,
    ExchangePlace,
    FigurePlace,
    FormPlace,
    GatheringPlace,
    HelpPlace,
    JournalPlace,
    OpeningPlace,
    PageName,
    Place,
    PlanPlace,
    RegisterPlace,
    ReportPlace,
    RulesPlace,
    SettingsPlace,
    SurveysPlace,
    TasksPlace,
    TodayPlace,
    WorkSheetPlace,
)
from ...domain.text import fold
from ...storage.changes import Changes
from .. import icons, theme
from ..buttons import text_button
from ..labels import label
from ..shell import Page, Shell
from ..theme import SPACE
from .view import HelpView, split_address

_TOPIC = Qt.ItemDataRole.UserRole
_PLACES: dict[PageName, Place] = {
    PageName.TODAY: TodayPlace(),
    PageName.PLAN: PlanPlace(),
    PageName.FIGURES: FigurePlace(),
    PageName.DOSSIERS: DossiersPlace(),
    PageName.FORMS: FormPlace(),
    PageName.REGISTERS: RegisterPlace(),
    PageName.RULES: RulesPlace(),
    PageName.CRITERIA: CriteriaPlace(),
    PageName.SURVEYS: SurveysPlace(),
    PageName.GATHERING: GatheringPlace(),
    PageName.EXCHANGE: ExchangePlace(),
    PageName.WORK_SHEETS: WorkSheetPlace(),
    PageName.OPENING: OpeningPlace(),
    PageName.REPORTS: ReportPlace(),
    PageName.TASKS: TasksPlace(),
    PageName.JOURNAL: JournalPlace(),
    PageName.SETTINGS: SettingsPlace(),
    **{PageName(f"area-{code}"): AreaPlace(code) for code in range(1, 9)},
}
"""What a link «Mở trang …» opens, and where Back leads in the end."""


class HelpPage(Page):
    """Topics at the left, the chosen one at the right."""

    help_topic = "tro-giup"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._came_from: PageName | None = None
        self._before: list[str] = []
        self.text = _SearchLine()
        self.text.textChanged.connect(self._search)
        self.text.stepped.connect(self._step)
        self.text.chosen.connect(self._choose_next)
        self.list = QListWidget()
        self.list.setProperty("role", "choices")
        self.list.setAccessibleName("Các mục trợ giúp")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda *_: self._show_current())
        self.found = label("", "small")
        self.view = HelpView()
        self.view.topic_wanted.connect(self.show_topic)
        self.view.page_wanted.connect(self._open_page)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._make_left())
        splitter.addWidget(self._make_right())
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.scaled(34 * SPACE), 90 * SPACE])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        for keys, slot in (
            ("Alt+Left", self.go_back),
            ("F3", lambda: self._step(1)),
            ("Shift+F3", lambda: self._step(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, slot)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setFocusProxy(self.text)
        self._search("")

    def _make_left(self) -> QWidget:
        left = QWidget()
        left.setMinimumWidth(theme.scaled(26 * SPACE))
        left.setMaximumWidth(theme.scaled(44 * SPACE))
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label("Trợ giúp", "title"))
        column.addWidget(self.text)
        column.addWidget(self.found)
        column.addWidget(self.list, 1)
        return left

    def _make_right(self) -> QWidget:
        self.back = text_button("Quay lại", "back", "flat", "Về mục hoặc trang vừa xem (Alt+←)")
        self.back.clicked.connect(lambda _checked=False: self.go_back())
        self.book = text_button("Xuất sách hướng dẫn", "export", tooltip="Toàn bộ trợ giúp, PDF hoặc Word")
        self.book.clicked.connect(lambda _checked=False: self._export_book())
        self.card = text_button("In tờ hướng dẫn nhanh", "print", tooltip="Hai trang A4 để treo tường")
        self.card.clicked.connect(lambda _checked=False: self._print_card())
        bar = QHBoxLayout()
        bar.setContentsMargins(SPACE, SPACE, 2 * SPACE, SPACE)
        bar.setSpacing(SPACE)
        bar.addWidget(self.back)
        bar.addStretch(1)
        bar.addWidget(self.book)
        bar.addWidget(self.card)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        return right

    def refresh(self, changes: Changes | None = None) -> None:
        if self.list.currentItem() is None:
            self._choose(next(iter(topics())))

    def show_place(self, place: Place) -> None:
        if isinstance(place, HelpPlace):
            self.show_topic(place.topic)
            self.view.setFocus()

    def show_topic(self, address: str) -> None:
        """Shows a topic by its key, «bao-cao» or «bao-cao#phat-hanh»; the first one where there is none."""
        topic, anchor = split_address(address)
        self.text.clear()
        self._choose(topic.key if topic else next(iter(topics())))
        if anchor:
            self.view.scrollToAnchor(anchor)

    def follow_from(self, page: PageName | None) -> None:
        """Help was asked for on this page: that is where the way back ends."""
        self._before.clear()
        self._came_from = page
        self._show_back()

    def go_back(self) -> None:
        """Shows the topic before; from the first one leads back to the page where help was asked for."""
        if self._before:
            key = self._before.pop()
            self.text.clear()
            self._choose(key)
            # Choosing it noted the one that was left.
            self._before.pop()
        elif self._came_from is not None:
            place, self._came_from = _PLACES[self._came_from], None
            self.shell.go(place)
        self._show_back()

    # Choosing and searching

    def _choose(self, key: str) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(_TOPIC) == key:
                self.list.setCurrentRow(row)

    def _choose_next(self, by: int) -> None:
        """The next topic in the list, or the one before, past the headings of chapters."""
        row = self.list.currentRow() + by
        while 0 <= row < self.list.count():
            if self.list.item(row).data(_TOPIC) is not None:
                self.list.setCurrentRow(row)
                return
            row += by

    def _show_current(self) -> None:
        item: QListWidgetItem | None = self.list.currentItem()
        key = item.data(_TOPIC) if item is not None else None
        if key is None or (self.view.topic is not None and self.view.topic.key == key):
            return
        if self.view.topic is not None:
            self._before.append(self.view.topic.key)
        self.view.show_topic(topics()[key])
        self._mark()
        self._show_back()

    def _search(self, text: str) -> None:
        """Lists the topics that hold all the words, those with them in their title first."""
        words = fold(text).split()
        current = self.view.topic.key if self.view.topic else ""
        self.list.blockSignals(True)
        self.list.clear()
        if words:
            shown = _matching(words)
            for topic in shown:
                self._add_topic(topic)
        else:
            shown = list(topics().values())
            for chapter in chapters():
                heading = QListWidgetItem(chapter.title)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                heading.setData(Qt.ItemDataRole.AccessibleTextRole, f"Chương: {chapter.title}")
                self.list.addItem(heading)
                for topic in chapter.topics:
                    self._add_topic(topic)
        self.list.blockSignals(False)
        if not shown:
            self.view.show_nothing("Không có mục nào chứa từ đang tìm. Hãy thử từ khác hoặc bớt từ.")
            self.found.setText("Không tìm thấy")
            return
        keys = [topic.key for topic in shown]
        # While words are typed the reader is led to the best topic, afterwards left where they are.
        self._choose(keys[0] if words else current if current in keys else keys[0])
        self._mark()

    def _add_topic(self, topic: Topic) -> None:
        item = QListWidgetItem(f"  {topic.title}")
        item.setData(_TOPIC, topic.key)
        item.setToolTip(topic.title)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, topic.title)
        self.list.addItem(item)

    def _mark(self) -> None:
        phrase = self.text.text().strip()
        whole = fold(phrase) in fold(self.view.toPlainText())
        self.view.look_for([phrase] if whole else phrase.split())
        self._show_found()

    def _step(self, by: int) -> None:
        self.view.step(by)
        self._show_found()

    def _show_found(self) -> None:
        at, count = self.view.found
        if not self.text.text().strip():
            self.found.setText("")
        else:
            self.found.setText(f"{at}/{count} chỗ trong mục này (Enter: chỗ sau)" if count else "")
        self.found.setVisible(bool(self.found.text()))

    def _show_back(self) -> None:
        self.back.setEnabled(bool(self._before) or self._came_from is not None)

    # What leads elsewhere

    def _open_page(self, name: str) -> None:
        self.shell.go(_PLACES[PageName(name)])

    def _export_book(self) -> None:
        from ...documents.compose_guide import compose_guide

        document = compose_guide(__version__, self.shell.office.today)
        self.shell.export(document, self.shell.office.settings.file_name(document.title, "pdf"))

    def _print_card(self) -> None:
        from ...documents.compose_guide import compose_card

        self.shell.print_document(compose_card())


class _SearchLine(QLineEdit):
    """Where words to look for are typed; Enter goes through the places found, arrows through the topics."""

    stepped = Signal(int)
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Tìm trong trợ giúp…")
        self.setAccessibleName("Tìm trong trợ giúp")
        self.setClearButtonEnabled(True)
        self.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Esc begins anew."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.chosen.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def _matching(words: list[str]) -> list[Topic]:
    """The topics that hold all words: by where they stand, then in the order of the guide."""

    def rank(topic: Topic) -> int:
        if all(word in fold(topic.title) for word in words):
            return 0
        return 1 if all(word in fold(topic.keywords) for word in words) else 2

    found = [topic for topic in topics().values() if all(word in fold(topic.text) for word in words)]
    return sorted(found, key=rank)
