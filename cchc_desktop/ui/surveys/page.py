"""«Khảo sát»: the surveys, their results, forms keyed in at one key per answer, where two keyings differ."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.access import WHOLE_OFFICE, Need
from ...domain.places import Place, SurveysPlace
from ...domain.registers.book import RowsBook
from ...domain.surveys.survey import Survey
from ...office.surveys import SURVEY_TABLES, read_forms
from ...storage.changes import Changes
from .. import work
from ..buttons import close, text_button
from ..choice_box import ChoiceBox
from ..file_dialogs import ask_file
from ..labels import label
from ..shell import Page, Shell, tables
from ..theme import SPACE
from ..widgets.command_row import CommandRow
from ..widgets.empty import EmptyState
from .forms_tab import FormsTab
from .keying_tab import KeyingTab
from .results_tab import ResultsTab

_FILTER = "Bảng tính (*.xlsx *.xlsm *.xls *.ods *.csv);;Mọi tệp (*)"
_LEAST_LETTERS = 24
_NOTHING = (
    "Lập đợt khảo sát để chương trình tính cỡ mẫu, nhập phiếu bằng phím số (mỗi câu một phím), đối chiếu hai "
    "lần nhập và tính mức độ hài lòng. Phiếu không ghi tên người trả lời."
)


class SurveysPage(Page):
    """The chooser of the survey above its results, the keying of forms, and the forms."""

    help_topic = "khao-sat"
    has_document = True
    reads = tables(SURVEY_TABLES)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._chosen = ""
        self.surveys = ChoiceBox()
        self.surveys.setAccessibleName("Đợt khảo sát")
        self.surveys.setToolTip("Đợt khảo sát (Ctrl+PgUp, Ctrl+PgDown)")
        self.surveys.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.surveys.setMinimumContentsLength(_LEAST_LETTERS)
        self.surveys.activated.connect(lambda _: self._choose(str(self.surveys.value())))
        self.key_button = text_button(
            "Nhập phiếu", "edit", "primary", "Nhập phiếu bằng phím số, mỗi câu một phím (F2)"
        )
        self.key_button.clicked.connect(lambda _checked=False: self.key_in())
        self.add_button = text_button(
            "Thêm đợt khảo sát…", "add", tooltip="Lập đợt khảo sát mới, tính cỡ mẫu"
        )
        self.import_button = text_button("Nhập từ Excel…", "import", tooltip="Nhập phiếu, mỗi dòng một phiếu")
        self.import_button.clicked.connect(lambda _checked=False: self._import())
        self.print_button = text_button(
            "In phiếu…", "print", tooltip="Phiếu có số để phát, hoặc bảng Excel để nhập"
        )
        self.print_button.clicked.connect(lambda _checked=False: self._print_forms())
        self.export_button = text_button(
            "Xuất kết quả", "export", tooltip="Báo cáo kết quả ra PDF, Word hoặc Excel (Ctrl+E)"
        )
        self.export_button.clicked.connect(lambda _checked=False: self.export_document())
        self.questionnaires_button = text_button(
            "Mẫu phiếu…", "survey", tooltip="Xem, sửa, sao mẫu phiếu khảo sát"
        )
        self.questionnaires_button.clicked.connect(lambda _checked=False: self._show_questionnaires())
        self.edit_button = text_button("Sửa đợt khảo sát…", "edit", tooltip="Sửa tên, thời gian, N, số phiếu")
        self.edit_button.clicked.connect(lambda _checked=False: self._ask(self.survey))
        self.close_button = text_button("Kết thúc đợt", "check", tooltip="Thôi nhập, sửa phiếu của đợt này")
        self.close_button.clicked.connect(lambda _checked=False: self._close())
        self.delete_button = text_button("Xóa đợt khảo sát", "delete", tooltip="Xóa đợt này cùng các phiếu")
        self.delete_button.clicked.connect(lambda _checked=False: self._delete())
        self.first_button = text_button("Thêm đợt khảo sát…", "add", "primary")
        for button in (self.add_button, self.first_button):
            button.clicked.connect(lambda _checked=False: self._ask(None))
        self._sample = label("", "muted", wrap=True)
        self.results = ResultsTab(shell)
        self.keying = KeyingTab(shell)
        self.forms = FormsTab(shell)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.results, "Kết quả")
        self.tabs.addTab(self.keying, "Nhập phiếu")
        self.tabs.addTab(self.forms, "Phiếu đã nhập")
        self.tabs.currentChanged.connect(lambda _: self._show_tab())
        self.empty = EmptyState("survey", "Chưa có đợt khảo sát nào", _NOTHING, self.first_button)
        self._lay_out()
        self.setFocusProxy(self.tabs)
        for keys, slot in (
            ("Ctrl+PgUp", partial(self._step, -1)),
            ("Ctrl+PgDown", partial(self._step, 1)),
            ("F2", self.key_in),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label("Khảo sát", "title"))
        head.addWidget(self.surveys)
        buttons = (
            self.key_button, self.print_button, self.import_button, self.export_button, self.close_button,
            self.add_button, self.edit_button, self.questionnaires_button, self.delete_button,
        )  # fmt: skip
        head.addWidget(CommandRow(buttons), 1)
        self._whole = whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._sample)
        column.addWidget(self.tabs, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    # Showing

    @property
    def survey(self) -> Survey | None:
        """The survey that is shown; the latest where none was chosen."""
        known = self.shell.office.surveys.all()
        return next((each for each in known if each.id == self._chosen), known[0] if known else None)

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows the surveys as they are stored."""
        survey = self.survey
        self._stack.setCurrentWidget(self.empty if survey is None else self._whole)
        surveys = self.shell.office.surveys
        self.surveys.offer([(each.id, each.name) for each in surveys.all()])
        why = self.shell.office.why_closed(Need.FIGURES, WHOLE_OFFICE)
        for button in (self.add_button, self.first_button, self.edit_button, self.delete_button):
            close(button, why)
        self._chosen = survey.id if survey is not None else ""
        self.surveys.show_value(self._chosen)
        if survey is not None:
            self._sample.setText(surveys.results(survey.id).sample_words)
            closed = "" if survey.is_open else "Đợt khảo sát đã kết thúc: mở lại để nhập, sửa phiếu."
            for button in (self.key_button, self.import_button):
                close(button, why or closed)
            close(self.close_button, why)
            self.close_button.setText("Kết thúc đợt" if survey.is_open else "Mở lại đợt")
        self._show_tab()

    def _show_tab(self) -> None:
        """Shows the survey on the tab in front alone: the others wait until they are."""
        survey, tab = self.survey, self.tabs.currentWidget()
        if tab is self.results:
            office = self.shell.office.surveys
            self.results.show_results(office.results(survey.id) if survey is not None else None)
        elif tab is self.keying:
            self.keying.show_survey(survey)
        else:
            self.forms.show_survey(survey)

    def show_place(self, place: Place) -> None:
        """Shows a survey, or one of its forms."""
        if not isinstance(place, SurveysPlace):
            return
        if place.survey_id:
            self._choose(place.survey_id)
        if place.number:
            self.tabs.setCurrentWidget(self.forms)
            self.forms.show_number(place.number)
        tab = self.tabs.currentWidget()
        (self.first_button if self.survey is None else tab).setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, survey_id: str) -> None:
        self._chosen = survey_id
        self.refresh()

    def _step(self, by: int) -> None:
        values = self.surveys.values
        if self._chosen in values:
            self._choose(values[max(0, min(len(values) - 1, values.index(self._chosen) + by))])

    # Doing

    def key_in(self) -> None:
        """Goes to the keying of forms, where the next figure is the first answer."""
        survey = self.survey
        if survey is None or not survey.is_open:
            return
        self.tabs.setCurrentWidget(self.keying)
        self.keying.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, survey: Survey | None) -> None:
        from .dialogs import SurveyQuestion

        question = SurveyQuestion(self.shell, survey, self)
        if question.exec() and survey is None and question.survey is not None:
            self._choose(question.survey.id)
            # The button that was pressed may be gone with the empty page, and F2 with its focus.
            self.tabs.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        if (survey := self.survey) is not None:
            surveys = self.shell.office.surveys
            self.shell.attempt(lambda: (surveys.close if survey.is_open else surveys.reopen)(survey.id))

    def _delete(self) -> None:
        if (survey := self.survey) is not None and self.shell.attempt(
            lambda: self.shell.office.surveys.delete(survey.id)
        ):
            self.shell.notify(f"Đã xóa đợt khảo sát «{survey.name}».", undoable=True)

    def current_document(self) -> tuple[Document, str] | None:
        """The report on what the survey came to."""
        survey, surveys = self.survey, self.shell.office.surveys
        if survey is None:
            return None
        return surveys.report(survey.id), surveys.file_name(f"Kết quả {survey.name}", "pdf")

    def _print_forms(self) -> None:
        from .dialogs import PrintQuestion

        if (survey := self.survey) is not None:
            question = PrintQuestion(self.shell, survey, self)
            if question.exec() and question.made is not None:
                self.shell.export(*question.made)

    def _show_questionnaires(self) -> None:
        from .questionnaires import QuestionnairesDialog

        QuestionnairesDialog(self.shell, self).exec()

    def _import(self) -> None:
        survey = self.survey
        path = ask_file(self, "Nhập phiếu từ Excel", _FILTER)
        if survey is None or path is None:
            return
        work.run(
            self, "Đang đọc tệp", lambda _, cancelled: read_forms(path, cancelled), partial(self.take, survey)
        )

    def take(self, survey: Survey, book: RowsBook) -> None:
        """Shows what a file holds, and stores it once that was looked at."""
        from .dialogs import ImportQuestion

        surveys = self.shell.office.surveys

        def look() -> None:
            draft = surveys.draft(survey.id, book)
            if ImportQuestion(self.shell, draft, self).exec():
                self.shell.notify(f"Đã nhập {len(draft.found.forms)} phiếu.", undoable=True)

        self.shell.attempt(look)
