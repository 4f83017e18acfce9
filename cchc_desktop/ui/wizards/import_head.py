"""The head and foot of a draft: title, subject, period, issuer, place, signer, recipients."""

from typing import Protocol, Unpack

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from ...domain.periods import PeriodKind
from ...office.plans import PlanHeadFields
from ..forms import Form, TextField
from ..head_fields import HeadFields
from ..labels import section
from ..shell import Shell
from ..theme import SPACE
from .import_session import DraftSession


class HeadHost(Protocol):
    """Who holds the draft, runs its edits and shows their refusals."""

    session: DraftSession


class DraftHeadForm(QScrollArea):
    """The fields in two columns; each is an edit of the draft when it is left."""

    def __init__(self, host: HeadHost, shell: Shell) -> None:
        super().__init__()
        self._host = host
        self._shell = shell
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Phần đầu và cuối văn bản")
        left, right = Form(), Form()
        self.forms = (left, right)
        self._make = HeadFields(shell, lambda: host.session.plan, self._store)
        self._fill_left(left)
        self._fill_right(right)
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        row = QHBoxLayout(inner)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(3 * SPACE)
        for form in (left, right):
            form.layout().addStretch(1)  # type: ignore[union-attr]
            row.addWidget(form, 1)
        self.setWidget(inner)

    def load(self) -> None:
        """Shows the draft as it is now."""
        for form in self.forms:
            form.restore()
        self.last_year.setVisible(self._host.session.plan.period.kind is PeriodKind.MULTI)

    def commit(self) -> bool:
        """Saves what is typed; gives whether nothing was refused."""
        return all(form.commit() for form in self.forms)

    def _fill_left(self, form: Form) -> None:
        make = self._make
        form.add_widget(section("Văn bản"))
        self.title = make.line("Tên loại văn bản", "title")
        self.subject = make.subject()
        self.kind, self.first_year, self.last_year = make.period()
        self.kind.saved.connect(self.load)
        form.add(self.title)
        form.add(self.subject)
        form.add(self.kind, self.first_year, self.last_year, stretches=(3, 2, 2))
        form.add_widget(section("Cơ quan"))
        self.superior = make.line("Cơ quan cấp trên", "superior")
        self.issuer = make.line("Cơ quan ban hành", "issuer")
        self.number = make.line("Số", "number")
        self.symbol = make.line("Ký hiệu", "symbol")
        self.place = make.line("Địa danh", "place")
        self.level = make.level()
        form.add(self.superior)
        form.add(self.issuer)
        form.add(self.number, self.symbol, stretches=(2, 3))
        form.add(self.place, self.level)

    def _fill_right(self, form: Form) -> None:
        form.add_widget(section("Nơi nhận"))
        self.recipients = TextField(
            self._shell,
            "Mỗi dòng một nơi, không cần gạch đầu dòng",
            lambda: "\n".join(self._host.session.plan.recipients),
            self._set_recipients,
            lines=7,
        )
        form.add(self.recipients)
        form.add_widget(section("Người ký"))
        self.authority, self.position, self.name = self._make.signer()
        for field in (self.authority, self.position, self.name):
            form.add(field)

    def _set_recipients(self, text: str) -> None:
        lines = (line.strip().removeprefix("- ") for line in text.split("\n"))
        self._store(recipients=tuple(line for line in lines if line))

    def _store(self, **fields: Unpack[PlanHeadFields]) -> None:
        self._host.session.set_head(**fields)
