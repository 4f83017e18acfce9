"""The question before something is packed: what, for whom, of which period, under which password."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from ... import durable
from ...domain.errors import Refusal
from ...domain.exchange.manifest import SUFFIX, PackageKind
from ...domain.numerals import size_words
from ...domain.report_periods import Period
from ...domain.text import capitalized
from ...packages.load import Load, Packed, write_load
from .. import file_dialogs, theme, work
from ..forms import ChoiceField
from ..forms.passwords import PasswordField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, tell_raised
from ..theme import SPACE

_FILTER = f"Gói trao đổi (*{SUFFIX})"
_WORDS = {
    PackageKind.ASSIGNMENT: (
        "Gửi cho một công chức: kế hoạch, nhiệm vụ của người đó kèm tiến độ và minh chứng, số liệu, sổ theo "
        "dõi. Người nhận mở bằng «Nhận gói» ở máy mình."
    ),
    PackageKind.CONTRIBUTION: (
        "Gửi về cơ quan mọi nội dung đã nhập, sửa, xóa ở máy này. Gửi nhiều lần cũng được: nơi nhận chỉ lấy "
        "phần chưa có."
    ),
    PackageKind.WHOLE: (
        "Toàn bộ dữ liệu của cơ quan kèm minh chứng, để làm tiếp ở máy khác. Tài khoản và mật khẩu không đi "
        "theo gói."
    ),
    PackageKind.REPORT: (
        "Gửi cấp trên: số liệu của kỳ, lời báo cáo, điểm Chỉ số CCHC và văn bản đã phát hành, để nơi nhận "
        "tổng hợp ngay, không phải nhập lại."
    ),
    PackageKind.CATALOGUE: (
        "Gửi cơ quan khác: danh mục chỉ tiêu, mẫu sổ, bộ tiêu chí, mẫu phiếu, thư viện căn cứ, bảng ghép mà "
        "cơ quan đã lập hoặc đã sửa."
    ),
}
_ORDER = tuple(_WORDS)
_NOTHING = "Cơ quan chưa lập hay sửa danh mục nào nên chưa có gì để gửi."
EVERYONE = "*"
"""In the place of an officer: each whom tasks are given to, a package for each."""
_SAFE = (
    "Đặt mật khẩu khi gửi qua Zalo, thư điện tử; báo mật khẩu cho người nhận bằng cách khác. Quên mật khẩu "
    "thì không mở được gói."
)


class PackQuestion(Question):
    """What is packed; ``loads`` are what a worker is to write once it was answered."""

    help_topic = "trao-doi#gui-di"

    def __init__(self, shell: Shell, kind: PackageKind, parent: QWidget | None) -> None:
        super().__init__(parent, "Đóng gói để gửi", "Đóng gói…")
        self.setMinimumWidth(theme.scaled(68 * SPACE))
        self._shell = shell
        self.loads: list[Load] = []
        self._job: work.Job | None = None
        office = shell.office
        self._everyone = office.exchange.assignees()
        officers = [(each.name, each.name) for each in office.settings.officers(office.today)]
        if len(self._everyone) > 1:
            officers.append((EVERYONE, f"Mọi công chức được giao việc ({len(self._everyone)} gói)"))
        periods = [(each, capitalized(each.label)) for each in _periods(shell)]
        self.kind = ChoiceField(None, "Loại gói", choices=lambda: [(each, each.label) for each in _ORDER])
        self.officer = ChoiceField(None, "Công chức nhận việc", choices=lambda: officers)
        self.period = ChoiceField(None, "Kỳ báo cáo", choices=lambda: periods)
        for field, name in ((self.kind, "kind"), (self.officer, "officer"), (self.period, "period")):
            field.setObjectName(name)
        self._words = label("", "muted", wrap=True)
        self._items = office.exchange.catalogues()
        self.items = {each.key: QCheckBox(each.words) for each in self._items}
        self._list = QWidget()
        lines = QVBoxLayout(self._list)
        lines.setContentsMargins(0, 0, 0, 0)
        for box in self.items.values():
            box.setChecked(True)
            lines.addWidget(box)
        if not self.items:
            lines.addWidget(label(_NOTHING, "muted", wrap=True))
        self.password = PasswordField(None, "Mật khẩu (không bắt buộc)")
        self.again = PasswordField(None, "Nhập lại mật khẩu")
        self.password.setObjectName("password")
        self.again.setObjectName("again")
        self.form.add(self.kind)
        self.form.add_widget(self._words)
        self.form.add(self.officer)
        self.form.add(self.period)
        self.form.add_widget(self._list)
        self.form.add(self.password, self.again)
        self.form.add_widget(label(_SAFE, "muted", wrap=True))
        self.kind.set_value(kind)
        if officers:
            self.officer.set_value(officers[0][0])
        if periods:
            self.period.set_value(periods[0][0])
        self.kind.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        kind = self.kind.value()
        self._words.setText(_WORDS[kind])
        self.officer.setVisible(kind is PackageKind.ASSIGNMENT)
        self.period.setVisible(kind is PackageKind.REPORT)
        self._list.setVisible(kind is PackageKind.CATALOGUE)

    def carry_out(self) -> bool:
        """Gathers what is to be packed, in a worker that has the data lent; the question is answered once it
        has. Raises Refusal at the field that it speaks of."""
        if self._job is not None:
            # The keys of the answer are heard until the panel stands over the question.
            return False
        if self.password.value() != self.again.value():
            raise Refusal("Hai lần nhập mật khẩu chưa giống nhau. Hãy nhập lại.", "again")

        office = self._shell.office
        office.exchange.require_password(self.kind.value(), self.password.value())
        gather = self._wanted()
        self.accept_button.setEnabled(False)

        def gathered(cancelled: work.Cancelled) -> list[Load]:
            loads: list[Load] = []
            for each in gather:
                loads.append(each())
                if cancelled():
                    return []
            return loads

        self._job = work.run_with_data(
            self, "Đang gom dữ liệu để đóng gói…", office, gathered, self._take, self._refused
        )
        self._job.finished.connect(self._ended)
        return False

    def _take(self, loads: list[Load]) -> None:
        if loads and isValid(self) and self.isVisible():
            self.loads = loads
            self.accept()

    def _ended(self) -> None:
        self._job = None
        # Who closed the question meanwhile has no button any more.
        if isValid(self):
            self.accept_button.setEnabled(True)

    def done(self, result: int) -> None:
        """Closes; what is still being gathered is let go."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Refusal):
            self.form.problem(error.field, str(error)).setFocus()
        else:
            tell_raised(self._shell, error)

    def _wanted(self) -> list[Callable[[], Load]]:
        """What gathers what was chosen. Raises Refusal where something lacks."""
        exchange = self._shell.office.exchange
        match self.kind.value():
            case PackageKind.ASSIGNMENT:
                if not self.officer.value():
                    raise Refusal("Chưa có công chức nào trong danh sách để giao việc.", "officer")
                to_all = self.officer.value() == EVERYONE
                officers = self._everyone if to_all else [self.officer.value()]
                return [partial(exchange.pack_assignment, each) for each in officers]
            case PackageKind.CONTRIBUTION:
                return [exchange.pack_contribution]
            case PackageKind.WHOLE:
                return [exchange.pack_whole]
            case PackageKind.REPORT:
                if self.period.value() is None:
                    raise Refusal("Chưa kỳ nào có số liệu để gửi.", "period")
                return [partial(exchange.pack_report, self.period.value())]
        chosen = [key for key, box in self.items.items() if box.isChecked()]
        if self.items and not chosen:
            raise Refusal("Hãy chọn ít nhất một danh mục để gửi.", "kind")
        return [partial(exchange.pack_catalogues, chosen)]

    @classmethod
    def run(cls, shell: Shell, kind: PackageKind, done: Callable[[], object]) -> None:
        """Asks, then where to, and writes the package in a worker; then ``done`` is called."""
        parent = shell if isinstance(shell, QWidget) else None
        question = cls(shell, kind, parent)
        question.exec()
        loads, password = question.loads, question.password.value()
        question.deleteLater()
        if len(loads) == 1:
            target = cls.ask_target(parent, file_name(shell, loads[0]))
            targets = [target if target.suffix else target.with_suffix(SUFFIX)] if target is not None else []
        else:
            folder = file_dialogs.ask_folder(parent, "Lưu các gói vào thư mục") if loads else None
            # What was sent before is not overwritten.
            names = [file_name(shell, each) for each in loads]
            targets = [durable.free_name(folder / name) for name in names] if folder is not None else []
        if targets:
            pack(shell, list(zip(loads, targets, strict=True)), password, done)

    @classmethod
    def ask_target(cls, parent: QWidget | None, name: str) -> Path | None:
        """Where the package goes, or None."""
        return file_dialogs.ask_new_file(parent, "Lưu gói", name, _FILTER)


def _periods(shell: Shell) -> list[Period]:
    """The periods of which there are figures, the latest first."""
    office = shell.office
    known = office.figures.ledger().periods
    return sorted(known, key=lambda each: (each.year, each.last_quarter.span, each.id), reverse=True)


def file_name(shell: Shell, load: Load) -> str:
    """The name that is proposed for a package's file."""
    head = load.head
    period = f" {Period.parse(head.period).label}" if head.period else ""
    unit = f" {head.unit}" if head.unit else ""
    return shell.office.settings.file_name(
        f"{head.kind.label}{unit}{period}", SUFFIX.removeprefix("."), shell.office.today
    )


def pack(shell: Shell, loads: Sequence[tuple[Load, Path]], password: str, done: Callable[[], object]) -> None:
    """Writes packages in a worker, remembers them and says where they are; then ``done`` is called."""
    parent = shell if isinstance(shell, QWidget) else None
    names = f"«{loads[0][1].name}»" if len(loads) == 1 else f"{len(loads)} gói"

    def write(progress: work.Progress, cancelled: work.Cancelled) -> list[Packed]:
        go_on = work.stopping(cancelled, Refusal("Đã dừng đóng gói."))
        packed = []
        for number, (load, path) in enumerate(loads):
            progress(number, len(loads))
            packed.append(write_load(path, load, password, go_on))
        return packed

    def told(packed: list[Packed]) -> None:
        paths = [path for _, path in loads]
        for each, path in zip(packed, paths, strict=True):
            shell.attempt(partial(shell.office.exchange.remember_sent, each, path.name))
        lost = sum(each.missing for each in packed)
        missing = f" Thiếu {lost} minh chứng đã mất hoặc bị sửa." if lost else ""
        locked = ", có mật khẩu" if password else ""
        size = size_words(sum(path.stat().st_size for path in paths))
        shell.notify(f"Đã đóng gói {names} ({size}{locked}) vào «{paths[0].parent}».{missing}")
        done()

    work.run(parent, f"Đang đóng gói {names}…", write, told)
