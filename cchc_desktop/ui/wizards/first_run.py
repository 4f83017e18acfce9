"""The first run: try the sample commune, or say which office this is. Asks only for what is needed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ... import catalogue
from ...domain.errors import Refusal
from ...domain.offices import OfficeProfile
from ...domain.plan import Signer
from ...domain.text import clean_line, clean_text
from .. import icons
from ..buttons import text_button
from ..forms import ChoiceField, Field, Form, LineField
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..theme import SPACE
from ..widgets.scrolled import Scrolled
from ..widgets.sign import Sign
from .frame import WizardFrame


class FirstRun(WizardFrame):
    """A dialog of two steps: what to begin with, and the office."""

    help_topic = "bat-dau#lan-chay-dau"

    @classmethod
    def run(cls, shell: Shell) -> bool:
        """Shows the wizard and gives whether the office is set up; tests replace this."""
        parent = shell if isinstance(shell, QWidget) else None
        return cls(shell, parent).exec() == QDialog.DialogCode.Accepted

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Bắt đầu với CCHC Desktop", parent)
        self.setMinimumSize(64 * SPACE, 46 * SPACE)
        self.resize(78 * SPACE, 62 * SPACE)
        self.pages.addWidget(self._make_welcome())
        self.pages.addWidget(self._make_office())

    # Step 1

    def _make_welcome(self) -> QWidget:
        step = Scrolled(3 * SPACE)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("app", 56, ratio=self.devicePixelRatioF()))
        step.column.addWidget(picture)
        step.column.addWidget(label("Chào mừng đến với CCHC Desktop", "title", wrap=True))
        words = (
            "Chương trình giúp xã, phường, đặc khu theo dõi kế hoạch cải cách hành chính: chỉ tiêu, nhiệm "
            "vụ, tiến độ, và in ra văn bản đúng thể thức. Mọi dữ liệu nằm trên máy này; không cần mạng."
        )
        step.column.addWidget(label(words, "muted", wrap=True))
        self.own = _Choice(
            "office",
            "Thiết lập cơ quan của tôi",
            "Khai báo tên cơ quan rồi nhập kế hoạch của mình, mất khoảng 1 phút.",
        )
        self.own.clicked.connect(lambda: self._go_to(1))
        self.sample = _Choice(
            "eye", "Dùng thử với xã mẫu", "Xem chương trình với một xã giả định có sẵn kế hoạch và tiến độ."
        )
        self.sample.clicked.connect(self._load_sample)
        step.column.addWidget(self.own)
        step.column.addWidget(self.sample)
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        step.column.addWidget(self._problem)
        step.column.addStretch(1)
        return step

    def _load_sample(self) -> None:
        def load() -> None:
            try:
                self._shell.office.load_sample()
            except Refusal as refusal:
                self._problem.setText(str(refusal))
                self._problem.show()
                raise

        if self._shell.attempt(load):
            self.accept()

    # Step 2

    def _make_office(self) -> QWidget:
        presets = catalogue.organisations()
        self.preset = ChoiceField(
            None, "Mô hình tổ chức", choices=lambda: [(preset, preset.label) for preset in presets]
        )
        self.name = LineField(None, "Tên cơ quan", hint="Ủy ban nhân dân xã An Bình")
        self.superior = LineField(None, "Cơ quan cấp trên trực tiếp", hint="Ủy ban nhân dân tỉnh …")
        self.place = LineField(None, "Địa danh ghi trên văn bản", hint="An Bình")
        self.position = ChoiceField(
            None, "Chức vụ người ký",
            choices=lambda: [(s, s.position.replace("\n", " / ")) for s in presets[0].signers],
        )  # fmt: skip
        self.signer = LineField(None, "Họ và tên người ký (nếu có)")
        fields: tuple[tuple[Field, str], ...] = (
            (self.name, "name"), (self.superior, "superior"), (self.place, "place"),
        )  # fmt: skip
        for field, name in fields:
            field.setObjectName(name)
        default = catalogue.organisation_for("", self._shell.office.today)
        self.preset.set_value(default)
        if presets[0].signers:
            self.position.set_value(presets[0].signers[0])
        self.preset.changed.connect(self._preset_changed)
        self.name.changed.connect(self._name_changed)
        self._units = label("", "small", wrap=True)
        self._preset_changed()
        self.form = Form()
        self.form.add(self.name)
        self.form.add(self.superior)
        self.form.add(self.place)
        self.form.add(self.preset)
        self.form.add_widget(self._units)
        self.form.add(self.position, self.signer)
        scrolled = Scrolled(3 * SPACE)
        scrolled.column.setSpacing(SPACE)
        scrolled.column.addWidget(label("Cơ quan của bạn", "title"))
        scrolled.column.addWidget(
            label(
                "Những nội dung này đứng ở đầu và cuối văn bản. Sau này sửa được ở trang Thiết lập.",
                "muted",
                True,
            )
        )
        scrolled.column.addSpacing(SPACE)
        scrolled.column.addWidget(self.form)
        scrolled.column.addStretch(1)
        back = text_button("Quay lại", "back")
        back.clicked.connect(lambda: self._go_to(0))
        self.finish = text_button("Bắt đầu", "check", "primary")
        self.finish.setDefault(True)
        self.finish.clicked.connect(self._found)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, 2 * SPACE)
        foot.addWidget(back)
        foot.addStretch(1)
        foot.addWidget(self.finish)
        step = QWidget()
        layout = QVBoxLayout(step)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled, 1)
        layout.addLayout(foot)
        return step

    def _go_to(self, number: int) -> None:
        self.show_step(number)
        (self.name if number else self.own).setFocus()

    def _preset_changed(self) -> None:
        preset = self.preset.value()
        units = ", ".join(unit.name for unit in preset.units) if preset else ""
        self._units.setText(f"Đơn vị được tạo sẵn: {units}." if units else "Không tạo sẵn đơn vị nào.")

    def _name_changed(self) -> None:
        """Proposes what follows from the name, while the user has typed nothing of their own there."""
        if not self.place.dirty:
            words = clean_line(str(self.name.value())).split()
            markers = [n for n, word in enumerate(words) if word.lower() in ("xã", "phường", "khu")]
            self.place.set_value(" ".join(words[markers[-1] + 1 :]) if markers else "")
        if not self.preset.dirty:
            named = catalogue.organisation_for(clean_line(str(self.name.value())), self._shell.office.today)
            self.preset.set_value(named)
            self._preset_changed()

    def _found(self) -> None:
        signers: tuple[Signer, ...] = ()
        chosen = self.position.value()
        if chosen is not None:
            signers = (Signer(chosen.authority, chosen.position, clean_text(self.signer.value())),)
        for field in self.form.fields:
            field.clear_problem()

        def found() -> None:
            profile = OfficeProfile(
                name=clean_line(self.name.value()),
                superior=clean_line(self.superior.value()),
                place=clean_line(self.place.value()),
                signers=signers,
            )
            self._shell.office.settings.found(profile, *filter(None, (self.preset.value(),)))

        try:
            if attempt_or_refuse(self._shell, found):
                self.accept()
        except Refusal as refusal:
            self.form.problem(refusal.field, str(refusal))
            for field in self.form.fields:
                if field.objectName() == refusal.field:
                    field.setFocus()


class _Choice(QPushButton):
    """A large button with a title and a sentence."""

    def __init__(self, picture: str, title: str, words: str) -> None:
        super().__init__()
        self.setProperty("kind", "choice")
        self.setAutoDefault(False)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        sign = Sign(picture, "accent", 28)
        text = QVBoxLayout()
        text.setSpacing(2)
        heading = label(title, "heading")
        sentence = label(words, "muted", wrap=True)
        text.addWidget(heading)
        text.addWidget(sentence)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, SPACE + 4)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(sign)
        layout.addLayout(text, 1)
        for part in (sign, heading, sentence):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
