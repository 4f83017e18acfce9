"""The head and foot of a draft: title, subject, period, issuer, place, signer, recipients."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from ...domain.periods import PeriodKind
from ..forms import ChoiceField, Field, Form, LineField, TextField, YearField
from ..labels import section
from ..pages.plan_ends import LEVEL_WORDS, make_period, period_choices
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
        left, right = Form(), Form()
        self.forms = (left, right)
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

    def _get(self, name: str) -> Callable[[], Any]:
        return lambda: getattr(self._host.session.plan, name)

    def _line(self, caption: str, name: str) -> LineField:
        return LineField(self._shell, caption, self._get(name), self._set(name))

    def _set(self, name: str) -> Callable[[Any], None]:
        return lambda value: self._host.session.set_head(**{name: value})

    def _fill_left(self, form: Form) -> None:
        form.add_widget(section("Văn bản"))
        self.title = self._line("Tên loại văn bản", "title")
        self.subject = TextField(
            self._shell, "Trích yếu", self._get("subject"), self._set("subject"), lines=2
        )
        self.kind = ChoiceField(
            self._shell,
            "Loại kế hoạch",
            lambda: (self._host.session.plan.period.kind, self._host.session.plan.period.half),
            self._set_kind,
            choices=period_choices,
        )
        self.first_year = YearField(
            self._shell, "Năm", lambda: self._host.session.plan.period.first_year, self._set_first
        )
        self.last_year = YearField(
            self._shell, "Đến năm", lambda: self._host.session.plan.period.last_year, self._set_last
        )
        form.add(self.title)
        form.add(self.subject)
        form.add(self.kind, self.first_year, self.last_year, stretches=(3, 2, 2))
        form.add_widget(section("Cơ quan"))
        self.superior = self._line("Cơ quan cấp trên", "superior")
        self.issuer = self._line("Cơ quan ban hành", "issuer")
        self.number = self._line("Số", "number")
        self.symbol = self._line("Ký hiệu", "symbol")
        self.place = self._line("Địa danh", "place")
        self.level = ChoiceField(
            self._shell, "Cấp ban hành", self._get("level"), self._set("level"),
            choices=lambda: list(LEVEL_WORDS.items()),
        )  # fmt: skip
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
        self.authority = self._signer("Quyền hạn", "authority", LineField, hint="TM. ỦY BAN NHÂN DÂN")
        self.position = self._signer("Chức vụ (một hoặc hai dòng)", "position", TextField, lines=2)
        self.name = self._signer("Họ và tên", "name", LineField)
        for field in (self.authority, self.position, self.name):
            form.add(field)

    def _signer(self, caption: str, name: str, kind: type[Field], **options: Any) -> Field:
        return kind(
            self._shell,
            caption,
            lambda: getattr(self._host.session.plan.signer, name),
            lambda text: self._host.session.set_head(
                signer=replace(self._host.session.plan.signer, **{name: text.strip()})
            ),
            **options,
        )

    def _set_recipients(self, text: str) -> None:
        lines = (line.strip().removeprefix("- ") for line in text.split("\n"))
        self._host.session.set_head(recipients=tuple(line for line in lines if line))

    def _set_kind(self, kind: tuple[PeriodKind, int]) -> None:
        period = self._host.session.plan.period
        last = period.last_year if period.last_year > period.first_year else period.first_year + 4
        self._host.session.set_head(period=make_period(kind, period.first_year, last))
        self.load()

    def _set_first(self, year: int | None) -> None:
        period = self._host.session.plan.period
        self._host.session.set_head(period=make_period((period.kind, period.half), year, period.last_year))

    def _set_last(self, year: int | None) -> None:
        period = self._host.session.plan.period
        self._host.session.set_head(period=make_period((period.kind, period.half), period.first_year, year))
