"""Taking a package in: read in a child, shown with what it would change, and only then taken in."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ...domain.errors import CchcError, Refusal
from ...domain.exchange.history import holds_words
from ...domain.exchange.manifest import SUFFIX, Manifest
from ...domain.exchange.unit_report import UnitReport
from ...domain.places import ExchangePlace, GatheringPlace
from ...domain.report_periods import Period
from ...office.exchange import Preview
from ...office.package_catalogues import Offer
from ...office.package_files import CameIn, lay_out, take_away
from .. import file_dialogs, work
from ..buttons import text_button
from ..correcting import correct
from ..forms.passwords import PasswordField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, tell_raised
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..today.lines_card import MINE, WHOSE
from ..widgets.scrolled import Card
from ..wizards.frame import FileWizard, Notice
from .conflicts_tab import conflict_columns
from .several import Round, Seen, packages_at

_STOPPED = "Đã dừng nhận gói."
_FILTER = f"Gói trao đổi (*{SUFFIX});;Mọi tệp (*)"


class PasswordQuestion(Question):
    """Asks for the password of a package; ``words`` stand above it."""

    def __init__(self, words: str, sentence: str, parent: QWidget | None) -> None:
        super().__init__(parent, "Gói có mật khẩu", "Mở gói")
        self.password = PasswordField(None, words)
        self.password.setObjectName("password")
        self.form.add_widget(label(sentence, "muted", wrap=True))
        self.form.add(self.password)

    def carry_out(self) -> bool:
        """Only what is empty is no answer."""
        if not self.password.value():
            raise Refusal("Hãy nhập mật khẩu mà người gửi đã báo.", "password")
        return True

    @classmethod
    def ask(cls, words: str, sentence: str, parent: QWidget | None) -> str:
        """The password, or nothing."""
        question = cls(words, sentence, parent)
        found = question.password.value() if question.exec() else ""
        question.deleteLater()
        return found


class TakePackage(FileWizard):
    """A package chosen, opened, looked at, and taken in as one operation.

    ``of`` are the packages that it is one of, where several are gone through.
    """

    help_topic = "trao-doi#nhan-goi"
    asks = "Chọn một hay nhiều gói được gửi"
    takes = _FILTER
    less = (20 * SPACE, 12 * SPACE)

    def __init__(self, shell: Shell, parent: QWidget | None = None, of: Round | None = None) -> None:
        super().__init__(shell, "Nhận gói", parent)
        self._of = of or Round()
        self.package: CameIn | None = None
        self.preview: Preview | None = None
        self._taken: Preview | None = None
        self._password, self._is_guess = "", False
        self._file.setText("Chưa chọn tệp")
        self.choose_button = self.make_choose_button("Chọn gói khác…")
        self.notice = Notice()
        self._title = label("", "heading", wrap=True)
        self._from = label("", wrap=True)
        self._holds = label("", "muted", wrap=True)
        self._card = Card()
        for each in (self._title, self._from, self._holds):
            self._card.column.addWidget(each)
        self._lines = label("", wrap=True)
        self.conflicts = TableView(TableModel(conflict_columns(), key=lambda each: each.id), lines=0)
        self.conflicts.setAccessibleName("Chỗ hai bên sửa khác nhau")
        self.offers = TableView(TableModel(_offer_columns(), key=lambda each: each.item.key), lines=0)
        self.offers.setAccessibleName("Danh mục trong gói")
        self.take_button = text_button("Nhận vào dữ liệu", "done", "primary")
        self.take_button.clicked.connect(lambda _checked=False: self.take_in())
        self.gather_button = text_button(
            "Mở trang Tổng hợp", "consolidation", tooltip="Nơi nhận và tổng hợp báo cáo của các đơn vị"
        )
        self.gather_button.clicked.connect(lambda _checked=False: self._gather())
        self.close_button = (
            text_button("Bỏ qua gói này", tooltip="Không nhận gói này, xem gói tiếp theo (Esc)")
            if self._of.has_more
            else text_button("Đóng", tooltip="Đóng, không nhận gì (Esc)")
        )
        self.close_button.clicked.connect(self.reject)
        self.stop_button = text_button("Dừng ở đây", tooltip="Không nhận gói này, không xem các gói còn lại")
        self.stop_button.clicked.connect(lambda _checked=False: self._stop())
        self.stop_button.setVisible(self._of.has_more)
        self._lay_out()
        self._show_nothing()

    @classmethod
    def run(cls, shell: Shell, *paths: Path) -> None:
        """Asks for packages where none are given, and opens the dialog on one after another; what came of
        several is said in the end."""
        asked = shell if isinstance(shell, QWidget) else None
        given = paths or file_dialogs.ask_files(asked, cls.asks, cls.takes, cls.last_folder(shell))
        chosen = packages_at(given)
        several = Round(len(chosen))
        for number, path in enumerate(chosen, 1):
            several.number = number
            cls.open_over(shell, partial(cls, shell, of=several), path)
            if several.is_stopped:
                break
        correct(shell, [each.reported for each in several.reports])
        if several.count > 1:
            shell.notify(several.summary())
            if several.waiting:
                shell.go(ExchangePlace(conflicts=True))

    def _lay_out(self) -> None:
        self.add_file_bar("Nhận gói", self.choose_button)
        self.add_look(self.notice, self._card, self._lines, self.conflicts, self.offers)
        self.add_foot(self.gather_button, self.stop_button, self.take_button, self.close_button)

    # Reading

    def read(self, path: Path) -> None:
        """Reads a package in a child, with progress and Cancel."""
        # Who sends several packages most often locks them alike.
        self._path, self._password = path, self._of.password
        self._is_guess = bool(self._password)
        self._open()

    def _open(self) -> None:
        path, password = self._path, self._password
        assert path is not None
        self._let_go()
        self._show_nothing()
        self._file.setText(f"{self._of.turn}{path.name}")
        room = self._shell.office.exchange.room
        self.read_file(path, lambda cancelled: lay_out(path, password, cancelled, room), self._show_package)

    def refused(self, error: CchcError) -> None:
        """Asks for the password where that is what is wrong, else says why the package is not opened."""
        path = self._path
        if isinstance(error, Refusal) and error.field == "password" and path is not None:
            if self._is_guess:
                self._password, self._is_guess = "", False
                QTimer.singleShot(0, self, self._open)
                return
            self._password = PasswordQuestion.ask(f"Mật khẩu của «{path.name}»", str(error), self)
            if self._password:
                # The work that was refused is over once this returns.
                QTimer.singleShot(0, self, self._open)
                return
        self.notice.say(str(error), "notice-bad")
        self.close_button.setFocus()

    def _show_package(self, package: CameIn) -> None:
        self._let_go()
        self.package = package
        self._show_head(package.look.manifest, package.look.report)
        office = self._shell.office

        def look(cancelled: work.Cancelled) -> Preview:
            return office.exchange.preview(package, work.stopping(cancelled, Refusal(_STOPPED)))

        def show(preview: Preview) -> None:
            if self.package is package:
                self.preview = preview
                self._show_preview(preview)

        self.follow(work.run_with_data(self, f"Đang xem {package.name}…", office, look, show, self._failed))

    def ended(self, job: work.Job) -> None:
        """After Cancel it is shown how to go on."""
        super().ended(job)
        if self._job is None and self.package is not None:
            if self.preview is None and not self.notice.sentence:
                self.notice.say("Đã dừng xem gói. Hãy chọn lại gói để xem từ đầu.", "notice-info")
            self._allow()

    def _show_head(self, manifest: Manifest, report: UnitReport | None) -> None:
        head = manifest.head
        period = f", {Period.parse(head.period).label}" if head.period else ""
        unit = f" ({head.unit})" if head.unit else ""
        self._title.setText(f"{head.kind.label}{period}{unit}")
        sender = ", ".join(filter(None, (head.sender.officer, head.sender.machine)))
        made = f"đóng gói {head.made:%H:%M %d/%m/%Y}"
        self._from.setText(" – ".join(filter(None, (head.office_name, sender, made))))
        holds = holds_words(head.holds)
        if report is not None:
            known = sum(value is not None for value in report.figures.values())
            holds = f"{known}/{len(report.figures)} chỉ tiêu có số; " + (
                f"báo cáo số {report.number}" if report.number else "báo cáo chưa phát hành"
            )
        self._holds.setText(f"Gồm {holds}." if holds else "")
        self.gather_button.setVisible(report is not None)
        self._card.show()

    def _show_preview(self, preview: Preview) -> None:
        known = preview.known
        if known is not None:
            self.notice.say(f"Gói này đã nhận lúc {known.at:%H:%M %d/%m/%Y}.", "notice-info")
        if preview.offers:
            self.offers.rows.set_rows(preview.offers)
            self.offers.show()
        else:
            self._lines.setText("\n".join(preview.lines))
            self._lines.show()
        if preview.conflicts:
            self.conflicts.rows.set_rows(preview.conflicts)
            self.conflicts.show()
            self.notice.say(
                "Nhận xong, các chỗ dưới đây chờ quyết định ở trang Trao đổi; dữ liệu tạm giữ một bên.",
                "notice-info",
            )
        if (blocked := _blocked(preview)) is not None:
            self.notice.say(f"{blocked.item.words}: {blocked.refusal}", "notice-bad")
        self._allow()
        (self.take_button if self.take_button.isEnabled() else self.close_button).setFocus()

    def _allow(self) -> None:
        """Whether what is shown may be taken in."""
        preview = self.preview
        self.take_button.setEnabled(preview is not None and preview.is_new and _blocked(preview) is None)

    def _show_nothing(self) -> None:
        self.preview = None
        self.notice.say("")
        for each in (self._card, self._lines, self.conflicts, self.offers, self.gather_button):
            each.hide()
        self.take_button.setEnabled(False)

    def _gather(self) -> None:
        report = self.package.look.report if self.package is not None else None
        if report is not None:
            self._of.is_stopped = True
            self.accept()
            self._shell.go(GatheringPlace(report.period))

    def _stop(self) -> None:
        self._of.is_stopped = True
        self.reject()

    # Taking in

    def take_in(self) -> None:
        """Keeps the files of evidence, then takes the records in; a worker does both."""
        package, bring_in = self.package, self._shell.office.exchange.bringer()
        if package is None or not self.take_button.isEnabled():
            return
        self.take_button.setEnabled(False)

        def bring(_progress: work.Progress, cancelled: work.Cancelled) -> None:
            bring_in(package, work.stopping(cancelled, Refusal(_STOPPED)))

        title = f"Đang nhận {package.name}…"
        self.follow(work.run(self, title, bring, lambda _: self._take(package), self._failed))

    def _take(self, package: CameIn) -> None:
        office = self._shell.office

        def take(cancelled: work.Cancelled) -> Preview:
            return office.exchange.take_in(package, work.stopping(cancelled, Refusal(_STOPPED)))

        title = f"Đang ghi {package.name} vào dữ liệu…"
        self.follow(
            work.run_with_data(
                self, title, office, take, partial(self._tell, package), partial(tell_raised, self._shell)
            )
        )

    def _tell(self, package: CameIn, found: Preview) -> None:
        """Says what was taken in; whoever closed the wizard meanwhile hears it too."""
        shell, self._taken = self._shell, found
        waiting = len(found.conflicts)
        kind = found.manifest.head.kind.label
        words = f" {waiting} chỗ chờ quyết định." if waiting else ""
        if found.seats:
            # Whom tasks are given to sees his own first, and the window shows who works here.
            shell.office.settings.set_preference(WHOSE, MINE)
            shell.sit_down(found.seats)
        shell.notify(f"Đã nhận gói «{package.name}» ({kind}).{words}", undoable=True)
        if self.package is package:
            self.accept()
        if waiting and self._of.count == 1:
            shell.go(ExchangePlace(conflicts=True))

    def _let_go(self) -> None:
        if self.package is not None:
            take_away(self.package)
            self.package = None

    def done(self, result: int) -> None:
        """Closes; the parts of the package go with it."""
        super().done(result)
        self._let_go()
        if self._path is not None:
            self._of.seen.append(Seen(self._path.name, self.preview, self._taken))
        self._of.password = self._password or self._of.password


def _blocked(preview: Preview) -> Offer | None:
    """The first of the catalogues in a package that cannot be taken in."""
    return next((each for each in preview.offers if each.refusal), None)


def _offer_columns() -> list[Column]:
    def words(row: Offer) -> str:
        return row.refusal or row.words

    return [
        Column("Danh mục", lambda row: row.item.words, width=280, stretch=True),
        Column(
            "Nhận vào thì", words, width=320, stretch=True, tooltip=words,
            colour=lambda row: "bad" if row.refusal else "" if row.take else "muted",
        ),
    ]  # fmt: skip
