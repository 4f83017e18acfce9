"""The self-test: what an office does in a year, once, in a temporary folder, to see that this PC can do it.

The report is written anew whenever a step begins or ends, so that it names the step in which a process died.
The steps with windows come last: Qt ends the process where it cannot draw.
"""

import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from .. import __version__, catalogue, machine
from ..documents.export import export_file
from ..domain import plan_views
from ..domain.errors import CchcError, EnvironmentProblem, Refusal
from ..domain.numerals import format_number
from ..domain.offices import OfficeProfile
from ..domain.plan import Plan
from ..office import Office, encryption
from ..office.figure_import import read_draft as read_figures
from ..office.package_files import look_at
from ..office.plans import read_draft
from ..office.sample import plan_text
from ..packages.load import write_load
from .answers import Answer

_PRINTED = 2
"""How many pages are printed."""


class State(StrEnum):
    """How far a step is."""

    RUNNING = "running"
    OK = "ok"
    FAILED = "failed"
    SKIPPED = "skipped"


_SIGNS = {State.RUNNING: "…", State.OK: "✓", State.FAILED: "✗", State.SKIPPED: "–"}


@dataclass(slots=True)
class Step:
    """One step: its name, what came of it in a sentence, and where a fault of ours was."""

    key: str
    words: str
    state: State = State.RUNNING
    ms: int = 0
    sentence: str = "Đang chạy."
    trace: str = ""

    @property
    def line(self) -> str:
        """The step in a line of the report."""
        took = format_number(self.ms / 1000, 1)
        return f"{_SIGNS[self.state]} {self.words} ({took} giây): {self.sentence}"


class Skipped(Exception):
    """A step needs what an earlier one did not bring about."""


class Unlike(CchcError):
    """What was read back is not what was written."""


class Trial:
    """The office that is tried, and each step as a method that gives a sentence or raises."""

    def __init__(self, folder: Path, platform: str) -> None:
        self._folder = folder
        self._data = folder / "data"
        self._platform = platform
        self._office: Office | None = None
        self._plan: Plan | None = None

    def close(self) -> None:
        """Lets go of the data."""
        if self._office is not None:
            self._office.close()

    @property
    def office(self) -> Office:
        """The office, once it is open."""
        if self._office is None:
            raise Skipped
        return self._office

    @property
    def plan(self) -> Plan:
        """The plan, once it is imported."""
        if self._plan is None:
            raise Skipped
        return self._plan

    def found(self) -> str:
        """A new office."""
        name = "Ủy ban nhân dân xã Dùng Thử"
        office = Office.open(self._data)
        self._office = office
        preset = catalogue.organisation_for(name, office.today)
        profile = OfficeProfile(name, "Ủy ban nhân dân tỉnh Dùng Thử", "Dùng Thử", signers=preset.signers[:1])
        office.settings.found(profile, preset)
        return f"Đã khai báo {name} với {len(office.settings.units())} đơn vị."

    def import_plan(self) -> str:
        """The plan that the program carries."""
        file = self._folder / "Kế hoạch mẫu.txt"
        file.write_text(plan_text(self.office.today.year), encoding="utf-8")
        draft = read_draft(file, self.office.today)
        self.office.plans.store_draft(draft)
        self._plan = self.office.plans.get(draft.plan.id)
        return f"Đã nhập kế hoạch mẫu với {_tasks(self._plan)} nhiệm vụ."

    def stop_reading(self) -> str:
        """A file that is being read, let go: the process that reads it ends."""
        file = self._folder / "Kế hoạch dừng.txt"
        file.write_text(plan_text(self.office.today.year), encoding="utf-8")
        try:
            read_draft(file, self.office.today, lambda: True)
        except Refusal as refusal:
            return f"Tệp được đọc trong một tiến trình riêng, dừng lại được: «{refusal}»"
        raise Unlike("Bấm dừng mà việc đọc tệp vẫn tiếp tục.")

    def type_figure(self) -> str:
        """A figure of the quarter that runs."""
        period = self.office.calendar.current_quarter()
        code = self.office.figures.missing(period)[0]
        self.office.figures.type_figure(period, code, "1")
        return f"Đã nhập chỉ tiêu {code} của {period.label}."

    def export_pdf(self) -> str:
        """The plan as PDF, read back."""
        return self._export_plan("pdf")

    def export_docx(self) -> str:
        """The plan as a Word document, read back."""
        return self._export_plan("docx")

    def _export_plan(self, fmt: str) -> str:
        file = self._folder / f"Kế hoạch.{fmt}"
        export_file(self.office.papers.plan(self.plan.id), fmt, file)
        found = read_draft(file, self.office.today).plan
        if (found.subject, _tasks(found)) != (self.plan.subject, _tasks(self.plan)):
            raise Unlike(f"Đọc lại tệp {fmt.upper()} thì nội dung khác với kế hoạch đã xuất.")
        return f"Đã xuất kế hoạch ra {fmt.upper()} ({_size(file)}) và đọc lại đủ {_tasks(found)} nhiệm vụ."

    def export_xlsx(self) -> str:
        """The annex of statistics as a spreadsheet, read back."""
        period = self.office.calendar.current_quarter()
        file = self._folder / "Phụ lục.xlsx"
        export_file(self.office.reports.papers.statistics(period), "xlsx", file)
        found = read_figures(self.office.figures, period, file)
        if found.changes or not found.unchanged:
            raise Unlike("Đọc lại tệp Excel thì số liệu khác với phụ lục đã xuất.")
        return f"Đã xuất phụ lục thống kê ra Excel ({_size(file)}) và đọc lại đúng số liệu."

    def copy_data(self) -> str:
        """A copy of the data, compared with them and opened."""
        copied = self.office.copy_data(self._folder / "Bản sao")
        opened = Office.open(copied.folder)
        try:
            damage, counts = opened.check().damage, opened.counts()
        finally:
            opened.close()
        if damage or counts != self.office.counts():
            raise Unlike(" ".join(("Bản sao dữ liệu không giống bản gốc.", *damage)))
        return f"Đã sao {copied.content.rows} bản ghi, đối chiếu và mở được bản sao."

    def survey(self) -> str:
        """A form of a survey keyed in; empty forms with their codes and the report with its plots, as PDF."""
        surveys, today = self.office.surveys, self.office.today
        survey = surveys.new("Khảo sát dùng thử", surveys.questionnaires()[0].id, today, today)
        surveys.key_in(survey.id, 1, "1" * len(surveys.questionnaire(survey).questions))
        forms, report = self._folder / "Phiếu khảo sát.pdf", self._folder / "Kết quả khảo sát.pdf"
        export_file(surveys.blank_forms(survey.id), "pdf", forms)
        export_file(surveys.report(survey.id), "pdf", report)
        return (
            f"Đã nhập một phiếu, in phiếu có mã QR ({_size(forms)}) và kết quả có biểu đồ ({_size(report)})."
        )

    def package(self) -> str:
        """A package of all data under a password, read in a process of its own."""
        password, file = "Dung-thu-2026", self._folder / "Chuyển máy.cchc"
        written = write_load(file, self.office.exchange.pack_whole(), password)
        if look_at(file, password).manifest.hash != written.manifest.hash:
            raise Unlike("Đọc lại gói trao đổi thì nội dung khác với gói đã lập.")
        return f"Đã lập gói trao đổi có mật khẩu ({_size(file)}) và đọc lại đủ nội dung."

    def sign_in(self) -> str:
        """Signing in is switched on, asks for the right password, and is switched off again."""
        access, password = self.office.access, "Dung-thu-2026"
        access.switch_on("Người dùng thử", password)
        account = access.accounts()[0]
        began = time.perf_counter()
        access.sign_in(account.id, password)
        took = format_number(time.perf_counter() - began, 1)
        access.switch_off()
        return f"Đã tạo mật khẩu và đăng nhập được; máy này kiểm tra một mật khẩu trong {took} giây."

    def encrypt(self) -> str:
        """A copy of the data encrypted, opened, and made plain again."""
        password = "Dung-thu-2026"
        folder = self.office.copy_data(self._folder / "Bản mã hóa").folder
        with closing(Office.open(folder)) as opened:
            opened.access.switch_on("Người dùng thử", password)
            _, key, keys = encryption.prepare(opened, password)
        encryption.encrypt(folder, key, keys)
        with closing(Office.open(folder)) as opened:
            opened.access.sign_in(opened.access.accounts()[0].id, password)
            is_encrypted, damage, counts = opened.is_encrypted, opened.check().damage, opened.counts()
        encryption.decrypt(folder)
        if damage or not is_encrypted or counts != self.office.counts():
            raise Unlike(" ".join(("Dữ liệu sau khi mã hóa không giống bản gốc.", *damage)))
        return "Đã mã hóa một bản sao của dữ liệu, mở lại đủ nội dung và giải mã được."

    def print_plan(self) -> str:
        """Pages of the plan, printed into a file through Qt."""
        _load_qt()
        from ..ui.self_test import print_to_file

        file = self._folder / "Bản in.pdf"
        said = print_to_file(self.office.papers.plan(self.plan.id), file, _PRINTED, self._platform)
        return f"{said} Tệp in ra: {_size(file)}."

    def open_pages(self) -> str:
        """The window with every page."""
        _load_qt()
        from ..ui.self_test import open_pages

        return open_pages(self.office, self._data, self._platform)


STEPS: tuple[tuple[str, str, Callable[[Trial], str]], ...] = (
    ("office", "Khai báo cơ quan", Trial.found),
    ("plan", "Nhập kế hoạch", Trial.import_plan),
    ("stop", "Dừng đọc tệp", Trial.stop_reading),
    ("figure", "Nhập số liệu", Trial.type_figure),
    ("pdf", "Xuất PDF", Trial.export_pdf),
    ("docx", "Xuất Word", Trial.export_docx),
    ("xlsx", "Xuất Excel", Trial.export_xlsx),
    ("survey", "Khảo sát", Trial.survey),
    ("copy", "Sao dữ liệu", Trial.copy_data),
    ("package", "Trao đổi", Trial.package),
    ("sign_in", "Đăng nhập", Trial.sign_in),
    ("encrypt", "Mã hóa dữ liệu", Trial.encrypt),
    ("print", "In ra tệp", Trial.print_plan),
    ("pages", "Mở cửa sổ", Trial.open_pages),
)
"""The steps in their order: key, words, and the method."""


def self_test(report: Path | None, platform: str, as_json: bool) -> Answer:
    """Tries the program in a temporary folder; ``report`` is written after each step, as what is printed.

    ``platform`` is Qt's, as for the window. A step that fails does not stop those that do not need it.
    Raises EnvironmentProblem where the report cannot be written.
    """
    steps: list[Step] = []
    with tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True) as name:
        trial = Trial(Path(name), platform or _unseen())
        try:
            for key, words, work in STEPS:
                steps.append(Step(key, words))
                _write(report, steps, as_json)
                _take(steps[-1], work, trial)
        finally:
            trial.close()
    return _write(report, steps, as_json)


def _load_qt() -> None:
    """Loads Qt as the window does."""
    from ..ui.load import import_plainly

    import_plainly()


def _unseen() -> str:
    """The platform for a PC without a screen; elsewhere Qt chooses by itself."""
    from . import has_screen

    return "" if has_screen() else "offscreen"


def _take(step: Step, work: Callable[[Trial], str], trial: Trial) -> None:
    began = time.perf_counter()
    try:
        step.sentence, step.state = work(trial), State.OK
    except Skipped:
        step.sentence, step.state = "Bỏ qua vì một bước trước chưa xong.", State.SKIPPED
    except CchcError as error:
        step.sentence, step.state = str(error), State.FAILED
    except Exception as error:  # the report must say so, and the other steps go on
        step.sentence, step.state = f"Gặp lỗi ngoài dự kiến ({type(error).__name__}).", State.FAILED
        step.trace = "".join(traceback.format_exception(error))
    step.ms = round(1000 * (time.perf_counter() - began))


def _write(report: Path | None, steps: Sequence[Step], as_json: bool) -> Answer:
    """The report as far as it has come, written to its file."""
    answer = _answer(steps)
    if report is not None:
        try:
            report.write_text(answer.text(as_json) + "\n", encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            raise EnvironmentProblem(
                f"Không ghi được kết quả vào «{report}» ({error.strerror}). Hãy chọn tệp khác cho phép ghi."
            ) from error
    return answer


def _answer(steps: Sequence[Step]) -> Answer:
    done = sum(step.state is State.OK for step in steps)
    is_ok = done == len(STEPS)
    facts = {
        "version": __version__,
        "at": datetime.now().isoformat(timespec="seconds"),
        "python": machine.python(),
        "system": machine.system(),
    }
    lines = [f"CCHC Desktop {__version__}, {facts['at']}, Python {facts['python']}, {facts['system']}"]
    for step in steps:
        lines += [step.line, *(f"    {line}" for line in step.trace.splitlines())]
    lines.append("Chương trình chạy tốt trên máy này." if is_ok else f"Đạt {done}/{len(STEPS)} bước.")
    return Answer({"ok": is_ok, **facts, "steps": [asdict(step) for step in steps]}, lines, is_ok)


def _tasks(plan: Plan) -> int:
    return len(plan_views.tasks(plan))


def _size(file: Path) -> str:
    return f"{format_number(round(file.stat().st_size / 1024))} KB"
