"""The question before an outgoing folder is made: where, under which name, and where its annexes are."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from ...domain.errors import EnvironmentProblem, Refusal
from .. import file_dialogs, theme
from ..buttons import text_button
from ..forms import LineField
from ..forms.question import Question
from ..labels import hold_words, label
from ..theme import SPACE


class FolderQuestion(Question):
    """Folder, name, and whether annexes are files of their own.

    ``names_of`` gives the names of the files for either choice, ``named_in`` a free name for a place.
    """

    help_topic = "gui-di#tao-thu-muc-gui-di"

    def __init__(
        self,
        place: Path,
        named_in: Callable[[Path], Path],
        names_of: Callable[[bool], Sequence[str]],
        *,
        apart: bool,
        note: str = "",
        warning: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, "Tạo thư mục gửi đi", "Tạo thư mục")
        self.setMinimumWidth(theme.scaled(66 * SPACE))
        self.target: Path | None = None
        self._named_in, self._names_of = named_in, names_of
        self.together = QRadioButton("Phụ lục trong cùng tệp với văn bản")
        self.apart = QRadioButton("Mỗi phụ lục một tệp riêng, góc trên bên phải để trống cho ký số")
        both = QButtonGroup(self)
        for choice in (self.together, self.apart):
            both.addButton(choice)
        (self.apart if apart else self.together).setChecked(True)
        self.apart.toggled.connect(lambda _: self._show_files())
        has_annexes = len(names_of(True)) > len(names_of(False))
        self.folder = LineField(None, "Nơi lưu")
        self.folder.setObjectName("folder")
        self.folder.set_value(str(place))
        browse = text_button("Chọn…", "folder")
        browse.clicked.connect(lambda _checked=False: self._browse())
        self.name = LineField(None, "Tên thư mục")
        self.name.setObjectName("name")
        self.name.set_value(named_in(place).name)
        self.files = label("", "muted")
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.folder, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(browse, 0, Qt.AlignmentFlag.AlignBottom)
        holder = QWidget()
        holder.setLayout(row)
        if has_annexes:
            self.form.add_widget(label("Phụ lục", "label"))
            self.form.add_widget(self.together)
            self.form.add_widget(self.apart)
        self.form.add_widget(holder)
        self.form.fields.append(self.folder)
        self.form.add(self.name)
        self.form.add_widget(self.files)
        if note:
            self.form.add_widget(label(note, "muted", wrap=True))
        if warning:
            said = label(warning, wrap=True)
            said.setProperty("state", "bad")
            self.form.add_widget(said)
        self._show_files()
        self.accept_button.setFocus()

    @property
    def is_apart(self) -> bool:
        """Whether annexes are to be files of their own."""
        return self.apart.isChecked()

    def _show_files(self) -> None:
        names = self._names_of(self.is_apart)
        self.files.setText("\n".join((f"Sẽ tạo {len(names)} tệp:", *_by_stem(names))))
        if self.isVisible():
            hold_words(self)

    def _browse(self) -> None:
        chosen = file_dialogs.ask_folder(self, "Chọn nơi lưu thư mục gửi đi", self.folder.value())
        if chosen is not None:
            self.folder.set_value(str(chosen))
            self.name.set_value(self._named_in(chosen).name)

    def carry_out(self) -> bool:
        """Takes the answer. Raises Refusal where no such folder can be made."""
        from ...documents.outgoing import refuse_target

        place, name = Path(self.folder.value().strip()), self.name.value().strip()
        if not place.is_absolute() or not place.is_dir():
            raise Refusal("Không có thư mục này. Hãy chọn thư mục khác.", "folder")
        if bad := sorted({sign for sign in name if sign in '<>:"/\\|?*' or ord(sign) < 32}):
            raise Refusal(f"Tên thư mục không được có ký tự {' '.join(bad)}", "name")
        try:
            refuse_target(place / name if name else Path())
        except EnvironmentProblem as problem:
            raise Refusal(str(problem), "folder") from problem
        self.target = place / name
        return True


def _by_stem(names: Sequence[str]) -> list[str]:
    """The names, those that differ by their ending alone in one line: «31-BC-UBND (pdf, docx)»."""
    endings: dict[str, list[str]] = {}
    for name in names:
        stem, _, ending = name.rpartition(".")
        endings.setdefault(stem, []).append(ending)
    return [f"{stem} ({', '.join(found)})" for stem, found in endings.items()]
