"""What a unit says in its report, area by area."""

from html import escape

from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from ... import catalogue
from ...domain.consolidation.units import GatheredUnit
from ...domain.dates import short_date
from ...domain.exchange.unit_report import UnitReport
from .. import theme
from ..buttons import text_button
from ..theme import SPACE

_PARTS = (("results", "Kết quả"), ("difficulties", "Khó khăn"), ("causes", "Nguyên nhân"))


class WordsDialog(QDialog):
    """The remarks of the report, and its passages in the unit's own words."""

    help_topic = "tong-hop"

    def __init__(self, unit: GatheredUnit, report: UnitReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{unit.name}: báo cáo {report.period.label}")
        self.text = QTextBrowser()
        self.text.setAccessibleName("Lời báo cáo")
        self.text.setHtml(words_html(report))
        self.close_button = text_button("Đóng", "", "primary")
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        self.resize(theme.scaled(90 * SPACE), theme.scaled(64 * SPACE))


def words_html(report: UnitReport) -> str:
    """What the report says, as text to be read; nothing of it is taken for markup."""
    parts = []
    if report.number and report.issued is not None:
        parts.append(f"<p>Số {escape(report.number)}, ngày {short_date(report.issued)}</p>")
    for area in catalogue.areas():
        said = report.remarks.get(str(area.code), {})
        lines = [
            f"<p><b>{words}:</b> {escape(said[key])}</p>"
            for key, words in _PARTS
            if said.get(key, "").strip()
        ]
        if lines:
            parts.append(f"<h4>{escape(area.name)}</h4>{''.join(lines)}")
    for text in report.texts.values():
        parts += [f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip()]
    return "".join(parts) or "<p>Gói báo cáo không có lời nào, chỉ có số liệu.</p>"
