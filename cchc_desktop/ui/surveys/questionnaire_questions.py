"""The questions of the form of a questionnaire: its head, a part, a question with its answers."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...domain.errors import Refusal
from ...domain.surveys.drafting import (
    with_head,
    with_part,
    with_part_named,
    with_question,
    with_question_changed,
)
from ...domain.surveys.questionnaire import Question, QuestionKind, Questionnaire
from ...domain.text import shortened
from ..forms import ChoiceField, LineField, TextField
from ..forms.question import Question as Asking
from ..labels import label

_KINDS = {
    QuestionKind.RATED: "Mức độ hài lòng (tính vào chỉ số)",
    QuestionKind.ASKED: "Nhận định, mong đợi (tính tỷ lệ từng câu trả lời)",
    QuestionKind.GROUP: "Chia nhóm người trả lời (kết quả theo nhóm)",
}
_SCALE = "Rất không hài lòng\nKhông hài lòng\nBình thường\nHài lòng\nRất hài lòng"
_LONGEST = 70

Take = Callable[[Questionnaire], object]


class HeadQuestion(Asking):
    """The name and the words around the questions, and which question is the general one."""

    help_topic = "khao-sat#sua-mau-phieu"

    def __init__(self, given: Questionnaire, take: Take, parent: QWidget | None) -> None:
        super().__init__(parent, "Tên, lời dẫn của mẫu phiếu", "Đồng ý")
        self._given, self._take = given, take
        self.name = LineField(None, "Tên mẫu phiếu")
        self.title = LineField(None, "Tiêu đề in trên phiếu")
        self.subtitle = TextField(None, "Về việc gì", lines=2)
        self.intro = TextField(None, "Lời dẫn đầu phiếu", lines=3)
        self.thanks = LineField(None, "Lời cảm ơn cuối phiếu")
        self.source = TextField(None, "Căn cứ", lines=2)
        rated = [given.questions[place] for place in given.rated]
        self.general = ChoiceField(
            None, "Chỉ số chung tính theo",
            choices=lambda: [
                ("", "Mọi câu hỏi mức độ hài lòng"),
                *((each.id, f"Câu «{shortened(each.text, _LONGEST)}»") for each in rated),
            ],
        )  # fmt: skip
        for key in ("name", "title", "subtitle", "intro", "thanks", "source", "general"):
            field = getattr(self, key)
            field.setObjectName(key)
            field.set_value(getattr(given, key))
            self.form.add(field)

    def carry_out(self) -> bool:
        """Takes the words."""
        texts = {field.objectName(): field.value() or "" for field in self.form.fields}
        self._take(with_head(self._given, **texts))
        return True


class PartQuestion(Asking):
    """The name of a part, and what it says before its questions."""

    help_topic = "khao-sat#sua-mau-phieu"

    def __init__(
        self, given: Questionnaire, place: int, take: Take, parent: QWidget | None, *, is_new: bool
    ) -> None:
        super().__init__(parent, "Thêm phần" if is_new else "Sửa phần", "Đồng ý")
        self._given, self._place, self._take, self._is_new = given, place, take, is_new
        self.name = LineField(None, "Tên phần, yếu tố", hint="ví dụ: Tiếp cận dịch vụ")
        self.lead = LineField(None, "Lời dẫn trước các câu hỏi", hint="có thể để trống")
        self.name.setObjectName("name")
        if not is_new:
            self.name.set_value(given.parts[place].name)
            self.lead.set_value(given.parts[place].lead)
        self.form.add(self.name)
        self.form.add(self.lead)

    def carry_out(self) -> bool:
        """Takes the part."""
        name, lead = self.name.value() or "", self.lead.value() or ""
        if self._is_new:
            self._take(with_part(self._given, name, lead, self._place))
        else:
            self._take(with_part_named(self._given, self._place, name, lead))
        return True


class ItemQuestion(Asking):
    """A question: its words, what it is for, its answers, and which of them count as satisfied."""

    help_topic = "khao-sat#sua-mau-phieu"

    def __init__(
        self,
        given: Questionnaire,
        place: int,
        at: int,
        take: Take,
        parent: QWidget | None,
        *,
        is_new: bool,
    ) -> None:
        super().__init__(parent, "Thêm câu hỏi" if is_new else "Sửa câu hỏi", "Đồng ý")
        self._given, self._place, self._at, self._take, self._is_new = given, place, at, take, is_new
        self.text = TextField(None, "Nội dung câu hỏi", lines=2)
        self.kind = ChoiceField(None, "Loại câu hỏi", choices=lambda: list(_KINDS.items()))
        self.answers = TextField(None, "Các câu trả lời, mỗi dòng một câu", lines=6)
        self.satisfied = LineField(None, "Những mức nào là hài lòng", hint="ví dụ: 4, 5")
        for name in ("text", "answers", "satisfied"):
            getattr(self, name).setObjectName(name)
        self.form.add(self.text)
        self.form.add(self.kind)
        self.form.add(self.answers)
        self.form.add(self.satisfied)
        self.form.add_widget(
            label("Câu thứ nhất có số 1, câu thứ hai có số 2…: khi nhập phiếu bấm số đó.", "muted", wrap=True)
        )
        shown = self._like() if is_new else given.parts[place].questions[at]
        self.kind.set_value(shown.kind if shown is not None else QuestionKind.RATED)
        self.answers.set_value("\n".join(shown.answers) if shown is not None else _SCALE)
        marks = sorted(shown.satisfied) if shown is not None else [4, 5]
        self.satisfied.set_value(", ".join(map(str, marks)))
        if not is_new:
            self.text.set_value(given.parts[place].questions[at].text)
        self.kind.changed.connect(self._show_satisfied)
        self._show_satisfied()
        self.text.setFocus()

    def _like(self) -> Question | None:
        """The question that a new one is most likely answered like: the one before it in its part."""
        questions = self._given.parts[self._place].questions
        return questions[min(self._at, len(questions)) - 1] if questions and self._at else None

    def _show_satisfied(self) -> None:
        self.satisfied.setVisible(self.kind.value() is QuestionKind.RATED)

    def carry_out(self) -> bool:
        """Takes the question."""
        make = with_question if self._is_new else with_question_changed
        kind: QuestionKind = self.kind.value()
        answers = (self.answers.value() or "").splitlines()
        marks = self._marks() if kind is QuestionKind.RATED else ()
        self._take(make(self._given, self._place, self._at, self.text.value() or "", kind, answers, marks))
        return True

    def _marks(self) -> list[int]:
        typed = (self.satisfied.value() or "").replace(",", " ").replace(";", " ").split()
        if not all(each.isascii() and each.isdigit() for each in typed):
            raise Refusal("Mức hài lòng là các số của câu trả lời, ví dụ: 4, 5.", "satisfied")
        return [int(each) for each in typed]
