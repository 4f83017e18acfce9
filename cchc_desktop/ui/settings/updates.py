"""The tab «Cập nhật»: a newer catalogue of indicators from a file, and how a newer program is installed."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ... import __version__, catalogue
from ...domain.dates import short_date
from ...domain.errors import Refusal
from ...domain.indicators import IndicatorCatalogue
from .. import file_dialogs
from ..buttons import text_button
from ..labels import label
from ..shell import Shell
from .cards import CardColumn, button_row, titled_card
from .catalogue_dialog import CatalogueDialog

_FILTER = "Danh mục (*.toml);;Mọi tệp (*)"


class UpdatesTab(CardColumn):
    """Which catalogue is in use, «Cập nhật từ tệp», and the program's version."""

    help_topic = "cap-nhat"

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        indicators = titled_card("Danh mục chỉ tiêu thống kê")
        self.in_use = label("", wrap=True)
        self.coming = label("", wrap=True)
        indicators.column.addWidget(self.in_use)
        indicators.column.addWidget(self.coming)
        words = (
            "Khi cấp trên gửi tệp danh mục mới, chọn tệp ở đây để xem tệp thay đổi những gì trước khi nhập. "
            "Các kỳ đã có số liệu vẫn theo danh mục cũ."
        )
        indicators.column.addWidget(label(words, "muted", wrap=True))
        self.button = text_button("Cập nhật từ tệp…", "import")
        self.button.clicked.connect(lambda _checked=False: self.choose())
        indicators.column.addLayout(button_row(self.button))
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

    def look_at(self, path: Path) -> None:
        """Shows what a file holds and takes it in where that is wanted; says under the button why not."""
        catalogues = self._shell.office.catalogues
        self.problem.hide()
        try:
            found = catalogue.read_indicators_file(path)
            catalogues.check_new(found)
        except Refusal as refusal:
            self.problem.setText(str(refusal))
            self.problem.show()
            return
        if CatalogueDialog.wants(self, path.name, catalogues.newest(), found):
            self._shell.attempt(lambda: catalogues.take(found))

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


def _named(known: IndicatorCatalogue) -> str:
    return (
        f"{known.title}, phiên bản {known.version}, {len(known.indicators)} chỉ tiêu, "
        f"áp dụng từ {short_date(known.valid_from)}"
    )
