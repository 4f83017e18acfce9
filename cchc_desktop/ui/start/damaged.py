"""What is offered where the data file is damaged: the best backup, another one, or the readable rest.

Where a look at every record finds all of the content whole, making anew what is derived from it comes first.
"""

import re
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ...domain.errors import CchcError, Damaged, EnvironmentProblem
from ...storage.backup_files import Backup, best
from ...storage.database import BACKUPS
from ...storage.repairing import Checked, Repaired, check_folder, repair_folder
from ...storage.rescue import LIST_NAME, require_key, rescue
from ...storage.rescue_report import Rescued
from ...storage.restoring import restore
from .. import messages, work
from ..access.unlock import unlocked
from ..backups.choosing import ask_file, is_wanted
from ..backups.restored import after_restore
from ..backups.waiting import waited
from ..buttons import show_kind, text_button
from ..labels import hold_words, label
from ..shell import Next
from ..theme import SPACE
from ..widgets.sign import Sign

USE_RESCUED = "Dùng dữ liệu cứu được"
_COMMANDS = re.compile(r" \(lệnh «\w+»\)")
_MOST_TOLD = 15
_WHOLE = (
    "Đã xem từng bản ghi và nhật ký: không mất dữ liệu nào. «Sửa tệp» dựng lại phần bị thay đổi và chuyển "
    "nguyên mọi bản ghi sang tệp mới; tệp hiện tại được giữ trong thư mục «backups»."
)


class DamagedDialog(QDialog):
    """Says what was found, and restores or rescues. ``done_now`` is what came of it, and where to go on."""

    help_topic = "khoi-phuc"

    @classmethod
    def ask(cls, folder: Path, problem: EnvironmentProblem) -> Next | None:
        """Shows the dialog; gives the folder to open then, None where nothing is to be opened."""
        dialog = cls(folder, problem)
        try:
            QTimer.singleShot(0, dialog, dialog.look)
            dialog.exec()
            return dialog.done_now
        finally:
            dialog.deleteLater()

    def __init__(self, folder: Path, problem: EnvironmentProblem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.done_now: Next | None = None
        self.best = best(folder / BACKUPS)
        self._has_rest = not isinstance(problem, Damaged) or problem.has_rest
        self._is_busy = False
        self.setWindowTitle("Dữ liệu chưa mở được")
        self.setMinimumWidth(80 * SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(Sign("warning-filled", "warn", 32))
        self.heading = label("Tệp dữ liệu bị hỏng", "title")
        head.addWidget(self.heading, 1)
        column.addLayout(head)
        self.words = label(_COMMANDS.sub("", str(problem)), wrap=True)
        column.addWidget(self.words)
        column.addWidget(label(f"Thư mục dữ liệu: {folder}", "small", wrap=True))
        self._whole = self._whole_card()
        column.addWidget(self._whole)
        self._of_backup = self._card()
        column.addWidget(self._of_backup)
        column.addStretch(1)
        column.addLayout(self._buttons())

    def _whole_card(self) -> QFrame:
        card, lines = _new_card()
        lines.addWidget(label("Dữ liệu của cơ quan còn nguyên", "heading"))
        lines.addWidget(label(_WHOLE, wrap=True))
        card.hide()
        return card

    def _card(self) -> QFrame:
        card, lines = _new_card()
        if self.best is None:
            self.offer = label(
                "Không thấy bản sao lưu nào dùng được trong thư mục dữ liệu. Hãy chọn bản ở USB, ổ khác "
                f"hoặc máy khác{', hoặc cứu phần còn đọc được' if self._has_rest else ''}.",
                wrap=True,
            )
            lines.addWidget(self.offer)
            return card
        self.best_heading = label("Bản sao lưu tốt nhất", "heading")
        lines.addWidget(self.best_heading)
        self.offer = label(backup_words(self.best, datetime.now()), wrap=True)
        lines.addWidget(self.offer)
        self.note = label("Tệp hỏng được giữ nguyên trong thư mục «set-aside».", "muted", wrap=True)
        lines.addWidget(self.note)
        return card

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.leave = text_button("Đóng", kind="flat")
        self.leave.clicked.connect(self.reject)
        self.rescue = text_button("Cứu phần còn đọc được…")
        self.rescue.clicked.connect(lambda _checked=False: self._rescue())
        has_best = self.best is not None
        self.other = text_button(
            "Chọn bản khác…" if has_best else "Chọn bản sao lưu…", kind="" if has_best else "primary"
        )
        self.other.clicked.connect(lambda _checked=False: self._choose())
        row.addWidget(self.leave)
        row.addStretch(1)
        self.rescue.setVisible(self._has_rest)
        row.addWidget(self.rescue)
        row.addWidget(self.other)
        self.take = text_button("Khôi phục bản này", "", "primary")
        self.take.clicked.connect(lambda _checked=False: self._restore_best())
        self.take.setVisible(has_best)
        row.addWidget(self.take)
        self.fix = text_button("Sửa tệp")
        self.fix.clicked.connect(lambda _checked=False: self._fix())
        self.fix.hide()
        row.addWidget(self.fix)
        default = self.take if has_best else self.other
        default.setDefault(True)
        default.setFocus()
        return row

    # The content is whole

    def look(self) -> None:
        """Looks in a worker whether all of the content is whole, and offers to mend the file then."""
        folder = self._folder
        self._set_busy(True)
        job = work.run(
            self, "Đang xem nội dung có còn nguyên…", lambda _done, _stopped: check_folder(folder),
            self._looked, _not_whole,
        )  # fmt: skip
        job.finished.connect(lambda: self._set_busy(False))

    def _looked(self, checked: Checked) -> None:
        found = checked.examination
        if found.damage:
            return
        self.heading.setText("Tệp dữ liệu bị thay đổi ở ngoài chương trình")
        self.words.setText(" ".join(found.derived))
        self._whole.show()
        if self.best is not None:
            at = f"{self.best.made_at:%H:%M ngày %d/%m/%Y}"
            self.offer.setText(
                f"Bản sao lưu tốt nhất, lúc {at}, không có những thay đổi làm sau đó: chỉ dùng khi không sửa "
                "được tệp."
            )
            self.best_heading.hide()
            self.note.hide()
        else:
            self._of_backup.hide()
        show_kind(self.other, "", "")
        show_kind(self.take, "", "")
        show_kind(self.fix, "", "primary")
        self.rescue.hide()
        self.fix.show()
        self.fix.setDefault(True)
        QTimer.singleShot(0, self, lambda: hold_words(self))

    def _set_busy(self, is_busy: bool) -> None:
        """Nothing else may be begun meanwhile: whoever looks at the data has their lock."""
        self._is_busy = is_busy
        for button in (self.leave, self.rescue, self.other, self.take, self.fix):
            button.setEnabled(not is_busy)
        if not is_busy:
            default = next(each for each in (self.fix, self.take, self.other) if each.isDefault())
            default.setFocus()

    def reject(self) -> None:
        """Closes the dialog, unless something is under way."""
        if not self._is_busy:
            super().reject()

    def _fix(self) -> None:
        folder = self._folder
        self._set_busy(True)
        job = work.run(
            self, "Đang sửa tệp dữ liệu…", lambda _done, _stopped: repair_folder(folder), self._fixed
        )
        job.finished.connect(lambda: self._set_busy(False))

    def _fixed(self, _repaired: Repaired) -> None:
        self.done_now = Next(self._folder)
        self.accept()

    # A backup, or the rest

    def _restore_best(self) -> None:
        if self.best is not None:
            self.restore(self.best.path)

    def restore(self, file: Path) -> None:
        """Puts a backup in the place of the damaged file, and lets the start go on."""
        try:
            restored = unlocked(
                self, lambda: waited(self, "Đang khôi phục dữ liệu…", lambda: restore(self._folder, file))
            )
        except CchcError as problem:
            messages.show_error(self, problem)
            return
        self.done_now = after_restore(self._folder, restored)
        self.accept()

    def _choose(self) -> None:
        start = self._folder / BACKUPS
        file = ask_file(self, start if start.is_dir() else self._folder)
        if file is not None and is_wanted(self, file, self._folder):
            self.restore(file)

    def _rescue(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, "Chọn nơi đặt thư mục dữ liệu cứu được", str(Path.home())
        )
        if name:
            self.rescue_into(Path(name) / f"du-lieu-cuu-duoc-{datetime.now():%Y%m%d-%H%M%S}")

    def rescue_into(self, target: Path) -> None:
        """Reads what is readable into a new folder, in a worker, and says what is missing."""
        folder = self._folder
        try:
            unlocked(self, lambda: require_key(folder))
        except CchcError as problem:
            messages.show_error(self, problem)
            return
        work.run(self, "Đang đọc tệp dữ liệu…", lambda _done, _stopped: rescue(folder, target), self._rescued)

    def _rescued(self, rescued: Rescued) -> None:
        lost = [line for _, lines in rescued.sections for line in lines]
        words = f"Đã cứu {rescued.records} bản ghi vào «{rescued.folder}»."
        if lost:
            more = f"\n… và {len(lost) - _MOST_TOLD} mục khác." if len(lost) > _MOST_TOLD else ""
            listed = "\n".join(f"- {line}" for line in lost[:_MOST_TOLD])
            words += f"\n\nCần xem lại (danh sách ở tệp {LIST_NAME}):\n{listed}{more}"
        else:
            words += " Không thấy thiếu gì."
        words += (
            "\n\nDùng dữ liệu cứu được thay cho dữ liệu bị hỏng? Tệp hỏng được giữ nguyên trong thư mục "
            "«set-aside»."
        )
        if messages.confirm(self, words, USE_RESCUED):
            self.restore(rescued.folder)


def _not_whole(error: Exception) -> None:
    """What cannot be looked through is not whole; the dialog has said what it is."""
    if not isinstance(error, CchcError):
        raise error


def _new_card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    lines = QVBoxLayout(card)
    lines.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
    return card, lines


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
