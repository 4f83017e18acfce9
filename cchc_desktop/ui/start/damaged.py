"""What is offered where the data file is damaged: the best backup, another one, or the readable rest."""

import re
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ...domain.errors import CchcError, EnvironmentProblem
from ...office.restoring import Holding, opened_backup
from ...storage.backup_files import Backup, list_backups
from ...storage.database import BACKUPS
from ...storage.rescue import LIST_NAME, Rescued, rescue
from ...storage.restoring import restore
from .. import messages, work
from ..buttons import text_button
from ..labels import label
from ..theme import SPACE
from ..widgets.sign import Sign

_COMMANDS = re.compile(r" \(lệnh «\w+»\)")
FILTER = "Bản sao lưu (*.db);;Mọi tệp (*)"
_MOST_TOLD = 15


class DamagedDialog(QDialog):
    """Says what was found, and restores or rescues. ``folder_to_open`` is where to go on afterwards."""

    help_topic = "khoi-phuc"

    @classmethod
    def ask(cls, folder: Path, problem: EnvironmentProblem) -> Path | None:
        """Shows the dialog; gives the folder to open then, None where nothing is to be opened."""
        dialog = cls(folder, problem)
        try:
            dialog.exec()
            return dialog.folder_to_open
        finally:
            dialog.deleteLater()

    def __init__(self, folder: Path, problem: EnvironmentProblem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.folder_to_open: Path | None = None
        self.best = best_backup(folder)
        self.setWindowTitle("Dữ liệu chưa mở được")
        self.setMinimumWidth(80 * SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(Sign("warning-filled", "warn", 32))
        head.addWidget(label("Tệp dữ liệu bị hỏng", "title"), 1)
        column.addLayout(head)
        self.words = label(_COMMANDS.sub("", str(problem)), wrap=True)
        column.addWidget(self.words)
        column.addWidget(label(f"Thư mục dữ liệu: {folder}", "small", wrap=True))
        column.addWidget(self._card())
        column.addStretch(1)
        column.addLayout(self._buttons())

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        if self.best is None:
            self.offer = label(
                "Không thấy bản sao lưu nào dùng được trong thư mục dữ liệu. Hãy chọn bản ở USB, ổ khác "
                "hoặc máy khác, hoặc cứu phần còn đọc được.",
                wrap=True,
            )
            lines.addWidget(self.offer)
            return card
        lines.addWidget(label("Bản sao lưu tốt nhất", "heading"))
        self.offer = label(backup_words(self.best, datetime.now()), wrap=True)
        lines.addWidget(self.offer)
        words = "Khôi phục giữ lại nguyên tệp hỏng trong thư mục set-aside."
        lines.addWidget(label(words, "muted", wrap=True))
        return card

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.leave = text_button("Đóng", kind="flat")
        self.leave.clicked.connect(self.reject)
        self.rescue = text_button("Cứu phần còn đọc được…")
        self.rescue.clicked.connect(lambda _checked=False: self._rescue())
        self.other = text_button("Chọn bản khác…")
        self.other.clicked.connect(lambda _checked=False: self._choose())
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.rescue)
        row.addWidget(self.other)
        self.take = text_button("Khôi phục bản này", "", "primary")
        self.take.clicked.connect(lambda _checked=False: self._restore_best())
        self.take.setVisible(self.best is not None)
        row.addWidget(self.take)
        default = self.take if self.best is not None else self.other
        default.setDefault(True)
        default.setFocus()
        return row

    def _restore_best(self) -> None:
        if self.best is not None:
            self.restore(self.best.path)

    def restore(self, file: Path) -> None:
        """Puts a backup in the place of the damaged file, and lets the start go on."""
        try:
            restore(self._folder, file)
        except CchcError as problem:
            messages.show_error(self, problem)
            return
        self.folder_to_open = self._folder
        self.accept()

    def _choose(self) -> None:
        start = self._folder / BACKUPS
        name, _ = QFileDialog.getOpenFileName(
            self, "Chọn bản sao lưu", str(start if start.is_dir() else self._folder), FILTER
        )
        if not name:
            return
        try:
            with opened_backup(Path(name)) as view:
                words = holding_words(view.holding())
        except CchcError as problem:
            messages.show_error(self, problem)
            return
        if messages.confirm(self, f"{words}\n\nKhôi phục bản này?", "Khôi phục"):
            self.restore(Path(name))

    def _rescue(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, "Chọn nơi đặt thư mục dữ liệu cứu được", str(Path.home())
        )
        if name:
            self.rescue_into(Path(name) / f"du-lieu-cuu-duoc-{datetime.now():%Y%m%d-%H%M%S}")

    def rescue_into(self, target: Path) -> None:
        """Reads what is readable into a new folder, in a worker, and says what is missing."""
        folder = self._folder
        work.run(self, "Đang đọc tệp dữ liệu…", lambda _done, _stopped: rescue(folder, target), self._rescued)

    def _rescued(self, rescued: Rescued) -> None:
        lost = [*rescued.missing, *rescued.back, *rescued.mended]
        words = f"Đã cứu {rescued.records} bản ghi vào «{rescued.folder}»."
        if lost:
            more = f"\n… và {len(lost) - _MOST_TOLD} mục khác." if len(lost) > _MOST_TOLD else ""
            listed = "\n".join(f"- {line}" for line in lost[:_MOST_TOLD])
            words += f"\n\nCần xem lại (danh sách ở tệp {LIST_NAME}):\n{listed}{more}"
        else:
            words += " Không thấy thiếu gì."
        if messages.confirm(self, f"{words}\n\nMở dữ liệu cứu được?", "Mở"):
            self.folder_to_open = rescued.folder
            self.accept()


def best_backup(folder: Path) -> Backup | None:
    """The newest good backup of a data folder whose file is still as long as it was."""
    for backup in list_backups(folder / BACKUPS):
        try:
            if backup.is_good and backup.path.stat().st_size == backup.size:
                return backup
        except OSError:
            continue
    return None


def backup_words(backup: Backup, now: datetime) -> str:
    """When a backup was made, how long ago, and what it holds."""
    rows = backup.rows
    counts = (
        f"{rows.get('plans', 0)} kế hoạch, {rows.get('tasks', 0)} nhiệm vụ, {rows.get('figures', 0)} số liệu"
    )
    parts = [f"Lúc {backup.made_at:%H:%M ngày %d/%m/%Y} ({age_words(backup.made_at, now)})"]
    parts.append(f"{backup.office}: {counts}" if backup.office else counts)
    words = ". ".join(parts) + "."
    last = ": ".join(filter(None, (backup.last.label, backup.last.subject)))
    if last:
        words += f" Thao tác cuối: {last.rstrip('.')}."
    return words


def holding_words(holding: Holding) -> str:
    """What a backup holds, in a sentence or two."""
    counts = holding.counts
    of = f" của {holding.office}" if holding.office else ""
    words = (
        f"Bản sao lưu này có {counts['plans']} kế hoạch, {counts['tasks']} nhiệm vụ, "
        f"{counts['figures']} số liệu{of}."
    )
    if holding.last:
        at, told = f"{holding.last.at:%H:%M ngày %d/%m/%Y}", holding.last.words.rstrip(".")
        words += f" Thao tác cuối lúc {at}: {told}."
    return words


def age_words(moment: datetime, now: datetime) -> str:
    """How long ago: «vừa xong», «35 phút trước», «2 giờ trước», «3 ngày trước»."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return "vừa xong"
    if minutes < 60:
        return f"{minutes} phút trước"
    if minutes < 48 * 60:
        return f"{minutes // 60} giờ trước"
    return f"{minutes // (24 * 60)} ngày trước"
