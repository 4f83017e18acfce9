"""The questions of the form of a set of criteria: one criterion, and what the set is known by."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from ...domain.criteria.rules import Rule, RuleKind
from ...domain.criteria.set_drafting import next_code, with_changed, with_criterion, with_head
from ...domain.criteria.sets import CriteriaSet, Criterion
from ...domain.criteria.sources import Source
from ...domain.criteria_file.rule_text import read_rule, rule_text
from ...domain.criteria_file.wording import proposed_rule
from .. import theme
from ..forms import ChoiceField, DateField, LineField, NumberField, TextField
from ..forms.question import Question
from ..theme import SPACE

_RULES = (
    "Ví dụ: Có/không; Tỷ lệ: dưới 70% không có điểm; Bậc thang: 4 từ 98; 3 từ 95; 0 còn lại; "
    "Đếm: mỗi lần 0,25 điểm. Để trống thì đọc từ cách tính điểm, không đọc được thì chấm tay"
)
_SOURCES = (
    "Ví dụ: figure:3.24, share:3.18+3.19/3.17, tasks:done, rule:doi-thoai; dùng nguồn đầu tiên có số. "
    "Để trống thì khai báo"
)
_WIDE = 88
_NO_AREA = (0, "không gắn lĩnh vực nào")

Take = Callable[[CriteriaSet], object]


class SetCriterionQuestion(Question):
    """A criterion: its points, how it is scored and from what, what proves it, who answers for it."""

    help_topic = "chi-so#sua-bo-tieu-chi"

    def __init__(
        self,
        given: CriteriaSet,
        shown: Criterion | None,
        take: Callable[[CriteriaSet, str], object],
        parent: QWidget | None,
        *,
        above: str = "",
        after: str = "",
        areas: tuple[tuple[int, str], ...] = (),
    ) -> None:
        super().__init__(parent, "Thêm tiêu chí" if shown is None else f"Sửa tiêu chí {shown.code}", "Đồng ý")
        self._given, self._shown, self._take = given, shown, take
        self._above, self._after = above, after
        self.code, self.name = LineField(None, "Mã"), LineField(None, "Tên tiêu chí")
        self.most = NumberField(None, "Điểm tối đa")
        self.method = TextField(None, "Cách tính điểm, như trong quyết định", lines=2)
        self.rule = LineField(None, "Quy tắc chấm", hint="để trống: đọc từ cách tính điểm", tooltip=_RULES)
        self.sources = TextField(None, "Nguồn số liệu, mỗi dòng một nguồn", lines=2, tooltip=_SOURCES)
        self.evidence = TextField(None, "Tài liệu kiểm chứng", lines=2)
        self.answers = LineField(None, "Chịu trách nhiệm")
        self.area = ChoiceField(None, "Lĩnh vực CCHC", choices=lambda: [_NO_AREA, *areas])
        for name in ("code", "name", "most", "method", "rule", "sources", "evidence", "answers", "area"):
            getattr(self, name).setObjectName(name)
        self.form.add(self.code, self.most, self.answers, stretches=(1, 1, 2))
        self.form.add(self.name)
        self.form.add(self.method)
        self.form.add(self.rule)
        self.form.add(self.sources, self.evidence)
        self.form.add(self.area)
        self.setMinimumWidth(theme.scaled(_WIDE * SPACE))
        self._fill()

    def _fill(self) -> None:
        shown = self._shown
        is_leaf = shown is None or not shown.children
        for field in (self.method, self.rule, self.sources, self.evidence):
            field.setVisible(is_leaf)
        self.area.setVisible(self._above == "" and (shown is None or shown in self._given.areas))
        if shown is None:
            self.code.set_value(next_code(self._given, self._above, self._after))
            self.area.set_value(0)
            return
        for name in ("code", "name", "most", "method", "evidence", "answers", "area"):
            getattr(self, name).set_value(getattr(shown, name))
        self.rule.set_value(rule_text(shown.rule) if shown.rule is not None else "")
        self.sources.set_value("\n".join(each.text for each in shown.sources))

    def carry_out(self) -> bool:
        """Takes the criterion."""
        most = Decimal(self.most.value() or 0)
        name, method = self.name.value() or "", self.method.value() or ""
        sources = (line.strip() for line in (self.sources.value() or "").splitlines())
        typed = (self.rule.value() or "").strip()
        # As the decision's words say, where they can be read.
        rule = read_rule(typed) if typed else proposed_rule(name, method, most) or Rule(RuleKind.MANUAL)
        made = Criterion(
            self.code.value() or "",
            name,
            most,
            rule,
            method,
            self.evidence.value() or "",
            self.answers.value() or "",
            self.area.value() or 0,
            tuple(Source.parse(line) for line in sources if line),
        )
        if self._shown is None:
            self._take(with_criterion(self._given, self._above, self._after, made), made.code)
        else:
            self._take(with_changed(self._given, self._shown.code, made), made.code)
        return True


class SetHeadQuestion(Question):
    """The name, decision, years and limits of a set."""

    help_topic = "chi-so#sua-bo-tieu-chi"

    def __init__(self, given: CriteriaSet, take: Take, parent: QWidget | None) -> None:
        super().__init__(parent, "Tên, quyết định, năm áp dụng", "Đồng ý")
        self._given, self._take = given, take
        self.title, self.decision = LineField(None, "Tên bộ tiêu chí"), LineField(None, "Quyết định số")
        self.signed = DateField(None, "Ngày ký")
        self.first = NumberField(None, "Áp dụng từ năm", whole=True)
        self.last = NumberField(None, "đến hết năm", whole=True)
        self.bonus = NumberField(None, "Điểm thưởng nhiều nhất")
        self.penalty = NumberField(None, "Điểm phạt nhiều nhất")
        for name in ("title", "decision", "signed", "first", "last", "bonus", "penalty"):
            getattr(self, name).setObjectName(name)
        self.title.set_value(given.title)
        self.decision.set_value(given.decision)
        self.signed.set_value(given.signed)
        self.first.set_value(given.valid_from.year if given.valid_from is not None else None)
        self.last.set_value(given.valid_to.year if given.valid_to is not None else None)
        self.bonus.set_value(given.bonus_most)
        self.penalty.set_value(given.penalty_most)
        self.form.add(self.title)
        self.form.add(self.decision, self.signed)
        self.form.add(self.first, self.last)
        self.form.add(self.bonus, self.penalty)

    def carry_out(self) -> bool:
        """Takes what the set is known by."""
        made = with_head(
            self._given,
            self.title.value() or "",
            self.decision.value() or "",
            self.signed.value(),
            (self.first.value(), self.last.value()),
            (Decimal(self.bonus.value() or 0), Decimal(self.penalty.value() or 0)),
        )
        self._take(made)
        return True


class CopyQuestion(Question):
    """What a copy of a set is called."""

    help_topic = "chi-so#sua-bo-tieu-chi"

    def __init__(self, parent: QWidget | None, make: Callable[[str], CriteriaSet], title: str) -> None:
        super().__init__(parent, "Sao thành bộ tiêu chí của cơ quan", "Tiếp tục")
        self._make = make
        self.made: CriteriaSet | None = None
        self.title = LineField(None, "Tên bộ tiêu chí mới")
        self.title.setObjectName("title")
        self.title.set_value(title)
        self.form.add(self.title)

    def carry_out(self) -> bool:
        """Makes the copy."""
        self.made = self._make(self.title.value() or "")
        return True
