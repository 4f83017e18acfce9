"""The tab «Cập nhật»: a newer catalogue of indicators from a file, and how a newer program is installed."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ... import __version__, catalogue
from ...domain.dates import short_date
from ...domain.errors import CchcError, Refusal
from ...domain.indicators import IndicatorCatalogue
from ...domain.templates.sheet import Template
from ...office.templates import read_template
from .. import file_dialogs, work
from ..buttons import text_button
from ..labels import label
from ..shell import Shell
from .cards import CardColumn, button_row, titled_card
from .catalogue_dialog import CatalogueDialog

_FILTER = "Danh mục (*.toml);;Mọi tệp (*)"
_WORKBOOKS = "Phụ lục Excel (*.xlsx *.xlsm);;Mọi tệp (*)"


class UpdatesTab(CardColumn):
    """Which catalogue is in use, «Cập nhật từ tệp», and the program's version."""

    help_topic = "cap-nhat"

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        indicators = titled_card("Danh mục chỉ tiêu thống kê")
        self.in_use = label("", wrap=True)
        self.coming = label("", wrap=True)
        self.older = label("", wrap=True)
        self.renew_button = text_button(
            "Xem danh mục mới…",
            "survey",
            tooltip="Xem danh mục kèm chương trình thêm gì, rồi dùng cho các kỳ này",
        )
        self.renew_button.clicked.connect(lambda _checked=False: self.renew())
        indicators.column.addWidget(self.in_use)
        indicators.column.addWidget(self.coming)
        words = (
            "Khi cấp trên gửi tệp danh mục mới, chọn tệp ở đây để xem tệp thay đổi những gì trước khi nhập. "
            "Các kỳ đã có số liệu vẫn theo danh mục cũ."
        )
        indicators.column.addWidget(label(words, "muted", wrap=True))
        self.button = text_button("Cập nhật từ tệp…", "import")
        self.button.clicked.connect(lambda _checked=False: self.choose())
        self.annex_button = text_button(
            "Lập từ biểu của cấp trên…", "excel", tooltip="Lập danh mục từ phụ lục Excel cấp trên gửi"
        )
        self.annex_button.clicked.connect(lambda _checked=False: self.choose_annex())
        indicators.column.addLayout(button_row(self.button, self.annex_button))
        indicators.column.addWidget(self.older)
        indicators.column.addLayout(button_row(self.renew_button))
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        indicators.column.addWidget(self.problem)
        program = titled_card("Phiên bản chương trình")
        program.column.addWidget(label(f"Đang dùng CCHC Desktop {__version__}."))
        words = (
            "Để dùng phiên bản mới: đóng chương trình, rồi chạy tệp cài đặt của phiên bản mới. "
            "Dữ liệu được sao lại trước khi cài và được giữ nguyên."
        )
        program.column.addWidget(label(words, "muted", wrap=True))
        self.column.addWidget(indicators)
        self.column.addWidget(program)
        self.column.addStretch(1)

    def choose(self) -> None:
        """Asks for a file, shows what it holds, and takes it in where that is wanted."""
        if (path := self.ask_file(self)) is not None:
            self.look_at(path)

    @classmethod
    def ask_file(cls, parent: QWidget) -> Path | None:
        """The file that the user chose in the system's dialog, or None."""
        return file_dialogs.ask_file(parent, "Chọn tệp danh mục", _FILTER)

    def choose_annex(self) -> None:
        """Asks for a superior's workbook, and makes a catalogue of its rows."""
        if (path := self.ask_workbook(self)) is not None:
            self.read_annex(path)

    @classmethod
    def ask_workbook(cls, parent: QWidget) -> Path | None:
        """The workbook that the user chose in the system's dialog, or None."""
        return file_dialogs.ask_file(parent, "Chọn phụ lục của cấp trên", _WORKBOOKS)

    def read_annex(self, path: Path) -> None:
        """Reads a workbook in a worker and shows what its rows would change, before that is taken in."""
        self.problem.hide()

        def run(_progress: work.Progress, cancelled: work.Cancelled) -> Template:
            return read_template(path, cancelled)

        work.run(self, f"Đang đọc {path.name}…", run, self._take_annex, self._not_read)

    def _take_annex(self, template: Template) -> None:
        from ...office.from_template import catalogue_from

        office = self._shell.office
        catalogues, newest = office.catalogues, office.catalogues.newest()
        begins = office.calendar.dates(office.calendar.current_quarter().next_one).starts
        try:
            draft = catalogue_from(template, newest, max(begins, newest.valid_from + timedelta(days=1)))
            catalogues.check_new(draft.catalogue)
        except Refusal as refusal:
            self._not_read(refusal)
            return
        if CatalogueDialog.wants(self, template.file, newest, draft.catalogue, draft.annex.lines):
            self._shell.attempt(lambda: catalogues.take(draft.catalogue))

    def _not_read(self, error: Exception) -> None:
        if not isinstance(error, CchcError):
            raise error
        self.problem.setText(str(error))
        self.problem.show()

    def look_at(self, path: Path) -> None:
        """Shows what a file holds and takes it in where that is wanted; says under the button why not."""
        catalogues = self._shell.office.catalogues
        self.problem.hide()
        try:
            found = catalogue.read_indicators_file(path)
            catalogues.check_new(found)
        except Refusal as refusal:
            self._not_read(refusal)
            return
        if CatalogueDialog.wants(self, path.name, catalogues.newest(), found):
            self._shell.attempt(lambda: catalogues.take(found))

    def renew(self) -> None:
        """Shows what the program's own catalogue changes for quarters that keep an older one, and uses it for
        them where that is wanted."""
        catalogues = self._shell.office.catalogues
        if outdated := catalogues.outdated():
            before, found = next(iter(outdated.values())), catalogue.indicators()
            periods = ", ".join(period.label for period in reversed(outdated))
            if CatalogueDialog.wants(self, "Danh mục kèm chương trình", before, found, renewed=periods):
                self._shell.attempt(lambda: catalogues.renew(outdated))

    def refresh(self) -> None:
        """Shows which catalogue is in use, and which one will be."""
        office = self._shell.office
        used, newest = (
            office.catalogues.followed(office.calendar.current_quarter()).catalogue,
            office.catalogues.newest(),
        )
        self.in_use.setText(f"Đang dùng: {_named(used)}.")
        self.coming.setText(f"Đã nhập, chờ áp dụng: {_named(newest)}.")
        self.coming.setVisible(newest.valid_from > used.valid_from)
        outdated = office.catalogues.outdated()
        periods = ", ".join(period.label for period in reversed(outdated))
        self.older.setText(f"Theo danh mục cũ hơn danh mục kèm chương trình: {periods}.")
        for widget in (self.older, self.renew_button):
            widget.setVisible(bool(outdated))


def _named(known: IndicatorCatalogue) -> str:
    return (
        f"{known.title}, phiên bản {known.version}, {len(known.indicators)} chỉ tiêu, "
        f"áp dụng từ {short_date(known.valid_from)}"
    )
