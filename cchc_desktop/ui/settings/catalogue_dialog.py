"""What a catalogue from a file holds and what it changes, before it is taken in."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ...domain.catalogue_changes import IndicatorChange, changes
from ...domain.dates import short_date
from ...domain.indicators import IndicatorCatalogue
from ...domain.templates.annex import AnnexLine, Standing
from ..labels import label
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from .offer import end_with_offer

_COLUMNS = (
    Column("Mã", lambda row: row.id, width=64),
    Column("Chỉ tiêu", lambda row: row.indicator.name, width=300, stretch=True),
    Column("Thay đổi", lambda row: row.words, width=300, stretch=True),
)

_ROWS = (
    Column("Dòng", lambda row: row.row, width=64),
    Column("Nội dung", lambda row: row.name, width=300, stretch=True),
    Column("Mã", lambda row: row.code, width=64),
    Column(
        "Thành",
        lambda row: row.standing.label + (f"; {row.note}" if row.note else ""),
        width=260,
        stretch=True,
        colour=lambda row: "warn" if row.standing is Standing.LIKELY or row.note else "",
    ),
)


class CatalogueDialog(QDialog):
    """Title, version, first day, and each indicator that is new, changed or dropped; then yes or no."""

    help_topic = "cap-nhat#danh-muc-chi-tieu-moi"

    def __init__(
        self,
        parent: QWidget | None,
        file: str,
        before: IndicatorCatalogue,
        found: IndicatorCatalogue,
        rows: Sequence[AnnexLine] = (),
        renewed: str = "",
    ) -> None:
        """``rows`` are those of the annex that the catalogue was made of; ``renewed`` are the periods that it
        shall be used for instead of the one before, where it comes with the program and from no file."""
        super().__init__(parent)
        self.setWindowTitle("Dùng danh mục mới" if renewed else "Cập nhật danh mục từ tệp")
        differ = changes(before, found)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label(found.title, "heading", wrap=True))
        self.head = label(
            f"{'' if renewed else 'Tệp '}{file}: phiên bản {found.version}, "
            f"{len(found.indicators)} chỉ tiêu, {len(found.checks)} phép kiểm tra. Căn cứ: {found.source}",
            wrap=True,
        )
        column.addWidget(self.head)
        day = short_date(found.valid_from)
        use = f"Áp dụng cho các kỳ bắt đầu từ {day}; các kỳ đã có số liệu vẫn theo danh mục cũ."
        if renewed:
            use = f"Dùng cho {renewed}: số đã nhập giữ nguyên, chỉ tiêu mới còn trống để nhập."
        self.use = label(use, "muted", wrap=True)
        column.addWidget(self.use)
        self.counts = label(f"So với phiên bản {before.version} đang có: {_counted(differ)}", wrap=True)
        column.addWidget(self.counts)
        self.table = TableView(TableModel(list(_COLUMNS), key=lambda row: row.id, parent=self))
        self.table.setAccessibleName("Chỉ tiêu thay đổi")
        self.table.rows.set_rows(differ)
        self.table.setVisible(bool(differ))
        column.addWidget(self.table, 1)
        self.annex = TableView(TableModel(list(_ROWS), key=lambda row: (row.sheet, row.row), parent=self))
        self.annex.setAccessibleName("Các dòng của biểu")
        self.annex.rows.set_rows(rows)
        if rows:
            column.addWidget(label(f"Các dòng của biểu {file}:", wrap=True))
            column.addWidget(self.annex, 1)
        else:
            self.annex.hide()
        self.take, self.leave = end_with_offer(
            self,
            column,
            "Dùng danh mục này" if renewed else "Nhập danh mục",
            "Giữ danh mục cũ" if renewed else "Không nhập",
            104,
            52 if differ else 0,
        )

    @classmethod
    def wants(
        cls,
        parent: QWidget | None,
        file: str,
        before: IndicatorCatalogue,
        found: IndicatorCatalogue,
        rows: Sequence[AnnexLine] = (),
        renewed: str = "",
    ) -> bool:
        """Shows the dialog; gives whether the catalogue shall be taken in."""
        return cls(parent, file, before, found, rows, renewed).exec() == QDialog.DialogCode.Accepted


def _counted(differ: tuple[IndicatorChange, ...]) -> str:
    """How many indicators are new, changed and dropped, in words."""
    if not differ:
        return "các chỉ tiêu không thay đổi."
    new = sum(each.before is None for each in differ)
    dropped = sum(each.after is None for each in differ)
    counts = ((new, "thêm mới"), (len(differ) - new - dropped, "thay đổi"), (dropped, "bỏ"))
    return ", ".join(f"{words} {count} chỉ tiêu" for count, words in counts if count) + "."
