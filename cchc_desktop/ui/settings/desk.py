"""The tabs of this desk (theme, who works here) and of the data (where they are, whether they are sound)."""

from PySide6.QtCore import QSignalBlocker, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton

from ...domain.places import SettingsPlace, TodayPlace
from ...office import Findings
from ...office.settings import DRAFT_ALWAYS, LONG_NAMES, NO_TEXT, OWN_TYPEFACE, YES
from ...storage.errors import WAY_OUT
from .. import icons, theme
from ..buttons import text_button
from ..forms import ChoiceField, Form
from ..labels import label
from ..shell import Shell
from ..tasks import columns as task_columns
from ..theme import SPACE
from ..widgets.scrolled import Card
from .cards import CardColumn, button_row, titled_card
from .tabs import THIS_DESK

_THEMES = {
    "auto": ("Theo Windows", "settings"),
    "light": ("Sáng", "light"),
    "dark": ("Tối", "dark"),
}

"""What a SettingsPlace names instead of a table to show this tab."""


class DeskTab(CardColumn):
    """How the program looks on this PC, and who works at it."""

    help_topic = "cua-so#chu-to-nen-toi"

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        look = titled_card("Giao diện")
        self.themes: dict[str, QRadioButton] = {}
        row, looks = QHBoxLayout(), QButtonGroup(self)
        row.setSpacing(3 * SPACE)
        for name, (words, picture) in _THEMES.items():
            button = QRadioButton(words)
            button.setIcon(icons.icon(picture))
            button.clicked.connect(lambda _checked=False, name=name: shell.set_theme(name))
            looks.addButton(button)
            self.themes[name] = button
            row.addWidget(button)
        row.addStretch(1)
        look.column.addLayout(row)
        look.column.addWidget(label("Cỡ chữ", "label"))
        self.sizes: dict[int, QRadioButton] = {}
        sizes, row = QButtonGroup(self), QHBoxLayout()
        row.setSpacing(3 * SPACE)
        for percent in theme.TEXT_SIZES:
            choice = QRadioButton(f"{percent} %")
            choice.setAccessibleName(f"Cỡ chữ {percent} %")
            choice.clicked.connect(lambda _checked=False, percent=percent: self._resize_text(percent))
            sizes.addButton(choice)
            self.sizes[percent] = choice
            row.addWidget(choice)
        row.addStretch(1)
        look.column.addLayout(row)
        who = titled_card("Người đang làm việc")
        words = "Tên này được ghi vào nhật ký và điền sẵn khi cập nhật tiến độ trên máy này."
        who.column.addWidget(label(words, "muted", wrap=True))
        self.officer = ChoiceField(
            shell, "Họ và tên", shell.office.settings.at_the_desk, self._sit_down,
            choices=lambda: task_columns.officer_choices(shell), editable=True,
        )  # fmt: skip
        self.form = Form()
        self.form.add(self.officer)
        who.column.addWidget(self.form)
        files = titled_card("Tệp xuất ra")
        self.draft = self._choice(
            files,
            DRAFT_ALWAYS,
            "Ghi «DỰ THẢO» cho đến khi phát hành",
            ("Bình thường chỉ văn bản còn lỗi mới ghi; văn bản chỉ thiếu số, ngày thì in sạch để trình ký."),
        )
        self.typeface = self._choice(
            files,
            OWN_TYPEFACE,
            "PDF dùng phông Times New Roman của máy này",
            ("Phông của máy được nhúng vào tệp PDF. Máy không có thì dùng Tinos, cùng cỡ chữ và cách dòng."),
        )
        self.text = self._choice(
            files,
            NO_TEXT,
            "Tệp Excel không có trang lời văn",
            ("Chỉ xuất các phụ lục có bảng; báo cáo, kế hoạch không có bảng nào thì vẫn xuất đủ."),
        )
        self.names = self._choice(
            files,
            LONG_NAMES,
            "Tên tệp dài, ghi đủ trích yếu và ngày",
            (
                "Bình thường tên tệp không quá 50 ký tự, không dấu, chỉ có chữ, số và dấu gạch nối, đúng như "
                "hệ thống quản lý văn bản nhận."
            ),
        )
        path = titled_card("Các bước bắt đầu")
        self._path_words = label("", "muted", wrap=True)
        path.column.addWidget(self._path_words)
        self.bring_back = text_button("Hiện lại các bước bắt đầu", "today")
        self.bring_back.clicked.connect(lambda _checked=False: self._bring_back())
        path.column.addLayout(button_row(self.bring_back))
        self.column.addWidget(look)
        self.column.addWidget(who)
        self.column.addWidget(files)
        self.column.addWidget(path)
        self.column.addStretch(1)

    def _choice(self, card: Card, preference: str, words: str, explained: str) -> QCheckBox:
        """A choice of this desk that is kept as soon as it is made."""
        settings = self._shell.office.settings
        box = QCheckBox(words)
        box.toggled.connect(lambda on: settings.set_preference(preference, YES if on else ""))
        card.column.addWidget(box)
        card.column.addWidget(label(explained, "muted", wrap=True))
        return box

    def _bring_back(self) -> None:
        self._shell.office.first_steps.bring_back()
        self._shell.go(TodayPlace())

    def _show_path(self) -> None:
        steps = self._shell.office.first_steps
        left = [step.title.lower() for step in steps.steps() if not step.is_done]
        words = "Trang Hôm nay dẫn từng bước từ kế hoạch đến báo cáo đầu tiên. "
        self._path_words.setText(words + (f"Còn: {', '.join(left)}." if left else "Đã làm xong tất cả."))
        self.bring_back.setEnabled(bool(left) and not steps.path())

    def _resize_text(self, percent: int) -> None:
        self._shell.set_text_size(percent)
        # The page was made anew: the new one goes on where this one was.
        self._shell.go(SettingsPlace(THIS_DESK))

    def _sit_down(self, name: str) -> None:
        self._shell.sit_down(name)

    def refresh(self) -> None:
        """Shows what is set."""
        name = self._shell.office.settings.preference("theme", "auto")
        self.themes.get(name, self.themes["auto"]).setChecked(True)
        self.sizes[theme.read_text_size(self._shell.office.settings.preference("text_size"))].setChecked(True)
        settings = self._shell.office.settings
        boxes = ((self.draft, DRAFT_ALWAYS), (self.typeface, OWN_TYPEFACE), (self.text, NO_TEXT))
        for box, name in (*boxes, (self.names, LONG_NAMES)):
            with QSignalBlocker(box):
                box.setChecked(settings.preference(name) == YES)
        self._show_path()
        is_on = self._shell.office.asks_who
        self.officer.editor.setEnabled(not is_on)
        self.officer.editor.setToolTip(
            "Đang bật đăng nhập: người làm việc là người đã đăng nhập" if is_on else ""
        )
        self.form.load()

    def commit(self) -> bool:
        """Saves the field that is being edited."""
        return self.form.commit()


class DataTab(CardColumn):
    """Where the data are, how many they are, and a check of them."""

    help_topic = "du-lieu"

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        place = titled_card("Thư mục dữ liệu")
        self._path = label(str(shell.data), wrap=True)
        self._path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        place.column.addWidget(self._path)
        words = "Chương trình tự sao lưu; xem các bản sao lưu và chọn nơi sao lưu thứ hai ở trang Sao lưu."
        place.column.addWidget(label(words, "muted", wrap=True))
        opened = text_button("Mở thư mục", "folder")
        opened.clicked.connect(self._open_folder)
        copied = text_button("Chép đường dẫn", "copy")
        copied.clicked.connect(lambda: QGuiApplication.clipboard().setText(str(shell.data)))
        self.relocate = text_button("Chuyển thư mục dữ liệu…", "next")
        self.relocate.setToolTip("Chép sang ổ đĩa hoặc thư mục khác, đối chiếu, rồi dùng ở đó")
        self.relocate.clicked.connect(lambda _checked=False: self._move())
        place.column.addLayout(button_row(opened, copied, self.relocate))
        check = titled_card("Kiểm tra dữ liệu")
        self._counts = label("", "muted", wrap=True)
        check.column.addWidget(self._counts)
        self.check = text_button("Kiểm tra ngay", "check")
        self.check.clicked.connect(self._check)
        self.repair = text_button("Dựng lại", "redo", tooltip="Giữ lại tệp hiện nay rồi dựng lại chỉ mục")
        self.repair.clicked.connect(lambda _checked=False: self._repair())
        self.repair.hide()
        check.column.addLayout(button_row(self.check, self.repair))
        self.result = label("", wrap=True)
        self.result.hide()
        check.column.addWidget(self.result)
        self.column.addWidget(place)
        self.column.addWidget(check)
        self.column.addStretch(1)

    def _open_folder(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._shell.data))):
            self._shell.notify("Không mở được thư mục. Hãy chép đường dẫn rồi mở bằng File Explorer.")

    def _move(self) -> None:
        # Rare, and it brings what looks at disks.
        from .moving import move_data

        move_data(self._shell)

    def _check(self) -> None:
        found: list[Findings] = []
        if self._shell.attempt(lambda: found.append(self._shell.office.check())):
            self._tell(found[0])

    def _tell(self, found: Findings) -> None:
        """Says what a check found; what can be made anew without loss gets a button."""
        lines = [f"• {sentence}" for sentence in (*found.damage, *found.derived)]
        if found.damage:
            lines.append(WAY_OUT)
        elif found.derived:
            lines.append("Nội dung còn nguyên; bấm «Dựng lại» để dựng lại những gì suy ra từ nội dung.")
        self.result.setText("\n".join(lines) or "✓ Dữ liệu tốt, không có vấn đề gì.")
        self.result.show()
        self.repair.setVisible(bool(found.derived) and not found.damage)

    def _repair(self) -> None:
        done: list[str] = []
        if self._shell.attempt(lambda: done.extend(self._shell.office.repair())):
            self.repair.hide()
            self.result.setText("\n".join(f"✓ {sentence}" for sentence in done))

    def refresh(self) -> None:
        """Shows how many records there are."""
        counts = self._shell.office.counts()
        words = (
            f"{counts['plans']} kế hoạch, {counts['targets']} chỉ tiêu, {counts['tasks']} nhiệm vụ, "
            f"{counts['task_updates']} lần cập nhật tiến độ, {counts['units']} đơn vị, "
            f"{counts['officers']} công chức, {counts['actions']} thao tác trong nhật ký."
        )
        self._counts.setText(words)
