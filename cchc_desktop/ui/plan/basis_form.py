"""The form of a legal basis: its text, how what it cites stands, and the way to what holds."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..buttons import text_button
from ..labels import label, section
from . import citing
from .item_forms import Chosen, ItemForm


class BasisForm(ItemForm):
    """A basis with what the library knows of the documents that it cites."""

    def __init__(self, chosen: Chosen) -> None:
        super().__init__(chosen)
        self.add_widget(section("Hiệu lực theo thư viện"))
        self.standing = label("", "small", wrap=True)
        self.add_widget(self.standing)
        self.renew = text_button("Thay bằng văn bản đang có hiệu lực…", "refresh")
        self.renew.clicked.connect(lambda _checked=False: self._renew())
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.renew)
        row.addStretch(1)
        self.add_widget(holder)

    def arrange(self) -> None:
        """Says how what is cited stands on the plan's day; a basis of an issued plan is judged, and stays."""
        super().arrange()
        office, chosen = self.chosen.shell.office, self.chosen
        told = office.legal.standing_words(chosen.item.text, office.legal.day_of(chosen.plan))
        self.standing.setText("\n".join(told) or "Không thấy số, ký hiệu văn bản nào trong câu này.")
        is_open = not chosen.is_locked and not chosen.why_closed
        changes = office.plan_bases.renewals(chosen.plan_id) if is_open else []
        self.renew.setVisible(any(each.id == chosen.item_id for each in changes))

    def _renew(self) -> None:
        chosen = self.chosen
        if self.commit():
            citing.renew_bases(chosen.shell, chosen.plan_id, self, chosen.item_id)
