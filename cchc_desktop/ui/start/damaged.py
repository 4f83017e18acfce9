"""What is offered where the data file is damaged: the best backup, another one, or the readable rest.

Where a look at every record finds all of the content whole, making anew what is derived from it comes first.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ...domain.errors import CchcError, Damaged, EnvironmentProblem
from ...storage.backup_files import Backup, best
from ...storage.database import BACKUPS
from ...storage.losses import Losses, losses
from ...storage.repairing import Checked, Repaired, check_folder, repair_folder
from ...storage.rescue import LIST_NAME, require_key, rescue
from ...storage.rescue_report import Rescued
from ...storage.restoring import restore
from .. import messages, theme, work
from ..access.unlock import unlocked
from ..backups.choosing import ask_file, is_wanted
from ..backups.restored import after_restore
from ..backups.waiting import waited
from ..buttons import show_kind, text_button
from ..file_dialogs import ask_data_folder
from ..labels import label
from ..shell import Next
from ..theme import AROUND, SPACE
from ..widgets.scrolled import Scrolled
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
        self._losses: Losses | None = None
        self._is_sought = False
        self._proofs: list[tuple[str, str]] = []
        self.setWindowTitle("Dữ liệu chưa mở được")
        room = self.screen().availableGeometry()
        wide = min(theme.scaled(88 * SPACE), room.width() - 2 * SPACE)
        self.setMinimumWidth(max(80 * SPACE, wide))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        outer.setSpacing(2 * SPACE)
        # All of the words, on a screen of whatever height.
        self._texts = Scrolled(0)
        column = self._texts.column
        outer.addWidget(self._texts, 1)
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
        outer.addLayout(self._buttons())

    def showEvent(self, event: QShowEvent) -> None:
        """Makes room for all of the words."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Makes the dialog as high as its words need, as far as the screen has room; the rest is scrolled."""
        layout = self.layout()
        assert layout is not None
        margins = layout.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        words = self._texts.column.totalHeightForWidth(width)
        around = margins.top() + margins.bottom() + layout.spacing() + self.take.sizeHint().height()
        room = self.screen().availableGeometry().height() - AROUND
        height = min(words, max(room - around, 12 * SPACE))
        self._texts.setMinimumHeight(height)
        self.resize(self.width(), height + around)

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
        self.lacking = label("", wrap=True)
        self.lacking.hide()
        lines.addWidget(self.lacking)
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
        folder, backup = self._folder, self.best
        self._set_busy(True)
        job = work.run(
            self, "Đang xem nội dung có còn nguyên…", lambda _done, _stopped: _look(folder, backup),
            self._looked,
        )  # fmt: skip
        job.finished.connect(lambda: self._set_busy(False))

    def _looked(self, seen: "_Seen") -> None:
        self._losses = seen.losses
        self._is_sought = True
        found = seen.checked.examination if seen.checked is not None else None
        if found is None or found.damage:
            self._tell_losses()
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
        QTimer.singleShot(0, self, self._fit)

    def _tell_losses(self) -> None:
        """Says what a restore of the best backup would lose, and where to look for that."""
        if self.best is None:
            return
        known = self._losses
        if known is None:
            words = "Không biết được bản này còn thiếu những gì so với lúc hỏng. "
        else:
            words = f"Bản này {known.words}. "
        if known is None or known.count:
            words += "«Cứu phần còn đọc được» có thể lấy lại phần đó."
        self.lacking.setText(words.strip())
        self.lacking.show()
        QTimer.singleShot(0, self, self._fit)

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
                self,
                lambda: waited(self, "Đang khôi phục dữ liệu…", lambda: restore(self._folder, file)),
                self._proofs,
            )
        except CchcError as problem:
            messages.show_error(self, problem)
            return
        is_best = self._is_sought and self.best is not None and file == self.best.path
        done = after_restore(self._folder, restored, _lost_words(self._losses) if is_best else "")
        # What unlocked the backup signs in where its accounts came along.
        proof = self._proofs[-1] if self._proofs and not restored.accounts_stay else None
        self.done_now = replace(done, proof=proof)
        self.accept()

    def _choose(self) -> None:
        start = self._folder / BACKUPS
        file = ask_file(self, start if start.is_dir() else self._folder)
        if file is not None and is_wanted(self, file, self._folder):
            self.restore(file)

    def _rescue(self) -> None:
        chosen = ask_data_folder(self, "Chọn nơi đặt thư mục dữ liệu cứu được")
        if chosen is not None:
            self.rescue_into(chosen / f"du-lieu-cuu-duoc-{datetime.now():%Y%m%d-%H%M%S}")

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


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was seen of a damaged file: None for ``checked`` where it could not be looked through, and for
    ``losses`` where it cannot be told what the best backup lacks of it."""

    checked: Checked | None
    losses: Losses | None


def _look(folder: Path, backup: Backup | None) -> _Seen:
    """Looks through damaged data, which stay as they are."""
    try:
        checked = check_folder(folder)
    except CchcError:
        # The dialog has said what it is.
        checked = None
    return _Seen(checked, losses(folder, backup) if backup is not None else None)


def _lost_words(known: Losses | None) -> str:
    """What a restore has lost, in few words."""
    if known is None:
        return "không biết được còn thiếu những gì so với lúc hỏng"
    return replace(known, last=()).words


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
