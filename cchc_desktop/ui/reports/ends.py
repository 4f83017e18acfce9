"""«Đầu, cuối văn bản»: to whom a report goes, under which symbol, and who signs it."""

from typing import Unpack

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...domain.access import WHOLE_OFFICE
from ...domain.report.records import Length
from ...office.reports import ReportHeadFields
from ..forms import ChoiceField, DateField, Form
from ..head_fields import HeadFields
from ..labels import label, section
from ..theme import SPACE
from ..widgets.scrolled import Scrolled
from .opened import OpenedReport

LENGTH_WORDS = {
    Length.FULL: "Đầy đủ: kết quả từng nhiệm vụ, mọi nội dung",
    Length.SHORT: "Rút gọn: mỗi nhiệm vụ một dòng, chi tiết ở phụ lục",
}


class ReportEnds(QWidget):
    """Head and foot of the opened report; what is left empty takes what the office usually puts there."""

    help_topic = "bao-cao#doc-va-sua"

    def __init__(self, opened: OpenedReport) -> None:
        super().__init__()
        self._opened = opened
        self.form = form = Form()
        make = HeadFields(opened.shell, lambda: opened.head, self._store)
        self._signers = make.signers
        form.add_widget(label("Phần đầu văn bản", "heading"))
        self.number = make.line("Số", "number", hint="chưa có")
        self.symbol = make.line("Ký hiệu", "symbol")
        self.setFocusProxy(self.number)
        self.issued_on = DateField(
            opened.shell, "Ngày báo cáo", make.get("issued_on"), make.set("issued_on"), hint="chưa có"
        )
        self.addressees = make.lines("Kính gửi (mỗi dòng một nơi)", "addressees", 3)
        form.add(self.number, self.symbol, self.issued_on, stretches=(2, 3, 3))
        form.add_widget(
            label("Số và ngày được ghi khi phát hành; trước đó văn bản in để trống.", "muted", wrap=True)
        )
        form.add(self.addressees)
        self.length = ChoiceField(
            opened.shell,
            "Độ dài",
            make.get("length"),
            make.set("length"),
            choices=lambda: [(length, LENGTH_WORDS[length]) for length in Length],
        )
        form.add(self.length)
        form.add_widget(section("Nơi nhận, chữ ký"))
        self.recipients = make.lines("Nơi nhận (mỗi dòng một nơi, không cần gạch đầu dòng)", "recipients", 5)
        self.offered = make.offered_signer()
        self.authority, self.position, self.name = make.signer()
        for field in (self.recipients, self.offered, self.authority, self.position, self.name):
            form.add(field)
        scroll = Scrolled()
        scroll.column.setSpacing(SPACE)
        scroll.column.addWidget(form)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def _store(self, **fields: Unpack[ReportHeadFields]) -> object:
        return self._opened.shell.office.reports.set_head(self._opened.period, **fields)

    def show_report(self) -> None:
        """Shows another report; what was typed for the one before is forgotten."""
        self.form.restore()
        self._arrange()

    def refresh(self) -> None:
        """Shows what is stored now; what is being typed stays."""
        self.form.load()
        self._arrange()

    def _arrange(self) -> None:
        locked, why = self._opened.is_locked, self._opened.why_closed(WHOLE_OFFICE)
        for field in self.form.fields:
            field.lock(bool(why) or locked or field in (self.number, self.issued_on), why)
        self.offered.setVisible(bool(self._signers()))

    def commit(self) -> bool:
        """Saves the field that is being edited."""
        return self.form.commit()
