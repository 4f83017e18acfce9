"""What one unit has sent: its figures of the period with what stands out, and each of its reports."""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from ...domain.consolidation.packed import Sort
from ...domain.consolidation.units import GatheredUnit
from ...domain.consolidation.versions import is_by_clock
from ...domain.dates import short_date
from ...domain.errors import Refusal
from ...domain.exchange.manifest import REPORT
from ...domain.exchange.unit_report import UnitReport, unit_report
from ...domain.indicators import Indicator
from ...office.consolidating import Gathered
from ...packages.reading import opened
from ...storage.received import Submission
from .. import theme, work
from ..buttons import text_button
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from .lines import number_words

_RIGHT = Qt.AlignmentFlag.AlignRight
_BY_CLOCK = (
    "Kỳ này đơn vị gửi {count} lần; dữ liệu trong các lần gửi không cho biết lần nào sau, nên tính lần lập "
    "sau theo đồng hồ máy gửi (lần đang chọn lập lúc {made}). Nếu không đúng, hãy bỏ lần gửi sai."
)
_SORTS = {Sort.NONE: "không phát sinh", Sort.ESTIMATE: "ước"}


class UnitDialog(QDialog):
    """The unit's figures beside the median of its block, and all that it has sent."""

    help_topic = "tong-hop"

    def __init__(
        self,
        shell: Shell,
        found: Gathered,
        unit: GatheredUnit,
        parent: QWidget | None = None,
        code: str = "",
        password: str = "",
    ) -> None:
        super().__init__(parent)
        self._password = password
        self._shell, self._found, self._unit = shell, found, unit
        self._place = found.sheet.places[unit.code]
        self._own: dict[str, str] = {}
        self.setWindowTitle(f"{unit.name}: {found.period.label}")
        self.figures = TableView(TableModel(self._figure_columns(), key=lambda each: each.code, parent=self))
        self.figures.setAccessibleName("Số liệu của đơn vị")
        self.figures.chosen.connect(self._tell)
        self.sent = TableView(TableModel(self._sent_columns(), parent=self), "Đơn vị chưa gửi báo cáo nào.")
        self.sent.setAccessibleName("Các lần gửi")
        self.sent.opened.connect(lambda _: self._read())
        self.sent.chosen.connect(self._tell_sent)
        self.read_button = text_button(
            "Xem lời báo cáo…", "eye", tooltip="Đọc kết quả, khó khăn theo lĩnh vực trong gói đã nhận (Enter)"
        )
        self.read_button.clicked.connect(lambda _checked=False: self._read())
        self.remove_button = text_button(
            "Bỏ lần gửi", "delete", tooltip="Nhận nhầm đơn vị: bỏ lần này, lần trước đó được tính lại"
        )
        self.remove_button.clicked.connect(lambda _checked=False: self._remove())
        self.said = label("", "muted", wrap=True)
        self.close_button = text_button("Đóng", "", "primary")
        self.close_button.clicked.connect(self.accept)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.figures, "Số liệu")
        self.tabs.addTab(self.sent, "Các lần gửi")
        self.tabs.currentChanged.connect(self._tell_again)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addWidget(self.read_button)
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.said)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(
            min(theme.scaled(120 * SPACE), room.width()), min(theme.scaled(72 * SPACE), room.height())
        )
        self._outliers = {
            each.code: outlier
            for each in found.sheet.catalogue.indicators
            if (outlier := found.outliers(each.code).get(unit.code)) is not None
        }
        self.figures.rows.set_rows(list(found.sheet.catalogue.indicators))
        self.figures.choose(code or found.sheet.catalogue.indicators[0].code)
        self._show_sent()

    def _figure_columns(self) -> list[Column]:
        sheet = self._found.sheet

        def value(each: Indicator) -> object:
            return sheet.value(self._place, each.code)

        def words(each: Indicator) -> str:
            said = number_words(sheet.value(self._place, each.code), each)
            return said or _SORTS.get(sheet.sort(self._place, each.code), "")

        return [
            Column("Mã", lambda each: each.code, width=55,
                   sort=lambda each: sheet.catalogue.places[each.code]),
            Column("Chỉ tiêu thống kê", lambda each: each.name, width=320, stretch=True),
            Column("Đơn vị tính", lambda each: each.unit, width=90),
            Column("Số liệu", value, words, width=110, align=_RIGHT,
                   colour=lambda each: "bad" if each.code in self._outliers else ""),
            Column("Ghi chú", lambda each: _SORTS.get(sheet.sort(self._place, each.code), ""), width=110),
            Column("Thường gặp ở khối", self._usual, width=130, align=_RIGHT),
        ]  # fmt: skip

    def _usual(self, each: Indicator) -> str:
        outlier = self._outliers.get(each.code)
        return f"{number_words(outlier.usual, each)} {'▲' if outlier.is_high else '▼'}" if outlier else ""

    @staticmethod
    def _sent_columns() -> list[Column]:
        return [
            Column("Kỳ", lambda each: each.period.id, lambda each: each.period.label, width=165),
            Column("Được tính", lambda each: "✓" if each.counts else "", width=75,
                   align=Qt.AlignmentFlag.AlignHCenter),
            Column("Số", lambda each: each.number, width=55),
            Column("Ký ngày", lambda each: each.issued, width=108),
            Column("Lập lúc", lambda each: each.made, lambda each: _moment(each.made), width=138),
            Column("Nhận lúc", lambda each: each.taken_at, lambda each: _moment(each.taken_at), width=138),
            Column("Tệp", lambda each: Path(each.file).name, width=130, stretch=True,
                   tooltip=lambda each: each.file),
            Column("Cần xem lại", lambda each: " ".join(each.problems), width=95, stretch=True),
        ]  # fmt: skip

    def _show_sent(self) -> None:
        found: list[Submission] = []
        part = self._shell.office.consolidating
        self._shell.attempt(lambda: found.extend(part.history(self._unit.code)))
        self.sent.rows.set_rows(found)
        if found:
            self.sent.choose(found[0].id)
        for button in (self.read_button, self.remove_button):
            button.setEnabled(bool(found))

    def _tell(self, each: Indicator | None) -> None:
        """Says what of a figure stands out: of the block, and of what the unit had sent before."""
        if each is None:
            return
        told = []
        if (outlier := self._outliers.get(each.code)) is not None:
            told.append(f"{outlier.words}: thường gặp {number_words(outlier.usual, each)}")
        if each.code not in self._own:
            part = self._shell.office.consolidating
            own = part.beside_own(self._found.period, each.code, self._unit.code)
            self._own[each.code] = (
                f"{own.words}: thường gặp {number_words(own.usual, each)}" if own is not None else ""
            )
        told.append(self._own[each.code])
        said = "; ".join(filter(None, told))
        self.said.setText(f"{each.code} {each.name}: {said}." if said else f"{each.code} {each.name}")

    def _tell_again(self, _: int) -> None:
        """What is said below is of the tab in front."""
        self._tell(self.figures.current_row())
        self._tell_sent(self.sent.current_row())

    def _tell_sent(self, each: Submission | None) -> None:
        """Says why one of several reports of a period counts, where it was not the data that told."""
        if each is None or self.tabs.currentWidget() is not self.sent:
            return
        of_period = [row.version for row in self.sent.rows.rows if row.period == each.period]
        by_clock = len(of_period) > 1 and is_by_clock(of_period)
        self.said.setText(_BY_CLOCK.format(count=len(of_period), made=_moment(each.made)) if by_clock else "")

    def _read(self) -> None:
        submission: Submission | None = self.sent.current_row()
        if submission is None:
            return
        self._read_package(Path(submission.file))

    def _read_package(self, path: Path) -> None:
        password = self._password
        work.run(
            self, "Đang đọc gói", lambda _progress, _cancelled: read_words(path, password), self._show_words,
            lambda error: self._not_read(path, error),
        )  # fmt: skip

    def _not_read(self, path: Path, error: Exception) -> None:
        """Asks for the password where that is what lacks."""
        from ..exchange.taking import PasswordQuestion

        if not (isinstance(error, Refusal) and error.field == "password"):
            self._shell.attempt(partial(_raise, error))
            return
        self._password = PasswordQuestion.ask(f"Mật khẩu của «{path.name}»", str(error), self)
        if self._password:
            self._read_package(path)

    def _show_words(self, report: UnitReport) -> None:
        from .words_dialog import WordsDialog

        WordsDialog(self._unit, report, self).exec()

    def _remove(self) -> None:
        submission: Submission | None = self.sent.current_row()
        if submission is not None:
            part = self._shell.office.consolidating
            if self._shell.attempt(lambda: part.remove(submission.id)):
                self._show_sent()
                self.said.setText(f"Đã bỏ lần gửi {submission.period.label} ({Path(submission.file).name}).")


def _moment(at: datetime) -> str:
    return f"{at:%H:%M} {short_date(at.date())}"


def _raise(error: Exception) -> None:
    raise error


def read_words(path: Path, password: str = "") -> UnitReport:
    """The report in a package that was taken in, as long as it lies where it lay. Raises Refusal."""
    if not path.is_file():
        raise Refusal(f"Tệp «{path.name}» không còn ở chỗ cũ ({path.parent}) nên không đọc lời báo cáo được.")
    if path.suffix.lower() != ".cchc":
        raise Refusal(f"«{path.name}» là phụ lục số liệu, không có lời báo cáo.")
    with opened(path, password) as package:
        return unit_report(package.json(REPORT))
