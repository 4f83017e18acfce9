"""What a superior has published of the index for a year, as it is typed in."""

from decimal import Decimal

from PySide6.QtWidgets import QDialog, QWidget

from ...catalogue.head_rules import head_rules
from ...domain.criteria.published import Block, PublishedResult
from ...domain.errors import Refusal
from ..forms import ChoiceField, LineField, NumberField, YearField
from ..forms.question import Question
from ..shell import Shell, attempt_or_refuse


class PublishedQuestion(Question):
    """The result of one year; ``result`` is what was typed of it before."""

    help_topic = "chi-so#so-sanh-diem"

    def __init__(
        self, shell: Shell, year: int, result: PublishedResult | None, parent: QWidget | None
    ) -> None:
        super().__init__(parent, "Kết quả Chỉ số CCHC được công bố", "Ghi kết quả")
        self._shell = shell
        comparisons = shell.office.comparisons
        self.year = YearField(None, "Năm của kết quả")
        self.block = ChoiceField(None, "Khối", choices=lambda: [(each, each.label) for each in Block])
        self.index = NumberField(None, "Chỉ số của đơn vị (%)")
        self.rank = NumberField(None, "Thứ hạng trong khối", whole=True)
        self.units = NumberField(None, "Số đơn vị trong khối", whole=True)
        self.mean = NumberField(None, "Bình quân của khối (%)")
        self.province_mean = NumberField(None, "Bình quân chung của tỉnh, thành phố (%)")
        self.best = NumberField(None, "Cao nhất khối (%)")
        self.rating = LineField(None, "Xếp loại người đứng đầu", hint="như Hoàn thành tốt nhiệm vụ")
        rules = [("", "Không có quy định"), *((rule.id, rule.name) for rule in head_rules())]
        self.head_rule = ChoiceField(None, "Điểm người đứng đầu theo chỉ số", choices=lambda: rules)
        self.note = LineField(None, "Ghi chú", hint="số quyết định công bố …")
        for name in (
            "year", "block", "index", "rank", "units", "mean", "province_mean", "best", "rating", "head_rule",
            "note",
        ):  # fmt: skip
            getattr(self, name).setObjectName(name)
        self.form.add(self.year, self.block)
        self.form.add(self.index, self.rank, self.units)
        self.form.add(self.mean, self.best)
        self.form.add(self.province_mean, self.head_rule)
        self.form.add(self.rating, self.note)
        known = result or PublishedResult(year - 1, comparisons.own_block(), Decimal(0))
        self.year.set_value(known.year)
        self.block.set_value(known.block)
        self.index.set_value(result.index if result is not None else None)
        for name in ("rank", "units", "mean", "province_mean", "best", "rating", "head_rule", "note"):
            getattr(self, name).set_value(getattr(known, name))
        self.index.setFocus()

    def carry_out(self) -> bool:
        """Keeps the year's result."""
        year, index = self.year.value(), self.index.value()
        if year is None:
            raise Refusal("Hãy nhập năm của kết quả, ví dụ 2025.", "year")
        if index is None:
            raise Refusal("Hãy nhập chỉ số của đơn vị, ví dụ 91,2.", "index")
        result = PublishedResult(
            year, self.block.value(), index, self.rank.value(), self.units.value(), self.mean.value(),
            self.province_mean.value(), self.best.value(), self.rating.value(), self.head_rule.value() or "",
            self.note.value(),
        )  # fmt: skip
        return attempt_or_refuse(self._shell, lambda: self._shell.office.comparisons.keep(result))

    @classmethod
    def ask(cls, shell: Shell, year: int, result: PublishedResult | None, parent: QWidget | None) -> bool:
        """Asks for the result of a year and keeps it; gives whether it was kept."""
        return cls(shell, year, result, parent).exec() == QDialog.DialogCode.Accepted
