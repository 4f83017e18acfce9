"""The tab on which forms are keyed in: one key for each answer, stored with the last one."""

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ...domain.errors import Refusal
from ...domain.surveys.form_code import FIRST, LENGTH, typed_number
from ...domain.surveys.keying import Keying
from ...domain.surveys.questionnaire import SKIPPED, Question
from ...domain.surveys.survey import Survey
from .. import theme
from ..choice_box import ChoiceBox
from ..labels import label, repolish
from ..shell import Shell, attempt_or_refuse
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from .asked_words import AskedWords

_HINT = "Phím số: trả lời · 0: không trả lời · Backspace: quay lại · Enter: sửa số phiếu, hoặc quét mã QR"
"""What is said while nothing else is."""
_LEAST_HEIGHT = 96
_NUMBER_WIDTH = 130


class _Line:
    """A question of the form with the answer that was keyed so far."""

    def __init__(self, place: int, question: Question, answer: str) -> None:
        self.id, self.question, self.answer = place, question, answer

    @property
    def words(self) -> str:
        """The answer in figure and words."""
        if not self.answer:
            return ""
        if self.answer == SKIPPED:
            return "0 · không trả lời"
        return f"{self.answer} · {self.question.answers[int(self.answer) - 1]}"


class KeyingPad(QFrame):
    """Takes the keys. ``whole`` comes with the figures of a form when its last answer was keyed.

    ``code_begun`` comes with the first figure of a code that a scanner types where an answer was waited for.
    """

    moved = Signal()
    whole = Signal(str)
    refused = Signal(str)
    wants_number = Signal()
    code_begun = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keying: Keying | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "card")
        self.setAccessibleName("Nhập câu trả lời bằng phím số")
        self.words = AskedWords()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.addWidget(self.words)
        # On a low screen the question has room, and the first answers: they are soon known by heart.
        self.setMinimumHeight(theme.scaled(_LEAST_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def begin(self, keying: Keying | None) -> None:
        """Begins a form, or goes on with one; None where there is nothing to key."""
        self.keying = keying
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes an answer, goes back, or leaves the key to the window."""
        keying = self.keying
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if keying is None or held:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Backspace:
            self.begin(keying.back())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
        elif event.text() and event.text() in "0123456789 ":
            self._press(event.text().replace(" ", SKIPPED))
        else:
            super().keyPressEvent(event)

    def _press(self, figure: str) -> None:
        keying = self.keying
        assert keying is not None
        question = keying.question
        waits = not keying.answers or keying.is_whole
        if waits and figure == FIRST and (question is None or not question.takes(figure)):
            self.code_begun.emit(figure)
            return
        if question is None:
            # The last form was refused: it is mended or given another number before it is stored.
            self._finish()
            return
        following = keying.pressed(figure)
        if following is None:
            self.refused.emit(
                f"Câu {keying.place + 1} chỉ nhận từ 1 đến {len(question.answers)}, hoặc 0 là không trả lời."
            )
            return
        self.begin(following)
        self._finish(stays=True)

    def _finish(self, *, stays: bool = False) -> None:
        """Hands a whole form on; one that is not whole goes on, or wants another number."""
        assert self.keying is not None
        if self.keying.is_whole:
            self.whole.emit(self.keying.answers)
        elif not stays:
            self.wants_number.emit()

    def _show(self) -> None:
        question = self.keying.question if self.keying is not None else None
        if self.keying is None or question is None:
            self.words.show_words("", "", ())
        else:
            asked = f"Câu {self.keying.place + 1}. {question.text}"
            self.words.show_words(question.part, asked, question.answers)
        self.setAccessibleDescription(self.words.question)
        self.moved.emit()


class KeyingTab(QWidget):
    """The number of the form, its answers so far, and the question that the next key answers."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._survey: Survey | None = None
        self.rounds = ChoiceBox()
        self.rounds.offer([(False, "Nhập lần đầu"), (True, "Nhập lần hai để đối chiếu")])
        self.rounds.setAccessibleName("Lần nhập")
        self.rounds.show_value(False)
        self.rounds.activated.connect(lambda _: self.start())
        self.number = QLineEdit()
        figures = QRegularExpression(rf"\d{{1,{LENGTH}}}")
        self.number.setValidator(QRegularExpressionValidator(figures, self.number))
        self.number.setAccessibleName("Số phiếu")
        self.number.setToolTip("Số in trên phiếu, hoặc quét mã QR của phiếu")
        self.number.setFixedWidth(theme.scaled(_NUMBER_WIDTH))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.returnPressed.connect(self._number_typed)
        self.said = label("", wrap=True)
        self.pad = KeyingPad()
        self.pad.moved.connect(self._follow)
        self.pad.whole.connect(self._store)
        self.pad.refused.connect(lambda words: self._say(words, "problem"))
        self.pad.wants_number.connect(self._to_number)
        self.pad.code_begun.connect(self._take_code)
        self.table = TableView(TableModel(self._columns(), parent=self))
        self.table.setSortingEnabled(False)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setAccessibleName("Câu trả lời của phiếu")
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        caption = label("Phiếu số")
        caption.setBuddy(self.number)
        for widget in (caption, self.number, self.rounds):
            head.addWidget(widget)
        head.addWidget(self.said, 1)
        below = QHBoxLayout()
        below.setSpacing(2 * SPACE)
        below.addWidget(self.table, 3)
        below.addWidget(self.pad, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addLayout(below, 1)
        self.setFocusProxy(self.pad)

    @staticmethod
    def _columns() -> list[Column]:
        return [
            Column("Câu", lambda line: line.id + 1, width=48, align=Qt.AlignmentFlag.AlignRight),
            Column("Nội dung", lambda line: line.question.text, width=160, stretch=True),
            Column("Trả lời", lambda line: line.words, width=190),
        ]

    @property
    def is_again(self) -> bool:
        """Whether forms are keyed the second time."""
        return bool(self.rounds.value())

    def show_survey(self, survey: Survey | None) -> None:
        """Keys forms of another survey; what is being keyed of the same one goes on."""
        known = self._survey
        self._survey = survey
        if survey is None or known is None or known.id != survey.id or known.state is not survey.state:
            self.start()

    def start(self, number: int = 0) -> None:
        """Begins a form: of a number, or of the next that is to be keyed."""
        survey = self._survey
        if survey is None or not survey.is_open:
            self.number.setText("")
            self.pad.begin(None)
            self._say("Đợt khảo sát đã kết thúc: mở lại để nhập phiếu." if survey else "", "muted")
            return
        surveys = self._shell.office.surveys
        number = number or surveys.next_number(survey.id, again=self.is_again)
        self.number.setText(str(number) if number else "")
        if not number:
            self.pad.begin(None)
            self._say("Mọi phiếu đã nhập hai lần. Xem chỗ khác nhau ở mục «Phiếu đã nhập».", "muted")
            return
        self.pad.begin(Keying(surveys.questionnaire(survey)))
        self._say("", "muted")

    # What the keys do

    def _store(self, answers: str) -> None:
        survey = self._survey
        assert survey is not None
        surveys = self._shell.office.surveys
        key = surveys.key_again if self.is_again else surveys.key_in
        try:
            number = typed_number(self.number.text(), survey.id)
            done = attempt_or_refuse(self._shell, lambda: key(survey.id, number, answers))
        except Refusal as refusal:
            self._say(f"{refusal} Sửa số phiếu (Enter) hoặc câu trả lời (Backspace).", "problem")
            return
        if not done:
            return
        form = surveys.form(survey.id, number)
        following = surveys.next_number(survey.id, number, again=self.is_again)
        self.start(following)
        if form is not None and self.is_again and form.differs:
            places = [
                n
                for n, pair in enumerate(zip(form.answers, form.second, strict=True), 1)
                if len(set(pair)) > 1
            ]
            told = ", ".join(map(str, places))
            self._say(f"Phiếu số {number} khác lần nhập đầu ở câu {told}.", "problem")
        elif following:
            self._say(f"Đã lưu phiếu số {number}.", "muted")

    def _number_typed(self) -> None:
        """Goes on with the form under the number that was typed or scanned; one that cannot be keyed is told
        before its answers are."""
        survey = self._survey
        if survey is None or not survey.is_open:
            return
        try:
            number = typed_number(self.number.text(), survey.id)
            self._shell.office.surveys.check_number(survey.id, number, again=self.is_again)
        except Refusal as refusal:
            self._say(str(refusal), "problem")
            self.number.selectAll()
            return
        self.number.setText(str(number))
        if self.pad.keying is None:
            self.start(number)
        self._say("", "muted")
        self.pad.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.pad.keying is not None and self.pad.keying.is_whole:
            self._store(self.pad.keying.answers)

    def _take_code(self, figure: str) -> None:
        """Goes on with a code that began among the answers."""
        self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.number.setText(figure)
        self._say("Đang nhận mã phiếu…", "muted")

    def _to_number(self) -> None:
        self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.number.selectAll()

    def _follow(self) -> None:
        """Shows the answers so far."""
        keying = self.pad.keying
        questions = keying.questionnaire.questions if keying is not None else ()
        answers = keying.answers if keying is not None else ""
        lines = [_Line(place, each, answers[place : place + 1]) for place, each in enumerate(questions)]
        shown: list[_Line] = self.table.rows.rows
        if [line.question for line in lines] != [line.question for line in shown]:
            self.table.rows.set_rows(lines)
        else:
            # Each key changes a line or two: painting all of them would take longer than everything else.
            for place, (line, before) in enumerate(zip(lines, shown, strict=True)):
                if line.answer != before.answer:
                    self.table.rows.put(place, line)
        if keying is not None and questions:
            self.table.choose(min(keying.place, len(questions) - 1))

    def _say(self, words: str, role: str) -> None:
        self.said.setText(words or (_HINT if self.pad.keying is not None else ""))
        self.said.setProperty("role", role)
        repolish(self.said)
