"""The import of a plan: choose a file, look the draft over, store it as one operation."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ...domain.errors import CchcError, EnvironmentProblem, Refusal
from ...domain.places import Place, PlanPlace, SettingsPlace
from ...domain.plan import Draft
from ...domain.text import uncapitalized
from ...office.plans import read_draft
from .. import messages, work
from ..buttons import text_button
from ..forms import show_problem
from ..shell import Shell
from ..theme import SPACE
from .frame import WizardFrame
from .import_choose import ChoosePage
from .import_review import ReviewPage
from .import_session import DraftSession
from .import_summary import SummaryPage

CHOSEN_PLAN = "plan.chosen"
"""The preference that names the plan which the plan's page shows."""
_STEPS = ("Chọn tệp", "Xem lại", "Lưu kế hoạch")


class ImportWizard(WizardFrame):
    """Three steps; nothing is stored before the last one is answered."""

    help_topic = "nhap-ke-hoach"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Nhập kế hoạch từ tệp", parent, _STEPS)
        self.session: DraftSession | None = None
        self.plan_id = ""
        self._path: Path | None = None
        self.choose = ChoosePage()
        self.choose.folder = self.last_folder(shell)
        self.choose.file_chosen.connect(self.read)
        self.review = ReviewPage(self)  # type: ignore[arg-type]
        self.review.edited.connect(self._show_counts)
        self.summary = SummaryPage()
        for page in (self.choose, self.review, self.summary):
            self.pages.addWidget(page)
        self.back_button = text_button("Quay lại", "back")
        self.back_button.clicked.connect(lambda _checked=False: self.go_to(self.pages.currentIndex() - 1))
        self.next_button = text_button("Tiếp tục", "", "primary")
        self.next_button.clicked.connect(lambda _checked=False: self.go_on())
        self.close_button = text_button("Hủy")
        self.close_button.clicked.connect(self.reject)
        self.undo_action = self._action("Hoàn tác", "Ctrl+Z", self.undo)
        self.redo_action = self._action("Làm lại", "Ctrl+Y", self.redo)
        self.redo_action.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.finished.connect(lambda _result: self.review.printed.close_file())
        self._lay_out()
        self.go_to(0)

    @property
    def office(self) -> object:
        """The office, as fields in the wizard may ask for it."""
        return self._shell.office

    @classmethod
    def run(cls, shell: Shell, path: Path | None = None) -> None:
        """Opens the wizard over the window, with a file where given."""
        parent = shell if isinstance(shell, QWidget) else None
        wizard = cls(shell, parent)
        wizard.fit(parent, 6 * SPACE, 6 * SPACE)
        if path is not None:
            wizard.read(path)
        wizard.exec()
        wizard.deleteLater()

    def _lay_out(self) -> None:
        top = self.add_bar()
        self.add_titles(top)
        top.addStretch(1)
        top.addWidget(self._file)
        self.add_foot(self.back_button, self.next_button, self.close_button)

    def _action(self, words: str, keys: str, slot: Callable[[], None]) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: slot())
        self.addAction(action)
        return action

    # Steps

    def go_to(self, number: int) -> None:
        """Shows a step (from 0)."""
        if self.session is not None and number != 0 and not self.review.commit():
            return
        if number == 2 and self.session is not None:
            self.summary.show_session(self.session, self._shell.office.plans.heads())
        self.show_step(number)
        self.back_button.setVisible(number > 0)
        self.next_button.setText("Lưu kế hoạch" if number == 2 else "Tiếp tục")
        self.next_button.setEnabled(self.session is not None)
        self.next_button.setDefault(number != 1)
        self._show_counts()

    def go_on(self) -> None:
        """Goes to the next step; stores the plan at the last one."""
        if self.pages.currentIndex() == 2:
            self.store()
        else:
            self.go_to(self.pages.currentIndex() + 1)

    def read(self, path: Path) -> None:
        """Reads a file in a worker and goes on to its draft."""
        if not self._may_drop():
            return
        self.choose.show_refusal("")
        self._path = path
        self.choose.folder = str(path.parent)
        today = self._shell.office.today

        def parse(cancelled: work.Cancelled) -> Draft:
            return read_draft(path, today, cancelled)

        self.read_file(path, parse, self._take)

    def _take(self, draft: Draft) -> None:
        self.session = DraftSession(draft)
        self._file.setText(self._path.name if self._path else "")
        self.review.show_session(self.session, self._path)
        self.go_to(1)

    def refused(self, error: CchcError) -> None:
        """Goes back to the first step, which says why."""
        self.go_to(0)
        name = f"{self._path.name}: " if self._path else ""
        self.choose.show_refusal(f"{name}{error}")

    def store(self) -> None:
        """Stores the draft as one operation and closes."""
        assert self.session is not None
        draft = self.session.draft
        if not self._shell.attempt(lambda: self._shell.office.plans.store_draft(draft)):
            return
        self.plan_id = draft.plan.id
        counts = self.session.counts()
        self.accept()
        use_now = self.summary.use_now.isChecked()
        if use_now:
            self._shell.office.settings.set_preference(CHOSEN_PLAN, self.plan_id)
        self._shell.go(PlanPlace(self.plan_id if use_now else ""))
        office = self._shell.office
        sentence = f"Đã nhập kế hoạch: {counts.words}."
        place: Place | None = None
        if unlisted := len(office.people.unlisted_units()):
            sentence += f" Kế hoạch còn nêu {unlisted} đơn vị chưa có trong danh sách."
            place = SettingsPlace("units")
        elif (step := office.first_steps.next()) is not None:
            sentence += f" Tiếp theo: {uncapitalized(step.title)}."
            place = step.ways[0].place
        self._shell.notify(sentence, undoable=True, place=place)

    def _show_counts(self) -> None:
        shown = self.session is not None and self.pages.currentIndex() > 0
        self._counts.setText(self.session.counts().words if shown and self.session else "")
        can_undo = bool(self.session and self.session.next_undo)
        self.undo_action.setEnabled(can_undo)
        self.redo_action.setEnabled(bool(self.session and self.session.next_redo))

    # Undo inside the wizard

    def undo(self) -> None:
        """Takes back the last edit of the draft."""
        if self.session is not None and self.review.commit() and self.session.undo():
            self._show_draft()

    def redo(self) -> None:
        """Does the edit again."""
        if self.session is not None and self.review.commit() and self.session.redo():
            self._show_draft()

    def _show_draft(self) -> None:
        self.review.refresh()
        self.review.head.load()

    # The wizard as its fields see it (the protocol Shell, as far as they use it)

    def attempt(self, operation: Callable[[], object], field: QWidget | None = None) -> bool:
        """Runs an edit; a refusal is shown beside the field, else at the foot."""
        try:
            operation()
        except Refusal as refusal:
            if not show_problem(field, str(refusal)):
                self._counts.setText(str(refusal))
            return False
        except EnvironmentProblem as problem:
            messages.show_error(self, problem)
            return False
        return True

    # Leaving

    def _may_drop(self) -> bool:
        if self.session is None or not self.session.edited:
            return True
        return messages.confirm(
            self, "Các chỗ đã sửa trong bản nhập này chưa được lưu. Bỏ hết?", "Bỏ chỗ đã sửa", danger=True
        )

    def reject(self) -> None:
        """Closes without storing; asks first where edits would be lost."""
        if self._may_drop():
            super().reject()
